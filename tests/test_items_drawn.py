"""Types that are drawn: pictures to label. What they find wrong, print at each level, and how they stand on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import LEVELS, codes, labelling
from test_typeset import LAYOUT, item, read, rectangles

from generator.assets import Assets
from generator.diagnostics import Failed
from generator.folders import bundled
from generator.model.key import TextResponse
from generator.model.markup import Markup
from generator.model.text import Blank
from generator.typeset import typeset

EASY, MEDIUM, HARD = LEVELS["easy"], LEVELS["medium"], LEVELS["hard"]
LABELS = ((0.5, 0.2, "bunga"), (0.3, 0.5, "daun"), (0.6, 0.9, "akar"))


def drawn(flow):
    """The pages of a flow with the pictures of the good cases."""
    markup = f'<document language="id"><flow>{flow}</flow></document>'
    assets = Assets(Path(__file__).parent / "cases" / "good", [bundled("layouts") / "fonts"])
    return typeset(Markup(markup, LAYOUT.tokens), assets)


# labelling


@pytest.mark.parametrize(
    ("level", "bank", "form"),
    [
        ("easy", ("akar", "bunga", "daun"), "bank"),
        ("medium", ("akar", "biji", "bunga", "daun"), "bank"),
        ("mixed", ("akar", "biji", "bunga", "daun"), "bank"),
        ("hard", (), ""),
    ],
)
def test_the_level_gives_the_bank_of_a_picture(level, bank, form):
    body = labelling("l", *LABELS, extra=("biji",)).body({}, LEVELS[level])
    (interaction,) = body.interactions()
    assert (interaction.bank, body.form) == (bank, form)
    assert interaction.figure.hotspots == ((0.5, 0.2), (0.3, 0.5), (0.6, 0.9))
    assert interaction.text.paragraphs == ((Blank(1),), (Blank(2),), (Blank(3),))


def test_a_label_is_a_point_and_the_key_names_its_place():
    key = labelling("l", *LABELS).key({}, MEDIUM)
    assert key.responses == (TextResponse((("bunga",), ("daun",), ("akar",))),)
    assert key.points == 3
    assert labelling("l", *LABELS, points=1).key({}, MEDIUM).points == 1


@pytest.mark.parametrize(
    ("labels", "extra", "found"),
    [
        (LABELS, ("biji",), []),
        (LABELS, ("akar ",), ["extra-labels"]),
        (((0, 0, "a"), (1, 1, "a")), (), ["equal-entries"]),
        (((0.5, 0.5, "a"), (0.515, 0.49, "b")), (), ["same-place"]),
        (((0.5, 0.5, "a"), (0.53, 0.5, "b")), (), []),
    ],
)
def test_findings_about_labels(labels, extra, found):
    assert codes(labelling("l", *labels, extra=extra).findings(MEDIUM)) == found


def figure(*places, width=100):
    marks = "".join(f'<hotspot x="{x}" y="{y}">{n}</hotspot>' for n, (x, y) in enumerate(places, 1))
    return f'<figure src="pictures/plant.svg" width="{width}">{marks}</figure>'


def test_numbers_stand_inside_the_picture():
    made = drawn(item(1, "Apa?", figure((0, 0), (100, 100), (50, 50))))
    (first, last, middle) = rectangles(made, "hotspot")
    left = LAYOUT.tokens.paper.margins[3] + 24
    assert first[1] >= left
    assert last[3] <= left + 210
    assert (middle[1] + middle[3]) / 2 == pytest.approx(left + 105)
    assert first[4] - last[2] <= 180
    assert "1 2 3" in " ".join(read(made)[0].split())


def test_numbers_over_each_other_are_a_finding():
    drawn(item(1, "Apa?", figure((50, 50), (58, 50))))
    with pytest.raises(Failed) as failed:
        drawn(item(1, "Apa?", figure((50, 50), (58, 50), width=30)))
    assert [(found.code, found.label) for found in failed.value.diagnostics] == [("marks-overlap", "q1")]


@pytest.mark.parametrize(("width", "columns"), [(85, 4), (113, 3), (170, 2), (340, 1), (600, 1)])
def test_lines_stand_in_as_many_columns_as_the_gap_allows(width, columns):
    entries = "".join(f'<p><gap label="({n})" width="{width}" name="g"/></p>' for n in range(1, 13))
    gaps = rectangles(drawn(item(1, "Apa?", f"<gaps>{entries}</gaps>")), "gap")
    tops = [round(y1, 1) for *_, y1 in gaps]
    assert tops.count(tops[0]) == columns
    assert max(x1 for _, _, _, x1, _ in gaps) == pytest.approx(LAYOUT.tokens.paper.margins[3] + 493.2, abs=0.5)
    pitch = sorted(set(tops), reverse=True)
    assert pitch[0] - pitch[1] == pytest.approx(22.68, abs=0.1)
