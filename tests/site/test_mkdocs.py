"""MkDocs' own commands at the root of a book: a strict build, and a server that lives through mistakes."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest
from browsing import shown, until
from sample_book import copy_book, environment
from test_images import MANUAL, SHOWN, png

from pactbook.site import preview
from pactbook.site.printed import csp

WAIT = 60


class Server:
    """`mkdocs serve` on a book, and what it says."""

    def __init__(self, book, env):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, cwd=book, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines = []
        self._listener = threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True)
        self._listener.start()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        self.process.kill()
        self.process.wait()
        self._listener.join(5)
        self.process.stdout.close()

    def said(self):
        return "".join(self.lines)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=30) as answer:
            return answer.read()

    def until(self, reached):
        """Wait until `reached` says yes; the last words of the server otherwise."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            if reached():
                return
            assert self.process.poll() is None, self.said()[-3000:]
            time.sleep(0.1)
        pytest.fail(f"nothing happened: {self.said()[-3000:]}")

    def until_built(self, times):
        self.until(lambda: self.said().count("Reloading browsers") >= times)


@pytest.fixture
def book(tmp_path):
    """A small book of its own: the sample without two of its vendors, and an image."""
    book = copy_book(tmp_path / "book")
    for vendor in ("corvane", "quillmark"):
        shutil.rmtree(book / "contracts" / vendor)
        shutil.rmtree(book / "ops-manuals" / vendor)
    (book / MANUAL / "images").mkdir()
    (book / MANUAL / "images" / "refund-screen.png").write_bytes(png())
    replace(book / MANUAL / "refunds.md", "\n## ", "\n![The refund screen](images/refund-screen.png)\n\n## ")
    return book


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_strict_build_is_clean_and_has_the_images(book, tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=book, env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr + done.stdout
    site = book / "site" / "preview"
    assert (site / SHOWN / "images" / "refund-screen.png").read_bytes() == png()
    assert 'class="pb-button pb-suggest"' in (site / SHOWN / "refunds.html").read_text(encoding="utf-8")
    assert 'class="pb-button pb-suggest"' not in (site / "vendors" / "brightline" / "msa.html").read_text(encoding="utf-8")


def test_a_strict_build_of_a_broken_book_says_where(book, tmp_path):
    replace(book / MANUAL / "refunds.md", "](images/refund-screen.png)", "](images/refund-scren.png)")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=book, env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode != 0
    assert re.search(rf"{MANUAL}/refunds\.md:\d+:\d+: M001 .*did you mean 'images/refund-screen\.png'", done.stderr)
    assert "Traceback" not in done.stderr


def test_every_page_of_a_build_by_mkdocs_has_the_policy_of_a_published_one(book, tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=book, env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    pages = sorted((book / "site" / "preview").rglob("*.html"))
    assert len(pages) > 50
    assert [
        (page, list(csp.faults(page.read_text(encoding="utf-8")))) for page in pages if [*csp.faults(page.read_text(encoding="utf-8"))]
    ] == []


def test_a_preview_reloads_by_itself_and_runs_no_script_of_a_page(book, tmp_path, page):
    said, smuggled = (
        [],
        "<script>window.pwned = 1</script><script>window.pwned = 2; livereload(1, 2);</script><img src=x onerror='window.pwned = 3'>",
    )
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    server = Server(book, environment(tmp_path))
    home = f"http://127.0.0.1:{server.port}"
    try:
        server.until(lambda: "Serving on" in server.said())
        replace(book / MANUAL / "refunds.md", "\n## ", f"\n{smuggled}\n\n## ")
        server.until_built(1)
        for path in ("index.html", f"{SHOWN}/refunds.html", "vendors/brightline/msa.html"):
            shown(page).goto(f"{home}/{path}")
            assert page.evaluate("window.pwned") is None
        page.click(".md-search__input")
        page.keyboard.type("refund over limit")
        page.wait_for_selector(".md-search-result__item")
        assert said == []
        page.goto(f"{home}/{SHOWN}/refunds.html")
        shown(page)
        replace(book / MANUAL / "refunds.md", "\n## ", "\nA sentence about parcels.\n\n## ")
        page.get_by_text("A sentence about parcels.").wait_for(timeout=60_000)
        assert said == []

        def pierced(route):
            answer = route.fetch()
            route.fulfill(response=answer, body=answer.text().replace("</h1>", f"</h1>{smuggled}", 1))

        page.route(f"{home}/**/refunds.html", pierced)
        page.goto(f"{home}/{SHOWN}/refunds.html")
        until(shown(page), "() => document.querySelector('article img[onerror]') !== null")
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is None
        assert sum("Content Security Policy" in words for words in said) >= 3
        replace(book / MANUAL / "refunds.md", "A sentence about parcels.", "A sentence about letters.")
        page.get_by_text("A sentence about letters.").wait_for(timeout=60_000)
    finally:
        server.stop()


def test_only_the_script_for_reloading_that_stands_last_is_named_in_the_policy():
    html = csp.secured("a.html", None, '<html><head>\n<meta charset="utf-8"></head><body><p>words</p></body></html>')[0]
    reload = "<script>\nvar livereload = 1;\nlivereload(12, 34);\n</script>"
    for other in (html, html.replace("words", reload), html.replace("</body>", "<script>window.pwned = 1</script></body>"), "no page", ""):
        assert preview.reloading(other) == other
    named = preview.reloading(html.replace("</body>", f"{reload}</body>"))
    assert named.count("'sha256-") == html.count("'sha256-") + 1
    bare = "<html><body></body></html>".replace("</body>", f"{reload}</body>")
    assert preview.reloading(bare) == bare


def test_the_server_shows_changes_and_lives_through_mistakes(book, tmp_path):
    shutil.rmtree(book / "contracts" / "brightline" / "sow-back-office" / "signoffs")  # a draft: its files are what is shown
    server = Server(book, environment(tmp_path))
    try:
        server.until(lambda: "Serving on" in server.said())
        assert server.get(f"{SHOWN}/images/refund-screen.png") == png()

        replace(book / MANUAL / "refunds.md", "\n## ", "\nA sentence about parcels.\n\n## ")
        server.until_built(1)
        assert b"A sentence about parcels." in server.get(f"{SHOWN}/refunds.html")

        # A signed clause is shown as it was signed, whatever its file says now.
        replace(book / "clauses" / "publicity" / "v1.md", "title: ", "title: Quiet ")
        server.until_built(2)
        assert b"Quiet" not in server.get("clauses/publicity.html")
        replace(book / "clauses" / "publicity" / "v1.md", "title: Quiet ", "title: ")
        server.until_built(3)

        terms = book / "contracts" / "brightline" / "sow-back-office" / "terms.yaml"
        replace(terms, "summary:", "sumary:")
        server.until(
            lambda: re.search(r"contracts/brightline/sow-back-office/terms\.yaml:\d+:\d+: .*did you mean 'summary'", server.said())
        )
        assert "Traceback" not in server.said()
        replace(terms, "sumary:", "summary:")
        server.until_built(4)

        replace(terms, "summary:", "# a remark\nsummary:")
        server.until_built(5)
        (book / MANUAL / "images" / "refund-screen.png").write_bytes(png(80, 40))
        server.until_built(6)
        assert server.get(f"{SHOWN}/images/refund-screen.png") == png(80, 40)
    finally:
        server.stop()
