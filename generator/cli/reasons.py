"""Why a sheet holds what it holds, in plain words: a line for each item."""

from __future__ import annotations

from collections.abc import Iterator

from generator.build.explained import Chosen
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
    yield from shares(account, chosen.level.name, default)
    printed = list(chosen.plan.items()) if chosen.plan else []
    kinds = {str(item.name): f"{item.TYPE}, {item.difficulty}" for item in chosen.topic.every_item()}
    reasons = {name: reason for reason in account.reasons for name in reason.items}
    for number, planned in enumerate(printed, 1):
        yield f"{number:>4}. {planned.name} ({kinds[planned.name]}): {why(reasons[planned.name], planned.group)}"
    left = [reason for reason in account.reasons if reason.fate not in ("taken", "filled")]
    if left:
        yield "Not on the sheet:"
        for reason in left:
            yield f"   -  {reason.name} ({'group' if reason.group else kinds[reason.name]}): {why(reason)}"


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


def why(reason: Reason, group: str = "") -> str:
    """Return the reason of one item or group in words."""
    plain = {
        "skipped": "left out by --skip",
        "had": "the class has had it (--avoid)",
        "not-among": "not among the names after --only",
        "other-type": "left out by --type",
        "no-share": "passed over, it holds items of a difficulty that has no share",
    }
    if reason.fate in plain:
        return plain[reason.fate]
    ranked = f"rank {reason.place} of {reason.among} in the {reason.difficulty} share"
    if reason.fate == "too-large":
        return f"passed over, {len(reason.items)} items where there was room for {reason.room}; {ranked}"
    if reason.fate == "full":
        return f"enough without it; {ranked}"
    whole = f"with its group {group}, " if group else ""
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
