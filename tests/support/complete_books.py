"""Two further books: one that states everything that a contract should, and one whose SOW was brought in as a text of its own.

Rules on what is missing have nothing to say about either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from books import MSA, SOW, small_book

if TYPE_CHECKING:
    from pathlib import Path

    from books import SmallBook

_LEVELS = """\
    window: calendar month
    formula:
      numerator: Calls settled at once
      denominator: All calls answered
      counting: Calls given up by the caller are left out. A second call on the same subject makes the first not settled.
    point: Case system, seven calendar days after the window
    source: Records of cases
    measured_by: client
    weight: 60 %
    credit: {below_target: 3 %, below_minimum: 6 %, cap: 6 %}
    cure: 30 calendar days
    termination_trigger: {beyond: 70 %, windows: 3, pattern: consecutive}
    next_review: 2026-12-01
  time_to_resolution:
    title: Time to resolution
    metric: time-to-resolution
    better: lower
    target: 24 hours
    minimum: 36 hours
    window: calendar month
    formula: {numerator: Hours from first contact to solution, denominator: Cases solved}
    point: Case system
    source: Records of cases
    measured_by: client
    weight: 40 %
    credit: {below_target: 2 %, below_minimum: 4 %}
    next_review: 2027-01-15
  handle_time:
    title: Average handle time
    metric: average-handle-time
    better: lower
    target: 420 seconds
    window: calendar month
    formula: {numerator: Seconds of talk and work, denominator: Calls handled}
    point: Telephone system
    source: Telephone system
    measured_by: vendor
    weight: 0 %
    next_review: 2027-01-15
"""
_PRICES = """\
  travel_expense_policy: The prices include all travel.
  included: [agents and their training]
  not_charged: [calls that are not settled]
service_credits: {at_risk: 12 %, monthly_cap: 10 %, earn_back: Half of a credit after three good months.}
"""
_WORKING_TOGETHER = """\
raci:
  - {activity: Answering calls, responsible: [Vendor agent], accountable: [Vendor site manager]}
  - {activity: Forecast of calls, responsible: [Client planner], accountable: [Client operations manager], informed: [Vendor site manager]}
escalation:
  first: {level: 1, when: An agent is stuck, role: Vendor site manager, party: vendor, respond_within: 1 hour, next_step: After 2 hours it goes to level 2.}
  second: {level: 2, when: Level 1 has no answer, role: Client operations manager, party: client, respond_within: 4 hours, next_step: The role decides.}
governance:
  visits: {cadence: 4 days a month, purpose: Listening to calls, role: Client operations manager}
  meetings:
    weekly: {title: Weekly review, cadence: every week, chair: Client operations manager, attendees: [Vendor site manager], agenda: [Results]}
key_personnel:
  manager: {role: Vendor site manager, duties: Runs the site, commitment: full time, replacement_notice: 60 calendar days, successor_within: 20 business days}
"""
_CURE = (
    "---\nschema: 1\ntitle: Cure period\ncovers: [cure]\n---\n"
    "The Vendor cures a failure of [](#service-levels.fcr) in the time stated there. [](msa:#liability.cap) holds.\n"
)
_EXIT = (
    "---\nschema: 1\ntitle: Ending and handover\ncovers: [termination, exit, transition]\n---\n"
    "The Client may end an SOW by notice. The Vendor hands its work over.\n"
)


def complete_book(root: Path) -> SmallBook:
    """A new complete book, assembled."""
    book = small_book(root, assembled=False)
    book.replace(SOW, "    window: calendar month\n", _LEVELS)
    book.replace(SOW, "service_credits: {at_risk: 12 %, monthly_cap: 10 %}\n", _PRICES)
    book.replace(SOW, "  - use: cure/v1\n    with:\n      period: 20 business days\n", "  - use: cure/v1\n")
    book.write("clauses/cure/v1.md", _CURE)
    book.append(SOW, _WORKING_TOGETHER)
    book.append(MSA, "  - use: exit/v1\n")
    book.write("clauses/exit/v1.md", _EXIT)
    assert book.run("assemble") == 0, book.printed
    return book


_OWN_TEXT = """\
# Statement of work GLX-ACM-01

## 1. Services {#services}

The Vendor answers calls of customers. Service levels are measured each month by the Client.

## 2. Term {#term}

This agreement lasts two years and is not extended.

## 3. Cure of failures {#cure}

If the Vendor misses a service level in three consecutive months and does not cure this within 30 calendar days after notice, the Client may terminate.

## 4. Exit {#exit}

After termination the Vendor hands the work over to its successor.
"""


def own_text_book(root: Path) -> SmallBook:
    """A new small book whose SOW is a text that was negotiated elsewhere, with hardly any data."""
    book = small_book(root, assembled=False)
    book.replace(SOW, "  - use: cure/v1\n    with:\n      period: 20 business days\n", "  - text: agreement-text.md\n")
    book.write("contracts/acme/sow-support/agreement-text.md", _OWN_TEXT)
    assert book.run("assemble") == 0, book.printed
    return book


BOOKS = {"small": small_book, "complete": complete_book, "own-text": own_text_book}
