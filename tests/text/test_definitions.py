import pytest

from pactbook.text.sections import structure
from pactbook.text.terms import definitions


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


_FORMS = {
    "colon": "Work Plan: a plan.\n\nLead Site: a place.\n\nGo-Live Date: 1 May 2026.",
    "hyphen": "Work Plan - a plan.\n\nLead Site - a place.\n\nGo-Live Date - 1 May 2026.",
    "dash": "Work Plan – a plan.\n\nLead Site – a place.\n\nGo-Live Date – 1 May 2026.",
    "verb": "Work Plan means a plan.\n\n*Lead Site* means a place.\n\n(c) Go-Live Date shall mean 1 May 2026.",
    "underlined": "<u>Work Plan</u>: a plan.\n\n<u>Lead Site</u>: a place.\n\n<u>Go-Live Date</u>: 1 May 2026.",
    "quoted": '"Work Plan": a plan.\n\n"Lead Site": a place.\n\n"Go-Live Date": 1 May 2026.',
    "table": "| Term | Meaning |\n|---|---|\n| Work Plan | a plan |\n| **Lead Site** | a place |\n| Go-Live Date | 1 May 2026 |",
    "tabs": "Work Plan\ta plan\nLead Site\ta place\nGo-Live Date\t1 May 2026",
    "columns": "Work Plan       a plan\nLead Site       a place\nGo-Live Date    1 May 2026",
    "own line": "Work Plan\n\na plan.\n\nLead Site\n\nA place.\n\nGo-Live Date\n\n1 May 2026.",
    "markdown": "Work Plan\n: a plan\n\nLead Site\n: a place\n\nGo-Live Date\n: 1 May 2026",
    "mixed": '"Work Plan" means a plan.\n\nLead Site: a place.\n\n**Go-Live Date** means 1 May 2026.',
}


@pytest.mark.parametrize("form", _FORMS)
def test_every_way_to_write_a_definition_in_a_section_of_definitions(form):
    text = f"1. DEFINITIONS\n\n{_FORMS[form]}\n\n2. WORK\n\nThe work begins at the Lead Site.\n"
    assert [one.term for one in read(text)] == ["Work Plan", "Lead Site", "Go-Live Date"]


@pytest.mark.parametrize(
    "body",
    [
        "1.1 Headings: they don't count.\n\n1.2 Construction: as the law has it.\n\n1.3 Payment: see clause 2.",
        "Nothing means more than it says.\n\nUnless the law says so\nThe words mean what they say.",
        "Note: one.\n\nExample: two.\n\nIn: three.",
        "The Vendor   works for the\nClient       under the\nagreement    of May",
        "In this text the\nAgreement means nothing new.",
    ],
)
def test_what_defines_nothing_in_a_section_of_definitions(body):
    assert read(f"1. DEFINITIONS\n\n{body}\n\n2. WORK\n\nThe Vendor works.\n") == ()


def test_a_term_without_quotes_with_other_names_and_one_that_only_points():
    text = "1. DEFINITIONS\n\nWork Plan (WP): a plan.\n\nLead Site or Site: a place.\n\nFees: has the meaning given in clause 2.\n\n2. WORK\n\nNone.\n"
    assert [(one.term, one.aliases, one.pointer) for one in read(text)] == [
        ("Work Plan", ("WP",), False),
        ("Lead Site", ("Site",), False),
        ("Fees", (), True),
    ]


def test_long_lists_and_gaps_cost_little():
    lines = "".join(f"Term A{number}: a thing\n" for number in range(4_000))
    assert len(read(f"1. DEFINITIONS\n\n{lines}\n2. WORK\n\nAa{' ' * 50_000}x\n")) == 4_000
