"""The SVG reader: what it draws agrees with another reader (resvg, in typst), what it does not know it names at its place."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from generator.assets import Assets, Drawing, Label, Shape
from generator.diagnostics import Diagnostic, Failed
from generator.folders import bundled

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="100pt" height="100pt" viewBox="0 0 100 100">'


def read(body: str, folder: Path, head: str = HEAD) -> Drawing:
    (folder / "a.svg").write_text(f"{head}{body}</svg>", encoding="utf-8")
    drawing = Assets(folder, []).picture("a.svg")
    assert isinstance(drawing, Drawing)
    return drawing


def findings(body: str, folder: Path, head: str = HEAD) -> tuple[Diagnostic, ...]:
    with pytest.raises(Failed) as caught:
        read(body, folder, head)
    return caught.value.diagnostics


def shape(body: str, folder: Path) -> Shape:
    (found,) = read(body, folder).parts
    assert isinstance(found, Shape)
    return found


def labels(body: str, folder: Path) -> list[Label]:
    return [part for part in read(body, folder).parts if isinstance(part, Label)]


SAME = {
    "curves": '<path d="M10 50C10 10 90 10 90 50S50 90 50 60z" fill="#888" stroke="#000" stroke-width="2"/>',
    "quadratic": '<path d="M5,50q20-60 40,0t40,0T95 90" fill="none" stroke="#000" stroke-width="3"/>',
    "relative": '<path d="m10 10 30 0 0 30-30 0zm10 10v10h10v-10zl40 40h30v30l-5-25" fill-rule="evenodd" stroke="#000"/>',
    "arcs": '<path d="M20 50a30 20 30 1 0 40-20A10 10 0 0110 20M60 80a10 5 0 11.1 0z" fill="none" stroke="#000"/>',
    "flat arcs": '<path d="M10 50a1 1 0 0 1 80 0M10 90a0 5 0 0 1 80 0" fill="none" stroke="#000" stroke-width="3"/>',
    "shapes": '<rect x="5" y="5" width="40" height="30" rx="30"/><ellipse cx="70" cy="25" rx="25" ry="15" fill="#777"/>'
    '<circle cx="25" cy="70" r="20" fill="none" stroke="#000" stroke-width="4"/>'
    '<polygon points="60,50 95,60,80 95" fill="silver" stroke="#000"/>'
    '<polyline points="50 50 60 90 70 60" fill="none" stroke="#000"/>',
    "rotated": '<g transform="rotate(30 50 50) scale(.5 1.2)">'
    '<rect x="40" y="20" width="50" height="40" transform="skewX(20)"/></g>',
    "matrix": '<g transform="matrix(.5 .2 -.3 .7 30 10) translate(20)"><path d="M0 0h60v60H0z" fill="#555"/></g>',
    "nested": '<g fill="#999" stroke="#000" stroke-width="4"><g style="fill: none; stroke-linejoin: round">'
    '<path d="M20 80 50 20 80 80"/></g><rect x="40" y="60" width="20" height="20"/></g>',
    "dashes": '<path d="M5 20H95M5 50H95" stroke="#000" stroke-width="6" stroke-dasharray="12 8" stroke-dashoffset="5"/>'
    '<path d="M5 80H95" stroke="#000" stroke-width="6" stroke-dasharray="0 10" stroke-linecap="round"/>',
    "units": '<rect x="10mm" y="1cm" width="0.5in" height="24pt"/><rect x="50%" width="25%" height="25%" fill="gray"/>',
    "hidden": '<g display="none"><rect width="99" height="99"/></g><g visibility="hidden"><rect width="50" height="50"/>'
    '<rect x="60" y="60" width="20" height="20" visibility="visible"/></g><rect width="50" height="50" opacity="0"/>',
    "colours": '<g color="#666"><rect width="50" height="50" fill="currentColor"/>'
    '<rect x="50" width="50" height="50" fill="Teal"/>'
    '<rect y="50" width="50" height="50" fill="#C0F"/><rect x="50" y="50" width="50" height="50" fill="none"/></g>',
    "miter": '<path d="M10 90 50 10 90 90M40 95 50 60 60 95" fill="none" stroke="#000" stroke-width="8" '
    'stroke-miterlimit="2.5"/>',
}
SPACE = '<svg xmlns="http://www.w3.org/2000/svg"'
HEADS = {
    "square": HEAD,
    "wide": f'{SPACE} width="200" height="100" viewBox="-20 -10 130 120">',
    "stretched": f'{SPACE} width="160pt" height="80pt" viewBox="0 0 100 100" preserveAspectRatio="none">',
    "in pixels": f'{SPACE} width="100" height="120">',
}


def ours(drawing: Drawing) -> Image.Image:
    from test_drawing import seen, show

    from generator.typeset.drawing import draw

    operators = draw(drawing, 0, 0, drawing.width, drawing.height, show)
    return seen(operators, drawing.width, drawing.height, scale=2).convert("L")


def theirs(data: str, drawing: Drawing, folder: Path) -> Image.Image:
    typst = pytest.importorskip("typst")
    (folder / "b.svg").write_text(data, encoding="utf-8")
    page = f"#set page(width: {drawing.width}pt, height: {drawing.height}pt, margin: 0pt)\n"
    (folder / "b.typ").write_text(page + '#image("b.svg", width: 100%, height: 100%)', encoding="utf-8")
    return Image.open(io.BytesIO(typst.compile(str(folder / "b.typ"), format="png", ppi=144.0))).convert("L")


@pytest.mark.parametrize(
    ("name", "head"), [*((name, "square") for name in SAME), *(("rotated", head) for head in HEADS if head != "square")]
)
def test_drawings_look_as_another_reader_draws_them(name: str, head: str, tmp_path: Path) -> None:
    drawing = read(SAME[name], tmp_path, HEADS[head])
    mine, wanted = ours(drawing), theirs(f"{HEADS[head]}{SAME[name]}</svg>", drawing, tmp_path)
    assert abs(mine.width - wanted.width) <= 1 and abs(mine.height - wanted.height) <= 1
    wanted = wanted.crop((0, 0, *mine.size))
    assert ImageStat.Stat(wanted).stddev[0] > 10  # something is there
    soft = ImageFilter.GaussianBlur(1.5)  # edges may lie half a pixel apart
    far = ImageChops.difference(mine.filter(soft), wanted.filter(soft)).point(lambda value: 255 if value > 80 else 0)
    assert ImageStat.Stat(far).mean[0] / 255 < 0.002


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="72pt" height="36pt"', (72, 36)),
        ('width="96" height="48px"', (72, 36)),
        ('width="1in" height="25.4mm" viewBox="0 0 5 5"', (72, 72)),
        ('width="2.54cm" viewBox="0 0 10 20"', (72, 144)),
        ('height="72pt" viewBox="0 0 10 20"', (36, 72)),
        ('viewBox="0 0 40 20"', (30, 15)),
        ('width="100%" height="100%" viewBox="0 0 40 20"', (30, 15)),
    ],
)
def test_size_is_told_in_points(attributes: str, size: tuple[float, float], tmp_path: Path) -> None:
    drawing = read("", tmp_path, f"<svg {attributes}>")
    assert (drawing.width, drawing.height) == pytest.approx(size)


def test_texts_keep_place_size_weight_slope_anchor_and_family(tmp_path: Path) -> None:
    body = (
        '<g transform="translate(10 20) scale(2)" font-family="Arial, sans-serif" fill="#333">'
        '<text x="1" y="2" font-size="6pt" font-weight="600" font-style="italic" text-anchor="middle"> a\n  b &amp; c </text></g>'
        '<text y="9" font-size="10" font-family="Times" fill="red">T</text><text font-family="\'Source Serif 4\', serif">S</text>'
    )
    first, second, third = labels(body, tmp_path)
    assert (first.text, first.x, first.y, first.size) == ("a b & c", 12, 24, pytest.approx(16))
    assert (first.weight, first.italic, first.anchor, first.family, first.fill) == (600, True, "middle", "label", "#333333")
    assert (second.weight, second.italic, second.anchor, second.family, second.fill) == (400, False, "start", "text", "#ff0000")
    assert (third.size, third.turn, third.family) == (16, None, "text")


def test_a_tspan_with_an_x_begins_a_line(tmp_path: Path) -> None:
    body = (
        '<text x="5" y="10" font-size="10">one <tspan>more</tspan>'
        '<tspan x="5" dy="1.2em" font-weight="bold">two</tspan><tspan x="6" y="40">three</tspan></text>'
    )
    found = [(label.text, label.x, label.y, label.weight) for label in labels(body, tmp_path)]
    assert found == [("one more", 5, 10, 400), ("two", 5, 22, 700), ("three", 6, 40, 400)]


def test_turned_texts_say_so(tmp_path: Path) -> None:
    (label,) = labels('<text transform="translate(10 50) rotate(-90) scale(2)" x="3" font-size="5">up</text>', tmp_path)
    assert (label.x, label.y, label.size) == pytest.approx((10, 44, 10))
    assert label.turn == pytest.approx((0, -1, 1, 0))


def test_title_desc_and_notes_of_programs_draw_nothing(tmp_path: Path) -> None:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:ink="urn:ink" viewBox="0 0 9 9" '
        'ink:version="1" version="1.1" role="img" aria-label="x" id="svg1" xml:space="preserve" style="line-height:1.25">'
    )
    body = '<title>T</title><desc>D</desc><g ink:label="x" id="a" class="b"><text><title>t</title>shown</text></g><!-- c -->'
    (label,) = read(body, tmp_path, head).parts
    assert isinstance(label, Label) and label.text == "shown"


def test_other_encodings_are_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><svg viewBox="0 0 9 9"><text>é</text></svg>'
    (tmp_path / "a.svg").write_bytes(text.encode("latin-1"))
    drawing = Assets(tmp_path, []).picture("a.svg")
    assert isinstance(drawing, Drawing)
    assert [part.text for part in drawing.parts if isinstance(part, Label)] == ["é"]


def test_a_stroke_without_width_is_none(tmp_path: Path) -> None:
    assert read('<path d="M0 0H9" fill="none" stroke="#000" stroke-width="0"/>', tmp_path).parts == ()
    assert shape('<path d="M0 0H9V9" stroke="#000" stroke-opacity="0"/>', tmp_path).stroke is None


@pytest.mark.parametrize("path", sorted(bundled("sources").rglob("*.svg")), ids=lambda path: path.name)
def test_bundled_pictures_are_read(path: Path) -> None:
    drawing = Assets(path.parent, []).picture(path.name)
    assert isinstance(drawing, Drawing)
    fonts = Assets(None, [bundled("layouts") / "fonts"])
    words = [part.text for part in drawing.parts if isinstance(part, Label)]
    assert drawing.parts and all(fonts.covers(char) for text in words for char in text)


NOT_DRAWN = [
    ("<image href='x.png'/>", "`<image>`"),
    ("<use/>", "`<use>`"),
    ("<defs><linearGradient><stop/></linearGradient></defs>", "`<defs>`"),
    ("<style>a {}</style>", "`<style>`"),
    ("<script>1</script>", "`<script>`"),
    ("<foreignObject/>", "`<foreignObject>`"),
    ("<a href='https://example.org'/>", "`<a>`"),
    ("<svg/>", "`<svg>` in `<svg>`"),
    ("<rect><circle/></rect>", "`<circle>` in `<rect>`"),
    ("<animate/>", "`<animate>`"),
    ("<o:rect xmlns:o='urn:o'/>", "`<rect>` in `<svg>`"),
    ("<rect onclick='x()'/>", "the attribute `onclick` of `<rect>`"),
    ("<g xlink:href='#a' xmlns:xlink='http://www.w3.org/1999/xlink'/>", "a reference (`href`)"),
    ("<rect fill='url(#g)'/>", "a reference (`fill`)"),
    ("<rect style='fill:url(http://x)'/>", "a reference (`style`)"),
    ("<rect clip-path='circle()'/>", "`clip-path: circle()`"),
    ("<rect opacity='.5'/>", "`opacity: .5`"),
    ("<rect fill='salmonish'/>", "`fill: salmonish`"),
    ("<rect width='-1'/>", "`width: -1`"),
    ("<rect width='wide'/>", "`width: wide`"),
    ("<rect width='1e999'/>", "`width: 1e999`"),
    ("<rect style='behaviour: x'/>", "`style: behaviour: x`"),
    ("<rect style='fill: red !important'/>", "`style: fill: red !important`"),
    ("<rect transform='rotate(1,2)'/>", "`transform: rotate(1,2)`"),
    ("<rect transform='spin(3)'/>", "`transform: spin(3)`"),
    ("<path d='M0 0 X'/>", "a path with a mistake (`X` in a path)"),
    ("<path d='L1 1'/>", "a path with a mistake (a path that does not begin with `M`)"),
    ("<path d='M0 0L1'/>", "a path with a mistake (a number missing in a path)"),
    ("<path d='M0 0a1 1 0 2 0 1 1'/>", "a path with a mistake (a bad flag of an arc)"),
    ("<path d='M0 0z1'/>", "a path with a mistake (a number without a command in a path)"),
    ("<polygon points='1 2 3'/>", "`points: 1 2 3`"),
    ("<path d='M0 0H9' stroke='#000' stroke-dasharray='.001'/>", "dashes finer than ink"),
    ("<text>a <tspan font-weight='bold'>b</tspan></text>", "a `tspan` of another style within a line; give it an `x`"),
    ("<text>a <tspan dy='3'>b</tspan></text>", "a `tspan` that moves within its line; give it an `x`"),
    ("<text x='1 2 3'>abc</text>", "`x: 1 2 3`"),
    ("<text rotate='9'>abc</text>", "the attribute `rotate` of `<text>`"),
    ("<text stroke='red'>abc</text>", "a text with a `stroke`"),
    ("<text textLength='9'>abc</text>", "the attribute `textLength` of `<text>`"),
    ("<?xml-stylesheet href='x'?>", "a processing instruction (`<?...?>`); remove it"),
]


@pytest.mark.parametrize(("body", "part"), NOT_DRAWN)
def test_what_is_not_drawn_is_named(body: str, part: str, tmp_path: Path) -> None:
    found = findings(body, tmp_path)
    assert [(one.code, one.message) for one in found] == [("unsupported-svg", f"an SVG picture cannot have {part}")]


SIZELESS = ["<svg>", "<svg width='9'>", "<svg viewBox='0 0 0 9'>", "<svg width='1e5pt' height='9'>", "<svg viewBox='a'>"]


@pytest.mark.parametrize("head", SIZELESS)
def test_a_picture_needs_a_size(head: str, tmp_path: Path) -> None:
    assert findings("", tmp_path, head)[0].code == "unsupported-svg"


@pytest.mark.parametrize("body", ["<g>", "<g></h>", "<g a=1/>", "&nbsp;", "<u:g/>", "<g x='&bad;'/>", "\x01"])
def test_what_is_no_xml_is_broken(body: str, tmp_path: Path) -> None:
    (one,) = findings(body, tmp_path)
    assert (one.code, one.span is not None) == ("broken-picture", True)


@pytest.mark.parametrize(
    "body",
    [
        "<g transform='scale(1e6)'><rect width='9' height='9'/></g>",
        "<g transform='skewX(90) scale(99999)'><rect width='999' height='999'/></g>",
        "<g transform='scale(1e6)'><text x='9' y='9'>a</text></g>",
    ],
)
def test_numbers_out_of_range_are_broken(body: str, tmp_path: Path) -> None:
    assert findings(body, tmp_path)[0].code == "broken-picture"


def test_findings_stand_at_their_place_in_the_picture(tmp_path: Path) -> None:
    body = "\n<rect/>\n  <image/>\n<rect\n   width='1'   fill='no'/><g><use/></g>\n<path style='mask: a' d=''/>"
    spans = [(one.span.line, one.span.column, one.span.end_column) for one in findings(body, tmp_path) if one.span]
    assert spans == [(3, 3, 4), (5, 16, 20), (5, 30, 31), (6, 7, 12)]
    assert {one.span.file for one in findings(body, tmp_path) if one.span} == {(tmp_path / "a.svg").as_posix()}


def test_a_declaration_is_refused_where_it_begins(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?>\n <!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>\n<svg viewBox="0 0 9 9">'
    (one,) = findings("&c;", tmp_path, bomb)
    assert one.code == "unsupported-svg" and "<!DOCTYPE" in one.message
    assert one.span and (one.span.line, one.span.column) == (2, 2)


def test_another_root_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<html><body/></html>", encoding="utf-8")
    with pytest.raises(Failed) as caught:
        Assets(tmp_path, []).picture("a.svg")
    assert [one.code for one in caught.value.diagnostics] == ["unsupported-picture"]


def test_limits_hold(tmp_path: Path) -> None:
    assert len(read("<g/>" * 4999, tmp_path).parts) == 0
    assert findings("<g/>" * 5000, tmp_path)[0].code == "picture-too-large"
    assert findings("<!--" + "x" * (1 << 20) + "-->", tmp_path)[0].code == "picture-too-large"
    assert len(findings("<use/>" * 100, tmp_path)) == 20


@pytest.mark.parametrize(
    "body",
    [
        "<path d='M0 0a1e-300 1e-300 0 0 1 1e-320 1e-300a1e6 1e-300 0 0 1 1e-320 1e-300'/>",
        "<g>" * 4990 + "</g>" * 4990,
        f"<path d='M0 0{'a1 1 0 111 1' * 70000}'/>",
        f"<path d='M0 0{'1 ' * 500000}'/>",
        f"<polyline points='{'1,' * 500000}1'/>",
        f"<g transform='{'scale(1)' * 120000}'/>",
        f"<text>{'a ' * 500000}</text>",
        f"<rect style='{'fill:red;' * 100000}'/>",
        f"<text>{'<tspan>a</tspan>' * 4900}</text>",
    ],
    ids=["tiny", "deep", "arcs", "numbers", "points", "transforms", "words", "styles", "tspans"],
)
@pytest.mark.timeout(60)
def test_nothing_hangs(body: str, tmp_path: Path) -> None:
    try:
        read(body, tmp_path)
    except Failed as failed:
        assert failed.diagnostics
