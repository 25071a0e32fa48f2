"""A value of a contract stands in one place; what restates it elsewhere agrees with it, or better refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules import ORDER
from pactbook.manuals.values import ManualValues
from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.values import known
from pactbook.values.restated import Restated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing
    from pactbook.model.book import Contract
    from pactbook.values.known import Known
    from pactbook.values.restated import Restatement

MANUAL = Rule(
    "C040",
    "Manual that contradicts the contract",
    "The contract prevails, so whoever follows the manual breaks it.",
    "Refer to the contract's value instead of writing a number.",
)
RESTATED = Rule(
    "C041",
    "Value of the contract written out in a manual",
    "When the contract changes, the number here stays behind.",
    "Refer to the contract's value instead of writing a number.",
    Severity.HINT,
)
OWN = Rule(
    "C042",
    "Text of a contract that contradicts its own terms",
    "The same contract then says two things, and both sides can rely on the one that suits them.",
    "Correct the text or the value, so that both say the same.",
)
OF_MSA = Rule(
    "C043",
    "SOW that restates a value of the MSA with another number",
    "An SOW changes the MSA only by naming the provision; without that the MSA prevails and the number here holds for nobody.",
    "Write the number of the MSA, or name the provision under 'supersedes'.",
)
RULES = (MANUAL, RESTATED, OWN, OF_MSA)
# Sections that are written from the very values that they would be compared with.
_GENERATED = frozenset(ORDER) - {"services"} | {"key-terms"}


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every manual, every agreement."""
    values: dict[str, ManualValues] = {}
    for writing in subject.writings:
        if writing.manual is not None:
            if writing.manual.path not in values:
                values[writing.manual.path] = ManualValues(subject.book, writing.manual)
            yield from _page(writing, values[writing.manual.path])
        elif writing.contract is not None:
            yield from _agreement(writing, writing.contract, subject)


def _place(contract: Contract, value: Known) -> str:
    """Where a value stands, as `path:line:col`."""
    route = (*value.route, "value") if value.route[0] == "values" else value.route
    line, col = contract.document.at(*route)
    return f"{contract.path}/terms.yaml:{line}:{col}"


def _written(writing: Writing, found: Restatement) -> str:
    return shown(" ".join(writing.text[found.amount.start : found.amount.end].split()))


def _page(writing: Writing, values: ManualValues) -> Iterator[Problem]:
    for found in values.restated(writing.text, writing.words):
        value, where = found.known, writing.position(found.amount.start)
        place = _place(values.contract(value), value)
        instead = f"{{{{ {value.expression} }}}}"
        written = _written(writing, found)
        if not found.agrees:
            message = f"{written} contradicts {shown(value.title)}, which is {value.shown} by {place}"
            fix = f"The contract prevails: write {instead}. If {written} is meant to hold, change the contract."
            yield Problem(writing.path, where, MANUAL, message, fix)
        elif found.loose and not value.measure.kind.startswith("money"):
            message = f"{written} restates {shown(value.title)}, which is {value.shown} by {place}"
            yield Problem(writing.path, where, RESTATED, message, f"Write {instead}; it also says which days or hours are meant.")
        else:
            message = f"{written} restates {shown(value.title)} of {place}"
            yield Problem(writing.path, where, RESTATED, message, f"Write {instead}: the page then follows the contract.")


def _agreement(writing: Writing, contract: Contract, subject: Subject) -> Iterator[Problem]:
    frame = None if contract.is_msa else subject.book.msa(contract.vendor)
    own = known.of_contract(contract)
    routes = {value.route for value in own}
    above = [value for value in known.of_contract(frame) if value.route not in routes and value.route[0] != "term"] if frame else []
    for found in Restated([*own, *above], known.sides(contract)).within(writing.words):
        if found.agrees or writing.assembled_part(found.amount.start) in _GENERATED:
            continue
        where, written, value = writing.position(found.amount.start), _written(writing, found), found.known
        if frame is None or value.expression.startswith("sow."):
            message = f"{written} contradicts {shown(value.title)}, which is {value.shown} by {_place(contract, value)}"
            yield Problem(writing.path, where, OWN, message)
        elif not _superseded(contract, frame, value):
            message = f"{written} departs from {shown(value.title)} of the MSA, which is {value.shown} by {_place(frame, value)}"
            yield Problem(writing.path, where, OF_MSA, message)


def _superseded(contract: Contract, frame: Contract, value: Known) -> bool:
    """Whether the SOW names the section of the MSA into which the value goes."""
    name = ".".join(map(str, value.route))
    sections = [
        use.section_id
        for use in frame.terms.clauses
        if any(isinstance(given, dict) and given.get("value_of") == name for given in use.with_.values())
    ]
    named = [entry.provision.partition(".")[0] for entry in contract.sow.supersedes] if contract.sow else []
    return any(section in named for section in sections) or (not sections and bool(named))
