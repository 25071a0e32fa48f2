"""`.gitattributes`: signed files have the signed bytes in every checkout, whatever a person's git is set to."""

from __future__ import annotations

import pytest

from pactbook.lock.policies.policy import Kind
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.trees.worktree import WorkTree
from repositories import Repository
from sources import ROOT

POLICY = "contracts/governance/policy.yaml"
NAMES = ("text", "ident", "filter", "working-tree-encoding")


@pytest.fixture
def repository(tmp_path):
    made = Repository(tmp_path / "book")
    made.write({".gitattributes": (ROOT / ".gitattributes").read_bytes()})
    return made


def test_every_locked_path_of_the_sample_book_is_left_alone(repository):
    rulebook, _ = read_rulebook((ROOT / POLICY).read_bytes(), POLICY)
    paths = [entry.path for entry in WorkTree(ROOT).entries("contracts", "clauses", "ops-manuals")]
    locked = sorted({*(path for path in paths if rulebook.locate(path).locked), *rulebook.outside})
    assert "ops-manuals/brightline/back-office/signoffs/0001/statement.txt" in locked
    assert "contracts/machinery/signoffs/0001/files/mkdocs.yml" in locked
    listed = repository.git("check-attr", "-z", "--stdin", *NAMES, stdin="\0".join(locked).encode()).split("\0")[:-1]
    found = {(path, name): value for path, name, value in zip(listed[::3], listed[1::3], listed[2::3], strict=True)}
    expected = {"text": {"unset"}, "ident": {"unset"}, "filter": {"unset"}, "working-tree-encoding": {"unspecified"}}
    assert len(found) == len(locked) * len(NAMES)
    assert [key for key, value in found.items() if value not in expected[key[1]]] == []


@pytest.mark.parametrize("autocrlf", ["true", "input"])
def test_a_checkout_on_windows_has_the_signed_bytes(repository, tmp_path, autocrlf):
    files = {
        "contracts/acme/msa/agreement.md": b"one\ntwo $Id$\n",
        "clauses/x/v1.md": b"one\r\ntwo\n",
        "ops-manuals/a/b/outline.yaml": b"a: 1\n",
    }
    repository.commit("book", files)
    repository.git("-c", f"core.autocrlf={autocrlf}", "-c", "core.eol=crlf", "clone", "--quiet", ".", str(tmp_path / "clone"))
    assert {name: (tmp_path / "clone" / name).read_bytes() for name in files} == files


def test_at_the_top_they_are_locked_only_if_the_policy_names_them():
    text = (ROOT / POLICY).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if ".gitattributes" in line)
    without = text.replace(line, line.replace('".gitattributes"', '"other"').replace("- .gitattributes", "- other"))
    named, forgotten = (read_rulebook(each.encode(), POLICY)[0] for each in (text, without))
    assert named.locate(".gitattributes").locked
    assert not forgotten.locate(".gitattributes").locked
    assert "It is locked only if the policy names it" in (ROOT / "docs/set-up.md").read_text(encoding="utf-8")


def test_among_the_pages_of_a_manual_they_are_refused():
    rulebook, _ = read_rulebook((ROOT / POLICY).read_bytes(), POLICY)
    for path in ("ops-manuals/brightline/back-office/.gitattributes", "ops-manuals/.gitattributes", "ops-manuals/x/y/z/.GitAttributes"):
        assert rulebook.locate(path).kind is Kind.REFUSED
    assert rulebook.locate("ops-manuals/brightline/back-office/gitattributes.md").kind is Kind.FREE


def test_an_attribute_further_down_is_seen_as_a_file_that_nobody_signs():
    rulebook, _ = read_rulebook((ROOT / POLICY).read_bytes(), POLICY)
    assert rulebook.locate("contracts/.gitattributes").locked
    assert rulebook.locate("contracts/brightline/msa/.gitattributes").locked
