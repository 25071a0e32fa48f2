"""A canary for each vendor in every channel: nothing of one vendor, not even its name, is anywhere in another's site."""

from __future__ import annotations

from datetime import date

import pytest
from two_vendors import BOTH, CANARY, signed, where

from pactbook.site.building.executors import Here
from pactbook.site.building.sites import Work, build_sites
from pactbook.site.reading.source import read_book
from pactbook.site.settings import read_settings
from whole_books import CLIENT

DAY = date(2026, 6, 1)
NAMES = {"acme": ("acme", CANARY["acme"]), "zenith": ("zenith", CANARY["zenith"])}


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """A signed book of two vendors with canaries, history and versions; the sites of both and of the client."""
    folder = tmp_path_factory.mktemp("canary")
    book = signed(folder)
    for vendor, person in BOTH:
        path = f"contracts/{vendor}/msa/agreement.md"
        book.change(path, "keeps secrets", f"keeps {CANARY[vendor]}-redline secrets")
        book.sign(
            f"contracts/{vendor}/msa",
            CLIENT,
            person,
            today=date(2026, 5, 1),
            effective=date(2026, 9, 1),
            note=f"{CANARY[vendor]}-amendment",
        )
    book.commit("amended")
    source = read_book(book.path, DAY)
    assert source.problems == ()
    out = folder / "sites"
    names = ("internal", "acme", "zenith")
    done = list(build_sites(source, out, names, lambda name: read_settings(book.path, name, "Globex"), Work(Here())))
    assert [each.problems for each in done] == [(), (), ()]
    return out


@pytest.mark.parametrize(("vendor", "other"), [("acme", "zenith"), ("zenith", "acme")])
def test_nothing_of_another_vendor_is_anywhere(sites, vendor, other):
    assert where(sites / vendor, *NAMES[other]) == []


@pytest.mark.parametrize(
    ("vendor", "price", "period"), [("acme", "9,199.37", "29 business days"), ("zenith", "4,713.85", "21 business days")]
)
def test_nor_are_its_figures(sites, vendor, price, period):
    assert where(sites / vendor, price, period) == []


@pytest.mark.parametrize("vendor", ["acme", "zenith"])
@pytest.mark.parametrize(
    "channel",
    [
        "title",
        "summary",
        "data",
        "outline",
        "heading",
        "text",
        "link",
        "alt",
        "note",
        "code",
        "cell",
        "foot",
        "statement",
        "amendment",
        "redline",
        "proposal",
    ],
)
def test_a_vendor_sees_its_own_so_that_the_canary_can_sing(sites, vendor, channel):
    assert where(sites / vendor, f"{CANARY[vendor]}-{channel}")


@pytest.mark.parametrize("vendor", ["acme", "zenith"])
@pytest.mark.parametrize("word", ["-waiver", "git.globex.example", "fallback", "negotiators", "Suggest a change", "rules/c0"])
def test_what_is_for_the_client_alone_is_in_no_vendors_site(sites, vendor, word):
    found = where(sites / vendor, f"{CANARY[vendor]}{word}" if word == "-waiver" else word)
    # A waiver in a contract is part of what both sides signed, so the vendor's own sealed record holds it, and nothing else does.
    assert [name for name in found if word != "-waiver" or "-sealed-record.zip/" not in name] == []


def test_the_clients_own_site_has_all_of_them(sites):
    for canary in CANARY.values():
        assert where(sites / "internal", f"{canary}-statement")


@pytest.mark.parametrize("site", ["internal", "acme", "zenith"])
def test_what_a_picture_says_beside_what_it_shows_reaches_nobody(sites, site):
    assert where(sites / site, *(f"{canary}-bytes" for canary in CANARY.values())) == []


def test_a_shared_manual_speaks_of_each_vendors_own_contract(sites):
    texts = {
        vendor: (sites / f"{vendor}/vendors/{vendor}/manuals/shared/refunds.html").read_text(encoding="utf-8")
        for vendor in ("acme", "zenith")
    }
    assert "GBP 4,713.85" in texts["acme"].replace("\u00a0", " ")
    assert "GBP 9,199.37" in texts["zenith"].replace("\u00a0", " ")
