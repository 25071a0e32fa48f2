"""The scorecard of each vendor: what is measured and how, what it weighs and costs, when it is looked at again, and where results are told.

It holds no results: nothing in a book says how a result is filed, so a figure here would be one that nobody agreed on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.assemble.schedules.service_levels import trigger_words
from pactbook.site import paths
from pactbook.site.markup import blocks, day, link, sentence, table
from pactbook.site.page import Link, Page, chip, plain
from pactbook.site.pages.vendors import crumbs, documents
from pactbook.site.proofs import standings
from pactbook.site.views.parts import Piece, of_vendor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Contract
    from pactbook.model.service import ServiceLevel
    from pactbook.model.terms import SowTerms
    from pactbook.site.views.view import View

ORDER = 15
_LEAD = (
    "What counts, most weight first, as the agreements have it. This page is for orientation: the agreement says it in full, and it is the "
    "agreement that binds."
)
_RESULTS = re.compile(r"scorecard|service level|performance|result|outcome|credit|target", re.IGNORECASE)


def pages(view: View) -> Iterator[Page]:
    """One page for each vendor that has a statement of work."""
    for vendor in view.book.vendors:
        sows = [contract for contract in view.book.of_vendor(vendor) if contract.sow]
        if sows:
            name = view.book.vendor_name(vendor)
            title = f"Scorecard of {name}"
            parts = [_contract(view, contract) for contract in sows]
            body = blocks(f"# {plain(title)}", _LEAD, *parts)
            way: tuple[Link, ...] = crumbs(view, vendor)
            beside = documents(view, vendor)
            yield Page(paths.scorecard(vendor), title, body, "list", trusted=True, crumbs=way, siblings=beside, search_weight=0.6)


def pieces(view: View) -> Iterator[Piece]:
    """The same by vendor."""
    for vendor in view.book.vendors:
        yield Piece(f"scorecard {vendor}", of_vendor(view.book, vendor), pages)


def _contract(view: View, contract: Contract) -> str:
    sow, own = contract.sow, paths.scorecard(contract.vendor)
    if sow is None:
        return ""
    levels = sorted(sow.service_levels.items(), key=lambda item: -(item[1].weight.number if item[1].weight else 0))
    head = ("Service level", "Target", "Minimum", "Weight", "Credit below target", "Credit beyond minimum", "Next review")
    rows = [_row(view, contract, key, level) for key, level in levels]
    agreement = f"From the {link(contract.terms.title, paths.contract(contract), own)}. {standings.badge(view, contract)}"
    return blocks(
        f"## {plain(contract.terms.title)} {{#{contract.name}}}",
        agreement,
        table(head, rows) if rows else "It has no service levels.",
        _at_risk(sow),
        _results(view, contract, sow),
        *(_level(view, contract, key, level) for key, level in levels),
    )


def _row(view: View, contract: Contract, key: str, level: ServiceLevel) -> tuple[str, ...]:
    credit = level.credit
    overdue = level.next_review is not None and level.next_review < view.as_of
    return (
        link(level.title, _in_agreement(view, contract, key), paths.scorecard(contract.vendor)),
        plain(str(level.target)),
        plain(str(level.minimum or "")),
        plain(str(level.weight)) if level.weight and level.weight.number else "Tracked only",
        plain(str(credit.below_target)) if credit and credit.below_target else "",
        plain(str(credit.below_minimum)) if credit else "",
        day(level.next_review) + (f" {chip('Review overdue', 'problem')}" if overdue else ""),
    )


def _in_agreement(view: View, contract: Contract, key: str) -> str:
    return view.place_in(contract, f"service-levels.{key.replace('_', '-')}")


def _at_risk(sow: SowTerms) -> str:
    credits_ = sow.service_credits
    if credits_ is None:
        return ""
    said = f"Credits are shares of the charges of a month. At risk: {credits_.at_risk}; at most in one month: {credits_.monthly_cap}."
    return plain(f"{said} Earning back: {credits_.earn_back}" if credits_.earn_back else said)


def _results(view: View, contract: Contract, sow: SowTerms) -> str:
    """Where results are told; the meetings that the agreement names for it."""
    found = [each for each in sow.governance.meetings.values() if _RESULTS.search(" ".join(each.agenda))] if sow.governance else []
    named = "; ".join(f"{plain(each.title)} ({plain(each.cadence)})" for each in found)
    where = link("meetings that the agreement names", view.place_in(contract, "governance"), paths.scorecard(contract.vendor))
    told = f"They are told and accepted in the {where}: {named}." if found else "The agreement says where they are told."
    return f"**Results** are not kept on this site. {told}"


def _level(view: View, contract: Contract, key: str, level: ServiceLevel) -> str:
    formula, credit, trigger = level.formula, level.credit, level.termination_trigger
    rows = [
        ("Counted", formula.numerator if formula else ""),
        ("Divided by", formula.denominator if formula else ""),
        ("How cases count", formula.counting if formula else ""),
        ("Better is", level.better),
        ("Measured over", level.window),
        ("Measured at", level.point),
        ("Source of the data", level.source),
        ("Measured by", level.measured_by),
        ("Left out", "; ".join(level.exclusions)),
        ("Cap of the credit", str(credit.cap) if credit and credit.cap else ""),
        ("Earning back", credit.earn_back if credit else ""),
        ("Time to cure", str(level.cure or "")),
        ("Lets the client cancel", trigger_words(level, trigger) if trigger else ""),
    ]
    return blocks(
        f"### {plain(level.title)} {{#{contract.name}.{key.replace('_', '-')}}}",
        table(("How it works", "Agreed"), [(label, plain(sentence(value))) for label, value in rows if value]),
        link("In the agreement", _in_agreement(view, contract, key), paths.scorecard(contract.vendor)),
    )
