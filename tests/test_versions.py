"""The keys of all versions on one paper: made with versions, judged cell by cell, gone with the sheets that it covers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from finished import Press, topic
from sample import made
from test_faults import MORE_TOPIC

from generator.build.verify import Finished
from generator.cli.group import lembar
from generator.compose import Setting
from generator.compose.key_table import PlaceTable, VersionTable
from generator.diagnostics import Exit
from generator.languages import words
from generator.model.document import Document
from generator.model.text import said

Rows = list[list[str]]


def run(*args: str) -> Result:
    return CliRunner().invoke(lembar, list(args), catch_exceptions=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("kerja-sama.yaml").write_bytes(topic())
    return tmp_path


def rows() -> dict[str, dict[str, object]]:
    listed = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    return {Path(row["path"]).stem.partition("_")[2]: row for row in listed}


def names(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [Path(line).stem.partition("_")[2] for line in result.stdout.splitlines()]


# when it is made


def test_versions_of_a_key_bring_their_table_along(here: Path) -> None:
    assert names(run("build", "kerja-sama.yaml", "--variants", "2")) == [
        "handout", "worksheet_a", "worksheet_b", "answer-key_a", "answer-key_b", "answer-keys",
    ]  # fmt: skip
    made_now = rows()
    row = made_now["answer-keys"]
    assert row["covers"] == [made_now["worksheet_a"]["code"], made_now["worksheet_b"]["code"]]
    assert row["path"] == "kerja-sama/id/mixed/teacher/kerja-sama_answer-keys.pdf"
    assert (row["label"], row["audience"], row["sheet"], row["code"] in row["covers"]) == ("", "teacher", "worksheet", False)
    assert run("verify").exit_code == 0


def test_what_holds_the_key_of_an_exam_brings_its_table_along(here: Path) -> None:
    made_now = names(run("build", "kerja-sama.yaml", "--variants", "2", "--kind", "exam", "--kind", "scoring-guide"))
    assert made_now == ["exam_a", "exam_b", "scoring-guide_a", "scoring-guide_b", "exam-keys"]


def test_sheets_alone_and_a_single_version_have_none(here: Path) -> None:
    assert names(run("build", "kerja-sama.yaml", "--variants", "2", "--kind", "worksheet")) == ["worksheet_a", "worksheet_b"]
    assert "answer-keys" not in names(run("build", "kerja-sama.yaml"))


def test_it_can_be_asked_for_alone_and_is_read_back_all_the_same(here: Path) -> None:
    assert names(run("build", "kerja-sama.yaml", "--variants", "3", "--kind", "answer-keys")) == ["answer-keys"]
    assert len(rows()["answer-keys"]["covers"]) == 3


@pytest.mark.parametrize(("kind", "key"), [("answer-keys", "answer-key"), ("exam-keys", "scoring-guide")])
def test_one_version_is_nothing_to_compare(here: Path, kind: str, key: str) -> None:
    result = run("build", "kerja-sama.yaml", "--kind", kind)
    assert result.exit_code == Exit.USAGE
    assert "error[one-version]" in result.stderr and f"--kind {key}" in result.stderr


def test_a_topic_without_items_says_so_once(here: Path) -> None:
    Path("kosong.yaml").write_text("format: 1\nlanguage: id\ntitle: Kosong\nhandout: [{text: Teks.}]\n", encoding="utf-8")
    result = run("build", "kosong.yaml", "--variants", "2")
    assert names(result) == ["handout"]
    assert "answer-keys" not in result.stderr


def test_it_goes_with_the_sheets_that_it_covers(here: Path) -> None:
    run("build", "kerja-sama.yaml", "--variants", "3")
    result = run("build", "kerja-sama.yaml", "--variants", "2", "--kind", "worksheet")
    assert "answer-keys.pdf was removed" in result.stderr, "version c is no more"
    assert not list(here.rglob("*answer-keys.pdf"))
    run("build", "kerja-sama.yaml", "--variants", "2")
    table = next(here.rglob("*answer-keys.pdf"))
    table.write_bytes(table.read_bytes() + b"\n")
    result = run("build", "kerja-sama.yaml", "--kind", "worksheet")
    assert "warning[stale-key]" in result.stderr and table.exists()


def test_another_number_of_versions_takes_its_place(here: Path) -> None:
    run("build", "kerja-sama.yaml", "--variants", "3")
    run("build", "kerja-sama.yaml", "--variants", "2")
    assert len(rows()["answer-keys"]["covers"]) == 2
    run("build", "kerja-sama.yaml")
    assert "answer-keys" not in rows()


@pytest.mark.parametrize(
    "flags",
    [("--impose", "2up", "--duplex"), ("--impose", "booklet"), ("--profile", "large-print"), ("--paper", "a5"), ("--preview",)],
    ids=" ".join,
)
def test_it_is_made_however_sheets_are_printed(here: Path, flags: tuple[str, ...]) -> None:
    result = run("build", "kerja-sama.yaml", "--variants", "4", "--kind", "answer-key", *flags)
    assert result.exit_code == 0, result.output
    row = next(row for row in rows().values() if row["kind"] == "answer-keys" and row["path"].endswith(".pdf"))  # type: ignore[attr-defined]
    assert row["impose"] == ""


def test_a_long_run_is_told_with_its_file_numbers_and_letter(here: Path) -> None:
    """Statements that are all true: one letter from the first number to the last, in every version."""
    items = "".join(f"  - {{name: b{n}, type: true-false, stem: 'Pernyataan {n}.', answer: true}}\n" for n in range(5))
    head = "format: 1\nlanguage: id\ntitle: Benar\nitems:\n"
    Path("benar.yaml").write_text(head + items, encoding="utf-8")
    result = run("build", "benar.yaml", "--variants", "2", "--format", "concise")
    for version in "ab":
        path = Path("output/benar/id/mixed") / f"benar_worksheet_{version}.pdf"
        assert f"note[long-run]: {path} has the key letter `B` 5 times in a row: numbers 1 to 5" in result.stderr
    assert result.stderr.count("long-run") == 2 and result.exit_code == 0
    Path("benar.yaml").write_text(head + items.replace("true}", "false}", 1).replace("true}", "false}", 1), encoding="utf-8")
    assert "long-run" not in run("build", "benar.yaml").stderr, "three are no long run"
    Path("r.csv").write_text("nama\nAni\nBudi\n", encoding="utf-8")
    Path("benar.yaml").write_text(head + items, encoding="utf-8")
    packed = run("build", "benar.yaml", "--variants", "2", "--kind", "worksheet", "--roster", "r.csv", "--format", "concise")
    assert "worksheet b (id, mixed) in benar/packs has the key letter `B` 5 times" in packed.stderr


# what it says


def tables(document: Document) -> tuple[VersionTable, PlaceTable]:
    (table,) = (block for block in document.blocks if isinstance(block, VersionTable))
    (places,) = (block for block in document.blocks if isinstance(block, PlaceTable))
    return table, places


def answers(table: VersionTable) -> dict[str, list[str]]:
    return {number: [str(one) for one in each] for _, section in table.sections for number, each in section}


@pytest.mark.parametrize("language", ["id", "en"])
def test_numbers_in_rows_versions_in_columns(language: str) -> None:
    document = made("answer-keys", language=language, variants=3)
    table, places = tables(document)
    speech = words(language)
    assert [name for name, _ in table.versions] == [speech("sheet.version", label=label) for label in "ABC"]
    sheets = [made("worksheet", language=language, variants=3)]
    assert table.versions[0][1] == sheets[0].code == document.covers[0]
    assert list(answers(table)) == [f"{number}." for number in range(1, len(answers(table)) + 1)]
    assert {len(each) for each in answers(table).values()} == {3}
    first, *others = places.rows
    assert first[1] == tuple(map(str, range(1, len(first[1]) + 1)))
    assert all(sorted(numbers) == sorted(first[1]) for _, numbers in others)
    assert places.example == f"A1 = B{others[0][1][0]} = C{others[1][1][0]}"


@pytest.mark.parametrize(("kind", "titled"), [("answer-keys", True), ("exam-keys", False)])
def test_titles_stand_over_sections_of_several_items(kind: str, titled: bool) -> None:
    own, _ = tables(made(kind, variants=2))
    assert len(own.sections) > 1
    assert all(bool(title) == titled for title, _ in own.sections)


WIDE = """\
format: 1
name: t
language: id
title: T
items:
  - {name: pg, type: multiple-choice, stem: 'Apa?', choices: [{text: satu, key: true}, dua, tiga]}
  - {name: panjang, type: short-answer, stem: 'Mengapa?', answers: ['LONG']}
  - {name: pendek, type: short-answer, stem: 'Siapa?', answers: [Indonesia]}
  - {name: rumus, type: sorting, groups: [{text: satu, members: ['$x^2$', dua]}, {text: lain, members: [tiga]}]}
  - {name: esai, type: essay, stem: 'Jelaskan!', model: Bebas.}
""".replace("LONG", " ".join(["kata"] * 20))


def test_a_dash_leads_to_the_key_where_an_answer_is_free_long_or_a_formula() -> None:
    press = Press(WIDE.encode(), variants=2)
    seen: list[Document] = []
    made_now = table(press, lambda document: seen.append(document) or document)  # type: ignore[func-returns-value]
    own, _ = tables(seen[0])
    named = dict(zip(("pg", "panjang", "pendek", "rumus", "esai"), answers(own).values(), strict=False))
    shown = sorted({one for each in answers(own).values() for one in each if len(one) > 1} | {"–"})
    assert shown == ["Indonesia", "–"] and named["pg"][0] in "ABC"
    assert sum(each == ["–", "–"] for each in answers(own).values()) == 2, "the essay and the sorting"
    assert press.judge(*[press.make("worksheet", plan) for plan in press.plans], made_now) == []


# what reading back finds


def table(press: Press, fault: Callable[[Document], Document] = lambda document: document, **more: object) -> Finished:
    kind = "answer-keys" if press.sheet == "worksheet" else "exam-keys"
    return press.make(kind, setting=Setting(versions=press.plans), document=fault, **more)  # type: ignore[arg-type]


def changed(change: Callable[[Rows], Rows]) -> Callable[[Document], Document]:
    """A document whose table has other cells: a list of answers for each number, all sections together."""

    def fault(document: Document) -> Document:
        def block(one: object) -> object:
            if not isinstance(one, VersionTable):
                return one
            numbered = [(number, each) for _, section in one.sections for number, each in section]
            cells = change([list(each) for _, each in numbered])  # type: ignore[arg-type, misc]
            assert cells != [list(each) for _, each in numbered], "the fault was not planted"
            made_now = tuple((number, tuple(each)) for (number, _), each in zip(numbered, cells, strict=False))
            return replace(one, sections=(("", made_now),))

        return replace(document, blocks=tuple(map(block, document.blocks)))  # type: ignore[arg-type]

    return fault


def headed(change: Callable[[list[tuple[str, str]]], list[tuple[str, str]]]) -> Callable[[Document], Document]:
    """A document whose table has other heads."""
    return lambda document: replace(
        document,
        blocks=tuple(
            replace(one, versions=tuple(change(list(one.versions)))) if isinstance(one, VersionTable) else one
            for one in document.blocks
        ),
    )


def moved(change: Callable[[Rows], Rows]) -> Callable[[Document], Document]:
    """A document that has other numbers for the same item."""
    return lambda document: replace(
        document,
        blocks=tuple(
            replace(
                one,
                rows=tuple(
                    (name, tuple(row))
                    for (name, _), row in zip(one.rows, change([list(row) for _, row in one.rows]), strict=False)
                ),
            )
            if isinstance(one, PlaceTable)
            else one
            for one in document.blocks
        ),
    )


def exchanged(cells: Rows, one: tuple[int, int], other: tuple[int, int]) -> Rows:
    (row, column), (row_2, column_2) = one, other
    cells[row][column], cells[row_2][column_2] = cells[row_2][column_2], cells[row][column]
    return cells


def differing(cells: Rows, *, within: str) -> Rows:
    """Exchange the first two answers that differ: in a row, or in a column."""
    places = [(row, column) for row, each in enumerate(cells) for column, _ in enumerate(each)]
    alike = {"row": 0, "column": 1}[within]
    for one in places:
        for other in places:
            if one < other and one[alike] == other[alike] and plain_of(cells, one) != plain_of(cells, other):
                return exchanged(cells, one, other)
    raise AssertionError("all answers are alike")


def plain_of(cells: Rows, place: tuple[int, int]) -> str:
    return str(cells[place[0]][place[1]])


def turned(cells: Rows, column: int) -> Rows:
    """Shift one column by a row."""
    own = [row[column] for row in cells]
    for row, value in zip(cells, [*own[1:], own[0]], strict=True):
        row[column] = value
    return cells


def numbers(rows_now: Rows, row: int, change: Callable[[list[str]], list[str]]) -> Rows:
    rows_now[row] = change(rows_now[row])
    return rows_now


def dashed(cells: Rows) -> Rows:
    cells[0][1] = said("–")  # type: ignore[call-overload]
    return cells


FAULTS: dict[str, tuple[Callable[[Document], Document], str]] = {
    "two answers of a version swapped": (changed(lambda cells: differing(cells, within="column")), "wrong-answer"),
    "two answers of a number swapped": (changed(lambda cells: differing(cells, within="row")), "wrong-answer"),
    "two columns swapped under their heads": (changed(lambda cells: [[b, a, c] for a, b, c in cells]), "wrong-answer"),
    "heads swapped over their columns": (headed(lambda heads: [heads[1], heads[0], heads[2]]), "wrong-answer"),
    "codes swapped": (headed(lambda heads: [(heads[0][0], heads[1][1]), (heads[1][0], heads[0][1]), heads[2]]), "other-code"),
    "a column off by one": (changed(lambda cells: turned(cells, 2)), "wrong-answer"),
    "all off by one": (changed(lambda cells: [*cells[1:], cells[0]]), "wrong-answer"),
    "the last row lost": (changed(lambda cells: cells[:-1]), "missing-answer"),
    "a dash for a letter": (changed(dashed), "missing-answer"),
    "a stale code": (headed(lambda heads: [heads[0], (heads[1][0], "ZZZZZ2"), heads[2]]), "other-code"),
    "a version without a column": (headed(lambda heads: [heads[0], heads[1], ("Paket Z", heads[2][1])]), "missing-text"),
    "two numbers of a version swapped": (
        moved(lambda all_: numbers(all_, 1, lambda row: [row[1], row[0], *row[2:]])),
        "wrong-place",
    ),
    "numbers off by one": (moved(lambda all_: numbers(all_, 2, lambda row: [*row[1:], row[0]])), "wrong-place"),
    "a number lost": (moved(lambda all_: numbers(all_, 1, lambda row: row[:-1])), "wrong-place"),
    "the numbers of two versions swapped": (moved(lambda all_: [all_[0], all_[2], all_[1]]), "wrong-place"),
    "a version without numbers": (moved(lambda all_: all_[:2]), "wrong-place"),
}


@pytest.fixture(scope="module", params=["worksheet", "exam"])
def press(request: pytest.FixtureRequest) -> Press:
    return Press(topic(), variants=3, sheet=request.param)


@pytest.fixture(scope="module")
def sheets(press: Press) -> list[Finished]:
    return [press.make(press.sheet, plan) for plan in press.plans]


def test_without_a_fault_nothing_is_found(press: Press, sheets: list[Finished]) -> None:
    assert press.judge(*sheets, table(press)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_table_that_does_not_fit_the_sheets(press: Press, sheets: list[Finished], fault: str) -> None:
    change, code = FAULTS[fault]
    found = press.codes(*sheets, table(press, change))
    assert code in found
    assert found <= {"wrong-answer", "missing-answer", "wrong-place", "other-code", "missing-text"}


def replaced(pattern: str, other: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        made_now, count = re.subn(pattern, other, text, count=1, flags=re.DOTALL)
        assert count and made_now != text, "the fault was not planted"
        return made_now

    return change


MARKUP: dict[str, tuple[Callable[[str], str], str]] = {
    "an empty cell moves a row along": (
        replaced(r'(<tr><td align="center">3\.</td>)(<td[^>]*>[^<]*</td>)(<td[^>]*>[^<]*</td>)(<td[^>]*>[^<]*</td>)',
                 r'\1<td align="center"></td>\2\3\4'),
        "wrong-column",
    ),
    "two versions in one cell": (
        replaced(r'(<tr><td align="center">3\.</td>)<td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>',
                 r'\1<td align="center" weight="700">\2 &#160; &#160; \3</td><td></td>'),
        "wrong-column",
    ),
    "an empty cell moves numbers along": (replaced(r"(<td>Paket B</td>)", r'\1<td align="center"></td>'), "wrong-column"),
    "another number": (replaced(r'(<td align="center">)3(\.</td>)', r"\g<1>4\2"), "missing-answer"),
}  # fmt: skip


@pytest.mark.parametrize("fault", MARKUP)
def test_what_stands_in_another_column_belongs_to_it(press: Press, sheets: list[Finished], fault: str) -> None:
    change, code = MARKUP[fault]
    assert code in press.codes(*sheets, table(press, markup=change))


def test_a_table_of_other_sheets(press: Press, sheets: list[Finished]) -> None:
    other = Press(press.data, variants=3, sheet=press.sheet, seed=2)
    assert press.codes(*sheets, table(other)) == {"lone-key"}
    stale = table(Press(topic(keys=1), variants=3, sheet=press.sheet))
    assert "wrong-answer" in press.codes(*sheets, stale)
    assert press.codes(*sheets[:2], table(press)) == {"lone-key"}


@pytest.mark.parametrize("level", ["easy", "medium", "hard"])
def test_every_type_at_every_level(level: str) -> None:
    own = Press(MORE_TOPIC, level_name=level, variants=4)
    sheets = [own.make("worksheet", plan) for plan in own.plans]
    assert own.judge(*sheets, table(own)) == []


MORE: dict[str, Callable[[str], str]] = {
    "a box less": replaced(r"(<td[^>]*>[A-D]), [A-D](</td>)", r"\1\2"),
    "an order exchanged": replaced(r"(<td[^>]*>)([A-D]), ([A-D]), ([A-D]), ([A-D])<", r"\1\3, \2, \4, \5<"),
    "another column of a grid": replaced("([a-d])\u00a0bilateral", "\\1\u00a0regional"),
    "another number": replaced("12,5", "12,6"),
    "another answer": replaced(r"(<td[^>]*>)Indonesia<", r"\1India<"),
    "another word in a gap": replaced("Tokyo", "Kyoto"),
    "a member lost": replaced(r"benua: (\w+), ", "benua: "),
}


@pytest.mark.parametrize("fault", MORE)
def test_further_types_that_do_not_fit_the_sheets(fault: str) -> None:
    own = Press(MORE_TOPIC, level_name="hard", variants=2)
    sheets = [own.make("worksheet", plan) for plan in own.plans]
    assert own.codes(*sheets, table(own, markup=MORE[fault])) & {"wrong-answer", "missing-answer"}


@pytest.mark.slow
def test_many_versions_and_many_items() -> None:
    items = "".join(
        f"  - {{name: n{n}, type: multiple-choice, stem: 'Tanya {n}?', choices: [{{text: a{n}, key: true}}, b{n}, c{n}, d{n}]}}\n"
        for n in range(45)
    )
    data = ("format: 1\nname: t\nlanguage: id\ntitle: T\nitems:\n" + items).encode()
    own = Press(data, variants=30, sheet="exam")
    sheets = [own.make("exam", plan) for plan in own.plans]
    assert own.judge(*sheets, table(own)) == []
    few = Press(data, variants=2)
    assert few.judge(*[few.make("worksheet", plan) for plan in few.plans], table(few)) == []
