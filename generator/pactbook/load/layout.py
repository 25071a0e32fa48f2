"""Sorts the paths of a tree into the parts of a book, and reports what belongs to nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.load import rules
from pactbook.model.book import AGREEMENT
from pactbook.model.settings import WAIVERS
from pactbook.problems import Position, Problem, did_you_mean, shown
from pactbook.trees.tree import GITLINK, SYMLINK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.problems import Rule
    from pactbook.trees.tree import Entry

ROOTS = ("contracts", "clauses", "ops-manuals")
RESERVED = frozenset({"governance", "machinery"})
NO_VENDOR = frozenset({"internal", "preview"})
"""What no vendor may be called: its site would be taken for the client's own, which MkDocs writes into `site/preview`."""
_OF_A_DAY = re.compile(r"as-of-[0-9-]+")
"""Nor this: the sites of a past day go into a folder of that name, and would lie in the vendor's own."""
POLICY = "contracts/governance/policy.yaml"
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
PAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md")
IMAGE = re.compile(r"images/[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpe?g|gif|webp)")
_RESULTS = re.compile(r"results/[a-z0-9]+(?:-[a-z0-9]+)*\.csv")
_VERSION = re.compile(r"v[1-9][0-9]{0,3}\.md")
# Names of devices, which Windows allows for no file or folder, whatever follows their first dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.DOTALL)
_CONTRACT = re.compile(r"msa|sow-[a-z0-9]+(?:-[a-z0-9]+)*")


_ODD = {SYMLINK: "a symbolic link", GITLINK: "a submodule: a repository of its own"}


@dataclass(slots=True)
class Layout:
    """The files of each part, by the part's folder: names relative to that folder."""

    policy: bool = False
    contracts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    signoffs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    clauses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    profiles: list[str] = field(default_factory=list)
    manuals: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: str, rule: Rule, message: str, fix: str = "") -> None:
        """Record a problem with a path."""
        self.problems.append(Problem(path, Position(), rule, message, fix))


def sort_out(entries: Iterable[Entry]) -> Layout:
    """Each entry to the part of the book that it belongs to."""
    layout = Layout()
    for entry in entries:
        parts = entry.path.split("/")
        if not entry.is_file:
            layout.problem(entry.path, rules.NOT_A_FILE, f"this is {_ODD.get(entry.mode, 'a special file')}")
            continue
        if len(parts) == 1:
            layout.problem(entry.path, rules.STRAY, f"'{entry.path}' has to be a folder and is a file")
            continue
        if device := next((part for part in parts if _DEVICES.fullmatch(part)), None):
            layout.problem(
                entry.path, rules.BAD_NAME, f"'{device}' is the name of a device on Windows, where nobody could check the book out"
            )
            continue
        sort = {"contracts": _contract, "clauses": _clause, "ops-manuals": _manual}[parts[0]]
        sort(layout, entry.path, parts[1:])
    return layout


def _contract(layout: Layout, path: str, parts: list[str]) -> None:
    if parts[0] in RESERVED:
        _governance(layout, path, parts)
    elif len(parts) < 3:  # noqa: PLR2004 - vendor, contract, file
        layout.problem(path, rules.STRAY, "a file under contracts/ belongs into contracts/<vendor>/msa/ or contracts/<vendor>/sow-<slug>/")
    elif _named(layout, path, parts[0], "vendor"):
        _contract_file(layout, path, parts)


def _governance(layout: Layout, path: str, parts: list[str]) -> None:
    folder = f"contracts/{parts[0]}"
    if path == POLICY:
        layout.policy = True
    elif len(parts) > 3 and parts[1] == "signoffs":  # noqa: PLR2004 - folder, signoffs, record, file
        layout.signoffs[folder].add(parts[2])
    elif parts[1:] in (["msa", "terms.yaml"], ["terms.yaml"]):
        layout.problem(path, rules.RESERVED, f"'{parts[0]}' is no vendor's name")
    elif path != "contracts/governance/heads.txt":
        layout.problem(path, rules.STRAY, f"{shown(parts[-1])} is no file of {folder}/")


def _contract_file(layout: Layout, path: str, parts: list[str]) -> None:
    vendor, name, *rest = parts
    folder = f"contracts/{vendor}/{name}"
    if not _CONTRACT.fullmatch(name):
        hint = did_you_mean(name, ["msa", f"sow-{name}"])
        layout.problem(path, rules.BAD_NAME, f"the folder {shown(name)} must be 'msa' or begin with 'sow-'{hint}")
        return
    if rest[0] == "signoffs" and len(rest) > 2:  # noqa: PLR2004 - signoffs, record, file
        layout.signoffs[folder].add(rest[1])
        return
    if rest[0] == "draft" and len(rest) > 1:
        folder, rest = f"{folder}/draft", rest[1:]
    if len(rest) == 1 and (rest[0] in {"terms.yaml", AGREEMENT} or PAGE.fullmatch(rest[0])):
        layout.contracts[folder].append(rest[0])
    else:
        hint = did_you_mean(rest[-1], ["terms.yaml", AGREEMENT])
        layout.problem(path, rules.STRAY, f"{shown('/'.join(rest))} is no file of a contract{hint}")


def _clause(layout: Layout, path: str, parts: list[str]) -> None:
    folder, *rest = parts
    if not rest:
        layout.problem(path, rules.STRAY, "a file under clauses/ belongs into clauses/<clause-id>/")
    elif rest[0] == "signoffs" and len(rest) > 2:  # noqa: PLR2004 - signoffs, record, file
        layout.signoffs[f"clauses/{folder}"].add(rest[1])
    elif folder == "profiles":
        _profile(layout, path, rest)
    elif len(rest) == 1 and _VERSION.fullmatch(rest[0]):
        if _named(layout, path, folder, "clause"):
            layout.clauses[folder].append(rest[0])
    else:
        layout.problem(path, rules.STRAY, f"{shown('/'.join(rest))} is no version of a clause: versions are v1.md, v2.md …")


def _profile(layout: Layout, path: str, rest: list[str]) -> None:
    if len(rest) == 1 and rest[0].endswith(".yaml") and SLUG.fullmatch(rest[0].removesuffix(".yaml")):
        layout.profiles.append(rest[0])
    else:
        layout.problem(path, rules.STRAY, f"{shown('/'.join(rest))} is no profile: profiles are clauses/profiles/<service-type>.yaml")


def _manual(layout: Layout, path: str, parts: list[str]) -> None:
    if len(parts) < 3:  # noqa: PLR2004 - vendor, manual, file
        layout.problem(path, rules.STRAY, "a file under ops-manuals/ belongs into ops-manuals/<vendor>/<manual>/")
        return
    vendor, name, *rest = parts
    folder, file = f"ops-manuals/{vendor}/{name}", "/".join(rest)
    if not (_named(layout, path, vendor, "vendor") and _named(layout, path, name, "manual")):
        return
    if rest[0] == "signoffs" and len(rest) > 2:  # noqa: PLR2004 - signoffs, record, file
        layout.signoffs[folder].add(rest[1])
    elif file in {"outline.yaml", WAIVERS} or PAGE.fullmatch(file) or IMAGE.fullmatch(file):
        layout.manuals[folder].append(file)
    elif not _RESULTS.fullmatch(file):
        fix = "Pages are <name>.md in lower case, images lie in images/ (png, jpg, gif, webp), results in results/ (csv)."
        layout.problem(path, rules.STRAY, f"{shown(file)} is no page of a manual", fix)


def _named(layout: Layout, path: str, name: str, what: str) -> bool:
    if what == "vendor" and name in NO_VENDOR:
        layout.problem(path, rules.RESERVED, f"'{name}' is no vendor's name: the site for the client's own people has it")
        return False
    if what == "vendor" and _OF_A_DAY.fullmatch(name):
        layout.problem(path, rules.RESERVED, f"'{name}' is no vendor's name: the sites of that day go into a folder that is called so")
        return False
    if SLUG.fullmatch(name):
        return True
    odd = next((each for each in name if not each.isascii()), "")
    holds = f"it holds U+{ord(odd):04X} ({unicodedata.name(odd, 'no character').lower()}); " if odd else ""
    message = f"{shown(name)} can't name a {what}: {holds}use lower-case letters from a to z, digits and single hyphens"
    layout.problem(path, rules.BAD_NAME, message)
    return False
