"""The fixture book, built once, with hostile pages beside the good ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests/site holds pages that several tests share

from hostile_pages import hostile_pages
from sample_pages import pages

from pactbook.site.build import SiteSettings, build

SETTINGS = SiteSettings(
    "Larkfield <outsourcing> & agreements", "What is agreed", "https://git.larkfield.example/legal/outsourcing", "edit/main/"
)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the built site."""
    out = tmp_path_factory.mktemp("site") / "internal"
    build([*pages(), *hostile_pages()], out, SETTINGS)
    return out
