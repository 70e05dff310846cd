"""The teacher's notes: aims, course of the lesson with ideas, misconceptions, answers to discuss; only what the topic has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.compose import furniture
from generator.compose.blocks import Corrections, Explanation, Front, Masthead, Part
from generator.compose.code import sheet_code
from generator.compose.furniture import Sections
from generator.compose.kind import Setting
from generator.compose.registers import Register, head
from generator.compose.specification import named
from generator.compose.wording import Wording, bare
from generator.languages import Words
from generator.model.blocks import Block, Heading
from generator.model.document import Document
from generator.model.item import Group, Item
from generator.model.level import Level
from generator.model.plan import ACTIVITIES, Plan
from generator.model.text import Run, Text
from generator.model.topic import Objective, Topic

STEPS = {"opening": 15, "activity-1": 25, "activity-2": 25, "activity-3": 20, "closing": 15}
"""The steps of a lesson with their shares of its time, in percent; a step that a topic has no items for leaves its to others."""
GRAIN = 5
"""Minutes that times are rounded to."""


def compose(topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
    """Return the notes on a topic; they have no plan."""
    blocks = tuple(_blocks(topic, words, setting))
    code = setting.code or sheet_code(blocks)
    running = furniture.running(topic, level, words, code, furniture.labels("", words, setting), banner=words("sheet.banner"))
    return furniture.document("teacher-notes", topic, words, running, blocks, audience="teacher")


def _blocks(topic: Topic, words: Words, setting: Setting) -> Iterator[Part]:
    wording, sections = Wording(words), Sections(words)
    duration = bare(words.duration(topic.duration, topic.grade)) if topic.duration else Text()
    yield Masthead(words("kinds.teacher-notes.label"), topic.title, furniture.facts(topic, words, setting, duration))
    if topic.objectives:
        yield sections.head("sections.objectives")
        yield Front("", tuple(_aim(objective) for objective in topic.objectives))
    if topic.materials or topic.terms:
        yield sections.head("teacher-notes.preparation")
        yield Front("", tuple(_prepared(topic, words, wording)))
    yield sections.head("teacher-notes.timing")
    yield _lesson(topic, words)
    if topic.corrections:
        yield sections.head("teacher-notes.corrections")
        heads = tuple(words(f"key.corrections.{name}") for name in ("claim", "correction"))
        told = ((wording.text(each.claim), wording.text(each.correction)) for each in topic.corrections)
        yield Corrections(heads, tuple(told))
    discussed = tuple(_discussed(topic, words, wording))
    if discussed:
        yield sections.head("teacher-notes.discussion")
        yield from discussed


def _aim(objective: Objective) -> Text:
    """Return an objective as a list has it, with how much it asks for."""
    text = named(objective)
    *others, last = text.paragraphs
    return Text((*others, (*last, Run(f" ({objective.cognitive})")))) if objective.cognitive else text


def _prepared(topic: Topic, words: Words, wording: Wording) -> Iterator[Text]:
    """Yield what to bring and which terms to know."""
    terms = [term.term for term in topic.terms]
    for name, texts in (("materials", topic.materials), ("terms", terms)):
        lines = [wording.text(text).paragraphs[0] for text in texts]
        if lines:
            pieces = [piece for line in lines for piece in (Run(", "), *line)][1:]
            yield Text(((Run(words(f"teacher-notes.{name}") + ": ", strong=True), *pieces),))


def _lesson(topic: Topic, words: Words) -> Register:
    """Return the course of a lesson: its steps, how long each takes where the topic says how long all is, and ideas."""
    items = list(topic.every_item())
    by_activity: dict[str, list[Item]] = {}
    for item in items:
        by_activity.setdefault(f"activity-{ACTIVITIES[item.cognitive or 'C1']}", []).append(item)
    steps = [step for step in STEPS if step in by_activity or step in ("opening", "closing")]
    minutes = shared(topic.duration or 0, [STEPS[step] for step in steps])
    rows = []
    for step, time in zip(steps, minutes, strict=True):
        number = steps.index(step)
        own = f"teacher-notes.steps.{step}"
        title = words(own) if words.has(own) else words(f"sections.{step}", n=number)
        ideas = [words(f"teacher-notes.ideas.{step}.{place}") for place in range(len(words.lines(f"teacher-notes.ideas.{step}")))]
        if step in by_activity:
            asked = by_activity[step]
            ideas.append(words("teacher-notes.items", n=len(asked), types=furniture.counted(asked, words)))
        said = Text(tuple(line for idea in ideas for line in bare(idea).paragraphs))
        rows.append((bare(words("sheet.minutes", minutes=time)), bare(title), said))
    columns = ("time", "step", "ideas") if topic.duration else ("step", "ideas")
    heads = head(words(f"teacher-notes.columns.{name}") for name in columns)
    return Register(columns, (heads,), tuple(row[-len(columns) :] for row in rows))


def shared(minutes: int, shares: Sequence[int]) -> list[int]:
    """Return a time in parts of whole grains by largest remainder; what is less than a grain goes to the largest part."""
    grains, whole = minutes // GRAIN, sum(shares)
    parts = [grains * share // whole for share in shares]
    behind = sorted(range(len(parts)), key=lambda place: (-(grains * shares[place] % whole), place))
    for place in behind[: grains - sum(parts)]:
        parts[place] += 1
    times = [part * GRAIN for part in parts]
    times[times.index(max(times))] += minutes % GRAIN
    return times


def _discussed(topic: Topic, words: Words, wording: Wording) -> Iterator[Explanation]:
    """Yield each item with a model answer, under its cognitive class; its number differs from sheet to sheet."""
    for entry in topic.items:
        group = entry if isinstance(entry, Group) else None
        for item in entry.items if isinstance(entry, Group) else (entry,):
            model: tuple[Block, ...] = getattr(item, "model", ())
            if item.stem and model:
                first = group.stimulus[0] if group is not None else None
                notes = [("passage", Text((first.text,)))] if isinstance(first, Heading) else []
                notes += [("why", item.rationale)] if item.rationale else []
                yield Explanation(
                    number=item.cognitive or "",
                    at=str(item.name),
                    answer="",
                    text=wording.text(item.stem),
                    notes=tuple((words(f"teacher-notes.{name}"), wording.text(text)) for name, text in notes),
                    model=wording.blocks(model),
                    model_label=words("key.model"),
                )
