"""The file itself: numbered objects one after another, then the cross-reference table and the trailer."""

from __future__ import annotations

import hashlib

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Writer:
    """Collects objects in the order of writing; numbers may be reserved before what they number is known."""

    def __init__(self) -> None:
        self._parts = [HEADER]
        self._length = len(HEADER)
        self._offsets = [0]

    def reserve(self) -> int:
        """Return a new object number."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def write(self, number: int, body: bytes, data: bytes | None = None) -> None:
        """Write the object `number`; with `data`, `body` is a stream's whole dictionary."""
        self._offsets[number] = self._length
        if data is None:
            parts = [b"%d 0 obj\n" % number, body, b"\nendobj\n"]
        else:
            parts = [b"%d 0 obj\n" % number, body, b"\nstream\n", data, b"\nendstream\nendobj\n"]
        self._parts += parts
        self._length += sum(map(len, parts))

    def stream(self, number: int, head: bytes, data: bytes) -> None:
        """Write a stream whose dictionary is still open, without /Length."""
        self.write(number, head + b"/Length %d>>" % len(data), data)

    def finish(self, root: int, info: int) -> bytes:
        """Return the whole file; /ID is the SHA-256 of all objects, cut to 16 bytes (ISO 32000-1, 14.4)."""
        digest = hashlib.sha256()
        for part in self._parts:
            digest.update(part)
        name = digest.hexdigest()[:32].upper().encode("ascii")
        table = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets[1:])
        size = len(self._offsets)
        self._parts += [
            b"xref\n0 %d\n0000000000 65535 f \n" % size,
            table,
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\n" % (size, root, info, name, name),
            b"startxref\n%d\n%%%%EOF\n" % self._length,
        ]
        return b"".join(self._parts)
