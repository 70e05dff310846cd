"""The planted faults: a verifier that is never shown a fault proves nothing.

Fifteen are caught by reading back, three by comparing all candidates' files while answers are exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from finished import LEVELS, Press, topic

from generator.build import pipeline
from generator.build import press as printing
from generator.build.pipeline import Job, make
from generator.build.request import BuildRequest
from generator.build.rows import drawn
from generator.build.verify import Finished
from generator.compose.blocks import KeyGrid
from generator.model.document import Document
from generator.model.plan import Plan, Planned
from generator.write import Artifact


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(topic(), variants=2)


@pytest.fixture(scope="module")
def sheet(press: Press) -> Finished:
    return press.make("worksheet", press.plans[0])


def redrawn(plan: Plan, change: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Plan:
    """The plan with every draw changed."""

    def changed(planned: Planned) -> Planned:
        return replace(planned, draw={name: change(positions) for name, positions in planned.draw.items()})

    return replace(plan, sections=tuple(replace(part, items=tuple(map(changed, part.items))) for part in plan.sections))


def inverse(positions: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(positions.index(place) for place in sorted(positions))


def regrid(change: Callable[[list[tuple[str, str]]], list[tuple[str, str]]]) -> Callable[[Document], Document]:
    """A document whose key grid says something else."""

    def changed(document: Document) -> Document:
        blocks = []
        for block in document.blocks:
            if isinstance(block, KeyGrid):
                cells = change([(number, answer) for row in block.rows for number, answer, _ in row if number])
                block = KeyGrid(block.columns, tuple(((number, answer, block.columns),) for number, answer in cells))
            blocks.append(block)
        return replace(document, blocks=tuple(blocks))

    return changed


def shifted(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    answers = [answer for _, answer in cells]
    return [(number, answer) for (number, _), answer in zip(cells, [*answers[1:], answers[0]], strict=True)]


def swapped(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Exchange two answers that differ."""
    other = next(i for i, (_, answer) in enumerate(cells) if i and answer != cells[0][1])
    answers = [answer for _, answer in cells]
    answers[0], answers[other] = answers[other], answers[0]
    return [(number, answer) for (number, _), answer in zip(cells, answers, strict=True)]


def keys(press: Press) -> dict[str, Callable[[str], Finished]]:
    """The faulty keys, each made for the first sheet of the code given."""
    plan, other = press.plans

    def key(made: Plan = plan, by: Press = press, **more: object) -> Callable[[str], Finished]:
        items = [drawn(planned) for planned in plan.items()]
        facts = {"code": "", "label": "a", "items": items, **more}
        return lambda code: by.make("answer-key", made, **{**facts, "code": facts["code"] or code})  # type: ignore[arg-type]

    return {
        "wrong_variant": key(replace(other, sections=plan.sections) if other.sections == plan.sections else other),
        "wrong_seed": key(Press(press.data, variants=2, seed=2).plans[0]),
        "stale_key": key(by=Press(topic(keys=1), variants=2)),
        "unshuffled_key": key(redrawn(plan, lambda positions: tuple(sorted(positions)))),
        "inverse_perm": key(redrawn(plan, inverse)),
        "off_by_one": key(document=regrid(shifted)),
        "key_short": key(document=regrid(lambda cells: cells[:-1])),
        "key_swap": key(document=regrid(swapped)),
    }


def first_item(text: str) -> str:
    match = re.search(r'<item number="3\.".*?</item>', text, re.DOTALL)
    assert match
    return match.group()


def broken(text: str) -> str:
    """The third item with a page's end between its stem and its choices."""
    item = first_item(text)
    stem = item[: item.index("</stem>") + 7]
    return text.replace(item, f'{stem}</item><break/><item at="pg-3">{item[len(stem) :]}')


FAULTY_SHEETS: dict[str, tuple[Callable[[str], str], str]] = {
    "split": (broken, "split-item"),
    "dropped_item": (lambda text: text.replace(first_item(text), ""), "missing-item"),
    "dropped_choice": (lambda text: re.sub(r'<choice label="D\.">.*?</choice>', "", text, count=1), "missing-text"),
    "double_item": (lambda text: text.replace(first_item(text), 2 * first_item(text)), "extra-item"),
    "altered_text": (lambda text: text.replace("pilihan w dari 3", "pilihan w dari 30"), "missing-text"),
    "altered_number": (lambda text: text.replace('number="3."', 'number="33."'), "missing-item"),
    "lost_glyph": (lambda text: text.replace("Pernyataan 1", "Pernyataan \u25a0"), "lost-sign"),
}


def test_without_a_fault_nothing_is_found(press: Press, sheet: Finished) -> None:
    plan, other = press.plans
    assert press.judge(sheet, press.make("answer-key", plan), press.make("handout")) == []
    assert press.judge(press.make("worksheet", other), press.make("answer-key", other)) == []


@pytest.mark.parametrize(
    "fault",
    ["wrong_variant", "wrong_seed", "stale_key", "unshuffled_key", "inverse_perm", "off_by_one", "key_short", "key_swap"],
)
def test_a_key_that_does_not_fit_its_sheet(press: Press, sheet: Finished, fault: str) -> None:
    key = keys(press)[fault](sheet.row["code"])
    found = press.codes(sheet, key)
    assert found & {"wrong-answer", "missing-answer"}, found
    assert not found & {"missing-code", "other-code", "missing-item"}, "caught, but not for what the fault is"


def test_key_code(press: Press, sheet: Finished) -> None:
    key = press.make("answer-key", press.plans[0], code="ZZZZZ2")
    assert press.codes(sheet, key) == {"other-code"}
    assert press.codes(sheet, replace(key, row={**key.row, "code": sheet.row["code"]})) == {"missing-code"}


@pytest.mark.parametrize("fault", FAULTY_SHEETS)
def test_a_sheet_that_does_not_print_the_topic(press: Press, fault: str) -> None:
    change, code = FAULTY_SHEETS[fault]
    faulty = press.make("worksheet", press.plans[0], markup=change)
    assert code in press.codes(faulty, press.make("answer-key", press.plans[0]))


def test_a_sheet_of_other_pages_than_the_manifest_says(press: Press, sheet: Finished) -> None:
    assert press.codes(replace(sheet, row={**sheet.row, "pages": 9})) == {"wrong-pages"}


def test_a_text_beyond_the_edge(press: Press, sheet: Finished) -> None:
    shifted = re.sub(rb"/MediaBox ?\[ ?0 0 595[0-9.]* 841[0-9.]* ?\]", b"/MediaBox [0 0 595.0 700]", sheet.data)
    assert shifted != sheet.data
    assert "outside-page" in press.codes(replace(sheet, data=shifted))


def test_a_handout_that_does_not_print_the_topic(press: Press) -> None:
    faulty = press.make("handout", markup=lambda text: text.replace("1.250,5", "1.250"))
    assert press.codes(faulty) == {"missing-text"}


TERMS = b"terms: [{name: a, term: ekspor, meaning: jual ke luar}, {name: b, term: impor, meaning: beli dari luar}]\nhandout:"


@pytest.mark.parametrize(
    "fault",
    [
        lambda text: text.replace("beli dari luar", "beli dari sana"),
        lambda text: text.replace("jual ke luar", "@").replace("beli dari luar", "jual ke luar").replace("@", "beli dari luar"),
        lambda text: text.replace("ekspor", ""),
    ],
    ids=["another meaning", "meanings exchanged", "a term lost"],
)
def test_a_term_list_that_does_not_print_the_terms(fault: Callable[[str], str]) -> None:
    press = Press(topic().replace(b"handout:", TERMS, 1))
    assert press.judge(press.make("term-list")) == []
    assert press.codes(press.make("term-list", markup=fault)) == {"missing-text"}


MORE = """\
  - {name: kotak, type: multiple-response, stem: 'Mana saja anggota ASEAN?', min: 2, max: 3, choices: [
      {text: Laos, key: true}, {text: Filipina, key: true}, {text: India}, {text: Jepang}]}
  - {name: tabel, type: statement-table, columns: [bilateral, regional, dunia], rows: [
      {text: 'IJEPA', column: 1}, {text: 'ASEAN', column: 2}, {text: 'PBB', column: 3}, {text: 'Uni Eropa', column: 2}]}
  - {name: benar, type: statement-table, rows: [{text: 'PBB itu besar.', column: true}, {text: 'PBB itu lama.', column: false}]}
  - {name: urut, type: ordering, stem: Urutkan., steps: [PBB berdiri, ASEAN berdiri, WTO berdiri, Perjanjian Paris]}
  - {name: pilah, type: sorting, groups: [
      {text: benua, members: [Asia, Afrika, Eropa]}, {text: laut, members: [Laut Jawa, Jawa]}]}
  - {name: singkat, type: short-answer, stem: 'Siapa tuan rumah?', answers: [Indonesia, RI]}
  - {name: angka, type: numeric, stem: 'Berapa jauhnya?', answer: 12.5, unit: km per jam}
  - {name: isi, type: table-completion, header: [Negara, Kota, Benua], rows: [
      [Jepang, '[[Tokyo]]', '[[Asia]]'], [Italia, '[[Roma]]', '[[Eropa]]'], [Mesir, 'kota [[Kairo]]', Afrika]]}
  - {name: gambar, type: labelling, picture: pictures/plant.svg, labels: [
      {x: 0.59, y: 0.19, text: bunga}, {x: 0.33, y: 0.55, text: daun}, {x: 0.58, y: 0.87, text: akar}]}
  - {name: bagan, type: organiser, shape: venn, stem: Bandingkan., fields: [{text: Kiri, entries: [pesawat, kapal]},
      {text: Kanan, entries: [sepeda, gerobak]}, {text: Keduanya, entries: [roda, rem]}]}
  - {name: fakta, type: fact-check, claim: 'ASEAN berdiri di Hanoi.', error: Hanoi, correction: Bangkok}
"""


@pytest.fixture(scope="module")
def more() -> Press:
    return Press(MORE_TOPIC, level_name="easy")


MORE_TOPIC = topic().split(b"items:")[0] + b"items:\n" + MORE.encode("utf-8")


def test_without_a_fault_nothing_is_found_in_further_types(more: Press) -> None:
    for language_level in ("easy", "medium", "hard"):
        press = Press(MORE_TOPIC, level_name=language_level, variants=2)
        for plan in press.plans:
            assert press.judge(press.make("worksheet", plan), press.make("answer-key", plan)) == []


def turned(change: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Callable[[Press], Finished]:
    return lambda press: press.make(
        "answer-key", redrawn(press.plans[0], change), code=press.make("worksheet", press.plans[0]).row["code"]
    )


def said(pattern: str, other: str) -> Callable[[Press], Finished]:
    """A key whose grid has another answer for the one that matches."""

    def changed(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
        made = [(number, re.sub(pattern.replace(" ", r"\s"), other, str(answer), count=1)) for number, answer in cells]
        assert sum(one != (number, str(answer)) for one, (number, answer) in zip(made, cells, strict=True)) == 1
        return made

    return lambda press: press.make("answer-key", press.plans[0], document=regrid(changed))


MORE_KEYS: dict[str, Callable[[Press], Finished]] = {
    "unshuffled": turned(lambda positions: tuple(sorted(positions))),
    "inverse": turned(inverse),
    "one_box_less": said(r"^([A-D]), [A-D]$", r"\1"),
    "column_swap": said(r"a bilateral, b regional", "a regional, b bilateral"),
    "column_unknown": said(r"a bilateral", "a multilateral"),
    "truth_swap": said(r"a Benar, b Salah", "a Salah, b Benar"),
    "order_swap": said(r"^([A-D]), ([A-D]), ([A-D]), ([A-D])$", r"\2, \1, \3, \4"),
    "member_moved": said(r"benua: (.*?), (.*?); laut: (.*)$", r"benua: \1; laut: \2, \3"),
    "member_lost": said(r"benua: (.*?), (.*?); laut:", r"benua: \1; laut:"),
    "groups_swapped": said(r"benua: (.*); laut: (.*)$", r"benua: \2; laut: \1"),
    "other_answer": said(r"^Indonesia$", "India"),
    "other_number": said(r"12,5", "12,6"),
    "english_number": said(r"12,5", "12.5"),
    "other_unit": said(r"km per jam", "m per jam"),
    "cells_swapped": said(r"\(1\) (?!bunga)(.*), \(2\) (.*), \(3\) (.*)$", r"(1) \2, (2) \1, (3) \3"),
    "labels_swapped": said(r"\(1\) bunga, \(2\) daun", "(1) daun, (2) bunga"),
    "label_lost": said(r", \(3\) akar", ""),
    "no_word_for_a_form": said(r"^bagan$", "–"),
    "other_correction": said(r"Hanoi; Bangkok", "Hanoi; Manila"),
    "error_for_correction": said(r"Hanoi; Bangkok", "Bangkok; Hanoi"),
}


@pytest.mark.parametrize("fault", MORE_KEYS)
def test_a_key_of_further_types_that_does_not_fit_its_sheet(more: Press, fault: str) -> None:
    found = more.codes(more.make("worksheet", more.plans[0]), MORE_KEYS[fault](more))
    assert found & {"wrong-answer", "missing-answer"}, found
    assert not found & {"missing-code", "other-code", "missing-item"}, "caught, but not for what the fault is"


def without(pattern: str, other: str = "") -> Callable[[str], str]:
    return lambda text: re.sub(pattern, other, text, count=1, flags=re.DOTALL)


MORE_SHEETS: dict[str, Callable[[str], str]] = {
    "dropped_box": without(r'<choice label="B">.*?</choice>'),
    "box_twice": without(r'(<choice label="B">.*?</choice>)', r"\1\1"),
    "other_count": without("Ada 2 jawaban", "Ada 3 jawaban"),
    "other_marks": without("Pilihlah 2 sampai", "Pilihlah 1 sampai"),
    "dropped_row": without(r'<tr><td label="b">.*?</tr>'),
    "dropped_column": without(r'<td align="center">regional</td>'),
    "columns_swapped": without(r'(<td align="center">bilateral</td>)(<td align="center">regional</td>)', r"\2\1"),
    "other_row": without("IJEPA", "IJEPAK"),
    "dropped_step": without(r'<choice label="C">ASEAN berdiri</choice>|<choice label="C">[^<]* berdiri</choice>'),
    "dropped_member": without("<word>Afrika</word>"),
    "member_twice": without("<word>Afrika</word>", "<word>Asia</word>"),
    "other_member": without("<word>Laut Jawa</word>", "<word>Laut Bali</word>"),
    "other_group": without(">benua<", ">negeri<"),
    "dropped_unit": without("km per jam"),
    "dropped_cell": without("<td>Italia</td>", "<td></td>"),
    "cells_of_another_row": without(r"<td>Jepang</td>(.*?)<td>Italia</td>", r"<td>Italia</td>\1<td>Jepang</td>"),
    "dropped_mark": without(r"<hotspot[^>]*>2</hotspot>"),
    "other_mark": without(r"(<hotspot[^>]*>)2</hotspot>", r"\g<1>4</hotspot>"),
    "marks_swapped": without(r"(<hotspot[^>]*>)1(</hotspot><hotspot[^>]*>)2<", r"\g<1>2\g<2>1<"),
    "mark_moved": without(r'x="59" y="19"', 'x="20" y="19"'),
    "dropped_line": without(r'<p><gap label="\(3\)"[^>]*/></p></gaps>', "</gaps>"),
    "other_word": without("<word>akar</word>", "<word>biji</word>"),
    "dropped_field": without(r"<tr><td>Kanan</td>", "<tr><td></td>"),
    "fields_swapped": without(r"<td>Kiri</td>(.*?)<td>Kanan</td>", r"<td>Kanan</td>\1<td>Kiri</td>"),
    "dropped_given": without(r"(<td>Keduanya</td><td>|<td>Kiri</td><td>|<td>Kanan</td><td>)<p>[a-z]+</p>", r"\1"),
    "other_claim": without("di <u>Hanoi</u>", "di <u>Manila</u>"),
    "dropped_label": without("Sumber pembanding"),
}


@pytest.mark.parametrize("fault", MORE_SHEETS)
def test_a_sheet_of_further_types_that_does_not_print_the_topic(more: Press, fault: str) -> None:
    faulty = more.make("worksheet", more.plans[0], markup=MORE_SHEETS[fault])
    assert more.codes(faulty, more.make("answer-key", more.plans[0])) & {
        "missing-text", "wrong-answer", "missing-item", "misplaced-mark",
    }  # fmt: skip


def test_a_key_that_does_not_print_the_full_table(more: Press) -> None:
    key = more.make("answer-key", more.plans[0], markup=without("<b>Kairo</b></td>", "<b>Giza</b></td>"))
    assert more.codes(more.make("worksheet", more.plans[0]), key) == {"missing-text"}


@pytest.mark.parametrize(
    "fault",
    [
        without("<p>kapal</p>"),
        without("<p>kapal</p>", "<p>perahu</p>"),
        without(r"<p>kapal</p>(.*?)<p>sepeda</p>", r"<p>sepeda</p>\1<p>kapal</p>"),
        without(r"<td>Kiri</td>(.*?)<td>Kanan</td>", r"<td>Kanan</td>\1<td>Kiri</td>"),
    ],
)
def test_a_key_that_does_not_print_the_form_as_the_topic_fills_it(more: Press, fault: Callable[[str], str]) -> None:
    key = more.make("answer-key", more.plans[0], markup=fault)
    assert more.codes(more.make("worksheet", more.plans[0]), key) == {"missing-text"}


def candidates(tmp_path: Path, data: bytes) -> list[tuple[str, str, bytes]]:
    """Names, codes and bytes of all pupils' files of a topic, in the order of writing."""
    file = tmp_path / "kerja-sama.yaml"
    file.write_bytes(data)
    made = make(Job("kerja-sama", str(file), (), (LEVELS["mixed"],), BuildRequest(variants=2, verify=False)))
    assert not made.bug, made.bug
    artifacts = [artifact for cell in made.cells for artifact in cell.artifacts]
    return [(one.path, one.row["code"], one.data) for one in artifacts if one.row["audience"] == "pupil"]


def test_exchanged_answers_change_nothing_of_the_pupils(tmp_path: Path) -> None:
    before = candidates(tmp_path, topic())
    assert len(before) == 3
    assert candidates(tmp_path, topic(keys=2, truth=False)) == before


def right(topic_made: object) -> str:
    """Something that depends on which choice is right."""
    items = topic_made.every_item()  # type: ignore[attr-defined]
    return "".join(str(place) for item in items for place, choice in enumerate(getattr(item, "choices", ())) if choice.key)


@pytest.mark.parametrize("fault", ["file_name", "metadata", "order"])
def test_answers_in_names_metadata_and_order_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    original = printing.Press.artifact
    cell = pipeline.Maker.cell

    def artifact(self, document, made, *more):  # type: ignore[no-untyped-def]
        if fault == "metadata":
            document = replace(document, subject=right(made))
        result = original(self, document, made, *more)
        if fault == "file_name":
            row = {**result.row, "path": result.row["path"].replace(".pdf", f"-{right(made)}.pdf")}
            result = Artifact(result.data, row)
        return result

    def ordered(self, *parts):  # type: ignore[no-untyped-def]
        result = cell(self, *parts)
        turned = fault == "order" and right(self.own).startswith("2")
        return replace(result, artifacts=result.artifacts[::-1]) if turned else result

    monkeypatch.setattr(printing.Press, "artifact", artifact)
    monkeypatch.setattr(pipeline.Maker, "cell", ordered)
    assert candidates(tmp_path, topic()) != candidates(tmp_path, topic(keys=2))
