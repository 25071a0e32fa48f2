"""Files that move: renamed out, renamed in, added unlisted, swapped, and twins that differ only in case."""

from __future__ import annotations

from attacked_books import AGREEMENT, PAGE
from attacks import Cases
from signed_books import BOTH, CLAUSE, GOVERNANCE, LEGAL, MSA, OTHER_MSA, OUTLINE, POLICY, SOW

CASES = Cases(3, "Files that move")


@CASES.twin("A page moves to another manual's folder", pattern=False, owners=False)
def page_moves(book):
    """A free page moves into a folder below its manual."""
    book.move(PAGE, f"{OUTLINE}/basics/index.md")


@CASES.twin("A new version of a clause", pattern=True, owners=True)
def new_clause_version(book):
    """`v2.md` beside `v1.md`, signed by the client's legal."""
    book.write({f"{CLAUSE}/v2.md": "---\ntitle: Confidentiality\n---\nBoth sides keep secrets for ever.\n"})
    book.sign(CLAUSE, LEGAL[0])


@CASES.twin("A new vendor with a contract", pattern=True, owners=True)
def new_vendor(book):
    """First a policy that names the vendor and its lawyer, agreed under the old rule and the new; then a contract that both sides sign."""
    key = book.keys.public("legal@initech.example")
    party = f"  initech:\n    name: Initech Ltd\n    signers:\n      legal@initech.example: {{role: legal, keys: ['{key}']}}\n"
    book.agree_policy(book.policy().replace("layers:", f"{party}layers:"))
    book.write({"contracts/initech/msa/agreement.md": "# Master services agreement\n", "contracts/initech/msa/terms.yaml": "schema: 1\n"})
    book.sign("contracts/initech/msa", LEGAL[0], "legal@initech.example")


@CASES.twin("An own text joins a contract", pattern=True, owners=True)
def own_text_joins(book):
    """A further file in a contract's folder, in the statement that both sides sign."""
    book.write({f"{MSA}/annex.md": "# Annex\n\nPremises.\n"})
    book.sign(MSA, *BOTH)


@CASES.twin("A free file with a locked file's name elsewhere", pattern=False, owners=False)
def same_name_elsewhere(book):
    """`notes/mkdocs.yml` and a page named like the outline are nobody's business."""
    book.write({"notes/MKDOCS.yml": "x: 1\n", f"{OUTLINE}/outlines.md": "# Outlines\n"})


@CASES.attack(
    "An agreement moves into draft/",
    page_moves,
    hook=f"L020 {AGREEMENT} … is missing",
    gate=f"L012 {AGREEMENT} … is missing",
    pattern=False,
    owners=True,
)
def moved_into_draft(book):
    """`git mv` of the signed text into the unlocked folder below it."""
    book.remove(f"{MSA}/draft")
    book.move(AGREEMENT, f"{MSA}/draft/agreement.md")


@CASES.attack(
    "A free page moves in",
    own_text_joins,
    hook=f"L020 {MSA}/side-letter.md … was signed without this file",
    gate=f"L012 {MSA}/side-letter.md … was signed without this file",
    pattern=True,
    owners=True,
)
def moved_in(book):
    """A page of the manual becomes a side letter in a contract's folder."""
    book.move(PAGE, f"{MSA}/side-letter.md")


@CASES.attack(
    "A file that belongs to nothing",
    new_vendor,
    hook="L013 contracts/acme/side-letter.md … no layer",
    gate="L013 contracts/acme/side-letter.md … no layer",
    pattern=True,
    owners=True,
)
def unlisted(book):
    """A side letter between two contracts, in no instrument's folder."""
    book.write({"contracts/acme/side-letter.md": "# Side letter\n"})


@CASES.attack(
    "A contract of a vendor whom nobody knows",
    new_vendor,
    hook="L013 contracts/initech/msa/agreement.md … names no vendor 'initech'",
    gate="L013 contracts/initech/msa/agreement.md … names no vendor 'initech'",
    pattern=True,
    owners=True,
)
def unknown_vendor(book):
    """A folder for a vendor that the policy does not name."""
    book.write({"contracts/initech/msa/agreement.md": "# Master services agreement\n"})


@CASES.attack(
    "An unsigned version of a clause",
    new_clause_version,
    hook=f"L020 {CLAUSE}/v2.md … was signed without this file",
    gate=f"L012 {CLAUSE}/v2.md … was signed without this file",
    pattern=True,
    owners=True,
)
def unsigned_clause_version(book):
    """`v2.md` appears beside the signed `v1.md`, for the next contract to take up."""
    book.write({f"{CLAUSE}/v2.md": "---\ntitle: Confidentiality\n---\nNobody keeps secrets.\n"})


@CASES.attack(
    "A twin in other case, in the contract",
    own_text_joins,
    hook=f"L020 {MSA}/Agreement.md … was signed without this file",
    gate=f"L015 {MSA} … are one file",
    pattern=True,
    owners=True,
)
def twin_in_contract(book):
    """`Agreement.md` beside `agreement.md`: on Windows and macOS one of the two is seen."""
    book.write({f"{MSA}/Agreement.md": "# Other terms\n"})


@CASES.attack(
    "A twin of the whole folder",
    same_name_elsewhere,
    hook="L015 Contracts/acme/msa/agreement.md",
    gate="L015 Contracts … which is locked",
    pattern=False,
    owners=False,
)
def twin_of_the_root(book):
    """`Contracts/…` beside `contracts/…`: no pattern knows it, and a Windows checkout mixes the two."""
    book.write({"Contracts/acme/msa/agreement.md": "# Other terms\n"})


@CASES.attack(
    "A twin of an outline",
    same_name_elsewhere,
    hook=f"L015 {OUTLINE}/Outline.yaml … is the locked",
    gate=f"L015 {OUTLINE}/Outline.yaml … is the locked",
    pattern=False,
    owners=False,
)
def twin_of_an_outline(book):
    """`Outline.yaml` in the free part of a manual."""
    book.write({f"{OUTLINE}/Outline.yaml": "schema: 1\ntitle: Whatever\n"})


@CASES.attack(
    "A twin of the site's configuration",
    same_name_elsewhere,
    hook="L015 MKDOCS.yml … is the locked",
    gate="L015 MKDOCS.yml … which is locked",
    pattern=False,
    owners=False,
)
def twin_of_the_configuration(book):
    """`MKDOCS.yml` beside `mkdocs.yml`."""
    book.write({"MKDOCS.yml": "plugins: [other]\n"})


@CASES.attack(
    "Two agreements change places",
    page_moves,
    hook=f"L020 {AGREEMENT} … bytes were signed",
    gate=f"L012 {SOW}/agreement.md … bytes were signed",
    pattern=True,
    owners=True,
)
def swapped(book):
    """Every file was signed, only not where it lies."""
    one, other = (book.text(f"{folder}/agreement.md") for folder in (MSA, SOW))
    book.write({f"{MSA}/agreement.md": other, f"{SOW}/agreement.md": one})


@CASES.attack(
    "A contract moves to another vendor",
    new_vendor,
    hook=f"L017 {MSA}/signoffs/0001/statement.txt … removed",
    gate=f"L007 {OTHER_MSA}/signoffs/0001/statement.txt … it was signed for '{MSA}'",
    pattern=True,
    owners=True,
)
def contract_moves(book):
    """The whole folder, with its records, is renamed into another vendor's."""
    book.remove("contracts/zenith")
    book.move("contracts/acme/msa", "contracts/zenith/msa")


@CASES.attack(
    "A vendor's folder is renamed",
    new_vendor,
    hook="L013 contracts/acme-inc/msa/agreement.md … names no vendor 'acme-inc'",
    gate=f"L017 {MSA}/signoffs/0002/statement.txt … was removed",
    tree="L013 contracts/acme-inc/msa/agreement.md … names no vendor 'acme-inc'",
    pattern=True,
    owners=True,
)
def vendor_renamed(book):
    """`contracts/acme` becomes `contracts/acme-inc`; not a byte changes."""
    book.move("contracts/acme", "contracts/acme-inc")


@CASES.attack(
    "A contract is put into an archive",
    page_moves,
    hook=f"L017 {SOW}/signoffs/0001/statement.txt … removed",
    gate=f"L017 {SOW}/signoffs/0001/statement.txt … was removed",
    tree="passes",
    why="No later policy sealed this contract yet, so a tree alone can't know that it was there.",
    pattern=False,
    owners=True,
)
def archived(book):
    """A contract moves out of the locked folders, with its records."""
    book.move(SOW, "archive/sow-support")


@CASES.attack(
    "A sealed contract is put into an archive",
    page_moves,
    hook=f"L017 {SOW}/signoffs/0001/statement.txt … removed",
    gate=f"L009 {SOW} … it is not there",
    pattern=False,
    owners=True,
)
def archived_after_a_policy(book):
    """The same after a later policy: its heads remember the contract, so even a tree without history misses it."""
    book.agree_policy(book.policy(keys={"deputy@globex.example": []}))
    book.move(SOW, "archive/sow-support")


@CASES.attack(
    "A manual takes another name with its sign-off",
    page_moves,
    hook=f"L017 {OUTLINE}/signoffs/0001/statement.txt … removed",
    gate=f"L007 ops-manuals/acme/help/signoffs/0001/statement.txt … it was signed for '{OUTLINE}'",
    pattern=True,
    owners=True,
)
def manual_renamed(book):
    """The manual's folder is renamed, the approval of its outline with it."""
    book.move(OUTLINE, "ops-manuals/acme/help")


@CASES.attack(
    "A second governance",
    same_name_elsewhere,
    hook="L013 contracts/Governance/policy.yaml",
    gate="L013 contracts/Governance/policy.yaml",
    pattern=True,
    owners=True,
)
def second_governance(book):
    """`contracts/Governance` with a policy of the attacker's beside the real one."""
    book.write({"contracts/Governance/policy.yaml": book.text(POLICY), f"{GOVERNANCE}/../Governance/heads.txt": ""})


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
