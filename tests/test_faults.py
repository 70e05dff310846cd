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


def test_a_handout_that_does_not_print_the_topic(press: Press) -> None:
    faulty = press.make("handout", markup=lambda text: text.replace("1.250,5", "1.250"))
    assert press.codes(faulty) == {"missing-text"}


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
    original = pipeline.Maker.artifact
    cell = pipeline.Maker.cell

    def artifact(self, document, made, *more):  # type: ignore[no-untyped-def]
        if fault == "metadata":
            document = replace(document, subject=right(made))
        result = original(self, document, made, *more)
        if fault == "file_name":
            row = {**result.row, "path": result.row["path"].replace(".pdf", f"-{right(made)}.pdf")}
            result = Artifact(result.data, row)
        return result

    def ordered(self, made, *more):  # type: ignore[no-untyped-def]
        result = cell(self, made, *more)
        turned = fault == "order" and right(made).startswith("2")
        return replace(result, artifacts=result.artifacts[::-1]) if turned else result

    monkeypatch.setattr(pipeline.Maker, "artifact", artifact)
    monkeypatch.setattr(pipeline.Maker, "cell", ordered)
    assert candidates(tmp_path, topic()) != candidates(tmp_path, topic(keys=2))
