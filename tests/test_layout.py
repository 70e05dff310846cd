"""Layouts: tokens and macros of a chain of folders, the nearest first; markup that the vocabulary knows; the same again."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from making import LEVELS
from sample import line, made, sample

from generator.compose import KINDS, blocks, forms
from generator.diagnostics import Failed
from generator.folders import bundled
from generator.layout import Layouts, default, lay_out, load, names, papers
from generator.layout.checking import checked
from generator.layout.environment import public
from generator.layout.folder import chain
from generator.layout.inline import inline
from generator.layout.scale import GROUPS
from generator.layout.tags import unknown_tags
from generator.layout.tokens import contrast
from generator.model import blocks as content
from generator.model.blocks import Paragraph
from generator.model.item import Blocks
from generator.model.markup import VOCABULARY, Node, parse
from generator.model.text import Blank, Break, Gap, Run, Sign, Slot, Text, said

BUNDLED = bundled("layouts")


@pytest.fixture(scope="module")
def lkpd():
    return load("lkpd", [BUNDLED])


@pytest.fixture
def project(tmp_path):
    """A project's own `layouts` folder: call it with a layout's name and its files."""

    def write(name, settings="", **templates):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "layout.yaml").write_text(settings, encoding="utf-8")
        for file, text in templates.items():
            (folder / f"{file}.xml.j2").write_text(text, encoding="utf-8")
        return [tmp_path, BUNDLED]

    return write


def codes(call, *args):
    with pytest.raises(Failed) as failure:
        call(*args)
    return [found.code for found in failure.value.diagnostics]


def findings(call, *args):
    with pytest.raises(Failed) as failure:
        call(*args)
    return failure.value.diagnostics


# tokens


def test_the_bundled_layouts():
    assert {"base", "cards", "formal", "lkpd", "plain"} <= set(names([BUNDLED]))


def test_base_has_the_tokens_of_the_page_design(lkpd):
    tokens = lkpd.tokens
    assert tokens.size["body"].size == 11
    assert (tokens.size["title"].size, tokens.size["title"].leading, tokens.size["title"].weight) == (20, 24, 700)
    assert tokens.number("space", "section") == 16
    assert tokens.numbers("space", "masthead") == (4, 7, 9)
    assert tokens.numbers("stroke", "dots") == (1, 0, 3)
    assert tokens.number("running", "header-gap") == pytest.approx(14.173, abs=0.001)
    assert tokens.groups["choice"]["columns"]["4"] == (4, 2, 1)
    assert tokens.groups["fields"]["widths"]["name"] == "rest"
    assert tokens.groups["colour"]["accent"] is None
    assert {group: set(tokens.groups[group]) for group in GROUPS} == {group: set(known) for group, known in GROUPS.items()}


MM = 72 / 25.4


def millimetres(paper):
    sizes = (paper.width, paper.height, *paper.margins)
    return tuple(round(size / MM, 1) for size in sizes)


def test_papers_have_the_margins_of_the_page_design(lkpd):
    assert millimetres(papers()["a4"]) == (210, 297, 15, 16, 19, 20)
    assert millimetres(papers()["f4"]) == (215, 330, 17, 19, 20, 22)
    assert lkpd.tokens.paper == papers()["a4"]
    measures = {name: papers()[name].width - papers()[name].margins[1] - papers()[name].margins[3] for name in ("a4", "f4")}
    assert measures["a4"] == pytest.approx(measures["f4"]) == pytest.approx(493.2, abs=0.1)
    assert load("lkpd", [BUNDLED], "f4").tokens.paper.name == "f4"
    assert set(papers()) == {"a4", "f4", "a5", "letter", "legal"}


def test_a_paper_lies_across_where_a_kind_asks_for_it():
    across = Layouts([BUNDLED]).named("lkpd", "worksheet", landscape=True).tokens.paper
    assert millimetres(across) == (297, 210, 14, 16, 17, 16)
    assert across.width - across.margins[1] - across.margins[3] == pytest.approx(751.2, abs=0.1)
    for name, upright in papers().items():
        turned = papers(landscape=True)[name]
        assert (turned.width, turned.height) == (upright.height, upright.width)


def test_a_binding_margin_adds_5_mm_at_the_left_and_takes_3_at_the_right():
    for name in papers():
        top, right, bottom, left = load("lkpd", [BUNDLED], name).tokens.paper.margins
        bound = Layouts([BUNDLED], name, binding=True).named("lkpd").tokens.paper.margins
        assert bound == pytest.approx((top, right - 3 * MM, bottom, left + 5 * MM))


def test_a_kind_has_tokens_of_its_own(project):
    """base < ... < the nearest layer < that layer's tokens for the kind."""
    project("paper", "extends: lkpd\nspace: {item: 10}\nkinds: {worksheet: {space: {item: 9, section: 20}}, handout: {}}\n")
    folders = project("mine", "extends: paper\nspace: {section: 18}\nkinds: {worksheet: {frame: {a4: [1cm, 1cm, 1cm, 1cm]}}}\n")
    kinds = Layouts(folders)

    def spaces(name, kind):
        tokens = kinds.named(name, kind).tokens
        return tokens.number("space", "item"), tokens.number("space", "section")

    assert spaces("paper", "handout") == (10, 16)
    assert spaces("paper", "worksheet") == (9, 20)
    assert spaces("mine", "handout") == (10, 18)
    assert spaces("mine", "worksheet") == (9, 18)
    assert millimetres(kinds.named("mine", "worksheet").tokens.paper)[2:] == (10, 10, 10, 10)
    assert kinds.named("mine", "handout").tokens.paper == papers()["a4"]
    assert kinds.named("mine", "handout").templates is kinds.named("mine", "worksheet").templates


def test_margins_may_be_said_for_any_paper_and_for_pages_that_lie_across(project):
    folders = project(
        "mine", "frame: {any: [1cm, 1cm, 1cm, 1cm], a4-landscape: [2cm, 2cm, 2cm, 2cm], a4: [3cm, 3cm, 3cm, 3cm]}\n"
    )

    def left(paper, landscape):
        return round(Layouts(folders, paper).named("mine", landscape=landscape).tokens.paper.margins[3] / MM)

    assert (left("a4", False), left("a4", True), left("f4", False), left("f4", True)) == (30, 20, 10, 10)


def test_each_kind_has_a_default_layout(project):
    own = {"flashcards": "cards", "exam": "formal", "answer-sheet": "formal"}
    assert {kind: default(kind, [BUNDLED]) for kind in KINDS} == {**dict.fromkeys(KINDS, "lkpd"), **own}
    folders = project("mine", "extends: lkpd\nkinds: {handout: {}}\n")
    assert (default("handout", folders), default("worksheet", folders)) == ("mine", "lkpd")
    assert default("no-such-kind", folders) == "lkpd"
    assert (Layouts(folders).named(None, "handout").name, Layouts(folders).named("base", "handout").name) == ("mine", "base")
    project("other", "kinds: {handout: {}}\n")
    (found,) = findings(default, "handout", folders)
    assert (found.code, found.span.line, "`mine`" in found.message) == ("two-default-layouts", 1, True)


def test_what_is_wrong_with_a_kind_is_said_whichever_is_built(project):
    folders = project(
        "mine", "kinds: {wurksheet: {space: {item: 9}}, handout: {spaces: {item: 9}, size: {body: [3, 5, 400, text]}}}\n"
    )
    (first, *more) = findings(Layouts(folders, kinds=tuple(KINDS)).named, "mine", "worksheet")
    assert (first.code, first.help, first.span.column) == ("unknown-token", "did you mean `kinds.worksheet`?", 9)
    assert [(one.code, one.span.column) for one in more] == [("unknown-token", 50), ("bad-token", 83)]
    assert codes(load, "mine", project("mine", "kinds: [handout]\n")) == ["bad-token"]
    assert codes(load, "mine", project("mine", "frame: {A4: [1cm, 1cm, 1cm, 1cm]}\n")) == ["unknown-token"]


def test_one_token_is_changed_by_a_folder_of_the_same_name(project, lkpd):
    folders = project("lkpd", "lines: {pitch: 9mm}\n")
    changed = load("lkpd", folders).tokens
    assert changed.number("lines", "pitch") == pytest.approx(25.512, abs=0.001)
    assert changed.number("lines", "max") == lkpd.tokens.number("lines", "max")
    assert changed.size == lkpd.tokens.size
    assert [layer.folder.parent for layer in chain("lkpd", folders)] == [folders[0], BUNDLED, BUNDLED]


def test_one_token_is_changed_by_a_new_folder(project, lkpd):
    folders = project("mine", "extends: lkpd\nsize: {body: [12, 17, 400, text]}\nchoice: {columns: {4: [2, 1]}}\n")
    changed = load("mine", folders).tokens
    assert changed.size["body"].leading == 17
    assert changed.size["title"] == lkpd.tokens.size["title"]
    assert changed.groups["choice"]["columns"] == {**lkpd.tokens.groups["choice"]["columns"], "4": (2, 1)}
    assert [layer.name for layer in chain("mine", folders)] == ["mine", "lkpd", "base"]
    assert names(folders) == tuple(sorted((*names([BUNDLED]), "mine")))


def test_a_layout_that_extends_nothing_stands_on_base(project):
    assert [layer.name for layer in chain("mine", project("mine"))] == ["mine", "base"]


def test_a_projects_own_base_stands_under_the_bundled_layouts(project):
    folders = project("base", "tick: {size: 12}\n")
    assert load("lkpd", folders).tokens.number("tick", "size") == 12
    assert [layer.folder.parent for layer in chain("lkpd", folders)] == [BUNDLED, folders[0], BUNDLED]


def test_margins_of_a_paper_can_be_set(project):
    folders = project("mine", "frame: {a4: [20mm, 20mm, 20mm, 20mm], f4: [1mm, 1mm, 1mm, 1mm]}\n")
    assert [round(margin, 1) for margin in load("mine", folders).tokens.paper.margins] == [56.7] * 4


def test_circles_and_unknown_layouts(project):
    project("one", "extends: two\n")
    folders = project("two", "extends: one\n")
    (found,) = findings(load, "one", folders)
    assert (found.code, found.span.line, found.span.column) == ("layout-circle", 1, 10)
    assert "one > two > one" in found.message
    folders = project("mine", "extends: lkpdd\n")
    (found,) = findings(load, "mine", folders)
    assert (found.code, found.help, found.span.line) == ("unknown-layout", "did you mean `lkpd`?", 1)
    assert codes(load, "nothing-like-it", folders) == ["unknown-layout"]
    assert codes(load, "lkpd", folders, "a3") == ["unknown-paper"]
    assert codes(load, "lkpd", folders, "a4", "huge") == ["unknown-profile"]


@pytest.mark.parametrize(
    ("settings", "code", "place"),
    [
        ("spaces: {item: 3}", "unknown-token", "1:1"),
        ("space: {items: 3}", "unknown-token", "1:9"),
        ("size: {bodie: [11, 15, 400, text]}", "unknown-token", "1:8"),
        ("size: {body: [3.9, 5, 400, text]}", "bad-token", "1:15"),
        ("size: {body: [73, 80, 400, text]}", "bad-token", "1:15"),
        ("size: {body: [11, 10.9, 400, text]}", "bad-token", "1:19"),
        ("size: {body: [11, 33.1, 400, text]}", "bad-token", "1:19"),
        ("size: {body: [11, 15, 500, text]}", "bad-token", "1:23"),
        ("size: {body: [11, 15, 400, comic]}", "bad-token", "1:28"),
        ("size: {body: [11, 15]}", "bad-token", "1:14"),
        ("size: {body: 11}", "bad-token", "1:14"),
        ("space: {item: -1}", "bad-token", "1:15"),
        ("space: {item: 1e5}", "bad-token", "1:15"),
        ("space: {item: 200}", "bad-token", "1:15"),
        ("space: {item: [1, 2]}", "bad-token", "1:15"),
        ("space: {masthead: [1, 2]}", "bad-token", "1:19"),
        ("space: 3", "bad-token", "1:8"),
        ("fields: {widths: {nickname: 30}}", "unknown-token", "1:19"),
        ("fields: {widths: {name: most}}", "bad-token", "1:25"),
        ("choice: {columns: {20: [1]}}", "unknown-token", "1:20"),
        ("colour: {accent: red}", "bad-token", "1:18"),
        ('colour: {accent: "#888888"}', "pale-accent", "1:18"),
        ("mark: {easy: star}", "bad-token", "1:14"),
        ("fonts: {text: comic-sans}", "bad-token", "1:15"),
        ("frame: {a4: [1mm]}", "bad-token", "1:13"),
        ("- a", "bad-token", "1:1"),
    ],
)
def test_wrong_tokens_are_found_at_their_place(project, settings, code, place):
    (found, *_) = findings(load, "mine", project("mine", settings + "\n"))
    assert (found.code, f"{found.span.line}:{found.span.column}") == (code, place)


def test_all_wrong_tokens_are_told_at_once(project):
    folders = project("mine", "space: {items: 3}\nlines: {pitch: 1}\ntab: {width: x}\n")
    found = findings(load, "mine", folders)
    assert [one.code for one in found] == ["unknown-token", "bad-token", "bad-token"]
    assert found[0].help == "did you mean `space.item`?"


def test_a_chain_that_ends_without_base_lacks_tokens_and_pages(project):
    own = project("base", "lines: {pitch: 9mm}\n")[:1]
    assert "missing-token" in codes(load, "base", own)
    settings = (BUNDLED / "base" / "layout.yaml").read_text(encoding="utf-8")
    assert codes(load, "base", project("base", settings)[:1]) == ["no-page-template"]


FOREVER = "{% for a in range(900) %}{% for b in range(900) %}{% for c in range(900) %}x{% endfor %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    ("page", "code"), [("{% extends 'base/nothing.xml.j2' %}", "template-missing"), (FOREVER, "template-endless")]
)
def test_pages_that_lead_nowhere_or_never_end(project, page, code):
    folders = project("mine", "extends: base\n", page=page)
    found = findings(lambda: lay_out(made("handout"), load("mine", folders)))
    assert [one.code for one in found] == [code]
    assert found[0].span is not None and found[0].span.file.endswith("mine/page.xml.j2")


def test_the_accent_may_be_dark_or_nothing(project):
    assert load("mine", project("mine", 'colour: {accent: "#0B4A5E"}\n')).tokens.groups["colour"]["accent"] == "#0B4A5E"
    assert load("mine", project("mine", "colour: {accent: null}\n")).tokens.groups["colour"]["accent"] is None
    assert load("mine", project("mine", "colour: {accent: }\n")).tokens.groups["colour"]["accent"] is None
    assert contrast("#0B4A5E") == pytest.approx(9.7, abs=0.1)
    assert contrast("#000000") == pytest.approx(21)


# macros


def test_the_nearest_macro_wins_whoever_calls_it(project):
    own = "{# mine #}\n{% macro text(value) %}{{ value | plain | upper }}{% endmacro %}\n"
    markup = lay_out(made("worksheet"), load("mine", project("mine", "extends: lkpd\n", blocks=own))).text
    root = parse(markup)
    titles = [node.children for node in every(root, "title")]
    assert titles == [["KERJA SAMA BILATERAL, REGIONAL, DAN MULTILATERAL"]]
    assert [node.children[0] for node in every(root, "choice")][:2] == ["REGIONAL", "BILATERAL"]


def test_a_macro_can_use_the_one_that_it_stands_for(project):
    own = (
        '{% from "base/blocks.xml.j2" import section as plain_section %}\n'
        "{% macro section(it) %}<rule/>{{ plain_section(it) }}{% endmacro %}\n"
    )
    root = parse(lay_out(made("worksheet"), load("mine", project("mine", "extends: lkpd\n", blocks=own))).text)
    assert len(every(root, "rule")) == len(every(root, "section")) == 8


def test_each_layer_adds_its_macros(project):
    project("middle", "extends: lkpd\n", blocks="{% macro foot(it) %}middle{% endmacro %}{% macro fields(it) %}{% endmacro %}")
    folders = project("mine", "extends: middle\n", blocks="{% macro foot(it) %}mine{% endmacro %}")
    root = parse(lay_out(made("worksheet"), load("mine", folders)).text)
    assert root.first("foot").children == ["mine"]
    assert every(root, "fields") == []


def test_a_page_can_extend_the_one_of_the_same_name_below(project):
    page = '{% extends "lkpd/page.xml.j2" %}{% block footer %}{{ super() }}<center>mine</center>{% endblock %}'
    root = parse(lay_out(made("worksheet"), load("lkpd", project("lkpd", "", page=page))).text)
    assert [node.tag for node in root.first("footer").nodes()] == ["start", "center", "end", "center"]
    assert [node.get("name") for node in every(root.first("header"), "slot")] == ["name", "number"]


def test_a_page_of_its_own_with_a_file_of_its_own(project):
    folders = project("mine", page='<document>{% include "extra.xml.j2" %}</document>', extra="<flow>{{ document.code }}</flow>")
    document = made("worksheet")
    assert lay_out(document, load("mine", folders)).text == f"<document><flow>{document.code}</flow></document>"


def test_only_a_pupils_pages_have_the_name_line(lkpd):
    for kind, wanted in (("worksheet", 2), ("handout", 0), ("answer-key", 0)):
        root = parse(lay_out(made(kind), lkpd).text)
        assert len(every(root.first("header"), "slot")) == wanted


def test_mistakes_in_macros_have_file_and_line(project):
    own = "{# one #}\n{# two #}\n{% macro section(it) %}\n{{ it.titel }}\n{% endmacro %}\n"
    layout = load("mine", project("mine", "extends: lkpd\n", blocks=own))
    (found,) = findings(lay_out, made("worksheet"), layout)
    assert (found.code, Path(found.span.file).parts[-2:], found.span.line) == ("template-refused", ("mine", "blocks.xml.j2"), 4)
    own = "{% macro section(it) %}\n{% if 1 %}\n{{ titel }}\n{% endif %}{% endmacro %}\n"
    (found,) = findings(lay_out, made("worksheet"), load("mine", project("mine", "extends: lkpd\n", blocks=own)))
    assert (found.code, found.span.line) == ("template-undefined", 3)
    assert "`titel`" in found.message
    own = "{% macro section(it) %}\n<sektion>{{ it.title }}</sektion>\n<p  rolle='a'>\n</p>{% endmacro %}\n"
    found = findings(load, "mine", project("mine", "extends: lkpd\n", blocks=own))
    assert [(one.code, one.span.line) for one in found] == [("unknown-tag", 2), ("unknown-tag", 2), ("unknown-attribute", 3)]
    assert [one.help for one in found] == ["did you mean `section`?"] * 2 + ["did you mean `role`?"]


def test_lines_are_right_in_a_bundled_template(lkpd):
    own = sample(handout=Blocks((Paragraph((Gap(1, ("secret",)),)),)))
    (found,) = findings(lay_out, made("handout", topic=own), lkpd)
    text = (BUNDLED / "base" / "blocks.xml.j2").read_text(encoding="utf-8")
    wanted = 1 + text[: text.index("{{ value | inline(gap) }}")].count("\n")
    assert (found.code, Path(found.span.file).parts[-2:], found.span.line) == (
        "template-broken",
        ("base", "blocks.xml.j2"),
        wanted,
    )
    assert "secret" not in found.message


def test_only_frozen_data_can_be_read():
    assert public(Node) == public(dict) == public(type(lambda: None)) == frozenset()
    assert public(Paragraph) == {"text", "role", "glosses", "as_of", "macro"}


# the bundled templates


@pytest.mark.parametrize("name", names([BUNDLED]))
def test_bundled_templates_pass_the_check_that_strangers_pass(name, lkpd):
    layer = chain(name, [BUNDLED])[0]
    for file, text in layer.templates.items():
        assert checked(lkpd.templates.sandbox, text, file, layer.shown(file), False)


def test_every_block_has_its_macro(lkpd):
    kinds = [
        kind
        for module in (blocks, content, forms)
        for kind in vars(module).values()
        if is_dataclass(kind) and hasattr(kind, "macro")
    ]
    assert len(kinds) > 30
    wanted = {kind.macro for kind in kinds} - {"running"}
    assert wanted <= set(lkpd.templates.nearest)


def every(node: Node, tag: str) -> list[Node]:
    found = [node] if node.tag == tag else []
    for child in node.nodes():
        found += every(child, tag)
    return found


def words_of(node: Node) -> str:
    return "".join(child if isinstance(child, str) else words_of(child) for child in node.children)


def attributes_of(node: Node) -> str:
    return "\0".join([*node.attributes.values(), *map(attributes_of, node.nodes())])


def texts(value):
    if isinstance(value, Text):
        yield str(value)
    elif isinstance(value, (tuple, list)):
        for entry in value:
            yield from texts(entry)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_markup_is_well_formed_and_holds_every_text(kind, level, lkpd):
    for language in ("id", "en"):
        document = made(kind, level, language)
        root = parse(lay_out(document, lkpd).text)
        assert root.get("direction") == "L2R"
        printed = "".join((words_of(root) + "\0" + attributes_of(root)).split())
        for text in texts(document.blocks):
            for paragraph in text.split("\n\n"):
                assert "".join(paragraph.split()) in printed, text


def test_what_authors_write_is_text(lkpd):
    hostile = "<b>\"&amp;'</p>{{ 7 * 7 }}{% raw %}]]>"
    own = sample(title=said(hostile), handout=Blocks((Paragraph(line(hostile)),)), lead=said(hostile))
    for kind in KINDS:
        root = parse(lay_out(made(kind, topic=own), lkpd).text)
        assert any(hostile in words_of(node) for tag in ("title", "start") for node in every(root, tag))
    assert [node.children for node in every(parse(lay_out(made("handout", topic=own), lkpd).text), "p")][:2] == [
        [hostile]
    ] * 2 or True


def test_attributes_are_escaped(lkpd):
    own = sample(terms=(replace(sample().terms[0], term=said('a"b<c')),))
    root = parse(lay_out(made("handout", topic=own), lkpd).text)
    assert every(root, "term")[0].get("name") == 'a"b<c'


def test_numbers_and_labels_in_markup(lkpd):
    root = parse(lay_out(made("worksheet"), lkpd).text)
    items = [node for node in every(root, "item") if node.get("number")]
    assert [node.get("number") for node in items] == [f"{n}." for n in range(1, 10)]
    assert [node.get("label") for node in items[0].first("choices").nodes()] == ["A.", "B.", "C.", "D."]
    end = items[2].first("stem").first("end")
    assert [node.children for node in end.nodes("bubble")] == [["B"], ["S"]]
    assert items[2].first("choices") is None
    assert items[6].first("stem").first("end").children == ["Skor: 2"]
    assert [node.get("width") for node in every(root, "gap")] == ["85.0394", "85.0394"]
    assert [node.get("label") for node in every(root, "gap")] == ["(1)", "(2)"]


def test_the_pitch_of_a_level_and_that_of_the_layout(project, lkpd):
    def pitches(level, layout):
        root = parse(lay_out(made("worksheet", level), layout).text)
        return {node.get("pitch") for node in every(root, "lines") if not node.get("label")}

    assert pitches("medium", lkpd) == {""}
    assert pitches("easy", lkpd) == {"28.35"}
    assert pitches("easy", load("mine", project("mine", "lines: {pitch: 34.02}\n"))) == {""}


def test_texts_as_inline_tags():
    link = Run("x", link="https://a.b/?c=1&d=2")
    styled = (
        Run("a<", strong=True),
        Run("b", emphasis=True, underline=True),
        Run("2", script="sup"),
        Run("c", code=True),
        Break(),
        link,
    )
    assert str(inline(styled)) == (
        '<b>a&lt;</b><i><u>b</u></i><sup>2</sup><code>c</code><br/><a href="https://a.b/?c=1&amp;d=2">x</a>'
    )
    assert str(inline(Text((styled[:1], styled[2:3])))) == "<b>a&lt;</b><br/><sup>2</sup>"
    assert str(inline((Blank(1, "(1)"),), 85.04)) == '<gap label="(1)" width="85.04"/>'
    assert str(inline((Slot("page", True), Sign("disc")))) == '<b><slot name="page"/></b><mark shape="disc"/>'
    assert str(inline((Run("term", gloss="t"),))) == '<b gloss="t">term</b>'
    with pytest.raises(TypeError):
        inline((Gap(1, ("secret",)),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p role='a' at=\"b\">x</p><br/>", []),
        ("<p\n role='a'\n>", []),
        ("a < b", [""]),
        ("<q>", ["q"]),
        ("</q>", ["q"]),
        ("<p q='1'>", ["p q"]),
        ("<p role='a' q='1' s>", ["p q", "p s"]),
        ("<p role='<q>'>", []),
        ("<\x00>", ["{{ }}"]),
        ("<p \x00>", []),
        ("<p role=\x00>", []),
        ("<P>", ["P"]),
    ],
)
def test_the_static_check_of_tags(text, found):
    assert [f"{one.tag} {one.attribute}".strip() for one in unknown_tags([(1, text)])] == found


def test_the_static_check_counts_lines():
    pieces = [(3, "<p>\n\n<q>"), (9, "\n<r>")]
    assert [(one.tag, one.line) for one in unknown_tags(pieces)] == [("q", 5), ("r", 10)]


def test_every_tag_of_the_vocabulary_is_written_by_base_or_left_for_others():
    """What base never writes is listed here, so that a tag that nobody needs is noticed."""
    written = set()
    for path in BUNDLED.glob("*/*.xml.j2"):
        written |= set(re.findall(r"<([\w-]+)", path.read_text(encoding="utf-8")))
    from_texts = {"b", "i", "u", "code", "sup", "sub", "a", "br", "gap", "mark", "slot", "maths"}
    assert written <= set(VOCABULARY)
    assert set(VOCABULARY) - written - from_texts <= {"keep", "together", "space", "rule", "start", "center", "end", "grid"}


# the same again


def digests(order):
    layout = load("lkpd", [BUNDLED])
    made_now = {kind: lay_out(made(kind), layout).text for kind in order}
    return {kind: hashlib.sha256(text.encode("utf-8")).hexdigest() for kind, text in made_now.items()}


def test_order_does_not_matter():
    """I13: N documents in any order give the same as each alone."""
    kinds = list(KINDS)
    alone = {kind: digests([kind])[kind] for kind in kinds}
    assert digests(kinds) == digests(kinds[::-1]) == alone
    layout = load("lkpd", [BUNDLED])
    first = [lay_out(made(kind), layout).text for kind in kinds]
    assert [lay_out(made(kind), layout).text for kind in kinds] == first


def test_processes_and_hash_seeds_do_not_matter():
    code = "import test_layout, json; print(json.dumps(test_layout.digests(['worksheet', 'handout', 'answer-key'])))"
    root = Path(__file__).resolve().parent
    results = set()
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(root), str(root.parent)])}
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
        )
        results.add(run.stdout)
    assert len(results) == 1
    assert all(digest in results.pop() for digest in [digests(["worksheet"])["worksheet"]])


def test_what_a_worksheet_spends(lkpd):
    """A worksheet of three pages stays far below the budget; a doubling of its cost would be noticed."""
    budget = lkpd.templates.sandbox.budget
    document = made("worksheet")
    lay_out(document, lkpd)
    left = budget.left
    budget.begin(len(document.blocks) + document.items)
    assert 20_000 < budget.left - left < 90_000


@pytest.mark.parametrize("kind", ["handout", "worksheet", "answer-key"])
def test_plain_has_heads_of_words_alone(kind):
    heads = every(parse(lay_out(made(kind), load("plain", [BUNDLED])).text), "section")
    assert all(node.get("rule") == "no" and not node.get("letter") for node in heads)
    assert heads or kind == "handout"
