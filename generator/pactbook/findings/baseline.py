"""The baseline: findings that a book was brought in with, by fingerprint, in pactbook-baseline.json at the book's root."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from pactbook.checks import rules
from pactbook.findings.finding import GUARDS, Suppression, is_own
from pactbook.load.rules import NOT_A_FILE
from pactbook.model.settings import BASELINE
from pactbook.problems import Position, Problem
from pactbook.yamlfile.rules import SYNTAX, WRONG_VALUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pactbook.findings.finding import Finding
    from pactbook.problems import Rule
    from pactbook.trees.tree import Tree

SHAPE = 1
NEVER = frozenset("YSBL")
"""What is wrong with reading the book, or with what was signed, is never hidden."""
_SHOWN = 100
_KEYS = ("fingerprint", "code", "path", "message")


class Baseline(NamedTuple):
    """The entries by fingerprint, each with the line on which it stands, and what is wrong with the file."""

    entries: Mapping[str, Mapping[str, Any]]
    problems: tuple[Problem, ...] = ()


def read_baseline(tree: Tree) -> Baseline:
    """The baseline of a book; empty where there is none."""
    entry = tree.entry(BASELINE)
    if entry is None:
        return Baseline({})
    if not entry.is_file:
        return Baseline({}, (Problem(BASELINE, Position(), NOT_A_FILE, "this is no plain file"),))
    try:
        text = tree.read(BASELINE).decode("utf-8")
        found = _entries(json.loads(text))
    except json.JSONDecodeError as error:
        return _refused(SYNTAX, f"not valid JSON: {error.msg}", Position(error.lineno, error.colno))
    except _ShapeError as error:
        return _refused(WRONG_VALUE, str(error))
    except (ValueError, RecursionError):
        return _refused(SYNTAX, "this is no JSON text")
    lines = _lines(text)
    return Baseline({each["fingerprint"]: {**each, "line": lines.get(each["fingerprint"], 1)} for each in found})


class _ShapeError(Exception):
    """The file is JSON and no baseline."""


def _entries(whole: Any) -> list[dict[str, Any]]:
    if not isinstance(whole, dict) or whole.get("pactbook_baseline") != SHAPE or not isinstance(whole.get("findings"), list):
        message = f"a baseline holds 'pactbook_baseline': {SHAPE} and a list of 'findings'"
        raise _ShapeError(message)
    found: list[Any] = whole["findings"]
    if not all(isinstance(each, dict) and all(isinstance(each.get(key), str) for key in _KEYS) for each in found):
        message = f"every finding has {', '.join(_KEYS)}"
        raise _ShapeError(message)
    return found


def _refused(rule: Rule, message: str, where: Position | None = None) -> Baseline:
    fix = "Write it anew: pactbook check --format baseline > pactbook-baseline.json"
    return Baseline({}, (Problem(BASELINE, where or Position(), rule, message, fix),))


def _lines(text: str) -> dict[str, int]:
    """The line of each fingerprint, where there is one finding a line."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        _, mark, rest = line.partition('"fingerprint": "')
        if mark:
            found[rest.partition('"')[0]] = number
    return found


def may_stand(finding: Finding) -> bool:
    """Whether a finding may stand in a baseline."""
    code = finding.problem.rule.code
    return code[:1] not in NEVER and code not in GUARDS and not is_own(code)


def applied(found: Iterable[Finding], baseline: Baseline) -> list[Finding]:
    """The findings; those of the baseline don't count."""
    known = Suppression("baseline")
    return [each.by(known) if each.counts and each.fingerprint in baseline.entries and may_stand(each) else each for each in found]


def gone(found: Iterable[Finding], baseline: Baseline, judged: Callable[[str], bool]) -> Iterator[Problem]:
    """A hint for each entry that was looked for and is not there; `judged` tells which files were looked at."""
    there = {each.fingerprint for each in found}
    for fingerprint, entry in baseline.entries.items():
        if fingerprint not in there and judged(entry["path"]):
            message = (
                f"{entry['code']} in {entry['path']} is no longer found: {textwrap.shorten(entry['message'], _SHOWN, placeholder=' …')}"
            )
            yield Problem(BASELINE, Position(entry["line"], 1), rules.GONE, message)
