"""`pactbook status`: every agreement and manual with version, state and next key date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pactbook.cli.findings import report
from pactbook.cli.reading import tree
from pactbook.load.book import load_book
from pactbook.load.standing import next_key_date, standing

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence

    from pactbook.cli.context import Context
    from pactbook.model.book import Book, Contract

HELP = "show each agreement and manual with its version, its state and its next key date"


def add_arguments(parser: ArgumentParser) -> None:
    """The day from which key dates count."""
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the day from which key dates count (default: today)")


def run(context: Context) -> int:
    """Print a table per vendor; problems of reading the book follow below it."""
    today = context.args.as_of or date.today()  # noqa: DTZ011 - a contract's day is the reader's own
    loaded = load_book(tree(context.root))
    book = loaded.book
    for vendor in book.vendors:
        print(f"{book.vendor_name(vendor)}")
        _table(list(_rows(book, vendor, today)))
        print()
    if not loaded.problems:
        return 0
    return report(loaded.problems)


def _rows(book: Book, vendor: str, today: date) -> Iterator[tuple[str, ...]]:
    for contract in book.of_vendor(vendor):
        yield _row(contract, today)
        proposal = book.proposals.get(f"{contract.path}/draft")
        if proposal:
            yield _row(proposal, today)
    for manual in book.manuals.values():
        if manual.vendor == vendor:
            yield (manual.path, manual.outline.title, "outline draft", f"{len(manual.pages)} pages")


def _row(contract: Contract, today: date) -> tuple[str, ...]:
    state = standing(contract)
    coming = next_key_date(contract, today)
    word = f"{state.word} (version {state.version})" if state.version else state.word
    return (contract.path, contract.terms.title, word, f"{coming.day} {coming.what}" if coming else "no date to come")


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  " + "  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[3]]).rstrip())
