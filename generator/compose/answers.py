"""Answers in words: what a key's responses look like in the grid and in the explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.compose.blocks import Explanation, KeyGrid
from generator.compose.numbering import Numbered
from generator.compose.wording import NBSP, Wording, bare, filled_in
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.blocks import ChoiceInteraction, GapMatchInteraction, Interaction, MatchInteraction, OrderInteraction
from generator.model.key import ChoiceResponse, Key, MatchResponse, NumberResponse, OrderResponse, Response, TextResponse
from generator.model.text import Inline, Line, Run, Text, plain

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


def answer_line(answered: Answered, words: Words) -> Line:
    """Return an item's answer as one line; nothing for a free answer."""
    return _joined([line for pair in answered.pairs() if (line := _answer(*pair, words))], "; ")


def grid_text(answered: Answered, words: Words) -> str | Text:
    """Return an item's answer as the grid has it; for a free answer the word that leads to the rubric."""
    line = answer_line(answered, words)
    if any(not isinstance(piece, Run) or piece != Run(piece.text) for piece in line):
        return Text((line,))
    return plain(line) if line else words.free(answered.one.item.TYPE)


def _answer(interaction: Interaction, response: Response, words: Words) -> Line:
    if isinstance(response, ChoiceResponse) and isinstance(interaction, ChoiceInteraction):
        return _said(", ".join(interaction.choices[place].label for place in response.choices))
    if isinstance(response, OrderResponse) and isinstance(interaction, OrderInteraction):
        return _said(", ".join(interaction.choices[place].label for place in response.places))
    if isinstance(response, MatchResponse) and isinstance(interaction, MatchInteraction):
        return _matched(interaction, response)
    if isinstance(response, NumberResponse):
        return _quantity(response.value, response.unit, words)
    if isinstance(response, TextResponse):
        if not isinstance(interaction, GapMatchInteraction):
            return _said(", ".join(accepted[0] for accepted in response.texts))
        return _said(
            ", ".join(f"{words.letter('gap', index)}{NBSP}{accepted[0]}" for index, accepted in enumerate(response.texts))
        )
    return ()


def _matched(interaction: MatchInteraction, response: MatchResponse) -> Line:
    """Return `a R, b P` for letters, `a Benar, b Salah` for a grid, `group: members; group: members` for groups."""
    sources, targets = interaction.sources, interaction.targets
    if interaction.look != "groups":
        pairs = [(sources[left], targets[right]) for left, right in response.pairs]
        return _joined([_said(f"{left.label}{NBSP}", right.label or right.text) for left, right in pairs], ", ")
    groups = []
    for place, target in enumerate(targets):
        members = [_without_stop(_said(sources[left].text)) for left, right in response.pairs if right == place]
        groups.append(_said(target.text, ": ") + _joined(members, ", "))
    return _joined(groups, "; ")


def _quantity(value: Decimal, unit: Text, words: Words) -> Line:
    """Return a number in the language's way with its unit behind it (`12,5 km`), by a space that does not break; `%` has none."""
    space = "" if str(unit).startswith("%") else NBSP
    return _said(words.number(value), *((space, unit) if unit else ()))


def _said(*parts: str | Text) -> Line:
    """Return words and texts as one line."""
    pieces: list[Inline] = []
    for part in parts:
        pieces += (Run(part),) if isinstance(part, str) else _joined(part.paragraphs, " ")
    return tuple(pieces)


def _joined(lines: Iterable[Line], between: str) -> Line:
    """Return lines as one, with a word between them."""
    pieces: list[Inline] = []
    for index, line in enumerate(lines):
        pieces += (Run(between), *line) if index else line
    return tuple(pieces)


def _without_stop(line: Line) -> Line:
    """Return a sentence as an entry of a list: without its full stop."""
    last = line[-1] if line else None
    if isinstance(last, Run) and last.text.endswith(".") and not last.text.endswith(".."):
        return (*line[:-1], replace(last, text=last.text[:-1]))
    return line


def grid(answers: list[tuple[int, str | Text]]) -> KeyGrid:
    """Return the grid of (number, answer), filled row by row in number order; each cell is as wide as its answer needs."""
    rows: list[list[tuple[str, str | Text, int]]] = []
    free = 0
    for number, answer in answers:
        span = next((columns for most, columns in FITS if len(str(answer)) <= most), COLUMNS)
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
        plain(_answer(interaction, response, words))
        for interaction, response in answered.pairs()
        if isinstance(response, (ChoiceResponse, OrderResponse))
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
    """Yield what the topic says about the one right choice itself; it goes on after the rationale."""
    right = _right(answered)
    for note in answered.key.notes:
        if note.choice is not None and note.choice in right and len(right) == 1:
            yield from note.text.paragraphs


def _remarks(answered: Answered, wording: Wording) -> Iterator[tuple[str, Text]]:
    """Yield why each wrong choice is wrong, in printed order; where several are right or none is, why each is what it is."""
    entries = [
        block.choices if isinstance(block, ChoiceInteraction) else block.sources
        for block in answered.interactions
        if isinstance(block, (ChoiceInteraction, MatchInteraction))
    ]
    right = _right(answered)
    others = [note for note in answered.key.notes if note.choice is not None and (len(right) > 1 or note.choice not in right)]
    noted = [(note.choice, note.text) for note in others if note.choice is not None and note.text]
    for place, text in sorted(noted, key=lambda pair: pair[0]):
        yield entries[0][place].label, wording.text(text)


def _notes(answered: Answered, words: Words, wording: Wording) -> Iterator[tuple[str, Text]]:
    for note in answered.key.notes:
        if note.choice is None and note.text:
            yield words(note.word) if note.word else "", wording.text(note.text)
    for interaction, response in answered.pairs():
        if isinstance(response, TextResponse):
            numbered = isinstance(interaction, GapMatchInteraction)
            more = [
                (f"{words.letter('gap', index)} " if numbered else "") + ", ".join(accepted[1:])
                for index, accepted in enumerate(response.texts)
                if len(accepted) > 1
            ]
            if more:
                yield words("key.accepted"), bare("; ".join(more))
        if isinstance(response, NumberResponse) and response.tolerance:
            amount = Text((_quantity(response.tolerance, response.unit, words),))
            if response.percent:
                amount = bare(words("key.percent", amount=response.tolerance))
            yield words("key.tolerance"), filled_in(words, "key.within", "amount", amount)
        spare, path = _spare(interaction, response)
        if spare:
            yield words(path), bare(", ".join(spare))


def _spare(interaction: Interaction, response: Response) -> tuple[list[str], str]:
    """Return what is printed to choose from and fits nowhere, and what it is called."""
    if isinstance(interaction, MatchInteraction) and isinstance(response, MatchResponse) and interaction.look == "letters":
        used = {right for _, right in response.pairs}
        return [target.label for index, target in enumerate(interaction.targets) if index not in used], "key.extra"
    if isinstance(interaction, GapMatchInteraction) and isinstance(response, TextResponse):
        words = {accepted[0] for accepted in response.texts}
        return [word for word in interaction.bank if word not in words], "key.bank-extra"
    return [], ""
