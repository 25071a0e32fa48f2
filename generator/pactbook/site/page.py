"""What a site is made of: pages as plain data, without a word about the generator that prints them.

`pages(book, audience, as_of)` returns these; `plugin` hands them to MkDocs, `stage` writes them to a folder. Paths in
`Page.path` and in every `Link` and `Fact.href` are page paths from the top of the site (`vendors/brightline/msa.md#term`);
the adapter turns them into addresses. Everything here but `Page.markdown` is plain text and is escaped where it is printed.

Generated markdown (`trusted=True`) may use these classes: `pb-lead` (opening paragraph), `pb-cards` around `pb-card`
(`<div class="pb-cards" markdown>`), `pb-card--quiet`, `pb-more` (the link at the foot of a card), `pb-wide` (a table that
needs the whole width), `pb-signed` (text that is held against what was signed), `pb-num` (figures, right aligned) and the chips that `chip` writes.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["good", "coming", "draft", "waiting", "past", "problem"]
"""How a status looks: in force, scheduled, draft, pending signatures, superseded or ended, does not verify."""

TONES: tuple[Tone, ...] = ("good", "coming", "draft", "waiting", "past", "problem")

_MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]<>&|~:]|^[#+\-=!]|(?<=^\d)\.|(?<=^\d\d)\.")


@dataclass(frozen=True, slots=True)
class Link:
    """A title that leads to a page of the site (or to an http, https or mailto address)."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a facts panel: what, its value, and where it is said."""

    label: str
    value: str
    href: str | None = None
    code: bool = False
    """The value is to be copied letter by letter: a digest or a command."""


@dataclass(frozen=True, slots=True)
class Siblings:
    """The pages that belong together (the pages of a manual, the documents of a vendor), in reading order."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a page shows: where it stands on the site, and which file of the repository it is."""

    path: str
    source: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers: where it stands on the site, and its bytes. A calendar, a feed, a sealed record as a zip."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AgreementMeta:
    """What stands beside the text of an agreement."""

    status: str
    status_tone: Tone
    version: str = ""
    effective: str = ""
    kicker: str = ""
    """The line above the title, for example "Brightline Contact Centres Ltd"."""
    summary: str = ""
    """Plain-language summary; for orientation, no part of the agreement. Blank lines separate paragraphs."""
    facts: tuple[Fact, ...] = ()
    proof: tuple[Fact, ...] = ()
    running_head: str = ""
    """Printed at the head of every sheet; empty takes title and version."""
    note: str = ""
    """What the status means for a reader, said in a sentence; for what binds nobody yet."""


@dataclass(frozen=True, slots=True)
class ManualMeta:
    """What stands above a page of an operations manual; the first page has the status and the proof of the outline, which is what was signed."""

    basis: Link | None = None
    """The contract that the manual works under."""
    owner: str = ""
    updated: str = ""
    stale_after: str = ""
    stale: bool = False
    defines: tuple[str, ...] = ()
    """Which of the ten things that every contract must define stand on this page."""
    kicker: str = ""
    """The line above the title: the manual's name where the title is another."""
    reviewed: str = ""
    """The day on which the page says that somebody read it through."""
    status: str = ""
    status_tone: Tone = "past"
    version: str = ""
    effective: str = ""
    note: str = ""
    """What the status means for a reader, where the outline is not simply approved."""
    facts: tuple[Fact, ...] = ()
    proof: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """An agreement that takes a clause, in which version, and the values that it gives to the clause's gaps."""

    agreement: Link
    version: Link
    values: tuple[str, ...] = ()
    vendor: str = ""
    """Only where the readers are the client's own."""


@dataclass(frozen=True, slots=True)
class ClauseMeta:
    """What stands above a clause of the library; without a status there is no chip.

    Who uses the clause stands here and not in the text of the page, so that all vendors who may read the clause have the same text.
    """

    status: str = ""
    status_tone: Tone = "past"
    version: str = ""
    kicker: str = ""
    covers: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    proof: tuple[Fact, ...] = ()
    effective: str = ""
    note: str = ""
    """What the status means for a reader, where it is not simply approved."""
    running_head: str = ""
    """Printed at the head of every sheet; empty takes title and version."""
    uses: tuple[Use, ...] = ()


Meta = AgreementMeta | ManualMeta | ClauseMeta


@dataclass(frozen=True, slots=True)
class Unnamed:
    """The names that a page must not show to the vendor `reader` (`pactbook.site.printed.unnamed`); `key` stands for them where pages are compared."""

    reader: str
    key: str
    names: str = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site."""

    path: str
    """Where the page stands, relative and with slashes: `vendors/brightline/msa.md`."""
    title: str
    """Plain text; the name in the browser's tab, in navigation and in search."""
    markdown: str
    """The body without front matter; begins with its first-level heading."""
    kind: str
    """`home`, `vendor`, `agreement`, `manual`, `manual-page`, `clause`, `list`, `glossary` ...; picks the layout."""
    source: str | None = None
    """The file of the repository that anybody may edit; None for a locked or generated page."""
    trusted: bool = False
    """The markdown was written by the engine. Text from the repository is not trusted: it can hold no HTML."""
    meta: Meta | None = None
    nav: tuple[str, ...] | None = None
    """The place in the navigation, as titles from the top; None for pages that index pages lead to."""
    crumbs: tuple[Link, ...] = ()
    siblings: Siblings | None = None
    locked: Link | None = None
    """Set on pages whose text only legal can change; leads to how a change is made."""
    assets: tuple[Asset, ...] = ()
    """The images on the page; no other file of the repository reaches the site as it is."""
    downloads: tuple[Download, ...] = ()
    """The files that the page offers, made by the engine."""
    signed: str | None = None
    """The text of an agreement as it was signed, or as its draft has it: once it is printed, the page is held against it (`pactbook.site.comparison.step`)."""
    signed_parts: tuple[str, ...] = ()
    """The same where such texts stand among others, in words alone: the title, then every element of the class `pb-signed`, in their order."""
    bars: tuple[str, ...] = ()
    """What stands above everything else on the page: that it is not the book of today, that a part that all pages rest on does not verify."""
    description: str = ""
    search_weight: float = 1.0
    """Above 1 comes first in search, 0 keeps the page out of search."""
    unnamed: Unnamed | None = None
    """The names of vendors of whom the page's readers must not know; they leave the engine with no file."""


def chip(text: str, tone: Tone) -> str:
    """Markdown of a status chip for generated pages."""
    return f'<span class="pb-chip pb-chip--{tone}">{html.escape(text)}</span>'


def plain(text: str) -> str:
    """Markdown that shows `text` letter by letter, for data put into generated pages."""
    joined = " ".join(text.split())
    return _MARKDOWN_SIGNS.sub(lambda found: f"&#{ord(found.group()):d};", joined)
