"""From YAML events to values: limits are kept while reading, before anything is built; the only importer of PyYAML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent, StreamEndEvent

from generator.diagnostics import Diagnostic, Span, finding
from generator.source.characters import CONTROL, HIDDEN, HIDING, INVISIBLE, SHOW, named
from generator.source.fault import Fault, kind_of
from generator.source.quoting import corrected
from generator.source.values import Absent, Fields, Listing, Scalar, Value

MAX_DEPTH = 20
MAX_VALUES = 200_000
MAX_TEXT = 20_000
MAX_BREAKS = 500
MAX_WORD = 200
MAX_FINDINGS = 500

_new = tuple.__new__  # thousands of places and texts are made, each in less than half the time that their class would take
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LITERAL = frozenset([None, "", "'"])
"""Styles of texts that stand as they were written; most are such, short and ASCII, and nothing needs to be looked at in them."""
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1},}}")
_ALIAS = re.compile(r"\*[\w-]+\Z", re.ASCII)
_ANCHOR = re.compile(r"&[\w-]+(\s|\Z)", re.ASCII)


class Stop(Exception):
    """A limit is passed: nothing more is read."""


class _Open:
    """A list or mapping whose end is not read yet; the file itself is a list of one."""

    __slots__ = ("entries", "fields", "flow", "keys", "listed", "loose", "name", "span")

    def __init__(self, fields: bool, flow: bool, span: Span) -> None:
        self.fields, self.flow, self.span = fields, flow, span
        self.listed: list[Value] = []
        self.entries: dict[str, Value] = {}
        self.keys: dict[str, Span] = {}
        self.name: Scalar | None = None
        self.loose: dict[str, Span] = {}


class Builder:
    """Builds the value of one file, one text of the parser at a time. Findings that are no faults of YAML go into `findings`."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file, self.lines = file, lines
        self.findings: list[Diagnostic] = []

    def build(self, text: str) -> Value:
        """Return the value. Raises Fault where YAML breaks off and Stop at a limit."""
        try:
            return self._build(LOADER(text).get_event)
        except yaml.MarkedYAMLError as error:
            mark: Any = error.problem_mark or error.context_mark
            begin = error.context_mark or mark
            kind = kind_of(f"{error.context} {error.problem}")
            raise Fault(kind, mark.line, mark.column, begin.line, begin.column) from None
        except yaml.YAMLError:
            raise Fault("broken", 0, 0, 0, 0) from None

    def _build(self, take: Callable[[], Any]) -> Value:
        self.findings = []
        file = self.file
        root = inner = _Open(False, False, Span(file))
        stack: list[_Open] = []
        count = 0
        while True:
            event = take()
            kind = type(event)
            if kind is ScalarEvent:
                text = event.value
                if text and event.style in _LITERAL and len(text) <= MAX_WORD and text.isascii():
                    start, end = event.start_mark, event.end_mark
                    span = _new(Span, (file, start.line + 1, start.column + 1, end.line + 1, end.column + 1))
                    value: Value | None = _new(Scalar, (text, span, bool(event.style)))
                    if inner.fields and inner.name is None and text != "<<":
                        inner.name = value  # type: ignore[assignment]
                        count += 1
                        continue
                else:
                    value = self.scalar(event, inner.flow)
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                span = self.span(event)
                if len(stack) >= MAX_DEPTH:
                    self.stop("too-deep", span, limit=MAX_DEPTH)
                stack.append(inner)
                inner = _Open(kind is MappingStartEvent, bool(event.flow_style), span)
                value = None
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                value = self.closed(inner, event)
                inner = stack.pop()
                count -= 1  # it was counted where it began
            elif kind is StreamEndEvent:
                break
            else:
                if kind is yaml.DocumentStartEvent and root.listed:
                    self.stop("second-document", self.span(event, 3))
                continue
            count += 1
            if count > MAX_VALUES:
                self.stop("too-many-values", self.span(event), limit=f"{MAX_VALUES:,}")
            if value is None:
                continue
            if inner.fields:
                self.put(inner, value)
            else:
                inner.listed.append(value)
        return root.listed[0] if root.listed else Absent(Span(self.file))

    def put(self, fields: _Open, value: Value) -> None:
        """Take a field's name or its value."""
        name = fields.name
        if name is None:
            if not isinstance(value, Scalar):
                self.report("complex-field", value.span)
                value = Scalar("", value.span)
            elif value.text == "<<" and not value.quoted:
                self.report("merge", value.span)
            fields.name = value
            return
        fields.name = None
        if name.text in ("", "<<") and not name.quoted:
            return
        if fields.flow and type(value) is Absent and ":" not in self.between(name.span, value.span):
            self.loose(fields, name)
        elif name.text in fields.entries:
            first = fields.keys[name.text]
            self.report("duplicate-field", name.span, name=name.text, line=first.line)
        else:
            fields.entries[name.text] = Absent(name.span) if type(value) is Absent else value
            fields.keys[name.text] = name.span

    def loose(self, fields: _Open, name: Scalar) -> None:
        """Inside braces a name without a colon: the rest of a text that its comma has cut off, put back where it belongs."""
        last = next(reversed(fields.entries), "")
        written = fields.entries.get(last)
        if ":" in name.text:
            self.report("missing-space", name.span)
            before, _, text = name.text.partition(":")
            fields.entries.setdefault(before, Scalar(text.strip("\"'[]{} "), name.span))
            fields.keys.setdefault(before, name.span)
        elif isinstance(written, Scalar) and not written.quoted and written.span.end_line == name.span.line == written.span.line:
            fields.loose[last] = Span(self.file, written.span.line, written.span.column, name.span.line, name.span.end_column)
        else:
            self.report("quote-this", name.span, help="")

    def closed(self, done: _Open, event: Any) -> Value:
        """Return a finished list or mapping."""
        for name, span in done.loose.items():
            line = self.lines[span.line - 1]
            self.report("quote-this", span, line=corrected(line, span.column - 1, span.end_column - 1))
            done.entries[name] = Scalar(line[span.column - 1 : span.end_column - 1], span)
        start = done.span
        if done.flow:
            mark = event.end_mark
            end_line, end_column = mark.line + 1, mark.column + 1
        else:
            last = next(reversed(done.entries.values()), None) if done.fields else done.listed[-1] if done.listed else None
            end = last.span if last is not None else start
            end_line, end_column = end.end_line, end.end_column
        span = Span(self.file, start.line, start.column, end_line, end_column)
        return Fields(done.entries, done.keys, span) if done.fields else Listing(tuple(done.listed), span)

    def scalar(self, event: Any, flow: bool) -> Value:
        """Return a text, or Absent where nothing stands."""
        style, text = event.style, event.value
        start, end = event.start_mark, event.end_mark
        line, column, end_line, end_column = start.line + 1, start.column + 1, end.line + 1, end.column + 1
        if style == "|" or style == ">":
            end_line, end_column = self.last_of_block(line, end_line, end_column)
        span = _new(Span, (self.file, line, column, end_line, end_column))
        if not text and not style:
            return Absent(span)
        if not text.isascii() and HIDING.search(text):
            if style == '"' and HIDDEN["\\"] in text:
                at = text.index(HIDDEN["\\"])
                place = self.place_of("\\" + text[at + 1 : at + 2].translate(SHOW), span)
                self.report("unknown-escape", place)
            text = text.translate(SHOW)
            if not style:
                self.bare(text, span, flow)
        if style == '"' or len(text) > MAX_WORD or not text.isascii():
            text = self.clean(text, span)
        return _new(Scalar, (text, span, bool(style)))

    def bare(self, text: str, span: Span, flow: bool) -> None:
        """Report an unquoted text that YAML would have taken for something else."""
        sign = text[0]
        if sign in "*&!%@`":
            code = "quote-this"
            if sign == "*" and _ALIAS.match(text):
                code = "alias"
            elif sign == "&" and _ANCHOR.match(text):
                code = "anchor"
            elif sign == "!":
                code = "tag"
        elif (flow and "?" in text) or text.startswith("? "):
            code = "quote-this"
        else:
            return
        if span.line == span.end_line:
            line = corrected(self.lines[span.line - 1], span.column - 1, span.end_column - 1)
            self.report(code, span, line=line)
        else:
            self.report(code, span, help="")

    def clean(self, text: str, span: Span) -> str:
        """Keep the limits of a text; take out invisible characters, with a note; compose letters with their accents (NFC)."""
        if len(text) > MAX_WORD:
            if len(text) > MAX_TEXT or text.count("\n") > MAX_BREAKS:
                self.report("long-text", span, limit=f"{MAX_TEXT:,}", breaks=MAX_BREAKS)
                return text[:MAX_TEXT]
            word = _LONG_WORD.search(text)
            if word:
                self.report("long-word", span, word=word.group()[:20], limit=MAX_WORD)
        control = CONTROL.search(text)
        if control:
            self.report("control-character", span, character=named(control.group()))
            text = CONTROL.sub(" ", text)
        if text.isascii():
            return text
        hidden = INVISIBLE.search(text)
        if hidden:
            place = self.place_of(hidden.group(), span)
            self.report("invisible-character", place, character=named(hidden.group()))
            text = INVISIBLE.sub("", text)
        return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)

    def place_of(self, fragment: str, span: Span) -> Span:
        """Return where a fragment of a text first stands, or the text's span where it is written as an escape."""
        for number in range(span.line, span.end_line + 1):
            stop = span.end_column - 1 if number == span.end_line else None
            column = self.lines[number - 1].find(fragment, span.column - 1 if number == span.line else 0, stop)
            if column >= 0:
                return Span(self.file, number, column + 1, number, column + 1 + len(fragment))
        return span

    def last_of_block(self, line: int, end_line: int, end_column: int) -> tuple[int, int]:
        """Return where a block text really ends: after its last line that is not empty."""
        number = min(end_line - (end_column == 1), len(self.lines))
        while number > line and not self.lines[number - 1].strip():
            number -= 1
        return number, len(self.lines[number - 1].rstrip()) + 1

    def between(self, first: Span, second: Span) -> str:
        """Return what stands between two places."""
        if first.end_line == second.line:
            return self.lines[first.end_line - 1][first.end_column - 1 : second.column - 1]
        rest = [self.lines[first.end_line - 1][first.end_column - 1 :], *self.lines[first.end_line : second.line - 1]]
        return "\n".join([*rest, self.lines[second.line - 1][: second.column - 1] if second.line <= len(self.lines) else ""])

    def span(self, event: Any, width: int = 1) -> Span:
        """Return where an event begins, so many columns wide."""
        mark = event.start_mark
        return Span(self.file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + width)

    def stop(self, code: str, span: Span, **facts: object) -> None:
        """Take the last finding of the file and raise Stop."""
        self.findings.append(finding(code, span, **facts))
        raise Stop

    def report(self, code: str, span: Span, **facts: object) -> None:
        """Take a finding; a file has had its share of them at `MAX_FINDINGS`."""
        if len(self.findings) >= MAX_FINDINGS:
            self.stop("too-many-findings", span, limit=MAX_FINDINGS)
        self.findings.append(finding(code, span, **facts))
