"""Turns one clause in use into sections: parameters filled in, headings read, definitions taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble import rules
from pactbook.assemble.outline import Section
from pactbook.assemble.parameters import bind, check_clause
from pactbook.problems import Position, Problem
from pactbook.templates.fill import fill, names_used

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactbook.model.book import Contract
    from pactbook.model.clause import ClauseVersion
    from pactbook.model.terms import ClauseUse

_HEADING = re.compile(r"(#+)[ \t]+(.*?)[ \t]*(?:\{#([a-z][a-z0-9-]*)\})?[ \t]*#*[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
MOST_LEVELS = 4


@dataclass(slots=True)
class Written:
    """A clause as sections (the first is the clause itself), and the terms that it defines."""

    sections: list[Section]
    definitions: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def scope(contract: Contract) -> dict[str, object]:
    """The names that every clause may use beside its own parameters."""
    terms = contract.terms
    return {"client": terms.parties.client, "vendor": terms.parties.vendor, "terms": terms}


def write_clause(use: ClauseUse, index: int, clause: ClauseVersion, contract: Contract) -> Written:
    """One clause with the contract's values."""
    values, problems = bind(use, index, clause, contract)
    declared = dict.fromkeys(clause.data.parameters, "")
    names: Mapping[str, object] = {**scope(contract), **declared, **values}
    text, wrong = fill(clause.text, names, clause.path, clause.text_line)
    written = Written(split(clause, text, use.section_id, use.title or clause.data.title), problems=[*problems, *wrong])
    local = {section.id.partition(".")[2] for section in written.sections}
    for term, definition in clause.data.definitions.items():
        where = clause.document.at("definitions", term)
        filled, wrong = fill(definition, names, clause.path, where.line)
        written.problems += [Problem(each.path, where, each.rule, each.message) for each in wrong]
        written.definitions[term] = _globally(filled, use.section_id, local)
    return written


def split(clause: ClauseVersion, text: str, section_id: str, title: str) -> list[Section]:
    """The sections of a clause's text; headings that are not as they should be are passed over (see `check`)."""
    sections = [Section(section_id, title, 1, origin=(clause.path, clause.text_line), clause=clause.name)]
    lines: list[str] = []
    for number, line, match in _lines(text):
        if match and match[3] and 2 <= len(match[1]) <= MOST_LEVELS:
            _close(sections[-1], lines)
            lines = []
            at = clause.text_line + number
            sections.append(Section(f"{section_id}.{match[3]}", match[2], len(match[1]), origin=(clause.path, at + 1), clause=clause.name))
        else:
            lines.append(line)
    _close(sections[-1], lines)
    return sections


def _close(section: Section, lines: list[str]) -> None:
    empty = next((number for number, line in enumerate(lines) if line.strip()), 0)
    section.origin = (section.origin[0], section.origin[1] + empty)
    section.body = "\n".join(lines[empty:]).rstrip()


def _lines(text: str) -> list[tuple[int, str, re.Match[str] | None]]:
    fenced, found = False, []
    for number, line in enumerate(text.split("\n")):
        if _FENCE.match(line):
            fenced = not fenced
        found.append((number, line, None if fenced else _HEADING.fullmatch(line)))
    return found


def _globally(text: str, section_id: str, local: set[str]) -> str:
    """A definition's references into its own clause, written so that they hold in the definitions section too."""

    def whole(match: re.Match[str]) -> str:
        return f"[](#{section_id}.{match[1]})" if match[1] in local else match[0]

    return re.sub(r"\[\]\(#([a-z][a-z0-9-]*)\)", whole, " ".join(text.split()))


def check(clause: ClauseVersion) -> list[Problem]:
    """What is wrong with a clause by itself, whoever uses it: headings, ids, parameters."""
    texts = (clause.text, *clause.data.definitions.values())
    problems = list(check_clause(clause, {name for text in texts for name in names_used(text)}))
    seen: dict[str, int] = {}
    level = 1
    for number, _, match in _lines(clause.text):
        if match is None:
            continue
        where = Position(clause.text_line + number, 1)
        depth, found = len(match[1]), match[3]
        if not 2 <= depth <= min(MOST_LEVELS, level + 1):
            problems.append(Problem(clause.path, where, rules.BAD_HEADING, f"'{match[1]} {match[2]}' is no level that can stand here"))
        level = depth
        if not found:
            problems.append(Problem(clause.path, where, rules.NO_ID, f"heading '{match[2]}' has no id"))
        elif found in seen:
            message = f"id '{found}' stands twice (first on line {seen[found]})"
            problems.append(Problem(clause.path, where, rules.TWICE, message))
        else:
            seen[found] = where.line
    return problems
