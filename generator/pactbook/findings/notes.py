"""Sentences beside the findings: whether signed files are as they were signed, and whether a proposal touches what decides on findings.

The first is told quickly and without looking at signatures: `pactbook verify` is what proves it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pactbook.load.layout import ROOTS
from pactbook.model.settings import BASELINE, SETTINGS, WAIVERS
from pactbook.problems import printable
from pactbook.trees.tree import same_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.trees.tree import Entry, Tree

_SIGNOFFS, _FILES = "/signoffs/", "/files/"
_ELSEWHERE = {"contracts/machinery": ""}
"""Where the files of an instrument lie that are not beside its records."""


def of_signed_files(tree: Tree) -> tuple[str, ...]:
    """A sentence where signed files differ from the copies in their newest records, nothing where none does."""
    number = sum(1 for _ in changed(tree))
    if not number:
        return ()
    files = "1 signed file differs from its record" if number == 1 else f"{number} signed files differ from their records"
    return (f"{files}: 'pactbook verify' says more",)


def of_proposal(touched: frozenset[str]) -> tuple[str, ...]:
    """A sentence where a proposal touches what decides which findings count."""
    found = sorted(path for path in touched if path in {SETTINGS, BASELINE} or path.endswith(f"/{WAIVERS}"))
    if not found:
        return ()
    return (f"this proposal changes what decides which findings count: {', '.join(map(printable, found))}",)


def changed(tree: Tree) -> Iterator[str]:
    """The files that differ from the newest record of what they belong to, are missing, or were signed without being there."""
    entries = {entry.path: entry for entry in tree.entries(*ROOTS)}
    newest = _newest(entries)
    for instrument, copies in newest.items():
        base = _ELSEWHERE.get(instrument, f"{instrument}/")
        for inner, copy in copies.items():
            own = entries.get(f"{base}{inner}") if base else tree.entry(inner)
            if own is None or not same_file(tree, own, tree, copy):
                yield f"{base}{inner}"
    yield from _added(entries, newest)


def _newest(entries: Mapping[str, Entry]) -> dict[str, dict[str, Entry]]:
    """The copies in the newest record of each instrument, by their paths there."""
    found: dict[str, dict[str, dict[str, Entry]]] = defaultdict(lambda: defaultdict(dict))
    for path, entry in entries.items():
        instrument, mark, rest = path.partition(_SIGNOFFS)
        record, files, inner = rest.partition(_FILES)
        if mark and files and record.isdecimal():
            found[instrument][record][inner] = entry
    return {instrument: records[max(records, key=int)] for instrument, records in found.items()}


def _added(entries: Mapping[str, Entry], newest: Mapping[str, Mapping[str, Entry]]) -> Iterator[str]:
    """Files of a folder that is locked whole, which its record does not have."""
    for path in entries:
        top, name, *rest = path.split("/")
        if not rest or top == "ops-manuals":
            continue
        folder, inner = (f"{top}/{name}", rest) if f"{top}/{name}" in newest else (f"{top}/{name}/{rest[0]}", rest[1:])
        if (
            folder in newest
            and folder not in _ELSEWHERE
            and inner[0] not in {"signoffs", "draft"}
            and "/".join(inner) not in newest[folder]
        ):
            yield path
