"""A school as its own settings tell it: what letterhead and signatures print."""

from __future__ import annotations

from generator.frozen import frozen_record
from generator.model.record import Record


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
