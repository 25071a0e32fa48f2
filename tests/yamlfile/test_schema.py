"""The schemas: complete, in step with the model, fit for editors, and judged more strictly than the library does by itself."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from pactbook.model.clause import ClauseData, Profile
from pactbook.model.manual import Outline
from pactbook.model.policy import Policy
from pactbook.model.settings import Settings, WaiverFile
from pactbook.model.terms import MsaTerms, SowTerms
from pactbook.model.values import Duration, Money, Quantity
from pactbook.yamlfile.loader import load
from pactbook.yamlfile.schema import KINDS, MOST_PROBLEMS, schema, schema_file, validate, validator
from pactbook.yamlfile.validator import FORMATS, faults, validators

ROOT = Path(__file__).resolve().parent.parent.parent
MODELS = {
    "policy": Policy,
    "msa": MsaTerms,
    "sow": SowTerms,
    "clause": ClauseData,
    "profile": Profile,
    "outline": Outline,
    "waivers": WaiverFile,
    "settings": Settings,
}
SINGLE = (Money, Duration, Quantity, date)
CONDITIONS = {"then", "else"}  # judged where `if` is; they only add to what the group itself says
SAID = {"$schema", "$id", "$defs", "title", "description", "examples", "default", "x-hint"}  # for readers: they judge nothing
OUTLINE = """\
schema: 1
title: A manual
contract: contracts/acme/sow-support
owner: Vendor site manager
stale_after: 90 calendar days
pages:
  - file: index.md
    title: Start here
    headings:
      - Who may refund
      - {title: Edge cases, defines: [scenarios]}
"""


def samples():
    found = {}
    for kind, pattern in {
        "policy": "contracts/governance/policy.yaml",
        "msa": "contracts/*/msa/terms.yaml",
        "sow": "contracts/*/sow-*/terms.yaml",
        "profile": "clauses/profiles/*.yaml",
        "outline": "ops-manuals/*/*/outline.yaml",
    }.items():
        found[kind] = sorted(ROOT.glob(pattern))
    return found


SAMPLES = [(kind, path) for kind, paths in samples().items() for path in paths]


def messages(text, kind="outline"):
    document, problems = load(text.encode(), "f.yaml")
    assert problems == []
    return [p.line.removeprefix("f.yaml:") for p in validate(document, kind)]


def subschemas(node):
    yield node
    for key in ("$defs", "properties", "patternProperties"):
        for inner in node.get(key, {}).values():
            yield from subschemas(inner)
    for key in ("items", "propertyNames", "additionalProperties", "not", "if", *CONDITIONS):
        if isinstance(node.get(key), dict):
            yield from subschemas(node[key])
    for inner in node.get("oneOf", ()):
        yield from subschemas(inner)


def found(own, value):
    """What a schema of the test's own finds, as (route, keyword, detail)."""
    return [(fault.route, fault.keyword, fault.detail) for fault in faults(validators(schema("common"))(own), value)]


def nodes(node, *, without=frozenset()):
    if isinstance(node, dict):
        yield node
        for key, inner in node.items():
            if key not in without:
                yield from nodes(inner, without=without)
    elif isinstance(node, list):
        for inner in node:
            yield from nodes(inner, without=without)


@pytest.mark.parametrize(("kind", "path"), SAMPLES, ids=lambda value: str(value).removeprefix(str(ROOT)))
def test_the_modeline_of_a_sample_leads_to_the_shipped_schema(kind, path):
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    target = (path.parent / first.partition("$schema=")[2]).resolve()
    assert target == ROOT / "generator" / "pactbook" / "schemas" / schema_file(kind)


def test_there_are_samples_of_every_kind():
    assert all(samples().values())


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_a_schema_is_a_schema_and_references_resolve(kind):
    Draft202012Validator.check_schema(schema(kind))
    folder = ROOT / "generator" / "pactbook" / "schemas"
    for node in nodes(schema(kind)):
        if "$ref" in node:
            file, _, name = node["$ref"].partition("#/$defs/")
            assert name in json.loads((folder / (file or "common.schema.json")).read_text("utf-8"))["$defs"]


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_every_key_is_described_for_the_editor(kind):
    bare = [
        key
        for node in nodes(schema(kind), without=CONDITIONS)
        for key, inner in node.get("properties", {}).items()
        if not inner.get("description")
    ]
    assert bare == []


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_every_group_is_closed_and_every_pattern_is_explained(kind):
    for node in nodes(schema(kind), without=CONDITIONS):
        if isinstance(node.get("properties"), dict):
            assert node.get("additionalProperties") is False
    for node in nodes(schema(kind)):
        if isinstance(node.get("pattern"), str):
            assert "x-hint" in node
        for pattern in (node.get("pattern"), *node.get("patternProperties", ())):
            if isinstance(pattern, str):
                assert not {"\\d", "\\w", "\\b"} & {pattern[at : at + 2] for at in range(len(pattern))}  # Python means every script's
        if "x-format" in node:
            assert node["x-format"] in FORMATS
            assert "pattern" in node


def followed(node):
    return schema("common")["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def defaults(kind):
    if not is_dataclass(kind):
        return set(kind._field_defaults)
    return {field.name for field in fields(kind) if field.default is not MISSING or field.default_factory is not MISSING}


def departures(kind, node, where):
    """Where model and schema differ: keys of one that the other lacks, and what the model needs and the schema does not ask for."""
    node = followed(node)
    if typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    inner = [each for each in typing.get_args(kind) if each not in {type(None), Ellipsis}]
    if (is_dataclass(kind) or hasattr(kind, "_fields")) and kind not in SINGLE:
        hints = typing.get_type_hints(kind, include_extras=True)
        own = {name.rstrip("_"): name for name in hints}
        given = defaults(kind)
        for key in own.keys() ^ node["properties"].keys():
            yield f"{where}.{key}"
        for key, name in own.items():
            if name not in given and key not in node["required"]:
                yield f"{where}.{key} is needed and not required"
            yield from departures(hints[name], node["properties"].get(key, {}), f"{where}.{key}")
    elif typing.get_origin(kind) is tuple and "items" in node:
        yield from departures(inner[0], node["items"], f"{where}[]")
    elif len(inner) == 2 and ("patternProperties" in node or isinstance(node.get("additionalProperties"), dict)):
        values = next(iter(node.get("patternProperties", {}).values()), node.get("additionalProperties"))
        yield from departures(inner[1], values, f"{where}.*")
    elif len(inner) == 1:
        yield from departures(inner[0], node, where)


@pytest.mark.parametrize("kind", KINDS)
def test_model_and_schema_have_the_same_keys(kind):
    assert list(departures(MODELS[kind], schema(kind), kind)) == []


def test_the_comparison_sees_a_difference():
    changed = copy.deepcopy(schema("outline"))
    del changed["properties"]["pages"]["items"]["properties"]["owner"]
    changed["required"].remove("title")
    assert list(departures(Outline, changed, "outline")) == ["outline.title is needed and not required", "outline.pages[].owner"]


@pytest.mark.parametrize("kind", [*KINDS, "common"])
def test_no_keyword_of_a_schema_is_passed_over(kind):
    judged = validator(kind).VALIDATORS.keys()
    assert {key for node in subschemas(schema(kind)) for key in node} - SAID - CONDITIONS <= judged


@pytest.mark.parametrize("kind", KINDS)
def test_a_validator_is_made_once(kind):
    assert validator(kind) is validator(kind)


def test_the_library_waits_until_a_file_is_judged():
    code = "import sys, pactbook.load.book; sys.exit('jsonschema' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# What the library says by itself of the schemas as they are shipped.
REGISTRY = Registry().with_resource("common.schema.json", Resource.from_contents(schema("common")))


def values_of(kind, path):
    document, problems = load(path.read_bytes(), str(path))
    assert problems == []
    assert validate(document, kind) == []
    return document.value


def agree(kind, value):
    ours = [fault for fault in faults(validator(kind), value) if not fault.keyword.startswith("x-")]
    theirs = list(Draft202012Validator(schema(kind), registry=REGISTRY).iter_errors(value))
    return bool(ours) == bool(theirs)


@given(data=st.data())
def test_the_verdict_is_that_of_the_library_by_itself(data):
    kind, path = data.draw(st.sampled_from(SAMPLES))
    value = copy.deepcopy(values_of(kind, path))
    for _ in range(data.draw(st.integers(0, 3))):
        node = value
        while isinstance(node, dict | list) and node:
            key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
            if data.draw(st.booleans()) or not isinstance(node[key], dict | list):
                break
            node = node[key]
        if not node:
            continue
        change = data.draw(st.sampled_from(["drop", "other", "add"]))
        if change == "drop":
            del node[key]
        elif change == "other":
            node[key] = data.draw(
                st.sampled_from([None, 1, True, "x", "", "EUR 1.00", "1 month", [], ["x"], {}, {"x": 1}, "contracts/a/msa"])
            )
        elif isinstance(node, dict):
            node[data.draw(st.sampled_from(["zz", "Zz", "title", "a-b"]))] = "x"
    assert agree(kind, value)


@pytest.mark.parametrize("value", [Decimal("1.0"), True, "1", None])
def test_only_one_is_one(value):
    assert found({"const": 1}, value) == [((), "const", "")]
    assert [keyword for _, keyword, _ in found({"type": "integer"}, value)] == ["type"]
    assert found({"const": 1, "type": "integer"}, 1) == []


def test_a_pattern_ends_where_the_text_ends():
    names = {"patternProperties": {"^a$": {"type": "string"}, "^b$": {}}, "additionalProperties": False}
    assert found({"pattern": "^a$"}, "a\n")[0][1] == "pattern"
    assert found(names, {"a": "x", "b\n": 1, "a\n": 1}) == [((), "additionalProperties", "b\n"), ((), "additionalProperties", "a\n")]
    assert found({"propertyNames": {"pattern": "^a$"}}, {"a": 1, "a\n": 1}) == [((), "propertyNames", "a\n")]


def test_each_key_and_each_entry_is_a_fault_of_its_own():
    inner = {"required": ["a", "b"], "additionalProperties": False, "properties": {"a": {}, "b": {}}}
    assert found({"properties": {"x": inner}}, {"x": {"c": 1, "d": 1}}) == [
        (("x",), "required", "a"),
        (("x",), "required", "b"),
        (("x",), "additionalProperties", "c"),
        (("x",), "additionalProperties", "d"),
    ]
    assert found({"additionalProperties": {"type": "string"}}, {"c": 1})[0][:2] == (("c",), "type")
    assert found({"uniqueItems": True}, ["a", 1, "a", True, "a", {}, {}]) == [((2,), "uniqueItems", ""), ((4,), "uniqueItems", "")]
    assert found({"x-once": "id"}, [{"id": "a"}, {}, "a", {"id": "a"}]) == [((3, "id"), "x-once", "")]


def test_a_value_of_another_type_has_that_fault_only():
    assert [fault[:2] for fault in found({"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, "a")] == [((), "type")]


@pytest.mark.parametrize(
    ("name", "value"), [("money", "EUR 1.001"), ("duration", "30 days"), ("quantity", "3 days"), ("date", "2026-02-31")]
)
def test_what_a_pattern_can_not_say_is_said_by_the_models_parser(name, value):
    [(route, keyword, detail)] = found({"properties": {"x": {"$ref": f"common.schema.json#/$defs/{name}"}}}, {"x": value})
    assert (route, keyword) == (("x",), "x-format")
    with pytest.raises(ValueError, match=re.escape(detail)):
        FORMATS[name](value)


def test_a_line_end_after_a_value_is_no_part_of_a_pattern():
    assert messages(OUTLINE.replace("contract: contracts/acme/sow-support", 'contract: "contracts/acme/sow-support\\n"')) != []


def test_true_is_no_number_and_one_point_nought_is_not_one():
    assert messages(OUTLINE.replace("schema: 1", "schema: true")) == ["1:9: S003 schema: must be 1, not 'true'"]
    assert messages(OUTLINE.replace("schema: 1", "schema: 1.0")) == ["1:9: S003 schema: must be 1, not '1.0'"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("owner:", "ownr:", ["1:1: S002 missing key 'owner'", "4:1: S001 unknown key 'ownr' (did you mean 'owner'?)"]),
        (
            "    title: Start",
            "    titel: Start",
            ["7:5: S002 entry 1 of pages: missing key 'title'", "8:5: S001 unknown key 'titel' (did you mean 'title'?)"],
        ),
        (
            "90 calendar days",
            "90 days",
            ["5:14: S003 stale_after: '90 days' does not say which days: write 'calendar days' or 'business days'"],
        ),
        (
            "90 calendar days",
            "soon",
            [
                (
                    "5:14: S003 stale_after: 'soon' is not a duration: write a whole number and minutes, hours, business hours, calendar days, "
                    "business days, weeks, months or years, such as '30 calendar days'"
                )
            ],
        ),
        ("owner: Vendor site manager", "owner:", ["4:7: S003 owner: is empty; it needs a text with words in it"]),
        ("title: A manual", "title: 2026", ['2:8: S003 title: must be a text, not a number: put it in quotes, "2026"']),
        (
            "[scenarios]",
            "[scenario]",
            [
                (
                    "11:39: S003 entry 1 of defines in entry 2 of headings in entry 1 of pages: 'scenario' is not one of outcomes, workflows, training, "
                    "scenarios, quality, escalation, done, feedback, documentation, consequences (did you mean 'scenarios'?)"
                )
            ],
        ),
    ],
)
def test_messages_name_the_place_and_the_remedy(old, new, expected):
    assert old in OUTLINE
    assert messages(OUTLINE.replace(old, new)) == expected


@pytest.mark.parametrize("blank", [" ", "\\u00a0", "\\u3000\\u2003"])
def test_spaces_of_any_script_are_no_words(blank):
    assert "is not a text with words in it" in messages(OUTLINE.replace("title: A manual", f'title: "{blank}"'))[0]


def test_a_page_stands_in_an_outline_once():
    assert messages(OUTLINE + "  - {file: index.md, title: Again}\n") == [
        "12:12: S003 file in entry 2 of pages: 'index.md' stands here for the second time"
    ]


def msa(clauses):
    path = next(path for kind, path in SAMPLES if kind == "msa")
    text = path.read_text(encoding="utf-8")
    head, _, _ = text.partition("\nclauses:")
    return messages(f"{head}\nclauses:\n{clauses}\n", "msa")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{id: x}", "has neither 'use' nor 'text'; it needs an entry with 'use: clause-id/v1' or with 'text: file.md'"),
        ("{use: a/v1, text: a.md}", "has both 'use' and 'text'; it needs an entry with"),
        ("confidentiality/v1", "'confidentiality/v1' is not an entry with 'use: clause-id/v1'"),
        ("{use: confidentiality}", "'confidentiality' is not a clause with its version, such as"),
        ("{text: ../../../etc/passwd}", "is not the name of a markdown file beside terms.yaml"),
    ],
)
def test_an_entry_of_clauses_is_one_thing(entry, words):
    found = msa(f"  - {entry}")
    assert len(found) == 1
    assert words in found[0]


def test_an_unknown_key_deep_in_a_list_is_hinted_at_or_the_keys_are_told():
    assert "unknown key 'wth' (did you mean 'with'?)" in msa("  - {use: a/v1, wth: {}}")[0]
    assert "unknown key 'colour'; entry 1 of clauses can hold use, with, id, title and text" in msa("  - {use: a/v1, colour: red}")[0]


@pytest.mark.parametrize("mailbox", ["../../x@acme.example", "Legal@acme.example", "a/b@c.example", "legal", "a@b.example\\n"])
def test_a_signers_mailbox_can_name_a_file(mailbox):
    text = (
        (ROOT / "contracts/governance/policy.yaml")
        .read_text(encoding="utf-8")
        .replace("legal@larkfield.example", "X@X", 1)
        .replace("X@X", f'"{mailbox}"')
    )
    found = messages(text, "policy")
    assert any("is not a mailbox in lower case" in line for line in found)


def test_a_flood_of_mistakes_is_cut_and_counted():
    found = messages(OUTLINE + "".join(f"k{n}: 1\n" for n in range(5_000)))
    assert len(found) == MOST_PROBLEMS + 1
    assert "4,800 mistakes more" in found[-1]
