"""Since when an audience may read a manual: the outline names its vendors, and each of its signed versions may name others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from pactbook.yamlfile.loader import load

if TYPE_CHECKING:
    from pactbook.lock.state import InstrumentState, VersionState
    from pactbook.model.manual import Manual
    from pactbook.site.view import View

OUTLINE = "outline.yaml"


@dataclass(slots=True)
class Readers:
    """Who may read a manual in each version of its outline, as it concerns the audience of a view.

    A vendor that is named only later reads the manual as it is from then on: what was removed before, and what was agreed with others alone, is
    not told to it.
    """

    view: View
    manual: Manual
    _named: dict[int, bool] = field(default_factory=dict)
    _since: dict[int, date] = field(default_factory=dict)

    def names(self, version: VersionState) -> bool:
        """Whether a version of the outline names the audience; the client's own people and the folder's own vendor may read all of them."""
        if self._reads_all:
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
        """Whether what happened on the pages on a day is for the audience: it was named before."""
        if self._reads_all:
            return True
        state = self.view.known.states.get(self.manual.path)
        current = state.in_force(day) if state else None
        if state is None or state.newest_complete is None:  # nobody approved the outline yet; it names the audience as it stands
            changed = self.view.known.updated.get(f"{self.manual.path}/{OUTLINE}")
            return changed is not None and day > changed
        return current is not None and self.names(current) and day > self._begin(state, current)

    @property
    def _reads_all(self) -> bool:
        return self.view.internal or self.view.audience == self._owner

    @property
    def _owner(self) -> str:
        return self.manual.path.split("/")[1]

    def _begin(self, state: InstrumentState, current: VersionState) -> date:
        """The day from which the audience has been named without a break."""
        if current.version not in self._since:
            before = [each for each in reversed(state.versions) if each.complete and each.version <= current.version]
            first = list(takewhile(self.names, before))[-1]
            self._since[current.version] = max(first.effective, self.view.filed(first.record) or date.min)
        return self._since[current.version]

    def _audience(self, version: VersionState) -> tuple[str, ...]:
        text = self.view.sealed(self.manual.path, version, OUTLINE)
        document, _ = load(text.encode(), f"{version.files_path}/{OUTLINE}") if text else (None, [])
        if document is None:
            return ()
        named = document.value.get("audience")
        return tuple(map(str, named)) if isinstance(named, list) and named else (self._owner,)
