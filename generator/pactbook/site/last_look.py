"""A last look at the site of a vendor: no page of it may name another vendor, whatever it was made of.

`pactbook check` finds such names where they are written (C064); this finds what only comes together on the page, and holds where that rule is switched
off. Each page takes the names along with it and is looked at as it was printed (`pactbook.site.unnamed`); where that finds one, the pages are looked
at here as they were made, so that the finding has its file and line. What the vendor has signed itself it knows, so that the pages of its agreements are left out; a
waiver in what legal signed counts here too.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.checks.manuals.other_vendors import NAMED
from pactbook.manuals.name_search import plain
from pactbook.manuals.vendor_names import is_signed, vendor_names
from pactbook.model.book import AGREEMENT
from pactbook.problems import Position, Problem
from pactbook.site import paths
from pactbook.site.audience import INTERNAL
from pactbook.site.judge import BookProblemsError
from pactbook.site.page import Unnamed
from pactbook.site.unnamed import written
from pactbook.text import lines
from pactbook.text.as_seen import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from pactbook.manuals.name_search import Name
    from pactbook.manuals.vendor_names import VendorNames
    from pactbook.model.book import Book
    from pactbook.model.settings import Waiver
    from pactbook.site.page import Page

_OF_A_CONTRACT = r"(?:-versions|-v\d+|-v\d+-changes)?\.md"
_HOW = "Look where the name comes from: a value of the contract, a title, a file's name."


def looked_at(pages: Iterable[Page], book: Book, audience: str, as_of: date, *, texts: bool = True) -> Iterator[Page]:
    """The pages of an audience; raises BookProblemsError after the last of them if any names a vendor that its readers must not know of.

    Without `texts` their texts are left to the look at the printed page, and only what need not be printed is looked at.
    """
    if audience == INTERNAL:
        yield from pages
        return
    names, problems = vendor_names(book), list[Problem]()
    own, waivers = _own(book, audience), _waivers(book, audience)
    kept = names.kept_from(audience)
    unnamed = _unnamed(kept, audience)
    for page in pages:
        if own.fullmatch(page.path):
            yield page
            continue
        held = [waiver for waiver in waivers.get(page.path, ()) if waiver.rule == NAMED.code and waiver.until >= as_of]
        for _, words, _ in names.found(_shown(page, texts=texts), audience):
            problem = _problem(page, audience, words, _place(book, page, names, audience))
            if not any(waiver.words in problem.message or waiver.words in page.markdown for waiver in held):
                problems.append(problem)
                break
        yield replace(page, unnamed=_unnamed(_without(kept, held, page), audience) if held else unnamed)
    if problems:
        raise BookProblemsError(tuple(problems))


def _unnamed(names: Iterable[Name], reader: str) -> Unnamed | None:
    found = written(names)
    return Unnamed(reader, hashlib.sha256(found.encode()).hexdigest(), found) if found else None


def _without(names: Iterable[Name], waivers: Iterable[Waiver], page: Page) -> Iterable[Name]:
    """The names that legal does not let stand on a page: by name, or by words of the page in which no name is."""
    for waiver in waivers:
        said = f" {plain(as_seen(waiver.words))} "
        meant = {name for name in names if _spoken(name) in said or said in _spoken(name)}
        if not meant and waiver.words in page.markdown:
            return ()
        names = [name for name in names if name not in meant]
    return names


def _spoken(name: Name) -> str:
    return f" {' '.join(name.words)} "


def _shown(page: Page, *, texts: bool) -> str:
    files = [*(asset.path for asset in page.assets), *(download.path for download in page.downloads)]
    return "\n".join((page.path, page.title, page.description, page.markdown if texts else "", repr(page.meta), *files))


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


def _texts(book: Book, page: Page) -> Iterator[tuple[str, str, int]]:
    """The files that a page is made of: path, text and the line on which it begins."""
    folder = (page.source or "").rpartition("/")[0]
    for each in book.manuals[folder].pages if folder in book.manuals else ():
        if each.path == page.source:
            yield each.path, each.text, each.text_line
    for name, versions in book.clauses.items():
        if page.path == paths.clause(name):
            yield from ((each.path, each.text, each.text_line) for each in versions)
    for contract in (*book.contracts.values(), *book.proposals.values()):
        if page.path == paths.contract(contract):
            yield f"{contract.path}/{AGREEMENT}", contract.agreement or "", 1


def _place(book: Book, page: Page, names: VendorNames, reader: str) -> tuple[str, Position]:
    """Where a file that a page is made of names the other vendor; the beginning of the page where the name comes from elsewhere."""
    for path, text, first_line in _texts(book, page):
        offset = min((offset for offset, _, _ in names.found(text, reader)), default=None)
        if offset is not None:
            line, col = lines.read(text).position(offset)
            return path, Position(line + first_line - 1, col)
    return page.source or page.path, Position()


def _problem(page: Page, audience: str, words: str, place: tuple[str, Position]) -> Problem:
    message = f"the page {page.path} of the site for '{audience}' would show '{' '.join(words.split())}', the name of another vendor"
    return Problem(*place, NAMED, message, f"{_HOW} {NAMED.fix}")
