"""The chain of policies: who must agree to a change, and what an older policy can no longer do."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from pactbook.lock.signing.sign import signature
from pactbook.problems import PactbookError
from signed_books import BOTH, CLAUSE, GOVERNANCE, LAYERS, LEGAL, MSA, POLICY, SIGNERS, SOW

NEW_KEY = {"legal@globex.example": ["legal@globex.example", "the-new-one"]}
WITHOUT_DEPUTY = {"deputy@globex.example": []}


def statement(book, instrument=GOVERNANCE, number=2):
    return book.path / instrument / f"signoffs/{number:04}/statement.txt"


def waits_for(book):
    return [str(missing) for missing in book.verify().instruments[GOVERNANCE].versions[-1].missing]


def test_a_policy_change_under_the_old_rule_and_the_new(book):
    book.write({POLICY: book.policy(layers=LAYERS.replace("client.legal: 2", "client.legal: 3"))})
    book.sign(GOVERNANCE, *LEGAL)
    assert waits_for(book) == ["1 of globex's legal (deputy@globex.example)"]
    assert book.codes() == ["L006"]
    assert book.verify().policies.newest.version == 1
    book.sign(GOVERNANCE, "deputy@globex.example")
    assert book.codes() == []
    assert book.verify().policies.newest.version == 2


def test_the_new_rule_alone_is_not_enough(book):
    """Two signers who come with the new policy can't bring it in."""
    names = dict.fromkeys(SIGNERS["globex"], ())
    book.write({POLICY: book.policy(keys={name: [f"new-{name}"] for name in names})})
    for signer in LEGAL:
        book.sign(GOVERNANCE, signer, key=f"new-{signer}")
    assert waits_for(book)[0].startswith("2 of globex's legal")
    assert book.codes() == ["L006"]


def test_a_key_rotates_in_two_steps(book):
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.write({POLICY: book.policy(keys={"legal@globex.example": ["the-new-one"]})})
    book.sign(GOVERNANCE, LEGAL[0], key="the-new-one")
    book.sign(GOVERNANCE, LEGAL[1])
    assert book.codes() == []
    book.write({f"{MSA}/agreement.md": "# Second\n"})
    with pytest.raises(PactbookError, match="the policy does not name it"):
        book.sign(MSA, LEGAL[0])
    book.sign(MSA, LEGAL[0], key="the-new-one")
    book.sign(MSA, BOTH[1])
    assert book.codes() == []


def test_a_partys_signers_change_only_with_its_own_legal(book):
    book.write({POLICY: book.policy(keys={"deputy@acme.example": ["intruder"]})})
    book.sign(GOVERNANCE, *LEGAL)
    assert waits_for(book) == ["1 of acme's legal (counsel@acme.example or deputy@acme.example)"]
    book.sign(GOVERNANCE, "counsel@acme.example")
    assert book.codes() == []


def test_the_vendors_part_in_a_layer_goes_only_with_every_vendor(book):
    book.write({POLICY: book.policy(layers=LAYERS.replace("{client.legal: 1, vendor.legal: 1}", "{client.legal: 1}"))})
    book.sign(GOVERNANCE, *LEGAL)
    assert [missing.split()[2] for missing in waits_for(book)] == ["acme's", "zenith's"]


def test_a_party_can_not_be_dropped_while_it_has_contracts(book):
    book.write({POLICY: book.policy(parties=["globex", "zenith"])})
    book.sign(GOVERNANCE, *LEGAL, "counsel@acme.example")
    assert {"L009", "L013"} & set(book.codes())


def test_a_new_vendor(book):
    book.write({POLICY: book.policy(parties=["globex", "acme"])})
    fresh = book.policy()
    book.git("checkout", "--quiet", "HEAD", "--", POLICY)
    book.write({POLICY: fresh.replace("zenith", "initech"), "contracts/initech/msa/agreement.md": "# New\n"})
    assert "L013" in book.codes()
    book.write({POLICY: fresh + "", "contracts/initech/msa/agreement.md": "# New\n"})
    third = f"  initech:\n    name: Initech Ltd\n    signers:\n      legal@initech.example: {{role: legal, keys: ['{book.keys.public('initech')}']}}\n"
    book.write({POLICY: fresh.replace("layers:", f"{third}layers:")})
    book.sign(GOVERNANCE, *LEGAL)
    book.sign("contracts/initech/msa", LEGAL[0])
    book.sign("contracts/initech/msa", "legal@initech.example", key="initech")
    assert book.codes() == []


def test_a_revoked_key_can_not_backdate(book):
    """Its holder signs, after the fact, a next version that names the policy under which the key still counted."""
    old_policy = statement(book, MSA, 1).read_text().splitlines()[6]
    book.write({POLICY: book.policy(keys=WITHOUT_DEPUTY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.write({f"{CLAUSE}/v2.md": "---\ntitle: Confidentiality\n---\nNobody keeps secrets.\n"})
    book.sign(CLAUSE, LEGAL[0])
    record = book.path / CLAUSE / "signoffs/0002"
    lines = statement(book, CLAUSE).read_text().splitlines(keepends=True)
    lines[6] = f"{old_policy}\n"
    statement(book, CLAUSE).write_text("".join(lines))
    (record / f"{LEGAL[0]}.sig").unlink()
    raw = statement(book, CLAUSE).read_bytes()
    (record / "deputy@globex.example.sig").write_bytes(signature(raw, book.keys.private("deputy@globex.example")))
    assert book.codes() == ["L009"]
    assert book.verify().instruments[CLAUSE].in_force(date(2030, 1, 1)).version == 1


def test_a_policy_seals_the_newest_statement_of_every_instrument(book):
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    assert book.text(f"{GOVERNANCE}/heads.txt").splitlines()[0].endswith(" clauses/confidentiality")
    assert len(book.text(f"{GOVERNANCE}/heads.txt").splitlines()) == 5


def test_a_chain_that_lost_its_newest_version_is_missed(book):
    book.write({f"{MSA}/agreement.md": "# Second\n"})
    book.sign(MSA, *BOTH)
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    assert book.codes() == []
    shutil.rmtree(book.path / MSA / "signoffs/0002")
    book.git("checkout", "--quiet", "HEAD", "--", f"{MSA}/agreement.md")
    assert book.codes() == ["L009"]
    assert book.verify().instruments[MSA].in_force(date(2030, 1, 1)) is None
    shutil.rmtree(book.path / MSA)
    assert book.codes() == ["L009"]


def test_policies_do_not_skip_or_branch(book):
    for names in (NEW_KEY, WITHOUT_DEPUTY):
        book.write({POLICY: book.policy(keys=names)})
        book.sign(GOVERNANCE, *LEGAL)
    assert book.codes() == []
    shutil.rmtree(book.path / GOVERNANCE / "signoffs/0002")
    assert "L007" in book.codes()


@pytest.mark.parametrize(
    ("old", "new"),
    [("repository: 3", "repository: 4"), ("client: globex", "client: acme")],
)
def test_what_never_changes(book, old, new):
    book.write({POLICY: book.policy().replace(old, new)})
    try:
        book.sign(GOVERNANCE, *LEGAL)
    except PactbookError:
        return
    assert {"L007", "L010"} & set(book.codes())


def test_a_policy_that_is_no_policy_can_not_be_signed(book):
    book.write({POLICY: book.policy().replace("role: procurement", "role: buying")})
    with pytest.raises(PactbookError, match=r"'globex' has 0 signers with the role 'procurement'"):
        book.sign(GOVERNANCE, LEGAL[0])


def test_an_unfinished_policy_is_nobodys_policy(book):
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, LEGAL[0])
    book.write({f"{SOW}/agreement.md": "# Second\n"})
    with pytest.raises(PactbookError, match="this is not the key"):
        book.sign(SOW, LEGAL[0], key="the-new-one")
    book.sign(SOW, *BOTH)
    assert book.codes() == ["L006"]
