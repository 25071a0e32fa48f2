"""Markup that other programs know and the site does not: it would be dropped without a word, or shown letter by letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.writing import Writing
from pactbook.manuals.habits import ATTRIBUTES, FORMS, KINDS, OWN_ID
from pactbook.problems import Problem, Rule, Severity, did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.manuals.reading import Reading
    from pactbook.model.manual import ManualPage

BRACES = Rule(
    "C302",
    "Attributes in braces",
    "The site drops them: a page can't dress itself as something that it is not, such as a signed text.",
    "Take the braces out; only a heading takes an id: '## Words {#id}'.",
    Severity.WARNING,
)
KIND = Rule(
    "C303",
    "Kind of note that the site does not know",
    "The site makes a plain note of it, which may not be what the reader has to see.",
    "Write '!!! note', '!!! warning' or '!!! example', then the title in quotes.",
    Severity.WARNING,
)
UNKNOWN = Rule(
    "C304",
    "Markup that the site does not know",
    "The site shows the signs as they are, and the text does not look as it was meant.",
    "Write it in plain markdown.",
    Severity.WARNING,
)
INCLUDE = Rule(
    "C305",
    "Text that is to come from another file",
    "The site takes nothing in from elsewhere, so what the page was to say is not there.",
    "Write the text here, or link to the page that holds it.",
)
AUTOLINK = Rule(
    "C309",
    "Address in angle brackets that is no link",
    "The site makes links of http, https and mail addresses only.",
    "Write [words](https://…), or put the address between backticks.",
)
RULES = (BRACES, KIND, UNKNOWN, INCLUDE, AUTOLINK)
_FIXES = {
    "fold": "Write '!!! note \"Title\"' and the text indented by four spaces.",
    "tab": "Write a heading for each tab.",
    "colons": "Write '!!! note \"Title\"' and the text indented by four spaces.",
    "alert": "Write '!!! note \"Title\"' or '!!! warning \"Title\"' and the text indented by four spaces.",
    "struck": "Delete what no longer holds; the history keeps it.",
    "marked": "Write **words**.",
    "wiki": "Write [words](page.md).",
    "abbreviation": "Say the full words where the abbreviation stands first.",
    "term": "Write a list: '- **Term**: what it means'.",
    "emoji": "Write it in words.",
}
_NOTE = re.compile(r"^[ \t]*!!![ ]?(?P<kind>[\w-]+)", re.MULTILINE)
_ANGLED = re.compile(r"<(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):[^<>\s@]*>")


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every manual."""
    for manual in subject.manuals:
        for page in manual.pages:
            reading, writing = subject.linker.read(page), Writing.of_page(manual, page)
            for offset, rule, message, fix in (*_braces(page, reading), *_forms(page), *_notes(page), *_angled(page)):
                if not reading.in_code(offset):
                    yield Problem(page.path, writing.position(offset), rule, message, fix)


_Told = tuple[int, Rule, str, str]


def _braces(page: ManualPage, reading: Reading) -> Iterator[_Told]:
    if "{" not in page.text:
        return
    own = {page.text.find("{", heading.span[2]) for heading in reading.headings if heading.explicit}
    for found in ATTRIBUTES.finditer(page.text):
        if found.start() not in own:
            fix = "Only a heading takes an id; link to the heading above." if OWN_ID.fullmatch(found[0]) else ""
            yield found.start(), BRACES, f"{shown(found[0])} would be dropped, or shown as text", fix


def _forms(page: ManualPage) -> Iterator[_Told]:
    for name, (what, form) in FORMS.items():
        for found in form.finditer(page.text):
            if name == "include":
                yield found.start(), INCLUDE, f"{shown(found[0].strip())} would be shown as it is", ""
            else:
                start = found.end() - len(found[0].lstrip())
                yield start, UNKNOWN, f"{shown(found[0].strip())} is {what}, which the site would show as it is written", _FIXES[name]


def _notes(page: ManualPage) -> Iterator[_Told]:
    for found in _NOTE.finditer(page.text) if "!!!" in page.text else ():
        kind = found["kind"]
        if kind not in KINDS:
            yield found.start("kind"), KIND, f"the site knows no '!!! {kind}'{did_you_mean(kind, KINDS)}", ""


def _angled(page: ManualPage) -> Iterator[_Told]:
    for found in _ANGLED.finditer(page.text) if "<" in page.text else ():
        if found["scheme"].lower() not in {"http", "https", "mailto"}:
            yield found.start(), AUTOLINK, f"{shown(found[0])} would be shown as text", ""
