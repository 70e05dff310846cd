"""A ledger: which items a class has had, by topic; a small YAML file beside the teacher's own, read by `--avoid`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic, Exit, Failed, Span, finding
from generator.write import disk
from generator.write.manifest import Row

HEAD = "# Items that a class has had, by topic. `lembar ledger add` writes here; `lembar build --avoid` leaves them out.\n"
Ledger = Mapping[str, tuple[str, ...]]
"""From a topic's name to the names of items and groups, sorted."""


def read(path: Path) -> Ledger:
    """Return a ledger. Raises Failed for a file that is none, with the line."""
    from generator import source
    from generator.source import Absent, Fields, Listing, Scalar

    value = source.read(path).value
    findings: list[Diagnostic] = []
    had: dict[str, tuple[str, ...]] = {}
    if isinstance(value, Absent):
        return had
    if not isinstance(value, Fields):
        raise Failed([finding("bad-ledger", value.span)])
    for topic, entry in value.entries.items():
        names = entry.entries if isinstance(entry, Listing) else ()
        if not names or not all(isinstance(name, Scalar) for name in names):
            findings.append(finding("bad-ledger", entry.span or Span(str(path))))
        had[topic] = tuple(sorted({name.text for name in names if isinstance(name, Scalar)}))
    if findings:
        raise Failed(findings)
    return had


def added(known: Ledger, rows: Iterable[Row]) -> Ledger:
    """Return a ledger with the items of all sheets among some rows of a manifest."""
    had = {topic: set(names) for topic, names in known.items()}
    for row in rows:
        if row.get("audience") == "pupil" and row.get("items"):
            had.setdefault(str(row["topic"]), set()).update(str(entry["name"]) for entry in row["items"])
    return {topic: tuple(sorted(names)) for topic, names in sorted(had.items())}


def write(path: Path, ledger: Ledger) -> None:
    """Write a ledger whole or not at all. Raises Failed (exit 6)."""
    parts = [f"{topic}:\n" + "".join(f"  - {name}\n" for name in names) for topic, names in ledger.items()]
    try:
        disk.fill(path, [(HEAD + "".join(parts)).encode("utf-8")])
    except OSError as error:
        raise Failed([disk.told(error, path, 0, 1)], Exit.DISK) from None
