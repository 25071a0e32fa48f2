"""The site of the sample book as `pactbook build` makes it, judged file by file and by what stands on its pages."""

from __future__ import annotations

import html
import json
import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest
from sample_book import Anchors, words

from pactbook.site import search

REPOSITORY = "https://git.larkfield.example/legal/outsourcing/edit/main/"


@pytest.fixture(scope="module")
def texts(site):
    """Every page of the site by path."""
    return {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def read(texts):
    return {path: Anchors(text) for path, text in texts.items()}


def shown(text):
    """What a page says, without its tags."""
    return words(html.unescape(re.sub(r"<[^>]+>", " ", text)))


def body(text):
    return text.partition('<article class="md-content__inner')[2].partition("</article>")[0]


def leads_nowhere(site, read, path, link):
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme not in {"http", "https", "mailto"} and link != "javascript:void(0)"
    place = (
        posixpath.normpath(posixpath.join("/" + posixpath.dirname(path), unquote(parts.path)) if parts.path else f"/{path}").lstrip("/")
        or "index.html"
    )
    target = "index.html" if place == "." else place
    if target in read:
        return bool(parts.fragment) and not parts.fragment.startswith("__") and unquote(parts.fragment) not in read[target].ids
    return not (site / target).is_file()


def test_every_link_and_anchor_leads_somewhere(site, read):
    assert len(read) > 100
    assert [(path, link) for path, page in read.items() for link in page.links if leads_nowhere(site, read, path, link)] == []


def test_every_result_of_a_search_leads_somewhere(site, read):
    entries = json.loads((site / search.SECTIONS).read_bytes().removeprefix(search.VARIABLE))
    assert len(entries) > 1000
    assert [each["location"] for each in entries if leads_nowhere(site, read, "index.html", each["location"])] == []


def test_the_crawler_would_see_a_dead_link(site, read):
    assert leads_nowhere(site, read, "index.html", "vendors/nobody.html")
    assert leads_nowhere(site, read, "index.html", "glossary.html#nothing")
    assert not leads_nowhere(site, read, "clauses/index.html", "../index.html")


def test_home_shows_every_agreement_with_status_and_dates(texts, source):
    home = body(texts["index.html"])
    rows = [shown(row) for row in re.findall(r"<tr.*?</tr>", home.partition("Next dates")[0], re.DOTALL)]
    for contract in source.book.contracts.values():
        row = next(row for row in rows if row.startswith(contract.terms.title) and source.book.vendor_name(contract.vendor) in row)
        assert ("Draft" if contract.path == "contracts/corvane/sow-it-services" else "In force") in row or "Scheduled from" in row
        assert re.search(r"\d{1,2} [A-Z][a-z]+ 20\d\d.*\d{1,2} [A-Z][a-z]+ 20\d\d: [A-Z]", row), row
    assert "Next dates" in home


def test_an_agreement_has_its_summary_before_its_text_and_says_how_it_stands(texts, source):
    text = body(texts["vendors/brightline/sow-customer-support.html"])
    summary = text.index('class="pb-summary"')
    assert text.index("In force") < summary < text.index('class="pb-body"')
    assert words(source.book.contracts["contracts/brightline/sow-customer-support"].terms.summary)[:80] in shown(text)
    proposal = body(texts["vendors/brightline/sow-customer-support-proposal.html"])
    assert "This is a proposal for the next version. Nobody has signed it" in proposal
    assert "nobody has signed it yet" in body(texts["vendors/corvane/sow-it-services.html"])


@pytest.mark.parametrize("name", ["msa", "sow-customer-support", "sow-back-office"])
def test_an_agreement_has_numbered_contents_and_an_anchor_for_every_section(texts, read, source, name):
    path = f"vendors/brightline/{name}.html"
    ids = re.findall(r"^#{2,3} .*\{#([^}]+)\}$", source.book.contracts[f"contracts/brightline/{name}"].agreement, re.MULTILINE)
    assert len(ids) > 20
    assert set(ids) <= read[path].ids
    contents = texts[path].partition('class="pb-contents"')[2].partition("</details>")[0]
    numbers = re.findall(r'<span class="pb-toc__number">([^<]+)</span>', contents)
    assert numbers == [f"{place}." for place in range(1, len(numbers) + 1)]
    assert len(numbers) > 8


def test_definitions_are_one_click_away(texts, read):
    path = "vendors/brightline/msa.html"
    terms = set(re.findall(r'<a class="pb-term" href="#([^"]+)"', texts[path]))
    assert len(terms) > 15
    assert terms <= read[path].ids
    abroad = set(re.findall(r'<a class="pb-term" href="msa.html#([^"]+)"', texts["vendors/brightline/sow-customer-support.html"]))
    assert abroad <= read[path].ids


def test_service_levels_and_prices_stand_in_tables(texts, source):
    text = body(texts["vendors/brightline/sow-customer-support.html"])
    rows = [shown(row) for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL)]
    sow = source.book.contracts["contracts/brightline/sow-customer-support"].sow
    for level in sow.service_levels.values():
        assert any(row.startswith(f"{level.title} {level.target} {level.minimum}") for row in rows), level.title
    for line in sow.pricing.lines.values():
        if line.price:
            assert any(str(line.price) in row for row in rows), line


def test_a_clause_shows_its_versions_their_differences_and_its_users(texts, source):
    changed = [versions for versions in source.book.clauses.values() if len(versions) > 1]
    assert len(changed) >= 3
    for versions in changed:
        text = body(texts[f"clauses/{versions[0].clause_id}.html"])
        assert "<ins>" in text
        for version in versions:
            assert f'id="{version.version}"' in text
        for contract in source.book.contracts.values():
            for use in contract.terms.clauses:
                if use.use and use.clause_id == versions[0].clause_id:
                    assert f'href="../vendors/{contract.vendor}/{contract.name}.html#{use.section_id}"' in text, contract.path


def test_the_library_lists_every_clause(texts, source):
    text = shown(body(texts["clauses/index.html"]))
    assert [versions[-1].data.title for versions in source.book.clauses.values() if versions[-1].data.title not in text] == []


def test_the_glossary_gives_each_term_with_its_own_words_and_its_place(texts):
    text = body(texts["glossary.html"])
    entry = text.partition("<dt>Confidential Information</dt>")[2].partition("<dt>")[0]
    assert "Confidential Information means" in shown(entry)
    assert 'href="vendors/brightline/msa.html#def-confidential-information"' in entry
    assert "Continuity Plan means" not in shown(entry)
    assert 'href="#letter-c"' in text.partition("<dl>")[0]


def test_suggest_a_change_leads_to_the_source_of_each_manual_page_and_stands_nowhere_else(texts, source):
    pages = {
        f"vendors/{manual.vendor}/manuals/{manual.name}/{page.file[:-3]}.html": page.path
        for manual in source.book.manuals.values()
        for page in manual.pages
    }
    assert len(pages) > 40
    for path, text in texts.items():
        buttons = re.findall(r'<a class="pb-button pb-suggest" href="([^"]+)"', text)
        assert buttons == ([REPOSITORY + pages[path]] if path in pages else []), path
        assert ("Suggest a change</a>" in re.sub(r"\s+", " ", text).replace(" </a>", "</a>")) == (path in pages), path


def test_the_navigation_marks_where_a_page_belongs(texts):
    def marked(path):
        return [shown(found) for found in re.findall(r'<a class="pb-nav__link pb-nav__link--in"[^>]*>.*?</a>', texts[path], re.DOTALL)]

    assert marked("clauses/confidentiality.html") == ["Clause library"]
    assert marked("vendors/brightline/msa.html") == ["Vendors", "Brightline Contact Centres Ltd"]
    assert marked("vendors/brightline/manuals/customer-support/refunds.html") == ["Vendors", "Brightline Contact Centres Ltd"]
