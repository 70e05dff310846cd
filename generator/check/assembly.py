"""A topic in one language at one level, put together: texts, blocks, pictures and items by their types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any, cast

from generator import items
from generator.check.content import content_block
from generator.check.gaps import Problem, first_gap, has_gap
from generator.check.markdown import MATHS, OUTSIDE, inline
from generator.check.passages import passage
from generator.diagnostics import Diagnostic, Failed, Span, finding
from generator.frozen import replace
from generator.model.blocks import Block, Callout, Quotation
from generator.model.item import Blocks, Entry, GapText, Group, Item, Picture
from generator.model.text import Inline, Run, Text, Word
from generator.model.topic import Reference, Topic
from generator.schema import TEXT, Reader, Reading, fields_of
from generator.source import Absent, Fields, Listing, Scalar, Source, Value

RESERVED = ("crossword", "word-search")
"""Types that the format page names; one that REGISTRY lacks is the finding `later`."""
NOT_A_GROUPS = ("points", "difficulty", "cognitive")
FORMAT = "1"
MAX_ITEMS = 2000
SHOWN = 20  # of what is wrong in one text
WORDS = re.compile(r"[A-Za-z]{3,}\s+\W?[A-Za-z]{2,}")
"""Words in a formula, where letters stand side by side without space."""

_NO_WORDS = re.compile(r"\\(?:text|textrm|textnormal|mbox|textbf|textit)\s*\{[^{}]*\}|\\[A-Za-z]+")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\~]")


class Assembly:
    """Reads one file's resolved values again and again; what two languages or levels share is read once."""

    def __init__(
        self,
        source: Source,
        findings: list[Diagnostic],
        exists: Callable[[str], bool] | None,
        formulas: Callable[[str], object] | None = None,
    ) -> None:
        self.source, self.findings, self.exists, self.formulas = source, findings, exists, formulas
        self.texts: dict[tuple[int, str], tuple[Value, Any]] = {}
        self.settled: dict[tuple[int, ...], Sequence[Item]] = {}
        self.allowing: dict[int, tuple[Item | Group, Span]] = {}
        self.sources: list[tuple[str, Span | None]] = []
        readers: dict[Any, Reader] = {
            Text: self.text,
            GapText: self.gap_text,
            Blocks: self.blocks,
            Picture: self.picture,
            fields_of(Topic)["items"].kind.annotation: self.entries,
            fields_of(Group)["items"].kind.annotation: self.inner_items,
        }
        self.reading = Reading(findings, readers, source)

    def topic(self, value: Fields) -> Topic | None:
        """Return the topic, or None where a needed field is missing or wrong; items that are wrong are left out."""
        topic = self.reading.record(Topic, value)
        if topic is None:
            return None
        worded = self._worded(topic) if self.sources else topic
        return self._settled(worded)

    def text(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> Text | None:
        """Read an inline text."""
        return cast("Text | None", self._text(value, "text"))

    def gap_text(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> GapText | None:
        """Read an inline text with gaps."""
        return cast("GapText | None", self._text(value, "gap-text"))

    def _text(self, value: Value, kind: str) -> Any:
        if not isinstance(value, Scalar):
            return self.reading.wrong_shape(value, TEXT)
        place = id(value), kind
        if place not in self.texts:
            problems: list[Problem] = []
            if kind == "blocks":
                read: Any = passage(value.text, problems)
            else:
                read = inline(value.text, problems, gaps=kind == "gap-text")
            if kind != "gap-text" and has_gap(value.text):
                problems.append(Problem("gap-here", first_gap(value.text), {}))
            seen: Counter[str] = Counter()
            shown = 0
            for problem in problems:
                if shown < SHOWN:
                    shown += self._report(problem, value.span, seen[problem.fragment])
                    seen[problem.fragment] += 1
            self.texts[place] = value, read
        return self.texts[place][1]

    def _report(self, problem: Problem, span: Span, before: int) -> bool:
        """Add a finding at the place of what it is about, of which `before` others like it come first; maths are tried out.

        Return whether there was something to find.
        """
        found: Sequence[Diagnostic] = ()
        if problem.code == OUTSIDE:
            from generator.assets.maths import commands  # only a text with a backslash needs it

            if problem.facts["name"] in commands():
                found = (finding(problem.code, None, **problem.facts),)
        elif problem.code != MATHS:
            found = (finding(problem.code, None, **problem.facts),)
        elif self.formulas is not None:
            latex = str(problem.facts["latex"])
            try:
                self.formulas(latex)
                found = (finding("maths-words"),) if WORDS.search(_NO_WORDS.sub(" ", latex)) else ()
            except Failed as failure:
                found = failure.diagnostics
        if found:
            at = self.source.find(span, problem.fragment, before)
            self.findings += [replace(one, span=at) for one in found]
        return bool(found)

    def blocks(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> Blocks | None:
        """Read block Markdown, or a list of content blocks; each block's place goes under `path` and its position."""
        found: list[tuple[Block, Span | None]] = []
        right = True
        if isinstance(value, Scalar):
            placed = self._text(value, "blocks")
            found = [(block, self._line_of(value, line)) for block, line in placed]
        elif isinstance(value, Absent):
            return cast("Blocks | None", reading.wrong_shape(value, TEXT))
        else:
            for entry in value.entries if isinstance(value, Listing) else (value,):
                if isinstance(entry, Absent):
                    self.findings.append(finding("empty-entry", entry.span))
                    continue
                blocks = content_block(reading, entry, self.sources)
                right = right and blocks is not None
                found += blocks or []
        for index, (_, span) in enumerate(found):
            if span is not None:
                spans[f"{path}.{index}"] = span
        return Blocks(tuple(block for block, _ in found)) if right else None

    def _line_of(self, value: Scalar, line: int) -> Span:
        """Return the place of a text's line: exact in a literal text (`|`), else the text's own."""
        span = value.span
        if not self.source.lines[span.line - 1].startswith("|", span.column - 1):
            return span
        number = min(span.line + 1 + line, len(self.source.lines))
        written = self.source.lines[number - 1]
        start = len(written) - len(written.lstrip())
        return Span(span.file, number, start + 1, number, len(written.rstrip()) + 1)

    def picture(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> Picture | None:
        """Read a picture and look whether it is there."""
        picture = reading.record(Picture, value)
        if picture is None:
            return None
        name, at = picture.image, picture.at("image")
        if _ELSEWHERE.match(name) or "\\" in name or ".." in PurePosixPath(name).parts:
            self.findings.append(finding("picture-outside", at, path=name))
        elif self.exists is not None:
            try:
                if not self.exists(name):
                    self.findings.append(finding("missing-picture", at, path=name))
            except Failed as failure:
                self.findings += [one if one.span else replace(one, span=at) for one in failure.diagnostics]
        return picture

    def entries(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> tuple[Entry, ...]:
        """Read the topic's items and groups; wrong ones are left out, so that the others are checked all the same."""
        return tuple(self._entries(value, path, spans, inside=False))

    def inner_items(self, reading: Reading, value: Value, path: str, spans: dict[str, Span]) -> tuple[Item, ...]:
        """Read the items of a group."""
        return cast("tuple[Item, ...]", tuple(self._entries(value, path, spans, inside=True)))

    def _entries(self, value: Value, path: str, spans: dict[str, Span], inside: bool) -> list[Entry]:
        read: list[Entry] = []
        entries = value.entries if isinstance(value, Listing) else (value,)
        if len(entries) > MAX_ITEMS:
            self.findings.append(finding("too-many-items", value.span, count=f"{len(entries):,}", most=f"{MAX_ITEMS:,}"))
        for entry in entries[:MAX_ITEMS]:
            if not isinstance(entry, Fields):
                self.reading.wrong_shape(entry, "fields (`name`, `type`, ...)")
                continue
            made = self._entry(entry, inside)
            if made is not None:
                spans[f"{path}.{len(read)}"] = entry.span
                read.append(made)
                if made.allow:
                    self.allowing[id(made)] = made, entry.span
        return read

    def _entry(self, value: Fields, inside: bool) -> Entry | None:
        named = value.entries.get("type")
        if not isinstance(named, Scalar):
            self.reading.missing("type", value)
            return None
        if named.text == Group.TYPE:
            return self._group(value, named.span, inside)
        cls = items.type_of(named.text)
        if cls is None:
            self._no_type(named)
            return None
        item = self.reading.record(cls, value, also=("type",))
        if item is not None and cls.NEEDS_STEM and not item.stem:
            if "stem" in value.entries and not isinstance(value.entries["stem"], Absent):
                self.findings.append(finding("empty-text", item.at("stem"), name="stem"))
            else:
                self.reading.missing("stem", value)
        return item

    def _group(self, value: Fields, span: Span, inside: bool) -> Group | None:
        if inside:
            self.findings.append(finding("group-in-group", span))
            return None
        for name in NOT_A_GROUPS:
            if name in value.entries:
                self.findings.append(finding("group-field", value.keys[name], name=name))
        return self.reading.record(Group, value, also=("type", *NOT_A_GROUPS))

    def _no_type(self, named: Scalar) -> None:
        known = [*(cls.TYPE for cls in items.REGISTRY), Group.TYPE]
        listed = ", ".join(f"`{name}`" for name in known)
        if named.text in RESERVED:
            self.findings.append(finding("later", named.span, name=named.text, types=listed))
        else:
            help_text = self.reading.guess(named.text, known, f"the types are {listed}")
            self.findings.append(finding("unknown-type", named.span, name=named.text[:60], help=help_text))

    def _settled(self, topic: Topic) -> Topic:
        """Let each type settle what depends on all its items."""
        by_type: dict[type[Item], list[Item]] = {}
        for item in topic.every_item():
            by_type.setdefault(type(item), []).append(item)
        now: dict[int, Item] = {}
        for cls, group in by_type.items():
            place = tuple(map(id, group))
            if place not in self.settled:
                self.settled[place] = cls.settled(group)
            now.update(
                {id(item): settled for item, settled in zip(group, self.settled[place], strict=True) if item is not settled}
            )
        if not now:
            return topic
        return replace(topic, items=tuple(_exchanged(entry, now) for entry in topic.items))

    def _worded(self, topic: Topic) -> Topic:
        """Word the sources of quotations by the topic's references."""
        references = {reference.name: reference for reference in topic.references}
        entries = tuple(
            replace(entry, stimulus=_with_sources(entry.stimulus, references)) if isinstance(entry, Group) else entry
            for entry in topic.items
        )
        return replace(topic, handout=_with_sources(topic.handout, references), items=entries)


def _exchanged(entry: Entry, now: dict[int, Item]) -> Entry:
    if isinstance(entry, Group):
        if not any(id(item) in now for item in entry.items):
            return entry
        return replace(entry, items=tuple(now.get(id(item), item) for item in entry.items))
    return now.get(id(entry), entry)


def _with_sources(blocks: Sequence[Block], references: dict[Any, Reference]) -> Blocks:
    worded: list[Block] = []
    for block in blocks:
        if isinstance(block, Callout):
            block = replace(block, blocks=tuple(_with_sources(block.blocks, references)))
        elif isinstance(block, Quotation):
            name = named_source(block)
            block = replace(block, source=_source(references.get(name))) if name else block
        worded.append(block)
    return Blocks(tuple(worded))


def named_source(block: Quotation) -> str:
    """Return the name of the reference that a quotation is taken from, before it is worded; empty when it has none."""
    first = block.source.paragraphs[0][0] if block.source else None
    return first.path.removeprefix("reference.") if isinstance(first, Word) else ""


def _source(reference: Reference | None) -> Text:
    """Author, title, date: as much as is known."""
    if reference is None:
        return Text()
    line: list[Inline] = [Run(f"{reference.author}, ")] if reference.author else []
    title = reference.title.paragraphs[0] if reference.title else ()
    line += [replace(inline, emphasis=True) if isinstance(inline, Run) else inline for inline in title]
    if reference.date:
        line.append(Run(f", {reference.date}"))
    return Text((tuple(line),)) if line else Text()
