"""The strict loader: what it accepts, and every way of making a file say two things that it refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.yamlfile.loader import MOST_BYTES, MOST_DEPTH, MOST_NODES, load, load_text


def read(text):
    """The value (None where the file can't be read) and the problems as `line:col CODE`."""
    document, problems = load(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), "f.yaml")
    return document and document.value, [f"{p.position.line}:{p.position.col} {p.rule.code}" for p in problems]


def said(text):
    return load(text.encode(), "f.yaml")[1][0].message


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("y", "y"),
        ("~", None),
        ("", None),
        ("null", None),
        ("true", True),
        ("42", 42),
        ("-0", 0),
        ("2.50", Decimal("2.50")),
        ("2026-01-01", "2026-01-01"),
        ("1.2.3", "1.2.3"),
        ("EUR 1,200.00", "EUR 1,200.00"),
        (".", "."),
        ("-x", "-x"),
        ("'007'", "007"),
        ('"1e3"', "1e3"),
        ("١٢", "١٢"),
        ("²", "²"),
        ("|-\n  007", "007"),
    ],
)
def test_an_unquoted_value_is_read_as_yaml_1_2(written, value):
    found, problems = read(f"a: {written}")
    assert problems == []
    assert found == {"a": value}
    assert type(found["a"]) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        "1e3",
        "0o7",
        "0x1F",
        "0b1",
        "007",
        "1_000",
        "12:30:45",
        "20:00",
        ".inf",
        "-.INF",
        ".nan",
        "1.",
        ".5",
        "True",
        "FALSE",
        "NULL",
        "9" * 19,
    ],
)
def test_what_programs_read_differently_needs_quotes(written):
    found, problems = read(f"a: {written}")
    assert problems == ["1:4 Y006"]
    assert found == {"a": written}


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "a: 1\n'a': 2", '"a": 1\na: 2', 'a: 1\n"\\x61": 2', "a: 1\n? a\n: 2", "{a: 1, a: 2}", "é: 1\né: 2", "ﬁ: 1\nfi: 2"],
)
def test_a_key_stands_once_however_it_is_written(text):
    value, problems = read(text)
    assert [problem.split()[1] for problem in problems] == ["Y003"]
    assert list(value.values()) == [1]


def test_the_value_of_a_repeated_key_is_judged_and_the_first_keeps_its_place():
    document, problems = load(b"a: 1\nb:\n  c: 2\na:\n  d: &x 3\n", "f.yaml")
    assert [p.rule.code for p in problems] == ["Y003", "Y004"]
    assert document.at("a") == (1, 4)
    assert problems[0].message == "the key 'a' stands twice (first on line 1)"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: &x 1\nb: *x", ["1:4 Y004", "2:4 Y004"]),
        ("<<: {a: 1}", ["1:1 Y004"]),
        ("a: !!python/object/apply:os.system [ls]", ["1:4 Y004"]),
        ("a: !<tag:example.com,2000:x> b", ["1:4 Y004"]),
        ("a: ! b", ["1:4 Y004"]),
        ("&k a: 1", ["1:1 Y004"]),
        ("%YAML 1.1\n---\na: 1", ["1:1 Y004"]),
        ("%TAG ! tag:x,2000:\n---\na: 1", ["1:1 Y004"]),
        ("? [a, b]\n: 1", ["1:3 Y002"]),
        ("? {a: 1}\n: 1", ["1:3 Y002"]),
        ("1: x", ["1:1 Y006"]),
        ("true: x", ["1:1 Y006"]),
        ("~: x", ["1:1 Y006"]),
        ("1e3: x", ["1:1 Y006"]),
    ],
)
def test_what_makes_one_place_mean_another_is_refused(text, places):
    assert read(text)[1] == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\n---\nb: 2", "2:1 Y002"),
        ("a: 1\n...\nb: 2", "3:1 Y002"),
        ("%FOO x\n---\na: 1", "1:1 Y002"),
        ("a:\n\t- b", "2:1 Y002"),
        ("a: b: c", "1:5 Y002"),
        ("a: 'x\nb: 1\n", "1:4 Y002"),
        ("a: [1, 2\nb: 1", "1:4 Y002"),
        ("a: @x", "1:4 Y002"),
        ('a: "\\ud800"', "1:7 Y002"),
        ("- a\n- b", "1:1 Y007"),
        ("a:1\nb:2", "1:1 Y007"),
        ("", "1:1 Y007"),
        ("# nothing", "1:1 Y007"),
        ("just words", "1:1 Y007"),
    ],
)
def test_what_can_not_be_read_is_reported_where_it_begins(text, place):
    assert read(text) == (None, [place])


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"\xef\xbb\xbfa: 1", "1:1", "byte order mark"),
        (b"a: 1\nb: \xff", "2:4", "0xff is not UTF-8"),
        (b"a: \xed\xa0\x80", "1:4", "not UTF-8"),
        ("a: 1\nb: é\x00".encode(), "2:5", "U+0000"),
        (b"a: x\x1b[31m", "1:5", "U+001B"),
        ("a: 1\x85b: 2".encode(), "1:5", "end of a line"),
        ("a: 1\u2028b: 2".encode(), "1:5", "end of a line"),
        (b"a: 1\rb: 2", "1:5", "carriage return"),
        ("a: cap\u202e5\u202c".encode(), "1:7", "order in which a line is shown"),
        ("a: no\u200bwhere".encode(), "1:6", "no width"),
        ("a: x\U000e0041".encode(), "1:5", "invisible"),
        ("a: 1".encode("utf-16"), "1:1", "not UTF-8"),
    ],
)
def test_characters_that_hide_or_break_lines_are_refused(data, place, words):
    document, problems = load(data, "f.yaml")
    assert document is None
    assert [(f"{p.position.line}:{p.position.col}", p.rule.code) for p in problems] == [(place, "Y001")]
    assert words in problems[0].message


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\N", "\\L", "\\u202e", "\\uFEFF", "\\r"])
def test_an_escape_does_not_bring_them_in_either(escape):
    assert read(f'a: "x{escape}"')[1] == ["1:4 Y001"]


def test_dos_line_ends_are_plain_line_ends():
    document, problems = load(b"a: |\r\n  x\r\n  y\r\nb: 2\r\n", "f.yaml")
    assert problems == []
    assert document.value == {"a": "x\ny\n", "b": 2}
    assert document.key("b") == (4, 1)
    assert load_text(b"x\r\ny\r\n", "f.md", []) == "x\ny\n"


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 30_000, "\n".join("  " * n + "a:" for n in range(400)), "a: " + "{b: " * 5_000, "? " * 5_000]
)
def test_deep_nesting_is_refused_and_not_followed(text):
    value, problems = read(text)
    assert value is None
    assert [problem.split()[1] for problem in problems][-1] == "Y005"


def test_the_limits_are_what_they_say():
    deepest = "a: " + "[" * (MOST_DEPTH - 1) + "]" * (MOST_DEPTH - 1)
    assert read(deepest)[1] == []
    assert read(b"a: " + b"x" * MOST_BYTES)[1] == ["1:1 Y005"]
    assert read("a: [" + "1," * MOST_NODES + "]")[1][0].endswith("Y005")
    assert read("a: '" + "x" * 500_000 + "'")[1] == []


def test_a_bomb_of_aliases_stays_small():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    value, problems = read("\n".join(lines))
    assert {problem.split()[1] for problem in problems} == {"Y004"}
    assert value["a11"] == [None] * 9


def test_every_mistake_is_told_in_one_run():
    text = "a: 007\nb: &x 1\nb: 2\nc: !t 3\nd: {e: 1, e: 2}\n"
    assert read(text)[1] == ["1:4 Y006", "2:4 Y004", "3:1 Y003", "4:4 Y004", "5:11 Y003"]


def test_positions_count_characters_and_start_where_the_data_lies_in_the_file():
    document, problems = load("ééé: {x: 007}\nb: [1, 2]\n".encode(), "f.md", first_line=2)
    assert document.key("ééé", "x") == (2, 7)
    assert problems[0].position == (2, 10)
    assert document.at("b", 1) == (3, 8)
    assert document.at("b", 1, "no", "such") == (3, 8)
    assert load(b"\xff", "f.md", first_line=5)[1][0].position == (5, 1)
    assert load(b"", "f.md", first_line=5)[1][0].position == (5, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: b: c", "put the text in quotes"),
        ("a:\n\t- b", "no tabs"),
        ("a: 'x", "quotation mark is never closed"),
        ("a: [1", "'[' is never closed"),
        ("a: {b: 1", "'{' is never closed"),
        ("a: @x", "quotes"),
        ("a:1", "after the colon of a key comes a space"),
        ("", "empty"),
        ("a: *x", "alias"),
        ("a: -\nb: - c", "line of its own"),
    ],
)
def test_messages_say_what_to_do(text, words):
    assert words in said(text)


@given(st.text(alphabet=st.one_of(st.sampled_from("ab:-?[]{},#&*!|>'\"%@` \n\t\r\\~01._<=\x00\x85\ufeff\u2028"), st.characters())))
def test_no_text_crashes_the_loader(text):
    document, problems = load(text.encode("utf-8", "surrogatepass"), "f.yaml")
    assert document is not None or problems
    assert all(problem.line.isprintable() for problem in problems)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_loader(data):
    document, problems = load(data, "f.yaml")
    assert document is not None or problems


KEYS = st.text(alphabet="abc", min_size=1, max_size=2)
STYLES = st.sampled_from(["{}", "'{}'", '"{}"'])


@given(st.lists(st.tuples(KEYS, STYLES), min_size=1, max_size=8))
def test_duplicate_keys_are_never_accepted(keys):
    text = "".join(f"{style.format(key)}: {number}\n" for number, (key, style) in enumerate(keys))
    document, problems = load(text.encode(), "f.yaml")
    names = [key for key, _ in keys]
    assert len(problems) == len(names) - len(set(names))
    assert document.value == {key: names.index(key) for key in names}
