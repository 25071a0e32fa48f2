"""The commands, one file each; a command exists because its file does (`add_signature.py` is `pactbook add-signature`).

A command's file holds

- `HELP`: one line, a plain string literal, since the list of commands is read without importing any of them;
- `add_arguments(parser)`: its options on an `argparse.ArgumentParser`;
- `run(context)`: does it and returns the exit code: 0 clean, 1 findings. What the reader can mend is raised as a `PactbookError`.

Importing the file must be cheap: what is heavy is imported in `run`.
"""
