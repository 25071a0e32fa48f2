"""A policy that everybody has signed, and how a statement names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock.forms.statement import PolicyName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactbook.lock.policies.policy import Rulebook


class PolicyVersion(NamedTuple):
    """A policy that everybody has signed, with the heads that it sealed."""

    version: int
    digest: str
    rulebook: Rulebook
    heads: Mapping[str, str]

    @property
    def name(self) -> PolicyName:
        """How a statement names it."""
        return PolicyName(self.version, self.digest)
