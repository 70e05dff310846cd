"""What `lembar check --report` prints: how hard each passage of a topic is to read, and which items serve which objective."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.cli.output import Output
from generator.judge import Subject
from generator.judge.rules.readability import Reading, readings
from generator.model.level import DIFFICULTIES

Row = Mapping[str, object]

SCALES = {
    "fry": "sentences and syllables x 0.6 in 100 words; `bare` is without the topic's terms",
    "flesch-kincaid": "`year` is the school year of Flesch and Kincaid",
}


def report(subject: Subject, name: str, output: Output) -> None:
    """Print the report of one topic: tables, or in JSON one object for each of their rows."""
    measured = list(readings(subject))
    tables: dict[str, list[Row]] = {"readability": list(map(readability, measured)), "coverage": list(coverage(subject))}
    for title, rows in tables.items():
        if output.form == "json":
            import json  # only this form needs it

            for row in rows:
                output.result(json.dumps({"report": title, "topic": name, **row}))
            continue
        output.result(f"{name}: {title}")
        for line in table(rows):
            output.result(f"  {line}")
        if title == "readability":
            for language, scale in {reading.language: reading.by.scale for reading in measured}.items():
                output.result(f"  {language}: {SCALES[scale]}")
        output.result("")


def readability(reading: Reading) -> Row:
    """Return the measure of a passage as a row."""
    measure = reading.measure
    return {
        "passage": reading.passage.name,
        "language": reading.language,
        "level": reading.text,
        "words": measure.words,
        "sentences": round(measure.sentences, 1),
        "syllables": round(measure.syllables, 1),
        "bare": round(measure.bare, 1),
        "year": round(measure.grade, 1) if reading.by.scale == "flesch-kincaid" else None,
        "due": reading.due(),
        "verdict": verdict(reading),
    }


def verdict(reading: Reading) -> str:
    """Return whether a reading keeps its bound."""
    if not reading.judged:
        return "too short to judge"
    return "" if reading.bound is None else "kept" if reading.kept else "MISSED"


def coverage(subject: Subject) -> Iterator[Row]:
    """Yield how many items of each difficulty serve an objective, by type and together; an item may serve several."""
    topic = subject.own()
    items = list(topic.every_item())
    names = [str(objective.name) for objective in topic.objectives]
    names += [""] if any(not item.objective for item in items) else []
    for name in names:
        serving = [item for item in items if (name in item.objective if name else not item.objective)]
        for kind in [*dict.fromkeys(item.TYPE for item in serving), "all types"]:
            counts = Counter(item.difficulty for item in serving if kind in (item.TYPE, "all types"))
            by_level: dict[str, object] = {difficulty: counts[difficulty] for difficulty in DIFFICULTIES}
            yield {"objective": name or "(none)", "type": kind, **by_level, "total": counts.total()}


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a table: a head, then the rows; numbers at the right."""
    if not rows:
        yield "nothing to tell"
        return
    shown = [[_cell(value) for value in row.values()] for row in rows]
    widths = [max(len(name), *(len(row[i]) for row in shown)) for i, name in enumerate(rows[0])]
    right = [all(isinstance(row[name], (int, float)) or row[name] is None for row in rows) for name in rows[0]]
    for cells in (list(rows[0]), *shown):
        fitted = (cell.rjust(width) if end else cell.ljust(width) for cell, width, end in zip(cells, widths, right, strict=True))
        yield "  ".join(fitted).rstrip()


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)
