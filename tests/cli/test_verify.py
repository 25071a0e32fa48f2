"""What `pactbook verify` says: one line that matters, a summary in whole sentences, and the hook's screen for what is staged."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys

import pytest

from pactbook.lock.verifying.verify_staged import verify_staged
from signed_books import GOVERNANCE, MSA, OUTLINE, SOW
from whole_books import CLAUSES, CLIENT, VENDOR, fresh

STATEMENT = f"{GOVERNANCE}/signoffs/0001/statement.txt"
NONE = f"sha256:{'0' * 64}"


@pytest.fixture
def book(tmp_path, monkeypatch):
    book = fresh(tmp_path / "book")
    monkeypatch.setenv("PACTBOOK_ROOT_DIGEST", book.root_digest)
    return book


def said(book, *words, code=0):
    assert book.run("verify", *words) == code, book.printed
    return book.printed.splitlines()


@pytest.mark.parametrize("words", [(), ("--to-ref", "HEAD"), ("--from-ref", "HEAD~1")])
def test_with_another_root_digest_the_one_line_that_matters_stands_alone(book, words):
    book.commit("manual", {f"{OUTLINE}/index.md": "# Other\n"})
    problem, advice, _, count = said(book, "--root-digest", NONE, *words, code=1)
    assert problem == f"{STATEMENT}:1:1: L011 it has the digest {book.root_digest}; {NONE} is pinned"
    for word in ("What rests on it was not judged", "mistyped", "another book's", "trust nothing here", "ask legal of both sides"):
        assert word in advice
    assert count == "1 error in 1 file"


def test_a_digest_where_nobody_has_signed_a_policy(book):
    shutil.rmtree(book.path / GOVERNANCE / "signoffs")
    problem, advice, *_ = said(book, code=1)
    assert "L011 there is no first policy with the pinned digest" in problem
    assert "legal" in advice


def test_the_right_digest_still_shows_everything(book):
    book.amend()
    book.write({"contracts/stray.md": "x\n"})
    found = said(book, code=1)
    assert [line.split()[1] for line in found if ":1:1:" in line] == ["L012", "L013"]


def test_a_changed_text_leads_to_its_words(book):
    book.amend()
    *_, heading, line = said(book, code=1)
    assert heading == "Which words differ from what was signed:"
    command, name = line.split()[1:]
    assert book.run(command, name) == 0
    assert "{+" in book.printed


def test_nothing_is_to_be_compared_where_nothing_signed_was_changed(book):
    book.write({"contracts/stray.md": "x\n"})
    assert "pactbook redline" not in "\n".join(said(book, code=1))
    book.amend()
    assert "Which words" not in "\n".join(said(book, "--format", "json", code=1))


def only(book, *kept):
    """Take everything out but the policy and some instruments."""
    for name in {MSA, SOW, OUTLINE, *CLAUSES} - set(kept):
        shutil.rmtree(book.path / name)


def unsigned(book, *names):
    for name in names:
        shutil.rmtree(book.path / name / "signoffs")


def test_the_summary_of_many(book):
    assert said(book) == ["8 instruments are as they were signed"]
    unsigned(book, MSA, SOW)
    assert said(book) == ["6 instruments are as they were signed; 2 are drafts that nobody has signed"]


def test_the_summary_of_one(book):
    unsigned(book, MSA)
    assert said(book) == ["7 instruments are as they were signed; 1 is a draft that nobody has signed"]
    only(book)
    assert said(book) == ["1 instrument is as it was signed"]


@pytest.mark.parametrize(("kept", "drafts"), [((), "1 draft"), ((MSA,), "2 drafts")])
def test_the_summary_of_none(book, monkeypatch, kept, drafts):
    monkeypatch.delenv("PACTBOOK_ROOT_DIGEST")
    only(book, *kept)
    unsigned(book, GOVERNANCE, *kept)
    (book.path / GOVERNANCE / "heads.txt").unlink(missing_ok=True)
    found = said(book)
    assert found == [f"nobody has signed anything yet: {drafts}"]


def test_what_is_staged_is_refused_on_the_hooks_one_screen(book):
    book.amend()
    book.git("add", "--all")
    found = said(book, "--staged", code=1)
    assert found[0] == "This commit was stopped: it changes what people sign, and nobody has signed the change."
    text = "\n".join(found)
    for word in ("for ever", f"{MSA}/agreement.md", VENDOR, f"{OUTLINE}/", "git restore --source=HEAD"):
        assert word in text
    hook = [sys.executable, "-m", "pactbook_hooks.lock"]
    assert subprocess.run(hook, cwd=book.path, capture_output=True, text=True, check=False).stdout == book.printed


def test_what_is_staged_and_sound(book):
    book.write({f"{OUTLINE}/index.md": "# Other\n"})
    book.git("add", "--all")
    assert said(book, "--staged") == ["nothing locked is changed without a sign-off"]
    assert verify_staged(book.path).problems == ()


def signs(book, person):
    assert book.run("sign", MSA, "--as", person, "--key", str(book.keys.private(person)), "--yes") == 0, book.printed
    return book.printed.splitlines()


def test_whoever_signs_first_is_told_how_the_branch_comes_in(book):
    book.amend()
    waits, as_one = signs(book, CLIENT)[-2:]
    assert waits.startswith("version 2 waits for 1 of acme's legal")
    assert "git merge --no-ff" in as_one
    assert "squash" in as_one
    complete, again = signs(book, VENDOR)[-2:]
    assert complete.startswith("version 2 is complete")
    assert again == as_one


def test_one_signature_that_is_enough_needs_no_such_advice(book):
    book.write({"clauses/cure/v2.md": book.text("clauses/cure/v1.md")})
    assert book.run("sign", "clauses/cure", "--as", CLIENT, "--key", str(book.keys.private(CLIENT)), "--yes") == 0, book.printed
    assert "version 2 is complete" in book.printed.splitlines()[-1]


def test_the_way_that_is_told_is_the_one_that_the_gate_lets_through(book):
    """Two commits, a signature each: by themselves refused, brought in as one taken."""
    start = book.git("rev-parse", "HEAD")
    book.git("switch", "--quiet", "-c", "amendment")
    book.amend()
    signs(book, CLIENT)
    half = book.commit("half")
    signs(book, VENDOR)
    whole = book.commit("whole")
    assert "L006" in book.range(start, half)
    book.git("switch", "--quiet", "main")
    book.git("merge", "--quiet", "--no-ff", "--no-edit", "amendment")
    assert book.range(start, "HEAD") == []
    assert book.git("rev-list", "--first-parent", f"{start}..HEAD").splitlines() == [book.git("rev-parse", "HEAD")]
    book.git("reset", "--quiet", "--hard", start)
    book.git("merge", "--quiet", "--squash", "amendment")
    book.commit("squashed")
    assert book.range(start, "HEAD") == []
    assert whole


FORMS = {
    "json": lambda text: [(each["code"], each["path"]) for each in json.loads(text)["findings"]],
    "sarif": lambda text: [
        (each["ruleId"], each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for each in json.loads(text)["runs"][0]["results"]
    ],
    "gitlab": lambda text: [(each["check_name"], each["location"]["path"]) for each in json.loads(text)],
    "github": lambda text: re.findall(r"^::error file=([^,]+),.*?title=(L\d+)", text, flags=re.MULTILINE),
    "markdown": lambda text: re.findall(r"`([a-z.]+)`, line 1: .* \((L\d+)\)$", text, flags=re.MULTILINE),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", [(), ("--staged",), ("--to-ref", "HEAD"), ("--from-ref", "HEAD~1")])
def test_each_form_for_programs_names_what_is_wrong(book, form, words):
    book.amend()
    if words[:1] in {("--to-ref",), ("--from-ref",)}:
        book.commit("unsigned")
    book.git("add", "--all")
    assert book.run("verify", *words, "--format", form) == 1
    code = "L020" if words == ("--staged",) else "L012"
    ((one, other),) = FORMS[form](book.printed)
    assert {one, other} == {code, "agreement.md" if form == "markdown" else f"{MSA}/agreement.md"}


@pytest.mark.parametrize("form", ["text", *FORMS])
def test_each_form_of_a_book_that_is_as_it_was_signed(book, form):
    assert book.run("verify", "--format", form) == 0
    found = FORMS[form](book.printed) if form in FORMS else []
    assert found == []
    assert "error" not in book.printed.replace('"error": 0', "")


def test_paths_count_from_the_top_of_the_repository_for_programs_alone(book, new_repo):
    large = new_repo("large")
    shutil.rmtree(book.path / ".git")
    book.path.rename(large.path / "legal")
    book.path = large.path / "legal"
    book.write({f"{MSA}/agreement.md": "# Other\n"})
    assert said(book, code=1)[0].startswith(f"{MSA}/agreement.md:1:1: L012")
    assert book.run("verify", "--format", "gitlab") == 1
    assert FORMS["gitlab"](book.printed) == [("L012", f"legal/{MSA}/agreement.md")]


def test_nothing_is_left_out_of_a_long_list(book):
    book.write({f"contracts/acme/{number}.md": "x\n" for number in range(40)} | {f"{MSA}/{number}.md": "x\n" for number in range(40)})
    found = said(book, code=1)
    assert sum(": L01" in line for line in found) == 80


def test_what_verify_imports_is_what_the_gate_installs(book):
    """The gate installs four libraries; no form of findings may need another."""
    code = (
        "import sys, sysconfig\nfrom pathlib import Path\nfrom pactbook.cli.main import main\n"
        f"code = [main(['--root', {str(book.path)!r}, 'verify', '--format', form]) for form in {['text', *FORMS]!r}]\n"
        "code.append(main(['--root', sys.argv[1], 'verify', '--staged', '--format', 'json']))\n"
        "lib = Path(sysconfig.get_path('purelib'))\n"
        "files = {name: getattr(module, '__file__', None) for name, module in sys.modules.items()}\n"
        "print(*code, *sorted({name.partition('.')[0] for name, file in files.items() if file and lib in Path(file).parents}))"
    )
    book.amend()
    book.git("add", "--all")
    done = subprocess.run([sys.executable, "-c", code, str(book.path)], capture_output=True, text=True, check=True)
    last = done.stdout.splitlines()[-1].split()
    assert last[:7] == ["1"] * 7
    assert set(last[7:]) <= {"cryptography", "yaml", "_yaml", "cffi", "_cffi_backend", "pycparser", "_distutils_hack"}
