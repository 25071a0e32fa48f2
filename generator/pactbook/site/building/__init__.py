"""Builds the sites of a book, in one process or in many."""
