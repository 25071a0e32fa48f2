import html
import re
import time

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactbook.text.sections import structure
from pactbook.text.shown import page
from pactbook.text.terms import definitions

EXTENSIONS = ["attr_list", "tables", "toc", "admonition", "footnotes", "def_list"]
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|[uod]l|li|d[td]|table|thead|tbody|t[rhd]|br|hr|blockquote|pre|sup)\b[^>]*>")


def make(text):
    read = structure.read(text)
    return page.to_markdown(text, read, definitions.read(text, read))


def render(text):
    return markdown.markdown(text, extensions=EXTENSIONS)


def words(shown):
    return html.unescape(re.sub(r"<[^>]+>", "", _BLOCK.sub(" ", shown))).split()


def visible(text):
    """The words that a reader of the source sees: of markdown its rendering, of plain text all but HTML tags."""
    if structure.read(text).form == "plain":
        return re.sub(r"</?b>", "", text).split()
    return without_ordinals(words(render(re.sub(r"<(?=Client)", "&lt;", text))))


def without_ordinals(found):
    """A list shows its numbers without holding them as text."""
    return [word for word in found if not re.fullmatch(r"\d+\.", word)]


def shown(text):
    found = words(render(make(text)))
    return found if structure.read(text).form == "plain" else without_ordinals(found)


def test_the_page_says_what_the_text_says(sample):
    assert shown(sample) == visible(sample)


def test_the_page_of_a_real_text_says_what_the_text_says(real_text):
    assert shown(real_text) == visible(real_text)


def test_a_plain_text_with_sections_of_the_library_shows_both(plain, plain_and_library):
    library = plain_and_library[len(plain) :]
    made = make(plain_and_library)
    assert words(render(made)) == [*re.sub(r"</?b>", "", plain).split(), *words(render(library))]
    assert "### 2.1 Scope {#s-2.1}" in made
    assert "\n\n## 4. Confidentiality {#confidentiality}\n\n[Client Data](#def-client-data){.pb-term} stays secret" in made
    assert "\n1. two years;\n2. longer where *law* says so.\n" in made
    assert "(#s-1)" not in made[made.index("## 3.") :]


def test_a_markdown_text_with_sections_of_the_library_shows_both(markdown_and_library):
    assert shown(markdown_and_library) == visible(markdown_and_library)
    made = make(markdown_and_library)
    assert "### 1.1 Target. {#s-1.1}" in made
    assert "pb-sub1" not in made[made.index("## 4.") :]


def test_an_assembled_agreement_gains_anchors_and_term_links_only(assembled):
    made = make(assembled)
    stripped = re.sub(r"\[([^\]]*)\]\(#def-[^)]*\)\{\.pb-term\}", r"\1", re.sub(r"\{#def-[^}]*\}", "", made))
    assert stripped == assembled
    assert "**Service Credit**{#def-service-credit} means" in made
    assert "A [Service Credit](#def-service-credit){.pb-term} is computed once." in made
    assert "`Service Credit`" in made
    assert "[section 2.2 (Service credits)](#levels.credits)" in made


def test_a_term_is_linked_once_in_a_paragraph():
    made = make("# A {#a}\n\n**Fees** means sums.\n\n## B {#b}\n\nThe Fees and the Fees.\n\nFees again, not the Feeset or Fees Board.\n")
    assert made.count("](#def-fees){.pb-term}") == 2
    assert "The [Fees](#def-fees){.pb-term} and the Fees." in made


def test_headings_ids_and_paragraphs_of_plain_text(plain):
    made = make(plain)
    assert "\n## ARTICLE I DEFINITIONS {#s-article-i}\n" in made
    assert "\n### 2.1 Scope {#s-2.1}\n\nVendor" not in made  # Vendor is a defined term, so it is linked
    assert "\n### 2.1 Scope {#s-2.1}\n\n[Vendor](#def-vendor){.pb-term} shall provide" in made
    assert "\n## EXHIBIT A Price List {#exhibit-a}\n" in made
    assert "\n(ii) chat under Section 12(c) of the Communications Act.\n{: .pb-sub1 }" in made
    assert "[Section 2.1(b)](#s-2.1)" in made
    assert "\n12\n{: .pb-furniture }" in made
    assert not re.search(r"^[ \t]+\S", made, re.MULTILINE)


def test_signs_that_markdown_would_eat_are_shown(plain):
    shown_html = render(make(plain))
    assert "* and [as agreed] #1:" in shown_html
    assert "less discounts of <Client name> & others." in " ".join(words(shown_html))
    assert "<pre>" not in shown_html
    assert "<ol>" not in shown_html


def test_lettered_paragraphs_stand_by_depth():
    text = "1. Scope. As follows:\n\n(a) one;\n\n(i) deep;\n\n(ii) deep too;\n\n(A) deeper;\n\n(b) two;\n\n2. End. Done.\n"
    depths = re.findall(r"^\((\w+)\).*\n\{: \.pb-sub(\d) \}", make(text), re.MULTILINE)
    assert depths == [("a", "1"), ("i", "2"), ("ii", "2"), ("A", "3"), ("b", "1")]


def test_the_letter_i_after_h_is_a_letter():
    text = "1. Scope. As follows:\n\n" + "\n\n".join(f"({letter}) word;" for letter in "abcdefghij") + "\n"
    assert make(text).count("{: .pb-sub1 }") == 10


def test_running_text_is_cut_at_its_letters(run_together):
    text = run_together.replace("monthly.", "monthly" + " and always" * 60 + ".")
    assert "\n\n(b) Late sums" in make(text)


def test_bought_markdown_keeps_its_markup_and_loses_its_html(bought_markdown):
    shown_html = render(make(bought_markdown))
    assert "<span" not in shown_html
    assert '<a href="https://example.com/a_b">link</a>' in shown_html
    assert "<table>" in shown_html
    assert "<li>" in shown_html
    assert 'id="def-service"' in shown_html
    assert '<h3 id="s-1.1">1.1 Target.</h3>' in shown_html


def test_a_section_without_a_title_has_an_anchor():
    shown_html = render(make("ARTICLE I\n\nTERMS\n\n1.1 The vendor shall work. It shall not rest.\n"))
    assert '<p id="s-1.1">1.1 The vendor shall work.' in shown_html


def test_every_link_of_a_page_has_its_target(sample):
    shown_html = render(make(sample))
    targets = set(re.findall(r'id="([^"]+)"', shown_html))
    assert set(re.findall(r'href="#([^"]+)"', shown_html)) - {"gone"} <= targets


def test_every_link_of_a_real_page_has_its_target(real_text):
    shown_html = render(make(real_text))
    targets = re.findall(r'id="([^"]+)"', shown_html)
    assert set(re.findall(r'href="#([^"]+)"', shown_html)) <= set(targets)
    assert len(targets) == len(set(targets))


_SIGNS = st.sampled_from(list("*_`#[]{}()<>&|~^=$+-!:;.,'\"\\/%@?\u201c\u201d\u00a7\u2022"))
_WORDS = st.sampled_from(
    [
        "1.",
        "2.",
        "1.1",
        "1.2",
        "(a)",
        "(b)",
        "(i)",
        "a.",
        "-",
        "*",
        "o",
        "Section",
        "Sections",
        "Article",
        "Exhibit",
        "A",
        "B",
        "II",
        "of",
        "the",
        "this",
        "Agreement",
        "means",
        "shall",
        "mean",
        '"Fees"',
        "Fees",
        "(the",
        '"Vendor")',
        "Vendor",
        "Title",
        "ARTICLE",
        "I",
        "EXHIBIT",
        "Services.",
        "Fees.",
        "The",
        "vendor",
        "works",
        "and",
        "<b>bold</b>",
        "&amp;",
        "&lt;",
        "<Name>",
        "---",
        "===",
        ":::",
        "!!!",
        "```",
        "~~~",
        "[TOC]",
        "[^1]:",
        "*[A]:",
        ":a:",
        ":",
        "http://x.example/a_b",
        "|",
        "---",
        "{#x}",
        "{:",
        ".y}",
        "12",
        "RECITALS",
        "WHEREAS:",
        "Definitions",
        "#",
        "##",
        ">",
        "???",
        "+++",
    ]
)
_PIECE = st.one_of(
    _WORDS,
    _WORDS,
    st.text(
        st.one_of(_SIGNS, st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf"])), min_size=1, max_size=6
    ),
)
_GAP = st.sampled_from([" ", " ", " ", " ", "  ", "     ", "\n", "\n      ", "\n\n", "\n\n    ", "\t"])


@st.composite
def texts(draw):
    return "".join(piece + gap for piece, gap in draw(st.lists(st.tuples(_PIECE, _GAP), max_size=60)))


@settings(max_examples=400, deadline=None)
@given(texts())
def test_no_text_loses_or_gains_a_word(text):
    read = structure.read(text)
    if read.form == "plain":
        from pactbook.text.letters import escaping

        made = page.to_markdown(text, read, definitions.read(text, read))
        assert words(render(made)) == escaping.drop_tags(text).split()


@settings(max_examples=200, deadline=None)
@given(texts())
def test_any_text_is_read_without_failing(text):
    read = structure.read("# Title\n\n" + text)
    page.to_markdown("# Title\n\n" + text, read, definitions.read("# Title\n\n" + text, read))


def test_a_page_is_made_quickly(plain):
    text = plain * 70
    read = structure.read(text)
    defined = definitions.read(text, read)
    started = time.perf_counter()
    page.to_markdown(text, read, defined)
    assert time.perf_counter() - started < 4  # ten times the budget: tests share the machine


@pytest.mark.parametrize("text", ["", "\n", "   ", "x"])
def test_next_to_nothing(text):
    assert words(render(make(text))) == text.split()


@pytest.mark.parametrize("before", ["", "# A heading\n\n"], ids=["plain", "markdown"])
@pytest.mark.parametrize(
    "piece",
    [" ", '"A" and ', '(the "', "`", "{#", "<!-- ", "[", "**", "1. <b>A</b>\n", "ARTICLE I\n", "```x\n", "Sections 1, 2, ", "a      "],
)
def test_no_text_makes_a_page_slow(before, piece):
    started = time.perf_counter()
    make(before + piece * (40_000 // len(piece)))
    assert time.perf_counter() - started < 5  # a search that goes wrong takes minutes
