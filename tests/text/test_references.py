import pytest

from pactbook.text.sections import structure
from pactbook.text.terms import references


def read(text):
    return references.read(text, structure.read(text))


BASE = "1. Services. The vendor works.\n\n1.1 Scope. Calls.\n\n2. Fees. {}\n\nEXHIBIT A\n\nPrices\n\n1. Voice. Low.\n\nEXHIBIT B\n\nForms\n"


def one(words):
    return [(ref.kind, ref.number, ref.title, ref.resolved, ref.external) for ref in read(BASE.format(words))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("As Section 1.1 says.", [("section", "1.1", "", 1, False)]),
        ("As section 1.1 (Scope) says.", [("section", "1.1", "Scope", 1, False)]),
        ("As Section 1 (\u201cServices\u201d) of this Agreement says.", [("section", "1", "Services", 0, False)]),
        (
            "Sections 1, 1.1 and 7(b) apply.",
            [("section", "1", "", 0, False), ("section", "1.1", "", 1, False), ("section", "7(b)", "", None, False)],
        ),
        ("Clause 2 hereof.", [("clause", "2", "", 2, False)]),
        ("Article 2 applies.", [("article", "2", "", 2, False)]),
        ("See Exhibits A and B.", [("exhibit", "A", "", 3, False), ("exhibit", "B", "", 5, False)]),
        ("See Exhibit C.", [("exhibit", "C", "", None, False)]),
        ("See Section 1 of Exhibit A.", [("section", "1", "", 4, False), ("exhibit", "A", "", 3, False)]),
        ("Section 4 of the Asset Purchase Agreement.", [("section", "4", "", None, True)]),
        ("Section 4 of this Agreement.", [("section", "4", "", None, False)]),
        ("Section 4 of the Agreement.", [("section", "4", "", None, False)]),
        ("Article 28 of the GDPR.", [("article", "28", "", None, True)]),
        ("Article 28(3) GDPR.", [("article", "28(3)", "", None, True)]),
        ("Article 6 of Regulation (EU) 2016/679.", [("article", "6", "", None, True)]),
        ("Section 21 of the Companies Act 2014.", [("section", "21", "", None, True)]),
        ("Section 401(k) plans.", [("section", "401(k)", "", None, True)]),
        ("Section 13(d) or 15(d) of the Exchange Act.", [("section", "13(d)", "", None, True), ("section", "15(d)", "", None, True)]),
        ("17 C.F.R. Section 240.", [("section", "240", "", None, True)]),
        ("Exchange Act Section 13.", [("section", "13", "", None, True)]),
        ("SECTION 2 OF THE OTHER LEASE.", [("section", "2", "", None, True)]),
        ("Section 12 (Miscellaneous) of the Joint Venture Agreement.", [("section", "12", "Miscellaneous", None, True)]),
        ("under paragraph (b) above", [("paragraph", "(b)", "", 2, False)]),
        ("clause (b) of Section 1.1", [("clause", "(b)", "", 2, False), ("section", "1.1", "", 1, False)]),
        ("The schedule shall be read. Exhibit by exhibit.", []),
        ("This Section and that article are words.", []),
    ],
)
def test_what_a_reference_leads_to(words, expected):
    assert one(words) == expected


def test_a_title_in_brackets_is_no_remark():
    assert one("Section 1 (the first of two) applies.") == [("section", "1", "", 0, False)]


def test_headings_and_contents_are_no_references(plain):
    lines = {ref.line for ref in read(plain)}
    contents = plain[: plain.index("RECITALS")].count("\n")
    assert min(lines) > contents
    assert not any(ref.raw == "EXHIBIT A" for ref in read(plain))


def test_roman_articles_and_sections_within_exhibits(plain):
    sections = structure.read(plain).sections
    found = {ref.raw: ref for ref in read(plain)}
    assert sections[found["Article II (Services)"].resolved].title == "SERVICES"
    assert found["9.9"].resolved is None
    assert not found["9.9"].external
    assert found["Section 12(c)"].external
    assert sections[found["Section 1"].resolved].id == "exhibit-a-s-1"
    assert sections[found["Section 2.1(b)"].resolved].id == "s-2.1"


def test_links_of_our_own_markdown(assembled):
    found = {ref.number: ref for ref in read(assembled)}
    sections = structure.read(assembled).sections
    assert sections[found["2.2"].resolved].id == "levels.credits"
    assert found["2.2"].title == "Service credits"
    assert found["9"].resolved is None
    assert found["9"].linked


def test_a_reference_does_not_reach_over_a_blank_line():
    assert read("1. One. Text.\n\nExhibits\n\nA Price list\n") == ()


def test_positions():
    text = "1. Services. Text.\n\n2. Fees. As\n  Section 1 says.\n"
    (ref,) = read(text)
    assert (ref.line, ref.col, text[ref.start : ref.end]) == (4, 3, "Section 1")


def test_sections_of_the_library_stand_outside_the_exhibits_of_the_text_before_them(plain_and_library):
    text = plain_and_library.replace("(a) Client Data goes back.", "As Section 1 of this Agreement and section 2.1 say.\n")
    read = structure.read(text)
    found = [one for one in references.read(text, read) if one.start > read.added and not one.linked]
    assert [read.sections[one.resolved].id for one in found] == ["s-article-i", "s-2.1"]
