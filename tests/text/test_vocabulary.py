import pytest

from pactbook.text.terms import vocabulary
from pactbook.text.terms.ordinary import is_ordinary
from pactbook.text.terms.uses import Uses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Party", "Parties"),
        ("Service Credit", "SERVICE CREDITS"),
        ("the Vendor", "Vendor's"),
        ("Tax", "Taxes"),
        ("Request(s)", "Requests"),
        ("COMPANY(IES)", "Company"),
        ("Vendor’s Staff", "Vendor's Staff"),
    ],
)
def test_forms_of_one_term_have_one_key(one, other):
    assert vocabulary.key(one) == vocabulary.key(other)


@pytest.mark.parametrize(("one", "other"), [("Business", "Busines"), ("Basis", "Basi"), ("Services", "Service Level"), ("Gas", "Ga")])
def test_other_words_have_other_keys(one, other):
    assert vocabulary.key(one) != vocabulary.key(other)


def test_phrases_stand_in_mid_sentence():
    text = (
        "The Vendor tells the Service Desk. Every Monday the Change of Control, (the Site) and\nthe  Plan.  Column Head      Other Column"
    )
    assert list(vocabulary.phrases(text)) == ["Service Desk", "Change of Control", "Site", "Plan"]


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("Client Data", []),
        ("Client's Data", []),
        ("Data of the Client", []),
        ("Transition Data", ["Transition Data"]),
        ("Event of Default", ["Event of Default"]),
        ("Client's Premises", ["Premises"]),
        ("Vendor in January", ["Vendor"]),
        ("Chief Executive Officer of Client", []),
    ],
)
def test_what_known_terms_leave_of_a_phrase(phrase, left):
    known = {("client",), ("data",)}
    assert [part.words for part in vocabulary.unknown(phrase, known)] == left


@pytest.mark.parametrize(
    "words", ["January", "Securities Act", "Section", "ACH", "Chief Executive Officer", "State of Ohio", "Federal Reserve", "Acme Inc"]
)
def test_ordinary_capitals(words):
    assert is_ordinary(words)


@pytest.mark.parametrize("words", ["Business Day", "Event of Default", "Services", "Affiliates", "IT Services"])
def test_words_that_a_contract_defines(words):
    assert not is_ordinary(words)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Fee", "All Fees are due."),
        ("Disputes", "A Dispute is settled."),
        ("Party", "Both Parties sign."),
        ("Service Credit", "a Service\nCredit falls due"),
        ("Service Credit", "SERVICE CREDITS"),
        ("Sell-Through", "the Sell Through Rate"),
        ("Vendor's Staff", "the Vendor’s Staff"),
        ("In writing", "told in writing"),
    ],
)
def test_uses_in_other_forms(term, text):
    assert Uses(text).has([term])


@pytest.mark.parametrize(
    ("term", "text"), [("Fee", "Feeding"), ("Timeframe", "the timeframe"), ("Service Credit", "the Service and Credit"), ("Fee", "PreFee")]
)
def test_words_that_are_no_use(term, text):
    assert not Uses(text).has([term])


def test_a_definition_is_no_use_of_its_own_term():
    text = '"Fee" means money.'
    assert not Uses(text, [(1, 4)]).has(["Fee"])
    assert Uses(text + " The Fee is due.", [(1, 4)]).has(["Fee"])


def test_initials():
    assert Uses("the RDFI posts").has_initials("Receiving Depository Financial Institution")
    assert not Uses("the RD posts").has_initials("Receiving Depository")
