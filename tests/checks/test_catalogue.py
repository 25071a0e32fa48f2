from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter

import pytest
import yaml

from pactbook.checks.catalogue import every_rule, listed
from sources import ROOT, modules


def test_no_code_stands_twice():
    assert [code for code, times in Counter(rule.code for rule in listed()).items() if times > 1] == []


def test_every_rule_of_the_sources_is_in_the_catalogue():
    made = [
        node.args[0].value
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule" and node.args
    ]
    assert sorted(made) == sorted(every_rule())


def test_the_page_of_rules_is_up_to_date():
    done = subprocess.run([sys.executable, ROOT / "tools" / "rules-page", "--check"], check=False)
    assert done.returncode == 0, "run tools/rules-page"


def test_the_examples_of_rules_are_up_to_date():
    done = subprocess.run([sys.executable, ROOT / "tools" / "rule-examples", "--check"], check=False)
    assert done.returncode == 0, "run tools/rule-examples"


@pytest.mark.parametrize("rule", listed(), ids=lambda rule: rule.code)
def test_a_rule_says_what_it_is_why_and_what_to_do(rule):
    assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
    assert not rule.title.endswith(".")
    assert rule.reason.endswith(".")
    assert rule.fix
    assert "\n" not in rule.title + rule.reason + rule.fix


def test_every_rule_of_these_rooms_has_a_case_that_fires():
    fired = set()
    for folder in ("assemble", "checks", "findings", "manuals"):
        for path in (ROOT / "tests" / folder).rglob("*.yaml"):
            fired |= {case.get("fires") for case in yaml.safe_load(path.read_text(encoding="utf-8"))}
    own = {code for code in every_rule() if code[0] in "ACM"}
    assert own - fired == set()
