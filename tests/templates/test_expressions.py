"""Templates name values and do nothing else; all that could do more is refused before anything runs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.model.terms import NamedValue
from pactbook.model.values import Money, Quantity, parse_date
from pactbook.templates.expressions import LONGEST, MOST_REFUSED, Expression, scan
from pactbook.templates.fill import fill

SCOPE = {
    "cap": Money.parse("EUR 2,000.00"),
    "target": Quantity.parse("82 %"),
    "start": parse_date("2026-01-01"),
    "claims": ("fraud", "death", "injury"),
    "none": (),
    "empty": "",
    "client": {"name": "Larkfield", "notices": {"role": "Head of Legal"}},
    "values": {"limit": NamedValue("Limit", Money.parse("EUR 50.00"))},
    "trap": "{{ cap }} <b>",
}


def filled(text):
    done, problems = fill(text, SCOPE, "clauses/x/v1.md", 10)
    return done, [problem.line for problem in problems]


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("{{ cap }}", "EUR 2,000.00"),
        ("{{cap}} and {{\ntarget\n}}", "EUR 2,000.00 and 82 %"),
        ("{{ start }}", "1 January 2026"),
        ("{{ client.notices.role | upper }}", "HEAD OF LEGAL"),
        ("{{ claims | items }}", "fraud, death and injury"),
        ("{{ claims|items|upper }}", "FRAUD, DEATH AND INJURY"),
        ("{{ values.limit }}", "EUR 50.00"),
        ("## Heading {#cap-id}", "## Heading {#cap-id}"),
        ("} }} { a {", "} }} { a {"),
        ("{{ trap }}", "{{ cap }} <b>"),
    ],
)
def test_names_parts_and_filters(text, done):
    assert filled(text) == (done, [])


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("''.__class__", "a fixed value"),
        ("cap.__class__", "underscore"),
        ("cap.__init__.__globals__", "underscore"),
        ("_private", "underscore"),
        ("cap['amount']", "an index"),
        ("claims[0]", "an index"),
        ("client['__class__']", "an index"),
        ("cap.as_tuple()", "a call"),
        ("range(1000000000)", "a call"),
        ("cap|attr('__class__')", "there is no filter 'attr'"),
        ("claims | map(attribute='x') | list", "there is no filter"),
        ("claims | join(', ')", "there is no filter 'join'"),
        ("claims | items(1)", "takes nothing in brackets"),
        ("claims | items()", "signs that no name needs"),
        ("(cap)", "signs that no name needs"),
        ("cap if target else start", "a condition"),
        ("cap == target", "a comparison"),
        ("1 + 1", "a calculation"),
        ("cap ~ target", "a calculation"),
        ("'x' * 1000000000", "a calculation"),
        ("9 ** 9 ** 9 ** 9", "a calculation"),
        ("not cap", "a condition"),
        ("cap is defined", "a test"),
        ("[cap]", "a list"),
        ("cap, target", "a list"),
        ("'text'", "a fixed value"),
        ("- cap -", "white space"),
        ("-cap", "white space"),
        ("+ cap", "white space"),
        ("cap | ", "can't be read"),
        ("cap target", "can't be read"),
        ("cap # note", "can't be read"),
        ("cap; import os", "can't be read"),
        ("{cap", "can't be read"),
        ("cäp", "signs that no name needs"),
        ("cap | uper", "did you mean 'upper'?"),
    ],
)
def test_everything_more_is_refused_with_file_line_and_reason(source, words):
    text = f"ab\n  {{{{ {source} }}}}" if source[:1] not in {"-", "+"} else f"ab\n  {{{{{source}}}}}"
    done, lines = filled(text)
    assert done == text
    assert len(lines) == 1
    assert lines[0].startswith("clauses/x/v1.md:11:3: T001 ")
    assert words in lines[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% for x in range(9999999999) %}{{ x }}{% endfor %}", "a statement"),
        ("{% set x = cap %}", "a statement"),
        ("{% include '/etc/passwd' %}", "a statement"),
        ("{%- raw -%}", "a statement"),
        ("{# a comment #}", "a comment"),
        ("{#- a comment -#}", "a comment"),
        ("{{ cap", "never closed"),
        ("{{}}", "empty"),
        ("{{ cap -}}", "white space"),
        ("{{ " + "(" * 90 + "cap" + ")" * 90 + " }}", ""),
        ("{{ " + "a" * (LONGEST + 1) + " }}", "longer than"),
        ("{{ " + "(" * 3_000 + "cap" + ")" * 3_000 + " }}", "longer than"),
        ("{{ " + "[" * 9 + "cap" + "]" * 9 + " }}", "a list"),
        ("{{ cap" + ".x" * 3_000 + " }}", "longer than"),
    ],
)
def test_statements_comments_and_nesting_are_refused(text, words):
    lines = filled(text)[1]
    assert lines
    assert words in lines[0]
    assert "T001" in lines[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ capp }}", "T002 there is no 'capp' (did you mean 'cap'?)"),
        ("{{ client.nme }}", "T002 'client' has no 'nme' (did you mean 'name'?)"),
        ("{{ cap.amount }}", "T002 'cap' has no 'amount'"),
        ("{{ cap.decimals }}", "T002"),
        ("{{ client }}", "T003 'client' is a group; name one of its parts: name, notices"),
        ("{{ empty }}", "T002 'empty' is not given, so the text would have a gap here"),
        ("{{ none | items }}", "T002 'none' is not given"),
        ("{{ client.items }}", "T002"),
        ("{{ client.keys }}", "T002"),
    ],
)
def test_a_name_leads_to_a_value_or_is_refused(text, words):
    assert words in filled(text)[1][0]


def test_all_mistakes_are_told_with_their_places():
    assert [line.split(" ")[0] for line in filled("{{ x }}\n{{ cap }} {% if %}\n\n  {{ y() }}")[1]] == [
        "clauses/x/v1.md:10:1:",
        "clauses/x/v1.md:11:11:",
        "clauses/x/v1.md:13:3:",
    ]


@pytest.mark.parametrize(
    "text", ["{{" * 300_000, "{{ x " * 100_000 + "}}", "{%" * 300_000, "{{x}}" * 100_000, "{{" + " " * 500_000, "{#" * 300_000]
)
def test_a_flood_takes_no_time(text):
    began = time.perf_counter()
    assert 0 < len(filled(text)[1]) <= MOST_REFUSED
    assert time.perf_counter() - began < 5


@given(st.text(alphabet="{}%#|.-+ \n()[]'\"a_x1~", max_size=40))
def test_what_is_accepted_is_names_and_listed_filters_only(text):
    for found in scan(text):
        assert (found.expression is None) == bool(found.reason)
        if found.expression:
            assert scan("{{ " + str(found.expression) + " }}")[0].expression == found.expression
            assert not any(name.startswith("_") for name in found.expression.names)


def test_an_expression_prints_as_it_is_written():
    assert str(Expression(("a", "b"), ("items", "lower"))) == "a.b | items | lower"
