"""What changed for an audience: versions of agreements and outlines from their sealed records, pages of manuals from git history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.lock.records.state import Standing
from pactbook.model.book import AGREEMENT
from pactbook.site import paths
from pactbook.site.markup import day
from pactbook.site.news.item import News
from pactbook.site.news.pages import INDEX, news_of_pages
from pactbook.site.news.words import parts, sections
from pactbook.site.proofs import standings
from pactbook.site.views.manual_readers import Readers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pactbook.lock.records.state import VersionState
    from pactbook.model.manual import Manual
    from pactbook.site.views.view import View

UNKNOWN = "Day not known"
_TODO = {
    Standing.BROKEN: "Do not rely on it: it does not verify. Ask legal.",
    Standing.SUPERSEDED: "Nothing: a later version has taken its place.",
    Standing.ENDED: "Nothing: the term is over.",
}


def news(view: View) -> tuple[News, ...]:
    """Everything that changed for the audience up to the day that is shown, newest first; and what is signed for a later day."""
    found = [*_agreements(view), *_outlines(view), *news_of_pages(view)]
    found = [_named(view, each) for each in found] if view.internal else found
    return tuple(sorted(found, key=lambda each: (each.day, each.effective or each.day, each.title), reverse=True))


def _named(view: View, each: News) -> News:
    """The same with its vendor: titles such as "Master services agreement" are those of many."""
    book = view.book
    owned = book.contracts.get(each.folder) or book.manuals[each.folder]
    return replace(each, vendor=book.vendor_name(owned.vendor))


def _agreements(view: View) -> Iterator[News]:
    for contract in view.book.contracts.values():
        state = view.known.states.get(contract.path)
        texts = ""
        for version in state.versions if state else ():
            if not version.sound or standings.unheard(view, version):
                continue
            text = view.sealed(contract.path, version, AGREEMENT)
            words = sections(parts(texts), parts(text)) if version.version > 1 else ()
            texts = text
            said = version.note or ("First version." if version.version == 1 else "")
            yield _version(view, version, (contract.terms.title, paths.contract(contract)), (*_sentence(said), *words))


def _outlines(view: View) -> Iterator[News]:
    for manual in view.book.manuals.values():
        readers, before = Readers(view, manual), False
        state = view.known.states.get(manual.path)
        for version in state.versions if state else ():
            if version.sound and not standings.unheard(view, version) and readers.names(version):
                yield _outline(view, version, manual, before=before)
                before = True


def _outline(view: View, version: VersionState, manual: Manual, *, before: bool) -> News:
    """News of an outline; `before` is whether the audience has read of one before."""
    if version.version == 1:
        words = "The outline of the manual was approved."
    else:
        words = "The outline of the manual changed." if before else "You work by this manual from now on."
    tellable = (before or version.version == 1) and not view.names_another(version.note)
    said = _sentence(version.note if tellable else "")
    return _version(view, version, (manual.outline.title, paths.manual_page(manual, INDEX)), (*said, words))


def _sentence(said: str) -> tuple[str, ...]:
    return (said if said.endswith((".", "!", "?")) else f"{said}.",) if said else ()


def _version(view: View, version: VersionState, named: tuple[str, str], words: Sequence[str]) -> News:
    folder, (title, href) = version.statement.instrument, named
    when, said = _when(view, version)
    coming = standings.standing_of(view, folder, version) is Standing.SCHEDULED
    todo = _todo(view, folder, version)
    name = f"Version {version.version}"
    return News(when, name, title, tuple(words), todo, folder, href, version.effective, said, coming, key=name)


def _when(view: View, version: VersionState) -> tuple[date, str]:
    """The day on which a version was filed; where history does not tell it, a day for the order and what to say of it."""
    if filed := view.filed(version.record):
        return filed, ""
    said = f"After {day(view.as_of)}" if view.filed_later(version.record) else UNKNOWN
    if version.effective <= view.as_of:
        return version.effective, said
    state = view.known.states[version.statement.instrument]
    before = [each.effective for each in state.versions if each.version < version.version]  # it can't be older, and this day stays the same
    return min(max(before, default=view.as_of), view.as_of), said


def _todo(view: View, folder: str, version: VersionState) -> str:
    standing = standings.standing_of(view, folder, version)
    if standing is Standing.PENDING:
        return f"Nothing yet: it waits for {', '.join(map(str, version.missing))}."
    if standing is Standing.SCHEDULED:
        current = view.known.states[folder].in_force(view.as_of)
        until = f"until then version {current.version} holds" if current else "nothing of it binds before"
        return f"Prepare for that day; {until}."
    return _TODO.get(standing) or ("Work by it: it binds." if version.version > 1 else "Read it: it is what binds.")
