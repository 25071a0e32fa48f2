"""Headings in other scripts on the built site: links lead to them, from a folder and from an address, however their ids are written."""

from __future__ import annotations

import subprocess
import sys
import threading
from urllib.parse import quote

import pytest
from browsing import shown, until
from sample_book import AS_OF, copy_book, environment, pactbook
from searching import ask, place

from pactbook.site.serve import server

MANUAL = "ops-manuals/brightline/customer-support"
SHOWN = "vendors/brightline/manuals/customer-support"
IDS = ("возврат-средств", "退款流程", "استرداد-المبلغ", "résumé-des-règles", "हिन्दी-में")
HEADINGS = "".join(
    f"\n## {title}\n\n{'Words of the section. ' * 200}\n"
    for title in ("Возврат средств", "退款流程", "استرداد المبلغ", "Résumé des règles", "हिन्दी में")
)
LINKS = "".join(
    f"\n[plain {number}](refunds.md#{name}) and [quoted {number}](refunds.md#{quote(name)})\n" for number, name in enumerate(IDS)
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The sample book with headings in five scripts on one page, and links to them on another."""
    book = copy_book(tmp_path_factory.mktemp("scripts") / "book")
    for name, more in (("refunds.md", HEADINGS), ("escalation.md", LINKS)):
        page = book / MANUAL / name
        page.write_text(page.read_text(encoding="utf-8") + more, encoding="utf-8")
    return book


@pytest.fixture(scope="module")
def homes(book):
    """Where a vendor's built site stands: as a folder, and behind an address."""
    done = pactbook(book, "build", "--as-of", AS_OF, "--out", str(book / "site"), "--audience", "brightline")
    assert done.returncode == 0, done.stdout + done.stderr
    running = server(book / "site" / "brightline", 0)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield {"folder": f"file://{book}/site/brightline", "address": f"http://127.0.0.1:{running.server_port}"}
    running.shutdown()
    running.server_close()
    thread.join()


def is_at(page, name):
    """The heading is what the address names, and the browser has gone to it."""
    until(page, "name => { const found = document.querySelector(':target'); return found !== null && found.id === name }", name)
    until(page, "() => { const top = document.querySelector(':target').getBoundingClientRect().top; return top >= 0 && top < innerHeight }")


@pytest.mark.parametrize("kind", ["folder", "address"])
@pytest.mark.parametrize("number", range(len(IDS)))
def test_links_lead_to_the_heading(homes, page, kind, number):
    for words in ("plain", "quoted"):
        page.goto(f"{homes[kind]}/{SHOWN}/escalation.html")
        shown(page).get_by_role("link", name=f"{words} {number}").click()
        until(page, "() => location.pathname.endsWith('/refunds.html')")
        is_at(page, IDS[number])
    page.goto(f"{homes[kind]}/{SHOWN}/refunds.html")
    page.locator("nav.md-nav--secondary").get_by_role("link").nth(-len(IDS) + number).click()
    is_at(page, IDS[number])
    page.goto(f"{homes[kind]}/{SHOWN}/escalation.html#{quote('nowhere')}")
    page.goto(f"{homes[kind]}/{SHOWN}/refunds.html#{quote(IDS[number])}")
    is_at(page, IDS[number])


def test_the_search_leads_to_the_heading(homes, page):
    page.goto(f"{homes['folder']}/index.html")
    ask(shown(page), "Возврат ")  # the space is a key that is pressed, letters of another script are put in
    leads = [place(href) for href in page.locator(".md-search-result__item a").evaluate_all("links => links.map(link => link.href)")]
    assert f"customer-support/refunds.html#{quote(IDS[0])}" in leads
    page.goto(page.locator(".md-search-result__item a[href*='#']").first.evaluate("link => link.href"))
    is_at(page, IDS[0])


def test_a_strict_build_of_mkdocs_finds_every_heading(book, tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=book, env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr + done.stdout
