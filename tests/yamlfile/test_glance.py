"""What is approved at a glance is what the library finds nothing wrong with, and good documents are approved."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactbook.yamlfile.glance import Glance
from pactbook.yamlfile.loader import load
from pactbook.yamlfile.schema import schema, validator
from pactbook.yamlfile.validator import faults
from sources import ROOT

FILES = {
    **dict.fromkeys(ROOT.glob("contracts/*/msa/terms.yaml"), "msa"),
    **dict.fromkeys(ROOT.glob("contracts/*/sow-*/terms.yaml"), "sow"),
    **dict.fromkeys(ROOT.glob("ops-manuals/*/*/outline.yaml"), "outline"),
    **dict.fromkeys(ROOT.glob("clauses/profiles/*.yaml"), "profile"),
    ROOT / "contracts/governance/policy.yaml": "policy",
    ROOT / "pactbook.yaml": "settings",
}
GLANCE = Glance(schema("common"))
ODD = [
    *(0, 1, -1, 1.0, 1.5, True, None, "", "x", "x\n", [], {}, [1, 1], ["a", "a"], {"a": 1}, [{}]),
    *("7 %", "31 weeks", "2026-02-30", "2026-02-28", "EUR 1.00", "EUR 1,00", "EUR 4.85\n", "governance", "client.legal"),
]


def read(path):
    return load(path.read_bytes(), path.name)[0].value


def places(value, route=()):
    """Every value below the outermost one: what holds it, and its key or number there."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield value, key
        yield from places(each, (*route, key))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_good_document_is_approved(path):
    assert GLANCE.at(schema(FILES[path]))(read(path))


@pytest.mark.parametrize("kind", sorted(set(FILES.values())))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_document_with_a_fault_is_not_approved(kind, data):
    value = copy.deepcopy(read(data.draw(st.sampled_from([path for path, other in FILES.items() if other == kind]))))
    for _ in range(data.draw(st.integers(1, 2))):
        holder, key = data.draw(st.sampled_from(list(places(value))))
        how = data.draw(st.sampled_from(["gone", "other", "more"]))
        if how == "gone":
            del holder[key]
        elif how == "more":
            holder.append(copy.deepcopy(holder[key])) if isinstance(holder, list) else holder.update(
                {f"{key}_2": data.draw(st.sampled_from(ODD))}
            )
        else:
            holder[key] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
        if not value:
            break
    if GLANCE.at(schema(kind))(value):
        assert faults(validator(kind), value) == []


@pytest.mark.parametrize("keyword", ["contains", "dependentRequired", "prefixItems"])
def test_what_it_does_not_know_is_left_to_the_library(keyword):
    assert not GLANCE.at({keyword: {}})({"a": 1})


def test_numbers_with_a_point_are_left_to_the_library():
    assert not GLANCE.at({"type": "integer"})(1.0)
    assert not GLANCE.at({"minimum": 1})(2.5)
    assert GLANCE.at({"minimum": 1, "type": "integer"})(2)
    assert not GLANCE.at({"minimum": 3})(2)
