"""The MkDocs plugin: gives MkDocs the pages of a book, and the theme that prints them. Beside `engine.press` the only module that imports mkdocs.

Two ways in: at the root of a repository (`mkdocs serve`, `mkdocs build`) the pages come from the book; with `stage`, from a
folder that `pactbook.site.stage` wrote. Nothing else of the disk reaches the site: every file of docs_dir is dropped.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import base, config_options, load_config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files

from pactbook.problems import PactbookError
from pactbook.site import look, preview, search
from pactbook.site.addresses import Addresses
from pactbook.site.engine.sections import sections_by_material
from pactbook.site.navigation import navigation
from pactbook.site.printed import csp
from pactbook.site.printed.unnamed import unnamed
from pactbook.site.stage import read_stage

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from pactbook.site.page import Page

WATCHED = ("contracts", "clauses", "ops-manuals", "mkdocs.yml")
_WHERE = "Doc file '"


def book_pages(root: Path, audience: str, as_of: dt.date | None) -> tuple[Iterable[Page], Callable[[str], bytes]]:
    """The pages of the book at `root`, and what reads the images on them; the one place where the adapter meets the engine."""
    from pactbook.site.reading.source import read_book  # the engine is not needed to build a stage

    try:
        source = read_book(root, as_of)
        return source.pages(audience), source.read
    except PactbookError as error:
        raise PluginError(str(error)) from error


class PactbookConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options under `plugins: - pactbook:` in mkdocs.yml."""

    audience = config_options.Type(str, default="internal")
    as_of = config_options.Optional(config_options.Type((str, dt.date)))
    stage = config_options.Optional(config_options.Type(str))


class PactbookPlugin(BasePlugin[PactbookConfig]):  # type: ignore[no-untyped-call]
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, Page] = {}
        self.found: dict[str, bytes] = {}
        self.places: Container[str] = frozenset()
        self.extensions = look.Extensions()
        self._addresses: Addresses | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set what would otherwise have to stand in mkdocs.yml."""
        look.dress(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the theme's own files that the site uses, and add every page of the book."""
        pages, read = self._load(config)
        self.pages = {page.path: page for page in pages}
        self.found = {}
        kept = [file for file in files if file.src_dir != config.docs_dir and look.is_used(file.src_uri)]
        for page in self.pages.values():
            file = File.generated(config, page.path, content=page.markdown)
            file.edit_uri = page.source if config.repo_url else None
            kept.append(file)
        assets = {asset.path: asset.source for page in self.pages.values() for asset in page.assets}
        kept += [File.generated(config, path, content=read(source)) for path, source in assets.items()]
        downloads = (download for page in self.pages.values() for download in page.downloads)
        offered = {download.path: download.content for download in downloads}
        kept += [File.generated(config, path, content=content) for path, content in offered.items()]
        self.places = self.pages.keys() | offered.keys()
        config.nav = navigation(self.pages.values())
        return Files(kept)

    def _load(self, config: MkDocsConfig) -> tuple[Iterable[Page], Callable[[str], bytes]]:
        if self.config.stage:
            return _staged(Path(self.config.stage))
        as_of: Any = self.config.as_of
        if isinstance(as_of, str):
            try:
                as_of = dt.date.fromisoformat(as_of)
            except ValueError:
                message = f"pactbook: as_of: {as_of!r} is not a date; write it as 2026-03-14"
                raise ConfigurationError(message) from None
        return book_pages(Path(config.config_file_path or "mkdocs.yml").resolve().parent, self.config.audience, as_of)

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """No text, so that MkDocs finds no front matter in it: a page cannot name its own template."""
        return ""

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """The page's text, and the grammar in which it is read."""
        ours = self.pages[page.file.src_uri]
        if not ours.nav:
            page.title = look.escape(ours.title)
        page.meta = look.page_meta(ours)
        config["markdown_extensions"], config["mdx_configs"] = self.extensions.of(ours)
        return ours.markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """What the search finds on the page."""
        ours = self.pages[page.file.src_uri]
        self.found[ours.path] = search.entries(ours, search.said(sections_by_material(search.spaced(html))), str(page.title))
        return html

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:  # noqa: ARG002
        """Filters that the templates use."""
        env.filters["css_text"] = look.css_text
        return env

    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> TemplateContext:  # noqa: ARG002
        """What the templates print beside the text."""
        ours = self.pages[page.file.src_uri]
        self._addresses = addresses = Addresses(ours.path, self.places)
        beside: dict[str, Any] = {"pb": ours, "pb_href": addresses.of, "pb_around": addresses.around(ours)}
        context.update(beside)  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Report links of the templates that lead nowhere; only now have they been asked for. Give up where a vendor would read of another one."""
        if found := tuple(unnamed(page.file.dest_uri, self.pages.get(page.file.src_uri), output)[1]):
            raise PluginError("\n".join(f"{page.file.dest_uri}: {problem}" for problem in found))
        for problem in dict.fromkeys(self._addresses.problems if self._addresses else ()):
            logging.getLogger("mkdocs.plugins.pactbook").warning("%s%s' %s", _WHERE, page.file.src_uri, problem)
        return self._secured(page.file.dest_uri, output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The page for what is missing has its policy too."""
        return self._secured(template_name, output_content) if template_name == csp.MISSING else output_content

    def _secured(self, name: str, html: str) -> str:
        """The page with its policy; the pages of a stage are given theirs when the site is finished."""
        if self.config.stage:
            return html
        secured, problems = csp.secured(name, None, html)
        if problems:
            raise PluginError("\n".join(f"{name}: {problem}" for problem in problems))
        return secured

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """What the search of this site reads, in place of the index that Material made."""
        index = Path(config.site_dir, search.MATERIAL)
        if index.is_file():
            settings = json.loads(index.read_text(encoding="utf-8"))["config"]
            found = b",".join(each for path in self.pages if (each := self.found.get(path)))
            for name, content in ((search.SECTIONS, search.BEGIN + found + search.END), *search.stubs(settings)):
                Path(config.site_dir, name).write_bytes(content)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Reload on a change anywhere in the book, by a script that the policy of each page names."""
        if application := server.get_app():
            server.set_app(preview.guarded(application))
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        for name in WATCHED:
            if (root / name).exists():
                server.watch(str(root / name))
        return server


def _staged(stage: Path) -> tuple[Iterable[Page], Callable[[str], bytes]]:
    """The pages of a stage; the bytes of an image lie in it under the image's path of the site."""
    pages = read_stage(stage)
    places = {asset.source: stage / asset.path for page in pages for asset in page.assets}
    return pages, lambda source: places[source].read_bytes()


class _Warnings(logging.Handler):
    """Remembers what MkDocs warned of; with --strict and --quiet together MkDocs forgets it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def run_mkdocs(settings: Mapping[str, Any], options: Mapping[str, Any]) -> list[str]:
    """Build one site with MkDocs in this process.

    `settings` are those of mkdocs.yml with absolute paths, `options` those of this plugin. Returns everything that MkDocs or a
    plugin warned of, so that the caller decides; a build that MkDocs gave up on has at least one entry.
    """
    logger = logging.getLogger("mkdocs")
    warnings = _Warnings()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(warnings)
    try:
        config = load_config(io.BytesIO(b"{}"), **settings)
        plugin = PactbookPlugin()
        plugin.load_config(dict(options))
        config.plugins["pactbook"] = plugin
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (Abort, ConfigurationError) as error:
        warnings.messages.append(str(error))
    finally:
        logger.removeHandler(warnings)
        logger.propagate = propagate
    return warnings.messages
