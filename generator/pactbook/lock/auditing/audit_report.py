"""The report of an audit, as data of a fixed shape and as a page for an auditor. The same history gives the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pactbook.lock.auditing.audit_events import What

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.lock.auditing.audit import Audit, Finding, State
    from pactbook.lock.auditing.audit_events import Event
    from pactbook.lock.auditing.audit_history import Commit
    from pactbook.lock.records.state import VersionState

SHORT = 10
# What markdown takes for a mark; a backslash is not enough before each of them in every dialect, an entity is.
_MARKS = str.maketrans({**{char: f"\\{char}" for char in "\\`*_[]"}, **{char: f"&#{ord(char)};" for char in "<>&|~^$"}})


def as_data(audit: Audit) -> dict[str, Any]:
    """The report for programs (docs/commands.md tells its keys); a key is added, never renamed or removed, within one `pactbook_audit`."""
    return {
        "pactbook_audit": 1,
        "clean": not audit.errors,
        "ref": audit.ref,
        "tip": _commit(audit.commits[-1]),
        "book_since": _commit(audit.commits[0]),
        "signed_since": _commit(audit.signed_from) if audit.signed_from else None,
        "root_digest": audit.root_digest or None,
        "pinned_digest": audit.pinned,
        "states": {
            "judged": len(audit.commits),
            "without_a_book": audit.before,
            "with_changes": len(audit.states),
            "clean": not_touched(audit),
        },
        "policies": [_version(policy) for policy in audit.policies],
        "changes": [_state(state) for state in audit.states],
        "findings": [_finding(finding) for finding in audit.findings],
    }


def not_touched(audit: Audit) -> int:
    """The states in which nothing was wrong."""
    index = {commit.oid: number for number, commit in enumerate(audit.commits)}
    bad: set[int] = set()
    for finding in audit.errors:
        since = index[finding.since.oid]
        bad.update(range(since, since + finding.states))
    return len(audit.commits) - len(bad)


def _commit(commit: Commit) -> dict[str, str]:
    return {"commit": commit.oid, "day": commit.day.isoformat(), "mailbox": commit.mailbox}


def _version(version: VersionState) -> dict[str, Any]:
    return {
        "version": version.version,
        "statement": version.digest,
        "effective": version.effective.isoformat(),
        "note": version.note,
        "signed_by": [{"mailbox": signer.name, "party": signer.party, "key": signer.fingerprint} for signer in version.signers],
        "missing": [str(lacking) for lacking in version.missing],
        "complete": version.complete,
    }


def _state(state: State) -> dict[str, Any]:
    return {
        **_commit(state.commit),
        "errors": state.errors,
        "events": [
            {"what": event.what.value, "instrument": event.instrument, **(_version(event.version) if event.version else {"version": None})}
            for event in state.events
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    return {
        "code": problem.rule.code,
        "severity": problem.rule.severity.value,
        "title": problem.rule.title,
        "path": problem.path,
        "line": problem.position.line,
        "column": problem.position.col,
        "message": problem.message,
        "advice": problem.advice,
        "on_the_way": finding.on_the_way,
        "since": _commit(finding.since),
        "until": _commit(finding.until) if finding.until else None,
        "states": finding.states,
    }


def summary(audit: Audit) -> list[str]:
    """What was found, in a few plain sentences."""
    first, last = audit.commits[0], audit.commits[-1]
    count = len(audit.commits)
    said = [f"Audited {_states(count)} of {audit.ref}, from {first.day} ({first.oid[:SHORT]}) to {last.day} ({last.oid[:SHORT]})."]
    if audit.before:
        said.append(f"{_states(audit.before)} before that held no book.")
    if audit.signed_from is None:
        said.append("Nothing has ever been signed on this branch: the book is a draft, and a draft proves nothing.")
    elif audit.signed_from != first:
        said.append(f"The first signature came on {audit.signed_from.day} ({audit.signed_from.oid[:SHORT]}); before it nothing was locked.")
    if audit.pinned and audit.root_digest == audit.pinned:
        said.append("The first policy is the pinned one.")
    elif audit.root_digest:
        said.append(f"The first policy has the digest {audit.root_digest}.")
    return [*said, *_verdict(audit)]


def _verdict(audit: Audit) -> Iterator[str]:
    if not audit.errors:
        yield "In each of these states every locked file was what had been signed, and no record was altered or removed on the way."
        return
    open_ones = [finding for finding in audit.errors if finding.until is None and not finding.on_the_way]
    mended = sum(finding.until is not None for finding in audit.errors)
    steps = sum(finding.on_the_way for finding in audit.errors)
    number = len(audit.errors)
    yield f"{number} {'thing is' if number == 1 else 'things are'} wrong; {_states(not_touched(audit))} had nothing wrong."
    if open_ones:
        yield f"{len(open_ones)} of them still {'holds' if len(open_ones) == 1 else 'hold'} in the newest state."
    if mended:
        yield f"{mended} ended with a later state; until then the branch was not what had been signed."
    if steps:
        yield f"{steps} came about on the way from one state to the next: the gate would have refused {'it' if steps == 1 else 'them'}."


def _states(count: int) -> str:
    return f"{count:,} state{'' if count == 1 else 's'}"


def span(finding: Finding) -> str:
    """When a finding held."""
    since = f"{finding.since.day} {finding.since.oid[:SHORT]}"
    if finding.on_the_way:
        return f"on the way into {since} ({finding.since.mailbox})"
    if finding.until is None:
        return f"since {since} ({finding.since.mailbox}), still there"
    until = f"{finding.until.day} {finding.until.oid[:SHORT]}"
    return f"since {since} ({finding.since.mailbox}), until {until} ({finding.until.mailbox}), {_states(finding.states)}"


def as_markdown(audit: Audit) -> str:
    """The report as a page."""
    lines = [f"# Audit of {_plain(audit.ref)}", "", *(f"{_plain(line)}  " for line in summary(audit)), ""]
    lines += ["## Findings", "", *_findings(audit), "", "## Policies", "", *_policies(audit), "", "## What changed", "", *_changes(audit)]
    return "\n".join(lines).rstrip() + "\n"


def _findings(audit: Audit) -> Iterator[str]:
    if not audit.findings:
        yield "None."
        return
    yield "| Code | Where | What | When |"
    yield "| --- | --- | --- | --- |"
    for finding in audit.findings:
        problem = finding.problem
        where = f"{problem.path}:{problem.position.line}"
        note = "" if finding.is_error else f" ({problem.rule.severity})"
        yield _row(f"{problem.rule.code}{note}", where, f"{problem.rule.title}: {problem.message}", span(finding))


def _policies(audit: Audit) -> Iterator[str]:
    if not audit.policies:
        yield "None."
        return
    yield "| Version | Effective | Signed by | Statement |"
    yield "| ---: | --- | --- | --- |"
    for policy in audit.policies:
        yield _row(str(policy.version), policy.effective.isoformat(), _signers(policy), policy.digest)


def _changes(audit: Audit) -> Iterator[str]:
    if not audit.states:
        yield "Nothing that is signed has changed."
        return
    yield "| Day | Commit | By | What | Signed by | Wrong |"
    yield "| --- | --- | --- | --- | --- | ---: |"
    for state in audit.states:
        commit = state.commit
        for event in state.events:
            signed = _signers(event.version) if event.version else ""
            yield _row(commit.day.isoformat(), commit.oid[:SHORT], commit.mailbox, _event(event), signed, str(state.errors or ""))
        if not state.events:
            yield _row(commit.day.isoformat(), commit.oid[:SHORT], commit.mailbox, "", "", str(state.errors))


def _event(event: Event) -> str:
    version = f" version {event.version.version}" if event.version else ""
    effective = f", effective {event.version.effective}" if event.version and event.what is What.SIGNED else ""
    return f"{event.instrument}{version}: {event.what}{effective}"


def _signers(version: VersionState) -> str:
    return ", ".join(f"{signer.name} ({signer.party_name})" for signer in version.signers) or "nobody"


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """Text that markdown shows as it stands, on one line; what can't be seen is written out."""
    seen = "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)
    return seen.translate(_MARKS)
