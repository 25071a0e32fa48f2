"""Text that lies to the eye: characters without width, changed directions, letters that look like others."""

from __future__ import annotations

from attacked_books import AGREEMENT, PAGE, SECOND, THIRD
from attacks import Cases
from signed_books import BOTH, GOVERNANCE, LEGAL, MSA, POLICY

CASES = Cases(15, "Text that lies to the eye")
NEXT = f"{MSA}/signoffs/0003"


@CASES.twin("A manual in many scripts", pattern=False, owners=False)
def many_scripts(book):
    """Arabic, Hindi and joined emoji are text; in a free page they are nobody's business."""
    book.write(
        {PAGE: "# Support manual\n\n\u0645\u0631\u062d\u0628\u0627 · \u0928\u092e\u0938\u094d\u0924\u0947 · \U0001f469\u200d\U0001f4bb\n"}
    )


@CASES.twin("A signed text with typography", pattern=True, owners=True)
def typography(book):
    """An agreement with dashes, quotes and accents, signed as it stands."""
    book.amend(MSA, "# Accord\n\nLe prestataire paie 1 500 € – “au plus tard”.\n")


def unsigned():
    return {"hook": f"L020 {AGREEMENT} … signed", "gate": f"L012 {AGREEMENT} … signed", "pattern": True, "owners": True}


def statement(words):
    text = f"L001 {NEXT}/statement.txt … {words}"
    return {"hook": text, "gate": text, "pattern": True, "owners": True}


def noted(book, note):
    """Both sides have signed a statement with this note."""
    book.write({AGREEMENT: THIRD})
    book.forge(MSA, *BOTH, raw=lambda raw: raw.replace(b"\n\n", f"\nnote: {note}\n\n".encode(), 1))


@CASES.attack("A character without width", typography, **unsigned())
def without_width(book):
    """The agreement looks the same to the letter; its bytes are others."""
    book.write({AGREEMENT: SECOND.replace("EUR 120", "EUR\u200b 120")})


@CASES.attack("A letter of another alphabet", typography, **unsigned())
def other_alphabet(book):
    """One Latin letter becomes a Cyrillic one."""
    book.write({AGREEMENT: SECOND.replace("Vendor", "V\u0435ndor")})


@CASES.attack("Another direction", typography, **unsigned())
def other_direction(book):
    """Two marks of direction show the amount the other way round."""
    book.write({AGREEMENT: SECOND.replace("120.00", "\u202e00.021\u202c")})


@CASES.attack("Another space", typography, **unsigned())
def other_space(book):
    """A space becomes one that does not break."""
    book.write({AGREEMENT: SECOND.replace("EUR 120", "EUR\u00a0120")})


@CASES.attack("The same letters in another form", typography, **unsigned())
def other_form(book):
    """An accent becomes a character of its own, which no eye and few programs tell."""
    accented = "# Accord\n\nLe délai est de 30 jours.\n"
    book.amend(MSA, accented)
    book.commit("amendment")
    book.land()
    book.write({AGREEMENT: accented.replace("é", "e\u0301")})


@CASES.attack("White space at the end of a line", typography, **unsigned())
def white_space(book):
    """Two spaces at a line's end: to markdown, a line break."""
    book.write({AGREEMENT: SECOND.replace("agreement\n", "agreement  \n")})


@CASES.attack("A note with another direction", typography, **statement("U+202E"))
def note_direction(book):
    """The signers' note reads another way than it is stored."""
    noted(book, "Lowers the fee to \u202e00.051")


@CASES.attack("A note with an invisible character", typography, **statement("U+200B"))
def note_invisible(book):
    """A note that is found by no search."""
    noted(book, "With\u200bout prejudice")


@CASES.attack("A note in another form", typography, **statement("normal form C"))
def note_form(book):
    """A note with an accent as a character of its own."""
    noted(book, "Re\u0301union")


@CASES.attack("A note that clears the screen", typography, **statement("U+001B"))
def note_escape(book):
    """A note with the codes that move a terminal's cursor."""
    noted(book, "\x1b[2J\x1b[HSigned by both sides.")


@CASES.attack(
    "A mailbox in another alphabet",
    typography,
    hook=f"L002 {NEXT}/couns\\u{{435}}l@acme.example.sig",
    gate=f"L002 {NEXT}/couns\\u{{435}}l@acme.example.sig … a record holds",
    pattern=True,
    owners=True,
)
def mailbox(book):
    """A signature under a name that looks like the vendor's lawyer's."""
    book.write({AGREEMENT: THIRD})
    book.forge(MSA, BOTH[0], ("couns\u0435l@acme.example", "intruder"))


@CASES.attack(
    "A signer in another alphabet",
    typography,
    hook=f"L010 {GOVERNANCE}/signoffs/0002/files/policy.yaml … mailbox",
    gate=f"L010 {GOVERNANCE}/signoffs/0002/files/policy.yaml … mailbox",
    pattern=True,
    owners=True,
)
def signer(book):
    """A policy names a second lawyer whose mailbox looks like the first one's."""
    book.write({POLICY: book.policy().replace("deputy@acme.example", "couns\u0435l@acme.example")})
    book.forge(GOVERNANCE, *LEGAL)


@CASES.attack(
    "A party's name with marks of direction",
    typography,
    hook=f"Y001 {GOVERNANCE}/signoffs/0002/files/policy.yaml",
    gate=f"Y001 {GOVERNANCE}/signoffs/0002/files/policy.yaml",
    pattern=True,
    owners=True,
)
def party(book):
    """The name that every page shows reads another way than it is stored."""
    book.write({POLICY: book.policy().replace("Acme Ltd", "\u202edtL emcA")})
    book.forge(GOVERNANCE, *LEGAL)


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
