from __future__ import annotations

import io

import pytest

from pactbook.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_what_takes_less_than_a_second_shows_nothing(clock):
    terminal = Terminal()
    with Progress("pages", 10, stream=terminal, clock=clock) as progress:
        clock.now = 0.9
        progress.step(10)
    assert terminal.getvalue() == ""


def test_after_a_second_the_line_counts_and_is_wiped_at_the_end(clock):
    terminal = Terminal()
    with Progress("pages", 10, stream=terminal, clock=clock) as progress:
        clock.now = 1.0
        progress.step(4)
        progress.step(1)
        clock.now = 1.2
        progress.step(5)
    assert terminal.getvalue() == "\rpages 4 of 10\rpages 10 of 10\r" + " " * len("pages 10 of 10") + "\r"


def test_where_nobody_watches_nothing_is_shown(clock):
    stream = io.StringIO()
    with Progress("pages", stream=stream, clock=clock) as progress:
        clock.now = 99.0
        progress.step()
    assert stream.getvalue() == ""
