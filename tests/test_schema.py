"""From values to records: every annotation, every finding, and where each points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

import pytest

from generator.diagnostics import Diagnostic, Span
from generator.frozen import frozen_record
from generator.model.item import Between, Date, Name, Size
from generator.model.record import Record
from generator.model.text import Run, Text
from generator.schema import Reading, fields_of, record
from generator.source import Absent, Scalar, Value, read_bytes


@frozen_record
class Part(Record):
    SHORTHAND: ClassVar[str] = "text"

    text: Text
    size: Annotated[Decimal, Between(0, 1)] = Decimal(1)


@frozen_record
class Whole(Record):
    name: Name
    count: int = 0
    many: Annotated[int, Between(1, 12)] | None = None
    ratio: float = 1.0
    number: Decimal | None = None
    yes: bool = False
    date: Date | None = None
    kind: Literal["one", "two"] = "one"
    words: tuple[str, ...] = ()
    parts: Annotated[tuple[Part, ...], Size(1, 2)] = ()
    grid: tuple[tuple[Text, ...], ...] = ()
    free: Mapping[str, str] | None = None
    raw: Value | None = None
    class_: str = ""


def read(text: str, cls: type[Record] = Whole) -> tuple[Record | None, list[Diagnostic]]:
    source = read_bytes(text.encode("utf-8"), "f", partial=True)
    findings: list[Diagnostic] = []
    return record(cls, source.value, findings, source=source), findings


def one(text: str) -> Diagnostic:
    """The only finding of a text."""
    findings = read("name: a\n" + text)[1]
    assert len(findings) == 1, findings
    return findings[0]


def test_every_annotation_is_read() -> None:
    made, findings = read(
        "name: a-1\ncount: -20\nmany: 12\nratio: 0.5\nnumber: 1.50\nyes: TRUE\ndate: 2020-02-29\nkind: two\nwords: [a, '']\n"
        "parts:\n  - text: x\n    size: 0.25\n  - y\ngrid: [[a, b], c]\nfree: {x: y}\nraw: [1]\nclass: c\n"
    )
    assert findings == []
    assert isinstance(made, Whole)
    assert (made.name, made.count, made.many, made.ratio, made.yes) == ("a-1", -20, 12, 0.5, True)
    assert str(made.number) == "1.50"
    assert (made.date, made.kind, made.words, made.free, made.class_) == ("2020-02-29", "two", ("a", ""), {"x": "y"}, "c")
    assert made.parts == (Part(text=Text(((Run("x"),),)), size=Decimal("0.25")), Part(text=Text(((Run("y"),),))))
    assert [[str(cell) for cell in row] for row in made.grid] == [["a", "b"], ["c"]]
    assert made.raw is not None


def test_defaults_and_absent_fields() -> None:
    made, findings = read("name: a\nkind:\nwords:\n")
    assert findings == []
    assert made == Whole(name=Name("a"))


def test_one_value_is_a_list_of_one() -> None:
    made, _ = read("name: a\nwords: x\nparts: {text: y}\n")
    assert isinstance(made, Whole)
    assert made.words == ("x",)
    assert len(made.parts) == 1


@pytest.mark.parametrize(
    ("text", "code", "column", "hint"),
    [
        ("count: 1.5\n", "not-whole", 8, "digits"),
        ("count: 12345678901234567890\n", "not-whole", 8, ""),
        ("count: \u0661\n", "not-whole", 8, ""),
        ("number: 12,5\n", "not-a-number", 9, "`12.5`"),
        ("number: 1e5\n", "not-a-number", 9, ""),
        ("number: .5\n", "not-a-number", 9, ""),
        ("many: 13\n", "out-of-range", 1, "1 to 12"),
        ("yes: yes\n", "not-yes-no", 6, "`true`"),
        ("date: 2019-02-29\n", "not-a-date", 7, "`2019-12`"),
        ("date: 1900-02-29\n", "not-a-date", 7, ""),
        ("date: 2019-13\n", "not-a-date", 7, ""),
        ("date: 18-12-2019\n", "not-a-date", 7, ""),
        ("kind: tow\n", "not-one-of", 7, "did you mean `two`?"),
        ("kind: zebra\n", "not-one-of", 7, "`one`, `two`"),
        ("knid: two\n", "unknown-field", 1, "did you mean `kind`?"),
        ("zebra: two\n", "unknown-field", 1, "`count`"),
        ("parts: []\n", "too-few", 1, ""),
        ("parts: [a, b, c]\n", "too-many", 1, ""),
        ("parts: [{size: 1}]\n", "missing-field", 9, "`text: ...`"),
        ("parts: [{text: ''}]\n", "empty-text", 10, ""),
        ("parts: [{text: a, size: 2}]\n", "out-of-range", 19, ""),
        ("words: {a: b, c: d}\n", "wrong-shape", 8, ""),
        ("count: [1]\n", "wrong-shape", 8, ""),
        ("free: x\n", "wrong-shape", 7, ""),
        ("parts: [{text: {a: b, c: d}}]\n", "wrong-shape", 16, ""),
        ("parts: [{text: [[kata]]}]\n", "quote-this", 16, '`parts: [{text: "[[kata]]"}]`'),
        ("parts:\n  - Ingat: dua\n  - text: [Ingat: dua]\n", "unknown-field", 5, ""),
    ],
)
def test_what_is_wrong_is_found_at_its_place(text: str, code: str, column: int, hint: str) -> None:
    findings = read("name: a\n" + text)[1]
    assert (findings[0].code, findings[0].span.column if findings[0].span else 0) == (code, column)
    assert hint in findings[0].help


def test_a_text_with_a_colon_lacks_quotes() -> None:
    found = one("words:\n  - Ingat: dua negara\n")
    assert (found.code, found.help) == ("quote-this", 'write `- "Ingat: dua negara"`')


def test_all_findings_of_a_record_come_at_once() -> None:
    made, findings = read("name: A B\ncount: x\nkind: x\nparts: [{}, {text: y, size: z}]\nother: 1\n")
    assert made is None
    codes = [found.code for found in findings]
    assert codes == ["bad-name", "not-whole", "not-one-of", "missing-field", "not-a-number", "unknown-field"]
    assert findings[0].help == "write `a-b`"


def test_a_wrong_optional_field_keeps_its_default() -> None:
    made, findings = read("name: a\ncount: x\nwords: [b]\n")
    assert isinstance(made, Whole)
    assert (made.count, made.words, len(findings)) == (0, ("b",), 1)


def test_spans_lead_to_fields_and_entries() -> None:
    made, _ = read("name: a\nwords:\n  - b\n  - c\nparts: [{text: x}, y]\nkind: one\n")
    assert isinstance(made, Whole)
    assert made.at() == Span("f", 1, 1, 6, 10)
    assert made.at("kind") == Span("f", 6, 1, 6, 10)  # name and value where they stand side by side
    assert made.at("words") == Span("f", 2, 1, 2, 6)  # the name where the value stands below
    assert made.at("words.1") == Span("f", 4, 5, 4, 6)
    assert made.parts[0].at("text") == Span("f", 5, 10, 5, 17)
    assert made.at("parts.1.text") == made.at("parts.1") == Span("f", 5, 20, 5, 21)
    assert made.at("nothing") == made.at()


def test_missing_fields_point_at_name_or_record() -> None:
    for text, span in (("name:\ncount: 1\n", Span("f", 1, 1, 1, 5)), ("count: 1\nyes: true\n", Span("f", 1, 1, 1, 9))):
        findings = read(text)[1]
        assert [(found.code, found.span) for found in findings] == [("missing-field", span)]


def test_readers_replace_an_annotation() -> None:
    source = read_bytes(b"name: a\nwords: [b]\nparts: [c]\n", "f")
    findings: list[Diagnostic] = []
    readers = {str: lambda reading, value, path, spans: f"{path}={value.text}", Part: lambda *rest: None}
    made = record(Whole, source.value, findings, readers)
    assert isinstance(made, Whole)
    assert made.words == ("words.0=b",)
    assert made.parts == ()


def test_the_same_value_is_read_once() -> None:
    value = read_bytes(b"{text: x, size: 3}", "f").value
    findings: list[Diagnostic] = []
    reading = Reading(findings, {})
    assert reading.record(Part, value) is reading.record(Part, value)
    assert len(findings) == 1


def test_guesses_are_limited() -> None:
    text = "name: a\n" + "".join(f"coumt{number}: 1\n" for number in range(300))
    hints = [found.help for found in read(text)[1]]
    assert sum("did you mean" in hint for hint in hints) == 100
    assert len(hints) == 300


def test_fields_say_order_need_and_kind() -> None:
    fields = fields_of(Whole)
    assert list(fields)[:3] == ["name", "count", "many"]
    assert [name for name, field in fields.items() if field.needed] == ["name"]
    assert fields["class"].attribute == "class_"
    kind = fields["parts"].kind
    assert (kind.name, kind.size, kind.entry and kind.entry.name) == ("list", Size(1, 2), "record")
    assert fields["kind"].kind.allowed == ("one", "two")
    assert fields["many"].kind.between == Between(1, 12)


def test_an_annotation_that_nobody_reads_is_our_mistake() -> None:
    @frozen_record
    class Odd(Record):
        odd: complex

    with pytest.raises(TypeError):
        record(Odd, Scalar("x", Span("f")), [])


def test_nothing_is_no_record() -> None:
    findings: list[Diagnostic] = []
    assert record(Whole, Absent(Span("f")), findings) is None
    assert [found.code for found in findings] == ["wrong-shape"]
