"""A redline as one HTML page that needs nothing else: it opens in a browser, prints, and opens in Word.

It is shown as people read it (`reading`), and so that no change hides behind a rendering.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from pactbook.redline import reading
from pactbook.redline.cards import as_cards
from pactbook.redline.context import RULE
from pactbook.redline.files import TEXT, What, counted, look_alikes, visible
from pactbook.redline.inline import unescaped
from pactbook.redline.pieces import Kind, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pactbook.redline.files import FileRedline
    from pactbook.redline.pieces import Paragraph

DEEPEST = 4
"""Lists within lists beyond that many are not set further in."""
_CELL = re.compile(r"(?<!\\)\|")
GAP = "…"
"""Stands where unchanged words were left out."""
_WHOLE_ROW = '<td colspan="*">'  # the columns are counted once the table is whole
_MARK = re.compile(f"([{reading.BOLD}{reading.PLAIN}])")
_TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del"}

STYLE = """
body{font:11pt/1.5 Georgia,"Times New Roman",serif;color:#111;background:#fff;max-width:46em;margin:2em auto;padding:0 1em}
h1{font-size:1.5em} h2{font-size:1.25em;border-bottom:1px solid #999;margin-top:2em} h3{font-size:1.1em} h4,h5,h6{font-size:1em}
table{border-collapse:collapse;margin:1em 0} th,td{border:1px solid #888;padding:.25em .6em;text-align:left;vertical-align:top}
code,pre,.data p{font-family:Consolas,"Courier New",monospace;font-size:.9em} pre{white-space:pre-wrap;overflow-wrap:anywhere}
.data p{white-space:pre-wrap;margin:0} .digest{overflow-wrap:anywhere} .item{margin-left:1.5em}
.item-2{margin-left:3em} .item-3{margin-left:4.5em} .item-4{margin-left:6em}
ins{text-decoration:underline;text-decoration-thickness:2px;color:#00429a;font-weight:bold}
del{text-decoration:line-through;text-decoration-thickness:2px;color:#9a1c1c}
del::before{content:"["} del::after{content:"]"}
.note{border-left:3px solid #888;padding-left:.8em} .moved{border-left:3px double #2d6a2d;padding-left:.8em}
@media print{body{margin:0;max-width:none} a{color:inherit} h2,h3{break-after:avoid} tr{break-inside:avoid}}
"""


def page(title: str, head: str, redlines: Sequence[FileRedline]) -> str:
    """The whole page; `head` is HTML that was made by this module or by `facts`."""
    return document(title, f"{head}\n{_legend(redlines)}\n{''.join(_file(each) for each in redlines)}")


def body(paragraphs: Iterable[Paragraph | None]) -> str:
    """The paragraphs of one comparison as blocks of HTML, for a page of the site, which shows rows of tables as cards on a phone; None is a gap."""
    return as_cards("".join(_blocks(paragraphs, "text", alone=False)))


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
    changed = [each for each in redlines if each.what is What.CHANGED]
    return (
        f'<p class="note">{counted(sum(each.passages for each in changed), sum(each.renumbered for each in changed))}. <ins>Underlined and bold</ins> is new; '
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


def _blocks(paragraphs: Iterable[Paragraph | None], kind: str, *, alone: bool) -> Iterator[str]:
    """Paragraphs as blocks; rows of a table that follow one another make one table. A file that stands alone is not marked word by word."""
    rows: list[str] = []
    gap = False
    paragraphs = list(paragraphs)
    same = reading.alike(paragraphs)
    for paragraph in paragraphs:
        if paragraph is None:
            gap = True
            continue
        pieces = [Piece(Kind.SAME, piece.text) for piece in paragraph.pieces] if alone else list(paragraph.pieces)
        row = _row(pieces) if kind == "text" and not paragraph.told and not paragraph.moved else None
        if row is None or not rows:
            yield from _table(rows)
            rows = []
            yield f"<p>{GAP}</p>\n" * gap
        elif gap:
            rows.append(f"<tr>{_WHOLE_ROW}{GAP}</td></tr>\n")
        gap = False
        if row is not None:
            rows.append(row)
        elif kind == "data":
            yield f"<p>{_raw(pieces)}</p>\n"
        else:
            yield _moved(paragraph, same) if (paragraph.told or paragraph.moved) and not alone else _block(pieces, same, paragraph.depth)
    yield from _table(rows)


def _moved(paragraph: Paragraph, same: frozenset[str]) -> str:
    """A paragraph that stands at another place or level in the other text; its words are by that no deletion and no insertion."""
    seen = reading.shown(reading.inner(paragraph), same)
    _, pieces = reading.heading(seen.pieces)
    words = _inline(pieces).strip("| ")
    told = paragraph.told
    lead = f"<b>{text(told[0].upper() + told[1:])}:</b> " if told else ""
    return f'<p class="{" ".join(["moved", *_item(paragraph.depth)])}">{lead}{words}</p>\n{_notes(seen.notes)}'


def _item(depth: int) -> list[str]:
    """The classes of what stands in so many lists."""
    return ["item", *([f"item-{min(depth, DEEPEST)}"] if depth > 1 else [])] if depth else []


def _notes(notes: Iterable[str]) -> str:
    return "".join(f'<p class="note">({text(note)})</p>\n' for note in notes)


def _table(rows: Sequence[str]) -> Iterator[str]:
    if len(rows) > 1 and not rows[1]:  # the rule below the head
        head = rows[0].replace("<td>", '<th scope="col">').replace("</td>", "</th>")
        rows = [f"<thead>{head}</thead>\n", *rows[2:]]
    if any(rows):
        columns = max(row.count("</td>") + row.count("</th>") for row in rows)
        yield f"<table>\n{''.join(rows)}</table>\n".replace(_WHOLE_ROW, f'<td colspan="{columns}">' if columns > 1 else "<td>")


def _row(pieces: Sequence[Piece]) -> str | None:
    """A row of a table, empty for the rule below its head; None where it is none."""
    whole = "".join(piece.text for piece in pieces)
    if not whole.startswith("|"):
        return None
    if RULE.fullmatch(whole):
        return "" if len(pieces) == 1 else f"<tr>{_WHOLE_ROW}{_raw(pieces)}</td></tr>\n"
    pieces = reading.shown(pieces).pieces
    if any(piece.kind is not Kind.SAME and _CELL.search(piece.text) for piece in pieces) and len(pieces) > 1:
        return f"<tr>{_WHOLE_ROW}{_raw(pieces)}</td></tr>\n"
    cells: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(_CELL.split(piece.text)):
            if number:
                cells.append([])
            cells[-1].append(Piece(piece.kind, part))
    inner = "".join(f"<td>{_inline(cell)}</td>" for cell in cells[1:-1])
    return f"<tr>{inner}</tr>\n"


def _block(pieces: Sequence[Piece], same: frozenset[str], depth: int) -> str:
    seen = reading.shown(pieces, same)
    level, words = reading.heading(seen.pieces)
    if level:
        level = min(max(level + 1, 3), 6)
        return f"<h{level}>{_inline(words)}</h{level}>\n{_notes(seen.notes)}"
    item = f' class="{" ".join(_item(depth))}"' if depth else ""
    return f"<p{item}>{_inline(words)}</p>\n{_notes(seen.notes)}"


def _inline(pieces: Sequence[Piece]) -> str:
    """The words, each side with its own bold; what came stands in <ins>, what went in <del>."""
    bold = {Kind.REMOVED: False, Kind.ADDED: False}
    parts = []
    for piece in pieces:
        side = Kind.REMOVED if piece.kind is Kind.REMOVED else Kind.ADDED
        lead, words, tail = _trimmed(piece)
        shown, ended = _bold(words, on=bold[side])
        for each in bold if piece.kind is Kind.SAME else (side,):
            bold[each] = ended
        parts.append(f"{lead}{_tagged(piece.kind, shown)}{tail}")
    return "".join(parts)


def _trimmed(piece: Piece) -> tuple[str, str, str]:
    """The blanks at the ends of what changed stay outside the mark, unless there is nothing else."""
    words = piece.text.strip(" ")
    if piece.kind is Kind.SAME or not words:
        return "", piece.text, ""
    return " " * piece.text.startswith(" "), words, " " * piece.text.endswith(" ")


def _tagged(kind: Kind, shown: str) -> str:
    return shown if kind is Kind.SAME or not shown else f"<{_TAGS[kind]}>{shown}</{_TAGS[kind]}>"


def _bold(words: str, *, on: bool) -> tuple[str, bool]:
    """Words as HTML, and whether what follows is bold."""
    parts = []
    for part in _MARK.split(words):
        if part in {reading.BOLD, reading.PLAIN}:
            on = part == reading.BOLD
        elif part:
            said = text(unescaped(part))
            parts.append(f"<b>{said}</b>" if on else said)
    return "".join(parts), on


def _raw(pieces: Sequence[Piece]) -> str:
    """As it was written."""
    return "".join(f"{lead}{_tagged(each.kind, text(words))}{tail}" for each in pieces for lead, words, tail in (_trimmed(each),))
