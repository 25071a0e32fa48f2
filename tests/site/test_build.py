from __future__ import annotations

import dataclasses
import http.client
import threading

import pytest
from conftest import SETTINGS
from hostile_pages import EVIL_WORDS
from sample_pages import pages

from pactbook.problems import PactbookError
from pactbook.site import plugin
from pactbook.site.building.build import SiteError, SiteSettings, build
from pactbook.site.navigation import navigation
from pactbook.site.page import Page
from pactbook.site.printed.inspection import inspect_site
from pactbook.site.serve import server
from pactbook.site.stage import StageError, no_files, read_stage, write_stage

HOME = Page("index.md", "Home", "# Home\n", "home", nav=("Home",))
REFUNDS = "manuals/brightline/customer-support/refunds.html"
AGREEMENT = "vendors/brightline/msa.html"


def text(built, path):
    return (built / path).read_text(encoding="utf-8")


def test_a_free_page_leads_to_its_source_and_a_locked_one_does_not(built):
    link = 'href="https://git.larkfield.example/legal/outsourcing/edit/main/ops-manuals/brightline/customer-support/refunds.md"'
    assert link in text(built, REFUNDS)
    assert "Suggest a change" in text(built, REFUNDS)
    assert "Suggest a change" not in text(built, AGREEMENT)
    assert "/edit/main/" not in text(built, AGREEMENT)
    assert "Locked: changes need legal sign-off." in text(built, AGREEMENT)


def test_a_site_without_a_repository_names_none(tmp_path):
    build(pages(), tmp_path / "brightline", SiteSettings("Brightline"))
    for page in (tmp_path / "brightline").rglob("*.html"):
        assert "Suggest a change" not in page.read_text(encoding="utf-8")
        assert "git.larkfield.example" not in page.read_text(encoding="utf-8")


def test_titles_and_facts_are_escaped_wherever_they_stand(built):
    for path in ("hostile/data-agreement.html", "hostile/data-manual.html", "hostile/front-matter.html", "index.html", "404.html"):
        assert "<script>window" not in text(built, path)
        assert "<img src=x" not in text(built, path)
    assert "&lt;outsourcing&gt; &amp; agreements" in text(built, "index.html")
    assert "{{ 7*7 }}" in text(built, "hostile/data-agreement.html")


def test_front_matter_is_text(built):
    page = text(built, "hostile/front-matter.html")
    assert "The end of the page." in page
    assert "&lt;script&gt;window.pwned = 1&lt;/script&gt;" in page


def test_a_broken_link_fails_the_build_by_name_and_keeps_the_last_good_site(tmp_path):
    out = tmp_path / "internal"
    build([HOME], out, SETTINGS)
    good = text(out, "index.html")
    bad = [HOME, Page("b.md", "B", "# B\n\n[gone](gone.md) and [no anchor](index.md#nowhere)\n", "manual-page", siblings=None)]
    with pytest.raises(SiteError) as error:
        build(bad, out, SETTINGS)
    assert any(line.startswith("b.md: ") and "gone.md" in line for line in error.value.problems)
    assert any("nowhere" in line for line in error.value.problems)
    assert text(out, "index.html") == good
    assert [path.name for path in tmp_path.iterdir()] == ["internal"]


def test_a_broken_link_of_a_template_fails_too(tmp_path):
    page = dataclasses.replace(pages()[3], path="msa.md", siblings=None, crumbs=())
    with pytest.raises(SiteError, match=r"msa\.md: contains a link 'about/changes\.md'"):
        build([HOME, page], tmp_path / "site", SETTINGS)


def test_a_generated_page_that_loads_from_elsewhere_fails(tmp_path):
    page = Page("a.md", "A", '# A\n\n<img src="https://away.example/x.png" onerror="x()">\n', "list", trusted=True)
    with pytest.raises(SiteError, match=r"a\.html: asks another host"):
        build([HOME, page], tmp_path / "site", SETTINGS)
    assert not (tmp_path / "site").exists()


def test_a_rebuild_leaves_nothing_of_the_old_site(tmp_path):
    out = tmp_path / "site"
    build([HOME, Page("old.md", "Old", "# Old\n", "list")], out, SETTINGS)
    build([HOME], out, SETTINGS)
    assert not (out / "old.html").exists()


def test_two_builds_of_the_same_pages_are_the_same(tmp_path):
    for name in ("one", "two"):
        build(pages(), tmp_path / name, SETTINGS)
    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("one", "two")
    ]
    assert files[0] == files[1]


def test_the_navigation_does_not_grow_with_the_manuals():
    assert navigation(pages()) == [
        {"Home": "index.md"},
        {"Vendors": [{"Overview": "vendors/index.md"}, {"Brightline": "vendors/brightline/index.md"}]},
        {"Clause library": "clauses/index.md"},
        {"Glossary": "glossary.md"},
        {"How a change is made": "about/changes.md"},
    ]


def test_a_stage_gives_back_what_was_put_in(tmp_path):
    write_stage(pages(), tmp_path / "stage", sources=True)
    (tmp_path / "stage" / "stray.md").write_text("# Never published\n", encoding="utf-8")
    assert read_stage(tmp_path / "stage") == pages()


@pytest.mark.parametrize(
    "path",
    ["../out.md", "/abs.md", "a/../b.md", "A.md", "a.html", ".hidden.md", "a//b.md", "assets/x.md", "search/x.md", "a\\b.md", "a b.md"],
)
def test_a_stage_refuses_other_paths(tmp_path, path):
    with pytest.raises(StageError):
        write_stage([dataclasses.replace(HOME, path=path)], tmp_path / "stage")


def test_a_stage_refuses_a_folder_with_something_in_it(tmp_path):
    (tmp_path / "left-over.md").write_text("x", encoding="utf-8")
    with pytest.raises(StageError, match="not empty"):
        write_stage([HOME], tmp_path)


def test_a_stage_refuses_two_pages_of_one_path(tmp_path):
    with pytest.raises(StageError, match="two pages"):
        write_stage([HOME, HOME], tmp_path / "stage")


def test_the_built_fixture_asks_no_other_host(built):
    assert inspect_site(built) == []
    assert not (built / "sitemap.xml").exists()
    assert not list(built.rglob("*.map"))


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="//away.example/x.js"></script>', '<link rel="stylesheet" href="https://away.example/x.css">', '<a onclick="x()">x</a>', '<a href="javascript:x()">x</a>',
        "<iframe></iframe>", '<meta http-equiv="refresh" content="0;url=/">', "<style>p{background:url(https://away.example/x)}</style>", '<img srcset="https://away.example/x 2x">',
    ],
)  # fmt: skip
def test_the_inspection_sees(tmp_path, markup):
    (tmp_path / "404.html").write_text("<p>not here</p>", encoding="utf-8")
    (tmp_path / "index.html").write_text(f"<p>{markup}</p>", encoding="utf-8")
    assert len(inspect_site(tmp_path)) >= 1


def test_serving_shows_pages_and_the_sites_own_page_for_a_missing_one(built):
    running = server(built, 0)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        for path, status, words in (
            ("/", 200, "What Larkfield has agreed"),
            ("/nowhere.html", 404, "Page not found"),
            ("/vendors/brightline", 301, ""),
            ("/assets/", 404, "Page not found"),
        ):
            connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=10)
            connection.request("GET", path)
            answer = connection.getresponse()
            assert (answer.status, words in answer.read().decode()) == (status, True)
            connection.close()
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:8000", 200), ("127.0.0.1", 200), ("evil.example", 421), ("evil.example:8000", 421)]
)
def test_serving_answers_nobody_who_asks_for_another_host(built, host, status):
    running = server(built, 0)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=10)
        connection.request("GET", "/", headers={"Host": host})
        answer = connection.getresponse()
        assert (answer.status, "What Larkfield has agreed" in answer.read().decode()) == (status, status == 200)
        connection.close()
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def test_serving_says_what_is_missing(tmp_path):
    with pytest.raises(PactbookError, match="pactbook build"):
        server(tmp_path, 0)


def test_at_the_root_the_pages_come_from_the_book_and_files_of_docs_are_left_out(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(plugin, "book_pages", lambda _root, audience, as_of: asked.append((audience, as_of)) or (pages(), no_files))
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "secret.md").write_text("# Secret\n", encoding="utf-8")
    (docs / "secret.txt").write_text("secret", encoding="utf-8")
    settings = {
        "site_name": "Book",
        "docs_dir": str(docs),
        "site_dir": str(tmp_path / "site"),
        "theme": {"name": "material"},
        "plugins": ["search"],
    }
    assert plugin.run_mkdocs(settings, {"audience": "brightline", "as_of": "2026-03-14"}) == []
    assert (tmp_path / "site" / "index.html").is_file()
    assert not list((tmp_path / "site").rglob("secret*"))
    assert [(audience, as_of.isoformat()) for audience, as_of in asked] == [("brightline", "2026-03-14")]


def test_a_date_that_is_none_is_named(tmp_path):
    settings = {
        "site_name": "Book",
        "docs_dir": str(tmp_path),
        "site_dir": str(tmp_path.parent / "out"),
        "theme": {"name": "material"},
        "plugins": [],
    }
    assert any("2026-13-40" in message for message in plugin.run_mkdocs(settings, {"as_of": "2026-13-40"}))


def test_evil_words_are_evil():
    assert "</title>" in EVIL_WORDS
