"""The file that a seal is: a zip of stored members, a list of their SHA-256 digests, and the digest of that list at its end.

`SHA256SUMS` is such a list as `sha256sum -c` reads, so a seal can be checked and its keys taken out without this program.
Nothing in it is compressed: the bytes are the same wherever it is made, and no small file can become a large one. Seals come
from strangers too: what is none is refused before anything of it is used (reliability D21, D22).
"""

from __future__ import annotations

import hashlib
import re
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from generator.diagnostics import Exit, Failed, finding
from generator.frozen import frozen

if TYPE_CHECKING:
    from typing_extensions import Self

FORMAT = 1
ENDING = ".seal"
INDEX = "SHA256SUMS"
MAX_BYTES = 1 << 30
"""Of a seal: packs of ten thousand copies take a tenth of it."""
MAX_FILES = 20_000
LONGEST = 400
"""Bytes of a member's name."""
MAX_INDEX = MAX_FILES * (LONGEST + 70)
BLOCK = 1 << 20

_NOTE = re.compile(rb"lembar seal (\d{1,4}) sha256 ([0-9a-f]{64})")
_TAIL = re.compile(rb"PK\x05\x06.{18}" + _NOTE.pattern + rb"\Z", re.DOTALL)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_END = struct.Struct("<4s4H2LH")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, struct.error)
"""What `zipfile` raises for a file that is no zip, or a member that was altered."""
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\%]')


@frozen
class Member:
    """What goes into a seal: a name, parted by `/`, and bytes or the file that holds them.

    sha256: the digest that the file must have; without it the file is taken as it is.
    """

    name: str
    content: bytes | Path
    sha256: str = ""


def stored(folder: str, path: str) -> str:
    """Return what a file is called in a folder of a seal, by its path parted by `/`.

    Signs that some system does not allow in names stand there as `%` and their number.
    """
    plain = _ODD.sub(lambda sign: f"%{ord(sign[0]):02X}", unicodedata.normalize("NFC", path)[-80:])
    return "/".join([folder, *(part for part in plain.split("/") if part not in ("", ".", ".."))])


def write(file: BinaryIO, members: Sequence[Member]) -> None:
    """Write a seal of these members, the same bytes on every system and day.

    Raises Failed `altered-output` where a file is not what its member says, `seal-too-large`, and OSError.
    """
    sums: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for member in sorted(members, key=lambda one: one.name):
            if len(sums) == MAX_FILES:
                raise too_large("the seal", f"{len(members)} files", f"{MAX_FILES}")
            sums[member.name] = _put(archive, file, member)
        index = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode("utf-8")
        archive.writestr(_info(INDEX, len(index)), index)
        archive.comment = f"lembar seal {FORMAT} sha256 {hashlib.sha256(index).hexdigest()}".encode("ascii")


def _put(archive: zipfile.ZipFile, file: BinaryIO, member: Member) -> str:
    content, sums = member.content, hashlib.sha256()
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if file.tell() + size > MAX_BYTES:
        raise too_large("the seal", f"more than {MAX_BYTES >> 20} MiB", f"{MAX_BYTES >> 20} MiB")
    with archive.open(_info(member.name, size), "w") as target:
        for block in (content,) if isinstance(content, bytes) else _blocks(content):
            sums.update(block)
            target.write(block)
    if member.sha256 not in ("", sums.hexdigest()):
        raise Failed([finding("altered-output", None, path=content)])
    return sums.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while block := source.read(BLOCK):
            yield block


def _info(name: str, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr, info.file_size = 3, (stat.S_IFREG | 0o644) << 16, size
    return info


def too_large(path: object, found: str, limit: str) -> Failed:
    """Return what to raise for a seal over a limit."""
    return Failed([finding("seal-too-large", None, path=path, found=found, limit=limit)])


class Seal:
    """A seal opened (`with`): `sums` are the digests of its members by name.

    Raises Failed where the file is none, of another format, unsafe, or altered in what lists the others.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sums: Mapping[str, str] = {}

    def __enter__(self) -> Self:
        try:
            if not self.path.is_file():
                raise FileNotFoundError(0, "there is no such file")
            self._file = self.path.open("rb")
        except OSError as error:
            raise self._none(str(error.strerror or "it cannot be opened").lower(), Exit.USAGE) from None
        try:
            with self._reading("its directory"):
                digest = self._ended()
                self._archive = zipfile.ZipFile(self._file)
            self._infos = {info.filename: info for info in self._archive.infolist()}
            self._safe()
            self.sums = self._listed(digest)
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.close()
        self._file.close()

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of a small member. Raises Failed where it was altered or is larger than `limit` bytes."""
        if self._infos[name].file_size > limit:
            raise too_large(f"{self.path}: {name}", f"{self._infos[name].file_size:,} bytes", f"{limit:,}")
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a member, a block at a time. Raises Failed after the last one where it was altered."""
        sums, archive = hashlib.sha256(), self._archive
        with self._reading(name), archive.open(self._infos[name]) as member:
            while block := member.read(BLOCK):
                sums.update(block)
                yield block
        if sums.hexdigest() != self.sums[name]:
            raise self.altered(name)

    def whole(self) -> Iterator[Failed]:
        """Yield what is wrong with each member that was altered."""
        for name in self.sums:
            try:
                for _ in self.blocks(name):
                    pass
            except Failed as failure:
                yield failure

    def altered(self, what: str) -> Failed:
        """Return what to raise for a part that was altered."""
        return Failed([finding("altered-seal", None, path=self.path, what=what)])

    @contextmanager
    def _reading(self, what: str) -> Iterator[None]:
        try:
            yield
        except _BROKEN:
            raise self.altered(what) from None

    def _ended(self) -> bytes:
        """Return the digest of the list, out of the note at the file's end, after a look at where its directory lies."""
        size = self._file.seek(0, 2)
        if size > MAX_BYTES + MAX_INDEX:
            raise too_large(self.path, f"{size >> 20} MiB", f"{MAX_BYTES >> 20} MiB")
        start = max(0, size - _END.size - 120)
        self._file.seek(max(0, start - 20))
        tail = self._file.read()
        note = _TAIL.search(tail)
        if note is None:
            self._file.seek(0)
            zipped = self._file.read(2) == b"PK"
            raise self._none("it was cut off, or is another zip file" if zipped else "it is no zip file")
        if int(note[1]) != FORMAT:
            raise Failed([finding("other-seal-format", None, path=self.path, found=int(note[1]), known=FORMAT)])
        _, disk, first, here, entries, length, offset, _ = _END.unpack_from(note[0])
        end = size - len(note[0])
        sound = (disk, first, here) == (0, 0, entries) and offset + length == end
        if tail[: note.start()][-20:].startswith(b"PK\x06\x07") or not sound or length > entries * (46 + LONGEST + 60):
            raise self.altered("its directory")
        if entries > MAX_FILES + 1:
            raise too_large(self.path, f"{entries} files", f"{MAX_FILES}")
        self._end = offset
        return note[2]

    def _none(self, reason: str, code: Exit = Exit.FINDINGS) -> Failed:
        return Failed([finding("not-a-seal", None, path=self.path, reason=reason)], code)

    def _safe(self) -> None:
        """Raise Failed for members that no seal of ours has: names that lead elsewhere, links, packed or overlapping ones."""
        seen: set[str] = set()
        at = 0
        for info in sorted(self._archive.infolist(), key=lambda one: one.header_offset):
            problem = unsafe(info) or ("stands there twice" if folded(info.filename) in seen else "")
            if not problem and info.header_offset < at:
                problem = "overlaps with another file"
            if problem:
                name = info.orig_filename[:LONGEST]
                raise Failed([finding("unsafe-seal", None, path=self.path, name=name, problem=problem)])
            seen.add(folded(info.filename))
            at = info.header_offset + 30 + len(info.filename.encode("utf-8")) + info.file_size
        if at > self._end:
            raise self.altered("its directory")

    def _listed(self, digest: bytes) -> dict[str, str]:
        """Return the digests of all members. Raises Failed where list and members are not those that were sealed."""
        if INDEX not in self._infos or self._infos[INDEX].file_size > MAX_INDEX:
            raise self.altered(INDEX)
        with self._reading(INDEX):
            data = self._archive.read(INDEX)
            lines = [_LINE.fullmatch(line) for line in data.decode("utf-8").splitlines()]
        if hashlib.sha256(data).hexdigest() != digest.decode("ascii") or None in lines:
            raise self.altered(INDEX)
        sums = {line[2]: line[1] for line in lines if line}
        for name in sorted(self._infos.keys() ^ {*sums, INDEX}):
            raise self.altered(name)
        return sums


def folded(name: str) -> str:
    """Return what two names have alike where a system tells neither capitals nor ways to write an accent apart."""
    return unicodedata.normalize("NFC", name).casefold()


def unsafe(info: zipfile.ZipInfo) -> str:
    """Return what about a member no seal of ours has; empty where all is well."""
    name, parts = info.orig_filename, info.orig_filename.split("/")
    if name.startswith(("/", "~")) or ".." in parts or re.match("[A-Za-z]:", name):
        return "leads out of the seal"
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG) or info.is_dir():
        return "is a link or a folder"
    odd = _ODD.search(name.replace("%", "")) or not {"", "."}.isdisjoint(parts)
    if odd or name != info.filename or len(name.encode("utf-8", "replace")) > LONGEST:
        return "is not called as a file can be"
    if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size or info.flag_bits & 1:
        return "is compressed or encrypted"
    return ""
