"""`pactbook status`: every agreement and manual with version, state and next key date."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING

from pactbook.cli.findings import printable, report
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
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="the day from which key dates count (default: today)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"'{text}' is no day: write year-month-day, such as 2026-12-31"
        raise ArgumentTypeError(message) from None


def run(context: Context) -> int:
    """Print a table per vendor; problems of reading the book follow below it."""
    today = context.args.as_of or date.today()  # noqa: DTZ011 - a contract's day is the reader's own
    loaded = load_book(tree(context.root))
    book = loaded.book
    for vendor in _vendors(book):
        print(printable(_name(book, vendor)))
        _table(list(_rows(book, vendor, today)))
        print()
    if not loaded.problems:
        if not _vendors(book):
            print("the book holds no contract and no manual yet")
        return 0
    return report(loaded.problems)


def _vendors(book: Book) -> list[str]:
    """The vendors of the book, those of whom there is no more than a proposal too."""
    return sorted({*book.vendors, *(proposal.vendor for proposal in book.proposals.values())})


def _name(book: Book, vendor: str) -> str:
    if vendor in book.vendors:
        return book.vendor_name(vendor)
    return next(each.terms.parties.vendor.name for each in book.proposals.values() if each.vendor == vendor)


def _rows(book: Book, vendor: str, today: date) -> Iterator[tuple[str, ...]]:
    own = [each for each in (*book.contracts.values(), *book.proposals.values()) if each.vendor == vendor]
    for contract in sorted(own, key=lambda each: (not each.is_msa, each.path)):
        yield _row(contract, today)
    for manual in book.manuals.values():
        if manual.vendor == vendor:
            pages = len(manual.pages)
            yield (manual.path, manual.outline.title, "outline draft", f"{pages} page{'' if pages == 1 else 's'}")


def _row(contract: Contract, today: date) -> tuple[str, ...]:
    state = standing(contract)
    coming = next_key_date(contract, today)
    then = f"{coming.day} {coming.what}" if coming else "no date to come"
    word = f"{state.word} (version {state.version})" if state.version else state.word
    return (contract.path, contract.terms.title, word, then)


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print(printable("  " + "  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[3]]).rstrip()))
