"""Settings, waivers and the baseline at work on the small book; the cases stand in the YAML files of `cases/`.

A case is written as those of tests/checks (tests/support/golden.py). `finds` lists what is wrong with settings, waivers and baseline, and of the rules
that `of` names, each finding that counts, as `path CODE`; `waived` lists those that do not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from books import TODAY
from golden import cases, changed
from pactbook.findings.finding import is_own
from pactbook.findings.judge import judge
from pactbook.trees.worktree import WorkTree


@pytest.mark.parametrize("case", cases(Path(__file__).parent))
def test_golden(case, tmp_path):
    book = changed(case, tmp_path)
    found = judge(WorkTree(book.root), TODAY).findings
    assert [told(each) for each in found if is_told(each, case) and each.counts] == case.get("finds", [])
    assert [told(each) for each in found if is_told(each, case) and not each.counts] == case.get("waived", [])
    if "fires" in case:
        assert any(each.problem.rule.code == case["fires"] for each in found)


def is_told(finding, case):
    code = finding.problem.rule.code
    return is_own(code) or code in case.get("of", ()) or code[0] in "YS"


def told(finding):
    problem = finding.problem
    if is_own(problem.rule.code) or problem.rule.code[0] in "YS":
        return problem.line
    return f"{problem.path} {problem.rule.code} {finding.severity}"
