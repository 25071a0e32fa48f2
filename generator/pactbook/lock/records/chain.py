"""The chain of an instrument's statements: each names the one before, and the policy under which it was signed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.policies.policy import SIG, STATEMENT
from pactbook.lock.records.quorum import Missing, entitled, missing, valid_signatures
from pactbook.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.lock.policies.policies import PolicyVersion
    from pactbook.lock.policies.policy import Instrument, Rulebook
    from pactbook.lock.records.quorum import Holding, Signing
    from pactbook.lock.records.record import Record, Sealed
    from pactbook.lock.records.state import Policies, VersionState
    from pactbook.problems import Rule

HEADER_LINES = {"repository": 2, "instrument": 3, "version": 4, "effective": 5, "supersedes": 6, "policy": 7}


def fault(record: Record, header: str, rule: Rule, message: str) -> Problem:
    """A problem at one line of a statement's head."""
    return Problem(f"{record.path}/{STATEMENT}", Position(HEADER_LINES[header]), rule, message)


def link_faults(record: Record, instrument: str, repository: str, before: str | None) -> Iterator[Problem]:
    """Where a statement names another repository, instrument, version or predecessor than its place in the chain demands."""
    statement = record.statement
    if statement.repository != repository:
        yield fault(record, "repository", rules.CHAIN, f"it was signed for another repository, {statement.repository}")
    if statement.instrument != instrument:
        yield fault(record, "instrument", rules.CHAIN, f"it was signed for '{statement.instrument}', and lies with '{instrument}'")
    if statement.version != record.number:
        yield fault(record, "version", rules.CHAIN, f"version {statement.version} lies in the folder of version {record.number}")
    if statement.supersedes != before:
        yield fault(
            record, "supersedes", rules.CHAIN, f"it follows {statement.supersedes or 'nothing'}; before it lies {before or 'nothing'}"
        )


def gaps(sealed: Sequence[Sealed]) -> Iterator[Problem]:
    """Versions that are missing: they run 1, 2, 3 without a gap."""
    wanted = 1
    for each in sealed:
        if each.number != wanted:
            yield Problem(each.path, Position(), rules.CHAIN, f"version {wanted} is missing below version {each.number}")
        wanted = each.number + 1


def named_policy(record: Record, policies: Policies) -> tuple[PolicyVersion | None, list[Problem]]:
    """The policy under which a statement was signed."""
    name = record.statement.policy
    if name is None:
        return None, [fault(record, "policy", rules.POLICY_NAMED, "it names no policy; only the first policy itself may do so")]
    found = policies.named(name)
    if found is None:
        message = f"there is no completely signed policy version {name.version} with the digest {name.digest}"
        return None, [fault(record, "policy", rules.POLICY_NAMED, message)]
    return found, []


def version_state(
    record: Record, signed: Sequence[Signing], lacking: tuple[Missing, ...], problems: Sequence[Problem], *, sound: bool
) -> VersionState:
    """A record after it was judged; a record with problems is never complete."""
    from pactbook.lock.records.state import SignedBy, VersionState  # the hook, which must start fast, gets by without

    signers = tuple(
        SignedBy(each.signer.name, each.signer.party, each.signer.party_name, each.signer.role, each.key.fingerprint) for each in signed
    )
    return VersionState(record.number, record.path, record.digest, record.statement, signers, lacking, sound and not problems)


def judge_record(
    record: Record, folder: str, policies: Policies, before: str | None, holding: Holding = ()
) -> tuple[VersionState, list[Problem]]:
    """One statement by itself: its links, its policy, its files and its signatures."""
    policy, problems = named_policy(record, policies)
    problems += link_faults(record, folder, policies.repository, before)
    if policy is None:
        return version_state(record, (), (), problems, sound=False), problems
    instrument = policy.rulebook.instrument(folder)
    if instrument is None:
        message = f"policy version {policy.version}, which it names, has no layer for '{folder}'"
        problems.append(fault(record, "policy", rules.POLICY_NAMED, message))
        return version_state(record, (), (), problems, sound=False), problems
    problems += _foreign_files(record, instrument)
    signed, lacking, faults = judge_signatures(record, instrument, policy.rulebook, holding)
    problems += faults
    return version_state(record, signed, lacking, problems, sound=True), problems


def judge_signatures(
    record: Record, instrument: Instrument, rulebook: Rulebook, holding: Holding = ()
) -> tuple[list[Signing], tuple[Missing, ...], list[Problem]]:
    """The signatures that hold and count, what is missing, and what is wrong with the others."""
    (signed,), problems = valid_signatures(record, [rulebook], holding)
    for each in signed:
        if not entitled(each.signer, instrument, rulebook):
            message = f"the layer '{instrument.layer_name}' asks for no signature of {each.signer.party}'s {each.signer.role}"
            problems.append(Problem(f"{record.path}/{each.signer.name}{SIG}", Position(), rules.SIGNER, message))
    lacking = missing(instrument.layer.requires, instrument.vendor, rulebook, [each.signer for each in signed])
    return signed, lacking, problems


def _foreign_files(record: Record, instrument: Instrument) -> Iterator[Problem]:
    for file in record.statement.files:
        if not instrument.owns(file.path):
            message = f"it names '{file.path}', which does not belong to '{instrument.path}' under the policy that it names"
            yield Problem(f"{record.path}/{STATEMENT}", Position(), rules.STATEMENT, message)


def judge_chain(
    folder: str, sealed: Sequence[Sealed], policies: Policies, holding: Holding = ()
) -> tuple[list[VersionState], list[Problem]]:
    """All versions of an instrument. What follows a broken or incomplete version is never complete; `holding`: see `valid_signatures`."""
    if sealed and not policies.versions:
        message = "it was signed, and there is no completely signed policy to judge it by"
        return _unjudged(sealed), [Problem(sealed[-1].path, Position(), rules.POLICY_NAMED, message)]
    whole = [*gaps(sealed), *_heads_gone(folder, sealed, policies)]
    problems = [*whole, *_out_of_time(folder, sealed, policies), *_going_back(sealed)]
    suspect = {problem.path.rpartition("/")[0] for problem in problems}
    versions: list[VersionState] = []
    before: str | None = None
    sound = not whole
    for each in sealed:
        problems += each.problems
        sound = sound and not each.problems and each.path not in suspect
        if each.record is None:
            before = "a statement that can't be read"
            continue
        state, faults = judge_record(each.record, folder, policies, before, holding)
        problems += faults
        sound = sound and state.sound
        versions.append(state if state.sound == sound else replace(state, sound=sound))
        sound, before = sound and not state.missing, each.record.digest
    return versions, [*problems, *_unfinished(versions, sealed)]


def _unjudged(sealed: Sequence[Sealed]) -> list[VersionState]:
    return [version_state(each.record, (), (), (), sound=False) for each in sealed if each.record]


def _going_back(sealed: Sequence[Sealed]) -> Iterator[Problem]:
    named = [(each.record, each.record.statement.policy.version) for each in sealed if each.record and each.record.statement.policy]
    for (_, before), (record, version) in pairwise(named):
        if version < before:
            message = f"it names policy version {version}, and the statement before it names version {before}"
            yield fault(record, "policy", rules.POLICY_NAMED, message)


def _unfinished(versions: Sequence[VersionState], sealed: Sequence[Sealed]) -> Iterator[Problem]:
    for version in versions:
        if not version.missing:
            continue
        lacking = ", ".join(map(str, version.missing))
        if version.version == sealed[-1].number:
            message = f"version {version.version} waits for {lacking}"
            yield Problem(f"{version.record}/{STATEMENT}", Position(), rules.PENDING, message)
        else:
            message = f"version {version.version} was never signed by {lacking}, and a later version builds on it"
            yield Problem(f"{version.record}/{STATEMENT}", Position(), rules.CHAIN, message)


def _known_heads(folder: str, sealed: Sequence[Sealed], policies: Policies) -> Iterator[tuple[PolicyVersion, str | None, int | None]]:
    """For each policy, the head that it sealed for this instrument, and that head's version (0 without a head, None if it is gone)."""
    numbers = {each.record.digest: each.number for each in sealed if each.record}
    for policy in policies.versions:
        head = policy.heads.get(folder)
        yield policy, head, numbers.get(head) if head else 0


def _heads_gone(folder: str, sealed: Sequence[Sealed], policies: Policies) -> Iterator[Problem]:
    for policy, head, known in _known_heads(folder, sealed, policies):
        if known is None:
            message = f"policy version {policy.version} sealed {head} as the newest statement of '{folder}', and it is not there"
            yield Problem(sealed[-1].path if sealed else folder, Position(), rules.HEADS, message)


def _out_of_time(folder: str, sealed: Sequence[Sealed], policies: Policies) -> Iterator[Problem]:
    """Statements that pretend to be older, or younger, than a policy that sealed what was there when it began."""
    for policy, _, known in _known_heads(folder, sealed, policies):
        for record in [each.record for each in sealed if each.record and known is not None]:
            named = record.statement.policy.version if record.statement.policy else 0
            if record.number > (known or 0) and named < policy.version:
                message = f"it names policy version {named}, but was not there when policy version {policy.version} began"
                yield fault(record, "policy", rules.HEADS, message)
            if record.number <= (known or 0) and named >= policy.version:
                message = f"it names policy version {named}, but was there before policy version {policy.version} began"
                yield fault(record, "policy", rules.HEADS, message)
