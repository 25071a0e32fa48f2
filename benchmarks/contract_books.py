"""Makes books of long contracts with planted faults for measurements: every text from the same few hundred words, the same each time.

Each contract is a master services agreement that was brought in as its own text: a section of terms, chapters with sections, references with
and without titles, two exhibits with numbers of their own. One in three is markdown, one numbered plainly, one in articles.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LENGTH = 50_000  # characters of a contract
CHAPTERS = 14
FAULTS = (
    "broken reference",
    "misnumbered reference",
    "undefined term",
    "unused term",
    "term defined twice",
    "skipped number",
    "repeated number",
    "repeated heading",
    "empty section",
    "words against figures",
    "missing exhibit",
    "open blank",
)
AT_ONCE = 4  # faults in one contract

_KINDS = "Service Delivery Review Recovery Transition Quality Billing Training Access Change Audit Support Capacity Reporting"
_THINGS = "Plan Report Period Team Record Window Charge Request Standard Notice"
TERMS = tuple(f"{kind} {thing}" for kind in _KINDS.split() for thing in _THINGS.split())
_SUBJECTS = (
    "Scope|Staff|Hours|Sites|Tools|Records|Invoices|Interest|Taxes|Reviews|Announcements|Handover|Testing|Acceptance|Languages|Volumes|Forecasts|Holidays|Complaints|"
    "Refunds|Recordings|Calibration|Samples|Coaching|Vetting|Equipment|Networks|Passwords|Backups|Incidents|Visits|Minutes|Disputes|Escalation|Costs|Travel|Insurance Cover|"
    "Licences|Brands|Documents|Storage|Deletion|Copies|Inspections|Remedies|Corrections|Deadlines|Holds|Waivers|Successors|Assignments|Translations|Signatures|Counterparts"
)
TITLES = tuple(_SUBJECTS.split("|"))
_CHAPTER_TITLES = (
    "Definitions|Services|Personnel|Performance|Fees and Payment|Governance|Information Security|Personal Data|Intellectual Property|Confidentiality|Liability|Insurance|"
    "Term and Termination|General Provisions"
)
CHAPTER_TITLES = tuple(_CHAPTER_TITLES.split("|"))
SENTENCES = (
    "The Vendor keeps the {term} up to date and shows it to the Client in writing.",
    "The Client answers each {term} within ten business days, as {reference} says.",
    "Nothing in {reference} takes from the Vendor its duty to follow the {term}.",
    "The parties agree on a new {term} before the {other} ends.",
    "A {term} is valid only if both parties have signed it.",
    "Where the {term} and the {other} differ, the {other} prevails.",
    "The Vendor pays the cost of every {term} that it caused, subject to {reference}.",
    "The Client may ask for a copy of the {term} and of the records that it rests on.",
    "The Vendor trains its people on the {term} before they work for the Client.",
    "No person of the Vendor may change the {term} without the consent that {reference} requires.",
    "The amounts in Exhibit A include the work on the {term}, and no other charge falls due.",
    "The Vendor tells the Client of a fault in the {term} on the next business day.",
    "The Client owns the {term}, and the Vendor may use it for the services alone.",
    "For each {term} the Vendor names one person who answers for it.",
    "The fee for the {term} is EUR 1,250.00 a month and is due within thirty (30) calendar days of the invoice.",
    "If the {term} is late, the Vendor credits five percent (5%) of the month's fees to the Client.",
    "The people in Exhibit B work on the {term} and on nothing else.",
    "Under {reference} the {term} is kept for two (2) years after this Agreement ends.",
    "On 1 March 2027 the Client decides whether the {term} goes on.",
    "Both parties treat the {term} as secret, with the exceptions in {reference}.",
)


@dataclass(frozen=True)
class Fault:
    """One planted fault: its kind and the line on which a finding must stand."""

    kind: str
    line: int


@dataclass
class Text:
    """One contract while it is written, line by line."""

    number: int
    faults: frozenset[str]
    dice: random.Random
    lines: list[str] = field(default_factory=list)
    planted: list[Fault] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)

    @property
    def style(self) -> int:
        """0 markdown, 1 plain numbers, 2 articles."""
        return self.number % 3

    def add(self, line: str, kind: str = "") -> None:
        """A paragraph; `kind` is the fault that begins on it."""
        if kind:
            self.planted.append(Fault(kind, len(self.lines) + 1))
        self.lines += [line, ""]

    def chapter(self, number: int, title: str) -> None:
        """The heading of a chapter."""
        self.add((f"## {number}. {title}", f"{number}. {title.upper()}", f"ARTICLE {_roman(number)} {title.upper()}")[self.style])

    def section(self, number: str, title: str, kind: str = "") -> None:
        """The heading of a section."""
        self.add((f"### {number} {title}", f"{number} {title}", f"Section {number} {title}")[self.style], kind)

    def reference(self) -> str:
        """A reference to a section that is there, one in four with its title."""
        number, title = self.dice.choice(self.sections)
        return f"Section {number} ({title})" if self.dice.random() < 1 / 4 else f"Section {number}"

    def sentence(self, wanted: str = "") -> str:
        """A sentence of the ordinary kind."""
        term, other = self.dice.sample(self.terms, 2)
        return self.dice.choice(SENTENCES).format(term=wanted or term, other=other, reference=self.reference())

    def paragraph(self, sentences: int, wanted: str = "") -> str:
        """Several sentences, the first with a given term."""
        return " ".join(self.sentence(wanted if not index else "") for index in range(sentences))


def contract(number: int, length: int = LENGTH) -> tuple[str, tuple[Fault, ...]]:
    """The text of one contract, and the faults in it."""
    dice = random.Random(number)  # noqa: S311 - the same texts each time
    kinds = frozenset(FAULTS[(number * AT_ONCE + step) % len(FAULTS)] for step in range(AT_ONCE))
    text = Text(number, kinds, dice)
    text.terms = dice.sample(TERMS, 40)
    plan = _plan(dice)
    left_out = "5.4" if "skipped number" in kinds else ""
    text.sections = [section for sections in plan[1:] for section in sections if section[0] != left_out]
    _opening(text)
    for index, sections in enumerate(plan, 1):
        text.chapter(index, CHAPTER_TITLES[index - 1])
        if index == 1:
            _definitions(text, sections)
        else:
            _chapter(text, sections, index, length)
    _exhibits(text)
    return "\n".join(text.lines), tuple(text.planted)


def _plan(dice: random.Random) -> list[list[tuple[str, str]]]:
    """The sections of each chapter with their numbers."""
    plan = []
    for chapter in range(1, CHAPTERS + 1):
        chosen = dice.sample(TITLES, 6 if chapter > 1 else 1)
        plan.append([(f"{chapter}.{index}", title) for index, title in enumerate(chosen, 1)])
    return plan


def _opening(text: Text) -> None:
    text.add(("# MASTER SERVICES AGREEMENT", "MASTER SERVICES AGREEMENT", "MASTER SERVICES AGREEMENT")[text.style])
    text.add(
        f'This agreement (the "Agreement") is made between Globex Telecom Ltd (the "Client") and Vendor {text.number} Ltd (the "Vendor").'
    )


def _definitions(text: Text, sections: list[tuple[str, str]]) -> None:
    text.section(sections[0][0], "Terms of this Agreement")
    for term in text.terms:
        text.add(
            f'"{term}" means the {term.split()[-1].lower()} that the parties keep for {term.split()[0].lower()} under {text.reference()}.'
        )
    if "unused term" in text.faults:
        text.add('"Retired Term" means a word that an older text had.', "unused term")


def _due(text: Text, fault: str, chapter: int) -> bool:
    """Whether the text has this fault, and has it in this chapter."""
    return CHAPTER_OF[fault] == chapter and fault in text.faults


def _chapter(text: Text, sections: list[tuple[str, str]], index: int, length: int) -> None:
    """A chapter with its share of the length, and the faults that belong to it."""
    share = (length - 27_000) // (CHAPTERS - 1) // len(sections)
    for place, (number, title) in enumerate(sections):
        kind = ""
        if place == SKIPPED and _due(text, "skipped number", index):
            continue
        if place == SKIPPED + 1 and _due(text, "skipped number", index):
            kind = "skipped number"
        text.section(number, title, kind)
        _body(text, share, text.terms[(index * 6 + place) % len(text.terms)])
    for faulty in _closing(text, sections, index):
        text.section(*faulty)
        if faulty[2] != "empty section":
            _body(text, share, "")
    for line, kind in _sentences(text, sections, index):
        text.add(line, kind)


def _body(text: Text, share: int, wanted: str) -> None:
    written = 0
    while written < share:
        line = text.paragraph(3, wanted if not written else "")
        text.add(line)
        written += len(line)


def _closing(text: Text, sections: list[tuple[str, str]], index: int) -> Iterator[tuple[str, str, str]]:
    """Faulty sections at the end of a chapter."""
    after = f"{index}.{len(sections) + 1}"
    if _due(text, "repeated number", index):
        yield sections[-1][0], "Further Steps", "repeated number"
    if _due(text, "repeated heading", index):
        yield after, sections[0][1], "repeated heading"
    if _due(text, "empty section", index):
        yield after, "Further Safeguards", "empty section"


def _sentences(text: Text, sections: list[tuple[str, str]], index: int) -> Iterator[tuple[str, str]]:
    """Faulty sentences at the end of a chapter."""
    if _due(text, "empty section", index):  # nothing may follow the empty section
        return
    if _due(text, "broken reference", index):
        yield "The Client may end this Agreement where Section 12.19 allows it.", "broken reference"
    if _due(text, "misnumbered reference", index):
        yield f"The Vendor answers as Section {sections[0][0]} ({sections[1][1]}) says.", "misnumbered reference"
    if _due(text, "undefined term", index):
        yield (
            "The Vendor follows the Handover Protocol, keeps each Handover Protocol safe and shows the Handover Protocol to the Client.",
            "undefined term",
        )
    if _due(text, "term defined twice", index):
        yield f'"{text.terms[0]}" means whatever the Client writes on the last day of a month.', "term defined twice"
    if _due(text, "words against figures", index):
        yield "The Client pays within thirty (45) calendar days of the invoice.", "words against figures"
    if _due(text, "missing exhibit", index):
        yield "The Vendor hands over the items that Exhibit F lists.", "missing exhibit"
    if _due(text, "open blank", index):
        yield "The Vendor names [insert name] as the person to call.", "open blank"


def _exhibits(text: Text) -> None:
    for letter, title in (("A", "Prices"), ("B", "People")):
        text.add(("## " if text.style == 0 else "") + f"EXHIBIT {letter}" + (f" {title}" if text.style == 0 else ""))
        if text.style:
            text.add(title)
        for number in range(1, 4):
            text.add(f"{number}. {TITLES[number]}. {text.paragraph(2)}")


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


POLICY = """\
# yaml-language-server: $schema=../../../generator/pactbook/schemas/policy.schema.json
schema: 1
repository: 3b0f6c1e-8f0e-4d0c-9f43-0d6a8f1f7c11
client: globex
parties:
  globex: {{name: Globex Telecom Ltd, signers: {{legal@globex.example: {{role: legal, keys: ["{key}"]}}}}}}
{vendors}
layers:
  governance: {{instruments: "contracts/governance", requires: {{client.legal: 1}}}}
  msa: {{instruments: "contracts/{{vendor}}/msa", requires: {{client.legal: 1, vendor.legal: 1}}}}
"""
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPN0kmInWjDlPdM7yyPfpKHy2pJ0crR4VKYEc3DCHk7h"
TERMS_YAML = """\
# yaml-language-server: $schema=../../../generator/pactbook/schemas/msa.schema.json
schema: 1
title: Master services agreement
summary: The frame for the services of vendor {number}.
parties:
  client: {{party: globex, name: Globex Telecom Ltd, identifiers: [{{scheme: GB-COH, id: "01234567"}}], address: "1 Example Street, London", notices: {{role: Head of Legal, email: legal@globex.example}}}}
  vendor: {{party: vendor-{number}, name: Vendor {number} Ltd, identifiers: [{{scheme: GB-COH, id: "{number:08}"}}], address: "2 Example Road, Leeds", notices: {{role: General Counsel, email: legal@vendor-{number}.example}}}}
term: {{effective_date: 2026-01-01, initial_term: 36 months, renewal: {{kind: none}}}}
governing_law: England
jurisdiction: the courts of England
payment_terms: 30 calendar days
liability: {{general_cap: "GBP 2,000,000.00", unlimited_claims: [fraud]}}
order_of_precedence: [this agreement, the SOW]
clauses:
  - text: agreement-text.md
"""


def make(folder: Path, contracts: int) -> dict[str, tuple[Fault, ...]]:
    """Write a book of so many contracts; the faults in each agreement, by path."""
    planted = {}
    vendors = "\n".join(
        f'  vendor-{number}: {{name: Vendor {number} Ltd, signers: {{legal@vendor-{number}.example: {{role: legal, keys: ["{KEY}"]}}}}}}'
        for number in range(contracts)
    )
    _write(folder, "contracts/governance/policy.yaml", POLICY.format(vendors=vendors, key=KEY))
    for number in range(contracts):
        text, faults = contract(number)
        home = f"contracts/vendor-{number}/msa"
        _write(folder, f"{home}/terms.yaml", TERMS_YAML.format(number=number))
        _write(folder, f"{home}/agreement-text.md", text)
        _write(folder, f"{home}/agreement.md", text)
        planted[f"{home}/agreement.md"] = faults
    return planted


def _write(folder: Path, path: str, text: str) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


CHAPTER_OF = {
    "skipped number": 5,
    "repeated number": 6,
    "repeated heading": 7,
    "empty section": 8,
    "broken reference": 9,
    "misnumbered reference": 9,
    "undefined term": 10,
    "term defined twice": 11,
    "words against figures": 12,
    "missing exhibit": 13,
    "open blank": 13,
}
"""The chapter in which each fault stands that belongs to one; any would do, and no two get into each other's way."""
SKIPPED = 3  # the place in its chapter of the section whose number is left out
