"""What the remedial and the enrichment plan share: head, map of items by objective, class list (guides, 2.16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.compose import furniture
from generator.compose.blocks import Masthead, Part
from generator.compose.forms import Identity, signatures
from generator.compose.furniture import Sections
from generator.compose.kind import Setting
from generator.compose.numbering import Numbered, Sheet, number, worth
from generator.compose.registers import Register, head
from generator.compose.specification import LEVELS, facts, named
from generator.compose.wording import bare
from generator.frozen import frozen
from generator.languages import Words
from generator.model.document import Document
from generator.model.item import Item
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.text import Text
from generator.model.topic import Objective, Topic

MAP, RULE = ("objective", "items", "suggested"), ("when", "what")


@frozen
class Form:
    """One plan's form: its kind, the facts to fill in, its rules, the columns of its class list and how many rows this has."""

    kind: str
    facts: tuple[str, ...]
    rules: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    landscape: bool = False

    def document(self, topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
        """Return the plan that belongs to a worksheet: numbered, coded and labelled as that."""
        assert plan is not None
        sheet = number(topic, plan, level)
        code = setting.code or sheet.code
        version, draft = furniture.labels(plan.label, words, setting)
        running = furniture.running(
            topic, level, words, code, (words(f"kinds.{self.kind}.name"), version, draft), banner=words("sheet.banner")
        )
        meta = (*furniture.year(words, setting), *((bare(version),) if version else ()))
        return furniture.document(
            self.kind,
            topic,
            words,
            running,
            (
                Masthead(words(f"kinds.{self.kind}.label"), topic.title, meta),
                Identity((*place(topic, words, setting), *self.filled(words)), wide=(self.asked(sheet, words),)),
                *self.parts(topic, sheet, words),
                *signatures(words, setting),
            ),
            audience="teacher",
            label=plan.label,
            items=len(sheet.items()),
            points=words.number(furniture.amount(worth(sheet.items()))),
            landscape=self.landscape,
        )

    def asked(self, sheet: Sheet, words: Words) -> tuple[str, Text]:
        """Return label and value of which items the sheet has."""
        return words("specification.facts.forms"), bare(furniture.counted([one.item for one in sheet.items()], words))

    def filled(self, words: Words) -> Iterator[tuple[str, Text]]:
        """Yield labels of what the teacher writes in."""
        for name in self.facts:
            yield words(f"plans.facts.{name}", **called(words)), Text()

    def parts(self, topic: Topic, sheet: Sheet, words: Words) -> Iterator[Part]:
        """Yield which items ask for which objective, when to choose which form, and the class list."""
        sections = Sections(words)
        rows = tuple(self.mapped(topic, sheet.items(), words))
        if rows:
            yield sections.head("plans.map", **called(words))
            yield Register(MAP, (head(words(f"plans.columns.{name}", **called(words)) for name in MAP),), rows)
        yield sections.head(f"{self.kind}.rules.title")
        when, what = ([words(f"{self.kind}.rules.{rule}.{part}", **called(words)) for rule in self.rules] for part in RULE)
        yield Register(("rule",) * len(when), (head(when),), (tuple(map(bare, what)),))
        yield sections.head(f"{self.kind}.list")
        heads = [words(f"plans.columns.{name}", **called(words)) for name in self.columns]
        counted = [f"({place})" for place in range(1, len(heads) + 1)]
        yield Register(self.columns, (head(heads), head(counted)), blank=self.rows)

    def mapped(self, topic: Topic, items: Sequence[Numbered], words: Words) -> Iterator[tuple[Text, ...]]:
        """Yield for each objective of the sheet the numbers of its items, and what may be done about it."""
        for objective in furniture.served(topic, [one.item for one in items]):
            own = [one for one in items if objective.name in one.item.objective]
            numbers = words.listed([str(one.number) for one in own])
            form = words(f"{self.kind}.forms.{band(objective, [one.item for one in own])}")
            yield named(objective), bare(numbers), bare(form)


def place(topic: Topic, words: Words, setting: Setting) -> Iterator[tuple[str, Text]]:
    """Yield label and value of school, subject and class; a form without items says no curriculum."""
    curriculum = words("specification.facts.curriculum")
    yield from (fact for fact in facts(topic, words, setting) if fact[0] != curriculum)


def band(objective: Objective, items: Sequence[Item]) -> str:
    """Return how much an objective asks for, l1 to l3: as it says itself, else the most that its items ask for."""
    classes = [objective.cognitive] if objective.cognitive else [item.cognitive for item in items]
    return max((LEVELS[each] for each in classes if each), default="l1")


def called(words: Words) -> dict[str, str]:
    """Return what the curriculum calls those who learn, what they are to reach, a test and what is enough."""
    return {name: words(f"learning.{name}") for name in ("title", "learner", "objective", "test", "mastery")}
