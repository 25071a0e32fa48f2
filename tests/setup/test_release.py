"""The release's wheel: the same bytes from the same commit, so that a second person can check what the gate pins."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import zipfile

import pytest

import releases

MODULE = "generator/pactbook/problems.py"


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    made = releases.sources(tmp_path_factory.mktemp("sources") / "one")
    made.commit("release")
    return made


@pytest.fixture(scope="module")
def wheel(sources):
    return sources.release()


def elsewhere(sources, path):
    """A clone with other rights and other dates of files, by somebody with other settings."""
    subprocess.run(["git", "-c", "core.autocrlf=true", "clone", "--quiet", str(sources.path), str(path)], check=True)
    for file in path.rglob("*"):
        if file.is_file() and ".git" not in file.relative_to(path).parts:
            os.utime(file, (1_000_000_000, 1_000_000_000))
            file.chmod(0o775)
    return releases.Sources(path)


def test_the_same_commit_gives_the_same_bytes(sources, wheel, tmp_path):
    other = elsewhere(sources, tmp_path / "elsewhere")
    was = os.umask(0o077)
    try:
        again = other.release(TZ="Pacific/Auckland", PYTHONHASHSEED="7", SOURCE_DATE_EPOCH="1", LC_ALL="C", HOME=str(tmp_path))
    finally:
        os.umask(was)
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()
    assert hashlib.sha256(wheel.read_bytes()).hexdigest() in other.said


def test_what_is_not_committed_does_not_go_in(sources, wheel):
    before = wheel.read_bytes()
    text = (sources.path / MODULE).read_text(encoding="utf-8")
    sources.write({MODULE: "raise SystemExit\n", "generator/pactbook/more.py": "X = 1\n"})
    try:
        assert sources.release().read_bytes() == before
    finally:
        sources.write({MODULE: text})
        (sources.path / "generator/pactbook/more.py").unlink()


def test_a_changed_line_gives_other_bytes(sources, wheel, tmp_path):
    before = wheel.read_bytes()
    other = elsewhere(sources, tmp_path / "changed")
    other.commit("more", {MODULE: (sources.path / MODULE).read_text(encoding="utf-8") + "# more\n"})
    assert other.release().read_bytes() != before
    assert other.release("HEAD~1").read_bytes() == before


def test_nothing_in_it_depends_on_the_machine(wheel):
    with zipfile.ZipFile(wheel) as archive:
        infos = archive.infolist()
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
    assert {info.date_time for info in infos} == {(2026, 1, 1, 0, 1, 0)}  # the commit's
    assert {info.external_attr >> 16 for info in infos} == {0o100644}
    assert infos[-1].filename.endswith("/RECORD")


def test_another_builder_than_the_locks_is_refused(sources, tmp_path):
    other = elsewhere(sources, tmp_path / "other")
    lock = (sources.path / "requirements-dev.lock").read_text(encoding="utf-8")
    other.commit("older", {"requirements-dev.lock": re.sub(r"^setuptools==\S+", "setuptools==77.0.0", lock, flags=re.MULTILINE)})
    assert not other.tool("release")
    assert "names version 77.0.0 of setuptools" in other.said
    assert not (other.path / "dist").exists()


@pytest.mark.parametrize("words", [("nowhere",), ("--help",), ("HEAD", "HEAD")])
def test_what_it_does_not_understand_it_says(sources, words):
    assert not sources.tool("release", *words)
    assert sources.said.startswith("tools/release: ")
    assert "Traceback" not in sources.said
