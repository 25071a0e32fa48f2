"""`pactbook assemble [INSTRUMENT]`: writes agreement.md from terms and clauses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.assemble.agreement import Assembled, assemble, missing_instrument, section_words, together
from pactbook.assemble.clause_text import check as check_clause
from pactbook.cli.findings import report
from pactbook.cli.reading import tree
from pactbook.load.book import Loaded, load_book
from pactbook.model.book import AGREEMENT
from pactbook.problems import PactbookError, Severity, in_order
from pactbook.trees import placing

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Mapping, Sequence

    from pactbook.cli.context import Context
    from pactbook.model.book import Book, Contract
    from pactbook.problems import Problem

HELP = "write agreement.md, the whole text that people sign, from terms.yaml and the clauses"


def add_arguments(parser: ArgumentParser) -> None:
    """The contract, or all of them."""
    parser.add_argument("instrument", nargs="?", metavar="INSTRUMENT", help="the folder of a contract; all unsigned ones if left out")


def run(context: Context) -> int:
    """Assemble, and write only if nothing is wrong with any of the contracts."""
    placing.sweep(context.root)
    loaded = load_book(tree(context.root))
    name = context.args.instrument
    chosen = None if name is None else _instrument(loaded, name, context.root)
    contracts = _in_order(loaded.book, chosen)
    assembled = _assembled(loaded.book, contracts)
    problems = in_order([*_concerning(loaded, contracts, chosen, context.root), *together(assembled)])
    if problems:
        report(problems)
    if any(problem.rule.severity is Severity.ERROR for problem in problems):
        print("nothing was written")
        return 1
    for each in assembled:
        _write(context.root, each)
    if not assembled:
        print("there is no unsigned contract to assemble")
    return 0


def _instrument(loaded: Loaded, name: str, root: Path) -> str:
    """The folder of the contract that was named, from the root; raises PactbookError where there is none, or it is signed."""
    book, path = loaded.book, _relative(name, root)
    contract = book.contracts.get(path) or book.proposals.get(path)
    broken = any(problem.path.rpartition("/")[0] == path for problem in loaded.problems)
    if contract is None and not (path.startswith("contracts/") and broken):
        raise PactbookError(missing_instrument(book, path))
    if _is_signed(path, root):
        message = f"{path} has been signed, and a signed text is never assembled again. Put the next version into {path}/draft/."
        raise PactbookError(message)
    return path


def _is_signed(path: str, root: Path) -> bool:
    """Whether a contract has records, also one that can't be read."""
    folder = root / path / "signoffs"
    return folder.is_dir() and any(folder.iterdir())


def _relative(name: str, root: Path) -> str:
    """A folder as somebody types it, where they are or from the root, as its path from the root."""
    for candidate in (Path(name).resolve(), (root / name).resolve()):
        folder = candidate.parent if candidate.is_file() else candidate
        if folder.is_dir() and folder.is_relative_to(root):
            return folder.relative_to(root).as_posix()
    return Path(name).as_posix().strip("/")


def _in_order(book: Book, chosen: str | None) -> list[Contract]:
    """The unsigned contracts to assemble, MSAs first, since the others name their sections."""
    found = [contract for contract in (*book.contracts.values(), *book.proposals.values()) if not contract.signoffs]
    return sorted((each for each in found if chosen in {None, each.path}), key=lambda each: (not each.is_msa, each.path))


def _assembled(book: Book, contracts: Sequence[Contract]) -> list[Assembled]:
    """Each contract; an SOW names the sections of its MSA as they are after this run."""
    done: dict[str, Assembled] = {}
    known: dict[str, Mapping[str, str]] = {}

    def words(contract: Contract) -> Mapping[str, str]:
        if contract.path in done:
            return done[contract.path].words
        if contract.path not in known:
            known[contract.path] = section_words(book, contract)
        return known[contract.path]

    for contract in contracts:
        done[contract.path] = assemble(book, contract, words)
    return list(done.values())


def _concerning(loaded: Loaded, contracts: Sequence[Contract], chosen: str | None, root: Path) -> Iterator[Problem]:
    """What is wrong with the files that the contracts are made of: their own, and those of the clauses in use."""
    own = {chosen, *_unread_msa(loaded.book, contracts)}
    used = {use.clause_id for contract in contracts for use in contract.terms.clauses if use.use}
    for problem in loaded.problems:
        first, _, rest = problem.path.partition("/")
        folder = problem.path.rpartition("/")[0]
        of_clause = first == "clauses" and (chosen is None or rest.partition("/")[0] in used)
        in_contracts = first == "contracts" and not rest.startswith("governance/")
        if of_clause or (in_contracts and (folder in own or (chosen is None and not _is_signed(folder, root)))):
            yield problem
    for clause_id in sorted(used):
        names = {use.version for contract in contracts for use in contract.terms.clauses if use.clause_id == clause_id}
        for clause in loaded.book.clauses.get(clause_id, ()):
            if clause.version in names:
                yield from check_clause(clause)


def _unread_msa(book: Book, contracts: Sequence[Contract]) -> set[str]:
    """The folders of MSAs that are needed, to name their sections, and could not be read."""
    return {f"contracts/{contract.vendor}/msa" for contract in contracts if not contract.is_msa and book.msa(contract.vendor) is None}


def _write(root: Path, assembled: Assembled) -> None:
    """Put the new text in place of the old in one step; whatever happens, one of the two is there, whole, and nothing beside it."""
    contract, text = assembled.contract, assembled.text
    if contract.agreement == text:
        print(f"{contract.path}/{AGREEMENT} is up to date")
        return
    with placing.workshop(root) as bench:
        placing.put(bench / AGREEMENT, text.encode())
        placing.move(bench / AGREEMENT, root / contract.path / AGREEMENT)
    print(f"{contract.path}/{AGREEMENT} {'written' if contract.agreement is None else 'rewritten'}: {len(text.split()):,} words")
