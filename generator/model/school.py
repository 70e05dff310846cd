"""A school and its exams as its own settings tell them: what letterhead, signatures and an exam's head print."""

from __future__ import annotations

from pathlib import Path

from generator.frozen import frozen_record
from generator.model.item import Date, Time
from generator.model.record import Record

LOGO = "school:"
"""Before the path of a logo, from the folder of the school's file; no picture of a topic can begin so."""


@frozen_record
class Person(Record):
    """A head of school or teacher; here `name` is a person's."""

    name: str = ""
    nip: str = ""
    title: str = ""


@frozen_record
class School(Record):
    """The school of the letterhead and the signatures; a missing field prints nothing."""

    authority: tuple[str, ...] = ()
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    npsn: str = ""
    nsm: str = ""
    accreditation: str = ""
    logo_left: str = ""
    logo_right: str = ""
    city: str = ""
    year: str = ""
    semester: str = ""
    principal: Person | None = None
    teacher: Person | None = None

    @property
    def headed(self) -> bool:
        """Say whether there is more than a name to print as a letterhead."""
        return bool(self.authority or self.address or self.logo_left or self.logo_right)

    @property
    def folder(self) -> Path | None:
        """The folder of the file that it was read from, where its logos lie; None for a school made in memory."""
        span = self.at()
        return Path(span.file).parent if span is not None else None


@frozen_record
class Exam(Record):
    """What the head of an exam says beside its topic; what a pupil needs and is missing prints as a line to fill in.

    box_left: the lines of the box at the start of the title (secrecy). box_right: what stands in the one at its end, where no
    version does (main or make-up exam, number of the paper).
    """

    title: str = ""
    date: Date | None = None
    start: Time | None = None
    end: Time | None = None
    box_left: tuple[str, ...] = ()
    box_right: str = ""

    def minutes(self) -> int | None:
        """Return how long the exam lasts; None where start or end is not known."""
        if self.start is None or self.end is None:
            return None
        return _minute(self.end) - _minute(self.start)


def _minute(time: Time) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
