"""The lock's own strict reader and the JSON Schema that editors and `pactbook check` use say the same of a policy.

The lock alone refuses what no schema can say: what holds between several values, and whether a key is a sound one.
"""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.lock.forms.patterns import ROOTS, VENDOR
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.yamlfile import loader
from pactbook.yamlfile.schema import validate
from signed_books import POLICY

BOTH, LOCK, NOBODY = "both", "the lock alone", "nobody"
MSA, MACHINERY = "contracts/{vendor}/msa", '"mkdocs.yml", ".gitattributes"'
LONG = "a" * 250

# What is replaced in a sound policy, by what, and who refuses the outcome.
CASES = [
    # names of parties and layers
    ("  acme:", "  acme-2:", NOBODY),
    ("  acme:", "  a:", NOBODY),
    ("  acme:", "  governance:", BOTH),
    ("  acme:", "  machinery:", BOTH),
    ("  acme:", "  Acme:", BOTH),
    ("  acme:", "  2acme:", BOTH),
    ("  acme:", "  ac--me:", BOTH),
    ("  acme:", '  "acme\\n":', BOTH),
    ("  acme:", '  "":', BOTH),
    ("  acme:", "  acmé:", BOTH),
    ("  msa: {", "  governance-2: {", NOBODY),
    ("  msa: {", "  MSA: {", BOTH),
    ("  msa: {", '  "msa ": {', BOTH),
    ("client: globex", "client: Globex", BOTH),
    ("client: globex", "client: initech", LOCK),
    ("name: Acme Ltd", 'name: " "', BOTH),
    ("name: Acme Ltd", 'name: ""', BOTH),
    ("name: Acme Ltd", "name: Ácme & Söhne", NOBODY),
    # numbers
    ("schema: 1", "schema: 1.0", BOTH),
    ("schema: 1", 'schema: "1"', BOTH),
    ("{client.legal: 2}", "{client.legal: 1.0}", BOTH),
    ("{client.legal: 2}", '{client.legal: "2"}', BOTH),
    ("{client.legal: 2}", "{client.legal: 10}", BOTH),
    ("{client.legal: 2}", "{client.legal: 4}", LOCK),
    ("{client.legal: 2}", "{client.Legal: 2}", BOTH),
    ("{client.legal: 2}", "{client: 2}", BOTH),
    ("{client.legal: 2}", "{client.legal: 2, vendor.legal: 1}", LOCK),
    ("3b0f6c1e-8f0e", "3b0f6c1e8f0e-", BOTH),
    ("3b0f6c1e-8f0e", "3B0F6C1E-8f0e", BOTH),
    # mailboxes
    ("counsel@acme.example:", "counsel.office+sign_2@mail.acme-corp.example:", NOBODY),
    ("counsel@acme.example:", "c@a.b:", NOBODY),
    ("counsel@acme.example:", f"{'c' * 100}@acme.example:", NOBODY),
    ("counsel@acme.example:", f"{'c' * 250}@acme.example:", BOTH),
    ("counsel@acme.example:", "counsel..office@acme.example:", BOTH),
    ("counsel@acme.example:", "counsel.@acme.example:", BOTH),
    ("counsel@acme.example:", "counsel@acme-.example:", BOTH),
    ("counsel@acme.example:", "counsel@ac--me.example:", BOTH),
    ("counsel@acme.example:", "counsel@acme:", BOTH),
    ("counsel@acme.example:", "counsel@acme..example:", BOTH),
    ("counsel@acme.example:", "Counsel@acme.example:", BOTH),
    ("counsel@acme.example:", '"*@acme.example":', BOTH),
    ("counsel@acme.example:", '"counsel@acme.example\\n":', BOTH),
    ("counsel@acme.example:", '"../counsel@acme.example":', BOTH),
    # keys
    ("role: legal, keys: ['ssh-ed25519 ", "role: legal, keys: ['ssh-dss ", BOTH),
    ("role: legal, keys: ['ssh-ed25519 ", "role: legal, keys: ['ssh-ed25519-cert-v01@openssh.com ", BOTH),
    ("role: legal, keys: ['ssh-ed25519 ", "role: legal, keys: ['ssh-ed25519  ", BOTH),
    ("role: legal, keys: ['ssh-ed25519 AAAA", "role: legal, keys: ['ssh-ed25519 AAAB", LOCK),
    ("role: legal, keys: ['ssh-ed25519 ", "role: legal, keys: ['ssh-rsa ", LOCK),
    ("role: legal, keys: [", "role: legal, keys: ['ssh-ed25519', ", BOTH),
    ("role: legal, keys: [", f"role: legal, keys: ['ssh-ed25519 {'A' * 8192}', ", BOTH),
    # where instruments lie
    (MSA, "contracts/{vendor}/m-*-a", NOBODY),
    (MSA, "contracts/{vendor}/a/b/c", NOBODY),
    (MSA, "clauses-2/{vendor}/msa", BOTH),
    (MSA, "contracts", BOTH),
    (MSA, "contracts/", BOTH),
    (MSA, "/contracts/{vendor}/msa", BOTH),
    (MSA, "Contracts/{vendor}/msa", BOTH),
    (MSA, "contracts/{vendor}/msa/", BOTH),
    (MSA, "contracts//msa", BOTH),
    (MSA, "contracts/{vendor}/../msa", BOTH),
    (MSA, "contracts/{vendor}/./msa", BOTH),
    (MSA, "contracts/{vendor}/{vendor}", BOTH),
    (MSA, "contracts/{client}/msa", BOTH),
    (MSA, "contracts/{vendor}-x/msa", BOTH),
    (MSA, "contracts/{vendor}/m**", BOTH),
    (MSA, "contracts/{vendor}/MSA", BOTH),
    (MSA, "contracts/{vendor}/m_sa", BOTH),
    (MSA, "contracts/{vendor}/signoffs", BOTH),
    (MSA, "contracts/draft/{vendor}", BOTH),
    (MSA, "contracts\\\\{vendor}\\\\msa", BOTH),
    (MSA, "contracts/{vendor}/s*", LOCK),
    # files
    ('"outline.yaml"', '"parts/Outline_2@a+b.yaml"', NOBODY),
    ('"outline.yaml"', '"outline.yaml", "outline.yaml"', BOTH),
    ('"outline.yaml"', '"/outline.yaml"', BOTH),
    ('"outline.yaml"', '"parts//outline.yaml"', BOTH),
    ('"outline.yaml"', '"parts/"', BOTH),
    ('"outline.yaml"', '"./outline.yaml"', BOTH),
    ('"outline.yaml"', '"parts/../outline.yaml"', BOTH),
    ('"outline.yaml"', '"outline."', BOTH),
    ('"outline.yaml"', '"..."', BOTH),
    ('"outline.yaml"', '".hidden"', NOBODY),
    ('"outline.yaml"', '"out line.yaml"', BOTH),
    ('"outline.yaml"', '"parts\\\\outline.yaml"', BOTH),
    ('"outline.yaml"', '"outlíne.yaml"', BOTH),
    ('"outline.yaml"', '".git/config"', BOTH),
    ('"outline.yaml"', '"x/.GIT"', BOTH),
    ('"outline.yaml"', '".gitignore"', NOBODY),
    ('"outline.yaml"', '"con"', BOTH),
    ('"outline.yaml"', '"x/Com1.txt"', BOTH),
    ('"outline.yaml"', '"com10"', NOBODY),
    ('"outline.yaml"', '"console.yaml"', NOBODY),
    ('"outline.yaml"', '"signoffs/x"', BOTH),
    ('"outline.yaml"', '"Draft/x"', BOTH),
    ('"outline.yaml"', '"x/draft"', NOBODY),
    ('"outline.yaml"', '"outline.yaml\\n"', BOTH),
    ('"outline.yaml"', f'"{LONG}aaaaaa"', BOTH),
    ('"outline.yaml"', f'"{LONG}/{LONG}/{LONG}/{LONG}"', NOBODY),
    ('"outline.yaml"', f'"{LONG}/{LONG}/{LONG}/{LONG}/{LONG}"', BOTH),
    # files elsewhere
    (MACHINERY, '"mkdocs.yml", ".github/workflows/pactbook.yml"', NOBODY),
    (MACHINERY, '"draft/x"', NOBODY),
    (MACHINERY, '"contracts/acme/msa/terms.yaml"', BOTH),
    (MACHINERY, '"Clauses"', BOTH),
    (MACHINERY, '"ops-manuals-old/x"', NOBODY),
    (f", files: [{MACHINERY}]", "", BOTH),
    ('base: "."', 'base: "site"', NOBODY),
    ('base: "."', 'base: "site/own"', NOBODY),
    ('base: "."', 'base: ".."', BOTH),
    ('base: "."', 'base: "./site"', BOTH),
    ('base: "."', 'base: "site/"', BOTH),
    ('base: "."', 'base: "/site"', BOTH),
    ('base: "."', 'base: ""', BOTH),
    ('base: "."', 'base: "contracts/acme"', BOTH),
    ('base: "."', 'base: "CLAUSES"', BOTH),
    ('base: "."', 'base: "aux"', BOTH),
    ('instruments: "contracts/machinery"', 'instruments: "contracts/machinery-*"', BOTH),
    ('instruments: "contracts/machinery"', 'instruments: "contracts/{vendor}/machinery"', BOTH),
    ('"contracts/governance"', '"contracts/rules"', LOCK),
]


def refused(text):
    """Whether the lock refuses a policy, and whether the schema does."""
    document, problems = loader.load(text.encode(), POLICY)
    return read_rulebook(text.encode(), POLICY)[0] is None, bool(problems) or bool(validate(document, "policy"))


@pytest.fixture(scope="session")
def text(template):
    return template.policy()


@pytest.mark.parametrize(("old", "new", "by"), CASES, ids=[f"{number} {new[:40]}" for number, (_, new, _) in enumerate(CASES)])
def test_who_refuses_a_policy(text, old, new, by):
    assert old in text
    assert refused(text) == (False, False)
    assert refused(text.replace(old, new, 1)) == (by in {BOTH, LOCK}, by == BOTH)


SIGNS = "ab9A.-_+@/\\*{} \n\u00e9~$"
WORDS = [*ROOTS, VENDOR, "signoffs", "draft", ".git", "con", "nul.x", "com1", "COM10", "..", ".", "a", "b-c"]
NAMES = st.one_of(st.text(SIGNS, max_size=12), st.lists(st.sampled_from(WORDS), max_size=4).map("/".join))
FIELDS = {  # what is replaced, and by what around a text in quotes
    "instruments": ('"contracts/{vendor}/msa"', "%s"),
    "files": ('"outline.yaml"', "%s"),
    "files elsewhere": ('"mkdocs.yml"', "%s"),
    "base": ('base: "."', "base: %s"),
    "mailbox": ("counsel@zenith.example:", "%s:"),
    "party": ("zenith:", "%s:"),
}
BETWEEN = re.compile("could belong to|belongs to '|must be the policy's own|none of the parties|signs for|needs {vendor}|must sign$")


@pytest.mark.parametrize("field", FIELDS)
def test_whatever_is_written_the_two_agree(text, field):
    """Of what holds between several values only the lock can speak; that is left out of account."""
    old, new = FIELDS[field]
    assert old in text

    @given(NAMES)
    def agree(name):
        changed = text.replace(old, new % json.dumps(name), 1).encode()
        document, problems = loader.load(changed, POLICY)
        by_schema = bool(problems) or bool(validate(document, "policy"))
        by_lock = [problem for problem in read_rulebook(changed, POLICY)[1] if not BETWEEN.search(problem.message)]
        assert bool(by_lock) == by_schema, (name, by_lock)

    agree()
