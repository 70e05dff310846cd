"""Pictures and fonts: the only opener of both, and the only importer of Pillow (where pixels are decoded).

A topic's picture is a path inside the topic file's folder, a school's logo one inside that of the school's file; a font is a
plain file name in one of the font folders, the project's before the bundled one, never the system's. What comes out is
frozen and plain.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.assets.cmap import Lookup, lookup
from generator.assets.folder import MAX_BYTES, locate, read, too_large
from generator.assets.pictures import Drawing, Label, Picture, Raster, Shape, Step
from generator.diagnostics import Failed, finding
from generator.model.keep import Keep, forget
from generator.model.school import LOGO

if TYPE_CHECKING:
    from generator.assets.maths import Formula

__all__ = ["Assets", "Drawing", "Label", "Picture", "Raster", "Shape", "Step"]

FACES = ("SourceSerif4_400Regular.ttf", "SourceSans3_400Regular.ttf")
"""The faces that answer for the text and the label family; a family's styles share one character map."""

MAX_PIXELS = 100_000_000
"""Of all pictures of one document together (reliability, D6)."""

MAX_FONT = 32 << 20
"""Bytes of a font file."""

_PLAIN_NAME = re.compile(r"[\w][\w .-]*")


class Assets:
    """The pictures of one topic folder and the fonts of the font folders, each read once; with one document's budget.

    A path that begins with `LOGO` leads from the folder `school`, that of the school's file. No topic can name such a path.
    """

    def __init__(
        self,
        folder: Path | None,
        fonts: Sequence[Path],
        faces: Sequence[str] = FACES,
        keep: Keep = forget,
        school: Path | None = None,
    ) -> None:
        self._folder = folder
        self._school = school
        self._fonts = tuple(fonts)
        self._faces = tuple(faces)
        self.keep = keep
        self._pictures: dict[str, tuple[Picture, int]] = {}
        self._digests: dict[str, str] = {}
        self._looked: dict[str, str] = {}
        self._files: dict[str, bytes | None] = {}
        self._lookups: list[Lookup] | None = None
        self._known: dict[str, bool] = {}
        self._spent: dict[str, tuple[int, int]] = {}

    def document(self) -> Assets:
        """Return the same assets with the budget of a new document: what is read already is not read again."""
        other = Assets(self._folder, self._fonts, self._faces, self.keep, self._school)
        for name in ("_pictures", "_digests", "_looked", "_files", "_lookups", "_known"):
            setattr(other, name, getattr(self, name))
        return other

    def exists(self, path: str) -> bool:
        """Say whether `path` is a file inside the folder; it may still be no picture."""
        try:
            found = locate(self._folder, path).is_file()
        except Failed:
            found = False
        self._looked[self._shown(path)] = "yes" if found else ""
        return found

    def opens(self, path: str) -> bool:
        """Open the picture at `path` as a document of its own would. Raises Failed with what is wrong with it."""
        self.document().picture(path)
        return True

    def used(self) -> list[str]:
        """Return the paths of the pictures that this document shows, sorted."""
        return sorted(self._spent)

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a picture's file, in hexadecimal. Raises Failed as `picture` does for the file."""
        if path not in self._digests:
            self._read(path)
        return self._digests[path]

    def reuse(self, paths: Iterable[str]) -> None:
        """Count the pictures of a document as used that was drawn before, within its limits."""
        self._spent.update(dict.fromkeys(paths, (0, 0)))

    def seen(self) -> list[tuple[str, str, str]]:
        """Return what was read of the disk beside fonts: (`file`, path, digest), and (`there`, path, whether it is there)."""
        files = [("file", self._shown(path), digest) for path, digest in self._digests.items()]
        return sorted([*files, *(("there", path, found) for path, found in self._looked.items())])

    def picture(self, path: str) -> Picture:
        """Return the picture at `path`. Raises Failed, with a place only where one inside the picture can be told.

        PNG and JPEG come as a Raster, SVG as a Drawing; all pictures together stay within one document's limits.
        """
        if path not in self._pictures:
            data = self._read(path)
            self._pictures[path] = (_decoded(data, self._root(path)[1], self._shown(path), self.keep), len(data))
        picture, size = self._pictures[path]
        if path not in self._spent:
            pixels = picture.width * picture.height if isinstance(picture, Raster) else 0
            self._spend(path, pixels, size)
        return picture

    def formulas(self, latex: str) -> tuple[Formula, ...]:
        """Return maths in the parts between which a line may end. Raises Failed with what of it cannot be printed."""
        from generator.assets import maths  # only documents with maths need it

        try:
            return maths.formulas(latex)
        except maths.Unreadable as reason:
            hint = maths.meant(reason.word) or "`lembar docs maths` lists what there is; a dollar sign that is money is `\\$`"
            raise Failed([finding("maths-unsupported", problem=reason.problem, hint=hint)]) from None

    def font(self, file: str) -> bytes | None:
        """Return the bytes of the font file of this plain name, or None where no folder has it. Raises Failed if too large."""
        if file not in self._files:
            path = self._font_path(file)
            if path is not None and path.stat().st_size > MAX_FONT:
                raise Failed([finding("broken-font", name=file, problem=f"more than {MAX_FONT:,} bytes")])
            self._files[file] = path.read_bytes() if path is not None else None
        return self._files[file]

    def covers(self, char: str) -> bool:
        """Say whether the text or the label family has a character. Reads two character maps once, and needs no library."""
        try:
            return self._known[char]
        except KeyError:
            if self._lookups is None:
                self._lookups = [lookup(path) for path in map(self._font_path, self._faces) if path is not None]
            self._known[char] = found = any(glyph(ord(char)) for glyph in self._lookups)
            return found

    def _font_path(self, file: str) -> Path | None:
        if not _PLAIN_NAME.fullmatch(file):
            return None
        return next((path for path in (folder / file for folder in self._fonts) if path.is_file()), None)

    def _root(self, path: str) -> tuple[Path | None, str]:
        """Return the folder that a path leads from, and the path inside it."""
        return (self._school, path[len(LOGO) :]) if path.startswith(LOGO) else (self._folder, path)

    def _shown(self, path: str) -> str:
        """Return a picture's path as findings name it."""
        folder, inside = self._root(path)
        return (folder / inside).as_posix() if folder else inside

    def _read(self, path: str) -> bytes:
        """Return the bytes of a picture's file, and remember their digest. Raises Failed."""
        import hashlib  # costs as much as all the rest of this package, and `lembar check` has no use for it

        data = read(*self._root(path))
        self._digests[path] = hashlib.sha256(data).hexdigest()
        return data

    def _spend(self, path: str, pixels: int, size: int) -> None:
        self._spent[path] = (pixels, size)
        all_pixels, all_bytes = (sum(column) for column in zip(*self._spent.values(), strict=True))
        if all_pixels > MAX_PIXELS or all_bytes > MAX_BYTES:
            del self._spent[path]
            found = f"{all_pixels:,} pixels and {all_bytes:,} bytes with the pictures before it"
            raise Failed([too_large(path.removeprefix(LOGO), found, f"{MAX_PIXELS:,} and {MAX_BYTES:,} in a document")])


def _decoded(data: bytes, path: str, shown: str, keep: Keep) -> Picture:
    """Choose the reader by the file's first bytes; each is imported only when it is needed, and what SVG becomes is kept."""
    if not data:
        raise Failed([finding("broken-picture", path=path, problem="the file is empty")])
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        from generator.assets.raster import decode

        return decode(data, path)
    if data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):

        def make() -> bytes:
            from generator.assets.svg import parse

            return parse(data, path, shown).packed()

        return Drawing.unpacked(keep("drawings", _svg_reader() + data, make))
    raise Failed([finding("unsupported-picture", path=path)])


@lru_cache(maxsize=1)
def _svg_reader() -> bytes:
    """Return what a drawing depends on beside its file: Python's version and the reader's own code."""
    folder = Path(__file__).parent
    code = [path.read_bytes() for path in (folder / "pictures.py", *sorted((folder / "svg").glob("*.py")))]
    return b"\0".join([sys.version.encode(), *code, b""])
