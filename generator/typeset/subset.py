"""A font subset ready to embed, as bytes that can be kept from one run to the next."""

from __future__ import annotations

import marshal

from generator.frozen import frozen
from generator.model.sheet import PdfObject, reference


@frozen
class Embedded:
    """A subset ready to embed: heads up to their references, and the two streams."""

    font: bytes
    descriptor: bytes
    file: PdfObject
    unicode: PdfObject

    def objects(self, first: int) -> list[PdfObject]:
        """Return font, descriptor, file and ToUnicode map, numbered from `first` in the sheet (ISO 32000-1, 9.6.3)."""
        font = self.font + reference(first + 1) + b"/ToUnicode " + reference(first + 3) + b">>"
        return [PdfObject(font), PdfObject(self.descriptor + reference(first + 2) + b">>"), self.file, self.unicode]

    def packed(self) -> bytes:
        """Return it as bytes."""
        parts = (self.font, self.descriptor, self.file.head, self.file.stream, self.unicode.head, self.unicode.stream)
        return marshal.dumps(parts)

    @staticmethod
    def unpacked(data: bytes) -> Embedded:
        """Return what `packed` made bytes of."""
        font, descriptor, head, stream, unicode_head, unicode_stream = marshal.loads(data)
        return Embedded(font, descriptor, PdfObject(head, stream), PdfObject(unicode_head, unicode_stream))
