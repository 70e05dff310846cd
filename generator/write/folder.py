"""An output folder held by one build: locked, healed, written into, listed."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from generator.diagnostics import Diagnostic, Exit, Failed, finding
from generator.frozen import field, frozen, slotted
from generator.write import disk, manifest
from generator.write.journal import Journal
from generator.write.manifest import Row, digest
from generator.write.names import safe

if TYPE_CHECKING:
    from typing_extensions import Self

HOLD = ".lembar"


@frozen
class Artifact:
    """One finished file: its bytes, and its row of the manifest (with `path`, without `sha256`).

    A large one lies in `file` already, below the output folder's `.lembar`, and is moved to its place; `sum` is its SHA-256.
    One that has neither bytes nor a file lies in its place already, as an earlier build made it.
    """

    data: bytes
    row: Row
    file: Path | None = None
    sum: str = ""

    def sha256(self) -> str:
        """Return the digest of what it holds."""
        return self.sum or digest(self.data)

    @property
    def path(self) -> str:
        """Where it goes, below the output folder, parted by `/`."""
        return str(self.row["path"])


@slotted
class Put:
    """What became of a set of artifacts: paths written, found up to date, left because the user changed them, removed."""

    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)


class OutputFolder:
    """The output folder for the time of one build (`with`). Raises Failed: in use (exit 5), disk or permission (exit 6).

    listed: the digest of its manifest, once the build is over.
    replaced: the rows, as they were, of files that this build wrote anew or removed.
    """

    def __init__(self, path: Path, *, force: bool = False, total: int = 0) -> None:
        self.path = path
        self.force = force
        self.total = total
        self.done = 0
        self.findings: list[Diagnostic] = []
        self.listed = ""
        self.replaced: list[Row] = []
        self._at = path
        self._hold = path / HOLD
        self._journal = Journal(self._hold / "journal")
        self._rows: dict[str, Row] = {}
        self._codes: frozenset[str] = frozenset()
        self._made: set[str] = set()
        self._folded: dict[str, str] = {}

    def __enter__(self) -> Self:
        from filelock import FileLock, Timeout

        try:
            self._new = not self.path.exists()
            self._hold.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self._hold / "lock", timeout=0)
            self._lock.acquire()
        except Timeout:
            raise Failed([finding("in-use", None, path=self.path)], Exit.IN_USE) from None
        except OSError as error:
            raise self._failed(error) from None
        try:
            self._open()
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._drop_stale_keys()
            self._list()
        except OSError as reason:
            if kind is None or isinstance(error, Failed):
                raise self._failed(reason) from None
        finally:
            self._journal.close()
            with suppress(OSError):
                self._remove_large()
            self._release()

    def rows(self) -> dict[str, Row]:
        """Return the manifest's rows by path as they are now."""
        return dict(self._rows)

    def put(self, artifacts: Sequence[Artifact], scopes: Collection[tuple[str, ...]] = ()) -> Put:
        """Write a set of files, all or none of it, and remove what earlier builds made in `scopes` and this one does not.

        Files that the user changed are left and named, or with `force` kept aside. Raises Failed (exit 6).
        """
        result = Put()
        for artifact in artifacts:
            self._claim(artifact.path)
        fresh: list[Artifact] = []
        try:
            fresh += [artifact for artifact in artifacts if self._judge(artifact, result)]
            self._write(fresh)
            self._drop(self._left_over(artifacts, scopes), "left-over", result)
        except BaseException as error:
            for artifact in fresh:
                disk.forget_part(self.path / artifact.path)
            if isinstance(error, OSError):
                raise self._failed(error) from None
            raise
        result.written += [artifact.path for artifact in fresh]
        return result

    def failed(self, number: int, path: str) -> Failed:
        """Return the failure of a build that a disk error with this number ends at a path."""
        self._at = Path(path)
        return self._failed(OSError(number, os.strerror(number)))

    def _open(self) -> None:
        """Heal what an interrupted build left and read the manifest."""
        try:
            self._at = self.path / manifest.NAME
            try:
                self._rows = manifest.read(self.path)
            except Failed:
                if not self.force:
                    raise
                disk.replace(self._at, disk.aside(self._at))
            self._remove_large()
            self._at = self._journal.path
            for line in self._journal.lines():
                with suppress(KeyError, TypeError, AttributeError, Failed):
                    self._heal(line)
        except OSError as error:
            raise self._failed(error) from None
        self._codes = self._pupil_codes()

    def _remove_large(self) -> None:
        """Remove large files that were not moved to their places."""
        for left in sorted(self._hold.glob(f"*{disk.LARGE}")):
            disk.remove(left)

    def _heal(self, line: dict[str, Any]) -> None:
        """Undo or finish what one line of an interrupted build's journal announced."""
        disk.forget_part(self.path / manifest.NAME)
        for path in line.get("begin", ()):
            disk.forget_part(self.path / safe(path))
        for row in line.get("put", ()):
            if disk.on_disk(self.path / safe(row["path"])) == row["sha256"]:
                self._rows[row["path"]] = row
        for path in line.get("drop", ()):
            if disk.on_disk(self.path / safe(path)) is None:
                self._rows.pop(path, None)

    def _claim(self, path: str) -> None:
        folded = str(safe(path)).casefold()
        if folded in self._folded:
            raise Failed([finding("two-outputs", None, path=path, other=self._folded[folded])])
        self._folded[folded] = path

    def _judge(self, artifact: Artifact, result: Put) -> bool:
        """Say whether the file is to be written; note it as up to date, or as the user's."""
        target = self._at = self.path / artifact.path
        self._made.add(artifact.path)
        now = disk.on_disk(target)
        if now == artifact.sha256():
            self._rows[artifact.path] = {**artifact.row, "sha256": now}
            result.same.append(artifact.path)
            if artifact.file is not None:
                disk.remove(artifact.file)
            self.done += 1
            return False
        if artifact.file is None and not artifact.data:
            raise OSError(errno.EBUSY, "it was changed while lembar was at work")
        if now is None or now == self._rows.get(artifact.path, {}).get("sha256"):
            return True
        if self.force:
            copy = disk.aside(target)
            disk.replace(target, copy)
            result.findings.append(finding("kept-aside", None, path=target, copy=copy.name))
            return True
        result.kept.append(artifact.path)
        result.findings.append(finding("changed-output", None, path=target))
        return False

    def _write(self, artifacts: Sequence[Artifact]) -> None:
        if not artifacts:
            return
        rows = [{**artifact.row, "sha256": artifact.sha256()} for artifact in artifacts]
        self._journal.begin([artifact.path for artifact in artifacts])
        for artifact in artifacts:
            self._at = self.path / artifact.path
            if artifact.file is None:
                disk.pour(self._at, [artifact.data])
            else:
                disk.move(artifact.file, self._at)
        if failed := disk.sync_all([self.path / artifact.path for artifact in artifacts]):
            self._at, error = failed
            raise error
        self._journal.put(rows)
        for row in rows:
            self._at = self.path / row["path"]
            disk.settle(self._at)
            self.replaced += filter(None, [self._rows.get(row["path"])])
            self._rows[row["path"]] = row
            self.done += 1
        for folder in sorted({(self.path / artifact.path).parent for artifact in artifacts}):
            disk.keep_folder(folder)

    def _left_over(self, artifacts: Iterable[Artifact], scopes: Collection[tuple[str, ...]]) -> list[str]:
        now = {artifact.path for artifact in artifacts}
        return sorted(path for path, row in self._rows.items() if path not in now and manifest.scope(row) in scopes)

    def _drop(self, paths: Sequence[str], code: str, result: Put) -> None:
        """Remove outputs that nobody changed; what somebody did change is left and named with `code`."""
        if not paths:
            return
        self._journal.drop(paths)
        for path in paths:
            target = self._at = self.path / path
            now = disk.on_disk(target)
            if now is not None and now != self._rows[path]["sha256"]:
                result.findings.append(finding(code, None, path=target))
                continue
            disk.remove(target)
            self.replaced.append(self._rows.pop(path))
            result.removed.append(path)
            result.findings.append(finding("removed-output", None, path=target))
            with suppress(OSError):
                target.parent.rmdir()

    def _pupil_codes(self) -> frozenset[str]:
        rows = [row for row in self._rows.values() if row.get("audience") == "pupil"]
        return frozenset(str(code) for row in rows for code in (row.get("code"), *row.get("covers", ())))

    def _drop_stale_keys(self) -> None:
        """Remove keys whose sheet this build replaced or removed without making them anew, and what tells of such a sheet."""
        gone = self._codes - self._pupil_codes()
        stale = [
            path
            for path, row in sorted(self._rows.items())
            if row.get("audience") == "teacher" and gone & {row.get("code"), *row.get("covers", ())} and path not in self._made
        ]
        result = Put()
        self._drop(stale, "stale-key", result)
        self.findings += result.findings

    def _list(self) -> None:
        target = self._at = self.path / manifest.NAME
        before = disk.on_disk(target)
        if self._rows or before is not None:
            self.listed = disk.fill(target, manifest.rendered(self._rows.values()), unless=before)
            disk.keep_folder(self.path)
        self._journal.close()
        disk.remove(self._journal.path)

    def _release(self) -> None:
        """Let the folder go; the lock file is removed while it is still held, where the system allows that."""
        lock = self._hold / "lock"
        if os.name == "posix":
            with suppress(OSError):
                lock.unlink()
        self._lock.release()
        if self._new and not self._rows:
            with suppress(OSError):
                self._hold.rmdir()
                self.path.rmdir()

    def _failed(self, error: OSError) -> Failed:
        return Failed([disk.told(error, self._at, self.done, max(self.done, self.total))], Exit.DISK)
