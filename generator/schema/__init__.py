"""From values to frozen dataclasses by their annotations; every finding of a record in one run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any, TypeVar, cast

from generator.diagnostics import Diagnostic, Span, finding
from generator.diagnostics.nearest import did_you_mean, nearest
from generator.model.record import Record
from generator.model.text import Run, Text
from generator.schema import scalars
from generator.schema.kinds import Field, Kind, fields_of, kind_of
from generator.source import Absent, Fields, Listing, Scalar, Source, Value
from generator.source.quoting import corrected

__all__ = ["Field", "Kind", "Reader", "Reading", "fields_of", "kind_of", "record"]

R = TypeVar("R", bound=Record)
Reader = Callable[["Reading", Value, str, dict[str, Span]], Any]
"""Reads one value: the reading, the value, its path inside the record, the record's spans. None where it is wrong."""

TEXT = "a text"
GUESSES = 100
PLAIN = {"text", "gap-text", "blocks", "string", "name", "date", "time", "whole", "number", "yes-no", "one-of"}


def record(
    cls: type[R],
    value: Value,
    findings: list[Diagnostic],
    readers: Mapping[Any, Reader] | None = None,
    *,
    source: Source | None = None,
) -> R | None:
    """Return a record of `cls` built from `value`, or None where a needed field is missing or wrong.

    A wrong field that is not needed keeps its default, so that all else is still checked; whatever is wrong stands in
    `findings` afterwards. `readers` replace the reading of an annotation; `source` lets a help show the corrected line.
    """
    return Reading(findings, readers or {}, source).record(cls, value)


class Reading:
    """One run over a file's values: where findings go, who reads which annotation, and what is read already.

    A value that is read twice as the same class, because two languages or levels share it, is read once.
    """

    def __init__(self, findings: list[Diagnostic], readers: Mapping[Any, Reader], source: Source | None = None) -> None:
        self.findings, self.readers, self.source = findings, readers, source
        self.guesses = GUESSES
        self.memo: dict[tuple[int, type], tuple[Value, Any]] = {}

    def close(self) -> None:
        """Let go of the readers, which hold this one and all that it has read: nothing more will be read."""
        self.readers = {}

    def record(self, cls: type[R], value: Value, also: Collection[str] = ()) -> R | None:
        """Return a record of `cls` or None; names in `also` may stand among its fields and are read elsewhere."""
        place = id(value), cls
        if place not in self.memo:
            self.memo[place] = value, self._record(cls, value, also)
        return cast("R | None", self.memo[place][1])

    def _record(self, cls: type[R], value: Value, also: Collection[str]) -> R | None:
        known = fields_of(cast(type, cls))
        if isinstance(value, Scalar):
            shorthand = getattr(cls, "SHORTHAND", "")
            if not shorthand:
                return cast("R | None", self.wrong_shape(value, _fields_like(known)))
            value = Fields({shorthand: value}, {}, value.span)
        elif not isinstance(value, Fields):
            return cast("R | None", self.wrong_shape(value, _fields_like(known)))
        spans = {"": value.span}
        read: dict[str, Any] = {"spans": spans}
        right = True
        strange: list[str] = []
        for name, inner in value.entries.items():
            field = known.get(name)
            if field is None:
                if name not in also:
                    self.unknown(name, value.keys[name], [*known, *also])
                    strange.append(name)
                continue
            if type(inner) is Absent:
                continue
            spans[name] = _span_of(value.keys.get(name), inner)
            got = self.value(field.kind, inner, name, spans)
            if got is None:
                right = right and not field.needed
            elif field.needed and not got and field.kind.name in ("text", "gap-text", "blocks", "string"):
                self.findings.append(finding("empty-text", spans[name], name=name))
                right = False
            else:
                read[field.attribute] = got
        for field in known.values():
            if field.needed and field.attribute not in read and type(value.entries.get(field.name, _ABSENT)) is Absent:
                if not self.mistyped(field.name, strange, known):
                    self.missing(field.name, value)
                right = False
        return cls(**read) if right else None

    def value(self, kind: Kind, value: Value, path: str, spans: dict[str, Span]) -> Any:
        """Return what a value is read as, or None after a finding."""
        reader = self.readers.get(kind.annotation)
        if reader is not None:
            got = reader(self, value, path, spans)
        elif kind.name == "list":
            got = self.list(kind, value, path, spans)
        elif kind.name == "record":
            got = self.record(kind.annotation, value)
        elif kind.name == "mapping":
            got = self.mapping(kind, value, path, spans)
        elif kind.name == "value":
            got = value
        elif isinstance(value, Scalar) and kind.name in PLAIN:
            got = self.scalar(kind, value)
        else:
            return self.wrong_shape(value, scalars.NEEDED.get(kind.name, TEXT))
        if got is not None and (kind.size or kind.between):
            return self.bounded(kind, got, spans.get(path) or value.span)
        return got

    def scalar(self, kind: Kind, value: Scalar) -> Any:
        """Return a text, name, number ... or None after a finding."""
        if kind.name in ("text", "gap-text", "blocks"):
            words = value.text.strip()
            return Text(((Run(words),),)) if words else Text()
        if kind.name == "string":
            return value.text.strip()
        if kind.name == "one-of":
            text = value.text.strip()
            if text in kind.allowed:
                return text
            listed = ", ".join(f"`{one}`" for one in kind.allowed)
            help_text = self.guess(text, kind.allowed, f"one of {listed}")
            self.findings.append(finding("not-one-of", value.span, found=_short(text), allowed=listed, help=help_text))
            return None
        got = scalars.READ[kind.name](value.text.strip())
        if got is None:
            code, help_text = scalars.wrong(kind.name, value.text.strip())
            self.findings.append(finding(code, value.span, found=_short(value.text), help=help_text))
        elif kind.annotation is float:
            return float(got)
        return got

    def list(self, kind: Kind, value: Value, path: str, spans: dict[str, Span]) -> tuple[Any, ...] | None:
        """Return a list; one value is a list of one."""
        assert kind.entry is not None
        entries = value.entries if isinstance(value, Listing) else (value,)
        read, right = [], True
        for index, entry in enumerate(entries):
            inner = f"{path}.{index}"
            spans[inner] = entry.span
            if isinstance(entry, Absent):
                self.findings.append(finding("empty-entry", entry.span))
                right = False
                continue
            got = self.value(kind.entry, entry, inner, spans)
            right = right and got is not None
            read.append(got)
        return tuple(read) if right else None

    def mapping(self, kind: Kind, value: Value, path: str, spans: dict[str, Span]) -> dict[str, Any] | None:
        """Return fields whose names are free."""
        assert kind.entry is not None
        if not isinstance(value, Fields):
            return cast("dict[str, Any] | None", self.wrong_shape(value, "fields"))
        read, right = {}, True
        for name, entry in value.entries.items():
            inner = f"{path}.{name}"
            spans[inner] = _span_of(value.keys.get(name), entry)
            if isinstance(entry, Absent):
                continue
            got = self.value(kind.entry, entry, inner, spans)
            right = right and got is not None
            read[name] = got
        return read if right else None

    def bounded(self, kind: Kind, got: Any, span: Span) -> Any:
        """Return what was read if it keeps its bounds."""
        if kind.between is not None and not Decimal(str(kind.between.low)) <= Decimal(str(got)) <= Decimal(
            str(kind.between.high)
        ):
            self.findings.append(finding("out-of-range", span, found=got, low=kind.between.low, high=kind.between.high))
            return None
        size = kind.size
        if size is not None:
            count = len(got) if isinstance(got, (tuple, str, dict)) else len(str(got))
            what = "entries" if isinstance(got, (tuple, dict)) else "characters"
            if count < size.least:
                self.findings.append(finding("too-few", span, count=count, least=size.least, what=what))
                return None
            if size.most is not None and count > size.most:
                self.findings.append(finding("too-many", span, count=count, most=size.most, what=what))
                return None
        return got

    def guess(self, word: str, known: Collection[str], otherwise: str) -> str:
        """Return "did you mean ...", or `otherwise` when nothing is close or a file has had its share of guesses."""
        self.guesses -= 1
        return did_you_mean(word, known, otherwise) if self.guesses >= 0 else otherwise

    def missing(self, name: str, value: Fields) -> None:
        """Report a needed field: at its name where nothing follows, else at the record's first line."""
        at = value.keys.get(name)
        self.findings.append(finding("missing-field", at or _first_line(value), name=name))

    def mistyped(self, name: str, strange: Collection[str], known: Collection[str]) -> bool:
        """Say whether a needed field is there under a strange name that was reported with "did you mean"."""
        return self.guesses >= 0 and any(nearest(one, known) == name for one in strange)

    def unknown(self, name: str, span: Span, known: Collection[str]) -> None:
        """Report a field that the record does not have."""
        listed = "known here: " + ", ".join(f"`{one}`" for one in sorted(known))
        self.findings.append(finding("unknown-field", span, name=_short(name), help=self.guess(name, known, listed)))

    def wrong_shape(self, value: Value, needed: str) -> Any:
        """Return None, after a finding: `wrong-shape`, or `quote-this` for a text that only lacks quotes."""
        if needed is TEXT and self.source is not None and not isinstance(value, (Scalar, Absent)):
            line = _lacks_quotes(value, self.source)
            if line:
                self.findings.append(finding("quote-this", value.span, line=line))
                return None
        found = {Scalar: "a text", Listing: "a list", Fields: "fields", Absent: "nothing"}[type(value)]
        self.findings.append(finding("wrong-shape", value.span, found=found, needed=needed))
        return None


_ABSENT = Absent(Span(""))


def _fields_like(known: Mapping[str, Field]) -> str:
    return "fields (" + ", ".join(f"`{name}`" for name in list(known)[:4]) + (" ..." if len(known) > 4 else "") + ")"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."


def _span_of(key: Span | None, value: Value) -> Span:
    """A field's place: name and value where they stand side by side, the name of what follows below, else the value alone."""
    span = value.span
    if key is None:
        return span
    if span.line == key.line:
        if span.column - key.end_column > 4:
            return span
        return Span(key.file, key.line, key.column, span.end_line, span.end_column)
    return span if isinstance(value, Scalar) else key


def _first_line(value: Fields) -> Span:
    span = value.span
    if span.end_line == span.line or not value.keys:
        return span
    first = next(iter(value.entries))
    field = _span_of(value.keys[first], value.entries[first])
    return field if field.line == span.line else span


def _lacks_quotes(value: Value, source: Source) -> str:
    """The corrected line, where a list or single field in the place of a text was surely meant as a text."""
    span = value.span
    if span.line != span.end_line or span.line > len(source.lines):
        return ""
    line = source.lines[span.line - 1]
    if isinstance(value, Fields):
        inner = list(value.entries.values())
        if len(inner) != 1 or line[span.column - 1 : span.column] == "{" or not isinstance(inner[0], Scalar):
            return ""
    elif line[span.column - 1 : span.column] != "[":
        return ""
    return corrected(line, span.column - 1, span.end_column - 1)
