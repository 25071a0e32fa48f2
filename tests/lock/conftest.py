"""A signed book for every test of the lock; it is made once and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from signed_books import Keys, SignedBook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """Key pairs of real OpenSSH."""
    return Keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> SignedBook:
    """The book as it was signed."""
    book = SignedBook(tmp_path_factory.mktemp("book") / "book", keys)
    book.write_and_sign()
    book.commit("everything signed")
    return book


@pytest.fixture
def book(template: SignedBook, tmp_path: Path) -> SignedBook:
    """A signed book of the test's own, with one commit."""
    return template.copy_to(tmp_path / "book")
