"""Problems stand on one line that every terminal shows as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pactbook.problems import Position, Problem, Rule, did_you_mean, in_order, printable, shown

RULE = Rule("X001", "A title", "A reason", "Mend it.")


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_whatever_stands_in_a_name_the_line_can_be_printed(text):
    problem = Problem(text, Position(1, 1), RULE, text)
    assert problem.line.isprintable()
    problem.line.encode()


def test_a_name_with_a_line_end_does_not_look_like_two_problems():
    line = Problem("a\nb.yaml:1:1: X002 all is well", Position(), RULE, "m").line
    assert line == "a\\nb.yaml:1:1: X002 all is well:1:1: X001 m"
    assert printable("a\u202eb\udcff\x1b[2J") == "a\\u202eb\\udcff\\x1b[2J"


def test_long_values_are_cut():
    assert shown("x" * 1_000_000) == f"'{'x' * 59}…'"


def test_problems_come_in_the_order_of_the_files_and_once():
    one, two, other = (Problem(path, Position(line), RULE, "m") for path, line in (("a", 10), ("a", 9), ("b", 1)))
    assert in_order([other, one, two, one]) == (two, one, other)
    assert one.advice == "Mend it."
    assert Problem("a", Position(), RULE, "m", "Do that.").advice == "Do that."


def test_hints_are_for_words_that_are_close():
    assert did_you_mean("notice_day", ["notice_days", "term"]) == " (did you mean 'notice_days'?)"
    assert did_you_mean("zzz", ["notice_days"]) == ""
    assert did_you_mean("term", ["term"]) == ""
    assert did_you_mean("x" * 100_000, ["x" * 100_000 + "y"]) == ""
