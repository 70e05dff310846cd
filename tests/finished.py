"""Finished files of a topic, made stage by stage as a build makes them, with places where tests plant faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator import levels, source
from generator.assets import Assets
from generator.bind import bind
from generator.build.folders import font_folders, layout_folders
from generator.build.rows import drawn, path_of
from generator.build.verify import Finished, anew, judge
from generator.check import check
from generator.compose import Setting, compose
from generator.diagnostics import Diagnostic
from generator.languages import words
from generator.layout import lay_out, load
from generator.model.document import Document
from generator.model.plan import Plan
from generator.model.sheet import Metadata
from generator.model.topic import Topic
from generator.select import select
from generator.typeset import typeset

CASES = Path(__file__).parent / "cases" / "good"
LEVELS = {level.name: level for level in levels.load()}

TOPIC = """\
format: 1
name: kerja-sama
language: id
title: Kerja Sama Antarnegara
lead: Negara-negara bekerja sama.
handout:
  - text: |
      ## Bentuk
      Kerja sama **bilateral** melibatkan dua negara. Air adalah H~2~O, luasnya 10 km^2^ atau 1.250,5.
      Suhunya -7 derajat; anak-anak membaca teks ini sampai selesai, sebab teks yang cukup panjang terbagi atas baris-baris.
  - table: {caption: "Tiga bentuk", header: ["Bentuk", "Anggota"], rows: [["bilateral", "dua"], ["regional", "sekawasan"]]}
  - callout: {kind: important, text: "Kerja sama menguntungkan semua pihak."}
items:
"""


def topic(*, keys: int = 0, truth: bool = True, more: str = "", stem: str = "Apa jawaban untuk soal") -> bytes:
    """Return a topic file with every type; `keys` says which choice is right, `truth` which statements are."""
    lines = [TOPIC]
    for number in range(1, 9):
        lines.append(f"  - {{name: pg-{number}, type: multiple-choice, stem: '{stem} {number} ini?', choices: [")
        lines += [
            f"      {{text: 'pilihan {letter} dari {number}'{', key: true' if place == keys else ''}}},"
            for place, letter in enumerate("wxyz")
        ]
        lines.append("    ]}")
    for number in (1, 2):
        answer = str(truth is (number == 1)).lower()
        lines.append(f"  - {{name: bs-{number}, type: true-false, stem: 'Pernyataan {number} tentang ASEAN.', answer: {answer}}}")
    lines.append(
        "  - {name: jodoh, type: matching, pairs: [{left: kesehatan, right: WHO}, {left: pangan, right: FAO},"
        " {left: buruh, right: ILO}, {left: anak-anak, right: UNICEF}], extra: [IAEA]}"
    )
    lines.append("  - {name: rumpang, type: cloze, text: 'Ibu kota [[Jepang]] adalah [[Tokyo|kota Tokyo]] sejak [[1868]].'}")
    lines.append(
        "  - {name: esai, type: essay, stem: 'Jelaskan pendapatmu tentang kerja sama regional di kawasan Asia Tenggara,"
        " dan sebutkan dua alasan yang kuat.', model: Bebas., rubric: [{points: 2, text: dua alasan}]}"
    )
    lines.append("  - name: bacaan\n    type: group\n    stimulus: [{text: 'Pada tahun 1967 lima negara mendirikan ASEAN.'}]")
    lines.append("    items: [{name: dalam, type: true-false, stem: 'ASEAN berdiri pada 1967.', answer: true}]")
    return ("\n".join(lines) + "\n" + more).encode("utf-8")


@dataclass
class Press:
    """Makes and judges the files of one topic, language and level."""

    data: bytes
    language: str = "id"
    level_name: str = "mixed"
    variants: int | None = None
    seed: int = 1
    sheet: Any = "worksheet"
    total: int | None = None

    @cached_property
    def level(self) -> Any:
        return LEVELS[self.level_name].for_grade(self.topic.lowest_grade())

    @cached_property
    def topic(self) -> Topic:
        checked = check(source.read_bytes(self.data, "topic.yaml"), tuple(LEVELS.values()))
        assert not checked.failed, checked.findings
        return checked.topic(self.language, LEVELS[self.level_name].text)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        return select(self.topic, self.level, kind=self.sheet, variants=self.variants, seed=self.seed, total=self.total).plans

    def make(
        self,
        kind: str,
        plan: Plan | None = None,
        *,
        code: str = "",
        setting: Setting | None = None,
        markup: Callable[[str], str] = lambda text: text,
        document: Callable[[Document], Document] = lambda document: document,
        **row: Any,
    ) -> Finished:
        """Return one finished file; `markup` and `document` may plant a fault, `row` what the manifest says."""
        made = document(compose(kind, self.topic, plan, self.level, words(self.language), setting or Setting(code=code)))
        laid = lay_out(made, load("lkpd", layout_folders(), "a4"))
        changed = markup(laid.text)
        assert changed != laid.text or markup("x") == "x", "the fault was not planted"
        sheet = typeset(replace(laid, text=changed), Assets(CASES, font_folders()))
        facts = {
            "path": path_of(str(self.topic.name), self.language, self.level_name, made),
            "language": self.language,
            "kind": made.kind,
            "label": made.label,
            "audience": made.audience,
            "code": made.code,
            "covers": list(made.covers),
            "pages": len(sheet.pages),
            "items": [drawn(planned) for planned in plan.items()] if plan else [],
        }
        data = bind([sheet], Metadata(made.title, made.language))
        return Finished({**facts, **row}, data, str(facts["path"]))

    def judge(self, *files: Finished) -> list[Diagnostic]:
        """Return what reading back says, by the topic file's bytes alone."""
        level = LEVELS[self.level_name]
        return list(judge(files, anew(self.data, "topic.yaml", tuple(LEVELS.values())).topic(self.language, level.text), level))

    def codes(self, *files: Finished) -> set[str]:
        """Return the codes of what reading back finds."""
        return {found.code for found in self.judge(*files)}
