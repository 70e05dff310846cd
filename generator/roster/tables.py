"""A roster file as rows of text: CSV in the ways that spreadsheets write it, or the first sheet of an XLSX file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from generator.diagnostics import Failed, Span, finding

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, LONGEST = 8 * 2**20, 20_000, 200, 400
"""What a roster may hold; a cell of so many signs is no name."""
DELIMITERS = ",;\t|"
XLSX = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Line(NamedTuple):
    """One row of the table: its number in the file, and its cells without blanks at their ends."""

    number: int
    cells: tuple[str, ...]


def lines(data: bytes, file: str) -> list[Line]:
    """Return the rows that hold anything, heading first. Raises Failed for what is no table."""
    if len(data) > MOST_BYTES:
        raise Failed([finding("roster-too-large", Span(file), found=f"{len(data)} bytes", limit=f"{MOST_BYTES} bytes")])
    rows = _sheet(data, file) if data.startswith(XLSX) else _csv(text(data, file), file)
    found: list[Line] = []
    for number, cells in rows:
        clean = tuple(" ".join(cell.replace("\xa0", " ").split()) for cell in cells)
        if any(clean):
            found.append(Line(number, clean))
        if len(found) > MOST_ROWS + 1 or len(clean) > MOST_COLUMNS:
            what, limit = ("columns", MOST_COLUMNS) if len(clean) > MOST_COLUMNS else ("rows", MOST_ROWS)
            raise Failed([finding("roster-too-large", Span(file, number), found=f"more than {limit} {what}", limit=f"{limit}")])
    return found


def text(data: bytes, file: str) -> str:
    """Return a CSV file's text: UTF-8, UTF-16 with its mark, else as Windows writes it in Western Europe and Indonesia."""
    if data.startswith(OLD_EXCEL):
        raise Failed([finding("roster-old-excel", Span(file))])
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise Failed([finding("roster-not-text", Span(file))])


def _csv(content: str, file: str) -> Iterator[tuple[int, Sequence[str]]]:
    if "\x00" in content:
        raise Failed([finding("roster-not-text", Span(file))])
    skipped = 0
    first, _, rest = content.partition("\n")
    delimiter = delimiter_of(content)
    if first.strip().casefold().startswith("sep=") and len(first.strip()) <= 5:  # how Excel is told its delimiter
        delimiter, content, skipped = first.strip()[4:] or "\t", rest, 1
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            yield start + skipped, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise Failed([finding("roster-broken", Span(file, start + skipped), problem=_problem(error))]) from None


def _problem(error: csv.Error) -> str:
    return "a quotation mark is not closed" if "end of data" in str(error) else "a quotation mark stands where none may"


def delimiter_of(content: str) -> str:
    """Return what parts the cells: the sign that the first line with a letter has most of, outside quotation marks."""
    heading = next((line for line in content.splitlines() if any(map(str.isalpha, line))), "")
    bare = "".join(heading.split('"')[::2])
    return max(DELIMITERS, key=lambda sign: (bare.count(sign), -DELIMITERS.index(sign)))


def _sheet(data: bytes, file: str) -> Iterator[tuple[int, Sequence[str]]]:
    from openpyxl import load_workbook  # only for a roster in this format

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 100, max_col=MOST_COLUMNS + 1)
        found = [[_cell(value) for value in row] for row in rows]
    except Exception:  # openpyxl names no exceptions for damaged files, and raises many kinds
        raise Failed([finding("roster-broken", Span(file), problem="it is no XLSX file that can be read")]) from None
    for number, cells in enumerate(found, 1):
        while cells and not cells[-1].strip():
            cells.pop()
        yield number, cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
