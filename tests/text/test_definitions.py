import pytest

from pactbook.text import definitions, structure


def read(text):
    return definitions.read(text, structure.read(text))


def terms(text):
    return [(found.term, found.form) for found in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Fees" means the sums.', [("Fees", "quoted-means")]),
        ('"Fees" shall mean the sums.', [("Fees", "quoted-means")]),
        ("\u201cService Hours\u201d means the day.", [("Service Hours", "quoted-means")]),
        ("\"Public Body' means a court.", [("Public Body", "quoted-means")]),
        ('"Start Date" for a particular Site shall mean the day.', [("Start Date", "quoted-means")]),
        ('the term "Net Sum" is defined as the rest', [("Net Sum", "quoted-means")]),
        ("**Service Credit** means an amount.", [("Service Credit", "bold-means")]),
        ('1. <span id="a">**"Uptime"**</span>  means hours.', [("Uptime", "quoted-means")]),
        ('Calder Ltd (the "Vendor") works.', [("Vendor", "inline-bracket")]),
        ("Calder Ltd (the **Vendor**) works.", [("Vendor", "inline-bracket")]),
        ('terms ("Agreement") apply', [("Agreement", "inline-bracket")]),
        ('both (collectively, the "Parties") agree', [("Parties", "inline-bracket")]),
        ('("Vendor" and, together with Client, the "Parties")', [("Vendor", "inline-bracket"), ("Parties", "inline-bracket")]),
        (
            'is hereinafter referred to as a "Holder" and collectively as the "Holders", and',
            [("Holder", "inline-bracket"), ("Holders", "inline-bracket")],
        ),
        (
            '"Deliver," "Delivered" or "Delivery" means to hand over',
            [("Deliver", "quoted-means"), ("Delivered", "quoted-means"), ("Delivery", "quoted-means")],
        ),
        ('given "as is" and "with all faults".', []),
        ('Section 9 ("Late Payment") applies.', []),
        ('(see "Annual Report" for more) and ("   ")', []),
    ],
)
def test_forms(text, expected):
    assert terms(text) == expected


def test_aliases_and_pointers():
    first, second = read('"Response Time" or "RT" has the meaning given in Section 2.')
    assert (first.term, first.aliases, first.pointer) == ("Response Time", ("RT",), True)
    assert (second.term, second.pointer) == ("RT", True)
    assert not read('"Fees" means the sums in Section 2.')[0].pointer


def test_a_list_of_terms_without_quotes():
    text = (
        "1. Definitions. As follows.\n\nBusiness Day. Any day but Sunday.\n\nClient Data. What the client gives.\n\n"
        "Site. A place of work.\n\n2. Services. The Vendor works.\n"
    )
    assert terms(text) == [("Business Day", "list"), ("Client Data", "list"), ("Site", "list")]


def test_where_a_definition_stands(plain):
    found = {one.term: one for one in read(plain)}
    hours = found["Service Hours"]
    assert (hours.section, hours.line) == ("s-1.1", 1 + plain[: plain.index('"Service Hours"')].count("\n"))
    assert plain[hours.start : hours.end] == "Service Hours"
    assert hours.text.startswith('"Service Hours" means 08:00 to 20:00 on every Business Day')
    assert found["Parties"].section == ""
    assert set(found) == {"Agreement", "Client", "Vendor", "Parties", "Service Hours", "Response Time", "RT", "Fees"}


def test_a_long_line_costs_no_more_than_a_short_one():
    assert terms('"' * 5_000 + "(" * 5_000 + " the " * 5_000) == []
