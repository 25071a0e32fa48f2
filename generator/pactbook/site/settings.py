"""The few lines of mkdocs.yml that a site takes over: its name, and where the forge is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError
from pactbook.site.audience import INTERNAL
from pactbook.yamlfile.loader import load

if TYPE_CHECKING:
    from pathlib import Path

FILE = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What differs between the sites of one book."""

    name: str
    description: str = ""
    repo_url: str = ""
    """Empty for a vendor's site: then no page leads to the repository."""
    edit_uri: str = ""
    """As in mkdocs.yml, for example `edit/main/`; the forge's own default when empty and the forge is known."""
    search: bool = True


def read_settings(root: Path, audience: str, client: str) -> SiteSettings:
    """The settings of a site; without mkdocs.yml it is named after the client. Only the client's own site leads to the forge."""
    found = _keys(root / FILE)
    name = str(found.get("site_name") or f"Outsourcing agreements of {client}")
    description = str(found.get("site_description") or "")
    if audience != INTERNAL:  # the book's own description is that of the whole book, and may speak of others
        return SiteSettings(name, f"What was agreed with {client}, what changes next, and how the work is done")
    return SiteSettings(name, description, str(found.get("repo_url") or ""), str(found.get("edit_uri") or ""))


def _keys(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    document, problems = load(path.read_bytes(), FILE)
    if document is None:
        message = "\n".join(f"{problem.line}\n    {problem.advice}" for problem in problems)
        raise PactbookError(message)
    return document.value
