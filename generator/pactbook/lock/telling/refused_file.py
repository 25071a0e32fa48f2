"""One file of a refusal: what happened to it, and which words changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.telling.wording import Nature, Wording, differences
from pactbook.problems import counted, printable
from pactbook.trees.tree import EXECUTABLE, GITLINK, SYMLINK, MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.lock.telling.whereabouts import Move, Read
    from pactbook.problems import Problem
    from pactbook.trees.staging import Change
    from pactbook.trees.tree import Entry

MOST_PASSAGES = 3
_ODD = {SYMLINK: "a symbolic link", GITLINK: "a submodule"}
_NO_WORD = {
    Nature.LINE_ENDS: "Only its line ends changed (Windows writes other ones), no word.",
    Nature.SPACES: "Only spaces, line breaks or line ends changed, no word.",
    Nature.MARKUP: "Only markup changed (such as bold type, bullets, quotes or comments), no word and no value.",
    Nature.BYTES: "It can't be compared as text; its bytes are not those that were signed.",
}
STILL = "It is refused all the same: what people signed is kept to the last byte."


def story(change: Change, move: Move | None, problems: Sequence[Problem], read: Read) -> list[str]:
    """What happened to a file, in sentences and passages, each a paragraph of its own."""
    others = [problem for problem in problems if problem.rule not in {rules.UNSIGNED, rules.CHANGED, rules.NOT_A_FILE}]
    said = [text for problem in others for text in (_sentence(problem.message), problem.advice)]
    if any(problem.rule is rules.ALTERED for problem in others):
        return said  # what a record would say is of no interest: it is not to be touched
    return [*(_moved(change, move, read) if move else _stayed(change, read)), *said]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


def _moved(change: Change, move: Move, read: Read) -> Iterator[str]:
    away = change.path == move.old.path
    way = f"moved to {printable(move.new.path)}" if away else f"moved here from {printable(move.old.path)}"
    if not move.changed:
        yield f"It was {way}. Its content is the same."
        return
    yield f"It was {way}, and changed:"
    yield from _compared(move.old.path, move.old.before, move.new.after, read)


def _stayed(change: Change, read: Read) -> Iterator[str]:
    before, after = change.before, change.after
    if after is None:
        yield "It was deleted."
    elif not after.is_file:
        yield f"It was replaced by {_ODD.get(after.mode, 'something that is no plain file')}, which can show one thing here and another there."
    elif before is None:
        yield "It is new."
    elif not before.is_file:
        yield f"It was {_ODD.get(before.mode, 'no plain file')} and is a file now."
    else:
        if before.mode != after.mode:
            yield "It was made executable." if after.mode == EXECUTABLE else "It is no longer executable."
        if before.oid != after.oid:
            yield from _compared(change.path, before, after, read)
        else:
            yield f"No word changed. {STILL}"


def _compared(path: str, before: Entry | None, after: Entry | None, read: Read) -> Iterator[str]:
    found = _wording(path, before, after, read)
    if found.nature is not Nature.WORDS:
        yield f"{_NO_WORD[found.nature]} {STILL}"
        return
    for passage in found.passages[:MOST_PASSAGES]:
        yield f"{passage.where}: {passage.text}" if passage.where else passage.text
    more = len(found.passages) - MOST_PASSAGES
    if more > 0:
        yield f"… and {counted(more, 'more passage')}."


def _wording(path: str, before: Entry | None, after: Entry | None, read: Read) -> Wording:
    if not (before and after and before.is_file and after.is_file):
        return Wording(Nature.BYTES)
    try:
        return differences(path, read(before), read(after))
    except MissingFileError:
        return Wording(Nature.BYTES)


def one_of(names: Sequence[str]) -> str:
    """`a, b or c`."""
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
