"""Names of files that can be signed: one form on every system, and nothing that lies to the eye."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_PATH = 1024
LONGEST_SIGNER = 250  # with .sig behind it, a file name on every system
INSTRUMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+")
SIGNER = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+")

# A plain path is its own twin; everything else is looked at more closely.
_PLAIN = re.compile(r"(?:[a-z0-9._@+-]*[a-z0-9_@+-]/)*[a-z0-9._@+-]*[a-z0-9_@+-]")
_SEGMENT = re.compile(r"[A-Za-z0-9._@+-]{1,255}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_SHORT = re.compile(r"[^/.~]{1,7}~[0-9]{1,6}(?:\.[^/.]{0,3})?")
_IGNORED = {"Cf", "Cc", "Mn", "Me"}


def path_fault(path: str) -> str:
    """What is wrong with a path in a manifest, or nothing."""
    if len(path) > LONGEST_PATH:
        return f"the path is longer than {LONGEST_PATH} characters"
    for segment in path.split("/"):
        if fault := _segment_fault(segment):
            return fault
    return ""


@lru_cache(maxsize=4096)  # the same names stand in every record
def _segment_fault(segment: str) -> str:
    if not segment:
        return "a path begins at the instrument's base and has no empty part: no '/' at either end, no '//'"
    if segment in {".", ".."} or segment.lower() == ".git":
        return f"'{segment}' is not allowed in a path"
    if not _SEGMENT.fullmatch(segment):
        return f"'{shown(segment)}' holds a character that can't be signed; allowed are A-Z a-z 0-9 . _ - + @"
    if segment.endswith("."):
        return f"'{segment}' ends in a full stop, which some systems drop"
    if _DEVICE.fullmatch(segment):
        return f"'{segment}' is the name of a device on some systems"
    return ""


def short_name(path: str) -> bool:
    """Whether part of a path has the form of the second, short name that Windows gives to files: `OUTLIN~1.YAM`."""
    return "~" in path and any(map(_SHORT.fullmatch, path.split("/")))


def short_for(path: str, locked: str) -> bool:
    """Whether Windows may take `path`, or the folders that it begins with, for `locked` by a short name."""
    pairs = zip(path.split("/"), locked.split("/"), strict=False)
    return short_name(path) and all(one == other or _short_of(one, other) for one, other in pairs)


def _short_of(segment: str, name: str) -> bool:
    """Two letters are what every short name keeps."""
    return _SHORT.fullmatch(segment) is not None and segment[:2].lower() == name.lstrip(".")[:2].lower()


def fold(path: str) -> str:
    """The name that a forgiving file system or eye may take for `path`: case, width, invisible marks and trailing dots dropped."""
    if _PLAIN.fullmatch(path):
        return path
    text = unicodedata.normalize("NFKD", path).casefold().replace("\\", "/")
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) not in _IGNORED)
    return "/".join(segment.split(":")[0].rstrip(". ") for segment in text.split("/"))


def twins(paths: list[str]) -> list[tuple[str, str]]:
    """Paths (or folders on the way to them) of which one replaces the other on some systems."""
    first: dict[str, str] = {}
    found = []
    for path in paths:
        end = 0
        while end >= 0:
            end = path.find("/", end + 1)
            part = path if end < 0 else path[:end]
            other = first.setdefault(fold(part), part)
            if other != part:
                found.append((path, other))
                break
    return found


def shown(text: str) -> str:
    """A name as it can be shown to a person: everything but plain ASCII as its code."""
    return "".join(char if " " <= char <= "~" else f"\\u{{{ord(char):x}}}" for char in text)
