"""The policy of every page in a real browser: the site's own parts work under it, and what somebody put into a page does not."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading

import pytest
from browsing import shown, until

from pactbook.site.printed import csp
from pactbook.site.printed.inspection import inspect_page

AGREEMENT = "vendors/brightline/msa.html"
MANUAL = "vendors/brightline/manuals/customer-support/refunds.html"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
SMUGGLED = {
    "script": "<script>window.pwned = 1</script>",
    "script of the site's own, changed": '<script>var palette=__md_get("__palette");window.pwned=1</script>',
    "script from elsewhere": '<script src="http://away.example/x.js"></script>',
    "script as data": '<script src="data:text/javascript,window.pwned=1"></script>',
    "module": '<script type="module">window.pwned = 1</script>',
    "handler": '<img src="x" onerror="window.pwned = 1">',
    "image": '<img src="http://away.example/x.png" alt="">',
    "style": "<style>h1 { display: none }</style>",
    "style of an element": '<div style="position: fixed; inset: 0; background: red; z-index: 99">covered</div>',
    "style from elsewhere": '<link rel="stylesheet" href="http://away.example/x.css">',
    "printed head": '<style media="print">@page{@top-left{content:"x"}} h1{display:none}</style>',
    "base": '<base href="http://away.example/">',
    "frame": '<iframe src="http://away.example/"></iframe>',
    "frame with its own text": '<iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>',
    "object": '<object data="http://away.example/x"></object><embed src="http://away.example/y">',
    "font and media": '<audio src="http://away.example/x.mp3" autoplay></audio><video poster="http://away.example/x.png"></video>',
    "preload": '<link rel="preload" as="script" href="http://away.example/x.js"><link rel="manifest" href="http://away.example/m.json">',
    "second policy": '<meta http-equiv="Content-Security-Policy" content="script-src \'unsafe-inline\' *"><script>window.pwned = 1</script>',
    "svg": '<svg onload="window.pwned = 1"><script>window.pwned = 1</script></svg>',
}


@pytest.fixture
def guarded(page):
    """A page whose refusals by the policy, other words on the console and requests that leave are remembered."""
    page.refused, page.said, page.left = [], [], []
    page.on("console", lambda message: page.said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.route("http://away.example/**", lambda route: (page.left.append(route.request.url), route.abort()))
    page.expose_function("pactbookRefused", lambda words: page.refused.append(words))  # noqa: PLW0108 - playwright wants a function of Python's own
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => pactbookRefused(e.violatedDirective + ' ' + e.blockedURI))"
    )
    return page


@pytest.mark.parametrize("start", ["folder", "address"])
def test_the_sites_own_parts_work_under_the_policy(guarded, site, address, start):
    home = f"file://{site}" if start == "folder" else address
    page = guarded
    page.goto(f"{home}/{AGREEMENT}")
    shown(page)
    for _ in range(2):  # from the system's colours to light, from light to dark
        page.locator("label[for^=__palette]:visible").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.reload()
    assert shown(page).locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.locator("a.pb-term").first.click()
    place = page.locator(".pb-popover").evaluate("box => [box.style.left, box.getBoundingClientRect().width]")
    assert place[0].endswith("px")
    assert place[1] > 100
    page.keyboard.press("Escape")
    page.click(".md-search__input")
    page.keyboard.type("refund over limit")
    page.wait_for_selector(".md-search-result__item")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{home}/{MANUAL}")
    shown(page).locator(".pb-menu").click()
    page.wait_for_timeout(300)
    page.locator(".md-sidebar--primary").get_by_role("link", name="Glossary").click()
    shown(page)
    assert page.refused == []
    assert page.said == []


def test_every_page_begins_with_a_policy_that_lets_no_foreign_script_run(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 100
    for file in pages:
        text = file.read_text(encoding="utf-8")
        begin = text[text.index("<head>") : text.index("Content-Security-Policy")]
        assert re.fullmatch(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="', begin), file
        policy = POLICY.search(text).group(1)
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "http" not in policy
        assert all(rules[name] == "'none'" for name in ("object-src", "frame-src", "base-uri", "form-action"))
        assert 'name="referrer" content="no-referrer"' in text


def test_hashes_come_from_the_theme_and_not_from_the_page(site):
    text = (site / AGREEMENT).read_text(encoding="utf-8")
    bare = POLICY.sub("", text, count=1)
    evil = bare.replace("</body>", "<script>window.pwned = 1</script></body>").replace(
        "<article", "<style>h1{display:none}</style><article", 1
    )
    policy = POLICY.search(csp.secured(AGREEMENT, None, evil)[0]).group(1)
    assert policy == POLICY.search(text).group(1)


@pytest.mark.parametrize("name", SMUGGLED)
def test_what_was_smuggled_in_fails_the_build(site, name):
    text = (site / AGREEMENT).read_text(encoding="utf-8")
    assert list(inspect_page(text)) == []
    for before in ('<div class="pb-body">', "</head>", "</body>"):
        assert list(inspect_page(text.replace(before, before + SMUGGLED[name], 1))) != [], before


@pytest.mark.parametrize("sign", ["&#822;", "&#x336;", "&#X0336", "&#8402;", "&#8238;", "&#x202e;", "&#8203;", "&#x2066"])
def test_a_sign_by_its_number_that_hides_strikes_out_or_turns_round_fails_the_build(site, sign):
    text = (site / AGREEMENT).read_text(encoding="utf-8")
    (problem,) = inspect_page(text.replace('<div class="pb-body">', f'<div class="pb-body"><p>no{sign}t</p>', 1))
    assert problem.startswith((f"holds {sign}, the ", f"holds {sign}, a space of no width"))


@pytest.mark.parametrize("sign", ["&#39;", "&#x2713;", "&#8239;", "&#xe9;", "&#38;", "&#9;"])
def test_a_sign_by_its_number_that_is_seen_does_no_harm(site, sign):
    text = (site / AGREEMENT).read_text(encoding="utf-8")
    assert list(inspect_page(text.replace('<div class="pb-body">', f'<div class="pb-body"><p>no{sign}t</p>', 1))) == []


@pytest.mark.parametrize("place", ["body", "head"])
def test_what_was_smuggled_in_all_the_same_neither_runs_nor_loads_nor_covers(guarded, site, address, tmp_path, place):
    folder = tmp_path / "site"
    shutil.copytree(site / "assets", folder / "assets")
    text = (site / "clauses" / "publicity.html").read_text(encoding="utf-8")
    before = '<div class="pb-body">' if place == "body" else "</head>"
    (folder / "a" / "b").mkdir(parents=True)
    for number, (name, markup) in enumerate(SMUGGLED.items()):
        put = f"{before}{markup}" if place == "body" else f"{markup}{before}"
        (folder / "a" / "b" / f"{number}.html").write_text(text.replace(before, put, 1), encoding="utf-8")
        page = guarded
        page.goto(f"file://{folder}/a/b/{number}.html", wait_until="load")
        assert page.evaluate("window.pwned") is None, name
        assert page.url.endswith(f"/a/b/{number}.html"), name
        assert page.locator("h1").is_visible(), name
        assert page.evaluate("document.baseURI === location.href"), name
        page.locator("h1").scroll_into_view_if_needed()
        heading = page.locator("h1").bounding_box()
        at = page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.closest('h1') != null", [heading["x"] + 5, heading["y"] + 15])
        assert at, (name, heading)
    assert page.left == []
    assert len(page.refused) > len(SMUGGLED) / 2


@pytest.fixture
def below(site, tmp_path):
    """The site two folders below the top of a host, which shows the site's 404.html for what is missing."""
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "internal").symlink_to(site)

    class Host(http.server.SimpleHTTPRequestHandler):
        def send_error(self, code, message=None, explain=None):  # noqa: ARG002
            body = (site / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/books/internal/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_missing_page_leads_to_the_front_page_wherever_the_site_lies(guarded, below, site):
    page = guarded
    for missing in ("nothing.html", "vendors/brightline/nothing/here.html", "deep/er/and/deeper/"):
        page.goto(below + missing)
        until(page, "document.getElementById('front').getAttribute('href') !== '/'")
        assert page.locator("h1").evaluate("e => getComputedStyle(e).fontSize") == "32px"
        page.get_by_role("link", name="front page").click()
        assert page.url == below
        assert "agreements" in page.title()
    page.goto(f"file://{site}/404.html")
    page.get_by_role("link", name="front page").click()
    assert page.url == f"file://{site}/index.html"
    assert page.refused == []
