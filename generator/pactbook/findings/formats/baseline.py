"""The file `pactbook-baseline.json`: what a book is brought in with. One finding a line, so that a difference can be read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pactbook.findings.baseline import SHAPE, may_stand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.findings.finding import Finding
    from pactbook.findings.formats.telling import Telling


def render(found: Sequence[Finding], telling: Telling) -> str:  # noqa: ARG001 - a baseline is told nothing
    """What counts and may stand in a baseline, with what the present one takes out already."""
    kept = [each for each in found if may_stand(each) and (each.suppressed is None or each.suppressed.by == "baseline")]
    lines = ",\n".join(f"  {_entry(each)}" for each in kept)
    inner = f"\n{lines}\n " if lines else ""
    return f'{{\n "pactbook_baseline": {SHAPE},\n "findings": [{inner}]\n}}\n'


def _entry(finding: Finding) -> str:
    problem = finding.problem
    entry = {
        "fingerprint": finding.fingerprint,
        "code": problem.rule.code,
        "path": problem.path,
        "place": finding.place,
        "message": problem.message,
    }
    return json.dumps(entry, ensure_ascii=False)
