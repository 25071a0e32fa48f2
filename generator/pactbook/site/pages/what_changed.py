"""What changed for the audience, newest first: agreements and manuals, with the day from which it holds and what to do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.feed import feed
from pactbook.site.markup import blocks, day, link, table
from pactbook.site.news.told import news
from pactbook.site.page import Download, Page, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.site.news.item import News
    from pactbook.site.views.view import View

ORDER = 35
_LEAD = (
    "Newest first. An agreement changes when both sides have signed, and holds from its effective date; a page of a manual holds from the "
    "moment it is here."
)
_NO_HISTORY = "This site was made without the book's history, so that it can't tell which pages of manuals changed, nor on which day a version was filed."


def pages(view: View) -> Iterator[Page]:
    """One page with what comes, a part for each month, and the feed."""
    found = news(view)
    coming = sorted((each for each in found if each.coming), key=lambda each: (each.effective or each.day, each.name))
    parts = ["## Coming {#coming}", _table(coming)] if coming else []
    for month, entries in groupby((each for each in found if not each.coming), key=lambda each: f"{each.day:%Y-%m}"):
        shown = list(entries)
        parts += [f"## {shown[0].day:%B %Y} {{#m-{month}}}", _table(shown)]
    title = f"What changed for you at {view.book.client_name()}" if not view.internal else "What changed"
    offer = f"[Follow these changes in a feed reader]({paths.relative(paths.FEED, paths.NEWS)}) (Atom)."
    body = blocks("# What changed", f"As of {day(view.as_of)}. {_LEAD}", offer, *(parts or ["Nothing is on record."]), _begin(view))
    download = Download(paths.FEED, feed(title, paths.NEWS, found, view.as_of, view.audience))
    yield Page(paths.NEWS, "What changed", body, "list", trusted=True, nav=("What changed",), downloads=(download,))


def _begin(view: View) -> str:
    """From which day on changes are told, so that nobody takes silence for rest."""
    if not view.book.manuals:
        return ""
    if not view.known.updated:
        return _NO_HISTORY
    since = view.known.pages_since
    return f"Changes of pages of manuals are listed from {day(since)} on, those of agreements from the beginning." if since else ""


def _table(entries: Iterable[News]) -> str:
    rows = [
        (each.when or day(each.day), _what(each), day(each.effective) if each.effective else "At once", plain(each.todo))
        for each in entries
    ]
    return table(("Date", "What changed", "Holds from", "What to do"), rows)


def _what(each: News) -> str:
    heading = link(each.name, each.href, paths.NEWS) if each.href else plain(each.name)
    return f"{heading}<br>{plain(' '.join(each.sentences))}"
