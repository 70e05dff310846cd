"""What a sheet asks: each item as the topic has it, and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.build.verify.printed import Spot
from generator.model.blocks import Body
from generator.model.item import Item
from generator.model.key import Key

Leads = Mapping[str, str]
"""From a label to the text that stands after it, in compared form."""


@dataclass
class Asked:
    """One item of a sheet: as the topic has it, in written order, and as it was read."""

    number: int
    item: Item
    body: Body
    key: Key
    spot: Spot | None = None
    leads: list[tuple[Leads, Leads]] = field(default_factory=list)
    """For each interaction: what its (row) labels lead to, and for a matching what its target labels lead to."""

    read: list[Spot] = field(default_factory=list)
