"""The forms in which findings are handed on: `render` makes each of them, for whichever command found them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from pactbook.findings.finding import as_findings
from pactbook.findings.fingerprints import with_fingerprints
from pactbook.findings.formats.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pactbook.findings.finding import Finding
    from pactbook.problems import Problem

FILES = {
    "text": "text",
    "json": "json_object",
    "github": "github",
    "gitlab": "gitlab",
    "sarif": "sarif",
    "markdown": "markdown",
    "baseline": "baseline",
}
"""The forms by name, each with the file here that makes it."""


class Format(Protocol):
    """What the file of a format holds."""

    def render(self, found: Sequence[Finding], telling: Telling) -> str:
        """The findings in this form, the last line ended."""


def render(problems: Iterable[Problem | Finding], name: str, telling: Telling | None = None) -> str:
    """The findings in one of the forms; plain problems are taken as they are, without a waiver or a named place."""
    found = as_findings(problems)
    if name != "text" and not all(each.fingerprint for each in found):
        found = with_fingerprints(found)
    form = cast("Format", import_module(f"{__name__}.{FILES[name]}"))
    return form.render(found, telling or Telling())
