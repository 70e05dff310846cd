"""Markdown into runs: CommonMark and what topics add, and a literal text that comes back as it was written."""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from pathlib import Path

import pytest

from generator.check import markdown, passages, shortcuts
from generator.check.gaps import Problem, numbers
from generator.check.markdown import MATHS, inline
from generator.check.passages import passage
from generator.diagnostics import Failed
from generator.model.blocks import Block, Heading, Listing, Paragraph, Quotation, Table
from generator.model.text import Break, Gap, Line, Run, Text
from generator.source import Fields, Scalar, read_bytes

BLNS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "nasty-blns" / "blns.json"
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def line(text: str, gaps: bool = False) -> Line:
    """The one paragraph of a text without problems."""
    problems: list[Problem] = []
    made = inline(text, problems, gaps)
    assert [problem for problem in problems if problem.code != MATHS] == []
    assert len(made.paragraphs) == 1
    return made.paragraphs[0]


def blocks(text: str) -> list[Block]:
    problems: list[Problem] = []
    placed = passage(text, problems)
    assert problems == []
    return [block for block, _ in placed]


def words(text: str) -> Line:
    return (Run(text),)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("satu  dua\ntiga", words("satu dua tiga")),
        ("**kuat** dan *miring*", (Run("kuat", strong=True), Run(" dan "), Run("miring", emphasis=True))),
        ("***dua***", (Run("dua", strong=True, emphasis=True),)),
        ("*a **b** c*", (Run("a ", emphasis=True), Run("b", strong=True, emphasis=True), Run(" c", emphasis=True))),
        ("awalan *bi-* dan (*x*)", (Run("awalan "), Run("bi-", emphasis=True), Run(" dan ("), Run("x", emphasis=True), Run(")"))),
        ("`a * b`", (Run("a * b", code=True),)),
        ("x^2^ dan H~2~O", (Run("x"), Run("2", script="sup"), Run(" dan H"), Run("2", script="sub"), Run("O"))),
        ("2^10 dan ~5", words("2^10 dan ~5")),
        ("a^b c^", words("a^b c^")),
        ("~~a~~", words("~~a~~")),
        ("$x^2 + y_1$.", (Run("x^2 + y_1", maths=True), Run("."))),
        ("$5 dan $7", words("$5 dan $7")),
        ("$5$7", words("$5$7")),
        ("$ 5$ dan $6 $", words("$ 5$ dan $6 $")),
        ("$a$ $b$", (Run("a", maths=True), Run(" "), Run("b", maths=True))),
        ("\\$5$ dan $\\$6$", (Run("$5$ dan "), Run("\\$6", maths=True))),
        ("$$x$$", words("$$x$$")),
        ("$satu\ndua$", words("$satu dua$")),
        ("[ASEAN](https://asean.org/a_b)", (Run("ASEAN", link="https://asean.org/a_b"),)),
        ("[a](mailto:b@c.id) <https://d.e>", (Run("a", link="mailto:b@c.id"), Run(" "), Run("https://d.e", link="https://d.e"))),
        ("https://asean.org", words("https://asean.org")),
        ("\\*bukan\\* \\[[x]] \\a", words("*bukan* [[x]] \\a")),
        ("<b>x</b> &copy; &amp; <!-- y -->", words("<b>x</b> &copy; &amp; <!-- y -->")),
        ("`x` <b>y</b> &copy; &#65;", (Run("x", code=True), Run(" <b>y</b> &copy; &#65;"))),
        ("a  \nb\\\nc", (Run("a"), Break(), Run("b"), Break(), Run("c"))),
        ("1945. Tahun\n- 5 derajat\n# 1 orang\n> 5\n| a |", words("1945. Tahun - 5 derajat # 1 orang > 5 | a |")),
        ("____ dan snake_case", words("____ dan snake_case")),
        ("a\u00a0 b", words("a\u00a0 b")),
        ("[a][b] [c]: d", words("[a][b] [c]: d")),
    ],
)
def test_inline_text(text: str, due: Line) -> None:
    assert line(text) == due


def test_blank_lines_part_paragraphs() -> None:
    made = inline("\n  satu\n dua\n \n\n **tiga**\n", [])
    assert made == Text((words("satu dua"), (Run("tiga", strong=True),)))
    assert inline("", []) == inline(" \n\n ", []) == Text()


def test_gaps_are_taken_out_before_markdown() -> None:
    assert line("Ada [[dua|2]] *negara [[di_sini]]*.", gaps=True) == (
        Run("Ada "),
        Gap(1, ("dua", "2")),
        Run(" "),
        Run("negara ", emphasis=True),
        Gap(2, ("di_sini",)),
        Run("."),
    )
    assert line("[[ * ]] dan [[a\\|b]] [[ c  d ]]", gaps=True)[::2] == (Gap(1, ("*",)), Gap(2, ("a|b",)), Gap(3, ("c d",)))
    assert line("\\[[x]] \\\\[[y]]", gaps=True) == (Run("[[x]] \\"), Gap(1, ("y",)))
    assert line("[[x]]") == words("[[x]]")


def test_gaps_may_say_their_number() -> None:
    assert [gap.number for gap in Text((line("[[2=a]] [[b]] [[1=c]]", gaps=True),)).gaps()] == [2, 3, 1]
    assert numbers("[[2=a]] [[b]]") == (1, 2)
    assert numbers("\\[[a]]") == ()


@pytest.mark.parametrize(
    ("text", "code", "fragment"),
    [
        ("[[ ]] x", "empty-gap", "[[ ]]"),
        ("[[a|]] x", "empty-gap", "[[a|]]"),
        ("x [[a", "open-gap", "[[a"),
        ("x [[a [[b]]", "open-gap", "[[a [[b]]"),
        ("[x](javascript:alert(1))", "link-address", "javascript:alert(1)"),
        ("[x](file:///etc/passwd)", "link-address", "file:///etc/passwd"),
        ("[x](halaman.html)", "link-address", "halaman.html"),
        ("[x](https:)", "link-address", "https:"),
        ("<data:text/html,x>", "link-address", "data:text/html,x"),
        ("![peta](peta.png)", "picture-in-text", "![peta]"),
    ],
)
def test_problems_name_their_place(text: str, code: str, fragment: str) -> None:
    problems: list[Problem] = []
    made = inline(text, problems, gaps=True)
    assert [(problem.code, problem.fragment) for problem in problems] == [(code, fragment)]
    assert not any(isinstance(run, Run) and run.link for run in made.paragraphs[0])


def test_block_text() -> None:
    made = blocks(
        "# Satu\n## Dua\n#### Tiga\n\nSebuah *alinea*\nterus.\n\n- a\n- b\n  - c\n\n3. x\n4. y\n\n"
        "| Nama | Tahun |\n|:-----|:-----:|\n| **PBB** | 1945 |\n\n> Kata\n>\n> - orang\n\n    kode  x\n"
    )
    assert made == [
        Heading(2, words("Satu")),
        Heading(2, words("Dua")),
        Heading(3, words("Tiga")),
        Paragraph((Run("Sebuah "), Run("alinea", emphasis=True), Run(" terus."))),
        Listing(((Paragraph(words("a")),), (Paragraph(words("b")), Listing(((Paragraph(words("c")),),))))),
        Listing(((Paragraph(words("x")),), (Paragraph(words("y")),)), ("3.", "4.")),
        Table(
            (Text((words("Nama"),)), Text((words("Tahun"),))),
            ((Text(((Run("PBB", strong=True),),)), Text((words("1945"),))),),
            align=("start", "center"),
        ),
        Quotation(Text((words("Kata"), words("orang")))),
        Paragraph((Run("kode  x", code=True),)),
    ]


def test_blocks_know_their_line() -> None:
    text = "\nsatu\n\n\n## dua\ntiga\n\n- a\n- b\n"
    assert [at for _, at in passage(text, [])] == [1, 4, 5, 7]
    assert [at for _, at in passage(text + "\n| a |\n|---|\n", [])] == [1, 4, 5, 7, 10]


def test_a_rule_is_no_block() -> None:
    problems: list[Problem] = []
    assert [type(block) for block, _ in passage("a\n\n***\n\nb", problems)] == [Paragraph, Paragraph]
    assert [(problem.code, problem.fragment) for problem in problems] == [("rule-in-text", "***")]


PIECES = [
    *(
        "kata",
        "dua ",
        " lagi",
        "\n",
        "\n- a",
        "\n\n",
        "\n## B\n",
        "b",
        "*",
        "**",
        "* ",
        "*a*",
        "**kuat**",
        " ",
        "# ",
        "- ",
        "1. ",
        "2. ",
    ),
    *(
        "  ",
        "    ",
        "-",
        "#",
        "3) ",
        "(",
        ")",
        ".",
        "“x”",
        "(*x*)",
        "**(y)**",
        "*“z”*",
        "é",
        "---",
        "===",
        "`c`",
        "\\",
        "_",
        "~",
        "```",
    ),
    *("\\*", "\\.", "\\(", "\\<", "\\[", "<", "]", "\\\\", " \\_", "\\$", "\\`x\\`"),
    *("[a](https://b.c)", "[x]: http://y", "> ", "|", "+ ", "*kata dua*", "**a b**", ":", "!", "0"),
]


def test_shortcuts_say_what_markdown_it_says() -> None:
    taken = 0
    for number in range(4000):
        draw = random.Random(number)
        text = "".join(draw.choice(PIECES) for _ in range(draw.randrange(1, 12)))
        if shortcuts.shapes(text) is not None:
            taken += 1
            assert passage(text, []) == passages._Passage(text, []).blocks(), text
        part = "\n".join(one.lstrip() for one in text.strip().split("\n"))
        if "\n\n" not in part and (shortcuts.emphasis(part) is not None or shortcuts.signless(part) is not None):
            taken += 1
            slow = markdown.runs(markdown.parser().parseInline(part)[0].children or [], [])
            assert markdown.marked_line(part, []) == slow, text
    assert taken > 1000


def test_plain_topics_do_not_load_markdown_it() -> None:
    import subprocess

    code = (
        "import sys; from generator.check.markdown import inline; from generator.check.passages import passage\n"
        "inline('Satu & <dua>, (tiga) **kuat** *bi-*', []); passage('## A\\n\\nb **c**\\n\\n- d\\n- e\\n', [])\n"
        "assert 'markdown_it' not in sys.modules\n"
        "inline('`x`', []); assert 'markdown_it' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parent.parent)


@pytest.mark.parametrize(
    "piece", ["[", "*", "**a ", "_a", "`a``", "<a", "![a](", "$a ", "^a", "~a~", "\\", "[a](b", "*a _a ", "](", "> ", "- ", "|"]
)
def test_hostile_texts_end_soon(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    inline(text, [], gaps=True)
    passage(text, [])
    assert len(text) == 20_000


def folded(text: str) -> str:
    visible = re.sub("[\u00ad\u200b\ufeff]", "", unicodedata.normalize("NFC", text))
    return re.sub("[ \t\r\n]+", " ", visible).strip(" \t\r\n")


@pytest.mark.skipif(not BLNS.is_file(), reason="no corpora here")
def test_literal_texts_come_back() -> None:
    """Every naughty string, its signs escaped, is printed as it is, or a finding names its line."""
    came_back = 0
    for number, text in enumerate(json.loads(BLNS.read_text(encoding="utf-8"))):
        escaped = PUNCTUATION.sub(r"\\\1", text)
        data = f"# {number}\na: {json.dumps(escaped, ensure_ascii=False)}\n".encode()
        try:
            source = read_bytes(data, "f")
        except Failed as failed:
            assert all(found.span is not None and found.span.line == 2 for found in failed.diagnostics)
            continue
        assert isinstance(source.value, Fields)
        scalar = source.value.entries["a"]
        assert isinstance(scalar, Scalar)
        for gaps in (False, True):
            assert re.sub("\n\n", " ", str(inline(scalar.text, [], gaps))) == folded(text), text
        printed = [block for block, _ in passage(scalar.text.strip(), [])]
        assert all(isinstance(block, Paragraph) for block in printed)
        came_back += 1
    assert came_back > 480
