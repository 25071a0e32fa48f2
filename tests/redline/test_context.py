"""What a redline shows around a change: enough to know what a figure means, and no more."""

from __future__ import annotations

import re

import pytest

from pactbook.redline.compare import compare
from pactbook.redline.context import in_context
from pactbook.redline.files import redline
from pactbook.redline.page import body, page
from pactbook.redline.terminal import show

TABLE = """\
## 7. Service levels {#levels}

Every level is measured each month.

| Measure | Target | Minimum |
| --- | --- | --- |
| Answered within 30 seconds | 85 % | 80 % |
| Resolved at the first contact | 82 % | 76 % |
| Closed within 24 hours | 90 % | 85 % |
| Customer effort | 4.0 points | 3.6 points |

The Vendor reports them by the fifth business day.

## 8. Suspension {#suspension}

Nothing in this section ends the agreement.

The Vendor may suspend the Services only if:

1. an invoice is overdue by more than 60 calendar days;
2. the Vendor has given Notice of it;
3. the Client has not paid after that Notice.
"""


def shown(old, new):
    return ["…" if each is None else "".join(piece.text for piece in each.pieces) for each in in_context(compare(old, new))]


def test_a_figure_in_a_table_stands_under_the_head_of_its_column():
    assert shown(TABLE, TABLE.replace("| 82 % |", "| 85 % |")) == [
        "## 7. Service levels {#levels}",
        "| Measure | Target | Minimum |",
        "| --- | --- | --- |",
        "| Resolved at the first contact | 82 85 % | 76 % |",
    ]


def test_two_rows_of_a_table_share_its_head_and_a_gap_says_that_rows_lie_between():
    found = shown(TABLE, TABLE.replace("| 85 % | 80", "| 87 % | 80").replace("4.0 points", "4.2 points"))
    assert found.count("| Measure | Target | Minimum |") == 1
    assert found.index("…") == len(found) - 2


def test_an_item_of_a_list_stands_under_the_words_that_begin_the_list():
    assert shown(TABLE, TABLE.replace("60 calendar", "45 calendar")) == [
        "## 8. Suspension {#suspension}",
        "The Vendor may suspend the Services only if:",
        "1. an invoice is overdue by more than 60 45 calendar days;",
    ]


def test_nothing_stands_around_what_did_not_change():
    assert shown(TABLE, TABLE) == []
    assert shown(TABLE, TABLE.replace("measured each", "measured\neach")) == []


@pytest.mark.parametrize(
    ("old", "new", "head"),
    [
        ("| Measure | Target | Minimum |", "| Measure | Goal | Minimum |", True),
        ("| --- | --- | --- |\n", "", True),
        ("| Closed within 24 hours | 90 % | 85 % |\n", "", True),
        ("| Customer effort |", "| New | 1 | 2 |\n| Customer effort |", True),
        ("The Vendor reports them", "The Client reports them", False),
    ],
)
def test_the_head_is_shown_with_every_row_and_with_nothing_else(old, new, head):
    assert old in TABLE
    assert any("| Minimum |" in each for each in shown(TABLE, TABLE.replace(old, new))) == head


def test_a_table_on_a_page_has_its_head_as_a_head_and_a_gap_as_wide_as_the_table():
    new = TABLE.replace("| 85 % | 80", "| 87 % | 80").replace("4.0 points", "4.2 points")
    html = body(in_context(compare(TABLE, new)))
    assert html.count("<table") == 1
    assert re.findall(r"<th [^>]*> (.*?) </th>", html) == ["Measure", "Target", "Minimum"]
    assert 'colspan="3">…</td>' in html
    assert re.search(r'data-label="Target"><span> <del>85</del> <ins>87</ins>', html)
    assert html.index("Minimum") < html.index("<del>85</del> <ins>87</ins>") < html.index("…") < html.index("<del>4.0</del>")
    assert "Closed within" not in html


def test_a_table_whose_head_changed_stays_a_table_so_that_the_change_is_seen_on_a_phone():
    html = body(in_context(compare(TABLE, TABLE.replace("| Target |", "| Goal |"))))
    assert "pb-stack" not in html
    assert "<del>Target</del> <ins>Goal</ins>" in html


def test_a_row_that_came_or_went_and_one_with_more_cells_keep_their_words():
    new = TABLE.replace("| Customer effort | 4.0", "| Sales | 1 | 2 | 3 |\n| Customer effort | 4.0").replace(
        "| Closed within 24 hours | 90 % | 85 % |\n", ""
    )
    html = body(in_context(compare(TABLE, new)))
    words = re.sub(r"<[^>]*>", "", html)
    assert "Sales" in words
    assert "<del>Closed within 24 hours</del>" in html
    assert words.split().count("3") == 1


def test_a_heading_whose_number_changed_is_shown_as_a_heading():
    html = body(compare(TABLE, TABLE.replace("## 8. Suspension", "## 9. Suspension")))
    assert re.search(r"<h3> ?<del>8</del> ?<ins>9</ins>\. Suspension</h3>", html), html
    assert "#" not in html


def test_the_file_for_word_has_heads_too():
    html = page("T", "", redline({"agreement.md": TABLE.encode()}, {"agreement.md": TABLE.replace("76 %", "77 %").encode()}))
    assert '<th scope="col"> Minimum </th>' in html
    assert "Closed within" in html  # the text is shown whole


def test_a_terminal_shows_the_head_and_not_the_line_below_it():
    lines = list(show(redline({"agreement.md": TABLE.encode()}, {"agreement.md": TABLE.replace("76 %", "77 %").encode()})))
    assert [line.strip() for line in lines[1:]] == [
        "7. Service levels",
        "| Measure | Target | Minimum |",
        "| Resolved at the first contact | 82 % | [-76-] {+77+} % |",
    ]


def test_data_is_shown_line_by_line_with_gaps():
    old, new = b"a: 1\nb: 2\nc: 3\nd: 4\n", b"a: 1\nb: 3\nc: 3\nd: 5\n"
    assert [line.strip() for line in show(redline({"terms.yaml": old}, {"terms.yaml": new}))][1:] == [
        "b: [-2-] {+3+}",
        "…",
        "d: [-4-] {+5+}",
    ]


def test_a_text_with_thousands_of_changed_rows_is_read_in_one_go():
    rows = [f"| Line {number} | {number} |" for number in range(4000)]
    text = "\n".join(["| What | Count |", "| --- | --- |", *rows])
    found = compare(text, text.replace("| Line", "| Row"))
    assert sum(each is None for each in in_context(found)) == 0
