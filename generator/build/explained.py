"""What `lembar explain` tells of: sheets that lie in an output folder, and why a topic's sheet holds what it holds.

Nothing is chosen here: the reasons are those that `select` writes down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator import source
from generator.build.blueprints import settled
from generator.build.find import found_again
from generator.build.request import BuildRequest
from generator.build.rows import drawn
from generator.check import check
from generator.compose.code import ALPHABET, SIGNS, is_code
from generator.diagnostics import Diagnostic, Failed, Severity
from generator.frozen import frozen, replace
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic
from generator.select import Account, Kind, select
from generator.write import digest, read
from generator.write.manifest import NAME, Row

_WORD = re.compile(f"[{ALPHABET}]{{{SIGNS + 1}}}")


@frozen
class Chosen:
    """A topic's sheet at one level: which items, in which order, and why; `findings` are what the choice is warned of."""

    topic: Topic
    level: Level
    seed: int
    plan: Plan | None
    account: Account | None
    findings: tuple[Diagnostic, ...] = ()


@frozen
class Built:
    """An output: its row in the manifest of `folder`, and the rows of the other files that carry its code."""

    folder: Path
    row: Row
    others: tuple[Row, ...] = ()

    @property
    def origin(self) -> Path:
        """The topic file that it was made from."""
        return found_again(self.row["source"], self.folder)

    def changed(self) -> bool:
        """Say whether the topic file is gone, or another than the one that it was made from."""
        try:
            return digest(self.origin.read_bytes()) != str(self.row["inputs"]["course" if "chapters" in self.row else "topic"])
        except OSError:
            return True

    def chosen(self, levels: Mapping[str, Level]) -> Chosen | None:
        """Return why these items, asked for again as they were; None where that no longer gives this sheet."""
        row, asked = self.row, self.row.get("asked")
        if not asked or self.changed() or row["level"] not in levels:
            return None
        request = BuildRequest(
            items=asked["items"], only=tuple(asked["only"]), skip=tuple(asked["skip"]), types=tuple(asked["types"]),
            had=tuple(asked["avoid"]), variants=asked["variants"], seed=row["seed"], total=asked.get("total"),
        )  # fmt: skip
        try:
            if asked.get("blueprint"):
                request, _ = settled(replace(request, blueprint=str(found_again(asked["blueprint"], self.folder))))
            if request.blueprint_digest != row["inputs"].get("blueprint", ""):
                return None
            again = choose(self.origin, request, levels[row["level"]], row["label"], row["sheet"])
        except Failed:
            return None
        same = again.plan is not None and [drawn(planned) for planned in again.plan.items()] == row["items"]
        return again if same else None


def choose(path: Path, request: BuildRequest, level: Level, label: str = "", sheet: Kind = "worksheet") -> Chosen:
    """Return what a build with this request chooses for a topic's worksheet or exam. Raises Failed where the file has errors."""
    read = check(source.read(path), (level,))
    if read.failed:
        raise Failed([found for found in read.findings if found.severity is Severity.ERROR])
    topic = read.topic(read.languages[0], level.text)
    selection = select(
        topic, level, kind=sheet, items=request.items, only=request.only, skip=request.skip, types=request.types,
        avoid=request.had, variants=request.variants, seed=request.seed, total=request.total, blueprint=request.wanted,
    )  # fmt: skip
    plan = next((plan for plan in selection.plans if plan.label == label), next(iter(selection.plans), None))
    return Chosen(topic, level, request.seed, plan, selection.account, selection.findings)


def by_code(code: str, folder: Path) -> tuple[Built, ...]:
    """Return the outputs that carry a code, books that of a chapter, sheets before keys. Raises Failed for a bad manifest."""
    documents = [part for row in read(folder).values() if "of" not in row for part in _parts(row)]
    rows = sorted((row for row in documents if code in carried(row)), key=lambda row: (row["audience"] != "pupil", row["path"]))
    return tuple(Built(folder, row, tuple(other for other in rows if other is not row)) for row in rows)


def _parts(row: Row) -> Iterator[Row]:
    """Yield a row, or those of the documents that a file of several holds."""
    if row.get("parts"):
        yield from ({**part, "path": row["path"]} for part in row["parts"])
    else:
        yield row


def by_copy(code: str, folder: Path) -> tuple[list[str], tuple[Built, ...]]:
    """Return whose copy carries a code, where it lies, where its sheet's key is; and the outputs with the code of that sheet.

    Raises Failed for a manifest that is none.
    """
    rows = read(folder)
    lines: list[str] = []
    sheets: tuple[Built, ...] = ()
    for path, row in rows.items():
        page = 1
        for copy in row.get("copies", ()):
            if copy["code"] == code:
                whose = ", ".join(part for part in (copy["name"] or "a spare copy", copy["class"], copy["number"]) if part)
                version = f", version {copy['label']}" if copy["label"] else ""
                sheets = by_code(copy["sheet"], folder)
                lines.append(f"{code} is the copy of {whose}: {row['kind']} of {row['topic']}, level {copy['level']}{version}")
                at = f"{page} to {page + copy['pages'] - 1}"
                lines.append(f"pages {at} of {(folder / path).as_posix()}; its sheet is {copy['sheet']}")
                keys = sorted(
                    (folder / other).as_posix()
                    for other, key in rows.items()
                    if key["audience"] == "teacher"
                    and any(copy["sheet"] in (part.get("code"), *part.get("covers", ())) for part in _parts(key))
                )
                lines += [f"key: {key}" for key in keys]
            page += copy["pages"]
    return lines, sheets


def carried(row: Row) -> set[str]:
    """Return the codes that stand on the pages of an output."""
    return {row["code"], *(chapter["code"] for chapter in row.get("chapters", ()))}


def by_file(path: Path, folder: Path) -> tuple[Built, ...]:
    """Return the outputs that a file is, one for each document in it: by its place below a manifest, else by a printed code."""
    for above in (*path.parents, *path.resolve().parents):
        if (above / NAME).is_file():
            row = read(above).get(path.resolve().relative_to(above.resolve()).as_posix())
            if row is not None:
                home = row.get("of", row["path"])
                codes = dict.fromkeys(part["code"] for part in _parts(row))
                found = ([one for one in by_code(code, above) if one.row["path"] == home] for code in codes)
                return tuple(built[0] for built in found if built)
    for code in printed_codes(path):
        built = by_code(code, folder)
        if built:
            return built[:1]
    return ()


def printed_codes(path: Path) -> Sequence[str]:
    """Return what may be a code among the words of a PDF, each once. Raises Failed for a file that is no PDF."""
    from generator.build.verify.opening import read as pages_of

    return list(dict.fromkeys(_codes("\n".join(pages_of(path.read_bytes(), str(path)).raw))))


def _codes(text: str) -> Iterator[str]:
    return (word for word in re.findall(r"\w+", text) if _WORD.fullmatch(word) and is_code(word))
