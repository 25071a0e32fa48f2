"""The gate's files for GitHub and GitLab: what they promise, and their own scripts run on real repositories with a real wheel."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pip
import pytest
import yaml

from pactbook.lock.lines import digest
from repositories import Repository
from signed_books import BOTH, OUTLINE, SOW
from sources import ROOT

GITHUB, GITLAB, SERVER = ".github/workflows/pactbook.yml", "ci/gitlab/pactbook.yml", "ci/pre-receive"
PINS = "ci/gate-requirements.txt"
NONE = "0" * 40
AGREEMENT, MANUAL = f"{SOW}/agreement.md", f"{OUTLINE}/index.md"
FORGES = ("github", "gitlab")


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def steps():
    return yaml.safe_load(text(GITHUB))["jobs"]["gate"]["steps"]


def script(forge):
    return steps()[-1]["run"] if forge == "github" else yaml.safe_load(text(GITLAB))["pactbook"]["script"][0]


def test_the_workflow_has_few_rights_and_pins_what_it_uses():
    workflow = yaml.safe_load(text(GITHUB))
    events = workflow[True]  # YAML 1.1, which GitHub does not read, takes `on` for a truth value
    assert set(events) == {"pull_request", "merge_group", "push"}
    assert workflow["permissions"] == {"contents": "read"}
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name) for name in used)
    options = steps()[0]["with"]
    assert (options["fetch-depth"], options["persist-credentials"]) == (0, False)
    assert "permissions" not in workflow["jobs"]["gate"]


def test_no_word_of_an_event_is_pasted_into_a_script():
    assert all("${{" not in step.get("run", "") for step in steps())
    assert "secrets" not in text(GITHUB)


def test_the_gitlab_job_lets_no_other_script_run_first():
    job = yaml.safe_load(text(GITLAB))["pactbook"]
    assert job["before_script"] == job["after_script"] == []
    assert (job["variables"]["GIT_DEPTH"], job["variables"]["GIT_STRATEGY"]) == ("0", "clone")
    assert not job.get("allow_failure")


@pytest.mark.parametrize("path", [GITHUB, GITLAB, SERVER])
def test_python_is_always_isolated(path):
    starts = re.findall(
        r"(?:python3|bin/python|\"\$python\")\s+(\S+)", "\n".join(line for line in text(path).splitlines() if "#" not in line)
    )
    assert starts
    assert set(starts) == {"-I"}


@pytest.mark.parametrize("path", [GITHUB, GITLAB])
def test_the_pinned_digest_is_that_of_the_sample_books_policy(path):
    statement = ROOT / "contracts/governance/signoffs/0001/statement.txt"
    wanted = digest(statement.read_bytes()) if statement.is_file() else f"sha256:{'0' * 64}"
    assert set(re.findall(r"sha256:[0-9a-f]{64}", text(path))) == {wanted}


def test_the_gate_installs_what_the_lock_names():
    pins = text(PINS)
    lock = text("requirements.lock")
    for block in re.findall(r"^(?!pactbook|#)\S+==.*?(?=^\S|\Z)", pins, flags=re.MULTILINE | re.DOTALL):
        assert block in lock
    assert re.findall(r"^([a-z]+)==", pins, flags=re.MULTILINE) == ["pactbook", "cffi", "cryptography", "pycparser", "pyyaml"]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """A folder with the wheel of this checkout, and one that lends the libraries of the running environment."""
    folder = tmp_path_factory.mktemp("wheels")
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, source / name)
    for name in ("generator", "hooks"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    info = "borrowed-1.0.dist-info"
    with zipfile.ZipFile(folder / "borrowed-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("borrowed.pth", sysconfig.get_path("purelib") + "\n")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: borrowed\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return folder


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """A folder for the PATH with a `python3` that makes environments with a pip that is there already: making one takes seconds."""
    folder = tmp_path_factory.mktemp("quick")
    shutil.copytree(Path(pip.__file__).parent, folder / "lent" / "pip", ignore=shutil.ignore_patterns("__pycache__"))
    site = sysconfig.get_path("purelib", vars={"base": "gate", "platbase": "gate"})
    python = folder / "python3"
    python.write_text(
        f'#!/bin/sh\n[ "$*" = "-I -m venv gate" ] || exit 9\n"{sys.executable}" "$@" --without-pip && echo "{folder}/lent" >"{site}/lent.pth"\n'
    )
    python.chmod(0o755)
    return folder


def pins(wheels):
    lines = []
    for wheel in sorted(wheels.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    return "".join(lines)


class Gate:
    """A protected repository, a proposal to it, and the forge's own script in the environment that the forge gives it."""

    def __init__(self, forge, book, wheels, quick, tmp_path):
        self.forge, self.book, self.wheels, self.quick, self.runner = forge, book, wheels, quick, tmp_path / "runner"
        self.runner.mkdir()
        self.said = ""
        self.base = book.commit("the gate", {PINS: pins(wheels)})
        book.git("switch", "--quiet", "-c", "proposal")

    def judge(self, event="proposal", **changes):
        """Whether the proposal, or a push, gets through."""
        clone = Repository(self.runner / "clone")
        clone.git("remote", "add", "origin", str(self.book.path))
        clone.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
        clone.git("checkout", "--quiet", "--detach", "origin/main")
        if event == "proposal":
            clone.git("merge", "--quiet", "--no-ff", "--no-edit", "origin/proposal")
        else:
            clone.git("checkout", "--quiet", "--detach", "origin/proposal")
        head = clone.git("rev-parse", "HEAD")
        common = {"PACTBOOK_ROOT_DIGEST": self.book.root_digest, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        common["PATH"] = f"{self.quick}{os.pathsep}{os.environ['PATH']}"
        forge = self._github(head, event) if self.forge == "github" else self._gitlab(head, event)
        shell = ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c"] if self.forge == "github" else ["sh", "-c"]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
        done = subprocess.run(
            [*shell, script(self.forge)],
            cwd=clone.path,
            env={**kept, **common, **forge, **changes},
            capture_output=True,
            text=True,
            check=False,
        )
        self.said = done.stdout + done.stderr
        return done.returncode == 0

    def _github(self, head, event):
        names = {"GITHUB_WORKSPACE": str(self.runner / "clone"), "RUNNER_TEMP": str(self.runner), "GITHUB_SHA": head, "QUEUED_ON": ""}
        return {**names, "GITHUB_EVENT_NAME": "pull_request" if event == "proposal" else "push", "PUSHED_ON": event}

    def _gitlab(self, head, event):
        names = {
            "CI_PROJECT_DIR": str(self.runner / "clone"),
            "CI_COMMIT_SHA": head,
            "CI_PROJECT_ID": "7",
            "CI_MERGE_REQUEST_PROJECT_ID": "7",
        }
        source = "merge_request_event" if event == "proposal" else "push"
        return {**names, "CI_PIPELINE_SOURCE": source, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_BEFORE_SHA": event}


@pytest.fixture(params=FORGES)
def gate(request, book, wheels, quick, tmp_path):
    if request.param == "github" and not shutil.which("bash"):
        pytest.skip("no bash here")
    return Gate(request.param, book, wheels, quick, tmp_path)


def test_a_signed_amendment_gets_through_and_nothing_of_the_proposal_is_run(gate, tmp_path):
    mark = tmp_path / "mark"
    code = f"from pathlib import Path\nPath({str(mark)!r}).write_text('run')\n"
    gate.book.write(
        dict.fromkeys(("pactbook.py", "yaml.py", "sitecustomize.py", "pip.py", "venv.py", "generator/pactbook/__init__.py"), code)
    )
    gate.book.write({AGREEMENT: "# Support\n\nThe target is 85 %.\n", PINS: "evil==1.0\n"})
    gate.book.sign(SOW, *BOTH)
    gate.book.commit("amendment")
    assert gate.judge(), gate.said
    assert not mark.exists()


def test_an_unsigned_change_does_not(gate):
    gate.book.commit("unsigned", {AGREEMENT: "# Support\n\nThe target is 85 %.\n"})
    assert not gate.judge()
    assert "L012" in gate.said


def test_a_release_with_another_hash_does_not(gate):
    gate.book.git("switch", "--quiet", "main")
    gate.book.commit("another release", {PINS: re.sub(r"sha256:.", "sha256:x", pins(gate.wheels)).replace("x", "0")})
    gate.book.git("switch", "--quiet", "proposal")
    gate.book.commit("manual", {MANUAL: "# Support manual\n\nMore.\n"})
    assert not gate.judge()
    assert "HASHES" in gate.said


@pytest.mark.parametrize("pinned", ["sha256:" + "0" * 64, ""])
def test_without_the_right_digest_nothing_gets_through(gate, pinned):
    gate.book.commit("manual", {MANUAL: "# Support manual\n\nMore.\n"})
    assert not gate.judge(PACTBOOK_ROOT_DIGEST=pinned)


def test_a_push_is_judged_against_what_was_there(gate):
    gate.book.commit("manual", {MANUAL: "# Support manual\n\nMore.\n"})
    assert gate.judge(gate.base), gate.said


def test_the_very_first_push_is_judged_by_itself(gate):
    gate.book.commit("unsigned", {AGREEMENT: "# Support\n\nThe target is 85 %.\n"})
    assert not gate.judge(NONE)
    assert "L012" in gate.said


def test_a_fork_proves_nothing(book, wheels, quick, tmp_path):
    gate = Gate("gitlab", book, wheels, quick, tmp_path)
    gate.book.commit("manual", {MANUAL: "# Support manual\n\nMore.\n"})
    assert not gate.judge(CI_MERGE_REQUEST_PROJECT_ID="8")
    assert "fork" in gate.said
