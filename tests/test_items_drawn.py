"""Types that are drawn: pictures to label, forms to fill in. What they find wrong, what each level prints, and geometry."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import LEVELS, codes, labelling, organiser
from test_typeset import LAYOUT, item, read, rectangles

from generator.assets import Assets
from generator.diagnostics import Failed
from generator.folders import bundled
from generator.model.key import ExtendedResponse, TextResponse
from generator.model.markup import Markup
from generator.model.text import Blank, Run, Word
from generator.select.chance import DigestStream
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


def test_a_gap_is_no_wider_than_its_line():
    ((_, x0, _, x1, _),) = rectangles(drawn(item(1, "Apa?", '<cloze><p>Di <gap label="(1)" width="600"/>.</p></cloze>')), "gap")
    assert 400 < x1 - x0 < 469.2
    assert x1 <= LAYOUT.tokens.paper.margins[3] + 493.2


# organiser


FIELDS = (("left", ("a", "b")), ("right", ("c", "d", "e")), ("both", ("f", "g", "h")))
SHAPES = {"venn": 3, "t-chart": 4, "kwl": 3, "frayer": 4, "fishbone": 5, "concept-map": 5, "five-w-one-h": 6}
LONG = "perundingan yang lama sekali antara pemerintah-pemerintah"


def shown(table):
    """The entries that a form prints, field by field."""
    return [str(entries).split() for _, entries in table.rows]


@pytest.mark.parametrize(("level", "count", "lines"), [("easy", 4, 5), ("medium", 2, 5), ("hard", 0, 6), ("mixed", 2, 5)])
def test_the_level_gives_entries_and_lines_for_the_rest(level, count, lines):
    item = organiser("o", "venn", *FIELDS)
    draw = item.draw(DigestStream("test"), LEVELS[level])
    (interaction,) = item.body(draw, LEVELS[level]).interactions()
    assert sum(map(len, shown(interaction.table))) == count
    assert interaction.expected_lines == lines
    own = item.key(draw, LEVELS[level])
    assert own.responses == (ExtendedResponse(),)
    assert own.points == 1
    assert shown(own.model[0]) == [list(entries) for _, entries in FIELDS]


def test_a_form_without_entries_says_in_the_key_that_answers_differ():
    own = organiser("o", "kwl").key({"given": ()}, MEDIUM)
    assert not own.model
    assert [note.text.paragraphs[0][0].path for note in own.notes] == ["types.organiser.differ"]
    (table,) = organiser("o", "t-chart", ("a", ()), ("b", ("c",))).key({"given": ()}, MEDIUM).model
    assert [entries.paragraphs[0][0] for _, entries in table.rows] == [Word("types.organiser.differ"), Run("c")]


@pytest.mark.parametrize("shape", ["kwl", "frayer", "five-w-one-h"])
def test_some_forms_have_the_languages_own_heads(shape):
    table = organiser("o", shape).body({"given": ()}, MEDIUM).interactions()[0].table
    assert all(isinstance(head.paragraphs[0][0], Word) for head, _ in table.rows)
    assert len(table.rows) == SHAPES[shape]


@pytest.mark.parametrize(
    ("shape", "fields", "found"),
    [
        ("venn", FIELDS, []),
        ("venn", FIELDS[:2], ["too-few"]),
        ("venn", (*FIELDS, ("more", ())), ["too-many"]),
        ("t-chart", (), ["too-few"]),
        ("t-chart", (("a", ()), ("", ())), ["missing-field"]),
        ("t-chart", (("a", ()), ("a", ())), ["equal-entries"]),
        ("t-chart", (("a", ("x", "x")), ("b", ("x",))), ["equal-entries"]),
        ("kwl", (), []),
        ("kwl", (("", ()),), ["too-few"]),
        ("fishbone", (("a", ()),) * 1, ["too-few"]),
    ],
)
def test_findings_about_forms(shape, fields, found):
    assert codes(organiser("o", shape, *fields).findings(MEDIUM)) == found


def form(shape, lines, entries=(), title="Judul", centre="Tengah", pitch=22.68):
    texts = "".join(f"<p>{entry}</p>" for entry in entries)
    rows = "".join(f"<tr><td>{title} {n}</td><td>{texts}</td></tr>" for n in range(SHAPES[shape]))
    return f'<organiser shape="{shape}" lines="{lines}" pitch="{pitch}"><td>{centre}</td>{rows}</organiser>'


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_has_its_lines_a_pitch_apart_inside_the_column(shape):
    made = rectangles(drawn(item(1, "Apa?", form(shape, 4))), "lines")
    left = LAYOUT.tokens.paper.margins[3] + 24
    assert len(made) == 4 * SHAPES[shape]
    assert all(left <= x0 < x1 <= left + 469.3 and x1 - x0 >= 36 for _, x0, _, x1, _ in made)
    assert {round(y1 - y0, 2) for _, _, y0, _, y1 in made} == {22.68}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_two_fields_write_over_each_other(shape):
    made = rectangles(drawn(item(1, "Apa?", form(shape, 3, ["ab", "kerja sama"], pitch=28.35))), "lines")
    for number, (_, x0, y0, x1, y1) in enumerate(made):
        for _, left, low, right, high in made[:number]:
            assert x1 <= left + 0.1 or right <= x0 + 0.1 or y1 <= low + 0.1 or high <= y0 + 0.1


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_given_is_printed_whole_field_by_field_and_the_form_grows(shape):
    small = height(form(shape, 3, ["ab"]))
    made = drawn(item(1, "Apa?", form(shape, 3, [LONG, "cd"], title="Judul yang cukup panjang untuk dua baris")))
    text = "".join(read(made)[0].split())
    for number in range(SHAPES[shape]):
        own = f"Judulyangcukuppanjanguntukduabaris{number}" + LONG.replace(" ", "") + "cd"
        assert own.replace("-", "") in text.replace("-", "").replace("\ufffe", "")
    assert height(form(shape, 3, [LONG, LONG, "cd"])) > small


def height(flow):
    """How high a form is: from the item's top to its foot."""
    ((_, _, y0, _, y1),) = rectangles(drawn(item(1, "Apa?", flow)), "item")
    return y1 - y0


def test_a_word_that_is_too_long_for_its_field_is_printed_smaller_not_cut():
    made = drawn(item(1, "Apa?", form("fishbone", 3, ["pertelekomunikasian"])))
    assert read(made)[0].count("pertelekomunikasian") == 5


@pytest.mark.parametrize("shape", SHAPES)
def test_a_form_that_no_page_holds_is_a_finding(shape):
    with pytest.raises(Failed) as failed:
        drawn(item(1, "Apa?", form(shape, 2, [f"{n} {LONG} {LONG}" for n in range(60)])))
    assert {(found.code, found.label) for found in failed.value.diagnostics} == {("does-not-fit", "q1")}


def test_a_form_has_fewer_lines_where_the_page_is_too_small():
    made = rectangles(drawn(item(1, "Apa?", form("frayer", 20))), "lines")
    assert 4 * 10 < len(made) < 4 * 16
