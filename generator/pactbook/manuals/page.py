"""One page of a manual, ready to show: values of the contract filled in, links resolved, every heading with its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.manuals import rules
from pactbook.manuals.links import DeadLinkError, Linker, Target
from pactbook.manuals.reading import LinkFound, reference_targets
from pactbook.problems import Position, Problem
from pactbook.templates.fill import fill, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pactbook.model.manual import Manual, ManualPage

@dataclass(frozen=True, slots=True)
class Shown:
    """The page's markdown for a site, and what is wrong with the page."""

    markdown: str
    problems: tuple[Problem, ...]


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
    """Fill in values, resolve links through `address`, and give each heading its id; what fails stays as it is written."""
    text, problems = _linked(linker, manual, page, address)
    text = _identified(linker, page, text)
    filled, wrong = fill(text, scope(linker, manual), page.path, page.text_line)
    shown = _placed(wrong, page, manual, linker)
    return Shown(filled, (*problems, *shown, *_frame(linker, manual, page)))


def problems_of(linker: Linker, manual: Manual, page: ManualPage) -> tuple[Problem, ...]:
    """What is wrong with a page."""
    return show(linker, manual, page, lambda target: target.name).problems


def _placed(wrong: list[Problem], page: ManualPage, manual: Manual, linker: Linker) -> list[Problem]:
    """Problems of values at their place in the file as it was written, before links were resolved."""
    return fill(page.text, scope(linker, manual), page.path, page.text_line)[1] if wrong else []


def _linked(linker: Linker, manual: Manual, page: ManualPage, address: Callable[[Target], str]) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    pieces, at, text = [], 0, page.text
    links = sorted((*linker.read(page).links, *reference_targets(text)), key=lambda link: link.start)
    for link in links:
        try:
            target = linker.follow(link.target, manual, page, image=link.image)
        except DeadLinkError as error:
            problems.append(Problem(page.path, place(text, link.start, page.text_line), error.rule, str(error)))
            continue
        pieces += [text[at : link.start], _written(link, target, address(target), text)]
        at = link.end
    return "".join((*pieces, text[at:])), problems


def _written(link: LinkFound, target: Target, address: str, text: str) -> str:
    if text[link.start] not in "![":
        return address
    return f"{'!' if link.image else ''}[{link.words or target.words}]({address})"


def _identified(linker: Linker, page: ManualPage, text: str) -> str:
    """Add the id to each heading that has none of its own, so that links and site agree on it."""
    lines = text.split("\n")
    for heading in linker.read(page).headings:
        row = heading.line - page.text_line
        if not heading.explicit and row < len(lines):
            lines[row] = f"{lines[row].rstrip().rstrip('#').rstrip() if lines[row].lstrip().startswith('#') else lines[row]} {{#{heading.id}}}"
    return "\n".join(lines)


def _frame(linker: Linker, manual: Manual, page: ManualPage) -> Iterator[Problem]:
    for key in page.front_matter:
        yield Problem(page.path, Position(), rules.FRONT_MATTER, f"front matter '{key}' is not allowed in a manual")
    planned = next((each for each in manual.outline.pages if each.file == page.file), None)
    first = next(iter(linker.read(page).headings), None)
    title = first.title if first and first.level == 1 else None
    if title is None:
        yield Problem(page.path, Position(page.text_line, 1), rules.NO_TITLE, "the page has no title: '# ' and words in the first line")
    elif planned and planned.title != title:
        where = Position(first.line if first else 1, 1)
        yield Problem(page.path, where, rules.NO_TITLE, f"the page is called '{title}' here and '{planned.title}' in outline.yaml")
