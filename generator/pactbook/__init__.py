"""Outsourcing contracts as a book that proves itself."""

__version__ = "0.1.0"
