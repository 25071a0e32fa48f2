"""`pactbook coverage`: what an SOW must define, where it is defined, and what is thin or missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pactbook.problems import PactbookError, did_you_mean

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context
    from pactbook.coverage.matrix import Matrix, Row
    from pactbook.coverage.place import Place
    from pactbook.model.book import Book, Contract

HELP = "show where each statement of work defines the ten things, and what is missing"
_SHOWN = 3


def add_arguments(parser: ArgumentParser) -> None:
    """Which contract, how much of it, and in what form."""
    parser.add_argument(
        "contract", nargs="?", metavar="SOW", help="one statement of work, such as contracts/acme/sow-support (default: all)"
    )
    parser.add_argument("--all", action="store_true", help="every place that defines a thing, not only the first three")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for reading, or for a program")


def run(context: Context) -> int:
    """Print the matrix; 1 where something is thin or missing."""
    from pactbook.assemble.targets import Targets
    from pactbook.cli.findings import printable
    from pactbook.cli.reading import tree
    from pactbook.coverage.matrix import matrix
    from pactbook.load.book import load_book
    from pactbook.manuals.links import Linker

    book = load_book(tree(context.root)).book
    chosen = _chosen(context, book)
    linker = Linker(book, Targets(book))
    found = [matrix(book, contract, linker) for contract in chosen]
    if context.args.format == "json":
        print(json.dumps({"schema": 1, "contracts": [_data(each) for each in found]}, indent=2, ensure_ascii=False))
    elif not found:
        print("the book holds no statement of work")
    else:
        print("\n\n".join(printable(_text(each, book, everything=context.args.all)) for each in found))
    return int(any(row.state != "present" for each in found for row in (*each.things, *each.profile)))


def _chosen(context: Context, book: Book) -> list[Contract]:
    from pactbook.cli.instruments import named

    sows = {contract.path: contract for contract in (*book.contracts.values(), *book.proposals.values()) if contract.sow}
    if context.args.contract is None:
        return list(sows.values())
    name = named(context, context.args.contract)
    if name not in sows:
        message = f"'{context.args.contract}' is no statement of work{did_you_mean(name, sows)}. The book has: {', '.join(sows) or 'none'}."
        raise PactbookError(message)
    return [sows[name]]


def _text(matrix: Matrix, book: Book, *, everything: bool) -> str:
    contract = matrix.contract
    lines = [f"{contract.terms.title} ({book.vendor_name(contract.vendor)})  {contract.path}", "", "  The ten things"]
    lines += [line for row in matrix.things for line in _row(row, everything=everything)]
    profile = book.profiles.get(contract.sow.service_type) if contract.sow else None
    if profile:
        gaps = [row for row in matrix.profile if row.state != "present"]
        lines += ["", f"  What {profile.title.lower()} asks for: {len(matrix.profile) - len(gaps)} of {len(matrix.profile)} are there"]
        lines += [line for row in (matrix.profile if everything else gaps) for line in _row(row, everything=everything)]
    return "\n".join(lines)


def _row(row: Row, *, everything: bool) -> list[str]:
    lines = [f"    {row.state:<8} {row.title}"]
    shown = row.places if everything else row.places[:_SHOWN]
    lines += [f"             {_where(place)}" for place in shown]
    if len(row.places) > len(shown):
        lines.append(f"             and {len(row.places) - len(shown)} more; --all shows them")
    return lines


def _where(place: Place) -> str:
    lacks = f": it {place.lacking}" if place.lacking else ""
    owner = f" (kept by: {place.owner})" if place.in_manual else ""
    return f"{place.path}:{place.position.line} {place.title}{owner}{lacks}"


def _data(matrix: Matrix) -> dict[str, Any]:
    return {
        "contract": matrix.contract.path,
        "things": [_entry(row) for row in matrix.things],
        "profile": [_entry(row) for row in matrix.profile],
    }


def _entry(row: Row) -> dict[str, Any]:
    places = [
        {"path": place.path, "line": place.position.line, "section": place.title, "owner": place.owner, "lacking": place.lacking}
        for place in row.places
    ]
    return {"id": row.key, "title": row.title, "state": row.state, "places": places}
