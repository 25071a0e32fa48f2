"""Applies waivers: takes out what they are about, and reports those that can't hold, have run out, find nothing or end too far ahead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.checks import rules
from pactbook.findings.finding import Suppression, may_be_changed
from pactbook.model.settings import WAIVERS
from pactbook.model.values import add_months
from pactbook.problems import Problem, Severity, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from pactbook.checks.subject import Subject
    from pactbook.findings.finding import Finding
    from pactbook.findings.places import Place
    from pactbook.model.book import Book, Contract
    from pactbook.model.clause import ClauseVersion
    from pactbook.model.manual import Manual
    from pactbook.model.settings import Waiver
    from pactbook.problems import Position, Rule

LONGEST = 24  # months
ANYWHERE = ("",)
_OF_THE_OUTLINE = range(10, 20)


@dataclass(frozen=True, slots=True)
class Given:
    """A waiver with the place where it stands.

    `covers` are the files that it can be about, each with what its places begin with: nothing, the sections that a clause becomes in an
    agreement, or the page of a manual with `#`. `free` is whether it stands in a free layer.
    """

    waiver: Waiver
    path: str
    position: Position
    covers: Mapping[str, tuple[str, ...]]
    free: bool = False

    def fits(self, finding: Finding, place: Place, line: Callable[[], str]) -> bool:
        """Whether a finding of its rule, in a file that it covers, is what it is about."""
        words = self.waiver.words
        if not any(self._within(place, start) for start in self.covers[finding.problem.path]):
            return False
        return not words or words in finding.problem.message or words in line()

    def _within(self, place: Place, start: str) -> bool:
        at = self.waiver.at
        if start.endswith("#"):  # a page of a manual: `page.md`, `page.md#heading`
            return not at or at == start[:-1] or any(at == f"{start}{name}" for name in place.within)
        names = [name.removeprefix(f"{start}.") if name != start else "" for name in place.within] if start else list(place.within)
        inside = not start or start in place.within
        return inside and (not at or at in names)

    def suppression(self) -> Suppression:
        """What a finding that it takes out says of it."""
        return Suppression("waiver", self.waiver.reason, self.waiver.until, self.path, self.position)


def given(book: Book) -> Iterator[Given]:
    """Every waiver of a book."""
    for contract in (*book.contracts.values(), *book.proposals.values()):
        yield from _of_contract(contract)
    for versions in book.clauses.values():
        for clause in versions:
            yield from _of_clause(clause, book)
    for manual in book.manuals.values():
        yield from _of_manual(manual)


def _of_contract(contract: Contract) -> Iterator[Given]:
    path = f"{contract.path}/terms.yaml"
    covers = dict.fromkeys((path, f"{contract.path}/agreement.md", *(f"{contract.path}/{file}" for file in contract.own_texts)), ANYWHERE)
    for index, waiver in enumerate(contract.terms.waivers):
        yield Given(waiver, path, contract.document.at("waivers", index), covers)


def _of_clause(clause: ClauseVersion, book: Book) -> Iterator[Given]:
    """A clause's waivers hold in its file, and in the section that it becomes in an agreement."""
    if not clause.data.waivers:
        return
    covers: dict[str, tuple[str, ...]] = {clause.path: ANYWHERE}
    for contract, sections in uses(book, clause.name):
        covers[f"{contract.path}/agreement.md"] = sections
    for index, waiver in enumerate(clause.data.waivers):
        yield Given(waiver, clause.path, clause.document.at("waivers", index), covers)


def uses(book: Book, clause: str) -> Iterator[tuple[Contract, tuple[str, ...]]]:
    """The contracts that use a version of a clause, each with the ids of the sections that it becomes."""
    for contract in (*book.contracts.values(), *book.proposals.values()):
        sections = tuple(use.section_id for use in contract.terms.clauses if use.use == clause)
        if sections:
            yield contract, sections


def _of_manual(manual: Manual) -> Iterator[Given]:
    outline, free = f"{manual.path}/outline.yaml", f"{manual.path}/{WAIVERS}"
    pages = {page.path: (f"{page.file}#",) for page in manual.pages}
    for index, waiver in enumerate(manual.outline.waivers):
        yield Given(waiver, outline, manual.document.at("waivers", index), {**pages, outline: ANYWHERE})
    for index, waiver in enumerate(manual.waivers):
        where = manual.waivers_document.at("waivers", index) if manual.waivers_document else manual.document.at()
        yield Given(waiver, free, where, pages, free=True)


@dataclass(slots=True)
class Waiving:
    """The waivers of a book at work on its findings; `judged` tells which files were looked at."""

    subject: Subject
    place: Callable[[str, Position], Place]
    line: Callable[[str, int], str]
    judged: Callable[[str], bool]

    def apply(self, found: list[Finding]) -> tuple[list[Finding], list[Problem]]:
        """The findings, those that are waived with the reason, and what is wrong with the waivers."""
        waivers = list(given(self.subject.book))
        if not waivers:
            return found, []
        by_rule: dict[str, list[Finding]] = defaultdict(list)
        for finding in found:
            by_rule[finding.problem.rule.code].append(finding)
        taken: dict[int, Finding] = {}
        problems: list[Problem] = []
        for each in waivers:
            matches = [
                finding for finding in by_rule[each.waiver.rule] if finding.problem.path in each.covers and self._fits(each, finding)
            ]
            problems += self._wrong(each, matches)
            if self._holds(each):
                taken.update((id(one), one.by(each.suppression())) for one in matches if not (each.free and _is_error(one)))
        return [taken.get(id(finding), finding) for finding in found], problems

    def _fits(self, each: Given, finding: Finding) -> bool:
        problem = finding.problem
        return each.fits(finding, self.place(problem.path, problem.position), lambda: self.line(problem.path, problem.position.line))

    def _holds(self, each: Given) -> bool:
        return each.waiver.until >= self.subject.today and may_waive(each)

    def _wrong(self, each: Given, matches: list[Finding]) -> Iterator[Problem]:
        def problem(rule: Rule, message: str, fix: str = "") -> Problem:
            return Problem(each.path, each.position, rule, message, fix)

        waiver, today = each.waiver, self.subject.today
        if not may_waive(each) or (each.free and any(map(_is_error, matches))):
            yield problem(rules.WAIVER, refusal(each))
        elif not matches:
            if any(map(self.judged, each.covers)):
                yield problem(rules.FOR_NOTHING, f"nothing here breaks {waiver.rule}{_told(waiver)}")
        elif waiver.until < today:
            yield problem(rules.RUN_OUT, f"{waiver.rule}{_told(waiver)} was waived until {waiver.until}: {waiver.reason}")
        if waiver.until > _ahead(today):
            yield problem(rules.TOO_LONG, f"{waiver.rule}{_told(waiver)} is waived until {waiver.until}")


def may_waive(each: Given) -> bool:
    """Whether a rule can be waived where the waiver stands."""
    code = each.waiver.rule
    of_the_outline = code[:1] == "C" and code[1:].isdecimal() and int(code[1:]) in _OF_THE_OUTLINE
    return may_be_changed(code) and _is_known(code) and not (each.free and of_the_outline)


def _is_known(code: str) -> bool:
    from pactbook.checks.catalogue import every_rule

    return code in every_rule()


def refusal(each: Given) -> str:
    """Why a waiver can't hold."""
    from pactbook.checks.catalogue import every_rule

    code, known = each.waiver.rule, every_rule()
    if code not in known:
        return f"there is no rule '{code}'{did_you_mean(code, [one for one in known if may_be_changed(one)])}"
    if not may_be_changed(code):
        return f"{code} ({known[code].title}) guards what people read and sign; nobody can waive it"
    if may_waive(each):
        return f"{code} ({known[code].title}) is an error here, and the free pages of a manual can't waive errors"
    return f"{code} ({known[code].title}) is what legal's outline demands; only outline.yaml can waive it"


def _told(waiver: Waiver) -> str:
    at = f" at '{waiver.at}'" if waiver.at else ""
    return f"{at} with '{waiver.words}'" if waiver.words else at


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _ahead(today: date) -> date:
    return add_months(today, LONGEST)
