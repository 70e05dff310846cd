"""What the school puts round a document: its letterhead, facts as `label : value`, the places of signatures.

Fields and labels are those of the school forms (guides, 2.1 to 2.3, 2.10). What the school does not say prints nothing.
"""

from __future__ import annotations

from typing import ClassVar

from generator.compose.kind import Setting
from generator.diagnostics import Span
from generator.frozen import frozen, replace
from generator.languages import Words
from generator.model.document import Document, DocumentBlock
from generator.model.school import LOGO, Person, School
from generator.model.text import Text

LOGOS = (("start", "logo_left"), ("end", "logo_right"))
CONTACTS = ("phone", "email", "website", "npsn", "nsm", "accreditation")


@frozen
class Letterhead(DocumentBlock):
    """The school's head over the first page: lines of whom it belongs to, its name, facts such as its address, in this order.

    `logos` are pictures (side, path, at): the side is start or end.
    """

    macro: ClassVar[str] = "letterhead"
    authority: tuple[str, ...]
    name: str
    facts: tuple[str, ...]
    logos: tuple[tuple[str, str, str], ...] = ()


@frozen
class Identity(DocumentBlock):
    """Facts (label, value) in two columns, read down one and then the other; an empty value is a line to write on.

    `ruled`: they stand between two lines. `wide` are facts under both columns, whose values are long.
    """

    macro: ClassVar[str] = "identity"
    facts: tuple[tuple[str, Text], ...]
    ruled: bool = False
    wide: tuple[tuple[str, Text], ...] = ()


@frozen
class Signature(DocumentBlock):
    """Where one person signs: lines over the pen, the name and number under it, as much as is known.

    `open`: the first of the lines goes on as a line to write on, for the date.
    """

    macro: ClassVar[str] = "signature"
    lead: tuple[str, ...]
    name: str = ""
    number: str = ""
    open: bool = False


@frozen
class Signatures(DocumentBlock):
    """The places of signatures beside one another, the last at the end edge."""

    macro: ClassVar[str] = "signatures"
    signers: tuple[Signature, ...]


def headed(document: Document, words: Words, setting: Setting) -> Document:
    """Return a document under its school's letterhead, where the build asks for one."""
    if not setting.kop:
        return document
    school = setting.school
    places = {f"school.{field}": school.at(field) for _, field in LOGOS}
    known: dict[str, Span] = {at: span for at, span in places.items() if span is not None}
    return replace(document, blocks=(letterhead(school, words), *document.blocks), origins={**document.origins, **known})


def letterhead(school: School, words: Words) -> Letterhead:
    """Return a school's head, whoever it belongs to: `authority` tells public schools, foundations and madrasahs apart."""
    contacts = [(name, getattr(school, name)) for name in CONTACTS]
    return Letterhead(
        authority=tuple(capitals(line) for line in school.authority),
        name=capitals(school.name),
        facts=tuple(
            fact
            for fact in (school.address, *(words(f"letterhead.{name}", value=said) for name, said in contacts if said))
            if fact
        ),
        logos=tuple((side, LOGO + path, f"school.{field}") for side, field in LOGOS if (path := getattr(school, field))),
    )


def capitals(line: str) -> str:
    """Return a line of the letterhead in capitals; a word with several capitals of its own, such as MTs, stays as it is."""
    return " ".join(word if sum(sign.isupper() for sign in word) > 1 else word.upper() for word in line.split())


def signatures(words: Words, setting: Setting, date: str = "") -> tuple[Signatures, ...]:
    """Return the places for head and teacher to sign, as far as the school names them: one block or none.

    `date` is in words; without it there is a line to write it on, since no stage knows what day it is.
    """
    school = setting.school
    signers = []
    if school.principal is not None:
        signers.append(_signature(school.principal, words("signatures.seen"), "principal", words))
    if school.teacher is not None:
        place = words("signatures.place", city=school.city) if school.city else ""
        signed = _signature(school.teacher, " ".join(part for part in (place, date) if part), "teacher", words)
        signers.append(replace(signed, open=not date))
    return (Signatures(tuple(signers)),) if signers else ()


def _signature(person: Person, first: str, role: str, words: Words) -> Signature:
    number = words("signatures.number", number=person.nip) if person.nip else ""
    return Signature((first, person.title or words(f"signatures.{role}")), person.name, number)
