"""docs/files.md tells every key and every word that the schemas know, and names each schema."""

from __future__ import annotations

import json
import re

import pytest

from sources import ROOT

PAGE = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
SCHEMAS = sorted((ROOT / "generator" / "pactbook" / "schemas").glob("*.schema.json"))
WORDS = frozenset(re.findall(r"[\w.-]+", PAGE))


def parts(node):
    """Every schema within a schema."""
    yield node
    for value in node.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from parts(inner)


def known(path):
    """The keys that a kind of file may hold, and the words that may stand as values."""
    schema = json.loads(path.read_text(encoding="utf-8"))
    for part in parts(schema):
        for name, value in part.items():
            if name == "properties":
                yield from value
            elif name == "enum":
                yield from map(str, value)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_key_and_word_of_a_schema_is_told(path):
    assert sorted(set(known(path)) - WORDS) == []


@pytest.mark.parametrize("kind", [path.name.partition(".")[0] for path in SCHEMAS if path.name != "common.schema.json"])
def test_every_kind_of_file_is_told(kind):
    assert f"| `{kind}` |" in PAGE


def test_the_test_would_see_a_missing_key():
    assert "no_such_key" not in WORDS
    assert "service_levels" in {name for path in SCHEMAS for name in known(path)}
