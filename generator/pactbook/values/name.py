"""The ways in which a sentence can name a value: groups of words of which each must be there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pactbook.values import words

Group = frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name a value: a word of each group stands in the passage or over it, one of each of `near` right at the amount.

    `anywhere`: groups that may stand behind the amount too. `loose`: the passage must in addition say that something has to be reached,
    since it names no field. `literal`: these very words, as parts of a key. `single`: its one word stands right at the amount. `alone`: the sentence says
    nothing but this before the amount. `without`: words that make of it the name of something else.
    """

    groups: tuple[Group, ...]
    near: tuple[Group, ...] = ()
    anywhere: tuple[Group, ...] = ()
    without: Group = frozenset()
    literal: tuple[str, ...] = ()
    loose: bool = False
    single: bool = False
    alone: bool = False


def group(*alternatives: str) -> Group:
    """Words of which any one will do, in their common form."""
    return frozenset(each if each.startswith(("~", "m:")) or {"-", " "} & set(each) else words.common_form(each) for each in alternatives)


def each_of(found: Group) -> tuple[Group, ...]:
    """Words that must all be there."""
    return tuple(frozenset((word,)) for word in sorted(found))


# Words that say nothing of which value is meant.
_EMPTY = frozenset(
    map(
        words.common_form,
        re.findall(
            "[a-z]+",
            "a an the that which who whose of in on at to for by from with and or not its his their it is are be may can must shall will would should "
            "time times amount value number part length period interval largest least most more less than above below within under over up allowed "
            "alone given gives give grant grants granted count counts counted reach reaches reached between before after each per every any one until "
            "as only takes take has have yearly own kind other another second first day days month months week weeks year years hour hours business "
            "calendar",
        ),
    )
)
# Words with which a sentence says that its subject has an amount, and those of a row's head: they name nothing of their own.
_LINKS = (
    "place happen occur follow due come set stand equal run last made make need require include agreed total exactly currently this these that "
    "limit agreement contract sow msa statement work schedule section client vendor party under"
)
LINKING = _EMPTY | frozenset(map(words.common_form, _LINKS.split()))
_PARTS = {"~teamlead": {"team", "lead"}, "callback": {"call", "back"}, "second-person": {"second", "person", "check", "double", "doubl"}}
_ACTS = re.compile(
    r"\b(?:that|which)(?: an?| the)? (?P<role>[\w -]{3,25}?)s? (?:may|can|must|grants?|decides?|approves?|clears?|answers?|gives?|acts?|releases?)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"limit|cap\b|above|up to|threshold|refund that|goodwill that|item that", re.IGNORECASE)
_PAIR = 2


def telling(text: str) -> Group:
    """The words of a title or key that tell values apart; of a phrase the words that it is made of do not count again."""
    kept = words.of(text) - _EMPTY
    for word in kept:
        if word in _PARTS:
            kept -= _PARTS[word]
        elif word[-2:-1] == " ":  # "class 3"
            kept -= set(word.split())
    return kept


def of_level(title: str) -> Group:
    """The words of a service level's title that tell it apart: the "rate" of its "resolution rate" is no price."""
    read = words.read(title)
    metrics = [(word.start, word.end) for word in read if word.word.startswith("m:")]
    parts = {word.word for word in read if any(start <= word.start and word.end <= end for start, end in metrics)}
    return telling(title) - {word for word in parts if not word.startswith("m:")}


@dataclass(frozen=True, slots=True)
class Title:
    """What the key and title that a contract's authors chose for a value say of it.

    `actor` are roles of which one must be meant where a passage names a role; `cover` are words of which a passage must have a good
    part; `style` is `limit` for an amount up to which somebody may act.
    """

    names: tuple[Name, ...]
    actor: Group
    cover: Group
    style: str


def read_title(key: str, title: str) -> Title:
    """The names of a value under `values:`."""
    raw = key.split("_")
    of_key = telling(key) - {"limit"}
    of_title = telling(title)
    acting = _ACTS.search(title)
    actor = frozenset(word for word in words.of(acting["role"]) if word.startswith("~")) if acting else frozenset()
    style = "limit" if _LIMIT.search(f"{key.replace('_', ' ')} {title}") else ""
    names = [Name((), literal=tuple(raw))] if len(raw) > 1 else []
    if of_key and (len(raw) == 1 or len(of_key) > 1):
        names.append(Name(each_of(of_key), single=len(raw) == 1))
    if len(of_key) == 1 and len(raw) > 1:
        names.append(Name(each_of(of_key), alone=True))
    things, plain = _things(of_title), _things(of_key)
    if len(things) > 1:
        names.append(Name(each_of(things)))
    if actor and plain and (style or len(plain) > 1):
        names.append(Name((*each_of(plain), actor)))
    return Title(tuple(names), actor, of_title or of_key, style)


def _things(found: Group) -> Group:
    return frozenset(word for word in found if not word.startswith("~"))


@lru_cache(maxsize=4096)  # most keys never come near a text's amounts, and hundreds of contracts have the same ones
def literally(raw: tuple[str, ...]) -> re.Pattern[str]:
    """A key as words: `returns_period` is "returns period", "return period" and "period for returns"."""
    parts = [re.escape(word.removesuffix("s")) + "s?" for word in raw]
    forms = [r"[ -]".join(parts)]
    if len(parts) == _PAIR:
        forms.append(rf"{parts[1]} (?:of|for|to|on) (?:the |an? )?{parts[0]}")
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def longest(raw: tuple[str, ...]) -> str:
    """What a text in small letters holds wherever the key stands in it as words."""
    return max((word.removesuffix("s").lower() for word in raw), key=len)
