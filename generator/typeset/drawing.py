"""Pictures on a page: a drawing becomes content operators, pixels an image object and the operators that paint it.

Needs no font: labels go through `Show`, which the typesetter gives. Rectangles are told by their bottom left corner, in points
from the page's; drawings run down from their top, so everything is turned over here.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from generator.assets import Drawing, Label, Raster, Shape
from generator.model.sheet import PdfObject
from generator.typeset import operators as op

Show = Callable[[str, float, float, float, int, bool, str, str], str]
"""Operators that show (text, x, y, size, weight, italic, anchor, family) in the current fill colour; x, y on the baseline."""

_PAINT = {(True, False): "f", (False, True): "S", (True, True): "B"}


def image_object(raster: Raster) -> PdfObject:
    """Return the image XObject of a raster (ISO 32000-1, 8.9.5)."""
    space, colours = ("DeviceGray", 1) if raster.mode == "gray" else ("DeviceRGB", 3)
    if raster.encoding == "jpeg":
        packed = "/Filter/DCTDecode"
    else:
        rows = f"/Predictor 15/Colors {colours}/BitsPerComponent 8/Columns {raster.width}"
        packed = f"/Filter/FlateDecode/DecodeParms<<{rows}>>"
    head = (
        f"<</Type/XObject/Subtype/Image/Width {raster.width}/Height {raster.height}/ColorSpace/{space}/BitsPerComponent 8"
        f"{packed}/Length {len(raster.data)}>>"
    )
    return PdfObject(head.encode("ascii"), raster.data)


def place_image(name: str, x: float, y: float, width: float, height: float) -> str:
    """Return the operators that fill a rectangle with the image XObject `name` of the page's resources."""
    return op.saved(op.matrix(width, 0, 0, height, x, y), f"/{name} Do")


def draw(drawing: Drawing, x: float, y: float, width: float, height: float, show: Show) -> str:
    """Return the operators that fill a rectangle with a drawing; the graphics state is left as it was."""
    return _Painter(drawing, (x, y, width, height), show).painted()


class _Painter:
    """Paints part after part, and writes of the graphics state only what changes."""

    def __init__(self, drawing: Drawing, rectangle: tuple[float, float, float, float], show: Show) -> None:
        self.drawing = drawing
        self.x, self.y, self.width, self.height = rectangle
        self.across, self.down = self.width / drawing.width, self.height / drawing.height
        self.larger = sqrt(self.across * self.down)
        self.show = show
        self.state: dict[str, str] = {}
        self.operators: list[str] = ["q"]

    def painted(self) -> str:
        for part in self.drawing.parts:
            if isinstance(part, Label):
                self._label(part)
            else:
                self._shape(part)
        return "\n".join([*self.operators, "Q"])

    def _set(self, name: str, operators: str) -> None:
        if self.state.get(name) != operators:
            self.state[name] = operators
            self.operators.append(operators)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.across, self.y + self.height - y * self.down

    def _shape(self, shape: Shape) -> None:
        if shape.fill:
            self._set("fill", op.fill_colour(op.rgb(shape.fill)))
        if shape.stroke:
            self._pen(shape)
        path = self._path(shape)
        paint = _PAINT[bool(shape.fill), bool(shape.stroke)]
        if shape.even_odd and shape.fill:
            paint += "*"
        if self._leaves(shape):
            frame = op.rect_path(self.x, self.y, self.width, self.height)
            self.operators.append(f"q {frame} W n {path} {paint} Q")
        else:
            self.operators.append(f"{path} {paint}")

    def _pen(self, shape: Shape) -> None:
        self._set("stroke", op.stroke_colour(op.rgb(shape.stroke or "#000000")))
        self._set("width", f"{op.fmt(max(shape.width * self.larger, 0.001))} w")
        dash = op.numbers(*(part * self.larger for part in shape.dash))
        period = sum(shape.dash) * (1 + len(shape.dash) % 2)  # an odd number of dashes is run through twice
        phase = shape.phase % period * self.larger if period else 0.0
        self._set("dash", f"[{dash}] {op.fmt(phase)} d")
        self._set("cap", f"{op.CAPS[shape.cap]} J")
        self._set("join", f"{op.JOINS[shape.join]} j")
        self._set("miter", f"{op.fmt(shape.miter)} M")

    def _path(self, shape: Shape) -> str:
        parts = []
        for name, at in shape.path:
            if name == "Z":
                parts.append("h")
                continue
            points = [part for index in range(0, len(at), 2) for part in self._point(at[index], at[index + 1])]
            parts.append(f"{op.numbers(*points)} {name.lower()}")
        return " ".join(parts)

    def _leaves(self, shape: Shape) -> bool:
        """Say whether a shape has points outside the drawing: then it is cut off at the edge."""
        wide, high = self.drawing.width + 1, self.drawing.height + 1
        return any(not (-1 <= at[i] <= wide and -1 <= at[i + 1] <= high) for _, at in shape.path for i in range(0, len(at), 2))

    def _label(self, label: Label) -> None:
        self._set("fill", op.fill_colour(op.rgb(label.fill)))
        x, y = self._point(label.x, label.y)
        size = label.size * self.larger
        rest = (label.weight, label.italic, label.anchor, label.family)
        if label.turn is None:
            self.operators.append(self.show(label.text, x, y, size, *rest))
            return
        a, b, c, d = label.turn
        self.operators.append(op.saved(op.matrix(a, -b, -c, d, x, y), self.show(label.text, 0.0, 0.0, size, *rest)))
