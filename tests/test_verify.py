"""Reading back: what is right is found right, on any page and in any language."""

from __future__ import annotations

import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from finished import LEVELS, Press, topic
from making import short_answer
from reportlab.pdfgen.canvas import Canvas

from generator.build import pipeline
from generator.build.pipeline import Job, make
from generator.build.request import BuildRequest
from generator.build.verify import LINE_NUMBER, judge
from generator.build.verify.asked import Asked
from generator.build.verify.opening import read
from generator.build.verify.places import misplaced
from generator.build.verify.printed import Printed, Spot, extent, plain
from generator.build.verify.split import split
from generator.model.blocks import Body
from generator.model.key import Key

ROOT = Path(__file__).resolve().parents[1]


def test_nothing_that_makes_sheets_is_known_here() -> None:
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import generator.build.verify; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout.split()
    makers = {f"generator.{stage}" for stage in ("select", "compose", "layout", "typeset", "bind", "write")}
    assert not makers & set(modules)


def printed(*pages: str) -> Printed:
    return Printed(pages, pages)


def found(text: str, wanted: str, **more: object) -> bool:
    return printed(*text.split("|")).find(wanted, **more) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted", "is_there"),
    [
        ("1. Apa itu\r\nASEAN?", "Apa itu ASEAN?", True),
        ("Apa itu ASE", "Apa itu ASEAN?", False),
        ("anak\ufffeanak dan tata\x02Eropa", "anak-anak dan tata-Eropa", True),
        ("nilai 7", "nilai -7", False),
        ("112. x", "12. x", False),
        ("x 12. x", "12. x", True),
        ("Luas 10 km2 …", "Luas 10 km² ...", True),
        ("1,5 dan 1.50", "1.5", False),
        ("kaki Halaman 1|Kepala kedua kata terakhir", "kedua kata", True),
        ("kata pertama Halaman 1|Judul dan kata kedua", "pertama dan", True),
        ("kata pertama Halaman 1|Judul", "pertama dan", False),
        ("satu dua|tiga|empat lima", "dua lima", False),
    ],
)
def test_texts_are_compared_without_white_space_and_over_a_page_end(text: str, wanted: str, is_there: bool) -> None:
    assert found(text, wanted) is is_there


def test_a_page_that_repeats_a_word_in_its_head_does_not_hide_the_text() -> None:
    assert found("a b dan Halaman 1|dan lain dan akhir", "b dan dan akhir")


def test_the_beginning_of_a_word_is_no_word() -> None:
    assert not found("x Page 4 of 9|R a promise kept", "Pa promise kept", start=0)
    assert found("x P a Page 4 of 9|promise kept", "Pa promise kept", start=0)


def test_number_before_is_a_word_of_its_own() -> None:
    sheet = printed("1998 3. Apa 13. Apa 4 Apa")
    spots = list(sheet.every("Apa"))
    assert [sheet.number_before(spot.start) for spot in spots] == [3, 13, None]


def pdf(*texts: tuple[float, float, str]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 300))
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(("place", "outside"), [((20, 20), []), ((350, 20), [0]), ((20, -30), [0]), ((20, 310), [0])])
def test_text_beyond_the_edge_is_seen(place: tuple[float, float], outside: list[int]) -> None:
    sheet = read(pdf((20, 100, "inside"), (*place, "beyond")), "x.pdf")
    assert list(sheet.outside()) == outside
    assert plain(sheet.raw[0]) in {"insidebeyond", "beyondinside"}


def test_how_high_a_text_stands() -> None:
    sheet = read(pdf((20, 200, "high"), (20, 125, "middle"), (20, 50, "low")), "x.pdf")
    high, middle, low = (next(sheet.every(word)) for word in ("high", "middle", "low"))
    assert extent(sheet.boxes(high.start, low.end)) / sheet.high(0) == pytest.approx(0.53, abs=0.03)
    assert extent(sheet.boxes(middle.start, low.end)) / sheet.high(0) == pytest.approx(0.28, abs=0.03)


@pytest.mark.parametrize(
    ("second", "parted"),
    [
        ([(160, 250, "2. zwei"), (160, 200, "c")], []),
        ([(160, 270, "goes on"), (160, 200, "2. zwei")], [1]),
        ([(160, 170, "level"), (160, 120, "2. zwei")], []),
    ],
)
def test_an_item_that_goes_on_in_the_next_column_is_seen(second: list[tuple[float, float, str]], parted: list[int]) -> None:
    sheet = read(pdf((20, 240, "0. null"), (20, 180, "1. eins"), (20, 150, "a"), *second), "x.pdf")
    starts = [next(sheet.every(plain(text))).start for text in ("0. null", "1. eins", "2. zwei")]
    asked = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(sheet.whole) - 1], strict=True)):
        item, spot = short_answer(f"i{number}"), Spot(start, end)
        asked.append(Asked(number, item, Body(), Key((), Decimal(1)), spot, read=[spot]))
    assert [one.number for one in split(asked, sheet)] == parted


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_bundled_topic_is_printed_as_it_is(level: str, language: str) -> None:
    data = (ROOT / "sources" / "bilateral-regional-multilateral.yaml").read_bytes()
    data = data.replace(b"pictures/", b"nowhere/") if not (ROOT / "sources" / "pictures").is_dir() else data
    file = ROOT / "sources" / "bilateral-regional-multilateral.yaml"
    made = make(Job("bilateral-regional-multilateral", str(file), (language,), (LEVELS[level],), BuildRequest(variants=2)))
    assert not made.bug, made.bug
    assert [cell.findings for cell in made.cells] == [()]
    assert len(made.cells[0].artifacts) == 6


HOSTILE = [
    "1.50", "012", "no", "3:30", "-7", "1", "1945", "11", "A", "B. C", "C", "a R", "(1)", "(1) PBB, (2) 1945", "<int>",
    "5 < 6 && 7 > 3", "&amp; &lt;b&gt;", "<b>tebal</b>", "<para>x</para>", "{{ 7 * 7 }}", "{% raw %}", "%s %d", "x^2^ H~2~O",
    "½ ¼ ²", "…", "“kutip”", "it's \"quoted\"", "a/b-c–d", "C:\\\\dir\\\\new",
    "https://example.org/a-very-long/path?with=query&and=more", "Skor: 2", "B S", "12. x", "Halaman 1 dari 3", "anak-anak",
    "kilometer/jam", "Ada  dua   spasi", "ä ö ü ñ ç ł ő", "A\u00a0B", "tanda * bintang", "garis _ bawah", "dua\\_garis",
    "nilai 1.250,5", "fi fl ffi", "e\u0301", "x" * 60, "$5 and $7", "$a + b$",
]  # fmt: skip


def hostile_topic() -> bytes:
    """Items in which every text is hostile."""
    lines = ["format: 1", "name: hostile", "language: id", "title: 'Teks & <aneh>'", "handout:"]

    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    lines += [f"  - text: {quoted('Lihat ' + text)}" for text in HOSTILE]
    lines.append("items:")
    for number in range(0, len(HOSTILE), 4):
        texts = HOSTILE[number : number + 4]
        lines.append(
            f"  - {{name: pg-{number}, type: multiple-choice, stem: {quoted(texts[0] + ' nomor ' + str(number))}, choices: ["
        )
        lines += [f"      {{text: {quoted(text)}{', key: true' if place == 1 else ''}}}," for place, text in enumerate(texts)]
        lines.append("    ]}")
        pairs = ", ".join(f"{{left: {quoted(text)}, right: {quoted(text + ' ya')}}}" for text in texts)
        lines.append(f"  - {{name: jd-{number}, type: matching, pairs: [{pairs}]}}")
    return "\n".join(lines).encode("utf-8")


ALIKE = """\
format: 1
name: alike
language: id
title: Serupa
items:
  - {name: a, type: true-false, stem: "ASEAN", answer: true}
  - {name: b, type: true-false, stem: "ASEAN berdiri pada tahun 1967 di Bangkok, Thailand.", answer: true}
  - {name: c, type: true-false, stem: "ASEAN berdiri pada tahun 1967 di Bangkok, Filipina.", answer: false}
  - name: d
    type: group
    stimulus: [{text: "1. PBB berdiri pada 1945.\\n2. ASEAN\\n7. Bandung"}]
    items:
      - {name: e, type: true-false, stem: PBB berdiri pada 1945., answer: true}
      - {name: f, type: essay, stem: Bandung}
"""


def test_stems_that_begin_alike_and_lists_of_them_are_no_strangers() -> None:
    press = Press(ALIKE.encode("utf-8"))
    assert press.judge(press.make("worksheet", press.plans[0]), press.make("answer-key", press.plans[0])) == []


def test_hostile_texts_are_printed_unaltered() -> None:
    press = Press(hostile_topic(), variants=2)
    for plan in press.plans:
        assert press.judge(press.make("worksheet", plan), press.make("answer-key", plan)) == []
    assert press.judge(press.make("handout")) == []


def test_a_text_that_ends_with_a_hyphen() -> None:
    choices = "".join(
        f"{{text: '{text}'{', key: true' if text == 'dis-' else ''}}}, " for text in ("un-", "dis-", "pre-", "anti- " * 15 + "x")
    )
    item = f"  - {{name: awalan, type: multiple-choice, stem: 'Awalan mana yang tepat?', choices: [{choices}]}}\n"
    press = Press(topic(more=item))
    assert press.judge(press.make("worksheet", press.plans[0]), press.make("answer-key", press.plans[0])) == []


def many(count: int) -> bytes:
    lines = ["format: 1", "name: many", "language: en", "title: Many", "items:"]
    for number in range(count):
        lines.append(f"  - name: q-{number}\n    type: multiple-choice\n    stem: Which is answer number {number}?\n    choices:")
        lines += [f"      - {{text: {letter}{number}{', key: true' if letter == 'b' else ''}}}" for letter in "abcd"]
        lines.append(
            f"  - {{name: c-{number}, type: cloze, text: 'The capital of country {number} is [[the city of {number}]].'}}"
        )
    return "\n".join(lines).encode("utf-8")


def test_a_grid_over_several_pages(tmp_path: Path) -> None:
    file = tmp_path / "many.yaml"
    file.write_bytes(many(120))
    made = make(Job("many", str(file), (), (LEVELS["mixed"],), BuildRequest(items=240)))
    assert not made.bug, made.bug
    assert [found.code for found in made.cells[0].findings] == []
    assert [artifact.row["pages"] > 2 for artifact in made.cells[0].artifacts] == [True, True]


LONG = "Kalimat ini diulang supaya soalnya lebih tinggi daripada setengah halaman dan boleh terbagi. " * 40


def test_an_item_taller_than_half_a_page_may_be_broken() -> None:
    item = f"  - {{name: panjang, type: essay, stem: '{LONG}', model: x, rubric: [{{points: 2, text: y}}], lines: 3}}\n"
    press = Press(topic(more=item), variants=2)
    plan = press.plans[0]
    assert press.judge(press.make("worksheet", plan), press.make("answer-key", plan)) == []


def test_a_long_stimulus_with_numbered_lines() -> None:
    item = f"  - name: panjang\n    type: group\n    stimulus: [{{text: '## Judul\n\n      {LONG}'}}]\n    items:\n"
    item += "      - {name: satu, type: true-false, stem: 'Benarkah?', answer: true}\n"
    press = Press(topic(more=item))
    assert press.judge(press.make("worksheet", press.plans[0])) == []
    assert press.codes(
        press.make("worksheet", press.plans[0], markup=lambda text: text.replace("lebih tinggi", "lebih rendah", 1))
    )


def test_a_key_alone_is_judged_by_a_sheet_that_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kerja-sama.yaml"
    file.write_bytes(topic())
    seen = []
    monkeypatch.setattr("generator.build.verify.judge", lambda files, *more: seen.extend(files) or judge(files, *more))
    made = make(Job("kerja-sama", str(file), (), (LEVELS["mixed"],), BuildRequest(kinds=("answer-key",), asked=True)))
    assert not made.bug, made.bug
    assert [artifact.row["kind"] for artifact in made.cells[0].artifacts] == ["answer-key"]
    assert [one.row["kind"] for one in seen] == ["worksheet", "answer-key"]


def test_a_key_that_does_not_fit_withholds_the_files_of_its_level_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from click.testing import CliRunner

    from generator.cli.group import lembar

    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/kerja-sama.yaml").write_bytes(topic())
    compose = pipeline.compose

    def faulty(kind, made, plan, level, *more):  # type: ignore[no-untyped-def]
        other = Press(topic(keys=1)).topic if kind.audience == "teacher" and level.name == "easy" else made
        return compose(kind, other, plan, level, *more)

    monkeypatch.setattr(pipeline, "compose", faulty)
    result = CliRunner().invoke(lembar, ["build", "--difficulty", "all"])
    assert result.exit_code == 3
    assert "error[wrong-answer]" in result.stderr
    assert "note[withheld]: no file of `kerja-sama` in `id` at level `easy` was written" in result.stderr
    assert sorted(path.name for path in Path("output/kerja-sama/id").iterdir()) == ["hard", "medium"]
    unread = CliRunner().invoke(lembar, ["build", "--difficulty", "easy", "--no-verify"])
    assert unread.exit_code == 0
    assert CliRunner().invoke(lembar, ["verify"]).exit_code == 3


SIMILAR = b"""\
format: 1
name: mirip
language: id
title: Teks yang mirip
items:
  - name: kotak
    type: multiple-response
    stem: Mana yang larut dalam air?
    choices: [{text: vitamin C, key: true}, {text: vitamin}, {text: protein}, {text: C}, {text: "$a/b$"}, {text: D C}]
  - {name: urut, type: ordering, steps: [tebal, C, tebal C, B tebal, "$x$"]}
  - name: pilah
    type: sorting
    hint: Laut Jawa
    groups:
      - {text: Laut, members: [Laut, Jawa, "Laut, Jawa", Laut Jawa]}
      - {text: "Laut, Jawa", members: ["$x$", Jawa Laut, "$y$"]}
      - {text: "$z$", members: ["$x + y$", Rawa]}
  - name: isi
    type: table-completion
    stem: Lengkapilah tabel yang panjang ini sampai selesai dengan semua keterangan dari bacaan di atas pada tahun 1945.
    header: ["$x$", Kata]
    rows: [["$x/y$", "[[dua]]"], ["tiga $a$ empat", "$b$ [[lima]]"], ["", "[[enam]]"]]
  - {name: fakta, type: fact-check, claim: "Jika $x = 2$ maka $x$ ganjil.", error: ganjil, correction: "$x$ genap"}
  - {name: angka, type: numeric, stem: "Berapa?", answer: 5, unit: "$m^2$"}
  - {name: tabel, type: statement-table, columns: ["$x$", "$y$", Ya], rows: [{text: "$a$", column: 2}, {text: Ya, column: Ya}]}
"""


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", range(4))
def test_texts_that_read_like_others_and_formulas_are_no_faults(level: str, seed: int) -> None:
    press = Press(SIMILAR, level_name=level, variants=2, seed=seed)
    for plan in press.plans:
        assert press.judge(press.make("worksheet", plan), press.make("answer-key", plan)) == []


FORMULAS = b"""\
format: 1
name: drill
language: en
title: Drill
items:
  - {name: n-1, type: numeric, stem: "$12 + 5 = \\\\dots$", answer: 17}
  - {name: n-2, type: numeric, stem: "$12 + 6 = \\\\dots$", answer: 18}
  - {name: s, type: short-answer, stem: "$1 - x = \\\\dots$", answers: ["3."]}
  - {name: e, type: essay, stem: "$x^2 = 4$", model: 2 or -2}
  - {name: m-1, type: multiple-choice, stem: "$1 + 1$", choices: [{text: "$2$", key: true}, {text: "$3$"}]}
  - {name: m-2, type: multiple-choice, stem: "Two and two?", choices: [{text: "4.", key: true}, {text: "3."}, {text: "2."}]}
  - {name: m-3, type: multiple-choice, stem: "$2 + 1$", choices: [{text: "4."}, {text: "3.", key: true}]}
"""


@pytest.mark.parametrize("seed", range(3))
def test_items_whose_words_are_formulas_are_found_by_their_numbers(seed: int) -> None:
    press = Press(FORMULAS, language="en", variants=2, seed=seed)
    for plan in press.plans:
        assert press.judge(press.make("worksheet", plan), press.make("answer-key", plan)) == []
    gone = press.make("worksheet", press.plans[0], markup=lambda text: text.replace('number="5."', 'number="9."'))
    assert press.codes(gone) == {"missing-item"}


CENTURY = """\
format: 1
name: century
language: en
title: Centuries
items:
  - {name: q-1, type: short-answer, stem: "century?", answers: [x]}
  - {name: q-2, type: short-answer, stem: "What was new in the 19. century?", answers: [x]}
  - {name: q-3, type: multiple-choice, stem: "Which was it?", choices: [{text: "in the 20. century?", key: true}, {text: "no"}]}
"""


def test_a_number_inside_a_text_makes_no_item_of_what_follows_it() -> None:
    press = Press(CENTURY.encode("utf-8"), language="en")
    assert press.judge(press.make("worksheet", press.plans[0])) == []


def test_the_number_of_a_line_that_begins_with_a_number() -> None:
    assert found("in all 5 25 grams of it", "in all 25 grams of it", between=LINE_NUMBER)
    assert not found("in all 525 grams of it", "in all 25 grams of it", between=LINE_NUMBER)


def test_items_without_stems_are_not_taken_for_the_numbered_instructions() -> None:
    one = "  - {{name: b{0}, type: organiser, shape: t-chart, fields: [{{text: Tulislah {0}}}, {{text: Bacalah {0}}}]}}\n"
    rows = "".join(one.format(n) for n in range(4))
    press = Press(topic().split(b"items:")[0] + f"items:\n{rows}".encode())
    (plan,) = press.plans
    assert press.judge(press.make("worksheet", plan), press.make("answer-key", plan)) == []
    faulty = press.make("worksheet", plan, markup=lambda text: text.replace("Bacalah 2", "Bacalah 7"))
    assert "missing-text" in press.codes(faulty)


def test_labels_nearly_level_with_each_other_are_never_misplaced() -> None:
    places = ((0.85, 0.2), (0.848, 0.6), (0.3, 0.6))
    assert list(misplaced(places, {1: (300.0, 40.0), 2: (303.0, 120.0), 3: (100.0, 121.0)})) == []
    assert list(misplaced(places, {1: (300.0, 40.0), 2: (100.0, 120.0), 3: (303.0, 121.0)})) == [(1, 3), (2, 3)]


def test_a_full_margin_stands_between_the_halves_of_a_paragraph() -> None:
    aside = "kata " * 500
    pages = [f"Kalimat yang mulai di {aside} kaki", "kepala halaman lain berakhir di sini."]
    assert Printed(pages, pages).find("Kalimat yang mulai di halaman lain berakhir di sini.") is not None


def test_a_text_may_open_as_the_stem_of_another_item_does(tmp_path: Path) -> None:
    file = tmp_path / "openings.yaml"
    opening = "Organisasi internasional dibentuk oleh"
    file.write_text(
        "format: 1\nname: openings\nlanguage: id\ntitle: Uji\nitems:\n"
        f'  - {{name: a, type: essay, stem: "{opening} negara. Mengapa?"}}\n'
        f'  - {{name: b, type: cloze, text: "{opening} [[negara]]."}}\n'
        f'  - {{name: c, type: fact-check, claim: "{opening} satu negara.", error: satu negara, correction: beberapa negara}}\n',
        encoding="utf-8",
    )
    made = make(Job("openings", str(file), (), (LEVELS["mixed"],), BuildRequest()))
    assert [found for cell in made.cells for found in cell.findings] == []
    assert all(cell.artifacts for cell in made.cells)
