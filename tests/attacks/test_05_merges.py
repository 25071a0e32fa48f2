"""Merges: content of neither side, one side's old text, and sound changes that merge into something nobody approved."""

from __future__ import annotations

from attacked_books import AGREEMENT, EVIL, PAGE, PROFILES, SECOND, THIRD
from attacks import SILENT, Cases
from signed_books import BOTH, CLAUSE, GOVERNANCE, LEGAL, MSA, OUTLINE, POLICY, SOW

CASES = Cases(5, "Merges")
REFUNDS = f"{OUTLINE}/refunds.md"
NEW_KEY = {"legal@globex.example": ["legal@globex.example", "the-new-one"]}


@CASES.twin("Two sound changes to different contracts merge", pattern=None, owners=True)
def two_sound_changes(book):
    """One branch amends the MSA, another the SOW; each is signed, and git merges them."""
    book.branch("one")
    book.amend(MSA)
    book.commit("one")
    book.branch("two", "main")
    book.amend(SOW, "# Support\n\nThe target is 85 %.\n")
    book.commit("two")
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--ff-only", "one")
    book.land()
    book.git("merge", "-q", "--no-edit", "two")


@CASES.twin("The protected branch is merged into a branch", pattern=None, owners=True)
def main_into_branch(book):
    """An amendment's branch takes in what has landed meanwhile."""
    book.branch("side")
    book.amend(SOW, "# Support\n\nThe target is 85 %.\n")
    book.commit("amendment")
    book.git("checkout", "-q", "main")
    book.commit("manual", {PAGE: "# Support manual\n\nBegin here.\n"})
    book.land()
    book.git("checkout", "-q", "side")
    book.git("merge", "-q", "--no-edit", "main")


@CASES.twin("A conflict in a manual is resolved", pattern=False, owners=False)
def manual_conflict(book):
    """Two edits of one page; the merge holds words of neither side."""
    _manual_conflict(book)
    book.write({PAGE: "# Support manual\n\nNeither here nor there.\n"})
    book.git("add", "--all")
    book.propose()


@CASES.twin("An amendment is signed anew on top of the other", pattern=True, owners=True)
def signed_anew(book):
    """Two amendments of one contract: the first lands, the second is signed again as the version after it."""
    book.amend(MSA)
    book.commit("one")
    book.land()
    book.amend(MSA, THIRD.replace("150", "160"))


@CASES.twin("The way out of two amendments at once", pattern=True, owners=True)
def the_way_out(book):
    """The branch that comes second takes all of the landed contract, through the hook, and signs its own text anew on top."""
    _two_amendments(book)
    book.git("checkout", "-q", "main", "--", MSA)
    book.git("add", "--all")
    book.propose()
    book.amend(MSA, THIRD.replace("150", "160"))
    book.git("add", "--all")
    book.propose()
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--no-ff", "--no-edit", "side")


@CASES.twin("Policy and amendment, one after the other", pattern=None, owners=True)
def one_after_the_other(book):
    """The policy lands by itself; what relies on it comes next."""
    book.agree_policy(book.policy(keys=NEW_KEY))
    book.write({AGREEMENT: THIRD})
    book.sign(MSA, LEGAL[0], key="the-new-one")
    book.sign(MSA, BOTH[1])
    book.commit("amendment")


def _manual_conflict(book):
    book.branch("side")
    book.commit("side", {PAGE: "# Support manual\n\nSide.\n"})
    book.git("checkout", "-q", "main")
    book.commit("main", {PAGE: "# Support manual\n\nMain.\n"})
    book.land()
    book.git("checkout", "-q", "side")
    book.git("merge", "-q", "main", check=False)


def _two_amendments(book):
    """The same contract is amended, and signed, on two branches; the first has landed."""
    book.branch("side")
    book.amend(MSA, THIRD.replace("150", "1"))
    book.commit("side")
    book.git("checkout", "-q", "main")
    book.amend(MSA)
    book.commit("main")
    book.land()
    book.git("checkout", "-q", "side")
    book.git("merge", "-q", "main", check=False)


@CASES.attack(
    "Content of neither side",
    manual_conflict,
    hook=f"L020 {AGREEMENT} … bytes were signed",
    gate=f"L012 {AGREEMENT} … bytes were signed",
    pattern=True,
    owners=True,
)
def neither_side(book):
    """While a conflict in a manual is resolved, an agreement changes: both parents hold the signed text."""
    _manual_conflict(book)
    book.write({PAGE: "# Support manual\n\nBoth.\n", AGREEMENT: EVIL})
    book.git("add", "--all")
    book.propose()


@CASES.attack(
    "Content of neither side, without a hook",
    two_sound_changes,
    hook=SILENT,
    gate=f"L012 {AGREEMENT} … bytes were signed",
    pattern=None,
    owners=True,
)
def neither_side_without_a_hook(book):
    """The merge is made by plumbing from three parents; a review of each branch shows nothing."""
    parents = []
    for number in range(2):
        book.branch(f"side{number}", "main")
        parents += ["-p", book.commit("manual", {f"{OUTLINE}/page{number}.md": "# Page\n"})]
    book.git("checkout", "-q", "main")
    book.stage_blob(AGREEMENT, EVIL.encode())
    commit = book.git("commit-tree", book.git("write-tree"), "-p", "main", *parents, "-m", "merge")
    book.git("update-ref", "refs/heads/main", commit)


@CASES.attack(
    "-s ours",
    main_into_branch,
    hook=SILENT,
    gate=f"L017 {MSA}/signoffs/0003/statement.txt … was removed",
    tree="passes",
    audit="passes",
    why="The tree is the book before the amendment; the audit walks first parents, which are here the branch's own: it must be asked of the protected branch, where this never lands.",
    pattern=None,
    owners=True,
)
def ours(book):
    """`git merge -s ours` declares an amendment merged and keeps the text before it."""
    book.branch("side")
    book.commit("manual", {PAGE: "# Support manual\n\nSide.\n"})
    book.git("checkout", "-q", "main")
    book.amend(MSA)
    book.commit("amendment")
    book.land()
    book.git("checkout", "-q", "side")
    book.git("merge", "-q", "-s", "ours", "--no-edit", "main")


@CASES.attack(
    "-s ours, landed",
    main_into_branch,
    hook=SILENT,
    gate=f"L017 {MSA}/signoffs/0003/statement.txt … was removed",
    tree="passes",
    why="The tree is the book before the amendment, whole and signed.",
    pattern=None,
    owners=True,
)
def theirs(book):
    """The protected branch itself merges an old branch by taking that side's tree: an amendment is gone from it."""
    old = book.base
    book.amend(MSA)
    book.commit("amendment")
    book.land()
    commit = book.git("commit-tree", f"{old}^{{tree}}", "-p", book.base, "-p", old, "-m", "merge")
    book.git("reset", "-q", "--hard", commit)


@CASES.attack(
    "One side's text with the other's record",
    signed_anew,
    hook=f"L020 {AGREEMENT} … signed",
    gate=f"L012 {AGREEMENT} … signed",
    pattern=True,
    owners=True,
)
def one_sides_text(book):
    """A conflict between two signed amendments is resolved with the landed record and the other side's words."""
    _two_amendments(book)
    book.git("checkout", "-q", "--theirs", "--", f"{MSA}/signoffs")
    book.git("checkout", "-q", "--ours", "--", AGREEMENT)
    book.git("add", "--all")
    book.propose()


@CASES.attack(
    "One side's record over the other's",
    signed_anew,
    hook=SILENT,
    gate=f"L017 {MSA}/signoffs/0003/statement.txt … was changed",
    tree="passes",
    audit="passes",
    why="Both amendments were really signed; only the protected tip knows which of them came first, and the branch's own first parents never saw the other.",
    pattern=None,
    owners=True,
    honest=True,
)
def one_sides_record(book):
    """The conflict is resolved by taking all of the side that has not landed."""
    _two_amendments(book)
    book.git("checkout", "-q", "side", "--", MSA)
    book.git("add", "--all")
    book.git("commit", "-q", "--no-verify", "--no-edit")


@CASES.attack(
    "Half of each of two amendments",
    two_sound_changes,
    hook=f"L020 {MSA}/terms.yaml … signed",
    gate=f"L012 {MSA}/terms.yaml … signed",
    pattern=True,
    owners=True,
)
def half_of_each(book):
    """One amendment changes the terms, one the text, both signed as version 3: git merges the files cleanly into a whole that nobody signed."""
    book.branch("side")
    book.write({f"{MSA}/terms.yaml": "schema: 1\ntitle: Master services agreement of 2027\n"})
    book.sign(MSA, *BOTH)
    book.commit("terms")
    book.git("checkout", "-q", "main")
    book.amend(MSA)
    book.commit("text")
    book.land()
    book.git("merge", "-q", "side", check=False)
    book.git("checkout", "-q", "--ours", "--", f"{MSA}/signoffs")
    book.git("rm", "-rq", "--cached", "--ignore-unmatch", "no-such-file")
    book.git("add", "--all")
    book.propose()


@CASES.attack(
    "An old policy's statement merges in",
    one_after_the_other,
    hook=SILENT,
    gate=f"L018 {CLAUSE}/signoffs/0002/statement.txt … the protected branch has policy version 2",
    tree=f"L009 {CLAUSE}/signoffs/0002/statement.txt … was not there when policy version 2 began",
    pattern=None,
    owners=True,
)
def old_policy_merges(book):
    """A statement signed under the policy before the current one comes in from a slow branch."""
    book.branch("slow")
    book.write({f"{CLAUSE}/v2.md": "---\ntitle: Confidentiality\n---\nFor ever.\n"})
    book.sign(CLAUSE, LEGAL[0])
    book.commit("under the old policy")
    book.git("checkout", "-q", "main")
    book.agree_policy(book.policy(keys=NEW_KEY))
    book.git("merge", "-q", "--no-edit", "slow")


@CASES.attack(
    "A policy that does not know what landed",
    one_after_the_other,
    hook=SILENT,
    gate=f"L009 {GOVERNANCE}/signoffs/0002/files/heads.txt … the protected branch has",
    tree=f"L009 {MSA}/signoffs/0003/statement.txt … was not there when policy version 2 began",
    pattern=None,
    owners=True,
    honest=True,
)
def policy_without_what_landed(book):
    """A policy was signed before an amendment landed, and would cut it off."""
    book.branch("policy")
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.commit("policy")
    book.git("checkout", "-q", "main")
    book.amend(MSA)
    book.commit("amendment")
    book.land()
    book.git("merge", "-q", "--no-edit", "policy")


@CASES.attack(
    "A squash of policy and use",
    one_after_the_other,
    hook=SILENT,
    gate=f"L019 {MSA}/signoffs/0003/statement.txt … comes together with policy version 2",
    tree="passes",
    why="In the end all is signed; that the policy has to land before what relies on it can only be seen against a base.",
    pattern=None,
    owners=True,
    honest=True,
)
def squash(book):
    """`git merge --squash` of a branch that changed the policy and then used it: one step for two decisions."""
    book.branch("side")
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.commit("policy")
    book.write({AGREEMENT: THIRD})
    book.sign(MSA, LEGAL[0], key="the-new-one")
    book.sign(MSA, BOTH[1])
    book.commit("use")
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--squash", "side")
    book.git("commit", "-qm", "squashed", "--no-verify")


@CASES.attack(
    "Another text in between",
    signed_anew,
    hook=SILENT,
    gate="passes",
    tree="passes",
    audit=f"L012 {AGREEMENT} … bytes were signed",
    why="The proposal as a whole changes nothing. Where a branch is fast-forwarded instead of merged, its middle becomes a state of the protected branch, and the audit tells of it.",
    pattern=None,
    owners=False,
)
def another_text_in_between(book):
    """Two commits, fast-forwarded: the first changes the agreement, the second takes that back."""
    book.commit("typo", {AGREEMENT: EVIL})
    book.commit("typo taken back", {AGREEMENT: SECOND})


@CASES.attack(
    "A profile changes in a merge",
    two_sound_changes,
    hook=SILENT,
    gate=f"L012 {PROFILES}/support.yaml … was signed",
    pattern=None,
    owners=True,
)
def profile_in_a_merge(book):
    """A clean merge of a manual's branch, amended before it is pushed: what a contract must hold is asked no more."""
    book.branch("side")
    book.commit("manual", {REFUNDS: "# Refunds\n\nNone.\n"})
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--no-ff", "--no-edit", "side")
    book.write({f"{PROFILES}/support.yaml": "schema: 1\ntitle: Nothing\n"})
    book.git("commit", "-qa", "--amend", "--no-edit", "--no-verify")


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
