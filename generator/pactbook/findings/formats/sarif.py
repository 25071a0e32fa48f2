"""SARIF 2.1.0 (OASIS, errata 01), as GitHub code scanning and editors read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pactbook import __version__
from pactbook.findings.finding import layers_of
from pactbook.findings.fingerprints import VERSION
from pactbook.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.findings.finding import Finding, Suppression
    from pactbook.findings.formats.telling import Telling
    from pactbook.problems import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
TOP = "%SRCROOT%"
"""By convention the top of the repository, from which the paths count."""


def render(found: Sequence[Finding], telling: Telling) -> str:
    """One run with every finding; what does not count is there with its reason, as suppressed."""
    rules = {each.problem.rule.code: each.problem.rule for each in sorted(found, key=lambda each: each.problem.rule.code)}
    codes = list(rules)
    driver = {"name": "pactbook", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules.values()]}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"pactbook/{telling.tool}/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes.index(each.problem.rule.code), telling) for each in found],
    }
    if telling.notes:
        notes = [{"level": "note", "message": {"text": note}} for note in telling.notes]
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": notes}]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.reason},
        "help": {"text": f"{rule.reason} {rule.fix}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Finding, index: int, telling: Telling) -> dict[str, Any]:
    problem = finding.problem
    layer = next(iter(layers_of(problem.path)), "")
    result: dict[str, Any] = {
        "ruleId": problem.rule.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{problem.message}\n{problem.advice}"},
        "locations": [_location(finding, telling.prefix)],
        "partialFingerprints": {VERSION: finding.fingerprint},
        "suppressions": [_suppression(finding.suppressed, telling.prefix)] if finding.suppressed else [],
    }
    return {**result, "properties": {"tags": [layer]}} if layer else result


def _location(finding: Finding, prefix: str) -> dict[str, Any]:
    position = finding.problem.position
    physical = {
        "artifactLocation": _artifact(f"{prefix}{finding.problem.path}"),
        "region": {"startLine": position.line, "startColumn": position.col},
    }
    if not finding.place:
        return {"physicalLocation": physical}
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": f"{finding.problem.path}#{finding.place}"}]}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path, safe="/"), "uriBaseId": TOP}


def _suppression(why: Suppression, prefix: str) -> dict[str, Any]:
    if why.by == "baseline" or why.position is None:
        return {
            "kind": "external",
            "status": "accepted",
            "justification": "It was there before the book was checked: it stands in the baseline.",
        }
    physical = {"artifactLocation": _artifact(f"{prefix}{why.path}"), "region": {"startLine": why.position.line}}
    until = f" (until {why.until})" if why.until else ""
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": f"{why.reason}{until}",
        "location": {"physicalLocation": physical},
    }
