"""The catalogue of findings: one module for each part of the program, merged into `CATALOGUE`."""

from generator.diagnostics.codes import (
    blueprints,
    building,
    content,
    items,
    judging,
    outputs,
    reading,
    rosters,
    sealing,
    setting,
    shape,
)
from generator.diagnostics.codes.entry import Entry

__all__ = ["CATALOGUE", "Entry"]

CATALOGUE: dict[str, Entry] = {
    **reading.CODES,
    **shape.CODES,
    **items.CODES,
    **content.CODES,
    **judging.CODES,
    **setting.CODES,
    **building.CODES,
    **outputs.CODES,
    **rosters.CODES,
    **blueprints.CODES,
    **sealing.CODES,
}
