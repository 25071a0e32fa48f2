"""A reference that begins a sentence begins with a capital letter."""

import pytest

from pactbook.assemble.outline import Section
from pactbook.assemble.references import Resolver


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[](#cure) applies.", "[Section 9 (Cure)](#cure) applies."),
        ("No relief. [](#cure) applies.", "No relief. [Section 9 (Cure)](#cure) applies."),
        ("First.\n\n[](#cure) applies.", "First.\n\n[Section 9 (Cure)](#cure) applies."),
        ("As [](#cure) says.", "As [section 9 (Cure)](#cure) says."),
        ("under\n[](#cure).", "under\n[section 9 (Cure)](#cure)."),
    ],
)
def test_the_first_word_of_a_sentence(body, expected):
    resolver = Resolver("contracts/acme/msa", {"cure": "section 9 (Cure)"}, dict)
    assert resolver.resolve(Section("definitions", "Definitions", 1, body)) == expected
