"""What can be wrong with sign-offs, and with a tree that sign-offs protect."""

from pactbook.problems import Rule, Severity

STATEMENT = Rule(
    "L001",
    "Statement is not in its one form",
    "A statement that could be written in two ways could be read in two ways, so only one form is accepted, byte for byte.",
    "Don't edit a statement. Restore the file, or make the statement again with 'pactbook sign'.",
)
RECORD = Rule(
    "L002",
    "Sealed record is incomplete or holds something else",
    "A record holds the statement, its signatures and the files that were signed, and nothing beside them.",
    "Restore the folder as it was signed; a record is never edited by hand.",
)
COPY = Rule(
    "L003",
    "Copy of a signed file is not what was signed",
    "The copies in a record are what shows the text of every version; a changed copy would rewrite the past.",
    "Restore the copy from the commit that brought the record.",
)
SIGNATURE = Rule(
    "L004",
    "Signature does not hold",
    "A signature that does not fit the statement, byte for byte, proves nothing.",
    "Ask the signer to sign statement.txt again, as it lies in the record.",
)
SIGNER = Rule(
    "L005",
    "Signer may not sign this",
    "Only the people and keys that the policy names for this kind of document count, on the side that they belong to.",
    "Remove the signature, or have somebody sign whom the policy names.",
)
PENDING = Rule(
    "L006",
    "Sign-off is not complete",
    "The text is not agreed before everybody whom the policy names has signed it.",
    "Ask those who are missing to sign, or take the change back.",
)
CHAIN = Rule(
    "L007",
    "Statement does not follow the one before",
    "Each version names the one before it, so that none can be left out, swapped or slipped in.",
    "Restore the records as they were signed; make the next statement with 'pactbook sign'.",
)
POLICY_NAMED = Rule(
    "L008",
    "Statement names a policy that it may not name",
    "A statement is judged by the signers of the policy that it names; an older one could bring back a key that was withdrawn.",
    "Make the statement again with 'pactbook sign', which names the policy of today.",
)
HEADS = Rule(
    "L009",
    "Statement does not fit what the policy sealed",
    "heads.txt seals what was signed when a policy began, so that nothing can be signed later as if it were older.",
    "Restore the records that heads.txt names; make newer statements again with 'pactbook sign'.",
)
POLICY = Rule(
    "L010",
    "Policy can't be relied on",
    "The policy says who may sign what. If it is unclear, nothing that was signed under it is clear.",
    "Correct the policy; docs/lock-format.md says what must hold.",
)
ROOT = Rule(
    "L011",
    "First policy is not the pinned one",
    "Whoever could exchange the first policy could exchange every signer after it.",
    "What rests on it was not judged. Compare the digest that you gave with the one that legal wrote down outside the repository. If yours was "
    "mistyped or is another book's, give the right one. If it is right, both sides signed another policy than this: trust nothing here, keep a "
    "copy, and ask legal of both sides by telephone.",
)
CHANGED = Rule(
    "L012",
    "Locked file is not what was signed",
    "A contract says what was signed, to the last byte, until everybody has signed the next version.",
    "Take the change back, or have it signed: 'pactbook sign'. Day-to-day detail belongs in the operations manual.",
)
STRAY = Rule(
    "L013",
    "File that nobody signs",
    "Everything under contracts/ and clauses/ is locked; a file that belongs to no instrument would be read and never signed.",
    "Move it to where it belongs, or delete it.",
)
NOT_A_FILE = Rule(
    "L014",
    "Not a plain file",
    "A symbolic link or submodule shows one thing here and another elsewhere, so nobody can sign it.",
    "Replace it by a plain file.",
)
TWIN = Rule(
    "L015",
    "Name that looks like another or replaces it on some systems",
    "On many computers names that differ only in case or in invisible characters are one file, and one hides the other.",
    "Rename or delete the file.",
)
NAME = Rule(
    "L016",
    "Name that can't be signed",
    "A name must be the same on every system and for every reader.",
    "Use the letters A-Z and a-z, digits, and . _ - + @ only.",
)
ALTERED = Rule(
    "L017",
    "Sealed record was altered or removed",
    "What was signed is kept for ever as it was signed.",
    "Restore the record as it is on the protected branch.",
)
NOT_BASE = Rule(
    "L018",
    "New statement is not under the policy of the protected branch",
    "A proposal can't bring along the policy by which it is judged.",
    "Bring the policy in by itself first, then sign under it.",
)
NOT_ALONE = Rule(
    "L019",
    "Policy change does not come by itself",
    "What relies on a new policy comes after it, so that nobody signs under a rule that is not agreed yet.",
    "Bring in one version of the policy, with nothing else that is signed; then the rest.",
)
UNSIGNED = Rule(
    "L020",
    "Locked file changed without a sign-off",
    "A locked file changes only together with a statement that names its exact content and that a signer has signed.",
    "Take the change back, or sign it: 'pactbook sign'. If it is day-to-day detail, it belongs in the operations manual.",
)
UNPINNED = Rule(
    "L021",
    "Nothing says which first policy is the right one",
    "Without the digest of the first policy this proves that the book fits together, not that it is the one both sides know.",
    "Give --root-digest sha256:… as it was handed to you, or set PACTBOOK_ROOT_DIGEST.",
    Severity.WARNING,
)
NOT_YET_LOCKED = Rule(
    "L022",
    "File is not locked yet",
    "The policy names this file, but no statement holds it, so anybody may still change it.",
    "Sign the instrument that it belongs to.",
    Severity.WARNING,
)
