"""What a change of contracts changes in the manuals: each value that changed, with every sentence that refers to it or writes it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pactbook.manuals.plain import without_markup
from pactbook.manuals.reading import read as read_page
from pactbook.manuals.values import ManualValues
from pactbook.problems import LONGEST_SHOWN
from pactbook.templates.expressions import scan
from pactbook.templates.fill import LookupFailedError, evaluate, known, place
from pactbook.templates.words import SINGLE, in_words
from pactbook.text.passages.readable import blanked
from pactbook.values.passages import Passage, passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.model.book import Book, Contract
    from pactbook.model.manual import ManualPage
    from pactbook.problems import Position
    from pactbook.templates.expressions import Found

_LONGEST = 200
_MOST_NAMED = 8
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a manual as it will read; `written` is the old value where it stands in it as a number that nobody changes."""

    path: str
    position: Position
    text: str
    written: str = ""

    @property
    def line(self) -> str:
        """The sentence with its place, and what is to be done where it does not follow by itself."""
        where = f"{self.path}:{self.position.line}:{self.position.col}: {self.text}"
        return f"{where} (says {self.written} still: change it)" if self.written else where


@dataclass(frozen=True, slots=True)
class Effect:
    """A value of a contract that changed, as sentences write it before and after, and the sentences of manuals that it changes."""

    contract: str
    expression: str
    old: str
    new: str
    sentences: tuple[Sentence, ...] = ()


def effects(before: Book, after: Book) -> tuple[Effect, ...]:
    """What changed between two states of a book, and in `after` every sentence that changes with it.

    A contract in place is compared with what stood there before; a proposal that is new or changed with the contract that it would
    replace. A contract that is new or gone changes no sentence: there was no value, or there is none.
    """
    found: list[Effect] = []
    for path, contract in after.contracts.items():
        if path in before.contracts:
            found += _of_contract(before, before.contracts[path], after, contract)
    for path, proposal in after.proposals.items():
        replaced = path.removesuffix("/draft")
        if replaced in after.contracts and before.proposals.get(path) != proposal:
            adopted = replace(proposal, path=replaced)
            with_it = replace(after, contracts={**after.contracts, replaced: adopted})
            found += _of_contract(after, after.contracts[replaced], with_it, adopted)
    return tuple(found)


def _of_contract(before: Book, old: Contract, after: Book, new: Contract) -> Iterator[Effect]:
    was, is_now = dict(_leaves(old.terms)), dict(_leaves(new.terms))
    root = "msa" if new.is_msa else "sow"
    changed = [names for names in {**was, **is_now} if was.get(names) != is_now.get(names)]
    if not changed:
        return
    sentences: dict[str, list[Sentence]] = {}
    for manual in after.manuals.values():
        values = ManualValues(after, manual)
        if any(contract.path == new.path for contract in values.contracts.values()):
            reader = _Reader(values, ManualValues(before, manual), {".".join((root, *names)) for names in changed})
            for page in manual.pages:
                for expression, sentence in reader.sentences(page):
                    sentences.setdefault(expression, []).append(sentence)
    for names in changed:
        expression = ".".join((root, *names))
        yield Effect(new.path, expression, was.get(names, NOTHING), is_now.get(names, NOTHING), tuple(sentences.get(expression, ())))


def _leaves(value: object, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value that an expression can name, as a sentence writes it."""
    for name in known(value):
        inner = value.get(name) if isinstance(value, Mapping) else getattr(value, name)
        if inner is None or inner in ("", ()):
            continue
        if isinstance(inner, SINGLE) or (isinstance(inner, tuple) and all(isinstance(each, SINGLE) for each in inner)):
            yield (*names, name), in_words(inner)
        else:
            yield from _leaves(inner, (*names, name))


@dataclass
class _Reader:
    """Reads the pages of one manual for the expressions that changed; `before` knows the values as they were."""

    values: ManualValues
    before: ManualValues
    changed: set[str]

    def sentences(self, page: ManualPage) -> Iterator[tuple[str, Sentence]]:
        """Each sentence with the expression that changed, in the order of the page."""
        reading = read_page(page.text, page.text_line)
        found = [each for each in scan(page.text) if each.expression and not reading.in_code(each.start)]
        named = [each for each in found if ".".join(each.expression.names) in self.changed] if found else []  # type: ignore[union-attr]
        read = blanked(page.text)
        whole: Sequence[Passage] = tuple(passages(read)) if named else ()
        told = set()
        for each in named:
            passage = next((one for one in whole if one.start <= each.start < one.end), _line(page.text, each.start))
            expression = ".".join(each.expression.names)  # type: ignore[union-attr]
            if (passage.start, expression) not in told:
                told.add((passage.start, expression))
                yield expression, self._sentence(page, passage, each.start, found)
        for restated in self.before.restated(page.text, read):
            if restated.known.expression in self.changed and restated.agrees:
                start = restated.amount.start
                sentence = self._sentence(page, restated.passage, start, found)
                yield restated.known.expression, replace(sentence, written=" ".join(page.text[start : restated.amount.end].split()))

    def _sentence(self, page: ManualPage, passage: Passage, offset: int, found: Sequence[Found]) -> Sentence:
        pieces, at, text = [], passage.start, page.text
        for each in found:
            if passage.start <= each.start < passage.end:
                pieces += [text[at : each.start], self._filled(each, text)]
                at = each.end
        words = _readable("".join((*pieces, text[at : passage.end])))
        return Sentence(page.path, place(text, offset, page.text_line), words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…")

    def _filled(self, found: Found, text: str) -> str:
        names: dict[str, object] = {root: contract.terms for root, contract in self.values.contracts.items()}
        for contract in reversed(self.values.contracts.values()):
            names |= {"client": contract.terms.parties.client, "vendor": contract.terms.parties.vendor}
        try:
            return evaluate(found.expression, names) if found.expression else text[found.start : found.end]
        except LookupFailedError:
            return text[found.start : found.end]


def _line(text: str, offset: int) -> Passage:
    """The line of a heading or of the head of a table, which are no passages."""
    end = text.find("\n", offset)
    return Passage(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def _readable(text: str) -> str:
    """A passage as plain words on one line: no markup, the cells of a row apart."""
    return " ".join(without_markup(" ".join(text.split())).strip("|#; ").split())


def lines(found: Sequence[Effect]) -> Iterator[str]:
    """What to print under a redline or a summary: the values with their sentences, then those that no manual speaks of."""
    speaking = [each for each in found if each.sentences]
    if speaking:
        yield "what this changes in the manuals:"
    for each in speaking:
        yield f"    {each.expression}: {each.old} -> {each.new}"
        yield from (f"        {sentence.line}" for sentence in each.sentences)
    silent = [each.expression for each in found if not each.sentences and max(len(each.old), len(each.new)) <= LONGEST_SHOWN]
    if silent:
        more = f" and {len(silent) - _MOST_NAMED} more" if len(silent) > _MOST_NAMED else ""
        yield f"changed, and in no manual: {', '.join(silent[:_MOST_NAMED])}{more}"
