"""A page for each rule of `pactbook check`: what it finds, why, what to do, with examples. For the client's own people."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping  # noqa: TC003 - read while the module is made
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pactbook.checks.catalogue import every_rule
from pactbook.site import paths
from pactbook.site.markup import blocks, link, sentence, table
from pactbook.site.page import Link, Page, plain
from pactbook.site.views.parts import IN_COMMON, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.problems import Rule
    from pactbook.site.views.view import View

ORDER = 75
SHOWN = "CM"  # the rules on what contracts and manuals say; those on files and signatures explain themselves where they fire
_EXAMPLES: Mapping[str, Any] = json.loads(resources.files("pactbook.checks").joinpath("examples.json").read_text(encoding="utf-8"))
_FENCE = re.compile(r"~{3,}")


def pages(view: View) -> Iterator[Page]:
    """The list, then each rule; nothing for a vendor, who is not the one to mend a text."""
    if not view.internal:
        return
    rules = _rules()
    rows = [(link(rule.code, paths.rule(rule.code), paths.RULES), plain(rule.title), sentence(rule.severity)) for rule in rules]
    lead = "What `pactbook check` looks for in contracts and manuals. An error has to be mended; a warning or a hint asks for a look."
    body = blocks("# What is checked", lead, table(("Code", "What it finds", "Kind"), rows))
    yield Page(paths.RULES, "What is checked", body, "list", trusted=True, nav=("What is checked",), search_weight=0.4)
    for rule in rules:
        yield _page(rule)


def pieces(_view: View) -> Iterator[Piece]:
    """All at once; they are the same whatever the book."""
    yield Piece("rules", IN_COMMON, pages)


@cache
def _rules() -> tuple[Rule, ...]:
    """The rules, which stay the same while a program runs."""
    return tuple(rule for rule in every_rule().values() if rule.code[0] in SHOWN)


def _page(rule: Rule) -> Page:
    found = _EXAMPLES.get(rule.code, {"fires": [], "quiet": []})
    parts = [
        f"# {rule.code}: {plain(rule.title)}",
        f"**{sentence(rule.severity)}.** {plain(rule.reason)}",
        f"**What to do:** {plain(rule.fix)}",
    ]
    for kind, heading in (("fires", "## What it finds {#finds}"), ("quiet", "## What it lets be {#lets-be}")):
        if found[kind]:
            parts += [heading, *(_example(case) for case in found[kind])]
    crumbs = (Link("What is checked", paths.RULES),)
    return Page(paths.rule(rule.code), f"{rule.code}: {rule.title}", blocks(*parts), "list", trusted=True, crumbs=crumbs, search_weight=0.3)


def _example(case: Mapping[str, Any]) -> str:
    parts = [f"{plain(sentence(case['because']))}:"]
    for part in case["shown"]:
        if part.get("deleted"):
            parts.append(f"{plain(part['in'])} was removed.")
        elif not part["text"].strip():
            parts.append(f"In {plain(part['in'])} the lines on it are left out.")
        else:
            parts.append(f"In {plain(part['in'])}:\n\n{_code(part['text'])}")
    if case["finds"]:
        parts.append(f"It says:\n\n{_code(chr(10).join(case['finds']))}")
    return blocks(*parts)


def _code(text: str) -> str:
    """Text letter by letter, in a fence that nothing in it can close."""
    fence = "~" * (max((len(run) for run in _FENCE.findall(text)), default=2) + 1)
    return f"{fence} text\n{text.rstrip(chr(10))}\n{fence}"
