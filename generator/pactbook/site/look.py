"""How the site looks and reads, as settings for MkDocs and Material: theme folder, palette, features, grammar of a page.

Kept here so that mkdocs.yml stays a few lines that a customer understands. Nothing set here asks another host for anything.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import markupsafe

if TYPE_CHECKING:
    from pactbook.site.page import Page

LEGAL_KINDS = frozenset({"agreement", "clause"})
FEATURES = ["navigation.top", "navigation.tracking", "search.highlight", "search.suggest", "toc.follow"]
ICONS = {"logo": "material/book-check-outline"}
PALETTE = [
    {
        "media": f"(prefers-color-scheme{which})",
        "scheme": scheme,
        "toggle": {"icon": icon, "name": name},
        "primary": "custom",
        "accent": "custom",
    }
    for which, scheme, icon, name in (
        ("", "default", "material/theme-light-dark", "Colours follow your system. Switch to light"),
        (": light", "default", "material/weather-sunny", "Light colours. Switch to dark"),
        (": dark", "slate", "material/weather-night", "Dark colours. Switch to your system's"),
    )
]
SCOPE = "/"
"""Under which Material keeps a reader's choice of colours. One for all pages, so that its script is the same on each and one hash allows it."""
UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "sitemap.xml")
"""Files of Material that a site without a public address and with a search of its own never asks for."""


def theme_folder() -> Path:
    """Templates, styles and the script that stand before Material's own."""
    return Path(str(resources.files("pactbook.site") / "theme"))


def dress(config: Any) -> None:
    """Put the look into MkDocs' configuration, and what else would have to stand in mkdocs.yml."""
    theme = config.theme
    folder = str(theme_folder())
    if folder not in theme.dirs:
        theme.dirs.insert(0, folder)
    theme["font"] = False
    theme["features"] = list(FEATURES)
    theme["palette"] = [dict(option) for option in PALETTE]
    theme["icon"] = {**(theme["icon"] or {}), **ICONS}
    theme["favicon"] = "assets/pactbook/mark.svg"
    theme.static_templates.discard("sitemap.xml")
    config.extra["generator"] = False
    config.extra["scope"] = SCOPE
    config.extra["polyfills"] = ["assets/pactbook/offline.js"]
    if "assets/pactbook/site.css" not in config.extra_css:
        config.extra_css.append("assets/pactbook/site.css")
        config.extra_javascript.append("assets/pactbook/site.js")
    config.site_name = escape(str(config.site_name))
    config.use_directory_urls = False
    links = config.validation.links
    links.anchors = links.not_found = links.absolute_links = links.unrecognized_links = logging.WARNING
    config.validation.nav.omitted_files = logging.DEBUG


def is_used(path: str) -> bool:
    """Whether a file of the theme is worth copying into every site."""
    return not path.startswith(UNUSED) and not path.endswith(".map")


def escape(text: str) -> markupsafe.Markup:
    """Plain text for Material's templates, which print titles as they are; escaping it again changes nothing."""
    return text if isinstance(text, markupsafe.Markup) else markupsafe.escape(text)


def css_text(text: str) -> str:
    """Plain text inside a quoted string of a style sheet: everything but letters, digits and spaces by its code."""
    return "".join(sign if sign == " " or (sign.isascii() and sign.isalnum()) else f"\\{ord(sign):x} " for sign in text)


def page_meta(page: Page) -> dict[str, Any]:
    """What Material's own templates and its search read; never anything from a file's front matter."""
    meta: dict[str, Any] = {"search": {"exclude": True} if page.search_weight <= 0 else {"boost": page.search_weight}}
    if page.description:
        meta["description"] = escape(page.description)
    return meta


def grammar(page: Page) -> tuple[bool, bool]:
    """What decides the grammar of a page: whether the engine wrote its text, and whether it is a contract or a clause."""
    return page.trusted, page.kind in LEGAL_KINDS


@dataclass(slots=True)
class Extensions:
    """The Python-Markdown extensions of a page, by whether the engine wrote its text and whether it is a contract."""

    _made: dict[tuple[bool, bool], tuple[list[Any], dict[str, Any]]] = field(default_factory=dict)

    def of(self, page: Page) -> tuple[list[Any], dict[str, Any]]:
        """Extensions and their settings."""
        key = grammar(page)
        if key not in self._made:
            self._made[key] = _extensions(*key)
        return self._made[key]


def _extensions(trusted: bool, numbered: bool) -> tuple[list[Any], dict[str, Any]]:  # noqa: FBT001
    from pactbook.site.grammar.agreement_markdown import AgreementExtension
    from pactbook.site.grammar.layout import LayoutExtension
    from pactbook.site.grammar.safe import SafeExtension, slugify

    names: list[Any] = ["admonition", "def_list", "footnotes", "sane_lists", "tables", "toc"]
    settings: dict[str, Any] = {
        "tables": {"use_align_attribute": True},
        "toc": {"permalink": "¶", "permalink_title": "", "slugify": slugify, "toc_depth": "1-4"},
        "footnotes": {"BACKLINK_TITLE": "Back to where footnote {} is used"},
    }
    if trusted and numbered:
        names = ["attr_list", "md_in_html", "sane_lists", "tables", "toc", AgreementExtension()]
        settings = {"tables": settings["tables"], "toc": {**settings["toc"], "marker": ""}}
    elif trusted:
        names += ["attr_list", "fenced_code", "md_in_html"]
    elif numbered:
        names = ["sane_lists", "tables", "toc", SafeExtension(), AgreementExtension()]
        settings = {"tables": settings["tables"], "toc": {**settings["toc"], "marker": ""}}
    else:
        names.remove("def_list")  # manuals have none; a few hundred terms on end would be too deep for it
        names.append(SafeExtension(manual=True))
    names.append(LayoutExtension(numbered=numbered and not trusted))
    return names, settings
