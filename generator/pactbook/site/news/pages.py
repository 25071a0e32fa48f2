"""What changed on the pages of manuals, from git history; to a vendor only what happened while the manual was its own to read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pactbook.manuals import reading
from pactbook.redline.by_section import Part
from pactbook.site import paths
from pactbook.site.markup import count
from pactbook.site.news.item import News
from pactbook.site.news.words import sections
from pactbook.site.views.manual_readers import Readers
from pactbook.trees.history import FileChange, expect, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from pactbook.model.manual import Manual
    from pactbook.site.views.view import View

MANY = 4
SOME, AT_ONCE = 200, 500
"""Changed pages from which on it pays to have them read ahead, and how many at once, for what is read ahead is held."""
INDEX = "index.md"
NEW_PAGE: tuple[str, ...] = ("A new page.",)
REMOVED: tuple[str, ...] = ("The page was removed.",)


class _Day(NamedTuple):
    """What became of one page on one day: the last change and the first."""

    day: date
    newest: FileChange
    oldest: FileChange

    @property
    def path(self) -> str:
        """Where the page is since, or was."""
        return self.newest.after or self.oldest.before or ""

    @property
    def is_new(self) -> bool:
        """Whether a page came that there was not before; of such pages nobody needs the text who only counts them."""
        return not filled(self.oldest.was) and filled(self.newest.became)


def news_of_pages(view: View) -> Iterator[News]:
    """Every change of a page; many new pages of a manual on one day are one piece of news. A page that is gone since speaks for itself."""
    readers = {manual.path: Readers(view, manual) for manual in view.book.manuals.values()}
    days = [(each, of.manual) for each in _days(view.changes) if (of := readers.get(_folder(each))) and of.may_read_of(each.day)]
    new: dict[tuple[date, str], int] = defaultdict(int)
    for each, manual in days:
        new[each.day, manual.path] += _is_counted(each, manual)
    counted = {key: number for key, number in new.items() if number >= MANY}
    single = [(each, manual) for each, manual in days if not ((each.day, manual.path) in counted and _is_counted(each, manual))]
    for (day, folder), number in counted.items():
        yield _many(day, view.book.manuals[folder], number)
    for place, (each, manual) in enumerate(single):
        if place % AT_ONCE == 0 and len(single) > SOME:
            wanted = (old_and_new for other, _ in single[place : place + AT_ONCE] for old_and_new in _read(other))
            expect(wanted)
        yield from (_tellable(view, news) for news in _page(manual, each))


def _folder(each: _Day) -> str:
    return each.path.rpartition("/")[0]


def _is_counted(each: _Day, manual: Manual) -> bool:
    """Whether it is a new page that is still there."""
    return each.is_new and any(page.path == each.newest.after for page in manual.pages)


def _many(day: date, manual: Manual, number: int) -> News:
    title, href = manual.outline.title, paths.manual_page(manual, INDEX)
    words, todo = (f"{count(number, 'new page')}.",), "Read them: they hold at once."
    return News(day, title, title, words, todo, manual.path, href, key=f"new pages of {day}")


def _tellable(view: View, each: News) -> News:
    """The same in general words where it names another vendor: what once stood on a page can't be mended any more."""
    if not view.names_another("\n".join((each.title, *each.sentences))):
        return each
    general = {NEW_PAGE: NEW_PAGE, REMOVED: ("A page was removed.",)}
    return replace(each, title=each.about, sentences=general.get(each.sentences, ("A page changed.",)))


def _days(changes: Iterable[FileChange]) -> Iterator[_Day]:
    """The changes of one page on one day as one."""
    merged: dict[tuple[date, str], list[FileChange]] = {}
    for change in changes:
        merged.setdefault((change.day, change.after or change.before or ""), []).append(change)
    return (_Day(day, each[0], each[-1]) for (day, _), each in merged.items())


def _read(each: _Day) -> tuple[FileChange, FileChange]:
    """What will be read of a day: the text after, and the text before."""
    return each.oldest._replace(became=None), each.newest._replace(was=None)


def _text(data: bytes | None) -> str:
    return data.decode(errors="replace") if data else ""


def _page(manual: Manual, each: _Day) -> Iterator[News]:
    old, new = _text(each.oldest.old), _text(each.newest.new)
    if old == new:
        return
    old_path, new_path = each.oldest.before or "", each.newest.after or ""
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
        key = f"{new_path or old_path} on {each.day}"
        yield News(each.day, title, manual.outline.title, words, todo, manual.path, href, key=key)


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
