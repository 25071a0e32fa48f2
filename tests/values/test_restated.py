"""Which value a sentence states is told apart from everything else that has a number in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from books import MSA, SOW, small_book
from pactbook.manuals.values import ManualValues
from pactbook.text.passages.readable import blanked
from sources import ROOT

CASES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
LEVEL = """\
    window: calendar month
    weight: 40 %
    cure: 30 calendar days
    termination_trigger: {beyond: 70 %, windows: 3, pattern: consecutive}
    credit: {below_target: 2.4 %, below_minimum: 4.8 %, cap: 4.8 %}
"""
PRICES = """\
    chat:
      title: Resolved chat
      unit: resolved chat
      price: GBP 3.60
      bands: [{from: 1, to: 900, price: GBP 3.60}, {from: 901, price: GBP 3.40}]
  minimum_commitment: {amount: "GBP 85,000.00", per: month}
  indexation: {index: Hourly earnings, cap: 3 %, first: 2027-01-01, every: 12 months}
"""
INSURANCE = """\
insurance_minimums:
  cyber: {kind: Cyber and data, amount: "GBP 5,000,000.00", per: claim}
values:
  audit_notice: {title: Notice of an audit, value: 10 business days}
"""


@pytest.fixture(scope="module")
def values(tmp_path_factory):
    """The values that bind the small book's manual, with the terms of the cases."""
    book = small_book(tmp_path_factory.mktemp("values"), assembled=False)
    before = 'values:\n  refund_limit: {title: Refund that an agent may give, value: "GBP 60.00"}\n'
    book.replace(SOW, before, CASES["terms"]).replace(SOW, "    window: calendar month\n", LEVEL)
    price = '    voice: {title: Resolved call, unit: resolved call, price: "GBP 4.85"}\n'
    book.replace(SOW, price, price + PRICES).replace(MSA, "values:\n", INSURANCE)
    for path in (SOW, MSA):
        book.write(path, book.read(path).replace("GBP ", "EUR "))
    loaded = book.load()
    assert loaded.problems == ()
    return ManualValues(loaded.book, loaded.book.manuals["ops-manuals/acme/support"])


def found(values, text):
    return [(each.known.expression, each.agrees) for each in values.restated(text, blanked(text))]


@pytest.mark.parametrize("case", CASES["contradict"], ids=lambda case: case["text"][:60])
def test_another_number_is_seen(values, case):
    assert [value for value, agrees in found(values, case["text"]) if not agrees] == [case["value"]]


@pytest.mark.parametrize("case", CASES["agree"], ids=lambda case: case["text"][:60])
def test_the_same_number_is_seen_however_it_is_written(values, case):
    assert found(values, case["text"]) == [(case["value"], True)]


@pytest.mark.parametrize("text", CASES["quiet"], ids=lambda text: text[:60])
def test_other_numbers_are_let_be(values, text):
    assert found(values, text) == []


def test_what_is_told_by_letters_alone_changes_nothing(values, monkeypatch):
    """A passage whose letters name no value is passed over without reading its words; reading them would find nothing."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "ops-manuals").glob("*/*/*.md"))[:12]]
    texts = [*pages, *CASES["quiet"], *(case["text"] for kind in ("contradict", "agree") for case in CASES[kind])]
    quick = [found(values, text) for text in texts]
    monkeypatch.setattr("pactbook.values.restated.Restated._may_name", lambda *_: True)
    assert [found(values, text) for text in texts] == quick
