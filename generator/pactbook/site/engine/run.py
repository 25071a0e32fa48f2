"""Prints a batch. What it takes to print is loaded by whoever does it, and not by those who only hand batches on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pactbook.site.engine.batch import Batch, BatchDone


def print_batch(batch: Batch) -> BatchDone:
    """Print the pages."""
    from pactbook.site.engine.printing import print_pages

    return print_pages(batch)
