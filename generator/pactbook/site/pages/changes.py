"""How a change of a locked text or of a manual page is made, for whoever meets the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.markup import table
from pactbook.site.page import Page, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.views.view import View

ORDER = 80
TEXT = """# How a change is made

Agreements are locked; operations manuals are free. Each page says at its top which of the two it is.

## Pages that are locked

Agreements, the clause library and the outlines of the manuals are legal texts. Nobody changes them alone, and no shortcut gets around that:
a change counts only once the people whom the agreement names have signed it.

1. Tell your legal team, or the other side's, what should change and why. A sentence and the number of the section are enough.
2. Legal prepare the next version and show the difference, word by word.
3. Both sides sign. From its effective date the new version stands here, and the old one stays readable.

## Pages of the operations manuals

Workflows, edge cases, training and the hundred details of daily work change often, so operations on both sides keep them current themselves.

1. {first}
2. {second}
3. The change takes effect when it is accepted. No legal sign-off is needed, as long as the headings that legal require stay in place.

## Which of the two

"""


_INTERNAL = 'Open the page and choose "Suggest a change".', "Change the text and send it. Someone from operations looks at it."
_VENDOR = (
    "Tell {client} which page and which words. If you work in the repository yourself, change the page there and propose it.",
    "Someone from operations looks at it.",
)


def pages(view: View) -> Iterator[Page]:
    """One page."""
    rows = (
        ("A price, a target, a credit, a notice period", "Agreement", "Legal of both sides"),
        ("Who is liable for what, data, security, exit", "Agreement", "Legal of both sides"),
        ("How a refund, an incident or an invoice is handled step by step", "Operations manual", "Operations"),
        ("A new edge case, an example, a training day", "Operations manual", "Operations"),
        ("A whole section that every manual of this kind must have", "Outline of the manual", "Legal and procurement of the client"),
    )
    first, second = _INTERNAL if view.internal else _VENDOR
    body = (
        TEXT.format(first=first.format(client=plain(view.book.client_name())), second=second)
        + table(("What changes", "Where it belongs", "Who decides"), rows)
        + "\n"
    )
    yield Page(paths.CHANGES, "How a change is made", body, "list", trusted=True, nav=("How a change is made",), search_weight=0.6)
