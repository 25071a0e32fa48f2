"""A redline as one HTML page that needs nothing else: it opens in a browser, prints, and opens in Word.

What did not change is shown as people read it; what changed is shown as it was written, so that no change hides behind a rendering.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from pactbook.redline.files import TEXT, What, look_alikes, visible
from pactbook.redline.pieces import Kind, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pactbook.redline.files import FileRedline
    from pactbook.redline.pieces import Paragraph

_HEADING = re.compile(r"(#{1,6}) +")
_ID = re.compile(r"\s*\{#[\w.-]+\}$")
_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<text>[^\]]+)\]\((?:msa:|sow:)?#[\w.-]*\)|\\(?P<sign>[^\w\s])")
_BULLET = re.compile(r"[-*+] |\d+[.)] ")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_CELL = re.compile(r"(?<!\\)\|")
_TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del"}

STYLE = """
body{font:11pt/1.5 Georgia,"Times New Roman",serif;color:#111;background:#fff;max-width:46em;margin:2em auto;padding:0 1em}
h1{font-size:1.5em} h2{font-size:1.25em;border-bottom:1px solid #999;margin-top:2em} h3{font-size:1.1em} h4,h5,h6{font-size:1em}
table{border-collapse:collapse;margin:1em 0} th,td{border:1px solid #888;padding:.25em .6em;text-align:left;vertical-align:top}
code,pre,.data p{font-family:Consolas,"Courier New",monospace;font-size:.9em} pre{white-space:pre-wrap;overflow-wrap:anywhere}
.data p{white-space:pre-wrap;margin:0} .digest{overflow-wrap:anywhere} .item{margin-left:1.5em}
ins{text-decoration:underline;text-decoration-thickness:2px;color:#00429a;font-weight:bold}
del{text-decoration:line-through;text-decoration-thickness:2px;color:#9a1c1c}
del::before{content:"["} del::after{content:"]"}
.note{border-left:3px solid #888;padding-left:.8em} .moved{border-left:3px double #2d6a2d;padding-left:.8em}
@media print{body{margin:0;max-width:none} a{color:inherit} h2,h3{break-after:avoid} tr{break-inside:avoid}}
"""


def page(title: str, head: str, redlines: Sequence[FileRedline]) -> str:
    """The whole page; `head` is HTML that was made by this module or by `facts`."""
    return document(title, f"{head}\n{_legend(redlines)}\n{''.join(_file(each) for each in redlines)}")


def body(paragraphs: Sequence[Paragraph]) -> str:
    """The paragraphs of one comparison as blocks of HTML, for a page that brings its own head and style."""
    return "".join(_blocks(paragraphs, "text", alone=False))


def document(title: str, body: str) -> str:
    """A page with nothing but text and style: no script, and nothing that is fetched."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{text(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def text(words: str) -> str:
    """Any words as text of a page."""
    return escape(visible(words))


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """A table of what is to be known about something."""
    cells = "".join(f'<tr><th scope="row">{text(name)}</th><td class="digest">{text(value)}</td></tr>\n' for name, value in rows)
    return f"<table>\n{cells}</table>"


def _legend(redlines: Sequence[FileRedline]) -> str:
    if not any(each.what is What.CHANGED for each in redlines):
        return ""
    places = sum(each.passages for each in redlines if each.what is What.CHANGED)
    return (
        f'<p class="note">{places} passage{"" if places == 1 else "s"} changed. <ins>Underlined and bold</ins> is new; '
        "<del>struck through, in square brackets,</del> is gone; what moved says from where and to where. The text is shown whole.</p>"
    )


def _file(each: FileRedline) -> str:
    words = "".join(_warning(word) for word in _added_look_alikes(each))
    kind = "text" if each.path.endswith(TEXT) else "data"
    alone = each.what in {What.NEW, What.REMOVED}
    body = "".join(_blocks(each.paragraphs, kind, alone=alone)) if kind == "text" or each.what is not What.SAME else ""
    return f'<h2>{text(each.path)}: {text(each.what)}</h2>\n{words}<div class="{kind}">\n{body}</div>\n'


def _added_look_alikes(each: FileRedline) -> tuple[str, ...]:
    return look_alikes(" ".join(piece.text for part in each.paragraphs for piece in part.pieces if piece.kind is Kind.ADDED))


def _warning(word: str) -> str:
    codes = ", ".join(f"U+{ord(char):04X}" for char in word if not char.isascii())
    return f'<p class="note">Look closely: “{text(word)}” mixes alphabets whose letters look the same ({codes}).</p>\n'


def _blocks(paragraphs: Sequence[Paragraph], kind: str, *, alone: bool) -> Iterator[str]:
    """Paragraphs as blocks; rows of a table that follow one another make one table. A file that stands alone is not marked word by word."""
    rows: list[str] = []
    for paragraph in paragraphs:
        pieces = [Piece(Kind.SAME, piece.text) for piece in paragraph.pieces] if alone else list(paragraph.pieces)
        row = _row(pieces) if kind == "text" and not paragraph.moved else None
        if row is not None:
            rows.append(row)
            continue
        yield from _table(rows)
        rows = []
        if paragraph.moved and not alone:
            yield _moved(paragraph)
        else:
            yield f"<p>{_raw(pieces)}</p>\n" if kind == "data" else _block(pieces)
    yield from _table(rows)


def _moved(paragraph: Paragraph) -> str:
    """A paragraph that stands at another place in the other text; its words are no deletion and no insertion."""
    words = _inline(paragraph.within) if paragraph.within else text(paragraph.pieces[0].text)
    return f'<p class="moved"><b>{text(paragraph.moved.capitalize())}:</b> {words}</p>\n'


def _table(rows: Sequence[str]) -> Iterator[str]:
    if any(rows):
        yield f"<table>\n{''.join(rows)}</table>\n"


def _row(pieces: Sequence[Piece]) -> str | None:
    """A row of a table, empty for the rule below its head; None where it is none."""
    whole = "".join(piece.text for piece in pieces)
    if not whole.startswith("|"):
        return None
    if _RULE.fullmatch(whole):
        return "" if len(pieces) == 1 else f'<tr><td colspan="9">{_raw(pieces)}</td></tr>\n'
    if any(piece.kind is not Kind.SAME and _CELL.search(piece.text) for piece in pieces) and len(pieces) > 1:
        return f'<tr><td colspan="9">{_raw(pieces)}</td></tr>\n'
    cells: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(_CELL.split(piece.text)):
            if number:
                cells.append([])
            cells[-1].append(Piece(piece.kind, part))
    inner = "".join(f"<td>{_inline(cell)}</td>" for cell in cells[1:-1])
    return f"<tr>{inner}</tr>\n"


def _block(pieces: list[Piece]) -> str:
    first = pieces[0]
    heading = _HEADING.match(first.text)
    if heading and (first.kind is Kind.SAME or len(pieces) == 1):
        level = min(len(heading[1]) + 2, 6)
        rest = [Piece(first.kind, first.text[heading.end() :]), *pieces[1:]]
        last = rest[-1]
        if last.kind is Kind.SAME or len(rest) == 1:
            rest[-1] = Piece(last.kind, _ID.sub("", last.text))
        return f"<h{level}>{_inline(rest)}</h{level}>\n"
    if _BULLET.match(first.text):
        return f'<p class="item">{_inline(pieces)}</p>\n'
    return f"<p>{_inline(pieces)}</p>\n"


def _inline(pieces: Sequence[Piece]) -> str:
    return "".join(_read(piece.text) if piece.kind is Kind.SAME else _marked(piece) for piece in pieces)


def _raw(pieces: Sequence[Piece]) -> str:
    return "".join(text(piece.text) if piece.kind is Kind.SAME else _marked(piece) for piece in pieces)


def _marked(piece: Piece) -> str:
    """What changed, as it was written; the blanks at its ends stay outside the mark."""
    tag, words = _TAGS[piece.kind], piece.text.strip(" ")
    if not words:
        return f"<{tag}>{text(piece.text)}</{tag}>"
    before, after = " " * piece.text.startswith(" "), " " * piece.text.endswith(" ")
    return f"{before}<{tag}>{text(words)}</{tag}>{after}"


def _read(words: str) -> str:
    """What did not change, as people read it: bold terms, references by their words."""
    parts, at = [], 0
    for match in _INLINE.finditer(words):
        parts.append(text(words[at : match.start()]))
        bold, name, sign = match["bold"], match["text"], match["sign"]
        parts.append(f"<b>{text(bold)}</b>" if bold else text(name or sign or ""))
        at = match.end()
    return "".join([*parts, text(words[at:])])
