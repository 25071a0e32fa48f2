"""Values as markdown that reads as the same words: what a person typed into YAML never becomes markup.

A backslash where both CommonMark and Python-Markdown drop it again, a character reference where only that is safe. Empty links
(`[](#section-id)`) are kept, so that a text in terms.yaml can refer to a section.
"""

from __future__ import annotations

import re

from pactbook.assemble.outline import REFERENCE
from pactbook.templates.words import in_words

_SPECIAL = re.compile(r"[\\`*_{}\[\]|]|<(?=[A-Za-z/!?]|\S{0,1000}@)|&(?=#|\w+;)|:(?=[\w+-]+:)|!(?=\[)")
_AS_REFERENCE = {"<": "&lt;", "&": "&amp;", ":": "&#58;"}
_START = re.compile(r"(?P<number>\d+)(?P<stop>[.)])(?=\s|$)|(?P<sign>[#>]|[-+](?=[-+\s]|$)|!(?=!!)|:(?=\s)|[~=](?=[~=]))")
_START_REFERENCE = {":": "&#58;", "~": "&#126;", "=": "&#61;"}


def inline(value: object) -> str:
    """A value inside a line: a cell, a title, a sentence."""
    text = " ".join(in_words(value).split())
    if not _SPECIAL.search(text):
        return text
    pieces, at = [], 0
    for found in REFERENCE.finditer(text):
        pieces += [_SPECIAL.sub(_escaped, text[at : found.start()]), found[0]]
        at = found.end()
    return "".join((*pieces, _SPECIAL.sub(_escaped, text[at:])))


def _escaped(match: re.Match[str]) -> str:
    return _AS_REFERENCE.get(match[0]) or f"\\{match[0]}"


def at_start(markdown: str) -> str:
    """Text that begins a line, so that it starts no list, heading, quotation, rule or note."""
    match = _START.match(markdown)
    if not match:
        return markdown
    if match["number"]:
        return f"{match['number']}\\{match['stop']}{markdown[match.end() :]}"
    return f"{_START_REFERENCE.get(match['sign'], chr(92) + match['sign'])}{markdown[match.end() :]}"
