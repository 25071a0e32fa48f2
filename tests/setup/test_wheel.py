"""The wheel, as another company installs it: what is inside, and that it works in a folder that has never seen this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from sources import PACKAGES, ROOT

PARTS = ("pyproject.toml", "LICENSE", "README.md", "generator", "hooks")
BOOK = ("contracts", "clauses", "ops-manuals")
SIGNED = ("mkdocs.yml", ".gitattributes", ".pre-commit-config.yaml", ".github", "ci", "pactbook.yaml")  # what contracts/machinery/ signs


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built without the network from a copy of the sources."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(folder)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next((folder / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The command `pactbook` in a fresh environment that holds the wheel; the libraries are borrowed from the running one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    site = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    (Path(site) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts / "pactbook"


def run(*command, here):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run([str(word) for word in command], cwd=here, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_two_packages_and_nothing_else(wheel):
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"pactbook", "pactbook_hooks", "pactbook-0.1.0.dist-info"}


def test_the_wheel_holds_every_file_of_the_packages(wheel):
    expected = {
        f"{package}/{path.relative_to(folder).as_posix()}"
        for package, folder in PACKAGES.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected <= set(zipfile.ZipFile(wheel).namelist())


def test_the_installed_command_is_the_wheels_own(installed, tmp_path):
    done = run(installed, "--version", here=tmp_path)
    assert (done.returncode, done.stdout) == (0, "pactbook 0.1.0\n"), done.stderr
    done = run(installed.with_name("python"), "-c", "import pactbook; print(pactbook.__file__)", here=tmp_path)
    assert Path(done.stdout).is_relative_to(installed.parent.parent)


def test_the_installed_command_works_on_a_book_elsewhere(installed, tmp_path):
    for name in BOOK:
        shutil.copytree(ROOT / name, tmp_path / "book" / name)
    for name in SIGNED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / "book" / name)
    inside = tmp_path / "book" / "contracts"
    done = run(installed, "check", here=inside)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(installed, "build", here=inside)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "book" / "site" / "internal" / "index.html").is_file()
