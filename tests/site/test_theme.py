from __future__ import annotations

import pytest
from browsing import shown
from hostile_pages import HOSTILE, NO_SITE

KINDS = {
    "home": "index.html", "list": "vendors/index.html", "vendor": "vendors/brightline/index.html", "agreement": "vendors/brightline/msa.html",
    "clause": "clauses/limitation-of-liability.html", "manual": "manuals/brightline/customer-support/index.html",
    "manual-page": "manuals/brightline/customer-support/refunds.html", "glossary": "glossary.html",
}  # fmt: skip
HOSTILE_PAGES = [*(name for name in HOSTILE if name not in NO_SITE), "front-matter", "data-agreement", "data-manual"]

LOOK = """() => {
  const seen = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    element.scrollIntoView({ block: "center" });
    const box = [...range.getClientRects()].find((each) => each.width > 1 && each.height > 1);
    if (!box || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const top = document.elementFromPoint(box.x + Math.min(4, box.width / 2), box.y + box.height / 2);
    return top !== null && (top === element || element.contains(top) || top.contains(element)) && !top.matches("html, body");
  };
  const must = ["h1", ".md-header__topic", ".md-search__input", ".pb-nav a", ".pb-footer p", ".pb-standing .pb-locked", ".pb-suggest"];
  const end = document.evaluate("//*[contains(text(), 'The end of the page.')]", document, null, XPathResult.ANY_TYPE, null).iterateNext();
  const wanted = must.map((selector) => [selector, document.querySelector(selector)]);
  const field = (element) => element && element.matches("input") && element.checkVisibility();
  const absent = (selector, element) => !element && ![".pb-standing .pb-locked", ".pb-suggest"].includes(selector);
  return {
    pwned: window.pwned,
    base: JSON.parse(document.querySelector("body > script#__config").textContent).base,
    foreign: document.querySelectorAll(".pb-body :is(iframe, object, embed, form, style, script, svg, input, button, base, meta, link, dialog, video, audio, template, math)").length,
    links: [...document.querySelectorAll(".pb-body a:not(.headerlink)")].map((link) => link.getAttribute("href") || ""),
    hidden: [...wanted, ["end", end]].filter(([selector, element]) => absent(selector, element) || (element && !field(element) && !seen(element))).map(([name]) => name),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


@pytest.fixture
def show(page, built):
    """Open a built page; `show.outside` gathers every request that leaves the folder, `show.errors` every script error."""

    def open_page(path, width=1280, height=900):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"file://{built}/{path}")
        return shown(page)

    open_page.outside, open_page.errors, open_page.page = [], [], page
    page.on(
        "request",
        lambda request: None if request.url.startswith((f"file://{built}/", "data:", "about:")) else open_page.outside.append(request.url),
    )
    page.on("pageerror", lambda error: open_page.errors.append(str(error)))
    page.on("dialog", lambda dialog: (open_page.errors.append(dialog.message), dialog.dismiss()))
    return open_page


@pytest.mark.parametrize("width", [1280, 768, 360])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_and_asks_for_nothing_elsewhere(show, kind, width):
    page = show(KINDS[kind], width)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert show.outside == []
    assert show.errors == []


def test_hostile_pages_do_nothing(show):
    """Nothing runs, loads, leads away, covers or hides; what a reader must see is what stands at its place on the screen."""
    assert len(HOSTILE_PAGES) >= 60
    show.page.route("http*://**", lambda route: (show.outside.append(route.request.url), route.abort()))
    for name in HOSTILE_PAGES:
        page = show(f"hostile/{name}.html")
        here = page.url
        found = page.evaluate(LOOK)
        assert found["pwned"] is None, name
        assert found["base"] == "..", name
        assert found["foreign"] == 0, name
        assert [href for href in found["links"] if not href.startswith(("http://", "https://", "mailto:", "#"))] == [], name
        assert found["hidden"] == [], name
        assert found["wide"] <= 0, name
        assert page.url == here, name
    assert show.outside == []
    assert show.errors == []
    assert len(show.page.context.pages) == 1


@pytest.mark.parametrize(
    ("style", "missed"),
    [
        ("position: fixed; inset: 0; background: red; z-index: 99", "h1"),
        ("position: fixed; inset: 60px 0 0; z-index: 9; opacity: .01; background: red", "end"),
    ],
)
def test_the_look_at_hostile_pages_sees_what_covers(show, style, missed):
    page = show("hostile/table.html")
    assert page.evaluate(LOOK)["hidden"] == []
    page.evaluate(
        "style => { const cover = document.createElement('div'); cover.style.cssText = style; document.body.append(cover); }", style
    )
    assert missed in page.evaluate(LOOK)["hidden"]


def test_hostile_words_in_search_results_stay_words(show):
    page = show("hostile/heading.html")
    page.click(".md-search__input")
    page.keyboard.type("onerror window pwned")
    page.wait_for_selector(".md-search-result__item")
    assert page.evaluate("window.pwned") is None
    assert page.locator(".md-search-result img, .md-search-result script").count() == 0


def test_search_finds_the_step_from_a_folder(show):
    page = show(KINDS["home"])
    page.click(".md-search__input")
    page.keyboard.type("refund gift card")
    page.wait_for_selector(".md-search-result__item")
    assert "Refunds and returns" in page.locator(".md-search-result__item").first.inner_text()


def test_an_anchor_brings_its_clause_below_the_header(show):
    page = show(KINDS["agreement"] + "#limitation-of-liability.general-cap")
    page.wait_for_timeout(300)
    top, header = page.evaluate(
        "[document.getElementById('limitation-of-liability.general-cap').getBoundingClientRect().top, document.querySelector('.md-header').getBoundingClientRect().bottom]"
    )
    assert header <= top <= header + 40


def test_the_link_beside_a_heading_shows_on_hover_and_has_a_name(show):
    page = show(KINDS["agreement"])
    link = page.locator("[id='confidentiality.exceptions'] .headerlink")
    assert link.evaluate("e => getComputedStyle(e).opacity") == "0"
    page.locator("[id='confidentiality.exceptions']").hover()
    assert link.evaluate("e => getComputedStyle(e).opacity") == "1"
    assert link.get_attribute("href") == "#confidentiality.exceptions"
    assert link.get_attribute("aria-label") == "Link to: 9.2. Exceptions"


def test_numbers_hang_beside_the_text(show):
    page = show(KINDS["agreement"])
    number, text = page.evaluate(
        """(() => { const h = document.getElementById('confidentiality.exceptions');
        return [h.querySelector('.pb-number').getBoundingClientRect().x, h.nextElementSibling.getBoundingClientRect().x]; })()"""
    )
    assert text - number > 40


def test_a_definition_opens_and_closes_by_keyboard(show):
    page = show(KINDS["agreement"])
    term = page.locator("a.pb-term", has_text="Confidential Information").first
    term.focus()
    page.keyboard.press("Enter")
    box = page.locator(".pb-popover")
    assert "information in any form that one party makes available" in box.inner_text()
    assert term.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert box.count() == 0
    assert term.evaluate("e => e === document.activeElement")
    assert "#" not in page.url


def test_a_definition_fits_a_phone_and_leads_to_its_place(show):
    page = show(KINDS["agreement"], 360, 740)
    page.locator("a.pb-term").first.click()
    left, right = page.locator(".pb-popover").evaluate("e => { const b = e.getBoundingClientRect(); return [b.left, b.right]; }")
    assert left >= 0
    assert right <= 360
    page.get_by_role("link", name="Go to the definition").click()
    assert page.url.endswith("#definitions.confidential-information")
    assert page.locator(".pb-popover").count() == 0


def test_without_scripts_a_term_is_a_link(browser, built):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{built}/{KINDS['agreement']}")
    page.locator("a.pb-term").first.click()
    assert page.url.endswith("#definitions.confidential-information")
    context.close()


def test_rows_become_cards_on_a_phone(show):
    page = show(KINDS["agreement"], 360, 740)
    cell = page.locator(".pb-stack td[data-label=Target]").first
    assert cell.evaluate("e => getComputedStyle(e, '::before').content") == '"Target"'
    assert cell.evaluate("e => e.getBoundingClientRect().right") <= 360


def test_a_manual_page_says_what_it_works_under_and_walks_on(show):
    page = show(KINDS["manual-page"])
    assert "This page works under SOW LKF-BRI-01, Customer support." in page.locator(".pb-standing").inner_text()
    assert page.locator(".pb-nav--near a[aria-current=page]").inner_text() == "Refunds and returns"
    page.locator(".pb-around__after").click()
    assert page.locator("h1").inner_text().startswith("Complaints")


def test_targets_are_large_enough_on_a_phone(show):
    page = show(KINDS["manual-page"], 360, 740)
    small = page.evaluate(
        """[...document.querySelectorAll('.pb-button, summary, .pb-around a, .md-header label, .pb-nav__link')]
        .map(e => [e.textContent.trim(), e.getBoundingClientRect()]).filter(([, b]) => b.width && (b.height < 24 || b.width < 24)).map(([t]) => t)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(browser, built, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"file://{built}/index.html")
    page.wait_for_timeout(300)
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
    context.close()


def test_the_menu_opens_by_keyboard_on_a_phone(show):
    page = show(KINDS["manual-page"], 360, 740)
    page.locator(".pb-menu").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    assert page.locator(".pb-nav--near a").first.evaluate("e => e.getBoundingClientRect().left") >= 0
