"""Numbers and references change as a whole: nobody has to put a figure together from its parts."""

from __future__ import annotations

import pytest

from pactbook.redline.pieces import Kind, words

MARKS = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
CASES = [
    ("under 9.2(b) only", "9.2(b)", "9.2(c)"),
    ("under 9.2(b)(iii) only", "9.2(b)(iii)", "9.2(b)(iv)"),
    ("under Clause 9.2(b)(iii).", "9.2(b)(iii)", "9.2(c)(iii)"),
    ("under section 9(2)(a),", "9(2)(a)", "9(3)(a)"),
    ("in (a)(ii), where", "(a)(ii)", "(a)(iii)"),
    ("in (b) where", "(b)", "(c)"),
    ("under § 9.2 only", "§ 9.2", "§ 9.3"),
    ("under §§ 9 only", "§§ 9", "§§ 10"),
    ("EUR 1 200.00 a month", "1 200.00", "1 250.00"),
    ("EUR 1\u00a0200.00 a month", "1\u00a0200.00", "1\u00a0250.00"),
    ("EUR 1\u2009200,00 a month", "1\u2009200,00", "1\u2009250,00"),
    ("EUR 12\u202f345\u202f678 a month", "12\u202f345\u202f678", "12\u202f345\u202f679"),
    ("CHF 1'200.00 a month", "1'200.00", "1'250.00"),
    ("CHF 1’200.00 a month", "1’200.00", "1’250.00"),
    ("EUR 1,200.00 a month", "1,200.00", "1,250.00"),
    ("EUR 1.200,00 a month", "1.200,00", "1.250,00"),
    ("a rate of .5 points", ".5", ".75"),
    ("a rate of -5 points", "-5", "5"),
    ("a rate of −5 points", "−5", "−6"),  # noqa: RUF001 - the minus of typesetters
    ("a rate of +5 points", "+5", "-5"),
    ("by ±5 points", "±5", "±6"),
    ("on a 30/360 basis", "30/360", "30/365"),
    ("at 50% of it", "50%", "60%"),
    ("at 99.95% of it", "99.95%", "99.99%"),
    ("before 12:30 each day", "12:30", "12:45"),
    ("by 2026-01-31 at last", "2026-01-31", "2026-02-28"),
    ("pay €5.50 now", "€5.50", "€6.50"),
    ("pay -€5.50 now", "-€5.50", "€5.50"),
    ("within 5-10 days", "5-10", "5-15"),
    ("within thirty (30) days", "(30)", "(45)"),
    ("24/7/365 it runs", "24/7/365", "24/5/365"),
    ("a 30-day notice", "30-day", "45-day"),
    ("all of {{ terms.fee }} now", "{{ terms.fee }}", "{{ terms.cap }}"),
]


@pytest.mark.parametrize(("text", "old", "new"), CASES)
def test_it_changes_as_a_whole(text, old, new):
    for one, other in ((old, new), (new, old)):
        changed = [each for each in words(text.replace(old, one), text.replace(old, other)) if each.kind is not Kind.SAME]
        assert [each.text.strip(" ") for each in changed] == [one, other]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("in 2026 100 agents", "in 2027 100 agents", "in[- 2026-]{+ 2027+} 100 agents"),
        ("5 - 10 days", "5 - 15 days", "5 -[- 10-]{+ 15+} days"),
        ("it ends in 9.2.", "it ends in 9.3.", "it ends in[- 9.2-]{+ 9.3+}."),
        ("(the Client) pays", "(the Vendor) pays", "(the[- Client-]{+ Vendor+}) pays"),
        ("EUR 1\u00a0200", "EUR 1 200", "EUR 1 200"),
        ("a , b", "a, b", "a, b"),
    ],
)
def test_what_stands_beside_it_stays(old, new, shown):
    assert "".join(MARKS[each.kind].format(each.text) for each in words(old, new)) == shown
