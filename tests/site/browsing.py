"""What the tests ask of a page in a browser."""

from __future__ import annotations

import time


def until(page, expression, arg=None, seconds=10.0):
    """Wait until an expression of JavaScript is true on the page. Playwright's own waiting evaluates text, which the policy of a page forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"this did not become true on {page.url}: {expression}"
        page.wait_for_timeout(25)


def shown(page):
    """The page, once its scripts have begun."""
    until(page, "!document.documentElement.classList.contains('no-js')")
    return page
