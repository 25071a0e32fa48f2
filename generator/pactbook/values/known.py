"""The values that a contract holds, each with the words by which a sentence names it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.model.terms import MsaTerms
from pactbook.values import words
from pactbook.values.amounts import Measure, of_value
from pactbook.values.name import Group, Name, each_of, group, of_level, read_title, telling

if TYPE_CHECKING:
    from pactbook.model.book import Contract
    from pactbook.model.document import Route
    from pactbook.model.service import ServiceLevel
    from pactbook.model.terms import SowTerms, Terms


@dataclass(frozen=True)
class Known:
    """A value of a contract: `route` in terms.yaml, the expression that refers to it, its title and how it is written.

    `actor`, `cover` and `style` are those of its title (`pactbook.values.name.Title`). `per` is the period for which it is counted; `also` are other
    amounts that hold under the same name, such as those of a price's bands.
    """

    route: Route
    expression: str
    title: str
    shown: str
    measure: Measure
    names: tuple[Name, ...]
    actor: Group = field(default=frozenset())
    cover: Group = field(default=frozenset())
    style: str = ""
    per: str = ""
    also: tuple[Measure, ...] = ()

    @cached_property
    def full(self) -> Group:
        """Every word that can stand in a full name of it."""
        return self.telling | self.cover | self.actor | words.of(self.title)

    @cached_property
    def telling(self) -> Group:
        """Every word that names it, roles left out."""
        named = frozenset(word for name in self.names for each in (*name.groups, *name.near, *name.anywhere) for word in each)
        return frozenset(word for word in named | self.cover if not word.startswith("~"))


def of_contract(contract: Contract) -> list[Known]:
    """Every value of a contract that texts can restate."""
    reader = _Reader("msa" if contract.is_msa else "sow")
    reader.terms(contract.terms)
    if isinstance(contract.terms, MsaTerms):
        reader.msa(contract.terms)
    elif contract.sow:
        reader.sow(contract.sow)
    return reader.found


def sides(contract: Contract) -> dict[str, str]:
    """The names of the two parties, as words, with the side for which each stands."""
    found = {}
    for party, side in ((contract.terms.parties.client, "~client"), (contract.terms.parties.vendor, "~vendor")):
        for name in (party.short_name, party.name):
            if name.split():
                found[words.common_form(name.split()[0].lower())] = side
    return found


_CREDIT, _TARGET, _MINIMUM, _LIMIT = group("credit"), group("target"), group("minimum"), group("limit")
_ENDS = group("terminate", "end")
_PENALTY = group("credit", "weight", "penalty", "bonus", "charges", "price", "cost")
_CHARGES = group("additional", "reduced", "arc", "rrc", "band", "above", "below", "beyond", "minimum", "total", "month")


@dataclass
class _Reader:
    """Gathers the values of one contract; `root` is what expressions call it."""

    root: str
    found: list[Known] = field(default_factory=list)

    def add(self, route: Route, title: str, value: object, *names: Name, style: str = "", per: str = "") -> None:
        measure = of_value(value)
        if measure is not None:
            expression = ".".join((self.root, *map(str, route)))
            self.found.append(Known(route, expression, title, str(value), measure, names, style=style, per=per))

    def terms(self, terms: Terms) -> None:
        for key, named in terms.values.items():
            measure = of_value(named.value)
            if measure is None:
                continue
            title = read_title(key, named.title)
            more = (title.actor, title.cover, title.style)
            self.found.append(Known(("values", key), f"{self.root}.values.{key}", named.title, str(named), measure, title.names, *more))
        self.add(("payment_terms",), "Payment terms", terms.payment_terms, Name((group("payment-term"),)))
        contract = group("agreement", "contract", "sow", "msa", "initial-term")
        self.add(("term", "initial_term"), "Initial term", terms.term.initial_term, Name((contract,), (group("initial-term"),)))
        notice = Name((group("notice"), group("non-renewal")))
        self.add(("term", "non_renewal_notice"), "Notice not to renew", terms.term.non_renewal_notice, notice)

    def msa(self, terms: MsaTerms) -> None:
        total = Name((), (group("liability"), group("total", "general", "overall", "aggregate")))
        caps = terms.liability
        self.add(("liability", "general_cap"), "General cap", caps.general_cap, Name((), (group("general-cap"),)), total, style="limit")
        self.add(("liability", "increased_cap"), "Increased cap", caps.increased_cap, Name((), (group("increased-cap"),)), style="limit")
        for key, cover in terms.insurance_minimums.items():
            insured = group("insurance", "cover", "insured")
            named = [Name((*each_of(words_), insured)) for words_ in (telling(cover.kind), telling(key)) if words_]
            self.add(("insurance_minimums", key, "amount"), f"{cover.kind} insurance", cover.amount, *named)

    def sow(self, sow: SowTerms) -> None:
        for key, level in sow.service_levels.items():
            self._level(key, level)
        if sow.service_credits:
            shares = sow.service_credits
            caps = (
                Name((_CREDIT,), (group("monthly-cap"),)),
                Name((_CREDIT,), (_LIMIT,), anywhere=(group("month", "monthly"),)),
                Name((group("monthly-cap"),), alone=True),
            )
            self.add(("service_credits", "at_risk"), "Share of the charges at risk", shares.at_risk, Name((), (group("at-risk"),)))
            self.add(("service_credits", "monthly_cap"), "Monthly cap of service credits", shares.monthly_cap, *caps)
        self._acceptance(sow)
        self._prices(sow)
        self._people(sow)
        if sow.allocation:
            work = group("share", "volume", "contact", "work")
            for part in ("champion", "challenger"):
                share = getattr(sow.allocation.shares, part)
                self.add(("allocation", "shares", part), f"Share of the {part}", share, Name((work,), (group(part),)))

    def _level(self, key: str, level: ServiceLevel) -> None:
        own = of_level(level.title)
        subjects = [(frozenset((f"m:{level.metric}", f"@{key}")),), *([each_of(own)] if own else [])]
        root = ("service_levels", key)

        def names(*near: Group, without: Group = frozenset()) -> list[Name]:
            return [Name(subject, near, without=without) for subject in subjects]

        loose = [Name(subject, loose=True, without=_PENALTY) for subject in subjects]
        self.add((*root, "target"), f"{level.title}: target", level.target, *names(_TARGET, without=_PENALTY), *loose)
        self.add((*root, "minimum"), f"{level.title}: minimum", level.minimum, *names(_MINIMUM, without=_PENALTY))
        self.add((*root, "weight"), f"{level.title}: weight", level.weight, *names(group("weight")))
        self.add((*root, "cure"), f"{level.title}: cure period", level.cure, *names(group("cure")))
        if credit := level.credit:
            below = f"{level.title}: credit below the"
            self.add((*root, "credit", "below_minimum"), f"{below} minimum", credit.below_minimum, *names(_CREDIT, _MINIMUM))
            self.add((*root, "credit", "below_target"), f"{below} target", credit.below_target, *names(_CREDIT, _TARGET))
            self.add((*root, "credit", "cap"), f"{level.title}: cap of the credit", credit.cap, *names(_CREDIT, _LIMIT))
        if trigger := level.termination_trigger:
            ends = [Name(subject, anywhere=(_ENDS,)) for subject in subjects]
            self.add((*root, "termination_trigger", "beyond"), f"{level.title}: trigger of termination", trigger.beyond, *ends)

    def _acceptance(self, sow: SowTerms) -> None:
        if sow.acceptance:
            review = Name((group("deliverable", "acceptance", "accept"),), (group("review"),))
            again = Name((), (group("resubmission", "resubmit"),))
            self.add(("acceptance", "review"), "Review for acceptance", sow.acceptance.review, review)
            self.add(("acceptance", "resubmission"), "Resubmission", sow.acceptance.resubmission, again)
        if sow.governance and sow.governance.calibration:
            apart = Name((group("calibration"),), (group("tolerance"),))
            self.add(
                ("governance", "calibration", "tolerance"), "Tolerance of the calibration", sow.governance.calibration.tolerance, apart
            )

    def _prices(self, sow: SowTerms) -> None:
        price = group("price", "paid", "pay", "bill", "invoiced")
        for key, line in sow.pricing.lines.items():
            named = Name(each_of(telling(line.title)), (price,), without=_CHARGES)
            self.add(("pricing", "lines", key, "price"), f"Price: {line.title}", line.price, named)
            if line.bands:
                others = [band.price for band in line.bands]
                shown = ", ".join(dict.fromkeys(map(str, (line.price, *others))))
                also = tuple(each for price_ in others if (each := of_value(price_)))
                self.found[-1] = replace(self.found[-1], shown=f"{shown} by volume", also=also)
        if least := sow.pricing.minimum_commitment:
            named = Name((_MINIMUM, group("commitment", "commit")))
            self.add(("pricing", "minimum_commitment", "amount"), "Minimum commitment", least.amount, named, per=least.per)
        if sow.pricing.indexation:
            named = Name((group("index", "indexation"),), (_LIMIT,))
            self.add(("pricing", "indexation", "cap"), "Cap of the indexation", sow.pricing.indexation.cap, named)

    def _people(self, sow: SowTerms) -> None:
        for key, step in sow.escalation.items():
            named = Name((), (group(f"level {step.level}"), group("answer", "respond")))
            self.add(("escalation", key, "respond_within"), f"Response at level {step.level}", step.respond_within, named)
        for key, person in sow.key_personnel.items():
            role = tuple(group(word) for word in words.of(person.role) if word.startswith("~") and word not in {"~vendor", "~client"})
            if role:
                notice = Name((*role, group("replacement", "replace")), (group("notice"),))
                follows = Name(role, (group("successor", "succeed"),))
                self.add(
                    ("key_personnel", key, "replacement_notice"), f"Notice to replace: {person.role}", person.replacement_notice, notice
                )
                self.add(("key_personnel", key, "successor_within"), f"Successor: {person.role}", person.successor_within, follows)
