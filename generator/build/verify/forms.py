"""A blueprint as read: whether a row gives each item's number with what the topic says of it, and the sums are the paper's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.build.verify.expected import worded
from generator.build.verify.points import amount
from generator.build.verify.printed import Printed
from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.blocks import Block, Figure, Quotation, Table, Timeline
from generator.model.draw import Draw, written
from generator.model.item import Group, Item
from generator.model.level import DIFFICULTIES, Level
from generator.model.text import Text
from generator.model.topic import Objective, Topic

LEVELS = {"C1": "l1", "C2": "l1", "C3": "l2", "C4": "l3", "C5": "l3", "C6": "l3"}
SHOWN: dict[type, str] = {Figure: "picture", Table: "table", Timeline: "timeline", Quotation: "quotation"}
LEADING = ("number", "outcome", "objective", "scope", "material")
"""Columns before those that are read: their cells may go over several rows."""
COUNTING = frozenset({"number", "items", "points", "count", "notes"})
NONE = "–"
TAIL = 4
"""So many words at the end of an indicator tell its row from others."""


@frozen
class Entry:
    """An item of the exam: its number, the group that it belongs to, and its share of a total where there is one."""

    number: int
    item: Item
    draw: Draw
    group: Group | None
    share: Decimal | None = None

    def worth(self) -> Decimal:
        """Return what the item is worth."""
        points = self.item.worth_drawn(self.draw) if self.share is None else self.share
        return amount(points)


@dataclass
class Blueprint:
    """Judges one blueprint by the topic and by the manifest's list of the exam's items. `form` is empty or tka."""

    printed: Printed
    path: str
    words: Words
    sheet_level: Level
    topic: Topic
    form: str = ""
    findings: list[Diagnostic] = field(default_factory=list)

    def judge(self, entries: Sequence[Mapping[str, Any]], shares: Mapping[str, Decimal]) -> None:
        """Look for the row of every item, and for the sums. `shares`: what items are worth, where the topic does not say it."""
        found = [replace(entry, share=shares.get(entry.item.name)) for entry in self.listed(entries)]
        names = [name for name, _ in self.words.rows(f"blueprint-table.{self.form or 'columns'}")]
        rows: dict[tuple[object, ...], list[Entry]] = {}
        for entry in found:
            told = [self.said(name, [entry]) for name in names if name not in COUNTING or name == "points"]
            rows.setdefault(tuple(told), []).append(entry)
        tail = names[max(place for place, name in enumerate(names) if name in LEADING) + 1 :]
        for members in rows.values():
            texts = [self.said(name, members) for name in tail]
            stops = (".", "") if "indicator" in names else ("",)
            self.there([f"{texts[0]}{stop} {' '.join(texts[1:])}" for stop in stops], f"the row of `{members[0].item.name}`")
        self.there([" ".join(self.sums(found))], "the sums")

    def listed(self, entries: Sequence[Mapping[str, Any]]) -> Iterator[Entry]:
        """Yield the items that the manifest lists, numbered from 1."""
        known: dict[str, tuple[Item, Group | None]] = {}
        for one in self.topic.items:
            known |= {item.name: (item, one) for item in one.items} if isinstance(one, Group) else {one.name: (one, None)}
        for number, entry in enumerate(entries, 1):
            if entry["name"] not in known:
                self.findings.append(finding("missing-item", None, path=self.path, item=entry["name"], number=number))
                continue
            draw = written({name: tuple(positions) for name, positions in entry["draw"].items()})
            yield Entry(number, known[entry["name"]][0], draw, known[entry["name"]][1])

    def there(self, texts: Sequence[str], what: str) -> None:
        """Report a text that does not stand in the file in any of its forms."""
        if all(self.printed.find(text) is None for text in texts):
            self.findings.append(finding("missing-text", None, path=self.path, what=what, text=texts[0]))

    def served(self, entry: Entry) -> list[Objective]:
        """Return the objectives of an item."""
        return [objective for objective in self.topic.objectives if objective.name in entry.item.objective]

    def ending(self, entry: Entry) -> str:
        """Return the last words of what an indicator says after its stimulus; an item without one has its first objective."""
        text = entry.item.indicator or next((objective.text for objective in self.served(entry)), Text())
        first, comma, rest = worded(text, self.words).rstrip(".").partition(", ")
        return " ".join((rest if comma else first).split()[0 if comma else 1 :][-TAIL:])

    def level(self, entry: Entry) -> str:
        """Return the level of an item: of its own cognitive class, else of an objective's."""
        classes = [entry.item.cognitive, *(objective.cognitive for objective in self.served(entry))]
        return next((LEVELS[cognitive] for cognitive in classes if cognitive), "")

    def shown(self, entry: Entry) -> str:
        """Return what an item shows beside its question."""
        stimulus: tuple[Block, ...] = tuple(entry.group.stimulus) if entry.group else ()
        body = entry.item.body(entry.draw, self.sheet_level).blocks
        kind = next((SHOWN[type(block)] for block in (*stimulus, *body) if type(block) in SHOWN), "")
        kind = kind or ("picture" if entry.item.picture else "text" if stimulus else "")
        said = self.words(f"specification.shown.{kind}") if kind else NONE
        return said[:1].upper() + said[1:]

    def said(self, name: str, members: Sequence[Entry]) -> str:
        """Return what a column says of items that share a row; a leading one what tells them from others."""
        entry, words = members[0], self.words
        numbers = words.listed([str(each.number) for each in members])
        if name in ("outcome", "objective"):
            return " ".join(objective.name for objective in self.served(entry))
        if name == "material":
            return worded(entry.item.material, words)
        if name == "level":
            path = f"blueprint-table.{self.form}-levels" if self.form else "specification.levels"
            return words(f"{path}.{self.level(entry)}") if self.level(entry) else NONE
        if name == "points":
            each = words.number(entry.worth())
            return each if len(members) == 1 else f"{len(members)} × {each}"
        plain = {
            "difficulty": words(f"specification.difficulty.{entry.item.difficulty}"),
            "form": words(f"types.{entry.item.TYPE}.name"),
            "indicator": self.ending(entry),
            "items": numbers,
            "notes": words("blueprint-table.notes", numbers=numbers),
            "shown": self.shown(entry),
            "count": str(len(members)),
        }
        return plain.get(name, "")

    def sums(self, found: Sequence[Entry]) -> Iterator[str]:
        """Yield what the last row of the recapitulation says."""
        yield self.words("key.total")
        for difficulty in DIFFICULTIES:
            yield str(sum(entry.item.difficulty == difficulty for entry in found) or NONE)
        yield str(len(found))
        yield self.words.number(amount(sum((entry.worth() for entry in found), Decimal(0))))
