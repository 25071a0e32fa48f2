"""What changed on the pages of manuals, from git history; to a vendor only what happened while the manual was its own to read."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.manuals import reading
from pactbook.redline.by_section import Part
from pactbook.site import paths
from pactbook.site.manual_readers import Readers
from pactbook.site.markup import count
from pactbook.site.news.item import News
from pactbook.site.news.words import sections
from pactbook.trees.history import expect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pactbook.model.manual import Manual
    from pactbook.site.view import View
    from pactbook.trees.history import FileChange

MANY = 4
SOME, AT_ONCE = 200, 500
"""Changed pages from which on it pays to have them read ahead, and how many at once, for what is read ahead is held."""
INDEX = "index.md"
NEW_PAGE: tuple[str, ...] = ("A new page.",)
REMOVED: tuple[str, ...] = ("The page was removed.",)


def news_of_pages(view: View) -> Iterator[News]:
    """Every change of a page, many new pages of one day as one."""
    yield from _together(_pages(view), view)


def _together(found: Iterable[News], view: View) -> Iterator[News]:
    """Many new pages of a manual on one day are one piece of news; a page that is gone since speaks for itself."""
    groups: dict[tuple[date, str, tuple[str, ...], bool], list[News]] = {}
    for each in found:
        groups.setdefault((each.day, each.folder, each.sentences, bool(each.href)), []).append(each)
    for (_, folder, sentences, there), group in groups.items():
        if sentences != NEW_PAGE or not there or len(group) < MANY:
            yield from group
            continue
        yield replace(
            group[0],
            title=group[0].about,
            sentences=(f"{count(len(group), 'new page')}.",),
            todo="Read them: they hold at once.",
            href=paths.manual_page(view.book.manuals[folder], INDEX),
            key=f"new pages of {group[0].day}",
        )


def _pages(view: View) -> Iterator[News]:
    readers = {manual.path: Readers(view, manual) for manual in view.book.manuals.values()}
    for day, old_path, new_path, old, new in _days(tuple(view.changes)):
        of = readers.get((new_path or old_path).rpartition("/")[0])
        if of and of.may_read_of(day):
            yield from (_tellable(view, each) for each in _page(of.manual, (day, old_path, new_path), old, new))


def _tellable(view: View, each: News) -> News:
    """The same in general words where it names another vendor: what once stood on a page can't be mended any more."""
    if not view.names_another("\n".join((each.title, *each.sentences))):
        return each
    general = {NEW_PAGE: NEW_PAGE, REMOVED: ("A page was removed.",)}
    return replace(each, title=each.about, sentences=general.get(each.sentences, ("A page changed.",)))


def _days(changes: Sequence[FileChange]) -> Iterator[tuple[date, str, str, str, str]]:
    """The changes of one page on one day as one; day, path before and after, text before and after ('' where there was none)."""
    merged: dict[tuple[date, str], list[FileChange]] = {}
    for change in changes:
        merged.setdefault((change.day, change.after or change.before or ""), []).append(change)
    days = [(day, each[0], each[-1]) for (day, _), each in merged.items()]
    for number, (day, newest, oldest) in enumerate(days):
        if number % AT_ONCE == 0 and len(days) > SOME:
            expect(part for _, new, old in days[number : number + AT_ONCE] for part in (old._replace(became=None), new._replace(was=None)))
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
        words = REMOVED
    else:
        words = sections(_headed(old), _headed(new))
        if old_path and old_path != new_path:
            words = ("The page was moved.", *words)
    if words:
        todo = (
            "Nothing: what it said no longer holds." if not new else "Read it: it holds at once." if href else "Nothing: it is gone since."
        )
        yield News(day, title, manual.outline.title, words, todo, manual.path, href, key=f"{new_path or old_path} on {day}")


def _title(text: str) -> str:
    """The first heading of a page; most often it stands before the first section, and the rest need not be read."""
    begin = text.partition("\n## ")[0]
    return _title_in(begin) or (_title_in(text) if begin != text else "")


@lru_cache(maxsize=4096)  # the internal site tells of the same pages as those of the vendors
def _title_in(text: str) -> str:
    return next((heading.title for heading in reading.read(text).headings), "")


@lru_cache(maxsize=256)
def _headed(text: str) -> list[Part]:
    """The sections of a manual's page."""
    headings = reading.read(text).headings
    starts = [heading.span[0] for heading in headings]
    stops = [*starts[1:], len(text)]
    return [Part(each.id, each.title, text[each.span[3] : stop], each.level) for each, stop in zip(headings, stops, strict=False)]
