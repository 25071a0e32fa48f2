"""Blobs that git unpacks meanwhile: the same bytes as one by one, whatever the order, and nothing hangs when git or the reader goes."""

from __future__ import annotations

import os
import random
import threading

import pytest

from pactbook.trees import reading_ahead
from pactbook.trees.plumbing import Blobs
from pactbook.trees.reading_ahead import Drained
from pactbook.trees.tree import MissingFileError

NOBODYS = "1" * 40


@pytest.fixture
def blobs(repo):
    """Blobs of many sizes, some larger than a piece, by their object name."""
    chance = random.Random(7)  # noqa: S311 - any bytes will do
    sizes = [
        0,
        1,
        2,
        100,
        reading_ahead.PIECE - 1,
        reading_ahead.PIECE,
        3 * reading_ahead.PIECE + 5,
        *(chance.randrange(50_000) for _ in range(60)),
    ]
    repo.commit(files={f"clauses/x/{number}.md": chance.randbytes(size) for number, size in enumerate(sizes)})
    lines = repo.git("ls-tree", "-r", "HEAD").splitlines()
    return {line.split()[2]: (repo.path / line.split("\t")[1]).read_bytes() for line in lines}


@pytest.mark.parametrize("order", ["as expected", "backwards", "mixed"])
def test_every_blob_comes_as_it_is_in_any_order(repo, blobs, order):
    reader = Blobs(repo.path)
    names = list(blobs)
    reader.expect(names)
    mixed = random.Random(1).sample(names, len(names))  # noqa: S311 - any order will do
    asked = {"as expected": names, "backwards": names[::-1], "mixed": mixed}[order]
    assert {name: reader.read(name) for name in asked} == blobs
    assert reader.read(names[3]) == blobs[names[3]]  # a second time, when it is no longer at hand
    reader.close()


def test_what_is_not_there_or_was_not_expected(repo, blobs):
    reader = Blobs(repo.path)
    tree = repo.git("rev-parse", "HEAD^{tree}")
    first, second, *rest = blobs
    reader.expect([first, NOBODYS, tree, *rest])
    for name in (NOBODYS, tree):
        with pytest.raises(MissingFileError):
            reader.read(name)
    assert [reader.read(name) for name in (second, *rest, first)] == [blobs[name] for name in (second, *rest, first)]


def test_what_is_expected_later_comes_too_and_is_asked_for_once(repo, blobs):
    reader = Blobs(repo.path)
    names = list(blobs)
    reader.expect(names[:30])
    assert reader.read(names[0]) == blobs[names[0]]
    reader.expect(names)
    assert len(reader._ahead) == 2
    reader.expect(names)
    assert len(reader._ahead) == 2
    assert {name: reader.read(name) for name in names} == blobs


def test_a_git_that_dies_is_replaced(repo, blobs):
    reader = Blobs(repo.path)
    names = list(blobs)
    reader.expect(names)
    assert reader.read(names[0]) == blobs[names[0]]
    reader._ahead[0]._process.kill()
    assert {name: reader.read(name) for name in names} == blobs


def test_closing_early_leaves_no_thread_and_does_not_hang(repo, blobs, monkeypatch):
    monkeypatch.setattr(reading_ahead, "PIECES", 1)
    before = threading.active_count()
    reader = Blobs(repo.path)
    reader.expect(blobs)
    reader.close()
    assert threading.active_count() == before


@pytest.mark.parametrize("piece", [1, 2, 7, 1 << 16])
def test_a_pipe_reads_like_a_file(monkeypatch, piece):
    monkeypatch.setattr(reading_ahead, "PIECE", piece)
    text = b"first line\n\n" + b"x" * 500 + b"\nthe end"
    source, sink = os.pipe()
    os.write(sink, text)
    os.close(sink)
    with os.fdopen(source, "rb") as stream:
        pipe = Drained(stream)
        assert [pipe.line(), pipe.line(), pipe.take(500), pipe.take(1)] == [b"first line", b"", b"x" * 500, b"\n"]
        assert [pipe.line(), pipe.line(), pipe.take(3), pipe.take(0)] == [b"the end", b"", b"", b""]
        pipe.end()
