"""YAML that reads two ways: a policy that says one thing to its signers and another to a reader of the file. Both lawyers signed it."""

from __future__ import annotations

from attacked_books import ALL_LAYERS
from attacks import Cases
from signed_books import GOVERNANCE, LEGAL, POLICY

CASES = Cases(12, "YAML that reads two ways")
SEALED = f"{GOVERNANCE}/signoffs/0002/files/policy.yaml"
WITHOUT_DEPUTY = {"deputy@globex.example": []}


@CASES.twin("Comments, quotes and an odd name", pattern=True, owners=True)
def comments_and_quotes(book):
    """A policy with comments and quotes, and a party called `null` in quotes, which is a text."""
    text = book.policy(keys=WITHOUT_DEPUTY).replace("name: Acme Ltd", 'name: "null"   # their real name')
    book.write({POLICY: f"# Who may sign.\n{text}"})
    book.sign(GOVERNANCE, *LEGAL)


def unreadable(code, words):
    text = f"{code} {SEALED} … {words}"
    return {"hook": text, "gate": text, "pattern": True, "owners": True}


def signed(book, change):
    text = book.policy(keys=WITHOUT_DEPUTY)
    changed = change(text)
    assert changed != text
    book.write({POLICY: changed})
    book.forge(GOVERNANCE, *LEGAL)


@CASES.attack("A key twice", comments_and_quotes, **unreadable("Y003", "layers"))
def key_twice(book):
    """The layers stand twice: the first asks for both sides, the last, which most programs take, for the client alone."""
    signed(book, lambda text: text + ALL_LAYERS.replace(", vendor.legal: 1", ""))


@CASES.attack("A key twice, written in two ways", comments_and_quotes, **unreadable("Y003", "msa"))
def key_twice_in_quotes(book):
    """`msa` and `"msa"` are one key."""
    line = '  "msa": {instruments: "contracts/{vendor}/msa", requires: {client.legal: 1}}\n'
    signed(book, lambda text: text + line)


@CASES.attack("An anchor and an alias", comments_and_quotes, **unreadable("Y004", ""))
def alias(book):
    """The vendor's lawyer is an alias of the client's."""
    signed(
        book,
        lambda text: text.replace("legal@globex.example: {", "legal@globex.example: &us {").replace("  zenith:", "  zenith: *us\n  x:"),
    )


@CASES.attack("A merge key", comments_and_quotes, **unreadable("Y004", ""))
def merge_key(book):
    """`<<` brings in values from elsewhere, which the eye passes over."""
    signed(book, lambda text: text.replace("  msa: {", "  msa: {<<: {requires: {client.legal: 1}}, "))


@CASES.attack("A tag", comments_and_quotes, **unreadable("Y004", ""))
def tag(book):
    """A tag that makes careless loaders run a program."""
    signed(book, lambda text: text.replace("client: globex", "client: !!python/object/apply:os.getcwd []"))


@CASES.attack("A number that is a text to others", comments_and_quotes, **unreadable("Y006", "1_0"))
def number_with_underscore(book):
    """`1_0` is ten to some readers and a text to others."""
    signed(book, lambda text: text.replace("client.legal: 2", "client.legal: 1_0"))


@CASES.attack("A number with a zero before it", comments_and_quotes, **unreadable("Y006", "01"))
def octal(book):
    """`01` is octal to some readers."""
    signed(book, lambda text: text.replace("client.legal: 2", "client.legal: 01"))


@CASES.attack("A truth value for a number", comments_and_quotes, **unreadable("L010", "must be a whole number"))
def truth_for_a_number(book):
    """`true` counts as 1 in careless programs."""
    signed(book, lambda text: text.replace("client.legal: 2", "client.legal: true"))


@CASES.attack("Nobody has to sign", comments_and_quotes, **unreadable("L010", "must be a whole number from 1"))
def nobody(book):
    """A layer that asks for no signature."""
    signed(book, lambda text: text.replace("client.legal: 2", "client.legal: 0"))


@CASES.attack("Two documents in one file", comments_and_quotes, **unreadable("Y002", ""))
def two_documents(book):
    """A second document after `---`, which some readers take and some don't see."""
    signed(book, lambda text: f"{text}---\n{text}")


@CASES.attack("A bomb", comments_and_quotes, **unreadable("Y005", "nested"))
def bomb(book):
    """A thousand brackets, which exhaust a careless reader."""
    signed(book, lambda text: text + "deep: " + "[" * 1000 + "]" * 1000 + "\n")


@CASES.attack("A bomb of size", comments_and_quotes, **unreadable("Y005", "at most 1,048,576 are read"))
def large(book):
    """Two megabytes of comment."""
    signed(book, lambda text: text + "# no\n" * 420_000)


@CASES.attack("An unknown key", comments_and_quotes, **unreadable("L010", "unknown key 'emergency'"))
def unknown_key(book):
    """A key that a later release might understand."""
    signed(book, lambda text: text + "emergency: {anybody: true}\n")


@CASES.attack("A wildcard signer", comments_and_quotes, **unreadable("L010", "no wildcards"))
def wildcard(book):
    """OpenSSH's own files know wildcards; a policy does not."""
    signed(book, lambda text: text.replace("deputy@acme.example", "'*@acme.example'"))


@CASES.attack("Two layers for one folder", comments_and_quotes, **unreadable("L010", "could belong to"))
def overlapping(book):
    """A second layer that also fits the contracts, and asks for less."""
    line = '  quick: {instruments: "contracts/{vendor}/ms*", requires: {client.legal: 1}}\n'
    signed(book, lambda text: text + line)


@CASES.attack("A weak key", comments_and_quotes, **unreadable("L010", "RSA key has 2048 bits"))
def weak_key(book):
    """An RSA key of 2,048 bits."""
    key = book.keys.public("weak", "-t", "rsa", "-b", "2048")
    signed(book, lambda text: text.replace(book.keys.public("secretary@globex.example"), key))


@CASES.attack("Another encoding", comments_and_quotes, **unreadable("Y001", ""))
def other_encoding(book):
    """A policy in UTF-16."""
    book.write({POLICY: book.policy(keys=WITHOUT_DEPUTY).encode("utf-16")})
    book.forge(GOVERNANCE, *LEGAL)


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
