"""Stage 4, select: which items a sheet holds, in which order, with which draw; the only place where chance lives.

The rules are those of the format page ("Which items", "Difficulty"). Nothing here looks at what is right.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from generator.diagnostics import Diagnostic, Severity, finding
from generator.frozen import frozen, replace
from generator.model.blueprint import Blueprint
from generator.model.draw import Draw
from generator.model.item import Item
from generator.model.level import Level
from generator.model.plan import Account, Fate, Plan, Planned, PlanSection, Reason
from generator.model.topic import Topic
from generator.select.chance import DigestStream
from generator.select.order import Sections, labels, sections, versions
from generator.select.pool import Unit, pool
from generator.select.shares import take
from generator.select.specified import Chosen, choose, dressed

__all__ = ["Account", "Fate", "Kind", "Reason", "Selection", "select"]

Kind = Literal["worksheet", "exam"]
DEFAULT_ITEMS = 20
FIRST_LABEL = "a"
MOST_DRAWS = 100


@frozen
class Selection:
    """One plan for each version, or one without a label; none where the findings hold an error. `account` says why."""

    plans: tuple[Plan, ...]
    findings: tuple[Diagnostic, ...] = ()
    account: Account | None = None


def select(
    topic: Topic,
    level: Level,
    *,
    kind: Kind = "worksheet",
    items: int | None = None,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    types: Sequence[str] = (),
    avoid: Collection[str] = (),
    variants: int | None = None,
    seed: int = 1,
    total: int | None = None,
    blueprint: Blueprint | None = None,
) -> Selection:
    """Return the plans of one sheet. `topic` is in its own language, so that every language gets the same plans.

    items: how many, None for the default of 20 where nothing is said about a thin mix. only, skip: names of items or groups.
    types: question types, or `group`. avoid: names of items that the class has had. variants: how many versions, None for one
    sheet without a label.
    total: the points that the items share; None where each is worth what the topic says. blueprint: what the sheet holds, section
    by section; one without sections gives its title alone.
    """
    units, findings, left_out = pool(topic, only, skip, types, avoid)
    if not findings and not units:
        findings = (finding("no-items-left", topic.at("items"), kind=kind),)
    if any(found.severity is Severity.ERROR for found in findings):
        return Selection((), findings)
    if blueprint is not None and blueprint.sections:
        chosen = choose(topic, blueprint, units, left_out, level, seed)
    else:
        chosen = _by_shares(topic, units, left_out, level, items, kind, seed)
    findings += chosen.findings
    if not chosen.sections:
        return Selection((), findings, chosen.account)
    account = chosen.account
    plans = _Chance(kind, seed, _level_of(kind, level, topic)).plans(chosen.sections, variants)
    if blueprint is not None:
        plans = tuple(dressed(plan, blueprint) for plan in plans)
    if total is not None:
        scored = tuple(_scored(plan, topic, total) for plan in plans)
        if None in scored:
            counts = {"total": total, "count": len(plans[0].items()), "kind": kind}
            return Selection((), (*findings, finding("total-too-small", topic.at("items"), **counts)), account)
        plans = tuple(plan for plan in scored if plan is not None)
    return Selection(plans, findings, account)


def _by_shares(
    topic: Topic, units: Sequence[Unit], left_out: Sequence[Reason], level: Level, items: int | None, kind: Kind, seed: int
) -> Chosen:
    """Return the units for a number of items, so many of each difficulty as the level's mix says, in the order of the sheet."""
    count = DEFAULT_ITEMS if items is None else items
    taken = take(units, count, level.mix, seed)
    reasons = {**taken.reasons, **{reason.name: reason for reason in left_out}}
    told = tuple(reasons[entry.name] for entry in topic.items if entry.name in reasons)
    account = Account(count, level.mix, taken.wanted, taken.given, told)
    findings = taken.findings(topic.at("items")) if items is not None else ()
    if not taken.units:
        return Chosen([], (*findings, finding("no-items-left", topic.at("items"), kind=kind)), account)
    return Chosen(sections(topic, taken.units, kind), findings, account)


def _scored(plan: Plan, topic: Topic, total: int) -> Plan | None:
    """Return a plan whose items share a total of points; None where it is too small."""
    worths = {planned.name: planned.worth for planned in plan.items() if planned.worth is not None}
    shares = topic.shares({planned.name: planned.draw for planned in plan.items()}, total, worths)
    if shares is None:
        return None

    def scored(section: PlanSection) -> PlanSection:
        return replace(section, items=tuple(replace(planned, points=shares[planned.name]) for planned in section.items))

    return replace(plan, sections=tuple(map(scored, plan.sections)))


def _level_of(kind: Kind, level: Level, topic: Topic) -> Level:
    """The level with its number of choices settled: what it wants itself counts in a worksheet only."""
    graded = level if kind == "worksheet" else replace(level, choices=None)
    return graded.for_grade(topic.lowest_grade())


@frozen
class _Chance:
    """Draws for one sheet, each item from its own stream."""

    kind: Kind
    seed: int
    level: Level

    def plans(self, written: Sections, variants: int | None) -> tuple[Plan, ...]:
        """Return the plan of each version, or of the one sheet without a label."""
        if variants is None:
            return (self.plan(written, ""),)
        names = labels(variants)
        orders = versions(written, names, self.kind, self.seed)
        return tuple(self.plan(order, label) for order, label in zip(orders, names, strict=True))

    def plan(self, order: Sequence[tuple[str, Sequence[Unit]]], label: str) -> Plan:
        """Return the plan of one version; the sheet without a label is drawn as version a."""
        return Plan(
            tuple(
                PlanSection(
                    name,
                    tuple(
                        Planned(item.name, self.draw(item, label or FIRST_LABEL), unit.group)
                        for unit in units
                        for item in unit.items
                    ),
                )
                for name, units in order
            ),
            label,
            self.seed,
            self.kind,
        )

    def draw(self, item: Item, label: str) -> Draw:
        """Draw until the item is not printed solved; an item that has one order only is left at that."""
        stream = DigestStream("draw", self.kind, str(self.seed), label, item.name)
        draw = item.draw(stream, self.level)
        for _ in range(MOST_DRAWS):
            if not item.solved(draw):
                break
            draw = item.draw(stream, self.level)
        return draw
