"""Ids made of words: stable and readable in every script, as ever in ASCII, and nothing in them that a reader can't see."""

# ruff: noqa: RUF001 - letters that are drawn like others are what this is about

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.manuals.reading import read, slug
from pactbook.site.grammar.safe import safe_id, slugify
from pactbook.text.letters import ids
from pactbook.text.sections import numbering

IN_OTHER_SCRIPTS = [
    ("Возврат средств", "возврат-средств"),
    ("Κανόνες επιστροφής", "κανόνες-επιστροφής"),
    ("退款流程 2", "退款流程-2"),
    ("استرداد المبلغ", "استرداد-المبلغ"),
    ("רק באישור", "רק-באישור"),
    ("हिन्दी में धनवापसी", "हिन्दी-में-धनवापसी"),
    ("การคืนเงิน", "การคืนเงิน"),
    ("Überprüfung der Fälle", "überprüfung-der-fälle"),
    ("Re\u0301sume\u0301", "résumé"),
    ("\uff32efund \ufb01le", "refund-file"),
    ("1\ufe0f\u20e3 Start \U0001f680", "1-start"),
]
ASCII = [
    ("Who may refund?", "who-may-refund", "who-may-refund"),
    ("Step 1/2: don't", "step-12-dont", "step-1-2-don-t"),
    ("snake_case and 3.1", "snake_case-and-31", "snake-case-and-3-1"),
    ("md-nav", "section-md-nav", "section-md-nav"),
    ("a__b", "section-a-b", "a-b"),
    ("???", "section", "section"),
]
UNSEEN = [
    "\u202e",
    "\u200b",
    "\u200d",
    "\u00ad",
    "\u3164",
    "\u115f",
    "\u034f",
    "\ufe0f",
    "\u2066",
    "\u180e",
    "\ue000",
    "\U000e0041",
    "\u2028",
    "\u00a0",
]


@pytest.mark.parametrize(("words", "expected"), IN_OTHER_SCRIPTS)
def test_letters_of_every_script_stay(words, expected):
    assert slug(words) == slugify(words, "-") == numbering.slug(words) == expected


@pytest.mark.parametrize(("words", "in_manuals", "elsewhere"), ASCII)
def test_words_in_ascii_come_out_as_ever(words, in_manuals, elsewhere):
    assert slug(words) == in_manuals
    assert slugify(words, "-") == elsewhere


@given(st.text(st.characters(max_codepoint=127)))
def test_any_words_in_ascii_come_out_as_ever(words):
    name = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", words).strip().lower()).strip("-_")
    assert ids.made(words) == (
        name if name and not re.match(r"(?:md|pb)-|.*__", name) else f"section-{name.replace('__', '-')}".rstrip("-")
    )
    apart = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    assert ids.made(words, apart=True) == (apart if apart and apart[:3] not in {"md-", "pb-"} else f"section-{apart}".rstrip("-"))


@given(st.text(), st.booleans())
def test_whatever_the_words_the_site_takes_the_id(words, apart):
    made = ids.made(words, apart=apart)
    assert made == safe_id(made) == ids.meant(made)
    assert not any(unicodedata.category(sign)[0] in "CZ" for sign in made)


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_makes_no_other_id(sign):
    assert ids.made(f"Возв{sign}рат").replace("-", "") == "возврат"
    assert ids.made(sign) == "section"
    assert not ids.is_safe(f"возв{sign}рат")
    assert not ids.is_safe(sign)


@pytest.mark.parametrize("name", ["е\u0301", "\u0301а", "а\u0301\u0301", "ｗ", "а б", "а/б", "-а", "а-", "а__б", "«а»"])
def test_ids_that_the_site_does_not_take(name):
    assert ids.is_safe(name) == (name in {"е\u0301", "а\u0301\u0301"})  # letters that have no other way of writing


def test_a_heading_added_above_leaves_links_where_they_were():
    before = [heading.id for heading in read("# Руководство\n\n## Возврат\n\n## Жалобы\n").headings]
    after = [heading.id for heading in read("# Руководство\n\n## Введение\n\n## Возврат\n\n## Жалобы\n").headings]
    assert before == ["руководство", "возврат", "жалобы"]
    assert [name for name in after if name in before] == before


def test_an_id_of_ones_own_may_be_in_any_script():
    heading = read("## Порядок {#возврат-е\u0301ё}\n").headings[0]
    assert (heading.title, heading.id, heading.explicit) == ("Порядок", "возврат-е\u0301ё", True)
    assert read("## Re {#re\u0301sume\u0301}\n").headings[0].id == "résumé"
