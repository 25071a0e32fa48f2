"""Since when an audience may read a manual: the outline names its vendors, and each of its signed versions may name others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from pactbook.yamlfile.loader import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.lock.records.state import VersionState
    from pactbook.model.manual import Manual
    from pactbook.site.views.view import View

OUTLINE = "outline.yaml"


@dataclass(slots=True)
class Readers:
    """Who may read a manual in each version of its outline, as it concerns the audience of a view.

    A vendor that is named only later reads the manual as it is from then on: what was removed before, and what was agreed with others alone, is
    not told to it. In whose folder the manual lies is no matter: it may have been for others alone.
    """

    view: View
    manual: Manual
    _named: dict[int, bool] = field(default_factory=dict)
    _since: dict[int, date] = field(default_factory=dict)

    def names(self, version: VersionState) -> bool:
        """Whether a version of the outline names the audience; the client's own people may read all of them."""
        if self.view.internal:
            return True
        if version.version not in self._named:
            self._named[version.version] = self.view.audience in self._audience(version)
        return self._named[version.version]

    def may_read_on(self, day: date) -> bool:
        """Whether the outline that is in force on a day names the audience; one that nobody approved yet names it as it stands."""
        state = self.view.known.states.get(self.manual.path)
        current = state.in_force(day) if state else None
        return current is None or self.names(current)

    def may_read_of(self, day: date) -> bool:
        """Whether what happened on the pages on a day is for the audience: it was named before, or the manual has been its own from the beginning."""
        if self.view.internal:
            return True
        state = self.view.known.states.get(self.manual.path)
        approved = [each for each in state.versions if each.complete] if state else []
        if not approved:  # nobody approved the outline yet; it names the audience as it stands
            changed = self.view.known.updated.get(f"{self.manual.path}/{OUTLINE}")
            return self._is_own(self.manual.audience) or (changed is not None and day > changed)
        current = state.in_force(day) if state else None
        if current is None:
            return self._is_own(self._audience(approved[0]))
        return self.names(current) and day > self._begin(approved, current)

    def _is_own(self, audience: Sequence[str]) -> bool:
        """Whether a manual with these readers is the audience's alone, in its own folder."""
        return tuple(audience) == (self._owner,) == (self.view.audience,)

    @property
    def _owner(self) -> str:
        return self.manual.path.split("/")[1]

    def _begin(self, approved: Sequence[VersionState], current: VersionState) -> date:
        """The day from which the audience has been named without a break."""
        if current.version not in self._since:
            before = [each for each in reversed(approved) if each.version <= current.version]
            first = list(takewhile(self.names, before))[-1]
            filed = date.max if self.view.filed_later(first.record) else self.view.filed(first.record) or date.min
            begin = max(first.effective, filed)
            self._since[current.version] = date.min if first is approved[0] and self._is_own(self._audience(first)) else begin
        return self._since[current.version]

    def _audience(self, version: VersionState) -> tuple[str, ...]:
        text = self.view.sealed(self.manual.path, version, OUTLINE)
        document, _ = load(text.encode(), f"{version.files_path}/{OUTLINE}") if text else (None, [])
        if document is None:
            return ()
        named = document.value.get("audience")
        return tuple(map(str, named)) if isinstance(named, list) and named else (self._owner,)
