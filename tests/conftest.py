"""What every test gets: a world without the developer's own settings, git repositories and a browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
GITCONFIG = """\
[user]
name = Test
email = test@example.com
[init]
defaultBranch = main
[commit]
gpgSign = false
[core]
autocrlf = false
[protocol "file"]
allow = always
"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

settings.register_profile("pactbook", deadline=None, database=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("pactbook")


def pytest_configure(config: pytest.Config) -> None:
    """Take the developer's own world out of the tests' reach: git's settings and hooks, the home folder, another environment's paths."""
    for name in [name for name in os.environ if name.startswith("GIT_") and name != "GIT_EXEC_PATH"]:
        del os.environ[name]
    for name in ("PACTBOOK_VENV", "PACTBOOK_ROOT_DIGEST", "XDG_CONFIG_HOME", "SSH_AUTH_SOCK"):
        os.environ.pop(name, None)
    home = Path(tempfile.mkdtemp(prefix="pactbook-home-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    (home / ".gitconfig").write_text(GITCONFIG, encoding="utf-8")
    os.environ.update(HOME=str(home), USERPROFILE=str(home), GIT_CONFIG_NOSYSTEM="1", LC_ALL="C.UTF-8")
    os.environ["PYTHONPATH"] = os.pathsep.join(str(ROOT / source) for source in ("generator", "hooks"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout that the tests are part of."""
    return ROOT


@pytest.fixture
def new_repo(tmp_path: Path) -> Callable[..., Repository]:
    """Make git repositories by name, for a test that needs several."""
    return lambda name="repo": Repository(tmp_path / name)


@pytest.fixture
def repo(new_repo: Callable[..., Repository]) -> Repository:
    """An empty git repository."""
    return new_repo()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; with CI=true its absence is a failure, elsewhere a skip."""
    found = os.environ.get("PACTBOOK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    message = "no Chromium here. On Debian: apt install chromium; elsewhere name one in PACTBOOK_CHROMIUM"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A running Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page with its own cookies and storage, closed after the test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
