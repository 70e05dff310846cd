"""Pictures on pages: drawings as operators, pixels as image objects that a document holds once each."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from generator.assets import Assets, Drawing, Raster
from generator.assets.pictures import Label
from generator.model.sheet import PdfObject, reference
from generator.typeset.canvas import Canvas
from generator.typeset.drawing import draw, image_object, place_image
from generator.typeset.fonts import FontSet
from generator.typeset.slices import Paint


class PictureStore:
    """The pictures that one document uses, by path."""

    def __init__(self, assets: Assets, fonts: FontSet) -> None:
        self.assets = assets
        self.fonts = fonts
        self._images: dict[str, tuple[str, Raster]] = {}

    def size(self, path: str) -> tuple[float, float, bool]:
        """Return width and height of a picture, in points for a drawing and else in pixels, and whether it is a drawing."""
        picture = self.assets.picture(path)
        return float(picture.width), float(picture.height), isinstance(picture, Drawing)

    def smallest(self, path: str) -> float:
        """Return the size of a drawing's smallest label, in points of the drawing; infinite where there is none."""
        picture = self.assets.picture(path)
        labels = [part.size for part in picture.parts if isinstance(part, Label)] if isinstance(picture, Drawing) else []
        return min(labels, default=inf)

    def painter(self, path: str, width: float, height: float) -> Paint:
        """Return what paints the picture `width` x `height` points large from its top left corner."""
        picture = self.assets.picture(path)
        if isinstance(picture, Raster):
            name = self._images.setdefault(path, (f"I{len(self._images) + 1}", picture))[0]
            return lambda canvas, x, y: canvas.operators.append(place_image(name, x, canvas.height - y - height, width, height))

        def paint(canvas: Canvas, x: float, y: float) -> None:
            def show(text: str, left: float, up: float, size: float, weight: int, italic: bool, anchor: str, family: str) -> str:
                pieces = self.fonts.pieces(text.replace(" ", "\xa0"), family, weight, italic)
                total = sum(across for _, _, across in pieces) * size
                left -= total if anchor == "end" else total / 2 if anchor == "middle" else 0.0
                shown = []
                for face, part, across in pieces:
                    shown.append(canvas.shown(left, up, face, size, part))
                    left += across * size
                return " ".join(shown)

            canvas.operators.append(draw(picture, x, canvas.height - y - height, width, height, show))

        return paint

    def objects(self, start: int, signs: Mapping[str, str] | None = None) -> tuple[list[PdfObject], bytes]:
        """Return the objects of images and of formulas' signs, numbered from `start`, and the resources' /XObject dictionary."""
        made = [image_object(raster) for _, raster in self._images.values()]
        names = [name for name, _ in self._images.values()]
        if signs:
            from generator.typeset.formulas import sign_objects

            made += sign_objects(signs)
            names += signs.values()
        entries = [b"/%s %s" % (name.encode("ascii"), reference(start + i)) for i, name in enumerate(names)]
        return made, b"<<" + b" ".join(entries) + b">>"
