"""The section of key terms: what both sides look up most, as tables made from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.escape import inline
from pactbook.assemble.outline import Section, Stretch
from pactbook.assemble.schedules.schedule import facts, paragraphs, table
from pactbook.model.terms import MsaTerms
from pactbook.templates.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.model.book import Contract
    from pactbook.model.term import Term
    from pactbook.model.terms import Superseded, Terms

RENEWALS = {"automatic": "renews by itself", "by-agreement": "renews only if both parties agree in writing", "none": "does not renew"}


def renewal_words(term: Term) -> str:
    """How the term renews, in words."""
    words = RENEWALS[term.renewal.kind]
    if term.renewal.kind == "none" or term.renewal.period is None:
        return words
    words += f", each time for {term.renewal.period}"
    return words if term.renewal.maximum is None else f"{words}, at most {_times(term.renewal.maximum)}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def key_terms(contract: Contract) -> list[Section]:
    """The section with its parts; the first is the table of terms."""
    terms = contract.terms
    sections = [Section("key-terms", "Key terms", 1, facts(_rows(terms)), route=("term",))]
    name = "agreement" if isinstance(terms, MsaTerms) else "SOW"
    if terms.values:
        rows = [(value.title, value.value) for value in terms.values.values()]
        lead = f"Where this {name} or the Operations Manual speaks of one of these, this value applies:"
        sections.append(Section("key-terms.values", "Agreed values", 2, paragraphs(lead, table(("What", "Agreed"), rows))))
    if contract.sow and contract.sow.supersedes:
        sections.append(_supersedes(contract, contract.sow.supersedes))
    if terms.milestones:
        due = [(milestone.title, milestone.due) for milestone in terms.milestones]
        sections.append(Section("key-terms.milestones", "Milestones", 2, table(("Milestone", "Due"), due)))
    if terms.documents:
        named = [(document.title, document.reference) for document in terms.documents]
        sections.append(Section("key-terms.documents", "Documents that belong to it", 2, table(("Document", "Reference"), named)))
    if terms.amendments:
        made = [(amendment.date, amendment.rationale) for amendment in terms.amendments]
        sections.append(Section("key-terms.amendments", "Amendments", 2, table(("Date", "Why"), made)))
    return sections


def _supersedes(contract: Contract, changes: Sequence[Superseded]) -> Section:
    """What the SOW changes in its MSA, each with the place in terms.yaml that names the provision."""
    body, stretches, path = "", [], f"{contract.path}/terms.yaml"
    for index, change in enumerate(changes):
        body += "\n" if body else ""
        stretches.append(Stretch(len(body), path, contract.document.value_spot("supersedes", index, "provision")))
        body += f"- [](msa:#{change.provision}) is replaced for this SOW by: "
        stretches.append(Stretch(len(body), path, contract.document.value_spot("supersedes", index, "with")))
        body += inline(change.with_)
    title = "Provisions of the MSA that this SOW supersedes"
    return Section("key-terms.supersedes", title, 2, body, stretches=tuple(stretches))


def _rows(terms: Terms) -> list[tuple[str, object]]:
    term = terms.term
    rows: list[tuple[str, object]] = [
        ("SOW number", getattr(terms, "sow_number", "")),
        ("Effective date", term.effective_date),
        ("Initial term", f"{term.initial_term}, to and including {in_words(term.end)}"),
        ("Renewal", renewal_words(term)),
        ("Notice against renewal", term.non_renewal_notice and f"{term.non_renewal_notice} before the end"),
        ("Payment term", terms.payment_terms and f"{terms.payment_terms} after receipt of the invoice"),
        ("Governing law", terms.governing_law),
        ("Jurisdiction", terms.jurisdiction),
        ("Order of precedence", "; then ".join(terms.order_of_precedence)),
    ]
    return rows + (_msa_rows(terms) if isinstance(terms, MsaTerms) else [])


def _msa_rows(terms: MsaTerms) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        ("General cap on liability", terms.liability.general_cap),
        ("Increased cap", terms.liability.increased_cap),
        ("Claims under the increased cap", terms.liability.increased_cap_claims),
        ("Claims without a cap", terms.liability.unlimited_claims),
    ]
    rows += [(f"Insurance: {cover.kind}", f"at least {cover.amount} per {cover.per}") for cover in terms.insurance_minimums.values()]
    return rows
