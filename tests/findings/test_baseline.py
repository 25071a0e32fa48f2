"""A book that is brought in with a past: what was there is not counted, what is new is."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from books import MSA, small_book

BASELINE = "pactbook-baseline.json"
REFUNDS = "ops-manuals/acme/support/refunds.md"
DEAD = "\n[There](nowhere.md)\n"


@pytest.fixture
def book(tmp_path):
    """A book with a dead link that was there before."""
    book = small_book(tmp_path).append(REFUNDS, DEAD)
    assert book.run("check") == 1
    assert book.run("check", "--format", "baseline") == 0
    return book.write(BASELINE, book.printed)


def test_what_was_there_is_not_counted(book):
    assert book.run("check") == 0
    assert "nothing to report\nnot counted: " in book.printed
    assert "in the baseline (--all shows them)\n" in book.printed
    assert book.run("check", "--all") == 0
    assert f"{REFUNDS}:5:1: M001 " in book.printed
    assert "Not counted: it stands in the baseline." in book.printed


def test_a_baseline_is_one_finding_a_line_and_the_same_when_made_again(book):
    text = book.read(BASELINE)
    assert len(text.splitlines()) == len(json.loads(text)["findings"]) + 5
    book.run("check", "--format", "baseline")
    assert book.printed == text


def test_it_stays_when_lines_move(book):
    book.replace(REFUNDS, "# Refunds\n", "# Refunds\n\nA new sentence.\n")
    assert book.run("check") == 0


def test_what_is_new_counts(book):
    book.append(REFUNDS, "\n[Elsewhere](elsewhere.md)\n")
    assert book.run("check") == 1
    assert "elsewhere.md" in book.printed
    assert "nowhere.md" not in book.printed


def test_a_second_one_like_it_counts(book):
    book.append(REFUNDS, DEAD)
    assert book.run("check") == 1
    assert book.printed.count(" M001 ") == 1


def test_what_was_mended_leaves_the_baseline(book):
    book.replace(REFUNDS, DEAD, "")
    assert book.run("check") == 0
    assert f"{BASELINE}:" in book.printed
    assert "C905 M001 in ops-manuals/acme/support/refunds.md is no longer found" in book.printed
    book.run("check", "--format", "baseline")
    book.write(BASELINE, book.printed)
    book.run("check")
    assert "C905" not in book.printed


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        (MSA, "colour: red\n", "S001"),
        (MSA, "title: Again\n", "Y003"),
        ("contracts/acme/msa/agreement.md", "More.\n", "C002"),
        ("contracts/stray.txt", "x\n", "B003"),
    ],
)
def test_what_guards_reading_and_signing_is_never_hidden(tmp_path, path, text, code):
    book = small_book(tmp_path)
    book.write(path, (book.read(path) if (book.root / path).exists() else "") + text)
    assert book.run("check") == 1
    assert f" {code} " in book.printed
    book.run("check", "--format", "baseline")
    assert f'"{code}"' not in book.printed
    assert "a baseline takes no errors of reading" in book.printed
    entry = '{"fingerprint": "%s", "code": "%s", "path": "%s", "message": "m"}'
    book.run("check", "--format", "json")
    found = [each for each in json.loads(book.printed)["findings"] if each["code"] == code]
    entries = ",".join(entry % (each["fingerprint"], code, each["path"]) for each in found)
    book.write(BASELINE, f'{{"pactbook_baseline": 1, "findings": [{entries}]}}')
    assert book.run("check") == 1
    assert f" {code} " in book.printed


@pytest.mark.parametrize("text", ["9" * 5000, '{"pactbook_baseline": 1, "findings": ' + "[" * 100_000, "\\ud800", "null"])
def test_a_baseline_of_nonsense_is_a_finding_and_no_crash(tmp_path, text):
    book = small_book(tmp_path).write(BASELINE, text)
    assert book.run("check") == 1
    assert f"{BASELINE}:1:" in book.printed


def test_a_link_in_place_of_the_baseline_is_refused(book):
    (book.root / BASELINE).rename(book.root / "elsewhere.json")
    (book.root / BASELINE).symlink_to("elsewhere.json")
    assert book.run("check") == 1
    assert f"{BASELINE}:1:1: B001" in book.printed
    assert "M001" in book.printed


def test_a_shell_that_empties_the_file_first_does_no_harm(book):
    expected = book.read(BASELINE)
    line = f"{sys.executable} -m pactbook --root '{book.root}' check --format baseline > '{book.root / BASELINE}'"
    assert subprocess.run(line, shell=True, check=False).returncode == 0  # noqa: S602 - the shell is the point
    assert book.read(BASELINE) == expected
