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
    from pactbook.site.views.view import View

_HEADING = re.compile(r"^(#{2,4})[ \t]+(.*?)[ \t]*\{#([a-z][a-z0-9-]*)\}[ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(r"\[([^\[\]\n]*)\]\((?:msa:)?#([A-Za-z0-9._-]+)\)")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")


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
    linked = _REFERENCE.sub(lambda found: _words(view, clause, titles, found), clause.text)
    return _HEADING.sub(lambda found: f"{found[1]}# {found[2]} {{#{clause.version}-{found[3]}}}", gaps(linked)).strip()


def words_of_references(view: View, clause: ClauseVersion, text: str) -> str:
    """A text with its references as plain words, for comparisons."""
    titles = {match[3]: match[2] for match in _HEADING.finditer(clause.text)}
    return _REFERENCE.sub(lambda found: found[1] or f"“{_title(view, titles, found[2])}”", text)


def definition(view: View, clause: ClauseVersion, text: str) -> str:
    """What a term means, with gaps and the titles of references; what looks like HTML is shown and does nothing."""
    return gaps(_HTML.sub("&lt;", words_of_references(view, clause, text)))


def _title(view: View, titles: dict[str, str], target: str) -> str:
    if target in titles:
        return titles[target]
    section, _, heading = target.partition(".")
    versions = view.book.clauses.get(section)
    if versions:
        inside = {match[3]: match[2] for match in _HEADING.finditer(versions[-1].text)}
        return inside.get(heading, versions[-1].data.title)
    return section.replace("-", " ").capitalize()


def _words(view: View, clause: ClauseVersion, titles: dict[str, str], found: re.Match[str]) -> str:
    """A reference with its own words, or with the title of what it leads to; linked where that stands in the library."""
    own, target = found.groups()
    section = target.partition(".")[0]
    named = f"section “{plain(_title(view, titles, target))}”"
    if target in titles:
        return f"[{own or named}](#{clause.version}-{target})"
    if section in view.book.clauses:
        return f"[{own or named}]({paths.relative(paths.clause(section), paths.clause(clause.clause_id))})"
    return own or (f"the schedule “{plain(_title(view, titles, target))}”" if section in SCHEDULES else named)
