"""Digests of everything that decides how a body, a page and a site come out, so that nothing is made again that would come out the same.

Content alone goes into them, never the audience: what two audiences may both read is made once, and nobody comes by what they cannot name.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pactbook.site import look
from pactbook.site.engine.makers import makers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.site.page import Page, Siblings
    from pactbook.site.settings import SiteSettings


def of_body(page: Page) -> str:
    """The digest of a page's body: its place, its text, its grammar, and the programs that read it."""
    head = json.dumps([makers(), page.path, look.grammar(page)])
    return hashlib.sha256(f"{head}\n{page.markdown}".encode()).hexdigest()


def of_page(page: Page, images: Iterable[bytes] = ()) -> str:
    """The digest of what a page brings with it: its text, everything that is printed beside it, its files. What the whole site shares is left out."""
    found = hashlib.sha256()
    siblings = _of_siblings(page.siblings) if page.siblings else ""
    files = [(download.path, hashlib.sha256(download.content).hexdigest()) for download in page.downloads]
    files += [(asset.path, hashlib.sha256(image).hexdigest()) for asset, image in zip(page.assets, images, strict=False)]
    for value in (*(getattr(page, name) for name in _plain_fields()), siblings, files):
        plain = isinstance(value, str)  # a long text takes far longer to be written as Python would than to be read
        data = (value if plain else repr(value)).encode("utf-8", "surrogatepass")
        found.update(b"%d %d\0" % (plain, len(data)))
        found.update(data)
    return found.hexdigest()


def of_frame(settings: SiteSettings, nav: list[Any]) -> str:
    """The digest of what all pages of a site share."""
    return hashlib.sha256(json.dumps([makers(), dataclasses.asdict(settings), nav], sort_keys=True).encode()).hexdigest()


def of_inputs(inputs: str, settings: SiteSettings) -> str:
    """The digest of what a site is made of (`pactbook.site.views.inputs`), and of its settings."""
    return hashlib.sha256(json.dumps([inputs, dataclasses.asdict(settings)]).encode()).hexdigest()


@cache
def _plain_fields() -> tuple[str, ...]:
    from pactbook.site.page import Page

    return tuple(field.name for field in dataclasses.fields(Page) if field.name not in {"siblings", "downloads"})


@lru_cache(maxsize=256)
def _of_siblings(siblings: Siblings) -> str:
    return hashlib.sha256(repr(siblings).encode("utf-8", "surrogatepass")).hexdigest()
