"""A book whose machinery is signed holds copies of `.pre-commit-config.yaml` in its records; prek would take each for a project of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from signed_books import BOTH, FILES, GOVERNANCE, LAYERS, LEGAL, MACHINERY, OUTLINE, POLICY, SOW, Keys, SignedBook
from sources import ROOT

SETTINGS, IGNORE = ".pre-commit-config.yaml", ".prekignore"
MANUAL, AGREEMENT = f"{OUTLINE}/index.md", f"{SOW}/agreement.md"
WITH_SETTINGS = LAYERS.replace('"mkdocs.yml", ', f'"mkdocs.yml", "{SETTINGS}", ')


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """A book in which the hooks' settings are signed."""
    book = SignedBook(tmp_path_factory.mktemp("sealed") / "book", Keys(tmp_path_factory.mktemp("keys")))
    book.write({POLICY: book.policy(layers=WITH_SETTINGS), **FILES, SETTINGS: (ROOT / SETTINGS).read_bytes()})
    book.sign(GOVERNANCE, *LEGAL)
    book.sign(SOW, *BOTH)
    book.sign(MACHINERY, LEGAL[0])
    book.commit("signed")
    assert (book.path / MACHINERY / "signoffs/0001/files" / SETTINGS).is_file()
    return book


@pytest.fixture
def installed(sealed, hooked_by, tmp_path):
    """Give a copy of the book its hooks, as somebody types it."""

    def install(runner, *how, ignore=False):
        book = sealed.copy_to(tmp_path / "book")
        if ignore:
            book.write({IGNORE: (ROOT / IGNORE).read_bytes()})
        return hooked_by(book, runner, how)

    return install


WAYS = {
    "pre-commit": ("pre-commit", (), False),
    "prek, told its one file of settings": ("prek", ("--config", SETTINGS), False),
    "prek, kept out of the book by .prekignore": ("prek", (), True),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_hooks_run_once_at_the_top_of_the_book(installed, way):
    runner, how, ignore = WAYS[way]
    hooked = installed(runner, *how, ignore=ignore)
    hooked.book.write({MANUAL: "# Support manual\n\nCall back within the hour.\n"})
    assert hooked.git("commit", "-am", "manual"), hooked.said
    assert hooked.said.count("pactbook lock") == 1
    hooked.book.write({AGREEMENT: "# Support\n\nThe target is 85 %.\n"})
    assert not hooked.git("commit", "-am", "contract")
    assert "This commit was stopped" in hooked.said


@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_a_change_of_the_signed_settings_is_seen(installed, runner):
    hooked = installed(runner, ignore=True)
    hooked.book.write({SETTINGS: hooked.book.text(SETTINGS) + "# more\n"})
    assert not hooked.git("commit", "-am", "settings")
    assert SETTINGS in hooked.said
    assert "This commit was stopped" in hooked.said


def test_prek_that_was_told_nothing_lets_nothing_through(installed):
    """Why docs/set-up.md asks for one of the two ways: the hook is started among the sealed files, where it can't run, and the commit is refused."""
    hooked = installed("prek")
    hooked.book.write({MANUAL: "# Support manual\n\nCall back within the hour.\n"})
    assert not hooked.git("commit", "-am", "manual")
    assert f"{MACHINERY}/signoffs/0001/files" in hooked.said


def test_a_plain_run_of_prek_stays_out_of_the_book(installed):
    hooked = installed("prek", ignore=True)
    program = str(Path(sys.executable).with_name("prek"))
    assert hooked.run(program, "run", "--all-files") == 0, hooked.said
    assert hooked.run(program, "list") == 0, hooked.said
    assert "signoffs" not in hooked.said


def test_the_page_tells_both_ways():
    page = (ROOT / "docs/set-up.md").read_text(encoding="utf-8")
    assert f"prek install --config {SETTINGS}" in page
    assert IGNORE in page
