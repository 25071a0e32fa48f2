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

import releases
from pactbook.lock.forms.lines import digest
from repositories import Repository
from signed_books import BOTH, OUTLINE, SOW
from sources import ROOT

GITHUB, GITLAB, SERVER = ".github/workflows/pactbook.yml", "ci/gitlab/pactbook.yml", "ci/pre-receive"
PINS = "ci/gate-requirements.txt"
NONE = "0" * 40
AGREEMENT, MANUAL = f"{SOW}/agreement.md", f"{OUTLINE}/index.md"
FORGES = ("github", "gitlab")
PINNED = ["pactbook", "cffi", "cryptography", "pycparser", "pyyaml"]


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
    assert re.findall(r"^([a-z]+)==", pins, flags=re.MULTILINE) == PINNED


def lent(folder, name):
    """A wheel in place of a library's, which lends the running environment's; its entry for the lock."""
    info = f"{name}-1.0.dist-info"
    place = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr(f"lent_{name}.pth", sysconfig.get_path("purelib") + "\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(place.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """The sources in a repository, from which releases are built."""
    made = releases.sources(tmp_path_factory.mktemp("sources") / "one")
    made.commit("release")
    return made


@pytest.fixture(scope="module")
def wheels(sources, tmp_path_factory):
    """A registry with a release as `tools/release` builds it and the libraries, and the pins that `tools/gate-requirements` writes."""
    folder = tmp_path_factory.mktemp("wheels")
    wheel = sources.release()
    shutil.copy(wheel, folder)
    lock = "".join(lent(folder, name) for name in ("cffi", "click", "cryptography", "pycparser", "pyyaml"))
    sources.write({"requirements.lock": lock})
    assert sources.tool("gate-requirements", str(wheel)), sources.said
    shutil.copy(sources.path / PINS, folder / "pins.txt")
    sources.git("checkout", "--quiet", "--", ".")
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
    return (wheels / "pins.txt").read_text(encoding="utf-8")


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


def pinned(gate, text):
    """The protected branch pins this, and a manual's page is proposed."""
    gate.book.git("switch", "--quiet", "main")
    gate.book.commit("other pins", {PINS: text})
    gate.book.git("switch", "--quiet", "proposal")
    gate.book.commit("manual", {MANUAL: "# Support manual\n\nMore.\n"})


def test_what_the_tools_write_is_what_the_gate_installs(gate):
    assert re.findall(r"^([a-z]+)==", pins(gate.wheels), flags=re.MULTILINE) == PINNED
    pinned(gate, pins(gate.wheels))
    assert gate.judge(), gate.said
    assert "6 instruments are as they were signed" in gate.said


def test_a_release_with_another_hash_does_not(gate):
    line = next(line for line in pins(gate.wheels).splitlines() if line.startswith("pactbook=="))
    digit = "1" if line.endswith("0") else "0"
    pinned(gate, pins(gate.wheels).replace(line, line[:-1] + digit))
    assert not gate.judge()
    assert "HASHES" in gate.said
    assert "as it was signed" not in gate.said


def test_a_wheel_that_was_exchanged_after_it_was_pinned_does_not(gate, sources, tmp_path):
    """The same name and version with one line more, built just as properly."""
    registry = shutil.copytree(gate.wheels, tmp_path / "registry")
    text = (sources.path / "generator/pactbook/__init__.py").read_text(encoding="utf-8")
    shutil.copytree(sources.path, tmp_path / "theirs")
    theirs = releases.Sources(tmp_path / "theirs")
    mark = tmp_path / "mark"
    theirs.commit("evil", {"generator/pactbook/__init__.py": f"{text}\nopen({str(mark)!r}, 'w')\n"})
    shutil.copy(theirs.release(), registry)
    gate.wheels = registry
    pinned(gate, pins(registry))
    assert not gate.judge()
    assert "HASHES" in gate.said
    assert not mark.exists()


def test_as_it_is_shipped_the_gate_stays_shut(gate):
    shipped = text(PINS)
    own = next(line for line in pins(gate.wheels).splitlines() if line.startswith("pactbook=="))
    line = next(line for line in shipped.splitlines() if line.startswith("pactbook=="))
    if "0" * 64 not in line:
        pytest.fail("a release is pinned: then docs/gate.md must no longer say that zeros stand there")
    pinned(gate, pins(gate.wheels).replace(own, line))
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
