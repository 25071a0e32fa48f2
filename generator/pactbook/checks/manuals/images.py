"""Images of manuals: that they are images, small enough to open on a phone, and told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import Position, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.manual import Manual

LARGEST = 2 * 1024 * 1024
NOT_AN_IMAGE = Rule(
    "C030",
    "File that is not the image that its name says",
    "A browser shows nothing in its place, and a file under a false name may hold anything.",
    "Save it again from an image program as PNG, JPEG, GIF or WebP, and give it that ending.",
)
TOO_LARGE = Rule(
    "C031",
    "Image that is too large",
    "Agents open the manual on slow phones; the page waits for the image.",
    "Make it smaller than 2 MiB: fewer pixels (1,600 across are plenty), or JPEG for photographs.",
)
NO_WORDS = Rule(
    "C032",
    "Image without a description",
    "Who can't see the image, and who prints the page without it, learns nothing.",
    "Say in the square brackets what the image shows: ![The refund screen with the reason code](images/refund-screen.png).",
    Severity.WARNING,
)
RULES = (NOT_AN_IMAGE, TOO_LARGE, NO_WORDS)
FORMATS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp"}


def check(subject: Subject) -> Iterator[Problem]:
    """Every image of every manual, and every place that shows one."""
    for manual in subject.manuals:
        yield from _files(manual)
        for page in manual.pages:
            if "![" not in page.text:  # most pages show none and need not be read for it
                continue
            for link in subject.linker.read(page).links:
                if link.image and not link.words.strip():
                    where = Position(
                        page.text_line + page.text.count("\n", 0, link.start), link.start - page.text.rfind("\n", 0, link.start)
                    )
                    yield Problem(page.path, where, NO_WORDS, f"nothing says what the image '{link.target or link.name}' shows")


def _files(manual: Manual) -> Iterator[Problem]:
    for file, image in manual.images.items():
        path, ending = f"{manual.path}/{file}", file.rpartition(".")[2]
        if image.format != FORMATS[ending]:
            said = f"holds {image.format.upper()}" if image.format else "holds no image"
            yield Problem(path, Position(), NOT_AN_IMAGE, f"'{file}' is named .{ending} and {said}")
        if image.size > LARGEST:
            yield Problem(path, Position(), TOO_LARGE, f"'{file}' has {image.size / 1024 / 1024:.1f} MiB; 2 MiB are the most")
