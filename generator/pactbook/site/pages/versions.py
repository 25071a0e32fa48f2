"""The timeline of each agreement: every version with its state and signers, its text, and what it changed; and what a proposal would change."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.lock.records.state import Standing
from pactbook.model.book import AGREEMENT
from pactbook.redline.compare import compare
from pactbook.redline.context import in_context
from pactbook.redline.files import counted
from pactbook.redline.page import body
from pactbook.site import paths
from pactbook.site.markup import blocks, day, link, table
from pactbook.site.page import AgreementMeta, Link, Page, chip, plain
from pactbook.site.pages.vendors import crumbs
from pactbook.site.proofs import proof, standings
from pactbook.site.views.parts import by_vendor
from pactbook.site.views.texts import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.lock.records.state import InstrumentState, VersionState
    from pactbook.model.book import Contract
    from pactbook.redline.pieces import Paragraph
    from pactbook.site.views.parts import Piece
    from pactbook.site.views.view import View

ORDER = 22
_ELSEWHERE = re.compile(r"\[([^\]]*)\]\(\.\./msa/agreement\.md#[^)]*\)")
_LEGEND = "<ins>Underlined</ins> is new, <del>struck through</del> is gone. Words that only moved say so. Line breaks and numbers of lines do not count."


def pages(view: View) -> Iterator[Page]:
    """For each contract its timeline, the texts of versions that are not shown elsewhere, and the changes of each; then the proposals."""
    yield from _in_place(view)
    yield from _proposals(view)


def pieces(view: View) -> Iterator[Piece]:
    """The same by vendor."""
    yield from by_vendor(view.book, view.book.contracts, "versions", _in_place)
    yield from by_vendor(view.book, view.book.proposals, "changes of proposals", _proposals)


def _in_place(view: View) -> Iterator[Page]:
    for contract in view.book.contracts.values():
        state = _known(view, contract)
        if state and state.versions:
            yield _timeline(view, contract, state)
            yield from _texts(view, contract, state)
            yield from _changes(view, contract, state)


def _proposals(view: View) -> Iterator[Page]:
    for proposal in view.book.proposals.values():
        if in_place := view.book.contracts.get(proposal.path.removesuffix("/draft")):
            yield _proposed(view, in_place, proposal)


def _known(view: View, contract: Contract) -> InstrumentState | None:
    """The agreement with those versions that somebody could know of on the day that is shown."""
    state = view.known.states.get(contract.path)
    return replace(state, versions=standings.heard(view, contract.path)) if state else None


def _timeline(view: View, contract: Contract, state: InstrumentState) -> Page:
    own = paths.versions(contract)
    rows = [_row(view, contract, state, version) for version in reversed(state.versions)]
    lead = (
        "Each version was signed as a whole and stays on record as it was signed. A version holds from its own day on, not from the day on "
        "which it was signed."
    )
    head = ("Version", "Status", "Holds from", "What it changes", "Signed by")
    title = f"{contract.terms.title}: versions"
    text = blocks(f"# {plain(title)}", lead, table(head, rows))
    return Page(own, title, text, "list", trusted=True, crumbs=_crumbs(view, contract))


def _row(view: View, contract: Contract, state: InstrumentState, version: VersionState) -> tuple[str, ...]:
    own = paths.versions(contract)
    standing = standings.standing_of(view, contract.path, version)
    signers = "<br>".join(plain(f"{signer.name} ({signer.party_name}, {signer.role})") for signer in version.signers)
    filed = standings.filed_on(view, version)
    where = link(f"Version {version.version}", _text_page(view, contract, state, version), own)
    what = plain(version.note or ("First version." if version.version == 1 else ""))
    if version.version > 1 and version.sound:
        what += f"<br>{link('What changed, word by word', paths.changes(contract, version.version), own)}"
    proof = f"{signers}{f'<br>Filed: {filed}' if filed else ''}"
    return where, chip(standings.WORDS[standing], standings.TONES[standing]), day(version.effective), what, proof


def _text_page(view: View, contract: Contract, state: InstrumentState, version: VersionState) -> str:
    shown = state.shown(view.as_of)
    return paths.contract(contract) if version == shown or not version.sound else paths.version(contract, version.version)


def _texts(view: View, contract: Contract, state: InstrumentState) -> Iterator[Page]:
    shown = state.shown(view.as_of)
    for version in state.versions:
        if version == shown or not version.sound:
            continue
        words, tone = standings.of_version(view, contract.path, version)
        title = f"{contract.terms.title}, version {version.version}"
        text = _ELSEWHERE.sub(r"\1", read_text(view.sealed(contract.path, version, AGREEMENT)).markdown)
        meta = AgreementMeta(
            status=words,
            status_tone=tone,
            version=str(version.version),
            effective=day(version.effective),
            kicker=view.book.vendor_name(contract.vendor),
            note=_note(standings.standing_of(view, contract.path, version)),
            proof=tuple(standings.proof_of(view, version)),
            running_head=f"{title}: {words.lower()}",
        )
        yield Page(
            paths.version(contract, version.version),
            title,
            text if text.lstrip().startswith("# ") else f"# {plain(title)}\n\n{text}",
            "agreement",
            meta=meta,
            crumbs=(*_crumbs(view, contract), Link("Versions", paths.versions(contract))),
            locked=Link("How a change is made", paths.CHANGES),
            search_weight=0,
            downloads=proof.offered(view, contract, version),
            signed=proof.signed_text(view, contract.path, version),
        )


def _note(standing: Standing) -> str:
    if standing is Standing.SUPERSEDED:
        return "This version no longer holds: a later one has taken its place. It is kept as it was signed."
    return standings.NOTES.get(standing, "")


def _changes(view: View, contract: Contract, state: InstrumentState) -> Iterator[Page]:
    for older, newer in zip(state.versions, state.versions[1:], strict=False):
        if not (older.sound and newer.sound):
            continue
        texts = [view.sealed(contract.path, version, AGREEMENT) for version in (older, newer)]
        title = f"{contract.terms.title}: from version {older.version} to version {newer.version}"
        lead = f"Version {newer.version} holds from {day(newer.effective)}." + (f" {plain(newer.note)}" if newer.note else "")
        yield _redline(view, contract, (paths.changes(contract, newer.version), title, lead), compare(*texts))


def _proposed(view: View, contract: Contract, proposal: Contract) -> Page:
    title = f"{contract.terms.title}: what the proposal would change"
    lead = "Compared with the text that this site shows for today. Nobody has signed the proposal, so it binds nobody."
    texts = [view.texts.of(each).text for each in (contract, proposal)]
    return _redline(view, contract, (paths.changes(proposal), title, lead), compare(*texts))


def _redline(view: View, contract: Contract, named: tuple[str, str, str], found: Sequence[Paragraph]) -> Page:
    """The changed clauses with their headings first, then the whole text."""
    path, title, lead = named
    places, renumbered = sum(paragraph.passage for paragraph in found), sum(paragraph.renumbered for paragraph in found)
    changed = body(in_context(found))
    parts = [f'<div class="pb-redline-text">\n{changed}</div>' if places else "The words are the same."]
    if places or renumbered:
        parts += [f'## The whole text {{#whole}}\n\n<div class="pb-redline-text">\n{body(found)}</div>']
    count = f"{counted(places, renumbered)}. {_LEGEND}"
    text = blocks(f"# {plain(title)}", lead, count, "## What changed {#changed}", *parts)
    return Page(path, title, text, "list", trusted=True, crumbs=_crumbs(view, contract), search_weight=0)


def _crumbs(view: View, contract: Contract) -> tuple[Link, ...]:
    return (*crumbs(view, contract.vendor), Link(contract.terms.title, paths.contract(contract)))
