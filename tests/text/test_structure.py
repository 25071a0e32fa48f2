import time

import pytest

from pactbook.text.sections import structure


def headings(text):
    return [(section.kind, section.number, section.title, section.level) for section in structure.read(text).sections]


def test_an_assembled_agreement_is_read_by_its_headings(assembled):
    read = structure.read(assembled)
    assert read.form == "assembled"
    assert [(one.id, one.number, one.title, one.level, one.parent) for one in read.sections] == [
        ("master-services-agreement", "", "Master services agreement", 1, None),
        ("definitions", "1", "Definitions", 2, 0),
        ("levels", "2", "Service levels", 2, 0),
        ("levels.measurement", "2.1", "Measurement", 3, 2),
        ("levels.credits", "2.2", "Service credits", 3, 2),
        ("cure", "3", "Cure", 2, 0),
        ("pricing", "1", "Prices", 2, 0),
    ]
    assert read.sections[-1].kind == "schedule"


def test_plain_text_with_articles_contents_and_an_exhibit(plain):
    assert headings(plain) == [
        ("recitals", "", "RECITALS", 2),
        ("article", "I", "DEFINITIONS", 2),
        ("decimal", "1.1", "Terms", 3),
        ("decimal", "1.2", "Reading", 3),
        ("article", "I1", "SERVICES", 2),
        ("decimal", "2.1", "Scope", 3),
        ("decimal", "2.2", "Reports", 3),
        ("exhibit", "A", "Price List", 2),
        ("integer", "1", "Voice", 3),
        ("integer", "2", "Chat", 3),
    ]


def test_positions_and_extents(plain):
    read = structure.read(plain)
    rows = plain.split("\n")
    for section in read.sections:
        assert rows[section.line - 1][section.col - 1 :].startswith((section.number or section.title, section.kind.upper()))
        assert section.line <= section.start <= section.end
    terms = next(one for one in read.sections if one.number == "1.1")
    assert terms.run_in
    assert read.sections[terms.parent].title == "DEFINITIONS"
    assert rows[terms.end - 1].strip() == '(c) "Fees" has the meaning given in Exhibit A.'


def test_ids_are_unique_and_say_where(plain):
    ids = [section.id for section in structure.read(plain).sections]
    assert ids == [
        "recitals",
        "s-article-i",
        "s-1.1",
        "s-1.2",
        "s-article-i1",
        "s-2.1",
        "s-2.2",
        "exhibit-a",
        "exhibit-a-s-1",
        "exhibit-a-s-2",
    ]


def test_sections_in_the_middle_of_lines(run_together):
    assert [(number, title) for _, number, title, _ in headings(run_together)] == [
        ("1", "Services"),
        ("2", "Fees and Payment"),
        ("3", "Term"),
        ("5", "Governing Law"),
    ]


def test_numbers_in_markdown_that_are_no_headings(bought_markdown):
    assert [(number, title, level) for _, number, title, level in headings(bought_markdown)] == [
        ("", "Support terms", 1),
        ("1", "Uptime", 2),
        ("1.1", "Target", 3),
        ("1.2", "Reports", 3),
        ("2", "Money", 2),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("##1.0 BACKGROUND\n\nText.\n\n##2.0 SCOPE\n\nMore.\n", [("1.0", "BACKGROUND"), ("2.0", "SCOPE")]),
        ("2.3. ON-SITE WORK. The vendor comes.\n\n2.4. COST. None.\n", [("2.3", "ON-SITE WORK"), ("2.4", "COST")]),
        ("Section 9(c) Late Payment. Interest is due.\n", [("9(c)", "Late Payment")]),
        ("I. SCOPE\n\nText here.\n\nII. TERM\n\nMore.\n", [("I", "SCOPE"), ("II", "TERM")]),
        (
            "1. Scope of work\n\nText.\n\n2. Data protection and security\n\nMore.\n",
            [("1", "Scope of work"), ("2", "Data protection and security")],
        ),
        (
            "1 DEFINITIONS\n\n1.1 A term is fixed.\n\n2 SERVICES\n\n2.1 They begin on the first day.\n",
            [("1", "DEFINITIONS"), ("1.1", ""), ("2", "SERVICES"), ("2.1", "")],
        ),
        ("**1. Uptime**\n\nIt runs.\n\n**2. Money.** It is paid.\n", [("1", "Uptime"), ("2", "Money")]),
        ("SCOPE\n\nThe vendor works.\n\nPRICE\n\nIt costs.\n", [("", "SCOPE"), ("", "PRICE")]),
        ("", []),
        ("Nothing but a sentence that mentions section 4.\n", []),
    ],
)
def test_many_ways_of_numbering(text, expected):
    assert [(number, title) for _, number, title, _ in headings(text)] == expected


def test_what_is_not_a_section():
    text = (
        "1. Services. The vendor works.\n\n1. Answer calls\n2. Write notes\n\n2. Fees. The fees are due as said in Section\n"
        "9.2 of the plan, within 3.5 days.\n\n30 days later\n\nSchedule 1 shall be read with it.\n\n2026\n"
    )
    assert [(number, title) for _, number, title, _ in headings(text)] == [("1", "Services"), ("2", "Fees")]


def test_headings_within_a_code_fence_are_text():
    assert headings("# A {#a}\n\n```\n# not one\n```\n\n## B {#b}\n") == [("heading", "", "A", 1), ("heading", "", "B", 2)]


def test_a_nested_list_of_sections():
    text = '# Terms\n\n1. <span id="1">Uptime</span>\n    1. **Target.** It is up.\n    2. **Report.** Monthly.\n2. <span>Money</span>\n    1. **Price.** Low.\n'
    assert [(one.number, one.title) for one in structure.read(text).sections[1:]] == [
        ("1", "Uptime"),
        ("1.1", "Target"),
        ("1.2", "Report"),
        ("2", "Money"),
        ("2.1", "Price"),
    ]


def test_ids_do_not_depend_on_what_stands_around(plain):
    before = {section.id: section.title for section in structure.read(plain).sections}
    after = {section.id: section.title for section in structure.read("A word on top.\n\n" + plain + "\nAnd below.\n").sections}
    assert before == after


def test_real_texts_have_sections_with_unique_ids(real_text):
    read = structure.read(real_text)
    assert len(read.sections) > 10
    assert len({section.id for section in read.sections}) == len(read.sections)


def test_long_texts_are_read_quickly(plain):
    text = "".join(plain.replace("ARTICLE I", f"Volume {n}\n\nARTICLE I") for n in range(70))
    started = time.perf_counter()
    structure.read(text)
    assert len(text) > 100_000
    assert time.perf_counter() - started < 1.5  # ten times the budget: tests share the machine


LIBRARY = ["definitions", "confidentiality", "confidentiality.return"]


def test_a_plain_text_keeps_its_sections_where_the_library_follows_it(plain, plain_and_library):
    alone, both = structure.read(plain), structure.read(plain_and_library)
    assert [section.id for section in both.sections] == [*(section.id for section in alone.sections), *LIBRARY]
    assert (both.form, both.added) == ("plain", plain_and_library.index("## 3."))
    assert alone.added == len(plain)


def test_a_markdown_text_keeps_its_sections_where_the_library_follows_it(bought_markdown, markdown_and_library):
    alone, both = structure.read(bought_markdown), structure.read(markdown_and_library)
    assert [section.id for section in both.sections] == [*(section.id for section in alone.sections), *LIBRARY]
    assert both.form == "markdown"


def test_an_own_text_without_numbers_is_not_taken_for_an_opening():
    read = structure.read("SCOPE\n\nThe vendor works.\n\nPRICE\n\nIt costs.\n\n## 1. Law {#law}\n\nIrish law.\n")
    assert [section.id for section in read.sections] == ["scope", "price", "law"]
    assert read.form == "plain"


def test_an_assembled_agreement_is_assembled_from_its_start(assembled):
    assert structure.read(assembled).added == 0
    assert structure.read("## 1. Law {#law}\n\nIrish law.\n").form == "assembled"
