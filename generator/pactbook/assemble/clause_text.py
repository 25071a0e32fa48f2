"""Turns one clause in use into sections: headings read, parameters filled in, definitions taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble import rules
from pactbook.assemble.escape import inline
from pactbook.assemble.fences import fenced
from pactbook.assemble.filling import Filled, Origin, fill_in
from pactbook.assemble.outline import LEVELS, Section
from pactbook.assemble.parameters import OF_EVERY_CONTRACT, bind, check_clause
from pactbook.problems import Position, Problem, did_you_mean
from pactbook.templates import rules as template_rules
from pactbook.templates.expressions import scan
from pactbook.templates.fill import names_used

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.model.book import Contract
    from pactbook.model.clause import ClauseVersion
    from pactbook.model.terms import ClauseUse

TOP = 2  # the level of a clause's own headings; its title is level 1
_HEADING = re.compile(r"(#+)[ \t]+(.*?)[ \t]*(?:\{#([a-z][a-z0-9-]*)\})?[ \t]*")
_ALMOST = re.compile(r" {1,3}#{1,6}[ \t].*|#{1,6}[^#\s].*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_LOCAL = re.compile(r"\[\]\(#([a-z][a-z0-9-]*)\)")


@dataclass(slots=True)
class Written:
    """A clause as sections (the first is the clause itself), and the terms that it defines.

    `depends` are problems in the clause's file that come from this contract: another one with the same clause may not have them.
    """

    sections: list[Section] = field(default_factory=list)
    definitions: dict[str, Filled] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    depends: list[Problem] = field(default_factory=list)

    def taken(self, filled: Filled) -> Filled:
        """Keep the problems of a filled text and give it back."""
        self.problems += filled.problems
        self.depends += filled.depends
        return filled


@dataclass(slots=True)
class _Piece:
    """One heading of a clause as it stands in the file, with the text under it."""

    level: int
    title: str
    id: str
    at: Position
    line: int
    rows: list[str] = field(default_factory=list)


def scope(contract: Contract) -> dict[str, object]:
    """The names that every clause may use beside its own parameters."""
    terms = contract.terms
    return {"client": terms.parties.client, "vendor": terms.parties.vendor, "terms": terms}


def write_clause(use: ClauseUse, index: int, clause: ClauseVersion, contract: Contract) -> Written:
    """One clause with the contract's values."""
    values, problems = bind(use, index, clause, contract)
    declared = {name: f"[{name}]" for name in clause.data.parameters}  # one that has no good value is told once, by `bind`
    names: Mapping[str, object] = {**scope(contract), **declared, **values}
    written = Written(problems=problems)
    for piece in _pieces(clause):
        written.sections.append(_section(piece, use, clause, names, written))
    written.sections[0].route = ("clauses", index, "id" if use.id else "use")
    local = {section.id.partition(".")[2] for section in written.sections}
    for term, words in clause.data.definitions.items():
        origin = Origin(clause.path, clause.document.value_spot("definitions", term), exact=False)
        text = _globally(" ".join(words.split()), use.section_id, local)
        written.definitions[term] = written.taken(fill_in(text, names, origin, OF_EVERY_CONTRACT))
    return written


def _section(piece: _Piece, use: ClauseUse, clause: ClauseVersion, names: Mapping[str, object], written: Written) -> Section:
    empty = next((number for number, row in enumerate(piece.rows) if row.strip()), len(piece.rows))
    text = "\n".join(piece.rows[empty:]).rstrip()
    body = written.taken(fill_in(text, names, Origin(clause.path, Position(piece.line + empty, 1)), OF_EVERY_CONTRACT))
    if piece.level == 1:
        title = inline(use.title or clause.data.title)
    else:
        title = written.taken(fill_in(piece.title, names, Origin(clause.path, piece.at), OF_EVERY_CONTRACT)).text
    section_id = f"{use.section_id}.{piece.id}" if piece.id else use.section_id
    return Section(section_id, title, piece.level, body.text, stretches=tuple(body.stretches), clause=clause.name)


def _pieces(clause: ClauseVersion) -> list[_Piece]:
    """The clause cut at its headings; headings that are not as they should be are passed over (see `check`)."""
    found = [_Piece(1, "", "", Position(), clause.text_line)]
    for number, row, match in _rows(clause.text):
        if match and match[3] and TOP <= len(match[1]) <= LEVELS:
            line = clause.text_line + number
            found.append(_Piece(len(match[1]), match[2], match[3], Position(line, match.start(2) + 1), line + 1))
        else:
            found[-1].rows.append(row)
    return found


def _rows(text: str) -> Iterator[tuple[int, str, re.Match[str] | None]]:
    lines = text.split("\n")
    code, _ = fenced(lines)
    for number, line in enumerate(lines):
        yield number, line, _HEADING.fullmatch(line) if line.startswith("#") and not code[number] else None


def _globally(text: str, section_id: str, local: set[str]) -> str:
    """A definition's references into its own clause, written so that they hold in the definitions section too."""
    return _LOCAL.sub(lambda match: f"[](#{section_id}.{match[1]})" if match[1] in local else match[0], text)


def check(clause: ClauseVersion) -> list[Problem]:
    """What is wrong with a clause by itself, whoever uses it: headings, ids, parameters, names."""
    texts = (clause.text, *clause.data.definitions.values())
    problems = list(check_clause(clause, {name for text in texts for name in names_used(text)}))
    problems += _names(clause, clause.text, Origin(clause.path, Position(clause.text_line, 1)))
    for term, words in clause.data.definitions.items():
        problems += _names(clause, words, Origin(clause.path, clause.document.value_spot("definitions", term), exact=False))
    return [*problems, *_headings(clause), *_code(clause)]


def _names(clause: ClauseVersion, text: str, origin: Origin) -> Iterator[Problem]:
    """Expressions that no contract could fill in."""
    known = (*OF_EVERY_CONTRACT, *clause.data.parameters)
    for found in scan(text):
        if found.expression is None:
            yield Problem(clause.path, origin.at(text, found.start), template_rules.NOT_DECLARATIVE, found.reason)
        elif (name := found.expression.names[0]) not in known:
            where = origin.at(text, found.start)
            yield Problem(clause.path, where, template_rules.UNKNOWN_NAME, f"there is no '{name}'{did_you_mean(name, known)}")


def _headings(clause: ClauseVersion) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    level = 1
    for number, _, match in _rows(clause.text):
        if match is None:
            continue
        where = Position(clause.text_line + number, 1)
        depth, found = len(match[1]), match[3]
        if not TOP <= depth <= min(LEVELS, level + 1):
            yield Problem(clause.path, where, rules.BAD_HEADING, f"'{match[1]} {match[2]}' is no level that can stand here")
        level = depth
        if not found:
            yield Problem(clause.path, where, rules.NO_ID, f"heading '{match[2]}' has no id")
        elif found in seen:
            message = f"id '{found}' stands twice (first on line {seen[found]})"
            yield Problem(clause.path, where, rules.TWICE, message)
        else:
            seen[found] = where.line


def _code(clause: ClauseVersion) -> Iterator[Problem]:
    """Fences that nothing closes, and lines that some programs take for headings and others do not."""
    lines = clause.text.split("\n")
    code, unclosed = fenced(lines)
    if unclosed is not None:
        yield Problem(clause.path, Position(clause.text_line + unclosed, 1), rules.UNCLOSED, "this code block never ends")
    for number, line in enumerate(lines):
        if code[number]:
            continue
        where = Position(clause.text_line + number, 1)
        if _ALMOST.fullmatch(line):
            yield Problem(clause.path, where, rules.BAD_HEADING, f"'{line.strip()}' is a heading for some programs and text for others")
        elif _UNDERLINE.fullmatch(line) and number and lines[number - 1].strip():
            yield Problem(clause.path, where, rules.BAD_HEADING, f"the line makes a heading of '{lines[number - 1].strip()}'")
