"""The command line: the frame in `main`, one file per command in `commands/`."""
