"""Weighs findings as the book's settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.checks import rules
from pactbook.findings.finding import layers_of, may_be_changed
from pactbook.model.settings import OFF, SETTINGS
from pactbook.problems import Problem, Severity, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.model.document import Document
    from pactbook.model.settings import Settings
    from pactbook.problems import Rule


def faults(settings: Settings, document: Document) -> Iterator[Problem]:
    """A problem for each rule that there is not, or that a book can't weigh."""
    from pactbook.checks.catalogue import every_rule  # imports every rule: only a book with settings pays

    known = every_rule()
    for layer, codes in settings.severity.items():
        for code in codes:
            where = document.key("severity", layer, code)
            if code not in known:
                free = [each for each in known if may_be_changed(each)]
                yield Problem(SETTINGS, where, rules.SETTING, f"there is no rule '{code}'{did_you_mean(code, free)}")
            elif not may_be_changed(code):
                message = f"{code} ({known[code].title}) guards what people read and sign, and weighs the same in every book"
                yield Problem(SETTINGS, where, rules.SETTING, message, "Take the line out.")


def weighed(problems: Iterable[Problem], settings: Settings) -> Iterator[Problem]:
    """The problems with the weight that the settings give them, less those that are off."""
    changed: dict[tuple[Rule, str], Rule] = {}
    for problem in problems:
        word = said(problem.rule.code, problem.path, settings)
        if not word or word == problem.rule.severity:
            yield problem
        elif word != OFF:
            key = (problem.rule, word)
            if key not in changed:
                changed[key] = problem.rule._replace(severity=Severity(word))
            yield problem._replace(rule=changed[key])


def said(code: str, path: str, settings: Settings) -> str:
    """What the settings say of a rule in the layer of a file, nothing where they say nothing."""
    if not may_be_changed(code):
        return ""
    given = (settings.severity.get(layer, {}).get(code) for layer in (*layers_of(path), "any"))
    return next(filter(None, given), "")
