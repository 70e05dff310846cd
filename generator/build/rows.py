"""What the manifest says of a document: its path, its items, what it was made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import generator
from generator.build.find import recorded
from generator.build.request import BuildRequest
from generator.layout import STANDARD, Layout
from generator.model.document import Document
from generator.model.plan import Planned
from generator.typeset.fonts import reportlab_version
from generator.write import Artifact, digest


def path_of(name: str, language: str, level: str, document: Document, profile: str = STANDARD) -> str:
    """Return where a document goes below the output folder (format page, "Files")."""
    teacher = "/teacher" if document.audience == "teacher" else ""
    label = f"_{document.label}" if document.label else ""
    suffix = f"_{profile}" if profile != STANDARD else ""
    return f"{name}/{language}/{level}{teacher}/{name}_{document.kind}{label}{suffix}.pdf"


def asked(request: BuildRequest) -> dict[str, object]:
    """Return what a request says of a sheet's items and their points, so that the sheet can be explained and read back later."""
    return {
        "blueprint": recorded(Path(request.blueprint), request.output) if request.blueprint else "",
        "items": request.items,
        "only": list(request.only),
        "skip": list(request.skip),
        "types": list(request.types),
        "avoid": list(request.had),
        "variants": request.variants,
        "total": request.total,
        "points": request.points,
        "on_sheet": request.on_sheet,
    }


def drawn(planned: Planned) -> dict[str, object]:
    """Return a planned item as the manifest has it; `worth` is what a blueprint says."""
    draw = {name: list(positions) for name, positions in planned.draw.items()}
    worth = {"worth": str(planned.worth)} if planned.worth is not None else {}
    return {"name": str(planned.name), "group": str(planned.group), "draw": draw, **worth}


KEPT = ("topic", "language", "level", "kind", "audience", "profile", "label", "code", "source")
"""What the row of a file beside a PDF has from that one's, so that both go together."""


def beside(artifact: Artifact) -> dict[str, object]:
    """Return what the manifest says of every file beside a PDF: what it has from it, of what it is, and from what."""
    kept = {name: artifact.row[name] for name in KEPT}
    return {**kept, "of": artifact.path, "inputs": {"pdf": digest(artifact.data)}}


def layout_digest(layout: Layout) -> str:
    """Return the digest of all files that a layout is made of, and of its tokens on this paper."""
    sums = hashlib.sha256(repr(layout.tokens).encode("utf-8"))
    for layer in layout.templates.layers:
        for name, text in sorted(layer.templates.items()):
            sums.update(f"{layer.name}/{name}\0{text}\0".encode())
    return sums.hexdigest()


def versions() -> dict[str, str]:
    """Return the versions that outputs depend on."""
    return {"lembar": generator.__version__, "reportlab": reportlab_version()}
