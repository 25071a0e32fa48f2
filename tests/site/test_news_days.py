"""On which day something is said to have changed, what comes, and what nobody may rely on: from real history and real records."""

from __future__ import annotations

import html
import shutil
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from pactbook.site.news.told import news
from pactbook.site.pages import pages
from pactbook.site.reading.source import read_book
from pactbook.site.views.viewing import view
from whole_books import CLIENT, MSA, SOW, VENDOR, fresh

DAY = date(2026, 6, 1)
ATOM = "{http://www.w3.org/2005/Atom}"
FOLDER = "ops-manuals/acme/support"


@pytest.fixture
def book(tmp_path):
    return fresh(tmp_path / "book")


def seen(book, day=DAY):
    source = read_book(book.path, day)
    return news(view(source.book, "acme", day, source.known))


def shown(book, day=DAY, audience="acme"):
    source = read_book(book.path, day)
    return {each.path: each for each in pages(source.book, audience, day, source.known)}


def what_changed(book, day=DAY, audience="acme"):
    return shown(book, day, audience)["what-changed.md"]


def words(page):
    return html.unescape(page.markdown).replace("\u00a0", " ")


def feed(page):
    return ET.fromstring(page.downloads[0].content)  # noqa: S314 - made a line above


def on(book, day):
    """A commit of everything on a day."""
    book.git("add", "--all")
    book.git("commit", "--quiet", "--no-verify", "-m", "x", env={"GIT_COMMITTER_DATE": f"{day}T10:00:00+00:00"})


def new_pages(book, *names):
    book.write({f"{FOLDER}/{name}.md": f"# {name}\n\nText.\n" for name in names})
    on(book, "2026-02-01")


def next_version(book, note="The cure period is 25 days"):
    book.amend(SOW)
    book.sign(SOW, CLIENT, VENDOR, today=date(2026, 5, 1), effective=date(2026, 9, 1), note=note)


def test_many_new_pages_are_one_piece_of_news_that_leads_to_the_manual(book):
    new_pages(book, "aaa-1", "aaa-2", "aaa-3", "aaa-4")
    found = next(each for each in seen(book) if str(each.day) == "2026-02-01")
    assert (found.name, found.sentences, found.href) == ("Support manual", ("4\u00a0new pages.",), "vendors/acme/manuals/support/index.md")


def test_a_page_that_is_gone_is_not_among_many_new_ones_and_stops_no_site(book):
    new_pages(book, "aaa-1", "aaa-2", "aaa-3", "aaa-4", "aaa-5")
    (book.path / FOLDER / "aaa-1.md").unlink()
    on(book, "2026-03-01")
    found = {each.title: each for each in seen(book) if str(each.day) == "2026-02-01"}
    assert found["Support manual"].sentences == ("4\u00a0new pages.",)
    assert (found["aaa-1"].href, found["aaa-1"].todo) == ("", "Nothing: it is gone since.")
    assert book.run("build", "--as-of", "2026-06-01", "--audience", "acme") == 0, book.printed


def test_a_first_version_signed_ahead_speaks_of_no_version_before_it(book):
    shutil.rmtree(book.path / ".git")  # else history would tell that nobody knew of it
    first = next(each for each in seen(book, date(2025, 12, 1)) if each.about == "Master services agreement")
    assert (first.title, first.coming, first.todo) == ("Version 1", True, "Prepare for that day; nothing of it binds before.")


def test_without_history_no_day_is_made_up(book):
    next_version(book)
    shutil.rmtree(book.path / ".git")
    found = {each.title: each for each in seen(book) if each.about == "Statement of work for support"}
    assert {each.when for each in found.values()} == {"Day not known"}
    assert max(each.day for each in found.values()) <= DAY
    text = words(what_changed(book))
    coming, past = text.split("## January 2026")
    assert "| Day not known | [Statement of work for support: Version 2]" in coming.partition("## Coming")[2]
    assert "| Day not known | [Statement of work for support: Version 1]" in past
    assert "1 September 2026" in coming
    assert "made without the book's history" in text


def test_the_page_says_from_which_day_it_tells_of_manuals(book):
    assert "Changes of pages of manuals are listed from 27 April 2025 on" in words(what_changed(book))


def test_what_comes_stands_first_and_is_marked_until_its_day(book):
    next_version(book)
    on(book, "2026-05-01")
    page = what_changed(book)
    text = words(page)
    places = [
        text.index(each) for each in ("## Coming {#coming}", "| 1 May 2026 | [Statement of work for support: Version 2]", "## January")
    ]
    assert places == sorted(places)
    assert "Coming: Statement of work for support: Version 2" in [each.text for each in feed(page).iter(f"{ATOM}title")]
    later = what_changed(book, date(2026, 9, 1))
    assert "## Coming" not in later.markdown
    assert "Statement of work for support: Version 2" in [each.text for each in feed(later).iter(f"{ATOM}title")]


def test_two_audiences_never_share_an_id_of_a_feed(book):
    ids = [{each.text for each in feed(what_changed(book, audience=name)).iter(f"{ATOM}id")} for name in ("acme", "internal")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_an_entry_keeps_its_id_from_day_to_day(book):
    shutil.rmtree(book.path / ".git")
    ids = [[each.text for each in feed(what_changed(book, day)).iter(f"{ATOM}id")] for day in (DAY, date(2026, 6, 2))]
    assert ids[0] == ids[1]


def test_no_news_says_its_name_twice(book):
    book.change(f"{FOLDER}/outline.yaml", "title: Start here", "title: Support manual")
    book.sign(FOLDER, CLIENT, today=date(2026, 1, 15))
    book.write({f"{FOLDER}/index.md": "# Support manual\n\nRead [Refunds](refunds.md).\n\n## Who may refund\n\nAgents.\n"})
    on(book, "2026-02-01")
    assert "Support manual" in [each.name for each in seen(book) if str(each.day) == "2026-02-01"]


@pytest.mark.parametrize("path", [f"{MSA}/agreement.md", "contracts/governance/policy.yaml"])
def test_what_does_not_verify_is_never_said_to_bind(book, path):
    book.write({path: book.text(path) + "\n\n"})
    found = next(each for each in seen(book) if each.about == "Master services agreement")
    assert found.todo == "Do not rely on it: it does not verify. Ask legal."


def test_a_version_that_nobody_knew_of_is_nowhere_on_the_site_of_that_day(book):
    next_version(book, note="laterknownnote")
    on(book, "2026-08-01")
    found = {path: f"{page.markdown}{page.meta}" for path, page in shown(book).items()}
    assert [path for path, text in found.items() if "laterknownnote" in text or "ersion 2" in text] == []
    assert not any("-v2" in path for path in found)
    assert "laterknownnote" in what_changed(book, date(2026, 8, 1)).markdown


def ids_of(page):
    return {entry.findtext(f"{ATOM}id"): entry for entry in feed(page).iter(f"{ATOM}entry")}


def test_an_entry_of_a_feed_has_the_same_id_in_a_copy_without_history(book, tmp_path):
    new_pages(book, "peak")
    book.amend(SOW)
    book.sign(SOW, CLIENT, VENDOR, today=date(2026, 5, 1), effective=date(2026, 9, 1))
    on(book, "2026-05-02")
    full = ids_of(what_changed(book))
    versions = {key for key, entry in full.items() if ": Version " in entry.findtext(f"{ATOM}title")}
    assert len(versions) >= 4
    for how in (("--depth", "1"), ("--depth", "2")):
        book.git("clone", "--quiet", *how, f"file://{book.path}", str(tmp_path / how[1]))
        bare = read_book(tmp_path / how[1], DAY)
        page = next(each for each in pages(bare.book, "acme", DAY, bare.known) if each.path == "what-changed.md")
        assert "made without the book's history" in page.markdown
        assert ids_of(page).keys() == versions
    shutil.rmtree(book.path / ".git")
    assert ids_of(what_changed(book)).keys() == versions


def test_an_entry_keeps_its_id_when_its_page_is_gone_or_called_otherwise(book):
    new_pages(book, "peak")
    before = ids_of(what_changed(book, date(2026, 2, 1)))
    (book.path / FOLDER / "peak.md").unlink()
    on(book, "2026-02-03")
    later = ids_of(what_changed(book))
    assert before.keys() < later.keys()


def test_what_was_coming_is_news_once_more_when_it_holds(book):
    book.amend(SOW)
    book.sign(SOW, CLIENT, VENDOR, today=date(2026, 5, 1), effective=date(2026, 9, 1))
    on(book, "2026-05-02")

    def entry(day):
        page = what_changed(book, day)
        found = {
            identifier: (each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}updated"))
            for identifier, each in ids_of(page).items()
            if each.findtext(f"{ATOM}title").endswith("Statement of work for support: Version 2")
        }
        return next(iter(found.items())), feed(page).findtext(f"{ATOM}updated")

    coming, updated = entry(date(2026, 8, 31))
    assert coming[1] == ("Coming: Statement of work for support: Version 2", "2026-05-02T00:00:00Z")
    holds, updated_later = entry(date(2026, 9, 1))
    assert holds[0] == coming[0]
    assert holds[1] == ("Statement of work for support: Version 2", "2026-09-01T00:00:00Z")
    assert updated < updated_later == "2026-09-01T00:00:00Z"
    assert entry(date(2026, 12, 1)) == (holds, updated_later)


def proposed(book, day):
    book.write({f"{SOW}/draft/terms.yaml": book.text(f"{SOW}/terms.yaml").replace("$schema=../../../", "$schema=../../../../")})
    assert book.run("assemble") == 0, book.printed
    on(book, day)


def proposals_on(book, day, audience):
    found = shown(book, date.fromisoformat(day), audience)
    return [path for path in found if "-proposal" in path], found


@pytest.mark.parametrize("audience", ["internal", "acme"])
def test_a_site_of_a_past_day_shows_no_proposal_that_came_later(book, monkeypatch, audience):
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: DAY)
    proposed(book, "2026-04-01")
    now, _ = proposals_on(book, "2026-06-01", audience)
    assert now
    for day, wanted in (("2026-03-31", []), ("2026-04-01", now), ("2026-05-01", now)):
        there, found = proposals_on(book, day, audience)
        assert there == wanted
        assert all("a proposal only if nothing of it has changed since that day" in " ".join(page.bars) for page in found.values())
        assert all(
            ("proposal" in page.markdown.lower()) <= bool(wanted) for path, page in found.items() if path.startswith("vendors/acme/")
        )
    assert not shown(book, DAY, audience)["index.md"].bars


def test_a_proposal_that_was_changed_or_not_committed_since_is_not_that_of_the_day(book, monkeypatch):
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: DAY)
    proposed(book, "2026-02-01")
    book.write({f"{SOW}/draft/terms.yaml": book.text(f"{SOW}/draft/terms.yaml").replace("82 %", "84 %")})
    assert book.run("assemble") == 0, book.printed
    on(book, "2026-05-01")
    assert proposals_on(book, "2026-03-01", "acme")[0] == []
    assert proposals_on(book, "2026-05-02", "acme")[0]
    shutil.copytree(book.path / SOW / "draft", book.path / MSA / "draft-copy")
    shutil.rmtree(book.path / SOW / "draft")
    on(book, "2026-05-03")
    (book.path / MSA / "draft-copy").rename(book.path / SOW / "draft")
    assert proposals_on(book, "2026-05-02", "acme")[0] == []


@pytest.mark.parametrize("audience", ["internal", "acme"])
def test_where_history_does_not_tell_the_bar_says_that_proposals_are_those_of_today(book, monkeypatch, audience):
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: DAY)
    proposed(book, "2026-04-01")
    shutil.rmtree(book.path / ".git")
    there, found = proposals_on(book, "2026-03-01", audience)
    assert there
    assert all(
        "and so are proposals, since nothing here tells which there were on that day" in " ".join(page.bars) for page in found.values()
    )
