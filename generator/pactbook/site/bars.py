"""What must be said on every page: that the book is shown as of another day, and that a part on which all pages rest does not verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load.layout import RESERVED
from pactbook.lock.policies.policy import GOVERNANCE
from pactbook.site.markup import day
from pactbook.site.proofs import standings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.views.view import View

_MACHINERY = "Files that decide what this site checks and shows are not those that were signed. Until that is settled, do not rely on any page of it; ask legal."


def bars(view: View) -> tuple[str, ...]:
    """The sentences, the gravest first."""
    return tuple(_bars(view))


def _bars(view: View) -> Iterator[str]:
    if standings.policy_is_broken(view):
        yield standings.POLICY_NOTE.replace("this page", "any page of this site")
    elif any(standings.is_broken(view, f"contracts/{name}") for name in RESERVED if f"contracts/{name}" != GOVERNANCE):
        yield _MACHINERY
    today = view.known.today
    if today and view.as_of < today:
        yield (
            f"The book as of {day(view.as_of)}: not as it is today. Agreements are shown in the version that was in force on that day, "
            f"pages of manuals as they were when this site was made{_of_proposals(view)}."
        )
    if today and view.as_of > today:
        yield (
            f"The book as of {day(view.as_of)}: not as it is today. Agreements are shown as they will hold on that day if nothing else is signed "
            "until then, pages of manuals as they were when this site was made."
        )


def _of_proposals(view: View) -> str:
    """What of proposals nobody could know on a past day."""
    if view.known.filed:
        return "; a proposal only if nothing of it has changed since that day"
    return ", and so are proposals, since nothing here tells which there were on that day" if view.book.proposals else ""
