"""An output folder read back long after its build: is every file what the manifest says, and does every key still fit?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from generator.build.fields import ITEM, changed, entries
from generator.build.find import found_again
from generator.build.sealing.differing import listed
from generator.build.verify import Finished, anew, judge
from generator.build.verify.packs import is_pack, unpacked
from generator.check import Checked
from generator.diagnostics import Diagnostic, Exit, Failed, Span, finding
from generator.model.item import Group, Item
from generator.model.level import Level
from generator.model.topic import Topic
from generator.write import digest, read
from generator.write.manifest import Row

Sealed = Callable[[str], "bytes | None"]
"""Gives the topic file of a digest where one was sealed."""


def reread(folder: Path, levels: Mapping[str, Level], sealed: Sealed = lambda _: None) -> tuple[list[Diagnostic], int]:
    """Return what is wrong with the outputs of a folder, and how many were read. Raises Failed `no-manifest`, `bad-manifest`.

    What was printed from a topic file that is another by now is judged by the one that was `sealed` with it, if any was; else
    the items and fields that differ from what was printed are told.
    """
    rows = sorted(read(folder).values(), key=lambda row: (place(row), row["path"]))
    if not rows:
        raise Failed([finding("no-manifest", None, path=folder)], Exit.USAGE)
    reading = Rereading(folder, levels, sealed)
    for _, group in groupby(rows, key=place):
        reading.judge(list(group))
    return list(dict.fromkeys(reading.findings)), reading.count


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


class Rereading:
    """The outputs of a folder as they are read back: so many, with these findings."""

    def __init__(self, folder: Path, levels: Mapping[str, Level], sealed: Sealed) -> None:
        self.folder, self.levels, self.sealed = folder, levels, sealed
        self.findings: list[Diagnostic] = []
        self.count = 0
        self._sources: dict[str, Checked] = {}

    def judge(self, rows: Iterable[Row]) -> None:
        """Judge the outputs of one topic, language and level, or of packs; each is read once."""
        finished = [file for row in rows if (file := taken(self.folder, row, self.findings)) is not None]
        self.count += len(finished)
        documents = [file for file in finished if "of" not in file.row]  # what lies beside a PDF is only compared with its digest
        books = [one for one in documents if "chapters" in one.row]
        packs = [one for one in documents if is_pack(one.row)]
        others = [one for one in documents if one not in books and one not in packs] + unpacked(packs, self.findings)
        for _, alike in groupby(sorted(others, key=made_from), key=made_from):
            self.documents(list(alike))
        if books:
            self.books(books)

    def documents(self, files: Sequence[Finished]) -> None:
        """Judge the files of one topic, language and level that were made from the same topic file."""
        row = files[0].row
        topic = self.again(files[0], row["source"], row["inputs"]["topic"], [file.row for file in files])
        if topic is not None:
            self.findings += judge(files, topic, self.levels[row["level"]])

    def books(self, books: Sequence[Finished]) -> None:
        """Judge the books of one course, language and level."""
        from generator.build.verify.books import judge_books

        topics: dict[str, Topic] = {}
        told = False
        for file in books:
            for one in file.row["chapters"]:
                topic = self.again(file, one["source"], file.row["inputs"][f"topic {one['topic']}"], [{**file.row, **one}])
                told |= topic is None
                topics |= {one["topic"]: topic} if topic is not None else {}
        if not told:
            self.findings += judge_books(books, topics, self.levels[books[0].row["level"]])

    def again(self, file: Finished, source: str, sum_: str, rows: Sequence[Row]) -> Topic | None:
        """Return the topic that documents are to be judged by, read anew; None where findings say why they cannot be.

        Where the topic file is another than the one of this digest, findings say what of these rows' documents differs.
        """
        origin = found_again(source, self.folder)
        now = bytes_now(origin)
        old = self.sealed(sum_) if now is None or digest(now) != sum_ else None
        data = now if old is None else old
        if data is None:
            self.findings.append(finding("missing-source", None, path=file.path, source=origin))
            return None
        try:
            topic = self.read(data, origin).topic(file.row["language"], self.levels[file.row["level"]].text)
        except Failed as failure:
            self.findings += failure.diagnostics
            return None
        except KeyError:
            self.findings.append(finding("missing-language", None, source=origin, language=file.row["language"], path=file.path))
            return None
        if old is None and digest(data) != sum_:
            return topic if self.same(file, origin, topic, rows) else None
        return topic

    def read(self, data: bytes, origin: Path) -> Checked:
        """Return a topic file checked, each once. Raises Failed where it has errors."""
        sum_ = digest(data)
        if sum_ not in self._sources:
            self._sources[sum_] = anew(data, str(origin), tuple(self.levels.values()))
        return self._sources[sum_]

    def same(self, file: Finished, origin: Path, topic: Topic, rows: Sequence[Row]) -> bool:
        """Say whether a topic file that was changed still has what documents print; what it has not is told."""
        text = self.levels[file.row["level"]].text
        found: dict[str, dict[str, int]] = {}
        for row in rows:
            names = changed(row, topic, row["language"], text)
            if names is None:
                self.findings.append(finding("changed-source", None, path=file.path, source=origin))
                return True
            for name in names:
                items = [entry["name"] for entry in row["items"]] + [entry["group"] for entry in row["items"]]
                item = name.removeprefix(ITEM)
                number = items.index(item) % len(row["items"]) + 1 if item != name else 0
                found.setdefault(name, {})[row["code"]] = number
        known = entries(topic)
        for name, places in found.items():
            self.findings.append(differs(name, places, topic, known.get(name.removeprefix(ITEM)), origin))
        if not found:
            self.findings.append(finding("changed-elsewhere", Span(str(origin)), names="parts of this file"))
        return not found


def made_from(file: Finished) -> tuple[str, ...]:
    """Return by what documents are judged together: topic, language, level, and the digest of the topic file."""
    return *place(file.row), str(file.row["inputs"]["topic"])


def bytes_now(path: Path) -> bytes | None:
    """Return a file's bytes, None where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def differs(name: str, places: Mapping[str, int], topic: Topic, entry: Item | Group | None, origin: Path) -> Diagnostic:
    """Return the finding about an item or a field that is no longer what was printed in these places."""
    where, item = listed(places), name.removeprefix(ITEM)
    if name == item:
        return finding("changed-part", topic.at(name) or Span(str(origin)), places=where, field=name, how="")
    if entry is None:
        return finding("gone-item", topic.at("items") or Span(str(origin)), item=item, places=where)
    return finding("changed-item", entry.at(), item=item, places=where, how="")
