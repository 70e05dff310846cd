"""The key: what is right, by interaction, in printed positions. Enters only a teacher's document."""

from __future__ import annotations

from decimal import Decimal
from typing import Union

from generator.frozen import frozen, replace
from generator.model.blocks import Block
from generator.model.points import finely_shared
from generator.model.text import Text


@frozen
class ChoiceResponse:
    """The printed positions, from 0, of the right choices."""

    choices: tuple[int, ...]


@frozen
class MatchResponse:
    """Pairs of printed positions (source, target), from 0, in source order."""

    pairs: tuple[tuple[int, int], ...]


@frozen
class OrderResponse:
    """The printed positions, from 0, in the right order."""

    places: tuple[int, ...]


@frozen
class TextResponse:
    """For each blank in order the accepted words, the model first."""

    texts: tuple[tuple[str, ...], ...]


@frozen
class NumberResponse:
    """A number with its unit, printed in the language's way; `tolerance` is how far off is accepted, of it in percent or not."""

    value: Decimal
    unit: Text = Text()
    tolerance: Decimal = Decimal(0)
    percent: bool = False


@frozen
class ExtendedResponse:
    """A free answer: judged by the rubric, nothing for the grid."""


Response = Union[ChoiceResponse, MatchResponse, OrderResponse, TextResponse, NumberResponse, ExtendedResponse]


@frozen
class RubricRow:
    """So many points for what `text` says."""

    points: Decimal
    text: Text


@frozen
class Note:
    """A remark in the explanations: about the choice or source at a printed position, or under a word of the language file."""

    text: Text
    choice: int | None = None
    word: str = ""


@frozen
class Key:
    """An item's key. `responses` answer the body's interactions in order; `points` is what all of it is worth."""

    responses: tuple[Response, ...]
    points: Decimal
    rationale: Text = Text()
    notes: tuple[Note, ...] = ()
    model: tuple[Block, ...] = ()
    rubric: tuple[RubricRow, ...] = ()

    def scaled(self, points: Decimal) -> Key:
        """Return the key of an item that is worth so much on its sheet; the rows of its rubric share these points."""
        shares = finely_shared([row.points for row in self.rubric], points)
        rubric = tuple(replace(row, points=share) for row, share in zip(self.rubric, shares, strict=True))
        return replace(self, points=points, rubric=rubric)
