"""What counts as content under a heading, and what does not."""

from __future__ import annotations

import pytest

from pactbook.text.substance import lacking


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("", "is empty"),
        ("\n\n<!-- agents answer within thirty seconds of every single call -->\n", "is empty"),
        ("### Another heading with many words in it that says nothing\n", "is empty"),
        ("TBD", "only says that it is still to be written"),
        ("To be agreed with the client.", "only says that it is still to be written"),
        ("[●]", "only says that it is still to be written"),
        ("[Quality](quality.md)", "only points elsewhere"),
        ("See [Quality](quality.md).", "only points elsewhere"),
        ("Be polite.", "holds 2 words"),
        ("Quality", "holds 1 word"),
        (
            "Agents handle contacts in a timely and professional manner. Issues are escalated as appropriate by suitable staff.",
            "holds vague words and nothing that can be measured or followed",
        ),
    ],
)
def test_no_substance(text, lacks):
    assert lacking(text) == lacks


@pytest.mark.parametrize(
    "text",
    [
        "Answer within 30 seconds.",
        "Refund up to {{ sow.values.refund_limit }} alone.",
        "1. Open the case.\n2. Read the note.\n",
        "| Role | Time |\n| --- | --- |\n| Team lead | now |\n| Site manager | later |\n",
        "The team lead listens to every contact that was scored as critical and calls the customer back on the same day.",
        "Good agents ask what happened first. Then they open the order and read the last note aloud to the customer.",
        "- [ ] Badge\n- [ ] Headset\n",
    ],
)
def test_substance(text):
    assert lacking(text) == ""
