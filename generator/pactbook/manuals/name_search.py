"""Finds the names of vendors in a text as it is seen (`pactbook.text.letters.as_seen`), also where they are run together with other words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORT = 4
"""Letters; a shorter word is a name only as it is written (WNS), in small letters in addresses and names of files (desk@wns.example)."""
_PLAIN = bytes(ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else 32 for code in range(256))  # noqa: PLR2004 - ASCII
_MOST_CLEAN = 65_536
_BEGIN, _END = "(?<![A-Za-z0-9])", "(?![A-Za-z0-9])"
_BEFORE, _AFTER = re.compile(r"[A-Za-z0-9._@:/%?&=~+-]*\Z"), re.compile(r"[A-Za-z0-9._@:/%?&=~+-]*")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"[A-Za-z0-9]*\Z"), re.compile("[A-Za-z0-9]*")
_FAR = 80
_IN_ADDRESS = re.compile(r"[@/]|\.[A-Za-z]")
_JOINED_BEFORE, _JOINED_AFTER = re.compile(r"(?:[A-Za-z0-9.][_-]|@)\Z"), re.compile(r"[_-][A-Za-z0-9]|@")
_HEX = re.compile("[a-f]*")  # may stand in any digest
_PART = 4  # letters that may be run together with a name in an address and are no word
_LONG = 5  # letters of a name that may be run together with what companies add, wherever it stands
_WORDS_ADDED = (
    "bpo bpos cc ccs center centers centre centres connect contact contactcenter contactcentre corp corporation digital emea global gmbh group "
    "groups hq india international kpo latam limited llc llp ltd manila operations outsourcing partners ph philippines plc poland service "
    "services solution solutions support systems team teams technologies uk usa"
)
_ADDED = frozenset({"", *_WORDS_ADDED.split()})
_AHEAD = frozenset({"", "bpo", "cc", "contactcentre", "global"})
_BEGINNINGS = (
    "counter cyber electro extra hydro hyper infra inter intra macro micro milli multi neuro ortho pharma photo proto pseudo psycho quadri quasi "
    "retro socio super supra techno thermo trans turbo ultra under"
)
_PREFIXES = frozenset(_BEGINNINGS.split())
"""What English words begin with: 'microservices' and 'intergroup' name nobody, whatever a vendor is called."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a vendor: its words in small letters, and how one that is a single word is written."""

    vendor: str
    words: tuple[str, ...]
    forms: tuple[str, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether it is one word of few letters, which may be an abbreviation of many things."""
        return len(self.words) == 1 and len(self.words[0]) < SHORT


class Hit(NamedTuple):
    """Where a text names a vendor, and by which name: in small letters, with single spaces."""

    start: int
    stop: int
    name: str
    vendor: str


class NameSearch:
    """Searches texts for some names; what was found without any is not looked at again.

    A name counts as a whole word, and within one: where a capital, a figure or a sign parts it off (ZenithCC, zenith_cc), in an address, and
    run together in capitals or small letters with what companies add to a name (ZENITHCC, zenithgroup). With whatever else it is run together
    outside of an address, it is left alone: no list of words tells ZENITHAL from ZENITHKA in all languages that a book may be written in, and a
    false alarm keeps a site from being made. Whoever is called by an everyday word alarms where that word stands alone, so what is added to it
    costs nothing; only what is never a word by itself (micro, inter) begins others, and is left alone. Names without a vendor are words that
    are none, though they hold one.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        """Sort the names by the words by which they are noticed first."""
        self._names: dict[str, list[Name]] = {}
        for name in dict.fromkeys(names):
            self._names.setdefault(name.vendor, []).append(name)
        self._own = frozenset(word for name in self._names.pop("", ()) for word in name.words)
        every = [name for group in self._names.values() for name in group]
        shared = Counter(word for name in every for word in {*name.words})
        self._exact: dict[bytes, list[Name]] = {}
        self._within: dict[bytes, list[Name]] = {}
        for name in every:
            rarest = min(name.words, key=lambda word: (shared[word], -len(word))).encode()
            (self._within if _is_long(name) else self._exact).setdefault(rarest, []).append(name)
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._parts: dict[str, re.Pattern[str]] = {}
        self._clean: set[bytes] = set()

    def likely(self, seen: str) -> list[Name]:
        """The names that a text holds, or seems to hold."""
        ordered = seen.encode("ascii", "replace").translate(_PLAIN).split()
        words = {*ordered}
        found = [name for word in self._exact.keys() & words for name in self._exact[word]]
        if any(len(name.words) > 1 for name in found):
            parted = b" %b " % b" ".join(ordered)
            found = [name for name in found if b" %b " % " ".join(name.words).encode() in parted]
        new = words - self._clean
        if new and self._within:
            found += self._in(new)
        return found

    def _in(self, new: set[bytes]) -> list[Name]:
        """The names that words which nobody looked at yet hold, also as a part."""
        joined = b" ".join(new)
        parts = [part for part in self._within if part in joined]
        if len(self._clean) > _MOST_CLEAN:
            self._clean.clear()
        unclean = {word for word in new if any(part in word for part in parts)} if parts else set()
        unclean = {word for word in unclean if word in self._within or not is_ordinary(word.decode())}
        self._clean |= new - unclean
        return [name for part in parts if any(part in word for word in unclean) for name in self._within[part]]

    def find(self, seen: str) -> Iterator[Hit]:
        """Where the text names vendors."""
        for vendor in self.vendors(seen):
            yield from self.of(vendor, seen)

    def vendors(self, seen: str) -> Iterable[str]:
        """The vendors that the text may name."""
        return dict.fromkeys(name.vendor for name in self.likely(seen))

    def of(self, vendor: str, seen: str) -> Iterator[Hit]:
        """Where the text names a vendor."""
        taken = set[int]()
        for match in self._pattern(vendor).finditer(seen):
            start, stop = match.span()
            if (match.lastgroup is None or _is_identifier(seen, start, stop)) and not self._is_own(seen, start, stop):
                taken.update(range(start, stop))
                yield Hit(start, stop, plain(match.group()), vendor)
        for match in self._run_together(vendor).finditer(seen):
            start, stop = match.span()
            if taken.isdisjoint(range(start, stop)) and _is_run_together(match, seen) and not self._is_own(seen, start, stop):
                yield Hit(start, stop, match.group(1).lower(), vendor)

    def _is_own(self, seen: str, start: int, stop: int) -> bool:
        return bool(self._own) and word_around(seen, start, stop) in self._own

    def _pattern(self, vendor: str) -> re.Pattern[str]:
        """Finds the names of a vendor as whole words, whatever signs, spaces and line ends part them, and where a capital or a figure parts them."""
        if vendor not in self._patterns:
            self._patterns[vendor] = re.compile("|".join(_alternatives(self._names[vendor])))
        return self._patterns[vendor]

    def _run_together(self, vendor: str) -> re.Pattern[str]:
        """Finds words that hold a name of a vendor."""
        if vendor not in self._parts:
            words = "|".join(name.words[0] for name in self._names[vendor] if _is_long(name))
            self._parts[vendor] = re.compile(rf"(?i){_BEGIN}[a-z0-9]{{0,16}}?({words or '(?!)'})[a-z0-9]{{0,16}}{_END}")
        return self._parts[vendor]


def _is_long(name: Name) -> bool:
    return len(name.words) == 1 and not name.is_short


def _alternatives(names: list[Name]) -> Iterator[str]:
    names = sorted(names, key=lambda name: (len(name.words), len(name.words[0])), reverse=True)
    if whole := "|".join("[^A-Za-z0-9]{1,4}".join(name.words) for name in names if not name.is_short):
        yield f"{_BEGIN}(?i:{whole}){_END}"
    if short := [name for name in names if name.is_short]:
        yield f"{_BEGIN}(?:{'|'.join(form for name in short for form in name.forms)}){_END}"
        yield f"(?P<small>{_BEGIN}(?:{'|'.join(name.words[0] for name in short)}){_END})"
    if long := [name for name in names if _is_long(name)]:
        forms = "|".join(form for name in long for form in name.forms)
        yield f"{_BEGIN}(?:{forms})(?=[A-Z0-9])|(?<=[a-z0-9])(?:{forms})(?![a-z])"
    if figured := "|".join(name.words[0] for name in long if not _HEX.fullmatch(name.words[0])):
        yield f"{_BEGIN}(?i:{figured})(?=[0-9])|(?<=[0-9])(?i:{figured}){_END}"


def _is_identifier(seen: str, start: int, stop: int) -> bool:
    """Whether a word in small letters is a part of an address, of a file's name or of a name as programs have them."""
    joined = _JOINED_BEFORE.search(seen, max(0, start - 2), start) or _JOINED_AFTER.match(seen, stop)
    return joined is not None or _in_address(seen, start, stop)


def _is_run_together(match: re.Match[str], seen: str) -> bool:
    """Whether a name stands beside what companies add to one, or in an address with something that is a word by itself, or hardly anything."""
    word = match.group().lower()
    start, stop = (each - match.start() for each in match.span(1))
    rest = (word[:start], word[stop:])
    if not any(rest) or is_ordinary(word):
        return False
    if stop - start >= _LONG and rest[0] in _AHEAD and rest[1] in _ADDED and word[start:stop] not in _PREFIXES:
        return True
    return all(len(each) <= _PART or is_ordinary(each) for each in rest) and _in_address(seen, *match.span())


def _in_address(seen: str, start: int, stop: int) -> bool:
    """Whether a word is a part of an address of the web or of mail, or of a file's name; what stands behind '#' is made of a heading's words."""
    before, after = _BEFORE.search(seen, max(0, start - _FAR), start), _AFTER.match(seen, stop, stop + _FAR)
    around = f"{before.group() if before else ''} {after.group().rstrip('.:?') if after else ''}"
    return _IN_ADDRESS.search(around) is not None


def word_around(seen: str, start: int, stop: int) -> str:
    """What stands between two offsets and is run together with it, in small letters."""
    before, after = _WORD_BEFORE.search(seen, max(0, start - _FAR), start), _WORD_AFTER.match(seen, stop, stop + _FAR)
    return f"{before.group() if before else ''}{seen[start:stop]}{after.group() if after else ''}".lower()


def plain(seen: str) -> str:
    """The words of a text as it is seen, in small letters and with single spaces."""
    return b" ".join(seen.encode("ascii", "replace").translate(_PLAIN).split()).decode()


def is_ordinary(word: str) -> bool:
    """Whether it is a word that contracts and manuals are full of."""
    return word in _ordinary() or word.removesuffix("s") in _ordinary()


@cache
def _ordinary() -> frozenset[str]:
    """Words that contracts and operations manuals hold, and that companies like to be called by."""
    return frozenset(Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split())
