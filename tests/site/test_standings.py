"""What pages say of an agreement's state, on the signed sample book and on copies of it that were tampered with."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from sample_book import MACHINERY

from pactbook.cli.main import main
from pactbook.lock.forms.lines import digest
from pactbook.site.markup import day
from pactbook.site.reading.source import read_book

ROOT = Path(__file__).resolve().parents[2]
SIGNED = ("contracts", "clauses", "ops-manuals", *MACHINERY)
SCHEDULED = "vendors/quillmark/sow-finance-accounting.md"
TODAY = date(2026, 11, 22)


@pytest.fixture
def copy(tmp_path):
    for name in SIGNED:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    return tmp_path


def page(root, path, day=TODAY):
    return next(each for each in read_book(root, day).pages("internal") if each.path == path)


def test_an_agreement_in_force_shows_who_signed_it():
    meta = page(ROOT, "vendors/brightline/msa.md").meta
    assert (meta.status, meta.status_tone, meta.version, meta.effective) == ("In force", "good", "1", day(date(2026, 1, 1)))
    proof = {fact.label: fact.value for fact in meta.proof}
    assert proof["Signed for Larkfield Home Ltd"] == "legal@larkfield.example, legal"
    assert proof["Signed for Brightline Contact Centres Ltd"] == "legal@brightline.example, legal"
    assert proof["Digest of the statement"].startswith("sha256:")
    assert proof["Check the whole book"] == "pactbook verify --root-digest sha256:…"
    assert proof["Key of legal@brightline.example"].startswith("SHA256:")
    assert "README.txt" in proof["Check it yourself"]
    assert proof["The root digest"].startswith("Take it from legal, never from a page")
    root = (ROOT / "contracts/governance/signoffs/0001/statement.txt").read_bytes()
    assert digest(root) not in str(meta)  # a page that hands it out proves nothing
    assert page(ROOT, "vendors/brightline/msa.md").locked


def test_an_unsigned_agreement_is_a_draft_without_proof():
    found = page(ROOT, "vendors/corvane/sow-it-services.md")
    assert (found.meta.status, found.meta.proof, found.meta.version, found.locked) == ("Draft", (), "", None)
    assert "nobody has signed it" in found.meta.note


def test_a_proposal_is_never_in_force():
    found = page(ROOT, "vendors/brightline/sow-customer-support-proposal.md")
    assert (found.meta.status, found.meta.proof) == ("Proposal", ())
    assert "| 85 % |" in found.markdown


def test_a_version_signed_for_later_is_announced_and_not_shown():
    found = page(ROOT, SCHEDULED)
    assert "| 99.95 % |" in found.markdown
    assert "99.97 %" not in found.markdown
    assert (found.meta.status, found.meta.version) == ("In force", "1")
    coming = next(fact.value for fact in found.meta.facts if fact.label == "What comes next")
    assert coming.startswith(f"Version 2 takes effect on {day(date(2027, 2, 1))}: ")


def test_from_its_day_on_the_later_version_is_the_one_in_force():
    found = page(ROOT, SCHEDULED, date(2027, 2, 1))
    assert "| 99.97 % |" in found.markdown
    assert (found.meta.status, found.meta.version) == ("In force", "2")


def test_before_its_first_day_an_agreement_is_scheduled():
    assert page(ROOT, SCHEDULED, date(2025, 12, 31)).meta.status == f"Scheduled from {day(date(2026, 1, 1))}"


def test_manuals_take_the_values_of_the_version_in_force():
    pages = [each.markdown for each in read_book(ROOT, TODAY).pages("internal") if each.path.startswith("vendors/quillmark/manuals/")]
    assert any("99.95 %" in text for text in pages)
    assert not any("99.97 %" in text for text in pages)


def test_a_changed_locked_file_is_marked_and_the_signed_text_stays_on_the_page(copy, capsys):
    agreement = copy / "contracts/brightline/msa/agreement.md"
    agreement.write_text(agreement.read_text().replace("30 calendar days", "90 calendar days"))
    found = page(copy, "vendors/brightline/msa.md")
    assert (found.meta.status, found.meta.status_tone) == ("Does not verify", "problem")
    assert "90 calendar days after receipt of the invoice" not in found.markdown
    assert main(["--root", str(copy), "build"]) == 1
    printed = capsys.readouterr().out
    assert "contracts/brightline/msa/agreement.md" in printed
    assert "does not verify" in printed
    assert "Does not verify" in (copy / "site/internal/vendors/brightline/msa.html").read_text()


def test_a_forged_signature_is_never_shown_in_green(copy):
    record = copy / "contracts/brightline/msa/signoffs/0001"
    shutil.copy(record / "legal@larkfield.example.sig", record / "legal@brightline.example.sig")
    meta = page(copy, "vendors/brightline/msa.md").meta
    assert meta.status_tone == "problem"
    assert not any(fact.label == "Signed for Brightline Contact Centres Ltd" for fact in meta.proof)


def test_a_missing_signature_leaves_it_waiting(copy):
    (copy / "contracts/brightline/msa/signoffs/0001/legal@brightline.example.sig").unlink()
    meta = page(copy, "vendors/brightline/msa.md").meta
    assert (meta.status, meta.status_tone) == ("Waiting for signatures", "waiting")
    assert any(fact.label == "Still to sign" for fact in meta.proof)


def all_pages(root, audience="internal", day=TODAY):
    return {each.path: each for each in read_book(root, day).pages(audience)}


def changed(copy, path, old="", new="\n"):
    """Change a file in place, as nobody who signs would."""
    file = copy / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    return copy


def test_the_timeline_of_an_agreement_that_does_not_verify_is_not_green(copy):
    changed(copy, "contracts/brightline/msa/agreement.md", "30 calendar days", "90 calendar days")
    text = page(copy, "vendors/brightline/msa-versions.md").markdown
    assert "Does not verify" in text
    assert "pb-chip--good" not in text
    assert "pb-chip--good" in page(copy, "vendors/corvane/msa-versions.md").markdown  # the others are as they were


def test_a_changed_clause_is_marked_on_its_own_page(copy):
    changed(copy, "clauses/confidentiality/v1.md", new="\nNobody signed this sentence.\n")
    found = page(copy, "clauses/confidentiality.md")
    assert (found.meta.status, found.meta.status_tone) == ("Does not verify", "problem")
    assert "Nobody signed" not in found.markdown


def test_a_clause_shows_what_legal_approved_and_how_to_check_it():
    meta = page(ROOT, "clauses/confidentiality.md").meta
    assert (meta.status, meta.status_tone, meta.effective) == ("Approved", "good", day(date(2025, 12, 1)))
    proof = {fact.label: fact.value for fact in meta.proof}
    assert proof["Signed for Larkfield Home Ltd"].endswith(", legal")
    assert proof["Digest of the statement"].startswith("sha256:")


MANUAL = "vendors/brightline/manuals/customer-support/index.md"


def test_the_first_page_of_a_manual_shows_who_approved_its_outline():
    found = page(ROOT, MANUAL)
    assert (found.meta.status, found.meta.status_tone, found.meta.version) == ("Outline approved", "good", "1")
    proof = {fact.label: fact.value for fact in found.meta.proof}
    assert proof["Digest of the statement"].startswith("sha256:")
    assert any(label.startswith("Signed for Larkfield") for label in proof)
    assert [each.path for each in found.downloads] == ["vendors/brightline/manuals/customer-support/outline-v1-sealed-record.zip"]


def test_a_vendor_sees_the_approval_but_not_the_record_that_names_every_reader():
    found = all_pages(ROOT, "brightline")[MANUAL]
    assert (found.meta.status, found.downloads) == ("Outline approved", ())
    assert {fact.label: fact.value for fact in found.meta.proof}["Sealed record"] == "The client's legal team keeps it."


def test_a_changed_outline_is_marked_on_the_manual(copy):
    outline = "ops-manuals/brightline/customer-support/outline.yaml"
    changed(copy, outline, "title: Customer support manual", "title: Customer care manual")
    meta = page(copy, MANUAL).meta
    assert (meta.status, meta.status_tone) == ("Outline does not verify", "problem")
    assert "Ask legal" in meta.note


@pytest.mark.parametrize("path", ["mkdocs.yml", "contracts/governance/policy.yaml"])
@pytest.mark.parametrize("audience", ["internal", "brightline"])
def test_what_all_pages_rest_on_is_marked_on_every_page(copy, path, audience):
    changed(copy, path, new="# nobody signed this\n")
    assert {each.path for each in all_pages(copy, audience).values() if not any("do not rely on" in bar for bar in each.bars)} == set()


def test_a_book_of_today_that_verifies_has_no_bar(monkeypatch):
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: TODAY)
    assert [each.path for each in all_pages(ROOT).values() if each.bars] == []


@pytest.mark.parametrize(
    ("as_of", "words"),
    [(date(2026, 3, 14), "in the version that was in force on that day"), (date(2027, 6, 1), "as they will hold on that day")],
)
def test_a_book_of_another_day_says_so_on_every_page(monkeypatch, as_of, words):
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: TODAY)
    bars = {each.bars for each in all_pages(ROOT, "brightline", as_of).values()}
    assert len(bars) == 1
    (bar,) = bars.pop()
    assert f"The book as of {day(as_of)}: not as it is today." in bar
    assert words in bar


def test_the_bar_is_printed_on_the_page(copy):
    assert main(["--root", str(copy), "build", "--audience", "brightline", "--as-of", "2026-03-14", "--out", str(copy / "site")]) == 0
    for name in ("index.html", "vendors/brightline/msa.html", MANUAL.replace(".md", ".html"), "key-dates.html"):
        text = (copy / "site/brightline" / name).read_text(encoding="utf-8")
        assert '<p class="pb-bar" role="note">The book as of 14' in text, name


SOW = "vendors/brightline/sow-customer-support"  # two years from January 2026, renewed by itself once for a year


@pytest.mark.parametrize(
    ("as_of", "status", "tone"),
    [
        (date(2027, 12, 31), "In force", "good"),
        (date(2028, 1, 1), "In a renewal term unless ended by notice", "waiting"),
        (date(2028, 12, 31), "In a renewal term unless ended by notice", "waiting"),
        (date(2029, 1, 1), "Ended", "past"),
    ],
)
def test_an_agreement_is_not_in_force_for_ever(as_of, status, tone):
    found = all_pages(ROOT, "brightline", as_of)
    meta = found[f"{SOW}.md"].meta
    assert (meta.status, meta.status_tone) == (status, tone)
    assert status in found[f"{SOW}-versions.md"].markdown
    assert status in found["index.md"].markdown
    assert bool(meta.note) == (status != "In force")


def test_an_agreement_that_renews_only_by_agreement_ends_with_its_term():
    assert all_pages(ROOT, "brightline", date(2028, 3, 1))["vendors/brightline/sow-back-office.md"].meta.status == "Ended"


def test_the_status_command_tells_of_a_term_that_is_over(capsys):
    main(["--root", str(ROOT), "status", "--as-of", "2029-01-01"])
    lines = capsys.readouterr().out.splitlines()
    assert "term over" in next(line for line in lines if "brightline/sow-customer-support " in line)
    assert "term over" not in next(line for line in lines if "brightline/msa " in line)
