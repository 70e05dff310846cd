"""The file itself: numbered objects one after another, then the cross-reference table and the trailer."""

from __future__ import annotations

import hashlib
from typing import Protocol

AT_A_TIME = 1 << 16
"""So many bytes go to the sink at once."""
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Sink(Protocol):
    """Where a file is written to, from its first byte to its last."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""


class Writer:
    """Writes objects as they come; numbers may be reserved before what they number is known."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._digest = hashlib.sha256()
        self._length = 0
        self._waiting: list[bytes] = []
        self._room = AT_A_TIME
        self._offsets = [0]
        self._put(HEADER)

    def _put(self, data: bytes) -> None:
        self._waiting.append(data)
        self._length += len(data)
        if self._length >= self._room:
            self._flush()

    def _flush(self) -> None:
        data = b"".join(self._waiting)
        self._waiting.clear()
        self._sink.write(data)
        self._digest.update(data)
        self._room = self._length + AT_A_TIME

    def reserve(self, count: int = 1) -> int:
        """Return a new object number, the first of `count` that follow one another."""
        first = len(self._offsets)
        self._offsets += [0] * count
        return first

    def write(self, number: int, body: bytes, data: bytes | None = None) -> None:
        """Write the object `number`; with `data`, `body` is a stream's whole dictionary."""
        self._offsets[number] = self._length
        if data is None:
            self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        else:
            self._put(b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, body, data))

    def stream(self, number: int, head: bytes, data: bytes) -> None:
        """Write a stream whose dictionary is still open, without /Length."""
        self.write(number, head + b"/Length %d>>" % len(data), data)

    def finish(self, root: int, info: int) -> None:
        """Write the table and the trailer; /ID is the SHA-256 of all before them, cut to 16 bytes (ISO 32000-1, 14.4)."""
        self._flush()
        name = self._digest.hexdigest()[:32].upper().encode("ascii")
        start, size = self._length, len(self._offsets)
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for at in range(1, size, 4096):
            self._put(b"".join([b"%010d 00000 n \n" % offset for offset in self._offsets[at : at + 4096]]))
        self._put(b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\n" % (size, root, info, name, name))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)
        self._flush()
