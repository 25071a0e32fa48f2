"""The names by which a vendor can be told from ordinary words, so that a text for one vendor can be searched for the names of others."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.manuals.name_search import SHORT, Name, NameSearch, is_ordinary, plain, word_around
from pactbook.text.letters.as_seen import as_seen, origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.manuals.name_search import Hit
    from pactbook.model.book import Book, Contract
    from pactbook.model.parties import Party

_TOKEN = re.compile(r"[^\W_]+")
_PROSE = re.compile(r"(?<![@./\w-])[^\W_]+(?![@/\w-]|\.\w)")  # no part of an address
_KINDS = (
    "a ab ag aps as bhd bv co company corp corporation dac d doo e g gmbh group holding holdings inc incorporated k kft kg kk lda limited llc llp "
    "ltd mbh n nv o ou oy oyj p plc private pte pty pvt r s sa sae sarl sas sdn se sgps sl slu sociedade sp spa spzoo srl sro the u ulc ug "
    "unipessoal v z zoo"
)
_ENDINGS = frozenset(_KINDS.split())
"""What may stand at the end of a company's name and says no more than what kind of company it is."""


class VendorNames:
    """The distinctive names of the vendors of a book.

    A name is distinctive if one of its words is: no word that contracts and manuals are full of, that legal's own clauses use, or that stands in
    the vendor's address (a town). Of words of two or three letters only those are that the folder is called by, that are the vendor's whole name,
    or that stand in it in capitals. A vendor that is named by ordinary words alone is found only by its full name.
    """

    def __init__(self, book: Book) -> None:
        """Read the names of `book`."""
        self.book = book
        self._known: dict[tuple[str, str], bool] = {}
        self._last: tuple[str, dict[str, tuple[Hit, ...] | None]] = "", {}

    def found(self, text: str, reader: str) -> Iterator[tuple[int, str, str]]:
        """Where a text that a vendor reads names another: offset, the words, and the other's key. What it knows by what it signed is no secret."""
        if self._last[0] != text:
            self._last = text, dict.fromkeys(self._search.vendors(as_seen(text)))
        kept = self._last[1]  # other texts may be looked at while this one is gone through
        seen = as_seen(text) if kept else ""
        for hit in (hit for vendor in kept if vendor != reader for hit in self._hits(text, vendor, kept)):
            if not (self._is_known(hit.name, reader) or self._is_known(word_around(seen, hit.start, hit.stop), reader)):
                start = origin(text, hit.start)
                yield start, text[start : origin(text, hit.stop - 1) + 1], hit.vendor

    def _hits(self, text: str, vendor: str, kept: dict[str, tuple[Hit, ...] | None]) -> tuple[Hit, ...]:
        """Every name of a vendor in a text; kept for the next reader of it."""
        if (found := kept[vendor]) is None:
            found = kept[vendor] = tuple(self._search.of(vendor, as_seen(text)))
        return found

    def kept_from(self, reader: str) -> tuple[Name, ...]:
        """The names that a vendor's site must not show: those of the others, but for what the vendor knows by what it signed.

        Words that it knows, and that hold a name (the vendor Alphacare holds Alpha), are names of nobody.
        """
        words = f" {plain(as_seen(' '.join(self._texts(reader))))} "
        kept = tuple(name for name in self.names if name.vendor != reader and f" {' '.join(name.words)} " not in words)
        parts = [name.words[0] for name in kept if len(name.words) == 1 and name.words[0] in words]
        holding = sorted({word for word in words.split() if any(part in word for part in parts)}) if parts else ()
        return (*kept, *(Name("", (word,)) for word in holding))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names of all vendors."""
        return tuple(dict.fromkeys(name for vendor in self._vendors for name in self._of(vendor)))

    @cached_property
    def key(self) -> str:
        """The digest of all names: a site that was made without one of them has to be looked at again."""
        return hashlib.sha256(repr(self.names).encode()).hexdigest()

    @cached_property
    def unguarded(self) -> dict[str, str]:
        """The vendors of whom no distinctive name is known, and the full name by which alone they are found ('' where there is none)."""
        unknown = [vendor for vendor in self._vendors if not any(distinctive for *_, distinctive in self._read(vendor))]
        return {vendor: next((" ".join(name.words) for name in self._of(vendor)), "") for vendor in unknown}

    @cached_property
    def _search(self) -> NameSearch:
        return NameSearch(self.names)

    @cached_property
    def _vendors(self) -> tuple[str, ...]:
        policy = self.book.policy
        parties = (party for party in policy.parties if party != policy.client) if policy else ()
        proposed = (contract.vendor for contract in self.book.proposals.values())
        return tuple(dict.fromkeys((*self.book.vendors, *parties, *proposed)))

    def _full(self, vendor: str) -> Iterator[str]:
        """The full names of a vendor that are found as they are."""
        for party in self._parties.get(vendor, []):
            yield party.name
        policy = self.book.policy
        if policy and vendor in policy.parties:
            yield policy.parties[vendor].name

    def _of(self, vendor: str) -> Iterator[Name]:
        """The names of a vendor; what stands up to the first distinctive word is one by itself."""
        for words, core, distinctive in self._read(vendor):
            names = (core[:distinctive], core) if distinctive else (words if len(words) > len(core) > 0 else [],)
            yield from (_name(vendor, name) for name in names if name)

    def _read(self, vendor: str) -> Iterator[tuple[list[str], list[str], int]]:
        """What a vendor is called: the words, those that are more than the kind of company, and how many it takes until one is distinctive."""
        parties = self._parties.get(vendor, [])
        town = {word.lower() for party in parties for word in _TOKEN.findall(party.address)}
        called = [*(_TOKEN.findall(party.short_name) for party in parties), vendor.split("-")]
        for words in (*map(_TOKEN.findall, self._full(vendor)), *called):
            core = _core(words)
            whole = words in called or len(core) == 1
            places = (place for place, word in enumerate(core, 1) if word.lower() not in town and self._is_name(word, whole=whole))
            yield words, core, next(places, 0)

    @cached_property
    def _parties(self) -> dict[str, list[Party]]:
        """What the agreements and proposals of each vendor say of it."""
        found: dict[str, list[Party]] = {}
        for contract in (*self.book.contracts.values(), *self.book.proposals.values()):
            found.setdefault(contract.vendor, []).append(contract.terms.parties.vendor)
        return found

    def _is_name(self, word: str, *, whole: bool) -> bool:
        """Whether a word of a name is distinctive; `whole` is whether the vendor is called by that name, and not only by what its words say."""
        small = as_seen(word).lower()
        if small.isdigit() or is_ordinary(small) or small in self._words_of_clauses:
            return False
        return len(small) >= SHORT or (len(small) > 1 and (whole or (word.isupper() and small not in _ENDINGS)))

    @cached_property
    def _words_of_clauses(self) -> frozenset[str]:
        """The words of the library in small letters, as they are written there: a name has a capital."""
        versions = (version for versions in self.book.clauses.values() for version in versions)
        return frozenset(word for version in versions for word in _PROSE.findall(version.text) if word.islower())

    def _is_known(self, name: str, reader: str) -> bool:
        """Whether a vendor knows a name anyway: it is the client's, a part of its own, or stands in an agreement that it has signed."""
        if (name, reader) not in self._known:
            self._known[name, reader] = any(f" {name} " in f" {plain(as_seen(text))} " for text in self._texts(reader))
        return self._known[name, reader]

    def _texts(self, reader: str) -> Iterator[str]:
        yield from (self.book.client_name(), self.book.vendor_name(reader), reader)
        for contract in self.book.of_vendor(reader):
            yield repr(contract.terms.parties)
            if is_signed(contract):
                yield f"{contract.agreement or ''}\n{contract.terms!r}"


def is_signed(contract: Contract) -> bool:
    """Whether both sides have put their names to it, so that the vendor knows every word of it."""
    return bool(contract.signoffs)


_last: list[VendorNames] = []


def vendor_names(book: Book) -> VendorNames:
    """The names of a book's vendors, worked out once for all who ask about the same book."""
    if not _last or _last[0].book is not book:
        _last[:] = [VendorNames(book)]
    return _last[0]


def _core(words: list[str]) -> list[str]:
    """A company's name without the article and what it says of the kind of company."""
    while words and words[-1].lower() in _ENDINGS:
        words = words[:-1]
    return words[1:] if words and words[0].lower() == "the" else words


def _name(vendor: str, written: list[str]) -> Name:
    """A name as it is searched for; a letter of a script without spaces is a word."""
    words = tuple(plain(as_seen(" ".join(written))).split())
    if len(written) > 1 or len(words) > 1:
        return Name(vendor, words)
    word = as_seen(written[0])
    if len(word) < SHORT:
        forms = {word.upper(), *(() if word.islower() else (word,))}
    else:  # in capitals and small letters, since other words may begin with the name: CAPITALS with CAPITA
        forms = {word[:1].upper() + word[1:].lower(), *(() if word.islower() or word.isupper() else (word,))}
    return Name(vendor, words, tuple(sorted(forms)))
