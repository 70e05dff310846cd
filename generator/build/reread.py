"""An output folder read back long after its build: is every file what the manifest says, and does every key still fit?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from generator.build.find import found_again
from generator.build.verify import Finished, anew, judge
from generator.check import Checked
from generator.diagnostics import Diagnostic, Exit, Failed, finding
from generator.model.level import Level
from generator.write import digest, read
from generator.write.manifest import Row


def reread(folder: Path, levels: Mapping[str, Level]) -> tuple[list[Diagnostic], int]:
    """Return what is wrong with the outputs of a folder, and how many were read. Raises Failed `no-manifest`, `bad-manifest`."""
    rows = sorted(read(folder).values(), key=lambda row: (place(row), row["path"]))
    if not rows:
        raise Failed([finding("no-manifest", None, path=folder)], Exit.USAGE)
    findings: list[Diagnostic] = []
    count = 0
    sources: dict[str, Checked] = {}
    for _, group in groupby(rows, key=place):
        finished = [file for row in group if (file := taken(folder, row, findings)) is not None]
        count += len(finished)
        documents = [file for file in finished if "page" not in file.row]  # a preview picture is only compared with its digest
        if documents:
            findings += judged(folder, documents, levels, sources)
    return list(dict.fromkeys(findings)), count


def outside(folder: Path) -> tuple[int, int]:
    """Return how many formulas and pictures the outputs of a folder hold: these are drawn, and outside what is read back."""
    rows = read(folder).values()
    pictures = sum(name.startswith("picture ") for row in rows for name in row["inputs"])
    return sum(int(row.get("formulas", 0)) for row in rows), pictures


def place(row: Row) -> tuple[str, str, str]:
    """Return the topic, language and level of an output."""
    return row["topic"], row["language"], row["level"]


def taken(folder: Path, row: Row, findings: list[Diagnostic]) -> Finished | None:
    """Return a file with its row; one that is missing or was changed is a finding."""
    path = folder / row["path"]
    try:
        data = path.read_bytes()
    except OSError:
        findings.append(finding("missing-output", None, path=path))
        return None
    if digest(data) != row["sha256"]:
        findings.append(finding("altered-output", None, path=path))
    return Finished(row, data, str(path))


def judged(folder: Path, files: list[Finished], levels: Mapping[str, Level], sources: dict[str, Checked]) -> list[Diagnostic]:
    """Return what is wrong with the files of one topic, language and level, by the topic file as it is now; each is read once."""
    row, path = files[0].row, files[0].path
    origin = found_again(row["source"], folder)
    try:
        data = origin.read_bytes()
    except OSError:
        return [finding("missing-source", None, path=path, source=origin)]
    findings = []
    if any(digest(data) != file.row["inputs"]["topic"] for file in files):
        findings.append(finding("changed-source", None, path=path, source=origin))
    level = levels[row["level"]]
    try:
        checked = sources.setdefault(row["source"], sources.get(row["source"]) or anew(data, str(origin), tuple(levels.values())))
        topic = checked.topic(row["language"], level.text)
    except Failed as failure:
        return [*findings, *failure.diagnostics]
    except KeyError:
        return [*findings, finding("missing-language", None, source=origin, language=row["language"], path=path)]
    return [*findings, *judge(files, topic, level)]
