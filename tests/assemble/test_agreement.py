from __future__ import annotations

import os
import subprocess
import sys

import pytest
import yaml

from books import MSA, SOW, small_book
from pactbook.assemble.agreement import assemble, section_words
from pactbook.problems import Severity

AGREEMENT = "contracts/acme/msa/agreement.md"
USES = "clauses:\n  - use: liability/v1\n    with:\n      cap: {value_of: liability.general_cap}\n  - use: confidentiality/v1\n"
OWN = (
    "MASTER AGREEMENT\n\n1. Services. The Vendor works.\n\n\n2. Confidentiality\n\n2.1 Secrets. Both keep them.\n\nExhibit 12\n\nPrices\n\n"
)


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path / "book")


def texts(book):
    loaded = book.load()
    return {path: assemble(loaded.book, contract).text for path, contract in loaded.book.contracts.items()}


def test_the_parts_stand_in_their_order_with_ids_and_numbers(book):
    text = book.read(AGREEMENT)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [
        "# Master services agreement",
        "## 1. Key terms {#key-terms}",
        "### 1.1 Agreed values {#key-terms.values}",
        "## 2. Definitions {#definitions}",
        "## 3. Limitation of liability {#liability}",
        "### 3.1 General cap {#liability.cap}",
        "### 3.2 What is never limited {#liability.unlimited}",
        "## 4. Confidentiality {#confidentiality}",
    ]
    assert "**Globex Telecom Ltd** (GB-COH 01234567), 1 Example Street, London (the **Client**)" in text
    assert "The General Cap is GBP 2,000,000.00." in text
    assert "**General Cap** means the amount in [section 3.1 (General cap)](#liability.cap)." in text


def test_an_sow_names_sections_of_its_schedules_and_of_its_msa(book):
    text = book.read("contracts/acme/sow-support/agreement.md")
    assert "[Schedule 3, part 1 (First contact resolution)](#service-levels.fcr)" in text
    assert "[Section 3.1 (General cap) of the MSA](../msa/agreement.md#liability.cap)" in text
    assert "| First contact resolution | 82 % | 76 % | calendar month | tracked only |" in text
    assert "| Resolved call | per resolved issue | resolved call | GBP 4.85 |" in text


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_same_bytes_whatever_the_hash_seed(book, seed):
    before = book.read(AGREEMENT)
    (book.root / AGREEMENT).unlink()
    words = [sys.executable, "-m", "pactbook", "--root", str(book.root), "assemble"]
    subprocess.run(words, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert book.read(AGREEMENT) == before


def test_the_order_of_keys_does_not_matter_where_it_means_nothing(book):
    book.append(MSA, "definitions: {Fee: what is paid, fee: a part of it, Agent: who answers}\n")
    before = texts(book)
    for path in (MSA, SOW):
        line, _, rest = book.read(path).partition("\n")
        data = yaml.load(rest, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
        turned = {key: data[key] for key in reversed(data)} | {"schema": 1}
        for key in ("definitions", "term"):
            if key in turned:
                turned[key] = dict(reversed(turned[key].items()))
        book.write(path, f"{line}\n{yaml.safe_dump(_plain(turned), sort_keys=False, width=4000)}")
    assert texts(book) == before


def _plain(value):
    """Whole numbers as such again, for the two keys that hold one."""
    if isinstance(value, dict):
        return {key: int(each) if key == "maximum" and str(each).isdigit() else _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def test_values_from_terms_can_make_no_structure(book):
    book.replace("clauses/liability/v1.md", "cap: {type: money,", "scope: {type: text, about: Scope}\n  cap: {type: money,")
    book.replace("clauses/liability/v1.md", "Fraud; see", "{{ scope }} Fraud; see")
    book.replace(MSA, "      cap:", '      scope: "## Hidden {#hidden}\\n\\n## More *x* | [a](b)"\n      cap:')
    assert book.run("assemble") == 0, book.printed
    assert "\n\\## Hidden \\{#hidden\\} ## More \\*x\\* \\| \\[a\\](b) Fraud; see" in book.read(AGREEMENT)


def own(book, entry="clauses: [{text: own.md}]\n", text=OWN):
    book.write("contracts/acme/msa/own.md", text)
    book.replace(MSA, USES, entry)
    return book


@pytest.mark.parametrize("text", [OWN, "\n\n# One\n", "x", "Line  \n\n"])
def test_an_own_text_alone_is_the_agreement_word_for_word(book, text):
    own(book, text=text).run("assemble", "contracts/acme/msa")
    assert book.read(AGREEMENT) == text


def test_clauses_after_an_own_text_continue_its_numbers(book):
    entry = "clauses:\n  - text: own.md\n  - use: liability/v1\n    with: {cap: GBP 1.00}\n"
    own(book, entry).run("assemble", "contracts/acme/msa")
    text = book.read(AGREEMENT)
    assert text.startswith(OWN.strip("\n"))
    assert "\n\n## 3. Definitions for the sections that follow {#definitions}\n\n**General Cap** means" in text
    assert "\n\n## 4. Limitation of liability {#liability}\n\n### 4.1 General cap {#liability.cap}\n" in text
    assert "Key terms" not in text


def test_a_clause_refers_to_a_section_of_the_own_text(book):
    own(
        book,
        "clauses:\n  - text: own.md\n  - use: confidentiality/v1\n",
        "# Deal\n\n## 1. Liability {#liability}\n\n### 1.1 Cap {#liability.cap}\n\nOne.\n",
    )
    assert book.run("assemble", "contracts/acme/msa") == 0, book.printed
    assert "counts under [section 1.1 (Cap)](#liability.cap)" in book.read(AGREEMENT)
    assert "## 2. Confidentiality" in book.read(AGREEMENT)


def test_an_own_text_with_schedules_on_request(book):
    book.write("contracts/acme/sow-support/own.md", "1. All of it\n")
    book.replace(SOW, "clauses:\n  - use: cure/v1\n    with:\n      period: 20 business days\n", "clauses: [{text: own.md}]\n")
    assert book.run("assemble", "contracts/acme/sow-support") == 0, book.printed
    assert book.read("contracts/acme/sow-support/agreement.md") == "1. All of it\n"
    book.append(SOW, "schedules: [pricing, services]\n").run("assemble", "contracts/acme/sow-support")
    text = book.read("contracts/acme/sow-support/agreement.md")
    assert text.startswith("1. All of it\n\n## Schedule 1. Prices {#pricing}\n")
    assert "## Schedule 2. Services {#services}" in text
    assert "Schedule 3" not in text


def test_a_proposal_is_assembled_as_what_would_be_signed(book):
    draft = "contracts/acme/sow-support/draft"
    book.write(f"{draft}/terms.yaml", book.read(SOW).replace("../../../generator", "../../../../generator"))
    assert book.run("assemble", draft) == 0, book.printed
    assert book.read(f"{draft}/agreement.md") == book.read("contracts/acme/sow-support/agreement.md")


def test_everything_that_is_wrong_is_told_at_once(book):
    book.replace(SOW, "period: 20 business days", "perod: 20\n  - use: cure/v9\n  - use: liability/v1\n    with: {cap: 4}")
    book.replace("clauses/confidentiality/v1.md", "liability.cap", "liability.cup")
    found = [problem.rule.code for problem in book.problems() if problem.rule.code[0] in "AB"]
    assert found == ["A005", "A001", "B008", "A003"]


def test_a_clause_that_cant_be_read_is_told_once(book):
    book.replace("clauses/liability/v1.md", "covers: [liability]", "covers: [liabilty]")
    errors = {problem.path for problem in book.problems() if problem.rule.severity is Severity.ERROR}
    assert errors == {"clauses/liability/v1.md"}


def test_sections_are_named_from_the_agreement_and_without_one_as_they_would_be(book):
    loaded = book.load().book
    written = section_words(loaded, loaded.contracts["contracts/acme/msa"])
    book.delete(AGREEMENT)
    loaded = book.load().book
    made = section_words(loaded, loaded.contracts["contracts/acme/msa"])
    assert written["liability.cap"] == made["liability.cap"] == "section 3.1 (General cap)"
    assert set(made) <= set(written)


@pytest.mark.parametrize(
    "text",
    [
        "\n{{ 'a' * 10**9 }}\n",
        "\n{% for x in range(10**9) %}{% endfor %}\n",
        "\n{{ client.__class__.__mro__ }}\n",
        f"\n{{{{ {'(' * 3000}a{')' * 3000} }}}}\n",
        "\n{{ cap() }}\n",
    ],
)
def test_a_template_that_does_more_than_name_a_value_is_refused_with_its_line(book, text):
    book.append("clauses/liability/v1.md", text)
    last = book.read("clauses/liability/v1.md").count("\n")
    assert any(line.startswith(f"clauses/liability/v1.md:{last}:1: T001 ") for line in book.lines())
