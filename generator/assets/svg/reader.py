"""The walk over an SVG file: elements, their attributes and styles, and what is wrong with them, at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from generator.assets.folder import too_large
from generator.assets.pictures import Drawing, Label, Shape
from generator.assets.svg.elements import ALLOWED, ATTRIBUTES, geometry
from generator.assets.svg.lettering import Lettering
from generator.assets.svg.measure import IDENTITY, PX, Matrix, finite, length, moved, numbers, scale, times, transform, viewport
from generator.assets.svg.style import Style, declarations, known, settle
from generator.assets.svg.unusable import Unusable, bad_value, shortened
from generator.diagnostics import Diagnostic, Failed, Span, finding
from generator.frozen import slotted

MAX_BYTES = 1 << 20
MAX_ELEMENTS = 5000
MAX_FINDINGS = 20
"""A file that comes from another world need not be told everything."""

MAX_SIDE = 14400
"""Points: the largest page that PDF viewers show."""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_WRITTEN = rb"\s((?:\w+:)?%s)\s*="
"""How an attribute stands in a tag."""


@slotted
class Level:
    """An open element: what its kids inherit."""

    tag: str
    span: Span
    matrix: Matrix = IDENTITY
    style: Style = Style()
    shown: bool = True
    silent: bool = False  # title and desc: their text is not drawn
    unknown: bool = False  # nothing is said of what stands in it


class _Stop(Exception):
    """Nothing more is read: the reason stands among the findings."""


class Reader:
    """One file's reading. `path` names the picture in messages, `shown` is its file in spans."""

    def __init__(self, data: bytes, path: str, shown: str) -> None:
        self.data, self.path, self.shown = data, path, shown
        self.findings: list[Diagnostic] = []
        self.parts: list[Shape | Label] = []
        self.levels: list[Level] = []
        self.lettering: Lettering | None = None
        self.elements = 0
        self.size = (0.0, 0.0)
        self.box = (0.0, 0.0)
        self.parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = lambda *_: self._refuse("a processing instruction (`<?...?>`); remove it", b"<?")
        parser.StartDoctypeDeclHandler = lambda *_: self._refuse("a `<!DOCTYPE ...>`; remove it", b"<!DOCTYPE")

    def drawing(self) -> Drawing:
        """Return the drawing. Raises Failed with all findings, in the order of the file."""
        if len(self.data) > MAX_BYTES:
            raise Failed([too_large(self.path, f"{len(self.data):,} bytes", f"{MAX_BYTES:,} for an SVG")])
        try:
            self.parser.Parse(self.data, True)
        except _Stop:
            pass
        except (expat.ExpatError, LookupError, ValueError):  # the last two: an encoding that nobody knows
            self._find("broken-picture", self._here(), path=self.path, problem="this is not well-formed XML")
        if self.findings:
            raise Failed(self.findings)
        return Drawing(self.size[0], self.size[1], tuple(self.parts))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            self.findings.append(too_large(self.path, f"more than {MAX_ELEMENTS:,} elements", f"{MAX_ELEMENTS:,}"))
            raise _Stop
        space, _, tag = name.rpartition("}")
        if not self.levels and (tag != "svg" or space not in ("", SVG)):
            self._find("unsupported-picture", self._here(), path=self.path)
            raise _Stop
        span = self._here()
        inside = self.levels[-1] if self.levels else Level("", span)
        level = Level(tag, span, inside.matrix, inside.style, inside.shown, inside.silent, inside.unknown)
        self.levels.append(level)
        if level.unknown:
            return
        try:
            if space not in ("", SVG) or tag not in ALLOWED.get(inside.tag, ()):
                level.unknown = True
                raise Unusable(f"`<{shortened(tag)}>`{f' in `<{inside.tag}>`' if tag in ALLOWED else ''}")
            self._open(level, self._checked(tag, attributes))
        except Unusable as error:
            self._find("unsupported-svg", self._here(error.attribute), part=error.part)
            level.shown = False
        except (ValueError, ArithmeticError):
            self._find("broken-picture", span, path=self.path, problem=f"`<{tag}>` cannot be drawn with these numbers")
            level.shown = False

    def _checked(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """Return the attributes that count. Raises Unusable for one that is not known or refers to something."""
        own = {}
        for name, value in attributes.items():
            space, _, plain = name.rpartition("}")
            if space == XLINK or plain == "href" or "url(" in value.lower():
                raise Unusable(f"a reference (`{shortened(plain)}`)", plain)
            if space:
                continue  # notes of a drawing program
            if not known(name) and name not in ATTRIBUTES[tag] and not name.startswith(("aria-", "data-")):
                raise Unusable(f"the attribute `{shortened(name)}` of `<{tag}>`", name)
            own[name] = value
        return own

    def _open(self, level: Level, attributes: dict[str, str]) -> None:
        properties = {name: value for name, value in attributes.items() if known(name)}
        properties.update(declarations(attributes.get("style", "")))
        if level.tag == "svg":
            level.matrix = self._viewport(attributes)
        diagonal = ((self.box[0] ** 2 + self.box[1] ** 2) / 2) ** 0.5
        level.style = settle(level.style, properties, diagonal)
        level.shown = level.shown and level.style.shown
        if "transform" in attributes:
            try:
                level.matrix = times(level.matrix, transform(attributes["transform"]))
            except ValueError:
                raise bad_value("transform", attributes["transform"]) from None
        if level.tag in ("title", "desc"):
            level.silent = True
        elif level.tag in ("text", "tspan"):
            self._place(level, attributes)
        elif level.tag not in ("svg", "g"):
            self._shape(level, attributes)

    def _viewport(self, attributes: dict[str, str]) -> Matrix:
        """Settle the size in points; return the matrix from user units."""
        keep = attributes.get("preserveAspectRatio", "xMidYMid").split()
        if keep not in (["xMidYMid"], ["xMidYMid", "meet"], ["none"]):
            raise bad_value("preserveAspectRatio", attributes["preserveAspectRatio"])
        try:
            box = numbers(attributes.get("viewBox", ""))
        except ValueError:
            raise bad_value("viewBox", attributes["viewBox"]) from None
        if box and (len(box) != 4 or box[2] <= 0 or box[3] <= 0):
            raise bad_value("viewBox", attributes["viewBox"])
        width, height = (self._side(name, attributes.get(name, "100%")) for name in ("width", "height"))
        if not box:
            box = [0.0, 0.0, width / PX, height / PX]
        if not width:
            width = height * box[2] / box[3] if height else box[2] * PX
        if not height:
            height = width * box[3] / box[2] if box[2] else 0.0
        if not (0.1 <= width <= MAX_SIDE and 0.1 <= height <= MAX_SIDE):
            raise Unusable("no size; give `<svg>` a `width` and a `height`, or a `viewBox`")
        self.size, self.box = (width, height), (box[2], box[3])
        return viewport((box[0], box[1], box[2], box[3]), width, height, keep == ["none"])

    def _side(self, name: str, value: str) -> float:
        """Return the picture's width or height in points, 0 where it is left to the page."""
        try:
            return 0.0 if value.strip().endswith("%") else round(length(value) * PX, 6)
        except ValueError:
            raise bad_value(name, value) from None

    def _shape(self, level: Level, attributes: dict[str, str]) -> None:
        style, matrix = level.style, level.matrix
        steps = geometry(level.tag, attributes, self.box, style.size)
        larger = scale(matrix)
        fill = style.fill if style.fill_shown and level.tag != "line" else None
        width = finite(style.stroke_width * larger)
        stroke = style.stroke if style.stroke_shown and width >= 0.0005 else None
        dash = tuple(finite(part * larger) for part in style.dash)
        if dash and sum(dash) < 0.1:
            raise Unusable("dashes finer than ink", "stroke-dasharray")
        if not steps or not level.shown or not style.visible or not (fill or stroke):
            return
        path = tuple((name, _all_moved(matrix, at)) for name, at in steps)
        self.parts.append(
            Shape(path, fill, stroke, width, dash, style.phase * larger, style.cap, style.join, style.miter, style.even_odd)
        )

    def _place(self, level: Level, attributes: dict[str, str]) -> None:
        style = level.style
        if level.tag == "text":
            self.lettering = Lettering(style)
        at = []
        for name, whole in (("x", self.box[0]), ("y", self.box[1]), ("dx", self.box[0]), ("dy", self.box[1])):
            try:
                at.append(length(attributes[name], whole, style.size) if name in attributes else None)
            except ValueError:
                raise bad_value(name, attributes[name]) from None
        if self.lettering is not None:
            self.lettering.place(style, at[0], at[1], at[2] or 0.0, at[3] or 0.0)

    def _text(self, words: str) -> None:
        level = self.levels[-1]
        if self.lettering is not None and level.shown and not level.silent:
            try:
                self.lettering.add(words, level.style)
            except Unusable as error:
                self._find("unsupported-svg", level.span, part=error.part)
                level.shown = False

    def _end(self, _: str) -> None:
        level = self.levels.pop()
        if level.tag == "text" and self.lettering is not None:
            try:
                if level.shown:
                    self.parts += self.lettering.labels(level.matrix)
            except Unusable as error:
                self._find("unsupported-svg", level.span, part=error.part)
            except (ValueError, ArithmeticError):
                self._find("broken-picture", level.span, path=self.path, problem="a text stands at no place")
            self.lettering = None

    def _refuse(self, part: str, sign: bytes) -> None:
        """Stop at a declaration. It begins with `sign`; expat tells of it only where it ends."""
        at = max(self.data.rfind(sign, 0, self.parser.CurrentByteIndex + len(sign)), 0)
        line, column = self.data.count(b"\n", 0, at) + 1, at - self.data.rfind(b"\n", 0, at)
        self._find("unsupported-svg", Span(self.shown, line, column, line, column + len(sign)), part=part)
        raise _Stop

    def _find(self, code: str, span: Span, **facts: object) -> None:
        self.findings.append(finding(code, span, **facts))
        if len(self.findings) >= MAX_FINDINGS:
            raise _Stop

    def _here(self, attribute: str = "") -> Span:
        """Return the place of the element that is being read, or of its attribute where that can be told."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        if not attribute:
            return Span(self.shown, line, column, line, column + 1)
        start = self.parser.CurrentByteIndex
        tag = self.data[start : self.data.find(b">", start)]
        found = next(filter(None, (re.search(_WRITTEN % re.escape(name.encode()), tag) for name in (attribute, "style"))), None)
        if found is None:
            return Span(self.shown, line, column, line, column + 1)
        before = tag[: found.start(1)].decode("utf-8", "replace")
        line += before.count("\n")
        column = len(before) - before.rfind("\n") if "\n" in before else column + len(before)
        return Span(self.shown, line, column, line, column + len(found[1]))


def _all_moved(matrix: Matrix, at: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(part for index in range(0, len(at), 2) for part in moved(matrix, at[index], at[index + 1]))
