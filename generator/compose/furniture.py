"""What the document kinds share: the running block, the facts over the title, section heads, sources, references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from generator.compose.blocks import Foot, Part, Running, Section
from generator.compose.kind import Setting
from generator.compose.origins import origins
from generator.compose.wording import bare, filled
from generator.frozen import replace, slotted
from generator.languages import Words
from generator.model.document import Document
from generator.model.item import Item
from generator.model.level import Level
from generator.model.text import Inline, Run, Sign, Slot, Text
from generator.model.topic import Objective, Reference, Topic

BESIDE_FIELDS, ALONE = 54, 110
"""So many signs of a title fit into the header, beside the name line and without it."""
_SHORT = re.compile(r".*\(([A-Z][A-Za-z]{1,9})\)\s*")
_CODE = re.compile(r"[a-z]{1,4}\d{1,3}")


@slotted
class Sections:
    """Gives section heads their letters in order."""

    words: Words
    count: int = 0

    def head(self, path: str, notes: Iterable[str] = (), **facts: object) -> Section:
        """Return the next head: the word at `path` under the next letter."""
        return self.titled(self.words(path, **facts), notes)

    def titled(self, title: str, notes: Iterable[str] = ()) -> Section:
        """Return the next head: a title under the next letter."""
        self.count += 1
        return Section(self.words.letter("section", self.count - 1), title, tuple(notes))


def amount(value: Decimal) -> Decimal:
    """Return points without idle zeros, as they are printed."""
    return Decimal(f"{value.normalize():f}")


def running(topic: Topic, level: Level, words: Words, code: str, labels: Iterable[str], **more: Any) -> Running:
    """Return what stands on every page; `more` are further fields of the running block."""
    return Running(
        direction=words.direction,
        title=short(topic.title, BESIDE_FIELDS if "fields" in more else ALONE),
        code=code,
        labels=tuple(label for label in labels if label),
        page=filled(words, "sheet.page", n=Slot("page"), total=Slot("pages")),
        mark="" if level.mark == "none" else level.mark,
        **more,
    )


def document(kind: str, topic: Topic, words: Words, running: Running, blocks: Iterable[Part], **more: Any) -> Document:
    """Return a document; `more` are further fields of it. Its title tells a topic's files apart in a reader's window."""
    return Document(
        kind=kind,
        language=words.tag,
        title=f"{topic.title} – {words(f'kinds.{kind}.name')}",
        running=running,
        blocks=tuple(blocks),
        code=running.code,
        author=", ".join(topic.authors),
        subject=str(topic.subject),
        origins=origins(topic),
        **more,
    )


def named(document: Document) -> Document:
    """Return a document that keeps room on its pages for what is stamped on a pupil's copy."""
    assert isinstance(document.running, Running)
    return replace(document, running=replace(document.running, named=True))


def short(title: Text, most: int) -> Text:
    """Return a title that fits into a header: as it is, else its first words."""
    if len(str(title)) <= most:
        return title
    kept = str(title)[:most].rpartition(" ")[0] or str(title)[:most]
    return bare(kept.rstrip(" ,;:–-") + "…")


def labels(plan_label: str, words: Words, setting: Setting) -> tuple[str, ...]:
    """Return what stands beside the code: the version's label, and that the sheet is a draft."""
    version = words("sheet.version", label=plan_label.upper()) if plan_label else ""
    return (version, words("sheet.draft") if setting.draft else "")


def facts(topic: Topic, words: Words, setting: Setting, *more: Text) -> tuple[Text, ...]:
    """Return the facts over the title: school, subject (its short form where it ends with one), grade, and more.

    Under a letterhead, which names it, the school is left out.
    """
    subject = topic.subject
    short = _SHORT.fullmatch(str(subject))
    return tuple(
        fact
        for fact in (
            bare("" if setting.kop else setting.school.name),
            bare(short[1]) if short else subject,
            bare(words.grades(topic.grade)),
            *more,
        )
        if fact
    )


def year(words: Words, setting: Setting) -> tuple[Text, ...]:
    """Return the school year as a fact over the title, where the school says it."""
    return (bare(words("specification.year", year=setting.school.year)),) if setting.school.year else ()


def counted(items: Iterable[Item], words: Words) -> str:
    """Return how many items there are of each question type, in the order of first appearance: `5 matching, 2 essay`."""
    forms = [words(f"types.{item.TYPE}.name").lower() for item in items]
    return ", ".join(f"{forms.count(form)} {form}" for form in dict.fromkeys(forms))


def level_fact(level: Level, words: Words) -> Text:
    """Return the level in words beside its drawn mark, for teachers."""
    name = words(f"levels.{level.name}")
    if level.mark == "none":
        return filled(words, "levels.shown", mark="", level=name)
    return filled(words, "levels.shown", mark=Sign(level.mark), level=name)


def objective_label(name: str) -> str:
    """Return an objective's name as it is printed: `TP2` for tp2; nothing for a name that is no such short sign."""
    return name.upper() if _CODE.fullmatch(name) else ""


def served(topic: Topic, items: Iterable[Item]) -> tuple[Objective, ...]:
    """Return the topic's objectives that items serve, in the topic's order."""
    wanted = {name for item in items for name in item.objective}
    return tuple(objective for objective in topic.objectives if objective.name in wanted)


def continuing(text: Text, after: str = "") -> Text:
    """Return a text as it goes on after a lead such as "I can": a capital that begins a plain word made small, no full stop.

    `after` is put behind it, in brackets.
    """
    if not text:
        return text
    *others, last = text.paragraphs
    paragraphs = [*others, (*_without_stop(last), *((Run(f" ({after})"),) if after else ()))]
    first = paragraphs[0]
    if isinstance(first[0], Run) and first[0].text[1:2].islower():
        paragraphs[0] = (replace(first[0], text=first[0].text[:1].lower() + first[0].text[1:]), *first[1:])
    return Text(tuple(paragraphs))


def _without_stop(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if isinstance(line[-1], Run) and line[-1].text.endswith(".") and not line[-1].text.endswith(".."):
        return (*line[:-1], replace(line[-1], text=line[-1].text[:-1]))
    return line


def cited(reference: Reference, words: Words) -> Text:
    """Return a source as it is listed: author, title, publisher and date, address, licence; as much as is known."""
    title = tuple(replace(run, emphasis=True) if isinstance(run, Run) else run for run in reference.title.paragraphs[0])
    pieces: list[Inline] = [Run(f"{reference.author.rstrip('.')}. ")] if reference.author else []
    pieces += title
    published = ", ".join(part for part in (reference.publisher, words.date(reference.date) if reference.date else "") if part)
    pieces += [Run(f". {published}")] if published else []
    pieces += [Run(", "), Run(reference.url, link=reference.url)] if reference.url else []
    pieces.append(Run(f" ({reference.licence})." if reference.licence else "."))
    return Text((tuple(pieces),))


def short_cited(reference: Reference) -> Text:
    """Return a source in short: author and title, and a licence that asks for credit (Creative Commons BY), with a full stop."""
    title = tuple(replace(run, emphasis=True) if isinstance(run, Run) else run for run in reference.title.paragraphs[0])
    author = (Run(f"{reference.author}, "),) if reference.author else ()
    credit = f" ({reference.licence})" if reference.licence.startswith("CC BY") else ""
    return Text(((*author, *title, Run(f"{credit}.")),))


def foot(topic: Topic, words: Words, sources: Sequence[Text], as_of: str) -> Foot | None:
    """Return the small print: sources as cited, as of when, authors, licence; None where nothing is known."""
    parts = list(sources)
    if as_of:
        parts.append(bare(_sentence(words("sheet.as-of", date=words.date(as_of)))))
    if topic.authors:
        parts.append(bare(_sentence(words("sheet.authors", authors=words.listed(topic.authors)))))
    if topic.licence:
        parts.append(bare(_sentence(words("sheet.licence", licence=topic.licence))))
    return Foot(words("sections.sources") if sources else "", tuple(parts)) if parts else None


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
