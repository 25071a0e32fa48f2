"""The pages of operations manuals, each with the contract that it works under and who keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.lock.records.state import Standing
from pactbook.manuals.frame import reviewed_on
from pactbook.manuals.page import show
from pactbook.model.manual import TEN_THINGS, Manual, ManualPage, OutlinePage
from pactbook.site import paths
from pactbook.site.markup import blocks, day, link, table
from pactbook.site.page import Asset, Link, ManualMeta, Page, Siblings, plain
from pactbook.site.pages.vendors import crumbs
from pactbook.site.proofs import proof, standings
from pactbook.site.views.parts import Piece, of_manual

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pactbook.manuals.links import Target
    from pactbook.site.views.view import View

ORDER = 30
INDEX = "index.md"
_APPROVAL = {Standing.IN_FORCE: "Outline approved", Standing.BROKEN: "Outline does not verify"}
_NOTES = {
    Standing.DRAFT: "Legal has not approved the outline yet, which says what this manual must hold.",
    Standing.PENDING: "Not everybody has approved the outline yet, which says what this manual must hold.",
    Standing.SCHEDULED: "The outline, which says what this manual must hold, counts from its day on.",
    Standing.BROKEN: "The outline is not the one that was signed, or a signature does not hold. Ask legal what this manual must hold.",
}


def pages(view: View) -> Iterator[Page]:
    """Every manual: its pages in the order of the outline, then those that operations added."""
    for manual in view.book.manuals.values():
        siblings = _siblings(view, manual)
        if all(page.file != INDEX for page in manual.pages):
            yield _contents(view, manual, siblings)
        for page in _ordered(manual):
            yield _page(view, manual, page, siblings)


def pieces(view: View) -> Iterator[Piece]:
    """Each manual by itself."""
    for path, manual in view.book.manuals.items():
        yield Piece(path, of_manual(manual), pages)


def _ordered(manual: Manual) -> list[ManualPage]:
    order = {planned.file: number for number, planned in enumerate(manual.outline.pages)}
    return sorted(manual.pages, key=lambda page: (order.get(page.file, len(order)), page.file))


def _planned(manual: Manual, file: str) -> OutlinePage | None:
    return next((each for each in manual.outline.pages if each.file == file), None)


def _title(view: View, manual: Manual, page: ManualPage) -> str:
    planned = _planned(manual, page.file)
    if planned:
        return planned.title
    return next((heading.title for heading in view.linker.read(page).headings if heading.level == 1), page.file.removesuffix(".md"))


def _siblings(view: View, manual: Manual) -> Siblings:
    links = [Link(_title(view, manual, page), paths.manual_page(manual, page.file)) for page in _ordered(manual)]
    if all(page.file != INDEX for page in manual.pages):
        links.insert(0, Link("Contents", paths.manual_page(manual, INDEX)))
    return Siblings(manual.outline.title, tuple(links))


def _page(view: View, manual: Manual, page: ManualPage, siblings: Siblings) -> Page:
    path = paths.manual_page(manual, page.file)
    images: dict[str, None] = {}

    def address(target: Target) -> str:
        if target.kind == "image":
            images[target.name] = None
        return paths.relative(paths.of_target(manual, target), path)

    shown = show(view.linker, manual, page, address)
    title = _title(view, manual, page)
    is_index = page.file == INDEX
    way = (
        crumbs(view, manual.vendor)
        if is_index
        else (*crumbs(view, manual.vendor), Link(manual.outline.title, paths.manual_page(manual, INDEX)))
    )
    return Page(
        path,
        manual.outline.title if is_index else title,
        shown.markdown,
        "manual" if is_index else "manual-page",
        source=page.path,
        meta=_meta(view, manual, page, outline=is_index),
        crumbs=way,
        siblings=siblings,
        assets=tuple(Asset(paths.manual_page(manual, file), f"{manual.path}/{file}") for file in images),
        description=manual.outline.summary if is_index else f"{title}: {manual.outline.title}",
        search_weight=1.5,
        downloads=proof.offered_of_outline(view, manual) if is_index else (),
    )


def _meta(view: View, manual: Manual, page: ManualPage, *, outline: bool) -> ManualMeta:
    planned = _planned(manual, page.file)
    contract = view.book.contracts.get(manual.outline.contract)
    updated, reviewed = view.updated(page.path), _reviewed(view, page)
    seen = reviewed or updated
    limit = manual.outline.stale_after
    things = [
        *(planned.defines if planned else ()),
        *(thing for heading in (planned.headings if planned else ()) for thing in heading.defines),
    ]
    meta = ManualMeta(
        kicker=manual.outline.title if page.file == INDEX and _title(view, manual, page) != manual.outline.title else "",
        basis=Link(contract.terms.title, paths.contract(contract)) if contract else None,
        owner=(planned.owner if planned else "") or manual.outline.owner,
        updated=_updated(view, page, updated),
        stale_after=str(limit) if limit else "",
        stale=bool(seen and limit and limit.after(seen) < view.as_of),
        reviewed=day(reviewed) if reviewed else "",
        defines=tuple(TEN_THINGS[thing].lower() for thing in dict.fromkeys(things)),
    )
    return _with_outline(view, manual, meta) if outline else meta


def _reviewed(view: View, page: ManualPage) -> date | None:
    """The day of the last review that the page names; none where that day has not come (a finding tells of it)."""
    day = reviewed_on(page)
    return day if day and day <= (view.known.today or view.as_of) else None


def _with_outline(view: View, manual: Manual, meta: ManualMeta) -> ManualMeta:
    """The same with the state and the proof of the outline."""
    standing, version = standings.of(view, manual.path), standings.shown(view, manual.path)
    words, tone = standings.of_instrument(view, manual.path)
    return replace(
        meta,
        status=_APPROVAL.get(standing, f"Outline: {words[:1].lower()}{words[1:]}"),
        status_tone=tone,
        version=str(version.version) if version else "",
        effective=day(version.effective) if version else "",
        note=_NOTES.get(standing, ""),
        proof=tuple(standings.proof(view, manual.path)),
    )


def _updated(view: View, page: ManualPage, updated: date | None) -> str:
    """When a page was last changed, in words; one that was changed since the day that the site shows says so, for its text is today's."""
    if view.changed_later(page.path):
        return f"After {day(view.as_of)}; shown as it is now"
    return day(updated) if updated else ""


def _contents(view: View, manual: Manual, siblings: Siblings) -> Page:
    path = paths.manual_page(manual, INDEX)
    rows = [(link(_title(view, manual, page), paths.manual_page(manual, page.file), path),) for page in _ordered(manual)]
    body = blocks(f"# {plain(manual.outline.title)}", plain(manual.outline.summary), table(("Page",), rows))
    return Page(
        path,
        manual.outline.title,
        body,
        "manual",
        trusted=True,
        meta=_with_outline(view, manual, ManualMeta()),
        crumbs=crumbs(view, manual.vendor),
        siblings=siblings,
        description=manual.outline.summary,
        downloads=proof.offered_of_outline(view, manual),
    )
