"""Policies that can be read one way only, and where each path belongs."""

from __future__ import annotations

import pytest

from pactbook.lock.policies.policy import Kind
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.yamlfile import loader
from pactbook.yamlfile.schema import validate
from signed_books import LAYERS, POLICY, SIGNERS


def messages(text: str) -> list[str]:
    rulebook, problems = read_rulebook(text.encode(), POLICY)
    assert (rulebook is None) == bool(problems)
    return [problem.line for problem in problems]


@pytest.fixture(scope="session")
def text(template):
    return template.policy()


def layer(old, new):
    return lambda text: text.replace(old, new, 1)


def test_a_sound_policy(text):
    assert messages(text) == []


def test_the_sample_policy_is_sound(root):
    assert messages((root / POLICY).read_text(encoding="utf-8")) == []


# A change of the policy, what is said of it, and whether the schema too must refuse it.
FORM = [
    (layer("schema: 1", "schema: 2"), "'schema' must be 1"),
    (layer("schema: 1", "schema: true"), "'schema' must be 1"),
    (layer("client: globex\n", ""), "missing key 'client'"),
    (layer("client: globex", "client: globex\nowner: x"), "unknown key 'owner'"),
    (layer("repository: 3b", "repository: 3B"), "a UUID in lower case"),
    (layer("name: Acme Ltd", "name: 5"), "'name' must be a text"),
    (layer("role: legal", "role: Legal"), "a role such as 'legal'"),
    (layer("keys: ['ssh", "keys: [5, 'ssh"), "'keys' must be a list of texts"),
    (layer("{client.legal: 2}", "{client.legal: 0}"), "from 1 to 9"),
    (layer("{client.legal: 2}", "{client.legal: true}"), "from 1 to 9"),
    (layer("{client.legal: 2}", "{anybody.legal: 2}"), "'client.' or 'vendor.' and a role"),
    (layer("{client.legal: 2}", "{}"), "must hold keys and values"),
    (layer("  acme:", "  Acme:"), "can't be a name"),
    (layer('files: ["outline.yaml"]', "files: []"), "must be a list of texts"),
    (layer('base: "."', "base: 5"), "'base' must be a text"),
]
MEANING = [
    (layer("client: globex", "client: initech"), "is none of the parties"),
    (layer("legal@globex.example:", '"*@globex.example":'), "no wildcards"),
    (layer("legal@globex.example:", "Legal@globex.example:"), "one mailbox in lower case"),
    (layer("legal@globex.example:", "../legal@globex.example:"), "one mailbox in lower case"),
    (layer("counsel@zenith.example", "counsel@acme.example"), "signs for 'acme' already"),
    (layer("{client.legal: 2}", "{client.legal: 4}"), "'globex' has 3 signers with the role 'legal', and 4 must sign"),
    (layer("{client.legal: 2}", "{client.buying: 1}"), "'globex' has 0 signers with the role 'buying'"),
    (layer("{client.legal: 2}", "{client.legal: 2, vendor.legal: 1}"), "needs {vendor} in 'instruments'"),
    (layer("vendor.legal: 1}}\n  sow", "vendor.legal: 2}}\n  sow"), "'zenith' has 1 signer with the role 'legal', and 2 must sign"),
    (layer("contracts/{vendor}/msa", "contracts/../msa"), "must be a plain name"),
    (layer("contracts/{vendor}/msa", "/contracts/{vendor}/msa"), "must name folders under"),
    (layer("contracts/{vendor}/msa", "contracts"), "must name folders under"),
    (layer("contracts/{vendor}/msa", "contracts/{vendor}/{vendor}"), "names {vendor} twice"),
    (layer("contracts/{vendor}/msa", "contracts/{vendor}/signoffs"), "that sign-offs need"),
    (layer("contracts/{vendor}/msa", "contracts/{vendor}/s*"), "a folder could belong to 'msa' and to 'sow'"),
    (layer("contracts/{vendor}/msa", "contracts/{vendor}"), "a folder could belong to 'msa' and to 'sow'"),
    (layer("clauses/*", "clauses/**"), "with one '*'"),
    (layer('"contracts/governance"', '"contracts/rules"'), "one layer must be the policy's own"),
    (layer('"contracts/governance",', '"contracts/governance", files: [policy.yaml],'), "one layer must be the policy's own"),
    (layer('files: ["outline.yaml"]', 'files: ["../outline.yaml"]'), "'..' is not allowed"),
    (layer('files: ["outline.yaml"]', 'files: ["signoffs/x"]'), "that sign-offs need"),
    (layer('"mkdocs.yml", ', '"contracts/acme/msa/terms.yaml", '), "the layers' own instruments lie"),
    (layer('"mkdocs.yml", ', '"Clauses/x.md", '), "the layers' own instruments lie"),
    (layer('base: "."', 'base: ".."'), "must be '.' or a folder"),
    (layer('files: ["mkdocs.yml", ".gitattributes"], ', ""), "must list its files"),
    (layer('instruments: "contracts/machinery"', 'instruments: "contracts/machinery-*"'), "is one instrument"),
]


@pytest.mark.parametrize(("change", "said"), FORM, ids=[said for _, said in FORM])
def test_a_policy_of_the_wrong_form_is_refused_here_and_by_the_schema(text, change, said):
    changed = change(text)
    assert changed != text
    assert any(said in message for message in messages(changed)), messages(changed)
    document, problems = loader.load(changed.encode(), POLICY)
    assert validate(document, "policy") or problems


@pytest.mark.parametrize(("change", "said"), MEANING, ids=[said for _, said in MEANING])
def test_a_policy_that_could_be_read_two_ways_or_never_be_fulfilled(text, change, said):
    changed = change(text)
    assert changed != text
    assert any(said in message for message in messages(changed)), messages(changed)


def test_a_key_belongs_to_one_signer_only(template):
    found = messages(template.policy(keys={"counsel@acme.example": ["legal@globex.example"]}))
    assert "belongs to 'globex: legal@globex.example' and to 'acme: counsel@acme.example'" in found[0]
    assert "stands twice" in messages(template.policy(keys={"counsel@acme.example": ["x", "x"]}))[0]


def test_every_party_has_legal(template):
    text = template.policy(layers=LAYERS.replace(", vendor.legal: 1", "")).replace(
        "counsel@zenith.example: {role: legal", "counsel@zenith.example: {role: sales"
    )
    assert "no signer with the role 'legal'" in messages(text)[0]
    assert SIGNERS["zenith"]


@pytest.mark.parametrize(
    ("path", "kind", "instrument"),
    [
        ("contracts/governance/policy.yaml", Kind.FILE, "contracts/governance"),
        ("contracts/acme/msa/agreement.md", Kind.FILE, "contracts/acme/msa"),
        ("contracts/acme/msa/annex/b.md", Kind.FILE, "contracts/acme/msa"),
        ("contracts/acme/sow-a/draft/agreement.md", Kind.DRAFT, "contracts/acme/sow-a"),
        ("contracts/acme/sow-a/signoffs/0001/statement.txt", Kind.RECORD, "contracts/acme/sow-a"),
        ("contracts/acme/sow-a/signoffs", Kind.REFUSED, "contracts/acme/sow-a"),
        ("contracts/acme/sow-a/draft", Kind.REFUSED, "contracts/acme/sow-a"),
        ("contracts/acme/sow-", Kind.REFUSED, None),
        ("contracts/acme/sow-/terms.yaml", Kind.REFUSED, None),
        ("contracts/acme/sow-a", Kind.REFUSED, None),
        ("contracts/globex/msa/terms.yaml", Kind.REFUSED, None),
        ("contracts/governance/draft/policy.yaml", Kind.REFUSED, "contracts/governance"),
        ("contracts", Kind.REFUSED, None),
        ("clauses/profiles/support.yaml", Kind.FILE, "clauses/profiles"),
        ("ops-manuals/acme/m/outline.yaml", Kind.FILE, "ops-manuals/acme/m"),
        ("ops-manuals/acme/m/sub/outline.yaml", Kind.FREE, None),
        ("ops-manuals/acme/m/signoffs/0001/x", Kind.RECORD, "ops-manuals/acme/m"),
        ("ops-manuals/initech/m/signoffs/0001/x", Kind.REFUSED, None),
        ("ops-manuals/initech/m/page.md", Kind.FREE, None),
        ("mkdocs.yml", Kind.FILE, "contracts/machinery"),
        ("docs/mkdocs.yml", Kind.FREE, None),
    ],
)
def test_where_a_path_belongs(text, path, kind, instrument):
    rulebook, _ = read_rulebook(text.encode(), POLICY)
    place = rulebook.locate(path)
    assert place.kind is kind
    assert (place.instrument.path if place.instrument else None) == instrument
