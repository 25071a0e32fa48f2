"""What changed as an Atom feed (RFC 4287), for whoever wants to be told."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pactbook.site.addresses import built_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pactbook.site.news.item import News

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100  # readers keep what they have seen; a feed holds what is new
_SPACE = uuid.UUID("6f2b1d52-6f0d-5d0f-9a7e-3c5b0f1d9e42")  # names entries of this kind; any fixed value serves


def feed(title: str, path: str, entries: Sequence[News], as_of: date, audience: str) -> bytes:
    """The feed's bytes; `path` is its page. Addresses are relative to the feed, so that the site can lie anywhere.

    Ids hold the audience: a reader that follows the feeds of two of them must not take one's news for the other's.
    """
    ET.register_namespace("", ATOM)
    root = ET.Element(_name("feed"))
    _add(root, "id", f"urn:uuid:{uuid.uuid5(_SPACE, f'{audience}|{title}')}")
    _add(root, "title", title)
    _add(root, "updated", _moment(max((each.updated for each in entries), default=as_of)))
    _add(root, "link", rel="alternate", type="text/html", href=built_path(path))
    _add(_add(root, "author"), "name", title)
    for each in entries[:MOST]:
        _entry(root, each, audience)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: ET.Element, news: News, audience: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", f"urn:uuid:{uuid.uuid5(_SPACE, f'{audience}|{news.folder}|{news.key}')}")
    _add(entry, "title", f"Coming: {news.name}" if news.coming else news.name)
    _add(entry, "updated", _moment(news.updated))
    if news.href:
        _add(entry, "link", rel="alternate", type="text/html", href=built_path(news.href))
    effective = (f"It holds from {news.effective.isoformat()}.",) if news.effective else ()
    _add(entry, "summary", " ".join((*news.sentences, *effective, news.todo)))


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, _name(tag), attributes)
    element.text = text or None
    return element


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
