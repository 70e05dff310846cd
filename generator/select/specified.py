"""A sheet by a blueprint: its sections in their order, filled to the letter, with their titles, instructions and points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostic, finding
from generator.diagnostics.nearest import did_you_mean
from generator.frozen import frozen, replace
from generator.model.blueprint import Blueprint
from generator.model.level import DIFFICULTIES, Level
from generator.model.plan import Account, Plan, PlanSection, Reason
from generator.model.topic import Topic
from generator.select.cells import Filled, fill
from generator.select.order import Sections, by_registry
from generator.select.pool import Unit
from generator.select.shares import said
from generator.select.unfilled import unfilled

STRAY = 1
"""So many items of a difficulty more than the level's mix gives a section are no thin mix."""


@frozen
class Chosen:
    """What a blueprint chooses: units by sections (none where a cell cannot be filled), what is amiss, and why."""

    sections: Sections
    findings: tuple[Diagnostic, ...]
    account: Account | None


def choose(
    topic: Topic, blueprint: Blueprint, units: Sequence[Unit], left_out: Sequence[Reason], level: Level, seed: int
) -> Chosen:
    """Return the units for the sections of a blueprint. `left_out`: what the request does not allow."""
    strange = tuple(_strange(topic, blueprint))
    if strange:
        return Chosen([], strange, None)
    titles = tuple(str(section.title.text(topic.language, level.text)) for section in blueprint.sections)
    cells = blueprint.cells()
    filled = fill(units, cells, level.mix, seed)
    findings = tuple(unfilled(topic, filled, titles, units, left_out))
    if findings:
        return Chosen([], findings, None)
    items = [item for part in filled.sections for unit in part for item in unit.items]
    given = tuple(sum(item.difficulty == difficulty for item in items) for difficulty in DIFFICULTIES)
    wanted = tuple(map(sum, zip(*(wish for wish, _ in filled.mixed.values()), strict=True))) or (0, 0, 0)
    reasons = {**filled.reasons, **{reason.name: reason for reason in left_out}}
    told = tuple(reasons[entry.name] for entry in topic.items if entry.name in reasons)
    account = Account(len(items), level.mix, wanted, given, told, cells, titles)
    return Chosen(
        [(f"section-{number}", by_registry(part)) for number, part in enumerate(filled.sections, 1)],
        tuple(_thin(blueprint, filled)),
        account,
    )


def dressed(plan: Plan, blueprint: Blueprint) -> Plan:
    """Return a plan with the texts and the points of its blueprint."""
    if not blueprint.sections:
        return replace(plan, title=blueprint.title)
    sections = []
    for made, asked in zip(plan.sections, blueprint.sections, strict=True):
        items = tuple(replace(one, points=asked.points, worth=asked.points) for one in made.items)
        sections.append(PlanSection(made.name, items, asked.title, asked.instruction))
    return replace(plan, sections=tuple(sections), title=blueprint.title)


def _strange(topic: Topic, blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Yield a finding for each objective that the topic does not have."""
    known = [str(objective.name) for objective in topic.objectives]
    listed = "it has " + ", ".join(f"`{name}`" for name in known) if known else "it has none"
    for section in blueprint.sections:
        for name in section.objective.names:
            if name not in known:
                facts = {"topic": topic.name, "name": name, "hint": did_you_mean(name, known, listed)}
                yield finding("unknown-blueprint-objective", section.at(f"objective.{name}"), **facts)


def _thin(blueprint: Blueprint, filled: Filled) -> Iterator[Diagnostic]:
    """Yield a warning for each section of free difficulty that is far from the level's mix."""
    for place, (wanted, given) in filled.mixed.items():
        if any(has - wish > STRAY for has, wish in zip(given, wanted, strict=True)):
            yield finding(
                "thin-section", blueprint.sections[place].at(), section=place + 1, wanted=said(wanted), given=said(given)
            )
