from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_git_knows_only_the_tests_own_settings(repo):
    origins = repo.git("config", "--list", "--show-origin", "--show-scope").splitlines()
    foreign = [line for line in origins if not line.startswith(("local", f"global\tfile:{Path.home()}"))]
    assert not foreign
    assert [name for name in os.environ if name.startswith("GIT_")] in (["GIT_CONFIG_NOSYSTEM"], ["GIT_EXEC_PATH", "GIT_CONFIG_NOSYSTEM"])


def test_the_same_commits_get_the_same_ids(new_repo):
    one, two = (new_repo(name).commit("first", {"a/b.txt": "text\n"}) for name in ("one", "two"))
    assert one == two


def test_a_started_python_finds_the_sources_under_test(root):
    code = "import pactbook, pactbook_hooks; print(pactbook.__file__)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.startswith(str(root / "generator"))


def test_the_browser_shows_a_page(page):
    page.set_content("<h1>Service levels</h1>")
    assert page.get_by_role("heading", name="Service levels").is_visible()
