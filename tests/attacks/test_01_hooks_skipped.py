"""Hooks that never run: skipped on purpose, switched off, or not run by git at all. The gate catches each."""

from __future__ import annotations

import os
import subprocess
import sys

from attacked_books import AGREEMENT, EVIL, PAGE
from attacks import SILENT, Cases
from signed_books import MSA

CASES = Cases(1, "Hooks skipped")
EDITED = f"L012 {AGREEMENT} … bytes were signed"
NOT_RUN = {"hook": SILENT, "pattern": None, "gate": EDITED}


@CASES.twin("A manual page is edited, and the hook skipped", pattern=None, owners=False)
def manual_without_the_hook(book):
    """`git commit --no-verify` with nothing but a manual page in it."""
    book.write({PAGE: "# Support manual\n\nBegin here.\n"})
    book.git("commit", "-qam", "manual", "--no-verify")


@CASES.twin("A signed amendment is cherry-picked", pattern=None, owners=True)
def cherry_picked_amendment(book):
    """An amendment that both sides signed on another branch is cherry-picked onto this one."""
    book.branch("side")
    book.amend()
    signed = book.commit("amendment")
    book.git("checkout", "-q", "main")
    book.commit("manual", {PAGE: "# Support manual\n\nBegin here.\n"})
    book.land()
    book.git("cherry-pick", signed)


@CASES.twin("A branch with a signed amendment is rebased", pattern=None, owners=True)
def rebased_amendment(book):
    """The protected branch went on; the amendment's branch is rebased onto it."""
    book.branch("side")
    book.amend()
    book.commit("amendment")
    book.git("checkout", "-q", "main")
    book.commit("manual", {PAGE: "# Support manual\n\nBegin here.\n"})
    book.land()
    book.git("checkout", "-q", "side")
    book.git("rebase", "-q", "main")


@CASES.twin("An edit of a manual is reverted", pattern=None, owners=False)
def reverted_manual(book):
    """`git revert` of a change that touched free pages only."""
    book.commit("manual", {PAGE: "# Support manual\n\nBegin here.\n"})
    book.land()
    book.git("revert", "--no-edit", "HEAD")


@CASES.twin("A signed amendment comes by mail", pattern=None, owners=True)
def mailed_amendment(book):
    """`git format-patch` and `git am` with an amendment that both sides signed."""
    book.branch("side")
    book.amend()
    book.commit("amendment")
    patch = book.git("format-patch", "-1", "--stdout", "--binary").encode()
    book.git("checkout", "-q", "main")
    book.git("am", "-q", stdin=patch + b"\n")


@CASES.attack("--no-verify", manual_without_the_hook, owners=True, **NOT_RUN)
def no_verify(book):
    """`git commit --no-verify` with an edited agreement."""
    book.write({AGREEMENT: EVIL})
    book.git("commit", "-qam", "typo", "--no-verify")


@CASES.attack("SKIP=", manual_without_the_hook, owners=True, **NOT_RUN)
def skip(book):
    """The real pre-commit with the hook named in `SKIP`."""
    config = "repos:\n- repo: local\n  hooks:\n  - {id: lock, name: lock, language: fail, entry: refused, always_run: true}\n"
    config_file = book.path.parent / "config.yaml"
    config_file.write_text(config, encoding="utf-8")
    pre_commit = [sys.executable, "-m", "pre_commit"]
    environment = {**os.environ, "PRE_COMMIT_HOME": str(book.path.parent / "cache")}
    subprocess.run([*pre_commit, "install", "-f", "-c", str(config_file)], cwd=book.path, env=environment, capture_output=True, check=True)
    book.write({AGREEMENT: EVIL})
    book.git("add", "--all")
    stopped = subprocess.run(["git", "commit", "-qm", "typo"], cwd=book.path, env=environment, capture_output=True, check=False)
    assert stopped.returncode != 0
    book.git("commit", "-qm", "typo", env={**environment, "SKIP": "lock"})


@CASES.attack("core.hooksPath", manual_without_the_hook, owners=True, **NOT_RUN)
def hooks_path(book):
    """`git -c core.hooksPath=…` points git at an empty folder."""
    book.write({AGREEMENT: EVIL})
    book.git("-c", f"core.hooksPath={os.devnull}", "commit", "-qam", "typo")


@CASES.attack("Hook not executable", manual_without_the_hook, owners=True, **NOT_RUN)
def hook_not_executable(book):
    """The hook loses its executable bit, and git passes over it."""
    (book.path / ".git/hooks/pre-commit").chmod(0o644)
    book.write({AGREEMENT: EVIL})
    book.git("commit", "-qam", "typo")


@CASES.attack("Cherry-pick", cherry_picked_amendment, owners=True, **NOT_RUN)
def cherry_pick(book):
    """An unsigned edit, committed on a branch without the hook, is cherry-picked."""
    book.branch("side")
    evil = book.commit("typo", {AGREEMENT: EVIL})
    book.git("checkout", "-q", "main")
    book.git("cherry-pick", evil)


@CASES.attack(
    "Revert",
    reverted_manual,
    hook=SILENT,
    pattern=None,
    owners=True,
    gate=f"L017 {MSA}/signoffs/0002/statement.txt … was removed",
    tree="passes",
    audit=f"L017 {MSA}/signoffs/0002/statement.txt … was removed",
    why="The book is as it was before the amendment: a tree alone can't know that there was a newer one.",
)
def revert(book):
    """`git revert` of the commit that brought an amendment in: record and text are gone."""
    book.git("revert", "--no-edit", book.base)


@CASES.attack("Rebase", rebased_amendment, owners=True, **NOT_RUN)
def rebase(book):
    """A branch with an unsigned edit is rebased onto the protected branch."""
    book.branch("side", "HEAD~1")
    book.commit("typo", {"contracts/acme/sow-support/agreement.md": "# Support\n\nThe target is 8 %.\n"})
    book.git("rebase", "-q", "main")
    book.write({AGREEMENT: EVIL})
    book.git("-c", "core.editor=true", "commit", "-q", "--amend", "--no-verify", "-a", "--no-edit")


@CASES.attack("am", mailed_amendment, owners=True, **NOT_RUN)
def mailed(book):
    """A patch to an agreement comes by mail and is taken with `git am`."""
    book.branch("side")
    book.commit("typo", {AGREEMENT: EVIL})
    patch = book.git("format-patch", "-1", "--stdout").encode()
    book.git("checkout", "-q", "main")
    book.git("am", "-q", stdin=patch + b"\n")


@CASES.attack("Fast-forward", manual_without_the_hook, owners=True, **NOT_RUN)
def fast_forward(book):
    """A clone without hooks makes the commit; here it is only fast-forwarded."""
    other = book.path.parent / "other"
    book.git("clone", "-q", str(book.path), str(other))
    (other / AGREEMENT).write_text(EVIL, encoding="utf-8")
    book.git("-C", str(other), "commit", "-qam", "typo")
    book.git("pull", "-q", "--ff-only", str(other), "main")


@CASES.attack("Plumbing", manual_without_the_hook, owners=True, **NOT_RUN)
def plumbing(book):
    """`git write-tree`, `git commit-tree` and `git update-ref`: no porcelain, no hook."""
    book.stage_blob(AGREEMENT, EVIL.encode())
    commit = book.git("commit-tree", book.git("write-tree"), "-p", "HEAD", "-m", "typo")
    book.git("update-ref", "refs/heads/main", commit)


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
