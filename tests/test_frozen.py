"""Light classes: what `generator.frozen` makes behaves as what `dataclasses` makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any, ClassVar

import pytest

from generator.frozen import field, fields, frozen, frozen_record, is_frozen, replace, slotted


@frozen
class Point:
    """A value."""

    kind: ClassVar[str] = "point"
    x: int
    y: int = 2
    tags: tuple[str, ...] = field(default=(), repr=False)
    notes: list[str] = field(default_factory=list, compare=False)


@frozen_record
class Placed:
    """A record that others extend."""

    spans: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


@frozen_record
class Named(Placed):
    """A record with fields of its own."""

    kind: ClassVar[str] = "named"
    name: str
    size: int = 3


@slotted
class Box:
    """What changes."""

    width: int
    parts: list[str] = field(default_factory=list)
    area: float = 1.0

    def __post_init__(self) -> None:
        self.area *= self.width


@frozen
class Empty:
    """Nothing inside."""


def test_values_are_equal_by_what_counts() -> None:
    assert Point(1) == Point(x=1, y=2) != Point(1, 3)
    assert Point(1, notes=["a"]) == Point(1)
    assert len({Point(1), Point(1, 2), Point(2)}) == 2
    assert Named(name="a", spans={"": 1}) == Named(name="a") != Named(name="b")
    assert Box(2, ["a"]) == Box(2, ["a"]) != Box(2)
    assert Point(1) != Box(1)
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())


def test_what_changes_has_no_hash() -> None:
    with pytest.raises(TypeError):
        hash(Box(1))


def test_defaults_are_made_for_each_instance() -> None:
    assert Point(1).notes is not Point(1).notes
    assert Named(name="a").spans is not Named(name="a").spans
    assert Box(1).parts is not Box(1).parts
    assert Box(4).area == 4.0


def test_they_show_their_fields() -> None:
    assert repr(Point(1, tags=("a",))) == "Point(x=1, y=2, notes=[])"
    assert repr(Named(name="a")) == "Named(name='a', size=3)"
    assert repr(Box(2)) == "Box(width=2, parts=[], area=2.0)"


@pytest.mark.parametrize(
    ("make", "given", "facts"),
    [
        (Point, (), {}),
        (Point, (1, 2, (), [], 5), {}),
        (Point, (1,), {"x": 1}),
        (Point, (1,), {"z": 1}),
        (Named, (), {}),
        (Named, (), {"name": "a", "other": 1}),
        (Named, ("a",), {}),
        (Box, (), {}),
    ],
)
def test_a_wrong_call_is_a_type_error(make: Any, given: tuple[Any, ...], facts: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        make(*given, **facts)


@pytest.mark.parametrize("value", [Point(1), Named(name="a")], ids=["value", "record"])
def test_a_frozen_value_refuses_to_change(value: Any) -> None:
    name = fields(value)[-1].name
    with pytest.raises(dataclasses.FrozenInstanceError, match=name):
        setattr(value, name, 1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(value, name)
    assert is_frozen(type(value))
    assert not is_frozen(Box)


def test_what_changes_has_slots() -> None:
    box = Box(1)
    box.width = 3
    assert box.width == 3
    with pytest.raises(AttributeError):
        box.depth = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [Point(1, 5), Named(name="a", size=4), Box(2), Empty()], ids=lambda value: type(value).__name__)
def test_they_are_copied_and_sent_whole(value: Any) -> None:
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value


def test_the_library_reads_them_as_its_own() -> None:
    assert [each.name for each in dataclasses.fields(Named)] == [each.name for each in fields(Named)] == ["spans", "name", "size"]
    assert dataclasses.is_dataclass(Point(1))
    assert dataclasses.replace(Named(name="a"), size=9) == replace(Named(name="a"), size=9) == Named(name="a", size=9)
    assert replace(Point(1, 5, ("t",)), x=7) == Point(7, 5, ("t",))
    assert Point.kind == "point"
