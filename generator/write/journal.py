"""The journal of one build: lines on the disk that say what is about to happen to which file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from generator.write.manifest import Row

AT_A_TIME = 16
"""So many rows stand on a line: those of a pack are long."""


class Journal:
    """Lines of JSON, each on the disk before the thing that it announces is done. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def begin(self, paths: Sequence[str]) -> None:
        """Announce that temporary files for `paths` will be written."""
        self._line({"begin": list(paths)})

    def put(self, rows: Sequence[Row]) -> None:
        """Announce that files are whole and take their names now."""
        for first in range(0, len(rows), AT_A_TIME):
            self._write({"put": [dict(row) for row in rows[first : first + AT_A_TIME]]})
        self._keep()

    def drop(self, paths: Sequence[str]) -> None:
        """Announce that files are removed now."""
        self._line({"drop": list(paths)})

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield what an interrupted build announced; a last line that never came to the disk whole announced nothing."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return
        for line in data.split(b"\n"):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            yield entry

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _line(self, entry: dict[str, Any]) -> None:
        self._write(entry)
        self._keep()

    def _write(self, entry: dict[str, Any]) -> None:
        if self._file is None:
            self._file = self.path.open("ab")
        self._file.write(b"\n" + json.dumps(entry, ensure_ascii=False).encode("utf-8") + b"\n")

    def _keep(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
