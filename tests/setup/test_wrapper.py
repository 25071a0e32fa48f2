"""`./pactbook` as the first thing that a newcomer types, in checkouts whose locks name next to nothing."""

from __future__ import annotations

import ast
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from checkouts import ROOT, Checkout

NO_GIT = "import shutil; which = shutil.which; shutil.which = lambda name, *more: None if name == 'git' else which(name, *more)"
NO_ENSUREPIP = (
    "import importlib.util as u; find = u.find_spec; u.find_spec = lambda name, *more: None if name == 'ensurepip' else find(name, *more)"
)
OLD = "sys.version_info = (3, 9, 2, 'final', 0)"


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path / "the checkout")


@pytest.fixture
def programs(tmp_path):
    """A folder for the PATH that holds only the programs named."""

    def make(*names):
        folder = tmp_path / "bin"
        folder.mkdir()
        for name in names:
            (folder / name).write_text("#!/bin/sh\n")
            (folder / name).chmod(0o755)
        return str(folder)

    return make


def test_the_first_run_prepares_and_the_second_does_not(checkout):
    first = checkout.run("--version")
    assert (first.returncode, first.stdout) == (0, "pactbook 0.1.0\n"), first.stderr
    before = (checkout.venv / "pactbook-state").stat().st_mtime_ns
    second = checkout.run("--version")
    assert (second.returncode, second.stdout, second.stderr) == (0, "pactbook 0.1.0\n", "")
    assert (checkout.venv / "pactbook-state").stat().st_mtime_ns == before


def test_a_commands_exit_code_and_the_readers_folder_are_kept(checkout, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "argparse.py").write_text("raise SystemExit('the wrong argparse')\n")
    done = checkout.run("no-such-command", here=elsewhere)
    assert done.returncode == 2
    assert "there is no command 'no-such-command'" in done.stderr


def test_a_changed_lock_is_installed_afresh_and_nothing_else_is(checkout):
    checkout.lock(checkout.wheel("tinypart", "1.0"))
    checkout.run("--version")
    assert checkout.version_of("tinypart") == "1.0"
    (checkout.venv / "left-over").touch()
    checkout.run("--version")
    assert (checkout.venv / "left-over").exists()
    checkout.lock(checkout.wheel("tinypart", "2.0"))
    done = checkout.run("--version")
    assert done.returncode == 0, done.stderr
    assert checkout.version_of("tinypart") == "2.0"
    assert not (checkout.venv / "left-over").exists()


def test_what_the_tests_need_is_installed_by_the_first_test_only(checkout):
    echo = "import sys, os\nif __name__ == '__main__': print(sys.argv[1:], os.getcwd()); sys.exit(5)"
    checkout.lock(checkout.wheel("pytest", "9.9", echo), name="requirements-dev.lock")
    checkout.run("--version")
    assert checkout.version_of("pytest") == "none"
    done = checkout.run("test", "-k", "money", here=checkout.path.parent)
    assert (done.returncode, done.stdout) == (5, f"['-k', 'money'] {checkout.path}\n"), done.stderr
    assert checkout.run("test").stdout == f"['-n', 'auto'] {checkout.path}\n"


def test_a_file_that_is_not_the_locked_one_is_refused(checkout):
    checkout.lock(checkout.wheel("tinypart", "1.0"))
    checkout.wheel("tinypart", "1.0", code="import os\n")
    done = checkout.run("--version")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not the one that the lock names" in done.stderr
    assert checkout.version_of("tinypart") == "none"


def test_without_a_registry_it_says_so_names_the_log_and_goes_on_later(checkout):
    line = checkout.wheel("tinypart", "1.0")
    wheel = next(checkout.wheels.iterdir())
    wheel.rename(checkout.path / wheel.name)
    checkout.lock(line)
    done = checkout.run("build", "--strict")
    assert done.returncode == 2
    assert "the package registry could not be reached" in done.stderr
    assert "    python3 pactbook build --strict\n" in done.stderr or "    ./pactbook build --strict\n" in done.stderr
    log = Path(done.stderr.split("The whole log: ")[1].strip())
    assert "tinypart" in log.read_text()
    (checkout.path / wheel.name).rename(wheel)
    assert checkout.run("--version").stdout == "pactbook 0.1.0\n"


@pytest.mark.skipif(os.name == "nt", reason="no process groups")
def test_an_interrupted_first_run_heals(checkout):
    checkout.lock(checkout.wheel("tinypart", "1.0"))
    process = checkout.start("--version")
    while not (checkout.venv / "pyvenv.cfg").exists() and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    done = checkout.run("--version")
    assert (done.returncode, done.stdout) == (0, "pactbook 0.1.0\n"), done.stderr
    assert checkout.version_of("tinypart") == "1.0"


def test_of_two_runs_at_once_one_prepares_and_one_waits(checkout):
    checkout.lock(checkout.wheel("tinypart", "1.0"))
    both = [checkout.start("--version") for _ in range(2)]
    outputs = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert sorted(out for out, _ in outputs) == ["pactbook 0.1.0\n"] * 2
    assert sum("installing 1 package" in err for _, err in outputs) == 1
    assert sum("another run is installing" in err for _, err in outputs) == 1


def test_a_checkout_that_was_moved_heals(checkout):
    checkout.run("--version")
    moved = checkout.path.parent / "moved"
    checkout.path.rename(moved)
    checkout.path = moved
    assert checkout.run("--version").stdout == "pactbook 0.1.0\n"
    assert "the checkout" not in (moved / ".venv" / "pyvenv.cfg").read_text()


def test_somebody_elses_environment_is_left_alone(checkout):
    checkout.venv.mkdir()
    (checkout.venv / "pyvenv.cfg").write_text("home = elsewhere\n")
    done = checkout.run("status")
    assert done.returncode == 2
    assert "was not made by pactbook" in done.stderr
    assert "PACTBOOK_VENV=" in done.stderr
    assert [path.name for path in checkout.venv.iterdir()] == ["pyvenv.cfg"]


def test_a_checkout_that_cannot_be_written_to_names_the_way_out(checkout, tmp_path):
    if hasattr(os, "geteuid") and os.geteuid():
        checkout.path.chmod(0o555)
        done = checkout.run("status")
        checkout.path.chmod(0o755)
    else:  # nothing is read-only for root, but a folder below a file cannot be made by anybody
        (tmp_path / "file").touch()
        done = checkout.run("status", PACTBOOK_VENV=str(tmp_path / "file" / "venv"))
    assert done.returncode == 2
    assert 'PACTBOOK_VENV="$HOME/.cache/pactbook"' in done.stderr
    assert "Traceback" not in done.stderr
    done = checkout.run("--version", PACTBOOK_VENV=str(tmp_path / "another place"))
    assert done.stdout == "pactbook 0.1.0\n", done.stderr
    assert not checkout.venv.exists()


@pytest.mark.parametrize(
    ("before", "program", "said", "line"),
    [
        (NO_GIT, "apt-get", "git is not installed", "sudo apt install git"),
        (NO_GIT, "dnf", "git is not installed", "sudo dnf install git"),
        (NO_GIT, "winget", "git is not installed", "winget install --id Git.Git"),
        (NO_ENSUREPIP, "apt-get", "cannot make virtual environments", "sudo apt install python3-venv"),
        (OLD, "apt-get", "needs Python 3.11 or newer; this is 3.9", "sudo apt install python3.11 python3.11-venv"),
        (OLD, "brew", "needs Python 3.11 or newer; this is 3.9", "brew install python@3.12"),
        (OLD, "python3.13", "needs Python 3.11 or newer; this is 3.9", "python3.13 pactbook check --strict"),
    ],
)
def test_what_is_missing_is_named_with_the_line_to_type(checkout, programs, before, program, said, line):
    done = checkout.run("check", "--strict", before=before, PATH=programs(program))
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("pactbook: ")
    assert said in done.stderr
    assert done.stderr.endswith(f"    {line}\n")
    assert not checkout.venv.exists()


def test_git_is_really_looked_for(checkout, programs):
    done = checkout.run("check", PATH=programs())
    assert done.returncode == 2
    assert "git is not installed" in done.stderr


def test_an_old_python_can_read_the_wrapper():
    ast.parse((ROOT / "pactbook").read_text(encoding="utf-8"), feature_version=(3, 4))


def test_a_missing_lock_is_named(checkout):
    (checkout.path / "requirements.lock").unlink()
    done = checkout.run("check")
    assert done.returncode == 2
    assert "git checkout -- requirements.lock" in done.stderr


def test_the_wrapper_is_a_program():
    assert os.access(ROOT / "pactbook", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert shutil.which("python3")
