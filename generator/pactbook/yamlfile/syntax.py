"""What YAML's parser finds wrong, in words for somebody who writes contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import Position

if TYPE_CHECKING:
    import yaml

# By the parser's own words; the first that occur in its message decide. Where the start of the thing says more than the place
# on which the parser gave up, the third field is True.
_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "a colon followed by a space stands where no key can be: put the text in quotes, or check the indentation",
        False,
    ),
    ("block sequence entries are not allowed", "'- ' begins a list entry, which has to stand on a line of its own", False),
    ("cannot start any token", "this character can't begin a value: put the text in quotes; to indent, use spaces and no tabs", False),
    ("could not find expected ':'", "a key needs a colon and a space after it", False),
    ("quoted scalar: found unexpected end", "this quotation mark is never closed", True),
    ("quoted scalar: found unexpected document", "this quotation mark is never closed", True),
    ("found unknown escape", "after a backslash in double quotes only certain letters can stand: use single quotes", False),
    ("invalid Unicode character escape", "this escape is not a character", False),
    ("did not find expected ',' or ']'", "this '[' is never closed, or a comma is missing", True),
    ("did not find expected ',' or '}'", "this '{' is never closed, or a comma is missing", True),
    (
        "did not find expected '-' indicator",
        "this line stands neither in the list above it nor outside of it: check the indentation",
        False,
    ),
    (
        "did not find expected key",
        "no key can begin here: check the indentation, and the quotation marks of this line and the one above",
        False,
    ),
    ("expected comment or line break", "after '|' or '>' the text begins on the next line", False),
    ("expected node content", "a value is missing here, or the text needs quotes", False),
    ("unknown directive", "a line that begins with '%' is not allowed", True),
    ("duplicate %YAML directive", "a line that begins with '%' is not allowed", False),
    ("expected <document start>", "text after the end of the document", False),
    ("nesting", "nested too deeply", False),
)


def explain(error: yaml.MarkedYAMLError) -> tuple[Position, str]:
    """Where in the data (from line 1) the mistake stands, and what to do about it."""
    said = f"{error.context or ''}: {error.problem or error}"
    words, at_start = next(((words, start) for key, words, start in _EXPLANATIONS if key in said), ("", False))
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    where = Position(mark.line + 1, mark.column + 1) if mark else Position()
    return where, f"not valid YAML: {words or error.problem or error}"
