"""What the search of the sample's sites finds, and that it asks for nothing before somebody types."""

from __future__ import annotations

import json
import re

import pytest
from browsing import until
from sample_book import words
from searching import ask, found

from pactbook.site import search
from pactbook.site.building.build import SiteSettings, build
from pactbook.site.page import Link, Page

SOW = "brightline/sow-customer-support.html"
BACK_OFFICE = "brightline/sow-back-office.html"
QUESTIONS = (
    ("brightline", "refund over limit", ("customer-support/refunds.html#who-may-refund",)),
    ("brightline", "Refunds above the limit", ("customer-support/refunds.html#who-may-refund",)),
    ("brightline", "late delivery", ("customer-support/deliveries.html", "customer-support/refunds.html#edge-cases")),
    ("brightline", "who decides on a chargeback", ("customer-support/special-situations.html#fraud",)),
    ("brightline", "step-in", (f"{SOW}#cure-and-step-in.step-in", f"{BACK_OFFICE}#cure-and-step-in.step-in")),
    ("brightline", "step in", (f"{SOW}#cure-and-step-in.step-in", f"{BACK_OFFICE}#cure-and-step-in.step-in")),
    ("brightline", "stepin", (f"{SOW}#cure-and-step-in.step-in", f"{BACK_OFFICE}#cure-and-step-in.step-in")),
    ("brightline", "notice period", ("brightline/msa.html",)),
    ("brightline", "service credit cap", (f"{SOW}#service-levels-and-credits.credits", f"{BACK_OFFICE}#service-levels-and-credits.credits")),
    ("brightline", "penalties", (f"{SOW}#service-levels-and-credits.credits", f"{BACK_OFFICE}#service-levels-and-credits.credits")),
    ("brightline", "escalation level 2", ("back-office/escalation.html#escalation-path",)),
    ("brightline", "data breach 24 hours", ("brightline/msa.html#personal-data-protection.breach",)),
    ("brightline", "first contact resolution", (f"{SOW}#service-levels.fcr",)),
    ("brightline", "FCR", (f"{SOW}#service-levels.fcr",)),
    ("brightline", "termination for convenience", ("brightline/msa.html#termination.convenience",)),
    ("brightline", "refusing a renewal", ("brightline/msa.html#term-and-renewal.refusal",)),
    ("brightline", "liability cap", ("brightline/msa.html#limitation-of-liability",)),
    ("brightline", "missing parcel", ("customer-support/deliveries.html#missing-or-damaged",)),
    ("brightline", "shift swap", ("customer-support/forecasting-and-scheduling.html#leave",)),
    ("brightline", "case notes", ("customer-support/documentation.html#case-note",)),
    ("brightline", "last day for notice", ("brightline/key-dates.html", "key-dates.html")),
    ("brightline", "goodw", ("customer-support/complaints.html#goodwill",)),
    ("corvane", "refund over limit", ("customer-support/refunds.html#who-decides",)),
    ("corvane", "99.9", ("corvane/sow-it-services.html#service-levels", "it-services/quality-and-outcomes.html")),
    ("corvane", "class 1 incident", ("it-services/incidents.html",)),
)  # fmt: skip


@pytest.mark.parametrize("audience", ["brightline", "corvane"])
def test_what_a_vendor_asks_for_comes_first(page, site, audience):
    page.goto(f"file://{site.parent}/{audience}/index.html")
    wrong = {}
    for whose, question, expected in QUESTIONS:
        if whose == audience:
            ask(page, question)
            first = found(page)[0][0][0]
            if not any(first == each or first.startswith((f"{each}#", f"{each}.")) for each in expected):
                wrong[question] = first
    assert wrong == {}


def kind(location):
    return "manual" if "/manuals/" in location else "clause" if "clauses/" in location else "agreement"


@pytest.mark.parametrize("question", ["refund", "escalation", "subcontractors", "audit", "step-in"])
def test_a_clause_of_the_library_comes_after_the_agreement_that_uses_it(page, site, question):
    page.goto(f"file://{site.parent}/brightline/index.html")
    ask(page, question)
    kinds = [
        kind(href)
        for href in page.eval_on_selector_all(".md-search-result__item", "items => items.map(item => item.querySelector('a').href)")
    ]
    assert kinds[0] != "clause"
    if "clause" in kinds and "agreement" in kinds:
        assert kinds.index("agreement") < kinds.index("clause")


def test_a_result_says_what_it_is_from_and_shows_the_words(page, site):
    page.goto(f"file://{site.parent}/brightline/index.html")
    ask(page, "refund over limit")
    first = page.locator(".md-search-result__item").first
    assert re.fullmatch("Refunds and returns (?:.*, )?Customer support manual", words(first.locator("h1").inner_text()))
    assert {each.casefold() for each in first.locator("mark").all_inner_texts()} >= {"refund", "limits"}
    ask(page, "step-in")
    assert "Statement of work" in page.locator(".md-search-result__item h1").first.inner_text()


def test_a_proposal_comes_after_what_binds(page, site):
    page.goto(f"file://{site.parent}/brightline/index.html")
    ask(page, "first contact resolution")
    places = [each[0][0].partition("#")[0] for each in found(page)]
    assert places[0] == SOW
    assert "brightline/sow-customer-support-proposal.html" not in places[:5]


def test_return_leads_to_the_step_itself(page, site):
    page.goto(f"file://{site.parent}/brightline/index.html")
    ask(page, "refund over limit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/refunds.html**")
    assert page.url.endswith("#who-may-refund")
    assert page.locator("#who-may-refund").is_visible()


def test_nothing_is_loaded_for_the_search_before_somebody_types(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/index.html", wait_until="networkidle")
    assert not [url for url in asked if url.endswith(search.SECTIONS)]
    assert page.request.get(f"{address}/{search.MATERIAL}").json()["docs"] == []
    ask(page, "refund")
    assert found(page)


def test_words_that_come_without_a_key_are_looked_for_and_what_is_cleared_is_gone(page, site):
    """Pasted with the mouse, dictated or suggested by a phone."""
    page.goto(f"file://{site.parent}/brightline/index.html")
    page.click(".md-search__input")
    page.keyboard.insert_text("refund over limit")
    page.wait_for_selector(".md-search-result__item")
    assert found(page)[0][0][0] == "customer-support/refunds.html#who-may-refund"
    page.click(".md-search__form button[type=reset]")
    page.wait_for_selector(".md-search-result__item", state="detached")
    assert page.input_value(".md-search__input") == ""


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("refnud", "customer-support/refunds.html"),  # two letters swapped
        ("escaltion", "escalation.html"),  # one left out
        ("compllaint", "customer-support/complaints.html"),  # one too many
    ],
)
def test_a_slip_of_the_finger_finds_the_word(page, site, question, place):
    page.goto(f"file://{site.parent}/brightline/index.html")
    ask(page, question)
    assert any(where.partition("#")[0].endswith(place) for where, _ in found(page)[0] + found(page)[1])


def test_the_first_page_of_a_manual_says_which_manual(page, site):
    page.goto(f"file://{site.parent}/brightline/index.html")
    ask(page, "how this manual changes")
    assert {"Back office manual", "Customer support manual"} <= set(page.locator(".pb-where").all_inner_texts())


def test_nothing_found_is_said(page, site):
    page.goto(f"file://{site.parent}/brightline/index.html")
    page.click(".md-search__input")
    page.keyboard.type("zzyzx")
    until(page, "document.querySelector('.md-search-result__meta').textContent.includes('No matching')")
    assert page.locator(".md-search-result__item").count() == 0


def sections(folder):
    data = (folder / search.SECTIONS).read_bytes()
    return json.loads(data.removeprefix(search.VARIABLE))


def test_entries_are_plain_words_without_marks_ids_or_front_matter(site):
    entries = sections(site.parent / "brightline")
    assert len(entries) > 800
    for entry in entries:
        text = f"{entry['title']} {entry['text']}"
        assert not re.search(r"</?(?:p|li|ol|ul|td|th|span|code|a)\b|\{#|\]\(|^---|search_weight|¶|&(?:amp|lt|#\d+);", text), entry
        assert entry["title"], entry


def test_old_versions_and_redlines_are_not_found(site):
    places = {entry["location"].partition("#")[0] for entry in sections(site)}
    assert not [each for each in places if re.search(r"-v\d+(-changes)?\.html$|-proposal-changes\.html$", each)]
    assert "vendors/quillmark/sow-finance-accounting.html" in places


def test_each_audience_finds_only_its_own(site):
    for audience, others in (("brightline", ("corvane", "quillmark")), ("quillmark", ("brightline", "corvane"))):
        text = (site.parent / audience / search.SECTIONS).read_text(encoding="utf-8").casefold()
        assert audience in text
        assert not [other for other in others if other in text]


HOSTILE = "<img src=x onerror=document.title='run'> & \"quoted\" </script>"


def test_words_that_look_like_markup_stay_words(page, tmp_path):
    named = Page(
        "a.md",
        f"Quokka {HOSTILE}",
        f"# Quokka `{HOSTILE}`\n\nThe quokka says `{HOSTILE}` aloud.\n",
        "manual-page",
        crumbs=(Link(f"Top {HOSTILE}", "index.md"),),
    )
    home = Page("index.md", "Home", "# Home\n", "home", trusted=True, nav=("Home",))
    build([home, named], tmp_path / "site", SiteSettings("Site"))
    page.goto(f"file://{tmp_path}/site/index.html")
    ask(page, "quokka")
    result = page.locator(".md-search-result__item")
    assert HOSTILE in words(result.inner_text())
    assert result.locator("img, script").count() == 0
    assert page.title() == "Site"


def test_the_rows_of_a_table_can_be_told_apart():
    row = "<tr>\n<td>agent</td>\n<td>EUR 60.00</td>\n</tr>"
    assert search.spaced(row) == "<tr>\n<td>agent ·</td>\n<td>EUR 60.00;</td>\n</tr>"
