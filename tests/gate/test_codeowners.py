"""CODEOWNERS from the policy: current here, and right for every locked file of the sample book."""

from __future__ import annotations

import re

import pytest

from books import small_book
from pactbook.lock.policies.codeowners import Forge, handles, write
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.problems import PactbookError
from pactbook.trees.worktree import WorkTree
from sources import ROOT

POLICY = "contracts/governance/policy.yaml"


def rulebook(root=ROOT):
    found, problems = read_rulebook((root / POLICY).read_bytes(), POLICY)
    assert found, problems
    return found


def fits(pattern, path):
    """Whether a line's pattern holds a path: anchored, a star within one name, a folder with all that is in it."""
    body = re.escape(pattern.strip("/")).replace(r"\*", "[^/]*")
    return re.fullmatch(f"{body}/.*" if pattern.endswith("/") else body, path) is not None


def owners(text, path):
    """GitHub's rule: the last line that fits."""
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return next((set(line[1:]) for line in reversed(lines) if fits(line[0], path)), set())


def test_the_file_here_is_current():
    text = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8")
    assert text == write(rulebook(), handles(text), Forge.GITHUB)


def test_every_locked_file_here_has_those_who_must_sign_it():
    book, text = rulebook(), write(rulebook(), {}, Forge.GITHUB)
    tree = WorkTree(ROOT)
    paths = [entry.path for entry in tree.entries("contracts", "clauses", "ops-manuals")] + list(book.outside)
    for path in paths:
        place = book.locate(path)
        if place.instrument and place.locked:
            asked = {role.partition(".")[2] for role in place.instrument.layer.requires if role.startswith("client.")}
            wanted = {name for name, signer in book.signers.items() if signer.party == book.policy.client and signer.role in asked}
            assert owners(text, path) == wanted, path
        elif place.locked:
            assert owners(text, path), path


def test_the_pages_of_manuals_have_no_owner():
    text = write(rulebook(), {}, Forge.GITHUB)
    assert owners(text, "ops-manuals/brightline/customer-support/refunds.md") == set()


def test_the_gate_has_owners():
    text = write(rulebook(), {}, Forge.GITHUB)
    for path in (".github/workflows/pactbook.yml", ".github/CODEOWNERS", "ci/gate-requirements.txt", ".pre-commit-config.yaml"):
        assert owners(text, path), path


@pytest.mark.parametrize("forge", Forge)
def test_no_vendor_is_named(forge):
    text = write(rulebook(), {}, forge)
    assert not [party for party in rulebook().vendors if party in text]


def test_gitlab_asks_for_as_many_as_the_policy():
    text = write(rulebook(), {}, Forge.GITLAB)
    assert "[governance: legal][2] company-secretary@larkfield.example legal@larkfield.example\n/contracts/governance/\n" in text
    assert "[manual-outline: procurement][1] procurement@larkfield.example\n" in text


def test_names_that_the_forge_knows_are_kept(tmp_path):
    book = small_book(tmp_path)
    place = tmp_path / ".github/CODEOWNERS"
    assert book.run("codeowners", "--check") == 1
    assert book.run("codeowners", "--write") == 0
    assert book.run("codeowners", "--check") == 0
    book.write(".github/CODEOWNERS", "# owner legal@globex.example = @globex/legal\n" + place.read_text(encoding="utf-8"))
    assert book.run("codeowners", "--write") == 0
    text = place.read_text(encoding="utf-8")
    assert text.count("# owner legal@globex.example = @globex/legal\n") == 1
    assert owners(text, "contracts/acme/msa/terms.yaml") == {"@globex/legal"}
    book.replace(POLICY, "legal@globex.example", "law@globex.example")
    assert book.run("codeowners", "--check") == 2
    assert "names no signer legal@globex.example" in book.printed


@pytest.mark.parametrize("handle", ["legal", "@", "@-x", "#x", "a b"])
def test_what_can_be_no_owner_is_refused(handle):
    line = f"# owner legal@globex.example = {handle}\n"
    if " " in handle:
        assert handles(line) == {}
        return
    with pytest.raises(PactbookError):
        handles(line)


def test_printing_writes_nothing(tmp_path):
    book = small_book(tmp_path)
    assert book.run("codeowners", "--forge", "gitlab") == 0
    assert "[governance: legal][1]" in book.printed
    assert not (tmp_path / ".gitlab").exists()
