"""An agreement on paper: what stands on every sheet, read from the PDF that Chromium prints."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from sample_book import words

PAGES = {"vendors/brightline/msa.html": "version 1", "vendors/brightline/sow-customer-support.html": "version 1"}


def sheets(page, site, path):
    page.goto(f"file://{site}/{path}")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [words(sheet.extract_text()) for sheet in printed.pages], printed


@pytest.mark.parametrize("path", PAGES)
def test_every_sheet_has_title_version_digest_and_its_number(page, site, path):
    texts, printed = sheets(page, site, path)
    title = words(page.locator("h1").inner_text().removesuffix("¶")).split(" (")[0]
    digest = page.locator(".pb-proof code").evaluate_all(
        "codes => codes.map(code => code.textContent).find(text => /^sha256:[0-9a-f]{64}$/.test(text))"
    )
    assert len(texts) > 10
    for number, text in enumerate(texts, 1):
        assert title in text, number
        assert PAGES[path] in text, number
        assert digest[:23] in text, number
        assert f"Page {number} of {len(texts)}" in text
    size = printed.pages[0].mediabox
    assert [round(float(size.width)), round(float(size.height))] == [595, 842]


def test_the_numbers_of_clauses_are_printed_in_order_and_the_frame_is_not(page, site):
    texts, _ = sheets(page, site, "vendors/brightline/msa.html")
    whole = " ".join(texts)
    headings = [words(each) for each in page.locator(".pb-body h2").all_inner_texts()]
    places = [whole.find(heading.removesuffix("¶").strip(), 0) for heading in headings]
    assert len(headings) > 20
    assert -1 not in places, headings[places.index(-1)]
    assert re.search(r"Who signed, and how to check it .*ssh-keygen|Digest of the statement", whole)
    for gone in ("Suggest a change", "On this page", "Whole book", "Search"):
        assert gone not in re.sub(r"search engine|Research|search result", "", whole), gone


def test_a_proposal_says_on_every_sheet_that_it_is_one_and_has_no_digest(page, site):
    texts, _ = sheets(page, site, "vendors/brightline/sow-customer-support-proposal.html")
    assert all("proposal" in text.lower() for text in texts)
    assert not any("Signed statement" in text for text in texts)


def test_a_clause_says_on_every_sheet_which_version_it_is(page, site):
    texts, _ = sheets(page, site, "clauses/limitation-of-liability.html")
    version = words(page.locator(".pb-facts").first.inner_text())
    newest = re.search(r"Newest version (\d+)", version)[1]
    assert all(f"clause limitation-of-liability, version {newest}: approved" in text for text in texts)


def test_paper_names_the_manual_and_underlines_no_link(page, site):
    texts, _ = sheets(page, site, "vendors/brightline/manuals/customer-support/refunds.html")
    assert "Brightline Contact Centres Ltd / Customer support manual" in texts[0]
    page.emulate_media(media="print")
    lines = "links => links.map(link => getComputedStyle(link).textDecorationLine)"
    links = page.locator(".pb-body a:not(.headerlink)")
    assert links.count() > 3
    assert set(links.evaluate_all(lines)) == {"none"}
    page.emulate_media(media="screen")
    assert set(links.evaluate_all(lines)) == {"underline"}


def test_the_vendor_stands_above_the_title_once(page, site):
    page.goto(f"file://{site}/vendors/brightline/msa.html")
    above = page.locator(".pb-crumbs, .pb-kicker").all_inner_texts()
    assert " ".join(above).count("Brightline Contact Centres Ltd") == 1
    page.goto(f"file://{site}/vendors/brightline/manuals/customer-support/index.html")
    assert page.locator(".pb-kicker").inner_text() == "Customer support manual"
