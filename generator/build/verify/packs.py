"""Packs read back: every page has its copy's code, first ones the pupil's name; one copy of each sheet is judged as usual."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pypdfium2

from generator.build.verify import Finished
from generator.build.verify.printed import plain
from generator.diagnostics import Diagnostic, finding


def is_pack(row: Mapping[str, Any]) -> bool:
    """Say whether a row is of a file that holds several documents or copies."""
    return "parts" in row


def unpacked(files: Sequence[Finished], findings: list[Diagnostic], tick: Callable[[], object] = bool) -> list[Finished]:
    """Return one copy of each sheet of some packs, and each key once, as files of their own; tell what is wrong with copies.

    `tick` is called for each copy.
    """
    found: dict[tuple[object, ...], Finished] = {}
    for file in files:
        document = pypdfium2.PdfDocument(file.data)
        try:
            starts = _copies(file, document, findings, tick) if "copies" in file.row else _parts(file.row)
            for part, start, pages in starts:
                key = (part["kind"], part["language"], part["level"], part["profile"], part["label"], part["code"])
                if key not in found and start + pages <= len(document):
                    found[key] = Finished(part, _pages(document, start, pages), file.path)
        finally:
            document.close()
    return list(found.values())


def _parts(row: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int, int]]:
    """Yield each document of a teacher's file with its first page, from 0, and how many it has."""
    start = 0
    for part in row["parts"]:
        yield part, start, part["sides"]
        start += part["sides"]


def _copies(
    file: Finished, document: pypdfium2.PdfDocument, findings: list[Diagnostic], tick: Callable[[], object]
) -> Iterator[tuple[Mapping[str, Any], int, int]]:
    """Yield the first copy of each sheet; tell pages that lack their copy's code, and first pages without their pupil's name."""
    parts = {part["code"] + part["profile"] + part["language"]: part for part in file.row["parts"]}
    start = 0
    for copy in file.row["copies"]:
        tick()
        wanted = [plain(text) for text in (copy["code"], copy["name"]) if text]
        for page in range(start, min(start + copy["pages"], len(document))):
            textpage = document[page].get_textpage()
            text = plain(textpage.get_text_range())
            textpage.close()
            missing = [one for one in wanted[: None if page == start else 1] if one not in text]
            if missing and text:
                findings.append(finding("wrong-copy", None, path=file.path, page=page + 1, missing=", ".join(missing)))
        part = parts.pop(copy["sheet"] + copy["profile"] + copy["language"], None)
        if part is not None:
            yield part, start, copy["pages"]
        start += copy["pages"]
    if start != len(document):
        findings.append(finding("wrong-pages", None, path=file.path, found=len(document), wanted=start))


def _pages(document: pypdfium2.PdfDocument, start: int, count: int) -> bytes:
    one, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    try:
        one.import_pages(document, list(range(start, start + count)))
        one.save(out)
    finally:
        one.close()
    return out.getvalue()
