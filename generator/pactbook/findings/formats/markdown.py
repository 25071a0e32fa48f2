"""A summary in plain words for a proposal: what must be mended, then advice, contract by contract and manual by manual."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING

from pactbook.findings.finding import counted
from pactbook.findings.formats.telling import counts, listed, number
from pactbook.problems import Severity, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pactbook.findings.finding import Finding
    from pactbook.findings.formats.telling import Telling

MOST_ALIKE = 3
MOST_BYTES = 60_000
"""A comment on a proposal holds 65,536 characters; a job's summary holds more."""
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~!{}@&$])")
_INDENT = 4  # spaces of each step of a note that is a list
_PLACE = re.compile(r"(?P<path>[^\s:]+):(?P<line>\d+):\d+:?\s+(?P<words>.*)")
_PARTS = {
    "To be mended": ("Nothing can be signed or published before this is right.", (Severity.ERROR,)),
    "To be looked at": ("This stops nothing. Somebody will pay for it later, so decide now.", (Severity.WARNING,)),
    "Advice": ("Good to have.", (Severity.HINT,)),
}


def render(found: Sequence[Finding], telling: Telling) -> str:
    """The whole summary, cut where a comment could not hold it."""
    lines, size = [], 0
    every = list(_lines(found, telling))
    for index, line in enumerate(every):
        size += len(line.encode()) + 1
        if size > MOST_BYTES:
            left = sum(each.startswith("- ") for each in every[index:])
            lines += ["", f"… and {number(left, 'line')} more. `pactbook {telling.tool} --all` shows everything."]
            break
        lines.append(line)
    return "\n".join(lines).rstrip("\n") + "\n"


def _lines(found: Sequence[Finding], telling: Telling) -> Iterator[str]:
    yield f"## pactbook {telling.tool}"
    yield ""
    yield _sentence(found, telling)
    yield ""
    for heading, (what, severities) in _PARTS.items():
        part = [each for each in counted(found) if each.severity in severities]
        if part:
            yield from (f"### {heading}", "", what, "")
            yield from _by_folder(part, telling)
    yield from _notes(telling.notes)


def _notes(notes: Sequence[str]) -> Iterator[str]:
    """Notes as paragraphs; one with indented lines below it as a heading and a list."""
    for note, after in zip_longest(notes, notes[1:], fillvalue=""):
        words, depth = note.strip(), (len(note) - len(note.lstrip(" "))) // _INDENT
        if depth:
            place = _PLACE.match(words)
            said = f"`{place['path']}` line {place['line']}: {plain(place['words'])}" if place else plain(words)
            yield "  " * (depth - 1) + f"- {said}"
        elif after.startswith(" "):
            yield from (f"### {plain(words[:1].upper() + words[1:].rstrip(':'))}", "")
        else:
            yield from (plain(note), "")
        if depth and not after.startswith(" "):
            yield ""


def _sentence(found: Sequence[Finding], telling: Telling) -> str:
    of = counts(found)
    words = [f"{number(of['error'], 'thing')} must be mended"] if of["error"] else []
    words += [f"{number(of['warning'], 'thing')} should be looked at"] if of["warning"] else []
    words += [f"{number(of['hint'], 'piece')} of advice"] if of["hint"] else []
    told = f"{listed(words)}." if words else f"{telling.done.capitalize()}."
    if telling.base and counted(found):
        touched = sum(each.changed for each in counted(found))
        told += f" {touched} of them {'stands' if touched == 1 else 'stand'} on lines that this proposal changes (marked **new**)."
    aside = [f"{of['waiver']} waived" if of["waiver"] else "", f"{of['baseline']} from before in the baseline" if of["baseline"] else ""]
    return f"{told} Not counted: {listed(list(filter(None, aside)))}." if any(aside) else told


def _by_folder(found: Iterable[Finding], telling: Telling) -> Iterator[str]:
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        groups[finding.problem.path.rpartition("/")[0]].append(finding)
    for folder in sorted(groups, key=lambda folder: (not any(each.changed for each in groups[folder]), folder)):
        title = telling.titles.get(folder)
        yield f"**{plain(title)}** (`{folder}`)" if title else f"**`{folder or 'the book itself'}`**"
        yield ""
        yield from _items(groups[folder])
        yield ""


def _items(found: list[Finding]) -> Iterator[str]:
    found = sorted(found, key=lambda each: not each.changed)
    alike = Counter(_kind(each) for each in found)
    seen: Counter[tuple[str, str]] = Counter()
    for finding in found:
        kind = _kind(finding)
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE or alike[kind] == MOST_ALIKE + 1:
            yield _item(finding)
        elif seen[kind] == alike[kind]:
            yield f"- `{kind[0].rpartition('/')[2]}`: {alike[kind] - MOST_ALIKE} more of {kind[1]} ({plain(finding.problem.rule.title)})"


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.problem.path, finding.problem.rule.code


def _item(finding: Finding) -> str:
    problem = finding.problem
    where = f"`{problem.path.rpartition('/')[2]}`, line {problem.position.line}"
    place = f" ({plain(finding.place)})" if finding.place else ""
    new = "**new** " if finding.changed else ""
    return f"- {new}{where}{place}: {plain(problem.message.rstrip('.'))}. {plain(problem.advice)} ({problem.rule.code})"


def plain(text: str) -> str:
    """A text that markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", printable(text))
