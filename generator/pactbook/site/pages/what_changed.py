"""What changed for the audience, newest first: agreements and manuals, with the day from which it holds and what to do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.feed import feed
from pactbook.site.markup import blocks, day, link, table
from pactbook.site.news import news
from pactbook.site.page import Download, Page, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.site.news import News
    from pactbook.site.view import View

ORDER = 35
_LEAD = (
    "Newest first. An agreement changes when both sides have signed, and holds from its effective date; a page of a manual holds from the "
    "moment it is here."
)


def pages(view: View) -> Iterator[Page]:
    """One page with a part for each month, and the feed."""
    found = news(view)
    parts = []
    for month, entries in groupby(found, key=lambda each: f"{each.day:%Y-%m}"):
        shown = list(entries)
        parts += [f"## {shown[0].day:%B %Y} {{#m-{month}}}", _table(shown)]
    title = f"What changed for you at {view.book.client_name()}" if not view.internal else "What changed"
    offer = f"[Follow these changes in a feed reader]({paths.relative(paths.FEED, paths.NEWS)}) (Atom)."
    body = blocks("# What changed", f"As of {day(view.as_of)}. {_LEAD}", offer, *(parts or ["Nothing is on record."]))
    download = Download(paths.FEED, feed(title, paths.NEWS, found, view.as_of))
    yield Page(paths.NEWS, "What changed", body, "list", trusted=True, nav=("What changed",), downloads=(download,))


def _table(entries: Iterable[News]) -> str:
    rows = [(day(each.day), _what(each), day(each.effective) if each.effective else "At once", plain(each.todo)) for each in entries]
    return table(("Date", "What changed", "Holds from", "What to do"), rows)


def _what(each: News) -> str:
    name = f"{each.about}: {each.title}" if each.title != each.about else each.title
    heading = link(name, each.href, paths.NEWS) if each.href else plain(name)
    return f"{heading}<br>{plain(' '.join(each.sentences))}"
