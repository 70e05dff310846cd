"""Frozen values: what `dataclass(frozen=True, slots=True)` gives, made in a seventh of the time.

A command that runs for half a second defines over a hundred such classes before it starts; the standard decorator compiles six
functions for each, this one compiles the constructor alone. Everything else is shared. `dataclasses.fields` and `replace` work.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: object) -> Callable[[T], T]:
        """Mark a decorator for type checkers; nothing at run time."""
        return lambda decorator: decorator


def _refuse(self: object, name: str, _value: object = None) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot change `{name}` of a frozen {type(self).__name__}")


def _compared(self: object) -> tuple[object, ...]:
    return tuple(getattr(self, name) for name in type(self)._compared)  # type: ignore[attr-defined]


def _equal(self: object, other: object) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    return _compared(self) == _compared(other)


def _hash(self: object) -> int:
    return hash(_compared(self))


def _shown(self: object) -> str:
    parts = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)  # type: ignore[arg-type]
    return f"{type(self).__qualname__}({parts})"


def _state(self: object) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]  # type: ignore[arg-type]


def _restore(self: object, state: list[Any]) -> None:
    for field, part in zip(dataclasses.fields(self), state, strict=True):  # type: ignore[arg-type]
        object.__setattr__(self, field.name, part)


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class of annotated fields a frozen value with slots, equality, hash and repr by its fields, in order."""
    return _made(cls, kw_only=False, slots=True)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(dataclasses.field,))
def frozen_record(cls: type[T]) -> type[T]:
    """The same for classes that others extend: fields are given by name, and instances have no slots."""
    return _made(cls, kw_only=True, slots=False)


def is_frozen(kind: type) -> bool:
    """Say whether a class was made by `frozen` or `frozen_record`."""
    return hasattr(kind, "_compared")


def _made(cls: type[T], *, kw_only: bool, slots: bool) -> type[T]:
    made = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only, slots=slots, match_args=False)(cls)
    fields = dataclasses.fields(made)  # type: ignore[arg-type]
    own: Any = made
    own._compared = tuple(field.name for field in fields if field.compare)
    own.__init__ = _constructor(made, fields, kw_only, slots)
    own.__setattr__ = own.__delattr__ = _refuse
    for name, function in (("__eq__", _equal), ("__hash__", _hash), ("__repr__", _shown)):
        if name not in cls.__dict__ or (name == "__hash__" and cls.__dict__[name] is None):
            setattr(own, name, function)
    if slots:
        own.__getstate__, own.__setstate__ = _state, _restore
    return made


def _constructor(cls: type, fields: tuple[dataclasses.Field[Any], ...], kw_only: bool, slots: bool) -> Callable[..., None]:
    scope: dict[str, Any] = {"_put": object.__setattr__}
    given, body = [], []
    for field in fields:
        name, default = field.name, ""
        if field.default is not dataclasses.MISSING:
            scope[f"_default_{name}"], default = field.default, f"=_default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            scope[f"_make_{name}"], default = field.default_factory, "=None"
            body.append(f"    if {name} is None: {name} = _make_{name}()")
        given.append(name + default)
        if slots:
            scope[f"_set_{name}"] = getattr(cls, name).__set__
            body.append(f"    _set_{name}(self, {name})")
        else:
            body.append(f"    _put(self, {name!r}, {name})")
    star = "*, " if kw_only and given else ""
    exec(f"def __init__(self, {star}{', '.join(given)}):\n" + ("\n".join(body) or "    pass"), scope)
    constructor: Callable[..., None] = scope["__init__"]
    return constructor
