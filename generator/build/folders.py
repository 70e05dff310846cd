"""Where layouts and fonts are looked for: the project's folder first, then what is bundled."""

from __future__ import annotations

from pathlib import Path

from generator.folders import bundled


def layout_folders() -> tuple[Path, ...]:
    """Return the folders of layouts, the first one wins: `./layouts` if it is there, then the bundled ones."""
    here, there = Path("layouts"), bundled("layouts")
    if here.is_dir() and here.resolve() != there.resolve():
        return here, there
    return (there,)


def font_folders() -> tuple[Path, ...]:
    """Return the folders of fonts, the first one wins."""
    return tuple(folder / "fonts" for folder in layout_folders())
