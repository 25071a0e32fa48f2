"""The names by which a vendor can be told from ordinary words, so that a text for one vendor can be searched for the names of others."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.model.book import Book, Contract
    from pactbook.model.parties import Party

_TOKEN = re.compile(r"[^\W_]+")
_PROSE = re.compile(r"(?<![@./\w-])[^\W_]+(?![@/\w-]|\.\w)")  # no part of an address
_PLAIN = bytes(ord(chr(code).lower()) if chr(code).isalnum() and code < 128 else 32 for code in range(256))  # noqa: PLR2004 - ASCII
_FEW = 60  # words up to which it is quicker to look for each than to take a text apart
_SHORT = 4  # letters; what is shorter is an abbreviation of many things
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
    the vendor's address (a town). A vendor that is named by ordinary words alone is found only by its full name.
    """

    def __init__(self, book: Book) -> None:
        """Read the names of `book`."""
        self._book = book
        self._known: dict[tuple[str, str], bool] = {}

    def found(self, text: str, reader: str) -> Iterator[tuple[int, str, str]]:
        """Where a text that a vendor reads names another: offset, the words, and the other's key. What it knows by what it signed is no secret."""
        plain = _plain(text)
        likely = [each for word in self._in(plain) for each in self._by_word[word] if each[0] != reader]
        parted = b" %b " % b" ".join(plain.split()) if likely else b""
        for vendor in dict.fromkeys(vendor for vendor, name in likely if name in parted):
            for match in self._patterns[vendor].finditer(text):
                if not self._is_known(match.group(), reader):
                    yield match.start(), match.group(), vendor

    def _in(self, plain: bytes) -> Iterable[bytes]:
        """The words of names that a text holds, or seems to hold."""
        if len(self._by_word) <= _FEW:
            return [word for word in self._by_word if word in plain]
        return self._by_word.keys() & {*plain.split(), b""}

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        """What finds the names of each vendor that has any."""
        found = {vendor: sorted(self._names(vendor), key=len, reverse=True) for vendor in self._vendors}
        return {vendor: _pattern(names) for vendor, names in found.items() if names}

    @cached_property
    def _by_word(self) -> dict[bytes, list[tuple[str, bytes]]]:
        """The vendors that a text may name if it holds a word, each with the name, by the word that fewest names have; '' stands in every text."""
        names = [(vendor, words) for vendor in self._patterns for words in {_plain(" ".join(name)) for name in self._names(vendor)}]
        shared = Counter(word for _, words in names for word in {*words.split()})
        found: dict[bytes, list[tuple[str, bytes]]] = {}
        for vendor, words in names:
            rarest = min(words.split(), key=lambda word: (shared[word], -len(word)), default=b"")
            found.setdefault(rarest, []).append((vendor, b" ".join(words.split())))
        return found

    @cached_property
    def _vendors(self) -> tuple[str, ...]:
        policy = self._book.policy
        parties = (party for party in policy.parties if party != policy.client) if policy else ()
        proposed = (contract.vendor for contract in self._book.proposals.values())
        return tuple(dict.fromkeys((*self._book.vendors, *parties, *proposed)))

    def _names(self, vendor: str) -> set[tuple[str, ...]]:
        """The names of a vendor, each as its words in small letters; what stands up to the first distinctive word is one by itself."""
        parties = self._parties.get(vendor, [])
        town = {word for party in parties for word in _words(party.address)}
        policy = self._book.policy
        full = [party.name for party in parties]
        full += [policy.parties[vendor].name] if policy and vendor in policy.parties else []
        found = set()
        for words in (*map(_words, full), *(_words(party.short_name) for party in parties), tuple(vendor.split("-"))):
            core = _core(words)
            first = next((place for place, word in enumerate(core, 1) if self._is_distinctive(word) and word not in town), 0)
            found |= {core[:first], core} if first else {words if len(words) > len(core) > 0 else ()}
        return found - {()}

    @cached_property
    def _parties(self) -> dict[str, list[Party]]:
        """What the agreements and proposals of each vendor say of it."""
        found: dict[str, list[Party]] = {}
        for contract in (*self._book.contracts.values(), *self._book.proposals.values()):
            found.setdefault(contract.vendor, []).append(contract.terms.parties.vendor)
        return found

    def _is_distinctive(self, word: str) -> bool:
        return len(word) >= _SHORT and not word.isdigit() and not _is_ordinary(word) and word not in self._words_of_clauses

    @cached_property
    def _words_of_clauses(self) -> frozenset[str]:
        """The words of the library in small letters, as they are written there: a name has a capital."""
        versions = (version for versions in self._book.clauses.values() for version in versions)
        return frozenset(word for version in versions for word in _PROSE.findall(version.text) if word.islower())

    def _is_known(self, name: str, reader: str) -> bool:
        """Whether a vendor knows a name anyway: it is the client's, a part of its own, or stands in an agreement that it has signed."""
        words = _words(name)
        key = reader, " ".join(words)
        if key not in self._known:
            pattern = _pattern([words])
            self._known[key] = any(pattern.search(text) for text in self._texts(reader))
        return self._known[key]

    def _texts(self, reader: str) -> Iterator[str]:
        yield from (self._book.client_name(), self._book.vendor_name(reader), reader)
        for contract in self._book.of_vendor(reader):
            yield repr(contract.terms.parties)
            if is_signed(contract):
                yield f"{contract.agreement or ''}\n{contract.terms!r}"


def is_signed(contract: Contract) -> bool:
    """Whether both sides have put their names to it, so that the vendor knows every word of it."""
    return bool(contract.signoffs)


_last: list[VendorNames] = []


def vendor_names(book: Book) -> VendorNames:
    """The names of a book's vendors, worked out once for all who ask about the same book."""
    if not _last or _last[0]._book is not book:  # noqa: SLF001 - of this very module
        _last[:] = [VendorNames(book)]
    return _last[0]


def _plain(text: str) -> bytes:
    """The ASCII letters and digits of a text, in small letters and with spaces between: far quicker to come by than its words."""
    return text.encode("ascii", "replace").translate(_PLAIN)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _TOKEN.findall(text))


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """A company's name without the article and what it says of the kind of company."""
    while words and words[-1] in _ENDINGS:
        words = words[:-1]
    return words[1:] if words[:1] == ("the",) else words


def _pattern(names: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    """Finds any of the names as whole words, whatever signs, spaces and line ends part them."""
    either = "|".join(r"[\W_]{1,4}".join(map(re.escape, name)) for name in names)
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)


def _is_ordinary(word: str) -> bool:
    return word in _ordinary() or word.removesuffix("s") in _ordinary()


@cache
def _ordinary() -> frozenset[str]:
    """Words that contracts and operations manuals hold, and that companies like to be called by."""
    return frozenset(Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split())
