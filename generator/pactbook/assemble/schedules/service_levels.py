"""Schedule: every service level in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Part, Schedule, facts, paragraphs, table

if TYPE_CHECKING:
    from pactbook.model.service import Credit, ServiceLevel, Trigger
    from pactbook.model.terms import SowTerms


def write(terms: SowTerms) -> Schedule:
    """A table of all service levels, then each with formula, measurement, consequences and next review."""
    rows = [(level.title, level.target, level.minimum, level.window, _weight(level)) for level in terms.service_levels.values()]
    lead = table(("Service level", "Target", "Minimum", "Measured over", "Weight"), rows)
    parts = [
        Part(key.replace("_", "-"), level.title, _level(level), ("service_levels", key)) for key, level in terms.service_levels.items()
    ]
    return Schedule("service-levels", "Service levels", lead, tuple(parts))


def _weight(level: ServiceLevel) -> object:
    return level.weight if level.weight and level.weight.number else "tracked only"


def _level(level: ServiceLevel) -> str:
    formula = level.formula
    rows: list[tuple[str, object]] = [
        ("Numerator", formula and formula.numerator),
        ("Denominator", formula and formula.denominator),
        ("How cases count", formula and formula.counting),
        ("Target", _limit(level, level.target)),
        ("Minimum", level.minimum and _limit(level, level.minimum)),
        ("Measured over", level.window),
        ("Measured at", level.point),
        ("Source of the data", level.source),
        ("Measured by", {"client": "the Client", "vendor": "the Vendor"}.get(level.measured_by)),
        ("Left out of the count", "; ".join(level.exclusions)),
        ("Weight", _weight(level)),
        *_credit(level.credit),
        ("Cure period", level.cure),
        ("Termination trigger", level.termination_trigger and trigger_words(level, level.termination_trigger)),
        ("Next review", level.next_review),
    ]
    return paragraphs(facts(rows))


def _limit(level: ServiceLevel, value: object) -> str:
    return f"{value} or {'more' if level.better == 'higher' else 'less'}"


def _credit(credit: Credit | None) -> list[tuple[str, object]]:
    if credit is None:
        return [("Service Credit", "none")]
    return [
        ("Service Credit below Target", credit.below_target and f"{credit.below_target} of the month's Charges"),
        ("Service Credit beyond Minimum", f"{credit.below_minimum} of the month's Charges"),
        ("Cap of the credit", credit.cap and f"{credit.cap} of the month's Charges"),
        ("Earn-back", credit.earn_back),
    ]


def trigger_words(level: ServiceLevel, trigger: Trigger) -> str:
    """A termination trigger as a sentence."""
    beyond = f"{'below' if level.better == 'higher' else 'above'} {trigger.beyond}"
    if trigger.comparison:
        beyond += f" ({trigger.comparison})"
    windows = f"{trigger.windows} measurement window{'' if trigger.windows == 1 else 's'}"
    if trigger.pattern == "consecutive":
        return f"a result {beyond} in {windows} in a row"
    return f"a result {beyond} in any {windows}" + (f" within {trigger.within}" if trigger.within else "")
