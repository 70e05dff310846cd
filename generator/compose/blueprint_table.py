"""The blueprint of an exam (kisi-kisi): what each item asks, in rows; how many items of each level and difficulty there are.

Its columns are those of the curriculum, or of a form of its own such as the TKA's (guides, 2.6), and stand in the language
files. It is numbered and coded as its exam, from the same plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import ClassVar

from generator.compose import furniture
from generator.compose.blocks import Masthead, Part
from generator.compose.exam import own_title
from generator.compose.forms import Identity, signatures
from generator.compose.furniture import amount
from generator.compose.kind import Setting
from generator.compose.numbering import number, worth
from generator.compose.specification import Specified, author, facts, specified
from generator.compose.wording import bare
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.document import Document, DocumentBlock
from generator.model.level import DIFFICULTIES, Level
from generator.model.plan import Plan
from generator.model.text import Text
from generator.model.topic import Topic

NONE = "–"
LEVELS = ("l1", "l2", "l3", "")
LEADING = ("outcome", "objective", "scope", "material", "form", "level")
"""Columns that settle the order of the rows where they come first, and whose cells go over all rows that say the same."""
COUNTING = frozenset({"number", "items", "points", "count", "notes"})
"""Columns that say of which items a row is: items that differ in nothing else share a row."""


@frozen
class SpannedTable(DocumentBlock):
    """A table of many columns, each with a name and a head; cells (column, text, rows) may go over several rows.

    widest: the column that has the room which the others leave. total: the last row's label, which goes over all columns but
    one, and its number; none without a label.
    """

    macro: ClassVar[str] = "spanned_table"
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[tuple[str, Text, int], ...], ...]
    widest: str
    total: tuple[str, str] = ("", "")


@frozen
class Recap(DocumentBlock):
    """How many items there are of each level and difficulty, with sums; `note` says how the mix was made, `signed` who signs."""

    macro: ClassVar[str] = "recap"
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    note: str = ""
    signed: tuple[DocumentBlock, ...] = ()


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the blueprint of a plan's exam."""
    assert plan is not None
    sheet = number(topic, plan, level)
    code = setting.code or sheet.code
    version, draft = furniture.labels(plan.label, words, setting)
    running = furniture.running(
        topic, level, words, code, (words("kinds.blueprint-table.name"), version, draft), banner=words("sheet.banner")
    )
    total = words.number(amount(worth(sheet.items())))
    entries = specified(topic, sheet, words)
    year = words("specification.year", year=setting.school.year) if setting.school.year else ""
    meta = tuple(bare(fact) for fact in (year, version) if fact)
    called = own_title(plan, level, words, setting)
    below = (topic.title,) if called else ()
    title = called or topic.title
    running = replace(running, title=furniture.short(title, furniture.ALONE))
    blocks: tuple[Part, ...] = (
        Masthead(words("kinds.blueprint-table.label"), title, meta, below),
        Identity((*facts(topic, words, setting), *_paper(topic, entries, words, setting))),
        Table(topic, words, setting.form).block(entries),
        recap(entries, plan, level, words, setting),
    )
    return furniture.document(
        "blueprint-table",
        topic,
        words,
        running,
        blocks,
        audience="teacher",
        label=plan.label,
        items=len(entries),
        points=total,
        landscape=True,
    )


def _paper(topic: Topic, entries: Sequence[Specified], words: Words, setting: Setting) -> Iterator[tuple[str, Text]]:
    """Yield label and value of how long the exam is, what it is made of and who made it, as far as that is known."""
    minutes = setting.exam.minutes() or topic.duration
    if minutes:
        yield words("specification.facts.time"), bare(words.duration(minutes, topic.grade))
    yield words("specification.facts.items"), bare(words("specification.items", n=len(entries)))
    forms = [each.form for each in entries]
    shown = ", ".join(f"{forms.count(form)} {form.lower()}" for form in dict.fromkeys(forms))
    yield words("specification.facts.forms"), bare(shown)
    if author(topic, setting):
        yield words("specification.facts.author"), bare(author(topic, setting))


class Table:
    """Makes the rows of one blueprint in the columns of its form."""

    def __init__(self, topic: Topic, words: Words, form: str = "") -> None:
        self.topic, self.words, self.form = topic, words, form
        self.columns = tuple((name, head) for name, head in words.rows(f"blueprint-table.{form or 'columns'}"))
        self.names = [name for name, _ in self.columns if name != "number"]
        self.leading = list(takewhile(LEADING.__contains__, self.names))

    def block(self, entries: Sequence[Specified]) -> SpannedTable:
        """Return the table of a sheet's items."""
        rows = [self.row(members) for members in self.shared(entries)]
        above = [{}, *rows]
        begins = [
            [name for name in self.names if self.changes(name, row, before)] for row, before in zip(rows, above, strict=False)
        ]
        made = []
        for index, (row, own) in enumerate(zip(rows, begins, strict=True)):
            cells = [("number", bare(str(index + 1)), 1)]
            for name in own:
                last = next((i for i in range(index + 1, len(rows)) if name in begins[i]), len(rows))
                cells.append((name, row[name], last - index))
            made.append(tuple(cells))
        total = (self.words("key.total"), str(len(entries))) if self.names[-1] == "count" else ("", "")
        widest = "indicator" if "indicator" in self.names else "objective"
        return SpannedTable(self.columns, tuple(made), widest, total)

    def changes(self, name: str, row: Mapping[str, Text], before: Mapping[str, Text]) -> bool:
        """Say whether a column's cell begins anew in a row: it or a leading one before it says something else."""
        if name not in self.leading or not before:
            return True
        return any(row[one] != before[one] for one in self.leading[: self.leading.index(name) + 1])

    def shared(self, entries: Sequence[Specified]) -> list[list[Specified]]:
        """Return the items row by row, in the order of the leading columns and then of their numbers."""
        rows: dict[object, list[Specified]] = {}
        ranks = self.ranks(entries)
        for entry in sorted(entries, key=lambda one: [*(ranks[name, getattr(one, name)] for name in self.leading), one.number]):
            row = self.row([entry])
            alike = tuple(row[name] for name in self.names if name not in COUNTING)
            rows.setdefault((alike, entry.points if "points" in self.names else 0), []).append(entry)
        return list(rows.values())

    def ranks(self, entries: Sequence[Specified]) -> dict[tuple[str, object], tuple[int, ...]]:
        """Return where what leading columns say belongs: as the topic has it, levels from the lowest, else as first asked."""
        ranks: dict[tuple[str, object], tuple[int, ...]] = {}
        for entry in entries:
            served = tuple(map(self.topic.objectives.index, entry.objectives)) or (len(self.topic.objectives),)
            places = {"outcome": served, "objective": served, "level": (LEVELS.index(entry.level),)}
            for name in self.leading:
                said, place = (name, getattr(entry, name)), places.get(name, (entry.number,))
                ranks[said] = min(ranks.get(said, place), place)
        return ranks

    def row(self, members: Sequence[Specified]) -> dict[str, Text]:
        """Return what the columns say of items that share a row."""
        words, entry = self.words, members[0]
        numbers = words.listed([str(each.number) for each in members])
        points = words.number(entry.points)
        level = f"blueprint-table.{self.form}-levels" if self.form else "specification.levels"
        said = {
            "outcome": entry.outcome,
            "scope": entry.scope,
            "objective": entry.objective or bare(NONE),
            "material": entry.material,
            "indicator": entry.indicator,
            "level": bare(words(f"{level}.{entry.level}") if entry.level else NONE),
            "difficulty": bare(words(f"specification.difficulty.{entry.one.item.difficulty}")),
            "form": bare(entry.form),
            "items": bare(numbers),
            "points": bare(points if len(members) == 1 else f"{len(members)} × {points}"),
            "shown": bare(f"{entry.shown[:1].upper()}{entry.shown[1:]}" or NONE),
            "notes": bare(words("blueprint-table.notes", numbers=numbers)),
            "count": bare(str(len(members))),
        }
        return {name: said[name] for name in self.names}


def recap(entries: Sequence[Specified], plan: Plan, level: Level, words: Words, setting: Setting) -> Recap:
    """Return how many items there are of each level and difficulty, and what they are worth, with where it is signed."""
    titles = f"blueprint-table.{setting.form}-levels" if setting.form else "blueprint-table.recap.levels"
    known = [(name, words(f"{titles}.{name}")) for name in LEVELS if name]
    rest = [("", NONE)] if any(not entry.level for entry in entries) else []

    def row(title: str, within: Sequence[Specified]) -> tuple[str, ...]:
        counts = [sum(entry.one.item.difficulty == difficulty for entry in within) for difficulty in DIFFICULTIES]
        points = amount(sum((entry.points for entry in within), Decimal(0)))
        return (title, *(str(count or NONE) for count in (*counts, len(within))), words.number(points) if within else NONE)

    names = [words(f"specification.difficulty.{name}") for name in DIFFICULTIES]
    return Recap(
        words("blueprint-table.recap.title"),
        (words("blueprint-table.recap.level"), *names, words("key.total"), words("key.column-points")),
        tuple(row(title, [entry for entry in entries if entry.level == name]) for name, title in (*known, *rest)),
        row(words("key.total"), entries),
        "" if plan.asked_for else words("blueprint-table.recap.mix", **dict(zip(DIFFICULTIES, level.mix, strict=True))),
        signatures(words, setting),
    )
