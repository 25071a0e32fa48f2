"""What makes a finding the same one tomorrow: rule, file, the name of the place and the words, but no line numbers."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.findings.finding import Finding

VERSION = "pactbook/v1"
"""The way in which fingerprints are made; another way gets another name."""
_PLACE = re.compile(r"(\.[a-z]{2,5}):[0-9]+:[0-9]+\b")
_LINE = re.compile(r"\bline [0-9]+(?::[0-9]+)?\b")
_LENGTH = 32


def even(message: str) -> str:
    """A message without the line numbers in it: `a.md:12:7` is `a.md`, `line 12` is `line`."""
    return _LINE.sub("line", _PLACE.sub(r"\1", message))


def with_fingerprints(found: Iterable[Finding]) -> list[Finding]:
    """The findings, in their order, each with its fingerprint; those that are equal in all but their line are told apart by their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in found:
        problem = finding.problem
        key = (problem.rule.code, problem.path, finding.place, even(problem.message))
        made.append(replace(finding, fingerprint=_digest(*key, str(seen[key]))))
        seen[key] += 1
    return made


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:_LENGTH]
