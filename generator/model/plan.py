"""A plan: which items one sheet holds, in which order, with which draw, and why these. Made only by `select`."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from generator.frozen import frozen
from generator.model.blueprint import Cell, Texts
from generator.model.draw import Draw

ACTIVITIES = {"C1": 1, "C2": 1, "C3": 2, "C4": 2, "C5": 3, "C6": 3}
"""Which activity of a worksheet an item belongs to, by its cognitive class."""


@frozen
class Planned:
    """One item with its draw; `group` is the name of the group that it belongs to, or empty.

    points: what it is worth on this sheet, where a blueprint says so or a total is shared out; else None, and it is worth
    what the topic says. worth: what the blueprint says.
    """

    name: str
    draw: Draw
    group: str = ""
    points: Decimal | None = None
    worth: Decimal | None = None


@frozen
class PlanSection:
    """A section: `name` is activity-1, activity-2, activity-3, or the type of its items; section-1 ... those of a blueprint.

    title, instruction: those of the blueprint, in every language; else empty.
    """

    name: str
    items: tuple[Planned, ...]
    title: Texts = Texts()
    instruction: Texts = Texts()


@frozen
class Plan:
    """One sheet's plan. `label` is empty or a, b, ... z, aa ...; `seed` is printed only for teachers. `sheet`: whose it is.

    title: the blueprint's, in every language.
    """

    sections: tuple[PlanSection, ...]
    label: str = ""
    seed: int = 1
    sheet: Literal["worksheet", "exam"] = "worksheet"
    title: Texts = Texts()

    @property
    def asked_for(self) -> bool:
        """Whether the sections are those of a blueprint, so that no level's mix says what is in them."""
        return any(section.name.startswith("section-") for section in self.sections)

    def items(self) -> tuple[Planned, ...]:
        """Return all planned items in printed order; their numbers are 1, 2, 3 ..."""
        return tuple(planned for section in self.sections for planned in section.items)


Fate = Literal[
    "taken", "filled", "cell", "skipped", "had", "not-among", "other-type", "no-share", "too-large", "full", "no-cell", "no-room"
]
"""taken: for the share of its difficulty. filled: in the place of a difficulty that was short. cell: for a blueprint. Not on the
sheet: skipped and not-among and other-type and had (`--skip`, `--only`, `--type`, `--avoid`), no-share (a group that needs a
share of 0), too-large (a group that did not fit into what was left), full (enough without it), no-cell (no section of the
blueprint takes it), no-room (its cells are full without it)."""


@frozen
class Reason:
    """Why one item or group is on a sheet, or is not.

    `items` are the names of its items. `difficulty` is the share that it belongs to, `instead` the one that was short. It had
    the rank `place` of `among` in its share; when it was taken, as number `turn` of that share, the share had its rarest
    objective and its rarest type `seen` times, and `ahead` others of better rank waited, whose objectives or types the share had
    more often. `room` is how many items there was room for when a group was passed over. With a blueprint, `cells` are those that
    its items fill, else those that they would fit; its rank is the one among what fitted its section.
    """

    name: str
    fate: Fate
    items: tuple[str, ...]
    group: bool = False
    difficulty: str = ""
    instead: str = ""
    place: int = 0
    among: int = 0
    turn: int = 0
    seen: tuple[int, int] = (0, 0)
    ahead: int = 0
    room: int = 0
    cells: tuple[int, ...] = ()


@frozen
class Account:
    """All reasons of a sheet, as written in the topic; how many items it may hold, and of which difficulty, easy first.

    `mix` is the level's in percent; `wanted` are the shares of `count`, `given` what the sheet has. With a blueprint there
    are its `cells` and the `titles` of its sections, and `wanted` is what it leaves to the level.
    """

    count: int
    mix: tuple[int, ...]
    wanted: tuple[int, ...]
    given: tuple[int, ...]
    reasons: tuple[Reason, ...]
    cells: tuple[Cell, ...] = ()
    titles: tuple[str, ...] = ()
