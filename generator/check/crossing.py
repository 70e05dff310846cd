"""What only shows when things are held against one another: names, languages, levels, equal stems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from generator.check.gaps import numbers
from generator.diagnostics import Diagnostic, Span, finding
from generator.diagnostics.nearest import did_you_mean
from generator.model.blocks import ChoiceInteraction, MatchInteraction, OrderInteraction
from generator.model.draw import written
from generator.model.item import Group, Item
from generator.model.key import ChoiceResponse, MatchResponse, NumberResponse, OrderResponse, TextResponse
from generator.model.level import Level
from generator.model.topic import Objective, Reference, Term, Topic
from generator.source import Fields, Listing, Scalar, Value

EVERYTHING = Level("everything", "hard", (0, 0, 100), choices=None, extra_matches=None, given=Fraction(0))
"""A level that leaves nothing out and gives nothing away."""
GUESSES = 100

Uses = Iterable[tuple[str, "Span | None"]]


class _Written:
    """A stream that leaves everything where it is written."""

    def shuffle(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Return the positions as they are."""
        return tuple(positions)


def names(topic: Topic, sources: Uses, written: Fields) -> Iterator[Diagnostic]:
    """Yield names that stand twice and names that nothing has.

    `sources` are the references that quotations name; what has a name is asked of the `written` fields, so that something
    wrong in one objective does not make all of them unknown.
    """
    for what, records in (("objective", topic.objectives), ("reference", topic.references), ("term", topic.terms)):
        yield from _twice(what, records)
    groups = [entry for entry in topic.items if isinstance(entry, Group)]
    every = list(topic.every_item())
    entries: list[Item | Group] = [*every, *groups]
    yield from _twice("item", sorted(entries, key=lambda entry: entry.at() or Span("")))
    objectives, references = (list(_named(written.entries.get(field))) for field in ("objectives", "references"))
    wanted = [(name, item.at(f"objective.{i}")) for item in every for i, name in enumerate(item.objective)]
    yield from _unknown("unknown-objective", wanted, objectives)
    used: list[tuple[str, Span | None]] = []
    for entry in entries:
        used += [(name, entry.at(f"reference.{i}")) for i, name in enumerate(entry.reference)]
    used += [(correction.reference, correction.at("reference")) for correction in topic.corrections if correction.reference]
    yield from _unknown("unknown-reference", [*used, *sources], references)


def _named(value: Value | None) -> Iterator[str]:
    for entry in value.entries if isinstance(value, Listing) else (value,):
        name = entry.entries.get("name") if isinstance(entry, Fields) else None
        if isinstance(name, Scalar):
            yield name.text


def _twice(what: str, records: Sequence[Objective | Reference | Term | Item | Group]) -> Iterator[Diagnostic]:
    seen: dict[str, Span | None] = {}
    for record in records:
        if record.name in seen:
            first = seen[record.name]
            yield finding("duplicate-name", record.at("name"), name=record.name, what=what, line=first.line if first else 1)
        else:
            seen[record.name] = record.at("name")


def _unknown(code: str, used: Uses, known: Sequence[str]) -> Iterator[Diagnostic]:
    guesses = GUESSES
    for name, span in used:
        if name not in known:
            guesses -= 1
            listed = ", ".join(f"`{one}`" for one in known)
            otherwise = f"the topic has {listed}" if known else "the topic has none; write it first"
            yield finding(code, span, name=name, help=did_you_mean(name, known if guesses >= 0 else (), otherwise))


def equal_stems(topic: Topic) -> Iterator[Diagnostic]:
    """Yield items that ask the same: same stem, same picture, about the same stimulus."""
    seen: dict[tuple[str, str, str], Item] = {}
    for entry in topic.items:
        stimulus = entry.name if isinstance(entry, Group) else ""
        for item in entry.items if isinstance(entry, Group) else (entry,):
            words = str(item.stem).casefold()
            if not (item.NEEDS_STEM and words):
                continue
            first = seen.setdefault((stimulus, item.picture.image if item.picture else "", words), item)
            at = first.at("stem")
            if first is not item:
                yield finding("same-stem", item.at("stem"), other=first.name, line=at.line if at else 1)


def entries_differ(own: Value, other: Value, languages: tuple[str, str]) -> Iterator[Diagnostic]:
    """Yield lists of other lengths and other gaps in another language than in the topic's own."""
    if own is other:
        return
    if isinstance(own, Listing) or isinstance(other, Listing):
        ours = own.entries if isinstance(own, Listing) else (own,)
        theirs = other.entries if isinstance(other, Listing) else (other,)
        if len(ours) != len(theirs):
            yield _differ(other.span, languages, _counted(len(ours)), _counted(len(theirs)))
            return
        for ours_one, theirs_one in zip(ours, theirs, strict=True):
            yield from entries_differ(ours_one, theirs_one, languages)
    elif isinstance(own, Fields) and isinstance(other, Fields):
        for name, value in own.entries.items():
            if name in other.entries:
                yield from entries_differ(value, other.entries[name], languages)
    elif isinstance(own, Scalar) and isinstance(other, Scalar) and "[[" in own.text + other.text:
        ours_gaps, theirs_gaps = numbers(own.text), numbers(other.text)
        if ours_gaps != theirs_gaps:
            yield _differ(other.span, languages, _gaps(ours_gaps), _gaps(theirs_gaps))


def answers_differ(own: Topic, other: Topic, languages: tuple[str, str], wrong: set[int]) -> Iterator[Diagnostic]:
    """Yield items whose right answers stand elsewhere in another language; items in `wrong` (by id) are passed over."""
    ours = {item.name: item for item in own.every_item()}
    for item in other.every_item():
        first = ours.get(item.name)
        if first is None or first is item or type(first) is not type(item) or wrong & {id(first), id(item)}:
            continue
        if first.answer_marks() != item.answer_marks():
            yield _differ(item.at(), languages, "one right answer", "another")


def levels_differ(first: Topic, other: Topic, levels: tuple[str, str], wrong: set[int]) -> Iterator[Diagnostic]:
    """Yield items whose right answer is another at another level: other places, and other words there."""
    ours = {item.name: item for item in first.every_item()}
    for item in other.every_item():
        before = ours.get(item.name)
        if before is None or before is item or type(before) is not type(item) or wrong & {id(before), id(item)}:
            continue
        if before.answer_marks() != item.answer_marks() and _right(before) != _right(item):
            yield finding("levels-differ", item.at(), other=levels[0], level=levels[1])


def _right(item: Item) -> list[object]:
    """The words of what is right, wherever they stand: from body and key in written order."""
    draw = written(item.draw(_Written(), EVERYTHING))
    key = item.key(draw, EVERYTHING)
    right: list[object] = []
    for interaction, response in zip(item.body(draw, EVERYTHING).interactions(), key.responses, strict=False):
        if isinstance(interaction, ChoiceInteraction) and isinstance(response, ChoiceResponse):
            right.append(sorted(str(interaction.choices[i].text) for i in response.choices))
        elif isinstance(interaction, MatchInteraction) and isinstance(response, MatchResponse):
            pairs = [(str(interaction.sources[a].text), str(interaction.targets[b].text) or str(b)) for a, b in response.pairs]
            right.append(sorted(pairs))
        elif isinstance(interaction, OrderInteraction) and isinstance(response, OrderResponse):
            right.append([str(interaction.choices[i].text) for i in response.places])
        elif isinstance(response, NumberResponse):
            right.append(response.value)
        elif isinstance(response, TextResponse):
            right.append(response.texts)
    return right


def rules(allowing: Item | Group, span: Span) -> Iterator[Diagnostic]:
    """Yield what `allow` names that cannot be allowed."""
    if not allowing.allow:
        return
    from generator.diagnostics.codes import CATALOGUE

    for code in allowing.allow:
        at = allowing.at(f"allow.{code}")
        entry = CATALOGUE.get(code)
        if entry is None:
            known = [name for name, one in CATALOGUE.items() if one.severity in ("warning", "hint")]
            yield finding("unknown-rule", at, name=code, help=did_you_mean(code, known, "delete it"))
        elif entry.severity == "error":
            yield finding("error-allowed", at, name=code)


def _differ(span: Span | None, languages: tuple[str, str], due: str, found: str) -> Diagnostic:
    return finding("languages-differ", span, own=languages[0], language=languages[1], due=due, found=found)


def _counted(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _gaps(gaps: tuple[int, ...]) -> str:
    if not gaps:
        return "no gaps"
    return ("gap " if len(gaps) == 1 else "gaps ") + ", ".join(map(str, gaps))
