"""Making plain text show as it is where markdown is expected."""

import re

# The HTML elements that occur in contracts taken from the web. Anything else in angle brackets is text: <name of the client>.
_ELEMENTS = (
    "a|abbr|b|big|blockquote|body|br|center|code|del|div|dd|dl|dt|em|font|h[1-6]|head|hr|html|i|iframe|img|ins|li|link|meta|ol|p|page|pre|s|script|small|span|strike|"
    "strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul"
)
TAG = re.compile(rf"</?(?P<name>{_ELEMENTS})(?:\s[^<>]*)?/?>|<!--(?:(?!-->|<!--).)*+-->", re.IGNORECASE | re.DOTALL)
_INLINE_ELEMENTS = "a abbr b big code del em font i ins s small span strike strong sub sup tt u"
_INLINE = frozenset(_INLINE_ELEMENTS.split())

# Characters that markdown, or an extension that sites use, would take for markup, wherever they stand. A colon only in :emoji:.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&|~^=$#+]|:(?=[\w+-]+:)|!(?=\[)")
_AS_ENTITY = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;", "^": "&#94;", "=": "&#61;", "$": "&#36;", ":": "&#58;"}
# What is markup only at the start of a paragraph: a number with a stop or bracket, a dash, a colon, an admonition.
_START = re.compile(r"^(?:(?P<number>\d+)(?P<stop>[.)])(?=\s|$)|(?P<sign>[-:!?%@/]))")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def drop_tags(text: str) -> str:
    """The text without HTML tags and comments; tags of blocks leave a space."""
    if "<" not in text:
        return text
    return TAG.sub(lambda match: "" if (match["name"] or "").lower() in _INLINE else " ", text)


def inline(text: str) -> str:
    """Plain text, HTML tags dropped, as markdown that shows the same characters."""
    plain = drop_tags(text)
    return _SPECIAL.sub(_escaped, _CONTROL.sub("", plain))


def _escaped(match: re.Match[str]) -> str:
    sign = match.group()
    return _AS_ENTITY.get(sign) or "\\" + sign


def at_start(markdown: str) -> str:
    """A paragraph of escaped text whose first characters must not make it a list, a note or the like."""
    match = _START.match(markdown)
    if not match:
        return markdown
    if match["number"]:
        return f"{match['number']}\\{match['stop']}{markdown[match.end() :]}"
    return f"&#{ord(match['sign'])};{markdown[match.end() :]}"
