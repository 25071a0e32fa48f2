from __future__ import annotations

import json
from pathlib import Path

import pytest

from books import FILES, MSA, PAGE, SOW, SmallBook, small_book
from pactbook.checks.catalogue import every_rule
from pactbook.cli import main
from pactbook.findings.finding import may_be_changed
from pactbook.load.key_dates import today
from pactbook.problems import Severity

TEXT = "contracts/acme/msa/agreement.md"
OTHER = "contracts/acme/sow-support/agreement.md"
POLICY, SETTINGS = "contracts/governance/policy.yaml", "pactbook.yaml"
ADVICE = [code for code, rule in every_rule().items() if may_be_changed(code) and rule.severity is not Severity.ERROR]
OFF = (
    "# yaml-language-server: $schema=generator/pactbook/schemas/settings.schema.json\n"
    f"schema: 1\nseverity:\n  any: {{{', '.join(f'{code}: off' for code in ADVICE)}}}\n"
)


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path / "book")


def test_check_of_a_book_without_a_mistake(tmp_path):
    book = SmallBook(tmp_path).write(POLICY, FILES[POLICY])
    assert book.run("check") == 0
    assert book.printed == "nothing to report\n"


def test_check_prints_place_code_remedy_and_count(book):
    book.append(MSA, "colour: red\n").write(SETTINGS, OFF)
    assert book.run("check") == 1
    assert f"{MSA}:37:1: S001 unknown key 'colour'" in book.printed
    assert book.printed.splitlines()[1].startswith("    ")
    assert book.printed.endswith("\n1 error in 1 file\n")


def test_check_in_a_form_for_programs(book):
    book.append(MSA, "colour: red\n")
    assert book.run("check", "--format", "json") == 1
    whole = json.loads(book.printed)
    assert whole["clean"] is False
    assert "S001" in {finding["code"] for finding in whole["findings"]}


def test_check_says_what_a_waiver_takes_out_only_where_somebody_asks(book):
    until = f"{today().year + 1}-01-31"
    book.append(SOW, f"waivers:\n  - {{rule: C105, at: service_levels, reason: Agreed in June, until: {until}}}\n")
    book.run("check")
    assert " C105 " not in book.printed
    assert "not counted: 1 waived (--waived shows them)\n" in book.printed
    book.run("check", "--waived")
    assert f"    Waived until {until} ({SOW}:49): Agreed in June\n" in book.printed


def test_waivers_are_no_part_of_the_text_that_people_sign(book):
    book.append(SOW, "waivers:\n  - {rule: C105, at: service_levels, reason: Secret reason, until: 2099-12-31}\n")
    book.run("assemble")
    assert "Secret reason" not in book.read(OTHER)
    for place, text in ((PAGE, "{{ sow.waivers }}"), ("clauses/cure/v1.md", "{{ terms.waivers }}")):
        book.append(place, f"\n{text}\n")
        assert book.run("check") == 1
        assert f"{place}:" in book.printed
    book.replace(SOW, "      period: 20 business days", "      period: {value_of: waivers.0.reason}")
    book.run("check")
    assert "A0" in book.printed
    assert "Secret reason" not in book.printed


def test_a_form_that_there_is_not(book):
    assert book.run("check", "--format", "xml") == 2
    assert "sarif" in book.printed


def test_a_name_that_would_steer_the_terminal_is_shown_by_its_codes(book):
    book.replace(SOW, "period: 20 business days", '"p\\e[2Jx": 20 business days')
    book.run("check")
    assert "\x1b" not in book.printed


def test_assemble_writes_what_is_new_and_says_so(book):
    book.replace(SOW, "period: 20 business days", "period: 25 business days")
    assert book.run("assemble") == 0
    assert f"{TEXT} is up to date" in book.printed
    assert f"{OTHER} rewritten" in book.printed
    assert "within 25 business days" in book.read(OTHER)
    assert book.run("check") == 0


def test_one_run_is_enough_when_an_msa_and_its_sow_change(book):
    book.replace(MSA, "clauses:\n", "clauses:\n  - use: confidentiality/v1\n    id: first\n")
    assert book.run("assemble") == 0, book.printed
    assert "[Section 4.1 (General cap) of the MSA]" in book.read(OTHER)
    assert book.run("check") == 0, book.printed


def test_nothing_is_written_when_anything_is_wrong(book):
    before = {path: path.read_bytes() for path in book.root.rglob("*") if path.is_file()}
    book.replace(MSA, "title: Master services agreement", "title: Frame agreement")
    book.replace(SOW, "period: 20 business days", "period: soon")
    assert book.run("assemble") == 1
    assert book.printed.endswith("nothing was written\n")
    after = {path: path.read_bytes() for path in book.root.rglob("*") if path.is_file()}
    assert {path for path in after if before.get(path) != after[path]} == {book.root / MSA, book.root / SOW}


def test_a_contract_that_cant_be_read_stops_the_others_too(book):
    book.replace(MSA, "title: Master services agreement", "title: Frame agreement").append(SOW, "colour: red\n")
    assert book.run("assemble") == 1
    assert "Frame agreement" not in book.read(TEXT)


def test_one_contract_is_not_stopped_by_another(book):
    book.replace(MSA, "title: Master services agreement", "title: Frame agreement").append(SOW, "colour: red\n")
    assert book.run("assemble", "contracts/acme/msa") == 0, book.printed
    assert book.read(TEXT).startswith("# Frame agreement")


@pytest.mark.parametrize("name", ["contracts/acme/msa", "contracts/acme/msa/", "contracts/acme/msa/terms.yaml"])
def test_a_contract_can_be_named_in_several_ways(book, name):
    assert book.run("assemble", name) == 0
    assert book.printed == f"{TEXT} is up to date\n"


def test_a_contract_can_be_named_from_where_one_is(book, monkeypatch):
    monkeypatch.chdir(book.root / "contracts" / "acme")
    assert book.run("assemble", "msa") == 0
    monkeypatch.chdir(book.root / "contracts" / "acme" / "msa")
    assert book.run("assemble", ".") == 0
    assert book.printed == f"{TEXT} is up to date\n"


def test_a_contract_that_does_not_exist(book):
    assert book.run("assemble", "contracts/acme/mas") == 2
    assert "there is no contract 'contracts/acme/mas' (did you mean 'contracts/acme/msa'?)" in book.printed


@pytest.mark.parametrize("broken", [False, True])
def test_a_signed_contract_is_never_assembled(book, broken):
    book.write("contracts/acme/msa/signoffs/0001/statement.txt", "signed\n").replace(MSA, "title: Master", "title: Other")
    if broken:
        book.append(MSA, "colour: red\n")
    assert book.run("assemble", "contracts/acme/msa") == 2
    assert "has been signed" in book.printed
    book.run("assemble")
    assert book.read(TEXT).startswith("# Master")


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_an_interrupted_write_leaves_the_old_text_and_nothing_else(book, monkeypatch, error):
    def fail(self, target):
        raise error

    before = book.read(TEXT)
    book.replace(MSA, "title: Master services agreement", "title: Frame agreement")
    monkeypatch.setattr(Path, "replace", fail)
    assert book.run("assemble", "contracts/acme/msa") == (130 if error is KeyboardInterrupt else 2)
    assert book.read(TEXT) == before
    assert sorted(path.name for path in (book.root / "contracts/acme/msa").iterdir()) == ["agreement.md", "terms.yaml"]


def test_status_shows_each_instrument_with_state_and_next_date(book):
    assert book.run("status", "--as-of", "2026-06-01") == 0
    lines = [" ".join(line.split()) for line in book.printed.splitlines()]
    assert lines[0] == "Acme Contact Centres Inc"
    assert lines[1] == "contracts/acme/msa Master services agreement draft 2028-10-02 last day for notice against renewal"
    assert lines[2] == "contracts/acme/sow-support Statement of work for support draft 2028-01-31 initial term ends"
    assert lines[3] == "ops-manuals/acme/support Support manual outline draft 2 pages"


def test_status_shows_a_proposal_of_a_vendor_without_any_contract(book):
    draft = book.read(SOW).replace("../../../generator", "../../../../generator").replace("party: acme", "party: nova")
    book.write("contracts/nova/sow-support/draft/terms.yaml", draft)
    book.run("status")
    assert "contracts/nova/sow-support/draft" in book.printed
    assert "proposal" in book.printed


def test_status_tells_what_is_wrong_with_reading(book):
    book.append(MSA, "colour: red\n")
    assert book.run("status") == 1
    assert "S001" in book.printed


def test_a_day_that_is_none(book):
    assert book.run("status", "--as-of", "31.12.2026") == 2
    assert "such as 2026-12-31" in book.printed


def test_explain(book):
    assert book.run("explain", "a003") == 0
    assert book.printed.startswith("A003 Parameter of the wrong type or out of bounds (error)\n\n  Why: ")
    assert book.run("explain", "A0003") == 2
    assert "did you mean 'A003'?" in book.printed


def test_explain_says_how_the_book_weighs_a_rule(book):
    book.run("explain", "C105")
    assert "A book can weigh it in pactbook.yaml" in book.printed
    assert "This book" not in book.printed
    book.write(SETTINGS, OFF.replace("C105: off", "C105: hint").replace("  any:", "  sow: {C105: error}\n  any:"))
    book.run("explain", "C105")
    assert "This book: error in sow, hint in any.\n" in book.printed
    book.run("explain", "L012")
    assert "nobody can waive it" in book.printed


def test_explain_needs_no_book(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main.main(["explain", "C105"]) == 0
    assert "C105 Service level without a formula" in capsys.readouterr().out
