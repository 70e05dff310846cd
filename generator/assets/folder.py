"""The one opener of files that a topic names: inside one folder, regular, and of a size known before it is read."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from generator.diagnostics import Diagnostic, Failed, finding
from generator.diagnostics.nearest import did_you_mean

MAX_BYTES = 50 << 20
"""What the pictures of one document may weigh as files, so what one may (reliability, D6)."""

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\~]")
"""How a path begins that is an address, a drive or not relative."""


def read(folder: Path | None, path: str, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of the file at `path`, relative to `folder`. Raises Failed: missing, outside, too large, no file.

    Symbolic links may lead about inside the folder, never out of it; devices, pipes and folders are not opened.
    """
    found = locate(folder, path)
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        number = os.open(found, flags)
    except OSError:
        raise Failed([finding("broken-picture", path=path, problem="the file cannot be opened")]) from None
    with os.fdopen(number, "rb") as file:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            raise Failed([_no_picture(path)])
        if status.st_size > limit:
            raise Failed([too_large(path, f"{status.st_size:,} bytes", f"{limit:,}")])
        try:
            data = file.read(status.st_size + 1)  # as much memory is taken before reading; one more tells of a growing file
        except OSError:
            raise Failed([finding("broken-picture", path=path, problem="the file cannot be read")]) from None
    if len(data) > limit:
        raise Failed([too_large(path, f"{len(data):,} bytes", f"{limit:,}")])
    return data


def locate(folder: Path | None, path: str) -> Path:
    """Return where `path` leads, all links followed. Raises Failed when it leads nowhere, out of `folder` or to no file."""
    if not path or folder is None:
        raise Failed([finding("missing-picture", path=path)])
    if _ELSEWHERE.match(path) or "\x00" in path:
        raise Failed([finding("picture-outside", path=path)])
    if "\\" in path:  # a separator on one system only
        raise Failed([_missing(folder, path)])
    try:
        home = folder.resolve()
        found = (home / path).resolve()
        inside = found.is_relative_to(home)
        mode = found.stat().st_mode if inside else 0
    except (OSError, RuntimeError, ValueError):  # nothing there, a circle of links, a name too long
        raise Failed([_missing(folder, path)]) from None
    if not inside:
        raise Failed([finding("picture-outside", path=path)])
    if not stat.S_ISREG(mode):
        raise Failed([_no_picture(path)])
    return found


def too_large(path: str, found: str, limit: str) -> Diagnostic:
    """Return the finding about a picture over a limit."""
    return finding("picture-too-large", path=path, found=found, limit=limit)


def _no_picture(path: str) -> Diagnostic:
    return finding("unsupported-picture", path=path)


def _missing(folder: Path, path: str) -> Diagnostic:
    """Return the finding about a picture that is not there, with the one beside it whose name is most like its."""
    parent, _, _ = path.replace("\\", "/").rpartition("/")
    try:
        home = folder.resolve()
        beside = (home / parent).resolve()
        names = sorted(one.name for one in beside.iterdir())[:1000] if beside.is_relative_to(home) else []
    except (OSError, RuntimeError, ValueError):
        names = []
    hint = did_you_mean(path.replace("\\", "/"), [f"{parent}/{name}".lstrip("/") for name in names])
    return finding("missing-picture", path=path, **({"help": hint} if hint else {}))
