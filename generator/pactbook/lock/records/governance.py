"""The chain of policies, from the pinned first one: each is agreed to under the old rule and under the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms import heads
from pactbook.lock.forms.lines import FormatError
from pactbook.lock.policies.policies import PolicyVersion
from pactbook.lock.policies.policy import FILES, GOVERNANCE, HEADS_FILE, LEGAL, POLICY_FILE, SIG, STATEMENT, Rulebook
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.lock.records.chain import fault, gaps, link_faults, version_state
from pactbook.lock.records.quorum import Missing, missing, valid_signatures
from pactbook.lock.records.state import Policies
from pactbook.problems import Position, Problem
from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.lock.forms.contents import Contents
    from pactbook.lock.records.quorum import Signing
    from pactbook.lock.records.record import Record, Sealed
    from pactbook.lock.records.state import VersionState


def judge_policies(sealed: Sequence[Sealed], contents: Contents, root_digest: str | None) -> tuple[Policies, list[Problem]]:
    """The chain of policies. What follows a broken or incomplete one is never used."""
    problems = [*gaps(sealed), *_root(sealed, root_digest)]
    versions: list[PolicyVersion] = []
    states: list[VersionState] = []
    sound, before = all(problem.rule is rules.UNPINNED for problem in problems), None
    for each in sealed:
        problems += each.problems
        if each.record is None:
            sound = False
            continue
        new, state, faults = judge_policy(each.record, versions[-1] if versions else None, before, contents)
        problems += faults
        sound = sound and new is not None and state.sound and not each.problems
        if not sound:
            state = version_state(each.record, (), state.missing, (), sound=False)
        states.append(state)
        if state.missing:
            problems.append(_unfinished(each, last=each is sealed[-1], lacking=state.missing))
        elif sound and new is not None:
            versions.append(new)
        sound, before = sound and state.complete, each.record.digest
    return Policies(tuple(versions), tuple(states)), problems


def _root(sealed: Sequence[Sealed], root_digest: str | None) -> Iterator[Problem]:
    first = sealed[0].record if sealed else None
    place = f"{sealed[0].path}/{STATEMENT}" if sealed else f"{GOVERNANCE}/{POLICY_FILE}"
    if root_digest is None:
        if sealed:
            message = f"the first policy was not compared with the digest that legal wrote down, for none was given; it has {first.digest if first else 'none'}"
            yield Problem(place, Position(), rules.UNPINNED, message)
    elif first is None:
        yield Problem(place, Position(), rules.ROOT, f"there is no first policy with the pinned digest {root_digest}")
    elif first.digest != root_digest:
        yield Problem(place, Position(), rules.ROOT, f"it has the digest {first.digest}; {root_digest} is pinned")


def _unfinished(sealed: Sealed, *, last: bool, lacking: tuple[Missing, ...]) -> Problem:
    words = ", ".join(map(str, lacking))
    if last:
        return Problem(f"{sealed.path}/{STATEMENT}", Position(), rules.PENDING, f"policy version {sealed.number} waits for {words}")
    message = f"policy version {sealed.number} was never signed by {words}, and a later version builds on it"
    return Problem(f"{sealed.path}/{STATEMENT}", Position(), rules.CHAIN, message)


def stopped_at_root(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Where the first policy is not the pinned one: that, and what is wrong with its own record. All else only follows from it, or may be a lie."""
    root = next((problem for problem in problems if problem.rule is rules.ROOT), None)
    if root is None:
        return problems
    record = root.path.rpartition("/")[0]
    following = {rules.HEADS, rules.NOT_BASE, rules.NOT_ALONE}
    return [problem for problem in problems if problem.path.startswith(f"{record}/") and problem.rule not in following]


def judge_policy(
    record: Record, old: PolicyVersion | None, before: str | None, contents: Contents
) -> tuple[PolicyVersion | None, VersionState, list[Problem]]:
    """One version of the policy: its links, what it says, and who agreed to it."""
    rulebook, sealed_heads, problems = _read(record, contents)
    if rulebook is None:
        return None, version_state(record, (), (), problems, sound=False), problems
    repository = old.rulebook.policy.repository if old else rulebook.policy.repository
    problems += link_faults(record, GOVERNANCE, repository, before)
    problems += _continuity(record, old, rulebook)
    books = [old.rulebook, rulebook] if old else [rulebook]
    signed, faults = valid_signatures(record, books)
    problems += faults
    lacking, faults = _agreed(record, books, signed)
    problems += faults
    everybody = list({each.signer.name: each for part in reversed(signed) for each in part}.values())
    state = version_state(record, everybody, lacking, problems, sound=True)
    new = PolicyVersion(record.number, record.digest, rulebook, sealed_heads)
    return new, state, problems


def _read(record: Record, contents: Contents) -> tuple[Rulebook | None, dict[str, str], list[Problem]]:
    data = {}
    for name in (POLICY_FILE, HEADS_FILE):
        try:
            data[name] = contents.tree.read(f"{record.path}/{FILES}{name}")
        except MissingFileError:
            message = f"a policy's record must hold {POLICY_FILE} and {HEADS_FILE}"
            return None, {}, [Problem(f"{record.path}/{FILES}{name}", Position(), rules.RECORD, message)]
    rulebook, problems = read_rulebook(data[POLICY_FILE], f"{record.path}/{FILES}{POLICY_FILE}")
    try:
        found = heads.parse(data[HEADS_FILE])
    except FormatError as error:
        problems.append(Problem(f"{record.path}/{FILES}{HEADS_FILE}", error.position, rules.HEADS, error.reason))
        return None, {}, problems
    return rulebook, found, problems


def _continuity(record: Record, old: PolicyVersion | None, new: Rulebook) -> Iterator[Problem]:
    named, wanted = record.statement.policy, old.name if old else None
    if named != wanted:
        said = f"version {named.version}" if named else "none"
        message = f"it names policy {said}; it must name {f'version {wanted.version}, the one before it' if wanted else 'none'}"
        yield fault(record, "policy", rules.POLICY_NAMED, message)
    if record.statement.repository != new.policy.repository:
        yield fault(record, "repository", rules.CHAIN, "the policy's own 'repository' is another one; it never changes")
    if old and old.rulebook.policy.client != new.policy.client:
        message = f"the client was '{old.rulebook.policy.client}' and is '{new.policy.client}'; it never changes"
        yield Problem(f"{record.path}/{FILES}{POLICY_FILE}", Position(), rules.POLICY, message)
    for name in (POLICY_FILE, HEADS_FILE):
        if name not in {file.path for file in record.statement.files}:
            yield Problem(f"{record.path}/{STATEMENT}", Position(), rules.STATEMENT, f"a policy's statement must name {name}")


def _agreed(record: Record, books: Sequence[Rulebook], signed: Sequence[Sequence[Signing]]) -> tuple[tuple[Missing, ...], list[Problem]]:
    """Who is missing under the old rule, the new rule, and among the parties whose own say is touched; and who has no say."""
    lacking: dict[Missing, None] = {}
    named: set[tuple[str, str]] = set()
    for rulebook, part in zip(books, signed, strict=True):
        instrument = rulebook.instrument(GOVERNANCE)
        requires = instrument.layer.requires if instrument else {}
        named |= {(rulebook.policy.client, role.partition(".")[2]) for role in requires}
        lacking.update(dict.fromkeys(missing(requires, "", rulebook, [each.signer for each in part])))
    if len(books) > 1:
        lacking.update(dict.fromkeys(_own_say(books[0], books[1], signed[0])))
    named |= {(party, LEGAL) for rulebook in books for party in rulebook.policy.parties}
    problems = [
        Problem(f"{record.path}/{each.signer.name}{SIG}", Position(), rules.SIGNER, f"a policy asks for no {each.signer.role} to sign")
        for part in signed
        for each in part
        if (each.signer.party, each.signer.role) not in named
    ]
    return tuple(lacking), problems


def _own_say(old: Rulebook, new: Rulebook, signed: Sequence[Signing]) -> Iterator[Missing]:
    """A change of a party's signers, or of the vendors' part in a layer, needs the party's own legal under the old policy."""
    for party in sorted(_touched(old, new)):
        if not any(each.signer.party == party and each.signer.role == LEGAL for each in signed):
            names = sorted(each.name for each in old.signers.values() if each.party == party and each.role == LEGAL)
            yield Missing(party, LEGAL, 1, tuple(names))


def _touched(old: Rulebook, new: Rulebook) -> set[str]:
    if _weakened(old, new):
        return set(old.policy.parties) - {old.policy.client}
    after = {name: party.signers for name, party in new.policy.parties.items()}
    return {name for name, party in old.policy.parties.items() if after.get(name) != party.signers}


def _weakened(old: Rulebook, new: Rulebook) -> bool:
    """Whether a layer that vendors sign would ask less of them, hold less, or lie elsewhere."""
    for name, layer in old.policy.layers.items():
        asked = {role: count for role, count in layer.requires.items() if role.startswith("vendor.")}
        after = new.policy.layers.get(name)
        if not asked:
            continue
        if after is None or (after.instruments, after.base, after.files) != (layer.instruments, layer.base, layer.files):
            return True
        if any(after.requires.get(role, 0) < count for role, count in asked.items()):
            return True
    return False
