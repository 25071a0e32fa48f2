"""Real pushes of each kind to a real bare repository with the shipped script."""

from __future__ import annotations

import pytest

from signed_books import BOTH, GOVERNANCE, LEGAL, OUTLINE, POLICY, SOW

AGREEMENT = f"{SOW}/agreement.md"
MANUAL = f"{OUTLINE}/index.md"
OTHER = "# Support\n\nThe target is 85 %.\n"
NEW_KEY = {"legal@globex.example": ["legal@globex.example", "another-key"]}
EVIL = "from pathlib import Path\nPath({!r}).write_text('run')\n"


def refused(server, *reasons, push=(), **how):
    taken = server.push(*push, **how)
    assert not taken
    for reason in (*reasons, "nothing of this push was taken"):
        assert reason in server.said.replace("remote: ", ""), server.said
    return True


def unsigned(book, message="unsigned"):
    book.write({AGREEMENT: OTHER})
    return book.commit(message)


def manual(book, text="# Support manual\n\nMore.\n"):
    return book.commit("manual", {MANUAL: text})


def amended(book):
    book.write({AGREEMENT: OTHER})
    book.sign(SOW, *BOTH)
    return book.commit("amendment")


def test_a_manual_is_taken(book, server):
    manual(book)
    assert server.push(), server.said


def test_a_signed_amendment_is_taken(book, server):
    amended(book)
    assert server.push(), server.said


def test_an_unsigned_change_is_refused(book, server):
    unsigned(book)
    assert refused(server, "L012", AGREEMENT, "is refused")


def test_one_signature_of_two_is_refused(book, server):
    book.write({AGREEMENT: OTHER})
    book.sign(SOW, BOTH[0])
    book.commit("half")
    assert refused(server, "L006", "acme")


def test_hooks_that_were_skipped_change_nothing(book, server):
    first = book.git("rev-parse", "HEAD")
    unsigned(book)
    picked = book.git("rev-parse", "HEAD")
    book.git("reset", "--hard", "--quiet", first)
    book.git("cherry-pick", picked)
    assert refused(server, "L012")


def test_a_rewritten_history_is_refused(book, server):
    manual(book)
    assert server.push()
    book.git("reset", "--hard", "--quiet", "HEAD~1")
    manual(book, "# Support manual\n\nOther.\n")
    assert refused(server, "never rewritten", push=("--force", "main"))


def test_going_back_is_refused(book, server):
    manual(book)
    assert server.push()
    assert refused(server, "never rewritten", push=("--force", "HEAD~1:refs/heads/main"))


def test_an_unrelated_history_is_refused(book, server):
    book.git("switch", "--quiet", "--orphan", "fresh")
    book.commit("fresh")
    assert refused(server, "never rewritten", push=("--force", "fresh:main"))


def test_the_protected_branch_is_never_deleted(server):
    server.set("receive.denyDeletes", "false")
    assert refused(server, "never deleted", push=("--delete", "main"))


def test_other_branches_are_free(book, server):
    unsigned(book)
    assert server.push("main:refs/heads/proposal"), server.said
    book.git("reset", "--hard", "--quiet", "HEAD~1")
    unsigned(book, "another")
    assert server.push("--force", "main:refs/heads/proposal"), server.said
    assert server.push("--delete", "proposal"), server.said


def test_tags_are_free(book, server):
    book.git("tag", "v1")
    book.git("tag", "-a", "v2", "-m", "annotated")
    assert server.push("v1", "v2"), server.said


@pytest.mark.parametrize("ref", ["refs/tags/main", "refs/heads/Main", "refs/heads/MAIN", "refs/main", "refs/heads/refs/heads/main"])
def test_what_would_be_taken_for_the_protected_branch_is_refused(book, server, ref):
    unsigned(book)
    assert refused(server, "protected refs/heads/main", push=(f"main:{ref}",))


def test_replace_refs_are_refused(book, server):
    first = book.git("rev-parse", "HEAD")
    unsigned(book)
    assert refused(server, "replace refs", push=(f"main:refs/replace/{first}",))


def test_another_name_for_the_protected_branch_is_the_protected_branch(book, server):
    server.git("symbolic-ref", "refs/heads/trunk", "refs/heads/main")
    unsigned(book)
    assert refused(server, "L012", push=("main:refs/heads/trunk",))


def test_several_refs_stand_and_fall_together(book, server):
    manual(book)
    book.git("tag", "v1")
    assert server.push("main", "main:refs/heads/proposal", "v1"), server.said
    unsigned(book)
    book.git("tag", "v2")
    assert refused(server, "L012", push=("v2", "main:refs/heads/second", "main"))


def test_several_protected_branches(book, server):
    server.set("pactbook.protected", "refs/heads/main")
    server.git("config", "--add", "pactbook.protected", "refs/heads/signed")
    assert server.push("main:refs/heads/signed"), server.said
    unsigned(book)
    assert refused(server, "L012", push=("main:refs/heads/signed",))
    assert refused(server, "L012", push=("main",))
    assert server.push("main:refs/heads/proposal"), server.said


def test_a_new_protected_branch_is_judged_by_itself(book, server):
    server.set("pactbook.protected", "refs/heads/signed")
    unsigned(book)
    assert refused(server, "L012", push=("main:refs/heads/signed",))
    assert server.push("HEAD~1:refs/heads/signed"), server.said


def test_a_bad_state_between_two_good_ones_is_refused(book, server):
    was = book.text(AGREEMENT)
    bad = unsigned(book)
    book.commit("back again", {AGREEMENT: was})
    assert refused(server, bad, "bring both in as one")


def test_the_same_two_commits_are_taken_as_one_merge(book, server):
    was = book.text(AGREEMENT)
    book.git("switch", "--quiet", "-c", "proposal")
    unsigned(book)
    book.commit("back again", {AGREEMENT: was, MANUAL: "# Support manual\n\nMore.\n"})
    book.git("switch", "--quiet", "main")
    book.git("merge", "--quiet", "--no-ff", "--no-edit", "proposal")
    assert server.push(), server.said


def test_a_policy_and_what_relies_on_it_are_taken_step_by_step(book, server):
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.commit("policy")
    book.write({AGREEMENT: OTHER})
    book.sign(SOW, BOTH[0], key="another-key")
    book.sign(SOW, BOTH[1])
    book.commit("amendment under it")
    assert server.push(), server.said


def test_a_policy_and_what_relies_on_it_are_refused_in_one_commit(book, server):
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.write({AGREEMENT: OTHER})
    book.sign(SOW, *BOTH)
    book.commit("both")
    assert refused(server, "L019")


def test_a_record_that_is_altered_is_refused(book, server):
    amended(book)
    assert server.push(), server.said
    book.git("rm", "-r", "--quiet", f"{SOW}/signoffs/0002")
    book.git("checkout", "HEAD~1", "--", f"{SOW}/agreement.md")
    book.commit("as if nothing had been")
    assert refused(server, "L017")


def test_a_history_that_leads_past_the_protected_states_is_refused(book, server):
    book.git("switch", "--quiet", "-c", "mine")
    manual(book)
    book.git("switch", "--quiet", "main")
    amended(book)
    assert server.push(), server.said
    book.git("switch", "--quiet", "mine")
    book.git("merge", "--quiet", "--no-edit", "main")
    assert refused(server, "git pull --rebase", push=("mine:main",))
    book.git("reset", "--hard", "--quiet", "HEAD~1")
    book.git("rebase", "--quiet", "main")
    assert server.push("mine:main"), server.said


def test_nothing_that_is_pushed_is_run(book, server, tmp_path):
    mark = tmp_path / "mark"
    code = EVIL.format(str(mark))
    names = ["pactbook.py", "yaml.py", "cryptography.py", "sitecustomize.py", "usercustomize.py", "generator/pactbook/__init__.py"]
    book.commit("evil", dict.fromkeys(names, code))
    assert server.push(), server.said
    for name in names:
        (server.path / name).parent.mkdir(parents=True, exist_ok=True)
        (server.path / name).write_text(code, encoding="utf-8")
    manual(book)
    assert server.push(PYTHONPATH=str(book.path), PYTHONSTARTUP=str(book.path / "yaml.py")), server.said
    assert not mark.exists()


def test_the_pusher_changes_no_setting(book, server):
    unsigned(book)
    how = ("-c", "pactbook.protected=refs/heads/none", "-c", "pactbook.python=/bin/true")
    assert refused(server, "L012", before=how)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("pactbook.python", "/nowhere/python", "is refused"),
        ("pactbook.python", "/bin/false", "is refused"),
        ("pactbook.rootDigest", "sha256:" + "0" * 64, "L011"),
        ("pactbook.rootDigest", "sha256:nonsense", "is no digest"),
        ("pactbook.rootDigest", "", "pactbook.rootDigest must be"),
    ],
)
def test_a_server_that_is_set_up_wrongly_takes_nothing(book, server, name, value, reason):
    server.set(name, value)
    manual(book)
    assert refused(server, reason)


@pytest.mark.parametrize("name", ["pactbook.python", "pactbook.rootDigest"])
def test_a_server_that_is_not_set_up_takes_nothing(book, server, name):
    server.git("config", "--unset", name)
    manual(book)
    assert refused(server, f"its administrator sets {name}")


def test_a_branch_that_points_at_no_commit_is_refused(book, server):
    blob = book.git("hash-object", "-w", "--stdin", stdin=b"no commit")
    assert not server.push(f"{blob}:refs/heads/main", "--force")


def test_a_push_from_a_shallow_clone_is_judged_like_any_other(book, server, tmp_path):
    manual(book)
    assert server.push()
    book.git("clone", "--quiet", "--depth=1", server.path.as_uri(), str(tmp_path / "shallow"))
    book.path = tmp_path / "shallow"
    unsigned(book)
    assert refused(server, "L012", push=("HEAD:main",))
