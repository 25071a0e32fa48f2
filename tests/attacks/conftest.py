"""A signed book for every attack; keys and book are made once per worker and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attacked_books import Book
from signed_books import Keys

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book as it was signed, with throw-away keys."""
    keys = Keys(tmp_path_factory.mktemp("keys"))
    return Book(tmp_path_factory.mktemp("book") / "book", keys).build()


@pytest.fixture
def book(template: Book, tmp_path: Path) -> Book:
    """A book of the attack's own."""
    return template.copy_to(tmp_path / "book")
