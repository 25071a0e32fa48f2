"""A last look at the site of a vendor: no page of it may name another vendor, whatever it was made of.

`pactbook check` finds such names where they are written (C064); this finds what only comes together on the page, and holds where that rule is switched
off. Each page takes the names along with it and is looked at as it was printed (`pactbook.site.printed.unnamed`); where that finds one, the pages are looked
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
from pactbook.site.page import Unnamed
from pactbook.site.printed.unnamed import written
from pactbook.site.reading.judge import BookProblemsError
from pactbook.text.letters import lines
from pactbook.text.letters.as_seen import as_seen

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


class LastLook:
    """The look at the pages of one audience, part by part; without `texts` their texts are left to the look at the printed page.

    Raises BookProblemsError from `end` if any of them names a vendor that its readers must not know of.
    """

    def __init__(self, book: Book, audience: str, as_of: date, *, texts: bool = True) -> None:
        """What may not be named, and what legal lets stand, is read once."""
        self._book, self._audience, self._as_of, self._texts = book, audience, as_of, texts
        self._problems: list[Problem] = []
        self._looks = audience != INTERNAL
        if self._looks:
            self._names = vendor_names(book)
            self._own, self._waivers = _own(book, audience), _waivers(book, audience)
            self._kept = self._names.kept_from(audience)
            self._unnamed = _unnamed(self._kept, audience)

    def over(self, pages: Iterable[Page]) -> Iterator[Page]:
        """These pages, each with the names that must not stand on it."""
        return (self._page(page) for page in pages) if self._looks else iter(pages)

    def end(self) -> None:
        """All pages were looked at."""
        if self._problems:
            raise BookProblemsError(tuple(self._problems))

    def _page(self, page: Page) -> Page:
        if self._own.fullmatch(page.path):
            return page
        waivers = self._waivers.get(page.path, ())
        held = [waiver for waiver in waivers if waiver.rule == NAMED.code and waiver.until >= self._as_of]
        for _, words, _ in self._names.found(_shown(page, texts=self._texts), self._audience):
            problem = _problem(page, self._audience, words, _place(self._book, page, self._names, self._audience))
            if not any(waiver.words in problem.message or waiver.words in page.markdown for waiver in held):
                self._problems.append(problem)
                break
        unnamed = _unnamed(_without(self._kept, held, page), self._audience) if held else self._unnamed
        return replace(page, unnamed=unnamed)


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
