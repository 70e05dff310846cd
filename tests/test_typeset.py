"""Typesetting as a whole: markup in, finished pages out; geometry by places, text by reading the pages back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from generator.assets import Assets
from generator.bind import bind
from generator.diagnostics import Failed
from generator.folders import bundled
from generator.layout import load
from generator.model.markup import Markup
from generator.model.sheet import Metadata, Sheet
from generator.typeset import typeset

LAYOUT = load("lkpd", [bundled("layouts")], "a4")
FOLDERS = [bundled("layouts") / "fonts"]


def sheet(flow: str, rest: str = "", margin: str = "") -> Sheet:
    markup = f'<document language="id">{rest}<flow{margin}>{flow}</flow></document>'
    return typeset(Markup(markup, LAYOUT.tokens), Assets(bundled("sources"), FOLDERS))


def read(made: Sheet) -> list[str]:
    document = pypdfium2.PdfDocument(bind([made], Metadata("t", "id")))
    return [page.get_textpage().get_text_range() for page in document]


def rectangles(made: Sheet, kind: str) -> list[tuple[int, float, float, float, float]]:
    return [(p.page, p.x0, p.y0, p.x1, p.y1) for p in made.places if p.kind == kind]


def choices(*texts: str) -> str:
    entries = "".join(f'<choice label="{letter}.">{text}</choice>' for letter, text in zip("ABCDEF", texts, strict=False))
    return f"<choices>{entries}</choices>"


def item(number: int, stem: str, body: str = "") -> str:
    return f'<item number="{number}." at="q{number}"><stem>{stem}</stem>{body}</item>'


def columns(made: Sheet) -> int:
    tops = [y1 for _, _, _, _, y1 in rectangles(made, "choice")]
    return tops.count(tops[0])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("satu", "dua", "tiga", "empat"), 4),
        (("organisasi perdagangan dunia", "dua", "tiga", "empat"), 2),
        (("kalimat yang cukup panjang untuk mengisi lebih dari setengah baris halaman ini", "dua", "tiga", "empat"), 1),
        (("satu", "dua", "tiga"), 3),
        (("satu", "dua", "tiga", "empat", "lima"), 5),
    ],
)
def test_choices_stand_in_as_many_columns_as_none_wraps_in(texts: Sequence[str], expected: int) -> None:
    assert columns(sheet(item(1, "Apa?", choices(*texts)))) == expected


def test_everything_a_pupil_reads_starts_on_one_edge() -> None:
    made = sheet(item(1, "Apa?", choices("satu", "dua", "tiga", "empat") + '<lines count="3"/>'))
    left = LAYOUT.tokens.paper.margins[3]
    assert {round(x0, 2) for _, x0, *_ in rectangles(made, "lines")} == {round(left + 24, 2)}
    assert min(x0 for _, x0, *_ in rectangles(made, "choice")) == pytest.approx(left + 24)


def test_text_comes_in_order_number_stem_letter_choice() -> None:
    text = read(sheet(item(1, "Apa ini?", choices("satu", "dua", "tiga", "empat")) + item(2, "Dan itu?", choices("a", "b"))))[0]
    assert " ".join(text.split()) == "1. Apa ini? A. satu B. dua C. tiga D. empat 2. Dan itu? A. a B. b"


def test_gaps_are_all_of_one_width_and_numbered() -> None:
    words = " ".join(f'kata <gap label="({i})" width="113.4"/>, lalu' for i in range(1, 8))
    made = sheet(f'<item number="1."><cloze><p>{words}</p></cloze></item>')
    assert {round(x1 - x0, 2) for _, x0, _, x1, _ in rectangles(made, "gap")} == {113.4}
    assert all(f"({i})" in read(made)[0] for i in range(1, 8))


def test_answer_lines_lie_eight_millimetres_apart() -> None:
    made = sheet(item(1, "Jelaskan!", '<lines count="4"/>') + "<break/>" + item(2, "Akhir."))
    (_, _, y0, _, y1), *_ = rectangles(made, "lines")
    assert (y1 - y0) / 4 == pytest.approx(22.68)


def test_an_item_up_to_half_a_frame_stays_on_one_page() -> None:
    body = item(1, "Kata " * 60, choices("a" * 40, "b" * 40, "c" * 40, "d" * 40))
    made = sheet("".join(body.replace('"1."', f'"{i}."').replace("q1", f"q{i}") for i in range(1, 25)))
    assert len(made.pages) > 3
    counted = [name for place in made.places if place.kind == "item" for name in [place.name]]
    assert sorted(counted) == sorted(set(counted))


def test_a_stem_longer_than_a_page_goes_on_and_loses_nothing() -> None:
    words = [f"kata{i}" for i in range(1500)]
    made = sheet(item(1, " ".join(words), choices("ya", "tidak")))
    assert len(made.pages) >= 2
    assert " ".join(read(made)).split()[1:1501] == words


def test_a_section_head_keeps_its_instruction_and_first_item() -> None:
    filler = "".join(item(i, "Isi. " * 30) for i in range(1, 14))
    for extra in range(12):
        flow = (
            filler
            + "".join(f"<p>baris {i}</p>" for i in range(extra))
            + (
                '<section letter="B">Kegiatan</section><instruction>Jawablah!</instruction>'
                + item(99, "Pertama?", '<lines count="3"/>')
            )
        )
        texts = read(sheet(flow))
        page = next(text for text in texts if "Kegiatan" in text)
        assert "Jawablah!" in page and "Pertama?" in page


def test_a_long_table_repeats_its_head() -> None:
    rows = "".join(f"<tr><td>baris {i}</td><td>isi {i}</td></tr>" for i in range(90))
    texts = read(sheet(f'<table kind="reading"><tr head="yes"><td>Kepala</td><td>Dua</td></tr>{rows}</table>'))
    assert len(texts) > 2
    assert all("Kepala" in text for text in texts)
    assert sum(text.count("baris ") for text in texts) == 90


def test_items_that_spill_say_what_they_are_about() -> None:
    passage = '<passage head="Bacalah teks berikut!" title="Asap"><p>' + "Kabut asap menyeberang. " * 60 + "</p></passage>"
    items = "".join(item(i, "Pertanyaan " * 20, '<lines count="5"/>') for i in range(1, 8))
    texts = read(sheet(f'<group continued="(lanjutan bacaan: Asap)">{passage}{items}</group>'))
    assert len(texts) > 1
    assert "lanjutan" not in texts[0]
    assert all(text.lstrip().startswith("(lanjutan bacaan: Asap)") for text in texts[1:])


def test_furniture_stands_on_its_pages_and_counts_them() -> None:
    rest = (
        "<banner>KHUSUS GURU</banner><header><start>Judul</start></header>"
        '<footer><start>K7PQ2M</start><end>Halaman <b><slot name="page"/></b> dari <slot name="pages"/></end></footer>'
    )
    texts = read(sheet("".join(item(i, "Isi. " * 60) for i in range(1, 30)), rest))
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert text.count("KHUSUS GURU") == 1
        assert text.count("K7PQ2M") == 1
        assert f"Halaman {number} dari {len(texts)}" in " ".join(text.split())
        assert ("Judul" in text) == (number > 1)


def test_a_gloss_stands_beside_the_line_of_its_term() -> None:
    text = "Kata " * 80
    flow = f'<p>{text}<b gloss="d">diplomasi</b> itu.</p><gloss for="d" name="diplomasi">perundingan</gloss>'
    made = sheet(flow, margin=' margin="yes"')
    page = pypdfium2.PdfDocument(bind([made], Metadata("t", "id")))[0].get_textpage()
    found = page.get_text_range()
    first, second = found.index("diplomasi"), found.rindex("diplomasi")
    assert first != second
    assert abs(page.get_charbox(first)[1] - page.get_charbox(second)[1]) < 1.5


def test_a_callout_without_room_in_the_margin_stands_in_the_text() -> None:
    box = '<callout role="important" glyph="!" title="Penting" place="margin"><p>' + "Ingat itu. " * 250 + "</p></callout>"
    texts = read(sheet(f"<p>Satu.</p>{box}{box}<p>Dua.</p>", margin=' margin="yes"'))
    words = " ".join(" ".join(texts).split())
    assert words.count("Ingat itu.") == 500
    assert words.startswith("Satu.") and words.endswith("Dua.")


def test_a_character_that_no_font_has_is_a_finding_with_its_block() -> None:
    with pytest.raises(Failed) as caught:
        sheet(item(7, "huruf \u0e01"))
    (found,) = caught.value.diagnostics
    assert found.code == "unsupported-character"
    assert "U+0E01" in found.message
    assert found.label == "q7"


@pytest.mark.parametrize(
    ("flow", "fonts", "code"),
    [
        ("<p>open", FOLDERS, "broken-markup"),
        ("<p>text</p>", [], "missing-font"),
        ('<item number="1." at="q1"><stem>Apa?</stem><area height="2000" kind="blank"/></item>', FOLDERS, "does-not-fit"),
    ],
)
def test_what_cannot_be_set_is_a_finding(flow: str, fonts: list[Path], code: str) -> None:
    with pytest.raises(Failed) as failed:
        typeset(Markup(f'<document language="id"><flow>{flow}</flow></document>', LAYOUT.tokens), Assets(None, fonts))
    assert [found.code for found in failed.value.diagnostics] == [code]


def test_the_same_markup_gives_the_same_bytes() -> None:
    flow = item(1, "Apa?", choices("satu", "dua")) + "<p>é — “tanda”</p>"
    assert bind([sheet(flow)], Metadata("t", "id")) == bind([sheet(flow)], Metadata("t", "id"))


def test_a_matching_higher_than_half_a_page_is_parted_between_rows_and_repeats_its_heads() -> None:
    lefts = "".join(f'<left label="{chr(97 + i)}">kiri {i} yang panjang sekali sehingga berbelok</left>' for i in range(26))
    rights = "".join(f'<right label="{chr(65 + i)}">kanan {i}</right>' for i in range(26))
    texts = read(sheet(f'<item number="1." at="q"><matching start="Kolom A" end="Kolom B">{lefts}{rights}</matching></item>'))
    assert len(texts) > 1
    assert all("Kolom A" in text and "Kolom B" in text for text in texts)
    assert "".join(texts).count("1.") == 1
    words = " ".join(texts).split()
    assert sorted(int(words[i + 1]) for i, word in enumerate(words) if word == "kanan") == list(range(26))


def test_choices_longer_than_a_page_go_on_and_lose_nothing() -> None:
    words = [[f"{letter}{i}" for i in range(400)] for letter in "abcd"]
    texts = read(sheet(item(1, "Apa?", choices(*(" ".join(part) for part in words)))))
    assert len(texts) > 1
    found = " ".join(texts).split()
    assert all(found.count(word) == 1 for part in words for word in part)


def test_a_title_of_two_lines_has_lines_of_about_one_length() -> None:
    made = sheet("<masthead><kind>LKPD</kind><title>Multilateralisme, Perdamaian, HAM, dan Demokrasi</title></masthead>")
    (page,) = read(made)
    assert "Perdamaian,\r\nHAM, dan Demokrasi" in page


def test_events_of_two_lines_keep_the_space_between_events() -> None:
    long = "Konferensi Asia-Afrika di Bandung mendukung perdamaian, kemerdekaan, dan hak asasi manusia bagi semua bangsa."
    whens = [
        f'<event when="{year}">{text}</event>' for year, text in (("1945", "a"), ("1955", long), ("1966", "b"), ("1967", "c"))
    ]
    document = pypdfium2.PdfDocument(bind([sheet(f"<timeline>{''.join(whens)}</timeline>")], Metadata("t", "id")))
    text = document[0].get_textpage()
    tops = [text.get_charbox(text.get_text_range().index(year))[3] for year in ("1945", "1955", "1966", "1967")]
    one, two, again = (upper - lower for upper, lower in pairwise(tops))
    assert one == pytest.approx(again, abs=0.1) == pytest.approx(18, abs=0.1)
    assert two == pytest.approx(18 + 14, abs=0.1)


def test_a_head_without_rule_and_letter_stands_at_the_edge_alone() -> None:
    ruled, bare = (sheet(f"<section{rule}>Petunjuk</section><p>Satu.</p>") for rule in ("", ' rule="no"'))
    assert [heading.title for heading in bare.headings] == ["Petunjuk"]
    left = []
    for made in (ruled, bare):
        text = pypdfium2.PdfDocument(bind([made], Metadata("t", "id")))[0].get_textpage()
        left.append(text.get_charbox(text.get_text_range().index("Petunjuk"))[0])
    assert left[0] - left[1] == pytest.approx(24, abs=0.1)
