"""Seals compared with today: is each whole, and are its topics, pictures and looks still those that were printed?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import generator
from generator import source
from generator.assets import folder as pictures
from generator.build.find import found_again
from generator.build.sealing.archive import ENDING, Seal
from generator.build.sealing.contents import LEDGER, SOURCES, Document, copies, documents, outputs, sound
from generator.build.sealing.differing import differing
from generator.diagnostics import Diagnostic, Failed, Span, finding
from generator.folders import bundled
from generator.languages import FOLDER
from generator.model.level import Level
from generator.model.school import LOGO
from generator.source.characters import MAX_BYTES
from generator.write import digest, read
from generator.write.disk import on_disk
from generator.write.manifest import NAME, Row

SHOWN = 5


def seals(folder: Path) -> tuple[Path, ...]:
    """Return the seals that lie in an output folder."""
    return tuple(sorted(folder.glob(f"*{ENDING}")))


def topic_of(paths: Iterable[Path], sum_: str) -> bytes | None:
    """Return a topic file of this digest out of the first seal that holds it; one that is no seal is passed over."""
    for path in paths:
        with suppress(Failed), Seal(path) as seal:
            name = member(seal, sum_)
            if name:
                return seal.read(name, MAX_BYTES + 1)
    return None


def member(seal: Seal, sum_: str) -> str:
    """Return the name of the topic file that has this digest in a seal, empty where none has."""
    return next((name for name, one in seal.sums.items() if one == sum_ and name.startswith(SOURCES)), "")


def compared(path: Path, folder: Path, levels: Mapping[str, Level]) -> list[Diagnostic]:
    """Return what is wrong with a seal, and where today's sources differ from it; `folder` is the output folder of its sheets."""
    try:
        with Seal(path) as seal:
            altered = [found for failure in seal.whole() for found in failure.diagnostics]
            if altered:
                return altered
            rows = outputs(seal)
            copies(rows.values(), path)
            found = list(topics(seal, documents(rows.values(), path), folder, levels))
            differ = sound(lambda: dict.fromkeys([*others(seal), *beside(rows.values(), folder)]), path)
    except Failed as failure:
        return list(failure.diagnostics)
    return [*found, *told(differ, path)]


def looks(folder: Path) -> list[Diagnostic]:
    """Return a note of what the outputs of a folder were made with beside topics, where that is another now."""
    rows, path = read(folder).values(), folder / NAME
    return told(sound(lambda: dict.fromkeys(beside(rows, folder)), path), path)


def told(names: Sequence[str], path: Path) -> list[Diagnostic]:
    """Return the note that a seal or a manifest was made with others than these; nothing where there are none."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return [finding("changed-looks", None, path=path, what=", ".join(names[:SHOWN]) + more)] if names else []


def replaced(rows: Iterable[Row], folder: Path) -> Iterator[Diagnostic]:
    """Yield which seals in a folder hold sheets or keys that a build has replaced or removed; `rows` are as they were."""
    sums = {row["sha256"] for row in rows if row.get("sheet") or {"parts", "chapters"} & row.keys()}
    for path in seals(folder) if sums else ():
        with suppress(Failed), Seal(path) as seal:
            count = len(sums.intersection(seal.sums.values()))
            if count:
                yield finding("replaced-sealed", None, path=path, count=count)


def topics(seal: Seal, known: Sequence[Document], folder: Path, levels: Mapping[str, Level]) -> Iterator[Diagnostic]:
    """Yield where the topics of a seal differ from today's files."""

    def help_for(code: str) -> str:
        return f"mark what was printed with its own key: `lembar key --from {seal.path.as_posix()} {code}`; or put the file back"

    for recorded, sum_ in sorted({(one.source, one.digest) for one in known}):
        origin, name = found_again(recorded, folder), member(seal, sum_)
        if not name:
            raise seal.altered(SOURCES)
        try:
            data = source.bytes_of(origin)
        except Failed:
            yield finding("missing-source", None, path=seal.path, source=origin, help=f"put it back: {seal.path.name} holds it")
            continue
        if digest(data) == sum_:
            continue
        try:
            old = source.read_bytes(seal.read(name, MAX_BYTES + 1), f"{seal.path}/{name}", partial=True)
            new = source.read_bytes(data, str(origin), partial=True)
        except Failed as failure:
            yield from failure.diagnostics
            continue
        printed = [one for one in known if (one.source, one.digest) == (recorded, sum_) and one.language != "all"]
        found = list(differing(old, new, printed, levels, help_for))
        yield from found or [finding("changed-elsewhere", Span(str(origin)), names="parts of this file")]


def others(seal: Seal) -> Iterator[str]:
    """Yield the layouts, fonts, words and levels of a seal that differ from today's."""
    homes = {
        "layouts/bundled/": bundled("layouts"),
        "layouts/project/": Path("layouts"),
        "program/languages/": FOLDER,
        "program/": Path(generator.__file__).parent,
    }
    for name, sum_ in seal.sums.items():
        place = next((one for one in homes if name.startswith(one)), "")
        if place and now(homes[place] / name[len(place) :]) != sum_:
            yield name


def beside(rows: Iterable[Row], folder: Path) -> Iterator[str]:
    """Yield what outputs were made with that differs from today: pictures, settings, the program's version.

    Ledgers are meant to change: what was left out for one stands in the manifest.
    """
    for row in rows:
        for what, entry in row.get("given", {}).items():
            if what != LEDGER and now(found_again(entry["file"], folder)) != entry["sha256"]:
                yield f"{what} {entry['file']}"
        for part in row.get("parts") or [row]:
            yield from pictures_of(part, folder)
            version = part.get("versions", {}).get("lembar", generator.__version__)
            if version != generator.__version__:
                yield f"lembar {version}"


def pictures_of(row: Row, folder: Path) -> Iterator[str]:
    """Yield the pictures of a document that are others now, or gone."""
    homes = [found_again(one["source"], folder).parent for one in row.get("chapters", ()) or ([row] if "source" in row else [])]
    for name, sum_ in row["inputs"].items():
        path = name.removeprefix("picture ")
        if path != name and not path.startswith(LOGO) and sum_ not in list(digests(homes, path)):
            yield path


def digests(homes: Iterable[Path], path: str) -> Iterator[str]:
    """Yield the digests of a picture in each of some folders that has it."""
    for home in homes:
        with suppress(Failed):
            yield digest(pictures.read(home, path))


def now(path: Path) -> str | None:
    """Return the digest of a plain file, None where there is none or it cannot be read."""
    try:
        return on_disk(path) if path.is_file() else None
    except OSError:
        return None
