"""Where YAML ends: one parser error becomes one finding, and the text is mended so that reading can go on.

Both parsers of PyYAML name the same faults in different sentences; none of them reaches a user. A mended text keeps every
column: signs are hidden, never moved.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Span, finding
from generator.source.characters import HIDDEN
from generator.source.fault import Fault
from generator.source.quoting import corrected

_VALUE = re.compile(r"""\s*(?:-\s+)*(?:[^\s:#'"{}\[\],-][^:#'"{}\[\],]*:\s+)?""")
_HIDE = str.maketrans({sign: HIDDEN[sign] for sign in ":,[]{}#|>-'\""})
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'""")
_FIELD = re.compile(r"\s*(?:-\s+)*[\w.-]+:(?:\s|$)")
_NEXT = re.compile(r"[\w-]+:\s")
_LAST_WORD = re.compile(r"(?<=\s)[\w-]+$")
_SILENT = re.compile(r"\s*(#|$)")


class Mended(NamedTuple):
    """The finding about a fault, and the parser's lines with the fault out of the way (None: reading ends here)."""

    finding: Diagnostic
    lines: list[str] | None


def mend(fault: Fault, hidden: list[str], lines: tuple[str, ...], file: str) -> Mended:
    """Return what a fault means to the author and how reading goes on. `hidden` are the parser's lines, `lines` the raw ones."""
    return _Mender(fault, hidden, lines, file).mended()


class _Mender:
    def __init__(self, fault: Fault, hidden: list[str], lines: tuple[str, ...], file: str) -> None:
        self.fault, self.hidden, self.lines, self.file = fault, hidden, lines, file
        self.number = min(fault.line, len(lines) - 1)
        self.fault.from_line = min(fault.from_line, len(lines) - 1)
        self.line = hidden[self.number]
        self.column = min(fault.column, len(self.line))
        self.start, self.end = _value_of(self.line)

    def mended(self) -> Mended:
        """Return what the fault is and how it is read past."""
        kind = self.fault.kind
        opened = self.open_quote()
        if opened:
            return opened
        if kind == "no-colon":
            return self.dropped("missing-colon", self.fault.from_line)
        if kind == "flow":
            return self.in_flow()
        if self.start < self.column <= self.end or (kind in ("sign", "dash", "block-sign") and self.start == self.column):
            return self.as_text(self.number, self.start, self.end)
        if kind == "block-sign":
            start, end = _value_of(self.hidden[self.fault.from_line])
            return self.as_text(self.fault.from_line, start, end)
        above = self.line_above() if kind in ("colon", "broken") else None
        if above is not None:
            return self.dropped("missing-colon", above)
        if kind == "colon":
            return self.indented(self.line[: self.column] + HIDDEN[":"] + self.line[self.column + 1 :])
        if kind in ("dash", "block") and not self.line[: self.column].strip(" -"):
            return self.indented(None)
        return Mended(finding("broken-yaml", self.span(self.number, self.column, max(self.end, self.column + 1))), None)

    def open_quote(self) -> Mended | None:
        """A quote that stays open swallows lines until the next quote, and only there the parser stumbles."""
        if self.fault.kind == "open-quote":
            return self.unclosed("open-quote", self.fault.from_line, self.fault.from_column)
        for number in range(self.number, max(-1, self.number - 50), -1):
            column = _begins_open(self.hidden[number])
            if column is not None:
                if number == self.number and self.column <= column:
                    return None
                return self.unclosed("open-quote", number, column)
            if self.hidden[number].count('"') % 2:
                return None
        return None

    def unclosed(self, code: str, number: int, column: int) -> Mended:
        """A quote that never closes: the rest of its line is read as text."""
        line = self.hidden[number]
        _, end = _value_of(line)
        return Mended(
            finding(code, self.span(number, column, max(end, column + 1))),
            self.with_line(number, line[:column] + line[column:].translate(_HIDE)),
        )

    def in_flow(self) -> Mended:
        """Inside braces or brackets a comma or the closing sign was due."""
        sign = self.line[self.column : self.column + 1]
        if self.fault.from_line < self.number and sign and _FIELD.match(self.line) and _closes(self.line[self.column :]):
            number, column = self.end_above()
            if not self.hidden[number][:column].endswith((":", ",", "{", "[")):
                return self.no_comma(number, column)
        if self.fault.from_line < self.number and (not sign or _FIELD.match(self.line)):
            return self.open_bracket()
        if sign in ("", " ", "#") or self.fault.line >= len(self.lines):
            return self.open_bracket()
        if sign == ":":
            return self.in_flow_text(self.column, self.column + 1)
        if sign in "[{":
            partner = self.line.find({"[": "]", "{": "}"}[sign], self.column)
            return self.in_flow_text(self.column, partner + 1 if partner > 0 else self.column + 1)
        before = self.line[: self.column].rstrip()
        if before[-1:] in tuple(":,[{"):
            if sign in "-|>":
                return self.in_flow_text(self.column, self.column + 1)
            return Mended(finding("broken-yaml", self.span(self.number, self.column, self.column + 1)), None)
        if before[-1:] in ('"', "'") and sign not in ('"', "'") and not _NEXT.match(self.line, self.column):
            return self.after_quote(before)
        return self.no_comma(self.number, self.column)

    def no_comma(self, number: int, column: int) -> Mended:
        """A comma is missing before a column, where what stands there goes on as if it had one."""
        line = self.hidden[number]
        before = line[:column].rstrip()
        mended = None
        if before and len(before) < len(line):
            mended = self.with_line(number, before + "," + line[len(before) + 1 :])
        elif before and number < self.number:
            mended = self.with_line(number, before + ",")
        return Mended(finding("missing-comma", self.span(number, column, column + 1)), mended)

    def end_above(self) -> tuple[int, int]:
        """Return the line above that says something, and where it ends."""
        above = (number for number in range(self.number - 1, self.fault.from_line, -1) if not _SILENT.match(self.lines[number]))
        number = next(above, self.fault.from_line)
        return number, _value_of(self.hidden[number])[1]

    def in_flow_text(self, start: int, end: int) -> Mended:
        """A sign of YAML in a text inside braces: the text runs back to its comma and on to the next."""
        if self.line[start - 1 : start] == HIDDEN[":"]:
            return self.no_space(start)
        first = max(self.line.rfind(sign, 0, start) + len(sign) for sign in (": ", ",", "{", "["))
        last = min((at for sign in ",}]" if (at := self.line.find(sign, end)) >= 0), default=len(self.line.rstrip()))
        while self.line[first : first + 1] == " ":
            first += 1
        facts = {"line": corrected(self.lines[self.number], first, last)}
        field = _LAST_WORD.search(self.line, first, start)
        if self.line[start : start + 1] == ":" and field:
            facts["help"] = (
                f"write `{facts['line']}`; if `{field.group()}` is the next field, a comma before it is missing instead"
            )
        mended = self.line[:start] + self.line[start:end].translate(_HIDE) + self.line[end:]
        return Mended(finding("quote-this", self.span(self.number, first, last), **facts), self.with_line(self.number, mended))

    def no_space(self, column: int) -> Mended:
        """A list or fields right after a colon: it is read as part of the name."""
        first = max(self.line.rfind(sign, 0, column - 1) for sign in ",{[") + 1
        first += len(self.line[first:]) - len(self.line[first:].lstrip())
        last = min((at for sign in ",}" if (at := self.line.find(sign, column)) >= 0), default=len(self.line.rstrip()))
        mended = self.line[:column] + self.line[column:last].translate(_HIDE) + self.line[last:]
        return Mended(finding("missing-space", self.span(self.number, first, last)), self.with_line(self.number, mended))

    def after_quote(self, before: str) -> Mended:
        """Text goes on after a closing quote inside braces: the quotes are taken as part of it."""
        opening = before.rfind(before[-1], 0, len(before) - 1)
        last = min((at for sign in ",}]" if (at := self.line.find(sign, self.column)) >= 0), default=len(self.line.rstrip()))
        if opening < 0:
            return Mended(finding("broken-yaml", self.span(self.number, self.column, last)), None)
        mended = self.line[:opening] + self.line[opening:last].translate(_HIDE) + self.line[last:]
        help_line = corrected(self.lines[self.number], opening, last)
        span = self.span(self.number, opening, last)
        return Mended(finding("text-after-quote", span, line=help_line), self.with_line(self.number, mended))

    def open_bracket(self) -> Mended:
        """The list or fields that nothing closes: where the parser says that they begin, else the last that stays open."""
        number, column = self.fault.from_line, self.fault.from_column
        sign = self.hidden[number][column : column + 1]
        while sign not in ("[", "{") and number >= 0:
            line = _QUOTED.sub(lambda text: " " * len(text.group()), self.hidden[number])
            column = max((at for at in range(len(line)) if line[at] in "[{" and _is_open(line[at:])), default=-1)
            number, sign = (number, line[column]) if column >= 0 else (number - 1, "")
        if number < 0:
            return Mended(finding("broken-yaml", self.span(self.number, self.column, self.column + 1)), None)
        closing = "]" if sign == "[" else "}"
        return Mended(finding("open-bracket", self.span(number, column, column + 1), sign=sign, closing=closing), None)

    def as_text(self, number: int, start: int, end: int) -> Mended:
        """A value that was meant as a text: all of it is read as one."""
        line = self.hidden[number]
        code = "text-after-quote" if line[start : start + 1] in ('"', "'") else "quote-this"
        mended = self.with_line(number, line[:start] + line[start:end].translate(_HIDE) + line[end:])
        if mended is None:
            return Mended(finding("broken-yaml", self.span(number, start, end)), None)
        return Mended(finding(code, self.span(number, start, end), line=corrected(self.lines[number], start, end)), mended)

    def line_above(self) -> int | None:
        """Return the line above where it stands in the same column and is no field: then it is the one at fault."""
        number = self.number - 1
        while number >= 0 and (not self.lines[number].strip() or self.lines[number].lstrip().startswith("#")):
            number -= 1
        if number < 0 or _FIELD.match(self.lines[number]):
            return None
        return number if _depth(self.hidden[number]) == _depth(self.line) and _begins_open(self.hidden[number]) is None else None

    def indented(self, mended: str | None) -> Mended:
        """A line too far to the right or to the left."""
        start = _depth(self.line)
        span = self.span(self.number, start, max(self.end, start + 1))
        return Mended(finding("indentation", span), self.with_line(self.number, mended) if mended else None)

    def dropped(self, code: str, number: int) -> Mended:
        """A line that is no field: reading goes on without it."""
        line = self.hidden[number]
        start = _depth(line)
        _, end = _value_of(line)
        return Mended(finding(code, self.span(number, start, max(end, start + 1))), self.with_line(number, " " * len(line)))

    def with_line(self, number: int, line: str) -> list[str] | None:
        """Return the parser's lines with one exchanged, or None where that changes nothing."""
        if line == self.hidden[number]:
            return None
        return [*self.hidden[:number], line, *self.hidden[number + 1 :]]

    def span(self, number: int, start: int, end: int) -> Span:
        """Return a stretch of one line, all counted from 0."""
        return Span(self.file, number + 1, start + 1, number + 1, end + 1)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_open(rest: str) -> bool:
    return sum(rest.count(sign) for sign in "[{") > sum(rest.count(sign) for sign in "]}")


def _closes(rest: str) -> bool:
    rest = _QUOTED.sub("", rest)
    return sum(rest.count(sign) for sign in "]}") > sum(rest.count(sign) for sign in "[{")


def _value_of(line: str) -> tuple[int, int]:
    """Return where the value of a line's field or list entry starts and ends, a trailing comment left out."""
    match = _VALUE.match(line)
    start = match.end() if match else 0
    comment = line.find(" #", max(line.rfind('"'), line.rfind("'"), start - 1, 0))
    return start, max(start, len((line if comment < 0 else line[:comment]).rstrip()))


def _begins_open(line: str) -> int | None:
    """Return the column (from 0) of the quote that a line's value begins with and never closes, or None."""
    start, _ = _value_of(line)
    sign = line[start : start + 1]
    if sign == '"':
        return start if len(re.findall(r'(?<!\\)(?:\\\\)*"', line[start:])) % 2 else None
    if sign == "'":
        return start if line.count("'", start) % 2 else None
    return None
