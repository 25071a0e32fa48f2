"""Records altered, removed, reordered, or written so that they could be read in two ways."""

from __future__ import annotations

import re

from attacked_books import AGREEMENT, EVIL, SECOND, THIRD
from attacks import Cases
from signed_books import BOTH, MSA

CASES = Cases(10, "Records altered or ambiguous")
FIRST, NEWEST, NEXT = (f"{MSA}/signoffs/{number}" for number in ("0001", "0002", "0003"))


def half_signed(book):
    """On a branch, the client has signed and committed."""
    book.branch("side")
    book.amend(MSA, THIRD, [BOTH[0]])
    book.commit("half")


def merged(book):
    """What stands on disk is committed through the hook, and the branch is merged."""
    book.git("add", "--all")
    book.propose()
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--no-ff", "--no-edit", "side")


@CASES.twin("A signature joins a statement that waits", pattern=True, owners=True)
def signature_joins(book):
    """The client has signed and committed; the vendor's signature is added to the same record."""
    half_signed(book)
    book.sign(MSA, BOTH[1])
    merged(book)


@CASES.twin("A statement that waits is made anew", pattern=True, owners=True)
def made_anew(book):
    """The client has signed one text; both agree on another, and the waiting record gives way."""
    half_signed(book)
    book.amend(MSA, THIRD.replace("150", "140"))
    merged(book)


@CASES.twin("A note and a date", pattern=True, owners=True)
def note_and_date(book):
    """A statement with a note of accents and typographic quotes, signed as it stands."""
    book.write({AGREEMENT: THIRD})
    book.sign(MSA, *BOTH, note="Raises the fee to EUR 150.00 – “réunion” of 1 June")


def record(path, hook, gate="", **more):
    return {"hook": f"L017 {path} … {hook}", "gate": gate or f"L017 {path} … was {hook}", "pattern": True, "owners": True, **more}


def ambiguous(words):
    return {"hook": f"L001 {NEXT}/statement.txt … {words}", "gate": f"L001 {NEXT}/statement.txt … {words}", "pattern": True, "owners": True}


def forged(book, change):
    """Both sides have signed bytes that are no statement of the one form."""
    book.write({AGREEMENT: THIRD})
    book.forge(MSA, *BOTH, raw=change)


@CASES.attack(
    "Line ends of a sealed statement",
    signature_joins,
    **record(f"{NEWEST}/statement.txt", "changed"),
    tree=f"L001 {NEWEST}/statement.txt … carriage return",
)
def sealed_line_ends(book):
    """A sealed statement gets Windows line ends."""
    book.edit(f"{NEWEST}/statement.txt", "\n", "\r\n")


@CASES.attack(
    "The note of a sealed statement",
    signature_joins,
    **record(f"{NEWEST}/statement.txt", "changed"),
    tree=f"L004 {NEWEST}/counsel@acme.example.sig … does not fit",
)
def sealed_note(book):
    """A sealed statement gets a note that nobody wrote."""
    book.edit(f"{NEWEST}/statement.txt", "\n\n", "\nnote: without prejudice\n\n")


@CASES.attack(
    "A sealed copy is changed",
    made_anew,
    **record(f"{FIRST}/files/agreement.md", "changed"),
    tree=f"L003 {FIRST}/files/agreement.md … signed",
)
def sealed_copy(book):
    """The text of an older version is rewritten in its record, which is what the site shows of the past."""
    book.edit(f"{FIRST}/files/agreement.md", "100.00", "900.00")


@CASES.attack(
    "The first record is removed",
    made_anew,
    hook=f"L017 {FIRST}/statement.txt … removed",
    gate=f"L007 {NEWEST} … version 1 is missing below version 2",
    pattern=False,
    owners=True,
)
def first_record_removed(book):
    """The beginning of a chain disappears."""
    book.remove(FIRST)


@CASES.attack(
    "A record takes another number",
    made_anew,
    **record(f"{NEWEST}/statement.txt", "removed"),
    tree=f"L007 {NEXT} … version 2 is missing below version 3",
)
def renumbered(book):
    """`0002` becomes `0003`, so that a place is free for another second version."""
    book.move(NEWEST, NEXT)


@CASES.attack(
    "Two records change places",
    made_anew,
    **record(f"{FIRST}/statement.txt", "changed"),
    tree=f"L007 {FIRST}/statement.txt … version 2 lies in the folder of version 1",
)
def places_changed(book):
    """The first and the second record swap their numbers, and the first text is the newest again."""
    for old, new in ((FIRST, f"{MSA}/signoffs/x"), (NEWEST, FIRST), (f"{MSA}/signoffs/x", NEWEST)):
        (book.path / old).rename(book.path / new)
    book.write({AGREEMENT: SECOND.replace("120", "100")})


@CASES.attack(
    "A late signature",
    signature_joins,
    hook=f"L017 {NEWEST}/deputy@acme.example.sig … added",
    gate=f"L017 {NEWEST}/deputy@acme.example.sig … a signature was added to a record that was sealed before",
    tree="passes",
    why="The signature is valid; when it was made can't be seen in the tree.",
    pattern=True,
    owners=True,
)
def late_signature(book):
    """A further, valid signature appears under a statement that was complete long ago."""
    data = (book.path / NEWEST / "statement.txt").read_bytes()
    (book.path / NEWEST / "deputy@acme.example.sig").write_bytes(book.signature(data, "deputy@acme.example"))


@CASES.attack(
    "A foreign file in a record",
    signature_joins,
    **record(f"{NEWEST}/side-letter.md", "added", f"L002 {NEWEST}/side-letter.md … a record holds statement.txt"),
)
def foreign_file(book):
    """Something that nobody signed lies among what was signed."""
    book.write({f"{NEWEST}/side-letter.md": "# Side letter\n"})


@CASES.attack(
    "A foreign file among the copies",
    signature_joins,
    **record(f"{NEWEST}/files/annex.md", "added", f"L003 {NEWEST}/files/annex.md … names no such file"),
)
def foreign_copy(book):
    """A file that the statement does not name lies among the signed copies."""
    book.write({f"{NEWEST}/files/annex.md": "# Annex\n"})


@CASES.attack(
    "A file beside the records",
    signature_joins,
    hook=f"L002 {MSA}/signoffs/README.md … belongs to no record",
    gate=f"L002 {MSA}/signoffs/README.md … belongs to no record",
    pattern=True,
    owners=True,
)
def beside_the_records(book):
    """A note lies in `signoffs/` itself."""
    book.write({f"{MSA}/signoffs/README.md": "Version 3 was agreed by telephone.\n"})


@CASES.attack(
    "A number written otherwise",
    note_and_date,
    hook=f"L002 {MSA}/signoffs/3/statement.txt … belongs to no record",
    gate=f"L002 {MSA}/signoffs/3/statement.txt … belongs to no record",
    pattern=True,
    owners=True,
)
def number_written_otherwise(book):
    """`3` instead of `0003`: two folders could be the same version."""
    book.write({AGREEMENT: THIRD})
    book.forge(MSA, *BOTH, number="3")


@CASES.attack(
    "A version is left out",
    note_and_date,
    hook=f"L007 {MSA}/signoffs/0004 … version 3 is missing below version 4",
    gate=f"L007 {MSA}/signoffs/0004 … version 3 is missing below version 4",
    pattern=True,
    owners=True,
)
def version_left_out(book):
    """Version 4 follows version 2, so that a third could be slipped in later."""
    book.write({AGREEMENT: THIRD})
    book.forge(MSA, *BOTH, version=4)


@CASES.attack(
    "A statement that follows nothing",
    note_and_date,
    hook=f"L007 {NEXT}/statement.txt … it follows nothing",
    gate=f"L007 {NEXT}/statement.txt … it follows nothing",
    pattern=True,
    owners=True,
)
def follows_nothing(book):
    """Version 3 names no predecessor: the chain would begin anew."""
    book.write({AGREEMENT: THIRD})
    book.forge(MSA, *BOTH, supersedes=None)


@CASES.attack(
    "A file that the statement does not name",
    note_and_date,
    hook=f"L020 {MSA}/terms.yaml … was signed without this file",
    gate=f"L012 {MSA}/terms.yaml … was signed without this file",
    pattern=True,
    owners=True,
    honest=True,
)
def file_not_named(book):
    """Both sides sign the text; the terms lie beside it in the contract, unnamed."""
    book.write({AGREEMENT: THIRD})
    files = tuple(file for file in book.statement(MSA).files if file.path != "terms.yaml")
    record_folder = book.forge(MSA, *BOTH, files=files)
    (record_folder / "files/terms.yaml").unlink()


@CASES.attack("Line ends", note_and_date, **ambiguous("carriage return"))
def line_ends(book):
    """A statement with Windows line ends, properly signed by both sides."""
    forged(book, lambda raw: raw.replace(b"\n", b"\r\n"))


@CASES.attack("A byte order mark", note_and_date, **ambiguous("U+FEFF"))
def byte_order_mark(book):
    """A statement that begins with a byte order mark, properly signed."""
    forged(book, lambda raw: b"\xef\xbb\xbf" + raw)


@CASES.attack("No last line end", note_and_date, **ambiguous("does not end with a line feed"))
def no_last_line_end(book):
    """A statement whose last line is open, so that something could be appended to it."""
    forged(book, lambda raw: raw.rstrip(b"\n"))


@CASES.attack("A header twice", note_and_date, **ambiguous("'effective: ' must stand here"))
def header_twice(book):
    """Two version lines: one reader takes the first, another the last."""
    forged(book, lambda raw: raw.replace(b"version: 3\n", b"version: 3\nversion: 4\n"))


@CASES.attack("A file twice", note_and_date, **ambiguous("the path stands twice"))
def file_twice(book):
    """Two lines for one file, with two digests."""
    other = b"100644 sha256:" + b"0" * 64 + b" 1 agreement.md\n"
    forged(book, lambda raw: raw.replace(b"\n\n", b"\n\n" + other))


@CASES.attack("Files in another order", note_and_date, **ambiguous("must be sorted by path"))
def other_order(book):
    """The same lines in another order would have another digest."""
    forged(book, lambda raw: raw.partition(b"\n\n")[0] + b"\n\n" + b"".join(reversed(raw.partition(b"\n\n")[2].splitlines(keepends=True))))


@CASES.attack("A space too many", note_and_date, **ambiguous("'version' must be"))
def odd_space(book):
    """A space that no eye sees at the end of a line."""
    forged(book, lambda raw: raw.replace(b"version: 3\n", b"version: 3 \n"))


@CASES.attack("A number with a zero before it", note_and_date, **ambiguous("'version' must be a positive whole number"))
def leading_zero(book):
    """`03` is 3 to one reader and an octal number to another."""
    forged(book, lambda raw: raw.replace(b"version: 3\n", b"version: 03\n"))


@CASES.attack("A digest in capitals", note_and_date, **ambiguous("'supersedes' must be"))
def capital_digest(book):
    """The digest of the statement before, in capital letters."""
    forged(book, lambda raw: re.sub(rb"(?<=supersedes: sha256:)[0-9a-f]{64}", lambda found: found[0].upper(), raw))


@CASES.attack("A path that climbs", note_and_date, **ambiguous("'..' is not allowed in a path"))
def climbing_path(book):
    """A manifest line that names a file of another contract."""
    forged(book, lambda raw: raw.replace(b" agreement.md\n", b" ../../zenith/msa/agreement.md\n"))


@CASES.attack(
    "Text after the signature",
    signature_joins,
    hook=f"L004 {NEXT}/counsel@acme.example.sig … not as ssh-keygen writes it",
    gate=f"L004 {NEXT}/counsel@acme.example.sig … not as ssh-keygen writes it",
    pattern=True,
    owners=True,
)
def text_after_a_signature(book):
    """A line below a valid signature: a reservation that no verifier would show."""
    book.amend(MSA)
    file = f"{NEXT}/counsel@acme.example.sig"
    book.write({file: (book.path / file).read_bytes() + b"signed under protest\n"})


@CASES.attack(
    "An empty statement",
    made_anew,
    hook=f"L001 {NEXT}/statement.txt",
    gate=f"L001 {NEXT}/statement.txt … the statement ends before",
    pattern=True,
    owners=True,
)
def empty_statement(book):
    """A record with an empty statement at the end of the chain, and the text changed with it."""
    book.write({AGREEMENT: EVIL, f"{NEXT}/statement.txt": ""})


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
