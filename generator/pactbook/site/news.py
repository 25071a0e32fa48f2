"""What changed for an audience: versions of agreements and outlines from their sealed records, pages of manuals from git history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.lock.state import Standing
from pactbook.manuals import reading
from pactbook.model.book import AGREEMENT
from pactbook.redline.by_section import Part, changed_sections
from pactbook.redline.pieces import Kind
from pactbook.site import paths
from pactbook.site.markup import count
from pactbook.text import structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pactbook.lock.state import InstrumentState, VersionState
    from pactbook.model.manual import Manual
    from pactbook.redline.by_section import SectionChange
    from pactbook.site.view import View
    from pactbook.trees.history import FileChange

MANY = 4
NEW_PAGE: tuple[str, ...] = ("A new page.",)
MOST_NAMED = 6  # sections named one by one in a sentence


@dataclass(frozen=True, slots=True)
class News:
    """One change: the day it was filed (a manual: landed), what it is about, what happened in sentences, and what to do.

    `effective` is the day from which it holds, None where that is the same; `href` the page, '' where there is none any more;
    `folder` the contract or manual that it belongs to.
    """

    day: date
    title: str
    about: str
    sentences: tuple[str, ...]
    todo: str
    folder: str
    href: str = ""
    effective: date | None = None


def news(view: View) -> tuple[News, ...]:
    """Everything that changed for the audience, newest first."""
    found = [*_agreements(view), *_outlines(view), *_together(_pages(view))]
    return tuple(sorted(found, key=lambda each: (each.day, each.effective or each.day, each.title), reverse=True))


def _agreements(view: View) -> Iterator[News]:
    for contract in view.book.contracts.values():
        state = view.known.states.get(contract.path)
        texts = ""
        for version in state.versions if state else ():
            if not version.sound:
                continue
            text = view.sealed(contract.path, version, AGREEMENT)
            words = _sections(_parts(texts), _parts(text)) if version.version > 1 else ()
            texts = text
            yield _version(view, version, contract.path, (contract.terms.title, paths.contract(contract)), words)


def _version(view: View, version: VersionState, folder: str, named: tuple[str, str], words: Sequence[str]) -> News:
    title, href = named
    said = version.note or ("First version." if version.version == 1 else "")
    note = (said if said.endswith((".", "!", "?")) else f"{said}.",) if said else ()
    filed = view.known.filed.get(f"{version.record}/statement.txt", version.effective)
    state = view.known.states[folder]
    return News(filed, f"Version {version.version}", title, (*note, *words), _todo(view, state, version), folder, href, version.effective)


def _todo(view: View, state: InstrumentState, version: VersionState) -> str:
    standing = state.standing(view.as_of, version)
    if standing is Standing.PENDING:
        return f"Nothing yet: it waits for {', '.join(map(str, version.missing))}."
    if standing is Standing.SCHEDULED:
        return "Prepare for that day; until then the version before it holds."
    if standing is Standing.SUPERSEDED:
        return "Nothing: a later version has taken its place."
    return "Work by it: it binds." if version.version > 1 else "Read it: it is what binds."


def _outlines(view: View) -> Iterator[News]:
    for manual in view.book.manuals.values():
        state = view.known.states.get(manual.path)
        for version in state.versions if state else ():
            if version.sound:
                words = ("The outline of the manual was approved." if version.version == 1 else "The outline of the manual changed.",)
                yield _version(view, version, manual.path, (manual.outline.title, paths.manual_page(manual, "index.md")), words)


def _together(found: Iterable[News]) -> Iterator[News]:
    """Many new pages of a manual on one day are one piece of news."""
    groups: dict[tuple[date, str, tuple[str, ...]], list[News]] = {}
    for each in found:
        groups.setdefault((each.day, each.folder, each.sentences), []).append(each)
    for (_, _, sentences), group in groups.items():
        if sentences != NEW_PAGE or len(group) < MANY:
            yield from group
            continue
        first = group[0]
        words = (f"{count(len(group), 'new page')}.",)
        yield replace(
            first,
            title=first.about,
            sentences=words,
            todo="Read them: they hold at once.",
            href=f"{first.href.rpartition('/')[0]}/index.md",
        )


def _pages(view: View) -> Iterator[News]:
    by_folder = {manual.path: manual for manual in view.book.manuals.values()}
    for day, old_path, new_path, old, new in _days(view.known.page_changes):
        manual = by_folder.get((new_path or old_path).rpartition("/")[0])
        if manual:
            yield from _page(manual, (day, old_path, new_path), old, new)


def _days(changes: Sequence[FileChange]) -> Iterator[tuple[date, str, str, str, str]]:
    """The changes of one page on one day as one; day, path before and after, text before and after ('' where there was none)."""
    merged: dict[tuple[date, str], list[FileChange]] = {}
    for change in changes:
        merged.setdefault((change.day, change.after or change.before or ""), []).append(change)
    for (day, _), each in merged.items():
        newest, oldest = each[0], each[-1]
        old, new = _text(oldest.old), _text(newest.new)
        if old != new:
            yield day, oldest.before or "", newest.after or "", old, new


def _text(data: bytes | None) -> str:
    return data.decode(errors="replace") if data else ""


def _page(manual: Manual, where: tuple[date, str, str], old: str, new: str) -> Iterator[News]:
    day, old_path, new_path = where
    file = new_path.rpartition("/")[2]
    exists = any(page.file == file for page in manual.pages)
    href = paths.manual_page(manual, file) if exists else ""
    title = _title(new) or _title(old) or file
    if not old:
        words = NEW_PAGE
    elif not new:
        words = ("The page was removed.",)
    else:
        words = _sections(_headed(old), _headed(new))
        if old_path and old_path != new_path:
            words = ("The page was moved.", *words)
    if words:
        todo = "Nothing: what it said no longer holds." if not new else "Read it: it holds at once."
        yield News(day, title, manual.outline.title, words, todo, manual.path, href)


@lru_cache(maxsize=20_000)
def _title(text: str) -> str:
    """The first heading of a page; most often it stands before the first section, and the rest need not be read."""
    found = reading.read(text.partition("\n## ")[0]).headings or reading.read(text).headings
    return found[0].title if found else ""


@lru_cache(maxsize=256)
def _headed(text: str) -> list[Part]:
    """The sections of a manual's page."""
    headings = reading.read(text).headings
    starts = [heading.span[0] for heading in headings]
    stops = [*starts[1:], len(text)]
    return [Part(each.id, each.title, text[each.span[3] : stop]) for each, stop in zip(headings, stops, strict=False)]


def _parts(text: str) -> list[Part]:
    """The sections of an agreement; one keeps its key when its number changes."""
    found = structure.read(text)
    return [Part(each.id, f"{each.number} {each.title}".strip(), found.lines.text[each.body : each.stop]) for each in found.sections]


def _sections(before: Sequence[Part], after: Sequence[Part]) -> tuple[str, ...]:
    """The sections that came, went or changed, in up to three sentences; a section that only got another number is not told."""
    found = [each for each in changed_sections(before, after) if each.kind is not Kind.SAME or each.added or each.removed]
    kinds = ((Kind.ADDED, "New"), (Kind.SAME, "Changed"), (Kind.REMOVED, "Removed"))
    return tuple(
        f"{word}: {_named([each for each in found if each.kind is kind])}." for kind, word in kinds if any(e.kind is kind for e in found)
    )


def _named(changes: Sequence[SectionChange]) -> str:
    named = [f"“{each.title}”{_extent(each)}" for each in changes[:MOST_NAMED]]
    if len(changes) > MOST_NAMED:
        named.append(f"and {count(len(changes) - MOST_NAMED, 'more section')}")
    return ", ".join(named)


def _extent(change: SectionChange) -> str:
    if change.kind is not Kind.SAME:
        return ""
    parts = [
        f"{number} {'word' if number == 1 else 'words'} {how}"
        for number, how in ((change.added, "added"), (change.removed, "removed"))
        if number
    ]
    return f" ({', '.join(parts)})"
