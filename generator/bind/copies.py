"""Copies: many named copies of few sheets in one file, in one pass; a copy's page is the sheet's page and a stamp over it.

Page and outline objects are numbered before anything is written, so nothing of a copy is kept once it is in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.bind.labels import page_labels
from generator.bind.numbering import Numbering
from generator.bind.pages import FAN, PageForm, tree_node
from generator.bind.statements import catalogue, information, text, xmp
from generator.bind.writer import Sink, Writer
from generator.frozen import frozen
from generator.model.sheet import Metadata, Sheet


@frozen
class Copy:
    """A copy of one of the sheets: what it is called in the outline, and for each page what is stamped on it, if anything."""

    sheet: int
    title: str
    stamps: tuple[bytes, ...]


def bind_copies(sink: Sink, sheets: Sequence[Sheet], order: Sequence[int], copies: Iterable[Copy], metadata: Metadata) -> None:
    """Write a file of copies to `sink`; `order` says which sheet each copy is of, before the copies themselves come.

    Raises ValueError when there is no page, or the copies are not those of `order`.
    """
    total = sum(len(sheets[index].pages) for index in order)
    if not total:
        raise ValueError("a PDF file needs a page")
    writer = Writer(sink)
    root, tree, info, packet, outline = (writer.reserve() for _ in range(5))
    first_page = writer.reserve(total)
    first_entry = writer.reserve(len(order))
    levels = _levels(writer, total, tree)
    numbering = Numbering(writer)
    numbers = [numbering.write(sheet.objects) for sheet in sheets]
    forms = [[PageForm(page, own) for page in sheet.pages] for sheet, own in zip(sheets, numbers, strict=True)]
    at = 0
    for index, (wanted, copy) in enumerate(zip(order, copies, strict=True)):
        if copy.sheet != wanted:
            raise ValueError("the copies are not in the order that was announced")
        pages = forms[wanted]
        entry = b"<</Title %s/Parent %d 0 R/Dest[%d 0 R/XYZ null %s null]%s%s>>" % (
            text(copy.title),
            outline,
            first_page + at,
            pages[0].height,
            b"/Prev %d 0 R" % (first_entry + index - 1) if index else b"",
            b"/Next %d 0 R" % (first_entry + index + 1) if index + 1 < len(order) else b"",
        )
        writer.write(first_entry + index, entry)
        for page, stamp in zip(pages, copy.stamps, strict=True):
            over = 0
            if stamp:
                over = writer.reserve()
                writer.write(over, b"<</Length %d>>" % len(stamp), stamp)
            writer.write(first_page + at, page.object(levels[0][at // FAN], over))
            at += 1
    _close(writer, levels, first_page, total)
    head = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>"
    writer.write(outline, head % (first_entry, first_entry + len(order) - 1, len(order)))
    labels = page_labels([page.label for index in order for page in sheets[index].pages])
    writer.write(root, catalogue(metadata, tree, packet, outline, labels, panel=True))
    writer.write(info, information(metadata))
    writer.stream(packet, b"<</Type/Metadata/Subtype/XML", xmp(metadata))
    writer.finish(root, info)


def _levels(writer: Writer, total: int, root: int) -> list[list[int]]:
    """Return the numbers of the page tree's nodes, those above the pages first, the root alone last."""
    levels: list[list[int]] = []
    count = total
    while True:
        count = -(-count // FAN)
        if count == 1:
            levels.append([root])
            return levels
        first = writer.reserve(count)
        levels.append(list(range(first, first + count)))


def _close(writer: Writer, levels: Sequence[Sequence[int]], first_page: int, total: int) -> None:
    kids: list[tuple[int, int]] = [(first_page + index, 1) for index in range(total)]
    for level, nodes in enumerate(levels):
        above = levels[level + 1] if level + 1 < len(levels) else ()
        made = []
        for index, node in enumerate(nodes):
            own = kids[index * FAN : (index + 1) * FAN]
            count = sum(pages for _, pages in own)
            writer.write(node, tree_node(own, count, above[index // FAN] if above else 0))
            made.append((node, count))
        kids = made
