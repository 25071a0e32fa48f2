"""What makes building quick changes nothing that a reader sees: the same bytes as a plain MkDocs build, and as a build from nothing."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil

import pytest
from conftest import SETTINGS
from hostile_pages import hostile_pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader, UndefinedError
from markdown.blockparser import BlockParser
from markdown.extensions.toc import TocTreeprocessor
from markdown.serializers import to_xhtml_string
from markdown.treeprocessors import InlineProcessor
from material.plugins.search.plugin import Parser
from sample_pages import pages

from pactbook.problems import PactbookError
from pactbook.site import plugin, search
from pactbook.site.building.build import build
from pactbook.site.building.executors import Here
from pactbook.site.building.sites import Work, build_sites
from pactbook.site.engine import fingerprint, inline, press, record, shell
from pactbook.site.engine.bodies import Renderer
from pactbook.site.engine.inline import Sifting
from pactbook.site.engine.packs import Packs
from pactbook.site.engine.plainly import words
from pactbook.site.engine.sections import cut
from pactbook.site.engine.tree import Contents, serialized
from pactbook.site.finish import STEPS
from pactbook.site.page import Link, Page
from pactbook.site.stage import no_files, write_stage
from pactbook.site.views.parts import Part

HOME = Page("index.md", "Home", "# Home\n\n[B](b.md#part)\n", "home", nav=("Home",))
B = Page("b.md", "B", "# B\n\n## Part\n\nWords of B.\n", "manual-page")


def files_of(place):
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def plain_mkdocs(stage_of, folder):
    """The same pages by MkDocs' own build, with the theme and the plugin, without any of the short cuts."""
    write_stage(stage_of, folder / "stage", sources=True)
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


def by_material(html):
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [(each.id, "".join(each.title).strip(), "".join(each.text).strip()) for each in parser.data]


def in_words(sections):
    return [(identifier, search.plain(title), search.plain(text)) for identifier, title, text in sections]


def test_sections_are_cut_as_material_cuts_them(everything):
    cut_here = read_at_once = 0
    for page in everything:
        body = _RENDERER.body(page)
        html = search.spaced(body.html)
        expected = by_material(html)
        assert body.sections == search.said(expected), page.path
        assert cut(html) in (None, expected), page.path
        assert words(html) in (None, in_words(expected)), page.path
        cut_here += cut(html) is not None
        read_at_once += words(html) is not None
    assert cut_here > len(everything) * 0.9
    assert read_at_once > len(everything) * 0.8


_RENDERER = Renderer()
TAGS = ["p", "ul", "li", "code", "pre", "td", "strong", "h1", "h2", "h3", "a", "sup"]
PIECES = st.lists(
    st.sampled_from(
        [
            *(f"<{tag}>" for tag in TAGS),
            *(f"</{tag}>" for tag in TAGS),
            '<h2 id="x">',
            '<h3 class="a" id="y-&amp;">',
            '<h1 id="t">',
            '<a class="headerlink" href="#x">¶</a>',
            '<a href="b.html" title="a > b">',
            "<br />",
            '<img alt="" src="x.png" />',
            "word",
            " ",
            "\n",
            "&amp;",
            "&lt",
            "&#160;",
            "&nbsp;",
            "a & b",
            "1 > 0",
            '"',
            "'",
            "\u00a0",
        ]
    ),
    max_size=24,
).map("".join)


@settings(max_examples=600, deadline=None)
@given(PIECES)
def test_whatever_is_read_at_once_is_what_material_reads_tag_by_tag(html):
    expected = by_material(html)
    assert cut(html) in (None, expected)
    assert words(html) in (None, in_words(expected))


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
    assert words(odd) is None


def test_a_setting_of_the_grammar_is_shared_by_pages_and_nothing_stays_of_the_page_before(everything):
    shared = Renderer()
    for page in everything[::7]:
        shared.body(everything[3])
        assert shared.body(page) == Renderer().body(page)


LINES = [
    "# One",
    "## Two {#two}",
    "## Two {#two}",
    "### Three # {: .pb-num }",
    "Words and words.",
    "words, with [a link](b.md#part) and [another](../c.md)",
    "[a *b*](c.md) `code` **bold** _it_ \\* &amp; & < > <b>x</b>",
    '![alt](x.png) <https://a.example> <a@b.example> [^1] [r] [r][r] [x](y "t") {.a}',
    "1. one",
    "2. two",
    "7. [l](m.md)",
    "- item",
    "* [ ] to do",
    "    indented",
    "  half",
    "> quote",
    "| a | b |",
    "| - | :-: |",
    "| `x|y` | c \\| d |",
    "term",
    ": meaning",
    '!!! note "Title"',
    "    in it",
    "---",
    "===",
    "```",
    "[^1]: the note",
    "[r]: d.md",
    "[TOC]",
    "***",
    ":smile: 12:30:10",
    "\t tab",
    "   ",
    "",
    "",
    "",
    "<div markdown>",
    "</div>",
    "- - 1. # x",
    "É plain line",
    "a line  ",
    "\u0002\u0003 [T\u0002OC]",
    "{: .x }",
    "**t**{.pb-term} *u*{#u} *v*{.a}{.b} *w*{ .a #b c=d }",
    "a\u00a0b \u2028 c",
]
DOCUMENTS = st.lists(st.sampled_from(LINES), max_size=24).map("\n".join) | st.text("ab*_`[]()!<>&:\\\n^~{}#|. 1-", max_size=60)
GRAMMARS = [
    Page("m/a.md", "A", "", "manual-page"),
    Page("m/a.md", "A", "", "list", trusted=True),
    Page("m/a.md", "A", "", "agreement"),
    Page("m/a.md", "A", "", "clause", trusted=True),
]


@pytest.fixture(scope="module")
def plainly():
    """Python-Markdown as it is, with nothing of ours put into its place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline, "VERIFIED", frozenset())
        made = Renderer()
        for page in GRAMMARS:
            made.body(page)
    return made


def test_every_page_of_the_book_comes_out_as_python_markdown_makes_it(everything, plainly):
    for page in everything[::2]:
        assert _RENDERER.body(page) == plainly.body(page), page.path


@pytest.mark.parametrize("page", GRAMMARS, ids=lambda page: page.kind)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=DOCUMENTS)
def test_the_short_ways_give_the_same_body(page, plainly, text):
    given_page = dataclasses.replace(page, markdown=text)
    assert _RENDERER.body(given_page) == plainly.body(given_page)


def test_the_short_ways_are_taken_on_the_versions_that_are_installed():
    md, _ = _RENDERER._of(GRAMMARS[0])
    assert isinstance(md.treeprocessors["inline"], Sifting)
    assert isinstance(md.treeprocessors["toc"], Contents)
    assert md.serializer is serialized
    assert shell.usable()


def test_another_version_of_python_markdown_keeps_its_own_way(plainly):
    md, _ = plainly._of(GRAMMARS[0])
    assert type(md.treeprocessors["inline"]) is InlineProcessor
    assert type(md.treeprocessors["toc"]) is TocTreeprocessor
    assert md.serializer is to_xhtml_string
    assert md.parser.parseBlocks.__func__ is BlockParser.parseBlocks


def test_with_another_version_of_the_theme_every_page_is_printed_whole(tmp_path, monkeypatch):
    listed = [*pages(), *hostile_pages()]
    build(listed, tmp_path / "shells", SETTINGS)
    monkeypatch.setattr("pactbook.site.engine.press.usable", lambda: False)
    build(listed, tmp_path / "whole", SETTINGS)
    assert files_of(tmp_path / "shells") == files_of(tmp_path / "whole")


@pytest.mark.parametrize(
    ("partial", "text"),
    [
        ("partials/footer.html", "{{ pb.kind }}"),
        ("partials/header.html", "{{ page.content }}"),
        ("partials/pb-book.html", "{{ pb.title }}"),
        ("partials/icons.html", "{{ pb_href('index.md') }}"),
    ],
)
def test_what_pages_share_can_not_show_what_is_one_pages_own(partial, text):
    whole = press.press({"site_name": "X"}, [{"Home": "index.md"}], frozenset({"index.md", "b.md"}))
    env = whole.env.overlay(loader=ChoiceLoader([DictLoader({partial: text}), whole.env.loader]))
    template = env.get_template("main.html")
    changed = dataclasses.replace(whole, env=env, shells=shell.Shells(template, shell.marked(template)))
    page = dataclasses.replace(B, description="Of B")
    assert whole.page(page, "<h1>B</h1>", [])[0].count('content="Of B"') == 1
    with pytest.raises((shell.ShellError, UndefinedError)):
        changed.page(page, "<h1>B</h1>", [])


def test_pages_of_one_folder_share_their_shell_and_nothing_else(tmp_path):
    """Pages that differ in all that a shell could mix up, printed one after the other and each alone."""
    one = dataclasses.replace(B, path="m/a.md", title="One & only", description="Of one", markdown="# One\n\nx\n")
    two = dataclasses.replace(B, path="m/b.md", title="Two", description="Of <two>", markdown="# Two\n\nx\n", kind="agreement")
    no = dataclasses.replace(B, path="m/c.md", title="Three", markdown="No heading\n", crumbs=(Link("Home", "index.md"),))
    listed = [HOME, B, one, two, no]
    build(listed, tmp_path / "together", SETTINGS)
    made = files_of(tmp_path / "together")
    for page in (one, two, no):
        build([HOME, B, page], tmp_path / page.title, SETTINGS)
        name = page.path.replace(".md", ".html")
        assert files_of(tmp_path / page.title)[name] == made[name]
    assert b"Of one" not in made["m/b.html"] + made["m/c.html"]


class Sound:
    """Stands for a book that was judged and has no errors."""

    done = True

    def all(self):
        """Nothing is left."""

    def rest(self):
        yield from ()


class Book:
    """Stands for a book whose pages the test decides; each audience has its own."""

    class book:  # noqa: N801 - named as the engine asks for it
        vendors = ("acme", "zenith")

    judge = Sound()

    def __init__(self, **of):
        self.of = of
        self.asked = set()
        self.skipped = set()
        self.inputs = self

    def of_audience(self, name):
        return hashlib.sha256(repr(self.of[name]).encode()).hexdigest()

    def each_page(self, name):
        self.asked.add(name)
        yield from self.of[name]

    def each_part(self, name):
        yield Part("", "", lambda: self.each_page(name))

    def pages(self, name):
        return list(self.each_page(name))

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


@pytest.mark.parametrize("harm", ["cut off", "altered", "swapped", "empty", "no list", "places that are none"])
def test_damaged_bodies_are_made_again(tmp_path, harm, monkeypatch):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    good = files_of(tmp_path / "sites" / "internal")
    kept = [path for path in (tmp_path / "sites/.pactbook/bodies").rglob("*") if path.is_file()]
    assert len(kept) == 1
    content = kept[0].read_bytes()
    home, b = fingerprint.of_body(HOME).encode(), fingerprint.of_body(B).encode()
    kept[0].write_bytes(
        {
            "cut off": content[:-9],
            "altered": content.replace(b"Words of B", b"Wards of B").replace(b">Home", b">Hume"),
            "swapped": content.replace(home, b"-" * 64).replace(b, home).replace(b"-" * 64, b),
            "empty": b"",
            "no list": b"[]\n",
            "places that are none": content.replace(b"[0,", b"[-9,"),
        }[harm]
    )
    rendered = []
    body = Renderer.body
    monkeypatch.setattr(Renderer, "body", lambda self, page: rendered.append(page.path) or body(self, page))
    for _ in range(2):
        made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"], afresh=True)
        assert files_of(tmp_path / "sites" / "internal") == good
    assert rendered
    assert len(rendered) <= 2  # once and for all


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff\xfe", b"0" * 64 + b"\n{}"])
def test_a_damaged_record_costs_a_build_and_no_more(tmp_path, harm):
    made(Book(internal=[HOME, B]), tmp_path / "sites", ["internal"])
    good = files_of(tmp_path / "sites" / "internal")
    for noted in (tmp_path / "sites/.pactbook").glob("internal.*"):
        noted.write_bytes(harm)
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
    with Packs(kept / "bodies") as packs:
        assert SECRET.encode() in packs.get(other)
    for pack in (kept / "bodies").iterdir():
        pack.write_bytes(pack.read_bytes().replace(own.encode(), b"-" * 64).replace(other.encode(), own.encode()))
    with Packs(kept / "bodies") as packs:
        assert packs.get(own) is None
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


def bodies_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_nobody_needs_any_more_is_forgotten(tmp_path):
    kept = tmp_path / "sites/.pactbook/bodies"
    for number in range(4):
        page = dataclasses.replace(B, markdown=f"# B\n\n## Part\n\nWords {number}.\n")
        made(Book(internal=[HOME, page], acme=[HOME, page], zenith=[HOME]), tmp_path / "sites", ("internal", "acme"))
    (kept / "half").write_bytes(b"of an interrupted build")
    assert b"Words 3" in bodies_in(kept)
    made(Book(internal=[HOME, B], acme=[HOME, B], zenith=[HOME, B]), tmp_path / "sites", ("internal", "acme", "zenith"))
    assert b"Words of B" in bodies_in(kept)
    assert not any(word in bodies_in(kept) for word in (b"Words 0", b"Words 3", b"interrupted"))


def test_many_small_changes_leave_few_packs_and_every_body(tmp_path):
    with Packs(tmp_path / "bodies") as packs:
        packs.put("a", b"A" * 9)
    for number in range(30):
        with Packs(tmp_path / "bodies") as packs:
            packs.put(f"k{number}", b"%d" % number)
        Packs(tmp_path / "bodies").keep_only({"a", *(f"k{each}" for each in range(5, 30))})
    assert len(list((tmp_path / "bodies").iterdir())) <= 9
    packs = Packs(tmp_path / "bodies")
    with packs:
        assert packs.get("a") == b"A" * 9
        assert [packs.get(f"k{number}") for number in range(30)] == [None] * 5 + [b"%d" % number for number in range(5, 30)]


def test_bodies_that_another_process_put_away_are_found(tmp_path):
    with Packs(tmp_path / "bodies") as ours:
        assert ours.get("k") is None
        with Packs(tmp_path / "bodies") as theirs:
            theirs.put("k", b"words")
        assert ours.get("k") == b"words"


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
