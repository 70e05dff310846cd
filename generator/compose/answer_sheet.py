"""The answer sheet of an exam: fields, bubbles for what is marked, lines and boxes for what is written.

It is made of bodies, so nothing on it depends on an answer; its numbers, letters and code are those of the exam. Squares in its
corners serve those who read scans (guides, 2.9).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from generator.compose import furniture
from generator.compose.blocks import Instruction, ItemBlock, Masthead, Part, Section
from generator.compose.exam import title
from generator.compose.items import running_of, section_title
from generator.compose.kind import Setting
from generator.compose.numbering import Numbered, NumberedSection, Sheet, number, worth
from generator.compose.wording import Wording, bare
from generator.frozen import frozen, replace, slotted
from generator.languages import Words
from generator.model.blocks import (
    Block,
    ChoiceInteraction,
    ExtendedTextInteraction,
    GapMatchInteraction,
    Interaction,
    MatchInteraction,
    OrderInteraction,
)
from generator.model.document import Document, DocumentBlock
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Blank, Run, Text
from generator.model.topic import Topic

STRIPS = (("name", "participant", "class", "mark"), ("day", "packet", "signature", "invigilator"))
MOST = 10
"""So many bubbles stand in a row at most; where there are more targets, the letter is written into a box."""


@frozen
class Strip(DocumentBlock):
    """A strip of fields: each its name, that of the token `fields.widths`, its label, and what is filled in already."""

    macro: ClassVar[str] = "strip"
    fields: tuple[tuple[str, str, str], ...]


@frozen
class Marking(DocumentBlock):
    """How bubbles are filled in, with the words before what is right and what is wrong, which the layout draws."""

    macro: ClassVar[str] = "marking"
    text: str
    right: str
    wrong: str


@frozen
class Marks(DocumentBlock):
    """The bubbles of an item: rows of a letter (or none) and those of its bubbles; what these stand for, where that needs words.

    `name` is the item's number, `number` what is printed of it.
    """

    macro: ClassVar[str] = "marks"
    name: str
    number: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    legend: Text = Text()


@frozen
class Bubbles(DocumentBlock):
    """What is marked on an answer sheet, item by item."""

    macro: ClassVar[str] = "bubbles"
    marks: tuple[Marks, ...]


@frozen
class Beside(DocumentBlock):
    """Bubbles, and beside them what is written to them."""

    macro: ClassVar[str] = "beside"
    bubbles: Bubbles
    blocks: tuple[DocumentBlock | Block, ...]


@frozen
class Boxes(DocumentBlock):
    """Boxes in a row, a letter to be written into each; their labels."""

    macro: ClassVar[str] = "boxes"
    labels: tuple[str, ...]


@frozen
class Gaps(DocumentBlock):
    """Gaps to write into, each with what stands before and after it."""

    macro: ClassVar[str] = "gaps"
    lines: tuple[Text, ...]


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the answer sheet of a plan."""
    assert plan is not None
    sheet = number(topic, plan, level)
    called = title(topic, plan, level, words, setting)
    running = replace(
        running_of(topic, sheet, plan, level, words, setting),
        title=furniture.short(called, furniture.BESIDE_FIELDS),
        fields=tuple((words(f"answer-sheet.fields.{name}"), name) for name in ("name", "participant")),
        foot=None,
        corners=True,
    )
    return furniture.document(
        "answer-sheet",
        topic,
        words,
        running,
        _blocks(called, topic, sheet, plan, level, words, setting),
        label=plan.label,
        items=len(sheet.items()),
        points=words.number(furniture.amount(worth(sheet.items()))),
    )


def _blocks(called: Text, topic: Topic, sheet: Sheet, plan: Plan, level: Level, words: Words, setting: Setting) -> Iterator[Part]:
    year = bare(words("exam.year", year=setting.school.year) if setting.school.year else "")
    yield Masthead(words("kinds.answer-sheet.label"), called, furniture.facts(topic, words, setting, year))
    values = {"packet": plan.label.upper(), "day": words.weekday(setting.exam.date) if setting.exam.date else ""}
    for strip in STRIPS:
        yield Strip(tuple((name, words(f"answer-sheet.fields.{name}"), values.get(name, "")) for name in strip))
    makes = Answers(words, Wording(words))
    if any(makes.is_marked(block) for one in sheet.items() for block in one.body.interactions()):
        yield Marking(words("answer-sheet.marking"), words("answer-sheet.right"), words("answer-sheet.wrong"))
    for index, section in enumerate(sheet.sections):
        yield from makes.section(section, words.letter("part", index), section_title(section, level, words))


@slotted
class Answers:
    """Makes the places for the answers of one sheet."""

    words: Words
    wording: Wording

    def section(self, section: NumberedSection, letter: str, title: str) -> Iterator[Part]:
        """Yield a section's head with its numbers, then what is marked and what is written, in order."""
        first, last = section.items[0].number, section.items[-1].number
        numbers = self.words("numbers.range", first=first, last=last) if last > first else str(first)
        yield Section(letter, title, (self.words("answer-sheet.numbers", numbers=numbers),))
        for form, items in groupby(section.items, key=self.form):
            path = f"answer-sheet.instructions.{form}"
            taken = list(items)
            if self.words.has(path):
                yield Instruction(self.words.text(path), str(taken[0].item.name))
            if form in ("one", "several", "rows"):
                yield Bubbles(
                    tuple(self.marks(one, block, str(one.number)) for one in taken for block in one.body.interactions())
                )
            else:
                yield from map(self.written, taken)

    def is_marked(self, block: Interaction) -> bool:
        """Say whether an interaction is answered by filling in bubbles."""
        targets = block.targets if isinstance(block, MatchInteraction) and block.look != "groups" else ()
        return isinstance(block, ChoiceInteraction) or 0 < len(targets) <= MOST

    def form(self, one: Numbered) -> str:
        """Return how an item is answered: by one bubble, by several, by one in each row; else as the first thing is written."""
        blocks = one.body.interactions()
        if len(blocks) != 1 or not self.is_marked(blocks[0]):
            return next((_written(block) for block in blocks if not self.is_marked(block)), "")
        if isinstance(blocks[0], ChoiceInteraction):
            return "several" if blocks[0].style == "box" else "one"
        return "rows"

    def marks(self, one: Numbered, block: Interaction, shown: str) -> Marks:
        """Return the bubbles of an interaction; `shown` is the number that stands before them."""
        settled = self.wording.block(block, one.item.TYPE)
        if isinstance(settled, ChoiceInteraction):
            return Marks(str(one.number), shown, (("", tuple(choice.label for choice in settled.choices)),))
        assert isinstance(settled, MatchInteraction)
        letters, legend = tuple(target.label for target in settled.targets), Text()
        if settled.look == "grid" and one.body.form == "truth":
            letters = tuple(self.words.letter("truth", place) for place in range(len(letters)))
        elif settled.look == "grid":
            letters = tuple(self.words.letter("choice", place) for place in range(len(letters)))
            legend = _legend(letters, tuple(target.text for target in settled.targets))
        return Marks(str(one.number), shown, tuple((source.label, letters) for source in settled.sources), legend)

    def written(self, one: Numbered) -> ItemBlock:
        """Return what an item is answered on where something is written: its bubbles, boxes, lines, in order."""
        parts: list[Part] = [self.part(one, block) for block in one.body.interactions()]
        if len(parts) > 1 and isinstance(parts[0], Bubbles):
            parts = [Beside(parts[0], tuple(parts[1:]))]
        return ItemBlock(f"{one.number}.", str(one.item.name), Text(), blocks=tuple(parts))

    def part(self, one: Numbered, block: Interaction) -> Part:
        """Return what one interaction is answered on."""
        if self.is_marked(block):
            return Bubbles((self.marks(one, block, ""),))
        settled = self.wording.block(block, one.item.TYPE)
        if isinstance(settled, OrderInteraction):
            return Boxes(tuple(str(place) for place, _ in enumerate(settled.choices, 1)))
        if isinstance(settled, MatchInteraction) and settled.look != "groups":
            return Boxes(tuple(source.label for source in settled.sources))
        if isinstance(settled, MatchInteraction):
            return replace(settled, sources=())
        if isinstance(settled, GapMatchInteraction):
            return Gaps(tuple(_blanks(settled)))
        if isinstance(settled, ExtendedTextInteraction) and settled.space == "entry":
            unit = settled.unit.paragraphs[0] if settled.unit else ()
            return Gaps((Text(((Blank(1), *((Run("\u00a0"), *unit) if unit else ())),)),))
        return settled


def _written(block: Interaction) -> str:
    """Return what a written answer is: the letters of steps, or of targets; else nothing that needs a word."""
    if isinstance(block, OrderInteraction):
        return "order"
    return "letters" if isinstance(block, MatchInteraction) and block.look != "groups" else "written"


def _legend(letters: tuple[str, ...], texts: tuple[Text, ...]) -> Text:
    """Return what the letters of columns stand for."""
    pieces = []
    for letter, text in zip(letters, texts, strict=True):
        pieces += [Run(" · "), Run(letter, strong=True), Run("\u00a0"), *text.paragraphs[0]]
    return Text((tuple(pieces[1:]),))


def _blanks(block: GapMatchInteraction) -> Iterator[Text]:
    """Yield the blanks of a text, a table or a picture, in the order of their numbers, each as a line to write on."""
    cells = [cell for row in block.table.rows for cell in row] if block.table else [block.text]
    blanks = {piece.number: piece for cell in cells for line in cell.paragraphs for piece in line if isinstance(piece, Blank)}
    return (Text(((blanks[number],),)) for number in sorted(blanks))
