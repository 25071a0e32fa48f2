"""The locks: exact, hashed, complete, and without any address."""

from __future__ import annotations

import re
import tomllib

import pytest

from sources import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(name):
    """Package, version and condition of each entry, with the number of its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.split(" --hash=") for line in text.splitlines() if line and not line.startswith("#")]
    return {entry[0].strip(): [part.strip() for part in entry[1:]] for entry in entries}


def names(lock):
    return {re.split(r"==", entry)[0] for entry in pins(lock)}


def normal(requirement):
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!;\[]", requirement)[0]).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-|@)(?!-hash=)", text, flags=re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_exact_and_hashed(lock):
    for entry, hashes in pins(lock).items():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; .+)?", entry), entry
        assert hashes, entry
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), entry


def test_the_locks_hold_all_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {normal(asked) for asked in project["project"]["dependencies"]} <= names("requirements.lock")
    assert {normal(asked) for asked in project["dependency-groups"]["test"]} <= names("requirements-dev.lock")


def test_the_tests_run_on_the_same_versions_as_the_readers():
    def versions(lock):
        return {entry.split(" ;")[0] for entry in pins(lock)}

    assert versions("requirements.lock") <= versions("requirements-dev.lock")
