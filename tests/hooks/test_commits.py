"""Real commits in real repositories, through pre-commit and through prek, without a network."""

from __future__ import annotations

import pytest

from books import PAGE, small_book
from repositories import Repository
from signed_books import BOTH, CLAUSE, MSA, OUTLINE, SOW

AGREEMENT = f"{SOW}/agreement.md"
MANUAL = f"{OUTLINE}/index.md"
OTHER = "# Support\n\nThe target is 85 %.\n"


def stopped(hooked):
    return "This commit was stopped" in hooked.said


def test_a_manual_goes_through(hooked):
    hooked.book.write({MANUAL: "# Support manual\n\nCall back within the hour.\n"})
    assert hooked.git("commit", "-am", "manual"), hooked.said


def test_a_locked_edit_is_stopped_and_the_way_back_works(hooked):
    hooked.book.write({AGREEMENT: OTHER, MANUAL: "# Support manual\n\nMore.\n"})
    hooked.git("add", "--all")
    assert not hooked.git("commit", "-m", "both")
    assert stopped(hooked)
    for words in (AGREEMENT, "[was: 82 %] [now: 85 %]", "counsel@acme.example", f"{OUTLINE}/\n", "ask deputy@globex.example"):
        assert words in hooked.said
    hooked.undo()
    assert hooked.git("commit", "-m", "the manual alone"), hooked.said
    assert hooked.book.git("show", "--name-only", "--format=") == MANUAL


def test_commit_all(hooked):
    hooked.book.write({AGREEMENT: OTHER})
    assert not hooked.git("commit", "-am", "all")
    assert stopped(hooked)


def test_commit_of_named_paths(hooked):
    hooked.book.write({AGREEMENT: OTHER, MANUAL: "# Support manual\n\nMore.\n"})
    assert not hooked.git("commit", "-m", "the contract", "--", AGREEMENT)
    assert stopped(hooked)
    hooked.git("add", "--all")  # what is staged beside the named path is not part of the commit
    assert hooked.git("commit", "-m", "the manual", "--", MANUAL), hooked.said


def test_the_index_counts_and_not_the_files_on_disk(hooked):
    was = hooked.book.text(AGREEMENT)
    hooked.book.write({AGREEMENT: OTHER})
    hooked.git("add", "--all")
    hooked.book.write({AGREEMENT: was})
    assert not hooked.git("commit", "-m", "staged")
    assert stopped(hooked)


def test_an_edit_that_is_not_staged_stops_nothing(hooked):
    hooked.book.write({AGREEMENT: OTHER, MANUAL: "# Support manual\n\nMore.\n"})
    hooked.git("add", MANUAL)
    assert hooked.git("commit", "-m", "manual"), hooked.said
    assert hooked.book.text(AGREEMENT) == OTHER


def test_amend(hooked):
    hooked.book.write({MANUAL: "# Support manual\n\nMore.\n"})
    assert hooked.git("commit", "-am", "manual")
    hooked.book.write({AGREEMENT: OTHER})
    hooked.git("add", "--all")
    assert not hooked.git("commit", "--amend", "--no-edit")
    assert stopped(hooked)
    hooked.undo()
    assert hooked.git("commit", "--amend", "-m", "manual, better said"), hooked.said


@pytest.mark.parametrize("way", ["delete", "rename", "symlink", "executable"])
def test_what_passes_no_file_name_on_is_seen(hooked, way):
    path = hooked.book.path / AGREEMENT
    match way:
        case "delete":
            path.unlink()
        case "rename":
            path.rename(hooked.book.path / OUTLINE / "agreement.md")
        case "symlink":
            path.unlink()
            path.symlink_to("terms.yaml")
        case "executable":
            path.chmod(0o755)
    hooked.git("add", "--all")
    assert not hooked.git("commit", "-m", way)
    assert stopped(hooked)
    hooked.undo()
    assert not hooked.git("diff", "--cached", "--quiet") or hooked.git("commit", "--allow-empty", "-m", "nothing"), hooked.said
    assert hooked.book.range("HEAD~1") == []


def test_a_signed_amendment_goes_through_with_one_side_missing(hooked):
    hooked.book.write({AGREEMENT: OTHER})
    hooked.book.sign(SOW, BOTH[0])
    hooked.git("add", "--all")
    assert hooked.git("commit", "-m", "legal has signed"), hooked.said


def branches(hooked, theirs, ours):
    """Two branches that start together; ours is checked out."""
    hooked.git("switch", "--quiet", "-c", "theirs")
    theirs()
    hooked.book.commit("theirs")
    hooked.git("switch", "--quiet", "main")
    ours()
    hooked.book.commit("ours")


def test_a_merge_of_two_sound_changes(hooked):
    def theirs():
        hooked.book.write({AGREEMENT: OTHER})
        hooked.book.sign(SOW, *BOTH)

    branches(hooked, theirs, lambda: hooked.book.write({MANUAL: "# Support manual\n\nMore.\n"}))
    assert hooked.git("merge", "--no-edit", "theirs"), hooked.said


def test_a_merge_that_brings_an_unsigned_change(hooked):
    branches(hooked, lambda: hooked.book.write({AGREEMENT: OTHER}), lambda: hooked.book.write({MANUAL: "# Support manual\n\nMore.\n"}))
    assert not hooked.git("merge", "--no-edit", "theirs")
    assert stopped(hooked)
    assert "git merge --abort" in hooked.said
    hooked.undo()
    assert hooked.book.range("HEAD~1") == []


def test_a_merge_with_a_conflict_that_is_resolved_to_the_content_of_neither_side(hooked):
    text = "# Support manual\n\n{}\n"
    branches(hooked, lambda: hooked.book.write({MANUAL: text.format("Theirs")}), lambda: hooked.book.write({MANUAL: text.format("Ours")}))
    assert not hooked.git("merge", "--no-edit", "theirs")
    hooked.book.write({MANUAL: text.format("Both"), f"{MSA}/agreement.md": "# Evil\n"})
    hooked.git("add", "--all")
    assert not hooked.git("commit", "--no-edit")
    assert stopped(hooked)
    hooked.undo()


def test_several_instruments_at_once(hooked):
    hooked.book.write({AGREEMENT: OTHER, f"{MSA}/agreement.md": "# Other\n", f"{CLAUSE}/v1.md": "Other\n"})
    assert not hooked.git("commit", "-am", "three")
    hooked.undo()
    assert hooked.git("diff", "--quiet", "HEAD")


def test_a_hook_without_its_environment_says_what_to_type(hooked, tmp_path):
    hooked._environment["PACTBOOK_VENV"] = str(tmp_path / "nothing")
    hooked.book.write({MANUAL: "# Support manual\n\nMore.\n"})
    assert not hooked.git("commit", "-am", "manual")
    assert "./pactbook --version" in hooked.said


def test_both_hooks_on_a_book_that_nobody_has_signed(checked, tmp_path):
    repository = Repository(tmp_path / "book")
    book = small_book(repository.path)
    hooked = checked(repository)
    book.append(PAGE, "\nSee [nothing](nowhere.md).\n")
    assert not hooked.git("commit", "-am", "a broken link")
    assert "ops-manuals/acme/support/index.md" in hooked.said
    assert "nowhere.md" in hooked.said
    book.replace(PAGE, "nowhere.md", "refunds.md")
    assert hooked.git("commit", "-am", "a link"), hooked.said


def test_the_check_reads_the_index(checked, tmp_path):
    repository = Repository(tmp_path / "book")
    book = small_book(repository.path)
    hooked = checked(repository)
    was = book.read(PAGE)
    book.append(PAGE, "\nSee [nothing](nowhere.md).\n")
    hooked.git("add", "--all")
    book.write(PAGE, was)
    assert not hooked.git("commit", "-m", "staged")
    assert "nowhere.md" in hooked.said
