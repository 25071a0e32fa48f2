"""Pages of `mkdocs serve`: under the policy of every page, with MkDocs' own script for reloading let through.

MkDocs puts that script behind a page's text while it serves it, with two numbers in it that are new each time, so it can't be named when the page is
made. Here it is named in the page's policy on the way to the browser: only the script that stands last on the page, where no text of a page comes,
and that ends as MkDocs' own does. Any other script stays without a hash and does not run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pactbook.site.printed import csp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_RELOADING = re.compile(r"<script>([^<]*\blivereload\(\d+, \d+\);\s*)</script>\Z")
_END = "</body>"


def guarded(application: WSGIApplication) -> WSGIApplication:
    """A server's application whose pages let the script for reloading run."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[Any] = []

        def begin(*answer: Any) -> Callable[[bytes], object]:
            begun[:] = answer
            return lambda _: None

        body = application(environ, begin)
        status, headers, *more = begun
        kinds = [value for name, value in headers if name.lower() == "content-type"]
        if not any(kind.startswith("text/html") for kind in kinds):
            start_response(status, headers, *more)
            return body
        page = reloading(b"".join(body).decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        if close := getattr(body, "close", None):
            close()
        kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start_response(status, [*kept, ("Content-Length", str(len(page)))], *more)
        return [page]

    return serve


def reloading(html: str) -> str:
    """A page as MkDocs serves it, its script for reloading named in the policy; any other page as it is."""
    found = _RELOADING.search(html[: html.rfind(_END)]) if _END in html else None
    return csp.allowing(html, found[1]) if found else html
