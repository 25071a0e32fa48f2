"""One JSON object for programs; `schemas/findings.schema.json` describes it. Within one number of `pactbook_findings` keys are only added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pactbook.findings.finding import fails, layers_of
from pactbook.findings.formats.telling import counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.findings.finding import Finding, Suppression
    from pactbook.findings.formats.telling import Telling

SHAPE = 1


def render(found: Sequence[Finding], telling: Telling) -> str:
    """Every finding, those that do not count too."""
    whole = {
        "pactbook_findings": SHAPE,
        "command": telling.tool,
        "base": telling.base or None,
        "clean": not fails(found),
        "counts": counts(found),
        "findings": [_finding(each) for each in found],
        "notes": list(telling.notes),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    return {
        "code": problem.rule.code,
        "severity": str(finding.severity),
        "title": problem.rule.title,
        "layer": next(iter(layers_of(problem.path)), None),
        "path": problem.path,
        "line": problem.position.line,
        "column": problem.position.col,
        "place": finding.place,
        "message": problem.message,
        "advice": problem.advice,
        "fingerprint": finding.fingerprint,
        "changed": finding.changed,
        "suppressed": _suppressed(finding.suppressed) if finding.suppressed else None,
    }


def _suppressed(why: Suppression) -> dict[str, Any]:
    return {
        "by": why.by,
        "reason": why.reason,
        "until": why.until.isoformat() if why.until else None,
        "path": why.path,
        "line": why.position.line if why.position else None,
    }
