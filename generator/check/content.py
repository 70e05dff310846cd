"""Content blocks of `handout` and `stimulus`: the shapes of their fields, and what they become in the model."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from generator.diagnostics import Span, finding
from generator.frozen import frozen_record, replace
from generator.model.blocks import Block, Callout, Figure, PageBreak, Paragraph, Quotation, Table, Timeline
from generator.model.item import Blocks, Date, Name, Picture, Size
from generator.model.record import Record
from generator.model.text import Text, Word
from generator.schema import Reading
from generator.source import Absent, Fields, Value


@frozen_record
class TableFields(Record):
    """A table as written."""

    caption: Text = Text()
    header: tuple[Text, ...] = ()
    rows: Annotated[tuple[tuple[Text, ...], ...], Size(1)]


@frozen_record
class CalloutFields(Record):
    """A callout as written; its text is block Markdown."""

    kind: Literal["did-you-know", "important", "example", "caution", "correction"]
    text: Blocks


@frozen_record
class EventFields(Record):
    """An event of a timeline."""

    when: Text
    what: Text


@frozen_record
class QuotationFields(Record):
    """A quotation and the name of the reference that it is taken from."""

    text: Text
    reference: Name | None = None


@frozen_record
class BlockFields(Record):
    """One entry of `handout` or `stimulus`: exactly one of its kinds, and its dates."""

    SHORTHAND: ClassVar[str] = "text"

    text: Blocks | None = None
    figure: Picture | None = None
    table: TableFields | None = None
    callout: CalloutFields | None = None
    timeline: Annotated[tuple[EventFields, ...], Size(1)] | None = None
    quotation: QuotationFields | None = None
    break_: Literal["page"] | None = None
    as_of: Date | None = None
    review_by: Date | None = None


DATED = (Paragraph, Table, Figure, Callout, Timeline, Quotation)
"""The blocks that say as of when they are true."""

KINDS = ("text", "figure", "table", "callout", "timeline", "quotation", "break")


Sources = list[tuple[str, "Span | None"]]
"""The references that quotations name, each with its place."""


def content_block(reading: Reading, value: Value, sources: Sources) -> list[tuple[Block, Span | None]] | None:
    """Return the blocks of one entry, each with its place, or None after a finding; what quotations name goes into `sources`."""
    fields = reading.record(BlockFields, value)
    if fields is None:
        return None
    if isinstance(value, Fields):
        kinds = [name for name in value.entries if name in KINDS]
        if len(kinds) != 1:
            found = " and ".join(f"`{name}`" for name in kinds) or "none of them"
            at = value.keys[kinds[1]] if len(kinds) > 1 else value.span
            reading.findings.append(finding("one-block", at, kinds=", ".join(f"`{kind}`" for kind in KINDS), found=found))
            return None
        if isinstance(value.entries[kinds[0]], Absent):
            reading.missing(kinds[0], value)
            return None
    place = fields.at()
    if fields.text is not None:
        return [(_dated(block, fields), fields.spans.get(f"text.{index}", place)) for index, block in enumerate(fields.text)]
    block = _block(reading, fields, sources)
    return [(_dated(block, fields), place)] if block is not None else None


def _dated(block: Block, fields: BlockFields) -> Block:
    if fields.as_of is None or not isinstance(block, DATED):
        return block
    return replace(block, as_of=str(fields.as_of))


def _block(reading: Reading, fields: BlockFields, sources: Sources) -> Block | None:
    if fields.figure is not None:
        picture = fields.figure
        return Figure(picture.image, picture.alt, picture.caption, picture.credit, float(picture.width))
    if fields.table is not None:
        return _table(reading, fields.table)
    if fields.callout is not None:
        return Callout(fields.callout.kind, fields.callout.text)
    if fields.timeline is not None:
        return Timeline(tuple((event.when, event.what) for event in fields.timeline))
    if fields.quotation is not None:
        name = fields.quotation.reference
        if name:
            sources.append((name, fields.quotation.at("reference")))
        return Quotation(fields.quotation.text, Text(((Word(f"reference.{name}"),),)) if name else Text())
    return PageBreak() if fields.break_ else None


def _table(reading: Reading, table: TableFields) -> Table | None:
    due = len(table.header or table.rows[0])
    above = "header" if table.header else "first row"
    right = True
    for index, row in enumerate(table.rows):
        if len(row) != due:
            reading.findings.append(finding("row-length", table.at(f"rows.{index}"), found=len(row), due=due, above=above))
            right = False
    return Table(table.header, table.rows, table.caption) if right else None
