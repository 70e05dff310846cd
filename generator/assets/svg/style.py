"""Presentation properties: read from attributes and from `style`, inherited from element to element (SVG 1.1, 6 and 11)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from generator.assets.svg.measure import length, number
from generator.assets.svg.unusable import bad_value

COLOURS = {
    "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080", "white": "#ffffff", "maroon": "#800000",
    "red": "#ff0000", "purple": "#800080", "fuchsia": "#ff00ff", "green": "#008000", "lime": "#00ff00", "olive": "#808000",
    "yellow": "#ffff00", "navy": "#000080", "blue": "#0000ff", "teal": "#008080", "aqua": "#00ffff", "orange": "#ffa500",
}  # fmt: skip
"""The basic colours of CSS 2.1 (4.3.6), and grey in both spellings."""

_HARMLESS = """
    clip-rule color-interpolation color-interpolation-filters color-rendering enable-background font-stretch
    font-variant image-rendering line-height shape-rendering text-align text-rendering white-space -inkscape-font-specification
    -inkscape-stroke font-variant-ligatures font-variant-caps font-variant-numeric font-variant-east-asian font-feature-settings
    font-variation-settings font-optical-sizing font-kerning solid-color solid-opacity stop-color stop-opacity
    text-orientation overflow shape-padding shape-margin inline-size font-variant-alternates font-variant-position
    text-decoration-style text-decoration-color
"""
HARMLESS = frozenset(_HARMLESS.split())
"""Properties that change nothing in what is drawn here."""

AT_REST: dict[str, tuple[str, ...]] = {
    "alignment-baseline": ("auto", "baseline"),
    "baseline-shift": ("baseline", "0"),
    "clip-path": ("none",),
    "direction": ("ltr",),
    "dominant-baseline": ("auto", "alphabetic"),
    "filter": ("none",),
    "isolation": ("auto",),
    "letter-spacing": ("normal", "0", "0px"),
    "marker": ("none",),
    "marker-end": ("none",),
    "marker-mid": ("none",),
    "marker-start": ("none",),
    "mask": ("none",),
    "mix-blend-mode": ("normal",),
    "paint-order": ("normal",),
    "text-decoration": ("none",),
    "text-decoration-line": ("none",),
    "text-indent": ("0",),
    "text-transform": ("none",),
    "unicode-bidi": ("normal",),
    "vector-effect": ("none",),
    "word-spacing": ("normal", "0", "0px"),
    "writing-mode": ("lr", "lr-tb", "horizontal-tb"),
}
"""Properties that may be written only with the values that do nothing."""

SANS = ("sans", "arial", "helvetica", "verdana", "calibri", "tahoma", "trebuchet", "segoe", "roboto", "system-ui")
_WEIGHTS = {"normal": 400, "bold": 700, "bolder": 700, "lighter": 400}


class Style(NamedTuple):
    """Settled properties of an element; lengths in user units, colours `#rrggbb` or None."""

    color: str = "#000000"
    fill: str | None = "#000000"
    stroke: str | None = None
    fill_shown: bool = True
    stroke_shown: bool = True
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter: float = 4.0
    even_odd: bool = False
    size: float = 16.0
    weight: int = 400
    italic: bool = False
    family: Literal["text", "label"] = "text"
    anchor: Literal["start", "middle", "end"] = "start"
    shown: bool = True
    visible: bool = True


def settle(parent: Style, properties: Mapping[str, str], diagonal: float) -> Style:
    """Return an element's style. `diagonal` is what 100% of a length without direction is. Raises Unusable.

    Colour and size come first: other properties are told in them.
    """
    style = parent
    for name in sorted(properties, key=lambda name: name not in ("color", "font-size")):
        value = properties[name].strip()
        if value == "inherit" or name in HARMLESS:
            continue
        if name in AT_REST:
            if value not in AT_REST[name]:
                raise bad_value(name, value)
            continue
        try:
            style = _SET[name](style, value, diagonal)
        except (ValueError, KeyError):
            raise bad_value(name, value) from None
    return style


def known(name: str) -> bool:
    """Say whether a name is a property that may be written."""
    return name in _SET or name in AT_REST or name in HARMLESS


def declarations(text: str) -> dict[str, str]:
    """Return the properties of a `style` attribute. Raises Unusable for one that is not known and what is no declaration."""
    found = {}
    for part in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if not part.strip():
            continue
        if not colon or not known(name) or "!" in value:
            raise bad_value("style", part.strip())
        found[name] = value
    return found


def colour(value: str, current: str) -> str | None:
    """Return `#rrggbb`, or None for no paint. Raises ValueError for what is no plain colour."""
    value = value.lower()
    if value in ("none", "transparent"):
        return None
    if value == "currentcolor":
        return current
    if re.fullmatch(r"#[0-9a-f]{6}", value):
        return value
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return "#" + "".join(digit * 2 for digit in value[1:])
    return COLOURS[value]


def _opaque(value: str) -> bool:
    """Return whether something is painted: nothing shines through on paper, so only 0 and 1 are known."""
    share = length(value, whole=1.0)
    if share not in (0.0, 1.0):
        raise ValueError("half transparent")
    return share == 1.0


def _positive(value: float) -> float:
    if value < 0:
        raise ValueError("less than nothing")
    return value


def _dash(style: Style, value: str, diagonal: float) -> Style:
    if value == "none":
        return style._replace(dash=())
    parts = [_positive(length(part, diagonal, style.size)) for part in re.split(r"[\s,]+", value)]
    if len(parts) > 32:
        raise ValueError("too many dashes")
    return style._replace(dash=tuple(parts) if any(parts) else ())


def _family(style: Style, value: str, _: float) -> Style:
    names = [name.strip(" '\"").lower() for name in value.split(",")]
    if "url(" in value or not all(names):
        raise ValueError("no family")
    generic = next((name for name in names if name in ("serif", "sans-serif")), "")
    sans = generic == "sans-serif" or (not generic and names[0].startswith(SANS)) or (not generic and "sans" in names[0])
    return style._replace(family="label" if sans else "text")


def _weight(style: Style, value: str, _: float) -> Style:
    weight = _WEIGHTS.get(value) or int(value)
    if not 1 <= weight <= 1000:
        raise ValueError("no weight")
    return style._replace(weight=weight)


def _current(style: Style, value: str, _: float) -> Style:
    color = colour(value, style.color)
    return style._replace(color=color or style.color)


def _choice(field: str, **values: object) -> Callable[[Style, str, float], Style]:
    """Return what sets a field to the value that a word stands for."""

    def set_field(style: Style, value: str, _: float) -> Style:
        return style._replace(**{field: values[value.replace("-", "_")]})  # type: ignore[arg-type]

    return set_field


_SET: dict[str, Callable[[Style, str, float], Style]] = {
    "color": _current,
    "font-size": lambda style, value, _: style._replace(size=_positive(length(value, style.size, style.size))),
    "fill": lambda style, value, _: style._replace(fill=colour(value, style.color)),
    "stroke": lambda style, value, _: style._replace(stroke=colour(value, style.color)),
    "fill-opacity": lambda style, value, _: style._replace(fill_shown=_opaque(value)),
    "stroke-opacity": lambda style, value, _: style._replace(stroke_shown=_opaque(value)),
    "opacity": lambda style, value, _: style if _opaque(value) else style._replace(shown=False),
    "stroke-width": lambda style, value, whole: style._replace(stroke_width=_positive(length(value, whole, style.size))),
    "stroke-dasharray": _dash,
    "stroke-dashoffset": lambda style, value, whole: style._replace(phase=length(value, whole, style.size)),
    "stroke-linecap": _choice("cap", butt="butt", round="round", square="square"),
    "stroke-linejoin": _choice("join", miter="miter", round="round", bevel="bevel"),
    "stroke-miterlimit": lambda style, value, _: style._replace(miter=max(1.0, number(value))),
    "fill-rule": _choice("even_odd", nonzero=False, evenodd=True),
    "font-family": _family,
    "font-weight": _weight,
    "font-style": _choice("italic", normal=False, italic=True, oblique=True),
    "text-anchor": _choice("anchor", start="start", middle="middle", end="end"),
    "display": lambda style, value, _: style._replace(shown=False) if value == "none" else style,
    "visibility": _choice("visible", visible=True, hidden=False, collapse=False),
}
