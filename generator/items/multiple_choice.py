"""Multiple choice: one right answer among two to twelve choices.

    type: multiple-choice
    stem: Kerja sama dua negara disebut kerja sama ....
    choices:
      - {text: bilateral, key: true, why: "Bi- berarti dua."}
      - {text: regional, drop: 1}
      - multilateral

`choices` are 2 to 12 texts; exactly one has `key: true`. `why` is printed in the explanations of the answer key. Choices are
shuffled, unless the item says `shuffle: false`; one with `fixed: true` keeps its place, and phrases such as "semua benar"
or "none of the above" stay last. A sheet may print fewer choices (three at the level easy, else three to five by grade): it
leaves out those with a `drop` number, the lowest first; the key may not have one. Where too few have one, all are printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from generator.diagnostics import Diagnostic, finding
from generator.frozen import frozen_record
from generator.items.phrases import canonical, folded, names_letters, repeats, stays_last
from generator.model.blocks import Body, ChoiceInteraction, SimpleChoice
from generator.model.draw import Draw, Stream
from generator.model.item import Between, Item, Size
from generator.model.key import ChoiceResponse, Key, Note
from generator.model.level import Level
from generator.model.record import Record
from generator.model.text import Text

ALIKE = "look-alike-choices"
"""What an item allows whose choices are to differ only by capitals, such as genotypes."""


@frozen_record
class Choice(Record):
    """One choice as written. `key` and `why` are secrets; `drop` is its turn to be left out."""

    SHORTHAND: ClassVar[str] = "text"

    text: Text
    key: bool = False
    why: Text = Text()
    fixed: bool = False
    drop: Annotated[int, Between(1, 99)] | None = None


@frozen_record
class MultipleChoice(Item):
    """A multiple-choice item; its draw `choices` holds the written positions of the printed choices."""

    TYPE: ClassVar[str] = "multiple-choice"
    NEEDS_STEM: ClassVar[bool] = True

    choices: Annotated[tuple[Choice, ...], Size(2, 12)]

    def findings(self, level: Level) -> Iterator[Diagnostic]:
        """Yield what is wrong with keys and choices, and `no-drop` where the level itself wants fewer choices."""
        yield from self._keys()
        for i, first, same in repeats(choice.text for choice in self.choices):
            one, other = self.choices[first].text, self.choices[i].text
            capitals = ALIKE not in (self.allow or {}) and folded(one).casefold() == folded(other).casefold()
            code = "equal-choices" if same or capitals else ALIKE
            yield finding(code, self.choices[i].at("text"), text=other, first=first + 1, second=i + 1)
        for choice in self.choices:
            if self.shuffle and names_letters(choice.text, len(self.choices)):
                yield finding("letter-reference", choice.at("text"), text=choice.text)
        yield from self._drops(level)

    def _drops(self, level: Level) -> Iterator[Diagnostic]:
        droppable = sum(choice.drop is not None and not choice.key for choice in self.choices)
        if level.choices is not None and len(self.choices) - droppable > level.choices:
            facts = {"level": level.name, "wanted": level.choices, "count": len(self.choices), "droppable": droppable}
            yield finding("no-drop", self.at("choices"), **facts)

    def _keys(self) -> Iterator[Diagnostic]:
        keys = [choice for choice in self.choices if choice.key]
        if not keys:
            yield finding("no-key", self.at("choices"), type=self.TYPE)
        if len(keys) > 1:
            yield finding("two-keys", keys[1].at("key"), count=len(keys))
        for choice in keys:
            if choice.drop is not None:
                yield finding("dropped-key", choice.at("drop"))

    def draw(self, stream: Stream, level: Level) -> Draw:
        """Leave out as the level wants, then shuffle from canonical order around what keeps its place."""
        kept = self._kept(level)
        if not self.shuffle:
            return {"choices": tuple(kept)}
        last = [i for i in kept if stays_last(self.choices[i].text) and not self.choices[i].fixed]
        moving = [i for i in kept if i not in last and not self.choices[i].fixed]
        moving.sort(key=lambda i: canonical(self.choices[i].text))
        turn = iter([*stream.shuffle(moving), *last])
        return {"choices": tuple(i if self.choices[i].fixed else next(turn) for i in kept)}

    def _kept(self, level: Level) -> list[int]:
        every = range(len(self.choices))
        surplus = len(self.choices) - (level.choices or len(self.choices))
        ordered = [(choice.drop, canonical(choice.text), i) for i, choice in enumerate(self.choices) if choice.drop is not None]
        if not 0 < surplus <= len(ordered):
            return list(every)
        left_out = {i for _, _, i in sorted(ordered)[:surplus]}
        return [i for i in every if i not in left_out]

    def body(self, draw: Draw, level: Level) -> Body:
        """Return the stem and the choices in printed order."""
        printed = [self.choices[i] for i in draw["choices"]]
        choices = tuple(SimpleChoice(choice.text, choice.fixed or stays_last(choice.text)) for choice in printed)
        return Body(self.stem, (ChoiceInteraction(choices),))

    def key(self, draw: Draw, level: Level) -> Key:
        """Return the printed position of the key, and why each printed choice is right or wrong."""
        printed = [self.choices[i] for i in draw["choices"]]
        right = tuple(n for n, choice in enumerate(printed) if choice.key)
        notes = tuple(Note(choice.why, choice=n) for n, choice in enumerate(printed) if choice.why)
        return Key((ChoiceResponse(right),), self.worth(), self.rationale, notes)

    def answer_marks(self) -> object:
        """Return the written positions of the keys."""
        return tuple(i for i, choice in enumerate(self.choices) if choice.key)
