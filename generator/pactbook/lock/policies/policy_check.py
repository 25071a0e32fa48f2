"""What must hold in a policy beyond its form, so that nothing in it can be read two ways or never be fulfilled."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms.keys import KeyFormatError, parse_line, shared
from pactbook.lock.forms.names import LONGEST_SIGNER, SIGNER, path_fault
from pactbook.lock.forms.patterns import RESERVED, ROOTS, VENDOR, Pattern, pattern_fault
from pactbook.lock.policies import policy_file
from pactbook.lock.policies.policy import GOVERNANCE, LEGAL, Rulebook
from pactbook.problems import Problem, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.lock.forms.keys import PublicKey
    from pactbook.lock.policies.policy_file import PolicyFile
    from pactbook.model.document import Route

Finding = tuple["Route", str]


def read_rulebook(data: bytes, path: str) -> tuple[Rulebook | None, list[Problem]]:
    """A policy from its bytes, ready to judge by, or None with everything that is wrong with it."""
    file, problems = policy_file.read(data, path)
    if file is None:
        return None, problems
    problems = [Problem(path, file.document.key(*route), rules.POLICY, message) for route, message in check(file)]
    return (None, problems) if problems else (Rulebook(file.policy), [])


def check(file: PolicyFile) -> Iterator[Finding]:
    """Everything that is wrong with what the policy says, with the route to it."""
    yield from _parties(file)
    yield from _signers(file)
    yield from _keys(file)
    for name in file.policy.layers:
        yield from _layer(file, name)
    yield from _together(file)


def _parties(file: PolicyFile) -> Iterator[Finding]:
    policy = file.policy
    if policy.client not in policy.parties:
        yield ("client",), f"'{policy.client}' is none of the parties"
    for name, party in policy.parties.items():
        route: Route = ("parties", name)
        if name in RESERVED:
            yield route, f"'{name}' is a reserved name"
        if not any(signer.role == LEGAL for signer in party.signers.values()):
            yield route, f"'{name}' has no signer with the role '{LEGAL}', who would have to agree to a change of its signers"


def _signers(file: PolicyFile) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for party, data in file.policy.parties.items():
        for name in data.signers:
            route: Route = ("parties", party, "signers", name)
            if not SIGNER.fullmatch(name) or len(name) > LONGEST_SIGNER:
                yield route, f"'{name}' must be one mailbox in lower case, such as legal@acme.example; no wildcards"
            if first.setdefault(name, party) != party:
                yield route, f"'{name}' signs for '{first[name]}' already; nobody signs for two parties"


def _keys(file: PolicyFile) -> Iterator[Finding]:
    owners: list[tuple[str, PublicKey]] = []
    routes: dict[str, Route] = {}
    for party, data in file.policy.parties.items():
        for name, signer in data.signers.items():
            for index, line in enumerate(signer.keys):
                route: Route = ("parties", party, "signers", name, "keys", index)
                try:
                    owners.append((f"{party}: {name}", parse_line(line)))
                    routes[f"{party}: {name}"] = route
                except KeyFormatError as error:
                    yield route, str(error)
    for one, two, key in shared(owners):
        same = f"stands twice with '{one}'" if one == two else f"belongs to '{one}' and to '{two}'; one key never counts twice"
        yield routes[two], f"the key {key.fingerprint} {same}"


def _layer(file: PolicyFile, name: str) -> Iterator[Finding]:
    layer, route = file.policy.layers[name], ("layers", name)
    if fault := pattern_fault(layer.instruments):
        yield (*route, "instruments"), fault
        return
    pattern = Pattern(tuple(layer.instruments.split("/")))
    for index, path in enumerate(layer.files):
        if fault := path_fault(path) or _taken(path, based=bool(layer.base)):
            yield (*route, "files", index), fault
    if len(set(layer.files)) != len(layer.files):
        yield (*route, "files"), "a file stands twice"
    if layer.base:
        yield from _based(file, name, pattern)
    yield from _requires(file, name)


def _taken(path: str, *, based: bool) -> str:
    first = path.partition("/")[0].lower()
    if based and first in ROOTS:
        return f"'{path}' lies where the layers' own instruments lie"
    return f"'{first}' is a name that sign-offs need" if not based and first in {"signoffs", "draft"} else ""


def _based(file: PolicyFile, name: str, pattern: Pattern) -> Iterator[Finding]:
    layer, route = file.policy.layers[name], ("layers", name)
    if not layer.files:
        yield route, "a layer with a base must list its files"
    if not pattern.literal:
        yield (*route, "instruments"), "a layer with a base is one instrument: no '*' and no {vendor}"
    if layer.base != "." and (path_fault(layer.base) or layer.base.partition("/")[0].lower() in ROOTS):
        yield (*route, "base"), f"'{layer.base}' must be '.' or a folder outside {', '.join(ROOTS)}"


def _requires(file: PolicyFile, name: str) -> Iterator[Finding]:
    policy, layer = file.policy, file.policy.layers[name]
    for role, count in layer.requires.items():
        side, _, word = role.partition(".")
        route: Route = ("layers", name, "requires", role)
        if side == "vendor" and VENDOR not in layer.instruments:
            yield route, f"'{role}' needs {VENDOR} in 'instruments': it must be clear whose"
        parties = [policy.client] if side == "client" else [party for party in policy.parties if party != policy.client]
        for party in parties:
            signers = policy.parties[party].signers.values() if party in policy.parties else ()
            have = sum(signer.role == word for signer in signers)
            if have < count:
                yield route, f"'{party}' has {counted(have, 'signer')} with the role '{word}', and {count} must sign"


def _together(file: PolicyFile) -> Iterator[Finding]:
    layers = file.policy.layers
    if not any(layer.instruments == GOVERNANCE and not layer.files and not layer.base for layer in layers.values()):
        yield ("layers",), f"one layer must be the policy's own: instruments '{GOVERNANCE}', without 'base' and 'files'"
    sound = [name for name in layers if not pattern_fault(layers[name].instruments)]
    for one, two in combinations(sound, 2):
        first, second = (Pattern(tuple(layers[name].instruments.split("/"))) for name in (one, two))
        if first.overlaps(second):
            yield ("layers", two, "instruments"), f"a folder could belong to '{one}' and to '{two}'"
    seen: dict[str, str] = {}
    for name, layer in layers.items():
        for file_name in layer.files if layer.base else ():
            path = f"{layer.base}/{file_name}".removeprefix("./").lower()
            if seen.setdefault(path, name) != name:
                yield ("layers", name, "files"), f"'{file_name}' belongs to '{seen[path]}' already"
