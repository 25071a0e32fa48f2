"""Files that stop being files: links, submodules, folders, the executable bit."""

from __future__ import annotations

from attacked_books import AGREEMENT
from attacks import Cases
from signed_books import BOTH, CLAUSE, MSA, OUTLINE, POLICY

CASES = Cases(4, "Files that stop being files")


@CASES.twin("A script of the client's own is made executable", pattern=False, owners=False)
def free_script(book):
    """A program at the root, where nothing is signed."""
    book.write({"publish.sh": "#!/bin/sh\n"})
    (book.path / "publish.sh").chmod(0o755)


@CASES.twin("The draft of the next version is edited", pattern=False, owners=False)
def draft_edited(book):
    """Negotiation goes on in `draft/`."""
    book.edit(f"{MSA}/draft/agreement.md", "90.00", "95.00")
    book.write({f"{MSA}/draft/terms.yaml": "schema: 1\n"})


@CASES.twin("An amendment that adds a file", pattern=True, owners=True)
def signed_annex(book):
    """A further plain file, in the statement that both sides sign."""
    book.write({f"{MSA}/annex.md": "# Annex\n"})
    book.sign(MSA, *BOTH)


@CASES.attack(
    "A link to the same bytes",
    signed_annex,
    hook=f"L014 {AGREEMENT} … symbolic link",
    gate=f"L012 {AGREEMENT} … is no plain file",
    pattern=False,
    owners=True,
)
def link_to_the_copy(book):
    """The agreement becomes a link to the sealed copy: today it shows what was signed."""
    book.link(AGREEMENT, "signoffs/0002/files/agreement.md")


@CASES.attack(
    "The policy as a link",
    signed_annex,
    hook=f"L014 {POLICY} … symbolic link",
    gate=f"L012 {POLICY} … is no plain file",
    pattern=False,
    owners=True,
)
def policy_link(book):
    """The policy becomes a link to a file of the same bytes outside the locked folders."""
    book.write({"policy.yaml": book.text(POLICY)})
    book.link(POLICY, "../../policy.yaml")


@CASES.attack(
    "The executable bit",
    free_script,
    hook=f"L020 {AGREEMENT} … has the mode 100755; 100644 was signed",
    gate=f"L012 {AGREEMENT} … has the mode 100755; 100644 was signed",
    pattern=True,
    owners=True,
)
def executable(book):
    """Not a byte changes, only the mode."""
    (book.path / AGREEMENT).chmod(0o755)


@CASES.attack(
    "The executable bit of a sealed copy",
    free_script,
    hook=f"L017 {MSA}/signoffs/0001/files/agreement.md … changed",
    gate=f"L003 {MSA}/signoffs/0001/files/agreement.md … has the mode 100755",
    pattern=True,
    owners=True,
)
def executable_copy(book):
    """The mode of a file inside a record."""
    (book.path / f"{MSA}/signoffs/0001/files/agreement.md").chmod(0o755)


@CASES.attack(
    "The executable bit of a statement",
    free_script,
    hook=f"L017 {MSA}/signoffs/0002/statement.txt … changed",
    gate=f"L017 {MSA}/signoffs/0002/statement.txt … was changed",
    tree="passes",
    why="The mode of the statement itself is part of nothing that was signed; its bytes are.",
    pattern=True,
    owners=True,
)
def executable_statement(book):
    """The mode of a statement, whose bytes are all that anybody signed."""
    (book.path / f"{MSA}/signoffs/0002/statement.txt").chmod(0o755)


@CASES.attack(
    "The clauses as a submodule",
    free_script,
    hook=f"L017 {CLAUSE}/signoffs/0001/statement.txt … removed",
    gate=f"L017 {CLAUSE}/signoffs/0001/statement.txt … was removed",
    tree="L013 clauses",
    pattern=False,
    owners=True,
)
def clauses_submodule(book):
    """The folder of all clauses becomes a submodule: a checkout without it shows none, one with it shows another repository's."""
    book.stage_submodule("clauses")
    book.remove("clauses")
    book.propose()


@CASES.attack(
    "A link in a draft",
    draft_edited,
    hook=f"L014 {MSA}/draft/price-list.md … symbolic link",
    gate=f"L014 {MSA}/draft/price-list.md … symbolic link",
    pattern=False,
    owners=False,
)
def link_in_a_draft(book):
    """A link in the free folder that shows another vendor's terms, or a file of the machine that builds the site."""
    book.link(f"{MSA}/draft/price-list.md", "../../../zenith/msa/agreement.md")


@CASES.attack(
    "A vendor's manuals as a link",
    free_script,
    hook=f"L017 {OUTLINE}/signoffs/0001/statement.txt … removed",
    gate="L014 ops-manuals/acme … symbolic link or submodule",
    pattern=False,
    owners=True,
)
def manuals_link(book):
    """The folder of all of a vendor's manuals becomes a link to a place outside."""
    book.remove("ops-manuals/acme")
    book.link("ops-manuals/acme", "../elsewhere")


@CASES.attack(
    "An agreement becomes a folder",
    signed_annex,
    hook=f"L020 {AGREEMENT} … is missing",
    gate=f"L012 {AGREEMENT} … is missing",
    pattern=True,
    owners=True,
)
def agreement_becomes_a_folder(book):
    """`agreement.md/page.md`: the name is still there."""
    book.remove(AGREEMENT)
    book.write({f"{AGREEMENT}/page.md": "# Master services agreement\n"})


@CASES.attack(
    "The records' folder becomes a file",
    signed_annex,
    hook=f"L013 {MSA}/signoffs … is the name of a folder",
    gate=f"L013 {MSA}/signoffs … is the name of a folder",
    pattern=True,
    owners=True,
)
def records_become_a_file(book):
    """`signoffs` as a file: the contract would look like one that nobody has signed."""
    book.remove(f"{MSA}/signoffs")
    book.write({f"{MSA}/signoffs": "nothing here\n"})


@CASES.attack(
    "draft/ becomes a file",
    draft_edited,
    hook=f"L013 {MSA}/draft … is the name of a folder",
    gate=f"L013 {MSA}/draft … is the name of a folder",
    pattern=True,
    owners=True,
)
def draft_becomes_a_file(book):
    """`draft` as a file beside the signed text."""
    book.remove(f"{MSA}/draft")
    book.write({f"{MSA}/draft": "# Other terms\n"})


@CASES.attack(
    "A git attribute file as a link",
    free_script,
    hook="L014 .gitattributes … symbolic link",
    gate="L014 .gitattributes … symbolic link",
    pattern=False,
    owners=True,
)
def attributes_link(book):
    """`.gitattributes` becomes a link to a free file, which could say anything tomorrow."""
    book.write({"attributes": book.text(".gitattributes")})
    book.link(".gitattributes", "attributes")


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
