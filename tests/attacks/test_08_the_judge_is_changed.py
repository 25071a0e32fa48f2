"""The judge changed by the judged: policy, signers, hooks, CI and the verifier in the same change as what they are to judge."""

from __future__ import annotations

import shutil

from attacked_books import AGREEMENT, ALL_LAYERS, EVIL, PAGE, THIRD, WORKFLOW
from attacks import Cases
from signed_books import BOTH, GOVERNANCE, LEGAL, MACHINERY, MSA, POLICY, SIGNERS

CASES = Cases(8, "The judge changed by the judged")
NEW_KEY = {"legal@globex.example": ["legal@globex.example", "the-new-one"]}
SECOND_POLICY = f"{GOVERNANCE}/signoffs/0002/statement.txt"
HALF = ALL_LAYERS.replace("{client.legal: 1, vendor.legal: 1}", "{client.legal: 1}")


@CASES.twin("A policy change with the old rule and the new", pattern=True, owners=True)
def sound_policy(book):
    """The governance asks for three instead of two: two sign under the old rule, the third for the new one. It comes with a manual page."""
    book.write({POLICY: book.policy(layers=ALL_LAYERS.replace("client.legal: 2", "client.legal: 3")), PAGE: "# Support manual\n\nNew.\n"})
    book.sign(GOVERNANCE, *LEGAL, "deputy@globex.example")


@CASES.twin("A key rotation", pattern=None, owners=True)
def key_rotation(book):
    """The new key joins the old one, then the old one goes; the vendor's own lawyer agrees to hers, and the new keys sign an amendment."""
    keys = {"counsel@acme.example": ["counsel@acme.example", "counsel-2"], "legal@globex.example": ["legal@globex.example", "legal-2"]}
    everybody = [(name, name) for name in (*LEGAL, "counsel@acme.example")]
    book.agree_policy(book.policy(keys=keys), *everybody)
    keys = {name: [new] for name, (_, new) in keys.items()}
    book.agree_policy(
        book.policy(keys=keys), ("legal@globex.example", "legal-2"), (LEGAL[1], LEGAL[1]), ("counsel@acme.example", "counsel-2")
    )
    book.write({AGREEMENT: THIRD})
    book.sign(MSA, "legal@globex.example", key="legal-2")
    book.sign(MSA, "counsel@acme.example", key="counsel-2")
    book.commit("amendment")


@CASES.twin("A vendor changes its own signers", pattern=True, owners=True)
def vendors_own_signers(book):
    """A deputy of the vendor's leaves: the client's two and the vendor's own lawyer agree."""
    book.write({POLICY: book.policy(keys={"deputy@acme.example": []})})
    book.sign(GOVERNANCE, *LEGAL, "counsel@acme.example")


@CASES.twin("A signed change of the machinery", pattern=True, owners=True)
def signed_machinery(book):
    """CI, hook configuration and site configuration change in a statement that the client's legal signs."""
    book.write({"mkdocs.yml": "site_name: Our contracts\n", WORKFLOW: "on: [pull_request, push]\n"})
    book.sign(MACHINERY, LEGAL[0])


@CASES.twin("A vendor whose name other YAML readers take for false", pattern=None, owners=True)
def vendor_called_no(book):
    """A vendor `no` joins, and signs."""
    key = book.keys.public("legal@no.example")
    party = f"  no:\n    name: NO Support AS\n    signers:\n      legal@no.example: {{role: legal, keys: ['{key}']}}\n"
    book.agree_policy(book.policy().replace("layers:", f"{party}layers:"))
    book.write({"contracts/no/msa/agreement.md": "# Master services agreement\n"})
    book.sign("contracts/no/msa", LEGAL[0], "legal@no.example")
    book.commit("contract")


def waits(who):
    return f"L006 {SECOND_POLICY} … waits for … {who}"


def machine(path):
    return {"hook": f"L020 {path} … signed", "gate": f"L012 {path} … signed", "pattern": True, "owners": True}


@CASES.attack(
    "A signer of one's own",
    vendors_own_signers,
    hook=f"L020 {POLICY} … signed",
    gate=f"L012 {POLICY} … signed",
    pattern=True,
    owners=True,
)
def own_signer(book):
    """The attacker's key is written into the policy, and nothing else."""
    book.write({POLICY: book.policy(keys={"counsel@acme.example": ["intruder"]})})


@CASES.attack(
    "A signer of one's own, and a contract signed by it",
    vendors_own_signers,
    hook=f"L005 {MSA}/signoffs/0003/legal@globex.example.sig … no key",
    gate=f"L005 {MSA}/signoffs/0003/counsel@acme.example.sig … no key",
    pattern=True,
    owners=True,
)
def own_signer_signs(book):
    """Policy and contract in one change; the contract is signed with the keys that the change itself brings."""
    names = {name: ["intruder" + name] for name in BOTH}
    book.write({POLICY: book.policy(keys=names), AGREEMENT: EVIL})
    book.forge(MSA, *((name, "intruder" + name) for name in BOTH))


@CASES.attack(
    "A policy signed by those whom it brings",
    sound_policy,
    hook=f"L020 {SECOND_POLICY} … nobody whom the policy names",
    gate=waits("2 of globex's legal"),
    pattern=True,
    owners=True,
)
def self_made_policy(book):
    """The new policy names new keys for everybody, who sign it: the new rule is met, the old one is not."""
    names = [*SIGNERS["globex"], *SIGNERS["acme"]]
    book.write({POLICY: book.policy(keys={name: [f"new-{name}"] for name in names})})
    for signer in (*LEGAL, "counsel@acme.example"):
        book.sign(GOVERNANCE, signer, key=f"new-{signer}")


@CASES.attack(
    "The client gives the vendor a key",
    vendors_own_signers,
    hook="passes",
    gate=waits("acme's legal"),
    why="Two signers of the client have signed; the hook lets signatures be gathered and names who is missing.",
    pattern=True,
    owners=True,
)
def key_in_the_vendors_name(book):
    """Both of the client's lawyers agree to a policy in which the vendor's lawyer has a key of theirs."""
    book.write({POLICY: book.policy(keys={"counsel@acme.example": ["intruder"], "deputy@acme.example": []})})
    book.sign(GOVERNANCE, *LEGAL)


@CASES.attack(
    "The vendors' say is taken out",
    sound_policy,
    hook="passes",
    gate=waits("1 of acme's legal … 1 of zenith's legal"),
    why="Two signers of the client have signed; the hook lets signatures be gathered and names who is missing.",
    pattern=True,
    owners=True,
)
def vendors_say_taken_out(book):
    """The client alone agrees that contracts need the client alone."""
    book.write({POLICY: book.policy(layers=HALF)})
    book.sign(GOVERNANCE, *LEGAL)


@CASES.attack(
    "The contracts' layer moves away",
    sound_policy,
    hook="passes",
    gate=waits("1 of acme's legal … 1 of zenith's legal"),
    why="Two signers of the client have signed; the hook lets signatures be gathered and names who is missing.",
    pattern=True,
    owners=True,
)
def layer_moves_away(book):
    """The layer of the MSAs is to hold only `terms.yaml`: the text itself would be free."""
    layers = ALL_LAYERS.replace('"contracts/{vendor}/msa", req', '"contracts/{vendor}/msa", files: ["terms.yaml"], req')
    book.write({POLICY: book.policy(layers=layers)})
    book.sign(GOVERNANCE, *LEGAL)


@CASES.attack(
    "A weakened policy, and its use",
    key_rotation,
    hook=f"L008 {MSA}/signoffs/0003/statement.txt … completely signed",
    gate=f"L008 {MSA}/signoffs/0003/statement.txt … no completely signed policy version 2",
    pattern=True,
    owners=True,
)
def weakened_and_used(book):
    """The client takes out the vendors' say and changes a contract under the new rule in the same change."""
    book.write({POLICY: book.policy(layers=HALF), AGREEMENT: EVIL})
    book.forge(GOVERNANCE, *LEGAL)
    book.forge(MSA, BOTH[0])


@CASES.attack(
    "A sound policy, and its use at once",
    key_rotation,
    hook="passes",
    gate=f"L019 {MSA}/signoffs/0003/statement.txt … comes together with policy version 2",
    tree="passes",
    why="Everybody has signed both; that the policy has to land first can only be seen against a base.",
    pattern=True,
    owners=True,
    honest=True,
)
def policy_and_use(book):
    """A completely signed policy with a new key, and a contract signed with that key, in one change."""
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.write({AGREEMENT: THIRD})
    book.sign(MSA, LEGAL[0], key="the-new-one")
    book.sign(MSA, BOTH[1])


@CASES.attack(
    "Two policies at once",
    key_rotation,
    hook="passes",
    gate=f"L019 {GOVERNANCE}/signoffs/0003/statement.txt … comes together with policy version 2",
    tree="passes",
    why="Each is signed under the one before; that they have to land one after the other can only be seen against a base.",
    pattern=True,
    owners=True,
    honest=True,
)
def two_policies(book):
    """Two versions of the policy in one change, each sound."""
    for names in (NEW_KEY, {}):
        book.write({POLICY: book.policy(keys=names)})
        book.sign(GOVERNANCE, *LEGAL)


@CASES.attack(
    "Another first policy",
    sound_policy,
    hook=f"L017 {GOVERNANCE}/signoffs/0001/statement.txt … changed",
    gate=f"L011 {GOVERNANCE}/signoffs/0001/statement.txt … is pinned",
    pattern=True,
    owners=True,
)
def another_first_policy(book):
    """The whole book is made again from a first policy of the attacker's, with every signature valid under it."""
    names = [name for party in SIGNERS.values() for name in party]
    for name in ("contracts", "clauses", "ops-manuals"):
        for record in sorted((book.path / name).rglob("signoffs")):
            shutil.rmtree(record)
    (book.path / f"{GOVERNANCE}/heads.txt").unlink()
    book.write({POLICY: book.policy(keys={name: [f"fake-{name}"] for name in names}), AGREEMENT: EVIL})
    for signer in LEGAL:
        book.sign(GOVERNANCE, signer, key=f"fake-{signer}")
    for signer in BOTH:
        book.sign(MSA, signer, key=f"fake-{signer}")


@CASES.attack(
    "Sealed heads are changed",
    sound_policy,
    hook=f"L020 {GOVERNANCE}/heads.txt … signed",
    gate=f"L012 {GOVERNANCE}/heads.txt … signed",
    pattern=True,
    owners=True,
)
def heads_changed(book):
    """`heads.txt` forgets what it sealed."""
    book.agree_policy(book.policy(keys=NEW_KEY))
    book.write({f"{GOVERNANCE}/heads.txt": ""})


@CASES.attack(
    "A policy that forgets what was signed",
    sound_policy,
    hook="passes",
    gate=f"L009 {GOVERNANCE}/signoffs/0002/files/heads.txt … it seals nothing; the protected branch has",
    tree=f"L009 {MSA}/signoffs/0001/statement.txt … was not there when policy version 2 began",
    why="The hook looks at what the commit touches; which statements a policy has to seal takes the whole book.",
    pattern=True,
    owners=True,
    honest=True,
)
def forgetful_policy(book):
    """A new policy is signed with empty heads, so that older statements could be made later."""
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    record = book.forge(GOVERNANCE, *LEGAL)
    shutil.rmtree(record)
    book.write({f"{GOVERNANCE}/heads.txt": ""})
    statement = book.statement(GOVERNANCE)
    book.seal(GOVERNANCE, statement, *LEGAL)


@CASES.attack("The hook's configuration", signed_machinery, **machine(".pre-commit-config.yaml"))
def hook_configuration(book):
    """The lock is taken out of `.pre-commit-config.yaml`, together with an edit of an agreement."""
    book.write({".pre-commit-config.yaml": "repos: [] # none\n", AGREEMENT: EVIL})


@CASES.attack("The CI workflow", signed_machinery, **machine(WORKFLOW))
def workflow(book):
    """The gate's workflow is to verify the proposal by the proposal's own code, or nothing."""
    book.write({WORKFLOW: "on: workflow_dispatch\n"})


@CASES.attack("CODEOWNERS", signed_machinery, **machine("CODEOWNERS"))
def codeowners(book):
    """The owner of the contracts becomes somebody else."""
    book.write({"CODEOWNERS": "/contracts/ @globex/operations\n"})


@CASES.attack("The verifier's release", signed_machinery, **machine("requirements.lock"))
def verifiers_release(book):
    """The pinned engine becomes another release."""
    book.write({"requirements.lock": "pactbook==0.0.1\n"})


@CASES.attack(
    "Modules in the verifier's way",
    signed_machinery,
    hook=f"L020 {AGREEMENT} … signed",
    gate=f"L012 {AGREEMENT} … signed",
    pattern=True,
    owners=True,
)
def modules_in_the_way(book):
    """Files named like the verifier's modules lie at the root of the book, where a careless start of Python finds them first."""
    lies = "raise SystemExit(0)\n"
    book.write(dict.fromkeys(("pactbook.py", "yaml.py", "sitecustomize.py", "cryptography.py", "subprocess.py"), lies))
    book.write({AGREEMENT: EVIL})


@CASES.attack(
    "Another book's identity",
    sound_policy,
    hook=f"L007 {SECOND_POLICY} … the policy's own 'repository' is another one",
    gate=f"L007 {SECOND_POLICY} … the policy's own 'repository' is another one",
    pattern=True,
    owners=True,
)
def another_identity(book):
    """A next policy with another repository's number, so that sign-offs made there would fit here; both lawyers were talked into it."""
    book.write({POLICY: book.policy().replace("repository: 3b", "repository: 4b")})
    book.forge(GOVERNANCE, *LEGAL)


@CASES.attack(
    "Another client",
    sound_policy,
    hook=f"L010 {GOVERNANCE}/signoffs/0002/files/policy.yaml … the client was 'globex'",
    gate=f"L010 {GOVERNANCE}/signoffs/0002/files/policy.yaml … the client was 'globex'",
    pattern=True,
    owners=True,
)
def another_client(book):
    """The vendor becomes the client: all the client's rights would be the vendor's."""
    text = book.policy(layers=ALL_LAYERS.replace("client.legal: 2", "client.legal: 1").replace("client.procurement: 1", "client.legal: 1"))
    text = text.replace(", client.legal: 1}}", "}}").replace("{client.legal: 1, client.legal: 1}", "{client.legal: 1}")
    book.write({POLICY: text.replace("client: globex", "client: acme")})
    book.forge(GOVERNANCE, *LEGAL, "counsel@acme.example")


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
