"""An output folder read back long after its build: is every file what the manifest says, and does every key still fit?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from pathlib import Path

from generator.build.find import found_again
from generator.build.verify import Finished, anew, judge
from generator.build.verify.packs import is_pack, unpacked
from generator.check import Checked
from generator.diagnostics import Diagnostic, Exit, Failed, finding
from generator.model.level import Level
from generator.model.topic import Topic
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
        documents = [file for file in finished if "of" not in file.row]  # what lies beside a PDF is only compared with its digest
        books = [one for one in documents if "chapters" in one.row]
        packs = [one for one in documents if is_pack(one.row)]
        others = [one for one in documents if one not in books and one not in packs] + unpacked(packs, findings)
        for _, alike in groupby(sorted(others, key=lambda file: place(file.row)), key=lambda file: place(file.row)):
            findings += judged(folder, list(alike), levels, sources)
        if books:
            findings += bound(folder, books, levels, sources)
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
    findings: list[Diagnostic] = []
    row, inputs = files[0].row, {file.row["inputs"]["topic"] for file in files}
    topic = again(folder, files[0], row["source"], inputs, levels, sources, findings)
    return [*findings, *(judge(files, topic, levels[row["level"]]) if topic else ())]


def bound(folder: Path, books: list[Finished], levels: Mapping[str, Level], sources: dict[str, Checked]) -> list[Diagnostic]:
    """Return what is wrong with the books of one course, language and level, by the topic files as they are now."""
    from generator.build.verify.books import judge_books

    findings: list[Diagnostic] = []
    topics = {}
    for file in books:
        for chapter in file.row["chapters"]:
            name = chapter["topic"]
            inputs = {file.row["inputs"][f"topic {name}"]}
            topics[name] = again(folder, file, chapter["source"], inputs, levels, sources, findings)
    known = {name: topic for name, topic in topics.items() if topic is not None}
    if len(known) == len(topics):
        findings += judge_books(books, known, levels[books[0].row["level"]])
    return findings


def again(
    folder: Path,
    file: Finished,
    source: str,
    inputs: Collection[str],
    levels: Mapping[str, Level],
    sources: dict[str, Checked],
    findings: list[Diagnostic],
) -> Topic | None:
    """Return a topic read anew from the file that an output was made from; None where `findings` say why it cannot be."""
    origin, row = found_again(source, folder), file.row
    try:
        data = origin.read_bytes()
    except OSError:
        findings.append(finding("missing-source", None, path=file.path, source=origin))
        return None
    if any(digest(data) != known for known in inputs):
        findings.append(finding("changed-source", None, path=file.path, source=origin))
    try:
        sources[source] = sources.get(source) or anew(data, str(origin), tuple(levels.values()))
        return sources[source].topic(row["language"], levels[row["level"]].text)
    except Failed as failure:
        findings += failure.diagnostics
    except KeyError:
        findings.append(finding("missing-language", None, source=origin, language=row["language"], path=file.path))
    return None
