"""Code owners from the policy, so that the forge asks the right people to look at a proposal.

It is help, not protection: one owner's click is enough on GitHub, an owner's click is no signature, and the file itself can be proposed
otherwise. Syntax: docs.github.com "About code owners"; docs.gitlab.com "Code Owners" for sections, which add up, with a number each.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from pactbook.lock.forms.patterns import ROOTS, VENDOR
from pactbook.lock.policies.policy import GOVERNANCE, MANUALS, SIGNOFFS
from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.lock.policies.policy import Rulebook
    from pactbook.model.policy import Layer

CLIENT = "client."
_HANDLE = re.compile(r"^# owner ([^\s=]+) = (\S+)$", re.MULTILINE)
_OWNER = re.compile(r"@[A-Za-z0-9][A-Za-z0-9._/-]*|[^\s@#]+@[^\s@#]+")
HEAD = """\
# Made by `pactbook codeowners --write` from the policy, contracts/governance/policy.yaml; a test or `pactbook codeowners --check` tells
# when it is out of date. It asks people to look. It protects nothing: what holds is the gate (docs/gate.md).
# Where the forge knows a signer by another name than the mailbox, say so in a line of this form, which is kept:
#   # owner legal@example.com = @example/legal
"""


class Forge(StrEnum):
    """Whose rules the file follows."""

    GITHUB = "github"
    GITLAB = "gitlab"


PLACES = {Forge.GITHUB: ".github/CODEOWNERS", Forge.GITLAB: ".gitlab/CODEOWNERS"}
GATE = {
    Forge.GITHUB: ("/.github/", "/ci/", "/.pre-commit-config.yaml", "/tools/hook"),
    Forge.GITLAB: ("/.gitlab/", "/.gitlab-ci.yml", "/ci/", "/.pre-commit-config.yaml", "/tools/hook"),
}


def handles(text: str) -> dict[str, str]:
    """The names that the forge knows signers by, from the lines of an existing file; raises PactbookError for one that can't be an owner."""
    found = dict(_HANDLE.findall(text))
    for mailbox, handle in found.items():
        if not _OWNER.fullmatch(handle):
            message = f"'{handle}', which stands for {mailbox}, must be @name, @organisation/team or a mailbox"
            raise PactbookError(message)
    return found


def write(rulebook: Rulebook, known: Mapping[str, str], forge: Forge) -> str:
    """The whole file. Only the client's signers own anything: a vendor has no account in a repository that holds other vendors' terms."""
    strangers = sorted(set(known) - set(rulebook.signers))
    if strangers:
        message = f"the policy names no signer {', '.join(strangers)}; take the line '# owner …' out"
        raise PactbookError(message)
    kept = [f"# owner {mailbox} = {handle}\n" for mailbox, handle in sorted(known.items())]
    lines = _github(rulebook, known) if forge is Forge.GITHUB else _gitlab(rulebook, known)
    return HEAD + "".join(kept) + "".join(f"{line}\n" for line in lines)


def _github(rulebook: Rulebook, known: Mapping[str, str]) -> Iterator[str]:
    """One list in which the last line that fits a file counts: from the general to the particular."""
    keepers = _names(rulebook, known, _asked(rulebook, _governance(rulebook)))
    yield from ("", "# what nobody signs, and the gate")
    yield from (f"{path} {keepers}" for path in (*_roots(rulebook), *GATE[Forge.GITHUB]))
    for name, layer in _ordered(rulebook):
        yield from ("", f"# {name}")
        owners = _names(rulebook, known, _asked(rulebook, layer) or _asked(rulebook, _governance(rulebook)))
        yield from (f"{path} {owners}" for path in _paths(layer))


def _gitlab(rulebook: Rulebook, known: Mapping[str, str]) -> Iterator[str]:
    """A section for each role that a layer asks for, with its number: all sections that fit a file must approve."""
    keepers = _governance(rulebook)
    yield from _section(rulebook, known, "the gate", keepers, (*GATE[Forge.GITLAB],))
    for name, layer in _ordered(rulebook):
        asked = layer if _asked(rulebook, layer) else keepers
        yield from _section(rulebook, known, name, asked, _paths(layer))


def _section(rulebook: Rulebook, known: Mapping[str, str], name: str, layer: Layer, paths: tuple[str, ...]) -> Iterator[str]:
    for role, number in _asked(rulebook, layer).items():
        yield from ("", f"[{name}: {role}][{number}] {_names(rulebook, known, {role: number})}")
        yield from paths


def _governance(rulebook: Rulebook) -> Layer:
    return next(layer for layer in rulebook.policy.layers.values() if layer.instruments == GOVERNANCE)


def _asked(rulebook: Rulebook, layer: Layer) -> dict[str, int]:
    """The client's roles that a layer asks for, as far as somebody has them."""
    asked = {role.removeprefix(CLIENT): number for role, number in layer.requires.items() if role.startswith(CLIENT)}
    return {role: number for role, number in asked.items() if _holders(rulebook, role)}


def _holders(rulebook: Rulebook, role: str) -> list[str]:
    client = rulebook.policy.client
    return sorted(signer.name for signer in rulebook.signers.values() if (signer.party, signer.role) == (client, role))


def _names(rulebook: Rulebook, known: Mapping[str, str], roles: Mapping[str, int]) -> str:
    names = [known.get(name, name) for role in roles for name in _holders(rulebook, role)]
    return " ".join(dict.fromkeys(names))


def _roots(rulebook: Rulebook) -> list[str]:
    used = {layer.instruments.partition("/")[0] for layer in rulebook.policy.layers.values()}
    return [f"/{root}/" for root in ROOTS if root in used and root != MANUALS]


def _ordered(rulebook: Rulebook) -> list[tuple[str, Layer]]:
    """Layers with stars before those that name one folder, and governance last."""
    items = rulebook.policy.layers.items()
    return sorted(items, key=lambda item: (item[1].instruments == GOVERNANCE, "*" not in _starred(item[1]), item[0]))


def _starred(layer: Layer) -> str:
    return layer.instruments.replace(VENDOR, "*")


def _paths(layer: Layer) -> tuple[str, ...]:
    folder = f"/{_starred(layer)}/"
    if layer.base:
        base = "/" if layer.base == "." else f"/{layer.base}/"
        return (folder, *(f"{base}{file}" for file in layer.files))
    return (*(f"{folder}{file}" for file in layer.files), f"{folder}{SIGNOFFS}/") if layer.files else (folder,)
