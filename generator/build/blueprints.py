"""The blueprint of a build: its file, read once for all topics."""

from __future__ import annotations

from pathlib import Path

from generator.build.request import BuildRequest
from generator.diagnostics import Diagnostic, Failed, Severity
from generator.frozen import replace
from generator.write import digest


def settled(request: BuildRequest) -> tuple[BuildRequest, tuple[Diagnostic, ...]]:
    """Return a request with what its blueprint asks for, and what the file is warned of. Raises Failed with all that is wrong."""
    if not request.blueprint:
        return request, ()
    from generator import source
    from generator.assets import Assets
    from generator.build.folders import font_folders
    from generator.check.blueprint import read

    data = source.bytes_of(Path(request.blueprint))
    assets = Assets(None, font_folders())
    wanted, found = read(source.read_bytes(data, request.blueprint, partial=True), assets.covers, assets.formulas)
    if wanted is None or any(one.severity is Severity.ERROR for one in found):
        raise Failed(found)
    items = request.items if wanted.items is None else wanted.items
    return replace(request, wanted=wanted, items=items, blueprint_digest=digest(data)), found
