"""Where things come from and how long they are true: quotations, licences, corrected errors, dates of review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostic, finding
from generator.judge.guide import guide, words
from generator.judge.subject import Subject
from generator.judge.written import Written, dates
from generator.model.blocks import Block, Callout, Quotation
from generator.model.item import Group
from generator.model.topic import Correction

SOON = 60
"""So many days ahead a review is announced."""
FOR_TEACHERS = frozenset(["why", "rationale", "correction", "note", "model", "rubric", "indicator"])
JUDGED = frozenset(["rows", "extra"])
"""Fields whose texts a pupil has to judge, as the stem of a true-false item and distractors."""


def quotation_without_source(subject: Subject) -> Iterator[Diagnostic]:
    """Yield quotations that name no reference."""
    for topic in subject.every():
        for index, block in enumerate(topic.handout):
            if _unnamed([block]):
                yield finding("quotation-without-source", topic.at(f"handout.{index}"))
        for entry in topic.items:
            for index, block in enumerate(entry.stimulus if isinstance(entry, Group) else ()):
                if _unnamed([block]):
                    yield finding("quotation-without-source", entry.at(f"stimulus.{index}"))


def _unnamed(blocks: Sequence[Block]) -> bool:
    return any(
        (isinstance(block, Quotation) and not block.source) or (isinstance(block, Callout) and _unnamed(block.blocks))
        for block in blocks
    )


def licences(subject: Subject) -> Iterator[Diagnostic]:
    """Yield references under a Creative Commons licence whose credit is incomplete, or whose licence the topic does not keep."""
    topic = subject.own()
    for reference in topic.references:
        licence = reference.licence.upper()
        if not licence.startswith("CC BY"):
            continue
        lacking = [] if reference.author or reference.publisher else ["author"]
        lacking += [] if reference.url else ["url"]
        if lacking:
            fields = " and ".join(f"`{field}`" for field in lacking)
            yield finding("incomplete-credit", reference.at("licence"), licence=reference.licence, lacking=fields)
        if "-SA" in licence and "-SA" not in topic.licence.upper():
            yield finding("share-alike", reference.at("licence"), licence=reference.licence)


def corrected_words(subject: Subject) -> Iterator[Diagnostic]:
    """Yield wrong words that `corrections` correct where a pupil would take them for true."""
    wrong: dict[str, set[str]] = {language: set() for language in subject.languages}
    for topic in subject.every():
        wrong[topic.language] |= {phrase.casefold() for one in topic.corrections if (phrase := _known_again(one))}
    wrong[""] = set().union(*wrong.values())
    denying = {word for language in subject.languages for word in words(guide(language).items.denying)}
    for text in subject.written if wrong[""] else ():
        lowered = text.text.casefold()
        for phrase in sorted(phrase for phrase in wrong.get(text.language, ()) if phrase in lowered):
            for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text.text, re.IGNORECASE):
                if not _judged(text) and not _denied(text.text[: match.start()], denying):
                    yield finding("corrected-words", subject.source.find(text.span, match[0]), words=match[0])


def _known_again(one: Correction) -> str:
    """The wrong words, if they are wrong wherever they stand: several words, or a name, which takes the next word with it."""
    error, claim = str(one.error), str(one.claim)
    if " " in error:
        return error
    after = claim.partition(error)[2].split() if error else []
    return f"{error} {after[0].rstrip('.,!?')}" if error[:1].isupper() and after else ""


def _denied(before: str, denying: set[str]) -> bool:
    """Say whether words are denied by what stands before them in the sentence, or quoted, which asks for a judgement."""
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return True
    near = " ".join(re.split(r"[.!?]\s", before.casefold())[-1].split()[-5:])
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", near) for word in denying)


def _judged(text: Written) -> bool:
    """Say whether a text is there to be judged as wrong, or is for teachers."""
    path = text.path
    if "corrections" in path or not FOR_TEACHERS.isdisjoint(path) or text.says("kind", "correction"):
        return True
    if "choices" in path:
        return not text.says("key", "true")
    return not JUDGED.isdisjoint(path) or (path[-1] == "stem" and text.says("type", "true-false"))


def reviews(subject: Subject) -> Iterator[Diagnostic]:
    """Yield dates of review that have passed or are near."""
    if not subject.today:
        return
    today = _days(subject.today)
    for written, span in dates(subject.source, "review_by"):
        left = _days(written) - today
        if left < 0:
            yield finding("review-passed", span, date=written)
        elif left <= SOON:
            yield finding("review-soon", span, date=written)


def _days(written: str) -> int:
    """A date as days, of a year or month its last one; a month counts 31 days, which is near enough."""
    parts = [int(part) for part in written.split("-")]
    year, month, day = (*parts, *(12, 31)[len(parts) - 1 :])
    return (year * 12 + month) * 31 + day


RULES = (quotation_without_source, licences, corrected_words, reviews)
