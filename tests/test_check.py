"""Checking: the topic in every language at every level, every finding once, nothing done twice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from making import LEVELS

from generator import items
from generator.check import Checked, check
from generator.diagnostics import Failed, Severity, Span
from generator.model.blocks import Callout, Figure, Heading, PageBreak, Paragraph, Quotation, Table, Timeline
from generator.model.item import Group, Item
from generator.model.text import Run, Text
from generator.source import read_bytes

ROOT = Path(__file__).resolve().parent.parent
HEAD = "format: 1\nlanguage: id\ntitle: Judul\n"
HANDOUT = 'handout: "Teks."\n'
TWO = 'format: 1\nlanguage: id\nlanguages: [id, en]\ntitle: {id: "Judul", en: "Title"}\nhandout: {id: "Teks.", en: "Text."}\n'


def checked(
    text: str,
    levels: tuple[str, ...] = ("easy", "medium", "hard", "mixed"),
    covers: Callable[[str], bool] | None = None,
    exists: Callable[[str], bool] | None = None,
    file: str = "folder/topik.yaml",
) -> Checked:
    source = read_bytes(text.encode("utf-8"), file, partial=True)
    return check(source, [LEVELS[name] for name in levels], covers=covers, exists=exists)


def codes(text: str, **more: object) -> list[str]:
    return [found.code for found in checked(text, **more).findings]  # type: ignore[arg-type]


def test_a_topic_in_every_language_and_level() -> None:
    made = checked(TWO + "lead: {id: {easy: Mudah, hard: Sukar}, en: Lead}\n")
    assert made.findings == ()
    assert not made.failed
    assert made.languages == ("id", "en")
    assert str(made.topic("id", "easy").lead) == "Mudah"
    assert str(made.topic("id", "medium").lead) == "Mudah"
    assert str(made.topic("id", "hard").lead) == "Sukar"
    assert str(made.topic("en", "hard").lead) == "Lead"
    assert str(made.topic("en", "easy").title) == "Title"
    with pytest.raises(KeyError):
        made.topic("jv", "easy")


def test_same_texts_are_the_same_topic() -> None:
    made = checked(HEAD + HANDOUT)
    assert made.topic("id", "easy") is made.topic("id", "hard")
    with_items = TWO + "items: [{name: q1, type: true-false, stem: {id: a, en: b}, answer: true}]\nlead: {easy: x, hard: y}\n"
    made = checked(with_items)
    assert made.topic("id", "easy") is not made.topic("id", "hard")
    assert made.topic("id", "easy").items[0] is made.topic("id", "hard").items[0]
    assert made.topic("id", "easy").items[0] is not made.topic("en", "easy").items[0]


def test_only_texts_of_the_levels_are_read() -> None:
    made = checked(HEAD + HANDOUT, levels=("hard",))
    assert list(made.topics) == [("id", "hard")]
    assert list(checked(HEAD + HANDOUT, levels=()).topics) == [("id", "easy"), ("id", "medium"), ("id", "hard")]


def test_name_and_languages_have_defaults() -> None:
    topic = checked(HEAD + HANDOUT).topic("id", "easy")
    assert (topic.name, topic.languages, topic.language) == ("topik", ("id",), "id")
    found = checked(HEAD + HANDOUT, file="a/Topik Satu.yaml").findings
    assert [(one.code, one.help) for one in found] == [("bad-name", "write `topik-satu`")]


def test_blocks_become_the_models() -> None:
    text = """
handout:
  - text: |
      ## Arti

      Satu.
  - figure: {image: a/b.png, width: 60}
  - figure: c.svg
  - table: {caption: T, header: [a, b], rows: [["1", "2"]]}
  - callout: {kind: example, text: "Dua."}
  - timeline: [{when: "1967", what: "ASEAN"}]
  - quotation: {text: "Kata.", reference: wto}
  - break: page
  - "Tiga."
references: [{name: wto, title: "Laporan *tahunan*", author: WTO, date: 2019}]
"""
    topic = checked(HEAD + text).topic("id", "easy")
    kinds = [Heading, Paragraph, Figure, Figure, Table, Callout, Timeline, Quotation, PageBreak, Paragraph]
    assert [type(block) for block in topic.handout] == kinds
    figure, quotation = topic.handout[2], topic.handout[7]
    assert isinstance(figure, Figure)
    assert (figure.image, figure.width) == ("a/b.png", 60.0)
    assert isinstance(quotation, Quotation)
    assert quotation.source == Text(
        ((Run("WTO, "), Run("Laporan ", emphasis=True), Run("tahunan", emphasis=True), Run(", 2019")),)
    )
    assert topic.at("handout.0") == Span("folder/topik.yaml", 7, 7, 7, 14)  # exact in a literal text
    assert topic.at("handout.1") == Span("folder/topik.yaml", 9, 7, 9, 12)
    assert topic.at("handout.2") == Span("folder/topik.yaml", 10, 5, 10, 40)


def test_handout_may_be_one_text() -> None:
    assert checked(HEAD + 'handout: "## A\\n\\nb"\n').topic("id", "easy").handout == (
        Heading(2, (Run("A"),)),
        Paragraph((Run("b"),)),
    )


def test_quotations_name_their_source_in_each_language() -> None:
    text = TWO.replace("handout: {id", "lead: {id") + (
        "references: [{name: r, title: {id: Buku, en: Book}}]\nhandout: [{quotation: {text: ASEAN, reference: r}}]\n"
    )
    made = checked(text)
    sources = [str(made.topic(language, "easy").handout[0].source) for language in ("id", "en")]  # type: ignore[union-attr]
    assert sources == ["Buku", "Book"]


def test_items_and_groups() -> None:
    text = HEAD + (
        "items:\n"
        "  - {name: q1, type: true-false, stem: A, answer: true, points: 1.5}\n"
        "  - name: g\n    type: group\n    stimulus: Bacaan.\n    items:\n"
        "      - {name: q2, type: true-false, stem: B, answer: false}\n"
    )
    topic = checked(text).topic("id", "easy")
    first, group = topic.items
    assert isinstance(first, items.type_of("true-false"))  # type: ignore[arg-type]
    assert first.worth() == Decimal("1.5")
    assert isinstance(group, Group)
    assert group.stimulus == (Paragraph((Run("Bacaan."),)),)
    assert [item.name for item in topic.every_item()] == ["q1", "q2"]
    assert topic.at("items.1") == Span("folder/topik.yaml", 6, 5, 10, 61)


def test_types_settle_what_depends_on_all_items() -> None:
    text = HEAD + (
        "items:\n  - {name: q1, type: true-false, stem: A, answer: true}\n"
        "  - {name: g, type: group, stimulus: S, items: [{name: q2, type: true-false, stem: B, answer: false, correction: C}]}\n"
    )
    first, second = checked(text).topic("id", "easy").every_item()
    assert first.body({}, LEVELS["easy"]).form == second.body({}, LEVELS["easy"]).form == "correction"
    alone = checked(text.replace(", correction: C", "")).topic("id", "easy")
    assert [item.body({}, LEVELS["easy"]).form for item in alone.every_item()] == ["", ""]


def test_a_wrong_item_does_not_hide_the_findings_of_others() -> None:
    text = HEAD + (
        "items:\n  - {name: q1, type: true-false, stem: A, answer: maybe}\n"
        "  - {name: q2, type: multiple-choice, stem: B, choices: [a, b]}\n"
        "  - {name: q2, type: true-false, stem: C, answer: true, objective: tp9}\n"
    )
    assert codes(text) == ["not-yes-no", "no-key", "duplicate-name", "unknown-objective"]


def test_errors_of_reading_are_findings_too() -> None:
    made = checked(HEAD + "title: Lagi\nlead: {id: a, b}\n" + HANDOUT + "x: 1\n")
    assert [found.code for found in made.findings] == ["duplicate-field", "quote-this", "unknown-field"]
    assert made.failed
    assert checked(HEAD + 'lead: "a\u00adb"\n' + HANDOUT).findings[0].severity is Severity.NOTE


def test_findings_come_once_and_by_place() -> None:
    text = TWO + "lead: {id: '[a](b)', en: '[a](b)'}\nsummary: ['[c](d)']\nitems: [{name: q, type: essay}]\n"
    found = checked(text).findings
    assert [one.code for one in found] == ["link-address", "link-address", "link-address", "missing-field"]
    places = [(one.span.line, one.span.column) for one in found if one.span]
    assert places == sorted(places)


def test_not_a_topic() -> None:
    assert codes("") == codes("# nothing\n") == ["empty-file"]
    assert codes("- a\n") == codes("a\n") == ["wrong-shape"]
    assert codes("x: 1\n") == ["unknown-field", "missing-field", "missing-field", "missing-field"]


def test_header() -> None:
    assert codes("language: id\ntitle: J\n" + HANDOUT) == ["missing-field"]
    assert codes("format: 1\ntitle: J\n" + HANDOUT) == ["missing-field"]
    assert codes("format: 1\nlanguage: xx\ntitle: J\n" + HANDOUT) == ["unknown-language"]
    assert codes("format: 1\nlanguage: id\nlanguages: [en]\ntitle: {id: J, en: T}\n" + HANDOUT) == ["unlisted-language"]
    assert codes("format: 1\nlanguage: {id: id, en: en}\ntitle: J\n" + HANDOUT) == ["not-translatable", "unlisted-language"]
    assert codes(HEAD) == ["nothing-to-print"]
    assert codes(HEAD + "handout:\n") == ["nothing-to-print"]
    assert codes(HEAD + "items: []\n") == []


def test_a_finding_points_at_the_translation_that_it_is_about() -> None:
    made = checked(TWO + "items: [{name: q, type: essay, stem: {id: Satu, en: One}}]\n")
    at = [made.topic(language, "easy").items[0].at("stem") for language in ("id", "en")]
    assert at == [Span("folder/topik.yaml", 6, 43, 6, 47), Span("folder/topik.yaml", 6, 53, 6, 56)]


def test_pictures_are_looked_for() -> None:
    asked: list[str] = []

    def exists(path: str) -> bool:
        asked.append(path)
        return path == "a.png"

    text = TWO + "items: [{name: q, type: essay, stem: {id: a, en: b}, picture: {id: a.png, en: c.png}}]\n"
    assert codes(text, exists=exists) == ["missing-picture"]
    assert sorted(set(asked)) == ["a.png", "c.png"]
    assert codes(text) == []
    for path in ("/etc/passwd", "../a.png", "x/../../a.png", "C:/a.png", "http://a/b.png", "~/a.png", "a\\b.png"):
        assert codes(HEAD + f"handout: [{{figure: '{path}'}}]\n", exists=lambda path: True) == ["picture-outside"], path


def test_characters_that_no_font_has_are_found_exactly() -> None:
    asked: list[str] = []

    def covers(sign: str) -> bool:
        asked.append(sign)
        return sign != "\u2603"

    text = HEAD + 'lead: |\n  é ž \u2013\n  dua \u2603 \u2603\nscope: "a \\u2603"\n# \u2603 komentar\n' + HANDOUT
    found = checked(text, covers=covers).findings
    assert [(one.code, one.span) for one in found] == [
        ("unsupported-character", Span("folder/topik.yaml", 6, 7, 6, 8)),
        ("unsupported-character", Span("folder/topik.yaml", 7, 8, 7, 18)),
    ]
    assert asked == ["\u2013", "\u2603"]  # each once, and nothing that every font has
    assert "U+2603" in found[0].message


def test_only_the_languages_asked_for_are_checked() -> None:
    text = (
        "format: 1\nlanguage: id\nlanguages: [id, en]\ntitle: {id: Judul, en: Title}\n"
        "items: [{name: a, type: true-false, stem: {id: \"Benar?\", en: ''}, answer: {id: true, en: 'no'}}]\n"
    )
    given = read_bytes(text.encode("utf-8"), "topic.yaml")
    assert check(given, ()).failed
    own = check(given, (), languages=())
    assert not own.failed
    assert own.languages == ("id", "en")
    assert own.topic("id", "medium").title
    assert check(given, (), languages=("en",)).failed


def test_languages_agree_on_lists_gaps_and_answers() -> None:
    for extra, due in (
        ("summary: {id: [a, b], en: [c]}\n", ["languages-differ"]),
        ("summary: {id: [a], en: c}\n", []),
        ("summary: [{id: a, en: b}, c]\n", []),
        ("items: [{name: q, type: cloze, text: {id: 'a [[b]]', en: '[[c]] d'}}]\n", []),
        ("items: [{name: q, type: cloze, text: {id: '[[a]] [[b]]', en: '[[2=c]] [[1=d]]'}}]\n", []),
        ("items: [{name: q, type: cloze, text: {id: '[[a]] [[b]]', en: '[[c]]'}}]\n", ["languages-differ"]),
        (
            "items: [{name: q, type: multiple-choice, stem: S, choices: "
            "{id: [{text: a, key: true}, b], en: [c, {text: d, key: true}]}}]\n",
            ["languages-differ"],
        ),
    ):
        assert codes(TWO + extra, levels=("hard",)) == due, extra


def test_levels_agree_on_the_answer() -> None:
    def topic(easy: str, hard: str) -> str:
        return HEAD + f"items: [{{name: q, type: multiple-choice, stem: S, choices: {{easy: {easy}, hard: {hard}}}}}]\n"

    right = "{text: a, key: true}"
    assert codes(topic(f"[{right}, b, c]", f"[d, b, {right}, c]"), levels=("easy", "hard")) == []
    assert codes(topic(f"[{right}, b, c]", "[{text: lain, key: true}, b, c, d]"), levels=("easy", "hard")) == []  # same place
    assert codes(topic(f"[{right}, b, c]", "[a, {text: b, key: true}, c]"), levels=("easy", "hard")) == ["levels-differ"]


def test_equal_stems_are_doubted() -> None:
    def two(more: str = "", second: str = "Apa  *itu*") -> str:
        return HEAD + f"items: [{{name: a, type: essay, stem: apa itu}}, {{name: b, type: essay, stem: '{second}'{more}}}]\n"

    assert codes(two()) == ["same-stem"]
    assert codes(two(second="Apa ini")) == []
    assert codes(two(", picture: a.png")) == []
    assert codes(two(", allow: {same-stem: sengaja}")) == []
    cloze = HEAD + "items: [{name: a, type: cloze, stem: S, text: '[[a]]'}, {name: b, type: cloze, stem: S, text: '[[b]]'}]\n"
    assert codes(cloze) == []  # the stem only instructs
    group = "{{name: {0}, type: group, stimulus: {0}, items: [{{name: q{0}, type: essay, stem: S}}]}}"
    assert codes(HEAD + f"items: [{group.format('a')}, {group.format('b')}]\n") == []


def test_allow_silences_warnings_of_its_item_only() -> None:
    def choice(name: str, allow: str) -> str:
        return f"  - {{name: {name}, type: multiple-choice, stem: {name}, choices: [{{text: a, key: true}}, b, c, d]{allow}}}\n"

    text = HEAD + "items:\n" + choice("q1", ", allow: {no-drop: mudah}") + choice("q2", "")
    assert [(one.code, one.span.line if one.span else 0) for one in checked(text).findings] == [("no-drop", 6)]


def test_many_items_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    item = "  - {{name: q{}, type: true-false, stem: S{}, answer: true}}\n"
    text = HEAD + "items:\n" + "".join(item.format(number, number) for number in range(2001))
    assert codes(text) == ["too-many-items"]


def test_no_two_findings_say_the_same() -> None:
    for path in sorted((ROOT / "tests" / "cases" / "bad").glob("*.yaml")):
        source_text = path.read_bytes().decode("utf-8", "replace")
        try:
            found = checked(source_text, file=path.name).findings
        except Failed:
            continue
        assert len(set(found)) == len(found)


def sized(kilobytes: int) -> str:
    """A topic of two languages of about this size."""
    prose = "kerja sama internasional antara dua negara atau lebih untuk mencapai **tujuan** bersama " * 5
    parts = [TWO.rsplit("handout", 1)[0], "handout:\n"]
    for number in range(kilobytes // 8):
        parts.append(f"  - text:\n      id: |\n        ## Bagian {number}\n\n        {prose}\n\n        - satu\n        - dua\n")
        parts.append(f"      en: |\n        ## Part {number}\n\n        {prose}\n\n        - one\n        - two\n")
    parts.append("items:\n")
    for number in range(kilobytes * 6 // 5):
        parts.append(
            f"  - name: q{number}\n    type: multiple-choice\n"
            f'    stem: {{id: "Tanya {number}: apa itu?", en: "Question {number}"}}\n'
        )
        parts.append("    difficulty: easy\n    cognitive: C2\n    choices:\n")
        parts += [
            f'      - text: {{id: "pilihan {letter} yang panjang", en: "choice {letter} that is long"}}\n        {more}\n'
            for letter, more in (("a", "key: true"), ("b", "drop: 1"), ("c", "drop: 2"), ("d", "fixed: false"))
        ]
        parts.append(f'    rationale: {{id: "Sebab {prose[:80]}", en: "Because {prose[:80]}"}}\n')
    return "".join(parts)


def test_a_large_topic_is_checked_whole() -> None:
    text = sized(130)
    assert 120_000 < len(text) < 160_000
    made = checked(text)
    assert made.findings == ()
    assert len(made.topics) == 6


def test_item_is_what_registry_says() -> None:
    assert all(issubclass(cls, Item) for cls in items.REGISTRY)
