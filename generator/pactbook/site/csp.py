"""The Content-Security-Policy of every page: what a browser may run and load, said before anything else that it reads.

Hashes are taken from the templates of the theme, never from a page: a script that found its way into a page through its text has no hash and
does not run, and `faults` fails the build over it. Why it looks as it does stands in docs/decisions/0018.
"""

from __future__ import annotations

import base64
import hashlib
import html as entities
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from pactbook.site import look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.page import Page

MISSING = "404.html"
"""The one page that stands alone: a host shows it at any address, so it brings its own style and script."""

_INLINE = ("partials/javascripts/base.html", "partials/javascripts/palette.html", "partials/javascripts/content.html")
_FILES = re.compile(r"(?:\.\./)*assets/(?:javascripts/bundle\.[0-9a-f]+\.min|pactbook/(?:offline|site))\.js")
_ELEMENT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_BEGIN = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_SOURCE = re.compile(r"""\s+src="([^"]*)"\s*""")
_DATA = ' id="__config" type="application/json"'
_WORDS = r'\{content:"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*"\}'
_SHEET_HEAD = re.compile(rf"@page\{{@top-left{_WORDS}(?:@bottom-left{_WORDS})?\}}")
"""The head and foot of a printed sheet: strings whose every sign but letters, digits and spaces is written by its code, so they can say nothing else."""

_HEAD = re.compile(r'<head>\s*<meta charset="utf-8">')
_COMMANDS = re.compile(r"<meta\b[^>]*http-equiv", re.IGNORECASE)
_META = re.compile(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def secured(name: str, page: Page | None, html: str) -> tuple[str, tuple[str, ...]]:  # noqa: ARG001
    """A step of `pactbook.site.finish`: the page with its policy as the first thing that counts."""
    head = _HEAD.search(html)
    if head is None:
        return html, ("its head does not begin with the character set, so no policy can stand before what it loads",)
    policy = entities.escape(_policy(name, html), quote=True).replace("&#x27;", "'")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{html[: head.end()]}\n      {meta}{html[head.end() :]}", ()


def faults(html: str) -> Iterator[str]:
    """What a page runs or styles itself with that is not the theme's own, and a policy that is missing or not ours."""
    found = _META.search(html)
    if found is None or len(_COMMANDS.findall(html)) != 1:
        yield "does not begin with its Content-Security-Policy, or names a second one"
    elif entities.unescape(found.group(1)) not in {_policy("", html), _policy(MISSING, html)}:
        yield "has a Content-Security-Policy that is not the theme's"
    elements = list(_ELEMENT.finditer(html))
    if len(elements) != len(_BEGIN.findall(html)):
        yield "holds a script or a style that does not end"
    for element in elements:
        tag, attributes, text = element.group(1).lower(), element.group(2), element.group(3)
        own = _is_own_style(attributes, text) if tag == "style" else _is_own_script(attributes, text)
        if not own:
            yield f"holds a {tag} that the theme did not bring: {element.group()[:120]}"


def _is_own_script(attributes: str, text: str) -> bool:
    if attributes == _DATA:
        return True  # data for Material's script; a browser does not run it
    if source := _SOURCE.fullmatch(attributes):
        return not text and bool(_FILES.fullmatch(source.group(1)))
    return not attributes and _hash(text) in {*_inline("script"), *_alone("script")}


def _is_own_style(attributes: str, text: str) -> bool:
    return _hash(text) in _alone("style") if not attributes else attributes == ' media="print"' and bool(_SHEET_HEAD.fullmatch(text))


def _policy(name: str, html: str) -> str:
    alone = name == MISSING
    sheet_head = [_hash(each.group(3)) for each in _ELEMENT.finditer(html, 0, _end_of_head(html)) if _is_sheet_head(each)]
    rules = {
        "default-src": ["'none'"],
        "script-src": _alone("script") if alone else ["'self'", *_inline("script")],
        "style-src": _alone("style") if alone else ["'self'", *sheet_head[:1]],
        "img-src": ["data:"] if alone else ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'none'"] if alone else ["'self'"],
        **{rule: ["'none'"] for rule in ("object-src", "frame-src", "base-uri", "form-action")},
    }
    return "; ".join(" ".join((rule, *allowed)) for rule, allowed in rules.items())


def _is_sheet_head(element: re.Match[str]) -> bool:
    return element.group(1) == "style" and _is_own_style(element.group(2), element.group(3)) and bool(element.group(2))


def _end_of_head(html: str) -> int:
    end = html.find("</head>")
    return max(end, 0)


@cache
def _inline(tag: str) -> list[str]:
    """Hashes of what Material's templates write into every page, printed here as for a page without text."""
    from jinja2 import Environment

    env = Environment(autoescape=True)
    printed = (env.from_string(_template(name)).render(features=look.FEATURES, config={"extra": {"scope": look.SCOPE}}) for name in _INLINE)
    return [_hash(found.group(3)) for text in printed for found in _ELEMENT.finditer(text) if found.group(1) == tag]


@cache
def _alone(tag: str) -> list[str]:
    """Hashes of what stands in our own 404.html, which fills nothing in there."""
    return [_hash(found.group(3)) for found in _ELEMENT.finditer(_template(MISSING)) if found.group(1) == tag]


def _template(name: str) -> str:
    """A template: ours, else Material's."""
    own = look.theme_folder() / name
    return (
        own.read_text(encoding="utf-8") if own.is_file() else (resources.files("material") / "templates" / name).read_text(encoding="utf-8")
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
