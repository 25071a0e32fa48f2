"""The programs that make a site, as one digest: what they made is good for as long as they are the same."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pactbook

_MAKERS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "markupsafe", "pyyaml", "jsonschema")


@cache
def makers() -> str:
    """The digest of the programs: versions of the libraries, and the engine's own code, so that a checkout that is worked on needs no new number."""
    found = hashlib.sha256(json.dumps([sys.version, pactbook.__version__, *(f"{name} {version(name)}" for name in _MAKERS)]).encode())
    root = Path(pactbook.__file__).parent
    for folder, inner, names in os.walk(root):
        inner.sort()
        for name in sorted(names):
            if not name.endswith(".pyc"):
                data = Path(folder, name).read_bytes()
                found.update(f"{folder[len(str(root)) :]}/{name}\0{len(data)}\0".encode())
                found.update(data)
    return found.hexdigest()
