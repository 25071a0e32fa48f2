"""Asking a site in a browser, as its readers do."""

from __future__ import annotations

from urllib.parse import urlsplit


def ask(page, question, *, touch=False):
    """Put a question into the search box of the page that is open, at once, so that nothing is asked but this, and wait for the answer."""
    if touch:
        page.tap(".pb-find")
        page.wait_for_timeout(300)
    else:
        page.click(".md-search__input")
    page.keyboard.press("Control+A")
    page.keyboard.press("Backspace")
    page.wait_for_selector(".md-search-result__item", state="detached")
    page.keyboard.insert_text(question)
    page.wait_for_selector(".md-search-result__item")


def found(page):
    """The results in order: for each page the places that it leads to, most important first, with the text that is shown."""
    pages = []
    for item in page.locator(".md-search-result__item").all():
        links = item.locator(":scope > a").evaluate_all(
            "links => links.map(link => [link.href, link.innerText, Number(link.firstElementChild.dataset.mdScore)])"
        )
        ranked = sorted(links, key=lambda link: -link[2])
        pages.append([(place(href), text) for href, text, _ in ranked])
    return pages


def place(href):
    """A file of the site, by its last folders, and the anchor in it: `customer-support/refunds.html#steps`."""
    parts = urlsplit(href)
    return "/".join(parts.path.split("/")[-2:]) + (f"#{parts.fragment}" if parts.fragment else "")
