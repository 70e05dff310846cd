"""The manifest: what lies in an output folder and from what it was made; a teacher's file, reproducible and without times."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.diagnostics import Failed, finding
from generator.write.names import safe

NAME = "manifest.json"
FORMAT = 1
Row = Mapping[str, Any]
"""One output, plain values: path, sha256, pages, code, topic, language, level, kind, profile, label, inputs, items ..."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def scope(row: Row) -> tuple[str, str, str, str, str]:
    """Return what one build makes anew as a whole: topic, language, level, kind and profile."""
    return (row["topic"], row["language"], row["level"], row["kind"], row["profile"])


def rendered(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the manifest's bytes: rows sorted by path, one on each line, fields by name."""
    yield f'{{"format": {FORMAT}, "outputs": ['.encode()
    between = b"\n"
    for row in sorted(rows, key=lambda row: row["path"]):
        yield between + json.dumps(row, ensure_ascii=False, sort_keys=True).encode()
        between = b",\n"
    yield b"\n]}\n" if between == b",\n" else b"\n\n]}\n"


def read(folder: Path) -> dict[str, Row]:
    """Return the rows of a folder's manifest by path; none where there is no manifest.

    Raises Failed `bad-manifest` where the file is none of ours, and OSError.
    """
    try:
        data = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return {}
    return rows_of(data, folder / NAME)


def rows_of(data: bytes, path: Path) -> dict[str, Row]:
    """Return the rows of a manifest's bytes by path. Raises Failed `bad-manifest` about the file `path`."""
    try:
        outputs = json.loads(data)["outputs"]
        rows = {str(row["path"]): row for row in outputs}
        for name, row in rows.items():
            safe(name)
            if not all(isinstance(part, str) for part in (*scope(row), row["sha256"])):
                raise ValueError(name)
    except (ValueError, KeyError, TypeError, RecursionError, Failed):
        raise Failed([finding("bad-manifest", None, path=path)]) from None
    return rows
