"""Signing: the next statement or the waiting one, and an interruption at every write leaves the old state or the new."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from pactbook.cli import main
from pactbook.lock.records.state import Standing
from pactbook.lock.signing import plan as planning
from pactbook.lock.signing import sign as signing
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.problems import PactbookError
from pactbook.trees import placing
from pactbook.trees.worktree import WorkTree
from signed_books import BOTH, CLAUSE, GOVERNANCE, LEGAL, MSA, OTHER_MSA, POLICY, TODAY

VECTORS = Path(__file__).parent / "vectors"


def snapshot(book):
    return {path: path.read_bytes() for path in sorted(book.path.rglob("*")) if path.is_file() and ".git" not in path.parts}


def amend(book, text="# Amended\n"):
    book.write({f"{MSA}/agreement.md": text})


def test_the_statement_says_what_was_agreed(book):
    amend(book)
    book.sign(MSA, BOTH[0], effective=date(2026, 12, 1), note="Raises the amount.")
    lines = book.text(f"{MSA}/signoffs/0002/statement.txt").splitlines()
    assert lines[3:5] == ["version: 2", "effective: 2026-12-01"]
    assert lines[6] == f"policy: 1 {book.root_digest}"
    assert lines[7] == "note: Raises the amount."
    assert [line.split()[3] for line in lines[9:]] == ["agreement.md", "terms.yaml"]


def test_the_second_signer_joins(book):
    amend(book)
    book.sign(MSA, BOTH[0], effective=date(2026, 12, 1))
    before = book.text(f"{MSA}/signoffs/0002/statement.txt")
    book.sign(MSA, BOTH[1], today=date(2026, 6, 9))
    assert book.text(f"{MSA}/signoffs/0002/statement.txt") == before
    assert book.codes() == []


@pytest.mark.parametrize("what", [{"effective": date(2027, 1, 1)}, {"note": "Something else"}])
def test_who_joins_signs_the_same(book, what):
    amend(book)
    book.sign(MSA, BOTH[0], note="One thing")
    with pytest.raises(PactbookError, match="to sign the same"):
        book.sign(MSA, BOTH[1], **what)


@pytest.mark.parametrize(
    ("instrument", "signer", "key", "said"),
    [
        (MSA, "nobody@acme.example", "legal@globex.example", "names no signer 'nobody@acme.example'"),
        (MSA, "counsel@zenith.example", "", "asks for no signature of zenith's legal"),
        (MSA, "procurement@globex.example", "", "asks for no signature of globex's procurement"),
        (MSA, "counsel@acme.example", "legal@globex.example", "it is the key of legal@globex.example"),
        (MSA, "counsel@acme.example", "unknown", "the policy does not name it"),
        ("contracts/acme/mas", BOTH[0], "", "did you mean 'contracts/acme/msa'"),
        (CLAUSE, LEGAL[0], "", "nothing to sign"),
    ],
)
def test_what_would_not_count_is_not_written(book, instrument, signer, key, said):
    if instrument == MSA:
        amend(book)
    before = snapshot(book)
    with pytest.raises(PactbookError, match=said):
        book.sign(instrument, signer, key=key)
    assert snapshot(book) == before


def test_nobody_signs_twice(book):
    amend(book)
    book.sign(MSA, BOTH[0])
    with pytest.raises(PactbookError, match="has signed version 2"):
        book.sign(MSA, BOTH[0])


def test_another_content_makes_the_waiting_statement_anew(book):
    amend(book)
    book.sign(MSA, BOTH[0])
    amend(book, "# Amended otherwise\n")
    book.sign(MSA, BOTH[1])
    assert sorted(path.name for path in (book.path / MSA / "signoffs/0002").glob("*.sig")) == ["counsel@acme.example.sig"]
    assert book.codes() == ["L006"]


def test_before_the_policy_nothing_is_signed(book):
    for folder in book.path.rglob("signoffs"):
        shutil.rmtree(folder)
    with pytest.raises(PactbookError, match="Sign 'contracts/governance' first"):
        book.sign(MSA, BOTH[0])


@pytest.mark.parametrize("name", ["naïve.md", "a b.md", "con.md"])
def test_a_name_that_can_not_be_signed(book, name):
    book.write({f"{OTHER_MSA}/{name}": "x\n"})
    with pytest.raises(PactbookError, match="L016"):
        book.sign(OTHER_MSA, LEGAL[0])


def test_nothing_is_built_on_a_broken_chain(book):
    (book.path / MSA / "signoffs/0001/files/agreement.md").write_text("# Forged\n")
    amend(book)
    with pytest.raises(PactbookError, match="L003"):
        book.sign(MSA, BOTH[0])


class PulledError(BaseException):
    """What a pulled plug looks like from inside."""


class Plug:
    """Pulls the plug at one call of a function that writes, before or after it did."""

    def __init__(self, monkeypatch, write, moment):
        self.real, self.at, self.count, self.after = getattr(placing, write), 0, 0, moment == "after"
        monkeypatch.setattr(placing, write, self)

    def pulled_at(self, at):
        self.at, self.count = at, 0

    def __call__(self, *words, **more):
        self.count += 1
        if self.count != self.at or self.after:
            self.real(*words, **more)
        if self.count == self.at:
            raise PulledError


def prepare(book, what):
    """The state in which the interrupted signature is made, and by whom."""
    if what == "policy":
        book.write({POLICY: book.policy(keys={"deputy@globex.example": []})})
        return GOVERNANCE, LEGAL[0]
    amend(book)
    if what in {"join", "anew"}:
        book.sign(MSA, BOTH[0])
    if what == "anew":
        amend(book, "# Amended otherwise\n")
    return MSA, BOTH[1]


@pytest.mark.parametrize("what", ["new", "join", "anew", "policy"])
@pytest.mark.parametrize("write", ["put", "move", "replace_folder"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_interruption_leaves_the_old_state_or_the_new(book, monkeypatch, what, write, moment):
    instrument, signer = prepare(book, what)
    done = book.path / instrument / f"signoffs/0002/{signer}.sig"
    plug = Plug(monkeypatch, write, moment)
    for at in range(1, 12):
        plug.pulled_at(at)
        try:
            book.sign(instrument, signer)
        except PulledError:
            assert set(book.codes()) <= {"L006", "L012"}
            assert book.verify().instruments[MSA].in_force(TODAY).version == (1 if book.codes() else 2)
            placing.sweep(book.path)
        if done.exists():
            break
    assert done.exists()
    assert set(book.codes()) <= {"L006"}
    assert [path.name for path in book.path.iterdir() if path.name.startswith(".pactbook")] == []


def test_what_is_not_signed_by_ssh_keygen_is_not_written(book):
    amend(book)
    before = snapshot(book)
    made = planning.plan(WorkTree(book.path), planning.Wish(MSA, BOTH[0], TODAY))
    with pytest.raises(PactbookError, match="could not sign"):
        signing.sign(book.path, made, book.path / "no-such-key")
    assert snapshot(book) == before


def test_the_book_of_the_vectors(tmp_path):
    wanted = json.loads((VECTORS / "book.json").read_text(encoding="utf-8"))
    verified = verify_tree(WorkTree(VECTORS / "book"), wanted["root_digest"])
    assert {problem.rule.code for problem in verified.problems} == {"L006"}
    found = {
        folder: {"complete": [version.version for version in state.versions if version.complete], "versions": len(state.versions)}
        for folder, state in verified.instruments.items()
    }
    assert found == wanted["instruments"]
    assert verified.instruments[MSA].standing(TODAY, verified.instruments[MSA].versions[0]) is Standing.SUPERSEDED


def test_the_commands(book, capsys, monkeypatch):
    monkeypatch.setenv("PACTBOOK_ROOT_DIGEST", book.root_digest)
    start = ["--root", str(book.path)]
    assert main.main([*start, "verify"]) == 0
    amend(book)
    assert main.main([*start, "verify"]) == 1
    assert f"{MSA}/agreement.md:1:1: L012" in capsys.readouterr().out
    words = [*start, "sign", MSA, "--as", BOTH[0], "--key", str(book.keys.private(BOTH[0])), "--effective", "2026-12-01"]
    assert main.main(words) == 2
    assert "--yes" in capsys.readouterr().err
    assert main.main([*words, "--yes"]) == 0
    out = capsys.readouterr().out
    assert "agreement.md: changed" in out
    assert "-The Vendor pays EUR 100.00." in out
    assert "version 2 waits for 1 of acme's legal" in out
    book.git("add", "--all")
    assert main.main([*start, "verify", "--staged"]) == 0
    book.commit("half")
    assert main.main([*start, "verify", "--from-ref", "HEAD~1"]) == 1
    assert main.main([*start, "verify", "--to-ref", "HEAD~1"]) == 0
    assert main.main([*start, "verify", "--root-digest", "sha256:" + "0" * 64]) == 1
    assert main.main([*start, "verify", "--root-digest", "sha256:0"]) == 2
    assert main.main([*start, "verify", "--from-ref", "nowhere"]) == 2
    assert main.main([*start, "verify", "--staged", "--to-ref", "HEAD"]) == 2
