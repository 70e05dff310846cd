"""The user's cache folder: what is costly to make again is kept there by digest, and never trusted unread."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

DIGEST = hashlib.sha256().digest_size


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
    """A `Keep` on disk: each file begins with the digest of the rest, so damage is noticed; no place to write is no harm."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def __call__(self, kind: str, facts: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what was kept for these facts, or make it and keep it."""
        if self.folder is None:
            return make()
        path = self.folder / kind / hashlib.sha256(facts).hexdigest()
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        if len(data) > DIGEST and hashlib.sha256(data[DIGEST:]).digest() == data[:DIGEST]:
            return data[DIGEST:]
        made = make()
        self._write(path, hashlib.sha256(made).digest() + made)
        return made

    def _write(self, path: Path, data: bytes) -> None:
        """Put a file in place whole; where that cannot be done, nothing is kept."""
        new = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            new.write_bytes(data)
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
