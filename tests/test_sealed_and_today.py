"""What was printed and what the topics say today: `lembar verify` tells what differs, and where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making import LEVELS

from generator.build.fields import READERS
from generator.build.sealing.contents import Document
from generator.build.sealing.differing import differing
from generator.cli.group import lembar
from generator.compose import KINDS
from generator.source import read_bytes

TOPIC = """\
format: 1
name: laut
language: id
languages: [id, en]
title: {id: Laut, en: The Sea}
handout: [{text: {id: Laut itu luas., en: The sea is wide.}}]
summary: [{id: Laut penting., en: The sea matters.}]
items:
  - name: warna
    type: multiple-choice
    stem: {id: "Apa warna laut?", en: "What colour is the sea?"}
    tags: [mudah]
    choices: [{text: {id: biru, en: blue}, key: true}, {text: {id: merah, en: red}}, {text: {id: hitam, en: black}}]
  - {name: asin, type: true-false, stem: {id: Laut itu asin., en: The sea is salty.}, answer: true}
  - name: bacaan
    type: group
    stimulus: [{text: {id: Ikan hidup di laut., en: Fish live in the sea.}}]
    items:
      - {name: ikan, type: true-false, stem: {id: Ikan berenang., en: Fish swim.}, answer: true}
  - {name: jauh, type: short-answer, stem: {id: Sebutkan sebuah laut., en: Name a sea.}, answers: [{id: Jawa, en: Java}]}
"""

NEW = "  - {name: baru, type: true-false, stem: {id: Ya., en: Yes.}, answer: true}\n"


def run(*args: str) -> Result:
    return CliRunner().invoke(lembar, list(args), catch_exceptions=False)


def edit(old: str, new: str) -> None:
    assert old in TOPIC
    Path("laut.yaml").write_text(TOPIC.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("laut.yaml").write_text(TOPIC, encoding="utf-8")
        assert run("build", "laut.yaml", "--skip", "jauh").exit_code == 0
        assert run("seal").exit_code == 0
    return folder


@pytest.fixture(params=["sealed", "printed"])
def here(request: pytest.FixtureRequest, once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """An output folder with its seal, or without; say which."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    if request.param == "printed":
        Path("output/laut.seal").unlink()
    return bool(request.param == "sealed")


def code(kind: str = "worksheet") -> str:
    outputs = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    return str(next(row["code"] for row in outputs if row["kind"] == kind))


def told(*args: str) -> tuple[int, list[str]]:
    result = run("verify", "--format", "concise", *args)
    return result.exit_code, result.stdout.splitlines()


def test_nothing_changed(here: bool) -> None:
    assert told() == (0, [])


@pytest.mark.parametrize(
    ("old", "new", "finding", "line", "item", "field", "was"),
    [
        ("id: merah", "id: ungu", "changed-item", 13, "warna", "choices.2.text", "merah"),
        ("{text: {id: biru, en: blue}, key: true}, {text: {id: merah, en: red}}",
         "{text: {id: biru, en: blue}}, {text: {id: merah, en: red}, key: true}",
         "changed-item", 13, "warna", "choices.1.key", "true"),
        ("Apa warna laut", "Warna apa laut", "changed-item", 11, "warna", "stem", "Apa warna laut?"),
        ("id: Laut itu asin., en: The sea is salty.}, answer: true", "id: Laut itu asin., en: The sea is salty.}, answer: false",
         "changed-item", 14, "asin", "answer", "true"),
        ("Ikan berenang", "Ikan terbang", "changed-item", 19, "ikan", "stem", "Ikan berenang."),
        ("Ikan hidup", "Ikan tidur", "changed-item", 17, "bacaan", "stimulus.1.text", "Ikan hidup di laut."),
    ],
)  # fmt: skip
def test_a_changed_item_is_named_with_its_line(
    here: bool, old: str, new: str, finding: str, line: int, item: str, field: str, was: str
) -> None:
    edit(old, new)
    exit_code, lines = told()
    assert exit_code == 3
    assert len(lines) == 1
    assert f"error[{finding}]: item `{item}` is no longer what was printed as number " in lines[0]
    assert code() in lines[0]
    if here:
        assert f"laut.yaml:{line}:" in lines[0]
        assert f": `{field}` was `{was}`" in lines[0]
        assert f"lembar key --from output/laut.seal {code()}" in run("verify").stdout
    else:
        assert "laut.yaml:" in lines[0]


def test_an_item_that_is_gone(here: bool) -> None:
    edit(TOPIC[TOPIC.index("  - {name: asin") : TOPIC.index("  - name: bacaan")], "")
    exit_code, lines = told()
    assert exit_code == 3
    assert ["error[gone-item]: item `asin`" in line for line in lines] == [True]


def test_what_is_printed_beside_items(here: bool) -> None:
    edit("Laut itu luas", "Laut itu dalam")
    exit_code, lines = told()
    assert exit_code == 3
    assert ["error[changed-part]: `handout` is no longer what was printed in " + code("handout") in line for line in lines] == [
        True
    ]
    edit("Laut penting", "Laut luas")
    exit_code, lines = told()
    assert (exit_code, len(lines)) == (3, 1)
    assert "`summary`" in lines[0]
    assert code() in lines[0]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("en: red", "en: purple", "parts of this file"),
        ("[mudah]", "[sukar]", "parts of this file"),
        ("summary:", "# a remark\nsummary:", "parts of this file"),
        ("{id: Laut, en: The Sea}", "\n  id: Laut\n  en: The Sea", "parts of this file"),
        ("Sebutkan sebuah", "Tulis sebuah", "`jauh`"),
        ("  - name: warna\n", NEW + "  - name: warna\n", "`baru`"),
    ],
)  # fmt: skip
def test_a_change_that_nothing_prints_is_a_note(here: bool, old: str, new: str, name: str) -> None:
    edit(old, new)
    exit_code, lines = told()
    assert exit_code == 0
    assert len(lines) == 1
    assert "note[changed-elsewhere]" in lines[0]
    assert (name if here else "parts of this file") in lines[0]


def test_where_an_item_stands_does_not_count(here: bool) -> None:
    first, second = TOPIC.index("  - {name: asin"), TOPIC.index("  - name: bacaan")
    edit(TOPIC[TOPIC.index("  - name: warna") : second], TOPIC[first:second] + TOPIC[TOPIC.index("  - name: warna") : first])
    assert told()[0] == 0


def test_a_topic_that_is_gone_or_broken(here: bool) -> None:
    edit("key: true", "key: true}")
    assert told()[0] == 3
    Path("laut.yaml").unlink()
    exit_code, lines = told()
    assert exit_code == 3
    assert all("missing-source" in line for line in lines)
    assert len(lines) == 1 if here else lines


def test_after_a_new_build_the_seal_still_tells(here: bool) -> None:
    edit("id: merah", "id: ungu")
    assert run("build", "laut.yaml", "--skip", "jauh").exit_code == 0
    exit_code, lines = told()
    assert (exit_code, len(lines)) == ((3, 1) if here else (0, 0))


def test_a_seal_elsewhere_is_compared_when_it_is_named(here: bool) -> None:
    if not here:
        return
    Path("output/laut.seal").rename("kept.seal")
    edit("id: merah", "id: ungu")
    assert run("build", "laut.yaml", "--skip", "jauh").exit_code == 0
    assert told()[0] == 0
    assert told("--from", "kept.seal")[0] == 3
    shutil.rmtree("output")
    assert told("--from", "kept.seal")[0] == 3


def test_other_looks_are_a_note(here: bool) -> None:
    if not here:
        return
    shutil.rmtree("output")
    Path("layouts/mine").mkdir(parents=True)
    layout = Path("layouts/mine/layout.yaml")
    layout.write_text("extends: lkpd\n", encoding="utf-8")
    assert run("build", "laut.yaml", "--layout", "mine", "--kind", "worksheet").exit_code == 0
    assert run("seal").exit_code == 0
    layout.write_text("extends: lkpd\n# another\n", encoding="utf-8")
    exit_code, lines = told()
    assert exit_code == 0
    assert ["note[changed-looks]" in line and "layouts/project/mine/layout.yaml" in line for line in lines] == [True]


def test_another_picture_or_setting_is_a_note(here: bool) -> None:
    """Without a seal the manifest tells; a ledger is meant to change."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#888"/></svg>'
    Path("peta.svg").write_text(picture, encoding="utf-8")
    Path("lembar.yaml").write_text("paper: a5\n", encoding="utf-8")
    Path("had.yaml").write_text("laut: [jauh]\n", encoding="utf-8")
    edit("handout: [", "handout: [{figure: {image: peta.svg, alt: peta}}, ")
    assert run("build", "laut.yaml", "--avoid", "had.yaml").exit_code == 0
    assert run("seal", "--force" if here else "--no-force").exit_code == 0
    if not here:
        Path("output/laut.seal").unlink()
    Path("had.yaml").write_text("laut: [jauh, asin]\n", encoding="utf-8")
    assert told() == (0, [])
    Path("peta.svg").write_text(picture.replace("#888", "#999"), encoding="utf-8")
    Path("lembar.yaml").write_text("paper: a5\n\n", encoding="utf-8")
    exit_code, lines = told()
    assert exit_code == 0
    assert len(lines) == (2 if here else 1)
    assert all("note[changed-looks]" in line and "peta.svg" in line and "settings ../lembar.yaml" in line for line in lines)


@pytest.mark.parametrize("way", ["older", "other"])
def test_without_digests_the_pages_are_read(here: bool, way: str) -> None:
    """A manifest of another version tells nothing of fields: what is printed is then compared with the topic as it is now."""
    if here:
        return
    manifest = Path("output/manifest.json")
    made = json.loads(manifest.read_text(encoding="utf-8"))
    for row in made["outputs"]:
        row.pop("fields") if way == "older" else row["versions"].update(lembar="0.0.9")
    manifest.write_text(json.dumps(made), encoding="utf-8")
    edit("id: merah", "id: ungu")
    exit_code, lines = told()
    assert exit_code == 3
    assert any("warning[changed-source]" in line for line in lines)
    assert any("error[missing-text]" in line and "ungu" in line for line in lines)


def test_an_altered_seal_in_the_output_folder_is_told(here: bool) -> None:
    if not here:
        return
    seal = Path("output/laut.seal")
    data = bytearray(seal.read_bytes())
    data[len(data) // 2] ^= 1
    seal.write_bytes(data)
    exit_code, lines = told()
    assert exit_code == 3
    assert ["error[altered-seal]" in line for line in lines] == [True]


@pytest.mark.parametrize("change", [lambda text: text, lambda text: text.replace("id: merah", "id: ungu")])
def test_only_the_language_of_a_document_counts(change: Callable[[str], str]) -> None:
    def found(language: str) -> list[str]:
        items = (("warna", ""), ("asin", ""))
        made = Document("x.pdf", "worksheet", "pupil", "laut", language, "mixed", "", "ABC", "laut.yaml", "", (), items, 1, 1)
        old, new = (read_bytes(text.encode(), "laut.yaml") for text in (TOPIC, change(TOPIC)))
        return [one.code for one in differing(old, new, [made], LEVELS, lambda code: code)]

    assert found("id") == (["changed-item"] if change(TOPIC) != TOPIC else [])
    assert found("en") == []


def test_kinds_are_known_by_name() -> None:
    assert set(KINDS) >= READERS
    assert not any(KINDS[kind].sheet for kind in READERS)
