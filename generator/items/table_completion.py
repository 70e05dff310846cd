"""Table completion: a table with empty cells to fill.

    type: table-completion
    header: [Bentuk, Pihak]
    rows:
      - [Bilateral, "[[dua negara]]"]
      - [Regional, "[[negara sekawasan|negara-negara sekawasan]]"]

`header` and `rows` hold as many cells each, at most eight. A gap in a cell, `[[words]]` or `[[words|also accepted]]`, is what
the pupil writes; other words may stand beside it. The sheet's level gives some of the gaps already filled, drawn anew for each
sheet. The others are numbered row by row; each is worth one point unless `points` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.model.blocks import Body, GapMatchInteraction, Table
from generator.model.draw import Draw, Stream
from generator.model.item import GapText, Item, Size
from generator.model.key import Key, TextResponse
from generator.model.level import Level
from generator.model.text import Blank, Gap, Inline, Run, Text

MOST_COLUMNS, MOST_ROWS = 8, 40


@frozen_record
class TableCompletion(Item):
    """A table-completion item; its draw `given` holds the places of gaps, counted row by row, that are already filled.

    What belongs in the others is the secret.
    """

    TYPE: ClassVar[str] = "table-completion"

    header: Annotated[tuple[Text, ...], Size(1, MOST_COLUMNS)] = ()
    rows: Annotated[tuple[Annotated[tuple[GapText, ...], Size(1, MOST_COLUMNS)], ...], Size(1, MOST_ROWS)]

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield rows of other lengths, a table without gaps, and gap numbers of a cell that are not 1, 2, 3 ..."""
        due, above = len(self.header or self.rows[0]), "header" if self.header else "first row"
        for i, row in enumerate(self.rows):
            if len(row) != due:
                yield finding("row-length", self.at(f"rows.{i}"), found=len(row), due=due, above=above)
            for j, cell in enumerate(row):
                numbers = [gap.number for gap in cell.gaps()]
                if sorted(numbers) != list(range(1, len(numbers) + 1)):
                    shown = ", ".join(map(str, numbers))
                    yield finding("gap-numbers", self.at(f"rows.{i}.{j}"), numbers=shown, count=len(numbers))
        if not self._gaps():
            yield finding("no-gaps", self.at("rows"), type=self.TYPE)

    def draw(self, stream: Stream, level: Level) -> Draw:
        """Give the level's share of the gaps, rounded down: any of them, whatever stands in them."""
        places = range(len(self._gaps()))
        return {"given": stream.shuffle(places)[: int(len(places) * level.given)]}

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the table with numbered blanks."""
        return Body(self.stem, (GapMatchInteraction(Text(), table=self._table(draw)),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return what each blank accepts, and the full table."""
        open_gaps = [gap for place, (_, _, gap) in enumerate(self._gaps()) if place not in draw["given"]]
        response = TextResponse(tuple(gap.words for gap in open_gaps))
        return Key((response,), self.worth_drawn(draw), self.rationale, model=(self._table(None),))

    def worth(self) -> Decimal:
        """Return the points of the whole table: as written, else one for each gap."""
        return self.points if self.points is not None else Decimal(len(self._gaps()))

    def worth_drawn(self, draw: Draw) -> Decimal:
        """Return the points without the gaps that are given."""
        return self.worth() if self.points is not None else self.worth() - len(draw["given"])

    def answer_marks(self) -> object:
        """Return where the gaps are."""
        return tuple((row, column, gap.number) for row, column, gap in self._gaps())

    def _gaps(self) -> list[tuple[int, int, Gap]]:
        """All gaps row by row, those of a cell by their numbers."""
        found = [(i, j, gap) for i, row in enumerate(self.rows) for j, cell in enumerate(row) for gap in cell.gaps()]
        return sorted(found, key=lambda place: (place[0], place[1], place[2].number))

    def _table(self, draw: Draw | None) -> Table:
        """The table as a draw prints it, without one with every gap filled in strong words."""
        shown: dict[tuple[int, int, int], Inline] = {}
        number = 0
        for place, (i, j, gap) in enumerate(self._gaps()):
            if draw is None or place in draw["given"]:
                shown[i, j, gap.number] = Run(gap.words[0], strong=draw is None)
            else:
                number += 1
                shown[i, j, gap.number] = Blank(number)

        def cell(i: int, j: int) -> Text:
            lines = self.rows[i][j].paragraphs
            return Text(tuple(tuple(shown[i, j, one.number] if isinstance(one, Gap) else one for one in line) for line in lines))

        rows = tuple(tuple(cell(i, j) for j in range(len(row))) for i, row in enumerate(self.rows))
        return Table(self.header, rows, look="key" if draw is None else "pupil")
