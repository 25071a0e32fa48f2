"""Statements: one form, byte for byte; every vector, and whatever hypothesis makes of a good one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.lock.forms.lines import FormatError
from pactbook.lock.forms.statement import PolicyName, SignedFile, Statement, _at_once, _line_by_line, _render, parse, write

VECTORS = Path(__file__).parent / "vectors" / "statements"
BAD = json.loads((VECTORS / "bad.json").read_text(encoding="utf-8"))
SAMPLE = (VECTORS / "good/amendment.txt").read_bytes()

digests = st.text("0123456789abcdef", min_size=64, max_size=64).map("sha256:{}".format)
words = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
paths = st.lists(st.from_regex(r"[a-z0-9_+@-][a-z0-9._+@-]{0,8}[a-z0-9_]x", fullmatch=True), min_size=1, max_size=3).map("/".join)
files = st.lists(
    st.builds(SignedFile, st.sampled_from(["100644", "100755"]), digests, st.integers(0, 10**15 - 1), paths),
    min_size=1,
    max_size=5,
    unique_by=lambda file: file.path,
).map(lambda found: tuple(sorted(found, key=lambda file: file.path)))
statements = st.builds(
    Statement,
    repository=st.uuids().map(str),
    instrument=st.lists(words, min_size=2, max_size=4).map("/".join),
    version=st.integers(1, 999_999_999),
    effective=st.dates(),
    supersedes=st.none() | digests,
    policy=st.none() | st.builds(PolicyName, st.integers(1, 999_999_999), digests),
    files=files,
    note=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
)


@pytest.mark.parametrize("path", sorted((VECTORS / "good").iterdir()), ids=lambda path: path.stem)
def test_a_good_statement_is_read_and_written_back(path):
    data = path.read_bytes()
    assert write(parse(data)) == data


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_statement_is_refused_at_its_line(name):
    with pytest.raises(FormatError) as error:
        parse((VECTORS / f"bad/{name}.txt").read_bytes())
    assert error.value.position.line == BAD[name]
    assert error.value.reason


def test_every_bad_statement_is_listed():
    assert sorted(path.stem for path in (VECTORS / "bad").iterdir()) == sorted(BAD)


@given(statements)
def test_what_is_written_is_read_back(statement):
    try:
        data = write(statement)
    except FormatError as error:
        assert "one file on some systems" in error.reason or "device" in error.reason or "allowed" in error.reason  # noqa: PT017
        return
    assert parse(data) == statement


@given(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_whatever_is_accepted_is_what_would_be_written(at, put, drop):
    data = SAMPLE[:at] + put + SAMPLE[at + drop :]
    try:
        statement = parse(data)
    except FormatError:
        return
    assert write(statement) == data


@given(st.binary(max_size=400))
def test_nothing_crashes(data):
    for piece in (data, SAMPLE[:100] + data, SAMPLE + data):
        try:
            parse(piece)
        except FormatError:
            continue
        assert write(parse(piece)) == piece


@pytest.mark.parametrize(
    "change",
    [
        {"note": "two\nlines"},
        {"note": " space"},
        {"version": 0},
        {"version": 10**9},
        {"instrument": "contracts"},
        {"files": ()},
        {"supersedes": "sha1:0"},
        {"policy": PolicyName(0, "sha256:" + "0" * 64)},
        {"repository": "x"},
        {"note": "\ud800"},
    ],
)
def test_what_has_no_form_is_not_written(change):
    with pytest.raises(FormatError):
        write(replace(parse(SAMPLE), **change))


def test_a_date_keeps_its_four_digits():
    assert b"effective: 0999-01-02\n" in write(replace(parse(SAMPLE), effective=date(999, 1, 2)))


@given(statements, st.data())
def test_both_ways_of_reading_agree(statement, data):
    """The quick way takes nothing that the thorough one refuses, and reads nothing otherwise."""
    raw = bytearray(_render(statement))
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 2))] = data.draw(
            st.binary(max_size=2) | st.sampled_from([b"\r", b" ", b"/", b".", b"A", b"\n"])
        )
    quick = _at_once(bytes(raw))
    if quick is not None:
        assert quick == _line_by_line(bytes(raw))


def test_the_quick_way_is_the_usual_one_and_leaves_what_is_odd():
    plain = write(replace(parse(SAMPLE.replace(b"annex/B-2.md", b"annex/b-2.md")), note=""))
    assert _at_once(plain) == _line_by_line(plain)
    assert all(_at_once((VECTORS / f"bad/{name}.txt").read_bytes()) is None for name in BAD)
    for old, new in [
        (b"\n\n", b"\n\n\n"),
        (b"version: ", b"version: 0"),
        (b"effective: 20", b"effective: 99-"),
        (b"agreement.md", b"con.md"),
    ]:
        assert _at_once(plain.replace(old, new, 1)) is None
