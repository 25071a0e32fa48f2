"""MkDocs' and Material's parts for a loop of our own; beside the plugin the only module that imports mkdocs.

It prints the same pages as `mkdocs build` with the plugin, byte for byte, without MkDocs' own loop: bodies come from `bodies`, configuration and
templates are set up once in a process, whatever sites it prints, and pages are forgotten once they are printed.
"""

from __future__ import annotations

import io
import json
import posixpath
import tempfile
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url, is_error_template

from pactbook.site import look
from pactbook.site.addresses import Addresses
from pactbook.site.engine.shell import Shells, marked, usable
from pactbook.site.navigation import paths_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

    from pactbook.site.page import Page


@dataclass(slots=True)
class Press:
    """MkDocs' and Material's parts for a loop of our own: prints the pages of one site, one by one, as `mkdocs build` would.

    `nav` is the navigation as `navigation` makes it, `places` are the pages and downloads that there are.
    """

    config: MkDocsConfig
    env: jinja2.Environment
    nav: Navigation
    files: Files
    places: Container[str]
    shells: Shells

    def page(self, ours: Page, content: str, toc: list[Any]) -> tuple[str, list[str], list[str]]:
        """A page of the site with this body, the page paths that its templates link to, and what is wrong with other links of theirs."""
        file = self.files.get_file_from_path(ours.path) or File.generated(self.config, ours.path, content="")
        file.edit_uri = ours.source if self.config.repo_url else None
        page = file.page or MkDocsPage(None, file, self.config)
        page._set_edit_url(self.config.repo_url, self.config.edit_uri)  # noqa: SLF001 - the file got its source only now
        if not ours.nav:
            page.title = look.escape(ours.title)
        page.meta = look.page_meta(ours)
        page.markdown, page.content, page.toc = ours.markdown, content, get_toc(toc)
        addresses = Addresses(ours.path, self.places)
        asked: dict[str, str] = {}

        def address(href: str) -> str:
            if href not in asked:
                asked[href] = addresses.of(href)
            return asked[href]

        page.active = True
        context = {**get_context(self.nav, [], self.config, page), "pb": ours, "pb_href": address, "pb_around": addresses.around(ours)}
        if ours.nav or page.is_homepage or not usable():
            html = self.shells.template.render(context)
        else:
            html = self.shells.page(posixpath.dirname(ours.path), ours, context)
        page.active, page.content = False, None
        inside = [href for href in asked if not urlsplit(href).scheme]
        return html, inside, [each for each in dict.fromkeys(addresses.problems) if not any(f"'{href}'" in each for href in inside)]

    def title(self, ours: Page) -> str:
        """The title under which the search shows a page that has no heading of its own."""
        file = self.files.get_file_from_path(ours.path)
        return str(file.page.title if ours.nav and file and file.page else look.escape(ours.title))

    def statics(self) -> Iterator[tuple[str, str]]:
        """The theme's own pages, such as 404.html: name and text."""
        for name in sorted(self.config.theme.static_templates):
            base = urlsplit(self.config.site_url or "/").path if is_error_template(name) else get_relative_url(".", name)
            if output := self.env.get_template(name).render(get_context(self.nav, [], self.config, base_url=base)):
                yield name, output

    def assets(self) -> Iterator[tuple[str, Path]]:
        """The theme's files that the site uses: name, and where it lies."""
        files = Files([])
        files.add_files_from_theme(self.env, self.config)
        for file in files:
            if look.is_used(file.src_uri) and file.abs_src_path:
                yield file.dest_uri, Path(file.abs_src_path)

    def search(self) -> dict[str, Any] | None:
        """What the search in the browser has to know, None where the site has none."""
        plugin: Any = self.config.plugins.get("material/search")
        return {key: plugin.config[key] for key in ("lang", "separator", "pipeline", "fields")} if plugin else None


@cache
def _environment() -> jinja2.Environment:
    """The templates, compiled once in a process; they do not change while it runs."""
    env = _configured("{}").theme.get_env()
    env.auto_reload = False
    env.cache = {}  # for ever: the queue that would forget the oldest costs more than most templates
    env.filters["css_text"] = look.css_text
    env.filters["striptags"] = lru_cache(maxsize=8_192)(env.filters["striptags"])  # of titles, which stand on many pages
    return env


@cache
def marked_template() -> jinja2.Template:
    """The template of a page with a mark in the place of each of its own blocks."""
    return marked(_environment().get_template("main.html"))


@lru_cache(maxsize=4)
def _configured(settings: str) -> MkDocsConfig:
    """MkDocs' configuration for such settings (JSON); the folders in it are never looked at."""
    folders = {"docs_dir": str(look.theme_folder()), "site_dir": str(Path(tempfile.gettempdir(), "pactbook-no-site"))}
    config = load_config(
        io.BytesIO(b"{}"), theme={"name": "material"}, **{"site_name": "-", "plugins": [], **json.loads(settings)}, **folders
    )
    config.plugins.on_startup(command="build", dirty=False)
    made = config.plugins.on_config(config)
    look.dress(made)
    return made


def press(settings: Mapping[str, Any], nav: list[Any], places: Container[str]) -> Press:
    """The press for a site; configurations and templates are kept for the next one."""
    config = copy(_configured(json.dumps(settings, sort_keys=True)))
    config.nav = nav
    env = _environment()
    files = Files([File.generated(config, path, content="") for path in paths_in(nav)])
    made = get_navigation(files, config)
    return Press(config, env, made, files, places, Shells(env.get_template("main.html"), marked_template()))
