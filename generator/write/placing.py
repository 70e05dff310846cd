"""One file beside the outputs, such as a seal or a key taken out of one: whole or not at all, and never over another."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from generator.diagnostics import Diagnostic, Exit, Failed, finding
from generator.write import disk


def placed(path: Path, fill: Callable[[BinaryIO], object], *, force: bool = False) -> tuple[bool, tuple[Diagnostic, ...]]:
    """Have `fill` write a file, then give it its name; say whether that changed anything, and what was kept aside.

    The same bytes there already are left. Others are the finding `other-file-there` (exit 4), or with `force` kept as a
    `.bak` file. Raises that, disk errors (exit 6), and whatever `fill` raises; then nothing is there that was not before.
    """
    new = disk.part(path)
    found: tuple[Diagnostic, ...] = ()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new.open("wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        now = disk.on_disk(path)
        if now == disk.on_disk(new):
            disk.forget_part(path)
            return False, ()
        if now is not None:
            found = (_aside(path, force),)
        disk.settle(path)
        disk.keep_folder(path.parent)
    except OSError as error:
        disk.forget_part(path)
        raise Failed([disk.told(error, path, 0, 1)], Exit.DISK) from None
    except BaseException:
        disk.forget_part(path)
        raise
    return True, found


def _aside(path: Path, force: bool) -> Diagnostic:
    if not force:
        raise Failed([finding("other-file-there", None, path=path)], Exit.KEPT)
    copy = disk.aside(path)
    disk.replace(path, copy)
    return finding("kept-aside", None, path=path, copy=copy.name)
