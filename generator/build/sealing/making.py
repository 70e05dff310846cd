"""A seal made: the outputs of a folder, or of some of its topics, put into one file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.build.sealing.archive import ENDING, write
from generator.build.sealing.contents import KEYS, Document, documents
from generator.build.sealing.gathering import gathered
from generator.diagnostics import Diagnostic, Exit, Failed, finding
from generator.diagnostics.nearest import did_you_mean
from generator.frozen import frozen
from generator.model.level import Level
from generator.write import OutputFolder
from generator.write.manifest import NAME
from generator.write.placing import placed


@frozen
class Sealed:
    """A seal that lies at `path` now: whether that is new, how many outputs it holds, and their documents."""

    path: Path
    written: bool
    outputs: int
    documents: tuple[Document, ...]
    findings: tuple[Diagnostic, ...] = ()

    @property
    def keys(self) -> int:
        """How many keys it holds."""
        return len({one.code for one in self.documents if one.kind in KEYS})


def seal(
    folder: Path, levels: Mapping[str, Level], topics: Sequence[str] = (), output: Path | None = None, *, force: bool = False
) -> Sealed:
    """Seal the outputs of some topics, or of all, in a folder. `output` is the seal, or an existing folder for it.

    Raises Failed: nothing was built or not these topics, outputs or sources that are not what was printed, a seal that is there
    already and differs.
    """
    if not (folder / NAME).is_file():
        raise Failed([finding("no-manifest", None, path=folder)], Exit.USAGE)
    with OutputFolder(folder) as held:
        rows = [row for _, row in sorted(held.rows().items())]
        known = documents(rows, folder / NAME)
        names = sorted({str(row["topic"]) for row in rows})
        for name in topics:
            if name not in names:
                hint = did_you_mean(name, names, "what was built: " + ", ".join(f"`{one}`" for one in names))
                raise Failed([finding("unknown-choice", None, value=name, flag="--topic", hint=hint)], Exit.USAGE)
        wanted = tuple(dict.fromkeys(topics)) or names
        rows = [row for row in rows if row["topic"] in wanted]
        if not rows:
            raise Failed([finding("no-manifest", None, path=folder)], Exit.USAGE)
        members, findings = gathered(folder, rows, levels)
        name = f"{wanted[0] if len(wanted) == 1 else plain(folder.resolve().name)}{ENDING}"
        target = folder / name if output is None else output / name if output.is_dir() else output
        written, aside = placed(target, lambda file: write(file, members), force=force)
    paths = {row["path"] for row in rows}
    sealed = tuple(one for one in known if one.path in paths)
    return Sealed(target, written, sum("of" not in row for row in rows), sealed, (*findings, *aside))


def plain(name: str) -> str:
    """Return a folder's name as small letters, digits and `-`."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60] or "output"
