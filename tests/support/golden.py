"""Golden cases of rules as data: what is changed in a small book, and every finding that must follow, or none.

    - fires: C001
      because: a contract that was never assembled
      change: [{in: contracts/acme/msa/agreement.md, delete: true}]
      finds: ["contracts/acme/msa/agreement.md:1:1: C001 there is no agreement.md yet"]

`quiet: CODE` is a case in which the rule must not fire, and nothing else either. A change is `old` and `new`, `append`, `text`
(the whole file) or `delete`, or `image` with `mib`, a picture of that format
and of at least that size. With `again: true` the agreements are assembled once more after the changes.
With `book: complete` the case changes a book that states everything that a contract should, with `book: own-text` one whose SOW
was brought in as a text.
Warnings and hints of other files of rules do not count: each file has its own cases.

A rule on words has shorter cases: `agreement:` is the whole text of a contract, `page:` that of a manual's page, judged by the
file's own rules alone, and a finding is written without its file.

    - fires: C201
      because: nobody can tell when it is due
      agreement: |
        ## 1. Reports {#reports}
        The Vendor reports promptly.
      finds: ["2:20 C201 'promptly' says no time"]
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from books import TODAY, small_book
from complete_books import BOOKS
from pactbook.checks import run
from pactbook.checks.subject import Subject
from pactbook.model.book import Book
from pactbook.problems import Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from books import SmallBook
    from pactbook.problems import Problem


def cases(folder: Path) -> list[Any]:
    """Every case of the folder's YAML files, with a name for each."""
    import pytest

    found = []
    for path in sorted(folder.rglob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            case["file"] = ".".join(path.relative_to(folder).with_suffix("").parts)
            name = f"{path.stem}-{number}-{'fires' if 'fires' in case else 'quiet'}-{case.get('fires') or case['quiet']}"
            found.append(pytest.param(case, id=name))
    return found


def changed(case: dict[str, Any], root: Path) -> SmallBook:
    """The small book with the changes of a case."""
    book = BOOKS[case.get("book", "small")](root)
    for change in case["change"]:
        path = change["in"]
        if "old" in change:
            book.replace(path, change["old"], change["new"])
        elif "append" in change:
            book.append(path, change["append"])
        elif "text" in change:
            book.write(path, change["text"])
        elif "image" in change:
            book.write(path, picture(change["mib"]))
        else:
            book.delete(path)
    if case.get("again"):
        book.run("assemble")
    return book


def picture(mib: int) -> bytes:
    """A grey PNG that has at least so many MiB, since it is stored without being packed."""
    width, rows = 1024, mib * 1024
    data = zlib.compress((b"\0" + b"\x80" * width) * rows, 0)
    header = struct.pack(">IIBBBBB", width, rows, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def judge(case: dict[str, Any], root: Path) -> None:
    """Hold what the book's check finds against the case."""
    found = _short(case, root) if "agreement" in case or "page" in case else _whole(case, root)
    assert found == case.get("finds", [])
    if "fires" in case:
        assert any(f" {case['fires']} " in line for line in found)


def _whole(case: dict[str, Any], root: Path) -> list[str]:
    others = {rule.code for name in run.names() if name != case["file"] for rule in run.load(name).RULES}
    return [each.line for each in changed(case, root).problems() if each.rule.severity is Severity.ERROR or each.rule.code not in others]


def _short(case: dict[str, Any], root: Path) -> list[str]:
    book = small_book(root, assembled=False).load().book
    contracts = {path: replace(contract, agreement=None) for path, contract in book.contracts.items()}
    manuals = {path: replace(manual, pages=()) for path, manual in book.manuals.items()}
    if "agreement" in case:
        path = "contracts/acme/sow-support" if case.get("layer") == "sow" else "contracts/acme/msa"
        contracts[path] = replace(contracts[path], agreement=case["agreement"])
    else:
        manual = book.manuals["ops-manuals/acme/support"]
        manuals[manual.path] = replace(manual, pages=(replace(manual.pages[0], text=case["page"]),))
    shown = Book(book.policy, contracts, {}, book.clauses, book.profiles, manuals)
    return [_without_file(each) for each in in_order(_found(case["file"], Subject(shown, TODAY)))]


def _found(name: str, subject: Subject) -> Iterable[Problem]:
    return run.load(name).check(subject)


def _without_file(problem: Problem) -> str:
    return f"{problem.position.line}:{problem.position.col} {problem.rule.code} {problem.message}"
