"""Reads a whole book from a tree: every file, every problem, in one run."""
