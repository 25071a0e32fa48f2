"""The last look at a printed page: another vendor's name is found however it is written, and nothing else is taken for it."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import pytest
from sample_book import environment
from two_vendors import fresh

from books import small_book
from pactbook.manuals.name_search import Name, NameSearch
from pactbook.manuals.vendor_names import vendor_names
from pactbook.site.building.executors import Here
from pactbook.site.building.sites import Work, build_sites
from pactbook.site.engine import fingerprint
from pactbook.site.page import Page, Unnamed
from pactbook.site.printed.unnamed import unnamed, written
from pactbook.site.reading.source import open_book
from pactbook.site.settings import read_settings
from pactbook.site.stage import read_stage, write_stage
from pactbook.text.letters.as_seen import as_seen, origin
from signed_books import GOVERNANCE
from whole_books import CLIENT

DAY = date(2026, 6, 1)
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBJm0kMFRWcXoEZbFFGRCyGgdzGpmsyZVQaJRGGIDcdq"
FOLDER = "ops-manuals/acme/support"
NAMED = {
    "bold": "Ask Ze**nith** first.",
    "code": "Ask Zen`ith` first.",
    "link": "Ask [Zen](refunds.md)ith first.",
    "number": "Ask &#90;enith first.",
    "hex": "Ask &#x5a;&#x65;nith first.",
    "soft": "Ask Zen&shy;ith first.",
    "softer": "Ask Zen\u00adith first.",
    "joiner": "Ask Zen\u200d\u200bith first.",
    "nonjoiner": "Ask Zen&zwnj;ith first.",
    "mark": "Ask Ze\u0301nith first.",
    "struck": "Ask Z\u0336e\u0336n\u0336ith first.",
    "wide": "Ask \uff3a\uff45\uff4e\uff49\uff54\uff48 first.",
    "bold-letters": "Ask \U0001d419\U0001d41e\U0001d427\U0001d422\U0001d42d\U0001d421 first.",
    "other-script": "Ask Z\u0435nith first.",
    "glued": "Ask ZenithCC first.",
    "glued-behind": "Ask myZenith first.",
    "figure": "Ask zenith24 first.",
    "address": "Write to desk@zenithcc.example.",
    "web": "[The list](https://lists.zenithgroup.example/)",
    "possessive": "Zenith's price is EUR 4.10.",
    "footnoted": "Ask Zenith[^1] first.\n\n[^1]: At night.",
    "table": "| Who | Price |\n| --- | --- |\n| Ze**nith** | 4.10 |",
    "picture": "![The screen of Zenith](images/screen.png)",
}
QUIET = {
    "lamps": "Zenithal lamps, zenithally lit; a zen, its pith.",
    "own": "Acme Contact Centres Inc and desk@acme.example, AcmeCare.",
    "parted": "The zen\n\nithaca.",
    "cells": "| Zen | ith |\n| --- | --- |\n| zen | ith |",
    "accents": "Zénon, Žižkov, naïve — “quoted” … ™ ½.",
    "heading": "## Zenithal lamps\n\nSee [them](#zenithal-lamps).",
}


@pytest.fixture
def book(tmp_path):
    return fresh(tmp_path / "book")


def built(book, out, *names):
    source = open_book(book.path, DAY)
    work = Work(Here())
    return {each.audience: each for each in build_sites(source, out, names, lambda name: read_settings(book.path, name, "Globex"), work)}


def manual(book, texts):
    picture = next((book.path / FOLDER / "images").iterdir()).read_bytes()
    book.write({f"{FOLDER}/images/screen.png": picture, **{f"{FOLDER}/{name}.md": f"# Page\n\n{text}\n" for name, text in texts.items()}})


def test_a_name_is_found_however_it_is_written_and_no_other_word_is_taken_for_it(book, tmp_path):
    texts = {name: text for name, text in NAMED.items() if not set(vendor_names(open_book(book.path, DAY).book).found(text, "acme"))}
    assert {"bold", "code", "link", "number", "hex", "soft", "nonjoiner"} <= texts.keys()
    manual(book, {**texts, **QUIET})
    done = built(book, tmp_path / "sites", "acme")["acme"]
    found = {line.partition(".html")[0].rpartition("/")[2]: line for line in done.problems}
    assert found.keys() == texts.keys()
    assert not done.faulty
    assert found["bold"] == (
        "vendors/acme/manuals/support/bold.html: the page would show the name of another vendor, 'zenith', to 'acme': “Ask Zenith first.”. "
        f"Take it out of {FOLDER}/bold.md; where it has to stand, legal can waive C064 in what they sign"
    )
    assert not (tmp_path / "sites/acme").exists()


@pytest.mark.parametrize("name", sorted({*NAMED} - {"bold", "code", "link", "number", "hex", "soft", "nonjoiner", "table"}))
def test_a_name_that_stands_in_the_file_is_found_there(book, name):
    text = f"# Page\n\n{NAMED[name]}\n"
    found = list(vendor_names(open_book(book.path, DAY).book).found(text, "acme"))
    assert found
    for offset, words, vendor in found:
        assert text[offset:].startswith(words)
        assert "zenith" in as_seen(words).lower()
        assert vendor == "zenith"


def test_what_stands_is_looked_at_again_when_another_vendor_gets_a_name(book, tmp_path):
    manual(book, {"bold": "Ask Po**laris** first."})
    assert not built(book, tmp_path / "sites", "acme")["acme"].problems
    terms = "contracts/zenith/sow-support/draft/terms.yaml"
    book.change(terms, "name: Zenith Contact Centres Inc", "name: Zenith Contact Centres Inc\n    short_name: Polaris")
    done = built(book, tmp_path / "sites", "acme")["acme"]
    assert [line.partition("“")[2].partition("”")[0] for line in done.problems] == ["Ask Polaris first."]


def test_no_part_is_taken_over_unseen_when_another_vendor_gets_a_name(book):
    def keys(audience):
        return {part.name: part.key for part in open_book(book.path, DAY).each_part(audience) if part.key}

    before, inside = keys("acme"), keys("internal")
    assert before == keys("acme")
    terms = "contracts/zenith/sow-support/draft/terms.yaml"
    book.change(terms, "name: Zenith Contact Centres Inc", "name: Zenith Contact Centres Inc\n    short_name: Polaris")
    after = keys("acme")
    assert before.keys() == after.keys() >= {"clauses", "glossary", "dates"}
    assert not {name for name, key in after.items() if before[name] == key}
    assert {name for name, key in keys("internal").items() if inside[name] == key}, "the client's own people may know everybody"


def test_a_site_without_any_name_is_made_and_taken_over(book, tmp_path):
    manual(book, QUIET)
    assert not built(book, tmp_path / "sites", "acme")["acme"].problems
    assert built(book, tmp_path / "sites", "acme")["acme"].unchanged


def test_the_name_of_the_whole_site_is_looked_at(book, tmp_path):
    book.write({"mkdocs.yml": "site_name: Globex with Zen&#105;th and Zenith\n"})
    assert all("'zenith'" in line for line in built(book, tmp_path / "sites", "acme")["acme"].problems)
    assert not built(book, tmp_path / "sites", "zenith")["zenith"].problems


def test_legal_can_let_a_name_stand_on_the_printed_page(book, tmp_path):
    manual(book, {"bold": "Ask Ze**nith** first."})
    outline = f"{FOLDER}/outline.yaml"
    waiver = "waivers:\n  - {{rule: C064, at: bold.md, words: {words}, reason: Both know each other., until: {until}}}\n"
    before = book.text(outline)
    for words, until, holds in (("Zenith", "2027-01-01", True), ("Ask Ze**nith**", "2027-01-01", True), ("Polaris", "2027-01-01", False)):
        book.write({outline: before + waiver.format(words=words, until=until)})
        book.sign(FOLDER, CLIENT, today=date(2026, 5, 1))
        assert (not built(book, tmp_path / "sites", "acme")["acme"].problems) == holds, words
    assert built(book, tmp_path / "sites", "internal")["internal"].problems == ()


NAMES = (Name("zenith", ("zenith",), ("Zenith",)), Name("wns", ("wns",), ("WNS",)), Name("capita", ("capita",), ("Capita",)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask WNS.", ["wns"]),
        ("Ask wns.", []),
        ("wns-price-list.html", ["wns"]),
        ("desk@wns.example", ["wns"]),
        ("https://wns.example/rates", ["wns"]),
        ("queue=wns_night", ["wns"]),
        ("OWNS, WNSX, owns, downs.", []),
        ("Capita's capital, CAPITALS, per capita.", ["capita", "capita"]),
        ("https://bank.example/capital/capitalisation.html", []),
        ("page.html#capitalisation-of-costs", []),
        ("https://capitauk.example, desk@gocapita.example", ["capita", "capita"]),
        ("ZenithCC zenithcc ZENITHCC Zenithcc", ["zenith"] * 4),
        ("zenith_cc zenith-cc ZENITH_CC ZENITH.CC zenith2 ccZenith CCZENITH", ["zenith"] * 7),
        ("ZENITHGROUP, zenithcentre, Zenithservices, BPOZENITH, GLOBALZENITH", ["zenith"] * 5),
        ("ZENITHAL, zeniths, ZENITHISE, PREZENITH, zenithacc, zenithccx, AZENITHCC", []),
        ("CAPITAL, CAPITALGROUP, capitalservices, CAPITATION, decapitate, capitalcc", []),
        ("CAPITAGROUP capitacc", ["capita", "capita"]),
        ("WNSGROUP, wnscc", []),
        ("x" * 5000 + "zenith" + "y" * 5000, []),
        ("sha256:9f3zenith", ["zenith"]),
    ],
)
def test_how_a_name_stands_in_a_text(text, found):
    search = NameSearch(NAMES)
    for _ in range(2):  # what was looked at before is known as clean
        assert [hit.name for hit in search.find(text)] == found


def test_what_english_words_begin_with_is_a_name_only_where_it_is_parted_off():
    search = NameSearch((Name("micro", ("micro",), ("Micro",)), Name("inter", ("inter",), ("Inter",))))
    assert list(search.find("Microservices and INTERGROUP calls, internationally; a microsystem.")) == []
    assert [hit.name for hit in search.find("MicroServices, inter-group, micro.example")] == ["micro", "micro", "inter"]


def test_a_word_that_nobody_may_take_for_a_name_is_left_alone():
    search = NameSearch((*NAMES, Name("", ("zenithgroup",))))
    assert list(search.find("ZenithGroup, ZENITHGROUP and desk@zenithgroup.example")) == []
    assert [hit.name for hit in search.find("Zenith Group, ZenithCC")] == ["zenith", "zenith"]


def test_a_vendor_whose_name_holds_anothers_reads_its_own_name(tmp_path):
    book = small_book(tmp_path)
    book.replace(
        "contracts/governance/policy.yaml",
        "layers:\n",
        f'  zenith:\n    name: Zenith Ltd\n    signers:\n      a@z.example: {{role: legal, keys: ["{KEY}"]}}\nlayers:\n',
    )
    for path in ("contracts/acme/msa/terms.yaml", "contracts/acme/sow-support/terms.yaml"):
        book.replace(path, "Acme Contact Centres Inc", "Zenithgroup Inc")
    names = vendor_names(book.load().book)
    assert list(names.found("Write to desk@zenithgroup.example, ask ZENITHGROUP.", "acme")) == []
    assert [words for _, words, _ in names.found("Ask ZENITHGROUP or ZENITHCC.", "acme")] == ["ZENITHCC"]
    search = NameSearch(names.kept_from("acme"))
    assert [hit.name for hit in search.find("Ask ZENITHGROUP, ZenithGroup or ZENITHCC.")] == ["zenith"]


def test_two_texts_can_be_gone_through_side_by_side(book):
    names = vendor_names(open_book(book.path, DAY).book)
    first, second = names.found("Zenith, zenith, Acme", "polar"), names.found("Nobody.", "polar")
    found = [next(first)[1]]
    assert list(second) == []
    assert sorted([*found, *(words for _, words, _ in first)]) == ["Acme", "Zenith", "zenith"]
    assert [words for _, words, _ in names.found("Zenith, Acme", "acme")] == ["Zenith"]
    assert [words for _, words, _ in names.found("Zenith, Acme", "zenith")] == ["Acme"]


def test_a_text_as_it_is_seen_and_where_it_comes_from():
    text = "Ääß—Zen\u00adith\u200b, 全球 Ж™"
    assert as_seen(text).split() == ["Aass", "Zenith,", "u5168", "u7403", "u436"]
    place = origin(text, as_seen(text).index("Zenith"))
    assert text[place:].startswith("Zen\u00adith")
    assert as_seen("\ud800 plain") == "  plain"


def test_what_is_coded_in_an_address_is_seen_as_a_browser_shows_it():
    text = "Ä 85 % of [it](https://x.example/M%C3%BCller/Blue%20Harbour/%zz%FF), http://xn--mller-kva.example, xn--\u00e9 and Ä Zenith"
    seen = as_seen(text)
    assert seen == "A 85 % of [it](https://x.example/Muller/Blue Harbour/%zz%FF), http://muller.example, xn--e and A Zenith"
    for words, begin in (("Muller", "M%C3"), ("Harbour", "Harbour/%zz"), ("example, xn", "example, xn--\u00e9"), ("Zenith", "Zenith")):
        assert text[origin(text, seen.index(words)) :].startswith(begin), words
    assert text[origin(text, seen.index("muller")) :].startswith("xn--mller-kva.example")
    names = (Name("blue", ("blue", "harbour"), ()), Name("muller", ("muller",), ("Muller",)))
    assert [hit.name for hit in NameSearch(names).find(seen)] == ["blue harbour", "muller", "muller"]


def test_a_name_that_is_coded_in_an_address_keeps_a_site_from_being_made(book, tmp_path):
    """Whoever copies the address of a folder gets its name like this."""
    manual(book, {"coded": "[Prices](https://files.example/Z%C3%A9nith/2026)"})
    (line,) = built(book, tmp_path / "sites", "acme")["acme"].problems
    assert "would show 'Z%C3%A9nith', the name of another vendor" in line


def test_a_name_in_another_script_is_found_in_running_text():
    name = Name("quanqiu", tuple(as_seen("全球").split()))
    assert [hit.name for hit in NameSearch([name]).find(as_seen("请问全球客服"))] == ["u5168 u7403"]


def test_the_names_change_the_digest_of_a_page_and_leave_the_engine_with_no_file(tmp_path):
    page = Page("p.md", "P", "# P\n", "manual-page", unnamed=Unnamed("acme", "k1", written(NAMES)))
    other = replace(page, unnamed=Unnamed("acme", "k2", written(NAMES[:1])))
    assert len({fingerprint.of_page(each) for each in (page, other, replace(page, unnamed=None))}) == 3
    write_stage([page], tmp_path / "stage")
    assert all(b"zenith" not in path.read_bytes() for path in (tmp_path / "stage").iterdir())
    assert read_stage(tmp_path / "stage") == [replace(page, unnamed=None)]


def test_what_the_theme_brings_is_no_name():
    names = written(
        [Name("nav", ("nav",), ("NAV",)), Name("header", ("header",), ("Header",)), Name("palette", ("palette",), ("Palette",))]
    )
    page = Page("p.md", "P", "# P\n", "manual-page", unnamed=Unnamed("acme", "k", names))
    look = '<link href="assets/palette.css"><script>var palette=1</script><header class="md-header" id="header"><nav class="md-nav">x</nav></header>'
    assert list(unnamed("p.html", page, look)[1]) == []
    assert len(list(unnamed("p.html", page, f'{look}<article><a href="header.html">x</a>')[1])) == 1


def command(book, *words):
    """Run `pactbook build`; the exit code and what it printed."""
    code = book.run("build", "--jobs", "1", *words)
    return code, book.printed


def test_a_build_says_which_name_keeps_a_site_from_being_made(book, tmp_path):
    manual(book, {"lamps": "Nothing.\n\nZenith pays less.", "bold": "Ask Ze**nith** first."})
    code, printed = command(book, "--out", str(tmp_path / "sites"), "--audience", "acme", "--audience", "zenith")
    assert code == 1
    assert (
        printed.count(f"{FOLDER}/lamps.md:5:1: C064 the page vendors/acme/manuals/support/lamps.md of the site for 'acme' would show") == 1
    )
    assert "Take the name out." in printed
    assert "nothing to report" not in printed
    assert "the site of acme was not made, since it shows what is wrong" in printed
    assert (tmp_path / "sites/zenith/index.html").is_file()
    manual(book, {"lamps": "Nothing."})
    code, printed = command(book, "--out", str(tmp_path / "sites"), "--audience", "acme")
    assert code == 2
    assert "the name of another vendor, 'zenith', to 'acme': “Ask Zenith first.”" in printed


def test_what_is_wrong_with_the_book_and_with_a_page_is_said_once_each(book, tmp_path):
    book.write({"ops-manuals/zenith/support/lamps.md": "# Lamps\n\n[gone](gone.md)\n"})
    manual(book, {"lamps": "Zenith pays less."})
    code, printed = command(book, "--out", str(tmp_path / "sites"))
    assert code == 1
    assert printed.count("there is no page 'gone.md'") == 1
    assert printed.count(f"{FOLDER}/lamps.md:3:1: C064") == 1
    assert "the sites of internal, acme and zenith were not made" in printed


def renamed(book, full, key):
    """The other vendor under another name, where it has no agreement."""
    policy = "contracts/governance/policy.yaml"
    party = f"  {key}:\n    name: {full}\n    signers:\n      x@{key}.example: {{role: legal, keys: ['{KEY}']}}\n"
    book.write({policy: book.text(policy).replace("layers:", f"{party}layers:")})
    book.sign(GOVERNANCE, CLIENT, today=date(2026, 5, 1))


@pytest.mark.parametrize(
    ("full", "key", "said"),
    [
        (
            "First Care Ltd",
            "first-care",
            "note: 'first-care' is called by ordinary words, so that only its full name, 'first care ltd', is looked for",
        ),
        ("First Care", "care", "note: 'care' is called by ordinary words, so that no name of it can be looked for"),
        ("WNS Holdings Limited", "wns", ""),
        ("First Care Ltd", "fc9", ""),
    ],
)
def test_a_build_says_of_whom_no_distinctive_name_is_known(book, tmp_path, full, key, said):
    renamed(book, full, key)
    _, printed = command(book, "--out", str(tmp_path / "sites"), "--audience", "acme")
    assert (f"'{key}' is called by" in printed) == bool(said)
    assert said in printed


def test_a_book_with_one_vendor_has_nobody_to_keep_a_name_from(tmp_path):
    book = small_book(tmp_path / "small")
    book.replace("contracts/governance/policy.yaml", "Acme Contact Centres Inc", "Contact Centres")
    book.run("build", "--jobs", "1", "--out", str(tmp_path / "sites"))
    assert "note:" not in book.printed


def test_mkdocs_gives_up_where_a_printed_page_names_another_vendor(book, tmp_path):
    manual(book, {"bold": "Ask Ze**nith** first."})
    book.write(
        {
            "mkdocs.yml": f"site_name: Contracts\ntheme: material\nsite_dir: {tmp_path / 'out'}\ndocs_dir: ops-manuals\nplugins:\n  - pactbook: {{audience: acme, as_of: 2026-06-01}}\n"
        }
    )
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=book.path, env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "vendors/acme/manuals/support/bold.html: the page would show the name of another vendor, 'zenith'" in done.stderr + done.stdout


@pytest.mark.parametrize(
    "text", ["a<!--" * 40_000, "a<b" * 40_000, "a<b>" * 40_000, "zenith" * 20_000, "a-" * 60_000, "a<a href='" * 20_000, "&shy;" * 40_000]
)
def test_no_page_takes_long_to_look_at(text):
    page = Page("p.md", "P", "# P\n", "manual-page", unnamed=Unnamed("acme", "k", written(NAMES)))
    start = time.process_time()
    list(unnamed("p.html", page, f"<article>{text}")[1])
    assert time.process_time() - start < 2
