"""What a dataclass's annotations say about its file: the one place that reads them, for the reader and for the JSON Schema."""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, cast, get_args, get_origin

from generator.frozen import MISSING, fields
from generator.model.item import Between, Blocks, Date, GapText, Name, Size, Time
from generator.model.record import Record
from generator.model.text import Text
from generator.source import Value

_PLAIN: dict[Any, str] = {
    Text: "text",
    GapText: "gap-text",
    Blocks: "blocks",
    Name: "name",
    Date: "date",
    Time: "time",
    str: "string",
    int: "whole",
    Decimal: "number",
    float: "number",
    bool: "yes-no",
    Value: "value",
    object: "value",
}


class Kind(NamedTuple):
    """What a value must be. `annotation` is what the dataclass says; `entry` is a list's or mapping's; bounds as in the model.

    `name` is text, gap-text, blocks, string, name, date, time, whole, number, yes-no, one-of, record, list, mapping, value or
    union.
    """

    name: str
    annotation: Any
    entry: Kind | None = None
    allowed: tuple[str, ...] = ()
    size: Size | None = None
    between: Between | None = None


class Field(NamedTuple):
    """A field of a record: `name` in the file, `attribute` in Python; `needed` when it has no default."""

    name: str
    attribute: str
    kind: Kind
    needed: bool


@cache
def fields_of(cls: type[Record]) -> Mapping[str, Field]:
    """Return the fields of a record class by their names in the file, in the class's order."""
    found: dict[str, Field] = {}
    for base in cls.__bases__:
        if issubclass(base, Record):
            found |= fields_of(cast(type, base))
    for field in fields(cls):
        if field.name in cls.__annotations__ and field.name != "spans":
            needed = field.default is MISSING and field.default_factory is MISSING
            name = field.name.rstrip("_")
            found[name] = Field(name, field.name, _kind_written(cls.__annotations__[field.name], cls.__module__), needed)
    return found


@cache
def _kind_written(annotation: str, module: str) -> Kind:
    """Return the kind of an annotation as a module has it; `get_type_hints` would read inherited ones anew for each class."""
    return kind_of(_meant(annotation, vars(sys.modules[module])))


def _meant(annotation: str, scope: dict[str, Any]) -> Any:
    """Return what an annotation says, without `None`; of a hundred all but a few are so plain that none need be compiled."""
    plain = annotation.removesuffix(" | None")
    if plain.isidentifier():
        return scope[plain] if plain in scope else vars(builtins)[plain]
    if plain.startswith("tuple[") and plain.endswith(", ...]"):
        return tuple[_meant(plain[len("tuple[") : -len(", ...]")], scope), ...]  # type: ignore[misc]
    return eval(plain, scope)


def kind_of(annotation: Any) -> Kind:
    """Return the kind of an annotation. Raises TypeError for one that no reader knows: a mistake of the program."""
    plain = _PLAIN.get(annotation) if _hashable(annotation) else None
    if plain:
        return Kind(plain, annotation)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        kind = kind_of(inner[0])
        for bound in inner[1:]:
            if isinstance(bound, Size):
                kind = kind._replace(size=bound)
            elif isinstance(bound, Between):
                kind = kind._replace(between=bound)
        return kind
    if origin in (Union, types.UnionType):
        others = [one for one in inner if one is not type(None)]
        if len(others) < len(inner):
            return kind_of(Union[tuple(others)])
        return Kind("union", annotation)
    if origin is Literal:
        return Kind("one-of", annotation, allowed=tuple(map(str, inner)))
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return Kind("list", annotation, entry=kind_of(inner[0]))
    if origin in (Mapping, dict):
        return Kind("mapping", annotation, entry=kind_of(inner[1]))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return Kind("record", annotation)
    raise TypeError(f"no reader for {annotation!r}")


def _hashable(annotation: Any) -> bool:
    try:
        hash(annotation)
    except TypeError:
        return False
    return True
