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
        (
            "It is done as usual.\n\nEverybody here does it in the usual way.",
            "holds vague words and nothing that can be measured or followed",
        ),
        ("&nbsp; " * 8, "is empty"),
        ("&#160;", "is empty"),
        ("| Role | Time |\n| --- | --- |\n", "is empty"),
        ("Role | Time\n--- | ---\n", "is empty"),
        ("| Role | Time |\n| --- | --- |\n| - | - |\n| — | … |\n", "is empty"),
        ("- [ ]\n- [ ]\n", "is empty"),
        ('!!! note "What an agent may give without asking anybody"\n', "is empty"),
        ("[team]: https://example.com/team", "is empty"),
        ("![The way of a refund through the team](images/refund.png)", "holds a picture and no words"),
        ("x x x x x x x x x x", "says one word over and over"),
        ("1. Step\n2. Step\n3. Step\n", "says one word over and over"),
        ("This section has moved to the team wiki.", "only points elsewhere"),
        ("This section is kept in the team wiki; ask your team lead for the link to it.", "only points elsewhere"),
        ("All of this is described in full on the intranet of the company.", "only points elsewhere"),
        ("Deleted by operations on 3 May 2026, no longer used.", "only says that it was taken out or left blank"),
        ("This section is intentionally left blank.", "only says that it was taken out or left blank"),
        ("Withdrawn.", "only says that it was taken out or left blank"),
        ("To be written in Q3 by the operations team when there is time for it.", "only says that it is still to be written"),
        ("This section is under construction and will follow next quarter.", "only says that it is still to be written"),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.", "holds filler text"),
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
        "| Code | Share |\n| --- | --- |\n| 1 | 5 % |\n| 2 | 7 % |\n",
        '!!! note "Mind"\n    The agent never gives money back in cash to anyone.\n',
        "![The way of a refund](images/refund.png)\n\nFollow the arrows from the top to the bottom for every call.",
        "Removed items go back on the shelf within two days.",
        "The information is removed from the case after 30 days.",
        "- Removed by the customer: refund\n- Removed by the agent: ask\n- Withdrawn: close\n",
        "Orders that are to be confirmed are called back by the agent within 4 hours.",
        "Complaints are documented in the case and, where the customer asks, on paper.",
        "See the customer's order first, then call the warehouse.",
        "Moved to the second line. The agent there calls back within an hour.",
        "The agent sees the other page of the form and reads the date aloud.",
        "To be agreed with the team lead first: refunds above the limit. The agent writes the name of the team lead into the case.",
    ],
)
def test_substance(text):
    assert lacking(text) == ""
