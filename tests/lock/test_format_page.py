"""The names that docs/lock-format.md says are refused, each as a real file in a real book."""

from __future__ import annotations

import re
import subprocess

import pytest

from sources import ROOT

PAGE = (ROOT / "docs/lock-format.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| (refused|free)\b", PAGE, flags=re.MULTILINE)
VECTORS = ROOT / "tests/lock/vectors"


def test_the_page_tells_of_each_kind():
    refused = [name for name, verdict in ROWS if verdict == "refused"]
    for sign in ("PROGRA~1", "\\", ".gitattributes"):
        assert any(sign in name for name in refused)
    assert sum(verdict == "free" for _, verdict in ROWS) >= 4


@pytest.mark.parametrize(("name", "verdict"), ROWS, ids=[name for name, _ in ROWS])
def test_a_name_is_judged_as_the_page_says(book, name, verdict):
    assert book.codes() == []
    book.write({name: "words\n"})
    problems = book.verify().problems
    assert bool(problems) == (verdict == "refused")
    assert all(name.startswith(problem.path) or problem.path == name for problem in problems), problems
    book.commit("the file")
    assert bool(book.codes("HEAD")) == (verdict == "refused")


def test_the_page_lists_what_openssh_takes_and_we_do_not(tmp_path):
    allowed = tmp_path / "allowed"
    keys = [" ".join(path.read_text(encoding="ascii").split()[:2]) for path in sorted((VECTORS / "keys").glob("*.pub"))]
    allowed.write_text("".join(f"signer@example.com {key}\n" for key in keys), encoding="ascii")
    statement = (VECTORS / "signatures/statement.txt").read_bytes()
    words = ["ssh-keygen", "-Y", "verify", "-n", "pactbook-signoff", "-f", str(allowed), "-I", "signer@example.com", "-s"]
    taken = [
        path.stem
        for path in sorted((VECTORS / "signatures/bad").glob("*.sig"))
        if subprocess.run([*words, str(path)], input=statement, capture_output=True, check=False).returncode == 0
    ]
    listed = re.search(r"`ssh-keygen -Y verify` of OpenSSH [0-9.]+ takes these: ([^.]*)\.", PAGE)
    assert listed
    assert set(taken) <= set(re.findall(r"`([^`]+)`", listed[1]))  # another release may be stricter, none may take more
    assert "sk-nobody-touched" in taken
