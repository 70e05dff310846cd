"""The line engine: where lines end, what stays together, and that no letter is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assets import Assets
from generator.folders import bundled
from generator.model.markup import Node
from generator.typeset.breaks import segments
from generator.typeset.fonts import FontSet
from generator.typeset.lines import Line, break_lines, paint_runs
from generator.typeset.words import Ink, WordMaker

FONTS = FontSet({"text": "source-serif-4", "label": "source-sans-3"}, Assets(None, [bundled("layouts") / "fonts"]))
INK = Ink("text", 400, 11.0)


def set_lines(*children: Node | str, width: float = 200.0) -> list[Line]:
    return break_lines(WordMaker(FONTS, {}, 85.0, {}).make(children, INK), width)


def shown(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def test_lines_fill_the_measure_and_never_pass_it() -> None:
    lines = set_lines("Kerja sama internasional adalah kolaborasi dua negara atau lebih untuk mencapai tujuan bersama. " * 4)
    assert len(lines) > 5
    assert all(line.width <= 200.01 for line in lines)
    assert min(line.width for line in lines[:-1]) > 130


def test_unfinished_stem_keeps_its_dots_with_the_last_word() -> None:
    for width in range(60, 300, 7):
        lines = set_lines("Kerja sama yang melibatkan dua negara disebut kerja sama ....", width=float(width))
        assert not shown(lines[-1]).startswith("....")
        assert shown(lines[-1]).endswith("sama ....")


def test_no_break_space_holds_and_punctuation_stays_with_a_gap() -> None:
    for width in range(100, 320, 9):
        lines = set_lines("mencapai tujuan ", Node("gap", {"label": "(1)"}), ", dan 24\u00a0Oktober", width=float(width))
        texts = [shown(line) for line in lines]
        assert not any(text.startswith(",") for text in texts)
        assert any("24\u00a0Oktober" in text for text in texts)


def test_styles_inside_a_word_do_not_part_it() -> None:
    lines = set_lines("jalannya adalah ", Node("b", {}, ["diplomasi"]), ": perundingan", width=60.0)
    assert any(shown(line).startswith("diplomasi:") for line in lines)


def test_a_short_last_line_takes_a_word_along() -> None:
    words = "satu dua tiga empat lima enam tujuh itu."
    for width in range(60, 260, 3):
        lines = set_lines(words, width=float(width))
        if len(lines) > 1 and len(shown(lines[-2]).split()) > 3:
            assert len(shown(lines[-1]).strip()) > 4


def test_a_word_wider_than_the_measure_is_cut_and_whole() -> None:
    word = "https://contoh.id/" + "a" * 150
    lines = set_lines("lihat " + word, width=120.0)
    assert "".join(shown(line) for line in lines).replace(" ", "") == "lihat" + word
    assert all(line.width <= 120.01 for line in lines)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Bangsa-Bangsa", ["Bangsa-", "Bangsa"]),
        ("Indonesia–Jepang", ["Indonesia–", "Jepang"]),
        ("-7", ["-7"]),
        ("BY-SA", ["BY-SA"]),
        ("PBB-nya", ["PBB-", "nya"]),
        ("https://asia-afrika.id/dua-tiga", ["https://asia-afrika.id/", "dua-tiga"]),
        ("2-3", ["2-3"]),
        ("dan/atau", ["dan/", "atau"]),
        ("1/2", ["1/2"]),
        ("kata", ["kata"]),
        ("合作国际", ["合", "作", "国", "际"]),
    ],
)
def test_where_a_word_may_be_cut(word: str, parts: list[str]) -> None:
    assert segments(word) == parts


def test_an_underline_ends_with_the_words() -> None:
    def ends(*children: Node | str) -> list[float]:
        canvas = Strokes()
        (line,) = set_lines(*children, width=400.0)
        paint_runs(canvas, line.runs, 0.0, 0.0)  # type: ignore[arg-type]
        return canvas.ends

    (alone,), (before,) = ends(Node("u", {}, ["badan khusus"])), ends(Node("u", {}, ["badan khusus"]), " PBB")
    assert before == pytest.approx(alone)
    first, _ = ends(Node("u", {}, ["badan ", Node("b", {}, ["khusus"])]))
    assert first > ends(Node("u", {}, ["badan"]))[0], "no gap between underlined words"


class Strokes:
    """A canvas that remembers where lines end."""

    def __init__(self) -> None:
        self.ends: list[float] = []

    def text(self, *_: object) -> None:
        """Letters do not matter here."""

    def line(self, _x0: float, _y0: float, x1: float, *_: float) -> None:
        self.ends.append(x1)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(st.text("abc def-–/.,1é“”", min_size=1, max_size=30), min_size=1, max_size=6),
    st.floats(30, 400),
)
def test_every_letter_is_set_once_and_in_order(parts: list[str], width: float) -> None:
    children: list[Node | str] = [part if i % 2 else Node("b", {}, [part]) for i, part in enumerate(parts)]
    lines = set_lines(*children, width=width)
    assert "".join("".join(shown(line).split()) for line in lines) == "".join("".join(parts).split())


def test_missing_character_falls_back_to_the_other_family() -> None:
    pieces = FONTS.pieces("a●b", "text", 400, False)
    assert [text for _, text, _ in pieces] == ["a", "●", "b"]
    assert pieces[0][0] is pieces[2][0] is not pieces[1][0]
