"""The blocks that only documents have: worded, numbered, frozen. A layout prints each with the macro that it names.

Every word in them is settled. `at` names the item or block of the topic file that a finding about this place is about.
"""

from __future__ import annotations

from typing import ClassVar, Literal, Union

from generator.frozen import frozen
from generator.model.blocks import Block as ContentBlock
from generator.model.document import DocumentBlock
from generator.model.text import Text


@frozen
class Foot(DocumentBlock):
    """The small print at the foot of the last page: sources, authors, licence; the label is strong."""

    macro: ClassVar[str] = "foot"
    label: str
    parts: tuple[Text, ...]


@frozen
class Running(DocumentBlock):
    """What stands on every page: short title, code and labels, level mark, page line, banner, name lines of later pages.

    `fields` are pairs (label, slot) for the header; `gap` is the sheet's one gap width, `pitch` the distance of answer
    lines, both in millimetres, 0 where the layout's own serves. `named` keeps room for what is stamped on a pupil's copy.
    `corners`: whether squares stand in the paper's corners.
    """

    macro: ClassVar[str] = "running"
    direction: str
    title: Text
    code: str
    labels: tuple[str, ...]
    page: Text
    mark: str = ""
    banner: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    gap: float = 0.0
    pitch: float = 0.0
    foot: Foot | None = None
    named: bool = False
    corners: bool = False


@frozen
class Roll(DocumentBlock):
    """A list of many rows of short plain texts: `lines` are the head and the rows, cells parted by tabs.

    align: where the texts of each column stand.
    """

    macro: ClassVar[str] = "roll"
    lines: tuple[str, ...]
    align: tuple[Literal["start", "center", "end"], ...]


@frozen
class Masthead(DocumentBlock):
    """The head of page one: the kind over the title, facts beside it, more facts (or a second language) below the title."""

    macro: ClassVar[str] = "masthead"
    kind: str
    title: Text
    meta: tuple[Text, ...] = ()
    below: tuple[Text, ...] = ()


@frozen
class Fields(DocumentBlock):
    """A strip that the pupil fills in; pairs (name, label), the name being that of the token `fields.widths`."""

    macro: ClassVar[str] = "fields"
    fields: tuple[tuple[str, str], ...]


@frozen
class Section(DocumentBlock):
    """A lettered head; notes stand at its end (objectives, points)."""

    macro: ClassVar[str] = "section"
    letter: str
    title: str
    notes: tuple[str, ...] = ()


@frozen
class SideBySide(DocumentBlock):
    """Short parts that stand beside one another."""

    macro: ClassVar[str] = "side_by_side"
    parts: tuple[tuple[DocumentBlock | ContentBlock, ...], ...]


@frozen
class Front(DocumentBlock):
    """Text under a section head before the items: objectives, instructions, materials. An optional lead, then entries."""

    macro: ClassVar[str] = "front"
    lead: str
    entries: tuple[Text, ...]
    labels: tuple[str, ...] = ()


@frozen
class Summary(DocumentBlock):
    """The boxed summary of a worksheet."""

    macro: ClassVar[str] = "summary"
    entries: tuple[Text, ...]


@frozen
class Instruction(DocumentBlock):
    """What to do with the items that follow."""

    macro: ClassVar[str] = "instruction"
    text: Text
    at: str = ""


@frozen
class ItemBlock(DocumentBlock):
    """An item as the candidate gets it. `helps` are pairs (label, text): hint, keywords."""

    macro: ClassVar[str] = "item"
    number: str
    at: str
    stem: Text
    points: str = ""
    helps: tuple[tuple[str, Text], ...] = ()
    blocks: tuple[DocumentBlock | ContentBlock, ...] = ()


@frozen
class GroupBlock(DocumentBlock):
    """A stimulus with its items: `head` says which numbers it serves, `continued` stands over items on a later page."""

    macro: ClassVar[str] = "group"
    head: str
    at: str
    title: Text
    blocks: tuple[ContentBlock, ...]
    items: tuple[Instruction | ItemBlock, ...]
    sources: tuple[Text, ...] = ()
    continued: str = ""
    numbered: bool = False


@frozen
class Question(DocumentBlock):
    """A question without a number, with lines to write on (reflection)."""

    macro: ClassVar[str] = "question"
    text: str
    lines: int


@frozen
class SelfAssessment(DocumentBlock):
    """A table to tick: what the pupil can do, and how well."""

    macro: ClassVar[str] = "self_assessment"
    head: str
    columns: tuple[str, ...]
    rows: tuple[Text, ...]


@frozen
class KeyGrid(DocumentBlock):
    """The key: cells (number, answer, span) in number order, `columns` to a row; a number ends with its full stop."""

    macro: ClassVar[str] = "key_grid"
    columns: int
    rows: tuple[tuple[tuple[str, str | Text, int], ...], ...]


@frozen
class Explanation(DocumentBlock):
    """Why an item's answer is right: the answer's letters, the reason, remarks on choices (letter, text), notes (word, text)."""

    macro: ClassVar[str] = "explanation"
    number: str
    at: str
    answer: str
    text: Text
    remarks: tuple[tuple[str, Text], ...] = ()
    notes: tuple[tuple[str, Text], ...] = ()
    model: tuple[ContentBlock, ...] = ()
    model_label: str = ""


@frozen
class RubricTable(DocumentBlock):
    """The rubrics of all essays: rows (number, text, points); the number stands in an item's first row only."""

    macro: ClassVar[str] = "rubric_table"
    head: tuple[str, str, str]
    rows: tuple[tuple[str, Text, str], ...]


@frozen
class ScoreTable(DocumentBlock):
    """Points by question type: rows (type, items, points each, points), and their sum."""

    macro: ClassVar[str] = "score_table"
    head: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str, str], ...]
    total: tuple[str, str, str, str]


@frozen
class Formula(DocumentBlock):
    """How points become a mark, and what marks mean: rows (letter, range, meaning).

    mastery: what a line is called on which the teacher writes the mark to be reached; without it there is no line.
    """

    macro: ClassVar[str] = "formula"
    mark: str
    earned: str
    most: str
    times: str
    bands: tuple[tuple[str, ...], ...] = ()
    mastery: str = ""


@frozen
class Corrections(DocumentBlock):
    """What sources of the topic got wrong, for the teacher."""

    macro: ClassVar[str] = "corrections"
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@frozen
class Objectives(DocumentBlock):
    """The objectives beside a handout's opening."""

    macro: ClassVar[str] = "objectives"
    title: str
    lead: str
    entries: tuple[Text, ...]


@frozen
class Placed(DocumentBlock):
    """A block of the topic's handout with its place; `margin` where it is short enough to stand beside the text."""

    macro: ClassVar[str] = "placed"
    block: ContentBlock
    at: str
    margin: bool = False


@frozen
class Glossary(DocumentBlock):
    """Names, terms and meanings, in the order of the language's letters; those that stand in the margin need not be printed."""

    macro: ClassVar[str] = "glossary"
    title: str
    terms: tuple[tuple[str, Text, Text], ...]


@frozen
class Remark(DocumentBlock):
    """A small remark for the teacher, such as what the level's mark means."""

    macro: ClassVar[str] = "remark"
    text: Text


Part = Union[DocumentBlock, ContentBlock]
"""Whatever stands in a document."""
