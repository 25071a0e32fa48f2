"""History: shallow clones, orphans, force-pushes, several roots, doctored ancestry, and names that git resolves to something else."""

from __future__ import annotations

import shutil

from attacked_books import AGREEMENT, EVIL, PAGE
from attacks import SILENT, STOP, Cases, Target
from signed_books import MSA

CASES = Cases(14, "History")
MANUAL = {PAGE: "# Support manual\n\nBegin here.\n"}
REMOVED = f"L017 {MSA}/signoffs/0002/statement.txt … was removed"
NEVER_LANDS = "The tree is an older state of the book, whole and signed; this history never becomes the protected branch's."


@CASES.twin("A full clone", pattern=None, owners=False)
def full_clone(book):
    """The gate runs in a fresh clone with the whole history."""
    book.commit("manual", MANUAL)
    book.git("clone", "-q", str(book.path), str(book.path.parent / "clone"))
    return Target(book.path.parent / "clone", book.base)


@CASES.twin("Several branches, one history", pattern=None, owners=False)
def several_branches(book):
    """Branches fork and join; all of them build on the protected branch."""
    for name in ("one", "two"):
        book.branch(name, "main")
        book.commit(name, {f"ops-manuals/acme/support/{name}.md": "# Page\n"})
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--no-ff", "--no-edit", "one")
    book.git("merge", "-q", "--no-edit", "two")


@CASES.twin("Foreign pages come in as one commit", pattern=None, owners=False)
def foreign_pages(book):
    """Another repository's pages are squashed into an ordinary commit."""
    other = _other_history(book, {"ops-manuals/acme/support/foreign.md": "# Page\n"})
    book.git("checkout", "-q", other, "--", "ops-manuals/acme/support/foreign.md")
    book.commit("foreign pages")


def _other_history(book, files):
    """A commit without parents that holds some files."""
    book.git("checkout", "-q", "--orphan", "foreign")
    book.git("rm", "-rqf", ".")
    oid = book.commit("foreign", files)
    book.git("checkout", "-q", "main")
    return oid


@CASES.attack(
    "A shallow clone",
    full_clone,
    hook=SILENT,
    gate=f"{STOP} this clone is shallow",
    audit=f"{STOP} this clone is shallow",
    tree="passes",
    why="Without history a tree shows only that it is sound in itself.",
    pattern=None,
    owners=True,
)
def shallow(book):
    """The gate is handed a clone without history, in which nothing can be missed."""
    book.git("rm", "-rqf", f"{MSA}/signoffs/0002")
    shutil.copy(book.path / MSA / "signoffs/0001/files/agreement.md", book.path / AGREEMENT)
    book.commit("rolled back")
    book.git("clone", "-q", "--depth", "1", f"file://{book.path}", str(book.path.parent / "clone"))
    return Target(book.path.parent / "clone", "HEAD")


@CASES.attack(
    "An orphan",
    several_branches,
    hook=SILENT,
    gate=f"{STOP} does not build on",
    tree="passes",
    audit="passes",
    why=NEVER_LANDS,
    pattern=None,
    owners=True,
)
def orphan(book):
    """A branch without parents holds the book as it was before the amendment."""
    commit = book.git("commit-tree", "HEAD~1^{tree}", "-m", "fresh start")
    book.git("checkout", "-q", "-B", "fresh", commit)


@CASES.attack(
    "A rewritten branch",
    several_branches,
    hook=SILENT,
    gate=f"{STOP} does not build on",
    tree="passes",
    audit="passes",
    why=NEVER_LANDS,
    pattern=None,
    owners=True,
)
def rewritten(book):
    """`git reset` to before the amendment, and another commit instead: a force-push."""
    book.git("reset", "-q", "--hard", "HEAD~1")
    book.commit("manual", MANUAL)


@CASES.attack(
    "The tip is amended",
    several_branches,
    hook=SILENT,
    gate=f"{STOP} does not build on",
    tree=f"L012 {AGREEMENT}",
    audit=f"L012 {AGREEMENT}",
    pattern=None,
    owners=True,
)
def tip_amended(book):
    """`git commit --amend` of the protected tip."""
    book.write({AGREEMENT: EVIL})
    book.git("commit", "-qa", "--amend", "--no-edit", "--no-verify")


@CASES.attack(
    "An older tip",
    several_branches,
    hook=SILENT,
    gate=f"{STOP} does not build on",
    tree="passes",
    audit="passes",
    why=NEVER_LANDS,
    pattern=None,
    owners=True,
)
def older_tip(book):
    """The branch is simply set back to a commit that everybody has signed."""
    book.git("reset", "-q", "--hard", "HEAD~1")


@CASES.attack(
    "Two histories joined",
    foreign_pages,
    hook=SILENT,
    gate=REMOVED,
    audit=f"{STOP} histories that began apart",
    tree="passes",
    why="The tree is the book before the amendment, whole and signed.",
    pattern=None,
    owners=True,
)
def two_roots(book):
    """`--allow-unrelated-histories` with `-s ours`, from the side of a history without the amendment."""
    commit = book.git("commit-tree", "HEAD~1^{tree}", "-m", "fresh start")
    book.git("checkout", "-q", "-B", "fresh", commit)
    book.git("merge", "-q", "-s", "ours", "--allow-unrelated-histories", "--no-edit", "main")


@CASES.attack(
    "Another book's history",
    foreign_pages,
    hook=SILENT,
    gate="L013 contracts/zenith/side-letter.md",
    audit=f"{STOP} histories that began apart",
    pattern=None,
    owners=True,
)
def other_book(book):
    """A foreign history with a file in a locked folder is merged in; none of its commits ever met the gate."""
    other = _other_history(book, {"contracts/zenith/side-letter.md": "# Side letter\n"})
    book.git("merge", "-q", "--allow-unrelated-histories", "--no-edit", other)


@CASES.attack(
    "Doctored ancestry",
    several_branches,
    hook=SILENT,
    gate=f"{STOP} parents",
    audit=f"{STOP} grafts",
    tree="passes",
    why="A tree has no ancestry.",
    pattern=None,
    owners=True,
)
def grafts(book):
    """`.git/info/grafts` makes an orphan look like a child of the protected tip."""
    commit = book.git("commit-tree", "HEAD~1^{tree}", "-m", "fresh start")
    book.git("checkout", "-q", "-B", "fresh", commit)
    book.write({".git/info/grafts": f"{commit} {book.base}\n"})


@CASES.attack(
    "Replaced ancestry",
    several_branches,
    hook=SILENT,
    gate=f"{STOP} does not build on",
    audit=f"{STOP} replaces objects",
    tree="passes",
    why="A tree has no ancestry.",
    pattern=None,
    owners=True,
)
def replaced_ancestry(book):
    """`git replace --graft` does the same with an object."""
    commit = book.git("commit-tree", "HEAD~1^{tree}", "-m", "fresh start")
    book.git("checkout", "-q", "-B", "fresh", commit)
    book.git("replace", "--graft", commit, book.base)


@CASES.attack(
    "A tag with the branch's name",
    several_branches,
    hook=SILENT,
    gate=f"{STOP} more than one",
    tree="passes",
    audit=REMOVED,
    why="The tree is the book before the amendment, whole and signed.",
    pattern=None,
    owners=True,
)
def tag_like_a_branch(book):
    """A tag called `main` lies on an older commit: git takes the tag where the gate is told to begin at `main`, and misses nothing."""
    book.git("tag", "main", f"{book.base}~1")
    book.branch("proposal", book.base)
    book.git("rm", "-rqf", f"{MSA}/signoffs/0002")
    shutil.copy(book.path / MSA / "signoffs/0001/files/agreement.md", book.path / AGREEMENT)
    book.commit("rolled back")
    return Target(book.path, "main")


@CASES.attack(
    "A base that is not there",
    full_clone,
    hook=SILENT,
    gate=f"{STOP} there is no commit",
    tree=f"L012 {AGREEMENT}",
    audit=f"L012 {AGREEMENT}",
    pattern=None,
    owners=True,
)
def no_base(book):
    """The gate is told to begin at a branch that does not exist, as on the first push of a new one."""
    book.commit("typo", {AGREEMENT: EVIL})
    return Target(book.path, "0" * 40)


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
