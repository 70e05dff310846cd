"""Profiles: the values of the page design, section 8, and what is printed with them, read back from the files."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from click.testing import CliRunner
from sample import made

from generator.assets import Assets
from generator.cli.group import lembar
from generator.diagnostics import Failed
from generator.folders import bundled
from generator.layout import Layouts, lay_out, load, papers, profiles
from generator.typeset import typeset

MM = 72 / 25.4
LAYOUTS = [bundled("layouts")]
NAMES = ("large-print", "dyslexia", "high-contrast", "eco")
TOPIC = "bilateral-regional-multilateral"
"""It has a picture with labels of its own only in its handout."""


def tokens(profile: str, paper: str = "a4", **more: bool):
    return Layouts(LAYOUTS, paper, profile=profile, **more).named("lkpd", "worksheet").tokens


def scale(profile: str, *roles: str) -> list[tuple[float, float]]:
    sizes = tokens(profile).size
    return [(sizes[role].size, sizes[role].leading) for role in roles]


def margins(profile: str, paper: str = "a4") -> list[float]:
    return [round(margin / MM, 1) for margin in tokens(profile, paper).paper.margins]


def measure(profile: str, paper: str = "a4") -> float:
    sheet = tokens(profile, paper).paper
    return sheet.width - sheet.margins[1] - sheet.margins[3]


# the values


def test_the_profiles_there_are():
    assert tuple(profiles()) == ("standard", *NAMES)
    assert all(profiles().values())
    with pytest.raises(Failed) as failure:
        load("lkpd", LAYOUTS, profile="huge")
    assert [found.code for found in failure.value.diagnostics] == ["unknown-profile"]


def test_type_of_the_page_design():
    assert scale("large-print", "body", "title", "section") == [(18, 26), (24, 31), (20, 27)]
    assert scale("dyslexia", "body", "title", "section") == [(13, 19.5), (20, 26), (14, 19)]
    assert scale("high-contrast", "body", "title", "section") == scale("standard", "body", "title", "section")
    assert scale("eco", "body", "title", "section") == [(10, 13.5), (16, 20), (11, 13.5)]
    assert min(style.size for style in tokens("large-print").size.values()) == 14
    for profile in ("large-print", "dyslexia"):
        assert {tokens(profile).fonts[style.family] for style in tokens(profile).size.values()} == {"atkinson-hyperlegible-next"}
    light = {role for role, style in tokens("standard").size.items() if style.family == "label" and style.weight == 400}
    assert light and {tokens("high-contrast").size[role].weight for role in light} == {600}


def test_strokes_lines_and_spaces_of_the_page_design():
    wanted = {
        "large-print": (1.2, 1.6, 1.0, 34.02, 1.6),
        "dyslexia": (0.8, 1.2, 0.6, 25.5, 1.3),
        "high-contrast": (1.2, 1.6, 1.2, 22.68, 1),
        "eco": (0.5, 0.8, None, 22.68, 0.8),
    }
    for profile, (fine, rule, dots, pitch, factor) in wanted.items():
        settled = tokens(profile)
        assert (settled.number("stroke", "fine"), settled.number("stroke", "rule")) == (fine, rule)
        assert (settled.number("lines", "pitch"), settled.number("space", "factor")) == (pitch, factor)
        standard = tokens("standard").numbers("stroke", "dots")
        assert settled.numbers("stroke", "dots") == (standard if dots is None else (dots, 0, 0))


def test_gutters_choices_and_looks_of_the_page_design():
    def of(profile: str) -> tuple[object, ...]:
        settled = tokens(profile)
        numbers = [settled.number(*path) for path in (("column", "gutter"), ("choice", "hang"), ("choice", "most"))]
        looks = [settled.groups[group]["style"] for group in ("tab", "banner", "fields")]
        return (*numbers, *looks, settled.groups["text"]["italic"], settled.groups["text"]["capitals"])

    assert of("large-print") == (34, 28, 1, "filled", "filled", "rows", "no", "no")
    assert of("dyslexia") == (28, 21, 2, "outlined", "boxed", "strip", "no", "no")
    assert of("high-contrast") == (24, 17, 12, "filled", "filled", "strip", "yes", "yes")
    assert of("eco") == (22, 15, 12, "none", "boxed", "strip", "yes", "yes")
    assert (tokens("large-print").number("tab", "width"), tokens("large-print").number("tab", "height")) == (25, 27)
    assert [tokens(name).number("fields", "height") for name in ("dyslexia", "eco")] == [34, 28]
    assert {tokens(name).number("column", "most") for name in ("large-print", "dyslexia")} == {1}
    assert (tokens("dyslexia").number("text", "letters"), tokens("dyslexia").number("text", "words")) == (0.02, 0.1)


def test_frames_of_the_page_design():
    assert margins("large-print") == [25.4, 25.4, 25.4, 25.4]
    assert margins("eco") == [13, 15, 16, 13]
    assert margins("high-contrast") == margins("standard")
    for paper in papers():
        assert measure("large-print", paper) < 451.1
        assert measure("dyslexia", paper) < 390.1
        top, right, bottom, left = margins("large-print", paper)
        assert min(top, right, bottom, left) >= 13


def test_margins_of_a_kind_may_only_become_wider(tmp_path):
    """An answer sheet keeps clear of the squares in its corners, whatever the profile."""
    (tmp_path / "mine").mkdir()
    kinds = "kinds: {worksheet: {frame: {a4: [14mm, 14mm, 14mm, 14mm]}}}\n"
    (tmp_path / "mine" / "layout.yaml").write_text(kinds, encoding="utf-8")

    def of(profile: str, kind: str) -> list[float]:
        layout = Layouts([tmp_path, *LAYOUTS], profile=profile).named("mine", kind)
        return [round(margin / MM, 1) for margin in layout.tokens.paper.margins]

    assert of("eco", "worksheet") == [14, 15, 16, 14]
    assert of("eco", "handout") == [13, 15, 16, 13]
    assert of("large-print", "worksheet") == [25.4, 25.4, 25.4, 25.4]


def test_a_profile_goes_over_every_layout(tmp_path):
    (tmp_path / "mine").mkdir()
    settings = "size: {body: [12, 17, 400, text], credit: [8, 10, 400, label]}\ncolour: {accent: '#0B4A5E'}\n"
    (tmp_path / "mine" / "layout.yaml").write_text(settings, encoding="utf-8")
    sizes = Layouts([tmp_path, *LAYOUTS], profile="large-print").named("mine").tokens.size
    assert (sizes["body"].size, sizes["credit"].size, sizes["credit"].leading) == (18, 14, 17.5)
    assert Layouts([tmp_path, *LAYOUTS], profile="high-contrast").named("mine").tokens.groups["colour"]["accent"] is None
    assert Layouts([tmp_path, *LAYOUTS]).named("mine").tokens.groups["colour"]["accent"] == "#0B4A5E"


# what is printed


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[tuple[str, str], dict[str, object]]:
    """The documents of a topic in every profile in one folder: each row of the manifest by kind and profile."""
    folder = tmp_path_factory.mktemp("built")
    for profile in ("standard", *NAMES):
        words = ["build", TOPIC, "--profile", profile, "--output", str(folder), "--jobs", "1", "--strict"]
        result = CliRunner().invoke(lembar, words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
    again = CliRunner().invoke(lembar, ["verify", str(folder)], catch_exceptions=False)
    assert again.exit_code == 0, again.output
    rows = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    return {(row["kind"], row["profile"]): {**row, "file": folder / row["path"]} for row in rows}


def signs(path: Path) -> Iterator[tuple[str, float, str]]:
    """Yield each printed sign of a file with its size and the name of its font."""
    with pdfium.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                sign = chr(raw.FPDFText_GetUnicode(text.raw, index))
                if sign.isspace():
                    continue
                name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
                raw.FPDFText_GetFontInfo(text.raw, index, name, 200, ctypes.byref(flags))
                yield sign, raw.FPDFText_GetFontSize(text.raw, index), name.value.decode("ascii")


def test_files_of_a_profile_are_named_by_it(built):
    stem = f"{TOPIC}/id/mixed/{TOPIC}"
    assert built["worksheet", "standard"]["path"] == f"{stem}_worksheet.pdf"
    assert built["worksheet", "large-print"]["path"] == f"{stem}_worksheet_large-print.pdf"
    assert built["answer-key", "eco"]["path"] == f"{TOPIC}/id/mixed/teacher/{TOPIC}_answer-key_eco.pdf"
    assert len(built) == 15


def test_a_sheet_is_the_same_in_every_profile(built):
    """Items, their draws, numbers and codes do not depend on the look; so a key serves the sheets of all profiles."""
    for kind in ("handout", "worksheet", "answer-key"):
        facts = {json.dumps([built[kind, name][fact] for fact in ("code", "items", "points")]) for name in ("standard", *NAMES)}
        assert len(facts) == 1
    assert built["worksheet", "large-print"]["code"] == built["answer-key", "standard"]["code"]


@pytest.mark.parametrize("kind", ["handout", "worksheet", "answer-key"])
def test_large_print_has_nothing_under_14_points(built, kind):
    """Labels of a drawing are as large as the column lets them be."""
    small = [(sign, size) for sign, size, _ in signs(built[kind, "large-print"]["file"]) if size < 13.99]
    assert kind == "handout" or not small
    assert all(size > 10 for _, size in small)


@pytest.mark.parametrize("profile", ["large-print", "dyslexia"])
def test_no_italics_and_one_family(built, profile):
    for kind in ("handout", "worksheet", "answer-key"):
        fonts = {font.rpartition("+")[2] for _, _, font in signs(built[kind, profile]["file"]) if font}
        assert not [font for font in fonts if "Italic" in font or "-It" in font]
        assert {font.partition("-")[0] for font in fonts} <= {"AtkinsonHyperlegibleNext", "SourceSans3"}
        foreign = {sign for sign, _, font in signs(built[kind, profile]["file"]) if "SourceSans3" in font}
        assert foreign <= {"✓", "→"}
    assert [font for _, _, font in signs(built["handout", "standard"]["file"]) if "It" in font.partition("-")[2]]


def test_no_capitals_where_a_profile_says_so(built):
    def words(profile: str) -> str:
        with pdfium.PdfDocument(built["answer-key", profile]["file"]) as document:
            return document[0].get_textpage().get_text_bounded()

    assert "KHUSUS GURU" in words("standard") and "KUNCI JAWABAN" in words("standard")
    for profile in ("large-print", "dyslexia"):
        assert "Khusus guru" in words(profile) and "Kunci Jawaban" in words(profile)
        assert "KHUSUS" not in words(profile)


def test_pages_flow_anew_and_nothing_is_scaled(built):
    pages = {}
    for profile in ("standard", *NAMES):
        with pdfium.PdfDocument(built["worksheet", profile]["file"]) as document:
            assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
            pages[profile] = len(document)
    bodies = {profile: [size for _, size, _ in signs(built["worksheet", profile]["file"])] for profile in pages}
    assert {profile: max(set(sizes), key=sizes.count) for profile, sizes in bodies.items()} == {
        "standard": 11, "large-print": 18, "dyslexia": 13, "high-contrast": 11, "eco": 10,
    }  # fmt: skip
    assert pages["eco"] <= pages["standard"] <= pages["high-contrast"] < pages["dyslexia"] < pages["large-print"]


def test_letters_and_words_stand_apart_for_dyslexia():
    sheet = typeset(lay_out(made("worksheet"), Layouts(LAYOUTS, profile="dyslexia").named("lkpd")), Assets(None, FONTS))
    import zlib

    page = zlib.decompress(sheet.objects[sheet.pages[0].contents[0]].stream).decode("latin-1")
    assert "1.3 Tw BT 0.26 Tc" in page
    assert page.count(" Tw BT") == page.count("0 Tc ET 0 Tw")


FONTS = [bundled("layouts") / "fonts"]


@pytest.mark.parametrize("paper", ["a4", "f4", "a5", "letter", "legal"])
@pytest.mark.parametrize("profile", NAMES)
def test_every_profile_builds_on_every_paper(tmp_path, profile, paper):
    """Each is read back as it is built: gaps, lines and answers as ever."""
    level = {"a4": "easy", "f4": "medium", "a5": "hard"}.get(paper, "mixed")
    words = ["build", TOPIC, "--profile", profile, "--paper", paper, "--difficulty", level, "--strict", "--jobs", "1"]
    result = CliRunner().invoke(lembar, [*words, "--output", str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_a_profile_that_there_is_not(tmp_path):
    result = CliRunner().invoke(lembar, ["build", TOPIC, "--profile", "large", "--output", str(tmp_path)])
    assert result.exit_code == 2
    assert "large-print" in result.output


def test_the_list_of_profiles():
    result = CliRunner().invoke(lembar, ["list", "profiles"])
    assert [line.split()[0] for line in result.output.splitlines()] == ["standard", *NAMES]


def test_a_list_is_not_parted_where_its_page_has_room(tmp_path: Path) -> None:
    flags = ("--kind", "worksheet", "--profile", "large-print", "--difficulty", "hard", "--language", "en", "--no-verify")
    assert CliRunner().invoke(lembar, ["build", TOPIC, *flags, "--output", str(tmp_path)]).exit_code == 0
    with pdfium.PdfDocument(next(tmp_path.rglob("*.pdf"))) as pdf:
        first = pdf[0].get_textpage().get_text_range()
    assert "Write your name and class first." in first
    assert "Check your work before handing it in." in first
