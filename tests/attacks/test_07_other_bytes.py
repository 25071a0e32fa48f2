"""Git made to show other bytes than it stores: attributes, filters, replacements. Stored blobs are judged."""

from __future__ import annotations

import os

from attacked_books import AGREEMENT, EVIL, PAGE, SECOND
from attacks import SILENT, STOP, Cases, Target
from signed_books import LEGAL, MACHINERY, MSA, OUTLINE

CASES = Cases(7, "Git made to show other bytes than it stores")
EDITED = {"hook": f"L020 {AGREEMENT} … signed", "gate": f"L012 {AGREEMENT} … signed", "pattern": True, "owners": True}


def attributes(book, text):
    book.write({".git/info/attributes": text})


@CASES.twin("Windows line ends on disk", pattern=False, owners=False)
def windows(book):
    """A manual page is edited on Windows with `core.autocrlf`: git stores line feeds."""
    book.git("config", "core.autocrlf", "true")
    book.write({PAGE: "# Support manual\r\n\r\nBegin here.\r\n"})


@CASES.twin("Attributes of free files", pattern=True, owners=True)
def signed_attributes(book):
    """`.gitattributes` gets a line for pictures, and the client's legal signs the machinery."""
    book.write({".gitattributes": book.text(".gitattributes") + "*.png binary\n"})
    book.sign(MACHINERY, LEGAL[0])


@CASES.twin("Keywords on disk only", pattern=False, owners=False)
def keywords(book):
    """The reader's own git expands `$Id$` on disk; what is stored is what was signed."""
    attributes(book, "*.md ident\n")
    book.write({PAGE: "# Support manual\n\n$Id$\n"})


@CASES.attack("A clean filter", windows, **EDITED)
def clean_filter(book):
    """On disk lies the signed text; a filter makes `git add` store another."""
    attributes(book, "agreement.md filter=lie\n")
    book.git("config", "filter.lie.clean", "sed s/120.00/001.00/")
    (book.path / AGREEMENT).touch()
    os.utime(book.path / AGREEMENT, (1, 1))
    book.git("add", "--renormalize", AGREEMENT)
    book.propose()


@CASES.attack("A smudge filter", windows, **EDITED)
def smudge_filter(book):
    """Another text is stored; a filter makes every checkout show the signed one."""
    attributes(book, "agreement.md filter=lie\n")
    book.git("config", "filter.lie.clean", "sed s/120.00/001.00/")
    book.git("config", "filter.lie.smudge", "sed s/001.00/120.00/")
    book.stage_blob(AGREEMENT, SECOND.replace("120.00", "001.00").encode())
    book.propose()


@CASES.attack("textconv", windows, **EDITED)
def textconv(book):
    """A diff driver shows every version of an agreement as the same text, so that no diff shows a change."""
    attributes(book, "agreement.md diff=lie\n")
    book.git("config", "diff.lie.textconv", "true")
    book.git("config", "diff.lie.binary", "true")
    book.write({AGREEMENT: EVIL})


@CASES.attack("An external diff", windows, **EDITED)
def external_diff(book):
    """`diff.external` prints nothing, whatever changed."""
    book.git("config", "diff.external", "true")
    book.write({AGREEMENT: EVIL})


@CASES.attack("Settings that make diffs smaller", windows, **EDITED)
def settings(book):
    """Everything in git's configuration that leaves changes out or shows them elsewhere."""
    for name, value in {
        "diff.ignoreSubmodules": "all",
        "diff.renames": "copies",
        "diff.relative": "true",
        "diff.orderFile": os.devnull,
        "diff.noprefix": "true",
        "core.fileMode": "false",
        "core.ignoreCase": "true",
        "core.precomposeUnicode": "true",
        "core.quotePath": "true",
        "core.untrackedCache": "true",
        "core.checkStat": "minimal",
        "core.trustctime": "false",
        "status.showUntrackedFiles": "no",
        "color.ui": "always",
        "diff.context": "0",
    }.items():
        book.git("config", name, value)
    book.write({AGREEMENT: EVIL})


@CASES.attack(
    "The mode, while git does not look at modes",
    windows,
    hook=f"L020 {AGREEMENT} … has the mode 100755",
    gate=f"L012 {AGREEMENT} … has the mode 100755",
    pattern=True,
    owners=True,
)
def unseen_mode(book):
    """`core.fileMode=false` hides modes on disk; the index carries the executable bit."""
    book.git("config", "core.fileMode", "false")
    book.git("update-index", "--chmod=+x", AGREEMENT)
    book.propose()


@CASES.attack("A file system monitor that sees nothing", windows, **EDITED)
def monitor(book):
    """`core.fsmonitor` tells git that no file has changed since."""
    book.stage_blob(AGREEMENT, EVIL.encode())
    lie = book.path / ".git/lie"
    lie.write_text("#!/bin/sh\nprintf 'token\\0'\n", encoding="utf-8")
    lie.chmod(0o755)
    book.git("config", "core.fsmonitor", ".git/lie")
    book.propose()


@CASES.attack(
    "A replaced blob",
    windows,
    hook=f"L020 {AGREEMENT} … signed",
    gate=f"L012 {AGREEMENT} … signed",
    audit=f"{STOP} this repository replaces objects",
    pattern=True,
    owners=True,
)
def replaced_blob(book):
    """`git replace` shows the signed blob wherever the other one is asked for."""
    signed = book.git("rev-parse", f"HEAD:{AGREEMENT}")
    evil = book.stage_blob(AGREEMENT, EVIL.encode())
    book.git("replace", evil, signed)
    book.propose()


@CASES.attack(
    "A replaced commit",
    windows,
    hook=SILENT,
    gate=f"L012 {AGREEMENT} … signed",
    audit=f"{STOP} this repository replaces objects",
    pattern=None,
    owners=False,
)
def replaced_commit(book):
    """`git replace` shows the protected tip wherever the proposal is asked for; even a forge's list of changed files is empty."""
    book.write({AGREEMENT: EVIL})
    book.git("commit", "-qam", "typo", "--no-verify")
    book.git("replace", "HEAD", book.base)


@CASES.attack(
    "Attributes in a contract's folder",
    signed_attributes,
    hook=f"L020 {MSA}/.gitattributes … was signed without this file",
    gate=f"L012 {MSA}/.gitattributes … was signed without this file",
    pattern=True,
    owners=True,
)
def attributes_in_a_contract(book):
    """A `.gitattributes` beside the agreement would have checkouts show other line ends, encodings or filtered text."""
    book.write({f"{MSA}/.gitattributes": "*.md eol=crlf\n"})


@CASES.attack(
    "Attributes at the root",
    signed_attributes,
    hook="L020 .gitattributes … signed",
    gate="L012 .gitattributes … signed",
    pattern=True,
    owners=True,
)
def attributes_at_the_root(book):
    """`.gitattributes` is to convert the line ends of all contracts on checkout."""
    book.write({".gitattributes": "contracts/** text eol=crlf\n"})


@CASES.attack(
    "Attributes in a manual's folder",
    signed_attributes,
    hook=f"L013 {OUTLINE}/.gitattributes … attributes",
    gate=f"L013 {OUTLINE}/.gitattributes … attributes",
    pattern=False,
    owners=False,
)
def attributes_in_a_manual(book):
    """In the free part of a manual: the locked outline, and its sign-off, would be left out of every exported archive."""
    book.write({f"{OUTLINE}/.gitattributes": "outline.yaml export-ignore\nsignoffs export-ignore\n"})


@CASES.attack(
    "An archive that git edits",
    signed_attributes,
    hook=SILENT,
    gate="passes",
    audit="passes",
    tree=f"L012 {AGREEMENT} … signed",
    why="What is stored is as it was signed; what `git archive` makes of it under the caller's own attributes is another text, which the bare tree tells.",
    pattern=None,
    owners=False,
)
def edited_archive(book):
    """The caller's own attributes make `git archive` write other line ends into the zip that an auditor gets."""
    attributes(book, "*.md text eol=crlf\n")
    book.write({PAGE: "# Support manual\n\nBegin here.\n"})
    book.git("commit", "-qam", "manual", "--no-verify")
    return Target(book.path, book.base, files=book.export())


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
