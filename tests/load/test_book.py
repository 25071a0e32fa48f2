"""A whole book: read, with every problem of layout, names, form and fit at its place."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal

import pytest

from pactbook.load.book import load_book
from pactbook.load.key_dates import key_dates, next_key_date
from pactbook.load.structure import build, guess_value
from pactbook.model.service import Pricing
from pactbook.model.values import Duration, Money, Quantity
from pactbook.trees.plumbing import commit_tree, index_tree
from pactbook.yamlfile.loader import load

TERMS = "contracts/acme/msa/terms.yaml"
POLICY = "contracts/governance/policy.yaml"
CLAUSE = "clauses/confidentiality/v1.md"
OUTLINE = "ops-manuals/acme/support/outline.yaml"
PAGE = "ops-manuals/acme/support/index.md"


def codes(problems):
    return [(line.split(":")[0], line.split(" ")[1]) for line in problems]


def test_a_sound_book_has_no_problem_and_is_whole(book):
    loaded = book.load()
    assert loaded.problems == ()
    assert loaded.book.vendors == ("acme",)
    msa = loaded.book.msa("acme")
    assert msa.terms.liability.general_cap == Money("EUR", Decimal(2_000_000))
    assert msa.terms.values["limit"].value == Money("EUR", Decimal(50))
    assert loaded.book.clause("confidentiality/v1").text_line == 8
    assert loaded.book.manuals_under(msa.path)[0].pages[0].text == "# Start\n"


def test_the_sample_book_is_sound(sample):
    assert [problem.line for problem in sample.problems] == []


def test_the_same_book_comes_from_the_index_and_from_a_commit(book, repo):
    repo.commit(files={str(path.relative_to(book.path)): path.read_bytes() for path in book.path.rglob("*") if path.is_file()})
    assert load_book(index_tree(repo.path)) == book.load() == load_book(commit_tree(repo.path, "HEAD"))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("contracts/acme/MSA/terms.yaml", "B002"),
        ("contracts/acme/Msa/terms.yaml", "B002"),
        ("contracts/Acme/msa/terms.yaml", "B002"),
        ("contracts/acm\u0435/msa/terms.yaml", "B002"),
        ("contracts/ac me/msa/terms.yaml", "B002"),
        ("contracts/acme\n/msa/terms.yaml", "B002"),
        (os.fsdecode(b"contracts/acme\xff/msa/terms.yaml"), "B002"),
        ("contracts/acme--x/msa/terms.yaml", "B002"),
        ("contracts/con/msa/terms.yaml", "B002"),
        ("contracts/acme/sow-/terms.yaml", "B002"),
        ("contracts/acme/support/terms.yaml", "B002"),
        ("contracts/governance/msa/terms.yaml", "B005"),
        ("contracts/machinery/notes.md", "B003"),
        ("contracts/terms.yaml", "B003"),
        ("contracts/acme/terms.yaml", "B003"),
        ("contracts/acme/msa/Terms.yaml", "B003"),
        ("contracts/acme/msa/terms.yml", "B003"),
        ("contracts/acme/msa/notes.txt", "B003"),
        ("contracts/acme/msa/other.md", "B003"),
        ("contracts/acme/msa/deep/terms.yaml", "B003"),
        ("contracts/acme/msa/draft/draft/terms.yaml", "B003"),
        ("contracts/acme/sow-x/agreement.md", "B004"),
        ("contracts/acme/sow-x/signoffs/0001/statement.txt", "B004"),
        ("clauses/readme.md", "B003"),
        ("clauses/confidentiality/V2.md", "B003"),
        ("clauses/confidentiality/v02.md", "B003"),
        ("clauses/confidentiality/v\u0662.md", "B003"),
        ("clauses/Confidentiality/v1.md", "B002"),
        ("clauses/profiles/X.yaml", "B003"),
        ("clauses/nul/v1.md", "B002"),
        ("ops-manuals/acme/readme.md", "B003"),
        ("ops-manuals/acme/support/Index.md", "B003"),
        ("ops-manuals/acme/support/images/x.svg", "B003"),
        ("ops-manuals/acme/support/index.html", "B003"),
        ("ops-manuals/acme/Support/index.md", "B002"),
        ("ops-manuals/acme/support/aux.md", "B002"),
        ("ops-manuals/acme/other/index.md", "B004"),
    ],
)
def test_a_file_has_its_place_and_its_name(book, path, code):
    book.write({path: "x"})
    problems = book.load().problems
    assert {problem.rule.code for problem in problems} == {code}
    assert all(problem.line.isprintable() for problem in problems)


def test_a_letter_that_looks_like_another_is_named(book):
    book.write({"contracts/acm\u0435/msa/terms.yaml": "x"})
    assert "it holds U+0435 (cyrillic small letter ie)" in book.problems()[0]


@pytest.mark.parametrize("path", [TERMS, CLAUSE, PAGE, OUTLINE, POLICY])
def test_a_link_in_a_files_place_is_refused(book, path):
    (book.path / path).rename(book.path / "elsewhere")
    (book.path / path).symlink_to(book.path / "elsewhere")
    assert (path, "B001") in codes(book.problems())


@pytest.mark.parametrize("folder", ["contracts", "contracts/acme", "clauses/confidentiality", "ops-manuals"])
def test_a_link_in_a_folders_place_is_refused(book, folder):
    (book.path / folder).rename(book.path / "elsewhere")
    (book.path / folder).symlink_to(book.path / "elsewhere")
    assert (folder, "B001") in codes(book.problems())


def test_a_submodule_is_refused(book, new_repo):
    inner = new_repo("book/contracts/acme/sow-x")
    inner.write({"terms.yaml": "x"})
    assert codes(book.problems()) == [("contracts/acme/sow-x", "B001")]


def test_a_file_in_a_folders_place_is_refused(tmp_path, book):
    (book.path / "ops-manuals").rename(tmp_path / "away")
    book.write({"ops-manuals": "x"})
    assert codes(book.problems()) == [("ops-manuals", "B003")]


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (TERMS, "term:", "trm:", [f"{TERMS}:2:1: S002 missing key 'term'", f"{TERMS}:8:1: S001 unknown key 'trm' (did you mean 'term'?)"]),
        (
            TERMS,
            "36 months",
            "48 hours",
            [f"{TERMS}:10:17: S003 term.initial_term: '48 hours' is no term: it has to last a day at the least"],
        ),
        (
            TERMS,
            "period: 12 months, ",
            "",
            [f"{TERMS}:11:12: S003 term.renewal: an automatic renewal needs its length: add 'period', such as '12 months'"],
        ),
        (TERMS, "2026-01-01", "2026-02-30", [f"{TERMS}:9:19: S003 term.effective_date: '2026-02-30' is not a day of the calendar"]),
        (
            TERMS,
            "EUR 50.00",
            "30 days",
            [f"{TERMS}:19:32: S003 values.limit.value: '30 days' does not say which days: write 'calendar days' or 'business days'"],
        ),
        (
            TERMS,
            "confidentiality/v1",
            "confidentiality/v2",
            [f"{TERMS}:21:10: B008 clause 'confidentiality' has no version v2; there is v1"],
        ),
        (
            TERMS,
            "confidentiality/v1",
            "confidentialty/v1",
            [f"{TERMS}:21:10: B008 there is no clause 'confidentialty' (did you mean 'confidentiality'?)"],
        ),
        (TERMS, "use: confidentiality/v1", "text: own.md", [f"{TERMS}:21:11: B004 there is no file 'own.md' beside terms.yaml"]),
        (TERMS, "party: acme", "party: globex", None),
        (CLAUSE, "years: {type: duration", "years: {type: durations", None),
        (CLAUSE, "covers: [confidentiality]", "covers: [secrecy]", None),
        (
            OUTLINE,
            "contracts/acme/msa",
            "contracts/acme/sow-x",
            [f"{OUTLINE}:4:11: B010 there is no contract 'contracts/acme/sow-x' (did you mean 'contracts/acme/msa'?)"],
        ),
        (POLICY, "client.legal: 1", "client.Legal: 1", None),
    ],
)
def test_a_mistake_is_told_at_its_place(book, path, old, new, expected):
    book.change(path, old, new)
    problems = book.problems()
    assert problems
    assert all(line.startswith(path) for line in problems)
    if expected:
        assert problems == expected


def test_positions_in_front_matter_are_those_of_the_file(book):
    book.change(CLAUSE, "covers: [confidentiality]", "covers: [confidentiality, confidentialty]\ncover: x")
    assert [line.split(" ")[0] for line in book.problems()] == [f"{CLAUSE}:4:27:", f"{CLAUSE}:5:1:"]


def test_everything_is_told_in_one_run(book):
    book.write({"stray/x": "x", "contracts/x.md": "x", "clauses/new/v2.md": "no front matter"})
    book.change(POLICY, "schema: 1", "schema: 2")
    book.change(TERMS, "governing_law", "governing_lw")
    book.change(OUTLINE, "title: Manual", "title: 1e3")
    assert {code for _, code in codes(book.problems())} == {"B003", "B011", "S001", "S002", "S003", "Y006", "Y007"}


@pytest.mark.parametrize("first", ["", "# a comment\n", "# yaml-language-server: $schema=../../msa.schema.json\n"])
def test_a_modeline_names_the_right_schema(book, first):
    book.change(OUTLINE, "# yaml-language-server: $schema=../../outline.schema.json\n", first)
    assert codes(book.problems()) == [(OUTLINE, "S004")]


@pytest.mark.parametrize("text", ["---\ntitle: x\n", "---\ntitle: x\n...\n# Start\n", "---  \nhide: [toc]\n# Start\n"])
def test_front_matter_that_is_never_closed_is_refused(book, text):
    book.write({PAGE: text})
    assert codes(book.problems()) == [(PAGE, "Y002")]


def test_front_matter_of_a_page_is_read_apart_from_its_text(book):
    book.write({PAGE: "---\r\ntitle: x\r\n---\r\n# Start\r\n"})
    page = book.load().book.manuals["ops-manuals/acme/support"].pages[0]
    assert (page.front_matter, page.text, page.text_line) == ({"title": "x"}, "# Start\n", 4)


def test_a_later_version_says_what_it_changes(book):
    clause = (book.path / CLAUSE).read_text()
    book.write({"clauses/confidentiality/v2.md": clause})
    assert codes(book.problems()) == [("clauses/confidentiality/v2.md", "S002")]
    book.write({"clauses/confidentiality/v2.md": clause.replace("schema: 1", "schema: 1\nchanges: Longer.")})
    assert book.problems() == []
    book.write({"clauses/confidentiality/v4.md": clause.replace("schema: 1", "schema: 1\nchanges: Longer.")})
    assert [line.split(" ", 1)[1] for line in book.problems()] == ["B011 there is no v3.md below v4.md"]


def test_an_own_text_is_named_and_is_not_the_agreement(book):
    book.change(TERMS, "use: confidentiality/v1", "text: agreement.md")
    book.write({"contracts/acme/msa/agreement.md": "x"})
    assert "give the text brought from elsewhere another name" in book.problems()[0]


def test_a_proposal_is_read_and_is_not_in_force(book):
    book.write({"contracts/acme/msa/draft/terms.yaml": (book.path / TERMS).read_text()})
    loaded = book.load()
    assert loaded.problems == ()
    assert list(loaded.book.contracts) == ["contracts/acme/msa"]
    assert loaded.book.proposals["contracts/acme/msa/draft"].is_proposal


def test_key_dates_follow_from_the_terms(book):
    contract = book.load().book.msa("acme")
    assert [(str(each.day), each.what) for each in key_dates(contract, date(2026, 6, 1))] == [
        ("2026-01-01", "takes effect"),
        ("2028-10-02", "last day for notice against renewal"),
        ("2028-12-31", "initial term ends"),
        ("2029-10-02", "last day for notice against renewal 2"),
        ("2029-12-31", "renewal 1 ends, unless notice ended the agreement before"),
        ("2030-12-31", "renewal 2 ends, unless notice ended the agreement before"),
    ]
    assert next_key_date(contract, date(2028, 10, 3)).what == "initial term ends"
    assert next_key_date(contract, date(2031, 1, 1)) is None
    assert contract.signoffs == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("EUR 0.0425", Money("EUR", Decimal("0.0425"))),
        ("24 hours", Duration(24, "hour")),
        ("82 %", Quantity(Decimal(82), "%")),
        ("2026-01-01", date(2026, 1, 1)),
        ("20260101", "20260101"),
        ("3 agents", "3 agents"),
        ("Tier 1", "Tier 1"),
        (3, 3),
    ],
)
def test_a_named_value_is_what_it_looks_like(text, value):
    assert guess_value(text) == value


@pytest.mark.parametrize("text", ["30 days", "EUR 1.250,00", "ABC 12", "EUR12"])
def test_a_named_value_that_only_looks_like_one_is_refused(text):
    with pytest.raises(ValueError, match=r"[a-z]"):
        guess_value(text)


def test_a_price_per_unit_may_have_more_decimals_than_an_amount():
    text = b"model: per-minute\ncurrency: EUR\ninvoice_cadence: monthly\nlines: {m: {title: M, unit: minute, price: EUR 0.0425}}\n"
    built, problems = build(Pricing, load(text, "f")[0])
    assert problems == []
    assert str(built.lines["m"].price) == "EUR 0.0425"
    text += b"minimum_commitment: {amount: EUR 0.0425, per: month}\n"
    assert "has 4 decimals" in build(Pricing, load(text, "f")[0])[1][0].message
