"""One named copy: what is stamped on it, and what the outline, the manifest and a list say of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from generator.build.handing import Handed
from generator.build.job import Cell, Unwritten
from generator.diagnostics import Diagnostic, Failed
from generator.frozen import frozen, replace
from generator.typeset.stamps import Stamper
from generator.write import Artifact
from generator.write.disk import LARGE
from generator.write.folder import HOLD

ANY = "all"
EVERY = {"language": ANY, "level": ANY, "profile": ANY}
"""What stands in a pack's row for the languages, levels and profiles that its copies may have."""


@frozen
class Filled:
    """One copy: who gets it, and its code."""

    handed: Handed
    code: str


def learn(stamper: Stamper, filled: Iterable[Filled]) -> None:
    """Teach a stamper all texts. Raises Failed with the row of every pupil whose name has a sign that no font has."""
    findings: list[Diagnostic] = []
    signs: set[str] = set()
    for one in filled:
        pupil = one.handed.pupil
        own = dict.fromkeys(f"{pupil.name}{pupil.number}{pupil.group}{one.code}")
        if signs.issuperset(own):
            continue
        try:
            stamper.learn("".join(own))
            signs.update(own)
        except Failed as failure:
            findings += [replace(found, span=pupil.span) for found in failure.diagnostics]
    if findings:
        raise Failed(findings)


def stamped(one: Filled, sheet: str, bare: bool = False) -> dict[str, str]:
    """Return what is stamped on a copy, by slot; its symbol leads to the key of its sheet and to itself.

    Where page one is `bare` of a place for the name, as that of an exam with an answer sheet is, it goes with the code.
    """
    pupil = one.handed.pupil
    copy = " · ".join(part for part in (one.code, pupil.name, pupil.group, pupil.number) if part) if bare else one.code
    return {"name": pupil.name, "number": pupil.number, "class": pupil.group, "copy": copy, "symbol": sheet + one.code}


def titled(one: Filled) -> str:
    """Return a copy's name in the outline."""
    pupil = one.handed.pupil
    return " ".join(part for part in (pupil.number, pupil.name or one.code) if part)


def listed(one: Filled, row: Any, pages: int) -> dict[str, object]:
    """Return what the manifest says of a copy."""
    pupil, wanted = one.handed.pupil, one.handed.wanted
    facts = {"name": pupil.name, "number": pupil.number, "class": pupil.group, "code": one.code, "sheet": row["code"]}
    return {**facts, **{name: getattr(wanted, name) for name in EVERY}, "label": wanted.label, "pages": pages}


def poured(output: Path, path: str, write: Callable[[Summed], object]) -> tuple[Path, str]:
    """Write a file as it is made, aside in the output folder; return where it lies, and its digest. Raises Unwritten."""
    target = output / HOLD / f"{hashlib.sha256(path.encode()).hexdigest()[:16]}{LARGE}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            sink = Summed(file)
            write(sink)
    except OSError as error:
        raise Unwritten(error.errno or 0, str(output / path)) from None
    return target, sink.sums.hexdigest()


def aside(output: Path, made: Artifact) -> Artifact:
    """Return a file that lies aside in the output folder: a school has hundreds, and memory is short. Raises Unwritten."""
    target, digest = poured(output, made.path, lambda sink: sink.write(made.data))
    return Artifact(b"", made.row, target, digest)


def all_aside(output: Path, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return cells whose files lie aside. Raises Unwritten."""
    return tuple(replace(cell, artifacts=tuple(aside(output, made) for made in cell.artifacts)) for cell in cells)


class Summed:
    """A file that is summed up as it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.sums = file, hashlib.sha256()

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""
        self.sums.update(data)
        return self.file.write(data)
