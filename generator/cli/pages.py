"""The pages of the documentation inside the package, and what their tables say of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs"
FIRST = "index"
TABLES = {"Topic": "## The topic", "Item": "## Items", "BlockFields": "### Blocks of a handout"}
"""By record, the heading of the page `topic-format` under which a table explains its fields."""

_ROW = re.compile(r"\| (`[a-z_]+`(?:, `[a-z_]+`)*) \| (.+?) \|")


def names() -> tuple[str, ...]:
    """Return the names of all pages, the first page first."""
    found = sorted(path.stem for path in FOLDER.glob("*.md") if "." not in path.stem)
    return (FIRST, *(name for name in found if name != FIRST))


def page(name: str, language: str = "en") -> tuple[str, bool]:
    """Return a page's Markdown, and whether it is in the language asked for; what is not translated comes in English."""
    translated = FOLDER / f"{name}.{language}.md"
    there = translated.is_file()
    path = translated if there else FOLDER / f"{name}.md"
    return path.read_text(encoding="utf-8"), there or language == "en"


def fields() -> Mapping[tuple[str, str], str]:
    """Return what the page `topic-format` says of fields, by record and field."""
    text, _ = page("topic-format")
    found = {}
    for record, heading in TABLES.items():
        part = re.split(r"\n#", text.partition(f"\n{heading}\n")[2], maxsplit=1)[0]
        for row in _ROW.finditer(part):
            said = row[2].partition(", see ")[0].rstrip(".")
            for field in re.findall(r"[a-z_]+", row[1]):
                found[record, field] = f"{said[0].upper()}{said[1:]}."
    return found
