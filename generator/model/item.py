"""An item: the base of every question type, and the shapes that its fields may have.

A question type is one file in `generator/items/`: a frozen dataclass whose annotated fields are its schema.
Annotations that the schema reader knows: Text (inline Markdown), Blocks (block Markdown or a list of content blocks),
GapText (inline Markdown with gaps), Name, Whole (int), Decimal, bool (yes-no), Date, Time (of day), Literal[...], Picture, a
Record, tuple[X, ...] (a list; one value is a list of one), X | None. `Annotated[..., Size(2, 12)]` bounds a list or text,
`Annotated[Decimal, Between(0, 1)]` a number. A field without default is needed. `SHORTHAND` names the field that a
plain text stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NewType, Union

from generator.diagnostics import Diagnostic
from generator.frozen import frozen, frozen_record
from generator.model.blocks import Block, Body
from generator.model.draw import Draw, Stream
from generator.model.key import Key
from generator.model.level import Difficulty, Level
from generator.model.record import Record
from generator.model.text import Text

if TYPE_CHECKING:
    from typing_extensions import Self

Name = NewType("Name", str)
Date = NewType("Date", str)
Time = NewType("Time", str)
Cognitive = Literal["C1", "C2", "C3", "C4", "C5", "C6"]
Blocks = NewType("Blocks", tuple[Block, ...])
GapText = NewType("GapText", Text)


@frozen
class Size:
    """How many entries a list may have, both ends included; `most` None for no end."""

    least: int = 0
    most: int | None = None


@frozen
class Between:
    """The range of a number, both ends included."""

    low: Decimal | int | float
    high: Decimal | int | float


@frozen_record
class Picture(Record):
    """A picture as written: `image` a path from the topic's folder; `width` percent of the column."""

    SHORTHAND: ClassVar[str] = "image"
    image: str
    alt: Text = Text()
    caption: Text = Text()
    credit: Text = Text()
    width: Annotated[Decimal, Between(5, 100)] = Decimal(100)


@frozen_record
class Item(Record):
    """The fields that every item has, and what every question type answers. Type-specific fields come in subclasses."""

    TYPE: ClassVar[str] = ""
    NEEDS_STEM: ClassVar[bool] = False

    name: Name
    stem: Text = Text()
    difficulty: Difficulty = "medium"
    cognitive: Cognitive | None = None
    objective: tuple[Name, ...] = ()
    points: Annotated[Decimal, Between(0, 1000)] | None = None
    rationale: Text = Text()
    hint: Text = Text()
    starter: Text = Text()
    keywords: tuple[Text, ...] = ()
    indicator: Text = Text()
    material: Text = Text()
    reference: tuple[Name, ...] = ()
    tags: tuple[str, ...] = ()
    picture: Picture | None = None
    shuffle: bool = True
    as_of: Date | None = None
    review_by: Date | None = None
    allow: Mapping[str, str] | None = None

    @classmethod
    def settled(cls, items: Sequence[Self]) -> Sequence[Self]:
        """Return all items of this type in the topic with what depends on all of them settled (default: as they are)."""
        return items

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield what is wrong with the item beyond its fields' shapes, at one level of text."""
        return iter(())

    def draw(self, stream: Stream, level: Level) -> Draw:
        """Return what chance and the level settle. Every shuffle starts from canonical order (by text)."""
        return {}

    def solved(self, draw: Draw) -> bool:
        """Say whether the draw would print the item already solved; such a draw is drawn again."""
        return False

    def body(self, draw: Draw, level: Level) -> Body:
        """Return what the candidate gets."""
        raise NotImplementedError

    def key(self, draw: Draw, level: Level) -> Key:
        """Return what is right, in the positions that `body` prints for the same draw and level."""
        raise NotImplementedError

    def worth(self) -> Decimal:
        """Return the points: as written, else 1 (types with several responses: one for each)."""
        return self.points if self.points is not None else Decimal(1)

    def worth_drawn(self, draw: Draw) -> Decimal:
        """Return the points of the item as drawn: responses that the draw gives earn nothing."""
        return self.worth()

    def written_words(self) -> tuple[str, ...]:
        """Return the words that a pupil writes into gaps; the longest of the topic settles the sheet's one gap width."""
        return ()

    def answer_marks(self) -> object:
        """Return what must be the same at every level and in every language: positions of what is right, in any plain shape."""
        return None


@frozen_record
class Group(Record):
    """Items about one stimulus, in order, kept together. Has no points, difficulty or cognitive level of its own."""

    TYPE: ClassVar[str] = "group"

    name: Name
    stimulus: Blocks
    items: tuple[Item, ...]
    reference: tuple[Name, ...] = ()
    tags: tuple[str, ...] = ()
    shuffle: bool = True
    as_of: Date | None = None
    review_by: Date | None = None
    allow: Mapping[str, str] | None = None


Entry = Union[Item, Group]
