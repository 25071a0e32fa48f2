"""One file at a time: bytes to a document that follows its schema, front matter apart from text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from pactbook.load import kept
from pactbook.load.rules import MISSING_FILE
from pactbook.load.structure import build
from pactbook.problems import Position, Problem
from pactbook.trees.tree import MissingFileError, Tree
from pactbook.yamlfile import loader, rules
from pactbook.yamlfile.schema import schema_file, validate

if TYPE_CHECKING:
    from pactbook.load.kept import Shelf
    from pactbook.model.document import Document

T = TypeVar("T")
_MODELINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=(\S+)\s*")
_FENCE = re.compile(rb"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(rb"---[ \t]*\r?\n")


class _Read(NamedTuple):
    """A document with its bytes; `known` to be sound from an earlier time."""

    document: Document
    data: bytes
    first_line: int
    known: bool = False


@dataclass(slots=True)
class Source:
    """A tree to read from, and the problems found on the way; on the shelf stand documents that were sound before."""

    tree: Tree
    problems: list[Problem]
    shelf: Shelf | None = None
    _unsound: set[str] = field(default_factory=set)

    def problem(self, problem: Problem) -> None:
        """Record one problem."""
        self.problems.append(problem)

    def data(self, path: str) -> bytes | None:
        """A file's bytes, or None with the problem recorded."""
        try:
            return self.tree.read(path)
        except MissingFileError:
            self.problem(Problem(path, Position(), MISSING_FILE, "the file is missing or is no plain file"))
            return None

    def text(self, path: str) -> str | None:
        """A file's text with plain line ends, or None with the problem recorded."""
        data = self.data(path)
        return None if data is None else loader.load_text(data, path, self.problems)

    def held(self, text: str) -> str:
        """A text for a field of the model that may hold what reads it (`pactbook.model.held`): set aside, where there is a shelf."""
        return cast("str", self.shelf.aside.text(text)) if self.shelf else text

    def yaml(self, path: str, kind: str, model: type[T]) -> tuple[T, Document] | None:
        """A YAML file as an object of `model`, or None with the problems recorded."""
        data = self.data(path)
        if data is None:
            return None
        read = self._document(data, path, kind)
        self._modeline(data, path, kind)
        return None if read is None else self._built(read, kind, model)

    def front_matter(self, path: str, kind: str, model: type[T]) -> tuple[T, Document, str, int] | None:
        """A markdown file's front matter as an object of `model`, its text, and the line on which the text begins."""
        parted = self._parted(path, kind)
        if parted is None:
            return None
        read, rest, line = parted
        if read is None:
            if line == 1:
                message = "the file must begin with front matter between two lines of '---'"
                self.problem(
                    Problem(path, Position(), rules.NOT_A_MAPPING, message, "Begin with a line '---', the keys, and a line '---'.")
                )
            return None
        built = self._built(read, kind, model)
        return None if built is None or rest is None else (*built, rest, line)

    def page(self, path: str) -> tuple[Document | None, str | None, int] | None:
        """A markdown file's front matter (None without any), its text (None where it can't be read) and the line on which that begins."""
        parted = self._parted(path)
        if parted is None or parted[0] is None:
            return parted and (None, *parted[1:])
        return self._keep(parted[0], ""), *parted[1:]

    def _parted(self, path: str, kind: str = "") -> tuple[_Read | None, str | None, int] | None:
        data = self.data(path)
        if data is None:
            return None
        match = _FENCE.match(data)
        if match is None:
            if _OPENED.match(data):
                message = "the front matter is never closed: '---' stands in the first line and in no line after it"
                self.problem(Problem(path, Position(), rules.SYNTAX, message, "Put a line '---' after the keys."))
            return None, loader.load_text(data, path, self.problems), 1
        read = self._document(match[1], path, kind, first_line=2)
        line = data.count(b"\n", 0, match.end()) + 1
        return read, loader.load_text(data[match.end() :], path, self.problems, first_line=line), line

    def _document(self, data: bytes, path: str, kind: str, *, first_line: int = 1) -> _Read | None:
        """A document as it was read now, or before and found sound; None with the problems recorded."""
        content = self.shelf.get(kind, data) if self.shelf else None
        if self.shelf and content is not None:
            return _Read(kept.read(content, path, data, first_line, self.shelf.aside), data, first_line, known=True)
        document, problems = loader.load(data, path, first_line=first_line)
        self.problems.extend(problems)
        self._unsound.update(problem.path for problem in problems)
        return None if document is None else _Read(document, data, first_line)

    def _keep(self, read: _Read, kind: str) -> Document:
        """Put a document on the shelf, where there is one and it is sound; as it will be found there."""
        document = read.document
        if self.shelf is None or read.known or document.path in self._unsound:
            return document
        content = kept.written(document)
        self.shelf.put(kind, read.data, content)
        return kept.read(content, document.path, read.data, read.first_line, self.shelf.aside)

    def _built(self, read: _Read, kind: str, model: type[T]) -> tuple[T, Document] | None:
        document = read.document
        problems = [] if read.known else validate(document, kind)
        self.problems.extend(problems)
        if problems or document.path in self._unsound:
            return None
        built, problems = build(model, document)
        self.problems.extend(problems)
        return None if built is None else (built, self._keep(read, kind))

    def _modeline(self, data: bytes, path: str, kind: str) -> None:
        first = data.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
        match = _MODELINE.fullmatch(first)
        if match and match[1].rpartition("/")[2] == schema_file(kind):
            return
        fix = f"Make the first line '# yaml-language-server: $schema=…/{schema_file(kind)}', with the way from this folder to the schema for '…'."
        message = f"the first line names no schema for this kind of file ({schema_file(kind)})"
        self.problem(Problem(path, Position(), rules.MODELINE, message, fix))
