"""What the benchmark of sites runs: this engine, plain mkdocs-material and hugo on the same pages, each as whole processes."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pactbook.site.page import Page

ROOT = Path(__file__).resolve().parent.parent
_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.05  # seconds between two looks at the memory
_MKDOCS = "site_name: Measured\ntheme:\n  name: material\n"
_HUGO = 'baseURL = "http://localhost/"\ntitle = "Measured"\n[markup.goldmark.renderer]\nunsafe = true\n'
_SINGLE = "<!doctype html><html><head><title>{{ .File }}</title></head><body>{{ .Content }}</body></html>\n"
_LIST = (
    "<!doctype html><html><head><title>{{ .File }}</title></head>"
    "<body>{{ .Content }}<ul>{{ range .Pages }}<li><a href='{{ .RelPermalink }}'>{{ .File }}</a></li>{{ end }}</ul></body></html>\n"
)


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds on the wall and of the processors, and the most memory of all its processes together, in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a program to its end; it must end well (1 is well for this engine, where the unsigned book does not verify)."""
    _adopt()
    peak = [0.0]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": _path()}
    )
    watching = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
    watching.start()
    said = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    watching.join()
    seconds = usage.ru_utime + usage.ru_stime + _left_behind()
    if process.returncode not in {0, 1} or b"Traceback" in said:
        message = f"{command[0]} ended with {process.returncode}:\n{said.decode()[-3000:]}"
        raise SystemExit(message)
    return Run(wall, seconds, peak[0])


def _adopt() -> None:
    """Become the parent of processes whose own is gone, so that what they took is told here."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER of Linux


def _left_behind() -> float:
    """Seconds of the processors that processes took which nobody waited for."""
    seconds = 0.0
    while True:
        try:
            _, _, usage = os.wait3(0)
        except ChildProcessError:
            return seconds
        seconds += usage.ru_utime + usage.ru_stime


def _path() -> str:
    return os.pathsep.join((str(ROOT / "generator"), str(ROOT / "hooks")))


def _watch(pid: int, peak: list[float]) -> None:
    while Path(f"/proc/{pid}").exists():
        peak[0] = max(peak[0], _memory(pid))
        time.sleep(_EVERY)


def _memory(pid: int) -> float:
    """MB of a process and all that it started."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for task in Path(f"/proc/{pid}/task").iterdir():
            if task.name != str(pid):
                children += (task / "children").read_text().split()
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * _PAGE / 1e6 + sum(_memory(int(child)) for child in children)


def pactbook(book: Path, out: Path) -> list[str]:
    """This engine, all sites of a book."""
    return [sys.executable, "-m", "pactbook", "--root", str(book), "build", "--out", str(out), "--jobs", "2"]


def mkdocs(pages: Iterable[Page], folder: Path) -> list[str]:
    """Plain mkdocs-material with default settings on the same markdown; the folder for the site is to be added."""
    shutil.rmtree(folder, ignore_errors=True)
    _write(pages, folder / "docs", "index.md")
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml"), "--site-dir"]


def hugo(pages: Iterable[Page], folder: Path) -> list[str]:
    """Hugo with a bare template on the same markdown; the folder for the site is to be added."""
    shutil.rmtree(folder, ignore_errors=True)
    _write(pages, folder / "content", "_index.md")
    (folder / "config.toml").write_text(_HUGO, encoding="utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(_SINGLE, encoding="utf-8")
    (layouts / "list.html").write_text(_LIST, encoding="utf-8")
    return ["hugo", "--quiet", "--source", str(folder), "--destination"]


def _write(pages: Iterable[Page], folder: Path, index: str) -> None:
    for page in pages:
        place = folder / page.path
        place = place.with_name(index) if place.name == "index.md" else place
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page.markdown, encoding="utf-8")
