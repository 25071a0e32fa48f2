"""HTML on a page: the site shows it as text, so that nothing in it can run, load or hide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.writing import Writing
from pactbook.problems import Problem, Rule, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.manuals.reading import Reading

TAG = Rule(
    "C300",
    "HTML on a page",
    "The site shows it as text: what it was to arrange or load is not there, and its signs stand in the middle of the sentence.",
    "Write markdown instead; text in brackets of this kind stays text between backticks: `<name>`.",
)
COMMENT = Rule(
    "C301",
    "Comment on a page",
    "The site shows it to every reader, vendors too; and whoever reads the file takes what stands in it for hidden.",
    "Take it out; what your colleagues should know belongs in the pull request.",
)
RULES = (TAG, COMMENT)

# What to write instead of an element that people do use in markdown.
_INSTEAD = {
    "br": "End the paragraph with an empty line, or make a list.",
    "img": "Put the picture into images/ and write ![What it shows](images/name.png).",
    "a": "Write [words](page.md#heading); a heading takes an id as '## Words {#id}'.",
    **dict.fromkeys(("b", "strong"), "Write **words**."),
    **dict.fromkeys(("i", "em"), "Write *words*."),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "Write the heading as '## Words'."),
    **dict.fromkeys(("details", "summary"), "Write a heading, or a note: '!!! note \"Title\"' and the text indented by four spaces."),
    **dict.fromkeys(("table", "thead", "tbody", "tr", "td", "th"), "Write the table with | between the columns."),
    **dict.fromkeys(("ul", "ol", "li"), "Begin each point with '- ' or '1. '."),
    **dict.fromkeys(
        ("script", "iframe", "object", "embed", "form", "video", "audio", "style", "link", "meta"),
        "Take it out; link to what it would load.",
    ),
    **dict.fromkeys(("code", "pre", "kbd"), "Put the words between backticks."),
    **dict.fromkeys(("div", "span", "center", "font", "p", "section"), "Take it out and leave its words."),
}
_OTHERS = (
    "abbr address animate applet area article aside base bdi bdo big blockquote body button canvas caption cite col colgroup data datalist dd del dfn dialog dir "
    "dl dt fieldset figcaption figure footer frame frameset header hgroup hr html input ins label legend main map mark marquee math menu meter nav noembed "
    "noframes noscript optgroup option output param picture plaintext portal progress q rp rt ruby s samp search select slot small source strike sub sup svg "
    "template textarea time title tr track tt u var wbr xmp head"
)
_NAMES = frozenset(_INSTEAD) | frozenset(_OTHERS.split())
# Names of elements that people also put into such brackets for something to be filled in: <address>, <time>.
_FILLED_IN = (
    "address article base button caption code data dialog figure footer form header label legend link main map mark menu object option output picture portal "
    "progress search section select source summary table template time title track"
)
_WORDS = frozenset(_FILLED_IN.split())
_OPEN = re.compile(
    r"<(?:(?P<comment>!--)|(?P<odd>[!?])(?=[A-Za-z\[-])|(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?=[\s/>]|$)[^<>\n]*)>?)",
    re.MULTILINE,
)
_SHOWN = 100  # characters of a line, from which a message takes what it has room for
_ATTRIBUTE = re.compile(r"\s[\w:-]+\s*=")


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every manual; a pair of tags is one finding, at the tag that opens it."""
    for manual in subject.manuals:
        for page in manual.pages:
            if "<" in page.text:
                yield from _page(Writing.of_page(manual, page), subject.linker.read(page))


def _page(page: Writing, reading: Reading) -> Iterator[Problem]:
    told: dict[str, int] = {}
    for found in _OPEN.finditer(page.text):
        if reading.in_code(found.start()) or page.text[found.start() - 1 : found.start()] == "\\":
            continue
        where = page.position(found.start())
        if found["comment"]:
            yield Problem(page.path, where, COMMENT, f"a comment, {shown(_line(page.text, found.start()))}, would be shown to every reader")
        elif found["odd"]:
            yield Problem(page.path, where, TAG, f"{shown(_line(page.text, found.start()))} would be shown as text")
        else:
            name = found["name"].lower()
            if found["close"] and told.get(name):
                told[name] -= 1
            elif _is_html(found, page.text):
                told[name] = told.get(name, 0) + 1
                yield Problem(page.path, where, TAG, f"{shown(found[0])} would be shown as text", _INSTEAD.get(name, ""))


def _is_html(found: re.Match[str], text: str) -> bool:
    """Whether a tag is one, and no word in brackets for something to be filled in."""
    name = found["name"].lower()
    if name not in _NAMES:
        return bool(_ATTRIBUTE.search(found["rest"]))
    if found["close"] or not found[0].endswith(">") or f"</{name}" in text.lower():
        return True
    words = found["rest"].strip()
    return name not in _WORDS if not words else words == "/" or "=" in words  # <time of the call> is a sentence


def _line(text: str, offset: int) -> str:
    return text[offset : offset + _SHOWN].partition("\n")[0].strip()
