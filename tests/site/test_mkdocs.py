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
from sample_book import copy_book, environment
from test_images import MANUAL, SHOWN, png

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
