"""What rules on the data of contracts share: findings in terms.yaml, and what a clause or an own text says in its place."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.problems import Problem, shown
from pactbook.text.letters import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.terms import SowTerms
    from pactbook.model.values import Duration
    from pactbook.problems import Rule

NAMED_AT_MOST = 4

# How many days a unit of time has, about: for comparisons in which a day more or less does not matter.
DAYS: Mapping[str, Decimal] = {
    "second": Decimal(1) / 86400,
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "business hour": Decimal(1) / 24,
    "day": Decimal(1),
    "calendar day": Decimal(1),
    "business day": Decimal(7) / 5,
    "week": Decimal(7),
    "month": Decimal(30),
    "quarter": Decimal(91),
    "year": Decimal(365),
}

# The words by which a text that was written elsewhere shows that it deals with a topic. They are wide on purpose: a finding
# says that something is missing, so one mention is enough to keep quiet. They are for text in small letters, and one that begins with letters is
# looked for only where these stand.
_PERIODS = r"(?:months?|quarters?|weeks?|periods?|measurement\s+windows?)"
_NUMBER = r"(?:\d+|two|three|four|five|six|twelve)(?:\s*\(\d+\))?"
_TIMES = rf"(?:{_PERIODS}|times|occasions|failures|instances|events|breaches)"
_ANY = rf"(?:any|a|an|each|the\s+same)?\s*(?:\w+\s+){{0,3}}?(?:{_NUMBER}\s+)?(?:\w+\s+){{0,2}}?"
_AFTER_THE_END = r"\s[^.]{0,40}(?:terminat|expir)[^.]{0,160}(?:return|deliver|transfer|assist|cooperat|continue\s+to\s+(?:provide|perform))"
_FAULT = r"(?:failure|default|breach|deficienc)"
TOPICS: Mapping[str, tuple[str, ...]] = {
    "cancellation": ("cancel", "terminat", r"end\s+this\s+agreement"),
    "cure": (
        *(
            r"\bcur(?:e|es|ed|ing|able)\b",
            r"\bremed(?:ied|iable)\b",
            r"\bremed(?:y|ies)\s+(?:an?|the|such|any|its|each|that)\b",
            r"\brectif",
        ),
        *(rf"\b{word}\s+remedy\b" for word in ("to", "shall", "will", "must", "not")),
        *(r"\bcorrective\b", r"\bun(?:cured|remedied)\b", rf"\bcorrect(?:s|ed|ing)?\s+(?:such|the|any)\s+(?:\w+\s+)?{_FAULT}"),
    ),
    "exit": (
        *(
            r"\bexit",
            "transition",
            r"wind(?:ing)?[- ]?down",
            "disengag",
            r"\borderly\b",
            r"hand(?:ing)?[- ]?over",
            r"\bhands?\b[^.]{0,40}\bover\b",
        ),
        *("migrat", "deconver", r"successor\s+(?:vendor|supplier|provider|contractor|service)", r"terminat\w+\s+assist"),
        *(rf"{word}\s+of\s+(?:the\s+)?(?:terminat|expir)" for word in ("effects?", "consequences?")),
        *(rf"\b{word}{_AFTER_THE_END}" for word in ("upon", "following", "after", "on")),
    ),
    "renewal": (r"\brenew", r"\bextend", r"\bextension", r"roll(?:s|ed|ing)?\s+over", "evergreen", r"successive\s+terms?"),
    "notice": (r"\bnotice", r"\bnotif"),
    "earn-back": (r"\bearn(?:s|ed|ing)?[-\s]back",),
    "measured-failure": (
        *(rf"\b{word}\s+(?:calendar\s+)?{_PERIODS}" for word in ("consecutive", "successive")),
        rf"\b{_PERIODS}\s+in\s+a\s+row",
        rf"\b{_NUMBER}\s+(?:or\s+more\s+)?(?:\w+\s+){{0,3}}{_TIMES}\b[^.;]{{0,60}}?\b(?:in|within|during|out\s+of)\s+{_ANY}{_PERIODS}",
    ),
    "closed-prices": (
        *(
            r"\bno\s+other\s+(?:fee|charge|cost|amount|payment)",
            r"\ball[- ]inclusive",
            r"does\s+not\s+price",
            r"prices?\s+(?:\S+\s+){0,6}complete",
        ),
        *(r"sole\s+(?:and\s+exclusive\s+)?(?:compensation|consideration|remuneration)", r"no\s+additional\s+(?:fee|charge|cost)"),
    ),
}


def days(time: Duration) -> Decimal:
    """About how many days a time has."""
    return time.number * DAYS[time.unit]


def finding(contract: Contract, rule: Rule, message: str, *route: str | int, fix: str = "") -> Problem:
    """A finding at a value of terms.yaml."""
    return Problem(f"{contract.path}/terms.yaml", contract.document.at(*route), rule, message, fix)


def lacking(contract: Contract, rule: Rule, message: str, *route: str | int, fix: str = "") -> Problem:
    """A finding at the key under which something is missing."""
    return Problem(f"{contract.path}/terms.yaml", contract.document.key(*route), rule, message, fix)


def sows(subject: Subject) -> Iterator[tuple[Contract, SowTerms]]:
    """Every SOW that is judged, with its terms."""
    for contract in subject.contracts:
        if contract.sow:
            yield contract, contract.sow


def named(titles: Iterable[str]) -> str:
    """Titles in quotes, as a sentence lists them; the first few where there are many."""
    quoted = [shown(title) for title in titles]
    more = len(quoted) - NAMED_AT_MOST
    quoted = [*quoted[:NAMED_AT_MOST], f"{more} more"] if more > 0 else quoted
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def has_own_text(contract: Contract) -> bool:
    """Whether a text that was written elsewhere is part of the agreement, so that the data need not be complete."""
    return any(use.text for use in contract.terms.clauses)


def is_signed_data(contract: Contract, schedule: str) -> bool:
    """Whether the data of a schedule is the agreement, and not a summary of what an own text says in its own words."""
    return not has_own_text(contract) or bool(contract.sow and contract.sow.schedules and schedule in contract.sow.schedules)


def together(subject: Subject, contract: Contract) -> tuple[Contract, ...]:
    """A contract, and for an SOW the MSA under which it is made."""
    msa = None if contract.is_msa else subject.book.msa(contract.vendor)
    return (contract, msa) if msa else (contract,)


def mentions(contract: Contract, topic: str) -> bool:
    """Whether the agreement's text, or before it is assembled the own text, speaks of a topic anywhere."""
    texts = contract.own_texts.values() if contract.agreement is None else (contract.agreement,)
    return any(_speaks_of(text, topic) for text in texts)


@lru_cache(maxsize=1024)  # the SOWs under one MSA ask for the same text one after another
def _speaks_of(text: str, topic: str) -> bool:
    small = text.lower()
    return any(beginnings.stands(words, small) for words in TOPICS[topic])


def covers(subject: Subject, contract: Contract, *topics: str) -> bool:
    """Whether a clause of the contract, or of the MSA above it, is about one of the topics, or an own text speaks of one."""
    for each in together(subject, contract):
        for use in each.terms.clauses:
            clause = subject.book.clause(use.use) if use.use else None
            # A clause that can't be read is reported elsewhere; nobody can say what it covers.
            if use.use and (clause is None or not set(topics).isdisjoint(clause.data.covers)):
                return True
        if has_own_text(each) and any(mentions(each, topic) for topic in topics if topic in TOPICS):
            return True
    return False


def profile_asks(subject: Subject, sow: SowTerms, kind: str, name: str) -> bool:
    """Whether the profile of the service type asks for this already, so that its own rule reports it."""
    profile = subject.book.profiles.get(sow.service_type)
    return profile is not None and any((kind, name) in condition.items() for each in profile.requires for condition in each.any_of)
