"""A large book is judged by several processes, with the same findings in the same order."""

from __future__ import annotations

import threading

import pytest

from books import TODAY, small_book
from pactbook.checks import run, shares
from pactbook.checks.subject import Subject

needs_processes = pytest.mark.skipif(
    not shares.possible(), reason="this system has one processor, or can't begin a process with what another knows"
)


@pytest.fixture
def book(tmp_path):
    made = small_book(tmp_path)
    for contract in ("msa", "sow-support"):
        made.append(
            f"contracts/acme/{contract}/agreement.md", f"\nThe Vendor of the {contract} pays within thirty (45) days, as Section 99 says.\n"
        )
    made.append("ops-manuals/acme/support/index.md", "\nAnswer promptly, and promptly again.\n")
    made.write(
        "clauses/unused/v1.md", "---\nschema: 1\ntitle: Unused\ncovers: [payment]\n---\nThe Client must pay within thirty (45) months.\n"
    )
    return made.load().book


def judged(book):
    return run.run(Subject(book, TODAY))


@needs_processes
def test_several_processes_find_what_one_finds(book, monkeypatch):
    alone = judged(book)
    asked = []
    spread = shares.spread
    monkeypatch.setattr(run, "_MANY", 1)
    monkeypatch.setattr(run, "_IN_A_PART", 1)
    monkeypatch.setattr(shares, "possible", lambda: True)  # whatever threads earlier tests have left in this process
    monkeypatch.setattr(shares, "spread", lambda work: asked.append(len(work)) or spread(work))
    assert judged(book) == alone
    assert {problem.rule.code for problem in alone} >= {"C202", "C255"}
    assert asked == [4]  # two contracts, a manual, and the clauses that no contract uses
    assert "clauses/unused/v1.md" in {problem.path for problem in alone if problem.rule.code == "C202"}


@needs_processes
def test_what_goes_wrong_in_another_process_is_not_lost():
    def fail():
        return 1 // 0

    with pytest.raises(ZeroDivisionError), shares.spread([lambda: 1, fail]) as found:
        found()


def test_a_process_with_threads_keeps_the_work():
    seen = []
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        seen.append(shares.possible())
    finally:
        waiting.set()
        thread.join()
    assert seen == [False]


def test_a_small_book_is_judged_by_one_process(book, monkeypatch):
    monkeypatch.setattr(shares, "spread", lambda _work: pytest.fail("a process was begun for two contracts"))
    assert judged(book)
