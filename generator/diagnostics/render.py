"""Findings as text: full with the line that caused them, concise, or JSON. Nothing of a file can reach the terminal raw."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from generator.diagnostics import Diagnostic, Span

Form = Literal["full", "concise", "json"]
Lines = Callable[[str, int], "str | None"]
"""Returns line `number` (from 1) of a file as a finding names it, or None where it cannot be shown."""

WIDTH = 110
UNSAFE = "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"


def render(diagnostics: Iterable[Diagnostic], form: Form, lines: Lines = lambda file, number: None) -> Iterator[str]:
    """Yield one text for each finding, without a line end; a full one spans several lines and ends with an empty one."""
    for found in diagnostics:
        if form == "json":
            yield _json(found)
        elif form == "concise":
            yield _concise(found)
        else:
            yield _full(found, lines)


def escaped(text: str) -> str:
    """Return a text whose control characters, and those that turn or hide text, show as `\\x1b` or `\\u202e`."""
    return text if text.isprintable() else re.sub(UNSAFE, _escape, text)


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _concise(found: Diagnostic) -> str:
    span = found.span
    place = f"{escaped(span.file)}:{span.line}:{span.column}: " if span else ""
    return f"{place}{found.severity.value}[{found.code}]: {escaped(found.message)}"


def _json(found: Diagnostic) -> str:
    import json  # only this form needs it

    span = found.span
    return json.dumps(
        {
            "severity": found.severity.value,
            "code": found.code,
            "message": found.message,
            "file": span.file if span else None,
            "line": span.line if span else None,
            "column": span.column if span else None,
            "end_line": span.end_line if span else None,
            "end_column": span.end_column if span else None,
            "help": found.help,
        }
    )


def _full(found: Diagnostic, lines: Lines) -> str:
    shown = [f"{found.severity.value}[{found.code}]: {escaped(found.message)}"]
    margin = " "
    if found.span:
        line = lines(found.span.file, found.span.line)
        number = str(found.span.line)
        margin = " " * len(number)
        shown.append(f"{margin}--> {escaped(found.span.file)}:{found.span.line}:{found.span.column}")
        if line is not None:
            text, carets = _marked(line, found.span)
            label = f" {escaped(found.label)}" if found.label else ""
            shown += [f"{margin} |", f"{number} | {text}".rstrip(), f"{margin} | {carets}{label}"]
    if found.help:
        shown.append(f"{margin} = help: {escaped(found.help)}")
    return "\n".join(shown) + "\n"


def _marked(line: str, span: Span) -> tuple[str, str]:
    """Return the line as shown and the carets under the span's part of it; of a long line only what stands around it."""
    start = min(span.column - 1, len(line))
    end = len(line.rstrip()) if span.end_line > span.line else min(span.end_column - 1, len(line))
    first = 0
    if len(line) > WIDTH and end > WIDTH - 10:
        first = max(0, start - WIDTH // 3)
    last = min(len(line), first + WIDTH)
    head = "..." if first else ""
    tail = "..." if last < len(line) else ""
    before, within, after = line[first:start], line[start : min(end, last)], line[min(end, last) : last]
    before, within, after = (escaped(part.replace("\t", " ")) for part in (before, within, after))
    return f"{head}{before}{within}{after}{tail}", " " * _width(head + before) + "^" * max(1, _width(within))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: wide letters two, accents none."""
    if text.isascii():
        return len(text)
    import unicodedata  # only findings about such lines need it

    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
