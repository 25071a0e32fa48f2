"""The clause library: a page for each clause with its versions, what changed between them, and who uses which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.assemble.parameters import bind
from pactbook.lock.records.state import Standing
from pactbook.redline.compare import compare
from pactbook.site import clause_markup, paths, redline_markup
from pactbook.site.markup import blocks, count, day, link, sentence, table
from pactbook.site.page import ClauseMeta, Fact, Link, Page, Use, plain
from pactbook.site.proofs import proof, standings
from pactbook.site.views.parts import Piece, of_contracts
from pactbook.templates.filters import items
from pactbook.templates.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.model.book import Contract
    from pactbook.model.clause import ClauseVersion, Parameter
    from pactbook.model.terms import ClauseUse
    from pactbook.site.page import Tone
    from pactbook.site.views.view import View

ORDER = 50
_HYPHENED = frozenset({"anti-corruption", "step-in"})
_NOTES = {
    Standing.DRAFT: "A draft: the client's legal team has not approved it yet.",
    Standing.PENDING: standings.NOTES[Standing.PENDING],
    Standing.SCHEDULED: "Approved for use from its day on.",
    Standing.BROKEN: standings.NOTES[Standing.BROKEN],
}
_ITEM = re.compile(r"^\s*(?:\d+\.|[-*])\s")


def pages(view: View) -> Iterator[Page]:
    """The list, then each clause."""
    users = _users(view)
    rows = [
        (
            link(versions[-1].data.title, paths.clause(clause_id), paths.CLAUSES),
            plain(sentence(", ".join(_topic(topic) for topic in versions[-1].data.covers))),
            ", ".join(str(each.number) for each in versions),
            count(len({contract.path for contract, _ in users.get(clause_id, [])}), "agreement"),
        )
        for clause_id, versions in sorted(view.book.clauses.items(), key=lambda item: item[1][-1].data.title)
    ]
    lead = "Agreements are assembled from these clauses. A published version never changes; what is new gets a new version."
    body = blocks("# Clause library", lead, table(("Clause", "Covers", "Versions", "Used in"), rows))
    yield Page(paths.CLAUSES, "Clause library", body, "list", trusted=True, nav=("Clause library",))
    titles = proof.titles(view)
    for clause_id, versions in view.book.clauses.items():
        yield _page(view, versions, users.get(clause_id, []), titles)


def pieces(view: View) -> Iterator[Piece]:
    """All at once; of manuals they say nothing."""
    yield Piece("clauses", of_contracts(view.book), pages)


def _topic(topic: str) -> str:
    return topic if topic in _HYPHENED else topic.replace("-", " ")


def _users(view: View) -> dict[str, list[tuple[Contract, ClauseUse]]]:
    found: dict[str, list[tuple[Contract, ClauseUse]]] = {}
    for contract in (*view.book.contracts.values(), *view.book.proposals.values()):
        for use in contract.terms.clauses:
            if use.use:
                found.setdefault(use.clause_id, []).append((contract, use))
    return found


def _page(view: View, versions: tuple[ClauseVersion, ...], users: list[tuple[Contract, ClauseUse]], titles: Mapping[str, str]) -> Page:
    newest = versions[-1]
    clause_id, title = newest.clause_id, newest.data.title
    parts = [f"# {plain(title)}"]
    if view.internal:
        parts += [_for_negotiators(newest)]
    for version in reversed(versions):
        older = next((each for each in versions if each.number == version.number - 1), None)
        parts += [f'<div class="pb-signed" markdown>\n\n{_version(view, version)}\n</div>']
        if older:
            parts += [_difference(view, older, version)]
    folder = paths.clause_folder(clause_id)
    status, tone = _status(view, folder)
    signed = standings.shown(view, folder)
    meta = ClauseMeta(
        status=status,
        status_tone=tone,
        effective=day(signed.effective) if signed else "",
        running_head=f"{title}, clause {clause_id}, version {newest.number}{f': {status.lower()}' if status else ''}",
        note=_NOTES.get(standings.of(view, folder), ""),
        proof=tuple(standings.proof(view, folder)),
        covers=tuple(_topic(topic) if place else sentence(_topic(topic)) for place, topic in enumerate(newest.data.covers)),
        facts=(
            Fact("Newest version", str(newest.number)),
            Fact("Used in", count(len({contract.path for contract, _ in users}), "agreement")),
            Fact("What binds", "The text in the agreement; this page shows what it was made from"),
        ),
        uses=tuple(_used(view, newest, users)),
    )
    return Page(
        paths.clause(clause_id),
        title,
        blocks(*parts),
        "clause",
        trusted=True,
        meta=meta,
        crumbs=(Link("Clause library", paths.CLAUSES),),
        locked=Link("How a change is made", paths.CHANGES),
        search_weight=0.5,
        signed_parts=proof.clause_words(view, versions, titles),
        downloads=proof.offered_of_clause(view, clause_id, title),
    )


def _status(view: View, folder: str) -> tuple[str, Tone]:
    """How a clause stands; nobody is bound by a clause alone, so that none is called in force."""
    words, tone = standings.of_instrument(view, folder)
    return ("Approved", tone) if standings.of(view, folder) is Standing.IN_FORCE else (words, tone)


def _used(view: View, clause: ClauseVersion, users: list[tuple[Contract, ClauseUse]]) -> Iterator[Use]:
    path = paths.clause(clause.clause_id)
    for contract, use in users:
        title = contract.terms.title + (" (proposal)" if contract.is_proposal else "")
        yield Use(
            Link(title, f"{paths.contract(contract)}#{use.section_id}"),
            Link(f"Version {use.version[1:]}", f"{path}#{use.version}"),
            tuple(_own_values(view, contract, use)),
            view.book.vendor_name(contract.vendor) if view.internal else "",
        )


def _own_values(view: View, contract: Contract, use: ClauseUse) -> Iterator[str]:
    clause = view.book.clause(use.use)
    if clause is None:
        return
    values, _ = bind(use, contract.terms.clauses.index(use), clause, contract)
    for name in use.with_:
        if name in values:
            yield " ".join(f"{sentence(' '.join(name.split('_')))}: {items(values[name])}".split())


def _for_negotiators(clause: ClauseVersion) -> str:
    parts = []
    if clause.data.notes:
        parts += ["## For our negotiators {#notes}", *(plain(part) for part in clause.data.notes.strip().split("\n"))]
    if clause.data.fallback:
        parts += ["### The position that we accept at the most {#fallback}", plain(clause.data.fallback)]
    return blocks(*parts) if parts else ""


def _version(view: View, clause: ClauseVersion) -> str:
    parts = [f"## Version {clause.number} {{#{clause.version}}}"]
    if clause.data.changes:
        parts.append(f"**What is new:** {plain(clause.data.changes)}")
    parts.append(clause_markup.body(view, clause))
    if clause.data.parameters:
        rows = [_parameter(name, parameter) for name, parameter in clause.data.parameters.items()]
        parts += [
            f"### What an agreement fills in {{#{clause.version}--parameters}}",
            table(("Gap", "Meaning", "Type", "Default", "Bounds"), rows),
        ]
    if clause.data.definitions:
        lines = [
            f"**{plain(term)}** means {clause_markup.definition(view, clause, text)}" for term, text in clause.data.definitions.items()
        ]
        parts += [f"### Terms that it defines {{#{clause.version}--definitions}}", *lines]
    return blocks(*parts)


def _parameter(name: str, parameter: Parameter) -> tuple[str, ...]:
    bounds = []
    if parameter.minimum is not None:
        bounds.append(f"at least {in_words(parameter.minimum)}")
    if parameter.maximum is not None:
        bounds.append(f"at most {in_words(parameter.maximum)}")
    if parameter.options:
        bounds.append("one of " + ", ".join(parameter.options))
    default = plain(in_words(parameter.default)) if parameter.default is not None else "Must be given"
    return (
        plain(sentence(" ".join(name.split("_")))),
        plain(parameter.about),
        sentence(parameter.type),
        default,
        plain(sentence("; ".join(bounds))),
    )


def _difference(view: View, older: ClauseVersion, newer: ClauseVersion) -> str:
    texts = [_comparable(view, version) for version in (older, newer)]
    shown = redline_markup.changed_only(compare(*texts))
    lead = "<del>Struck through</del>: no longer in the text. <ins>Underlined</ins>: new."
    return blocks(
        f"## From version {older.number} to version {newer.number} {{#{older.version}-{newer.version}}}",
        lead,
        shown or "The words are the same.",
    )


def _comparable(view: View, clause: ClauseVersion) -> str:
    """The words of a version: headings without ids, list items by themselves, references and gaps by name."""
    lines = []
    for line in clause_markup.words_of_references(view, clause, clause.text).split("\n"):
        heading = line.lstrip("#").partition("{#")[0].strip() if line.startswith("#") else None
        lines.append(f"\n## {heading}\n" if heading else _ITEM.sub(r"\n\g<0>", line))
    return clause_markup.gaps_in_words("\n".join(lines))
