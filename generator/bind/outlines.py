"""The outline (bookmarks) of a file, from the headings of its sheets."""

from __future__ import annotations

from collections.abc import Sequence

from generator.bind.statements import number, text
from generator.bind.writer import Writer
from generator.frozen import field, slotted


@slotted
class Entry:
    """An outline entry: `level` from 1, the number of its page's object, `top` in points from the page's bottom."""

    title: str
    level: int
    page: int
    top: float
    number: int = 0
    kids: list[Entry] = field(default_factory=list)


def outline_objects(writer: Writer, entries: Sequence[Entry]) -> int:
    """Write the outline and return its root's number; a level that is jumped over counts as one step."""
    root = Entry("", 0, 0, 0.0, writer.reserve())
    open_entries = [root]
    for entry in entries:
        while open_entries[-1].level >= max(entry.level, 1):
            open_entries.pop()
        entry.number = writer.reserve()
        open_entries[-1].kids.append(entry)
        open_entries.append(entry)
    writer.write(root.number, b"<</Type/Outlines%s/Count %d>>" % (_kids(root), len(entries)))
    _write_kids(writer, root)
    return root.number


def _write_kids(writer: Writer, parent: Entry) -> None:
    last = len(parent.kids) - 1
    for index, entry in enumerate(parent.kids):
        parts = [
            b"<</Title %s/Parent %d 0 R" % (text(entry.title), parent.number),
            b"/Dest[%d 0 R/XYZ null %s null]" % (entry.page, number(entry.top)),
            b"/Prev %d 0 R" % parent.kids[index - 1].number if index else b"",
            b"/Next %d 0 R" % parent.kids[index + 1].number if index < last else b"",
            _kids(entry) + b"/Count %d" % _shown(entry) if entry.kids else b"",
            b">>",
        ]
        writer.write(entry.number, b"".join(parts))
        _write_kids(writer, entry)


def _kids(entry: Entry) -> bytes:
    return b"/First %d 0 R/Last %d 0 R" % (entry.kids[0].number, entry.kids[-1].number)


def _shown(entry: Entry) -> int:
    """Return how many entries stand below this one: everything is shown open."""
    return sum(1 + _shown(kid) for kid in entry.kids)
