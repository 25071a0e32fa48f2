"""Schedule: what the vendor does, what it needs for it, and how work is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Part, Schedule, bullets, facts, paragraphs, plain

if TYPE_CHECKING:
    from pactbook.model.terms import SowTerms


def write(terms: SowTerms) -> Schedule:
    """The services with hours and languages, requirements, the client's part and acceptance."""
    parts = [
        Part(key.replace("_", "-"), service.title, _service(service.description, service.hours, service.languages), ("services", key))
        for key, service in terms.services.items()
    ]
    if terms.requirements:
        parts.append(Part("requirements", "Requirements", bullets(terms.requirements)))
    if terms.client_obligations:
        lead = "The Client must do the following, at its own cost:"
        parts.append(Part("client-obligations", "What the Client provides", paragraphs(lead, bullets(terms.client_obligations))))
    if terms.acceptance:
        rows = (
            ("Time for the Client's review", terms.acceptance.review),
            ("Time for the Vendor's resubmission", terms.acceptance.resubmission),
            ("Criteria", terms.acceptance.criteria),
        )
        parts.append(Part("acceptance", "Review and acceptance of work results", facts(rows)))
    return Schedule("services", "Services", plain(terms.services_description), tuple(parts))


def _service(description: str, hours: str, languages: tuple[str, ...]) -> str:
    rows = [("Hours", hours), ("Languages", languages)]
    return paragraphs(plain(description), facts(rows) if hours or languages else "")
