"""The name of the place at which a finding stands: the nearest section, heading or route of keys. Names stay when lines move."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from pactbook.manuals import reading
from pactbook.model.book import AGREEMENT
from pactbook.text.sections import structure
from pactbook.trees.tree import MissingFileError
from pactbook.yamlfile import loader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from pactbook.checks.subject import Subject
    from pactbook.model.clause import ClauseVersion
    from pactbook.model.document import Document
    from pactbook.model.manual import ManualPage
    from pactbook.problems import Position
    from pactbook.text.sections.structure import Outlined
    from pactbook.trees.tree import Tree


class Place(NamedTuple):
    """A named place; `within` are the names of the places around it and its own, the widest first."""

    name: str = ""
    within: tuple[str, ...] = ()


Start = tuple[int, int, Place]
NOWHERE = Place()


class _File:
    """The places of one file, each by the line and column at which it begins."""

    def __init__(self, starts: Iterable[Start]) -> None:
        found = sorted(starts, key=lambda start: start[:2])
        self._begins = [start[:2] for start in found]
        self._places = [start[2] for start in found]

    def at(self, position: Position) -> Place:
        """The place that begins last before a position."""
        index = bisect_right(self._begins, (position.line, position.col))
        return self._places[index - 1] if index else NOWHERE


class Places:
    """The places of a book's files; each file is looked at when the first finding in it is."""

    def __init__(self, tree: Tree, subject: Subject) -> None:
        """Take what was read already from `subject`, the rest from `tree`."""
        self._tree = tree
        self._known: dict[str, Callable[[], Iterator[Start]]] = dict(_known(subject))
        self._files: dict[str, _File] = {}

    def at(self, path: str, position: Position) -> Place:
        """The place of a finding."""
        if path not in self._files:
            known = self._known.get(path)
            self._files[path] = _File(known() if known else self._read(path))
        return self._files[path].at(position)

    def _read(self, path: str) -> Iterator[Start]:
        """The places of a file that is no part of the book, because it can't be read as one or lies elsewhere."""
        try:
            data = self._tree.read(path) if path.endswith((".yaml", ".md")) else b""
        except (MissingFileError, ValueError):
            return
        if path.endswith(".md"):
            yield from _of_headings(reading.read(data.decode("utf-8", "replace")).headings)
        elif data:
            document = loader.load(data, path)[0]
            yield from _of_document(document) if document else ()


def _known(subject: Subject) -> Iterator[tuple[str, Callable[[], Iterator[Start]]]]:
    for writing in subject.agreements:
        yield writing.path, lambda writing=writing: _of_outline(writing.outline)  # type: ignore[misc]
    for contract in (*subject.book.contracts.values(), *subject.book.proposals.values()):
        yield f"{contract.path}/terms.yaml", lambda document=contract.document: _of_document(document)  # type: ignore[misc]
        for file, text in contract.own_texts.items():
            if file != AGREEMENT:
                yield f"{contract.path}/{file}", lambda text=text: _of_outline(structure.read(text).outline)  # type: ignore[misc]
    for versions in subject.book.clauses.values():
        for clause in versions:
            yield clause.path, lambda clause=clause: _of_clause(clause)  # type: ignore[misc]
    for manual in subject.book.manuals.values():
        yield f"{manual.path}/outline.yaml", lambda document=manual.document: _of_document(document)  # type: ignore[misc]
        for page in manual.pages:
            yield page.path, lambda page=page: _of_page(page, subject)  # type: ignore[misc]


def _of_clause(clause: ClauseVersion) -> Iterator[Start]:
    yield from _of_document(clause.document)
    yield clause.text_line, 1, NOWHERE
    yield from _of_outline(structure.read(clause.text).outline, clause.text_line - 1)


def _of_page(page: ManualPage, subject: Subject) -> Iterator[Start]:
    yield from _of_headings(subject.linker.read(page).headings)


def _of_outline(found: Outlined, before: int = 0) -> Iterator[Start]:
    chains: list[tuple[str, ...]] = []
    for line, col, name, parent in found:
        chains.append((*(chains[parent] if parent is not None else ()), name))
        yield line + before, col, Place(name, chains[-1])


def _of_headings(headings: Iterable[reading.Heading]) -> Iterator[Start]:
    open_ones: list[reading.Heading] = []
    for heading in headings:
        while open_ones and open_ones[-1].level >= heading.level:
            open_ones.pop()
        open_ones.append(heading)
        yield heading.line, 1, Place(heading.id, tuple(each.id for each in open_ones))


def _of_document(document: Document) -> Iterator[Start]:
    """Keys, and entries of lists; an entry goes by its own words, so that it keeps its name when another is put before it."""
    names: dict[tuple[str | int, ...], tuple[str, ...]] = {(): ()}
    for route, where in document.values.items():  # in the order of reading: what is around a value comes first
        if not route:
            continue
        above = names.get(route[:-1])
        if above is None:
            continue
        step = str(route[-1]) if isinstance(route[-1], str) else _entry(document.value, route)
        name = f"{above[-1]}.{step}" if above else step
        names[route] = (*above, name)
        begin = document.keys.get(route, where)
        yield begin.line, begin.col, Place(name, names[route])


def _entry(value: Any, route: tuple[str | int, ...]) -> str:
    """The name of an entry of a list: its text, or the first text in it; its number where there is none."""
    for step in route:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return str(route[-1])
    if isinstance(value, dict):
        value = next((each for each in value.values() if isinstance(each, str)), None)
    return value if isinstance(value, str) else str(route[-1])
