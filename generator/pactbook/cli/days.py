"""Days as people give them to a command."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day(text: str) -> date:
    """The day that a text such as 2026-12-31 names; raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is no day: write year-month-day, such as 2026-12-31"
        raise ArgumentTypeError(message) from None
