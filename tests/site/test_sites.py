"""The sites of a book, one for each audience: what is built, what is left, and what stays when something fails."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from sample_book import copy_book, pactbook

from books import OUTLINE, PAGE, SOW, small_book
from pactbook.problems import PactbookError
from pactbook.site.building.build import swap
from pactbook.site.building.executors import Elsewhere, Here, executor_for
from pactbook.site.building.sites import Work, audiences, build_sites
from pactbook.site.engine.workshop import workshop
from pactbook.site.page import Page
from pactbook.site.reading.memory import Memory
from pactbook.site.reading.source import read_book
from pactbook.site.settings import read_settings
from pactbook.site.views.parts import Part
from pactbook.trees import placing


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path / "book")


@pytest.fixture(scope="module")
def big_book(tmp_path_factory):
    """The sample book and its sites: several vendors, some hundred pages."""
    root = copy_book(tmp_path_factory.mktemp("big") / "book")
    sites = root.parent / "sites"
    done = pactbook(root, "build", "--out", str(sites), "--jobs", "2")
    assert (sites / "quillmark" / "index.html").is_file(), done.stdout + done.stderr
    return SimpleNamespace(root=root, built=sites)


def built(book, out, names=("acme",), work=None):
    source = read_book(book.root)
    return list(build_sites(source, out, names, lambda name: read_settings(book.root, name, "Globex"), work or Work(Here())))


def test_each_audience_has_its_folder(book):
    book.run("build", "--jobs", "1")
    assert sorted(path.name for path in (book.root / "site").iterdir()) == [".pactbook", "acme", "internal"]
    assert "2 sites in" in book.printed
    assert (book.root / "site/acme/index.html").is_file()


def test_one_audience_alone(book):
    book.run("build", "--audience", "acme")
    assert (book.root / "site/acme/index.html").is_file()
    assert not (book.root / "site/internal").exists()


def test_an_audience_that_does_not_exist_is_an_error_that_names_the_others(book):
    assert book.run("build", "--audience", "acne") == 2
    assert "no audience 'acne' (did you mean 'acme'?). The audiences are: internal, acme." in book.printed


def test_what_has_not_changed_is_not_built_again(book, tmp_path):
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [False]
    before = (tmp_path / "site/acme/index.html").stat().st_mtime_ns
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [True]
    assert (tmp_path / "site/acme/index.html").stat().st_mtime_ns == before


def test_what_has_changed_is_built_again(book, tmp_path):
    built(book, tmp_path / "site")
    book.append(PAGE, "\nA new line for agents.\n")
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [False]
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "site/acme").rglob("*.html"))
    assert "A new line for agents." in pages


@pytest.mark.parametrize("how", ["altered", "removed", "added"])
def test_a_site_that_somebody_touched_is_built_again(book, tmp_path, how):
    built(book, tmp_path / "site")
    page = tmp_path / "site/acme/index.html"
    if how == "altered":
        page.write_text("something else", encoding="utf-8")
    elif how == "removed":
        page.unlink()
    else:
        (tmp_path / "site/acme/extra.html").write_text("planted", encoding="utf-8")
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [False]
    assert "something else" not in page.read_text(encoding="utf-8")
    assert not (tmp_path / "site/acme/extra.html").exists()


def test_afresh_builds_it_anyway(book, tmp_path):
    built(book, tmp_path / "site")
    assert [done.unchanged for done in built(book, tmp_path / "site", work=Work(Here(), afresh=True))] == [False]


def files_of(place):
    """Every file of a site with its bytes."""
    return {path.relative_to(place): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def hears_interruptions():
    """What a shell starts in the background does not hear Ctrl-C, nor does what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Worker:
    """`pactbook build` in a process of its own with two workers, stopped while they print."""

    def __init__(self, book, out):
        command = [sys.executable, "-m", "pactbook", "--root", str(book), "build", "--out", str(out), "--jobs", "2", "--afresh"]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=hears_interruptions,  # noqa: PLW1509 - this process has no threads of its own
        )
        self.out = out

    def until_printing(self):
        """Wait until a new page lies on a bench; the workers' numbers."""
        end = time.monotonic() + 120
        while not any((self.out / ".pactbook" / "work").rglob("*.html")):
            assert time.monotonic() < end
            assert self.process.poll() is None, self.process.communicate()[0]
            time.sleep(0.01)
        return self.children()

    def children(self):
        """The processes that it started, those that they started, and so on."""
        found = [self.process.pid]
        for number in found:
            found += children_of(number)
        return found[1:]


def children_of(number):
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def forking(number):
    """Whether a process is the one that the workers of a whole build are forked from."""
    return b"multiprocessing.forkserver" in Path(f"/proc/{number}/cmdline").read_bytes()


def gone(number):
    """Whether a process has ended; one that nobody has waited for counts as ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_build_leaves_the_last_good_sites_and_nothing_that_grows(big_book, tmp_path, how):
    out = tmp_path / "sites"
    shutil.copytree(big_book.built, out)
    before = files_of(out / "internal")
    worker = Worker(big_book.root, out)
    children = worker.until_printing()
    worker.process.send_signal(how)
    assert worker.process.wait(60) != 0
    worker.process.stdout.close()
    assert files_of(out / "internal") == before
    end = time.monotonic() + 30
    while not all(map(gone, children)):
        assert time.monotonic() < end, "workers outlive the build"
        time.sleep(0.05)
    if how != signal.SIGKILL:
        assert not (out / ".pactbook" / "work").exists()
    done = pactbook(big_book.root, "build", "--out", str(out), "--audience", "internal")
    assert "internal: " in done.stdout, done.stdout + done.stderr
    assert files_of(out / "internal") == before
    assert not (out / ".pactbook" / "work").exists()
    assert sorted(path.name for path in out.iterdir()) == [".pactbook", "brightline", "corvane", "internal", "quillmark"]


@pytest.mark.parametrize("workers", [True, False], ids=["the workers", "what they come from"])
def test_a_worker_that_is_killed_is_an_error_that_names_the_site(big_book, tmp_path, workers):
    out = tmp_path / "sites"
    shutil.copytree(big_book.built, out)
    before = files_of(out / "internal")
    worker = Worker(big_book.root, out)
    origin = next(child for child in worker.until_printing() if forking(child) and children_of(child))
    for child in children_of(origin) if workers else [origin]:
        os.kill(child, signal.SIGKILL)
    said, _ = worker.process.communicate(timeout=120)
    assert worker.process.returncode == 2
    assert "the site of 'internal' was not built, the last good one is still in place" in said
    assert "the process that built the site of 'internal' ended before it was done" in said
    assert "Traceback" not in said
    assert files_of(out / "internal") == before


def test_the_process_that_others_are_forked_from_is_ready_to_print_and_to_compare():
    code = (
        "import pactbook.site.building.ready; from pactbook.site.comparison import styles; from pactbook.site.engine import press, printing; "
        "print(styles.judge.cache_info().currsize, printing.renderer.cache_info().currsize, press._environment.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1", "1"]


def test_there_is_a_site_at_every_moment_while_a_new_one_takes_its_place(tmp_path):
    """A build that is killed, and a server that answers meanwhile, find the one or the other."""
    out, bench, missed, over = tmp_path / "site", tmp_path / "bench", [], threading.Event()
    for folder in (out, bench):
        folder.mkdir()
    (out / "index.html").write_text("0", encoding="utf-8")

    def watch():
        while not over.is_set():
            missed.extend([out] if not (out / "index.html").exists() else ())

    watcher = threading.Thread(target=watch)
    watcher.start()
    for number in range(1, 500):
        (bench / "site").mkdir()
        (bench / "site" / "index.html").write_text(str(number), encoding="utf-8")
        swap(bench / "site", out, bench)
    over.set()
    watcher.join()
    assert (out / "index.html").read_text(encoding="utf-8") == "499"
    assert missed == []
    assert list(bench.iterdir()) == []


@pytest.mark.parametrize("there", [True, False])
def test_where_two_folders_cannot_be_exchanged_the_new_site_comes_by_renames(tmp_path, monkeypatch, there):
    monkeypatch.setattr(placing, "swap", lambda *_: False)
    out, bench = tmp_path / "site", tmp_path / "bench"
    for folder in (*((out,) if there else ()), bench / "site"):
        folder.mkdir(parents=True)
        (folder / folder.parent.name).write_text(folder.parent.name, encoding="utf-8")
    swap(bench / "site", out, bench)
    assert [path.name for path in out.iterdir()] == ["bench"]
    assert list(bench.iterdir()) == []


def test_two_builds_at_once_into_one_folder_are_refused(book, tmp_path):
    with workshop(tmp_path / "site"), pytest.raises(PactbookError, match="another build is writing"):
        built(book, tmp_path / "site")


def test_a_killed_build_that_left_half_a_site_is_cleaned_up(book, tmp_path):
    litter = tmp_path / "site" / ".pactbook" / "work" / "old" / "acme" / "site"
    litter.mkdir(parents=True)
    (litter / "index.html").write_text("half", encoding="utf-8")
    built(book, tmp_path / "site")
    assert not litter.exists()


def test_processes_build_the_same_as_one(book, tmp_path):
    built(book, tmp_path / "one", ("internal", "acme"))
    with executor_for(None, 2) as pool:
        built(book, tmp_path / "two", ("internal", "acme"), Work(pool, 2))
    files = [
        {path.relative_to(root): path.read_bytes() for path in root.glob("[a-z]*/**/*") if path.is_file()}
        for root in (tmp_path / "one", tmp_path / "two")
    ]
    assert files[0]
    assert files[0] == files[1]


def test_audiences_are_the_client_and_its_vendors(book):
    source = read_book(book.root)
    assert audiences(source) == ("internal", "acme")
    assert audiences(source, ["acme", "acme"]) == ("acme",)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "dask://", "dask://host", "spark://h:1"])
def test_an_executor_that_is_none(address):
    with pytest.raises(PactbookError, match="write dask://HOST:PORT"), executor_for(address, 1):
        pass


def test_no_stage_remains(book, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    built(book, tmp_path / "site", ("internal", "acme"))
    assert list(scratch.iterdir()) == []


@pytest.fixture(scope="module")
def cluster():
    """A Dask cluster whose workers are processes of their own; a worker that dies is not tried again."""
    import dask
    import distributed

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made,
    ):
        yield made.scheduler_address.replace("tcp://", "dask://")


def test_a_cluster_builds_the_same_and_is_given_no_folder_of_this_machine(book, tmp_path, cluster, monkeypatch):
    asked = []
    submit = Elsewhere.submit
    monkeypatch.setattr(Elsewhere, "submit", lambda self, job, batch: asked.append(pickle.dumps(batch)) or submit(self, job, batch))
    built(book, tmp_path / "one", ("internal", "acme"))
    with executor_for(cluster, 1) as executor:
        done = built(book, tmp_path / "two", ("internal", "acme"), Work(executor, 2))
        assert [each.problems for each in done] == [(), ()]
        again = built(book, tmp_path / "two", ("internal", "acme"), Work(executor, 2))
    assert [each.unchanged for each in again] == [True, True]
    for name in ("internal", "acme"):
        assert files_of(tmp_path / "one" / name) == files_of(tmp_path / "two" / name)
    assert len(asked) == 2
    assert not any(str(tmp_path).encode() in each for each in asked)


def test_a_broken_link_on_a_cluster_is_told_as_at_home(book, tmp_path, cluster, monkeypatch):
    page = Page("b.md", "B", "# B\n\n[gone](gone.md)\n", "manual-page")
    part = Part("", "", lambda: [Page("index.md", "H", "# H\n", "home", nav=("H",)), page])
    monkeypatch.setattr("pactbook.site.reading.source.Source.each_part", lambda _self, _name: [part])
    with executor_for(cluster, 1) as executor:
        (done,) = built(book, tmp_path / "sites", work=Work(executor, 2))
    assert done.problems == ("b.md: contains a link 'gone.md', but the target is not found among the pages of this site.",)
    assert not (tmp_path / "sites" / "acme").exists()


class Killing(Elsewhere):
    """A cluster on which every job kills its worker."""

    def submit(self, _fn, /, *_args, **_kwargs):
        return super().submit(os._exit, 1)


def test_a_worker_of_a_cluster_that_dies_is_an_error_that_names_the_site(book, tmp_path, cluster):
    built(book, tmp_path / "sites")
    before = files_of(tmp_path / "sites" / "acme")
    book.append(PAGE, "\nMore.\n")
    with executor_for(cluster, 1) as executor:
        (done,) = built(book, tmp_path / "sites", work=Work(Killing(executor._inner), 1))
    assert "the process that built the site of 'acme' ended before it was done" in done.problems[0]
    assert files_of(tmp_path / "sites" / "acme") == before


def test_no_scheduler_at_the_address_is_said():
    with pytest.raises(PactbookError, match=r"no Dask scheduler answers at 127\.0\.0\.1:9"), executor_for("dask://127.0.0.1:9", 1):
        pass


def test_what_was_read_before_is_not_read_again_and_gives_the_same_pages(book, tmp_path, monkeypatch):
    memory = tmp_path / "memory"
    first = {name: read_book(book.root, memory=Memory(memory)).pages(name) for name in ("internal", "acme")}
    assert any((memory / "readings").rglob("*"))
    monkeypatch.setattr("pactbook.manuals.page._link", lambda _work: pytest.fail("a page was worked out again"))
    again = {name: read_book(book.root, memory=Memory(memory)).pages(name) for name in ("internal", "acme")}
    assert again == first


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [(PAGE, "\n", "\nMore words.\n"), (SOW, "GBP 60.00", "GBP 70.00"), (OUTLINE, "title:", "title: New")],
)
def test_what_changed_is_read_again(book, tmp_path, path, old, new):
    read_book(book.root, memory=Memory(tmp_path / "memory"))
    book.write(path, book.read(path).replace(old, new, 1))
    book.run("assemble")
    with_memory = read_book(book.root, memory=Memory(tmp_path / "memory"))
    without = read_book(book.root)
    for name in ("internal", "acme"):
        assert with_memory.pages(name) == without.pages(name)


def test_a_page_with_a_fault_is_told_each_time(book, tmp_path):
    book.append(PAGE, "\n[gone](gone.md)\n")
    for _ in range(2):
        with pytest.raises(PactbookError, match=r"there is no page 'gone\.md'"):
            read_book(book.root, memory=Memory(tmp_path / "memory"))
