"""Reads each kind of part of a book: policy, clauses, profiles, contracts, manuals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load import rules
from pactbook.load.clause_text import dangers
from pactbook.load.images import image
from pactbook.load.layout import POLICY, Layout
from pactbook.load.page_limits import DEEPEST, LONGEST, LONGEST_PARAGRAPH, long_paragraph, tangle, too_deep
from pactbook.model.book import AGREEMENT, Contract
from pactbook.model.clause import ClauseData, ClauseVersion, Profile
from pactbook.model.manual import Manual, ManualPage, Outline
from pactbook.model.policy import Policy
from pactbook.model.settings import WAIVERS, WaiverFile
from pactbook.model.terms import MsaTerms, SowTerms
from pactbook.problems import Position, Problem
from pactbook.yamlfile.rules import MISSING_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactbook.load.files import Source
    from pactbook.model.document import Document


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
    source.problems.extend(dangers(text, path, line))
    if file != "v1.md" and not data.changes:
        message = "missing key 'changes': a version after the first says what differs in substance from the one before"
        source.problem(Problem(path, document.at(), MISSING_KEY, message, "Add one sentence as 'changes:'."))
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
    signed = {folder for folder in layout.signoffs if folder.count("/") == 2 and folder.startswith("contracts/")}  # noqa: PLR2004 - no reserved folder
    for folder in sorted(signed | layout.contracts.keys()):
        contract = _contract(source, layout, folder, layout.contracts.get(folder, []))
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
    own: Mapping[str, str] = {file: text for file, text in texts.items() if text is not None}
    if source.shelf:
        own = source.shelf.aside.texts(own)
    signoffs = tuple(sorted(layout.signoffs.get(folder, ())))
    return Contract(folder, folder.split("/")[1], terms, document, agreement and source.held(agreement), own, signoffs)


def _own_texts(source: Source, folder: str, terms: MsaTerms | SowTerms, texts: dict[str, str | None], document: Document) -> None:
    named = {use.text for use in terms.clauses if use.text}
    for index, use in enumerate(terms.clauses):
        if use.text and use.text not in texts:
            where = document.at("clauses", index, "text")
            message = f"there is no file '{use.text}' beside terms.yaml"
            if use.text == AGREEMENT:
                message = f"'{AGREEMENT}' is what 'pactbook assemble' writes: give the text brought from elsewhere another name"
            source.problem(Problem(f"{folder}/terms.yaml", where, rules.MISSING_FILE, message))
    for file in texts.keys() - named:
        fix = f"Name it under clauses: '- text: {file}', or delete it."
        source.problem(Problem(f"{folder}/{file}", Position(), rules.STRAY, "no entry of terms.yaml names this file", fix))


def read_manuals(source: Source, layout: Layout) -> dict[str, Manual]:
    """The manuals by folder."""
    manuals = {}
    signed = {folder for folder in layout.signoffs if folder.startswith("ops-manuals/")}
    for folder in sorted(signed | layout.manuals.keys()):
        files = layout.manuals.get(folder, [])
        if "outline.yaml" not in files:
            message = "a manual needs an outline that legal approves"
            source.problem(Problem(f"{folder}/outline.yaml", Position(), rules.MISSING_FILE, message))
            continue
        read = source.yaml(f"{folder}/outline.yaml", "outline", Outline)
        found = [_page(source, folder, file) for file in sorted(files) if file.endswith(".md")]
        if read:
            pages = tuple(page for page in found if page)
            images = {
                file: image(data)
                for file in sorted(files)
                if file.startswith("images/") and (data := source.data(f"{folder}/{file}")) is not None
            }
            waived = source.yaml(f"{folder}/{WAIVERS}", "waivers", WaiverFile) if WAIVERS in files else None
            waivers, document = (waived[0].waivers, waived[1]) if waived else ((), None)
            others = _others(source, folder, {page.file for page in pages} | images.keys())
            manuals[folder] = Manual(folder, folder.split("/")[1], read[0], pages, read[1], images, waivers, document, others)
    return manuals


def _others(source: Source, folder: str, read: set[str]) -> tuple[str, ...]:
    """The files of a manual's folder that something is wrong with, and that are not among those which could be read."""
    found = {problem.path.removeprefix(f"{folder}/") for problem in source.problems if problem.path.startswith(f"{folder}/")}
    return tuple(sorted(found - read - {"outline.yaml", WAIVERS}))


def _page(source: Source, folder: str, file: str) -> ManualPage | None:
    read = source.page(f"{folder}/{file}")
    if read is None:
        return None
    document, text, line = read
    if text is None or not _readable(source, f"{folder}/{file}", text, line):
        return None
    return ManualPage(f"{folder}/{file}", file, source.held(text), line, document.value if document else {})


def _readable(source: Source, path: str, text: str, line: int) -> bool:
    """Whether a page makes no more work than a page may; one that does is left out, so that nothing is held up by it."""
    rule, at, message = rules.TOO_LONG, 0, ""
    if len(text) > LONGEST:
        message = f"the page has {len(text):,} characters; {LONGEST:,} are the most"
    elif long := long_paragraph(text):
        at, message = long[0], f"the paragraph has {long[1]:,} characters; {LONGEST_PARAGRAPH:,} are the most"
    elif (place := too_deep(text)) is not None:
        rule, at, message = rules.TOO_DEEP, place, f"here more than {DEEPEST} lists, notes or quotations stand one inside the other"
    elif (place := tangle(text)) is not None:
        rule, at, message = rules.TANGLED, place, "from here on many square brackets open that nothing closes"
    if message:
        source.problem(Problem(path, Position(line + text.count("\n", 0, at), 1), rule, message))
    return not message
