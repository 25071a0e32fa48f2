"""A redline as legal reads it: no ids, no addresses, no signs of markdown; and nothing that changed is hidden by that."""

from __future__ import annotations

import re

import pytest

from pactbook.redline.compare import compare
from pactbook.redline.context import in_context
from pactbook.redline.files import redline
from pactbook.redline.page import body, page
from pactbook.redline.terminal import show
from pactbook.site.redline_markup import changed_only

OLD = """\
## 11. Governance {#governance}

### 11.4 Escalation {#governance.escalation}

**Charges** means what the Client pays under [section 3.4 (The Client's part)](#services.part).

### 11.5 Review of measures {#governance.measures}

The parties review the measures in each quarter.
"""
NEW = """\
## 11. Governance {#governance}

### 11.4 Removal of causes {#governance.causes}

If a cause is not removed, [section 3.4 (The Client's part)](#services.part) applies, up to 5\\*2 points.

### 11.5 Escalation {#governance.escalation}

**Charges** means all that the Client pays under [section 3.4 (The Client's part)](#services.part).

### 11.6 Review of measures {#governance.measures}

The parties review the measures in each quarter.
"""
RAW = re.compile(r"\{#|\]\(|\*\*|(?<!\w)##|\\\*|~~")


def terminal(old, new, **how):
    return "\n".join(show(redline({"agreement.md": old.encode()}, {"agreement.md": new.encode()}), **how))


def pages(old, new):
    """The redline in each of its dresses."""
    files = redline({"agreement.md": old.encode()}, {"agreement.md": new.encode()})
    found = compare(old, new)
    return [
        page("T", "", files).partition("<body>")[2],
        body(in_context(found)),
        body(found),
        terminal(old, new),
        terminal(old, new, whole=True),
    ]


def words(html):
    return " ".join(re.sub(r"<[^>]*>|\[-|-\]|\{\+|\+\}", "", html).split())


def test_no_dress_shows_what_was_only_written_for_machines():
    for each in [*pages(OLD, NEW), changed_only(compare(OLD, NEW)).replace("**11. Governance**", "")]:
        assert not RAW.search(re.sub(r"\*\*[^*]+\*\*$", "", each, flags=re.MULTILINE)), each
        assert "section 3.4 (The Client" in each


def test_headings_are_headings_and_a_term_stays_bold_beside_what_changed():
    html = body(in_context(compare(OLD, NEW)))
    assert "<h4><ins>11.4 Removal of causes</ins></h4>" in html
    assert re.search(r"<b>Charges</b> means <del>what</del> ?<ins>all that</ins> the Client", html), html
    assert "5*2 points" in html


def test_a_new_number_alone_is_no_passage_and_is_shown_in_the_whole_text():
    found = compare(OLD, NEW)
    assert "Review of measures" not in body(in_context(found))
    assert re.search(r"<h4> ?<del>11\.5</del> ?<ins>11\.6</ins> Review of measures</h4>", body(found)), body(found)
    assert "3 passages changed, and 2 headings got another number" in pages(OLD, NEW)[0]
    assert terminal(OLD, NEW).splitlines()[0] == "agreement.md: changed, 3 passages, 2 headings with another number"
    assert "  [-11.5-] {+11.6+} Review of measures" in terminal(OLD, NEW, whole=True).splitlines()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## 8. Term", "## 8. Terms"),
        ("## 8. Term", "## 9. Terms"),
        ("## Schedule 3. Fees 2026", "## Schedule 3. Fees 2027"),
        ("## Fees of 30 days", "## Fees of 45 days"),
        ("8. Term and end", "9. Term and end"),
        ("The fee is 8.", "The fee is 9."),
    ],
)
def test_what_is_more_than_a_new_number_of_a_heading_is_a_passage(old, new):
    assert sum(each.passage for each in compare(old, new)) >= 1


@pytest.mark.parametrize(
    ("old", "new"), [("## 8. Term", "## 9. Term"), ("## Schedule 3. Fees", "## Schedule 4. Fees"), ("### 1.2 A", "### 1.3 A")]
)
def test_a_new_number_of_a_heading(old, new):
    (found,) = compare(old, new)
    assert (found.changed, found.renumbered, found.passage) == (True, True, False)
    assert terminal(old, new).startswith("agreement.md: changed, 0 passages, 1 heading with another number")


# What a rendering would hide: the words are the same, or nearly so, and what lies behind them is not.
HIDDEN = {
    "a reference that leads elsewhere": ("Fees: see [it](#a) now and in each year.", "Fees: see [it](#b) now and in each year.", "#b"),
    "the same in a paragraph of its own": ("See [it](#a).", "See [it](#b).", "(#b)"),
    "the same beside another change": (
        "The Vendor pays under [section 4 (Fees)](#fees) within 30 days.",
        "The Vendor pays under [section 4 (Fees)](#caps) within 45 days.",
        "leads to #caps, before to #fees",
    ),
    "an id": ("## 4. Fees {#fees}", "## 4. Fees {#caps}", "caps"),
    "an id beside another change": ("## 4. Fees of each year {#fees}", "## 4. Fees of each month {#caps}", "#caps, before #fees"),
    "a private sign": ("The Vendor pays the fee to us.", "The Vendor pays the \ue000fee\ue001 to us.", "U+E000"),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_the_words_do_not_show_is_told(name):
    old, new, told = HIDDEN[name]
    for each in [*pages(old, new), changed_only(compare(old, new)).replace("&#35;", "#").replace("&#42;", "*")]:
        assert told in each or told.replace("(", "&#40;").replace(")", "&#41;") in each, each


def test_nothing_of_either_text_is_lost():
    html = body(compare(OLD, NEW))
    for text, gone in ((OLD, "ins"), (NEW, "del")):
        plain = re.sub(r"\{#[^}]*\}|^#+ |\*\*|\\", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text), flags=re.MULTILINE)
        side = re.sub(rf"<{gone}>.*?</{gone}>", "", html).replace("&#x27;", "'")
        assert words(side) == " ".join(plain.split())
