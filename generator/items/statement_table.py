"""Statement table: statements in rows, and for each a tick in the right column.

    type: statement-table
    rows:
      - {text: Indonesia dan Jepang menyepakati aturan dagang., column: true}
      - {text: ASEAN beranggotakan dua negara., column: false, why: "ASEAN beranggotakan lebih dari dua negara."}

`columns` are two to six texts; without them they are the language's words for true and false. Each of `rows` is a `text` and
its `column`: a number from 1, or the column's text (`true` or `false` where there are no `columns`). `why` is printed in the
explanations of the answer key. Rows stand as written, and each is worth one point unless `points` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.phrases import equal_entries, folded
from generator.model.blocks import Body, MatchInteraction, SimpleChoice
from generator.model.draw import Draw
from generator.model.item import Item, Size
from generator.model.key import Key, MatchResponse, Note
from generator.model.level import Level
from generator.model.record import Record
from generator.model.text import Text, Word

TRUTH = ("true", "false")


@frozen_record
class Row(Record):
    """A statement, and the column that its tick belongs in, which is the secret."""

    text: Text
    column: Text
    why: Text = Text()


@frozen_record
class StatementTable(Item):
    """A statement table; nothing is drawn for it."""

    TYPE: ClassVar[str] = "statement-table"

    columns: Annotated[tuple[Annotated[Text, Size(1)], ...], Size(2, 6)] = ()
    rows: Annotated[tuple[Row, ...], Size(1, 26)]

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield columns and rows that read the same, and rows whose column there is not."""
        yield from equal_entries("columns", [(text, self.at(f"columns.{i}")) for i, text in enumerate(self.columns)])
        yield from equal_entries("rows", [(row.text, row.at("text")) for row in self.rows])
        known = [folded(text) for text in self.columns] or TRUTH
        shown = ", ".join(f"`{text}`" for text in self.columns or TRUTH)
        for row in self.rows:
            if self._column(row) is None:
                yield finding("unknown-column", row.at("column"), found=row.column, count=len(known), columns=shown)

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the rows and columns as written."""
        truth = tuple(Text(((Word(f"types.{self.TYPE}.{word}"),),)) for word in TRUTH)
        rows = tuple(SimpleChoice(row.text) for row in self.rows)
        columns = tuple(SimpleChoice(text) for text in self.columns or truth)
        return Body(self.stem, (MatchInteraction(rows, columns, look="grid"),), "" if self.columns else "truth")

    def key(self, draw: Draw, level: Level) -> Key:
        """Return the column of each row, and why."""
        notes = tuple(Note(row.why, choice=n) for n, row in enumerate(self.rows) if row.why)
        return Key((MatchResponse(tuple(enumerate(self._columns()))),), self.worth(), self.rationale, notes)

    def worth(self) -> Decimal:
        """Return the points: as written, else one for each row."""
        return self.points if self.points is not None else Decimal(len(self.rows))

    def answer_marks(self) -> object:
        """Return the column of each row."""
        return self._columns()

    def _columns(self) -> tuple[int, ...]:
        return tuple(self._column(row) or 0 for row in self.rows)

    def _column(self, row: Row) -> int | None:
        """The position of a row's column, by its text or else by its number."""
        texts = [folded(text) for text in self.columns] or list(TRUTH)
        wanted = folded(row.column)
        if wanted in texts:
            return texts.index(wanted)
        loose = [text.casefold() for text in texts]
        if wanted.casefold() in loose:
            return loose.index(wanted.casefold())
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 3 else 0
        return number - 1 if 1 <= number <= len(texts) else None
