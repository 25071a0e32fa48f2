"""The site of the sample book in a real browser, from an address and from a folder."""

from __future__ import annotations

import pytest
from browsing import until
from sample_book import words

KINDS = (
    "index.html", "vendors/index.html", "vendors/brightline/index.html", "vendors/brightline/msa.html", "vendors/brightline/sow-customer-support.html",
    "vendors/brightline/sow-customer-support-proposal.html", "vendors/brightline/manuals/customer-support/index.html",
    "vendors/brightline/manuals/customer-support/refunds.html", "clauses/index.html", "clauses/limitation-of-liability.html", "glossary.html",
    "key-dates.html", "service-types.html", "how-changes-are-made.html", "404.html",
)  # fmt: skip
WIDTHS = (1280, 360)


@pytest.fixture
def watched(page):
    """A page whose console, script errors and requests are remembered."""
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


def scrolls_sideways(page, width):
    """Whether the page stays wider than its window; the browser has a second to lay it out for that width."""
    until(page, "width => window.innerWidth === width && document.documentElement.clientWidth <= width", width)
    fits = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    try:
        until(page, fits, seconds=1)
    except AssertionError:
        return True
    return False


def away(page, home):
    return [url for url in page.asked if not url.startswith((home, "data:", "about:", "blob:"))]


def test_every_page_fits_is_quiet_and_asks_nobody_else_from_a_folder(watched, site):
    paths = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    rules = [path for path in paths if path.startswith("rules/c")]  # all of one kind: every tenth stands for the others
    paths = [path for path in paths if path not in rules] + rules[::10]
    assert len(paths) > 100
    wide = []
    for path in paths:
        watched.goto(f"file://{site}/{path}", wait_until="load")
        for width in WIDTHS:
            watched.set_viewport_size({"width": width, "height": 900})
            wide += [(path, width)] if scrolls_sideways(watched, width) else []
    assert wide == []
    assert watched.said == []
    assert away(watched, f"file://{site}/") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_fits_is_quiet_and_asks_nobody_else_at_an_address(watched, address, width):
    watched.set_viewport_size({"width": width, "height": 900})
    for path in KINDS:
        watched.goto(f"{address}/{path}", wait_until="load")
        assert not scrolls_sideways(watched, width), path
        assert watched.locator("h1").count() == 1, path
    assert watched.said == []
    assert away(watched, f"{address}/") == []


def test_a_missing_page_says_so_at_any_depth(watched, address):
    watched.goto(f"{address}/vendors/brightline/nothing/here.html")
    assert watched.locator("h1").inner_text() == "Page not found"
    watched.get_by_role("link", name="front page", exact=True).click()
    assert watched.url in {f"{address}/", f"{address}/index.html", f"{address}/."}


@pytest.mark.parametrize("start", ["address", "folder"])
def test_search_finds_the_manual_before_the_clause(watched, address, site, start):
    watched.goto(f"{address}/index.html" if start == "address" else f"file://{site}/index.html")
    watched.click(".md-search__input")
    watched.keyboard.type("refund")
    watched.wait_for_selector(".md-search-result__item")
    until(watched, "document.querySelectorAll('.md-search-result__item').length > 1")
    hrefs = watched.eval_on_selector_all(".md-search-result__item > a", "links => links.map(link => link.getAttribute('href'))")
    manuals = [place for place, href in enumerate(hrefs) if "/manuals/" in href]
    clauses = [place for place, href in enumerate(hrefs) if "/clauses/" in href or href.startswith("clauses/")]
    assert manuals, hrefs
    assert manuals[0] == 0, hrefs
    assert not clauses or manuals[0] < clauses[0], hrefs
    assert "refunds.html" in hrefs[0]


def test_a_defined_term_opens_its_definition(watched, site):
    watched.goto(f"file://{site}/vendors/brightline/msa.html")
    watched.locator(".pb-body a.pb-term", has_text="Confidential Information").first.click()
    assert "Confidential Information means" in words(watched.locator(".pb-popover").inner_text())


def test_a_printed_agreement_has_its_numbers_and_no_navigation(watched, site):
    watched.goto(f"file://{site}/vendors/brightline/msa.html")
    watched.emulate_media(media="print")
    for part in (".md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".pb-footer", ".pb-suggest"):
        assert all(not each.is_visible() for each in watched.locator(part).all()), part
    assert watched.locator(".pb-crumbs").is_visible()  # whose agreement it is
    numbers = [each.inner_text() for each in watched.locator(".pb-body h2 > .pb-number").all() if each.is_visible()]
    assert numbers[:3] == ["1.", "2.", "3."]
    assert watched.locator(".pb-summary").is_visible()
    assert watched.locator(".pb-chip", has_text="In force").first.is_visible()
    sheets = watched.pdf(prefer_css_page_size=True)
    assert sheets.startswith(b"%PDF")
    assert 10 < sheets.count(b"/Type /Page\n") + sheets.count(b"/Type /Page ") + sheets.count(b"/Type /Page/") < 80


def test_a_service_level_reads_as_a_card_on_a_phone(watched, site):
    watched.set_viewport_size({"width": 360, "height": 800})
    watched.goto(f"file://{site}/vendors/brightline/sow-customer-support.html#service-levels")
    row = watched.locator("tr", has=watched.get_by_text("First contact resolution", exact=True)).first
    labels = row.locator("td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    assert '"Target"' in labels
    assert '"Minimum"' in labels


def test_the_navigation_opens_on_a_phone(watched, site):
    watched.set_viewport_size({"width": 360, "height": 800})
    watched.goto(f"file://{site}/clauses/confidentiality.html")
    watched.locator(".pb-menu").click()
    watched.wait_for_timeout(400)
    watched.locator(".md-sidebar--primary").get_by_role("link", name="Glossary").click()
    assert watched.url.endswith("/glossary.html")
