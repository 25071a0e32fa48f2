"""Where each part of a book stands on the site. Paths are from the top of the site, with slashes."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.site.addresses import relative as between

if TYPE_CHECKING:
    from pactbook.manuals.links import Target
    from pactbook.model.book import Contract
    from pactbook.model.manual import Manual

HOME = "index.md"
VENDORS = "vendors/index.md"
CLAUSES = "clauses/index.md"
GLOSSARY = "glossary.md"
DATES = "key-dates.md"
NEWS = "what-changed.md"
FEED = "what-changed.xml"
CALENDAR = "key-dates.ics"
COVERAGE = "where-it-is-defined.md"
SERVICE_TYPES = "service-types.md"
RULES = "rules/index.md"
CHANGES = "how-changes-are-made.md"


def vendor(name: str) -> str:
    """A vendor's page."""
    return f"vendors/{name}/index.md"


def scorecard(vendor_name: str) -> str:
    """A vendor's scorecard."""
    return f"vendors/{vendor_name}/scorecard.md"


def contract_at(folder: str) -> str:
    """The page of the contract in a folder of the repository; proposals stand beside it."""
    _, name, *rest = folder.split("/")
    return f"vendors/{name}/{rest[0]}{'-proposal' if rest[1:] else ''}.md"


def contract(which: Contract) -> str:
    """A contract's page."""
    return contract_at(which.path)


def versions(which: Contract) -> str:
    """The page with every version of a contract."""
    return f"{contract(which)[:-3]}-versions.md"


def version(which: Contract, number: int) -> str:
    """The page with the text of a version that is not the one shown."""
    return f"{contract(which)[:-3]}-v{number}.md"


def sealed_record(which: Contract, number: int) -> str:
    """The zip with the sealed record of a version."""
    return f"{contract(which)[:-3]}-v{number}-sealed-record.zip"


def changes(which: Contract, number: int | None = None) -> str:
    """The page with what a version changed against the one before; of a proposal, against the contract in place."""
    return f"{contract(which)[:-3]}{f'-v{number}' if number else ''}-changes.md"


def manual_folder(which: Manual) -> str:
    """The folder of a manual's pages."""
    return f"vendors/{which.vendor}/manuals/{which.name}"


def manual_page(which: Manual, file: str) -> str:
    """One page of a manual."""
    return f"{manual_folder(which)}/{file}"


def clause(clause_id: str) -> str:
    """A clause's page."""
    return f"clauses/{clause_id}.md"


def clause_folder(clause_id: str) -> str:
    """Where a clause lies in the repository."""
    return f"clauses/{clause_id}"


def sealed_clause(clause_id: str, number: int) -> str:
    """The zip with the sealed record of a clause."""
    return f"clauses/{clause_id}-record-{number}-sealed-record.zip"


def sealed_outline(which: Manual, number: int) -> str:
    """The zip with the sealed record of a manual's outline."""
    return f"{manual_folder(which)}/outline-v{number}-sealed-record.zip"


def rule(code: str) -> str:
    """The page of a rule by its code."""
    return f"rules/{code.lower()}.md"


def of_target(which: Manual, target: Target) -> str:
    """The page and anchor that a manual's link leads to, from the top of the site."""
    anchor = f"#{target.anchor}" if target.anchor else ""
    if target.kind == "outside":
        return target.name
    if target.kind == "contract":
        return contract_at(target.name) + anchor
    if target.kind == "clause":
        return clause(target.name) + anchor
    return manual_page(which, target.name) + anchor


@lru_cache(maxsize=4_096)
def relative(path: str, page: str) -> str:
    """`path` (page and anchor from the top, or an address outside) as a link on `page`."""
    if ":" in path:
        return path
    file, mark, anchor = path.partition("#")
    return between(posixpath.dirname(page), file) + mark + anchor
