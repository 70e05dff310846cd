"""Single files on the disk: written whole, moved, removed; every disk error becomes a finding that names the path."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator.diagnostics import Diagnostic, finding

RETRIES = (0.1, 0.3, 0.6)
"""Seconds before each new try to replace a file that another program (a viewer on Windows) holds open."""

LARGE = ".large"
"""The ending of large files that are written below `.lembar` and moved from there."""

MANY, TOGETHER = 8, 4
"""So many files are brought to the disk not one by one, but so many at a time: disks join them, and take a tenth of the time."""

FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


def told(error: OSError, path: Path, done: int, total: int) -> Diagnostic:
    """Return the finding for a disk error at `path`, with how many files of how many are written."""
    facts = {"path": path, "done": done, "total": total}
    if error.errno in FULL:
        return finding("disk-full", None, **facts)
    if error.errno in REFUSED:
        return finding("no-permission", None, **facts)
    return finding("disk-error", None, reason=error.strerror or type(error).__name__, **facts)


def part(path: Path) -> Path:
    """Return the temporary name of a file, in the same folder and hidden."""
    return path.with_name(f".{path.name}.part")


def fill(path: Path, parts: Iterable[bytes], unless: str | None = None) -> str:
    """Write `parts` to `path`, whole or not at all, unless their digest is that of `unless`; return it. Raises OSError."""
    sums = hashlib.sha256()
    try:
        pour(path, _summed(parts, sums.update))
        if sums.hexdigest() == unless:
            forget_part(path)
        else:
            sync(path)
            settle(path)
    except OSError:
        forget_part(path)
        raise
    return sums.hexdigest()


def _summed(parts: Iterable[bytes], take: Callable[[bytes], object]) -> Iterator[bytes]:
    for part in parts:
        take(part)
        yield part


def pour(path: Path, parts: Iterable[bytes]) -> None:
    """Write `parts` to the temporary file of `path`. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with part(path).open("wb") as file:
        file.writelines(parts)


def move(file: Path, path: Path) -> None:
    """Make a finished file the temporary file of `path`. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(file, part(path))


def sync(path: Path) -> None:
    """Bring the temporary file of `path` to the disk. Raises OSError."""
    with part(path).open("rb+") as file:
        os.fsync(file.fileno())


def sync_all(paths: Sequence[Path]) -> tuple[Path, OSError] | None:
    """Bring the temporary files of `paths` to the disk, many together; return the first that failed, and why."""

    def tried(path: Path) -> OSError | None:
        try:
            sync(path)
        except OSError as error:
            return error
        return None

    if len(paths) < MANY:
        errors = [tried(path) for path in paths]
    else:
        from concurrent.futures import ThreadPoolExecutor  # only for many

        with ThreadPoolExecutor(TOGETHER) as crew:
            errors = list(crew.map(tried, paths))
    return next(((path, error) for path, error in zip(paths, errors, strict=True) if error), None)


def settle(path: Path) -> None:
    """Give the temporary file its name. Raises OSError; a file held open elsewhere is tried again."""
    replace(part(path), path)


def replace(source: Path, target: Path) -> None:
    """Move `source` over `target` in one step; PermissionError is tried again three times, then raised."""
    for pause in RETRIES:
        try:
            source.replace(target)
            return
        except PermissionError:
            time.sleep(pause)
    source.replace(target)


def keep_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk where the system can do so (Windows cannot, and need not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Remove a file if it is there; a folder without the file is as good. Raises other OSErrors."""
    with suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()


def forget_part(path: Path) -> None:
    """Remove the temporary file of `path`, if possible."""
    with suppress(OSError):
        part(path).unlink()


def on_disk(path: Path) -> str | None:
    """Return the digest of the file, None where there is none. Raises OSError."""
    sums = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                sums.update(block)
    except FileNotFoundError:
        return None
    return sums.hexdigest()


def aside(path: Path) -> Path:
    """Return a free name for the copy that a forced build keeps of a changed file: NAME.bak, NAME.bak2 ..."""
    number = 1
    while True:
        copy = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not copy.exists():
            return copy
        number += 1
