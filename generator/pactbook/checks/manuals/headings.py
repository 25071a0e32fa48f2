"""The headings of a page against the outline that legal approved: each there, as a heading, in order, once, with content under it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.manuals.astray import found_astray
from pactbook.manuals.lookalikes import same
from pactbook.manuals.sections import HIGHEST, body, lack
from pactbook.problems import Position, Problem, Rule, Severity, did_you_mean, shown
from pactbook.text.passages.substance import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.checks.subject import Subject
    from pactbook.manuals.reading import Heading, Reading
    from pactbook.model.manual import Manual, ManualPage, OutlineHeading, OutlinePage

MISSING = Rule(
    "C011",
    "Heading of the outline is missing or out of order",
    "Legal approved the manual with this heading at this place.",
    "Put the heading back in, with the words of the outline, at its place.",
)
EXTRA = Rule(
    "C013",
    "Heading that the outline does not allow",
    "The outline says that operations may not add headings here.",
    "Move the text under a heading of the outline, or ask legal to change the outline.",
)
LEVEL = Rule(
    "C014",
    "Heading of the outline at another level",
    "Under another heading it is a part of that section, and no longer the section that legal approved.",
    "Begin the line with '## '.",
)
NOTHING = Rule(
    "C015",
    "Section of the outline without content",
    "Legal approved a manual that settles this; a heading with nothing under it settles nothing.",
    "Write under the heading what is done, by whom and by when; or ask legal to take it out of the outline.",
)
THIN = Rule(
    "C016",
    "Section of the outline with next to nothing in it",
    "A vendor does what is written; a few vague words leave it to everybody's guess.",
    "Write what is done, by whom, by when, and how one sees that it was done.",
    Severity.WARNING,
)
TWICE = Rule(
    "C017",
    "Heading of the outline stands twice",
    "Readers and links find the first of the two, whichever holds the rule.",
    "Keep one of them, with all its text; give the other section another title.",
)
RULES = (MISSING, EXTRA, LEVEL, NOTHING, THIN, TWICE)


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every outline, and the headings that operations added."""
    for manual in subject.manuals:
        for page in manual.pages:
            planned = manual.outline.page(page.file)
            sight = _Sight(manual, page, subject.linker.read(page), subject)
            if planned:
                yield from _page(planned, sight)
            if planned and not manual.outline.may_add_headings(planned):
                yield from _extra(planned, sight)


@dataclass
class _Sight:
    """A page with its headings, the title left out."""

    manual: Manual
    page: ManualPage
    reading: Reading
    subject: Subject

    @cached_property
    def headings(self) -> Sequence[Heading]:
        found = self.reading.headings
        return found[1:] if found and found[0].level == 1 else found

    def named(self, title: str) -> list[int]:
        """The headings with these words: those of the level that counts if there are any."""
        found = [index for index, heading in enumerate(self.headings) if same(heading.title, title)]
        return [index for index in found if self.headings[index].level == HIGHEST] or found

    def problem(self, line: int, rule: Rule, message: str, fix: str = "") -> Problem:
        return Problem(self.page.path, Position(line, 1), rule, message, fix)


def _page(planned: OutlinePage, sight: _Sight) -> Iterator[Problem]:
    if not planned.headings:
        first = next((each for each in sight.reading.headings if each.level == 1), None)
        yield from _content(sight.page.text[first.span[3] :] if first else sight.page.text, first, planned.title, sight)
    places = {required.title: sight.named(required.title) for required in planned.headings}
    yield from _order(planned, places, sight)
    for required in planned.headings:
        found = places[required.title]
        if not found:
            yield _missing(planned, required, sight)
            continue
        yield from _one(required, found, sight)


def _one(required: OutlineHeading, found: Sequence[int], sight: _Sight) -> Iterator[Problem]:
    """What is wrong with a heading that is there."""
    heading = sight.headings[found[0]]
    for index in found[1:] if heading.level == HIGHEST else ():
        message = f"{shown(required.title)} stands here and on line {heading.line}"
        yield sight.problem(sight.headings[index].line, TWICE, message)
    if heading.level != HIGHEST:
        above = next((each.title for each in reversed(sight.headings[: found[0]]) if each.level < heading.level), "")
        where = f", as a part of {shown(above)}" if above else ""
        message = f"{shown(required.title)} is a heading of level {heading.level} here{where}"
        yield sight.problem(heading.line, LEVEL, message, f"Write the line as '{_line(required)}'.")
    if required.id and heading.id != required.id:
        message = f"heading {shown(required.title)} has the id '{heading.id}', and '{required.id}' in the outline"
        yield sight.problem(heading.line, MISSING, message, f"End the heading with {{#{required.id}}}.")
    if all(lack(body(sight.page.text, sight.headings, index)) for index in found):
        yield from _content(body(sight.page.text, sight.headings, found[0]), heading, required.title, sight)


def _content(passage: str, heading: Heading | None, title: str, sight: _Sight) -> Iterator[Problem]:
    lacks = lack(passage)
    if not lacks or heading is None:
        return
    after = next((each for each in sight.headings if each.line > heading.line and each.level <= HIGHEST), None)
    fix = (
        f"Write the text of the section between this heading and '{after.title}'; a heading of your own under it begins with '### '."
        if after
        else ""
    )
    rule = NOTHING if lacks in EMPTY else THIN
    yield sight.problem(heading.line, rule, f"the section {shown(title)} {lacks}", fix if lacks == "is empty" else "")


def _line(required: OutlineHeading) -> str:
    return f"## {required.title}" + (f" {{#{required.id}}}" if required.id else "")


def _missing(planned: OutlinePage, required: OutlineHeading, sight: _Sight) -> Problem:
    """A heading that is not there: where its words went, and the line to put back."""
    titles = [each.title for each in planned.headings]
    before = next((title for title in reversed(titles[: titles.index(required.title)]) if sight.named(title)), "")
    where = f"after the section {shown(before)}" if before else f"as the first heading under '# {planned.title}'"
    fix = f"Put back the line '{_line(required)}' {where}, with its text."
    astray = found_astray(required.title, sight.page, sight.reading)
    if astray:
        line, what = astray
        return sight.problem(line, MISSING, f"heading {shown(required.title)} is missing: {what}", fix)
    elsewhere = _elsewhere(required, sight)
    hint = f"; it stands in {elsewhere}" if elsewhere else did_you_mean(required.title, [heading.title for heading in sight.headings])
    return sight.problem(sight.page.text_line, MISSING, f"heading {shown(required.title)} is missing{hint}", fix)


def _elsewhere(required: OutlineHeading, sight: _Sight) -> str:
    """Another page of the manual that holds a heading which its outline does not ask for there."""
    for page in sight.manual.pages:
        planned = sight.manual.outline.page(page.file)
        asked = {each.title for each in planned.headings} if planned else set()
        found = page is not sight.page and required.title not in asked and sight.subject.linker.read(page).headings
        if any(heading.title == required.title for heading in found or ()):
            return page.file
    return ""


def _order(planned: OutlinePage, places: dict[str, list[int]], sight: _Sight) -> Iterator[Problem]:
    """The fewest headings that have to be moved to have all in order."""
    present = [required for required in planned.headings if places[required.title]]
    kept = _rising([places[required.title][0] for required in present])
    for number, required in enumerate(present):
        if number in kept:
            continue
        heading = sight.headings[places[required.title][0]]
        before = present[number - 1].title if number else ""
        late = any(places[present[other].title][0] < places[required.title][0] for other in kept if other > number)
        place = f"after the section {shown(before)}" if before else f"first, under '# {planned.title}'"
        message = f"{shown(required.title)} stands too {'late' if late else 'early'}; in the outline it comes {place}"
        yield sight.problem(heading.line, MISSING, message, f"Move the line '{_line(required)}' with its text: {place}.")


def _rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising row of numbers."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [number], [place]
    kept, at = set(), last[-1] if last else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _extra(planned: OutlinePage, sight: _Sight) -> Iterator[Problem]:
    for heading in sight.headings:
        if not any(same(heading.title, required.title) for required in planned.headings):
            yield sight.problem(heading.line, EXTRA, f"{shown(heading.title)} is not in the outline")
