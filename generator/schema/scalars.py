"""Texts read as names, numbers, dates, times and yes-no; what is no such thing gets a code and a help."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

NEEDED: Mapping[str, str] = {
    "name": "a name",
    "date": "a date",
    "time": "a time",
    "whole": "a whole number",
    "number": "a number",
    "yes-no": "`true` or `false`",
    "one-of": "one word",
}
DIGITS = 15

_NAME = re.compile(r"[a-z0-9-]{1,60}\Z")
_WHOLE = re.compile(rf"[+-]?[0-9]{{1,{DIGITS}}}\Z")
_NUMBER = re.compile(rf"[+-]?[0-9]{{1,{DIGITS}}}(\.[0-9]{{1,{DIGITS}}})?\Z")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])\Z")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


def name(text: str) -> str | None:
    """Return a name: `[a-z0-9-]`, 1 to 60 signs."""
    return text if _NAME.match(text) else None


def whole(text: str) -> int | None:
    """Return a whole number of at most 15 digits."""
    return int(text) if _WHOLE.match(text) else None


def number(text: str) -> Decimal | None:
    """Return a number with a decimal point; `1.50` keeps its nought."""
    return Decimal(text) if _NUMBER.match(text) else None


def yes_no(text: str) -> bool | None:
    """Return what `true` or `false` says, in any case of letters."""
    return {"true": True, "false": False}.get(text.lower())


def date(text: str) -> str | None:
    """Return a date that the calendar has: `2019`, `2019-12` or `2019-12-18`."""
    match = _DATE.match(text)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if not (year and 1 <= month <= 12):
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = 28 + leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return text if 1 <= day <= length else None


def time(text: str) -> str | None:
    """Return a time of day as `07:30`; it may be written `7:30` or, as in Indonesia, `07.30`."""
    match = _TIME.match(text)
    return f"{int(match[1]):02}:{match[2]}" if match else None


READ: Mapping[str, Callable[[str], Any]] = {
    "name": name,
    "whole": whole,
    "number": number,
    "yes-no": yes_no,
    "date": date,
    "time": time,
}


def wrong(kind: str, text: str) -> tuple[str, str]:
    """Return the code and the help for a text that is not what `kind` needs."""
    if kind == "name":
        plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
        slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:60]
        return "bad-name", f"write `{slug}`" if slug else "use the letters a to z, digits and hyphens"
    if kind == "yes-no":
        return "not-yes-no", "write `true` or `false`"
    if kind == "date":
        return "not-a-date", "write `2019`, `2019-12` or `2019-12-18`"
    if kind == "time":
        return "not-a-time", "write `07:30`"
    help_text = "write digits only" if kind == "whole" else "write digits, and a point before decimals"
    pointed = text.replace(" ", "").replace(",", ".", 1)
    if kind == "number" and "," in text and number(pointed) is not None:
        help_text = f"write `{pointed}`"
    return "not-whole" if kind == "whole" else "not-a-number", help_text
