"""Stage 8, bind: finished sheets become one PDF file, written by hand; it knows PDF objects and nothing of their content.

PDF 1.7 (ISO 32000-1) with a plain cross-reference table: catalogue, balanced page tree, outlines, information dictionary and
XMP. Objects that read the same are written once, so sheets that were typeset together share fonts and pictures. No clock, no
chance: /ID is a digest of what was written, and there are no dates. A viewer counts pages as they are numbered on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from generator.bind.copies import Copy, bind_copies
from generator.bind.impose import impose, turns_over
from generator.bind.labels import page_labels
from generator.bind.numbering import Numbering
from generator.bind.outlines import Entry, outline_objects
from generator.bind.pages import PageTree
from generator.bind.statements import catalogue, information, xmp
from generator.bind.writer import Writer
from generator.model.sheet import Metadata, Sheet

__all__ = ["Copy", "bind", "bind_copies", "impose", "turns_over"]


def bind(sheets: Sequence[Sheet], metadata: Metadata) -> bytes:
    """Return the sheets' pages in order as one PDF file. Raises ValueError when there is no page."""
    if not any(sheet.pages for sheet in sheets):
        raise ValueError("a PDF file needs a page")
    sink = BytesIO()
    writer = Writer(sink)
    root, tree, info, packet = (writer.reserve() for _ in range(4))
    numbering, pages = Numbering(writer), PageTree(writer, tree)
    entries: list[Entry] = []
    for sheet in sheets:
        numbers = numbering.write(sheet.objects)
        own = [pages.add(page, numbers) for page in sheet.pages]
        entries += [Entry(heading.title, heading.level, own[heading.page], heading.top) for heading in sheet.headings]
    pages.close()
    outlines = outline_objects(writer, entries or [Entry(metadata.title, 1, *pages.first())])
    labels = page_labels([page.label for sheet in sheets for page in sheet.pages])
    writer.write(root, catalogue(metadata, tree, packet, outlines, labels, panel=len(entries) > 1))
    writer.write(info, information(metadata))
    writer.stream(packet, b"<</Type/Metadata/Subtype/XML", xmp(metadata))
    writer.finish(root, info)
    return sink.getvalue()
