"""Resolving: languages and levels give way to one of each; what depends on neither stays the same object."""

from __future__ import annotations

import pytest

from generator.diagnostics import Diagnostic, Severity
from generator.resolve import Resolver, resolve
from generator.source import Absent, Fields, Listing, Scalar, Value, read_bytes


def plain(value: Value) -> object:
    """A value without its places."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Listing):
        return [plain(entry) for entry in value.entries]
    if isinstance(value, Fields):
        return {name: plain(entry) for name, entry in value.entries.items()}
    assert isinstance(value, Absent)
    return None


def settled(text: str, language: str = "id", level: str = "medium", languages: tuple[str, ...] = ("id", "en")) -> object:
    source = read_bytes(text.encode("utf-8"), "f.yaml")
    return plain(resolve(source, language, level, languages[0], languages)[0].value)


def findings(text: str, language: str = "id", languages: tuple[str, ...] = ("id", "en")) -> list[Diagnostic]:
    source = read_bytes(text.encode("utf-8"), "f.yaml")
    return resolve(source, language, "medium", languages[0], languages)[1]


def codes(text: str, language: str = "id", languages: tuple[str, ...] = ("id", "en")) -> list[str]:
    return [found.code for found in findings(text, language, languages)]


def test_a_plain_text_serves_every_language() -> None:
    assert settled("a: ASEAN", "id") == settled("a: ASEAN", "en") == {"a": "ASEAN"}


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("a: {id: x, en: y}", "y"),
        ("a: {easy: x, hard: y}", "y"),
        ("a: {id: {easy: p, hard: q}, en: {easy: x, hard: y}}", "y"),
        ("a: {easy: {id: p, en: q}, hard: {id: x, en: y}}", "y"),
        ("a: {id: [p, q], en: [x, y]}", ["x", "y"]),
        ("a: [{id: p, en: x}, q]", ["x", "q"]),
        ("a: {id: {image: p}, en: {image: x, alt: {easy: r, hard: s}}}", {"image": "x", "alt": "s"}),
    ],
)
def test_maps_give_way(text: str, due: object) -> None:
    assert settled(text, "en", "hard") == {"a": due}


@pytest.mark.parametrize(
    ("map", "easy", "medium", "hard"),
    [
        ("{easy: e, medium: m, hard: h}", "e", "m", "h"),
        ("{easy: e, hard: h}", "e", "e", "h"),
        ("{medium: m, hard: h}", "m", "m", "h"),
        ("{easy: e, medium: m}", "e", "m", "m"),
        ("{hard: h}", "h", "h", "h"),
        ('{easy: e, medium: "", hard: h}', "e", "", "h"),
        ("{easy: , hard: h}", "h", "h", "h"),
    ],
)
def test_a_missing_level_takes_the_nearest(map: str, easy: str, medium: str, hard: str) -> None:
    for level, due in (("easy", easy), ("medium", medium), ("hard", hard)):
        assert settled(f"a: {map}", level=level) == {"a": due}
    assert codes(f"a: {map}") == []


def test_a_missing_translation_falls_back_with_a_warning() -> None:
    text = "a: {id: x}\nb: {en: y}\n"
    assert settled(text, "en") == {"a": "x", "b": "y"}
    assert settled(text, "id") == {"a": "x", "b": "y"}
    found = findings(text, "en")
    assert [(one.code, one.severity, one.span.line if one.span else 0) for one in found] == [
        ("missing-translation", Severity.WARNING, 1)
    ]
    assert "`id` is printed" in found[0].message
    assert [one.span.line for one in findings(text, "id") if one.span] == [2]


def test_a_language_that_is_not_offered() -> None:
    found = findings("a: {id: x, en: y}", "jv")
    assert [one.code for one in found] == ["language-not-offered"]
    assert "`id`, `en`" in found[0].message


def test_what_is_no_map_is_left_alone() -> None:
    text = "a: {x: 1, y: 2}\nallow: {no-drop: ya, id: b}\nb: {text: c}\nd: {}\n"
    assert settled(text) == {"a": {"x": "1", "y": "2"}, "allow": {"no-drop": "ya", "id": "b"}, "b": {"text": "c"}, "d": {}}
    assert codes(text) == []


@pytest.mark.parametrize("text", ["a: {id: x, easy: y}", "a: {easy: x, hard: y, text: z}", "a: {id: tp1, text: y}"])
def test_a_map_holds_one_kind(text: str) -> None:
    assert codes(text) == ["mixed-map"]


def test_a_name_that_is_called_id_says_so() -> None:
    found = findings("a: {id: tp1, text: y, cognitive: C1}")[0]
    assert "a name is written as `name`" in found.help
    assert settled("a: {id: tp1, text: y, cognitive: C1}") == {"a": {"text": "y", "cognitive": "C1"}}


def test_unlisted_languages() -> None:
    assert codes("a: {id: x, fr: y}") == ["unlisted-language"]
    assert codes("a: {fr: y}", languages=("id",)) == ["unlisted-language"]
    assert codes("a: {id: x, en: y}", languages=("id",)) == ["unlisted-language"]


@pytest.mark.parametrize(
    "name",
    [
        "format",
        "name",
        "language",
        "languages",
        "grade",
        "duration",
        "type",
        "difficulty",
        "cognitive",
        "objective",
        "points",
        "key",
        "fixed",
        "drop",
        "shuffle",
        "x",
        "y",
        "items",
    ],
)
def test_what_is_the_same_everywhere(name: str) -> None:
    assert codes(f"{name}: {{id: p, en: q}}") == ["not-translatable"]
    assert codes(f"a: [{{{name}: {{easy: p, hard: q}}}}]") == ["not-translatable"]
    assert settled(f"{name}: {{id: p, en: q}}", "en") == {name: "p"}


def test_answers_and_columns_are_the_same_everywhere_for_some() -> None:
    assert codes("{type: true-false, answer: {id: true, en: false}}") == ["not-translatable"]
    assert codes("{type: numeric, answer: {easy: 1, hard: 2}}") == ["not-translatable"]
    assert codes("{type: other, answer: {id: tiga, en: three}}") == []
    assert codes("rows: [{column: {id: 1, en: 2}}]") == ["not-translatable"]
    assert codes("rows: [{column: {id: Benar, en: True}}]") == []


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("stem: satu dua tiga empat", True),
        ("stem: satu dua tiga", False),
        ("stem: {easy: satu dua tiga empat, hard: lima}", True),
        ("stem: {id: satu dua tiga empat, en: one two three four}", False),
        ("stem: [satu dua tiga empat, lima]", True),
        ("stem: $satu + dua + tiga + empat = x$", False),
        ("stem: 1 + 2 + 3 + 4 = 10", False),
        ("authors: [satu dua tiga empat]", False),
        ("references: [{title: satu dua tiga empat}]", False),
        ("licence: satu dua tiga empat", False),
        ("url: satu dua tiga empat", False),
        ("items: [{stem: satu dua tiga empat}]", True),
    ],
)
def test_a_long_plain_text_is_a_forgotten_translation(text: str, warned: bool) -> None:
    assert codes(text) == (["untranslated"] if warned else [])
    assert codes(text, languages=("id",)) == ([] if "en:" not in text else ["unlisted-language"])


def test_unchanged_parts_are_the_same_objects() -> None:
    source = read_bytes(b"a: [b, {c: d}]\ne: {id: [f], en: [g]}\nh: {i: {easy: j, hard: k}, l: [m]}\n", "f")
    resolver = Resolver(source, "id", ("id", "en"))
    taken = {(language, level): resolver.take(language, level).value for language in ("id", "en") for level in ("easy", "hard")}
    first, other = taken["id", "easy"], taken["en", "easy"]
    assert isinstance(source.value, Fields)
    assert isinstance(first, Fields)
    assert isinstance(other, Fields)
    assert first.entries["a"] is source.value.entries["a"]
    assert first.entries["h"] is other.entries["h"]
    assert first.entries["e"] is not other.entries["e"]
    assert plain(first.entries["e"]) == ["f"]
    assert isinstance(taken["id", "hard"], Fields)
    assert first.entries["e"] is taken["id", "hard"].entries["e"]
    assert first.entries["h"].entries["l"] is taken["id", "hard"].entries["h"].entries["l"]  # type: ignore[union-attr]
    assert resolver.take("en", "easy").value is other


def test_a_source_without_maps_stays_itself() -> None:
    source = read_bytes(b"a: [b, {c: d}]\n", "f")
    assert resolve(source, "id", "hard", "id", ("id",))[0] is source


def test_places_are_those_of_the_chosen_text() -> None:
    source = read_bytes(b"a: {id: x, en: y}\n", "f")
    taken = resolve(source, "en", "easy", "id", ("id", "en"))[0].value
    assert isinstance(taken, Fields)
    assert (taken.entries["a"].span.column, taken.keys["a"].column) == (16, 1)
