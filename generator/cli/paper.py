"""How much paper a build wants: what it says when all is built, and of each imposed file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.cli.output import counted

Row = Mapping[str, Any]
FOR = {"pupil": "to copy for pupils", "teacher": "for the teacher"}
COPIES = {"2up": 2, "4up": 4}


def summary(rows: Sequence[Row]) -> Iterator[str]:
    """Yield what the documents of a build take together, then what of it is for whom where there is both."""
    if not rows:
        return
    yield f"{counted(pages(rows), 'page')}: {sheets(rows)}"
    audiences = [name for name in FOR if any(row["audience"] == name for row in rows)]
    for name in audiences if len(audiences) > 1 else ():
        part = [row for row in rows if row["audience"] == name]
        yield f"{FOR[name]}: {counted(pages(part), 'page')}, {counted(sum(row['sheets'] for row in part), 'sheet')}"


def pages(rows: Sequence[Row]) -> int:
    """Return how many numbered pages the documents have."""
    return sum(int(row["pages"]) for row in rows)


def sheets(rows: Sequence[Row]) -> str:
    """Return how many sheets of which paper one print of the documents takes."""
    count = sum(int(row["sheets"]) for row in rows)
    paper = str(rows[0]["paper"])
    both = " printed on both sides" if any(row["sides"] > row["sheets"] for row in rows) else ""
    return f"{counted(count, 'sheet')} of {paper.upper() if len(paper) == 2 else paper}{both}"


def imposed(row: Row) -> str:
    """Return how the leaves of an imposed file stand on its sheets; nothing where they are whole."""
    if row["impose"] == "booklet":
        return f"a booklet of {counted(row['sheets'], 'sheet')}"
    if row["impose"]:
        return f"{COPIES[row['impose']]} copies on {counted(row['sheets'], 'sheet')}"
    return ""
