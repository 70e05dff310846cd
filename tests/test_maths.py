"""Maths in texts: what is a formula and what is money, what can be printed, how it is set, what it does to a line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import levels, source
from generator.assets import Assets, maths
from generator.assets.maths import Formula, Unreadable, commands, formulas
from generator.assets.maths.font import font
from generator.assets.maths.structures import FENCES
from generator.bind import bind
from generator.build.pipeline import Job, make
from generator.build.request import BuildRequest
from generator.check import check
from generator.check.markdown import inline
from generator.cli.group import lembar
from generator.diagnostics import Failed
from generator.folders import bundled
from generator.layout import load
from generator.model.linear import linear
from generator.model.markup import Markup
from generator.model.sheet import Metadata, Sheet
from generator.model.text import Run, Text
from generator.typeset import typeset

BANK = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "bank-gsm8k" / "gsm8k-1319.jsonl"
TOKENS = load("lkpd", [bundled("layouts")], "a4").tokens


def one(latex: str) -> Formula:
    (made,) = formulas(latex)
    return made


def names(latex: str) -> list[str]:
    return [mark.name for part in formulas(latex) for mark in part.marks]


def runs(text: Text) -> list[tuple[str, bool]]:
    return [(run.text, run.maths) for line in text.paragraphs for run in line if isinstance(run, Run)]


# what is maths


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x$", [("x", True)]),
        ("Harga $5 dan $7", [("Harga $5 dan $7", False)]),
        ("$5 and $7", [("$5 and $7", False)]),
        ("$20,000 and USD$30", [("$20,000 and USD$30", False)]),
        ("nilai $x + 1$.", [("nilai ", False), ("x + 1", True), (".", False)]),
        (r"\$5 dan $x$", [("$5 dan ", False), ("x", True)]),
        ("$ x $", [("$ x $", False)]),
        ("$x$2", [("$x$2", False)]),
        (r"$a\$b$", [(r"a\$b", True)]),
        ("$a*b*c$ dan *d*", [("a*b*c", True), (" dan ", False), ("d", False)]),
        ("`$x$`", [("$x$", False)]),
    ],
)
def test_a_formula_is_told_from_money_by_pandocs_rule(text: str, expected: list[tuple[str, bool]]) -> None:
    assert runs(inline(text, [])) == expected


@pytest.mark.skipif(not BANK.is_file(), reason="the bank of word problems is not here")
def test_word_problems_keep_every_dollar_sign() -> None:
    problems = [json.loads(line) for line in BANK.read_text(encoding="utf-8").splitlines()]
    assert len(problems) == 1319
    assert sum("$" in problem["stem"] for problem in problems) > 300
    for problem in problems:
        for text in (problem["stem"], problem["explanation"]):
            read = runs(inline(text, []))
            assert not any(is_maths for _, is_maths in read), text
            assert sum(part.count("$") for part, _ in read) == text.count("$"), text


# what can be printed

ARGUMENTS = {
    **dict.fromkeys(("left",), r"\left( x \right)"),
    **dict.fromkeys(("right", "middle"), r"\left( x \middle| y \right)"),
    "begin": r"\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}", "end": r"\begin{cases} x \\ y \end{cases}",
    "not": r"\not\in", "hspace": r"a\hspace{1em}b", "limits": r"\sum\limits_{i}^{n}", "nolimits": r"\sum\nolimits_i",
    "substack": r"\sum_{\substack{i \\ j}} x",
}  # fmt: skip
"""Commands that stand with others."""
NOTHING = {"phantom", "hphantom", "vphantom"}


def example(name: str) -> str:
    if name in ARGUMENTS:
        return ARGUMENTS[name]
    if name.rstrip("lrm") in ("big", "Big", "bigg", "Bigg"):
        return rf"\{name}("
    return rf"a \{name} {{B}} {{C}}"


@pytest.mark.parametrize("name", commands())
def test_every_command_prints(name: str) -> None:
    made = formulas(example(name))
    assert name in NOTHING or sum(len(part.marks) for part in made) >= 1
    assert all(part.width > 0 and part.ascent > 0 for part in made)
    assert "\\" not in "".join(mark.name for part in made for mark in part.marks)


def test_there_are_the_commands_of_school() -> None:
    assert len(commands()) >= 300
    wanted = (
        "frac dfrac sqrt times div cdot pm le ge ne approx equiv sim cong alpha beta gamma theta pi sigma omega Delta Omega "
        "sum prod int lim log ln sin cos tan infty to rightarrow Rightarrow Leftrightarrow in notin subset subseteq cup cap "
        "emptyset setminus forall exists angle triangle parallel perp circ degree overline vec hat bar overrightarrow text "
        "mathrm mathbf mathbb left right begin end binom pmod boxed cancel ldots cdots quad displaystyle therefore propto"
    )
    assert set(wanted.split()) <= set(commands())


@pytest.mark.parametrize("name", FENCES)
def test_every_environment_prints(name: str) -> None:
    columns = "{cc}" if name == "array" else ""
    made = one(rf"\begin{{{name}}}{columns} a & b \\ c & d \end{{{name}}}")
    assert {"𝑎", "𝑏", "𝑐", "𝑑"} <= {mark.name for mark in made.marks}
    assert made.ascent + made.descent > 1.4


@pytest.mark.parametrize(
    ("latex", "problem"),
    [
        (r"\foo", r"there is no command `\foo`"),
        (r"\frac{1}", r"something is missing after `\frac`"),
        ("x^", "something is missing after `^`"),
        ("x^2^3", "two `^` follow one another"),
        ("{x", "`}` is missing"),
        ("x}", "`}` has no place here"),
        (r"\left( x", r"`\right` is missing"),
        (r"x \right)", r"`\right` without `\left`"),
        (r"\begin{matrix} 1", r"`\end{matrix}` is missing"),
        (r"\begin{foo} 1 \end{foo}", "there is no environment `foo`"),
        (r"\begin{matrix} 1 \end{pmatrix}", "does not end with"),
        (r"a \\ b", "a line ends where there are no lines"),
        ("a & b", "`&` has no place here"),
        ("日", "there is no sign `日`"),
        (r"\text{a $ \b}", "a command or a brace"),
        ("{" * 60 + "x" + "}" * 60, "too many braces in braces"),
        (r"\sqrt[3{x}", "`]` is missing"),
        (r"\left x \right)", "is no delimiter"),
        (r"x\limits", "stands behind what is no operator"),
        (r"\hspace{3}", "needs a length"),
        (r"\input{x}", r"there is no command `\input`"),
        (r"\def\a{b}", r"there is no command `\def`"),
    ],
)
def test_what_cannot_be_printed_is_told(latex: str, problem: str) -> None:
    with pytest.raises(Unreadable) as told:
        formulas(latex)
    assert problem in told.value.problem


COMMANDS = r"\frac \sqrt \left \right \begin{cases} \end{cases} \text \sum \\ \hat \not"
PIECES = [*r"\{}[]()^_&%$#~ abx12,.+-=|'", *COMMANDS.split()]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_whatever_is_written_is_set_or_told(latex: str) -> None:
    try:
        made = formulas(latex)
    except Unreadable as problem:
        assert problem.problem
    else:
        assert all(mark.name in font() for part in made for mark in part.marks)


def test_long_chains_end() -> None:
    for latex in (r"\sqrt" * 60 + "x", r"\frac" * 59 + "12", r"\hat" * 74 + "x", "^".join("x" * 2) + "_{a" * 20 + "}" * 20):
        try:
            formulas(latex)
        except Unreadable as problem:
            assert problem.problem


# how it is set


def test_letters_slant_and_numbers_words_and_functions_stand() -> None:
    assert names("2x") == ["2", "𝑥"]
    assert names(r"\text{luas}") == list("luas")
    assert names(r"\sin x") == [*"sin", "𝑥"]
    assert names(r"\pi\Delta") == ["𝜋", "Δ"]
    assert names("π") == ["𝜋"]
    assert names(r"\mathbf{v}\mathbb{R}") == ["𝐯", "ℝ"]
    assert names("a-b") == ["𝑎", "−", "𝑏"]


def test_a_fraction_stands_over_and_under_its_rule() -> None:
    made = one(r"\frac{a}{b}")
    (rule,) = made.rules
    top, bottom = made.marks
    assert top.y > rule.y + rule.height and bottom.y + font().glyph("𝑏").top * bottom.up < rule.y
    assert rule.y < font().constants["AxisHeight"] < rule.y + rule.height
    assert one(r"\dfrac{a}{b}").ascent > made.ascent > one(r"\tfrac{a}{b}").ascent


def test_scripts_are_smaller_and_higher_or_lower() -> None:
    base, above, below = (next(mark for mark in one("x_1^2").marks if mark.name == name) for name in ("𝑥", "2", "1"))
    assert above.y > 0.3 > base.y == 0 > below.y
    assert above.up == below.up < base.up
    assert above.x == pytest.approx(below.x, abs=0.1)


def test_roots_cover_what_stands_under_them() -> None:
    for latex in (r"\sqrt{x}", r"\sqrt{\frac{a}{b}}", r"\sqrt{\begin{matrix}1\\2\\3\\4\end{matrix}}"):
        made, body = one(latex), one(latex[6:-1])
        rule = made.rules[-1] if latex == r"\sqrt{x}" else max(made.rules, key=lambda rule: rule.y)
        assert rule.width == pytest.approx(body.width, abs=0.2)
        assert rule.y > body.ascent - 0.05
        assert made.descent >= body.descent - 0.02


def test_delimiters_grow() -> None:
    heights = [
        one(rf"\left( {inner} \right)") for inner in ("x", r"\frac{a}{b}", r"\begin{matrix}1\\2\\3\\4\\5\\6\\7\end{matrix}")
    ]
    assert [made.marks[0].name for made in heights] != ["("] * 3
    for made in heights:
        mark = made.marks[0]
        glyph = font().glyph(mark.name)
        inside = max(other.y + font().glyph(other.name).top * other.up for other in made.marks[1:-1])
        assert mark.y + glyph.top * mark.up >= inside - 0.35


def test_limits_stand_over_and_under_only_in_a_free_formula() -> None:
    beside, over = one(r"\sum_{i=1}^{n}"), one(r"\displaystyle\sum_{i=1}^{n}")
    assert over.width < beside.width
    assert over.ascent > beside.ascent


@pytest.mark.parametrize(
    ("latex", "apart"),
    [
        ("a+b", True),
        ("a=b", True),
        ("-5", False),
        ("(-5)", False),
        ("|-5|", False),
        ("|a|-b", True),
        ("2,5", False),
        ("ab", False),
    ],
)
def test_operators_have_space_on_both_sides_signs_have_none(latex: str, apart: bool) -> None:
    made = one(latex)
    bare = sum(font().glyph(mark.name).advance for mark in made.marks)
    assert (made.width > bare + 0.1) is apart


def test_a_long_formula_breaks_before_its_relations() -> None:
    latex = r"1 + 2 + 3 + 4 + 5 = \frac{5 \cdot 6}{2} = 15"
    parts = formulas(latex)
    assert [part.marks[0].name for part in parts] == ["1", "=", "="]
    assert all(part.space > 0.2 for part in parts[1:])
    assert len(formulas("x = 5")) == 1


# at check

TOPIC = r"""
format: 1
language: id
title: Judul
handout:
  - text: 'Nilai $x^2$ dan $\foo{1}$.'
items:
  - name: a
    type: multiple-choice
    stem: Berapa $x^2$, $\frac{1{2}$ dan $\foo$?
    choices: [{text: "$x", key: true}, '$y$ dan \sqrt{2}']
    rationale: Harga $5 dan $7.
  - name: b
    type: cloze
    text: Isi $2 + [[3]]$ dan $x = $ [[4]].
"""


def found(text: str) -> list[tuple[str, int, str]]:
    assets = Assets(None, [bundled("layouts") / "fonts"])
    read = source.read_bytes(text.encode("utf-8"), "t.yaml")
    lines = text.splitlines()
    told = check(read, levels.load(), formulas=assets.formulas).findings
    return [
        (one.code, one.span.line, lines[one.span.line - 1][one.span.column - 1 : one.span.end_column - 1])
        for one in told
        if one.span and one.code.startswith("maths")
    ]


def test_findings_stand_at_their_formula() -> None:
    assert found(TOPIC) == [
        ("maths-unsupported", 6, r"$\foo{1}$"),
        ("maths-unsupported", 10, r"$\frac{1{2}$"),
        ("maths-unsupported", 10, r"$\foo$"),
        ("maths-outside", 11, r"\sqrt"),
    ]


def test_a_text_tells_twenty_of_its_findings_whatever_else_is_in_it() -> None:
    head = "format: 1\nlanguage: id\ntitle: A\nhandout:\n"
    many = " ".join(f"$x_{n}$" for n in range(40)) + " " + " ".join(f"$\\foo_{{{n}}}$" for n in range(40))
    told = found(f"{head}  - text: '{many}'\n")
    assert [part for _, _, part in told] == [f"$\\foo_{{{n}}}$" for n in range(20)]


def test_words_in_a_formula_are_warned_of() -> None:
    head = "format: 1\nlanguage: id\ntitle: A\nhandout:\n"
    assert [code for code, *_ in found(head + '  - text: "$luas alas$"\n')] == ["maths-words"]
    assert [code for code, *_ in found(head + '  - text: "It is $5 each (in US$)."\n')] == ["maths-words"]
    assert found(head + '  - text: "$\\\\text{luas alas} = a \\\\times b$ dan $\\\\sin \\\\theta$"\n') == []


def test_help_names_the_nearest_command() -> None:
    text = "format: 1\nlanguage: id\ntitle: A\nhandout:\n  - text: '$\\farc{1}{2}$'\n"
    assets = Assets(None, [bundled("layouts") / "fonts"])
    (told,) = check(source.read_bytes(text.encode(), "t.yaml"), levels.load(), formulas=assets.formulas).findings
    assert told.help == r"did you mean `\frac`?"


# on paper


def sheet(flow: str) -> Sheet:
    markup = f'<document language="id"><flow>{flow}</flow></document>'
    return typeset(Markup(markup, TOKENS), Assets(None, [bundled("layouts") / "fonts"]))


def pages(made: Sheet) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(bind([made], Metadata("", "id")))]


def baselines(made: Sheet) -> list[float]:
    """The bottoms of the lines that hold the word `Kata`, from the top of the first page."""
    page = pypdfium2.PdfDocument(bind([made], Metadata("", "id")))[0]
    text = page.get_textpage()
    rectangles = [text.get_rect(index) for index in range(text.count_rects())]
    return [page.get_height() - box[1] for box in rectangles if "Kata" in text.get_text_bounded(*box)]


def test_formulas_are_drawn_and_no_code_is_on_paper() -> None:
    made = sheet(r"<p>Nilai <maths>\frac{a}{b} + \sqrt{2}</maths>, yaitu <maths>x</maths>.</p>")
    assert "".join(pages(made)[0].split()) == "Nilai,yaitu."
    forms = [item for item in made.objects if b"/Subtype/Form" in item.head]
    assert len(forms) == len({*names(r"\frac{a}{b} + \sqrt{2}"), "𝑥"})
    content = zlib.decompress(made.objects[made.pages[0].contents[0]].stream or b"")
    assert content.count(b" Do") == len(names(r"\frac{a}{b} + \sqrt{2}")) + 1


def test_signs_are_kept_once_in_a_document() -> None:
    once = sheet("<p><maths>x + 1</maths></p>")
    often = sheet("".join("<p><maths>x + 1</maths></p>" for _ in range(40)))
    assert len(often.objects) == len(once.objects)


def test_a_line_with_a_tall_formula_gets_more_room() -> None:
    plain = baselines(sheet("<p>Kata satu<br/>Kata dua<br/>Kata tiga</p>"))
    tall = baselines(sheet(r"<p>Kata satu<br/>Kata dua <maths>\dfrac{\frac{a}{b}}{\frac{c}{d}}</maths><br/>Kata tiga</p>"))
    short = baselines(sheet("<p>Kata satu<br/>Kata dua <maths>x^2</maths><br/>Kata tiga</p>"))
    assert short == pytest.approx(plain, abs=0.1)
    assert tall[1] - tall[0] > plain[1] - plain[0] + 3
    assert tall[2] - tall[1] > plain[2] - plain[1] + 3


def test_numbers_and_letters_stand_on_the_line_of_their_formula() -> None:
    item = r'<item number="1." at="a"><stem><maths>\dfrac{a}{b}</maths> Kata</stem><choices>'
    item += (
        r'<choice label="A."><maths>\dfrac{\frac{1}{2}}{3}</maths> Kata</choice><choice label="B.">Kata</choice></choices></item>'
    )
    page = pypdfium2.PdfDocument(bind([sheet(item)], Metadata("", "id")))[0]
    text = page.get_textpage()
    rectangles = [text.get_rect(index) for index in range(text.count_rects())]
    bottoms = {"1.": 0.0, "A.": 0.0, "B.": 0.0}
    words = []
    for box in rectangles:
        shown = text.get_text_bounded(*box).strip()
        if shown in bottoms:
            bottoms[shown] = box[1]
        elif "Kata" in shown:
            words.append(box[1])
    assert [bottoms["1."], bottoms["A."], bottoms["B."]] == pytest.approx(words, abs=0.2)
    assert bottoms["A."] == pytest.approx(bottoms["B."], abs=0.01)


def narrow(latex: str, share: int) -> Sheet:
    """A formula in a column that is one of `share` + 1 parts of the page."""
    column = rf"<column><p><maths>{latex}</maths></p></column><column><p>A</p></column>"
    return sheet(f"<columns ratio='1 {share}'>{column}</columns>")


def test_a_formula_wider_than_its_line_shrinks_or_is_told() -> None:
    made = narrow(rf"\left({'+'.join('x' * 6)}\right)", 4)
    content = zlib.decompress(made.objects[made.pages[0].contents[0]].stream or b"").decode("latin-1")
    sizes = {float(match[1]) * 1000 for match in re.finditer(r"q (\S+) 0 0 \S+ \S+ \S+ cm /X\d+ Do", content)}
    assert max(sizes) < 11
    with pytest.raises(Failed) as told:
        narrow(rf"\left({'+'.join(['xyz'] * 9)}\right)", 9)
    assert [one.code for one in told.value.diagnostics] == ["maths-too-wide"]


def test_where_only_words_can_stand_maths_are_words() -> None:
    assert [linear(one) for one in (r"\frac{1}{2}", "x^2", r"90^\circ", r"\sqrt{x+1}", r"\pi r^2", r"\frac{a+b}{2}")] == [
        "1/2", "x²", "90°", "√(x+1)", "pi r²".replace("pi ", "π"), "(a+b)/2",
    ]  # fmt: skip
    assert str(inline("luas $\\frac{1}{2}at$", [])) == "luas 1/2at"
    made = sheet("<heading level='2'>Rumus <maths>x^2</maths> saja</heading>")
    assert [heading.title for heading in made.headings] == ["Rumus x² saja"]


def test_only_documents_with_maths_load_them() -> None:
    root = str(Path(__file__).resolve().parents[1])
    for text, loaded in (("Harga $5 dan $7.", False), ("Nilai $x$.", True)):
        program = (
            f"import sys; sys.path.insert(0, {root!r})\n"
            "from generator import levels, source\nfrom generator.assets import Assets\nfrom generator.check import check\n"
            f"data = 'format: 1\\nlanguage: id\\ntitle: A\\nhandout: [{{text: \"{text}\"}}]\\n'\n"
            "formulas = Assets(None, []).formulas\n"
            "assert not check(source.read_bytes(data.encode(), 't.yaml'), levels.load(), formulas=formulas).findings\n"
            "print('generator.assets.maths' in sys.modules, 'generator.model.linear' in sys.modules)\n"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.stdout.split()[-2:] == [str(loaded), "False"], done.stderr
    assert maths.outline("𝑥")[1].endswith(b" f")


def test_every_formula_of_the_page_of_maths_prints() -> None:
    page = (Path(__file__).resolve().parents[1] / "generator" / "docs" / "maths.md").read_text(encoding="utf-8")
    written = re.findall(r"`\$([^`]+)\$`", page)
    assert len(written) > 20
    for latex in written:
        assert formulas(latex), latex


@pytest.mark.parametrize("name", ["maths", "maths-types"])
def test_sheets_with_formulas_are_read_back_and_the_formulas_counted(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case = Path(__file__).parent / "cases" / "good" / f"{name}.yaml"
    made = make(Job(name, str(case), (), levels.load(), BuildRequest(levels=("easy", "medium", "hard", "mixed"))))
    assert (made.bug, [found for cell in made.cells for found in cell.findings]) == ("", [])
    sheets = {artifact.row["kind"]: artifact.row for artifact in made.cells[-1].artifacts}
    assert sheets["worksheet"]["formulas"] >= 8
    built = CliRunner().invoke(lembar, ["build", str(case), "--kind", "worksheet"])
    assert f"{sheets['worksheet']['formulas']} formulas not read back" in built.stderr
    assert "formulas are outside the proof" in CliRunner().invoke(lembar, ["verify"]).stderr
