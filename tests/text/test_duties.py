import pytest

from pactbook.text.passages import duties
from pactbook.text.sections import structure
from pactbook.text.terms import definitions

TEXT = 'This Agreement (the "Agreement") is between Acme Inc. ("Acme") and Globex Ltd (the "Provider", together the "Parties"). The Customer shall pay.'


def test_the_parties_are_those_that_the_opening_names_and_the_usual_ones_that_are_used():
    names = duties.named(TEXT, definitions.read(TEXT, structure.read(TEXT)))
    assert {"Acme", "Provider", "Parties", "Customer", "Party"} <= set(names)
    assert not {"Agreement", "Vendor"} & set(names)


@pytest.mark.parametrize(
    ("lead", "before", "after"),
    [
        ("", "The Vendor shall ", "promptly report."),
        ("", "", "Promptly after the notice, the Vendor must report."),
        ("The Vendor shall: ", "(a) ", "promptly report;"),
        ("The Client is responsible for ", "", "promptly answering;"),
        ("", "The Vendor agrees to ", "promptly report."),
        ("", "The Vendor reports ", "promptly."),
    ],
)
def test_duties(lead, before, after):
    assert duties.owed_at(lead, before, after, ("Vendor",))


@pytest.mark.parametrize(
    ("lead", "before", "after"),
    [
        ("", "The Vendor may ", "promptly report."),
        ("", "This shall not prevent the Vendor from ", "promptly reporting."),
        ("", "The Client shall be entitled to ", "promptly end it."),
        ("", "If the Vendor does not pay ", "promptly, interest shall be due."),
        ("", '"Report" means a page that the Vendor shall ', "promptly send."),
        ("The Client shall decide whether ", "(i) the Investor ", "timely pays;"),
        ("", "The Vendor pays costs, which were incurred ", "promptly."),
    ],
)
def test_no_duties(lead, before, after):
    assert not duties.owed_at(lead, before, after, ())


def test_bindings_leave_out_what_merely_happens():
    text = "The Vendor shall pay. The Vendor will be free. Each Party must not wait. The Vendor also will help."
    assert [(one.party, one.word) for one in duties.bindings(text, ("Vendor", "Party"))] == [
        ("Vendor", "shall"),
        ("Party", "must"),
        ("Vendor", "will"),
    ]
