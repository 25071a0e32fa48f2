"""A page for each agreement: how it stands, a summary, the facts, and the whole text as it is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.key_terms import renewal_words
from pactbook.model.terms import MsaTerms
from pactbook.site import paths
from pactbook.site.markup import day, sentence
from pactbook.site.page import AgreementMeta, Fact, Link, Page
from pactbook.site.pages.vendors import crumbs, documents
from pactbook.site.proofs import proof, standings
from pactbook.site.views.parts import by_vendor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Contract
    from pactbook.site.views.parts import Piece
    from pactbook.site.views.view import View

ORDER = 20
INTO_MSA = "](../msa/agreement.md#"
_PROPOSAL = "This is a proposal for the next version. Nobody has signed it, so it binds nobody; until both sides sign it, the agreement in place goes on."


def pages(view: View) -> Iterator[Page]:
    """Contracts in place, then proposals."""
    yield from _in_place(view)
    yield from _proposed(view)


def pieces(view: View) -> Iterator[Piece]:
    """The same by vendor."""
    yield from by_vendor(view.book, view.book.contracts, "agreements", _in_place)
    yield from by_vendor(view.book, view.book.proposals, "proposals", _proposed)


def _in_place(view: View) -> Iterator[Page]:
    return (_page(view, contract) for contract in view.book.contracts.values())


def _proposed(view: View) -> Iterator[Page]:
    return (_page(view, contract) for contract in view.book.proposals.values())


def _page(view: View, contract: Contract) -> Page:
    body = view.texts.of(contract).markdown.replace(INTO_MSA, "](msa.md#")
    title = contract.terms.title
    status, tone = standings.words(view, contract)
    version = None if contract.is_proposal else standings.shown(view, contract.path)
    meta = AgreementMeta(
        status=status,
        status_tone=tone,
        version=str(version.version) if version else "",
        effective=day(version.effective) if version else "",
        note=_PROPOSAL if contract.is_proposal else standings.note(view, contract.path),
        kicker=view.book.vendor_name(contract.vendor),
        summary=contract.terms.summary,
        facts=tuple(_facts(view, contract)),
        proof=() if contract.is_proposal else tuple(standings.proof(view, contract.path)),
        running_head=_running_head(view, contract, status.lower(), str(version.version) if version else ""),
    )
    return Page(
        paths.contract(contract),
        f"{title} (proposal)" if contract.is_proposal else title,
        _with_title(body, title),
        "agreement",
        meta=meta,
        crumbs=crumbs(view, contract.vendor),
        siblings=documents(view, contract.vendor),
        locked=Link("How a change is made", paths.CHANGES) if version else None,
        description=contract.terms.summary,
        downloads=() if contract.is_proposal else proof.offered(view, contract, version),
        signed=proof.text_of(view, contract, version),
        search_weight=0.3 if contract.is_proposal else 1.0,
    )


def _running_head(view: View, contract: Contract, status: str, version: str) -> str:
    """What stands at the head of every printed sheet."""
    which = f"version {version}, {status}" if version else status
    return f"{contract.terms.title}, {view.book.client_name()} and {view.book.vendor_name(contract.vendor)}: {which}"


def _with_title(body: str, title: str) -> str:
    """An own text may begin without a heading of the first level; the page needs one."""
    return body if body.lstrip().startswith("# ") else f"# {title}\n\n{body}"


def _facts(view: View, contract: Contract) -> Iterator[Fact]:
    terms, own = contract.terms, paths.contract(contract)
    words = view.targets.words(contract)
    key_terms = f"{own}#key-terms" if "key-terms" in words else None
    following = "" if contract.is_proposal else standings.coming(view, contract.path)
    if following:
        yield Fact("What comes next", following, paths.versions(contract))
    if contract.is_proposal:
        yield from _against(view, contract)
    elif known := standings.heard(view, contract.path):
        yield Fact("Versions", f"{len(known)} on record", paths.versions(contract))
    yield Fact("Client", terms.parties.client.name)
    yield Fact("Vendor", terms.parties.vendor.name)
    yield Fact("Term", f"{day(terms.term.effective_date)} to {day(terms.term.end)}", key_terms)
    yield Fact("Renewal", sentence(renewal_words(terms.term)))
    if notice := terms.term.next_notice_day(view.as_of):
        yield Fact("Last day for notice", day(notice))
    yield from _sow_facts(view, contract, own)
    if terms.payment_terms:
        yield Fact("Payment term", str(terms.payment_terms))
    if isinstance(terms, MsaTerms):
        target = "limitation-of-liability"
        yield Fact("General cap", str(terms.liability.general_cap), f"{own}#{target}" if target in words else None)
    if terms.governing_law:
        yield Fact("Governing law", terms.governing_law)


def _against(view: View, proposal: Contract) -> Iterator[Fact]:
    """What a proposal would change, where there is an agreement in place that it would change."""
    if proposal.path.removesuffix("/draft") in view.book.contracts:
        yield Fact("What it would change", "Word by word against the agreement in place", paths.changes(proposal))


def _sow_facts(view: View, contract: Contract, own: str) -> Iterator[Fact]:
    sow = contract.sow
    if sow is None:
        return
    words = view.targets.words(contract)
    yield Fact("SOW number", sow.sow_number)
    profile = view.book.profiles.get(sow.service_type)
    if profile:
        yield Fact("Service type", profile.title, f"{paths.SERVICE_TYPES}#{sow.service_type}")
    msa = view.book.msa(contract.vendor)
    if msa:
        yield Fact("Works under", msa.terms.title, paths.contract(msa))
    levels = [level for level in sow.service_levels.values() if level.weight and level.weight.number]
    summary = f"{len(sow.service_levels)}, of which {len(levels)} carry weight"
    yield Fact("Service levels", summary, f"{own}#service-levels" if "service-levels" in words else None)
    for manual in view.book.manuals_under(contract.path.removesuffix("/draft")):
        yield Fact("Operations manual", manual.outline.title, paths.manual_page(manual, "index.md"))
