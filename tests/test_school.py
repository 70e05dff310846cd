"""The school round a document: letterhead, logos, facts, signatures; from the school's file to the page."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from finished import topic
from sample import made
from test_typeset import LAYOUT

from generator.assets import Assets
from generator.bind import bind
from generator.build.verify.opening import read as printed
from generator.cli.group import lembar
from generator.compose import KINDS, Setting
from generator.compose.blocks import Masthead
from generator.compose.forms import Letterhead, Signature, Signatures, capitals, letterhead, signatures
from generator.folders import bundled
from generator.languages import words
from generator.layout import lay_out
from generator.model.markup import Markup
from generator.model.school import LOGO, Person, School
from generator.model.sheet import Metadata, Sheet
from generator.typeset import typeset

PUBLIC = School(
    authority=("Pemerintah Kabupaten Melati", "Dinas Pendidikan"),
    name="SMP Negeri 1 Melati",
    address="Jalan Pelajar Nomor 12",
    phone="(0274) 555 012",
    npsn="20401234",
    logo_right="logo.svg",
    city="Melati",
    principal=Person(name="Hendra Saputra", nip="19700101"),
    teacher=Person(name="Ratna Wulandari", title="Guru IPS"),
)
LOGO_FILE = '<svg xmlns="http://www.w3.org/2000/svg" width="50" height="100"><rect width="50" height="100"/></svg>'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("sources/kerja-sama.yaml", topic())
    return tmp_path


def write(path: str, data: bytes | str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))


def run(*flags: str) -> Result:
    result = CliRunner().invoke(lembar, ["build", "--kind", "worksheet", *flags], catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def pages(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [" ".join(page.split()) for page in printed(Path(result.stdout.split()[0]).read_bytes(), "sheet").raw]


# what is printed


def test_a_letterhead_says_what_the_school_says_in_its_order() -> None:
    head = letterhead(PUBLIC, words("id"))
    assert head.authority == ("PEMERINTAH KABUPATEN MELATI", "DINAS PENDIDIKAN")
    assert head.name == "SMP NEGERI 1 MELATI"
    assert head.facts == ("Jalan Pelajar Nomor 12", "Telepon (0274) 555 012", "NPSN 20401234")
    assert head.logos == (("end", LOGO + "logo.svg", "school.logo_right"),)


def test_missing_lines_vanish() -> None:
    assert letterhead(School(name="SMA Harapan"), words("id")) == Letterhead((), "SMA HARAPAN", ())


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Yayasan Bina Harapan", "YAYASAN BINA HARAPAN"),
        ("MTs Negeri 1 Melati", "MTs NEGERI 1 MELATI"),
        ("SMP (Terbuka)", "SMP (TERBUKA)"),
    ],
)
def test_lines_are_in_capitals_but_for_words_with_capitals_inside(line: str, printed: str) -> None:
    assert capitals(line) == printed


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_begins_with_the_letterhead_and_then_leaves_the_name_out_of_its_facts(kind: str) -> None:
    plain, headed = (made(kind, setting=Setting(PUBLIC, kop=kop)).blocks for kop in (False, True))
    assert not any(isinstance(block, Letterhead) for block in plain)
    assert [isinstance(block, Letterhead) for block in headed].count(True) == KINDS[kind].kop
    assert isinstance(headed[0], Letterhead) == KINDS[kind].kop
    facts = [str(text) for block in headed if isinstance(block, Masthead) for text in block.meta]
    assert PUBLIC.name not in facts


@pytest.mark.parametrize(
    ("school", "headed"),
    [
        (School(name="SMP"), False),
        (School(authority=("YAYASAN",)), True),
        (School(address="Jalan"), True),
        (School(logo_left="a.png"), True),
    ],
)
def test_a_school_with_more_than_a_name_has_a_letterhead(school: School, headed: bool) -> None:
    assert school.headed is headed


def test_head_and_teacher_sign_under_a_date_or_a_line_for_it() -> None:
    head = Signature(("Mengetahui,", "Kepala Sekolah"), "Hendra Saputra", "NIP. 19700101")
    assert signatures(words("id"), Setting(PUBLIC)) == (
        Signatures((head, Signature(("Melati,", "Guru IPS"), "Ratna Wulandari", open=True))),
    )
    assert signatures(words("id"), Setting(PUBLIC), "7 Desember 2026") == (
        Signatures((head, Signature(("Melati, 7 Desember 2026", "Guru IPS"), "Ratna Wulandari"))),
    )


def test_who_is_not_named_does_not_sign() -> None:
    assert signatures(words("id"), Setting(School(name="SMP"))) == ()
    (block,) = signatures(words("en"), Setting(School(teacher=Person(name="A"))))
    assert block.signers == (Signature(("", "Subject Teacher"), "A", open=True),)


def test_an_answer_key_ends_with_the_signatures() -> None:
    assert isinstance(made("answer-key", setting=Setting(PUBLIC)).blocks[-1], Signatures)
    assert not isinstance(made("answer-key").blocks[-1], Signatures)


# how it is set


def laid(flow: str, folder: Path | None = None) -> Sheet:
    markup = f'<document language="id"><flow>{flow}</flow></document>'
    return typeset(Markup(markup, LAYOUT.tokens), Assets(None, [bundled("layouts") / "fonts"], school=folder))


def lines(made: Sheet) -> dict[str, tuple[float, float, float]]:
    """The pieces of text on the first page: left edge, right edge and bottom of each."""
    document = pypdfium2.PdfDocument(bind([made], Metadata("t", "id")))
    text = document[0].get_textpage()
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    return {text.get_text_bounded(*box).strip(): (box[0], box[2], box[1]) for box in boxes}


def head(logos: str = "", facts: str = "", authority: str = "<authority>YAYASAN</authority>") -> str:
    return f"<letterhead>{logos}{authority}<school>SMA HARAPAN</school>{facts}</letterhead>"


def logo(side: str, path: str = "logo.svg") -> str:
    return f'<logo side="{side}" src="{LOGO}{path}" at="school.logo_left"/>'


@pytest.fixture
def logos(tmp_path: Path) -> Path:
    (tmp_path / "logo.svg").write_text(LOGO_FILE, encoding="utf-8")
    (tmp_path / "wide.svg").write_text(LOGO_FILE.replace('width="50"', 'width="500"'), encoding="utf-8")
    return tmp_path


def test_lines_stand_in_the_middle_with_one_logo_two_or_none(logos: Path) -> None:
    _, right, _, left = LAYOUT.tokens.paper.margins
    middle = (left + LAYOUT.tokens.paper.width - right) / 2
    for marks in ("", logo("start"), logo("end"), logo("start") + logo("end")):
        for start, end, _ in lines(laid(head(marks), logos)).values():
            assert (start + end) / 2 == pytest.approx(middle, abs=1)


def test_logos_keep_their_shape_in_columns_at_both_edges(logos: Path) -> None:
    _, right, _, left = LAYOUT.tokens.paper.margins
    made = laid(head(logo("start") + logo("end", "wide.svg")), logos)
    high, wide = ((p.x0, p.x1, p.x1 - p.x0, p.y1 - p.y0) for p in made.places if p.kind == "logo")
    assert high[2:] == pytest.approx((21, 42)) and wide[2:] == pytest.approx((48, 9.6))
    assert (high[0] + high[1]) / 2 == pytest.approx(left + 24)
    assert wide[1] == pytest.approx(LAYOUT.tokens.paper.width - right)


def test_the_rule_rises_where_lines_are_missing() -> None:
    title = "<masthead rule='no'><kind>K</kind><title>Judul</title></masthead>"
    depth = [lines(laid(head(authority=who) + title))["Judul"][2] for who in ("", "<authority>YAYASAN</authority>")]
    assert depth[0] - depth[1] == pytest.approx(12 + 4)


def test_facts_fill_as_few_lines_as_hold_them_evenly_and_no_line_begins_with_the_dot() -> None:
    facts = "".join(f"<fact>{word} yang dapat dihubungi semua</fact>" for word in ("jalan", "telepon", "pos-el", "laman"))
    rows = [row for row in lines(laid(head(facts=facts))) if "hubungi" in row]
    assert [[word for word in ("jalan", "telepon", "pos-el", "laman") if word in row] for row in rows] == [
        ["jalan", "telepon"], ["pos-el", "laman"],
    ]  # fmt: skip
    assert not any(row.startswith("\u00b7") for row in rows)


def test_under_a_letterhead_no_rule_parts_kind_and_title() -> None:
    markup = [lay_out(made("worksheet", setting=Setting(PUBLIC, kop=kop)), LAYOUT).text for kop in (True, False)]
    assert ['<masthead rule="no">' in text for text in markup] == [True, False]
    apart = []
    for rule in (' rule="no"', ""):
        found = lines(laid(f"<masthead{rule}><kind>KIND</kind><title>Judul</title></masthead>"))
        apart.append(found["KIND"][2] - found["Judul"][2])
    assert apart[1] - apart[0] == pytest.approx(4 + 1 + 7 - 6)


def test_facts_stand_in_two_columns_with_their_colons_aligned() -> None:
    facts = "".join(
        f'<fact label="{label}">{value}</fact>' for label, value in [("Nama", "IPA"), ("Mata Pelajaran", "IPS"), ("Kelas", "")]
    )
    made = laid(f"<identity>{facts}</identity>")
    found = lines(made)
    values = {text: found[text] for text in ("IPA", "IPS")}
    assert values["IPA"][0] == pytest.approx(values["IPS"][0], abs=0.6) and values["IPA"][2] > values["IPS"][2]
    (place,) = [place for place in made.places if place.kind == "fact"]
    assert place.name == "Kelas" and place.x1 == pytest.approx(LAYOUT.tokens.paper.width - LAYOUT.tokens.paper.margins[1])
    assert place.y1 - place.y0 > 12


def test_a_long_fact_stands_under_both_columns_with_its_colon_below_theirs() -> None:
    long = "pilihan ganda, menjodohkan, isian singkat, uraian, mengurutkan"
    short = "".join(f'<fact label="{label}">{value}</fact>' for label, value in [("Satuan Pendidikan", "SMP"), ("Ke", "")])
    made = laid(f'<identity>{short}<fact label="Soal" wide="yes">{long}</fact></identity>')
    found = lines(made)
    assert found[long][0] == pytest.approx(found["SMP"][0], abs=1) and found[long][2] < found["SMP"][2]
    assert found[long][1] > LAYOUT.tokens.paper.width / 2
    edge = next(place for place in made.places if place.kind == "fact")
    assert found[long][2] < edge.y0


def test_more_facts_than_a_page_holds_go_on_on_the_next() -> None:
    facts = "".join(f'<fact label="F{number}"/>' for number in range(80))
    made = laid(f"<identity>{facts}</identity>")
    assert {place.page for place in made.places} == {0, 1} and len(made.places) == 80


def test_signatures_stand_at_the_end_edge_with_room_for_the_pen() -> None:
    signers = [
        '<signature name="A" number="NIP. 1"><p>Mengetahui,</p><p>Kepala</p></signature>',
        '<signature name="" open="yes"><p/><p>Guru</p></signature>',
    ]
    made = laid(f"<signatures>{''.join(signers)}</signatures>")
    first, second = [place for place in made.places if place.kind == "signature"]
    edge = LAYOUT.tokens.paper.width - LAYOUT.tokens.paper.margins[1]
    assert (first.x1 - first.x0, second.x1, second.x0 - first.x1) == pytest.approx((150, edge, 25))
    assert first.y1 - first.y0 == pytest.approx(34) and first.y0 == pytest.approx(second.y0)
    found = lines(made)
    assert found["Kepala"][2] > first.y1 > first.y0 > found["A"][2] > found["NIP. 1"][2]


# from the school's file to the page

FILE = "authority: [DINAS PENDIDIKAN]\nname: SMP Negeri 1 Melati\naddress: Jalan Pelajar\n"


def test_a_letterhead_stands_on_the_first_page_alone_unless_it_is_turned_off(here: Path) -> None:
    write("school/school.yaml", FILE)
    first, *others = pages(run("--school", "school/school.yaml"))
    assert first.startswith("DINAS PENDIDIKAN SMP NEGERI 1 MELATI Jalan Pelajar LEMBAR KERJA")
    assert others and not any("DINAS" in page for page in others)
    without = pages(run("--school", "school/school.yaml", "--no-kop"))[0]
    assert "DINAS" not in without and "SMP Negeri 1 Melati" in without
    write("lembar.yaml", f"kop: false\nschool: {{{', '.join(FILE.splitlines())}}}\n")
    assert "DINAS" not in pages(run())[0]
    assert "DINAS" in pages(run("--kop"))[0]


def test_a_name_alone_is_no_letterhead_unless_one_is_asked_for(here: Path) -> None:
    write("lembar.yaml", "school: {name: SMP Negeri 1 Melati}\n")
    assert "SMP Negeri 1 Melati" in pages(run())[0]
    assert "SMP NEGERI 1 MELATI" in pages(run("--kop"))[0]


def test_a_letterhead_without_a_school_is_wrong_use(here: Path) -> None:
    result = run("--kop")
    assert result.exit_code == 2 and "error[no-school]" in result.stderr


def test_logos_lie_beside_the_schools_file_and_their_digests_are_recorded(here: Path) -> None:
    write("school/logos/logo.svg", LOGO_FILE)
    write("school/school.yaml", FILE + "logo_left: logos/logo.svg\n")
    result = run("--school", "school/school.yaml")
    assert result.exit_code == 0, result.output
    rows = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert all(f"picture {LOGO}logos/logo.svg" in row["inputs"] for row in rows)


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("logo.svg", None, "missing-picture"),
        ("../logo.svg", LOGO_FILE, "picture-outside"),
        ("/etc/hostname", None, "picture-outside"),
        ("logo.png", "GIF89a", "unsupported-picture"),
        ("logo.svg", "<svg", "broken-picture"),
        ("logo.png", "\u0089PNG\r\n", "unsupported-picture"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_a_finding_with_its_line(here: Path, path: str, content: str | None, code: str) -> None:
    if content is not None:
        write(f"school/{path}", content)
    write("school/school.yaml", FILE + f"logo_right: {path}\n")
    result = run("--school", "school/school.yaml", "--format", "concise")
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert not list(Path("output").rglob("*.pdf"))
    if code != "broken-picture":
        assert "school/school.yaml:4:1:" in result.stderr


def test_no_topic_can_print_what_lies_beside_the_schools_file(here: Path) -> None:
    write("school/logo.svg", LOGO_FILE)
    write("school/school.yaml", FILE)
    write(
        "sources/kerja-sama.yaml",
        topic().replace(b"items:", f"handout:\n  - figure: {{image: '{LOGO}logo.svg', alt: x}}\nitems:".encode(), 1),
    )
    result = run("--school", "school/school.yaml", "--kind", "handout")
    assert result.exit_code == 1
