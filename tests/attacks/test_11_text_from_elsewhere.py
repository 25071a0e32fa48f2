"""Text that changes without the file changing: an included clause, a parameter, a profile, the machinery that shows it."""

from __future__ import annotations

from attacked_books import AGREEMENT, ALL_LAYERS, PAGE, PROFILES
from attacks import Cases
from signed_books import BOTH, CLAUSE, LEGAL, MACHINERY, MSA, OUTLINE, SOW

CASES = Cases(11, "Text that changes without the file changing")


@CASES.twin("A new clause version leaves contracts as they are", pattern=True, owners=True)
def clause_version(book):
    """`v2.md` is signed; contracts that were signed with `v1` keep their text."""
    book.write({f"{CLAUSE}/v2.md": "---\ntitle: Confidentiality\n---\nFor ten years.\n"})
    book.sign(CLAUSE, LEGAL[0])


@CASES.twin("Terms and text change together", pattern=True, owners=True)
def terms_and_text(book):
    """Data and assembled text of an SOW change in one signed version."""
    book.write({f"{SOW}/terms.yaml": "schema: 1\ntitle: Support, again\n", f"{SOW}/agreement.md": "# Support, again\n"})
    book.sign(SOW, *BOTH)


@CASES.twin("The manual says how", pattern=False, owners=False)
def manual_says_how(book):
    """Day-to-day detail changes where it belongs."""
    book.write({PAGE: "# Support manual\n\nAnswer within {{ sow.service_levels.response }}.\n"})
    book.write({f"{OUTLINE}/results/july.csv": "day,contacts\n2026-07-01,130\n"})


@CASES.twin("A draft takes shape", pattern=False, owners=False)
def draft_takes_shape(book):
    """Text and data of the next version, which nobody has signed."""
    book.write({f"{SOW}/draft/agreement.md": "# Support\n\nThe target is 90 %.\n", f"{SOW}/draft/terms.yaml": "schema: 1\n"})


def unsigned(path, words="signed"):
    return {"hook": f"L020 {path} … {words}", "gate": f"L012 {path} … {words}", "pattern": True, "owners": True}


@CASES.attack("A published clause", clause_version, **unsigned(f"{CLAUSE}/v1.md"))
def published_clause(book):
    """The clause that signed contracts use is changed at its source."""
    book.edit(f"{CLAUSE}/v1.md", "Both sides keep", "The Vendor keeps")


@CASES.attack("A parameter", terms_and_text, **unsigned(f"{SOW}/terms.yaml"))
def parameter(book):
    """A value in `terms.yaml` changes, the assembled text does not: manuals take their values from the former."""
    book.edit(f"{SOW}/terms.yaml", "title: Support", "title: Support and sales")


@CASES.attack("A text brought from elsewhere", terms_and_text, **unsigned(f"{SOW}/agreement-text.md"))
def own_text(book):
    """The negotiated text beside the terms, from which the agreement was made."""
    book.edit(f"{SOW}/agreement-text.md", "agreed", "did not agree")


@CASES.attack("A profile", clause_version, **unsigned(f"{PROFILES}/support.yaml"))
def profile(book):
    """What a contract of this kind has to hold."""
    book.write({f"{PROFILES}/support.yaml": "schema: 1\ntitle: Anything goes\n"})


@CASES.attack("An outline", manual_says_how, **unsigned(f"{OUTLINE}/outline.yaml"))
def outline(book):
    """A mandatory page of a manual becomes optional."""
    book.write({f"{OUTLINE}/outline.yaml": "schema: 1\ntitle: Support manual without rules\n"})


@CASES.attack("A draft over the signed text", draft_takes_shape, **unsigned(AGREEMENT))
def draft_adopted(book):
    """The draft is copied into place without a signature."""
    book.write({AGREEMENT: book.text(f"{MSA}/draft/agreement.md")})


@CASES.attack("The template engine's configuration", manual_says_how, **unsigned("mkdocs.yml"))
def configuration(book):
    """A hook in `mkdocs.yml` rewrites pages while they are built."""
    book.write(
        {"mkdocs.yml": "site_name: Contracts\nhooks: [rewrite.py]\n", "rewrite.py": "def on_page_markdown(text, **_):\n    return ''\n"}
    )


@CASES.attack(
    "A file that the policy locks from today",
    manual_says_how,
    hook="L020 README.md … signed",
    gate="L012 README.md … signed",
    pattern=False,
    owners=False,
)
def locked_from_today(book):
    """A policy has put one more file under the lock, and it was signed; then it changes like the free file that it was."""
    book.agree_policy(book.policy(layers=ALL_LAYERS.replace('["mkdocs.yml"', '["README.md", "mkdocs.yml"')))
    book.sign(MACHINERY, LEGAL[0])
    book.commit("locked")
    book.land()
    book.write({"README.md": "# Their contracts\n"})


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
