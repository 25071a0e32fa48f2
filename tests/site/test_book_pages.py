"""The pages of the sample book as data: who sees what, and that nothing but the book makes them."""

from __future__ import annotations

import dataclasses
import functools
import json
from datetime import date

import pytest
from sample_book import words

from pactbook.site.pages import pages


def said(page):
    """Everything on a page, as one text."""
    return words(json.dumps(dataclasses.asdict(page), ensure_ascii=False, default=lambda data: data.decode("latin-1")))


@pytest.fixture(scope="module")
def brightline(source):
    return list(pages(source.book, "brightline", source.as_of, source.known))


def test_the_same_book_makes_the_same_pages_and_nothing_is_opened(source, monkeypatch):
    known = dataclasses.replace(source.known, read=functools.cache(source.known.read))  # what was signed is read once, then known
    before = list(pages(source.book, "internal", source.as_of, known))

    def refuse(*_args, **_more):
        message = "a page was made from something else than the book"
        raise AssertionError(message)

    for name in ("builtins.open", "io.open", "os.open", "os.scandir", "os.listdir", "os.stat", "subprocess.Popen"):
        monkeypatch.setattr(name, refuse)
    try:
        again = list(pages(source.book, "internal", source.as_of, known))
    finally:
        monkeypatch.undo()
    assert again == before


def test_every_page_has_its_own_path_and_a_title(source):
    for audience in ("internal", *source.book.vendors):
        made = list(pages(source.book, audience, source.as_of))
        assert len({page.path for page in made}) == len(made)
        assert all(page.title and page.markdown.lstrip().startswith("# ") for page in made)


def test_the_day_decides_which_dates_are_past(source):
    def dates(day):
        return next(page for page in pages(source.book, "internal", day) if page.path == "key-dates.md").markdown

    assert dates(date(2025, 1, 1)).rstrip().endswith("None.")
    assert "As of 1 January 2099" in words(dates(date(2099, 1, 1)))


def test_only_manual_pages_have_a_source_that_anybody_may_edit(source):
    for page in pages(source.book, "internal", source.as_of):
        assert (page.source is not None) == (page.path.startswith("vendors/") and "/manuals/" in page.path), page.path


def test_no_vendor_reads_of_another(source, brightline):
    others = [vendor for vendor in source.book.vendors if vendor != "brightline"]
    names = [*others, *(source.book.vendor_name(vendor) for vendor in others)]
    for page in brightline:
        text = said(page).casefold()
        assert [name for name in names if name.casefold() in text] == [], page.path


def test_no_vendor_reads_what_is_for_negotiators(source, brightline):
    secret = []
    for versions in source.book.clauses.values():
        for clause in versions:
            secret += [words(part)[:60] for part in (clause.data.notes or "").split("\n") if len(part) > 40]
            secret += [words(clause.data.fallback)[:60]] if clause.data.fallback else []
    assert len(secret) > 25
    internal = " ".join(said(page) for page in pages(source.book, "internal", source.as_of))
    assert sum(part in internal for part in secret) > len(secret) / 2  # else the words would not be found anywhere
    for page in brightline:
        text = said(page)
        assert [part for part in secret if part in text] == [], page.path
        assert "negotiators" not in text.casefold(), page.path


def test_no_vendor_reads_the_policy_or_the_clients_register(source, brightline):
    policy = source.book.policy
    keys = [key.split()[1] for party in policy.parties.values() for signer in party.signers.values() for key in signer.keys]
    register = source.book.msa("brightline").terms.register
    hidden = [policy.repository, *keys, register.function, str(register.annual_cost)]
    for page in brightline:
        text = said(page)
        assert [each for each in hidden if each and each in text] == [], page.path


def test_a_vendor_reads_its_own_contracts_manuals_and_clauses_only(source, brightline):
    paths = {page.path for page in brightline}
    assert {"vendors/brightline/msa.md", "vendors/brightline/sow-customer-support.md"} <= paths
    assert not any(path.startswith("vendors/") and path.split("/")[1] not in {"index.md", "brightline"} for path in paths)
    used = {
        use.use
        for contract in (*source.book.contracts.values(), *source.book.proposals.values())
        if contract.vendor == "brightline"
        for use in contract.terms.clauses
    }
    for page in brightline:
        if page.kind == "clause":
            clause = page.path.removeprefix("clauses/").removesuffix(".md")
            for version in source.book.clauses[clause]:
                assert (f"{{#{version.version}}}" in page.markdown) == (version.name in used), version.name


def test_where_it_is_defined_names_the_page_that_a_heading_stands_on(brightline):
    text = next(page for page in brightline if page.path == "where-it-is-defined.md").markdown
    assert "[Refunds and returns&#58; Edge cases](" in text
    assert "[Edge cases](" not in text
    assert "[Scenarios](" in text or "[Sample scenarios](" in text  # a page by its own name alone


def test_what_the_ten_things_say_is_not_said_again_for_the_service_type(brightline):
    text = next(page for page in brightline if page.path == "where-it-is-defined.md").markdown
    ten, _, besides = text.partition("What the service type asks for besides")
    assert "Training requirements" in ten
    assert "Turnaround time as a service level" in besides
    assert "Training requirements" not in besides.partition("\n## ")[0]
    assert "| State |" in ten


def test_the_front_page_of_a_vendor_leads_to_each_manual(brightline):
    text = next(page for page in brightline if page.path == "index.md").markdown
    for manual in ("back-office", "customer-support"):
        assert f"(vendors/brightline/manuals/{manual}/index.md)" in text
