"""Every rule that can report a problem, wherever it is raised: by code, for `docs/rules.md` and for who asks what a code means."""

from __future__ import annotations

from types import ModuleType

from pactbook.assemble import rules as assembling
from pactbook.checks import run
from pactbook.load import rules as loading
from pactbook.manuals import rules as manuals
from pactbook.problems import Rule
from pactbook.templates import rules as templates
from pactbook.yamlfile import rules as reading

ROOMS: tuple[ModuleType, ...] = (reading, loading, templates, assembling, manuals)


def every_rule() -> dict[str, Rule]:
    """The rules by code, in order."""
    found = [value for room in ROOMS for value in vars(room).values() if isinstance(value, Rule)]
    found += [rule for name in run.names() for rule in run.load(name).RULES]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}
