"""Organiser: a drawn form to sort one's thoughts into, such as a Venn diagram or a T-chart.

    type: organiser
    shape: venn
    fields:
      - {text: Bilateral, entries: [dua negara, cepat disepakati]}
      - {text: Multilateral, entries: [banyak negara, aturannya sama bagi semua]}
      - {text: Keduanya, entries: [saling menguntungkan]}

`fields` stand in the shape's order, each with a `text` for its head and the `entries` that are right or good examples:

- `venn`: left, right, both;
- `t-chart`: two to four columns;
- `kwl`: know, want to know, learned;
- `frayer`: definition, characteristics, examples, non-examples; `centre` is the term in the middle;
- `fishbone`: two to six causes, those above the spine first; `centre` is the effect at its head;
- `concept-map`: two to six fields, those above first; `centre` is the term in the middle;
- `five-w-one-h`: what, who, when, where, why, how.

In `kwl`, `frayer` and `five-w-one-h` a field without `text` has the language's own words, and without `fields` all have.
Without a `centre` there is room to write it. The sheet's level gives some of the entries, drawn anew for each sheet; pupils
write the others on lines, as many in every field, so that nothing tells where more is due. `lines` says how many; without it
they are reckoned from all entries. The answer key has the form filled in; where a field has no entries, it says that answers
differ. An organiser is worth 1 unless `points` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Annotated, ClassVar, Literal

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.phrases import equal_entries
from generator.model.blocks import Body, ExtendedTextInteraction, Table
from generator.model.draw import Draw, Stream
from generator.model.item import Between, Item, Size
from generator.model.key import ExtendedResponse, Key, Note
from generator.model.level import Level
from generator.model.record import Record
from generator.model.text import Break, Inline, Text, Word

NUMBERS = {
    "venn": (3, 3),
    "t-chart": (2, 4),
    "kwl": (3, 3),
    "frayer": (4, 4),
    "fishbone": (2, 6),
    "concept-map": (2, 6),
    "five-w-one-h": (6, 6),
}
"""How few and how many fields a shape has."""
OWN = {
    "kwl": ("know", "want", "learned"),
    "frayer": ("definition", "characteristics", "examples", "non-examples"),
    "five-w-one-h": ("what", "who", "when", "where", "why", "how"),
}
"""The language's own words for the fields of a shape."""
INSTRUCTED = ("venn", "fishbone", *OWN)
"""Shapes that have an instruction of their own."""
# A pupil writes about 60 letters on a line of the whole measure (guides, 5.2); a field gets half as many lines again as its share
# of all entries takes, and one more.
LETTERS_A_LINE, ABREAST = 60, {"frayer": 2, "venn": 3, "kwl": 3, "five-w-one-h": 3}
LEAST_LINES, MOST_LINES, LINES_WITHOUT_ENTRIES = 3, 10, 4


@frozen_record
class OrganiserField(Record):
    """A field: its head, and what may stand in it, which is the secret as far as it is not given."""

    text: Text = Text()
    entries: Annotated[tuple[Annotated[Text, Size(1)], ...], Size(0, 12)] = ()


@frozen_record
class Organiser(Item):
    """An organiser item; its draw `given` holds the positions of entries, counted through all fields, that are printed."""

    TYPE: ClassVar[str] = "organiser"

    shape: Literal["venn", "t-chart", "kwl", "frayer", "fishbone", "concept-map", "five-w-one-h"]
    centre: Text = Text()
    fields: Annotated[tuple[OrganiserField, ...], Size(0, 6)] = ()
    lines: Annotated[int, Between(1, 20)] | None = None

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield fewer or more fields than the shape has, fields without a head, and what reads the same."""
        least, most = NUMBERS[self.shape]
        count, at = len(self.fields), self.at("fields") or self.at()
        if count < least and (count or self.shape not in OWN):
            yield finding("too-few", at, count=count, least=least, what=f"fields of `{self.shape}`")
        if count > most:
            yield finding("too-many", at, count=count, most=most, what=f"fields of `{self.shape}`")
        for field in self.fields if self.shape not in OWN else ():
            if not field.text:
                yield finding("missing-field", field.at(), name="text")
        yield from equal_entries("fields", [(field.text, field.at("text")) for field in self.fields if field.text])
        for field in self.fields:
            yield from equal_entries("entries", [(text, field.at(f"entries.{i}")) for i, text in enumerate(field.entries)])

    def draw(self, stream: Stream, level: Level) -> Draw:
        """Give the level's share of the entries, rounded down: any of them, whatever they say."""
        places = range(sum(len(field.entries) for field in self.fields))
        return {"given": stream.shuffle(places)[: int(len(places) * level.given)]}

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the form with what is given, and lines for the rest."""
        lines = ceil((self.lines or self._lines()) * (100 + level.more_lines) / 100)
        table = self._table(frozenset(draw["given"]))
        form = self.shape if self.shape in INSTRUCTED else ""
        return Body(self.stem, (ExtendedTextInteraction(lines, "table", table=table),), form)

    def key(self, draw: Draw, level: Level) -> Key:
        """Return the form filled in, or that answers differ."""
        differ = Text(((Word(f"types.{self.TYPE}.differ"),),))
        if not any(field.entries for field in self.fields):
            return Key((ExtendedResponse(),), self.worth(), self.rationale, (Note(differ, word="key.model"),))
        return Key((ExtendedResponse(),), self.worth(), self.rationale, model=(self._table(None, differ),))

    def _table(self, given: frozenset[int] | None, empty: Text = Text()) -> Table:
        """The form with the given entries, without them with all; `empty` stands in a field that has none of its own."""
        rows, place = [], 0
        for number, field in enumerate(self.fields or [OrganiserField()] * NUMBERS[self.shape][0]):
            head = field.text or Text(((Word(f"types.{self.TYPE}.{OWN[self.shape][number]}"),),))
            shown = [text for i, text in enumerate(field.entries, place) if given is None or i in given]
            place += len(field.entries)
            lines = tuple(_one_line(text) for text in shown)
            rows.append((head, Text(lines) if lines or given is not None else empty))
        return Table((self.centre,), tuple(rows), look="pupil" if given is not None else "key", shape=self.shape)

    def _lines(self) -> int:
        """Lines in each field: by all entries and the number of fields, never by what belongs where."""
        texts = [str(text) for field in self.fields for text in field.entries]
        if not texts:
            return LINES_WITHOUT_ENTRIES
        count = len(self.fields)
        abreast = ABREAST.get(self.shape, count if self.shape == "t-chart" else ceil(count / 2))
        taken = sum(ceil(len(text) * abreast / LETTERS_A_LINE) for text in texts)
        return min(max(ceil(taken * 3 / (2 * count)) + 1, LEAST_LINES), MOST_LINES)


def _one_line(text: Text) -> tuple[Inline, ...]:
    """Return a text as one paragraph."""
    line: list[Inline] = []
    for number, paragraph in enumerate(text.paragraphs):
        line += [Break(), *paragraph] if number else paragraph
    return tuple(line)
