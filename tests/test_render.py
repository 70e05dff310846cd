"""Findings as text: what a teacher sees, what a program reads, and nothing that could steer a terminal."""

from __future__ import annotations

import json

import pytest

from generator.diagnostics import Diagnostic, Severity, Span
from generator.diagnostics.nearest import did_you_mean, nearest
from generator.diagnostics.render import render

FOUND = Diagnostic(
    "two-keys",
    Severity.ERROR,
    "a multiple-choice item has one key, this one has 2",
    Span("sources/kerja-sama/bentuk.yaml", 42, 9, 42, 18),
    "second key",
    "remove one `key: true`, or write `type: multiple-response`",
)


def full(found: Diagnostic, line: str | None) -> str:
    return next(render([found], "full", lambda file, number: line))


def test_full() -> None:
    assert full(FOUND, "        key: true") == (
        "error[two-keys]: a multiple-choice item has one key, this one has 2\n"
        "  --> sources/kerja-sama/bentuk.yaml:42:9\n"
        "   |\n"
        "42 |         key: true\n"
        "   |         ^^^^^^^^^ second key\n"
        "   = help: remove one `key: true`, or write `type: multiple-response`\n"
    )


def test_full_without_line_or_place() -> None:
    assert full(FOUND, None).count("\n") == 3
    assert full(Diagnostic("x", Severity.NOTE, "m"), None) == "note[x]: m\n"


def test_concise() -> None:
    assert list(render([FOUND], "concise")) == [
        "sources/kerja-sama/bentuk.yaml:42:9: error[two-keys]: a multiple-choice item has one key, this one has 2"
    ]
    assert list(render([Diagnostic("x", Severity.WARNING, "m")], "concise")) == ["warning[x]: m"]


def test_json() -> None:
    text = next(render([FOUND], "json"))
    assert "\n" not in text
    assert json.loads(text) == {
        "severity": "error",
        "code": "two-keys",
        "message": FOUND.message,
        "file": "sources/kerja-sama/bentuk.yaml",
        "line": 42,
        "column": 9,
        "end_line": 42,
        "end_column": 18,
        "help": FOUND.help,
    }


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_nothing_reaches_the_terminal_raw(form: str) -> None:
    nasty = "\x1b]0;x\x07 \u202e\u200b\x9b31m\r"
    found = Diagnostic("x", Severity.ERROR, nasty, Span(nasty, 1, 1, 1, 3), nasty, nasty)
    text = next(render([found], form, lambda file, number: nasty))  # type: ignore[arg-type]
    assert not [sign for sign in text if sign != "\n" and not sign.isprintable()]
    if form == "full":
        assert "\\x1b]0;x\\x07 \\u202e" in text


def carets(line: str, start: int, end: int) -> tuple[str, str]:
    shown = full(Diagnostic("x", Severity.ERROR, "m", Span("f", 7, start, 7, end)), line).split("\n")
    return shown[3].removeprefix("7 | "), shown[4].removeprefix("  | ")


def test_carets_stand_under_what_they_mean() -> None:
    assert carets("\tab\tcd", 5, 7) == (" ab cd", "    ^^")
    assert carets("世界 cd", 4, 6) == ("世界 cd", "     ^^")
    assert carets("e\u0301 cd", 4, 6) == ("e\u0301 cd", "  ^^")
    assert carets("a\x1bb", 3, 4) == ("a\\x1bb", "     ^")
    assert carets("ab", 3, 3) == ("ab", "  ^")
    assert carets("ab", 9, 12) == ("ab", "  ^")


def test_a_long_line_shows_what_matters() -> None:
    text, marks = carets("x" * 5000 + "HERE" + "y" * 5000, 5001, 5005)
    assert len(text) < 130
    assert text[len(marks) - 4 : len(marks)] == "HERE"
    assert marks.strip() == "^^^^"
    text, marks = carets("abc" + "x" * 5000, 1, 4)
    assert text.startswith("abc")
    assert marks == "^^^"


def test_several_lines_are_marked_to_the_end_of_the_first() -> None:
    found = Diagnostic("x", Severity.ERROR, "m", Span("f", 7, 3, 9, 2))
    assert full(found, "  abc  ").split("\n")[4] == "  |   ^^^"


def test_nearest_name() -> None:
    assert nearest("multiple_choise", ["essay", "multiple-choice"]) == "multiple-choice"
    assert nearest("c2", ["C1", "C2"]) == "C2"
    assert nearest("zebra", ["essay"]) == ""
    assert did_you_mean("esay", ["essay"]) == "did you mean `essay`?"
    assert did_you_mean("zebra", ["essay"], "else") == "else"
