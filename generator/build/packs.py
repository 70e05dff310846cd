"""Packs: a roster's copies in hand-out order, one file for each class and kind, and what the teacher hands them out by.

Each distinct sheet is laid out once. Its copies share its pages; what differs is stamped over them as the file is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.bind import Copy, bind, bind_copies
from generator.build.handing import Handed, Versions, Wanted, folder_names, handed, versions
from generator.build.job import COPY, COPY_READ, Cell, Part
from generator.build.named import ANY, EVERY, Filled, aside, learn, listed, poured, stamped, titled
from generator.build.runs import runs
from generator.build.together import together
from generator.compose import Kind, compose, furniture
from generator.compose.code import copy_codes
from generator.compose.packs import LIST, PACKING, Listed, Packed, class_list, packing_list, sheet_words
from generator.diagnostics import Diagnostic, finding
from generator.languages import Words, words
from generator.model.imposition import paper_sheets
from generator.model.level import Level
from generator.model.topic import Topic
from generator.select.order import labels
from generator.typeset.stamps import Stamper, spots
from generator.write import Artifact

if TYPE_CHECKING:
    from generator.build.pipeline import Maker
    from generator.build.press import Press, Ready

TOGETHER = 32
"""So many copies are told of at a time: a copy takes less than telling of it."""


class Packer:
    """The packs of one topic in the making."""

    def __init__(self, maker: Maker) -> None:
        self.maker, self.request = maker, maker.request
        self.printed: dict[tuple[str, Wanted], Ready] = {}
        self.presses: dict[str, Press] = {}
        self.together: dict[tuple[str, Versions], Ready] = {}
        self.wrong: list[Diagnostic] = []

    def cells(self, part: Part | None = None) -> list[Cell]:
        """Return one cell with all files of the packs, or, for some sheets alone, with none but what is wrong with these.

        Warnings and errors go to the maker's findings. Raises Failed.
        """
        maker = self.maker
        if maker.begun is None:
            self.begin()
        if maker.stopped() or not self.copies:
            return []
        self.printed, self.wrong = dict(part.sheets or ()) if part else {}, []
        if part is None or part.sheets is None:
            wanted = sorted({one.wanted for one in self.copies}, key=repr)
            self.wrong += self.prints(wanted[part.first : part.last] if part else wanted)
        made: tuple[Artifact, ...] = ()
        if not self.wrong and (part is None or part.sheets is not None):
            self.together = together(self)
            made = tuple(self.files(self.kinds, self.copies))
        if self.wrong:
            facts = {"topic": self.own.name, "language": ANY, "level": ANY}
            return [Cell(ANY, ANY, (), frozenset(), (*self.wrong, finding("withheld", None, **facts)))]
        names = (*(kind.name for kind in self.kinds), LIST, PACKING)
        return [Cell(ANY, ANY, made, frozenset((self.own.name, ANY, ANY, name, ANY) for name in names))]

    def begin(self) -> None:
        """Read, check and plan the topic, and say who gets what. Raises Failed."""
        maker = self.maker
        read = self.read = maker.checked()
        own = self.own = read.topic(read.languages[0], maker.job.levels[0].text)
        maker.languages(own)
        usual = self.usual = Wanted(
            next(iter(self.request.languages), own.language), self.request.levels[0], self.request.profile
        )
        kinds = self.kinds = [kind for kind in maker.kinds(own) if kind.sheet]
        self.copies: tuple[Handed, ...] = ()
        if any(kind.audience == "pupil" for kind in kinds):
            self.copies = handed(maker.job.pupils, usual, labels(self.request.variants or 0), self.request.spare)
        else:
            maker.findings.append(finding("nothing-to-hand-out", None))
        self.levels = {level.name: level for level in maker.job.levels}
        used = dict.fromkeys(one.level for one in sorted({one.wanted for one in self.copies}, key=repr))
        self.plans = {
            name: maker.plans(read.topic(own.language, self.levels[name].text), self.levels[name], kinds) for name in used
        }
        maker.begun = len(maker.findings)
        maker.start()

    def press_for(self, profile: str) -> Press:
        """Return what prints in a profile."""
        if profile not in self.presses:
            self.presses[profile] = self.maker.press_for(profile)
        return self.presses[profile]

    def prints(self, wanted: Sequence[Wanted]) -> Iterator[Diagnostic]:
        """Print every sheet that is wanted, with its key; yield what reading them back finds wrong."""
        maker, own, read, levels, plans = self.maker, self.own, self.read, self.levels, self.plans
        for (language, name), group in groupby(wanted, key=lambda one: (one.language, one.level)):
            topic, level = read.topic(language, levels[name].text), levels[name].for_grade(own.lowest_grade())
            artifacts = []
            for one in group:
                for kind in (kind for kind in maker.with_sheets(self.kinds) if not kind.versions_of):
                    plan = next(plan for plan in plans[name][kind.sheet] if plan.label == one.label)
                    speech = words(language, self.request.curriculum)
                    document = compose(kind, topic, plan, level, speech, maker.setting())
                    if kind.audience == "pupil":
                        document = furniture.named(document)
                    made = self.printed[kind.name, one] = self.press_for(one.profile).ready(
                        document, topic, language, level, plan
                    )
                    artifacts += [made.artifact()] if self.request.verify else []
                    if kind in self.kinds:
                        where = f"{kind.name}{f' {one.label}' if one.label else ''} ({language}, {name}) in {own.name}/packs"
                        maker.findings += runs(kind, topic, level, plan, speech, where)
                    maker.tick(1)
            yield from maker.read_back(artifacts, language, level)

    def files(self, kinds: Sequence[Kind], copies: Sequence[Handed]) -> Iterator[Artifact]:
        """Yield the packs of every class, then what the teacher needs with them."""
        speech, level = words(self.usual.language, self.request.curriculum), self.levels[self.usual.level]
        topic = self.read.topic(self.usual.language, level.text)
        classes = {group: tuple(members) for group, members in groupby(copies, key=lambda one: one.pupil.group)}
        names = folder_names(tuple(classes))
        pupils = [kind for kind in kinds if kind.audience == "pupil"]
        single = [kind for kind in kinds if not kind.versions_of]
        codes = {sheet: self.coded(sheet, single, copies) for sheet in dict.fromkeys(str(kind.sheet) for kind in single)}
        at = 0
        for group, members in classes.items():
            filled = {sheet: [Filled(*pair) for pair in zip(members, given[at : at + len(members)], strict=True)]
                      for sheet, given in codes.items()}  # fmt: skip
            at += len(members)
            for kind in pupils:
                for stem, part in self.parts(names[group], kind, filled[kind.sheet]):
                    yield self.pack(topic, f"{topic.name}/packs/{stem}.pdf", kind, part)
            folder = f"{topic.name}/packs/teacher/{names[group]}"
            for kind in (kind for kind in kinds if kind.audience == "teacher"):
                prints = (
                    [self.together[kind.name, one] for one in versions(members)] if kind.versions_of else self.keys(kind, members)
                )
                if prints:
                    row = self.row(topic, f"{folder}_{kind.name}.pdf", kind.name, "teacher", prints)
                    yield aside(self.request.output, Artifact(bind([made.paper for made in prints], prints[0].metadata), row))
            for made in self.lists(topic, level, speech, group, folder, pupils, filled):
                yield aside(self.request.output, made)

    def coded(self, sheet: str, kinds: Sequence[Kind], copies: Sequence[Handed]) -> list[str]:
        """Return the codes of all copies of one sheet, worksheet or exam: each unique in the build."""
        name = next(kind.name for kind in kinds if kind.sheet == sheet)
        return list(copy_codes(self.printed[name, one.wanted].row["code"] for one in copies))

    def parts(self, name: str, kind: Kind, filled: Sequence[Filled]) -> Iterator[tuple[str, Sequence[Filled]]]:
        """Yield the packs of a class, each with its file name: one, or with `--split` one for each copy."""
        if not self.request.split:
            yield f"{name}_{kind.name}", filled
            return
        digits = len(str(len(filled)))
        for place, one in enumerate(filled, 1):
            yield f"{name}/{name}_{kind.name}_{place:0{digits}}", [one]

    def pack(self, topic: Topic, path: str, kind: Kind, filled: Sequence[Filled]) -> Artifact:
        """Write one file of named copies and return it with its row."""
        sheets = list(dict.fromkeys(one.handed.wanted for one in filled))
        prints = [self.printed[kind.name, one] for one in sheets]
        fonts = self.press_for(prints[0].row["profile"]).stamped_with(kind.name)
        stamper = Stamper(fonts, self.maker.keep)
        learn(stamper, filled)
        ready = [stamper.ready(made.paper) for made in prints]
        found = [spots(sheet) for sheet in ready]
        bare = [not any(spot.name == "name" and not spot.page for spot in one) for one in found]
        order = [sheets.index(one.handed.wanted) for one in filled]

        def copies() -> Iterator[Copy]:
            for place, (one, index) in enumerate(zip(filled, order, strict=True)):
                if not place % TOGETHER:
                    self.maker.tick(COPY * min(TOGETHER, len(filled) - place))
                stamps = stamper.stamps(
                    len(ready[index].pages), found[index], stamped(one, prints[index].row["code"], bare[index])
                )
                yield Copy(index, titled(one), stamps)

        output, metadata = self.request.output, prints[0].metadata
        target, digest = poured(output, path, lambda sink: bind_copies(sink, ready, order, copies(), metadata))
        row = self.row(topic, path, kind.name, "pupil", prints)
        pages = [len(sheet.pages) for sheet in ready]
        row |= {
            "pages": sum(pages[index] for index in order),
            "sides": sum(pages[index] for index in order),
            "sheets": sum(paper_sheets(pages[index]) for index in order),
            "copies": [listed(one, prints[index].row, pages[index]) for one, index in zip(filled, order, strict=True)],
        }
        self.wrong += self.reread(row, target)
        return Artifact(b"", row, target, digest)

    def reread(self, row: dict[str, Any], file: Path) -> list[Diagnostic]:
        """Return what is wrong with the copies of a finished pack."""
        if not self.request.verify:
            return []
        from generator.build.verify import Finished
        from generator.build.verify.packs import unpacked

        findings: list[Diagnostic] = []
        unpacked([Finished(row, file.read_bytes(), row["path"])], findings, lambda: self.maker.tick(COPY_READ))
        return findings

    def keys(self, kind: Kind, members: Sequence[Handed]) -> list[Ready]:
        """Return the keys of all sheets of a class, each once, whatever the looks that the sheet is printed in."""
        made = [self.printed[kind.name, one] for one in sorted({one.wanted for one in members}, key=self.place)]
        return list({one.row["code"]: one for one in reversed(made)}.values())[::-1]

    def place(self, wanted: Wanted) -> tuple[object, ...]:
        """Return where a sheet stands among others: by version, what most get before what a few get."""
        facts = [(getattr(wanted, name) != getattr(self.usual, name), getattr(wanted, name)) for name in EVERY]
        return len(wanted.label), wanted.label, *facts

    def row(self, topic: Topic, path: str, kind: str, audience: str, prints: Sequence[Ready]) -> dict[str, Any]:
        """Return the row of a file that holds several documents; `parts` are theirs."""
        first = prints[0].row
        kept = ("topic", "layout", "paper", "binding", "curriculum", "draft", "source", "versions")
        return {
            **{name: first[name] for name in kept},
            **dict.fromkeys(("language", "level", "profile"), ANY),
            "path": path,
            "kind": kind,
            "audience": audience,
            "label": "",
            "code": "",
            "items": [],
            "points": "",
            "impose": "",
            "pages": sum(made.row["pages"] for made in prints),
            "sides": sum(made.row["sides"] for made in prints),
            "sheets": sum(made.row["sheets"] for made in prints),
            "formulas": sum(made.row["formulas"] for made in prints),
            "inputs": first["inputs"],
            "parts": [made.row for made in prints],
        }

    def lists(
        self,
        topic: Topic,
        level: Level,
        speech: Words,
        group: str,
        folder: str,
        kinds: Sequence[Kind],
        filled: Mapping[str, list[Filled]],
    ) -> Iterator[Artifact]:
        """Yield the class list and the packing list of a class."""
        usual = Wanted(speech.code, level.name, self.request.profile)
        copies = filled[kinds[0].sheet]
        counts = Counter(one.handed.wanted for one in copies)
        titles = {wanted: named(speech, wanted, usual) for wanted in counts}
        listed_ = [Listed(one.handed.pupil.name, one.handed.pupil.number, titles[one.handed.wanted], one.code) for one in copies]
        packed = []
        for kind in kinds:
            for wanted, count in sorted(counts.items(), key=lambda pair: self.place(pair[0])):
                row = self.printed[kind.name, wanted].row
                title, sheet = speech(f"kinds.{kind.name}.name"), titles[wanted]
                packed.append(Packed(title, sheet, row["code"], count, count * row["sides"], count * row["sheets"]))
        setting = self.maker.setting()
        documents = (
            class_list(topic, level, speech, setting, group, listed_),
            packing_list(topic, level, speech, setting, group, packed),
        )
        for document in documents:
            made = self.maker.press.ready(document, topic, usual.language, level, None)
            row = {**made.row, **EVERY, "path": f"{folder}_{document.kind}.pdf", "parts": []}
            yield made._replace(row=row).artifact()


def named(speech: Words, wanted: Wanted, usual: Wanted) -> str:
    """Return the words for a sheet; what is usual is not said."""
    facts = {name: getattr(wanted, name) for name in EVERY}
    return sheet_words(
        speech, wanted.label, **{name: "" if fact == getattr(usual, name) else fact for name, fact in facts.items()}
    )
