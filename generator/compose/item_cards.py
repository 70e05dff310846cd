"""Item cards (kartu soal): each item of an exam on a card of its own, with what is known of it, its key, and room for results.

Fields follow the school form (guides, 2.7). Every card is whole, a shared stimulus on each of its items' cards: cards are filed
and tried out one by one. They are numbered and coded as their exam, from the same plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from generator.compose import furniture
from generator.compose.answers import Answered, grid_text
from generator.compose.blocks import GroupBlock, Instruction, ItemBlock
from generator.compose.forms import Identity
from generator.compose.furniture import amount, short_cited
from generator.compose.items import Items, gap_width
from generator.compose.kind import Setting
from generator.compose.numbering import Numbered, Sheet, number, worth
from generator.compose.specification import Specified, author, facts, joined, specified
from generator.compose.wording import Wording, bare
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.blocks import Block, ChoiceInteraction, ExtendedTextInteraction
from generator.model.document import Document, DocumentBlock
from generator.model.key import Key
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Run, Text
from generator.model.topic import Topic

BOXED = 20
"""A key of so many signs fits into a box."""
LEVELS = ("l1", "l2", "l3")
HIGHER = ("C4", "C5", "C6")
"""The classes of higher order thinking."""


@frozen
class Scoring(DocumentBlock):
    """How an open answer is marked: rows (number, text, points), and their sum."""

    macro: ClassVar[str] = "scoring"
    title: str
    head: tuple[str, str, str]
    rows: tuple[tuple[str, Text, str], ...]
    total: tuple[str, str]


@frozen
class ResultStrip(DocumentBlock):
    """A strip to fill in when the item was tried out: heads, and one of them over the letters of its choices."""

    macro: ClassVar[str] = "result_strip"
    before: tuple[str, ...]
    shares: str
    letters: tuple[str, ...]
    after: str


@frozen
class ItemCard(DocumentBlock):
    """One item's card: titles, facts of its exam and (label, text) of its own, levels to tick, boxes, the task, what follows it.

    levels: (name, whether it is the item's), under `level`. boxes: what stands beside: number, and a key that is short.
    """

    macro: ClassVar[str] = "item_card"
    at: str
    title: str
    form: str
    identity: Identity
    facts: tuple[tuple[str, Text], ...]
    level: str
    levels: tuple[tuple[str, bool], ...]
    boxes: tuple[tuple[str, str | Text], ...]
    task: str
    body: tuple[DocumentBlock, ...]
    scoring: tuple[Scoring, ...]
    model: tuple[tuple[str, tuple[Block, ...]], ...]
    remark: tuple[tuple[str, str], ...]
    strip: ResultStrip


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the cards of the items of a plan's exam."""
    assert plan is not None
    sheet = number(topic, plan, level)
    code = setting.code or sheet.code
    version, draft = furniture.labels(plan.label, words, setting)
    running = furniture.running(
        topic,
        level,
        words,
        code,
        (words("kinds.item-cards.name"), version, draft),
        banner=words("sheet.banner"),
        gap=gap_width(word for item in topic.every_item() for word in item.written_words()),
    )
    return furniture.document(
        "item-cards",
        topic,
        words,
        running,
        Cards(topic, sheet, level, words, setting, version).made(),
        audience="teacher",
        label=plan.label,
        items=len(sheet.items()),
        points=words.number(amount(worth(sheet.items()))),
    )


class Cards:
    """Makes the cards of one exam."""

    def __init__(self, topic: Topic, sheet: Sheet, level: Level, words: Words, setting: Setting, version: str) -> None:
        self.topic, self.sheet, self.level, self.words, self.version = topic, sheet, level, words, version
        self.references = {str(reference.name): reference for reference in topic.references}
        self.known = tuple(self._known(setting))
        self.wording = Wording(words)

    def _known(self, setting: Setting) -> Iterator[tuple[str, Text]]:
        yield from facts(self.topic, self.words, setting)
        if setting.school.year:
            yield self.words("item-cards.year"), bare(setting.school.year)
        if author(self.topic, setting):
            yield self.words("item-cards.author"), bare(author(self.topic, setting))

    def made(self) -> Iterator[ItemCard]:
        """Yield the cards in the order of the numbers; tasks are those of the paper, with the same numbers of their figures."""
        tasks: dict[int, tuple[DocumentBlock, ...]] = {}
        makes = Items(self.level, self.words, self.wording, self.references)
        for section in self.sheet.sections:
            tasks |= dict(task for block in makes.section(section) for task in _tasks(block))
        for entry in specified(self.topic, self.sheet, self.words):
            yield self.card(entry, tasks)

    def card(self, entry: Specified, tasks: dict[int, tuple[DocumentBlock, ...]]) -> ItemCard:
        """Return an item's card."""
        words, one = self.words, entry.one
        key = one.key(self.level)
        answered = Answered(one, key, self.wording.interactions(one.body))
        scoring = self.scoring(entry, key)
        model = () if scoring else self.wording.blocks(key.model)
        answer = words("item-cards.scoring" if scoring else "key.model") if scoring or model else grid_text(answered, words)
        place = f"{entry.number} · {self.version}" if self.version else str(entry.number)
        keyed = ((words("item-cards.key"), answer if isinstance(answer, Text) else bare(answer)),)
        key_rows = keyed if len(str(answer)) > BOXED else ()
        remark = words(f"item-cards.higher.{one.item.cognitive}") if one.item.cognitive in HIGHER else ""
        return ItemCard(
            at=str(one.item.name),
            title=words("item-cards.title"),
            form=f"({entry.form.upper()})",
            identity=Identity(self.known),
            facts=(*self.facts(entry), *key_rows),
            level=words("item-cards.fields.level"),
            levels=tuple((words(f"item-cards.levels.{name}"), name == entry.level) for name in LEVELS),
            boxes=((words("item-cards.number"), place), *(() if key_rows else keyed)),
            task=words("item-cards.task"),
            body=tasks[entry.number],
            scoring=scoring,
            model=((words("key.model"), model),) if model else (),
            remark=((words("item-cards.remark"), remark),) if remark else (),
            strip=self.strip(one),
        )

    def facts(self, entry: Specified) -> Iterator[tuple[str, Text]]:
        """Yield label and text of what is known of an item; an indicator that is missing leaves room to write."""
        item, group = entry.one.item, entry.one.group
        names = (*item.reference, *(group.reference if group else ()))
        sources = [short_cited(self.references[name]) for name in dict.fromkeys(names) if name in self.references]
        fields = {
            "outcome": entry.outcome,
            "objective": entry.objective,
            "material": self.material(entry),
            "indicator": entry.indicator,
            "source": joined(tuple(sources)),
        }
        for name, text in fields.items():
            if text or name == "indicator":
                yield self.words(f"item-cards.fields.{name}"), text

    def material(self, entry: Specified) -> Text:
        """Return the scope and the material on one line, or the one that both are."""
        if not self.topic.scope or entry.material == self.topic.scope:
            return entry.material
        return Text(((*self.topic.scope.paragraphs[0], Run(" / "), *entry.material.paragraphs[0]),))

    def scoring(self, entry: Specified, key: Key) -> tuple[Scoring, ...]:
        """Return how an item with a rubric is marked."""
        if not key.rubric:
            return ()
        words = self.words
        rows = [(row.points, self.wording.text(row.text)) for row in key.rubric]
        total = amount(sum((points for points, _ in rows), Decimal(0)))
        head = (words("key.column-number"), words("key.column-answer"), words("key.column-points"))
        told = tuple((str(place), text, words.number(amount(points))) for place, (points, text) in enumerate(rows, 1))
        return (Scoring(words("item-cards.scoring"), head, told, (words("item-cards.total"), words.number(total))),)

    def strip(self, one: Numbered) -> ResultStrip:
        """Return the strip of an item; with the letters of its choices where it has one list of them."""
        choices = [block for block in one.body.blocks if isinstance(block, ChoiceInteraction)]
        letters = [self.words.letter(each.style, place) for each in choices for place in range(len(each.choices))]
        return ResultStrip(
            self.words.lines("item-cards.strip.before"),
            self.words("item-cards.strip.shares") if letters else "",
            (*letters, self.words("item-cards.strip.none")) if letters else (),
            self.words("item-cards.strip.after"),
        )


def _tasks(block: Instruction | ItemBlock | GroupBlock) -> Iterator[tuple[int, tuple[DocumentBlock, ...]]]:
    """Yield number and task of the items of a block, a stimulus before each of its items."""
    if isinstance(block, ItemBlock):
        yield _number(block), (_asked(block),)
    elif isinstance(block, GroupBlock):
        for item in block.items:
            if isinstance(item, ItemBlock):
                yield _number(item), (replace(block, items=(_asked(item),)),)


def _number(item: ItemBlock) -> int:
    return int(item.number.rstrip("."))


def _asked(item: ItemBlock) -> ItemBlock:
    """Return an item without the room that a pupil writes on."""
    kept = (
        block
        for block in item.blocks
        if not isinstance(block, ExtendedTextInteraction) or block.space == "entry" or block.table is not None
    )
    return replace(item, blocks=tuple(kept))
