"""Reads a policy's bytes strictly and without a schema library, so that the hook stays fast and the judge depends on little.

`policy_check` goes on where this ends. What the two accept `schemas/policy.schema.json` accepts too, and it refuses all that they refuse but what
holds between several values, such as a client who is no party; a test holds them together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pactbook.lock import rules
from pactbook.model.policy import Layer, Policy, PolicyParty, Signer
from pactbook.problems import Problem
from pactbook.yamlfile import loader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.model.document import Document, Route

MOST_REQUIRED = 9
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REQUIRED_ROLE = re.compile(r"(?:client|vendor)\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class PolicyFile(NamedTuple):
    """A policy with the places of its values."""

    policy: Policy
    document: Document


def read(data: bytes, path: str) -> tuple[PolicyFile | None, list[Problem]]:
    """The policy, or None with everything that is wrong with its form."""
    document, problems = loader.load(data, path)
    if document is None or problems:
        return None, problems
    reading = _Reading(document)
    policy = reading.policy()
    return (None, reading.problems) if reading.problems else (PolicyFile(policy, document), [])


class _Reading:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def problem(self, route: Route, message: str) -> None:
        self.problems.append(Problem(self.document.path, self.document.at(*route), rules.POLICY, message))

    def policy(self) -> Policy:
        top = self.keys(self.document.value, (), ("schema", "repository", "client", "parties", "layers"))
        if type(top.get("schema")) is not int or top["schema"] != 1:  # neither true nor 1.0, which are equal to 1
            self.problem(("schema",), "'schema' must be 1")
        return Policy(
            schema=1,
            repository=self.text(top, ("repository",), _UUID, "a UUID in lower case"),
            client=self.text(top, ("client",), SLUG, "the key of a party"),
            parties={name: self.party(value, ("parties", name)) for name, value in self.named(top, ("parties",))},
            layers={name: self.layer(value, ("layers", name)) for name, value in self.named(top, ("layers",))},
        )

    def party(self, value: Any, route: Route) -> PolicyParty:
        found = self.keys(value, route, ("name", "signers"))
        signers = self.mapping(found.get("signers"), (*route, "signers"))
        return PolicyParty(
            name=self.text(found, (*route, "name")),
            signers={name: self.signer(signer, (*route, "signers", name)) for name, signer in signers.items()},
        )

    def signer(self, value: Any, route: Route) -> Signer:
        found = self.keys(value, route, ("role", "keys"))
        return Signer(self.text(found, (*route, "role"), SLUG, "a role such as 'legal'"), self.texts(found, (*route, "keys")))

    def layer(self, value: Any, route: Route) -> Layer:
        found = self.keys(value, route, ("instruments", "requires"), ("base", "files"))
        requires = self.mapping(found.get("requires"), (*route, "requires"))
        for role, count in requires.items():
            if not _REQUIRED_ROLE.fullmatch(role):
                self.problem((*route, "requires", role), f"'{role}' must be 'client.' or 'vendor.' and a role")
            if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST_REQUIRED:
                self.problem((*route, "requires", role), f"'{role}' must be a whole number from 1 to {MOST_REQUIRED}")
        return Layer(
            instruments=self.text(found, (*route, "instruments")),
            requires=requires,
            base=self.text(found, (*route, "base")) if "base" in found else "",
            files=self.texts(found, (*route, "files")) if "files" in found else (),
        )

    def keys(self, value: Any, route: Route, needed: Iterable[str], allowed: Iterable[str] = ()) -> dict[str, Any]:
        found = self.mapping(value, route)
        known = (*needed, *allowed)
        for key in found:
            if key not in known:
                self.problem((*route, key), f"unknown key '{key}'")
        for key in needed:
            if found and key not in found:
                self.problem(route, f"missing key '{key}'")
        return found

    def mapping(self, value: Any, route: Route) -> dict[str, Any]:
        if isinstance(value, dict) and value:
            return value
        self.problem(route, f"'{route[-1] if route else 'the file'}' must hold keys and values")
        return {}

    def named(self, top: dict[str, Any], route: Route) -> list[tuple[str, Any]]:
        found = self.mapping(top.get(str(route[0])), route)
        for name in found:
            if not SLUG.fullmatch(name):
                self.problem((*route, name), f"'{name}' can't be a name: use lower-case letters, digits and single hyphens")
        return list(found.items())

    def text(self, found: dict[str, Any], route: Route, form: re.Pattern[str] | None = None, what: str = "a text") -> str:
        value = found.get(str(route[-1]))
        if isinstance(value, str) and value.strip() and (form is None or form.fullmatch(value)):
            return value
        self.problem(route, f"'{route[-1]}' must be {what}")
        return ""

    def texts(self, found: dict[str, Any], route: Route) -> tuple[str, ...]:
        value = found.get(str(route[-1]))
        if isinstance(value, list) and value and all(isinstance(each, str) and each for each in value):
            return tuple(value)
        self.problem(route, f"'{route[-1]}' must be a list of texts")
        return ()
