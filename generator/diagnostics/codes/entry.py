"""One catalogue entry."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Entry(NamedTuple):
    """What a code says: `message` and `help` are format strings, `explain` a sentence for the documentation."""

    severity: Literal["error", "warning", "hint", "note"]
    message: str
    help: str = ""
    explain: str = ""
    label: str = ""
