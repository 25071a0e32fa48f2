"""Long texts of a book, which need not be in memory: a field holds the text, or what reads it again each time that it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_C = TypeVar("_C")


class _Held:
    """A field of a class with slots that may hold what reads its value; whoever asks for the field gets the value."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, found: object, owner: type | None = None) -> Any:
        if found is None:
            return self
        value = self._slot.__get__(found, owner)
        return value() if callable(value) else value

    def __set__(self, found: object, value: object) -> None:
        self._slot.__set__(found, value)


def held(*names: str) -> Callable[[type[_C]], type[_C]]:
    """For a dataclass with slots: these fields may be given what reads their values again. Two objects are equal where what is read is equal."""

    def of(kind: type[_C]) -> type[_C]:
        for name in names:
            setattr(kind, name, _Held(getattr(kind, name)))
        return kind

    return of
