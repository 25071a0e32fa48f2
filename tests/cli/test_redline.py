"""The redline as a person at the terminal and a person with Word see it."""

from __future__ import annotations

import pytest

from pactbook.redline.files import What, lines, look_alikes, redline, visible
from pactbook.redline.page import page
from pactbook.redline.terminal import line, show
from signed_books import MSA, SOW
from whole_books import CLIENT, VENDOR, fresh


@pytest.fixture
def book(tmp_path):
    return fresh(tmp_path / "book")


def shown(before, after, **how):
    return "\n".join(show(redline(before, after), **how))


def test_against_the_version_in_force(book):
    book.amend()
    assert book.run("redline", MSA) == 0
    assert book.printed.splitlines()[0] == f"{MSA}: from version 1 (in force, effective 2026-01-01) to the files as they lie here"
    assert "agreement.md: changed, 1 passage" in book.printed
    assert "keeps secrets {+for ever+}." in book.printed
    assert "terms.yaml: unchanged" in book.printed
    assert "The General Cap is" not in book.printed


def test_the_whole_text(book):
    book.amend()
    assert book.run("redline", MSA, "--whole") == 0
    assert "General Cap is" in book.printed
    assert "keeps secrets {+for ever+}." in book.printed


def test_a_draft_is_compared_when_what_lies_here_is_signed(book):
    book.draft()
    assert book.run("redline", SOW) == 0
    assert "to the proposal in draft/" in book.printed
    assert "[-20-] {+25+} business days" in book.printed
    assert "yaml-language-server" not in book.printed
    assert book.run("redline", SOW, "--to", "now") == 0
    assert "no difference" in book.printed


def test_what_a_proposal_changes_in_the_manuals(book):
    book.draft()
    draft = f"{SOW}/draft/terms.yaml"
    (book.path / draft).write_text((book.path / draft).read_text(encoding="utf-8").replace("GBP 60.00", "GBP 75.00"), encoding="utf-8")
    assert book.run("redline", SOW) == 0
    assert "sow.values.refund_limit: GBP 60.00 -> GBP 75.00\n" in book.printed
    assert "ops-manuals/acme/support/index.md:7:15: Agents, up to GBP 75.00\n" in book.printed
    assert book.run("redline", SOW, "--to", "now") == 0
    assert "in the manuals" not in book.printed


def test_between_versions(book):
    book.amend()
    book.sign(MSA, CLIENT, VENDOR)
    assert book.run("redline", MSA, "--from", "1", "--to", "2") == 0
    assert "{+for ever+}" in book.printed
    assert book.run("redline", MSA, "--from", "v2", "--to", "1") == 0
    assert "[-for ever-]" in book.printed
    assert book.run("redline", MSA, "--to", "2") == 0
    assert "from version 1" in book.printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "7"], "has no version '7'; it has 1"),
        (["--to", "draft"], "has no draft/"),
        (["--html", "contracts/redline.html"], "lies among the contracts"),
    ],
)
def test_what_can_not_be_compared(book, monkeypatch, words, said):
    monkeypatch.chdir(book.path)
    assert book.run("redline", MSA, *words) == 2
    assert said in book.printed


def test_a_page(book, tmp_path):
    book.amend()
    file = tmp_path / "redline.html"
    assert book.run("redline", MSA, "--html", str(file)) == 0
    text = file.read_text(encoding="utf-8")
    assert "keeps secrets <ins>for ever</ins>." in text
    assert "<script" not in text


def test_sign_shows_the_same_before_it_asks(book):
    book.amend()
    words = ["sign", MSA, "--as", CLIENT, "--key", str(book.keys.private(CLIENT))]
    assert book.run(*words) == 2  # nobody is there to ask
    assert "keeps secrets {+for ever+}." in book.printed
    assert book.codes() == ["L012"]


def test_nothing_that_changed_hides():
    text = shown({"a.md": b"Pay EUR 10 now.\n"}, {"a.md": "Pay EUR\u202e 01 now\u200b.\n".encode()})
    assert "⟨U+202E⟩" in text
    assert "⟨U+200B⟩" in text
    assert "\x1b[2J" not in shown({"a.md": b"a\n"}, {"a.md": b"a \x1b[2J b\n"})
    html = page("T", "", redline({"a.md": b"a\n"}, {"a.md": "a <script>\u202e\n".encode()}))
    assert "&lt;script&gt;⟨U+202E⟩" in html


def test_letters_of_another_alphabet_are_named():
    changed = redline({"a.md": b"The cap is high.\n"}, {"a.md": "The c\u0430p is high.\n".encode()})
    assert "mixes alphabets" in "\n".join(show(changed))
    assert "U+0430" in page("T", "", changed)
    assert look_alikes("Größe naïve Москва") == ()


def test_an_indentation_of_data_is_a_change():
    found = [line(each.pieces) for each in lines("a:\n  b: 1\n  c: 2\n", "a:\n  b: 1\nc: 2\n")]
    assert found == ["a:", "  b: 1", "[-  c: 2-]".replace("[-  c", "  [-c"), "{+c: 2+}"]


def test_data_is_compared_line_by_line():
    text = shown({"terms.yaml": b"target: 82 %\nminimum: 76 %\n"}, {"terms.yaml": b"target: 85 %\nminimum: 76 %\n"})
    assert "target: [-82-] {+85+} %" in text
    assert "minimum" not in text


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ({}, {"a.md": b"x\n"}, What.NEW),
        ({"a.md": b"x\n"}, {}, What.REMOVED),
        ({"a.md": b"x  y\n"}, {"a.md": b"x y\n"}, What.LAYOUT),
        ({"a.md": b"x\n"}, {"a.md": b"x\0\n"}, What.UNREADABLE),
        ({"a.md": b"x\n"}, {"a.md": b"x\n"}, What.SAME),
    ],
)
def test_what_happened_to_a_file(before, after, what):
    (found,) = redline(before, after)
    assert found.what is what
    assert f"a.md: {what}" in shown(before, after)


def test_colour_is_added_to_the_marks_not_instead_of_them():
    text = shown({"a.md": b"pay 30 days\n"}, {"a.md": b"pay 45 days\n"}, colour=True)
    assert "\x1b[31m[-30-]\x1b[0m" in text
    assert "\x1b[32m{+45+}\x1b[0m" in text


def test_tables_headings_and_terms_are_shown_as_people_read_them():
    old = "## 1. Cap {#cap}\n\n**Cap** means [section 2 (A)](#a).\n\n| a | b |\n| --- | --- |\n| x | 1 |\n"
    html = page("T", "", redline({"agreement.md": old.encode()}, {"agreement.md": old.replace("| 1 |", "| 2 |").encode()}))
    assert "<h3>1. Cap</h3>" in html
    assert "<b>Cap</b> means section 2 (A)." in html
    assert "<td>x</td><td> <del>1</del> <ins>2</ins> </td>" in html.replace("<td> x </td>", "<td>x</td>")


def test_a_reference_that_leads_elsewhere_is_shown_as_it_is_written():
    html = page("T", "", redline({"a.md": b"See [it](#a).\n"}, {"a.md": b"See [it](#b).\n"}))
    assert "[it](#a)" in html
    assert "[it](#b)" in html


def test_visible_leaves_typography_alone():
    assert visible("“Größe” – 5 %") == "“Größe” – 5 %"
