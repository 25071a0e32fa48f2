"""The day of a review stands on the site, and the page counts as stale from there."""

from __future__ import annotations

from datetime import date

import pytest

from books import OUTLINE, PAGE, small_book
from pactbook.site.pages import pages
from pactbook.site.views.view import Known


@pytest.mark.parametrize(
    ("above", "reviewed", "stale"),
    [
        ("", "", True),
        ("---\nreviewed: 2026-05-20\n---\n", "20\u00a0May\u00a02026", False),
        ("---\nreviewed: 2026-01-20\n---\n", "20\u00a0January\u00a02026", True),
    ],
)
def test_a_review_is_shown_and_counts_before_history(tmp_path, above, reviewed, stale):
    book = small_book(tmp_path / "book").replace(OUTLINE, "owner:", "stale_after: 90 calendar days\nowner:")
    book.replace(PAGE, "# Start here", f"{above}# Start here")
    made = pages(book.load().book, "internal", date(2026, 6, 1), Known({PAGE: date(2026, 1, 2)}))
    page = next(page for page in made if page.source == PAGE)
    assert (page.meta.reviewed, page.meta.stale) == (reviewed, stale)
    assert page.markdown.startswith("# Start here")
