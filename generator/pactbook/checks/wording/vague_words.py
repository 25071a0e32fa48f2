"""Vague words where something is owed: nobody can tell when the duty is met."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from pactbook.assemble.schedules import ORDER
from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.text.letters import lines
from pactbook.text.numbers import limits
from pactbook.text.passages import duties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing

VAGUE = Rule(
    "C200",
    "Vague word in a duty",
    "A vendor does what is written; where a duty can't be measured, nobody can say that it was not met.",
    "Write what can be measured instead: a time, a number, a named standard, or who decides. Terms of art that courts know, such as commercially "
    "reasonable efforts or a professional manner, are left alone.",
    Severity.WARNING,
)
VAGUE_IN_MANUAL = Rule(
    "C201",
    "Vague word in a manual",
    "Two agents who read it do two different things, and both followed the manual.",
    "Write the case and the step, with a time or a number.",
    Severity.HINT,
)
RULES = (VAGUE, VAGUE_IN_MANUAL)

_SCHEDULES = frozenset(ORDER)
_AROUND = 60
_REACH = 800
_NUMBERED = re.compile(r"\s*#*\s*\d+(?:\.\d+)*[.)]?\s+")  # the number of a section counts nothing


@dataclass(frozen=True, slots=True)
class _Kind:
    """Words that are vague in the same way: what they lack, what to write instead, what makes them clear enough."""

    words: re.Pattern[str]
    lacks: str
    instead: str
    pinned: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    anywhere: bool
    manuals: bool


@cache
def _kinds() -> tuple[re.Pattern[str], tuple[_Kind, ...]]:
    """One pattern for all words, for text in lower case, and the kinds. Words are sorted by first letter, which makes the search fast."""
    data = json.loads(resources.files(__package__).joinpath("vague.json").read_text(encoding="utf-8"))
    letters: dict[str, list[str]] = {}
    for words in sorted((word for each in data for word in each["words"]), key=len, reverse=True):
        letters.setdefault(words[0], []).append(words[1:])
    branches = "|".join(f"{letter}(?:{_either(rest)})" for letter, rest in letters.items())
    return re.compile(rf"[^\w/-](?:{branches})(?![\w/-])"), tuple(map(_kind, data))


def _kind(data: dict[str, object]) -> _Kind:
    def listed(key: str) -> str:
        words = data.get(key)
        return _either(words) if isinstance(words, list) else "(?!)"

    return _Kind(
        re.compile(rf"(?:{listed('words')})(?![\w/-])"),
        str(data["lacks"]),
        str(data["instead"]),
        limits.pattern(str(data["pinned_by"])),
        re.compile(rf"\b(?:{listed('except_after')})\s+$"),
        re.compile(rf"\s+(?:{listed('except_before')})\b"),
        bool(data.get("anywhere")),
        bool(data.get("manuals")),
    )


def _either(words: list[str]) -> str:
    """One of the words; a space in them stands for any white space."""
    return "|".join(words).replace(" ", r"\s+")


def check(subject: Subject) -> Iterator[Problem]:
    """Each vague word of each section once, at its first place."""
    for writing in subject.worded:
        rule = VAGUE_IN_MANUAL if writing.manual else VAGUE
        for start, written, kind in _Reader(writing).found():
            yield Problem(writing.path, writing.position(start), rule, f"{shown(written)} {kind.lacks}", kind.instead)


class _Reader:
    """The vague words of one text."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.text = lines.lower(writing.words)
        self._names: tuple[str, ...] | None = None

    def found(self) -> Iterator[tuple[int, str, _Kind]]:
        """The first place in each section of vague words that nothing beside them makes clear."""
        pattern, kinds = _kinds()
        seen: set[tuple[int | None, str]] = set()
        for match in pattern.finditer(f" {self.text}"):
            start, end = match.start(), match.end() - 1
            key = (self.writing.structure.at(start), " ".join(self.text[start:end].split()))
            kind = next(each for each in kinds if each.words.match(self.text, start))
            if key in seen or (kind.manuals and not self.writing.manual):
                continue
            if self._unclear(start, end, kind) and self._stands(start, end):
                seen.add(key)
                yield start, " ".join(self.writing.text[start:end].split()), kind

    def _unclear(self, start: int, end: int, kind: _Kind) -> bool:
        """Whether the words are meant as they stand, and nothing in the same part of the sentence pins them down."""
        if kind.after.match(self.text, end) or kind.before.search(self.text, max(0, start - _AROUND), start):
            return False
        begin, stop = self._part(start)
        return not kind.pinned.search(self.text, begin, stop) and (kind.anywhere or self.writing.manual is not None or self._owed(start))

    def _part(self, start: int) -> tuple[int, int]:
        """The part of the sentence around a word, as far as a reader keeps it together."""
        begin, stop = self.writing.sentences.clause(start)
        label = _NUMBERED.match(self.text, begin, start)
        return max(label.end() if label else begin, start - _REACH), min(stop, start + _REACH)

    def _owed(self, start: int) -> bool:
        read = self.writing.sentences
        begin, stop = self._part(start)
        whole = max(read.around(start)[0], begin - _REACH)
        if self._names is None:
            self._names = duties.acting(self.writing.text, self.writing.definitions)
        words = self.writing.words
        lead, before = read.lead(start) + words[whole:begin], words[begin:start]
        if self.writing.assembled_part(start) in _SCHEDULES:  # written in the present tense, and all of it is owed
            return duties.is_said(before)
        return duties.owed_at(lead, before, words[start:stop], self._names)

    def _stands(self, start: int, end: int) -> bool:
        """Whether the words stand in running text, and are no quotation and no name such as Industry Standards."""
        run = self.writing.running
        return run.holds(start) and not run.quoted(start, end) and not run.names(start)
