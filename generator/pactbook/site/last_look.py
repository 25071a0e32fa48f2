"""A last look at the site of a vendor: no page of it may name another vendor, whatever it was made of.

`pactbook check` finds such names where they are written (C064); this finds what only comes together on the page, and holds where that rule is switched
off. What the vendor has signed itself it knows, so that the pages of its agreements are left out; a waiver in what legal signed counts here too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.manuals.other_vendors import NAMED
from pactbook.manuals.vendor_names import is_signed, vendor_names
from pactbook.problems import Position, Problem
from pactbook.site import paths
from pactbook.site.audience import INTERNAL
from pactbook.site.judge import BookProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from pactbook.model.book import Book
    from pactbook.model.settings import Waiver
    from pactbook.site.page import Page

_OF_A_CONTRACT = r"(?:-versions|-v\d+|-v\d+-changes)?\.md"
_HOW = "Look where the name comes from: a value of the contract, a title, a file's name."


def looked_at(pages: Iterable[Page], book: Book, audience: str, as_of: date) -> Iterator[Page]:
    """The pages of an audience; raises BookProblemsError after the last of them if any names a vendor that its readers must not know of."""
    if audience == INTERNAL:
        yield from pages
        return
    names, problems = vendor_names(book), list[Problem]()
    own, waivers = _own(book, audience), _waivers(book, audience)
    for page in pages:
        if not own.fullmatch(page.path):
            for _, words, _ in names.found(_shown(page), audience):
                problem = _problem(page, audience, words)
                if not any(_holds(waiver, page, problem, as_of) for waiver in waivers.get(page.path, ())):
                    problems.append(problem)
                    break
        yield page
    if problems:
        raise BookProblemsError(tuple(problems))


def _shown(page: Page) -> str:
    files = [*(asset.path for asset in page.assets), *(download.path for download in page.downloads)]
    return "\n".join((page.path, page.title, page.description, page.markdown, repr(page.meta), *files))


def _own(book: Book, vendor: str) -> re.Pattern[str]:
    """The pages of what a vendor has signed; and what changed, which leaves out names by itself, since the past can't be mended."""
    stems = [re.escape(paths.contract(contract)[:-3]) for contract in book.of_vendor(vendor) if is_signed(contract)]
    signed = f"(?:{'|'.join(stems)}){_OF_A_CONTRACT}|" if stems else ""
    return re.compile(f"{signed}{re.escape(paths.NEWS)}")


def _waivers(book: Book, vendor: str) -> dict[str, tuple[Waiver, ...]]:
    """What legal lets stand, by the page of the site: waivers in outlines, in clauses and in contracts."""
    found = {
        paths.clause(name): tuple(each for version in versions for each in version.data.waivers) for name, versions in book.clauses.items()
    }
    for contract in (*book.contracts.values(), *book.proposals.values()):
        found[paths.contract(contract)] = contract.terms.waivers
    for manual in book.manuals.values():
        if vendor in manual.audience:
            folder = f"vendors/{vendor}/manuals/{manual.name}"
            for page in manual.pages:
                found[f"{folder}/{page.file}"] = tuple(
                    each for each in manual.outline.waivers if each.at.partition("#")[0] in {"", page.file}
                )
    return found


def _holds(waiver: Waiver, page: Page, problem: Problem, as_of: date) -> bool:
    said = waiver.words in problem.message or waiver.words in page.markdown
    return waiver.rule == NAMED.code and waiver.until >= as_of and said


def _problem(page: Page, audience: str, words: str) -> Problem:
    name = " ".join(words.split())
    message = f"the page {page.path} of the site for '{audience}' would show '{name}', the name of another vendor"
    return Problem(page.source or page.path, Position(), NAMED, message, f"{_HOW} {NAMED.fix}")
