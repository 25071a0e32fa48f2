"""How the state of an instrument is said and coloured on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load.standing import DRAFT, PROPOSAL, UNVERIFIED, standing
from pactbook.site.page import Tone, chip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactbook.model.book import Contract

TONES: Mapping[str, Tone] = {DRAFT: "draft", PROPOSAL: "coming", UNVERIFIED: "problem"}


def words(contract: Contract) -> tuple[str, Tone]:
    """The state in words, and its tone."""
    state = standing(contract)
    return state.word.capitalize(), TONES[state.word]


def badge(contract: Contract) -> str:
    """The state as a chip."""
    return chip(*words(contract))
