"""The binary form that OpenSSH uses inside keys and signatures (RFC 4251, section 5), read without leniency."""

from __future__ import annotations


class WireError(ValueError):
    """Bytes that are not in the one form."""


class Wire:
    """Reads from the front; `end` makes sure that nothing is left over."""

    def __init__(self, data: bytes) -> None:
        """Read `data` from its first byte."""
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """The next bytes."""
        found = self._data[self._at : self._at + count]
        if len(found) != count:
            message = "it ends too early"
            raise WireError(message)
        self._at += count
        return found

    def number(self) -> int:
        """An unsigned number of four bytes."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """A string: its length, then its bytes."""
        return self.take(self.number())

    def integer(self) -> int:
        """A positive whole number (`mpint`) in its shortest form."""
        data = self.string()
        if not data or data[0] & 0x80 or (data[0] == 0 and (len(data) == 1 or not data[1] & 0x80)):
            message = "a number in it is not positive or not in its shortest form"
            raise WireError(message)
        return int.from_bytes(data, "big")

    def end(self) -> None:
        """Nothing may follow."""
        if self._at != len(self._data):
            message = "something follows after its end"
            raise WireError(message)


def string(data: bytes) -> bytes:
    """Bytes as a string of the wire."""
    return len(data).to_bytes(4, "big") + data
