"""What the links of a manual lead to: other pages, sections of the contract, clauses of the library, or the outside."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pactbook.assemble.escape import inline
from pactbook.manuals import reading, rules
from pactbook.manuals.addresses import SCHEMES, decoded, is_followed
from pactbook.problems import Rule, did_you_mean
from pactbook.text.letters import ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pactbook.assemble.targets import Targets
    from pactbook.model.book import Book, Contract
    from pactbook.model.manual import Manual, ManualPage

INTO = ("sow", "msa", "clause")


class DeadLinkError(Exception):
    """A link that leads nowhere; `rule` says in which way. `told_elsewhere`: what it leads to can't be read, and that is reported there."""

    def __init__(self, message: str, rule: Rule = rules.DEAD_LINK, *, told_elsewhere: bool = False) -> None:
        """Keep the rule beside the message."""
        super().__init__(message)
        self.rule = rule
        self.told_elsewhere = told_elsewhere


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads.

    `kind` is `page` (name: its file), `contract` (name: its folder), `clause` (name: its id), `image` or `outside` (name: the
    address). `anchor` is an id there; `words` stand where the link has none of its own: markdown, for a page the heading's plain words.
    """

    kind: str
    name: str
    anchor: str = ""
    words: str = ""


@dataclass(slots=True)
class Linker:
    """Resolves the links of one book's manuals, and remembers what it has read."""

    book: Book
    targets: Targets
    worked: dict[str, Any] = field(default_factory=dict, repr=False)
    """What `pactbook.manuals.page` has worked out, by the page's path."""
    recall: Callable[[Manual], None] | None = field(default=None, repr=False)
    """Puts into `worked` what is remembered of a manual's pages from an earlier time; asked once for each manual."""
    _recalled: set[str] = field(default_factory=set, repr=False)
    _lender: Linker | None = field(default=None, repr=False)
    _readings: dict[str, reading.Reading] = field(default_factory=dict)
    _followed: dict[tuple[str, str, str, bool], Target] = field(default_factory=dict)

    def read(self, page: ManualPage) -> reading.Reading:
        """The headings and links of a page, read once."""
        if page.path not in self._readings:
            self._readings[page.path] = reading.read(page.text, page.text_line)
        return self._readings[page.path]

    def known(self, manual: Manual, page: ManualPage) -> Any:
        """What was worked out of a page, now, at an earlier time or by the one that this linker borrows from; None for nothing."""
        if self.recall and manual.path not in self._recalled:
            self._recalled.add(manual.path)
            self.recall(manual)
        found = self.worked.get(page.path)
        return self._borrowed(manual, page) if found is None and self._lender else found

    def forget(self, pages: Iterable[ManualPage]) -> None:
        """Drop the readings of pages that are worked out; in a large book they take more room than the pages."""
        for page in pages:
            if page.path in self.worked:
                self._readings.pop(page.path, None)

    def let_go(self) -> None:
        """Drop everything that was worked out: whoever asks again is given it by `recall`."""
        for memory in (self.worked, self._readings, self._followed, self._recalled):
            memory.clear()

    def borrow(self, other: Linker) -> None:
        """Ask another linker for what it has read, and for what it has worked out of pages that come out the same here: `book` is a part of its book.

        A page that leads to clauses does not, unless the part has all of them: it may hold other versions, or none. Neither does a manual of another vendor's,
        which speaks of other contracts here.
        """
        self._readings, self._lender = other._readings, other

    def _borrowed(self, manual: Manual, page: ManualPage) -> Any:
        other = self._lender
        if other is None or manual is not other.book.manuals.get(manual.path):
            return None
        if any(self.basis(scheme, manual) is not other.basis(scheme, manual) for scheme in ("sow", "msa")):
            return None
        worked = other.known(manual, page)
        same_clauses = self.book.clauses is other.book.clauses
        return worked if worked and not worked.problems and (same_clauses or not worked.leads_to("clause")) else None

    def follow(self, target: str, manual: Manual, page: ManualPage, *, image: bool = False) -> Target:
        """Where a link of a page leads; raises DeadLinkError."""
        key = (manual.path, page.path if target.startswith("#") else "", target, image)
        if key not in self._followed:
            self._followed[key] = self._follow(target, manual, page, image=image)
        return self._followed[key]

    def _follow(self, target: str, manual: Manual, page: ManualPage, *, image: bool) -> Target:
        scheme, colon, rest = target.partition(":")
        if colon and scheme.lower() in SCHEMES and not image and (address := decoded(target)) is not None and is_followed(address):
            return Target("outside", target, words=inline(rest.removeprefix("//")))
        if colon and scheme in INTO and not image:
            return self._into(scheme, rest, manual)
        if colon or target.startswith(("/", "\\")):
            if image:
                message = f"the image '{target}' lies elsewhere: save it in images/ and write images/name.png"
                raise DeadLinkError(message, rules.BAD_SCHEME)
            if scheme.lower() in SCHEMES:
                message = f"'{target}' is no address that a browser can follow: write it as it stands in the browser's own line"
                raise DeadLinkError(message, rules.BAD_SCHEME)
            known = ", ".join(f"{name}:" for name in (*INTO, "https", "mailto"))
            message = f"'{target}' is no link that a manual may have (pages, {known})"
            raise DeadLinkError(message, rules.BAD_SCHEME)
        if image or target in manual.images:
            return _image(target, manual)
        return self._page(target, manual, page)

    def _into(self, scheme: str, rest: str, manual: Manual) -> Target:
        if scheme == "clause":
            return self._clause(rest)
        contract = self.contract(scheme, manual)
        anchor = ids.meant(rest.removeprefix("#")).replace("_", "-")
        words = self.targets.words(contract)
        name = inline(contract.terms.title)
        if not anchor:
            return Target("contract", contract.path, "", name)
        if anchor not in words:
            message = f"{contract.path} has no section '{anchor}'{did_you_mean(anchor, words)}"
            raise DeadLinkError(message)
        return Target("contract", contract.path, anchor, f"{words[anchor]} of the {'MSA' if contract.is_msa else 'SOW'}")

    def contract(self, scheme: str, manual: Manual) -> Contract:
        """The contract that `sow:` or `msa:` means in a manual; raises DeadLinkError."""
        basis = self.basis(scheme, manual)
        if basis is None or (scheme == "sow" and basis.is_msa):
            message = f"there is no {scheme.upper()} that this manual works under"
            raise DeadLinkError(message, told_elsewhere=self.is_told_elsewhere(scheme, manual))
        return basis

    def basis(self, scheme: str, manual: Manual) -> Contract | None:
        """The contract that `sow:` or `msa:` means in a manual, None where there is none."""
        if scheme == "msa":
            return self.book.msa(manual.vendor)
        return self.book.contracts.get(manual.outline.contract) or self.book.proposals.get(manual.outline.contract)

    def is_told_elsewhere(self, name: str, manual: Manual) -> bool:
        """Whether `sow`, `msa`, `client` or `vendor` is missing only because a contract is missing or can't be read."""
        missing = {"msa": self.basis("msa", manual) is None, "sow": self.basis("sow", manual) is None}
        return missing.get(name, name in {"client", "vendor"} and all(missing.values()))

    def _clause(self, rest: str) -> Target:
        name, hash_, _ = rest.partition("#")
        clause_id, slash, version = name.partition("/")
        versions = self.book.clauses.get(clause_id)
        if not versions:
            message = f"there is no clause '{clause_id}'{did_you_mean(clause_id, self.book.clauses)}"
            raise DeadLinkError(message)
        chosen = next((each for each in versions if each.version == version), None) if slash else versions[-1]
        if chosen is None:
            message = f"clause '{clause_id}' has no version '{version}'; there is {', '.join(each.version for each in versions)}"
            raise DeadLinkError(message)
        if hash_:
            message = f"a link to a clause leads to its page: write clause:{name}"
            raise DeadLinkError(message)
        return Target("clause", clause_id, "", inline(chosen.data.title))

    def _page(self, target: str, manual: Manual, page: ManualPage) -> Target:
        file, _, rest = target.partition("#")
        anchor = ids.meant(rest)
        pages: Mapping[str, ManualPage] = {each.file: each for each in manual.pages}
        found = pages.get(posixpath.normpath(file)) if file else page
        if found is None:
            message = f"there is no page '{file}' in this manual{did_you_mean(file, pages)}"
            raise DeadLinkError(message, told_elsewhere=posixpath.normpath(file) in manual.others)
        headings = self.read(found).headings
        heading = next((each for each in headings if each.id == anchor), None)
        if anchor and heading is None:
            message = f"{found.file} has no heading '{anchor}'{did_you_mean(anchor, [each.id for each in headings])}"
            raise DeadLinkError(message)
        title = next((each.title for each in headings if each.level == 1), found.file)
        return Target("page", found.file, anchor, heading.title if heading else title)


def _image(target: str, manual: Manual) -> Target:
    if target not in manual.images:
        message = f"there is no image '{target}' in this manual{did_you_mean(target, manual.images)}"
        raise DeadLinkError(message)
    return Target("image", target)
