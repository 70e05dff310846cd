"""Profiles: tokens that go over those of every layout, for readers and printers with needs of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from generator import source
from generator.source.values import Fields, Scalar

PROFILES = Path(__file__).resolve().parent.parent / "profiles.yaml"
STANDARD = "standard"
"""The profile that changes nothing."""


@cache
def _read() -> Mapping[str, Fields]:
    value = source.read(PROFILES).value
    entries = value.entries if isinstance(value, Fields) else {}
    return {name: entry for name, entry in entries.items() if isinstance(entry, Fields)}


def profiles() -> Mapping[str, str]:
    """Return the profiles by name, each with a line that says what it is for."""
    lines = {name: fields.entries["about"] for name, fields in _read().items()}
    return {name: line.text if isinstance(line, Scalar) else "" for name, line in lines.items()}


def tokens(profile: str, kind: str) -> tuple[Fields, ...]:
    """Return a profile's tokens as written, and those that it has for a kind of document. Raises KeyError for an unknown one."""
    if profile == STANDARD:
        return ()
    fields = _read()[profile]
    kinds = fields.entries.get("kinds")
    own = kinds.entries.get(kind) if isinstance(kinds, Fields) else None
    common = fields._replace(entries={name: entry for name, entry in fields.entries.items() if name not in ("about", "kinds")})
    return (common, own) if isinstance(own, Fields) else (common,)
