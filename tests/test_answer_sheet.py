"""Answer sheets: bubbles for the choices that the exam prints, their geometry, and marks read back from pictures of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from finished import Press, topic
from PIL import Image
from scanning import bubbles, fill, read
from test_typeset import rectangles, sheet

from generator.build.verify import Judgement
from generator.cli.group import lembar
from generator.compose.numbering import number
from generator.model.plan import Plan
from generator.select import select

MORE = """\
  - {name: kotak, type: multiple-response, stem: 'Mana saja anggota ASEAN?', choices: [
      {text: Laos, key: true}, {text: Filipina, key: true}, {text: India}, {text: Jepang}, {text: Korea}]}
  - {name: tabel, type: statement-table, columns: [bilateral, regional, dunia], rows: [
      {text: 'IJEPA', column: 1}, {text: 'ASEAN', column: 2}, {text: 'PBB', column: 3}, {text: 'Uni Eropa', column: 2}]}
  - {name: benar, type: statement-table, rows: [{text: 'PBB itu besar.', column: true}, {text: 'PBB itu lama.', column: false}]}
  - {name: salah, type: true-false, stem: 'ASEAN ada di Afrika.', answer: false, correction: Asia}
  - {name: urut, type: ordering, stem: Urutkan., steps: [PBB berdiri, ASEAN berdiri, WTO berdiri, Perjanjian Paris]}
  - {name: pilah, type: sorting, groups: [
      {text: benua, members: [Asia, Afrika, Eropa]}, {text: laut, members: [Laut Jawa, Jawa]}]}
  - {name: singkat, type: short-answer, stem: 'Siapa tuan rumah?', answers: [Indonesia, RI]}
  - {name: angka, type: numeric, stem: 'Berapa jauhnya?', answer: 12.5, unit: km per jam}
  - {name: isi, type: table-completion, header: [Negara, Kota], rows: [[Jepang, '[[Tokyo]]'], [Italia, '[[Roma]]']]}
  - {name: periksa, type: fact-check, claim: 'ASEAN berdiri pada 1976.', error: '1976', correction: '1967'}
"""


@pytest.fixture
def press() -> Press:
    return Press(topic(more=MORE), variants=2)


@pytest.fixture
def plan(press: Press) -> Plan:
    return select(press.topic, press.level, kind="exam", items=40, variants=2).plans[0]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("sources").mkdir()
    Path("sources/kerja-sama.yaml").write_bytes(topic(more=MORE))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(lembar, words, catch_exceptions=False)


def built(*more: str) -> tuple[bytes, dict[str, Any], dict[str, Any]]:
    """Build an answer sheet; return the PDF, its geometry and its row of the manifest."""
    made = run("build", "--kind", "answer-sheet", *more)
    assert made.exit_code == 0, made.output
    pdf, geometry = (Path(next(line for line in made.stdout.split() if line.endswith(end))) for end in (".pdf", ".json"))
    rows = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    row = next(row for row in rows if pdf.as_posix().endswith(row["path"]))
    return pdf.read_bytes(), json.loads(geometry.read_text(encoding="utf-8")), row


def pictures(data: bytes, dpi: int = 150) -> list[Image.Image]:
    return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in pypdfium2.PdfDocument(data)]


def test_each_item_has_the_bubbles_of_its_own_choices(here: Path, press: Press) -> None:
    _, geometry, row = built()
    (only,) = select(press.topic, press.level, kind="exam").plans
    exam = number(press.topic, only, press.level)
    assert (geometry["code"], row["code"]) == (exam.code, exam.code)
    by_number = {item["number"]: item for item in geometry["items"]}
    assert list(by_number) == [one.number for one in exam.items()]
    for one in exam.items():
        marked = Counter(bubble["row"] for bubble in by_number[one.number]["bubbles"])
        letters = "".join(bubble["label"] for bubble in by_number[one.number]["bubbles"])
        wanted = {
            "multiple-choice": ("ABCD", {"": 4}),
            "multiple-response": ("ABCDE", {"": 5}),
            "true-false": ("BS", {"": 2}),
            "matching": ("PQRST" * 4, dict.fromkeys("abcd", 5)),
        }.get(one.item.TYPE, ("", {}))
        wanted = {"tabel": ("ABC" * 4, dict.fromkeys("abcd", 3)), "benar": ("BSBS", {"a": 2, "b": 2})}.get(one.item.name, wanted)
        assert (letters, dict(marked)) == wanted, one.item.name
        written = one.item.TYPE not in ("multiple-choice", "multiple-response", "matching", "statement-table")
        assert bool(by_number[one.number]["areas"]) is written, one.item.name


def test_the_geometry_tells_neither_items_nor_answers(here: Path) -> None:
    _, geometry, row = built()
    text = json.dumps(geometry)
    assert not [entry["name"] for entry in row["items"] if re.search(rf"\b{entry['name']}\b", text)]
    assert set(geometry) == {"format", "code", "label", "unit", "origin", "pages", "items"}
    assert {name for item in geometry["items"] for name in item} == {"number", "bubbles", "areas"}
    assert {"name", "participant", "class", "packet", "mark", "day"} <= set(geometry["pages"][0]["fields"])
    told = (Path(__file__).parents[1] / "generator" / "docs" / "scanning.md").read_text(encoding="utf-8")
    parts = (
        geometry,
        *geometry["pages"][:1],
        *geometry["items"],
        *(area for item in geometry["items"] for area in item["areas"]),
    )
    every = [*parts, geometry["pages"][0]["fields"], geometry["pages"][0]["corners"], geometry["items"][0]["bubbles"][0]]
    assert [name for part in every for name in part if f"`{name}`" not in told] == []
    for page in geometry["pages"]:
        inside = [0, 0, page["width"], page["height"]]
        for x0, y0, x1, y1 in [*page["corners"].values(), *page["fields"].values()]:
            assert inside[0] < x0 < x1 < inside[2] and inside[1] < y0 < y1 < inside[3]
        left, top, right, bottom = page["corners"]["top-left"]
        assert [round(value / 72 * 25.4, 1) for value in (left, top, right, bottom)] == [9, 9, 14, 14]


def test_the_geometry_goes_with_its_sheet(here: Path) -> None:
    _, _, row = built()
    rows = {one["path"]: one for one in json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]}
    path = row["path"].replace(".pdf", ".json")
    assert rows[path]["of"] == row["path"]
    assert rows[path]["inputs"] == {"pdf": row["sha256"]}
    assert run("verify").exit_code == 0
    run("build", "--kind", "answer-sheet", "--variants", "2")
    assert not (Path("output") / path).exists(), "it goes with its sheet"
    first, *_ = Path("output").rglob("*_a.json")
    first.write_text("{}", encoding="utf-8")
    assert "altered-output" in run("verify").stdout


@pytest.mark.parametrize("paper", ["a4", "f4"])
def test_marks_are_read_from_pictures(here: Path, paper: str) -> None:
    data, geometry, _ = built("--paper", paper)
    chance = Random(paper)
    for page, picture in enumerate(pictures(data), 1):
        every = [mark for mark, _ in bubbles(geometry, page)]
        marks = set(chance.sample(every, len(every) // 3))
        assert read(picture, geometry, page) == set(), "nothing is marked yet"
        fill(picture, geometry, page, marks)
        assert read(picture, geometry, page) == marks
        scanned = picture.rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255, translate=(7, -9))
        small = scanned.resize((round(scanned.width * 0.97), round(scanned.height * 0.97)), Image.Resampling.BICUBIC)
        wide = Image.new("L", picture.size, 255)
        wide.paste(small, (11, 17))
        assert read(wide, geometry, page) == marks, "turned by 1.5 degrees, smaller, and elsewhere"


def row_of(number: int, letters: str) -> str:
    return f'<marks name="{number}" number="{number}"><row>{"".join(f"<bubble>{one}</bubble>" for one in letters)}</row></marks>'


def grid(count: int, letters: str = "ABCD") -> list[tuple[float, float]]:
    """The middles of the first bubbles of items 1 to n, x and y down, in the order of their numbers."""
    made = sheet(f"<bubbles>{''.join(row_of(n, letters) for n in range(1, count + 1))}</bubbles>")
    firsts = rectangles(made, "bubble")[:: len(letters)]
    return [((x0 + x1) / 2, -(y0 + y1) / 2) for _, x0, y0, x1, y1 in firsts]


def test_fifty_items_stand_in_five_columns_of_ten() -> None:
    middles = grid(50)
    columns = Counter(round(x, 2) for x, _ in middles)
    assert list(columns.values()) == [10] * 5
    steps = [round(lower[1] - upper[1], 2) for upper, lower in pairwise(middles[:10])]
    assert steps == [20, 20, 20, 20, 25.6, 20, 20, 20, 20]
    made = rectangles(sheet(f"<bubbles>{row_of(1, 'ABCD')}</bubbles>"), "bubble")
    assert [round(right[1] - left[1], 2) for left, right in pairwise(made)] == [19.85] * 3
    assert {round(x1 - x0, 2) for _, x0, _, x1, _ in made} == {13.6}


@pytest.mark.parametrize(
    ("count", "letters", "columns"),
    [(20, "ABC", [5] * 4), (25, "ABCD", [5] * 5), (40, "ABCDE", [10] * 4), (60, "ABCD", [15] * 4), (7, "BS", [5, 2])],
)
def test_shorter_and_longer_sheets_have_columns_of_fives(count: int, letters: str, columns: list[int]) -> None:
    assert list(Counter(round(x, 2) for x, _ in grid(count, letters)).values()) == columns


FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "a bubble lost": (lambda text: text.replace("<bubble>D</bubble>", "", 1), "wrong-bubbles"),
    "a bubble more": (
        lambda text: text.replace("<bubble>D</bubble>", "<bubble>D</bubble><bubble>E</bubble>", 1),
        "wrong-bubbles",
    ),
    "another letter": (lambda text: text.replace("<bubble>B</bubble>", "<bubble>X</bubble>", 1), "wrong-bubbles"),
    "another number": (lambda text: text.replace('number="3"', 'number="33"', 1), "wrong-bubbles"),
    "a row lost": (lambda text: re.sub(r'<row label="b">.*?</row>', "", text, count=1), "wrong-bubbles"),
    "a legend lost": (lambda text: re.sub(r"<caption>.*?</caption>", "", text, count=1), "missing-text"),
    "a box lost": (lambda text: text.replace('<field name="4">4</field>', "", 1), "missing-text"),
    "a gap lost": (lambda text: re.sub(r'<p><gap label="\(2\)"[^>]*></p>', "", text, count=1), "missing-text"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_sheet_that_does_not_fit_the_exam(press: Press, plan: Plan, name: str) -> None:
    fault, code = FAULTS[name]
    assert press.judge(press.make("answer-sheet", plan)) == []
    assert press.codes(press.make("answer-sheet", plan, markup=fault)) == {code}


def test_the_code_is_that_of_the_exam(press: Press, plan: Plan) -> None:
    mine = press.make("answer-sheet", plan)
    exam = replace(mine, row={**mine.row, "kind": "exam", "code": "234567"})
    judgement = Judgement(press.topic, press.level, [mine, exam])
    judgement.answer_sheet(mine)
    assert [found.code for found in judgement.findings] == ["other-code"]
