"""Schedule: everything that can be charged, and what can't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Part, Schedule, bullets, facts, paragraphs, plain, table

if TYPE_CHECKING:
    from pactbook.model.service import Band, PriceLine, Pricing
    from pactbook.model.terms import SowTerms

MODELS = {
    "per-contact": "per contact",
    "per-resolved-issue": "per resolved issue",
    "per-customer": "per customer",
    "per-collection": "per collection",
    "per-transaction": "per transaction",
    "per-hour": "per hour",
    "per-minute": "per minute",
    "per-fte": "per full-time equivalent",
    "fixed": "fixed",
    "gainshare": "share of the gain",
}


def write(terms: SowTerms) -> Schedule:
    """Prices with bands and volume rules, commitment, ramp, indexation, costs handed on, what is included."""
    pricing = terms.pricing
    lead = (
        f"The pricing model is {MODELS[pricing.model]}. All prices are in {pricing.currency} and exclude value added tax. "
        f"The Vendor invoices {pricing.invoice_cadence}. Nothing else is charged than what this schedule names."
    )
    return Schedule("pricing", "Prices", lead, tuple(_parts(pricing)))


def _parts(pricing: Pricing) -> list[Part]:
    parts = [Part("prices", "Unit prices", _prices(pricing))]
    parts += [
        Part(f"bands-{key.replace('_', '-')}", f"Volume bands: {line.title}", _bands(line))
        for key, line in pricing.lines.items()
        if line.bands
    ]
    parts += _optional(pricing)
    if pricing.included:
        parts.append(Part("included", "What the prices include", bullets(pricing.included)))
    if pricing.not_charged:
        parts.append(Part("not-charged", "What is never charged separately", bullets(pricing.not_charged)))
    if pricing.travel_expense_policy:
        parts.append(Part("travel", "Travel and expenses", plain(pricing.travel_expense_policy)))
    return parts


def _prices(pricing: Pricing) -> str:
    rows = [
        (
            line.title,
            MODELS[line.model or pricing.model],
            line.unit,
            line.price,
            _count(line.baseline),
            line.additional_charge,
            line.reduced_charge,
        )
        for line in pricing.lines.values()
    ]
    header = ("Item", "Model", "Unit", "Price", "Baseline per month", "Additional charge (ARC)", "Reduced charge (RRC)")
    note = (
        "The additional charge is the price of each unit above the baseline of a month; the reduced charge is credited for each unit below it."
        if any(line.additional_charge or line.reduced_charge for line in pricing.lines.values())
        else ""
    )
    return paragraphs(table(header, rows), note)


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _bands(line: PriceLine) -> str:
    rows = [(_range(band), f"{band.price} per {line.unit}") for band in line.bands]
    return paragraphs(table(("Units in a month", "Price"), rows), "Each band's price applies to the units inside that band only.")


def _range(band: Band) -> str:
    return f"{band.from_:,} to {band.to:,}" if band.to is not None else f"{band.from_:,} and more"


def _optional(pricing: Pricing) -> list[Part]:
    parts = []
    if pricing.minimum_commitment:
        text = f"The Client pays at least {pricing.minimum_commitment}, counted over all items of this schedule."
        parts.append(Part("minimum-commitment", "Minimum commitment", text))
    if pricing.ramp:
        rows = [(step.until, step.share) for step in pricing.ramp]
        parts.append(Part("ramp", "Ramp-up", table(("Until and including", "Share of baselines and minimum commitment"), rows)))
    if pricing.indexation:
        rows_ = (
            ("Index", pricing.indexation.index),
            ("First adjustment", pricing.indexation.first),
            ("Then every", pricing.indexation.every),
            ("At most, each time", pricing.indexation.cap),
        )
        parts.append(Part("indexation", "Indexation", facts(rows_)))
    if pricing.pass_through:
        costs = [(cost.title, f"{cost.cap} per {cost.per}") for cost in pricing.pass_through]
        lead = "The Vendor hands on these costs as they are, with the receipt and without a margin, up to the cap:"
        parts.append(Part("pass-through", "Costs handed on", paragraphs(lead, table(("Cost", "Cap"), costs))))
    return parts
