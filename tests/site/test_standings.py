"""What pages say of an agreement's state, on the signed sample book and on copies of it that were tampered with."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pactbook.cli.main import main
from pactbook.lock.lines import digest
from pactbook.site.markup import day
from pactbook.site.source import read_book

ROOT = Path(__file__).resolve().parents[2]
SIGNED = ("contracts", "clauses", "ops-manuals", "mkdocs.yml", ".gitattributes", ".pre-commit-config.yaml", ".github", "ci")
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
