"""The user's cache folder: what is costly to make again is kept there by digest, and never trusted unread."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

DIGEST = hashlib.sha256().digest_size
LIMIT = 200 << 20
"""Bytes that the folder may hold; it is looked through now and then, and may have a tenth more between two looks."""
LOOKED_THROUGH = "00"
"""How the name of an entry begins whose coming has the folder looked through: one of 256, whoever writes it."""


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return where the system wants caches of this user, None where it has no place for them."""
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA")
        return Path(base) / "lembar" / "cache" if base else None
    home = environment.get("HOME")
    if sys.platform == "darwin" and home:
        return Path(home) / "Library" / "Caches" / "lembar"
    base = environment.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else "")
    return Path(base) / "lembar" if base and Path(base).is_absolute() else None


class Kept:
    """A `Keep` on disk: each file begins with the digest of the rest, so damage is noticed; no place to write is no harm.

    damaged: the files that were found so, and are made anew.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.damaged: list[str] = []

    def __call__(self, kind: str, facts: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what was kept for these facts, or make it and keep it."""
        name = named(facts)
        data = self.get(kind, name)
        if data is None:
            data = make()
            self.put(kind, name, data)
        return data

    def get(self, kind: str, name: str) -> bytes | None:
        """Return what is kept under a name, None where there is nothing or it is damaged."""
        if self.folder is None:
            return None
        path = self.folder / kind / name
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if len(data) < DIGEST or hashlib.sha256(memoryview(data)[DIGEST:]).digest() != data[:DIGEST]:
            self.damaged.append(str(path))
            return None
        with suppress(OSError):
            os.utime(path)  # used: only what is thrown away first goes by times
        return data[DIGEST:]

    def put(self, kind: str, name: str, data: bytes) -> None:
        """Keep it under a name, whole or not at all; where that cannot be done, nothing is kept."""
        if self.folder is None:
            return
        path = self.folder / kind / name
        new = path.with_name(f".{name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with new.open("wb") as file:
                file.write(hashlib.sha256(data).digest())
                file.write(data)
            new.replace(path)
            if name.startswith(LOOKED_THROUGH):
                self.prune()
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def prune(self, limit: int = LIMIT) -> None:
        """Remove what was not used for longest where the folder holds more than `limit` bytes, down to nine tenths of it."""
        entries = sorted(self.entries())
        size = sum(entry[1] for entry in entries)
        if size <= limit:
            return
        for _, weight, path in entries:
            if size <= limit * 0.9:
                break
            with suppress(OSError):
                path.unlink()
                size -= weight

    def entries(self) -> Iterator[tuple[int, int, Path]]:
        """Yield everything that is kept: when it was last used, its size, its path."""
        folders = [self.folder, *self.folder.iterdir()] if self.folder and self.folder.is_dir() else []
        for path in (path for folder in folders if folder.is_dir() for path in folder.iterdir()):
            with suppress(OSError):
                known = path.lstat()
                if path.is_file():
                    yield known.st_mtime_ns, known.st_size, path


def users(wanted: bool = True) -> Kept:
    """Return what keeps in the user's cache folder, or keeps nothing where it is not wanted."""
    return Kept(cache_folder() if wanted else None)


def named(facts: bytes) -> str:
    """Return the name under which something is kept that depends on these facts alone."""
    return hashlib.sha256(facts).hexdigest()
