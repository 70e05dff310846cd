"""Answers in words: what a key's responses look like in the grid and in the explanations."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose.blocks import Explanation, KeyGrid
from generator.compose.numbering import Numbered
from generator.compose.wording import Wording, bare
from generator.frozen import frozen
from generator.languages import Words
from generator.model.blocks import ChoiceInteraction, GapMatchInteraction, Interaction, MatchInteraction
from generator.model.key import ChoiceResponse, Key, MatchResponse, Response, TextResponse
from generator.model.text import Line, Text

COLUMNS = 5
FITS = ((11, 1), (29, 2), (48, 3))
"""An answer of at most so many signs fits into so many columns of the grid; a longer one takes a row."""


@frozen
class Answered:
    """An item of the sheet with its key, its interactions as printed."""

    one: Numbered
    key: Key
    interactions: tuple[Interaction, ...]

    def pairs(self) -> Iterator[tuple[Interaction, Response]]:
        """Yield each interaction with its response."""
        yield from zip(self.interactions, self.key.responses, strict=True)


def grid_text(answered: Answered, words: Words) -> str:
    """Return an item's answer as the grid has it; for a free answer the word that leads to the rubric."""
    parts = [text for pair in answered.pairs() if (text := _answer(*pair, words))]
    return "; ".join(parts) if parts else words("key.no-grid")


def _answer(interaction: Interaction, response: Response, words: Words) -> str:
    if isinstance(response, ChoiceResponse) and isinstance(interaction, ChoiceInteraction):
        return ", ".join(interaction.choices[place].label for place in response.choices)
    if isinstance(response, MatchResponse) and isinstance(interaction, MatchInteraction):
        return ", ".join(
            f"{interaction.sources[left].label} {interaction.targets[right].label}" for left, right in response.pairs
        )
    if isinstance(response, TextResponse):
        if not isinstance(interaction, GapMatchInteraction):
            return ", ".join(accepted[0] for accepted in response.texts)
        return ", ".join(f"{words.letter('gap', index)} {accepted[0]}" for index, accepted in enumerate(response.texts))
    return ""


def grid(answers: list[tuple[int, str]]) -> KeyGrid:
    """Return the grid of (number, answer), filled row by row in number order; each cell is as wide as its answer needs."""
    rows: list[list[tuple[str, str, int]]] = []
    free = 0
    for number, answer in answers:
        span = next((columns for most, columns in FITS if len(answer) <= most), COLUMNS)
        if span > free:
            if rows and free:
                rows[-1].append(("", "", free))
            rows.append([])
            free = COLUMNS
        rows[-1].append((f"{number}.", answer, span))
        free -= span
    if rows and free:
        rows[-1].append(("", "", free))
    return KeyGrid(COLUMNS, tuple(map(tuple, rows)))


def explanation(answered: Answered, words: Words, wording: Wording) -> Explanation | None:
    """Return what the key says about one item, or None where the topic says nothing."""
    key, item = answered.key, answered.one.item
    letters = [
        ", ".join(interaction.choices[place].label for place in response.choices)
        for interaction, response in answered.pairs()
        if isinstance(response, ChoiceResponse) and isinstance(interaction, ChoiceInteraction)
    ]
    made = Explanation(
        number=f"{answered.one.number}.",
        at=str(item.name),
        answer="; ".join(letters),
        text=wording.text(Text((*key.rationale.paragraphs, *_reasons(answered)))),
        remarks=tuple(_remarks(answered, wording)),
        notes=tuple(_notes(answered, words, wording)),
        model=wording.blocks(key.model),
        model_label=words("key.model"),
    )
    return made if made.text or made.remarks or made.notes or made.model else None


def _right(answered: Answered) -> frozenset[int]:
    """Return the printed positions of the right choices."""
    return frozenset(
        place for _, response in answered.pairs() if isinstance(response, ChoiceResponse) for place in response.choices
    )


def _reasons(answered: Answered) -> Iterator[Line]:
    """Yield what the topic says about right choices themselves; it goes on after the rationale."""
    for note in answered.key.notes:
        if note.choice is not None and note.choice in _right(answered):
            yield from note.text.paragraphs


def _remarks(answered: Answered, wording: Wording) -> Iterator[tuple[str, Text]]:
    """Yield why each wrong choice is wrong, in printed order."""
    choices = next((block for block in answered.interactions if isinstance(block, ChoiceInteraction)), None)
    wrong = [note for note in answered.key.notes if note.choice is not None and note.choice not in _right(answered)]
    noted = [(note.choice, note.text) for note in wrong if note.choice is not None and note.text]
    for place, text in sorted(noted, key=lambda pair: pair[0]):
        if choices is not None:
            yield choices.choices[place].label, wording.text(text)


def _notes(answered: Answered, words: Words, wording: Wording) -> Iterator[tuple[str, Text]]:
    for note in answered.key.notes:
        if note.choice is None and note.text:
            yield words(note.word) if note.word else "", wording.text(note.text)
    for interaction, response in answered.pairs():
        if isinstance(response, TextResponse):
            more = [
                f"{words.letter('gap', index)} {', '.join(accepted[1:])}"
                for index, accepted in enumerate(response.texts)
                if len(accepted) > 1
            ]
            if more:
                yield words("key.accepted"), bare("; ".join(more))
        spare, path = _spare(interaction, response)
        if spare:
            yield words(path), bare(", ".join(spare))


def _spare(interaction: Interaction, response: Response) -> tuple[list[str], str]:
    """Return what is printed to choose from and fits nowhere, and what it is called."""
    if isinstance(interaction, MatchInteraction) and isinstance(response, MatchResponse):
        used = {right for _, right in response.pairs}
        return [target.label for index, target in enumerate(interaction.targets) if index not in used], "key.extra"
    if isinstance(interaction, GapMatchInteraction) and isinstance(response, TextResponse):
        words = {accepted[0] for accepted in response.texts}
        return [word for word in interaction.bank if word not in words], "key.bank-extra"
    return [], ""
