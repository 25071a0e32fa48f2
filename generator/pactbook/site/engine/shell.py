"""What stands around every page of a folder alike, printed once: head, header, colours, search box, foot.

A shell is a page printed by the very templates, with a mark wherever something of the page itself stands; a page is the shell with its own words
in place of the marks. The marks are drawn afresh in each process and never meet the words of a page: a shell is cut before anything is put in.
Outside its own blocks a template may ask a page for nothing but what this module marks; whatever else it asks for stops the build (ShellError),
so that no page can show what belongs to another.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import markupsafe

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

    from pactbook.site.page import Page

VERIFIED = frozenset({("1.6.1", "9.8.1")})
"""The versions of MkDocs and Material whose pages were compared with shells; with any others every page is printed whole."""

BLOCKS = ("extrahead", "site_nav", "container")
"""The blocks of main.html that belong to the page; everything else of it belongs to the shell, but for its title, description and first anchor."""

BOOK = "partials/pb-book.html"
_MARK = f"pb{secrets.token_hex(16)}"
_TITLE, _DESCRIPTION, _SKIP = "title", "description", "skip"


class ShellError(RuntimeError):
    """A template asks for something of a page where pages share what it prints."""


class _Only:
    """Stands for a page of which a template may know only so much."""

    def __init__(self, name: str, **known: Any) -> None:
        self.__dict__.update(known)
        self.__dict__["_name"] = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        message = f"{self._name}.{name} is asked for outside the page's own blocks ({', '.join(BLOCKS)}): put it into one of them"
        raise ShellError(message)


@cache
def usable() -> bool:
    """Whether a shell and a page's own blocks are known to make the page."""
    return (version("mkdocs"), version("mkdocs-material")) in VERIFIED


def _shared(context: Mapping[str, Any]) -> dict[str, Any]:
    """What templates are given for a page, without what is worked out for this page alone."""
    return {name: value for name, value in context.items() if not name.startswith("pb_")}


def _sign(name: str) -> str:
    return f"{_MARK}-{name}-{_MARK}"


def marked(template: jinja2.Template) -> jinja2.Template:
    """A page's template with a mark in the place of each of its own blocks."""
    blocks = "".join(f"{{% block {name} %}}{_sign(name)}{{% endblock %}}" for name in BLOCKS)
    return template.environment.from_string(f'{{% extends "{template.name}" %}}{blocks}')


@dataclass(slots=True)
class Shells:
    """The shells of one site, by what they depend on."""

    template: jinja2.Template
    marked: jinja2.Template
    """What `marked` made of it."""
    _made: dict[tuple[str, bool, bool], list[str]] = field(default_factory=dict)
    _books: dict[tuple[str, tuple[str, ...], bool], str] = field(default_factory=dict)

    def page(self, folder: str, ours: Page, context: Mapping[str, Any]) -> str:
        """A page that is not in the navigation; `context` is what its templates are given, `folder` where it stands."""
        page = context["page"]
        description, first = page.meta.get("description"), next(iter(page.toc), None)
        key = folder, description is not None, first is not None
        pieces = self._made.get(key)
        if pieces is None:
            pieces = self._made[key] = self._shell(context, described=description is not None, anchored=first is not None)
        given = self.template.new_context({**context, "pb_book": self._book(folder, ours, context)})
        words = {name: "".join(self.template.blocks[name](given)) for name in BLOCKS}
        words[_TITLE] = str(markupsafe.escape(ours.title))
        words[_DESCRIPTION] = str(description)
        words[_SKIP] = first.id if first is not None else ""
        return "".join([words[piece] if place % 2 else piece for place, piece in enumerate(pieces)])

    def _book(self, folder: str, ours: Page, context: Mapping[str, Any]) -> str:
        """The navigation of the whole book, as every page of a folder has it that stands below the same pages."""
        near = ours.siblings is not None
        key = folder, tuple(crumb.href for crumb in ours.crumbs), near
        if key not in self._books:
            page = _Only("page", url=context["page"].url, file=context["page"].file)
            known = _Only("pb", crumbs=ours.crumbs, siblings=near)
            self._books[key] = self.template.environment.get_template(BOOK).render({**_shared(context), "page": page, "pb": known})
        return self._books[key]

    def _shell(self, context: Mapping[str, Any], *, described: bool, anchored: bool) -> list[str]:
        """Text and names of what goes between, by turns."""
        page = _Only(
            "page",
            url=context["page"].url,
            meta={"description": _sign(_DESCRIPTION)} if described else {},
            toc=[SimpleNamespace(url=f"#{_sign(_SKIP)}")] if anchored else [],
            is_homepage=False,
            **dict.fromkeys(("canonical_url", "previous_page", "next_page")),
        )
        text = self.marked.render({**_shared(context), "page": page, "pb": _Only("pb", title=_sign(_TITLE))})
        return re.split(f"{_MARK}-([a-z_]+)-{_MARK}", text)
