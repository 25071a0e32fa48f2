"""Show a built site on this computer only."""

from __future__ import annotations

import functools
import http.server
import shutil
from http import HTTPStatus
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """Files of one folder, the site's own page for what is missing, and no listing of folders."""

    extensions_map = {  # noqa: RUF012  the base class has it as a plain dict
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
    }

    def parse_request(self) -> bool:
        """Answer only who asks for this computer by name: a page of another site must not read ours through a name that it made lead here."""
        if not super().parse_request():
            return False
        asked = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if asked in {"", HOST, "localhost"}:
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """404.html for a missing page, the plain answer otherwise."""
        page = f"{self.directory}/404.html"
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        try:
            body = open(page, "rb")  # noqa: SIM115, PTH123  closed below
        except OSError:
            super().send_error(code, message, explain)
            return
        with body:
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.command != "HEAD":
                shutil.copyfileobj(body, self.wfile)

    def list_directory(self, path: object) -> None:  # noqa: ARG002
        """A folder without an index is a missing page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Never keep a page: the next build may have changed it."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet; `pactbook serve` prints the address once."""


def server(folder: Path, port: int = 8000) -> http.server.ThreadingHTTPServer:
    """A server for the built site in `folder` on this computer; port 0 takes a free one. Call `serve_forever`."""
    if not (folder / "index.html").is_file():
        msg = f"{folder} holds no site yet: run 'pactbook build' first"
        raise PactbookError(msg)
    return http.server.ThreadingHTTPServer((HOST, port), functools.partial(SiteHandler, directory=str(folder)))
