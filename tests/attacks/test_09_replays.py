"""Replays: what was signed for another time, place or purpose, withdrawn keys, and one hand on both sides."""

from __future__ import annotations

import shutil
import subprocess

from attacked_books import AGREEMENT, EVIL, SECOND, THIRD
from attacks import Cases
from pactbook.lock.forms.statement import PolicyName
from signed_books import BOTH, CLAUSE, GOVERNANCE, LEGAL, MSA, OTHER_MSA, POLICY

CASES = Cases(9, "Replays")
THIRD_RECORD = f"{MSA}/signoffs/0003"
V2 = f"{CLAUSE}/v2.md"
OTHER_REPOSITORY = "00000000-0000-4000-8000-000000000000"
DEPUTY = "deputy@globex.example"
COUNSEL = "counsel@acme.example"


@CASES.twin("Back to the old words, signed", pattern=True, owners=True)
def back_to_the_old_words(book):
    """A third version takes the words of the first again; both sides sign it."""
    book.amend(MSA, (book.path / MSA / "signoffs/0001/files/agreement.md").read_text(encoding="utf-8"))


@CASES.twin("The vendor's deputy signs", pattern=True, owners=True)
def deputy_signs(book):
    """Any of a party's lawyers may sign for it."""
    book.amend(MSA, THIRD, [LEGAL[1], "deputy@acme.example"])


@CASES.twin("The same words in another contract", pattern=True, owners=True)
def same_words_elsewhere(book):
    """The second vendor gets the same text, and signs it itself."""
    book.write({f"{OTHER_MSA}/agreement.md": SECOND})
    book.sign(OTHER_MSA, LEGAL[0], "counsel@zenith.example")


@CASES.twin("What was signed under an older policy stays in force", pattern=None, owners=False)
def older_policy_stays(book):
    """A signer leaves; what she signed before is as good as it was, and a manual goes on being edited."""
    book.agree_policy(book.policy(keys={DEPUTY: []}))
    book.commit("manual", {"ops-manuals/acme/support/index.md": "# Support manual\n\nBegin here.\n"})


def refused(text, gate=""):
    return {"hook": text, "gate": gate or text, "pattern": True, "owners": True}


@CASES.attack(
    "An older record as the newest",
    back_to_the_old_words,
    **refused(f"L007 {THIRD_RECORD}/statement.txt … version 1 lies in the folder of version 3"),
)
def old_record_again(book):
    """The first record is copied to the end of the chain, its text put back."""
    shutil.copytree(book.path / MSA / "signoffs/0001", book.path / THIRD_RECORD)
    shutil.copy(book.path / MSA / "signoffs/0001/files/agreement.md", book.path / AGREEMENT)


@CASES.attack(
    "The newest record is taken away",
    back_to_the_old_words,
    hook=f"L017 {MSA}/signoffs/0002/statement.txt … removed",
    gate=f"L017 {MSA}/signoffs/0002/statement.txt … was removed",
    tree="passes",
    why="An older state of the book was sound too. Whoever needs to know that it is the newest asks git, the vendor, or a later policy's heads.",
    pattern=True,
    owners=True,
)
def rolled_back(book):
    """The amendment disappears with its record, and the first text is back: the book as it once was."""
    book.remove(f"{MSA}/signoffs/0002")
    shutil.copy(book.path / MSA / "signoffs/0001/files/agreement.md", book.path / AGREEMENT)


@CASES.attack(
    "The newest record is taken away after a policy",
    back_to_the_old_words,
    hook=f"L017 {MSA}/signoffs/0002/statement.txt … removed",
    gate=f"L009 {MSA} … it is not there",
    pattern=True,
    owners=True,
)
def rolled_back_after_a_policy(book):
    """The same after a policy that sealed the amendment: now even a tree without history misses it."""
    book.agree_policy(book.policy(keys={DEPUTY: []}))
    rolled_back(book)


@CASES.attack(
    "Another contract's sign-off",
    same_words_elsewhere,
    **refused(f"L007 {OTHER_MSA}/signoffs/0001/statement.txt … it was signed for '{MSA}'"),
)
def other_contracts_record(book):
    """One vendor's records and text are copied into another vendor's contract."""
    book.remove(OTHER_MSA)
    shutil.copytree(book.path / MSA, book.path / OTHER_MSA, ignore=shutil.ignore_patterns("draft"))


@CASES.attack(
    "Another book's sign-off", deputy_signs, **refused(f"L007 {THIRD_RECORD}/statement.txt … it was signed for another repository")
)
def other_books_record(book):
    """The same people signed this for another book, say a rehearsal."""
    book.write({AGREEMENT: THIRD})
    book.forge(MSA, *BOTH, repository=OTHER_REPOSITORY)


@CASES.attack("A signature made for git", deputy_signs, **refused(f"L004 {THIRD_RECORD}/legal@globex.example.sig … was made for 'git'"))
def other_namespace(book):
    """Signatures in the namespace of git commits: whoever gets a lawyer to sign a commit would have a contract."""
    book.write({AGREEMENT: EVIL})
    book.forge(MSA, *BOTH, namespace="git")


@CASES.attack("A signature made for a file", deputy_signs, **refused(f"L004 {THIRD_RECORD}/counsel@acme.example.sig … was made for 'file'"))
def file_namespace(book):
    """The vendor's lawyer signed the statement as a file, the everyday use of `ssh-keygen -Y sign`."""
    book.write({AGREEMENT: THIRD})
    record = book.forge(MSA, BOTH[0])
    (record / f"{COUNSEL}.sig").write_bytes(book.signature((record / "statement.txt").read_bytes(), COUNSEL, "file"))


@CASES.attack("A withdrawn key", older_policy_stays, **refused(f"L005 {CLAUSE}/signoffs/0002/{DEPUTY}.sig … names no signer '{DEPUTY}'"))
def withdrawn_key(book):
    """Somebody who left signs the next version of a clause."""
    book.agree_policy(book.policy(keys={DEPUTY: []}))
    book.write({V2: "Nobody keeps secrets.\n"})
    book.forge(CLAUSE, DEPUTY)


@CASES.attack(
    "A withdrawn key, backdated",
    older_policy_stays,
    hook=f"L008 {CLAUSE}/signoffs/0002/statement.txt … must name the policy of the branch",
    gate=f"L018 {CLAUSE}/signoffs/0002/statement.txt … the protected branch has policy version 2",
    tree=f"L009 {CLAUSE}/signoffs/0002/statement.txt … was not there when policy version 2 began",
    pattern=True,
    owners=True,
)
def backdated(book):
    """Somebody who left signs a statement that names the policy of her time, and a date of her time."""
    first = book.statement(MSA).policy
    book.agree_policy(book.policy(keys={DEPUTY: []}))
    book.write({V2: "Nobody keeps secrets.\n"})
    book.forge(CLAUSE, DEPUTY, policy=first)


@CASES.attack(
    "A policy from the future",
    deputy_signs,
    hook=f"L008 {THIRD_RECORD}/statement.txt … must name the policy",
    gate=f"L008 {THIRD_RECORD}/statement.txt … no completely signed policy version 7",
    pattern=True,
    owners=True,
)
def policy_from_the_future(book):
    """A statement names a policy that does not exist yet."""
    book.write({AGREEMENT: EVIL})
    book.forge(MSA, *BOTH, policy=PolicyName(7, "sha256:" + "7" * 64))


@CASES.attack(
    "One hand on both sides", deputy_signs, **refused(f"L005 {THIRD_RECORD}/{COUNSEL}.sig … belongs to '{BOTH[0]}', not to '{COUNSEL}'")
)
def both_sides(book):
    """The client's lawyer signs for the vendor too."""
    book.write({AGREEMENT: EVIL})
    book.forge(MSA, BOTH[0], (COUNSEL, BOTH[0]))


@CASES.attack(
    "One lawyer, counted twice",
    deputy_signs,
    hook=f"L005 {GOVERNANCE}/signoffs/0002/{LEGAL[1]}.sig … belongs to '{LEGAL[0]}'",
    gate=f"L006 {GOVERNANCE}/signoffs/0002/statement.txt … waits for 1 of globex's legal",
    pattern=True,
    owners=True,
)
def counted_twice(book):
    """The policy needs two of the client; one signs under both names."""
    book.write({POLICY: book.policy(keys={DEPUTY: []})})
    book.forge(GOVERNANCE, LEGAL[0], (LEGAL[1], LEGAL[0]))


@CASES.attack(
    "One key under two names",
    deputy_signs,
    **refused("L010 contracts/governance/signoffs/0002/files/policy.yaml … one key never counts twice"),
)
def one_key_two_names(book):
    """A policy gives the deputy the lawyer's key, so that one person could be two."""
    book.write({POLICY: book.policy(keys={DEPUTY: [LEGAL[0]]})})
    book.forge(GOVERNANCE, *LEGAL)


@CASES.attack(
    "Signatures from one statement on another",
    back_to_the_old_words,
    **refused(f"L004 {THIRD_RECORD}/{COUNSEL}.sig … does not fit the statement"),
)
def transplanted(book):
    """The signatures of the amendment lie under a statement with other content."""
    book.write({AGREEMENT: EVIL})
    record = book.forge(MSA)
    for signer in BOTH:
        shutil.copy(book.path / MSA / f"signoffs/0002/{signer}.sig", record / f"{signer}.sig")


@CASES.attack(
    "The date is changed after signing", back_to_the_old_words, **refused(f"L004 {THIRD_RECORD}/{COUNSEL}.sig … does not fit the statement")
)
def date_changed(book):
    """Both sides have signed; then the effective date moves by a year."""
    book.amend(MSA)
    book.edit(f"{THIRD_RECORD}/statement.txt", "effective: 2026", "effective: 2025")


@CASES.attack(
    "Another vendor's lawyer",
    same_words_elsewhere,
    **refused(f"L005 {THIRD_RECORD}/counsel@zenith.example.sig … asks for no signature of zenith's legal"),
)
def other_vendors_lawyer(book):
    """Somebody who may sign, only not here."""
    book.write({AGREEMENT: EVIL})
    book.forge(MSA, BOTH[0], "counsel@zenith.example")


@CASES.attack(
    "The wrong role",
    deputy_signs,
    **refused(f"L005 {CLAUSE}/signoffs/0002/procurement@globex.example.sig … asks for no signature of globex's procurement"),
)
def wrong_role(book):
    """Procurement signs a clause, which is legal's."""
    book.write({V2: "Nobody keeps secrets.\n"})
    book.forge(CLAUSE, "procurement@globex.example")


@CASES.attack("A certificate", deputy_signs, **refused(f"L004 {THIRD_RECORD}/{COUNSEL}.sig … certificates are not accepted"))
def certificate(book):
    """A certificate authority of the attacker's certifies the lawyer's name for a key of its own."""
    book.write({AGREEMENT: EVIL})
    key, authority = book.keys.private("intruder"), book.keys.private("authority")
    own = book.path.parent / "intruder"
    shutil.copy(key, own)
    shutil.copy(key.with_name("intruder.pub"), own.with_name("intruder.pub"))
    words = ["-s", str(authority), "-I", COUNSEL, "-n", COUNSEL, str(own.with_name("intruder.pub"))]
    subprocess.run(["ssh-keygen", "-q", *words], check=True)
    record = book.forge(MSA, BOTH[0])
    data = (record / "statement.txt").read_bytes()
    (record / f"{COUNSEL}.sig").write_bytes(book.signature(data, str(own.with_name("intruder-cert.pub"))))


@CASES.attack(
    "Another version 2 that was signed as well",
    back_to_the_old_words,
    hook=f"L017 {MSA}/signoffs/0002/statement.txt … changed",
    gate=f"L017 {MSA}/signoffs/0002/statement.txt … was changed",
    tree="passes",
    why="Both texts were really signed as version 2; which of them landed is known to the protected branch alone.",
    pattern=True,
    owners=True,
    honest=True,
)
def another_second_version(book):
    """While it was negotiated both sides signed two texts; the one that did not land replaces the one that did."""
    book.remove(f"{MSA}/signoffs/0002")
    book.amend(MSA, EVIL)


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
