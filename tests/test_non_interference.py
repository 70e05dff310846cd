"""What pupils get depends on no answer (invariant I4), end to end: whole builds with answers exchanged, byte for byte.

Two topics of a pair print the same task and differ in everything that is secret; the closed list of what answers may
influence is kept: same words in banks and columns, same longest gap word, same words of a model, same sum of a rubric.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from generator.build.verify import KEYS
from generator.cli.group import lembar
from generator.compose import KINDS
from generator.model.draw import Draw
from generator.model.item import Item
from generator.select import _Chance
from generator.select.chance import DigestStream

CANARY = "ZQANSWERQZ"
WORDS = (
    "air", "batu", "cahaya", "daun", "embun", "fajar", "gunung", "hujan", "ikan", "jeruk", "kapal", "laut", "madu", "nasi",
    "ombak", "padi", "ranting", "sawah", "tanah", "udara",
)  # fmt: skip
MORE_KINDS = ("boxes", "rows", "steps", "groups", "short", "number", "cells", "claim", "places", "form")
PICTURE = (Path(__file__).parent / "cases" / "good" / "pictures" / "plant.svg").read_bytes()
Fields = dict[str, Any]


def both(text: str) -> Fields:
    """A text in two languages."""
    return {"id": text, "en": f"{text} (en)"}


class Pair:
    """Two topics that differ in their answers alone. `chance` settles the task, `secrets` one topic's answers."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def topic(self, which: int) -> Fields:
        """Return one of the two topics as plain fields."""
        self.chance, self.secrets = Random(self.seed), Random(f"{self.seed} {which}")
        self.which = which
        items = [self.item(kind, number) for number, kind in enumerate(["choice", "truth", "match", "gaps", "essay"] * 2)]
        items += [self.item(kind, number) for number, kind in enumerate(MORE_KINDS, 30)]
        items += [self.truth("benar", True), self.truth("salah", False)]
        inner = [self.item(kind, number) for number, kind in enumerate(["choice", "truth", "essay"], 20)]
        stimulus = [{"text": both("Sebuah bacaan tentang " + " ".join(self.chance.sample(WORDS, 8)))}]
        group = {"name": "bacaan", "type": "group", "tags": self.note(), "stimulus": stimulus, "items": inner}
        return {
            "format": "1", "name": "rahasia", "language": "id", "languages": ["id", "en"], "title": both("Rahasia"), "grade": "8",
            "handout": [{"text": both("Sebuah bahan ajar.")}, {"callout": {"kind": "correction", "text": both("Perhatikan.")}}],
            "terms": [{"name": "istilah", "term": both("istilah"), "meaning": both("kata khusus")}],
            "corrections": [{"claim": self.note(), "error": self.note(), "correction": self.note(), "note": self.note()}],
            "items": [*items, group],
        }  # fmt: skip

    def note(self) -> Any:
        """Return a text that nobody but a teacher may see, of another length in the other topic."""
        return both(" ".join(["rahasia", *self.secrets.choices(WORDS, k=self.secrets.randint(1, 9))]))

    def item(self, kind: str, number: int) -> Fields:
        """Return an item; every one has secrets beside its answer."""
        facts: Fields = {"name": f"{kind}-{number}", "rationale": self.note(), "tags": self.secrets.sample(WORDS, 2)}
        facts |= {"indicator": self.note(), "material": self.note()}
        facts["difficulty"] = self.chance.choice(["easy", "medium", "hard"])
        facts["cognitive"] = self.chance.choice(["C1", "C2", "C3", "C4", "C5", "C6"])
        stem = both(f"Soal {number} tentang {' '.join(self.chance.sample(WORDS, 3))}?")
        return facts | getattr(self, kind)(number, stem)

    def choice(self, number: int, stem: Fields) -> Fields:
        """Return another key, other reasons."""
        texts = self.chance.sample(WORDS, self.chance.randint(3, 5))
        dropped = self.chance.randint(0, 1)
        key = (self.seed + self.which) % (len(texts) - dropped)
        choices = [{"text": both(text), "why": self.note()} for text in texts]
        choices[key]["key"] = "true"
        if dropped:
            choices[-1]["drop"] = "1"
        return {"type": "multiple-choice", "stem": stem, "choices": choices}

    def truth(self, number: object, answer: object) -> Fields:
        """Return a statement: each truth once in both topics, so that one of them has a correction."""
        right = answer if isinstance(answer, bool) else self.secrets.random() < 0.5
        name = {"name": str(number)} if isinstance(answer, bool) else {}
        stem = both(f"Pernyataan {number}.") if name else answer
        correction = {} if right else {"correction": self.note()}
        return {**name, "type": "true-false", "stem": stem, "answer": str(right).lower(), **correction}

    def match(self, number: int, stem: Fields) -> Fields:
        """Return other partners."""
        lefts, rights = self.chance.sample(WORDS, 6), [word.upper() for word in self.chance.sample(WORDS, 6)]
        turned = rights[self.which :] + rights[: self.which]
        pairs = [{"left": both(left), "right": both(right)} for left, right in zip(lefts, turned, strict=True)]
        return {"type": "matching", "pairs": pairs, "extra": ["LEBIH", "LAGI"]}

    def gaps(self, number: int, stem: Fields) -> Fields:
        """Return other words in the gaps, and other words accepted too."""
        words = self.chance.sample(WORDS, 4)
        turned = words[self.which :] + words[: self.which]
        gaps = [f"[[{word}|{self.secrets.choice(WORDS)}x]]" for word in turned]
        return {"type": "cloze", "text": both("Isilah " + " lalu ".join(gaps) + "."), "extra": ["lebih"]}

    def essay(self, number: int, stem: Fields) -> Fields:
        """Return another model of as many words, another rubric of the same sum."""
        model = both(" ".join(self.secrets.choices(WORDS, k=self.chance.randint(3, 90))))
        rows = [["4"], ["1", "3"], ["2", "2"]][self.secrets.randint(0, 2)]
        return {"type": "essay", "stem": stem, "model": model, "rubric": [{"points": row, "text": self.note()} for row in rows]}

    def boxes(self, number: int, stem: Fields) -> Fields:
        """Return as many other keys, other reasons."""
        choices = [{"text": both(text), "why": self.note()} for text in self.chance.sample(WORDS, 5)]
        for place in (0, 2):
            choices[(place + self.which) % 5]["key"] = "true"
        return {"type": "multiple-response", "stem": stem, "choices": choices, "min": "1", "max": "4"}

    def rows(self, number: int, stem: Fields) -> Fields:
        """Return other columns, other reasons."""
        texts = [both(text) for text in self.chance.sample(WORDS, 4)]
        places = [(place + self.which) % 3 + 1 for place in range(4)]
        rows = [{"text": text, "column": str(place), "why": self.note()} for text, place in zip(texts, places, strict=True)]
        return {"type": "statement-table", "columns": ["satu", "dua", "tiga"], "rows": rows}

    def steps(self, number: int, stem: Fields) -> Fields:
        """Return another right order."""
        steps = [both(text) for text in self.chance.sample(WORDS, 8)]
        return {"type": "ordering", "stem": stem, "steps": steps[self.which :] + steps[: self.which]}

    def groups(self, number: int, stem: Fields) -> Fields:
        """Return other members in the groups, and groups of other sizes."""
        members = [both(text) for text in self.chance.sample(WORDS, 12)]
        turned = members[self.which :] + members[: self.which]
        cuts = [0, 3, 6, 9, 12] if self.which else [0, 2, 7, 8, 12]
        parts = [turned[start:end] for start, end in pairwise(cuts)]
        return {"type": "sorting", "groups": [{"text": both(f"kelompok {n}"), "members": part} for n, part in enumerate(parts)]}

    def short(self, number: int, stem: Fields) -> Fields:
        """Return other accepted answers, more of them or fewer."""
        return {"type": "short-answer", "stem": stem, "answers": [self.note() for _ in range(1 + self.which)]}

    def number(self, number: int, stem: Fields) -> Fields:
        """Return another number and another tolerance."""
        answer = {"answer": ["12.5", "-1250"][self.which], "tolerance": ["0", "5%"][self.which]}
        return {"type": "numeric", "stem": stem, "unit": "km", **answer}

    def cells(self, number: int, stem: Fields) -> Fields:
        """Return other words in the cells at the level that gives none, and other words accepted everywhere."""
        words = self.chance.sample(WORDS, 6)
        turned = words[self.which :] + words[: self.which]
        cells = [
            {"easy": f"[[{word}|{self.secrets.choice(WORDS)}x]]", "hard": f"[[{other}|{self.secrets.choice(WORDS)}x]]"}
            for word, other in zip(words, turned, strict=True)
        ]
        return {"type": "table-completion", "rows": [["baris", *cells[:3]], ["lagi", *cells[3:]]]}

    def claim(self, number: int, stem: Fields) -> Fields:
        """Return other wrong words where no level underlines them, and another correction."""
        words = self.chance.sample(WORDS, 6)
        error = {"easy": words[0], "medium": words[1 + self.which], "hard": words[3 + self.which]}
        return {
            "type": "fact-check",
            "claim": " ".join(words[:3]) + "\n\n" + " ".join(words[3:]),
            "error": error,
            "correction": self.note(),
        }

    def places(self, number: int, stem: Fields) -> Fields:
        """Return the texts at other places."""
        words = self.chance.sample(WORDS, 4)
        turned = words[self.which :] + words[: self.which]
        labels = [{"x": f"0.{n + 1}", "y": "0.5", "text": both(word)} for n, word in enumerate(turned)]
        return {"type": "labelling", "picture": "plant.svg", "labels": labels, "extra": ["lebih"]}

    def form(self, number: int, stem: Fields) -> Fields:
        """Return other entries in the fields at the level that gives none, and more or fewer of them in each."""
        words = self.chance.sample(WORDS, 6)
        turned = words[self.which :] + words[: self.which]
        cuts = [0, 2, 3, 6] if self.which else [0, 1, 4, 6]
        fields = [
            {"text": both(f"bagian {n}"), "entries": {"easy": words[2 * n : 2 * n + 2], "hard": turned[start:end]}}
            for n, (start, end) in enumerate(pairwise(cuts))
        ]
        return {"type": "organiser", "shape": "venn", "fields": fields}


def built(folder: Path, topic: Fields, *more: str) -> dict[str, bytes]:
    """Build a topic's files at every level in both languages; return those in the order of writing."""
    folder.mkdir(parents=True)
    (folder / "plant.svg").write_bytes(PICTURE)
    (folder / "rahasia.yaml").write_text(json.dumps(topic, ensure_ascii=False), encoding="utf-8")
    made: dict[str, bytes] = {}
    for difficulty in ("all", "mixed"):
        words = ["build", str(folder / "rahasia.yaml"), "--difficulty", difficulty, "--language", "id", "--language", "en"]
        words += ["--output", str(folder / "out"), "--no-verify", "--jobs", "1", *more]
        words += [word for kind in KINDS for word in ("--kind", kind)]
        result = CliRunner().invoke(lembar, words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        for line in result.stdout.splitlines():
            made[Path(line).relative_to(folder / "out").as_posix()] = Path(line).read_bytes()
    return made


def for_pupils(made: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in made.items() if "/teacher/" not in path}


def codes(folder: Path) -> list[tuple[str, str]]:
    """The codes of pupils' files and of those made from the same plans; a teacher's own papers have codes of their own."""
    rows = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    return [(row["path"], row["code"]) for row in rows if row["audience"] == "pupil" or row["sheet"]]


IMPOSED = {1: ("--impose", "2up", "--duplex"), 2: ("--impose", "booklet")}
"""How some of the sheets stand on their paper."""


def drawn_again(folder: Path, seed: int, *more: str) -> bool:
    """Whether a draw of either topic prints an item solved, so that it is drawn again: one of the two bits that may show."""
    solved = []
    with pytest.MonkeyPatch.context() as patch:
        first = _Chance.draw

        def draw(self: _Chance, item: Item, label: str) -> Draw:
            stream = DigestStream("draw", self.kind, str(self.seed), label, item.name)
            solved.append(item.solved(item.draw(stream, self.level)))
            return first(self, item, label)

        patch.setattr(_Chance, "draw", draw)
        for which in (0, 1):
            built(folder / f"{seed}-{which}-again", Pair(seed).topic(which), *more, "--jobs", "1")
    return any(solved)


def compared(folder: Path, seed: int) -> None:
    more = ("--variants", "2", "--seed", str(seed), *(("--items", "7") if seed % 2 else ()))
    more += (("--total", "100"), ("--no-points",), ())[seed % 3]
    more += IMPOSED.get(seed, ())
    first, second = (built(folder / f"{seed}-{which}", Pair(seed).topic(which), *more) for which in (0, 1))
    files = [2 if kind.sheet and not kind.versions_of else 1 for kind in KINDS.values()]
    pupils = [2 if kind.sheet and not kind.versions_of else 1 for kind in KINDS.values() if kind.audience == "pupil"]
    geometry = 2  # of the answer sheets
    assert len(first) == 2 * 4 * (sum(files) + geometry)
    assert list(first) == list(second), "names, or the order of writing"
    if codes(folder / f"{seed}-0") != codes(folder / f"{seed}-1") and drawn_again(folder, seed, *more):
        pytest.skip("an item came out solved and was drawn again, which may be seen")
    assert codes(folder / f"{seed}-0") == codes(folder / f"{seed}-1")
    seen, other = for_pupils(first), for_pupils(second)
    assert len(seen) == 2 * 4 * (sum(pupils) + geometry)
    assert [path for path in seen if seen[path] != other[path]] == []
    keys = [path for path in first if any(f"_{kind}_" in path for kind in KEYS)]
    assert len(keys) == 2 * 2 * 4 * len(KEYS)
    assert all(first[path] != second[path] for path in keys), "the answers were not exchanged"


@pytest.mark.parametrize("seed", range(2))
def test_exchanged_answers_change_no_byte_of_pupils_files(tmp_path: Path, seed: int) -> None:
    compared(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 63))
def test_exchanged_answers_change_no_byte_of_pupils_files_in_many_topics(tmp_path: Path, seed: int) -> None:
    compared(tmp_path, seed)


SECRET = f"""\
# {CANARY} in a comment
format: 1
name: kenari
language: id
title: Burung kenari
corrections: [{{claim: "{CANARY}", error: "{CANARY}", correction: "{CANARY}", note: "{CANARY}"}}]
handout: [{{text: "Sebuah bahan ajar."}}]
items:
  - name: pg
    type: multiple-choice
    stem: Apa?
    rationale: {CANARY}
    indicator: {CANARY}
    material: {CANARY}
    tags: [{CANARY}]
    allow: {{no-drop: "{CANARY}"}}
    choices: [{{text: satu, key: true, why: "{CANARY}"}}, {{text: dua, why: "{CANARY}"}}, {{text: tiga}}]
  - {{name: bs, type: true-false, stem: "Begitu.", answer: false, correction: "{CANARY}", tags: "{CANARY}"}}
  - name: jodoh
    type: matching
    rationale: "{CANARY}"
    pairs: [{{left: a, right: b}}, {{left: c, right: d}}, {{left: e, right: f}}]
  - {{name: rumpang, type: cloze, text: "Ibu kota [[Jepang|{CANARY}]] ialah [[Tokyo]].", rationale: "{CANARY}"}}
  - name: kotak
    type: multiple-response
    stem: Mana saja?
    rationale: "{CANARY}"
    choices: [{{text: satu, key: true, why: "{CANARY}"}}, {{text: dua, why: "{CANARY}"}}, {{text: tiga, key: true}}]
  - {{name: tabel, type: statement-table, rationale: "{CANARY}", rows: [{{text: Begini., column: true, why: "{CANARY}"}}]}}
  - {{name: urutan, type: ordering, rationale: "{CANARY}", steps: [satu, dua, tiga]}}
  - name: pilah
    type: sorting
    rationale: "{CANARY}"
    groups: [{{text: satu, members: [a, b]}}, {{text: dua, members: [c]}}]
  - {{name: singkat, type: short-answer, stem: "Siapa?", answers: ["{CANARY}", "{CANARY} juga"]}}
  - {{name: angka, type: numeric, stem: "Berapa?", answer: 5, rationale: "{CANARY}"}}
  - {{name: isi, type: table-completion, rationale: "{CANARY}", rows: [[satu, "[[dua|{CANARY}]]"], [tiga, "[[empat|{CANARY}]]"]]}}
  - {{name: fakta, type: fact-check, claim: "Satu dua tiga.", error: dua, correction: "{CANARY}"}}
  - name: gambar
    type: labelling
    picture: plant.svg
    rationale: "{CANARY}"
    labels:
      - {{x: 0.1, y: 0.1, text: {{easy: satu, hard: "{CANARY}"}}}}
      - {{x: 0.9, y: 0.9, text: {{easy: dua, hard: "{CANARY} 2"}}}}
  - name: bagan
    type: organiser
    shape: t-chart
    rationale: "{CANARY}"
    fields:
      - {{text: satu, entries: {{easy: [a, b], hard: ["{CANARY}", "{CANARY} lagi"]}}}}
      - {{text: dua}}
  - {{name: esai, type: essay, stem: "Mengapa?", model: "{CANARY} {CANARY}", rubric: [{{points: 2, text: "{CANARY}"}}]}}
  - name: bacaan
    type: group
    tags: [{CANARY}]
    stimulus: [{{text: "Sebuah bacaan."}}]
    items: [{{name: dalam, type: true-false, stem: "Demikian.", answer: true, rationale: "{CANARY}"}}]
"""


def strings(data: bytes) -> Iterator[bytes]:
    """Yield everything a file holds: strings, names and streams of all objects, and its text as pdfium reads it."""
    yield data
    pdf = pikepdf.open(io.BytesIO(data))
    for each in pdf.objects:
        yield each.unparse(resolved=False) if isinstance(each, pikepdf.Object) else repr(each).encode()
        if isinstance(each, pikepdf.Stream):
            yield each.read_bytes() if "/DCTDecode" not in repr(each.stream_dict) else each.read_raw_bytes()
    document = pypdfium2.PdfDocument(data)
    yield from (page.get_textpage().get_text_range().encode("utf-8") for page in document)
    yield json.dumps(document.get_metadata_dict()).encode("utf-8")


def holds(data: bytes, wanted: str = CANARY) -> bool:
    """Say whether a file holds the canary, as bytes, as UTF-16, or as hexadecimal digits of either."""
    forms = [wanted.encode("ascii"), wanted.encode("utf-16-be"), wanted.encode("utf-16-le")]
    forms += [form.hex().encode("ascii") for form in forms]
    return any(form.lower() in text.lower() for text in strings(data) for form in forms)


def test_no_secret_is_hidden_in_a_pupils_file(tmp_path: Path) -> None:
    file = tmp_path / "kenari.yaml"
    file.write_text(SECRET, encoding="utf-8")
    (tmp_path / "plant.svg").write_bytes(PICTURE)
    for level in ("all", "mixed"):
        words = ["build", str(file), "--output", str(tmp_path / "out"), "--difficulty", level, "--variants", "2"]
        result = CliRunner().invoke(lembar, words, catch_exceptions=False)
        assert result.exit_code == 0, result.output
    pdfs = sorted((tmp_path / "out").rglob("*.pdf"))
    assert len(pdfs) == 4 * 6
    for path in pdfs:
        assert holds(path.read_bytes()) == (path.parent.name == "teacher"), path
    manifest = (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    assert CANARY not in manifest


def test_no_seed_and_no_name_of_an_item_stands_in_a_pupils_file(tmp_path: Path) -> None:
    """Neither on paper nor in title, bookmarks, page labels or metadata; the key tells the teacher the seed."""
    seed, names = "9182736450", ("zqsoal", "zqbacaan", "zqtujuan", "zqrahasia")
    (tmp_path / "kenari.yaml").write_text(
        SECRET.replace("name: kenari\n", "name: kenari\nobjectives: [{name: zqtujuan, text: Memahami.}]\n")
        .replace("name: pg\n", "name: zqsoal-kunci-a\n    objective: zqtujuan\n")
        .replace("name: bacaan\n", "name: zqbacaan-benar\n")
        .replace(f"tags: [{CANARY}]", "tags: [zqrahasia]"),
        encoding="utf-8",
    )
    (tmp_path / "plant.svg").write_bytes(PICTURE)
    words = ["build", str(tmp_path / "kenari.yaml"), "--output", str(tmp_path / "out"), "--variants", "2", "--seed", seed]
    assert CliRunner().invoke(lembar, words, catch_exceptions=False).exit_code == 0
    for path in sorted((tmp_path / "out").rglob("*.pdf")):
        data = path.read_bytes()
        assert holds(data, seed) == (path.parent.name == "teacher"), path
        assert not any(holds(data, name) for name in names), path
