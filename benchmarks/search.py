"""What searching a large site costs: the search that the site has, Material's own, and pagefind, on the same pages in one run.

    .venv/bin/python benchmarks/search.py [--pages 1000] [--pagefind PROGRAM]

One vendor's site is made of manual pages of about 1,200 words; their sentences are those of the sample book in another order, so that words are
as frequent as in real manuals. A headless Chromium opens the front page over http and from its folder, with the processor slowed down to a quarter,
and asks one question; workers run in the page itself meanwhile, since a browser slows down nothing else. Shown are the processor's time that making
what is searched takes, the files that it adds, what the browser loads for the first question, the seconds to the first answer, to the answer of a further
question on the same page, and whether it works from a folder and under the policy that the pages name.
pagefind is no part of pactbook: name its program (`pip install pagefind_bin` brings one), or its line is left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "hooks"), str(ROOT)]

from playwright.sync_api import Error, sync_playwright

from benchmarks.books import VENDOR, make_book
from pactbook.site import search
from pactbook.site.building.build import build
from pactbook.site.engine.bodies import Renderer, sections_of
from pactbook.site.reading.source import read_book
from pactbook.site.settings import SiteSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUESTION, NEXT = "refund over limit", "late delivery"
SLOWER = 4
FEWEST = 4  # spaces in a sentence
PATIENCE, SETTLED = 240_000, 1000  # milliseconds
CHROMIUM = "/usr/bin/chromium"
IN_PAGE = """
window.Worker = class extends EventTarget {
  constructor(address) {
    super(); this.waiting = [];
    const frame = document.createElement("iframe"); frame.hidden = true; document.body.append(frame);
    const room = frame.contentWindow; room.importScripts = () => {};
    room.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
    const script = frame.contentDocument.createElement("script"); script.src = new URL(address, document.baseURI).href;
    script.onload = () => { this.room = room; this.waiting.splice(0).forEach((data) => this.postMessage(data)); };
    frame.contentDocument.head.append(script);
  }
  postMessage(data) {
    if (this.room) this.room.dispatchEvent(new this.room.MessageEvent("message", { data })); else this.waiting.push(data);
  }
};
"""
PAGEFIND = """async ([address, question]) => {
  const start = performance.now();
  window.pagefind = window.pagefind || await import(address);
  await pagefind.options({ noWorker: true });
  const found = await pagefind.search(question);
  const data = await Promise.all(found.results.slice(0, 5).map((each) => each.data()));
  return [(performance.now() - start) / 1000, data.length, data[0] ? data[0].url : ""];
}"""


@dataclass
class Found:
    """What was measured of one way to search; seconds and bytes, None for what does not work."""

    name: str
    build: float
    files: int
    loaded: int = 0
    first: float | None = None
    later: float | None = None
    folder: bool = False
    strict: bool = False


def sentences() -> list[str]:
    """The sentences of the sample's manuals and agreements."""
    found: dict[str, None] = {}
    for path in sorted([*(ROOT / "ops-manuals").rglob("*.md"), *(ROOT / "contracts").glob("*/*/agreement.md")]):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "|", "---", "!!!", "```")):
                plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|\{\{[^}]*\}\}|[*_`<>{}\[\]]", r"\1", line.strip(" -0123456789."))
                found.update(dict.fromkeys(each.strip() for each in re.split(r"(?<=[.?!])\s+", plain) if each.count(" ") >= FEWEST))
    return list(found)


def fill(manuals: Path) -> None:
    """Write real sentences into every page of the book's manuals."""
    chance, pool = random.Random(5), sentences()  # noqa: S311 - the same pages in every run, no secret
    for path in sorted(manuals.rglob("*.md")):
        title = path.read_text(encoding="utf-8").splitlines()[0]
        parts = [title, "## Who decides", _paragraph(pool, chance), "## Steps"]
        parts.append("\n".join(f"{step}. {chance.choice(pool)}" for step in range(1, 13)))
        for section in range(9):
            heading = " ".join(chance.choice(pool).split()[:5]).strip(",.:;")
            parts += [f"## Case {section + 1}: {heading}", _paragraph(pool, chance), _paragraph(pool, chance)]
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _paragraph(pool: list[str], chance: random.Random) -> str:
    return " ".join(chance.choices(pool, k=3))


class _Counting(SimpleHTTPRequestHandler):
    """Serves a folder and counts the bytes that it gives."""

    given: list[tuple[str, int]]

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Count what is given."""
        content = source.read()
        self.given.append((self.path, len(content)))
        outputfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """An address for the folder, and the sizes of the files that were given."""
    given: list[tuple[str, int]] = []
    handler = type("Handler", (_Counting,), {"given": given})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", given
    server.shutdown()
    server.server_close()


def ask_site(page: Any, question: str) -> float:
    """Seconds until the site's own search shows an answer."""
    page.click(".md-search__input")
    page.keyboard.press("Control+A")
    page.keyboard.press("Backspace")
    page.wait_for_selector(".md-search-result__item", state="detached", timeout=PATIENCE)
    page.keyboard.insert_text(question)
    start = time.monotonic()
    page.keyboard.press("Shift")
    page.wait_for_selector(".md-search-result__item", state="attached", timeout=PATIENCE)
    return time.monotonic() - start


def ask_pagefind(page: Any, question: str) -> float:
    """Seconds until pagefind has the first five answers."""
    seconds, count, _ = page.evaluate(PAGEFIND, [page.url.rpartition("/")[0] + "/pagefind/pagefind.js", question])
    if not count:
        raise Error(question)
    return float(seconds)


def measure(browser: Any, folder: Path, found: Found, ask: Any) -> Found:
    """Ask over http, without and with the policy that the pages name, and from the folder."""
    with served(folder) as (address, given):
        page = browser.new_context(bypass_csp=True).new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(IN_PAGE)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(f"{address}/index.html", wait_until="load")
        page.wait_for_timeout(SETTLED)
        before = sum(length for name, length in given if "search" not in name)
        start = time.monotonic()
        ask(page, QUESTION)
        found.first = time.monotonic() - start
        found.loaded = sum(length for _, length in given) - before
        found.later = ask(page, NEXT)
        page.context.close()
        found.strict = _works(browser, f"{address}/index.html", ask, bypass=False)
    found.folder = _works(browser, f"file://{folder}/index.html", ask, bypass=True)
    return found


def _works(browser: Any, address: str, ask: Any, *, bypass: bool) -> bool:
    page = browser.new_context(bypass_csp=bypass).new_page()
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(address, wait_until="load")
        page.wait_for_timeout(SETTLED)
        ask(page, QUESTION)
    except Error:
        return False
    finally:
        page.context.close()
    return True


def size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def material(site: Path, folder: Path) -> Path:
    """The same site with Material's own search: its worker, and its index of the same sections."""
    shutil.copytree(site, folder)
    docs = (folder / search.SECTIONS).read_bytes().removeprefix(search.VARIABLE)
    stub = json.loads((folder / search.MATERIAL).read_bytes())
    index = json.dumps({"config": stub["config"], "docs": json.loads(docs)}, separators=(",", ":"))
    (folder / search.MATERIAL).write_text(index, encoding="utf-8")
    (folder / search.MATERIAL).with_suffix(".js").write_text(f"var __index={index}", encoding="utf-8")
    (folder / search.SECTIONS).unlink()
    shutil.copytree(
        Path(str(resources.files("material"))) / "templates/assets/javascripts/workers",
        folder / "assets/javascripts/workers",
        dirs_exist_ok=True,
    )
    script = folder / "assets/pactbook/offline.js"
    script.write_text(script.read_text(encoding="utf-8").replace("assets/pactbook/search.js", "$&"), encoding="utf-8")
    return folder


def cutting(pages: list[Any]) -> float:
    """The processor's seconds in which the pages are cut into what the search reads."""
    renderer = Renderer()
    bodies = [(page, renderer.body(page).html) for page in pages]
    start = time.process_time()
    for page, body in bodies:
        search.entries(page, sections_of(body), page.title)
    return time.process_time() - start


def processor() -> float:
    """The processor's seconds of programs that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--pagefind", help="pagefind's program")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="pactbook-bench-") as scratch, sync_playwright() as playwright:
        book, site, bare = Path(scratch, "book"), Path(scratch, "site"), Path(scratch, "bare")
        book.mkdir()
        make_book(ROOT, book, arguments.pages)
        fill(book / "ops-manuals")
        pages = list(read_book(book).pages(VENDOR))
        for folder, wanted in ((bare, False), (site, True)):
            build(pages, folder, SiteSettings("Measured", search=wanted))
        made = cutting(pages)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        rows = [measure(browser, site, Found("the site's own", made, size(site / "search")), ask_site)]
        old = material(site, Path(scratch, "material"))
        rows.append(measure(browser, old, Found("Material's own", made, size(old / "search")), ask_site))
        if arguments.pagefind:
            start = processor()
            subprocess.run([arguments.pagefind, "--site", str(bare), "--root-selector", ".pb-body"], check=True, capture_output=True)
            took = processor() - start
            rows.append(measure(browser, bare, Found("pagefind", took, size(bare / "pagefind")), ask_pagefind))
        browser.close()
        shutil.rmtree(book)
    print(f"\n{arguments.pages:,} manual pages, {len(pages):,} pages in all\n")
    print(
        "| search | build, s | files, MB | loaded, MB | first answer, s | next, s | from a folder | strict policy |\n|---|---:|---:|---:|---:|---:|---|---|"
    )
    for row in rows:
        yes = ("no", "yes")
        print(
            f"| {row.name} | {row.build:.2f} | {row.files / 1e6:.2f} | {row.loaded / 1e6:.2f} | {row.first or 0:.2f} | {row.later or 0:.2f} "
            f"| {yes[row.folder]} | {yes[row.strict]} |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
