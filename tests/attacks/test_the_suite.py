"""The suite itself: every class is there, every attack is refused by somebody, and the page in docs/ says what the suite says."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import subprocess
import sys
from functools import cache

import pytest

from attacked_hook import names
from attacks import PASSES, PATTERN, SILENT
from sources import ROOT


@cache
def classes():
    loader = importlib.machinery.SourceFileLoader("attacks_page", str(ROOT / "tools/attacks-page"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("attacks_page", loader))
    loader.exec_module(module)
    return module.classes()


def test_every_class_of_threats_has_attacks_and_twins():
    assert [cases.number for cases in classes()] == list(range(1, 16))
    assert all(cases.attacks and cases.twins for cases in classes())
    assert sum(len(cases.attacks) for cases in classes()) >= 75


def test_gate_or_audit_refuses_every_attack():
    for attack in [attack for cases in classes() for attack in cases.attacks]:
        assert {attack.gate, attack.audit} - {PASSES, SILENT} or attack.tree not in {PASSES, SILENT}, attack.name


def test_whoever_passes_says_why():
    for attack in [attack for cases in classes() for attack in cases.attacks]:
        assert bool(attack.why) == (PASSES in {attack.hook, attack.gate, attack.tree, attack.audit}), attack.name


def test_every_twin_stands_beside_an_attack():
    for cases in classes():
        assert {attack.twin for attack in cases.attacks} <= set(cases.twins)


def test_names_are_told_apart():
    for cases in classes():
        told = [each.name for each in (*cases.attacks, *cases.twins.values())]
        assert len(told) == len(set(told)), cases.title
        assert all(each.does.endswith(".") for each in (*cases.attacks, *cases.twins.values())), cases.title


def test_the_page_is_current():
    done = subprocess.run([sys.executable, str(ROOT / "tools/attacks-page"), "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run tools/attacks-page"


def test_the_names_are_those_that_pre_commit_passes_on(book, monkeypatch):
    """The plain control is measured with pre-commit's own ideas of what a hook is given."""
    from pre_commit import git
    from pre_commit.commands.run import Classifier

    book.edit("contracts/acme/msa/agreement.md", "120", "130")
    book.remove("clauses/confidentiality/v1.md")
    book.link("contracts/acme/msa/draft/link.md", "agreement.md")
    book.git("mv", "contracts/acme/sow-support/terms.yaml", "terms.yaml")
    book.git("add", "--all")
    monkeypatch.chdir(book.path)
    passed = list(Classifier(git.get_staged_files()).by_types(git.get_staged_files(), ["file"], [], []))
    assert sorted(names()) == sorted(passed) == ["contracts/acme/msa/agreement.md", "terms.yaml"]


@pytest.mark.parametrize(("path", "locked"), [("contracts/acme/msa/agreement.md", True), ("contracts/acme/msa/draft/agreement.md", False)])
def test_the_pattern(path, locked):
    assert bool(PATTERN.match(path)) == locked
