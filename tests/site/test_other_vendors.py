"""What a vendor must not learn of others: from pages that moved, from the past of a manual that it was given later, from names in free text."""

from __future__ import annotations

from datetime import date

import pytest
from two_vendors import SHARED, commit_on, fresh, where

from pactbook.site.building.executors import Here
from pactbook.site.building.sites import Work, build_sites
from pactbook.site.news.told import news
from pactbook.site.reading.judge import BookProblemsError
from pactbook.site.reading.source import open_book
from pactbook.site.settings import read_settings
from pactbook.site.views.viewing import view
from whole_books import CLIENT, VENDOR

DAY = date(2026, 6, 1)
JOINT = "ops-manuals/acme/joint"
PAGE = "ops-manuals/zenith/support/refunds.md"
ROUTINE = "\n\n".join(f"Common words number {number} of the routine that every agent follows." for number in range(30))


@pytest.fixture
def book(tmp_path):
    return fresh(tmp_path / "book")


def told(book, audience, day=DAY):
    source = open_book(book.path, day)
    return [
        (str(each.day), each.about, each.title, " ".join(each.sentences))
        for each in news(view(source.book, audience, day, source.known))
        if each.folder.startswith("ops-manuals/")
    ]


def sites(book, folder, *names):
    source = open_book(book.path, DAY)
    return {
        each.audience: each.problems
        for each in build_sites(source, folder, names, lambda name: read_settings(book.path, name, "Globex"), Work(Here()))
    }


def joint(book, *audience):
    """A manual in acme's folder for these vendors, as its outline says."""
    outline = book.text(f"{SHARED}/outline.yaml").replace("title: Shared manual", "title: Joint manual")
    return {f"{JOINT}/outline.yaml": outline.replace("audience: [acme, zenith]", f"audience: [{', '.join(audience)}]")}


def test_a_page_that_goes_to_another_vendors_manual_is_removed_there_and_new_here(book, tmp_path):
    old, new = "ops-manuals/zenith/support/peak.md", "ops-manuals/acme/support/peak.md"
    book.write({old: f"# Peak season\n\n{ROUTINE}\n\n## Zenithsecret bonus\n\nPay 99.\n"})
    commit_on(book, "2026-02-01")
    (book.path / old).unlink()
    book.write({new: f"# Peak season\n\n{ROUTINE}\n\n## Bonus\n\nPay 5.\n"})
    commit_on(book, "2026-02-02")
    assert ("2026-02-02", "Support manual", "Peak season", "A new page.") in told(book, "acme")
    assert ("2026-02-02", "Support manual", "Peak season", "The page was removed.") in told(book, "zenith")
    sites(book, tmp_path / "sites", "acme", "zenith")
    assert where(tmp_path / "sites/acme", "zenith") == []


def test_a_page_that_is_renamed_in_its_manual_was_moved(book):
    old = "ops-manuals/zenith/support/peak.md"
    book.write({old: f"# Peak season\n\n{ROUTINE}\n"})
    commit_on(book, "2026-02-01")
    (book.path / old).unlink()
    book.write({"ops-manuals/zenith/support/season.md": f"# Peak season\n\n{ROUTINE}\n\n## Bonus\n\nPay 5.\n"})
    commit_on(book, "2026-02-02")
    assert ("2026-02-02", "Support manual", "Peak season", "The page was moved. New: “Bonus”.") in told(book, "zenith")


def widened(book, *, again="acme, zenith"):
    """A manual for acme alone, with a past, and later for both."""
    book.write(joint(book, "acme"))
    book.write(
        {
            f"{JOINT}/index.md": book.text(f"{SHARED}/index.md"),
            f"{JOINT}/refunds.md": "# Refunds\n\nText.\n\n## Acmesecret penalty\n\nOld.\n",
            f"{JOINT}/gone.md": "# Acmesecret gone page\n\nText.\n",
        }
    )
    book.sign(JOINT, CLIENT, today=date(2026, 2, 1), note="Agreed with acmesecretnote alone")
    commit_on(book, "2026-02-01")
    (book.path / f"{JOINT}/gone.md").unlink()
    commit_on(book, "2026-02-10")
    book.write({f"{JOINT}/refunds.md": "# Refunds\n\nText.\n\n## Refunding\n\nNew.\n"})
    book.write(joint(book, *again.split(", ")))
    book.sign(JOINT, CLIENT, today=date(2026, 3, 1), note="Now also for those who were not there when acmesecretnote was agreed")
    commit_on(book, "2026-03-01")  # the last secret goes on the very day on which the reader comes
    book.write({f"{JOINT}/refunds.md": "# Refunds\n\nText.\n\n## Refunding\n\nNewer.\n"})
    commit_on(book, "2026-03-05")


def test_a_vendor_that_is_given_a_manual_later_is_told_nothing_of_its_past(book, tmp_path):
    widened(book)
    assert [each for each in told(book, "zenith") if each[1] == "Joint manual"] == [
        ("2026-03-05", "Joint manual", "Refunds", "Changed: “Refunding” (1 word added, 1 word removed)."),
        ("2026-03-01", "Joint manual", "Version 2", "You work by this manual from now on."),
    ]
    assert {each[0] for each in told(book, "acme") if each[1] == "Joint manual"} == {"2026-02-01", "2026-02-10", "2026-03-01", "2026-03-05"}
    sites(book, tmp_path / "sites", "zenith")
    assert where(tmp_path / "sites/zenith", "acme") == []


def test_what_happened_while_a_vendor_was_left_out_is_not_told_when_it_comes_back(book):
    widened(book)
    for day, audience, words in (("2026-04-01", ("acme",), "Alone."), ("2026-05-01", ("acme", "zenith"), "Both again.")):
        book.write(joint(book, *audience))
        book.sign(JOINT, CLIENT, today=date.fromisoformat(day))
        book.write({f"{JOINT}/refunds.md": f"# Refunds\n\nText.\n\n## Refunding\n\n{words}\n"})
        commit_on(book, day)
    book.write({f"{JOINT}/refunds.md": "# Refunds\n\nText.\n\n## Refunding\n\nAnd on.\n"})
    commit_on(book, "2026-05-02")
    days = [each[0] for each in told(book, "zenith") if each[1] == "Joint manual" and each[2] == "Refunds"]
    assert days == ["2026-05-02", "2026-03-05"]


def test_a_manual_without_an_approved_outline_tells_another_vendor_only_what_came_after_the_outline_named_it(book):
    book.write(
        {**joint(book, "acme", "zenith"), f"{JOINT}/index.md": book.text(f"{SHARED}/index.md"), f"{JOINT}/refunds.md": "# Refunds\n"}
    )
    commit_on(book, "2026-02-01")
    book.write({f"{JOINT}/refunds.md": "# Refunds\n\n## More\n\nText.\n"})
    commit_on(book, "2026-02-02")
    assert [each[0] for each in told(book, "zenith") if each[1] == "Joint manual"] == ["2026-02-02"]


def for_zenith_first(book, *, effective="2026-05-01"):
    """A manual in acme's own folder, for zenith alone, with a past; then for both."""
    book.write(joint(book, "zenith"))
    book.write(
        {
            f"{JOINT}/index.md": book.text(f"{SHARED}/index.md"),
            f"{JOINT}/refunds.md": "# Refunds\n\nText.\n\n## Zqsecret penalty\n\nOld.\n",
            f"{JOINT}/gone.md": "# Zqsecret gone page\n\nText.\n",
        }
    )
    book.sign(JOINT, CLIENT, today=date(2026, 2, 1), effective=date(2026, 2, 1), note="Zqsecret note")
    commit_on(book, "2026-02-01")
    (book.path / f"{JOINT}/gone.md").unlink()
    book.write({f"{JOINT}/refunds.md": "# Refunds\n\nText.\n"})
    commit_on(book, "2026-03-01")
    book.write(joint(book, "acme", "zenith"))
    book.sign(JOINT, CLIENT, today=date(2026, 4, 1), effective=date.fromisoformat(effective), note="Zqsecret no more")
    commit_on(book, "2026-04-01")


def after(book, day, words):
    book.write({f"{JOINT}/refunds.md": f"# Refunds\n\nText.\n\n## Refunding\n\n{words}\n"})
    commit_on(book, day)


def joint_days(book, audience, day=DAY):
    return [(each[0], each[2]) for each in told(book, audience, day) if each[1] == "Joint manual"]


def test_a_manual_in_a_vendors_own_folder_that_was_for_another_alone_tells_it_nothing_of_its_past(book, tmp_path):
    for_zenith_first(book)
    after(book, "2026-05-03", "New.")
    assert joint_days(book, "acme") == [("2026-05-03", "Refunds"), ("2026-04-01", "Version 2")]
    assert joint_days(book, "zenith")[-1][0] == "2026-02-01"
    assert sites(book, tmp_path / "sites", "acme") == {"acme": ()}
    assert where(tmp_path / "sites/acme", "zqsecret") == []
    assert "manuals/joint/refunds.html" in str(where(tmp_path / "sites/acme", "refunding"))


def test_a_vendor_is_told_nothing_of_its_own_folder_while_others_alone_work_by_it(book):
    for_zenith_first(book, effective="2026-04-01")
    for day, audience in (("2026-04-10", ("zenith",)), ("2026-04-20", ("acme", "zenith"))):
        book.write(joint(book, *audience))
        book.sign(JOINT, CLIENT, today=date.fromisoformat(day), effective=date.fromisoformat(day))
        commit_on(book, day)
        after(book, f"{day[:-1]}5", f"Since {day}.")
    assert joint_days(book, "acme") == [("2026-04-25", "Refunds"), ("2026-04-20", "Version 4"), ("2026-04-01", "Version 2")]


@pytest.mark.parametrize("day", ["2026-04-15", "2026-05-01"])
def test_an_outline_that_names_a_vendor_from_a_later_day_on_tells_it_nothing_of_the_days_before(book, tmp_path, day):
    for_zenith_first(book, effective="2026-05-01")
    after(book, "2026-04-10", "Zqsecret.")
    after(book, "2026-04-12", "No secret.")
    assert "Refunds" not in {title for _, title in joint_days(book, "acme", date.fromisoformat(day))}
    assert joint_days(book, "acme", date(2026, 4, 15)) == []


def test_an_outline_that_holds_from_a_day_before_it_was_filed_tells_nothing_of_the_days_between(book):
    for_zenith_first(book, effective="2026-02-02")
    after(book, "2026-05-03", "New.")
    for day in (date(2026, 2, 20), date(2026, 3, 20), DAY):
        assert {each for each in joint_days(book, "acme", day) if each[1] == "Refunds"} <= {("2026-05-03", "Refunds")}


@pytest.mark.parametrize("audience", [("acme", "zenith"), ("zenith", "acme")])
def test_an_outline_in_a_vendors_own_folder_that_nobody_approved_tells_it_only_what_came_after_it(book, audience):
    book.write({**joint(book, "zenith"), f"{JOINT}/index.md": book.text(f"{SHARED}/index.md"), f"{JOINT}/refunds.md": "# Zqsecret\n"})
    commit_on(book, "2026-02-01")
    book.write({**joint(book, *audience), f"{JOINT}/refunds.md": "# Refunds\n"})
    commit_on(book, "2026-02-10")
    after(book, "2026-02-11", "New.")
    assert joint_days(book, "acme") == [("2026-02-11", "Refunds")]


@pytest.mark.parametrize("approved", [True, False])
def test_a_manual_that_has_been_a_vendors_own_from_the_beginning_tells_it_all_of_it(book, approved):
    book.write({**joint(book, "acme"), f"{JOINT}/index.md": book.text(f"{SHARED}/index.md"), f"{JOINT}/refunds.md": "# Refunds\n"})
    commit_on(book, "2026-02-01")
    if approved:
        book.sign(JOINT, CLIENT, today=date(2026, 2, 5), effective=date(2026, 2, 5))
        commit_on(book, "2026-02-05")
    after(book, "2026-02-11", "New.")
    assert {("2026-02-11", "Refunds"), ("2026-02-01", "Refunds")} <= set(joint_days(book, "acme"))


def test_a_page_that_names_another_vendor_keeps_that_site_from_being_made_and_no_other(book, tmp_path):
    book.write({PAGE: book.text(PAGE) + "\nAcme Contact Centres Inc pays agents less.\n"})
    done = sites(book, tmp_path / "sites", "internal", "acme", "zenith")
    assert done["acme"] == done["internal"] == ()
    assert done["zenith"][0].startswith(
        f"{PAGE}:5:1: C064 the page vendors/zenith/manuals/support/refunds.md of the site for 'zenith' would show 'Acme Contact Centres'"
    )
    assert not (tmp_path / "sites/zenith").exists()
    book.write({PAGE: book.text(PAGE).replace("Acme Contact Centres Inc", "{{ vendor.name }}")})
    assert sites(book, tmp_path / "sites", "zenith") == {"zenith": ()}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ops-manuals/zenith/support/refunds.md", "![The screen with the reason](images/acme-screen.png)"),
        ("ops-manuals/zenith/support/refunds.md", "[The list](https://lists.example/acme/rates)"),
        ("ops-manuals/zenith/support/acme-rates.md", "# Rates"),
        (f"{SHARED}/refunds.md", "Zenith works at night."),
    ],
)
def test_no_channel_of_a_manual_brings_the_name_to_the_site(book, path, text):
    picture = next((book.path / "ops-manuals/zenith/support/images").iterdir())
    book.write({"ops-manuals/zenith/support/images/acme-screen.png": picture.read_bytes()})
    book.write({path: (book.text(path) if (book.path / path).exists() else "") + f"\n{text}\n"})
    reader = "zenith" if "zenith" in path else "acme"
    with pytest.raises(BookProblemsError, match=r"C064 .*the name of another vendor"):
        open_book(book.path, DAY).pages(reader)
    assert open_book(book.path, DAY).pages("internal")


def test_legal_can_let_a_name_stand_in_what_they_sign(book):
    outline = "ops-manuals/zenith/support/outline.yaml"
    book.write({PAGE: book.text(PAGE) + "\nAcme Contact Centres Inc takes over at night.\n"})
    waiver = "waivers:\n  - {rule: C064, at: refunds.md, words: Acme, reason: Both know each other., until: 2026-07-01}\n"
    book.write({outline: book.text(outline) + waiver})
    book.sign("ops-manuals/zenith/support", CLIENT, today=date(2026, 5, 1))
    assert open_book(book.path, DAY).pages("zenith")
    with pytest.raises(BookProblemsError):
        open_book(book.path, date(2026, 7, 2)).pages("zenith")


def test_a_vendor_may_read_of_another_that_its_own_signed_agreement_names(book):
    msa = "contracts/zenith/msa"
    book.change(f"{msa}/agreement.md", "keeps secrets", "keeps secrets that Acme Contact Centres Inc hands over")
    book.sign(msa, CLIENT, "counsel@zenith.example", today=date(2026, 5, 1), note="Acme Contact Centres Inc hands over its secrets")
    book.write({PAGE: book.text(PAGE) + "\nAsk Acme Contact Centres Inc.\n"})
    assert open_book(book.path, DAY).pages("zenith")


def test_the_note_of_an_outline_that_names_another_vendor_is_not_told(book):
    outline = "ops-manuals/zenith/support/outline.yaml"
    book.write({outline: book.text(outline).replace("How agents work", "How all agents work")})
    book.sign("ops-manuals/zenith/support", CLIENT, today=date(2026, 5, 1), note="As at Acme Contact Centres Inc")
    commit_on(book, "2026-05-01")
    version = next(each for each in told(book, "zenith") if each[2] == "Version 2" and each[1] == "Support manual")
    assert version[3] == "The outline of the manual changed."


def test_a_name_that_once_stood_on_a_page_is_told_in_general_words_and_stops_nothing(book, tmp_path):
    book.write({PAGE: book.text(PAGE) + "\n## Acme at night\n\nText.\n"})
    commit_on(book, "2026-02-01")
    book.write({PAGE: book.text(PAGE).replace("Acme at night", "At night")})
    commit_on(book, "2026-02-02")
    assert {each[2:] for each in told(book, "zenith") if each[0].startswith("2026-02")} == {("Support manual", "A page changed.")}
    assert sites(book, tmp_path / "sites", "zenith") == {"zenith": ()}
    assert where(tmp_path / "sites/zenith", "acme") == []


def test_news_of_a_page_that_named_another_vendor_and_is_gone_says_what_happened_on_its_day(book):
    path, moved = "ops-manuals/zenith/support/night.md", "ops-manuals/zenith/support/day.md"
    for day, text in (
        ("2026-02-01", f"# Acme at night\n\n{ROUTINE}\n"),
        ("2026-02-03", f"# Acme at night\n\n{ROUTINE}\n\n## Acme by day\n\nText.\n"),
    ):
        book.write({path: text})
        commit_on(book, day)
    (book.path / path).rename(book.path / moved)
    commit_on(book, "2026-02-05")
    (book.path / moved).unlink()
    commit_on(book, "2026-02-07")
    assert {(each[0], each[3]) for each in told(book, "zenith") if each[0].startswith("2026-02")} == {
        ("2026-02-01", "A new page."),
        ("2026-02-03", "A page changed."),
        ("2026-02-07", "A page was removed."),
    }
    assert all("Acme" not in str(each) for each in told(book, "zenith"))


def test_the_description_of_a_vendors_site_is_its_own(book):
    book.write({"mkdocs.yml": "site_name: Contracts\nsite_description: Globex with Acme and Zenith\n"})
    assert read_settings(book.path, "zenith", "Globex").description.startswith("What was agreed with Globex")
    assert read_settings(book.path, "internal", "Globex").description == "Globex with Acme and Zenith"


def test_a_vendor_is_not_told_to_run_what_it_does_not_have(book):
    source = open_book(book.path, DAY)
    for vendor, person in (("acme", VENDOR), ("zenith", "counsel@zenith.example")):
        meta = next(each.meta for each in source.pages(vendor) if each.path == f"vendors/{vendor}/msa.md")
        labels = {fact.label for fact in meta.proof}
        assert {f"Key of {person}", "Check it yourself", "Sealed record"} <= labels
        assert not {"Check the whole book", "The root digest", "Where it lies in the book"} & labels


def test_a_site_of_a_past_day_shows_a_vendor_no_manual_that_it_may_not_read_today(book, tmp_path, monkeypatch):
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: DAY)
    outline = f"{SHARED}/outline.yaml"
    book.change(outline, "audience: [acme, zenith]\n", "")
    book.sign(SHARED, CLIENT, today=date(2026, 4, 1), effective=date(2026, 4, 1))
    book.write({f"{SHARED}/refunds.md": "# Refunds\n\nlateralsecret of one vendor.\n"})
    commit_on(book, "2026-05-01")
    for day in (date(2026, 3, 1), DAY):
        found = {vendor: str([each.markdown for each in open_book(book.path, day).pages(vendor)]) for vendor in ("acme", "zenith")}
        assert "lateralsecret" in found["acme"]
        assert "lateralsecret" not in found["zenith"]


def test_a_site_of_a_day_to_come_shows_a_manual_only_to_who_reads_it_today(book, monkeypatch):
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: date(2026, 2, 20))
    book.write(joint(book, "acme"))
    book.write({f"{JOINT}/index.md": book.text(f"{SHARED}/index.md"), f"{JOINT}/refunds.md": "# Refunds\n\nlateralsecret\n"})
    book.sign(JOINT, CLIENT, today=date(2026, 2, 1))
    book.write(joint(book, "acme", "zenith"))
    book.sign(JOINT, CLIENT, today=date(2026, 2, 2), effective=date(2026, 3, 1))
    assert "lateralsecret" not in str([each.markdown for each in open_book(book.path, DAY).pages("zenith")])
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: date(2026, 3, 1))
    assert "lateralsecret" in str([each.markdown for each in open_book(book.path, DAY).pages("zenith")])
