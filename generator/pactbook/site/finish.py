"""What is done with every page once it is printed and before it is written: the one place to add such a step.

A step is a function `(name, page, html) -> (html, problems)`: `name` is the file that the page becomes (`vendors/acme/msa.html`), `page` the
page as the engine made it (None for 404.html), `html` what the templates printed. It gives back the page, changed or not, and a line for each
thing that is wrong; any line fails the site. To add one: write the function in a module of its own and put it into `STEPS`, in the order in
which they are to run.

A step must depend on nothing but its arguments and the engine's own files. It may look at a text that stands on many pages once, and then at
their frames alone (`parted`); `compared` comes before all others that do, since it finds out which texts are whole. Pages that have not changed
since the last build are taken over as they are, with every step behind them; they are done again when any file of `pactbook/site` has changed.
What has to look at the whole site (files, style sheets) goes into `files.inspect_files`, which runs once for each build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pactbook.site.comparison.step import compared
from pactbook.site.printed.csp import secured
from pactbook.site.printed.inspection import inspected
from pactbook.site.printed.unnamed import unnamed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.site.page import Page


class Step(Protocol):
    """See the module."""

    def __call__(self, name: str, page: Page | None, html: str) -> tuple[str, Iterable[str]]:
        """The page, and what is wrong with it."""


STEPS: tuple[Step, ...] = (secured, compared, inspected, unnamed)


def finished(name: str, page: Page | None, html: str) -> tuple[str, list[str]]:
    """The page as it is published, and everything that is wrong with it."""
    problems: list[str] = []
    for step in STEPS:
        html, found = step(name, page, html)
        problems += [f"{name}: {problem}" for problem in found]
    return html, problems
