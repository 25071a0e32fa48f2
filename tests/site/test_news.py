"""What changed: from real git history and real sealed records, for one vendor and for the client."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from pactbook.problems import PactbookError
from pactbook.site.news.told import news
from pactbook.site.news.words import parts
from pactbook.site.pages import pages
from pactbook.site.reading.source import read_book
from pactbook.site.views.viewing import view
from whole_books import CLIENT, MSA, SOW, VENDOR, fresh

DAY = date(2026, 6, 1)
ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "ops-manuals/acme/support/index.md"
REFUNDS = "ops-manuals/acme/support/refunds.md"


@pytest.fixture
def book(tmp_path):
    return fresh(tmp_path / "book")


def seen(book, audience="acme", day=DAY):
    source = read_book(book.path, day)
    return view(source.book, audience, day, source.known)


def told(book, audience="acme", day=DAY):
    return {f"{each.about}: {each.title}": (" ".join(each.sentences), each.todo) for each in news(seen(book, audience, day))}


def test_first_versions_and_first_pages_are_news(book):
    found = told(book)
    assert found["Master services agreement: Version 1"] == ("First version.", "Read it: it is what binds.")
    assert found["Support manual: Refunds"] == ("A new page.", "Read it: it holds at once.")


def test_the_client_reads_whose_news_it_is_and_a_vendor_does_not(book):
    internal, vendor = ({each.name for each in news(seen(book, audience))} for audience in ("internal", "acme"))
    name = seen(book, "internal").book.vendor_name("acme")
    assert f"{name}: Master services agreement: Version 1" in internal
    assert {each.removeprefix(f"{name}: ") for each in internal} >= vendor
    assert not [each for each in vendor if each.startswith(name)]


def test_a_changed_section_of_a_manual_is_named_with_its_extent(book):
    book.commit("x", {PAGE: book.text(PAGE).replace("Agents, up to", "Agents with a badge, up to")})
    found = [each for each in news(seen(book)) if each.title == "Start here"]
    assert found[0].sentences == ("A new page.",)  # both commits of that day are one piece of news
    book.git(
        "commit", "--quiet", "--amend", "--no-edit", "--date=2026-02-01T10:00:00", env={"GIT_COMMITTER_DATE": "2026-02-01T10:00:00+00:00"}
    )
    found = [each for each in news(seen(book)) if each.title == "Start here"]
    assert [(str(each.day), each.sentences) for each in found] == [
        ("2026-02-01", ("Changed: “Who may refund” (3 words added).",)),
        ("2026-01-01", ("A new page.",)),
    ]
    assert found[0].href == "vendors/acme/manuals/support/index.md"


def test_a_page_that_only_got_other_line_breaks_is_no_news(book):
    book.commit("x", {REFUNDS: book.text(REFUNDS).replace("Back to", "Back\nto")})
    assert [each.sentences for each in news(seen(book)) if each.title == "Refunds"] == [("A new page.",)]


def test_a_removed_page_is_news_without_a_link(book):
    later = {"GIT_COMMITTER_DATE": "2026-03-01T10:00:00+00:00"}
    book.write({"ops-manuals/acme/support/more.md": "# More\n\nText.\n"})
    book.commit("x")
    (book.path / "ops-manuals/acme/support/more.md").unlink()
    book.git("add", "--all")
    book.git("commit", "--quiet", "--no-verify", "-m", "x", env=later)
    gone = next(each for each in news(seen(book)) if str(each.day) == "2026-03-01")
    assert (gone.title, gone.sentences, gone.href) == ("More", ("The page was removed.",), "")


def test_a_version_signed_for_a_later_day_says_when_it_holds(book):
    book.amend(SOW)
    book.sign(SOW, CLIENT, VENDOR, today=date(2026, 5, 1), effective=date(2026, 9, 1), note="The cure period is 25 days")
    book.commit("signed")
    first = next(each for each in news(seen(book)) if each.title == "Version 2")
    assert first.about == "Statement of work for support"
    assert first.effective == date(2026, 9, 1)
    assert first.sentences == ("The cure period is 25 days.", "Changed: “2 Cure period” (1 word added, 1 word removed).")
    assert first.todo == "Prepare for that day; until then version 1 holds."
    later = next(each for each in news(seen(book, day=date(2026, 9, 1))) if each.title == "Version 2")
    assert later.todo == "Work by it: it binds."


def test_a_version_that_waits_says_for_whom(book):
    book.amend(MSA)
    book.sign(MSA, CLIENT, today=date(2026, 5, 1))
    found = told(book)["Master services agreement: Version 2"]
    assert found[1].startswith("Nothing yet: it waits for ")
    assert "counsel@acme.example or deputy@acme.example" in found[1]


def test_nothing_without_history(book):
    import shutil

    shutil.rmtree(book.path / ".git")
    found = told(book)
    assert "Master services agreement: Version 1" in found  # from the sealed records
    assert not [name for name in found if name.startswith("Support manual: Refunds")]


def test_the_sealed_text_of_another_vendor_cant_be_asked_for(book):
    seen_by_vendor = seen(book)
    version = seen_by_vendor.known.states["clauses/profiles"].versions[0]
    with pytest.raises(PactbookError, match="is not for the audience 'acme'"):
        seen_by_vendor.sealed("clauses/profiles", version, "support.yaml")
    with pytest.raises(PactbookError, match="is not for the audience 'acme'"):
        seen_by_vendor.sealed("contracts/governance", version, "policy.yaml")


def test_the_feed_can_be_read_and_leads_to_pages_of_the_site(book):
    page = next(page for page in pages(seen(book).book, "acme", DAY, seen(book).known) if page.path == "what-changed.md")
    root = ET.fromstring(page.downloads[0].content)  # noqa: S314 - made a line above
    titles = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
    assert "Support manual: Refunds" in titles
    assert len({entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")}) == len(titles)
    links = {link.get("href") for link in root.iter(f"{ATOM}link")}
    assert "vendors/acme/manuals/support/refunds.html" in links
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}updated").endswith("T00:00:00Z")


LATE = {"GIT_COMMITTER_DATE": "2026-08-01T10:00:00+00:00"}


def late(book, *words):
    """A commit on a day after the one that the tests show."""
    book.git("add", "--all")
    book.git("commit", "--quiet", "--no-verify", "-m", " ".join(words) or "late", env=LATE)


def proof(book, day, path="vendors/acme/msa.md"):
    source = read_book(book.path, day)
    page = next(each for each in pages(source.book, "acme", day, source.known) if each.path == path)
    return page.meta


def test_a_site_as_of_a_past_day_tells_of_no_later_day(book):
    book.write({PAGE: book.text(PAGE).replace("Agents, up to", "Agents with a badge, up to")})
    book.amend(SOW)
    book.sign(SOW, CLIENT, VENDOR, today=date(2026, 7, 1), effective=date(2026, 9, 1))
    late(book)
    found = news(seen(book))
    assert max(each.day for each in found) <= DAY
    assert not any(each.title == "Version 2" for each in found)  # nobody knew of it on that day
    assert {each.title for each in news(seen(book, day=date(2026, 8, 2)))} >= {"Version 2", "Start here"}


def test_a_record_that_was_filed_after_the_day_shown_says_so_and_names_no_later_day(book):
    book.amend(MSA)
    book.sign(MSA, CLIENT, VENDOR, today=date(2026, 5, 1), effective=date(2026, 5, 1))
    late(book)
    filed = {fact.label: fact.value for fact in proof(book, DAY).proof}["Filed on"]
    assert filed.replace("\u00a0", " ") == "A day after 1 June 2026, which this site shows"
    filed = {fact.label: fact.value for fact in proof(book, date(2026, 9, 1)).proof}["Filed on"]
    assert filed.replace("\u00a0", " ") == "1 August 2026"
    assert next(str(each.day) for each in news(seen(book)) if each.title == "Version 2") == "2026-05-01"  # from which it binds


def test_a_page_of_a_manual_that_was_changed_since_says_that_it_is_shown_as_it_is_now(book):
    manual = "vendors/acme/manuals/support/refunds.md"
    assert proof(book, DAY, manual).updated.replace("\u00a0", " ") == "1 January 2026"
    book.write({REFUNDS: book.text(REFUNDS) + "\nMore of it.\n"})
    late(book)
    assert proof(book, DAY, manual).updated.replace("\u00a0", " ") == "After 1 June 2026; shown as it is now"
    assert proof(book, date(2026, 8, 1), manual).updated.replace("\u00a0", " ") == "1 August 2026"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("## 2. Cure period {#cure}\n\nText.\n", ["2 Cure period"]),
        (
            "## Schedule 3. Service levels {#levels}\n\nText.\n\n### Part 1. Response time {#levels.response}\n\nText.\n",
            ["Schedule 3 (Service levels)", "Schedule 3, Part 1 (Response time)"],
        ),
        (
            "ARTICLE 1. TERM\n\nIt begins.\n\nARTICLE 2. FEES\n\nThey are due.\n\nEXHIBIT A\n\nPRICES\n\nText.\n",
            ["Article 1 (TERM)", "Article 2 (FEES)", "Exhibit A (PRICES)"],
        ),
    ],
)
def test_sections_are_named_as_people_refer_to_them(text, names):
    assert [part.title for part in parts(text)] == names
