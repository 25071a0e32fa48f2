"""What counts as content under a heading, and what does not."""

from __future__ import annotations

import pytest

from pactbook.text.passages.substance import lacking


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
        ("&nbsp; &nbsp; &nbsp; &nbsp; &nbsp; &nbsp; &nbsp; &nbsp;", "is empty"),
        ("| Role | Time |\n|---|---|\n", "is empty"),
        ("| Role | Time |\n|---|---|\n| - | - |\n| - | - |\n| - | - |\n", "is empty"),
        ('!!! note "Answers to questions that customers ask very often"\n', "is empty"),
        ("[wiki]: https://wiki.example/returns\n", "is empty"),
        ("![The screen on which an agent enters a refund for a customer](images/refund.png)", "holds only a picture"),
        ("x x x x x x x x x x", "only repeats the same words"),
        ("1. Step\n2. Step\n3. Step\n", "only repeats the same words"),
        ("To be written in Q3 by the operations team when there is time for it.", "only says that it is still to be written"),
        ("This section is under construction and will follow next quarter.", "only says that it is still to be written"),
        ("Content to follow after the workshop in May with all vendors.", "only says that it is still to be written"),
        ("- To be drafted\n- To be drafted with the site managers of both sites\n", "only says that it is still to be written"),
        (
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod.\nUt enim ad minim veniam, quis nostrud.",
            "only says that it is still to be written",
        ),
        ("This section has moved to the team wiki.", "only points elsewhere"),
        ("This section is kept in the team wiki; ask your team lead for the link to it.", "only points elsewhere"),
        ("The procedure is documented in Confluence. Ask your team lead for access.", "only points elsewhere"),
        ("Deleted by operations on 3 May 2026, no longer used.", "only says that there is nothing here"),
        ("**This section is intentionally left blank.**", "only says that there is nothing here"),
        ("Withdrawn.", "only says that there is nothing here"),
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
        "| Week | Agents |\n|---|---|\n| 1 | 30 |\n| 2 | 60 |\n",
        "![The screen](images/refund.png)\n\nThe agent enters the amount, the order and the reason, then saves.",
        "&lt;name&gt;, thank you for waiting; I have now found your order here.",
        "Removed goods go to the warehouse within two days after they arrive.",
        "Withdrawn offers are not honoured; the agent says so and writes the note.",
        "Moved customers get a new contract; the agent asks for the address.",
        "The case is moved to the back-office queue by the agent who took the call.",
        "Records are kept in the CRM for 2 years; then the site manager deletes them.",
        "To be decided by the team lead: refunds above the limit and returns after the period.",
        "The form has to be completed by the agent before noon and sent to the team lead.",
        "The agent replaces each placeholder in the reply by the name of the customer.",
        "The agent marks the case as work in progress and calls the customer back the next day.",
        "This section has moved to the team wiki. The agent still writes the note within 5 minutes.",
    ],
)
def test_substance(text):
    assert lacking(text) == ""
