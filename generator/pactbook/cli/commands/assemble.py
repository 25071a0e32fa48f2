"""`pactbook assemble [INSTRUMENT]`: writes agreement.md from terms and clauses."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.assemble.agreement import assemble, missing_instrument
from pactbook.cli.findings import report
from pactbook.cli.reading import tree
from pactbook.load.book import Loaded, load_book
from pactbook.model.book import AGREEMENT
from pactbook.problems import PactbookError, Severity, in_order

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from pactbook.cli.context import Context
    from pactbook.model.book import Book, Contract
    from pactbook.problems import Problem

HELP = "write agreement.md, the whole text that people sign, from terms.yaml and the clauses"


def add_arguments(parser: ArgumentParser) -> None:
    """The contract, or all of them."""
    parser.add_argument("instrument", nargs="?", metavar="INSTRUMENT", help="the folder of a contract; all unsigned ones if left out")


def run(context: Context) -> int:
    """Assemble, and write only if nothing is wrong with any of the contracts."""
    loaded = load_book(tree(context.root))
    chosen = _chosen(loaded, context.args.instrument, context.root)
    assembled = [(contract, assemble(loaded.book, contract)) for contract in _in_order(loaded.book, chosen)]
    problems = _concerning(loaded, chosen, [problem for _, made in assembled for problem in made.problems])
    if any(problem.rule.severity is Severity.ERROR for problem in problems):
        report(problems)
        print("nothing was written")
        return 1
    for contract, made in assembled:
        _write(context.root / contract.path / AGREEMENT, contract, made.text)
    return 0


def _chosen(loaded: Loaded, name: str | None, root: Path) -> list[str]:
    book = loaded.book
    unsigned = [contract.path for contract in (*book.contracts.values(), *book.proposals.values()) if not contract.signoffs]
    if name is None:
        return unsigned
    path = _relative(name, root)
    broken = {problem.path.rpartition("/")[0] for problem in loaded.problems}
    if path not in book.contracts and path not in book.proposals and path not in broken:
        raise PactbookError(missing_instrument(book, path))
    if path not in unsigned and path not in broken:
        message = f"{path} has been signed, and a signed text is never assembled again. Put the next version into {path}/draft/."
        raise PactbookError(message)
    return [path]


def _relative(name: str, root: Path) -> str:
    here = Path(name).resolve()
    try:
        found = here.relative_to(root)
    except ValueError:
        return name.strip("/")
    return found.as_posix() if (root / found).is_dir() and here.is_dir() else name.strip("/")


def _in_order(book: Book, paths: Sequence[str]) -> list[Contract]:
    found = [book.contracts.get(path) or book.proposals.get(path) for path in paths]
    return sorted((each for each in found if each), key=lambda each: (not each.is_msa, each.path))


def _concerning(loaded: Loaded, chosen: Sequence[str], own: list[Problem]) -> tuple[Problem, ...]:
    """The problems that keep the chosen contracts from being assembled: their own, and those of the clause library."""
    folders = tuple(f"{path}/" for path in chosen) + ("clauses/",)
    return in_order([*(problem for problem in loaded.problems if problem.path.startswith(folders)), *own])


def _write(path: Path, contract: Contract, text: str) -> None:
    if contract.agreement == text:
        print(f"{contract.path}/{AGREEMENT} is up to date")
        return
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".", suffix=".part", delete=False, encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    os.replace(file.name, path)  # noqa: PTH105 - replaces in one step on every system
    print(f"{contract.path}/{AGREEMENT} {'written' if contract.agreement is None else 'rewritten'}: {len(text.split()):,} words")
