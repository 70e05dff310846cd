"""Profiles: tokens that go over those of every layout, for readers and printers with needs of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from generator import source
from generator.source.values import Fields, Scalar, Value

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


def tokens(profile: str) -> Value | None:
    """Return a profile's tokens as written; None for the one that changes nothing. Raises KeyError for one that there is not."""
    if profile == STANDARD:
        return None
    fields = _read()[profile]
    return fields._replace(entries={name: entry for name, entry in fields.entries.items() if name != "about"})
