"""What pre-commit does not pass on to a hook: deleted files, the old side of a rename, links and submodules."""

from __future__ import annotations

from attacked_books import AGREEMENT, PAGE
from attacks import Cases
from signed_books import CLAUSE, GOVERNANCE, MSA, OTHER_MSA, OUTLINE, POLICY

CASES = Cases(2, "What pre-commit does not pass on")


@CASES.twin("A manual page is deleted", pattern=False, owners=False)
def manual_page_deleted(book):
    """A free page that nobody needs any more goes away."""
    book.remove(f"{OUTLINE}/refunds.md")


@CASES.twin("A draft is given up", pattern=False, owners=False)
def draft_given_up(book):
    """The folder with the next version, which nobody signed, is deleted."""
    book.remove(f"{MSA}/draft")


@CASES.twin("A contract that was never signed is deleted", pattern=False, owners=True)
def unsigned_contract_deleted(book):
    """The second vendor's contract came to nothing."""
    book.remove("contracts/zenith")


@CASES.twin("A manual page is moved", pattern=False, owners=False)
def manual_page_moved(book):
    """A free page takes another name and changes on the way."""
    book.move(PAGE, f"{OUTLINE}/start.md")
    book.edit(f"{OUTLINE}/start.md", "Start", "Begin")


@CASES.twin("A link to a page outside the book", pattern=False, owners=False)
def link_elsewhere(book):
    """A symbolic link where nothing that is signed lies."""
    book.link("notes/latest.md", "../README.md")


def unsigned(path, words):
    return {"hook": f"L020 {path} … {words}", "gate": f"L012 {path} … {words}"}


def sealed(path, words="was removed"):
    return {"hook": f"L017 {path} … removed", "gate": f"L017 {path} … {words}"}


@CASES.attack("An agreement is deleted", manual_page_deleted, **unsigned(AGREEMENT, "is missing"), pattern=False, owners=True)
def agreement_deleted(book):
    """`git rm` of the signed text alone; the record stays."""
    book.remove(AGREEMENT)


@CASES.attack(
    "A whole contract is deleted",
    unsigned_contract_deleted,
    **sealed(f"{MSA}/signoffs/0002/statement.txt"),
    tree="passes",
    why="No later policy sealed this contract yet, so a tree alone can't know that it was there.",
    pattern=False,
    owners=True,
)
def contract_deleted(book):
    """The folder with text, terms and all records goes."""
    book.remove(MSA)


@CASES.attack(
    "A signature is deleted",
    manual_page_deleted,
    **sealed(f"{MSA}/signoffs/0002/counsel@acme.example.sig"),
    tree=f"L006 {MSA}/signoffs/0002 … waits for 1 of acme's legal",
    pattern=False,
    owners=True,
)
def signature_deleted(book):
    """The vendor's signature disappears from a sealed record."""
    book.remove(f"{MSA}/signoffs/0002/counsel@acme.example.sig")


@CASES.attack("A clause is deleted", manual_page_deleted, **unsigned(f"{CLAUSE}/v1.md", "is missing"), pattern=False, owners=True)
def clause_deleted(book):
    """A published version of a clause goes."""
    book.remove(f"{CLAUSE}/v1.md")


@CASES.attack("The policy is deleted", manual_page_deleted, **unsigned(POLICY, "is missing"), pattern=False, owners=True)
def policy_deleted(book):
    """Without `policy.yaml` nobody seems to have to sign anything."""
    book.remove(POLICY)


@CASES.attack(
    "All of the governance is deleted",
    draft_given_up,
    hook=f"L017 {GOVERNANCE}/signoffs/0001/statement.txt … removed",
    gate=f"L017 {GOVERNANCE}/signoffs/0001/statement.txt … was removed",
    tree="L011 there is no first policy with the pinned digest",
    pattern=False,
    owners=True,
)
def governance_deleted(book):
    """Policy, records and heads: everything that a judge begins with."""
    book.remove(GOVERNANCE)


@CASES.attack(
    "The outline of a manual is deleted",
    manual_page_deleted,
    **unsigned(f"{OUTLINE}/outline.yaml", "is missing"),
    pattern=False,
    owners=True,
)
def outline_deleted(book):
    """Without its outline a manual would have no mandatory pages."""
    book.remove(f"{OUTLINE}/outline.yaml")


@CASES.attack("An agreement moves out", manual_page_moved, **unsigned(AGREEMENT, "is missing"), pattern=False, owners=True)
def moved_out(book):
    """`git mv` of the agreement into the manual, with other words: the old side of a rename is never passed on."""
    book.move(AGREEMENT, f"{OUTLINE}/agreement.md")
    book.edit(f"{OUTLINE}/agreement.md", "120.00", "1.00")


@CASES.attack(
    "An agreement becomes a link",
    link_elsewhere,
    hook=f"L014 {AGREEMENT} … symbolic link",
    gate=f"L014 {AGREEMENT} … symbolic link",
    pattern=False,
    owners=True,
)
def agreement_linked(book):
    """The agreement is replaced by a symbolic link to a free page: links are no files to pre-commit."""
    book.link(AGREEMENT, "../../../ops-manuals/acme/support/index.md")


@CASES.attack(
    "An agreement becomes a submodule",
    link_elsewhere,
    hook=f"L014 {AGREEMENT} … submodule",
    gate=f"L014 {AGREEMENT} … submodule",
    pattern=False,
    owners=True,
)
def agreement_submodule(book):
    """A gitlink in the place of the text."""
    book.stage_submodule(AGREEMENT)
    book.remove(AGREEMENT)
    book.propose()


@CASES.attack(
    "A contract's folder becomes a submodule",
    unsigned_contract_deleted,
    **sealed(f"{MSA}/signoffs/0001/statement.txt"),
    tree=f"L013 {MSA}",
    pattern=False,
    owners=True,
)
def folder_submodule(book):
    """The whole contract is replaced by a gitlink: it would be shown from another repository."""
    book.stage_submodule(MSA)
    book.remove(MSA)
    book.propose()


@CASES.attack(
    "A vendor's folder becomes a link",
    unsigned_contract_deleted,
    **sealed(f"{MSA}/signoffs/0001/statement.txt"),
    tree="L013 contracts/acme … no layer for this place",
    pattern=False,
    owners=True,
)
def folder_linked(book):
    """`contracts/acme` becomes a symbolic link to a folder of free files."""
    book.link("contracts/acme", "../ops-manuals/acme")


@CASES.attack(
    "An unsigned contract takes a vendor's place",
    unsigned_contract_deleted,
    hook=f"L014 {OTHER_MSA}/agreement.md … symbolic link",
    gate=f"L014 {OTHER_MSA}/agreement.md … symbolic link",
    pattern=False,
    owners=True,
)
def draft_linked(book):
    """In a contract that nobody has signed yet, a link to another vendor's terms: it would be shown to the wrong vendor."""
    book.link(f"{OTHER_MSA}/agreement.md", "../../acme/msa/agreement.md")


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
