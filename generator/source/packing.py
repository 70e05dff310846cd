"""Values as bytes and back: what was read once of a file's bytes need not be parsed again (see `reading` in `source`)."""

from __future__ import annotations

import marshal
from typing import Any

from generator.diagnostics import Span
from generator.source.values import Absent, Fields, Listing, Scalar, Value

VERSION = b"1 "
"""Counted on whenever the same file would give other values, or the same values other bytes."""
_new = tuple.__new__  # as where values are built: thousands are made


def packed(value: Value) -> bytes:
    """Return a value as bytes: a text is six things, a list a list, fields their place and a mapping."""
    return marshal.dumps(_flat(value), 4)


def _flat(value: Value) -> Any:
    place = value.span[1:]
    if isinstance(value, Scalar):
        return (value.text, *place, value.quoted)
    if isinstance(value, Listing):
        return [place, *map(_flat, value.entries)]
    if isinstance(value, Fields):
        return place, {name: (value.keys[name][1:], _flat(entry)) for name, entry in value.entries.items()}
    return place


def unpacked(data: bytes, file: str) -> Value:
    """Return a value of `packed` bytes as one of a file of this name."""
    return _value(marshal.loads(data), file)


def _value(flat: Any, file: str) -> Value:
    if type(flat) is list:
        return Listing(tuple([_value(entry, file) for entry in flat[1:]]), _new(Span, (file, *flat[0])))
    if len(flat) == 6:
        text, line, column, end_line, end_column, quoted = flat
        return _new(Scalar, (text, _new(Span, (file, line, column, end_line, end_column)), quoted))
    if len(flat) == 2:
        place, fields = flat
        keys = {name: _new(Span, (file, *at)) for name, (at, _) in fields.items()}
        return Fields({name: _value(entry, file) for name, (_, entry) in fields.items()}, keys, _new(Span, (file, *place)))
    return Absent(_new(Span, (file, *flat)))
