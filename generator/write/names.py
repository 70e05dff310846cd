"""Names that are safe on every system: Windows, macOS and Linux agree on what such a path means."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from generator.diagnostics import Failed, finding

PART = re.compile(r"[a-z0-9_-]{1,200}(\.[a-z0-9]{1,8})?")
"""One part of a path: small letters only, so that a system that folds case never maps two paths to one file."""

RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))])
"""Device names of Windows: no file or folder has one, with any ending (Microsoft, "Naming Files, Paths, and Namespaces")."""


def safe(path: str) -> PurePosixPath:
    """Return the path of an output below its folder; raises Failed `unsafe-name` where a system would read it otherwise."""
    parts = path.split("/")
    for part in parts:
        if PART.fullmatch(part) is None or part.partition(".")[0] in RESERVED:
            raise Failed([finding("unsafe-name", None, name=part, path=path)])
    return PurePosixPath(*parts)
