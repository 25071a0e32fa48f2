"""A Code Quality report of GitLab: `artifacts: reports: codequality:` shows it in a merge request (docs.gitlab.com/ci/testing/code_quality)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pactbook.findings.finding import counted
from pactbook.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.findings.finding import Finding
    from pactbook.findings.formats.telling import Telling

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(found: Sequence[Finding], telling: Telling) -> str:
    """The findings that count, as a list."""
    return json.dumps([_issue(each, telling.prefix) for each in counted(found)], ensure_ascii=False, indent=1) + "\n"


def _issue(finding: Finding, prefix: str) -> dict[str, Any]:
    problem = finding.problem
    return {
        "type": "issue",
        "check_name": problem.rule.code,
        "description": f"{problem.message.rstrip('.')}. {problem.advice}",
        "content": {"body": f"{problem.rule.title}. {problem.rule.reason}"},
        "categories": ["Style" if finding.severity is Severity.HINT else "Clarity"],
        "severity": SEVERITIES[finding.severity],
        "fingerprint": finding.fingerprint,
        "location": {"path": f"{prefix}{problem.path}", "lines": {"begin": problem.position.line}},
    }
