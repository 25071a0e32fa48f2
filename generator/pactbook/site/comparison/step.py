"""Holds a printed page of an agreement against the text that was signed: every word of it visible, in its order, and no word more.

Runs on each page once it is printed (`pactbook.site.finish`), without a browser. The words of the page are taken from its HTML; what a style
sheet could hide, add, move or cover there is a fault, whatever the words. The words that were signed are read by `signed`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pactbook.site.comparison import again, walk
from pactbook.site.comparison import page as page_text
from pactbook.site.comparison import sheets as style_sheets
from pactbook.site.comparison import signed as signed_text
from pactbook.site.comparison.styles import judge
from pactbook.site.comparison.text import Reading
from pactbook.site.printed.files import sheet_of_theme, text_of
from pactbook.site.printed.parted import parted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pactbook.site.comparison.styles import Judge
    from pactbook.site.page import Page

SHOWN = 12  # words of each side in a message
MOST = 8  # problems of one page in a message


def compared(name: str, page: Page | None, html: str) -> tuple[str, Iterable[str]]:
    """A step of `pactbook.site.finish`: the page as it is, and in what it departs from what was signed."""
    wanted = page and (page.signed if page.signed is not None else page.signed_parts)
    if not page or not wanted:
        return html, ()
    return html, compare(name, html, wanted, sheet_of_theme, "signed text" if page.locked else "text of the draft")


def compare_site(out: Path, signed: Mapping[str, str | tuple[str, ...]]) -> list[str]:
    """The same for a site that lies in the folder `out`, with the style sheets in it; `signed` has the signed text by the name of the page's file."""

    def sheet(name: str) -> str | None:
        return text_of(out / name)

    return [
        f"{name}: {problem}"
        for name, text in signed.items()
        for problem in compare(name, (out / name).read_text(encoding="utf-8"), text, sheet)
    ]


def compare(
    name: str, html: str, signed: str | tuple[str, ...], sheet: Callable[[str], str | None], called: str = "signed text"
) -> list[str]:
    """In what the page `name` departs from the signed text, or from several (`Page.signed_parts`).

    `sheet` gives a style sheet by its place on the site; `called` is what a message calls the text.
    """

    def judged(sheets: Iterable[str], styles: Iterable[str]) -> Judge | str:
        return _judged(name, sheets, styles, sheet)

    one, parts = isinstance(signed, str), parted(html)
    if parts and parts.is_whole and again.stands(parts, signed, walk.over(parts.frame, judged, one=one)):
        return []
    seen = walk.over(html, judged, one=one)
    if seen and not any(_differences(seen.words, signed, called)):
        if parts:
            again.learn(parts, signed, seen)
        return []
    return _problems(html, signed, judged, called)


def _problems(
    html: str, signed: str | tuple[str, ...], judged: Callable[[Iterable[str], Iterable[str]], Judge | str], called: str
) -> list[str]:
    """The same for any page, each element of it looked at."""
    page = page_text.read(html)
    if isinstance(page, str):
        return [f"the signed text can't be found: {page}"]
    found = judged(page.sheets, page.styles)
    if isinstance(found, str):
        return [found]
    reading = Reading(page, found, (page.title, *((page.body,) if isinstance(signed, str) else page.parts)))
    problems = [*found.faults, *page.faults, *reading.problems(), *_differences(reading.words(), signed, called)]
    page.let_go()
    return problems[:MOST] + ([f"and {len(problems) - MOST} more"] if len(problems) > MOST else [])


def _judged(name: str, sheets: Iterable[str], styles: Iterable[str], sheet: Callable[[str], str | None]) -> Judge | str:
    """The judge of the style sheets that a page names and of the styles on it; or in words why there is none."""
    texts = []
    for address in sheets:
        place = _place(name, address)
        text = sheet(place) if place else None
        if text is None:
            return f"the style sheet {address!r} is no file of the theme, so nobody knows what the page looks like"
        texts.append(text)
    return judge((*texts, *filter(_styles, styles)))


def _differences(shown: tuple[str, ...], signed: str | tuple[str, ...], called: str) -> Iterator[str]:
    if isinstance(signed, str):
        wanted, markdown = signed_text.words(signed)
        title, body = (signed_text.split(part, markdown=markdown) for part in shown)
        if title + body != wanted and (body != wanted or signed.lstrip().startswith("# ")):
            yield difference(wanted, title + body if signed.lstrip().startswith("# ") else body, called)
        return
    if len(shown) != len(signed):
        yield f"the page has {len(shown) - 1} of the {len(signed) - 1} texts that it must show"
    yield from filter(None, (_unlike(ours, theirs, called) for ours, theirs in zip(signed, shown, strict=False)))


@lru_cache(maxsize=512)
def _unlike(signed: str, shown: str, called: str) -> str:
    """The difference of one of several texts; kept, since the same clauses stand on the sites of many vendors."""
    wanted, found = (signed_text.split(part, markdown=True) for part in (signed, shown))
    return difference(wanted, found, called) if wanted != found else ""


def difference(signed: list[str], shown: list[str], called: str) -> str:
    """The first difference in words, with what stands before it."""
    start = 0
    while start < min(len(signed), len(shown)) and signed[start] == shown[start]:
        start += 1
    end = 0
    while end < min(len(signed), len(shown)) - start and signed[-1 - end] == shown[-1 - end]:
        end += 1
    before = " ".join(signed[max(0, start - 6) : start])
    ours, theirs = (_cut(words[start : len(words) - end]) for words in (signed, shown))
    return (
        f"the page does not show the {called}. After “{before}”, the text says “{ours}”, the page “{theirs}”. "
        "If the site's engine is at fault, report it; until it is mended, the last good site stays"
    )


def _cut(words: list[str]) -> str:
    return " ".join(words if len(words) <= SHOWN else [*words[:SHOWN], f"… ({len(words)} words)"])


def _styles(text: str) -> bool:
    """Whether a style on the page says anything of the page's elements, or can't be judged; the head of a printed sheet does not."""
    sheet = style_sheets.read(text)
    return bool(sheet.rules or sheet.faults)


def _place(name: str, address: str) -> str | None:
    """A style sheet's place on the site; None where it lies elsewhere."""
    if ":" in address or address.startswith("/") or "\\" in address:
        return None
    parts = list(PurePosixPath(name).parent.parts)
    for part in address.partition("?")[0].partition("#")[0].split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
