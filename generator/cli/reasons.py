"""Why a sheet holds what it holds, in plain words: a line for each item."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.explained import Chosen
from generator.cli.output import counted
from generator.model.level import DIFFICULTIES
from generator.select import Account, Reason

ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def told(chosen: Chosen, default: bool) -> Iterator[str]:
    """Yield the lines about a topic's sheet: shares, then items in printed order, then what is not on it.

    `default`: nobody asked for a number of items.
    """
    account = chosen.account
    if account is None:
        return
    yield from sections(account) if account.cells else shares(account, chosen.level.name, default)
    printed = list(chosen.plan.items()) if chosen.plan else []
    kinds = {str(item.name): f"{item.TYPE}, {item.difficulty}" for item in chosen.topic.every_item()}
    reasons = {name: reason for reason in account.reasons for name in reason.items}
    for number, planned in enumerate(printed, 1):
        told_why = why(reasons[planned.name], planned.group, account, planned.name)
        yield f"{number:>4}. {planned.name} ({kinds[planned.name]}): {told_why}"
    left = [reason for reason in account.reasons if reason.fate not in ("taken", "filled", "cell")]
    if left:
        yield "Not on the sheet:"
        for reason in left:
            yield f"   -  {reason.name} ({'group' if reason.group else kinds[reason.name]}): {why(reason, account=account)}"


def shares(account: Account, level: str, default: bool) -> Iterator[str]:
    """Yield how many items of each difficulty were wanted, and why."""
    count = f"{account.count}, since no number was asked for" if default else f"{account.count}, as asked for"
    yield f"Items: {count}; a group counts its items and is taken whole."
    exact = [account.count * part / 100 for part in account.mix]
    parts = "; ".join(
        f"{name} {part} % = {number:g}{'' if number == wanted else f', so {wanted}'}"
        for name, part, number, wanted in zip(DIFFICULTIES, account.mix, exact, account.wanted, strict=True)
    )
    rounded = " (the largest remainders are rounded up)" if any(number != int(number) for number in exact) else ""
    yield f"Shares of the level {level}: {parts}{rounded}."
    yield "On the sheet: " + ", ".join(f"{given} {name}" for name, given in zip(DIFFICULTIES, account.given, strict=True)) + "."


def sections(account: Account) -> Iterator[str]:
    """Yield what the sections of a blueprint ask for."""
    groups = "a group counts its items and is taken whole"
    yield f"Items: {account.count}, as the blueprint says, in {counted(len(account.titles), 'section')}; {groups}."
    for place, title in enumerate(account.titles):
        cells = [f"{cell.count}{f' of {cell.said()}' if cell.said() else ''}" for cell in account.cells if cell.section == place]
        yield f"Section {place + 1}{f', {title}' if title else ''}: {'; '.join(cells)}."


def placed(reason: Reason, account: Account, name: str, whole: str) -> str:
    """Return which cell of a blueprint an item fills, and why it and no other."""
    fills = f"{whole}fills {cell_of(account, reason.cells[reason.items.index(name)])}"
    if not reason.among:
        return f"{fills}; chosen among the groups so that every section is filled"
    return f"{fills}; {spread(reason)}; rank {reason.place} of {reason.among} that fitted the section{ahead(reason)}"


def cell_of(account: Account, place: int) -> str:
    """Return a cell of a blueprint in words: its section and what this wants there."""
    cell = account.cells[place]
    return f"section {cell.section + 1}{f' ({cell.said()})' if cell.said() else ''}"


def why(reason: Reason, group: str = "", account: Account | None = None, name: str = "") -> str:
    """Return the reason of one item or group in words; `name` is the item's. The account knows the cells of a blueprint."""
    plain = {
        "skipped": "left out by --skip",
        "had": "the class has had it (--avoid)",
        "not-among": "not among the names after --only",
        "other-type": "left out by --type",
        "no-share": "passed over, it holds items of a difficulty that has no share",
        "no-cell": "no section of the blueprint takes it",
    }
    if reason.fate in plain:
        return plain[reason.fate]
    whole = f"with its group {group}, " if group else ""
    if account is not None and reason.fate == "cell":
        return placed(reason, account, name, whole)
    if account is not None and reason.fate == "no-room":
        return f"fits {' and '.join(cell_of(account, place) for place in reason.cells)}, filled without it"
    ranked = f"rank {reason.place} of {reason.among} in the {reason.difficulty} share"
    if reason.fate == "too-large":
        return f"passed over, {len(reason.items)} items where there was room for {reason.room}; {ranked}"
    if reason.fate == "full":
        return f"enough without it; {ranked}"
    filled = f" in the place of {reason.instead} ones, which were too few" if reason.fate == "filled" else ""
    turn = f"{reason.turn}{ordinal(reason.turn)} of the {reason.difficulty} share{filled}"
    return f"{whole}{turn}; {spread(reason)}; {ranked}{ahead(reason)}"


def spread(reason: Reason) -> str:
    """Return how often the share had an item's objective and type when it was taken."""
    objective, kind = (_times(number) for number in reason.seen)
    return f"its objective was there {objective}, its type {kind}"


def ahead(reason: Reason) -> str:
    """Return how many of better rank waited, since objectives and types come before rank."""
    return f", before {reason.ahead} of better rank whose objectives or types were there more often" if reason.ahead else ""


def _times(number: int) -> str:
    return ("not yet", "once", "twice")[number] if number < 3 else f"{number} times"


def ordinal(number: int) -> str:
    """Return `st`, `nd`, `rd` or `th`."""
    return "th" if number % 100 in (11, 12, 13) else ORDINALS.get(number % 10, "th")
