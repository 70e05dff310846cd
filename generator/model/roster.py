"""A roster: who gets a copy, as a school's list says it."""

from __future__ import annotations

from generator.diagnostics import Span
from generator.frozen import frozen


@frozen
class Pupil:
    """One row: what is printed on the copies of a pupil, and which sheet they are of.

    name, number and group (the class) are printed as they were written. level, variant, language and profile are empty where
    the row says nothing; `variant` is a label (a, b ...). copies: how many. span: the row's place in the file.
    """

    name: str
    number: str = ""
    group: str = ""
    level: str = ""
    variant: str = ""
    language: str = ""
    profile: str = ""
    copies: int = 1
    span: Span | None = None
