"""The pre-commit hooks of pactbook: one hook is one module with `main(argv) -> int`."""
