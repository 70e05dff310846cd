"""What belongs into a seal: the outputs, all that they were made from, and the versions of what made them.

The manifest says what they were made from, by digests. A topic, course or picture that is another by now stops the sealing,
since the sheets could not be compared with it later. Another layout, language or settings file is left out with a warning:
sheets and keys are finished, and need none of them.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import generator
from generator import layout, source
from generator.assets import folder as pictures
from generator.build.find import found_again
from generator.build.folders import font_folders, layout_folders
from generator.build.named import ANY
from generator.build.rows import layout_digest
from generator.build.sealing.archive import INDEX, Member, folded, stored
from generator.build.sealing.contents import LEDGER, OUTPUTS, SOURCES
from generator.compose import KINDS
from generator.diagnostics import Diagnostic, Failed, Severity, finding
from generator.languages import FOLDER, words
from generator.layout.folder import SETTINGS, Layer, chain
from generator.model.level import Level
from generator.model.school import LOGO
from generator.typeset.fonts import STYLES
from generator.write import digest
from generator.write.disk import on_disk
from generator.write.manifest import NAME, Row, rendered

LIBRARIES = ("click", "filelock", "jinja2", "markdown-it-py", "openpyxl", "pillow", "pypdfium2", "pyyaml", "reportlab", "segno")
GRADES = (None, 1, 4, 10)
"""One of each group of grades that a level treats alike."""


def gathered(folder: Path, rows: Sequence[Row], known: Mapping[str, Level]) -> tuple[list[Member], list[Diagnostic]]:
    """Return the members of the seal of some outputs of a folder, and warnings; `known` are the levels of today's settings.

    Raises Failed with every output that is missing or was changed, and every topic or picture that is another by now.
    """
    gathering = Gathering(folder, known)
    for row in rows:
        gathering.output(row)
    errors = [found for found in gathering.findings if found.severity is Severity.ERROR]
    if errors:
        raise Failed(dict.fromkeys(errors))
    gathering.add(NAME, b"".join(rendered(rows)))
    gathering.add("versions.json", versions())
    for name in ("levels.yaml", "papers.yaml", "profiles.yaml"):
        gathering.add(f"program/{name}", Path(generator.__file__).parent / name)
    return list(gathering.members.values()), list(dict.fromkeys(gathering.findings))


class Gathering:
    """The members of one seal as they come together, by what their names have alike on every system."""

    def __init__(self, folder: Path, known: Mapping[str, Level]) -> None:
        self.folder, self.levels = folder, known
        self.members: dict[str, Member] = {}
        self.findings: list[Diagnostic] = []
        self._seen: set[object] = {INDEX}
        self._places: dict[Path, int] = {}
        self._layouts: dict[tuple[object, ...], layout.Layouts] = {}

    def add(self, name: str, content: bytes | Path, sum_: str = "") -> None:
        """Take a file in; another one whose name looks the same has a `~` after its own."""
        while folded(name) in self.members and self.members[folded(name)].content != content:
            name += "~"
        self.members[folded(name)] = Member(name, content, sum_)

    def once(self, *facts: object) -> bool:
        """Say whether this is the first time that these facts are asked about."""
        new = facts not in self._seen
        self._seen.add(facts)
        return new

    def output(self, row: Row) -> None:
        """Take in an output and what it was made from."""
        path = self.folder / row["path"]
        found = on_disk(path)
        if found != row["sha256"]:
            self.findings.append(finding("missing-output" if found is None else "altered-output", None, path=path))
        self.add(f"{OUTPUTS}/{row['path']}", path, row["sha256"])
        if "of" in row:
            return
        given = row.get("given", {})
        for what, entry in sorted(given.items()):
            self.given(path, what, entry)
        for part in row.get("parts") or [row]:
            self.topic(path, part, given)
            if part["language"] != ANY:
                self.looks(path, part)
                self.words(path, part)

    def topic(self, path: Path, row: Row, given: Mapping[str, Any]) -> None:
        """Take in the topics (of a book: its course and theirs) of a document, and its pictures."""
        chapters, inputs = row.get("chapters", ()), row["inputs"]
        homes = [self.source(path, row, inputs["course" if chapters else "topic"])]
        homes += [self.source(path, one, inputs[f"topic {one['topic']}"]) for one in chapters]
        school = given.get("school") or given.get("settings")
        logos = {found_again(school["file"], self.folder).parent: "settings/school"} if school else {}
        places = {home: self.place(home) for home in homes}
        for name, sum_ in inputs.items():
            if name.startswith("picture ") and self.once("picture", row["source"], name, sum_):
                inside = name.removeprefix("picture ").removeprefix(LOGO)
                self.picture(path, inside, sum_, places if name == f"picture {inside}" else logos)

    def source(self, path: Path, row: Row, sum_: str) -> Path:
        """Take in a topic's or course's file, and return the folder that it lies in."""
        origin = found_again(row["source"], self.folder)
        if self.once("source", origin, sum_):
            try:
                data = source.bytes_of(origin)
            except Failed:
                self.findings.append(finding("missing-source", None, path=path, source=origin))
            else:
                if digest(data) != sum_:
                    self.findings.append(finding("changed-before-seal", None, path=path, source=origin))
                self.add(stored(self.place(origin.parent), origin.name), data)
        return origin.parent

    def place(self, folder: Path) -> str:
        """Return what a folder of topics is called in the seal: its files lie there as they do in it."""
        number = self._places.setdefault(folder, len(self._places) + 1)
        return SOURCES if number == 1 else f"{SOURCES}-{number}"

    def picture(self, path: Path, name: str, sum_: str, places: Mapping[Path, str]) -> None:
        """Take in a picture from the first of some folders that has it as it was printed; `places` are theirs in the seal."""
        for home, place in places.items():
            try:
                data = pictures.read(home, name)
            except Failed:
                continue
            if digest(data) == sum_:
                self.add(stored(place, name), data)
                return
        self.findings.append(finding("changed-before-seal", None, path=path, source=name))

    def given(self, path: Path, what: str, entry: Mapping[str, str]) -> None:
        """Take in a file that the build was given: settings, a school, a roster, a ledger."""
        if not self.once("given", what, entry["file"], entry["sha256"]):
            return
        file = found_again(entry["file"], self.folder)
        if on_disk(file) == entry["sha256"]:
            self.add(stored(f"settings/{what}", file.name), file, entry["sha256"])
        elif what != LEDGER:  # which is meant to change; what was left out for it stands in the manifest
            self.findings.append(finding("left-unsealed", None, what=file, path=path))

    def looks(self, path: Path, row: Row) -> None:
        """Take in the layout that a document was printed with, and its fonts."""
        kinds = {one["kind"] for one in row.get("chapters", ())} or {row["kind"]}
        facts = tuple(row[name] for name in ("layout", "paper", "profile", "binding", "impose"))
        for kind in sorted(kinds) if self.once("layout", facts, row["kind"], row["inputs"]["layout"]) else ():
            try:
                found = list(self.layouts(facts, kind))
            except Failed:
                found = []
            same = next((one for one in found if layout_digest(one) == row["inputs"]["layout"]), None)
            if same is None:
                self.findings.append(finding("left-unsealed", None, what=f"the layout `{row['layout']}`", path=path))
                continue
            for layer in chain(same.name, layout_folders()):
                for name in (SETTINGS, *layer.templates):
                    self.add(f"layouts/{_origin(layer)}/{layer.name}/{name}", layer.folder / name)
            for file in fonts(same.tokens.fonts.values()):
                self.add(f"layouts/{'bundled' if file.parent == font_folders()[-1] else 'project'}/fonts/{file.name}", file)

    def layouts(self, facts: tuple[Any, ...], kind: str) -> Iterator[layout.Layout]:
        """Yield today's layout for a kind of document, upright and lying. Raises Failed where it is gone or broken."""
        name, paper, profile, binding, impose = facts
        known = self._layouts.get(facts[1:])
        if known is None:
            folders, names = layout_folders(), tuple(KINDS)
            known = layout.Layouts(folders, paper, profile=profile, binding=binding, impose=impose, kinds=names)
            self._layouts[facts[1:]] = known
        for lying in (False, True):
            yield known.named(name, kind, landscape=lying)

    def words(self, path: Path, row: Row) -> None:
        """Take in the words of a document's language, and see whether its level is still what it was."""
        language, curriculum, inputs = row["language"], row["curriculum"], row["inputs"]
        if self.once("words", language, curriculum, inputs["words"]):
            if digest(repr(words(language, curriculum)).encode("utf-8")) == inputs["words"]:
                self.add(f"program/languages/{language}.yaml", FOLDER / f"{language}.yaml")
            else:
                self.findings.append(finding("left-unsealed", None, what=f"the words of `{language}`", path=path))
        if self.once("level", row["level"], inputs["level"]):
            level = self.levels.get(row["level"])
            graded = [level.for_grade(grade) for grade in GRADES] if level else []
            if inputs["level"] not in [digest(repr(one).encode("utf-8")) for one in (*graded, *filter(None, [level]))]:
                self.findings.append(finding("left-unsealed", None, what=f"the level `{row['level']}`", path=path))


def _origin(layer: Layer) -> str:
    return "bundled" if layer.bundled else "project"


def fonts(families: Iterable[str]) -> Iterator[Path]:
    """Yield the font files of some families, each from the first folder that has it."""
    for family in sorted(set(families)):
        stem = "".join(part.capitalize() for part in family.split("-"))
        for style in STYLES.values():
            paths = [folder / f"{stem}_{style}.ttf" for folder in font_folders()]
            yield from [path for path in paths if path.is_file()][:1]


def versions() -> bytes:
    """Return the versions of the program, Python and libraries that seal, as JSON."""
    found = {"lembar": generator.__version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return (json.dumps(found, indent=1, sort_keys=True) + "\n").encode("utf-8")
