"""A key taken out of a seal by the code on a sheet or a copy, years later: nothing is asked of topic, layout or fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from generator.build.sealing.archive import Seal
from generator.build.sealing.contents import OUTPUTS, Copy, Document, copies, documents, keys, outputs
from generator.compose.code import ALPHABET, COPY_SIGNS, SIGNS, is_code
from generator.diagnostics import Diagnostic, Exit, Failed, finding
from generator.frozen import frozen
from generator.write.placing import placed

_BETWEEN = re.compile(r"[\s_.·\-‐-―]+")
SHEET, COPY = SIGNS + 1, COPY_SIGNS + 1


@frozen
class Taken:
    """A key that lies at `path` now, and the code of the sheet that it belongs to; `copy` where a copy was asked for."""

    path: Path
    written: bool
    key: Document
    sheet: str
    copy: Copy | None
    findings: tuple[Diagnostic, ...] = ()


def take(path: Path, codes: Sequence[str], folder: Path, *, force: bool = False) -> Iterator[Taken]:
    """Take the keys of sheets and copies out of a seal into a folder, and yield each.

    Raises Failed for a code that was misread or is not there, a seal that was altered, another file at a key's place.
    """
    meant = [read(code) for code in codes]
    with Seal(path) as seal:
        rows = outputs(seal)
        known, named = documents(rows.values(), path), copies(rows.values(), path)
        wanted = [one for code, of in zip(codes, meant, strict=True) for one in found(path, code, of, known, named)]
        for key, sheet, one in dict.fromkeys(wanted):
            target = folder / PurePosixPath(key.path).name

            def fill(file: BinaryIO, name: str = f"{OUTPUTS}/{key.path}") -> None:
                for block in seal.blocks(name):
                    file.write(block)

            written, findings = placed(target, fill, force=force)
            yield Taken(target, written, key, sheet, one, findings)


def read(code: str) -> tuple[str, str]:
    """Return the codes of sheet and copy (one may be empty) that somebody typed. Raises Failed where they were misread."""
    plain = _BETWEEN.sub("", code).upper()
    sheet, copy = {SHEET: (plain, ""), COPY: ("", plain)}.get(len(plain), (plain[:SHEET], plain[SHEET:]))
    odd = next((sign for sign in plain if sign not in ALPHABET), "")
    if odd:
        problem = f"no code has the sign `{odd}`"
    elif len(plain) not in (SHEET, COPY, SHEET + COPY):
        problem = f"it has {len(plain)} signs; a sheet's code has {SHEET}, a copy's {COPY}, a symbol holds {SHEET + COPY}"
    elif not all(is_code(part) for part in (sheet, copy) if part):
        problem = "its last sign does not go with the others"
    else:
        return sheet, copy
    raise misread(code, problem)


def misread(code: str, problem: str) -> Failed:
    """Return what to raise for a code that cannot be what stands on the paper."""
    return Failed([finding("misread-code", None, code=code, problem=problem)], Exit.USAGE)


def found(
    path: Path, code: str, meant: tuple[str, str], known: Sequence[Document], named: Sequence[Copy]
) -> list[tuple[Document, str, Copy | None]]:
    """Return the keys that a code, of a sheet and a copy, leads to, each with its sheet and copy.

    Raises Failed where none of it was sealed, or sheet and copy do not belong together.
    """
    sheet, copy = meant
    alike = [one for one in named if copy and one.code == copy]
    if sheet and alike and all(one.sheet != sheet for one in alike):
        raise misread(code, f"the copy {copy} is of the sheet {alike[0].sheet}, not of {sheet}")
    wanted: list[tuple[str, Copy | None]] = [(one.sheet, one) for one in alike if sheet in ("", one.sheet)]
    if sheet and not wanted:
        wanted = [(sheet, None)]
    result = [(key, of, one) for of, one in wanted for key in keys(known, of, one.path if one else "")]
    if result:
        return result
    keyless = next((one for of, _ in wanted for one in known if one.code == of), None)
    if keyless is not None:
        raise Failed([finding("no-key-sealed", None, path=path, kind=keyless.kind, code=code)])
    topics = ", ".join(f"`{name}`" for name in sorted({one.topic for one in known}))
    raise Failed([finding("code-not-sealed", None, path=path, code=code, topics=topics or "nothing")])
