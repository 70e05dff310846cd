"""Every paper: all kinds are built and read back, nothing leaves the page or runs into something else; narrow ones give way."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from generator import levels
from generator.assets import Assets
from generator.bind import bind
from generator.build.pipeline import Job, make
from generator.build.request import BuildRequest
from generator.folders import bundled
from generator.layout import load, papers
from generator.model.markup import Markup
from generator.model.sheet import Metadata, Sheet
from generator.typeset import typeset

TOPIC = bundled("sources") / "bilateral-regional-multilateral.yaml"
MIXED = tuple(level for level in levels.load() if level.name == "mixed")
FONTS = [bundled("layouts") / "fonts"]


def sheet(paper: str, flow: str, rest: str = "", margin: str = "") -> Sheet:
    markup = f'<document language="id">{rest}<flow{margin}>{flow}</flow></document>'
    return typeset(Markup(markup, load("lkpd", [bundled("layouts")], paper).tokens), Assets(None, FONTS))


def lines(data: bytes) -> list[list[tuple[str, tuple[float, float, float, float]]]]:
    """The stretches of text of each page with their rectangles: left, bottom, right, top."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        rectangles = [text.get_rect(index) for index in range(text.count_rects())]
        found.append([(text.get_text_bounded(*rectangle).strip(), rectangle) for rectangle in rectangles])
    return found


def crossing(rectangles: list[tuple[str, tuple[float, float, float, float]]]) -> list[tuple[str, str]]:
    """Pairs of texts of which one lies on the other by more than a point both ways."""
    pairs = []
    for place, (text, (left, bottom, right, top)) in enumerate(rectangles):
        for other, (l2, b2, r2, t2) in rectangles[place + 1 :]:
            if min(right, r2) - max(left, l2) > 1 and min(top, t2) - max(bottom, b2) > 1.5:
                pairs.append((text, other))
    return pairs


@pytest.mark.parametrize("paper", papers())
def test_all_kinds_are_built_and_read_back_on_every_paper(paper: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    made = make(Job("bilateral-regional-multilateral", str(TOPIC), (), MIXED, BuildRequest(paper=paper)))
    assert (made.bug, [found.code for cell in made.cells for found in cell.findings]) == ("", [])
    documents = [artifact for cell in made.cells for artifact in cell.artifacts]
    assert [artifact.row["kind"] for artifact in documents] == ["handout", "worksheet", "answer-key"]
    for artifact in documents:
        for number, page in enumerate(lines(artifact.data), 1):
            assert crossing(page) == [], f"{artifact.row['kind']}, page {number}"


def test_a_narrow_paper_has_no_margin_column() -> None:
    flow = '<callout role="example" place="margin" title="Contoh"><p>Isi.</p></callout><p>Satu dua tiga.</p>'
    for paper, beside in (("a4", True), ("a5", False)):
        made = sheet(paper, flow, margin=' margin="yes"')
        (page,) = lines(bind([made], Metadata("", "id")))
        left = {text: rectangle[0] for text, rectangle in page}
        assert (left["Contoh"] > made.pages[0].width / 2) is beside, paper


def test_a_long_title_makes_way_for_the_name_line() -> None:
    title = "Kerja Sama Bilateral, Regional, dan Multilateral di Asia Tenggara dan Dunia"
    header = f'<header><start>{title}</start><end>Nama&#160;<slot name="name"/></end></header>'
    for paper, whole in (("a4", True), ("a5", False)):
        pages = lines(bind([sheet(paper, "<p>Satu.</p><break/><p>Dua.</p>", header)], Metadata("", "id")))
        texts = [text for text, _ in pages[1]]
        assert any(text.startswith("Kerja Sama") and (text.endswith("Dunia") if whole else text.endswith("…")) for text in texts)
        assert crossing(pages[1]) == []


def test_a_formula_stays_on_one_line_in_a_narrow_column() -> None:
    formula = (
        "<columns ratio='369 320' gap='27'><column><formula>Nilai = <frac><num>Skor yang Diperoleh</num>"
        "<den>Skor Maksimal</den></frac> × 100</formula></column><column><p>A</p></column></columns>"
    )
    for paper in ("a4", "a5"):
        (page,) = lines(bind([sheet(paper, formula)], Metadata("", "id")))
        (equals,) = (box for text, box in page if text.startswith("Nilai"))
        (times,) = (box for text, box in page if text.endswith("100"))
        assert times[1] == pytest.approx(equals[1], abs=3), paper


def test_a_head_holds_its_own_blocks_and_not_the_next_section() -> None:
    list_ = "".join(f'<entry label="{n}.">Petunjuk {n}</entry>' for n in range(1, 5))
    flow = f'<section letter="A">Petunjuk</section><list>{list_}</list><section letter="B">Ringkasan</section>'
    flow += f"<keep>{''.join(f'<p>{chr(75) * 3} {n}</p>' for n in range(16))}</keep>"
    pages = lines(bind([sheet("a5", f"{''.join('<p>Kata.</p>' for _ in range(8))}{flow}")], Metadata("", "id")))
    assert (len(pages), any(text == "Petunjuk 4" for text, _ in pages[0])) == (2, True)
