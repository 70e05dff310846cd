"""What the commands print: results to standard output, findings and progress to standard error, in the style asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Literal, cast

from generator.cli.progress import Progress
from generator.diagnostics import Diagnostic
from generator.diagnostics.render import Form, escaped, render

Stream = Literal["stdout", "stderr"]


class Output:
    """Both streams of one command. A reader who has gone away is no error: the command goes on, and prints no more to it.

    lines: what the same command would print where it found everything up to date, each with its stream.
    """

    def __init__(self) -> None:
        self.form: Form = "full"
        self.lines: list[tuple[str, str]] = []
        self._gone: set[str] = set()
        self._way = Progress(lambda text: self._raw(sys.stderr, "stderr", text))

    def result(self, line: str) -> None:
        """Print a line of the result."""
        self._print("stdout", escaped(line))

    def remark(self, line: str, again: str | None = None) -> None:
        """Print a line about the result, `again` the next time; where programs read along, findings alone are printed."""
        if self.form != "json":
            self._print("stderr", escaped(line), escaped(line if again is None else again))

    def findings(self, found: Iterable[Diagnostic], stream: Stream = "stderr", *, once: bool = False) -> None:
        """Print findings; full ones with the line that they are about. `once`: the next time there are none."""
        for text in render(found, self.form, line_of):
            self._print(stream, text, "" if once else None)

    def repeat(self, lines: Iterable[tuple[Stream, str]]) -> None:
        """Print what an earlier command left in `lines`."""
        for stream, text in lines:
            self._print(stream, text)

    def progress(self, done: int, total: int, unit: str, name: str) -> None:
        """Show how far a long command is."""
        if self.form != "json":
            self._way.show(done, total, unit, escaped(name))

    def clear(self) -> None:
        """Leave nothing of the bar."""
        self._way.clear()

    def _print(self, name: Stream, text: str, again: str | None = None) -> None:
        if again != "":
            self.lines.append((name, text if again is None else again))
        self._way.clear()
        self._raw(getattr(sys, name), name, text + "\n")

    def _raw(self, stream: IO[str], name: str, text: str) -> None:
        if name in self._gone:
            return
        try:
            stream.write(text)
            stream.flush()
        except OSError:
            self._gone.add(name)


def line_of(file: str, number: int) -> str | None:
    """Return a line of a file that a finding is about."""
    lines = lines_of(file)
    return lines[number - 1] if 0 < number <= len(lines) else None


@cache
def lines_of(file: str) -> tuple[str, ...]:
    """Return the lines of a file; none where it cannot be read."""
    with suppress(OSError, ValueError):
        text = (Path(file).read_bytes()[: 2 << 20] if Path(file).is_file() else b"").decode("utf-8-sig", "replace")
        return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return ()


def form(value: str | None) -> Form:
    """Return the style of findings that a flag names."""
    return cast(Form, value or "full")


def counted(number: int, thing: str) -> str:
    """Return `1 page`, `2 pages`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
