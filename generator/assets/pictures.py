"""Pictures after reading: pixels or a drawing, frozen and plain, without a trace of the file that they came from."""

from __future__ import annotations

import marshal
from typing import Literal, Union

from generator.frozen import fields, frozen

Step = tuple[Literal["M", "L", "C", "Z"], tuple[float, ...]]
"""A path operator with absolute coordinates: move and line 2, curve 6 (two control points and the end), close none."""


@frozen
class Raster:
    """Pixels, upright, on white, 8 bits a channel, from the top left.

    `data` is `flate`: zlib of rows filtered as in PNG (/Predictor 15), or `jpeg`: a JPEG file without metadata. Neither
    holds a byte of the file but its pixels.
    """

    width: int
    height: int
    mode: Literal["gray", "rgb"]
    encoding: Literal["flate", "jpeg"]
    data: bytes


@frozen
class Shape:
    """A path with its paint: colours `#rrggbb` or None, widths and dashes in points."""

    path: tuple[Step, ...]
    fill: str | None = "#000000"
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter: float = 4.0
    even_odd: bool = False


@frozen
class Label:
    """A line of text: (x, y) is where its baseline starts, is halved, or ends, as `anchor` says; `size` in points.

    `family` is the token family: `label` for sans serif, else `text`. `turn` is None for upright text, else the matrix
    (a, b, c, d) that turns it, in the drawing's space (y down).
    """

    text: str
    x: float
    y: float
    size: float
    weight: int = 400
    italic: bool = False
    family: Literal["text", "label"] = "text"
    anchor: Literal["start", "middle", "end"] = "start"
    fill: str = "#000000"
    turn: tuple[float, float, float, float] | None = None


@frozen
class Drawing:
    """Shapes and labels in the order of painting, from (0, 0) at the top left to (width, height), in points, y down."""

    width: float
    height: float
    parts: tuple[Shape | Label, ...]

    def packed(self) -> bytes:
        """Return the drawing as bytes to keep, good for this version of Python."""
        rows = [(type(part) is Label, *(getattr(part, each.name) for each in fields(type(part)))) for part in self.parts]
        return marshal.dumps((self.width, self.height, rows))

    @classmethod
    def unpacked(cls, data: bytes) -> Drawing:
        """Return the drawing that was packed."""
        width, height, rows = marshal.loads(data)
        return cls(width, height, tuple((Label if is_label else Shape)(*row) for is_label, *row in rows))


Picture = Union[Raster, Drawing]
