"""Walks that the site is made for, in a real browser: a vendor on a phone, a vendor who wants to know what comes, legal who wants proof."""

from __future__ import annotations

import re
import subprocess
import zipfile

import pytest
from browsing import until
from icalendar import Calendar
from sample_book import pactbook, words
from searching import ask

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
DEVICES = pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
SOW = "vendors/quillmark/sow-finance-accounting"
CHANGED = "99.97 %"
"""What version 2 of the sample's finance SOW makes of the target of payment accuracy."""


@pytest.fixture
def on(browser):
    """Open a page on a device; several in one test."""
    contexts = []

    def opened(device, address, **more):
        contexts.append(browser.new_context(**device, **more))
        page = contexts[-1].new_page()
        page.goto(address)
        until(page, "!document.documentElement.classList.contains('no-js')")
        return page

    yield opened
    for context in contexts:
        context.close()


def press(page, locator):
    """What a finger or a mouse does."""
    locator.scroll_into_view_if_needed()
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        locator.tap()
    else:
        locator.click()


def follow(page, link):
    """Follow a link, and wait for the page that it leads to."""
    href = link.get_attribute("href").partition("#")[0].rpartition("/")[2]
    press(page, link)
    page.wait_for_url(f"**/{href}**")
    until(page, "!document.documentElement.classList.contains('no-js')")


def in_sight(page, locator):
    """Whether all or the beginning of an element stands on the screen below the header."""
    page.wait_for_timeout(300)
    box, header = locator.bounding_box(), page.locator(".md-header").bounding_box()
    return header["y"] + header["height"] - 1 <= box["y"] < page.viewport_size["height"]


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def fact(page, label):
    return page.locator(".pb-facts dl > div", has=page.get_by_text(label, exact=True)).locator("dd")


def test_a_vendor_finds_the_refund_step_on_a_phone(on, site):
    page = on(PHONE, f"file://{site.parent}/brightline/index.html")
    ask(page, "refund over limit", touch=True)
    page.locator(".md-search-result__item").first.locator("a[href*='#who-may-refund']").tap()
    page.wait_for_url("**/refunds.html**#who-may-refund")
    assert in_sight(page, page.locator("#who-may-refund"))
    assert fits(page)
    card = page.locator("table tbody tr").first
    assert in_sight(page, card)
    assert words(card.inner_text()) == "up to EUR 60.00 agent refund screen, reason code, no approval"
    labels = card.locator("td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    assert '"who decides"' in labels
    assert page.locator(".pb-basis a").first.get_attribute("href").endswith("sow-customer-support.html")


@DEVICES
@pytest.mark.parametrize("start", ["index.html", "scorecard.html"])
def test_a_vendor_follows_a_service_level_to_its_clause(on, site, device, start):
    page = on(device, f"file://{site.parent}/brightline/vendors/brightline/{start}")
    row = page.locator("tr", has=page.get_by_role("link", name="First contact resolution", exact=True)).first
    target = re.search(r"\d+(?:\.\d+)? %", row.inner_text()).group()
    follow(page, row.get_by_role("link", name="First contact resolution", exact=True))
    assert page.url.endswith("sow-customer-support.html#service-levels.fcr")
    heading = page.locator("[id='service-levels.fcr']")
    assert in_sight(page, heading)
    assert words(heading.inner_text()).startswith("Part 1. First contact resolution")
    assert target in words(page.locator("[id='service-levels.fcr'] ~ *").first.inner_text())
    assert page.locator(".pb-chip").first.inner_text() == "In force"
    assert fits(page)


@DEVICES
def test_a_vendor_sees_what_comes_in_february(on, site, device):
    page = on(device, f"file://{site.parent}/quillmark/index.html")
    assert "1 February 2027" in words(page.locator("tr", has_text="Version 2 takes effect").first.inner_text())
    follow(page, page.locator("tr", has_text="Version 2 takes effect").last.get_by_role("link").last)
    assert page.locator(".pb-standing .pb-chip").inner_text() == "In force"
    assert "Version 1" in words(page.locator(".pb-standing").inner_text())
    assert CHANGED not in words(page.locator(".pb-body").inner_text())
    assert words(fact(page, "What comes next").inner_text()).startswith(
        "Version 2 takes effect on 1 February 2027: Raises the target of payment accuracy to 99.97 %"
    )
    follow(page, fact(page, "What comes next").get_by_role("link"))
    rows = page.locator("tbody tr")
    assert [words(each.inner_text()).split()[:3] for each in rows.all()] == [["Version", "2", "Scheduled"], ["Version", "1", "In"]]
    follow(page, rows.first.get_by_role("link", name="What changed, word by word"))
    assert CHANGED.split(maxsplit=1)[0] in " ".join(page.locator("ins").all_inner_texts())
    assert "99.95" in " ".join(page.locator("del").all_inner_texts())
    assert fits(page)
    page.go_back()
    follow(page, page.locator("tbody tr").first.get_by_role("link", name="Version 2", exact=True))
    assert page.locator(".pb-standing .pb-chip").inner_text() == "Scheduled from 1 February 2027".replace(" ", "\u00a0").replace(
        "Scheduled\u00a0from\u00a0", "Scheduled from "
    )
    assert CHANGED in words(page.locator(".pb-body").inner_text())
    assert "It binds from its day on" in page.locator(".pb-note").inner_text()


def test_the_calendar_that_a_vendor_takes_along_has_the_day(on, site):
    page = on(DESKTOP, f"file://{site.parent}/quillmark/key-dates.html")
    assert "Version 2 takes effect" in page.locator("tr", has_text="1\u00a0February\u00a02027").first.inner_text()
    link = page.get_by_role("link", name="Add these dates to your calendar")
    events = Calendar.from_ical((site.parent / "quillmark" / link.get_attribute("href")).read_bytes()).walk("VEVENT")
    days = {str(event["summary"]): event.decoded("dtstart").isoformat() for event in events}
    assert days["Version 2 takes effect: Statement of work for finance and accounting"] == "2027-02-01"


@pytest.fixture(scope="module")
def record(site, tmp_path_factory):
    """The sealed record, downloaded as a vendor does and unzipped."""
    return site.parent / "quillmark", tmp_path_factory.mktemp("record")


def test_a_vendor_verifies_the_sealed_record_with_plain_ssh_keygen(on, record):
    folder, scratch = record
    page = on(DESKTOP, f"file://{folder}/{SOW}.html")
    page.locator("details.pb-proof > summary").click()
    proof = page.locator("details.pb-proof")
    link = proof.get_by_role("link", name=re.compile("Download it"))
    assert link.is_visible()
    shown = set(re.findall(r"SHA256:[\w+/]{43}", proof.inner_text()))
    assert len(shown) == 2
    [download] = folder.rglob(link.get_attribute("href").rpartition("/")[2])
    with zipfile.ZipFile(download) as zipped:
        zipped.extractall(scratch)
    [readme] = scratch.rglob("README.txt")
    linux = readme.read_text(encoding="utf-8").partition("On Linux")[2].partition("On macOS")[0]
    commands = [line.strip() for line in linux.splitlines() if line.startswith("    ")]
    where = scratch / commands[0].removeprefix("cd ")
    checks = [command for command in commands if command.startswith("ssh-keygen")]
    assert len(checks) == 2
    said = [_run(command, where) for command in checks]
    assert [each.returncode for each in said] == [0, 0]
    assert {re.search(r"SHA256:[\w+/]{43}", each.stdout).group() for each in said} == shown
    assert all("Good" in each.stdout for each in said)
    [sums] = [command for command in commands if command.startswith("sed")]
    assert _run(sums, where).returncode == 0
    with (where / "files/agreement.md").open("a", encoding="utf-8") as agreement:
        agreement.write("One word more.\n")
    assert _run(sums, where).returncode != 0
    with (where / "statement.txt").open("a", encoding="utf-8") as statement:
        statement.write("\n")
    assert _run(checks[0], where).returncode != 0


def _run(command, folder):
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("sight", ["no colours", "forced colours", "dark"])
def test_legal_tells_deletions_from_insertions_without_colour(on, site, sight):
    more = {"forced colours": {"forced_colors": "active"}, "dark": {"color_scheme": "dark"}}.get(sight, {})
    page = on(DESKTOP, f"file://{site}/{SOW}-v2-changes.html", **more)
    if sight == "no colours":
        page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    lines = "marks => marks.map(mark => getComputedStyle(mark).textDecorationLine)"
    assert set(page.locator(".pb-body del").evaluate_all(lines)) == {"line-through"}
    assert set(page.locator(".pb-body ins").evaluate_all(lines)) == {"underline"}
    said = words(page.locator(".pb-body").inner_text())
    assert "Underlined is new, struck through is gone" in said
    assert re.search(r"\d+ passages? changed", said)
    changed = page.locator(".pb-redline-text").first
    assert "99.95" in " ".join(changed.locator("del").all_inner_texts())
    assert "99.97" in " ".join(changed.locator("ins").all_inner_texts())
    assert not page.locator("ins a, del a").count()


@pytest.mark.parametrize(
    ("day", "status", "version", "timeline"),
    [
        ("2027-03-01", "In force", "Version 2", ["In force", "Superseded"]),
        ("2026-06-01", "In force", "Version 1", ["Scheduled", "In force"]),
        ("2025-06-01", "Scheduled from 1\u00a0January\u00a02026", "Version 1", ["Scheduled", "Scheduled"]),
    ],
)
def test_the_book_as_of_another_day(on, book, tmp_path, day, status, version, timeline):
    done = pactbook(book, "build", "--audience", "quillmark", "--as-of", day, "--out", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "quillmark"
    page = on(DESKTOP, f"file://{site}/{SOW}.html")
    assert page.locator(".pb-standing .pb-chip").inner_text() == status
    assert version in words(page.locator(".pb-standing").inner_text())
    assert (CHANGED in words(page.locator(".pb-body").inner_text())) == (version == "Version 2")
    page.goto(f"file://{site}/{SOW}-versions.html")
    assert page.locator("tbody .pb-chip").all_inner_texts() == timeline
    if timeline[1] == "Scheduled":
        called = [path for path in site.rglob("*.html") if "In force</span>" in path.read_text(encoding="utf-8")]
        assert called == []
