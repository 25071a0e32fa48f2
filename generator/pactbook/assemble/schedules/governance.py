"""Schedule: visits, meetings and calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Part, Schedule, facts, table

if TYPE_CHECKING:
    from pactbook.model.terms import SowTerms


def write(terms: SowTerms) -> Schedule | None:
    """The rhythm in which both sides meet."""
    governance = terms.governance
    if governance is None:
        return None
    rows = [(meeting.title, meeting.cadence, meeting.chair, meeting.attendees) for meeting in governance.meetings.values()]
    parts = [
        Part(key.replace("_", "-"), meeting.title, facts([("Agenda", "; ".join(meeting.agenda))]), ("governance", "meetings", key))
        for key, meeting in governance.meetings.items()
    ]
    if governance.visits:
        visits = governance.visits
        parts.append(
            Part("visits", "Site visits", facts([("How often", visits.cadence), ("Purpose", visits.purpose), ("Who", visits.role)]))
        )
    if governance.calibration:
        calibration = governance.calibration
        rows_ = [
            ("How often", calibration.cadence),
            ("Sample", calibration.sample),
            ("Scores may differ by", calibration.tolerance),
            ("Chair", calibration.chair),
        ]
        parts.append(Part("calibration", "Calibration", facts(rows_)))
    return Schedule("governance", "Governance", table(("Meeting", "How often", "Chair", "Attendees"), rows), tuple(parts))
