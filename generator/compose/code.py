"""The code of a sheet: six signs that stand on every page of it and of its key, and nowhere else.

Five come from the digest of what the candidate gets, the sixth checks them, so that a misread code is never another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any

from generator.frozen import fields, is_frozen

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs, a prime number of them, without those that look alike (0 O 1 I L)."""
SIGNS, COPY_SIGNS = 5, 7
"""So many signs of a sheet's code and of a copy's, before the one that checks them."""


def sheet_code(parts: Iterable[object]) -> str:
    """Return the code of a sheet from its parts in order: bodies, stimuli, blocks; plain frozen data."""
    digest = sha256()
    for part in parts:
        _feed(part, digest.update)
    return checked(int.from_bytes(digest.digest(), "big"), SIGNS)


def check_sign(signs: str) -> str:
    """Return the sign with which the sum of place times weight 1, 2, 3 ... is 0 modulo 31.

    All weights differ and none is 0 modulo the prime 31, so every single wrong sign and every swap of neighbours is seen.
    """
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, 1))
    return ALPHABET[-total * pow(len(signs) + 1, -1, len(ALPHABET)) % len(ALPHABET)]


def is_code(text: str) -> bool:
    """Say whether a text is the code of a sheet or of a copy, whose check sign agrees."""
    return len(text) in (SIGNS + 1, COPY_SIGNS + 1) and set(text) <= set(ALPHABET) and check_sign(text[:-1]) == text[-1]


def copy_codes(sheets: Iterable[str]) -> Iterator[str]:
    """Yield the code of each copy of a pack: its sheet's code and its place give it, and no two are alike.

    `sheets` are the sheets' codes in the order of the copies. Seven signs and the one that checks them; where two would be
    the same, the later one is counted on (reliability I16).
    """
    seen: set[str] = set()
    for place, sheet in enumerate(sheets):
        for turn in count():
            value = int.from_bytes(sha256(f"{sheet} {place} {turn}".encode()).digest(), "big")
            code = checked(value, COPY_SIGNS)
            if code not in seen:
                break
        seen.add(code)
        yield code


def checked(value: int, length: int) -> str:
    """Return so many signs of a number, and the sign that checks them."""
    signs = []
    for _ in range(length):
        value, place = divmod(value, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs) + check_sign("".join(signs))


def _feed(value: object, update: Callable[[bytes], object]) -> None:
    """Feed a value unambiguously: kind, length, content; the same for equal values in every process and Python version."""
    kind: Any = type(value)
    if kind is str:
        update(_fed(value))  # type: ignore[arg-type]
    elif kind is tuple:
        update(b"l%d:" % len(value))  # type: ignore[arg-type]
        for entry in value:  # type: ignore[attr-defined]
            _feed(entry, update)
    elif is_frozen(kind):
        head, shape = _shape(kind)
        update(head)
        for name, fed, default in shape:
            content = getattr(value, name)
            if content is not default and content != default:  # so that a new field with a default changes no code
                update(fed)
                _feed(content, update)
    elif isinstance(value, str):
        update(_fed(value))
    elif isinstance(value, tuple):
        _feed(tuple(value), update)
    elif value is None or isinstance(value, (bool, int, float, Decimal)):
        update(f"n{value};".encode())
    elif isinstance(value, Mapping):
        update(b"m%d:" % len(value))
        for name in sorted(value):
            _feed(name, update)
            _feed(value[name], update)
    elif isinstance(value, Iterable):
        _feed(tuple(value), update)
    else:
        raise TypeError(f"no part of a sheet: {type(value).__name__}")


def _fed(text: str) -> bytes:
    data = text.encode("utf-8")
    return b"s%d:%b" % (len(data), data)


@cache
def _shape(kind: Any) -> tuple[bytes, tuple[tuple[str, bytes, object], ...]]:
    """Return what a class is fed as: its name, and of each field that counts the name, as it is and as it is fed, and default."""
    shape = tuple((field.name, _fed(field.name), field.default) for field in fields(kind) if field.compare)
    return f"d{kind.__name__}:".encode(), shape
