"""The hooks as they are shipped: the manifest, this repository's own configuration, the entry points, and what starting them costs."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib

import pytest
import yaml

from pactbook_hooks import check, lock
from signed_books import OUTLINE, SOW
from sources import PACKAGES, ROOT

HOOKS = {"pactbook-lock": "lock", "pactbook-check": "check"}
HEAVY = {"dataclasses", "inspect", "markdown", "jsonschema", "jinja2", "mkdocs", "git", "click", "argparse"}


def shipped(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def entries():
    return {
        "manifest": shipped(".pre-commit-hooks.yaml"),
        "configuration": [hook for repository in shipped(".pre-commit-config.yaml")["repos"] for hook in repository["hooks"]],
    }


@pytest.mark.parametrize("where", ["manifest", "configuration"])
def test_a_hook_takes_no_file_names_and_always_runs(where):
    found = entries()[where]
    assert [hook["id"] for hook in found] == list(HOOKS)
    assert all(hook["pass_filenames"] is False and hook["always_run"] is True for hook in found)


def test_the_hooks_run_before_merges_too():
    assert all({"pre-commit", "pre-merge-commit"} <= set(hook["stages"]) for hook in entries()["manifest"])
    assert set(shipped(".pre-commit-config.yaml")["default_install_hook_types"]) == {"pre-commit", "pre-merge-commit"}


def test_this_repository_needs_no_network_for_them():
    assert [repository["repo"] for repository in shipped(".pre-commit-config.yaml")["repos"]] == ["local"]
    assert {hook["language"] for hook in entries()["configuration"]} == {"system"}


def test_each_hook_is_a_file_with_an_entry_point():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    for hook, module in HOOKS.items():
        assert scripts[hook] == f"pactbook_hooks.{module}:main"
        assert callable(importlib.import_module(f"pactbook_hooks.{module}").main)
    assert {hook["entry"] for hook in entries()["manifest"]} == set(HOOKS)
    assert {hook["entry"] for hook in entries()["configuration"]} == {f"tools/hook {module}" for module in HOOKS.values()}
    assert {path.stem for path in PACKAGES["pactbook_hooks"].glob("*.py")} == {*HOOKS.values(), "__init__", "words"}


def test_the_lock_hook_starts_at_once(book):
    book.write({f"{OUTLINE}/index.md": "# Other\n"})
    book.git("add", "--all")
    code = (
        "import sys; from pactbook_hooks import lock; done = lock.main([]); "
        "print(done, *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=book.path, capture_output=True, text=True, check=True)
    code, *modules = done.stdout.split()
    assert code == "0"
    assert HEAVY & set(modules) == set()


def test_outside_a_repository_nothing_passes(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert lock.main([]) == 2
    assert "nothing was committed" in capsys.readouterr().err
    assert check.main(["--nonsense"]) == 2
    assert "usage: pactbook-check" in capsys.readouterr().err


def test_a_book_in_a_folder_of_a_larger_repository(book, new_repo, monkeypatch, capsys):
    large = new_repo("large")
    (book.path / ".git").rename(book.path.parent / "old")
    book.path.rename(large.path / "legal")
    large.commit("with a book inside")
    monkeypatch.chdir(large.path)
    large.write({f"legal/{SOW}/agreement.md": "# Other\n", "elsewhere.md": "free\n"})
    large.git("add", "--all")
    assert lock.main(["--root", "legal"]) == 1
    assert "contracts/acme/sow-support/agreement.md" in capsys.readouterr().out
    large.git("restore", "--staged", "--", "legal")
    assert lock.main(["--root", "legal"]) == 0
