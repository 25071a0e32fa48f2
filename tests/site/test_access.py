"""WCAG 2.2 AA by axe-core on every kind of page, and the site by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import shown, until

BRIGHTLINE = "vendors/brightline"
KINDS = {
    "home": "index.html",
    "list": "vendors/index.html",
    "vendor": f"{BRIGHTLINE}/index.html",
    "agreement": f"{BRIGHTLINE}/sow-customer-support.html",
    "versions": "vendors/quillmark/sow-finance-accounting-versions.html",
    "redline": f"{BRIGHTLINE}/sow-customer-support-proposal-changes.html",
    "scorecard": f"{BRIGHTLINE}/scorecard.html",
    "manual": f"{BRIGHTLINE}/manuals/customer-support/index.html",
    "manual page": f"{BRIGHTLINE}/manuals/customer-support/refunds.html",
    "clauses": "clauses/index.html",
    "clause": "clauses/limitation-of-liability.html",
    "glossary": "glossary.html",
    "key dates": "key-dates.html",
    "what changed": "what-changed.html",
    "where it is defined": "where-it-is-defined.html",
    "service types": "service-types.html",
    "how changes are made": "how-changes-are-made.html",
    "what is checked": "rules/index.html",
    "rule": "rules/c012.html",
    "missing": "404.html",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const head = document.querySelector(".md-header").getBoundingClientRect();
  const hidden = !at.closest(".md-header, .md-skip") && box.bottom <= head.bottom;
  return { what: at.outerHTML.slice(0, 90), body: at === document.body, skip: at.matches(".md-skip"), hidden,
    shows: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
}"""


LONGEST = 150
SHORTER = f"[...document.querySelectorAll('.md-content article > *, .pb-body > *')].slice({LONGEST}).forEach(each => each.remove())"
"""A long agreement repeats the same few elements for ninety pages; what its first part shows is judged, in a tenth of the time."""


def violations(page, **options):
    page.evaluate(SHORTER)
    found = Axe().run(page, options={**options, "resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['html'][:150]} {node['failureSummary'][:200]}" for each in found for node in each["nodes"][:3]]


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_page_breaks_wcag_in_either_colours_at_either_width(page, site, kind):
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(f"file://{site}/{KINDS[kind]}", wait_until="load")
        assert violations(page, runOnly=TAGS) == [], width
        if width < 1280:
            continue
        page.emulate_media(color_scheme="dark")
        dark = "matchMedia('(prefers-color-scheme: dark)').matches && (document.body.dataset.mdColorScheme || 'slate') === 'slate'"
        until(page, dark)
        page.wait_for_timeout(300)  # colours of links and buttons change over a quarter of a second
        assert violations(page, runOnly={"type": "rule", "values": ["color-contrast"]}) == [], f"dark, {width}"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_open_search_results_break_nothing(page, site, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    shown_page = _search(page, site, "refund", phone=width == 360)
    shown_page.wait_for_timeout(400)
    assert violations(shown_page, runOnly=TAGS) == []


def _search(page, site, words, *, phone=False):
    page.goto(f"file://{site}/index.html")
    shown(page)
    page.locator(".pb-find").click() if phone else page.keyboard.press("/")
    page.locator(".md-search__input").focus()
    page.keyboard.type(words)
    page.wait_for_selector(".md-search-result__item")
    return page


def test_the_first_stop_leads_past_the_navigation(page, site):
    page.goto(f"file://{site}/{KINDS['agreement']}")
    shown(page)
    page.keyboard.press("Tab")
    first = page.evaluate(STOP)
    assert first["skip"]
    assert first["inside"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("kind", ["agreement", "manual page", "vendor"])
def test_every_stop_of_the_keyboard_can_be_seen(page, site, kind):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"file://{site}/{KINDS[kind]}")
    shown(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["body"]:
            break
        assert stop["inside"], stop
        assert stop["shows"], stop
        assert not stop["hidden"], stop


def test_colours_change_by_keyboard(page, site):
    page.emulate_media(color_scheme="light")
    page.goto(f"file://{site}/index.html")
    shown(page)
    for _ in range(2):
        page.locator("label[for^=__palette]:visible").focus()
        page.keyboard.press("Enter")
    until(page, "document.body.dataset.mdColorScheme === 'slate'")


def test_search_by_keyboard_opens_the_step(page, site):
    _search(page, site, "refund over limit")
    page.keyboard.press("ArrowDown")
    until(page, "document.activeElement.closest('.md-search-result__link') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/manuals/**", wait_until="commit")


def test_what_scrolls_sideways_is_a_stop_and_what_does_not_is_none(page, site):
    page.set_viewport_size({"width": 768, "height": 800})
    page.goto(f"file://{site}/{KINDS['versions']}", wait_until="load")
    scrolls = "[...document.querySelectorAll('.pb-table, .md-typeset__scrollwrap')].filter(e => e.scrollWidth > e.clientWidth)"
    until(page, f"{scrolls}.length > 0 && {scrolls}.every(e => e.tabIndex === 0 && e.getAttribute('role') === 'region')")
    page.set_viewport_size({"width": 2400, "height": 800})
    until(page, f"{scrolls}.length === 0 && document.querySelectorAll('.pb-body [tabindex]').length === 0")
