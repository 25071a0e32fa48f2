"""Agreements brought from elsewhere: their own numbering, their sections, anchors and definitions on the page."""

from __future__ import annotations

import html
import os
import re
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sample_book import ROOT, Anchors, pactbook, words

from pactbook.site.engine.bodies import Renderer
from pactbook.site.page import Page
from pactbook.site.views.texts import read_text

CORPUS = Path(os.environ.get("PACTBOOK_CORPUS") or ROOT.parent / "shared" / "corpus")
BROUGHT = ("nexstarfinance", "paratekpharma", "ccaindustries")
TOPICS = ("Services", "Fees", "Confidentiality", "Term", "Termination", "Liability", "Insurance", "Audit", "Notices", "Governing Law")


def key_of(name: str) -> str:
    """A public key of its own for each party."""
    public = Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest()).public_key()
    return public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


POLICY = """\
# yaml-language-server: $schema=../../schemas/policy.schema.json
schema: 1
repository: 3b0f6c1e-8f0e-4d0c-9f43-0d6a8f1f7c11
client: globex
parties:
{parties}
layers:
  governance: {{instruments: "contracts/governance", requires: {{client.legal: 1}}}}
  msa: {{instruments: "contracts/{{vendor}}/msa", requires: {{client.legal: 1, vendor.legal: 1}}}}
  sow: {{instruments: "contracts/{{vendor}}/sow-*", requires: {{client.legal: 1, vendor.legal: 1}}}}
  clause: {{instruments: "clauses/*", requires: {{client.legal: 1}}}}
  manual-outline: {{instruments: "ops-manuals/{{vendor}}/*", files: ["outline.yaml"], requires: {{client.legal: 1}}}}
  machinery: {{instruments: "contracts/machinery", base: ".", files: ["mkdocs.yml"], requires: {{client.legal: 1}}}}
"""
PARTY = '  {name}:\n    name: {name} Ltd\n    signers:\n      legal@{name}.example: {{role: legal, keys: ["{key}"]}}'
TERMS = """\
# yaml-language-server: $schema=../../../schemas/msa.schema.json
schema: 1
title: Agreement with {name}
summary: Brought in as it was signed.
parties:
  client: {{party: globex, name: globex Ltd, identifiers: [{{scheme: GB-COH, id: "1"}}], address: London, notices: {{role: Legal, email: legal@globex.example}}}}
  vendor: {{party: {name}, name: {name} Ltd, identifiers: [{{scheme: GB-COH, id: "2"}}], address: London, notices: {{role: Legal, email: legal@{name}.example}}}}
term: {{effective_date: 2026-01-01, initial_term: 36 months, renewal: {{kind: none}}}}
governing_law: England
jurisdiction: the courts of England
payment_terms: 30 calendar days
liability: {{general_cap: "GBP 1,000,000.00", unlimited_claims: [fraud]}}
order_of_precedence: [this agreement]
clauses:
  - text: agreement-text.md
"""


def make_book(folder, texts):
    """A book whose agreements are these texts, by vendor."""
    governance = folder / "contracts" / "governance"
    governance.mkdir(parents=True)
    parties = "\n".join(PARTY.format(name=name, key=key_of(name)) for name in ("globex", *texts))
    (governance / "policy.yaml").write_text(POLICY.format(parties=parties), encoding="utf-8")
    for name, text in texts.items():
        contract = folder / "contracts" / name / "msa"
        contract.mkdir(parents=True)
        (contract / "terms.yaml").write_text(TERMS.format(name=name), encoding="utf-8")
        (contract / "agreement-text.md").write_text(text, encoding="utf-8")
    assembled = pactbook(folder, "assemble")
    assert assembled.returncode == 0, assembled.stdout + assembled.stderr
    built = pactbook(folder, "build", "--as-of", "2026-03-14", "--out", str(folder / "site"))
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site" / "internal"


def page_of(site, vendor):
    return (site / "vendors" / vendor / "msa.html").read_text(encoding="utf-8")


def body(page):
    """The text of the agreement as a reader sees it, without the signs beside headings."""
    inside = page.partition('<div class="pb-body">')[2].partition('<nav class="pb-around"')[0].partition("</article>")[0]
    return words(html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a aria-label[^>]*class="headerlink".*?</a>', "", inside))))


def sections(number, heading):
    """Sixty sections of one style of numbering, with sub-clauses, a definition in each tenth, and references between them."""
    parts = []
    for place in range(1, 61):
        topic = TOPICS[place % len(TOPICS)]
        parts.append(heading.format(number=number(place), topic=f"{topic} {place}"))
        parts.append(f"{place}.1 The Supplier shall follow section {max(place - 1, 1)} for each order that Globex places with it.")
        parts.append(
            f"{place}.2 The parties shall:\n\n(a) keep a record of the work; and\n\n(b) answer each question of the other within ten days."
        )
        if place % 10 == 0:
            parts.append(f'"Special Item {number(place)}" means an item that the parties list under number {place} of the register.')
            parts.append(f"Each Special Item {number(place)} is delivered within thirty days of the order.")
    return "# Supply agreement\n\nThis agreement is made between Globex and the Supplier.\n\n" + "\n\n".join(parts) + "\n"


def roman(number):
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    found = ""
    for value, sign in signs:
        while number >= value:
            found, number = found + sign, number - value
    return found


STYLES = {
    "decimal": sections(str, "## {number}. {topic}"),
    "capitals": sections(str, "{number}. {topic}"),
    "article": sections(roman, "ARTICLE {number}. {topic}"),
}


@pytest.fixture(scope="module")
def styled(tmp_path_factory):
    return make_book(tmp_path_factory.mktemp("styles") / "book", STYLES)


@pytest.mark.parametrize("style", STYLES)
def test_a_text_with_its_own_numbering_keeps_it_and_gets_anchors(styled, style):
    page = page_of(styled, style)
    numbers = re.findall(r'<h2 id="[^"]+"[^>]*>(?:<span class="pb-number">([^<]+)</span>)?', page)
    assert len(numbers) == 60
    text = body(page)
    first, last = (f"ARTICLE {roman(place)}." if style == "article" else f"{place}." for place in (1, 60))
    assert f"{first} {TOPICS[1]} 1" in text
    assert f"{last} {TOPICS[0]} 60" in text
    contents = page.partition('class="pb-contents"')[2].partition("</details>")[0]
    assert contents.count("<li>") == 60


@pytest.mark.parametrize("style", STYLES)
def test_definitions_of_a_text_are_one_click_away_and_stand_in_the_glossary(styled, style):
    page = page_of(styled, style)
    terms = re.findall(r'<a class="pb-term" href="#(def-special-item-[^"]+)">', page)
    assert len(set(terms)) == 6
    assert set(terms) <= Anchors(page).ids
    glossary = (styled / "glossary.html").read_text(encoding="utf-8")
    assert f'href="vendors/{style}/msa.html#{terms[0]}"' in glossary


@pytest.mark.parametrize("style", STYLES)
def test_no_word_of_a_text_is_lost_on_its_page(styled, style):
    wanted = words(re.sub(r"^#+ ", "", STYLES[style].partition("\n")[2], flags=re.MULTILINE))
    assert re.sub(r"\s+", "", wanted) in re.sub(r"\s+", "", body(page_of(styled, style)))


def as_text(path):
    """A file of the corpus as a person brings it in."""
    return path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").replace("\f", "\n")


@pytest.fixture(scope="module")
def brought(tmp_path_factory):
    """Three real agreements, one of them over 100 KB."""
    found = {name: next(iter(sorted(CORPUS.glob(f"{name}*"))), None) for name in BROUGHT}
    if not all(found.values()):
        pytest.skip("no corpus of agreements here; name its folder in PACTBOOK_CORPUS")
    texts = {name: as_text(path) for name, path in found.items()}
    assert max(len(text.encode()) for text in texts.values()) > 100_000
    return make_book(tmp_path_factory.mktemp("brought") / "book", texts)


@pytest.mark.parametrize("name", BROUGHT)
def test_a_real_agreement_has_sections_anchors_and_definitions(brought, name):
    page = page_of(brought, name)
    read = Anchors(page)
    headings = re.findall(r'<h[2-4] id="([^"]+)"', page)
    assert len(headings) >= 10
    assert len(set(headings)) == len(headings)
    own = {link.partition("#")[2] for link in read.links if link.startswith("#")} - {"__skip"}
    assert [anchor for anchor in own if anchor and not anchor.startswith("__") and anchor not in read.ids] == []
    assert page.count('class="pb-term"') > 10


@pytest.mark.parametrize("name", BROUGHT)
def test_a_real_agreement_fits_a_phone_and_a_screen(brought, name, page):
    page.goto(f"file://{brought}/vendors/{name}/msa.html")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    term = page.locator(".pb-body a.pb-term").first
    page.set_viewport_size({"width": 1280, "height": 800})
    term.click()
    assert page.locator(".pb-popover").is_visible()


LISTED = """\
# Service level agreement

1. **Uptime.**
    1. **Target.** The Provider keeps the Service up.
    2. **Counting.** Minutes are counted.
2. **Remedies.** None but these:
    1. a credit;
    2. **Termination.** The Customer may end it.

## Annex

1. **Contacts** of the parties.
"""


def test_sections_that_are_items_of_a_list_have_a_contents_list():
    body = Renderer().body(Page("vendors/x/sow.md", "A", read_text(LISTED).markdown, "agreement"))

    def told(tokens):
        return [(each["name"], told(each["children"])) for each in tokens]

    (title,) = told(body.toc)
    assert title[0] == "Service level agreement"
    assert title[1][:2] == [("1. Uptime", [("1.1 Target", []), ("1.2 Counting", [])]), ("2. Remedies", [("2.2 Termination", [])])]
    assert title[1][2][0] == "Annex"

    def ids(tokens):
        return [one for each in tokens for one in (each["id"], *ids(each["children"]))]

    assert set(ids(body.toc)) <= set(body.ids)


def test_terms_that_a_list_defines_are_no_sections():
    text = '# A\n\n## 1. Definitions\n\n1. **"Fee"** means the fee.\n2. **"Term"** means the term.\n\n## 2. Pay\n\nPay it.\n'
    body = Renderer().body(Page("vendors/x/sow.md", "A", read_text(text).markdown, "agreement"))
    assert [each["name"] for each in body.toc[0]["children"]] == ["1. Definitions", "2. Pay"]
