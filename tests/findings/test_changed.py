"""`pactbook check --changed BASE`: what a proposal touches and what depends on that, in real repositories."""

from __future__ import annotations

import json

import pytest

from books import FILES, MSA, OUTLINE, PAGE, SOW
from proposals import OTHER_MSA, ProposedBook, two_vendors
from repositories import Repository

REFUNDS = "ops-manuals/acme/support/refunds.md"
DEAD = "\n[There](nowhere.md)\n"


@pytest.fixture
def book(tmp_path):
    return ProposedBook(tmp_path / "book")


def folders(paths):
    return {path.rpartition("/")[0] for path in paths}


def test_nothing_changed_is_nothing_to_report(book):
    assert book.run("check", "--changed", "main") == 0
    assert book.printed == "nothing to report\n"


def test_an_untracked_page_is_judged_even_where_git_ignores_it(book):
    book.write(".gitignore", "*.md\n").write("ops-manuals/acme/support/late.md", f"# Late\n{DEAD}")
    (finding,) = [each for each in book.found() if each.problem.rule.code == "M001"]
    assert finding.problem.path == "ops-manuals/acme/support/late.md"
    assert finding.changed


def test_a_page_that_was_removed_tells_in_the_outline_and_where_links_lead_to_it(book):
    book.delete(REFUNDS)
    codes = {(each.problem.path, each.problem.rule.code) for each in book.found()}
    assert (PAGE, "M001") in codes
    assert not any(path.startswith("contracts/acme/msa") for path, _ in codes)


def test_a_page_that_was_renamed(book):
    book.repository.git("mv", REFUNDS, "ops-manuals/acme/support/returns.md")
    assert (PAGE, "M001") in {(each.problem.path, each.problem.rule.code) for each in book.found()}


def test_an_msa_that_was_removed_tells_in_its_sows(book):
    for file in ("terms.yaml", "agreement.md"):
        book.delete(f"contracts/acme/msa/{file}")
    assert "B007" in {each.problem.rule.code for each in book.found() if each.problem.path == SOW}


def test_a_profile_reaches_the_contracts_of_its_type(book):
    book.delete("clauses/profiles/support.yaml")
    assert "B009" in {each.problem.rule.code for each in book.found() if each.problem.path == SOW}


def test_a_clause_reaches_the_contracts_that_use_it_and_what_works_under_them(book):
    two_vendors(book)
    book.replace("clauses/liability/v1.md", "Fraud; see", "Fraud and theft; see")
    codes = {(each.problem.path, each.problem.rule.code) for each in book.found()}
    assert {("contracts/acme/msa/agreement.md", "C002"), ("contracts/nova/msa/agreement.md", "C002")} <= codes
    assert "clauses/cure/v1.md" not in {path for path, _ in codes}


def test_a_heading_that_is_renamed_tells_in_the_clause_that_refers_to_it(book):
    text = book.read("clauses/liability/v1.md").replace("{#cap}", "{#limit}").replace("(#cap)", "(#limit)")
    book.write("clauses/liability/v1.md", text)
    assert "clauses/confidentiality/v1.md" in book.paths()


def test_a_change_of_one_vendor_is_no_matter_of_another(book):
    two_vendors(book)
    book.append(MSA, "colour: red\n")
    book.repository.git("switch", "--quiet", "--create", "proposal")
    book.repository.commit("a colour")
    assert all("nova" not in path for path in book.paths())
    assert MSA in book.paths()


def test_a_manual_reaches_its_contract_and_no_other(book):
    two_vendors(book)
    book.append(PAGE, DEAD)
    assert folders(book.paths()) <= {"ops-manuals/acme/support", "contracts/acme/sow-support"}
    assert PAGE in book.paths()


def test_an_outline_that_moves_to_another_contract_reaches_both(book):
    book.replace(OUTLINE, "contracts/acme/sow-support", "contracts/acme/msa")
    assert "contracts/acme/sow-support/terms.yaml" in book.paths()


@pytest.mark.parametrize("path", ["contracts/governance/policy.yaml", "pactbook.yaml", "pactbook-baseline.json"])
def test_what_all_depends_on_reaches_everything(book, path):
    two_vendors(book)
    book.append(OTHER_MSA, "colour: red\n")
    book.repository.commit("a mistake of before")
    kinds = {"pactbook.yaml": "settings"}
    fresh = f"# yaml-language-server: $schema=generator/pactbook/schemas/{kinds.get(path)}.schema.json\nschema: 1\n"
    if path.startswith("contracts"):
        book.append(path, "# reviewed\n")
    else:
        book.write(path, fresh if path.endswith("yaml") else '{"pactbook_baseline": 1, "findings": []}\n')
    assert OTHER_MSA in book.paths()


def test_it_starts_where_the_branches_parted_not_at_the_tip(book):
    book.repository.git("switch", "--quiet", "--create", "proposal")
    book.append(PAGE, DEAD)
    book.repository.commit("a dead link")
    book.repository.git("switch", "--quiet", "main")
    book.append(MSA, "colour: red\n")
    book.repository.commit("a mistake on main")
    book.repository.git("switch", "--quiet", "proposal")
    assert PAGE in book.paths()
    assert MSA not in book.paths()


def test_staged_judges_the_index_and_its_changes(book):
    book.append(PAGE, DEAD)
    book.repository.git("add", PAGE)
    book.write(PAGE, FILES[PAGE])
    assert book.run("check", "--changed", "main") == 0
    assert "M001" not in book.printed
    assert book.run("check", "--changed", "main", "--staged") == 1
    assert "M001" in book.printed


def test_changed_lines_come_first_under_a_heading(book):
    book.append(REFUNDS, DEAD)
    book.repository.commit("a dead link of before")
    book.repository.git("switch", "--quiet", "--create", "proposal")
    text = book.read(REFUNDS)
    book.write(REFUNDS, text.replace("# Refunds\n", "# Refunds\n\n[Here](missing.md)\n"))
    assert book.run("check", "--changed", "main") == 1
    first, _, rest = book.printed.partition("Elsewhere in what they touch:\n")
    assert first.startswith("On lines that differ from main:\n\n")
    assert "missing.md" in first
    assert "nowhere.md" in rest
    assert "nowhere.md" not in first


def test_a_line_after_which_something_was_taken_out_counts_as_changed(book):
    book.replace(OUTLINE, "  - file: refunds.md\n", "  - file: refund.md\n")
    found = [each for each in book.found() if each.problem.rule.code == "C010"]
    assert [each.changed for each in found] == [True]


def test_an_unknown_branch(book):
    assert book.run("check", "--changed", "origin/main") == 2
    assert "there is no branch or commit 'origin/main' here" in book.printed
    assert "git fetch" in book.printed


def test_a_shallow_clone(book, tmp_path):
    book.append(PAGE, "\nMore.\n")
    book.repository.commit("second")
    book.repository.git("clone", "--quiet", "--depth", "1", f"file://{book.root}", str(tmp_path / "shallow"))
    shallow = ProposedBook.__new__(ProposedBook)
    shallow.root = tmp_path / "shallow"
    assert shallow.run("check", "--changed", "main") == 2
    assert "git fetch --unshallow" in shallow.printed


def test_histories_that_never_met(book):
    book.repository.git("switch", "--quiet", "--orphan", "other")
    book.repository.commit("alone", dict(FILES))
    assert book.run("check", "--changed", "main") == 2
    assert "no commit in common" in book.printed


def test_a_repository_without_a_commit(tmp_path):
    repository = Repository(tmp_path / "new")
    repository.write(dict(FILES))
    book = ProposedBook.__new__(ProposedBook)
    book.root = repository.path
    assert book.run("check", "--changed", "main") == 2
    assert "there is no branch or commit 'main' here" in book.printed
    assert book.run("check", "--changed", "HEAD") == 2
    assert "no commit here yet" in book.printed


def test_outside_git(tmp_path):
    book = ProposedBook.__new__(ProposedBook)
    book.root = tmp_path
    for path, text in FILES.items():
        book.write(path, text)
    assert book.run("check", "--changed", "main") == 2
    assert "not a git repository" in book.printed


def test_a_baseline_is_made_of_the_whole_book(book):
    assert book.run("check", "--changed", "main", "--format", "baseline") == 2
    assert "without --changed" in book.printed


def test_a_book_in_a_folder_of_a_larger_repository(tmp_path, monkeypatch):
    book = ProposedBook(tmp_path / "inner")
    large = Repository(tmp_path / "large")
    (book.root / ".git").rename(tmp_path / "old")
    book.root.rename(large.path / "legal")
    large.commit("with a book inside", {"readme.md": "# Hello\n"})
    book.root = large.path / "legal"
    book.append(PAGE, DEAD)
    large.write({"elsewhere.md": "free\n"})
    assert PAGE in book.paths()
    assert book.run("check", "--changed", "main", "--format", "gitlab") == 1
    assert f"legal/{PAGE}" in {issue["location"]["path"] for issue in json.loads(book.printed)}


@pytest.mark.parametrize(
    "setting", [("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("color.ui", "always"), ("diff.external", "false")]
)
def test_the_readers_own_settings_of_git_change_nothing(book, setting):
    book.append(PAGE, DEAD)
    expected = book.found()
    book.repository.git("config", *setting)
    assert book.found() == expected
    assert any(each.changed for each in expected)


def test_a_clause_that_is_removed_tells_in_the_manuals_that_link_to_it(book):
    book.append(PAGE, "\nSee [](clause:cure).\n")
    book.repository.commit("a link to the library")
    (book.root / "clauses/cure/v1.md").unlink()
    assert (PAGE, "M001") in {(each.problem.path, each.problem.rule.code) for each in book.found()}


def test_a_clauses_waiver_that_loses_its_last_use_is_told(book):
    waiver = "covers: [cure]\nwaivers:\n  - {rule: C200, words: promptly, reason: Both sides want it, until: 2027-01-31}\n"
    book.replace("clauses/cure/v1.md", "covers: [cure]\n", waiver)
    book.replace("clauses/cure/v1.md", "The Vendor cures", "The Vendor reports promptly. The Vendor cures")
    newer = "---\nschema: 1\ntitle: Cure period\ncovers: [cure]\nchanges: Says when.\n---\nThe Vendor must cure a failure within 20 business days.\n"
    book.write("clauses/cure/v2.md", newer)  # the newest version of a clause is judged whether it is used or not
    assert book.run("assemble") == 0, book.printed
    book.repository.commit("waived")
    assert "C903" not in {each.problem.rule.code for each in book.all_findings()}
    book.replace(SOW, "  - use: cure/v1\n    with:\n      period: 20 business days\n", "  - use: confidentiality/v1\n")
    assert ("clauses/cure/v1.md", "C903") in {(each.problem.path, each.problem.rule.code) for each in book.found()}


def test_a_clauses_waiver_holds_while_no_contract_uses_the_clause(book):
    waiver = "covers: [cure]\nwaivers:\n  - {rule: C200, words: promptly, reason: Both sides want it, until: 2027-01-31}\n"
    book.replace("clauses/cure/v1.md", "covers: [cure]\n", waiver)
    book.replace("clauses/cure/v1.md", "The Vendor cures", "The Vendor reports promptly. The Vendor cures")
    book.replace(SOW, "  - use: cure/v1\n    with:\n      period: 20 business days\n", "  - use: confidentiality/v1\n")
    found = {each.problem.rule.code: each for each in book.all_findings() if each.problem.path == "clauses/cure/v1.md"}
    assert "C903" not in found
    assert not found["C200"].counts


def test_a_number_that_another_sow_has_is_told_there(book):
    two_vendors(book)
    book.replace(SOW, "GLX-ACM-01", "GLX-NOV-01")
    found = {each.problem.path for each in book.found() if each.problem.rule.code == "C028"}
    assert found == {each.problem.path for each in book.all_findings() if each.problem.rule.code == "C028"}
    assert found


def test_a_waiver_in_the_terms_of_a_proposal_holds_there_only(book):
    draft = book.read(SOW).replace("$schema=../../../", "$schema=../../../../")
    until = "waivers:\n  - {rule: C105, at: service_levels, reason: Agreed in June, until: 2026-12-31}\n"
    book.write("contracts/acme/sow-support/draft/terms.yaml", draft + until)
    told = {each.problem.path: each.counts for each in book.found() if each.problem.rule.code == "C105"}
    assert told == {SOW: True, "contracts/acme/sow-support/draft/terms.yaml": False}


def test_the_summary_of_a_proposal_is_in_plain_words(book):
    book.append(PAGE, DEAD)
    assert book.run("check", "--changed", "main", "--format", "markdown") == 1
    assert "1 thing must be mended" in book.printed
    assert "**Acme Contact Centres Inc: Support manual** (`ops-manuals/acme/support`)" in book.printed
    assert "- **new** `index.md`, line " in book.printed


def test_a_proposal_that_decides_which_findings_count_is_told(book):
    book.write("pactbook-baseline.json", '{"pactbook_baseline": 1, "findings": []}\n')
    book.run("check", "--changed", "main")
    assert book.printed.endswith("\nthis proposal changes what decides which findings count: pactbook-baseline.json\n")


def test_each_state_has_settings_of_its_own(book):
    header = "# yaml-language-server: $schema=generator/pactbook/schemas/settings.schema.json\nschema: 1\n"
    book.write("pactbook.yaml", f"{header}severity: {{sow: {{C105: error}}}}\n")
    book.repository.git("add", "pactbook.yaml")
    book.write("pactbook.yaml", f"{header}severity: {{sow: {{C105: off}}}}\n")
    assert book.run("check") == 0
    assert " C105 " not in book.printed
    assert book.run("check", "--staged") == 1
    assert " C105 no formula: 'First contact resolution'\n" in book.printed
