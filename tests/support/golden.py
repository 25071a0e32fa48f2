"""Golden cases of rules as data: what is changed in a small book, and every finding that must follow, or none.

    - fires: C001
      because: a contract that was never assembled
      change: [{in: contracts/acme/msa/agreement.md, delete: true}]
      finds: ["contracts/acme/msa/agreement.md:1:1: C001 there is no agreement.md yet"]

`quiet: CODE` is a case in which the rule must not fire, and nothing else either. A change is `old` and `new`, `append`, `text`
(the whole file) or `delete`. With `again: true` the agreements are assembled once more after the changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from books import small_book

if TYPE_CHECKING:
    from pathlib import Path

    from books import SmallBook


def cases(folder: Path) -> list[Any]:
    """Every case of the folder's YAML files, with a name for each."""
    import pytest

    found = []
    for path in sorted(folder.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            name = f"{path.stem}-{number}-{'fires' if 'fires' in case else 'quiet'}-{case.get('fires') or case['quiet']}"
            found.append(pytest.param(case, id=name))
    return found


def changed(case: dict[str, Any], root: Path) -> SmallBook:
    """The small book with the changes of a case."""
    book = small_book(root)
    for change in case["change"]:
        path = change["in"]
        if "old" in change:
            book.replace(path, change["old"], change["new"])
        elif "append" in change:
            book.append(path, change["append"])
        elif "text" in change:
            book.write(path, change["text"])
        else:
            book.delete(path)
    if case.get("again"):
        book.run("assemble")
    return book


def judge(case: dict[str, Any], root: Path) -> None:
    """Hold what the book's check finds against the case."""
    found = changed(case, root).lines()
    assert found == case.get("finds", [])
    if "fires" in case:
        assert any(f": {case['fires']} " in line for line in found)
