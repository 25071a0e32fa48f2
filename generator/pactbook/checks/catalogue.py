"""Every rule that can report a problem, wherever it is raised: by code, for `docs/rules.md` and `pactbook explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble import rules as assembling
from pactbook.checks import rules as dealing
from pactbook.checks import run
from pactbook.load import rules as loading
from pactbook.lock import rules as locks
from pactbook.manuals import rules as manuals
from pactbook.problems import Rule
from pactbook.templates import rules as templates
from pactbook.yamlfile import rules as reading

if TYPE_CHECKING:
    from types import ModuleType

ROOMS: tuple[ModuleType, ...] = (reading, loading, templates, assembling, manuals, locks, dealing)


def listed() -> list[Rule]:
    """The rules as they stand in the rooms, in the order of their codes."""
    found = [value for room in ROOMS for value in vars(room).values() if isinstance(value, Rule)]
    found += [rule for name in run.names() for rule in run.load(name).RULES]
    return sorted(found, key=lambda rule: rule.code)


def every_rule() -> dict[str, Rule]:
    """The rules by code, in order; a test holds that no code stands twice."""
    return {rule.code: rule for rule in listed()}
