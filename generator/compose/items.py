"""Items on a candidate's sheet: instructions where the type changes, stems with points, helps of the level, groups.

And what every page of such a sheet has: the line for the name, the code, at the last foot the sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from generator.compose import furniture
from generator.compose.blocks import Foot, GroupBlock, Instruction, ItemBlock, Running
from generator.compose.furniture import amount, cited
from generator.compose.kind import Setting
from generator.compose.numbering import Numbered, NumberedSection, Sheet
from generator.compose.wording import Wording, bare, filled_in
from generator.frozen import replace, slotted
from generator.languages import Words
from generator.model.blocks import (
    Block,
    Body,
    ChoiceInteraction,
    ExtendedTextInteraction,
    Figure,
    GapMatchInteraction,
    Heading,
    Paragraph,
)
from generator.model.item import Group
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text, plain
from generator.model.topic import Reference, Topic

LETTER_MM, LEAST_MM, STEP_MM, MOST_MM = 4.5, 30, 10, 120
"""A gap is so wide for each letter of the longest word, in steps from the least to the most, in millimetres."""
NUMBERED_FROM = 400
"""A stimulus of so many signs (about six lines) has its lines numbered."""
Form = tuple[str, str]


@slotted
class Items:
    """Makes the item blocks of one sheet; `points`: which of them say what they are worth.

    on_sheet: whether they are answered on a sheet of its own.
    """

    level: Level
    words: Words
    wording: Wording
    references: dict[str, Reference]
    on_sheet: bool = False
    points: Literal["all", "not-one", "none"] = "not-one"

    def section(self, section: NumberedSection) -> Iterator[Instruction | ItemBlock | GroupBlock]:
        """Yield a section's instructions, items and groups; a section, a group and what follows one begin with an instruction.

        What a blueprint tells pupils to do stands before all; where it is about items of one type and form, in place of theirs.
        """
        letters = _letters(section, self.words)
        own = section.instruction.text(self.words.code, self.level.text)
        if own:
            yield Instruction(self.wording.text(own), str(section.items[0].item.name))
        told = bool(own) and len(letters) == 1
        for group, members in groupby(section.items, key=lambda one: one.group):
            before: Form | None = None
            blocks: list[Instruction | ItemBlock] = []
            taken = list(members)
            for one in taken:
                form = (one.item.TYPE, one.body.form)
                if form != before and not told:
                    blocks.append(self.instruction(one, letters[form]))
                before = form
                blocks.append(self.item(one))
            if group is None:
                yield from blocks
            else:
                yield self.group(group, taken, tuple(blocks))

    def instruction(self, one: Numbered, letters: str) -> Instruction:
        """Return what to do with items of a type and form; `letters` are those of the choices that follow."""
        form = f"-{one.body.form}" if one.body.form else ""
        path = f"types.{one.item.TYPE}.on-sheet{form}"
        if not self.on_sheet or not self.words.has(path):
            path = f"types.{one.item.TYPE}.instruction{form}"
        return Instruction(self.words.text(path, letters=letters), str(one.item.name))

    def item(self, one: Numbered) -> ItemBlock:
        """Return an item as the candidate gets it: stem, points where they are not 1, helps, picture, body."""
        item, body = one.item, one.body
        blocks: tuple[Block, ...] = body.blocks
        if item.picture is not None and not any(map(_is_pictured, blocks)):
            picture = item.picture
            shown = Figure(picture.image, picture.alt, picture.caption, picture.credit, float(picture.width))
            blocks = (shown, *blocks)
        return ItemBlock(
            number=f"{one.number}.",
            at=str(item.name),
            stem=self.wording.text(body.stem),
            points=self._worth(one),
            helps=tuple(self._helps(one)),
            blocks=self.wording.blocks(self._started(one, blocks), item.TYPE),
        )

    def _worth(self, one: Numbered) -> str:
        told = self.points == "all" or (self.points == "not-one" and one.worth() != 1)
        return self.words("sheet.points", points=amount(one.worth())) if told else ""

    def _helps(self, one: Numbered) -> Iterator[tuple[str, Text]]:
        counts = " ".join(counted(one.body, self.words))
        if counts:
            yield "", bare(counts)
        if self.level.hints and one.item.hint:
            yield self.words("sheet.hint"), self.wording.text(one.item.hint)
        if self.level.keywords and one.item.keywords:
            keywords = [str(keyword) for keyword in one.item.keywords]
            yield self.words("sheet.keywords"), bare(", ".join(keywords))

    def _started(self, one: Numbered, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Begin the first answer lines with the item's starter, where the level prints starters and the body has none yet."""
        place = next((i for i, block in enumerate(blocks) if isinstance(block, ExtendedTextInteraction)), None)
        if place is None or not self.level.starters or not one.item.starter:
            return blocks
        lines = blocks[place]
        assert isinstance(lines, ExtendedTextInteraction)
        if lines.starter or lines.label or lines.space != "lines":
            return blocks
        return (*blocks[:place], replace(lines, starter=one.item.starter), *blocks[place + 1 :])

    def group(self, group: Group, members: list[Numbered], items: tuple[Instruction | ItemBlock, ...]) -> GroupBlock:
        """Return a stimulus with its items, headed by the line that says which numbers it serves."""
        first, last = members[0].number, members[-1].number
        size = "one" if first == last else "two" if last == first + 1 else "more"
        blocks = self.wording.blocks(tuple(group.stimulus))
        title = Text()
        if blocks and isinstance(blocks[0], Heading):
            title, blocks = Text((blocks[0].text,)), blocks[1:]
        texts = [plain(block.text) for block in blocks if isinstance(block, Paragraph)]
        continued = self.words("sheet.continued-title", title=title) if title else self.words("sheet.continued")
        sources = [cited(self.references[name], self.words) for name in group.reference if name in self.references]
        return GroupBlock(
            head=self.words(f"sheet.passage.{size}", first=first, last=last),
            at=str(group.name),
            title=title,
            blocks=blocks,
            items=items,
            sources=tuple(filled_in(self.words, "sheet.passage.source", "source", source) for source in sources),
            continued=continued,
            numbered=sum(map(len, texts)) >= NUMBERED_FROM,
        )


def _is_pictured(block: Block) -> bool:
    return isinstance(block, Figure) or (isinstance(block, GapMatchInteraction) and block.figure is not None)


def counted(body: Body, words: Words) -> Iterator[str]:
    """Yield what is printed of how many choices are right, and how many may be ticked."""
    for block in body.interactions():
        if not isinstance(block, ChoiceInteraction) or block.style != "box":
            continue
        least, most = block.min_choices, block.max_choices
        if block.stated:
            yield words("sheet.stated", n=block.stated)
        if least and most:
            yield words("sheet.marks.exactly", n=least) if least == most else words("sheet.marks.between", least=least, most=most)
        elif least or most:
            yield words("sheet.marks.least", n=least) if least else words("sheet.marks.most", n=most)


def _letters(section: NumberedSection, words: Words) -> dict[Form, str]:
    """Return for each type and form of a section the letters of its choices in words ("A, B, C, atau D")."""
    most: dict[Form, tuple[int, str]] = {}
    for one in section.items:
        choices = next((block for block in one.body.blocks if isinstance(block, ChoiceInteraction)), None)
        count, style = (len(choices.choices), choices.style) if choices else (0, "choice")
        form = (one.item.TYPE, one.body.form)
        most[form] = max(most.get(form, (0, style)), (count, style))
    return {form: words.listed([words.letter(style, i) for i in range(count)], "or") for form, (count, style) in most.items()}


def section_title(section: NumberedSection, level: Level, words: Words) -> str:
    """Return the title of a section: its type, or with a blueprint its own, else the types of its items."""
    if words.has(f"types.{section.name}.name"):
        return words(f"types.{section.name}.name")
    kinds = dict.fromkeys(one.item.TYPE for one in section.items)
    own = str(section.title.text(words.code, level.text))
    return own or words.listed([words(f"types.{kind}.name") for kind in kinds])


def running_of(topic: Topic, sheet: Sheet, plan: Plan, level: Level, words: Words, setting: Setting) -> Running:
    """Return what stands on every page of a candidate's sheet."""
    return furniture.running(
        topic,
        level,
        words,
        setting.code or sheet.code,
        furniture.labels(plan.label, words, setting),
        fields=tuple((words(f"sheet.fields.{name}"), name) for name in ("name", "number")),
        gap=gap_width(word for item in topic.every_item() for word in item.written_words()),
        pitch=level.pitch,
        foot=_foot(topic, sheet, words),
    )


def _foot(topic: Topic, sheet: Sheet, words: Words) -> Foot | None:
    items = sheet.items()
    wanted = {name for one in items for name in (*one.item.reference, *(one.group.reference if one.group else ()))}
    used = [furniture.short_cited(reference) for reference in topic.references if reference.name in wanted]
    dates = [date for one in items for date in (one.item.as_of, one.group.as_of if one.group else None) if date]
    return furniture.foot(topic, words, used, max(dates, default=""))


def gap_width(written: Iterator[str]) -> float:
    """Return the one gap width of a sheet in millimetres, from the words that pupils write into gaps in the whole topic."""
    needed = max((len(word) for word in written), default=0) * LETTER_MM
    width = LEAST_MM
    while width < needed and width < MOST_MM:
        width += STEP_MM
    return float(width)
