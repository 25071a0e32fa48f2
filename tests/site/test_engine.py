"""What makes building quick changes nothing that a reader sees: the same bytes as a plain MkDocs build, and as a build from nothing."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil

import markdown
import pytest
from conftest import SETTINGS
from hostile_pages import hostile_pages
from hypothesis import given, settings
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser
from sample_pages import pages

from pactbook.problems import PactbookError
from pactbook.site import fingerprint, plugin, search
from pactbook.site.build import build
from pactbook.site.engine import inline, press, record
from pactbook.site.engine.bodies import Renderer
from pactbook.site.engine.inline import Sifting, sift
from pactbook.site.engine.sections import cut
from pactbook.site.engine.store import Store
from pactbook.site.executors import Here
from pactbook.site.finish import STEPS
from pactbook.site.page import Page
from pactbook.site.sites import Work, build_sites
from pactbook.site.stage import no_files, write_stage

HOME = Page("index.md", "Home", "# Home\n\n[B](b.md#part)\n", "home", nav=("Home",))
B = Page("b.md", "B", "# B\n\n## Part\n\nWords of B.\n", "manual-page")


def files_of(place):
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def plain_mkdocs(stage_of, folder):
    """The same pages by MkDocs' own build, with the theme and the plugin, without any of the short cuts."""
    write_stage(stage_of, folder / "stage")
    (folder / "docs").mkdir()
    options = {
        "site_name": SETTINGS.name,
        "site_description": SETTINGS.description,
        "repo_url": SETTINGS.repo_url,
        "edit_uri": SETTINGS.edit_uri,
        "docs_dir": str(folder / "docs"),
        "site_dir": str(folder / "plain"),
        "theme": {"name": "material"},
        "plugins": ["search"],
    }
    assert plugin.run_mkdocs(options, {"stage": str(folder / "stage")}) == []
    return files_of(folder / "plain")


def test_the_site_is_what_mkdocs_itself_makes_of_the_pages(tmp_path, monkeypatch):
    listed = [*pages(), *hostile_pages()]
    expected = plain_mkdocs(listed, tmp_path)
    monkeypatch.setattr("pactbook.site.finish.STEPS", ())
    build(listed, tmp_path / "ours", SETTINGS)
    made = files_of(tmp_path / "ours")
    assert made.keys() == expected.keys()
    assert [name for name in made if made[name] != expected[name]] == []
    assert len(expected) > 50  # pages, assets, index


@pytest.fixture(scope="module")
def everything(source):
    """Every page of the sample book, as the client sees it, and pages that mean harm."""
    return [*source.pages("internal"), *hostile_pages(), *pages()]


def test_sections_are_cut_as_material_cuts_them(everything):
    cut_here = 0
    for page in everything:
        body = _RENDERER.body(page)
        parser = Parser()
        parser.feed(search.spaced(body.html))
        parser.close()
        expected = [(each.id, "".join(each.title).strip(), "".join(each.text).strip()) for each in parser.data]
        cut_here += body.sections is not None
        assert body.sections is None or body.sections == expected, page.path
    assert cut_here > len(everything) * 0.9


_RENDERER = Renderer()


@pytest.mark.parametrize(
    "odd",
    [
        "<!-- a --><p>x</p>",
        "<p>a < b</p>",
        "<script>x</script>",
        '<p data-search-exclude="">x</p>',
        "<P>x</P>",
        "<p>x</p><",
        "<style>a</style>",
    ],
)
def test_what_is_not_regular_is_left_to_material(odd):
    assert cut(odd) is None


def test_a_setting_of_the_grammar_is_shared_by_pages_and_nothing_stays_of_the_page_before(everything):
    shared = Renderer()
    for page in everything[::7]:
        shared.body(everything[3])
        assert shared.body(page) == Renderer().body(page)


TEXTS = st.lists(
    st.sampled_from(
        [
            *"ab *_`[]()!<>&:\\\n^~{}#|.",
            "  \n",
            "![",
            "](x.md)",
            "[^1]",
            "**",
            "__",
            "&amp;",
            "<https://a.example>",
            "<a@b.example>",
            "```",
            "\u0002",
            "* ",
            "[a]: x\n",
        ]
    ),
    max_size=60,
).map("".join)
EXTENSIONS = [
    "admonition",
    "def_list",
    "footnotes",
    "sane_lists",
    "tables",
    "toc",
    "attr_list",
    "fenced_code",
    "md_in_html",
    "pymdownx.emoji",
]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_asking_fewer_patterns_gives_the_same_html(text):
    plain, quick = markdown.Markdown(extensions=EXTENSIONS), markdown.Markdown(extensions=EXTENSIONS)
    sift(quick)
    assert isinstance(quick.treeprocessors["inline"], Sifting)
    assert quick.convert(text) == plain.convert(text)


def test_another_version_of_python_markdown_keeps_its_own_way(monkeypatch):
    monkeypatch.setattr(inline, "VERIFIED", frozenset({"0"}))
    md = markdown.Markdown()
    sift(md)
    assert not isinstance(md.treeprocessors["inline"], Sifting)


class Book:
    """Stands for a book whose pages the test decides; each audience has its own."""

    class book:  # noqa: N801 - named as the engine asks for it
        vendors = ("acme", "zenith")

    def __init__(self, **of):
        self.of = of

    def pages(self, name):
        return self.of[name]

    read = staticmethod(no_files)


def made(book, out, names=("internal", "acme"), *, afresh=False, site=SETTINGS):
    return list(build_sites(book, out, names, lambda _: site, Work(Here(), afresh=afresh)))


def count_prints(monkeypatch):
    printed = []
    page = press.Press.page
    monkeypatch.setattr(press.Press, "page", lambda self, ours, *rest: printed.append(ours.path) or page(self, ours, *rest))
    return printed


def test_one_changed_page_is_printed_alone_and_the_sites_are_as_from_nothing(tmp_path, monkeypatch):
    more = [
        dataclasses.replace(B, path=f"m/p{number}.md", title=f"P{number}", markdown=f"# P{number}\n\nWords {number}.\n")
        for number in range(9)
    ]
    made(Book(internal=[HOME, B, *more], acme=[HOME, B]), tmp_path / "sites")
    changed = dataclasses.replace(B, markdown=B.markdown + "\nNew words.\n")
    printed = count_prints(monkeypatch)
    done = made(Book(internal=[HOME, changed, *more], acme=[HOME, changed]), tmp_path / "sites")
    assert [each.problems for each in done] == [(), ()]
    assert printed == ["b.md", "b.md"]
    made(Book(internal=[HOME, changed, *more], acme=[HOME, changed]), tmp_path / "fresh", afresh=True)
    for name in ("internal", "acme"):
        assert files_of(tmp_path / "sites" / name) == files_of(tmp_path / "fresh" / name)
    assert "New words." in (tmp_path / "sites/internal" / search.SECTIONS).read_text(encoding="utf-8")


def test_pages_that_are_gone_moved_or_in_another_order_are_as_from_nothing(tmp_path):
    c = dataclasses.replace(B, path="c.md", title="C", markdown="# C\n\nWords of C.\n", nav=None)
    made(Book(internal=[HOME, B, c]), tmp_path / "sites", ["internal"])
    for step, listed in enumerate(([HOME, c, B], [HOME, B], [HOME, B, dataclasses.replace(c, path="d.md")])):
        assert made(Book(internal=listed), tmp_path / "sites", ["internal"])[0].problems == ()
        made(Book(internal=listed), tmp_path / f"fresh-{step}", ["internal"])
        assert files_of(tmp_path / "sites" / "internal") == files_of(tmp_path / f"fresh-{step}" / "internal")


def test_a_page_that_was_taken_over_is_told_when_its_target_goes(tmp_path):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    good = files_of(tmp_path / "sites" / "internal")
    other = dataclasses.replace(B, markdown="# B\n\n## Another part\n")
    assert made(Book(internal=[HOME, other]), tmp_path / "sites", ["internal"])[0].problems == (
        "index.md: contains a link 'b.md#part', but the page 'b.md' has no anchor '#part'.",
    )
    assert "b.md" in made(Book(internal=[HOME]), tmp_path / "sites", ["internal"])[0].problems[0]
    assert files_of(tmp_path / "sites" / "internal") == good


def test_a_new_name_of_the_site_prints_every_page_again_from_kept_bodies(tmp_path, monkeypatch):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    rendered = []
    monkeypatch.setattr(Renderer, "body", lambda _self, page: rendered.append(page))
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"], site=dataclasses.replace(SETTINGS, name="Another name"))
    assert rendered == []
    assert "Another name" in (tmp_path / "sites/internal/b.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("harm", ["cut off", "altered", "swapped", "empty"])
def test_damaged_bodies_are_made_again(tmp_path, harm):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    good = files_of(tmp_path / "sites" / "internal")
    kept = sorted(path for path in (tmp_path / "sites/.pactbook/bodies").rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in kept]
    assert len(kept) == 2
    for path, content, other in zip(kept, contents, reversed(contents), strict=True):
        path.write_bytes(
            {
                "cut off": content[:-9],
                "altered": content.replace(b"Words", b"Wards").replace(b"Home", b"Hume"),
                "swapped": other,
                "empty": b"",
            }[harm]
        )
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"], afresh=True)
    assert files_of(tmp_path / "sites" / "internal") == good


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff\xfe", b"0" * 64 + b"\n{}"])
def test_a_damaged_record_costs_a_build_and_no_more(tmp_path, harm):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    good = files_of(tmp_path / "sites" / "internal")
    (tmp_path / "sites/.pactbook/internal.json").write_bytes(harm)
    assert [each.unchanged for each in made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])] == [False]
    assert files_of(tmp_path / "sites" / "internal") == good


def test_a_touched_page_is_made_again_and_the_others_are_kept(tmp_path, monkeypatch):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    good = files_of(tmp_path / "sites" / "internal")
    place = tmp_path / "sites/internal/b.html"
    before = place.stat()
    text = place.read_bytes()
    place.write_bytes(text.replace(b"Words of B", b"Wards of B"))
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
    printed = count_prints(monkeypatch)
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    assert printed == ["b.md"]
    assert files_of(tmp_path / "sites" / "internal") == good


def test_a_folder_that_was_copied_is_known_again_by_its_content(tmp_path):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    shutil.copytree(tmp_path / "sites", tmp_path / "copy", copy_function=shutil.copyfile)
    assert [each.unchanged for each in made(Book(internal=[HOME, B]), tmp_path / "copy", ["internal"])] == [True]


SECRET = "CANARY-OF-ZENITH"


def test_nothing_of_one_audience_reaches_another_whatever_lies_in_the_memory(tmp_path):
    """Memory and records of one audience in the place of another's, and pages of the same path with other words."""
    secret = dataclasses.replace(B, markdown=f"# B\n\n## Part\n\n{SECRET}\n", title=SECRET, description=SECRET)
    book = Book(internal=[HOME, secret], zenith=[HOME, secret], acme=[HOME, B])
    out = tmp_path / "sites"
    made(book, out, ("internal", "zenith", "acme"))
    clean = files_of(out / "acme")
    assert any(SECRET.encode() in content for content in files_of(out / "zenith").values())
    assert not any(SECRET.encode() in content for content in clean.values())
    kept = out / ".pactbook"
    shutil.copy(kept / "zenith.json", kept / "acme.json")
    shutil.rmtree(out / "acme")
    shutil.copytree(out / "zenith", out / "acme")
    own, other = fingerprint.of_body(B), fingerprint.of_body(secret)
    assert own != other
    content = Store(kept / "bodies").get(other)
    place = kept / "bodies" / own[:2] / own[2:]
    place.write_bytes((kept / "bodies" / other[:2] / other[2:]).read_bytes())
    assert SECRET.encode() in content
    assert Store(kept / "bodies").get(own) is None
    assert [each.unchanged for each in made(book, out, ["acme"])] == [False]
    assert files_of(out / "acme") == clean
    assert oct((kept).stat().st_mode)[-3:] == "700"
    assert not any(".pactbook" in name for site in ("internal", "zenith", "acme") for name in files_of(out / site))


def test_every_field_of_a_page_is_in_its_digest():
    page = pages()[3]
    other = {"path": "x.md", "kind": "list", "source": "x", "trusted": True, "nav": ("X",), "search_weight": 9.0, "meta": None}
    for each in dataclasses.fields(Page):
        if each.name in {"assets", "downloads"}:
            continue
        value = other.get(each.name, "x" if isinstance(getattr(page, each.name), str) else None)
        if getattr(page, each.name) in (value, ()):
            continue
        assert fingerprint.of_page(dataclasses.replace(page, **{each.name: value})) != fingerprint.of_page(page), each.name


def test_what_nobody_needs_any_more_is_forgotten(tmp_path):
    for number in range(4):
        page = dataclasses.replace(B, markdown=f"# B\n\n## Part\n\nWords {number}.\n")
        made(Book(internal=[HOME, page], acme=[HOME, page], zenith=[HOME]), tmp_path / "sites", ("internal", "acme"))
    made(Book(internal=[HOME, B], acme=[HOME, B], zenith=[HOME, B]), tmp_path / "sites", ("internal", "acme", "zenith"))
    kept = [path for path in (tmp_path / "sites/.pactbook/bodies").rglob("*") if path.is_file()]
    assert len(kept) == 2


def test_a_record_says_what_lies_in_the_site(tmp_path):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    noted = record.read(tmp_path / "sites/.pactbook/internal.json").files()
    there = {name: hashlib.sha256(content).hexdigest() for name, content in files_of(tmp_path / "sites/internal").items()}
    assert noted == there


def test_steps_see_each_page_once_and_their_word_counts(tmp_path, monkeypatch):
    seen = []

    def step(name, page, html):
        seen.append((name, page and page.path))
        return html.replace("Words of B", "Better words"), ["holds a word"] if name == "404.html" and bad else []

    bad = False
    monkeypatch.setattr("pactbook.site.finish.STEPS", (*STEPS, step))
    assert made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])[0].problems == ()
    assert seen == [("index.html", "index.md"), ("b.html", "b.md"), ("404.html", None)]
    assert "Better words" in (tmp_path / "sites/internal/b.html").read_text(encoding="utf-8")
    bad = True
    assert made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"], afresh=True)[0].problems == ("404.html: holds a word",)


def test_two_pages_of_one_path_are_refused(tmp_path):
    with pytest.raises(PactbookError, match="two pages"):
        made(Book(internal=[HOME, HOME]), tmp_path / "sites", ["internal"])
