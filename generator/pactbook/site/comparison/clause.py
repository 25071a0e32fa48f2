"""The words that a clause's page must show of a version, read from the signed file alone and without the code that makes pages of it.

What the contract fills in stands as the name of its gap, a reference as the title of what it refers to.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pactbook.assemble.schedules import ORDER as SCHEDULES
from pactbook.site.comparison import signed as signed_text
from pactbook.templates.words import in_words
from pactbook.yamlfile import loader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FRONT = re.compile(rb"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^##+[ \t]+(.+?)[ \t]*\{#([\w-]+)\}", re.MULTILINE)
_GAP = re.compile(r"\{\{\s*(?:\w+\.)*(\w+)[^{}]*\}\}")
_EMPTY_LINK = re.compile(r"\[\]\((?:msa:)?#([\w.-]+)\)")
_NOTHING = "–"


@lru_cache(maxsize=1024)
def headings(text: str) -> dict[str, str]:
    """The titles of a clause's headings by their ids."""
    return {found[2]: found[1] for found in _HEADING.finditer(text)}


def words(data: bytes, number: int, titles: Mapping[str, str]) -> str:
    """What the page must show of a version; `titles` has those of the library by `clause` and `clause.heading`."""
    front, text = _read(data)
    return "\n".join(_parts(front, text, number, {**titles, **headings(text)}))


@lru_cache(maxsize=1024)
def _read(data: bytes) -> tuple[dict[str, Any], str]:
    """Front matter and text; kept, since many vendors read the same clause."""
    found = _FRONT.match(data)
    front = loader.load(found[1], "", first_line=2)[0] if found else None
    text = data[found.end() if found else 0 :].decode(errors="replace").replace("\r\n", "\n")
    return front.value if front else {}, text


def _parts(front: Mapping[str, Any], text: str, number: int, titles: Mapping[str, str]) -> Iterator[str]:
    yield f"Version {number}"
    if front.get("changes"):
        yield f"What is new: {front['changes']}"
    yield signed_text.shown(_filled(_EMPTY_LINK.sub(lambda found: _section(found[1], titles), text)))
    if front.get("parameters"):
        yield "What an agreement fills in Gap Meaning Type Default Bounds"
        for name, parameter in front["parameters"].items():
            yield " ".join(_parameter(name, parameter))
    if front.get("definitions"):
        yield "Terms that it defines"
        for term, meaning in front["definitions"].items():
            said = _filled(_EMPTY_LINK.sub(lambda found: f"“{_title(found[1], titles)}”", meaning))
            yield signed_text.shown(f"**{term}** means {said}")


def _parameter(name: str, parameter: Mapping[str, Any]) -> Iterator[str]:
    yield _capital(name.replace("_", " "))
    yield parameter["about"]
    yield _capital(parameter["type"])
    yield in_words(parameter["default"]) if parameter.get("default") is not None else "Must be given"
    bounds = [f"at {word} {in_words(parameter[key])}" for key, word in (("minimum", "least"), ("maximum", "most")) if key in parameter]
    bounds += [f"one of {', '.join(parameter['options'])}"] if parameter.get("options") else []
    yield _capital("; ".join(bounds)) or _NOTHING


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _filled(text: str) -> str:
    return _GAP.sub(lambda found: found[1].replace("_", " "), text)


def _section(target: str, titles: Mapping[str, str]) -> str:
    which = "the schedule" if target.partition(".")[0] in SCHEDULES and target not in titles else "section"
    return f"{which} “{_title(target, titles)}”"


def _title(target: str, titles: Mapping[str, str]) -> str:
    """The title of what a reference leads to; of a section that the library has not got, its id in words."""
    section = target.partition(".")[0]
    return titles.get(target) or titles.get(section) or section.replace("-", " ").capitalize()
