"""Markup of other programs, by its form: what the site would drop, or show letter by letter, and what to write instead."""

from __future__ import annotations

import re

KINDS = frozenset({"note", "info", "tip", "warning", "danger", "example", "question", "quote"})
"""The kinds of note that the site knows how to show; `success` is none, for a green tick is the sign of what was proved."""

# Each form with a name for the rule that tells of it; looked for outside of code.
FORMS: dict[str, tuple[str, re.Pattern[str]]] = {
    "include": ("text from another file", re.compile(r"^[ \t]*;?-{2,}8<-{2,}.*$|\{![^\s{}!]+!\}", re.MULTILINE)),
    "fold": ("a note that folds", re.compile(r"^[ \t]*\?\?\?\+?[ \t]*\w.*$", re.MULTILINE)),
    "tab": ("a tab", re.compile(r"^[ \t]*===[!+]?[ \t]+\".*\"[ \t]*$", re.MULTILINE)),
    "colons": ("a block between colons", re.compile(r"^[ \t]*:{3,}[ \t]*\w*.*$", re.MULTILINE)),
    "alert": ("a note in the manner of a forge", re.compile(r"^[ \t]*>[ \t]*\[!\w+\]", re.MULTILINE)),
    "struck": ("struck-out text", re.compile(r"(?<![~\\])~~(?=\S)[^~\n]+~~(?!~)")),
    "marked": ("highlighted text", re.compile(r"(?<![=\\])==(?=\S)[^=\n]+?(?<=\S)==(?!=)")),
    "wiki": ("a link in the manner of a wiki", re.compile(r"(?<![!\\\]])\[\[[^\[\]\n]+\]\](?![(\[:])")),
    "abbreviation": ("an abbreviation with its meaning", re.compile(r"^[ ]{0,3}\*\[[^\]\n]+\]:.*$", re.MULTILINE)),
    "term": ("a term with its meaning below", re.compile(r"(?<=\S\n)[ ]{0,3}:[ \t]+\S[^\n]*|(?<=\S\n\n)[ ]{0,3}:[ \t]{2,3}\S[^\n]*")),
    "emoji": ("a name for a small picture", re.compile(r"(?<![\w:/.\\]):[a-z][a-z0-9+_-]*[a-z0-9]:(?![\w:/])")),
}

# Attributes in braces: a class or id first, wherever it stands; a key with a value, where a program would take it for attributes.
ATTRIBUTES = re.compile(
    r"(?<![{\\$])\{:?[ ]*(?:[.#][A-Za-z_][\w-]*[^{}\n]*|(?:(?<=[)\]*_`]\{)|(?<=\{:)|(?<=\{: ))[\w-]+[ ]*=[^{}\n]*)\}"
    r"|(?<![{\\$])\{:?[ ]*[\w-]+=[^{}\n]*\}(?=[ \t]*(?:$|\|))",
    re.MULTILINE,
)
OWN_ID = re.compile(r"\{:?[ ]*#[^\W\d_][\w.\x80-\U0010ffff-]*[ ]*\}")
