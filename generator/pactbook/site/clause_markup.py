"""Shows the text of a clause version as markdown: parameters as named gaps, references as links, headings below the version's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.assemble.schedules import ORDER as SCHEDULES
from pactbook.site import paths
from pactbook.site.page import plain
from pactbook.templates.expressions import scan

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactbook.model.clause import ClauseVersion
    from pactbook.site.view import View

_HEADING = re.compile(r"^(#{2,4})[ \t]+(.*?)[ \t]*\{#([a-z][a-z0-9-]*)\}[ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(r"\[\]\((?:msa:)?#([A-Za-z0-9._-]+)\)")


def gaps(text: str) -> str:
    """Every expression of a text as the name of what the contract fills in."""
    return _named(text, lambda name: f'<span class="pb-gap">{plain(name)}</span>')


def gaps_in_words(text: str) -> str:
    """Every expression of a text as words in square brackets, for comparisons."""
    return _named(text, lambda name: f"[{name}]")


def _named(text: str, show: Callable[[str], str]) -> str:
    pieces, at = [], 0
    for found in scan(text):
        name = " ".join(found.expression.names[-1].split("_")) if found.expression else text[found.start : found.end]
        pieces += [text[at : found.start], show(name)]
        at = found.end
    return "".join((*pieces, text[at:]))


def body(view: View, clause: ClauseVersion) -> str:
    """The whole text, to stand under the heading of its version on the clause's page."""
    titles = {match[3]: match[2] for match in _HEADING.finditer(clause.text)}
    linked = _REFERENCE.sub(lambda found: _words(view, clause, titles, found[1]), clause.text)
    return _HEADING.sub(lambda found: f"{found[1]}# {found[2]} {{#{clause.version}-{found[3]}}}", gaps(linked)).strip()


def words_of_references(view: View, clause: ClauseVersion, text: str) -> str:
    """A text with its references as plain words, for comparisons."""
    titles = {match[3]: match[2] for match in _HEADING.finditer(clause.text)}
    return _REFERENCE.sub(lambda found: f"“{_title(view, titles, found[1])}”", text)


def _title(view: View, titles: dict[str, str], target: str) -> str:
    if target in titles:
        return titles[target]
    section, _, heading = target.partition(".")
    versions = view.book.clauses.get(section)
    if versions:
        inside = {match[3]: match[2] for match in _HEADING.finditer(versions[-1].text)}
        return inside.get(heading, versions[-1].data.title)
    return section.replace("-", " ").capitalize()


def _words(view: View, clause: ClauseVersion, titles: dict[str, str], target: str) -> str:
    words = plain(_title(view, titles, target))
    if target in titles:
        return f"[section “{words}”](#{clause.version}-{target})"
    section = target.partition(".")[0]
    if section in view.book.clauses:
        return f"[section “{words}”]({paths.relative(paths.clause(section), paths.clause(clause.clause_id))})"
    return f"the schedule “{words}”" if section in SCHEDULES else f"section “{words}”"
