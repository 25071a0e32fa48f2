"""Words of a sentence brought to the form in which a contract's title and a manual's sentence meet: `acknowledged`, `acknowledgement`."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from pactbook.text.letters import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Metrics of DESIGN and profiles, as people write them.
METRICS: Mapping[str, str] = {
    "first-contact-resolution": r"(?:first|1st)[ -](?:contact|call|time)[ -](?:resolution|fix)(?: rate)?|fcr|(?:re)?solve[sd]? (?:at|in|on|with) the first (?:contact|call|attempt)"
    r"|(?:re)?solv(?:e[sd]?|ing)\b[^.;|]{0,60}?\b(?:at|in|on|with) (?:the )?first (?:contact|call|attempt)",
    "customer-satisfaction": r"customer satisfaction(?: score| rate)?|c-?sat(?: score)?",
    "customer-effort": r"customer effort(?: score)?|ces\b(?: score)?",
    "net-promoter-score": r"net[ -]promoter(?: score)?|nps",
    "average-speed-of-answer": r"average (?:speed of|time to) answer|asa",
    "average-handle-time": r"(?:average )?handl(?:e|ing)[ -]time|aht",
    "abandonment-rate": r"abandon(?:ment|ed)?(?:[ -]call)? rate|abandonment",
    "response-time": r"response time(?: level)?",
    "service-level": r"service level for answer\w*|answer service level",
    "resolution-rate": r"resolution rate",
    "time-to-resolution": r"time to (?:resolution|resolve)|resolution time|ttr|mttr|mean time to (?:resolve|repair|resolution)",
    "occupancy": r"occupancy(?: rate)?",
    "shrinkage": r"shrinkage(?: rate)?",
    "contact-prevention": r"contact prevention|prevented contacts?",
    "quality-score": r"quality (?:score|rate)|qa score",
    "customer-critical-accuracy": r"customer[ -]critical (?:error )?accuracy",
    "business-critical-accuracy": r"business[ -]critical (?:error )?accuracy",
    "compliance-critical-accuracy": r"compliance(?:[ -]critical)?(?: error)? accuracy",
    "availability": r"availability|uptime",
    "recovery-time": r"recovery time(?: objective)?|rto",
    "recovery-point": r"recovery point(?: objective)?|rpo",
    "backlog": r"backlog",
    "turnaround-time": r"turn-?around(?:[ -]time)?|tat",
    "posting-accuracy": r"posting accuracy|accuracy of posting",
    "payment-accuracy": r"payment accuracy|accuracy of payments?",
    "reporting-timeliness": r"report(?:ing|s)? (?:timeliness|on time)",
    "close-timeliness": r"close timeliness|on-time close|close on time",
    "conversion-rate": r"conversion(?: rate)?",
    "collection-rate": r"collection rate|recovery rate",
    "change-success-rate": r"change success(?: rate)?|successful changes",
    "patch-timeliness": r"patch(?:ing)? (?:timeliness|on time)|patch compliance",
    "documentation-currency": r"documentation currency|currency of documentation",
}
_PHRASES: Mapping[str, str] = {
    "callback": r"call(?:s|ed|ing)?[ -]?back\w*|(?:call|ring|phone)(?:s|ed)? (?:the |a |each )?(?:customer|caller)s? back",
    "~teamlead": r"team[ -]lead(?:er)?s?|supervisors?|line managers?",
    "~sitemanager": r"site managers?|centre managers?|center managers?",
    "~opsmanager": r"operations managers?|ops managers?",
    "~vendormanager": r"vendor managers?",
    "~accountdirector": r"account (?:director|manager)s?",
    "~finance": r"finance controllers?|finance team|finance",
    "~qualitylead": r"quality (?:lead|manager|analyst)s?|scorers?",
    "~coach": r"coach(?:es)?|trainers?",
    "~procurement": r"head of procurement",
    "limit": r"up to|no more than|not more than|at (?:the )?most|at maximum|maximum|limited? to|capped at|must not exceed|may not exceed|not exceed(?:ing)?|ceiling",
    "non-renewal": r"non-?renewal|not (?:to )?renew(?:ed|ing)?|against renewal",
    "general-cap": r"general cap|general liability cap|overall liability cap|liability cap",
    "increased-cap": r"(?:increased|super|higher|enhanced)[ -]cap",
    "at-risk": r"at[ -]risk(?: amount)?",
    "monthly-cap": r"monthly cap|cap (?:per|for|in|of) (?:a|the|each|one|any)?[ ]?month|credits? (?:of|in|for) one month (?:stops?|ends?|are limited|never exceeds?)[ ]?(?:at|to)?",
    "initial-term": r"initial (?:term|period)|(?:agreement|contract|sow|statement of work)(?: itself)? (?:runs|lasts|has a term)|term of (?:the|this) (?:agreement|contract|sow) (?:is|lasts|runs)",
    "payment-term": r"payment terms?|payment period|terms of payment|payable within|(?:pays?|paying|settles?)\b[^.;|]{0,50}\binvoices?"
    r"|(?:pays?|settles?)\b[^.;|]{0,45}\bwithin\b[^.;|]{0,30}\b(?:after|of|from|following)\b[^.;|]{0,16}\b(?:recei\w+|date|delivery)\b[^.;|]{0,25}\binvoices?"
    r"|payments? (?:is|are|falls?|becomes?|(?:shall|must|will) be) (?:due|made|payable)\b[^.;|]{0,60}\binvoices?"
    r"|invoices?\b[^.;|]{0,50}\b(?:paid|payable|due|settled)|payment of [^.;|]{0,30}\binvoices?",
    # To report a breach is to give notice of it; to report results is not.
    "notic": r"reports? (?:\w+ ){0,4}?(?:breach(?:es)?|incidents?)(?!['’])|(?:breach(?:es)?|incidents?)(?: \w+){1,2} reported",
    "takeover": r"tak(?:es?|en|ing) over|took over|take-?overs?",
    "second-person": r"second (?:person|pair of eyes)|four[ -]eyes|double[ -]check\w*|two persons?",
    "ticket": r"incidents?|tickets?",
}
# One word for several that mean the same here.
_SAME = {
    "respond": "answer", "respons": "answer", "repli": "answer", "reply": "answer", "react": "answer", "reaction": "answer", "pick": "answer",
    "solv": "resolv", "settl": "resolv", "resolut": "resolv", "termin": "terminat", "solution": "resolv", "fix": "resolv",
    "decis": "decid", "decision": "decid", "phone": "call", "telephon": "call", "voic": "call", "caller": "call",
    "reimburs": "refund", "cap": "limit", "ceil": "limit", "allowanc": "limit",
    "retent": "keep", "kept": "keep", "retain": "keep", "store": "keep", "stor": "keep",
    "goal": "target", "objectiv": "target", "aim": "target", "floor": "minimum",
    "weigh": "weight", "weighted": "weight", "weighs": "weight", "terminat": "terminat", "cancel": "terminat", "cancellat": "terminat", "trigger": "terminat",
    "warranty": "guarante", "warranti": "guarante", "price": "price", "rate": "price", "cost": "price", "charg": "price", "fee": "price",
    "correct": "correct", "mend": "correct", "fulfil": "fulfil", "fulfill": "fulfil", "done": "fulfil",
    "mark": "score", "point": "score", "tolerance": "toleranc", "differenc": "toleranc", "differ": "toleranc", "apart": "toleranc",
    "recording": "recording", "deliveri": "deliver", "successor": "succeed", "replac": "replac", "replacement": "replac", "liabl": "liabil", "liabiliti": "liabil",
    "revok": "remov", "withdraw": "remov", "delet": "remov", "restor": "restor", "reinstat": "restor", "mail": "email", "e-mail": "email",
    "acknowledg": "acknowledg", "confirm": "acknowledg", "sent": "send", "told": "notic", "inform": "notic", "notif": "notic", "notifi": "notic", "announc": "notic", "written": "write", "held": "hold",
}  # fmt: skip
_ROLE_WORDS = {
    "agent": "~agent", "advisor": "~agent", "representative": "~agent", "rep": "~agent", "adviser": "~agent", "analyst": "~analyst", "accountant": "~accountant", "clerk": "~accountant",
    "client": "~client", "vendor": "~vendor", "customer": "~customer", "supplier": "~supplier", "approver": "~approver", "scorer": "~qualitylead", "caller": "~customer",
}  # fmt: skip
_ENDINGS = re.compile(r"(?:ements?|ments?|ations?|itions?|ions?|at(?:es?|ed|ing)|ings?|als?|ies|ied|ers?|ed|es|s|e|y)$")
_WORD = re.compile(r"[a-z][a-z0-9]*(?:['’]s)?(?:-[a-z]+)*|\d+")


class Word(NamedTuple):
    """A word in its common form, and where it stands."""

    word: str
    start: int
    end: int


_new = partial(tuple.__new__, Word)  # half the time of Word(...), and there are very many


def _named(name: str, index: int) -> str:
    return f"p{index}_{re.sub(r'[^a-z]', '_', name)}"


_ALL = [*((f"m:{name}", words) for name, words in METRICS.items()), *_PHRASES.items()]
_BY_GROUP = {_named(name, index): name for index, (name, _) in enumerate(_ALL)}
_NUMBERED_WORDS = "class|level|tier|priority|severity|step|stage|band"
_NUMBERED = rf"(?P<numbered>\b(?:{_NUMBERED_WORDS}) \d\b)"


def _starts(pattern: str) -> Iterator[str]:
    """The letters with which what a pattern finds can begin: with them it is looked for ten times faster."""
    depth = at = 0
    for index, sign in enumerate(f"{pattern}|"):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            yield from _start(pattern[at:index])
            at = index + 1


def _start(alternative: str) -> Iterator[str]:
    if not alternative.startswith("(?:"):
        letters = re.match(r"[a-z0-9]+(?![?*{])", alternative)
        assert letters, alternative  # noqa: S101 - a pattern of this file that begins otherwise is a mistake in it
        yield letters.group()
        return
    close = next(
        index for index in range(len(alternative)) if alternative[: index + 1].count("(") == alternative[: index + 1].count(")") > 0
    )
    yield from _starts(alternative[3:close])
    if alternative.startswith("?", close + 1):
        yield from _start(alternative[close + 2 :])


_GROUPS = [
    ("", _NUMBERED, frozenset(_starts(_NUMBERED_WORDS))),
    *((name, rf"(?P<{_named(name, index)}>\b(?:{words})\b)", frozenset(_starts(words))) for index, (name, words) in enumerate(_ALL)),
]
_STARTS = re.compile(rf"\b(?:{beginnings.pattern(start for _, _, starts in _GROUPS for start in starts)})")


@cache
def _phrases(letter: str) -> re.Pattern[str]:
    """The phrases that can begin with a letter, in their order."""
    return re.compile("|".join(pattern for _, pattern, starts in _GROUPS if any(start[0] == letter for start in starts)))


def written(word: str) -> frozenset[str]:
    """What stands, in small letters, in each text in which `read` finds a word that is no phrase: the letters with which it begins there."""
    plain = {letters for same in (_SAME, _ROLE_WORDS) for letters, form in same.items() if form == word}
    return frozenset((word.partition(" ")[0], *plain))


@cache
def phrase(word: str) -> tuple[frozenset[str], re.Pattern[str]] | None:
    """Where a word stands for a phrase: the letters with which it can begin, and what finds it wherever `read` does, in small letters."""
    words = dict(_ALL).get(word)
    return (frozenset(_starts(words)), re.compile(rf"\b(?:{words})\b")) if words else None


@lru_cache(maxsize=8192)
def common_form(word: str) -> str:
    """A single small word without its ending, or the one word that stands for several."""
    word = word.removesuffix("'s").removesuffix("’s")
    plain = word.removesuffix("s") if len(word) > 3 else word  # noqa: PLR2004 - "is", "was"
    if plain in _ROLE_WORDS:
        return _ROLE_WORDS[plain]
    stem = _ENDINGS.sub("", word)
    stem = stem if len(stem) >= 3 else word  # noqa: PLR2004 - no word is left
    return _SAME.get(word) or _SAME.get(plain) or _SAME.get(stem, stem)


def read(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words between two offsets of a text, phrases as one word each (and their single words too)."""
    stop = len(text) if end is None else end
    small = text[start:stop].lower()
    if len(small) != stop - start:  # a letter whose small form is longer: places would move
        small = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text[start:stop])
    found, past = [], 0
    for begins in _STARTS.finditer(small):
        at = begins.start()
        match = _phrases(small[at]).match(small, at) if at >= past else None
        if match:
            past = match.end()
            found.append(Word(_BY_GROUP.get(match.lastgroup or "", match.group()), start + match.start(), start + past))
    for match in _WORD.finditer(small):
        word, (begin, past) = match.group(), match.span()
        found.append(_new((common_form(word), start + begin, start + past)))
        if "-" in word:
            found.extend(
                Word(common_form(part.group()), start + begin + part.start(), start + begin + part.end())
                for part in re.finditer(r"[a-z0-9]+", word)
            )
    return found


def of(text: str) -> frozenset[str]:
    """The words of a title or key."""
    return frozenset(word.word for word in read(text.replace("_", " ")))
