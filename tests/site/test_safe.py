from __future__ import annotations

import re

import markdown
import pytest
from hostile_pages import HOSTILE, hostile_pages

from pactbook.site.grammar.safe import safe_address, safe_id, slugify
from pactbook.site.look import Extensions
from pactbook.site.page import Page, plain


def render(text, *, kind="manual-page", trusted=False):
    names, settings = Extensions().of(Page("a.md", "A", text, kind, trusted=trusted))
    return markdown.markdown(text, extensions=names, extension_configs=settings)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_leaves_no_markup_that_runs_or_loads(name):
    html = render(HOSTILE[name])
    tags = re.findall(r"<[a-zA-Z][^>]*>", html)
    for tag in tags:
        assert not re.match(r"<(script|style|iframe|object|embed|form|meta|base|svg|details|textarea|title|link|input|button)\b", tag), tag
        assert not re.search(r"\s(on\w+|style|srcset|data-toc-label|title)\s*=", re.sub(r'"[^"]*"', '""', tag)), tag
        assert not re.search(r'(href|src)="\s*(javascript|vbscript|data|file):', tag, re.IGNORECASE), tag
        assert not (tag.startswith("<img") and "//" in tag), tag
        assert not re.search(r'(class|id)="([^"]*\s)?(md-|__|mermaid|pb-popover)', tag), tag


@pytest.mark.parametrize("kind", ["success", "check", "done", "Success", "success note", "pb-proof", "nobody-knows"])
def test_no_note_of_a_manual_has_the_green_tick_of_a_proof(kind):
    html = render(f'!!! {kind} "In force. Both parties signed"\n    Digest sha256:00\n')
    assert 'class="admonition note"' in html
    assert not re.search(r'class="[^"]*(success|check|done|pb-proof)', html)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://ok.example/a?b=1&c=2#d", "https://ok.example/a?b=1&amp;c=2#d"),
        ("mailto:legal@larkfield.example", "mailto:legal@larkfield.example"),
        ("../refunds.md#edge-cases", "../refunds.md#edge-cases"),
        ("#term.initial", "#term.initial"),
        ("a.md?b=c:d", "a.md?b=c:d"),
        ("ftp://x.example", None),
        ("/absolute", None),
        ("\\\\away.example", None),
        ("/\\away.example", None),
        ("https:away", None),
        ("https://[", None),
        ("java\u200bscript:x", None),
        ("&amp;amp;amp;amp;amp;amp;amp;#106;", None),
    ],
)
def test_addresses(given, expected):
    assert safe_address(given) == expected


def test_an_image_comes_from_the_site_itself():
    assert safe_address("pictures/form.png", image=True) == "pictures/form.png"
    assert safe_address("https://ok.example/a.png", image=True) is None


@pytest.mark.parametrize("bad", ["__config", "a__b", "md-overlay", "pb-popover", "a b", "", "-x", 'x"y'])
def test_ids_of_the_theme_are_not_for_pages(bad):
    assert safe_id(bad) is None
    assert safe_id(slugify(bad, "-"))


def test_ids_and_the_few_classes_are_kept():
    html = render("## Cap {#limitation.cap}\n\n[Cap](#limitation.cap){.pb-term .other}\n\n(a) limb\n{.pb-sub1 #limb}")
    assert '<h2 id="limitation.cap">' in html
    assert '<a class="pb-term" href="#limitation.cap">' in html
    assert '<p class="pb-sub1" id="limb">' in html


def test_numbers_of_a_contract_stand_apart_and_its_text_stays_the_same():
    html = render("## 9.2. Cure period {#cure}\n\n## Schedule A. Prices\n\n## 2 weeks of nesting\n", kind="agreement")
    assert '<span class="pb-number">9.2.</span> Cure period' in html
    assert '<span class="pb-number">Schedule A.</span> Prices' in html
    assert "<span" not in html.split("weeks")[0].rsplit("<h2", 1)[1]


def test_a_heading_inside_something_else_is_a_line_in_bold():
    html = render('- ## One\n\n> ## Two\n\n!!! note "Note"\n    ## Three *here*\n\n## Four\n')
    assert re.findall(r"<h\d[^>]*>([^<]*)", html) == ["Four"]
    assert "<strong>One</strong>" in html
    assert "<strong>Two</strong>" in html
    assert "<strong>Three <em>here</em></strong>" in html


def test_a_code_block_in_a_list_stays_in_its_point_and_loses_its_indent():
    html = render("1. Send this:\n    ```\n    <b> a\n      b\n    ```\n2. Close.\n")
    assert "<pre><code>&lt;b&gt; a\n  b\n</code></pre>" in html
    assert html.count("<ol>") == 1
    assert "```" not in html


def test_signs_without_a_space_make_no_heading_in_a_manual_and_one_in_a_contract_that_was_brought_in():
    assert "<h2" not in render("##Background\n")
    assert "<h2" in render("##Background\n", kind="agreement")


def test_numbers_in_a_manual_are_left_alone():
    assert "pb-number" not in render("## 1. Open the case\n")


def test_cells_carry_the_head_of_their_column():
    html = render("| Level | Target | Weight |\n|---|---:|---|\n| FCR | 82 % | 40 % |\n")
    assert '<td align="right" data-label="Target" role="cell">82 %</td>' in html
    assert "style=" not in html


def test_tasks_are_boxes_that_are_read_aloud():
    html = render("- [ ] read back\n- [x] sent\n")
    assert 'aria-label="To do"' in html
    assert 'aria-label="Done"' in html
    assert "<input" not in html


@pytest.mark.parametrize(
    "text",
    [
        "a*b*_c_",
        "<script>",
        "[x](javascript:y)",
        "# no heading",
        "1. no list",
        "a | b",
        ":material-lock:",
        "{#id}",
        "&amp;",
        "EUR 4.85",
        "`c`",
    ],
)
def test_plain_text_in_generated_pages_is_shown_letter_by_letter(text):
    import html as entities

    shown = render(plain(text), trusted=True)
    assert entities.unescape(re.sub(r"^<p>|</p>$", "", shown)) == text


def test_every_hostile_page_is_built_from_a_page_of_its_own():
    assert len(hostile_pages()) >= 60
