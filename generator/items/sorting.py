"""Sorting: a list whose entries belong into groups, and a table with a column for each group.

    type: sorting
    groups:
      - {text: Bilateral, members: [Indonesia–Jepang, Indonesia–Tiongkok]}
      - {text: Regional, members: [ASEAN, Uni Eropa]}

`groups` are two to six; each is a `text` and its `members`. All members together, at most forty, are printed as a list in a
drawn order (sorted by their text with `shuffle: false`), the groups in written order as heads of empty columns. The columns
have equal room, whatever belongs in them. Each member is worth one point unless `points` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.phrases import canonical, equal_entries
from generator.model.blocks import Body, MatchInteraction, SimpleChoice
from generator.model.draw import Draw, Stream
from generator.model.item import Item, Size
from generator.model.key import Key, MatchResponse
from generator.model.level import Level
from generator.model.record import Record
from generator.model.text import Text

MOST_MEMBERS = 40
# A pupil writes about 60 letters on a line of the whole measure (guides, 5.2); a column gets half as many lines again as its
# share of the members takes, and one more.
LETTERS_A_LINE, MOST_LINES = 60, 12


@frozen_record
class SortedGroup(Record):
    """A group and what belongs into it, which is the secret."""

    text: Text
    members: Annotated[tuple[Annotated[Text, Size(1)], ...], Size(1, MOST_MEMBERS)]


@frozen_record
class Sorting(Item):
    """A sorting item; its draw `members` holds written positions, counted through all groups, in printed order."""

    TYPE: ClassVar[str] = "sorting"

    groups: Annotated[tuple[SortedGroup, ...], Size(2, 6)]

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield groups and members that read the same, too many members, and a sheet that would be printed solved."""
        members = [(text, group.at(f"members.{i}")) for group in self.groups for i, text in enumerate(group.members)]
        yield from equal_entries("groups", [(group.text, group.at("text")) for group in self.groups])
        equal = list(equal_entries("members", members))
        yield from equal
        if len(members) > MOST_MEMBERS:
            yield finding("too-many", self.at("groups"), count=len(members), most=MOST_MEMBERS, what="members")
        if not equal and not self.shuffle and self.solved({"members": self._sorted()}):
            yield finding("already-solved", self.at("shuffle"))

    def draw(self, stream: Stream, level: Level) -> Draw:
        """Shuffle the members from canonical order."""
        members = self._sorted()
        return {"members": stream.shuffle(members) if self.shuffle else members}

    def solved(self, draw: Draw) -> bool:
        """Say whether the members would stand group by group, in the order of the groups."""
        groups = self._groups()
        printed = [groups[i] for i in draw["members"]]
        return printed == sorted(printed)

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the members in printed order and the groups as written."""
        members = self._members()
        sources = tuple(SimpleChoice(members[i]) for i in draw["members"])
        targets = tuple(SimpleChoice(group.text) for group in self.groups)
        return Body(self.stem, (MatchInteraction(sources, targets, look="groups", room=self._room()),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return the group of each member, in printed order."""
        groups = self._groups()
        return Key((MatchResponse(tuple((n, groups[i]) for n, i in enumerate(draw["members"]))),), self.worth(), self.rationale)

    def worth(self) -> Decimal:
        """Return the points: as written, else one for each member."""
        return self.points if self.points is not None else Decimal(len(self._members()))

    def answer_marks(self) -> object:
        """Return the group of each member."""
        return tuple(self._groups())

    def _members(self) -> list[Text]:
        return [text for group in self.groups for text in group.members]

    def _groups(self) -> list[int]:
        return [n for n, group in enumerate(self.groups) for _ in group.members]

    def _sorted(self) -> tuple[int, ...]:
        members = self._members()
        return tuple(sorted(range(len(members)), key=lambda i: canonical(members[i])))

    def _room(self) -> int:
        """Lines to write on in each column: by all members and the number of groups, never by who belongs where."""
        count = len(self.groups)
        taken = sum(ceil(len(str(text)) * count / LETTERS_A_LINE) for text in self._members())
        return min(max(ceil(taken * 3 / (2 * count)) + 1, 2), MOST_LINES)
