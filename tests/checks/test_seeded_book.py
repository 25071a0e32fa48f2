"""One book with many faults, as authors make them, and its clean twin: every fault is found at its line, and nothing else.

The book is the sample book of this repository on a fixed day. The faults stand as data in `seeded/faults/`, each with its code:

    - code: C103
      edits:
        - in: contracts/brightline/sow-back-office/terms.yaml
          after: "  accuracy:"           # where `old` stands more than once: the first one behind this text
          old: "weight: 35 %"
          new: "weight: 30 %"
      at: {line: "service_levels:"}      # the text on whose line the finding stands; left out: the first line of the first `new`
      also:                              # what else follows rightly from the same fault
        - {code: C114, line: "at_risk: 12 %"}

What the same fault leads to all over a folder is named once: `everywhere: {code: M001, in: ops-manuals/brightline/back-office/}`.

An edit may also put `new` for all that stands `between` two texts, `append`, give the whole `text` of a file, or an `image` of so many `mib`;
one that does none of this deletes the file. A fault without edits follows from those of the fault above it. What people sign follows from the
terms: an agreement is assembled anew after its terms were changed, then the faults of its own words are planted.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from books import small_book
from golden import picture
from pactbook.assemble.agreement import assemble
from pactbook.assemble.targets import Targets
from pactbook.checks.run import names, run
from pactbook.checks.subject import Subject
from pactbook.findings.judge import judge
from pactbook.load.book import load_book
from pactbook.model.book import Book
from pactbook.trees.worktree import WorkTree
from sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2026, 11, 22)
SEEDED = Path(__file__).parent / "seeded"
FAULTS, TEXTS = SEEDED / "faults", SEEDED / "texts"


class Found(NamedTuple):
    """A finding by what a reader looks up."""

    path: str
    line: int
    code: str


@dataclass
class Seeded:
    """A copy of the sample book with its findings."""

    root: Path

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def plant(self, edit: dict[str, Any]) -> None:
        path = edit["in"]
        if "old" in edit:
            text = self.read(path)
            start = _behind(text, edit.get("after", ""), path)
            assert edit["old"] in text[start:], f"{edit['old']!r} does not stand in {path}"
            assert "after" in edit or text.count(edit["old"]) == 1, f"{edit['old']!r} stands {text.count(edit['old'])} times in {path}"
            self.write(path, text[:start] + text[start:].replace(edit["old"], edit["new"], 1))
        elif "between" in edit:
            text, (first, last) = self.read(path), edit["between"]
            start = _behind(text, first, path)
            self.write(path, text[:start] + edit["new"] + text[text.index(last, start) :])
        elif "append" in edit:
            self.write(path, self.read(path) + edit["append"])
        elif "text" in edit:
            self.write(path, edit["text"])
        elif "image" in edit:
            self.write(path, picture(edit["image"]["mib"]))
        else:
            (self.root / edit["in"]).unlink()

    def assemble(self, folders: set[str]) -> None:
        """The texts that follow from changed terms, as people would sign them."""
        book = load_book(WorkTree(self.root)).book
        targets = Targets(book)
        for contract in (*book.contracts.values(), *book.proposals.values()):
            if contract.path in folders:
                self.write(f"{contract.path}/agreement.md", assemble(book, contract, targets.words).text)

    def found(self) -> list[Found]:
        problems = judge(WorkTree(self.root), TODAY, named=False).problems
        return sorted(Found(each.path, each.position.line, each.rule.code) for each in problems)


def _behind(text: str, anchor: str, path: str) -> int:
    assert anchor in text, f"{anchor!r} does not stand in {path}"
    return text.index(anchor) + len(anchor)


def _own_text(name: str, root: Path) -> list[str]:
    """What is found in a text of `seeded/texts/` that is brought in as an MSA of its own words."""
    text = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    loaded = small_book(root, assembled=False).load().book
    contract = replace(loaded.contracts["contracts/acme/msa"], agreement=text)
    shown = Book(loaded.policy, {contract.path: contract}, {}, loaded.clauses, loaded.profiles, {})
    found = run(Subject(shown, TODAY), [name for name in names() if name.startswith(("layers.one", "structure.", "wording."))])
    return [f"{each.position.line} {each.rule.code} {each.message}" for each in found]


@cache
def faults() -> tuple[dict[str, Any], ...]:
    return tuple(fault for path in sorted(FAULTS.glob("*.yml")) for fault in yaml.safe_load(path.read_text(encoding="utf-8")))


def edits() -> Iterator[dict[str, Any]]:
    return (edit for fault in faults() for edit in fault["edits"])


def sample(root: Path) -> Seeded:
    for folder in ("contracts", "clauses", "ops-manuals"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "pactbook.yaml", root)
    return Seeded(root)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    book = sample(tmp_path_factory.mktemp("seeded"))
    of_words = [edit for edit in edits() if edit["in"].endswith("/agreement.md")]
    for edit in edits():
        if edit not in of_words:
            book.plant(edit)
    book.assemble({edit["in"].removesuffix("/terms.yaml") for edit in edits() if edit["in"].endswith("/terms.yaml")})
    for edit in of_words:
        book.plant(edit)
    return book


@pytest.fixture(scope="module")
def found(seeded: Seeded) -> list[Found]:
    return seeded.found()


def expected(book: Seeded, fault: dict[str, Any]) -> list[Found]:
    """The findings that a fault must lead to."""
    first = next(iter(fault["edits"]), {"in": ""})
    where = {"in": first["in"], "line": next(iter(first.get("new", "").strip().splitlines()), ""), **fault.get("at", {})}
    places = [{"code": fault["code"], **where}, *({"in": where["in"], **each} for each in fault.get("also", []))]
    return [Found(place["in"], _line(book, place), place["code"]) for place in places]


def _line(book: Seeded, place: dict[str, Any]) -> int:
    """The line of a place; the first one where it names no words."""
    if not place["line"]:
        return 1
    text = book.read(place["in"])
    start = _behind(text, place.get("after", ""), place["in"])
    assert place["line"] in text[start:], f"{place['line']!r} does not stand in {place['in']}"
    assert "after" in place or text.count(place["line"]) == 1, (
        f"{place['line']!r} stands {text.count(place['line'])} times in {place['in']}"
    )
    return text[: text.index(place["line"], start)].count("\n") + 1


@pytest.mark.parametrize("number", range(len(faults())), ids=lambda number: f"{faults()[number]['code']}-{number}")
def test_a_planted_fault_is_found_at_its_line(number: int, seeded: Seeded, found: list[Found]) -> None:
    assert [each for each in expected(seeded, faults()[number]) if each not in found] == []


def test_nothing_is_found_that_was_not_planted(seeded: Seeded, found: list[Found]) -> None:
    planted = {each for fault in faults() for each in expected(seeded, fault)}
    spread = {(each["code"], each["in"]) for fault in faults() if (each := fault.get("everywhere"))}
    assert [each for each in found if each not in planted and (each.code, f"{Path(each.path).parent}/") not in spread] == []


def test_the_faults_are_many_and_of_many_kinds() -> None:
    assert len(faults()) >= 110
    assert len({fault["code"] for fault in faults()}) >= 100


def test_the_clean_twin_gives_no_finding(tmp_path: Path) -> None:
    assert sample(tmp_path).found() == []


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.md")))
def test_what_is_found_in_a_text_of_its_own(name: str, tmp_path: Path) -> None:
    assert _own_text(name, tmp_path) == (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
