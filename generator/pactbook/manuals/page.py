"""One page of a manual, ready to show: values of the contract filled in, links resolved, every heading with its id.

All of it is worked out on the page as it was written, and then put in at once, so that every mistake has its place in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pactbook.assemble.escape import inline
from pactbook.assemble.filling import absent, written
from pactbook.manuals import rules
from pactbook.manuals.frame import frame
from pactbook.manuals.links import DeadLinkError, Linker, Target
from pactbook.problems import Problem
from pactbook.templates import rules as template_rules
from pactbook.templates.expressions import scan
from pactbook.templates.fill import LookupFailedError, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactbook.manuals.destinations import LinkFound
    from pactbook.manuals.reading import Reading
    from pactbook.model.manual import Manual, ManualPage
    from pactbook.problems import Rule
    from pactbook.templates.expressions import Found

_MEANT_AS_TEXT = re.compile(r"(?<!\S)\{(?![{%])|#(?=#*\Z)")  # what would be read as attributes of the heading, or as its end
_SHORT_IMAGE = re.compile(r"(?<!\\)!\[([^\[\]\n]+)\](?![\[(])")  # the words are the name of the definition too
_HASHTAG = re.compile(r"^#{1,6}(?=[^#\s])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """The page's markdown for a site, and what is wrong with the page."""

    markdown: str
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Work:
    """One page on its way: what to put in between two offsets of its text, and what is wrong."""

    linker: Linker
    manual: Manual
    page: ManualPage
    names: dict[str, object]
    edits: list[tuple[int, int, str | Target]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def reading(self) -> Reading:
        return self.linker.read(self.page)

    def problem(self, offset: int, rule: Rule, message: str) -> None:
        self.problems.append(Problem(self.page.path, place(self.page.text, offset, self.page.text_line), rule, message))


@dataclass(frozen=True, slots=True)
class _Worked:
    """A page worked out for every site: what to put in where (a target where an address will stand), and what is wrong."""

    edits: tuple[tuple[int, int, str | Target], ...]
    problems: tuple[Problem, ...]

    def leads_to(self, kind: str) -> bool:
        """Whether a link of the page leads to something of this kind."""
        return any(isinstance(words, Target) and words.kind == kind for _, _, words in self.edits)


def scope(linker: Linker, manual: Manual) -> dict[str, object]:
    """The values that a manual may use: its SOW, the MSA, and the two parties."""
    names: dict[str, object] = {}
    for key in ("sow", "msa"):
        try:
            terms = linker.contract(key, manual).terms
        except DeadLinkError:
            continue
        names[key] = terms
        names.setdefault("client", terms.parties.client)
        names.setdefault("vendor", terms.parties.vendor)
    return names


def show(linker: Linker, manual: Manual, page: ManualPage, address: Callable[[Target], str]) -> Shown:
    """Fill in values, resolve links through `address`, and give each heading its id; what fails stays as it is written.

    Code is left as it is: a canned reply may hold braces and links of another system.
    """
    worked = _worked(linker, manual, page)
    pieces, at, text = [], 0, page.text
    for start, end, words in worked.edits:
        pieces += [text[at:start], address(words) if isinstance(words, Target) else words]
        at = end
    return Shown("".join((*pieces, text[at:])), worked.problems)


def problems_of(linker: Linker, manual: Manual, page: ManualPage) -> tuple[Problem, ...]:
    """What is wrong with a page."""
    return _worked(linker, manual, page).problems


def remembered(linker: Linker, manual: Manual) -> dict[str, list[Any]] | None:
    """What was worked out of a manual's pages, as plain lists by path; None unless every page is worked out and without fault."""
    found: dict[str, list[Any]] = {}
    for page in manual.pages:
        worked: _Worked | None = linker.worked.get(page.path)
        if worked is None or worked.problems:
            return None
        found[page.path] = [[start, end, words if isinstance(words, str) else _fields(words)] for start, end, words in worked.edits]
    return found


def _fields(target: Target) -> tuple[str, ...]:
    return target.kind, target.name, target.anchor, target.words


def recall(linker: Linker, manual: Manual, found: dict[str, list[Any]]) -> None:
    """Give a linker what `remembered` told of this very manual."""
    for page in manual.pages:
        edits = ((start, end, words if isinstance(words, str) else Target(*words)) for start, end, words in found[page.path])
        linker.worked[page.path] = _Worked(tuple(edits), ())


def _worked(linker: Linker, manual: Manual, page: ManualPage) -> _Worked:
    """The page worked out, once for everybody who asks the same linker."""
    known: _Worked | None = linker.known(manual, page)
    if known is None:
        work = _Work(linker, manual, page, scope(linker, manual))
        _link(work)
        _fill(work)
        _identify(work)
        work.problems += frame(manual, page, work.reading)
        known = linker.worked[page.path] = _Worked(tuple(sorted(work.edits, key=lambda edit: edit[:2])), tuple(work.problems))
    return known


def _link(work: _Work) -> None:
    defined = {link.name: link for link in work.reading.defined}
    for link in (*work.reading.links, *work.reading.defined):
        if link.name and not link.target:
            if link.name not in defined:
                work.problem(
                    link.start, rules.DEAD_LINK, f"nothing says where '{link.name}' leads: a line '[{link.name}]: page.md' is missing"
                )
            elif link.image:
                _follow(work, defined[link.name].target, link.start, image=True)
            continue
        target = _follow(work, link.target, link.start, image=link.image)
        if target is None:
            continue
        work.edits.append((link.at, link.until, target))
        if not link.words.strip() and not link.image and not link.name:
            work.edits.append((link.inner, link.inner + len(link.words), _words(target, work)))
    for found in _SHORT_IMAGE.finditer(work.page.text) if defined else ():
        name = " ".join(found[1].split()).lower()
        if name in defined and not work.reading.in_code(found.start()):
            _follow(work, defined[name].target, found.start(), image=True)


def _follow(work: _Work, target: str, offset: int, *, image: bool) -> Target | None:
    """Where a link leads, or None with the problem noted."""
    try:
        return work.linker.follow(target, work.manual, work.page, image=image)
    except DeadLinkError as error:
        if not error.told_elsewhere:
            work.problem(offset, error.rule, str(error))
        return None


def _words(target: Target, work: _Work) -> str:
    """The words for a link that has none: a heading's title may hold values itself."""
    if target.kind != "page":
        return target.words
    pieces, at = [], 0
    for found in scan(target.words):
        pieces += [inline(target.words[at : found.start]), _value(found, target.words, work) or ""]
        at = found.end
    return " ".join((*pieces, inline(target.words[at:]))).strip() if pieces else inline(target.words)


def _fill(work: _Work) -> None:
    text = work.page.text
    targets: list[LinkFound] = [link for link in (*work.reading.links, *work.reading.defined) if "{" in link.target]
    for found in scan(text):
        if work.reading.in_code(found.start) or any(link.at <= found.start < link.until for link in targets):
            continue
        if found.expression is None:
            work.problem(found.start, template_rules.NOT_DECLARATIVE, found.reason)
            continue
        words = _value(found, text, work, report=True)
        if words is not None:
            work.edits.append((found.start, found.end, words))


def _value(found: Found, text: str, work: _Work, *, report: bool = False) -> str | None:
    if found.expression is None:
        return None
    try:
        return written(found, text, work.names)
    except LookupFailedError as error:
        name = found.expression.names[0]
        if report and not (name not in work.names and work.linker.is_told_elsewhere(name, work.manual)):
            work.problem(found.start, error.rule, absent(found.expression, work.names) or str(error))
        return None


def _identify(work: _Work) -> None:
    """Write each heading so that every program that makes a page of it sees the same heading, with the id that links lead to.

    That is `## Words {#id}` at the margin, with an empty line above and below.
    """
    text = work.page.text
    for heading in work.reading.headings:
        begin, at, until, end = heading.span
        above = "\n" if begin > 1 and text[begin - 2] != "\n" else ""
        below = "\n" if end + 1 < len(text) and text[end + 1] != "\n" else ""
        work.edits.append((begin, at, f"{above}{'#' * heading.level} "))
        work.edits.append((until, end, f" {{#{heading.id}}}{below}"))
        for sign in _MEANT_AS_TEXT.finditer(text, at, until):
            if not work.reading.in_code(sign.start()):
                work.edits.append((sign.start(), sign.start(), "\\"))
    if "#" in text:  # '#1' in front of a line is text, though some programs make a heading of it
        for match in _HASHTAG.finditer(text):
            if not work.reading.in_code(match.start()):
                work.edits.append((match.start(), match.start(), "\\"))
