from __future__ import annotations

import time

import pytest

from books import small_book
from pactbook.assemble.targets import Targets
from pactbook.manuals import reading
from pactbook.manuals.links import Linker
from pactbook.manuals.page import show

PAGE = "ops-manuals/acme/support/refunds.md"


@pytest.fixture
def shown(tmp_path):
    book = small_book(tmp_path / "book")

    def make(text):
        book.write(PAGE, f"# Refunds\n\n{text}")
        loaded = book.load().book
        manual = loaded.manuals["ops-manuals/acme/support"]
        page = next(page for page in manual.pages if page.path == PAGE)
        result = show(Linker(loaded, Targets(loaded)), manual, page, lambda target: f"<{target.kind}:{target.name}#{target.anchor}>"[1:-1])
        assert result.problems == ()
        return result.markdown.removeprefix("# Refunds {#refunds}\n\n")

    return make


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Up to {{ sow.values.refund_limit }}.", "Up to GBP 60.00."),
        ("{{ client.name }} and {{ msa.term.end }}", "Globex Telecom Ltd and 31 December 2028"),
        ("`{{ x }}` and {{ sow.title | upper }}", "`{{ x }}` and STATEMENT OF WORK FOR SUPPORT"),
        ("[a](index.md)", "[a](page:index.md#)"),
        ('[a *b*](index.md#who-may-refund "Who")', '[a *b*](page:index.md#who-may-refund "Who")'),
        ("[](index.md#who-may-refund)", "[Who may refund](page:index.md#who-may-refund)"),
        ("[](sow:#cure)", "[section 2 (Cure period) of the SOW](contract:contracts/acme/sow-support#cure)"),
        ("[](msa:#liability.cap)", "[section 3.1 (General cap) of the MSA](contract:contracts/acme/msa#liability.cap)"),
        (
            "[](sow:#service_levels.fcr)",
            "[Schedule 3, part 1 (First contact resolution) of the SOW](contract:contracts/acme/sow-support#service-levels.fcr)",
        ),
        ("[](clause:cure)", "[Cure period](clause:cure#)"),
        ("| a | [](clause:cure) |", "| a | [Cure period](clause:cure#) |"),
        ("[a][b]\n\n[b]: index.md 'T'", "[a][b]\n\n[b]: page:index.md# 'T'"),
        ("x[^1]\n\n[^1]: [a](index.md)", "x[^1]\n\n[^1]: [a](page:index.md#)"),
        ("[{{ client.name }}](index.md)", "[Globex Telecom Ltd](page:index.md#)"),
        ("## A ##\n\n## A", "## A {#a}\n\n## A {#a_1}"),
        ("  ## A", "## A {#a}"),
        ("A\n---", "## A {#a}"),
        ("text\n## A\ntext", "text\n\n## A {#a}\n\ntext"),
        ("## Set {a} to {b}", "## Set \\{a} to \\{b} {#set-a-to-b}"),
        ("one\ntwo\n---", "one\ntwo\n---"),
        ("## Café crème {#cafe}", "## Café crème {#cafe}"),
        ("## Café crème", "## Café crème {#café-crème}"),
        ("## 退款", "## 退款 {#退款}"),
        ("## `code_x` and _b_ snake_case", "## `code_x` and _b_ snake_case {#code_x-and-b-snake_case}"),
        ("#1 in line", "\\#1 in line"),
        ("```\n# A\n```\n## B", "```\n# A\n```\n\n## B {#b}"),
        ("~~~\n```\n# A\n~~~\n## B", "~~~\n```\n# A\n~~~\n\n## B {#b}"),
    ],
)
def test_a_page_is_shown_with_values_links_and_ids(shown, written, expected):
    assert shown(written) == expected


def test_a_value_can_not_break_a_table(shown, tmp_path):
    book = small_book(tmp_path / "other")
    book.replace("contracts/acme/sow-support/terms.yaml", "title: Inbound voice", 'title: "Voice | *all*"')
    loaded = book.load().book
    manual = loaded.manuals["ops-manuals/acme/support"]
    book.write(PAGE, "# Refunds\n\n| {{ sow.services.voice.title }} |\n")
    loaded = book.load().book
    manual = loaded.manuals["ops-manuals/acme/support"]
    page = next(page for page in manual.pages if page.path == PAGE)
    assert "| Voice \\| \\*all\\* |" in show(Linker(loaded, Targets(loaded)), manual, page, lambda _: "x").markdown


@pytest.mark.parametrize("piece", ["[", "[a", "`", "``x`", "[a](", "![", "{{", "[a][", "](", "[[a]", "# a\n", "```\n", "\\[", "[a](b "])
def test_the_time_to_read_grows_with_the_text_and_no_faster(piece):
    def seconds(times):
        text = piece * times
        start = time.perf_counter()
        reading.read(text)
        return time.perf_counter() - start

    assert seconds(8000) < max(0.05, seconds(1000)) * 40
