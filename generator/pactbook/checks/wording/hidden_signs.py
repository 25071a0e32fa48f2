"""Signs that can't be seen, and words with letters of another alphabet: the file says something else than the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, shown
from pactbook.text.letters import signs
from pactbook.text.passages import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing

HIDDEN = Rule(
    "C210",
    "Sign that nobody can see",
    "It changes what searches, checks and comparisons find, or the order in which a line is shown, while people read and sign the same words.",
    "Delete the sign; where it came in with pasted text, type the words anew.",
)
MIXED = Rule(
    "C211",
    "Word with letters of another alphabet",
    "It looks like a word of the contract and is another one: a defined term, a name or a number that no search and no check finds.",
    "Type the word anew with the keyboard of the contract's language.",
)
RULES = (HIDDEN, MIXED)


def check(subject: Subject) -> Iterator[Problem]:
    """Each hidden sign and each such word of a text once, with every line on which it stands."""
    for writing in subject.worded:
        yield from _hidden(writing)
        yield from _mixed(writing)


def _hidden(writing: Writing) -> Iterator[Problem]:
    found: dict[str, list[signs.Sign]] = {}
    for sign in signs.hidden(writing.text):
        found.setdefault(sign.character, []).append(sign)
    for same in found.values():
        first = same[0]
        before = writing.text[max(0, first.start - 20) : first.start].rpartition("\n")[2]
        where = f" behind {shown(before.strip())}" if before.strip() else ""
        message = f"the character {first.name}{where} {first.effect}{_others(writing, [one.start for one in same[1:]])}"
        yield Problem(writing.path, writing.position(first.start), HIDDEN, message)


def _mixed(writing: Writing) -> Iterator[Problem]:
    found: dict[str, list[signs.Mixed]] = {}
    for word in signs.mixed(writing.text):
        found.setdefault(word.word, []).append(word)
    for same in found.values():
        first = same[0]
        letters = ", ".join(signs.name(letter) for letter in first.letters)
        message = f"'{first.word}' is written with {letters}{_others(writing, [one.start for one in same[1:]])}"
        taken = f"Type {shown(first.taken_for)} anew; it only looks the same." if first.taken_for.isascii() else ""
        yield Problem(writing.path, writing.position(first.start), MIXED, message, taken)


def _others(writing: Writing, offsets: list[int]) -> str:
    return f"; also on {places.told(writing.position(offset).line for offset in offsets)}" if offsets else ""
