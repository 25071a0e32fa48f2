"""Reads each kind of part of a book: policy, clauses, profiles, contracts, manuals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.load import rules
from pactbook.load.layout import POLICY, Layout
from pactbook.model.book import AGREEMENT, Contract
from pactbook.model.clause import ClauseData, ClauseVersion, Profile
from pactbook.model.manual import Manual, ManualPage, Outline
from pactbook.model.parties import Policy
from pactbook.model.terms import MsaTerms, SowTerms
from pactbook.problems import Position, Problem
from pactbook.yamlfile import loader

if TYPE_CHECKING:
    from pactbook.load.files import Source
    from pactbook.model.document import Document

_CODE = re.compile(r"`[^`\n]*`|\\<")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")


def read_policy(source: Source, layout: Layout) -> Policy | None:
    """The policy, or None where there is none or it has errors."""
    if not layout.policy:
        source.problem(Problem(POLICY, Position(), rules.MISSING_FILE, "the book has no policy: nobody is named who may sign"))
        return None
    read = source.yaml(POLICY, "policy", Policy)
    return read[0] if read else None


def read_clauses(source: Source, layout: Layout) -> dict[str, tuple[ClauseVersion, ...]]:
    """Every clause with its versions in order; a version with errors is left out."""
    clauses: dict[str, tuple[ClauseVersion, ...]] = {}
    for clause_id, files in sorted(layout.clauses.items()):
        found = [_clause(source, clause_id, file) for file in files]
        versions = tuple(sorted((each for each in found if each), key=lambda each: each.number))
        numbers = sorted(int(file[1:-3]) for file in files)
        if numbers != list(range(1, len(numbers) + 1)):
            missing = next(number for number in range(1, numbers[-1]) if number not in numbers)
            message = f"there is no v{missing}.md below v{numbers[-1]}.md"
            source.problem(Problem(f"clauses/{clause_id}/v{numbers[-1]}.md", Position(), rules.VERSION_GAP, message))
        if versions:
            clauses[clause_id] = versions
    return clauses


def _clause(source: Source, clause_id: str, file: str) -> ClauseVersion | None:
    path = f"clauses/{clause_id}/{file}"
    read = source.front_matter(path, "clause", ClauseData)
    if read is None:
        return None
    data, document, text, line = read
    for number, row in enumerate(text.split("\n")):
        if match := _HTML.search(_CODE.sub(lambda code: " " * len(code[0]), row)):
            where = Position(line + number, match.start() + 1)
            source.problem(Problem(path, where, rules.DANGEROUS_TEXT, "'<' begins HTML, which a clause can't hold"))
    return ClauseVersion(clause_id, file.removesuffix(".md"), path, data, text, line, document)


def read_profiles(source: Source, layout: Layout) -> dict[str, Profile]:
    """The profiles by service type."""
    profiles = {}
    for file in sorted(layout.profiles):
        read = source.yaml(f"clauses/profiles/{file}", "profile", Profile)
        if read:
            profiles[file.removesuffix(".yaml")] = read[0]
    return profiles


def read_contracts(source: Source, layout: Layout) -> dict[str, Contract]:
    """Contracts and proposals by folder; one whose terms have errors is left out."""
    contracts = {}
    for folder, files in sorted(layout.contracts.items()):
        contract = _contract(source, layout, folder, files)
        if contract:
            contracts[folder] = contract
    return contracts


def _contract(source: Source, layout: Layout, folder: str, files: list[str]) -> Contract | None:
    path = f"{folder}/terms.yaml"
    if "terms.yaml" not in files:
        source.problem(Problem(path, Position(), rules.MISSING_FILE, "the folder of a contract needs terms.yaml"))
        return None
    is_msa = folder.removesuffix("/draft").endswith("/msa")
    read = source.yaml(path, "msa", MsaTerms) if is_msa else source.yaml(path, "sow", SowTerms)
    texts = {file: source.text(f"{folder}/{file}") for file in sorted(files) if file.endswith(".md")}
    if read is None:
        return None
    terms, document = read
    agreement = texts.pop(AGREEMENT, None)
    _own_texts(source, folder, terms, texts, document)
    own = {file: text for file, text in texts.items() if text is not None}
    signoffs = tuple(sorted(layout.signoffs.get(folder, ())))
    return Contract(folder, folder.split("/")[1], terms, document, agreement, own, signoffs)


def _own_texts(source: Source, folder: str, terms: MsaTerms | SowTerms, texts: dict[str, str | None], document: Document) -> None:
    named = {use.text for use in terms.clauses if use.text}
    for index, use in enumerate(terms.clauses):
        if use.text and use.text not in texts:
            where = document.at("clauses", index, "text")
            message = f"there is no file '{use.text}' beside terms.yaml"
            source.problem(Problem(f"{folder}/terms.yaml", where, rules.MISSING_FILE, message))
    for file in texts.keys() - named:
        fix = f"Name it under clauses: '- text: {file}', or delete it."
        source.problem(Problem(f"{folder}/{file}", Position(), rules.STRAY, "no entry of terms.yaml names this file", fix))


def read_manuals(source: Source, layout: Layout) -> dict[str, Manual]:
    """The manuals by folder."""
    manuals = {}
    for folder, files in sorted(layout.manuals.items()):
        if "outline.yaml" not in files:
            message = "a manual needs an outline that legal approves"
            source.problem(Problem(f"{folder}/outline.yaml", Position(), rules.MISSING_FILE, message))
            continue
        read = source.yaml(f"{folder}/outline.yaml", "outline", Outline)
        found = [_page(source, folder, file) for file in sorted(files) if file.endswith(".md")]
        if read:
            pages = tuple(page for page in found if page)
            images = tuple(sorted(file for file in files if file.startswith("images/")))
            manuals[folder] = Manual(folder, folder.split("/")[1], read[0], pages, read[1], images)
    return manuals


def _page(source: Source, folder: str, file: str) -> ManualPage | None:
    path = f"{folder}/{file}"
    text = source.text(path)
    if text is None:
        return None
    if not text.startswith("---\n"):
        return ManualPage(path, file, text)
    head, mark, rest = text[4:].partition("\n---\n")
    if not mark:
        return ManualPage(path, file, text)
    document, problems = loader.load(head.encode(), path, first_line=2)
    source.problems.extend(problems)
    return ManualPage(path, file, rest, head.count("\n") + 4, document.value if document else {})
