"""Files that are the same on every machine: no path of the one they were written on, no address of a package registry."""

from __future__ import annotations

import re
import subprocess

import pytest

from sources import ROOT

# Put together here, so that this file does not hold what it looks for.
FOLDERS = [f"/{name}/" for name in ("work", "tmp", "root")] + [str(ROOT) + "/"]
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("deb", "debian"))]
UNWANTED = re.compile("|".join([*(rf"(?<![\w.~}}-]){re.escape(folder)}" for folder in FOLDERS), *map(re.escape, HOSTS)]))


def files():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    return [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]


def test_no_file_holds_a_path_of_this_machine_or_the_host_of_a_registry():
    found = []
    for path in files():
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if hit := UNWANTED.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {hit[0]}")
    assert found == []


@pytest.mark.parametrize("line", [f"see {FOLDERS[0]}main", f"'{FOLDERS[1]}x'", f"https://{HOSTS[0]}/simple"])
def test_the_test_would_see_one(line):
    assert UNWANTED.search(line)


@pytest.mark.parametrize("line", [f"a plan{FOLDERS[0]}file", f"https://example.com{FOLDERS[0]}", "~/tmp/x", "${HOME}/tmp/"])
def test_the_test_lets_other_words_be(line):
    assert not UNWANTED.search(line)
