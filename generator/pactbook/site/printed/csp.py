"""The Content-Security-Policy of every page: what a browser may run and load, said before anything else that it reads.

Hashes are taken from the templates of the theme, never from a page: a script that found its way into a page through its text has no hash and
does not run, and `faults` fails the build over it. Why it looks as it does stands in docs/decisions/0018.
"""

from __future__ import annotations

import base64
import hashlib
import html as entities
import re
from functools import cache, lru_cache
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
_SCRIPTS = "script-src 'self'"
_META = re.compile(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def secured(name: str, page: Page | None, html: str) -> tuple[str, tuple[str, ...]]:  # noqa: ARG001
    """A step of `pactbook.site.finish`: the page with its policy as the first thing that counts."""
    head = _HEAD.search(html)
    if head is None:
        return html, ("its head does not begin with the character set, so no policy can stand before what it loads",)
    policy = entities.escape(_policy(name == MISSING, _sheet_head(html)), quote=True).replace("&#x27;", "'")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{html[: head.end()]}\n      {meta}{html[head.end() :]}", ()


def allowing(html: str, script: str) -> str:
    """A page whose policy names one more inline script; a page without a policy of ours as it is."""
    found = _META.search(html)
    if found is None or _SCRIPTS not in found.group(1):
        return html
    policy = found.group(1).replace(_SCRIPTS, f"{_SCRIPTS} {_hash(script)}", 1)
    return f"{html[: found.start(1)]}{policy}{html[found.end(1) :]}"


def faults(html: str) -> Iterator[str]:
    """What a page runs or styles itself with that is not the theme's own, and a policy that is missing or not ours."""
    found = _META.search(html)
    if found is None or len(_COMMANDS.findall(html)) != 1:
        yield "does not begin with its Content-Security-Policy, or names a second one"
    elif entities.unescape(found.group(1)) not in _policies(_sheet_head(html)):
        yield "has a Content-Security-Policy that is not the theme's"
    begun, elements = _elements(html)
    if len(elements) != begun:
        yield "holds a script or a style that does not end"
    for element in elements:
        tag, attributes, text = element.group(1).lower(), element.group(2), element.group(3)
        own = _is_own_style(attributes, text) if tag == "style" else _is_own_script(attributes, text)
        if not own:
            yield f"holds a {tag} that the theme did not bring: {element.group()[:120]}"


def _elements(html: str) -> tuple[int, list[re.Match[str]]]:
    """How many scripts and styles begin on a page, and those that end, too."""
    begun, end, found = 0, 0, []
    for begin in _BEGIN.finditer(html):
        begun += 1
        if begin.start() >= end and (element := _ELEMENT.match(html, begin.start())):
            found.append(element)
            end = element.end()
    return begun, found


@lru_cache(maxsize=256)
def _is_own_script(attributes: str, text: str) -> bool:
    if attributes == _DATA:
        return True  # data for Material's script; a browser does not run it
    if source := _SOURCE.fullmatch(attributes):
        return not text and bool(_FILES.fullmatch(source.group(1)))
    return not attributes and _hash(text) in {*_inline("script"), *_alone("script")}


def _is_own_style(attributes: str, text: str) -> bool:
    return _hash(text) in _alone("style") if not attributes else attributes == ' media="print"' and bool(_SHEET_HEAD.fullmatch(text))


def _policies(sheet_head: str | None) -> tuple[str, str]:
    return _policy(False, sheet_head), _policy(True, sheet_head)  # noqa: FBT003


def _policy(alone: bool, sheet_head: str | None) -> str:  # noqa: FBT001
    before, after = _rules(alone)
    return f"{before}{'' if sheet_head is None or alone else f' {_hash(sheet_head)}'}{after}"


@cache
def _rules(alone: bool) -> tuple[str, str]:  # noqa: FBT001
    """The policy before and after the hash of a printed sheet's head."""
    rules = {
        "default-src": ["'none'"],
        "script-src": _alone("script") if alone else ["'self'", *_inline("script")],
        "style-src": _alone("style") if alone else ["'self'"],
        "img-src": ["data:"] if alone else ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'none'"] if alone else ["'self'"],
        **{rule: ["'none'"] for rule in ("object-src", "frame-src", "base-uri", "form-action")},
    }
    said = [" ".join((rule, *allowed)) for rule, allowed in rules.items()]
    here = list(rules).index("style-src") + 1
    return "; ".join(said[:here]), "".join(f"; {each}" for each in said[here:])


def _sheet_head(html: str) -> str | None:
    """The style for the head of a printed sheet; it stands in the head of the page, or nowhere."""
    for element in _ELEMENT.finditer(html, 0, max(html.find("</head>"), 0)):
        tag, attributes, text = element.groups()
        if tag == "style" and attributes and _is_own_style(attributes, text):
            return text
    return None


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
