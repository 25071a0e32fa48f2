"""The index is not the work tree: what git is about to commit is judged, whatever the files on disk say."""

from __future__ import annotations

import shutil

from attacked_books import AGREEMENT, EVIL, PAGE, SECOND, THIRD
from attacks import Cases
from signed_books import BOTH, CLAUSE, MSA, SOW

CASES = Cases(6, "The index is not the work tree")
EDITED = {"hook": f"L020 {AGREEMENT} … signed", "gate": f"L012 {AGREEMENT} … signed", "pattern": True, "owners": True}
MANUAL = "# Support manual\n\nBegin here.\n"


@CASES.twin("A locked edit that stays out of the commit", pattern=False, owners=False)
def left_out(book):
    """A manual page is staged; an unsigned edit of an agreement lies in the work tree and stays there."""
    book.write({PAGE: MANUAL, AGREEMENT: EVIL})
    book.git("add", PAGE)
    book.propose()


@CASES.twin("git add --intent-to-add", pattern=False, owners=False)
def intended(book):
    """A file is announced in a locked folder and left out of the commit."""
    book.write({PAGE: MANUAL, f"{MSA}/annex.md": "# Annex\n"})
    book.git("add", PAGE)
    book.git("add", "--intent-to-add", f"{MSA}/annex.md")
    book.propose()


@CASES.twin("git commit -- path", pattern=False, owners=False)
def one_path(book):
    """One page is committed by its path, while a signed amendment waits in the index."""
    book.amend(MSA)
    book.git("add", "--all")
    book.write({PAGE: MANUAL})
    book.propose("--", PAGE)


@CASES.twin("A signed amendment, staged piece by piece", pattern=True, owners=True)
def piece_by_piece(book):
    """Text and record are staged one after the other, and committed from a folder within."""
    book.amend(MSA)
    book.git("add", AGREEMENT)
    book.git("-C", f"{MSA}/signoffs", "add", "0003")
    book.propose()


@CASES.attack("Staged, then restored on disk", left_out, **EDITED)
def restored_on_disk(book):
    """The index holds another text than the work tree, which looks as it was signed."""
    book.write({AGREEMENT: EVIL})
    book.git("add", AGREEMENT)
    book.write({AGREEMENT: SECOND})
    book.propose()


@CASES.attack("commit -a", left_out, **EDITED)
def commit_all(book):
    """The index is clean; `git commit -a` takes the edit from the work tree into an index of its own."""
    book.write({AGREEMENT: EVIL})
    book.propose("--all")


@CASES.attack("commit -- path", one_path, **EDITED)
def commit_path(book):
    """`git commit -- path` builds a temporary index; the everyday index never shows the edit."""
    book.write({AGREEMENT: EVIL, PAGE: MANUAL})
    book.git("add", PAGE)
    book.propose("--", AGREEMENT)


@CASES.attack("commit --include", one_path, **EDITED)
def commit_include(book):
    """`git commit --include` adds an edit to what is staged."""
    book.write({AGREEMENT: EVIL, PAGE: MANUAL})
    book.git("add", PAGE)
    book.propose("--include", "--", AGREEMENT)


@CASES.attack("GIT_INDEX_FILE", left_out, **EDITED)
def other_index(book):
    """The commit is made from an index that the caller names."""
    other = {"GIT_INDEX_FILE": ".git/other-index"}
    shutil.copy(book.path / ".git/index", book.path / ".git/other-index")
    book.write({AGREEMENT: EVIL})
    book.git("add", AGREEMENT, env=other)
    book.write({AGREEMENT: SECOND})
    book.propose(env=other)


@CASES.attack("skip-worktree", left_out, **EDITED)
def skip_worktree(book):
    """The entry is marked so that git never looks at the file on disk, and `git status` shows nothing of it."""
    book.stage_blob(AGREEMENT, EVIL.encode())
    book.git("update-index", "--skip-worktree", AGREEMENT)
    book.propose()


@CASES.attack("assume-unchanged", left_out, **EDITED)
def assume_unchanged(book):
    """The same with the other mark."""
    book.stage_blob(AGREEMENT, EVIL.encode())
    book.git("update-index", "--assume-unchanged", AGREEMENT)
    book.propose()


@CASES.attack(
    "Sparse checkout",
    left_out,
    hook=f"L020 {AGREEMENT} … signed",
    gate=f"L012 {AGREEMENT} … signed",
    pattern=False,
    owners=True,
)
def sparse(book):
    """The contracts are not checked out at all; only the index holds them, with another text."""
    book.git("update-index", "-q", "--refresh")
    book.git("sparse-checkout", "set", "--no-cone", "/ops-manuals/")
    book.stage_blob(AGREEMENT, EVIL.encode())
    book.git("update-index", "--skip-worktree", AGREEMENT)
    book.propose()


@CASES.attack("Split index", left_out, **EDITED)
def split_index(book):
    """The index lies in two files, compressed."""
    book.git("update-index", "--index-version", "4")
    book.git("update-index", "--split-index")
    book.write({AGREEMENT: EVIL})
    book.git("add", AGREEMENT)
    book.propose()


@CASES.attack("A record that is not staged", piece_by_piece, **EDITED)
def record_not_staged(book):
    """The text is staged; statement and signatures lie beside it on disk only."""
    book.amend(MSA)
    book.git("add", AGREEMENT)
    book.propose()


@CASES.attack(
    "A statement whose signatures are not staged",
    piece_by_piece,
    hook=f"L020 {MSA}/signoffs/0003/statement.txt … nobody",
    gate=f"L006 {MSA}/signoffs/0003/statement.txt … waits for 1 of globex's legal",
    pattern=True,
    owners=True,
)
def signatures_not_staged(book):
    """Text, statement and copies are staged, the signatures are not."""
    book.amend(MSA)
    book.git("add", AGREEMENT, f"{MSA}/signoffs/0003/statement.txt", f"{MSA}/signoffs/0003/files")
    book.propose()


@CASES.attack("Signed on disk, other words in the index", piece_by_piece, **EDITED, honest=True)
def other_words_in_the_index(book):
    """What lies on disk was signed; the blob in the index is another."""
    book.amend(MSA)
    book.git("add", "--all")
    book.stage_blob(AGREEMENT, EVIL.encode())
    book.propose()


@CASES.attack(
    "Amended into a commit",
    left_out,
    hook="passes",
    gate=f"L012 {AGREEMENT} … signed",
    why="The hook judges what comes on top of HEAD, and there is nothing: the edit is in HEAD already, past the hook. The gate looks from the protected tip.",
    pattern=False,
    owners=True,
)
def amended_into(book):
    """The edit is committed past the hook; then `git commit --amend` gives that commit an innocent message, through the hook."""
    book.write({AGREEMENT: EVIL})
    book.git("commit", "-qam", "typo", "--no-verify")
    book.propose("--amend", "--allow-empty")


@CASES.attack(
    "One file of two",
    piece_by_piece,
    hook=f"L020 {SOW}/terms.yaml … signed",
    gate=f"L012 {SOW}/terms.yaml … signed",
    pattern=True,
    owners=True,
    honest=True,
)
def one_file_of_two(book):
    """An amendment of terms and text is signed as a whole; only the text and the record are committed."""
    book.write({f"{SOW}/terms.yaml": "schema: 1\ntitle: Other\n", f"{SOW}/agreement.md": "# Support\n\nOther.\n"})
    book.sign(SOW, *BOTH)
    book.git("add", f"{SOW}/agreement.md", f"{SOW}/signoffs")
    book.propose()


@CASES.attack(
    "A half-signed text",
    piece_by_piece,
    hook="passes",
    gate=f"L006 {MSA}/signoffs/0003/statement.txt … waits for 1 of acme's legal",
    why="One valid sign-off of the exact content is enough to commit, so that signatures can be gathered; the gate asks for all.",
    pattern=True,
    owners=True,
)
def half_signed(book):
    """The client has signed its own favourite text, the vendor has not."""
    book.amend(MSA, THIRD, [BOTH[0]])


@CASES.attack(
    "An untracked index entry for a clause",
    left_out,
    hook=f"L020 {CLAUSE}/v2.md … was signed without this file",
    gate=f"L012 {CLAUSE}/v2.md … was signed without this file",
    pattern=False,
    owners=True,
)
def nothing_on_disk(book):
    """A new clause version exists in the index alone; there is no file that a hook could open."""
    book.stage_blob(f"{CLAUSE}/v2.md", b"Nobody keeps secrets.\n")
    book.propose()


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
