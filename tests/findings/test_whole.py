"""`--changed` forgets nothing: whatever a proposal makes wrong anywhere in the book, looking at what it touches finds it too."""

from __future__ import annotations

import random
import shutil

import pytest

from pactbook.findings.reach import PATHS
from proposals import ProposedBook, two_vendors

WORDS = (
    "promptly",
    "cure",
    "82 %",
    "Refunds",
    "{{ sow.values.refund_limit }}",
    "[](#cap)",
    "GLX-ACM-01",
    "acme",
    "24 months",
    "clause:cure",
    "v1",
    "notice",
)
WAIVED = {
    "clauses/cure/v1.md": (
        "covers: [cure]\n",
        "covers: [cure]\nwaivers:\n  - {rule: C200, words: reports, reason: Wanted, until: 2027-01-31}\n",
    ),
    "contracts/acme/msa/terms.yaml": (
        "clauses:\n",
        "waivers:\n  - {rule: C134, at: clauses, reason: Later, until: 2027-01-31}\nclauses:\n",
    ),
}
MORE = {
    "ops-manuals/acme/support/index.md": "\nWho pays: [](clause:cure), [](msa:#liability.cap).\n",
    "clauses/cure/v1.md": "\nThe Vendor reports promptly.\n",
}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A book with two vendors, a proposal under negotiation, a signed agreement and waivers, in one commit."""
    book = two_vendors(ProposedBook(tmp_path_factory.mktemp("original") / "book"))
    for path, (old, new) in WAIVED.items():
        book.replace(path, old, new)
    for path, text in MORE.items():
        book.append(path, text)
    draft = book.read("contracts/acme/sow-support/terms.yaml").replace("$schema=../../../", "$schema=../../../../")
    book.write("contracts/acme/sow-support/draft/terms.yaml", draft.replace("20 business days", "25 business days"))
    assert book.run("assemble") == 0, book.printed
    book.write("contracts/nova/msa/signoffs/0001/statement.txt", "signed\n")
    book.repository.commit("the original")
    return book


@pytest.fixture(scope="module")
def found_before(original):
    return fingerprints(original.all_findings())


def fingerprints(found):
    return {each.fingerprint: (each.problem.line, each.suppressed is not None) for each in found}


def edit(root, choose):
    """Change one file as people do: a word, a line, a whole file."""
    files = sorted(path for name in PATHS for path in [root / name, *(root / name).rglob("*")] if path.is_file())
    path = choose.choice(files)
    kind = choose.choice(["line out", "line twice", "word in", "word for word", "lines swapped", "gone", "moved"])
    lines = path.read_text(encoding="utf-8").split("\n")
    at = choose.randrange(len(lines))
    if kind == "gone":
        path.unlink()
        return
    if kind == "moved":
        path.rename(path.with_name(choose.choice(["v2.md", "other.md", "returns.md", "agreement.md"])))
        return
    if kind == "line out":
        del lines[at]
    elif kind == "line twice":
        lines.insert(at, lines[at])
    elif kind == "word in":
        lines[at] += f" {choose.choice(WORDS)}"
    elif kind == "word for word":
        words = lines[at].split(" ")
        words[choose.randrange(len(words))] = choose.choice(WORDS)
        lines[at] = " ".join(words)
    else:
        other = choose.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    path.write_text("\n".join(lines), encoding="utf-8", newline="")


@pytest.mark.parametrize("seed", range(40))
def test_what_a_random_proposal_makes_wrong_is_found(original, found_before, tmp_path, seed):
    choose = random.Random(seed)  # noqa: S311 - the same proposals in every run, nothing is kept secret by them
    book = ProposedBook.__new__(ProposedBook)
    book.root = tmp_path / "book"
    shutil.copytree(original.root, book.root)
    for _ in range(choose.choice([1, 1, 2, 4])):
        edit(book.root, choose)
    whole, part = fingerprints(book.all_findings()), fingerprints(book.found())
    assert {key: line for key, line in whole.items() if found_before.get(key, ("", None))[1] != line[1] and key not in part} == {}
    assert {key: line for key, line in part.items() if whole.get(key) != line} == {}
