"""The fixture book, built once, with hostile pages beside the good ones."""

from __future__ import annotations

import sys
import threading
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests/site holds pages that several tests share

from hostile_pages import hostile_pages
from sample_book import AS_OF, copy_book, pactbook
from sample_pages import pages

from pactbook.site.building.build import SiteSettings, build
from pactbook.site.reading.source import read_book
from pactbook.site.serve import server

SETTINGS = SiteSettings(
    "Larkfield <outsourcing> & agreements", "What is agreed", "https://git.larkfield.example/legal/outsourcing", "edit/main/"
)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the built site."""
    out = tmp_path_factory.mktemp("site") / "internal"
    build([*pages(), *hostile_pages()], out, SETTINGS)
    return out


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The sample book; no test changes it."""
    return copy_book(tmp_path_factory.mktemp("sample") / "book")


@pytest.fixture(scope="session")
def site(book):
    """The site of the sample book, made by `pactbook build`."""
    done = pactbook(book, "build", "--as-of", AS_OF, "--out", str(book / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    return book / "site" / "internal"


@pytest.fixture(scope="session")
def address(site):
    """The address at which `pactbook serve` shows the site."""
    running = server(site, 0)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture(scope="session")
def source(book):
    """The sample book as it was read."""
    return read_book(book, date.fromisoformat(AS_OF))
