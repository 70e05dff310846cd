"""A document becomes a finished file with its row of the manifest: laid out, typeset, bound."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.assets import Assets
from generator.bind import bind, impose, turns_over
from generator.build.caching.sheets import sheet_of
from generator.build.fields import FieldDigests
from generator.build.find import recorded
from generator.build.folders import layout_folders
from generator.build.geometry import geometry
from generator.build.request import BuildRequest
from generator.build.rows import asked, drawn, layout_digest, path_of, versions
from generator.compose import KINDS, Built
from generator.diagnostics import Diagnostic, Failed, Span
from generator.frozen import replace
from generator.languages import words
from generator.layout import Layout, Layouts, lay_out
from generator.model.document import Document
from generator.model.imposition import paper_sheets
from generator.model.keep import Keep
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.sheet import Metadata, Sheet
from generator.model.topic import Topic
from generator.typeset import FontSet
from generator.write import Artifact, digest
from generator.write.manifest import Row


class Printed(NamedTuple):
    """A document's finished pages, with what they were printed with: a layout, pictures, a scheme of imposition."""

    document: Document
    sheet: Sheet
    layout: Layout
    assets: Assets
    scheme: str
    formulas: int


class Ready(NamedTuple):
    """A document as it goes into a file: pages as they lie on paper, what the file says of itself, its row of the manifest.

    sheet: the pages as one reads them, before they are laid on paper.
    """

    paper: Sheet
    metadata: Metadata
    row: Row
    sheet: Sheet

    def artifact(self) -> Artifact:
        """Return it as a file of its own."""
        data = bind([self.paper], self.metadata)
        return Artifact(data, self.row, sum=digest(data))


class Press:
    """Prints the documents of one topic file; layouts, fonts and digests are made once. `data` are the file's bytes."""

    def __init__(self, request: BuildRequest, file: str, data: bytes, assets: Assets, keep: Keep) -> None:
        self.request, self.file, self.topic, self.assets = request, file, digest(data), assets
        self.keep = keep
        looks = {
            scheme: Layouts(
                layout_folders(),
                request.paper,
                profile=request.profile,
                binding=request.binding,
                impose=scheme,
                kinds=tuple(KINDS),
                keep=keep,
            )
            for scheme in dict.fromkeys(("", request.impose))
        }
        self.layouts: dict[str, Layouts] = looks
        self.fonts: dict[str, FontSet] = {}
        self.digests: dict[str, str] = {}
        self.field_digests = FieldDigests()
        self.beside: dict[str, Artifact] = {}

    def printed(self, document: Document, first: int = 1) -> Printed:
        """Lay out and typeset one document, its pages counted from `first`. Raises Failed with findings about the topic file."""
        assets = self.assets.document()
        scheme = self.request.impose if document.audience == "pupil" and not document.backed else ""
        layout = self.layouts[scheme].named(self.request.layout, document.kind, landscape=document.landscape)
        markup = lay_out(document, layout)
        fonts = self.faces_of(layout)
        try:
            sheet = sheet_of(markup, assets, fonts, first, self.keep, self.request.ground)
        except Failed as failure:
            raise Failed([placed(found, document, self.file) for found in failure.diagnostics]) from None
        return Printed(document, sheet, layout, assets, scheme, markup.text.count("<maths>"))

    def faces_of(self, layout: Layout) -> FontSet:
        """Return the fonts of a layout."""
        return self.fonts.setdefault(faces(layout), FontSet.of(layout.tokens, self.assets))

    def stamped_with(self, kind: str) -> FontSet:
        """Return the fonts in which the copies of a kind of sheet are named: those of its layout."""
        return self.faces_of(self.layouts[""].named(self.request.layout, kind))

    def artifact(self, document: Document, topic: Topic, language: str, level: Level, plan: Plan | None) -> Artifact:
        """Print and bind one document. Raises Failed with findings that point into the topic file."""
        ready = self.ready(document, topic, language, level, plan)
        made = ready.artifact()
        found = geometry(ready.sheet, made)
        if found is not None:
            self.beside[made.path] = found
        return made

    def ready(self, document: Document, topic: Topic, language: str, level: Level, plan: Plan | None) -> Ready:
        """Print one document and lay it on paper. Raises Failed with findings that point into the topic file."""
        printed = self.printed(document)
        return self.laid(
            printed,
            language,
            {
                "path": path_of(topic.name, language, level.name, document, self.request.profile),
                "topic": str(topic.name),
                "level": level.name,
                "sheet": KINDS[document.kind].sheet if document.kind in KINDS else "",
                "points": document.points,
                "seed": plan.seed if plan else None,
                "asked": asked(self.request) if plan else None,
                "items": [drawn(planned) for planned in plan.items()] if plan else [],
                "source": recorded(Path(self.file), self.request.output),
                "inputs": self.inputs(printed.assets, printed.layout, document.kind, language, level),
                "fields": self.fields(topic, language, level, document.kind, plan),
            },
        )

    def bound(self, printed: Printed, language: str, facts: Mapping[str, object], *, both: bool = False) -> Artifact:
        """Impose and bind a printed document, with its row of the manifest; `both`: it is meant for both sides of the paper."""
        return self.laid(printed, language, facts, both=both).artifact()

    def laid(self, printed: Printed, language: str, facts: Mapping[str, object], *, both: bool = False) -> Ready:
        """Lay a printed document on paper, with its row of the manifest."""
        document, scheme, duplex = printed.document, printed.scheme, self.request.duplex
        paper = impose(printed.sheet, scheme, duplex=duplex, cut=printed.layout.tokens.numbers("stroke", "cut"))
        edge = turns_over(paper.pages[0]) if duplex or both or document.backed or scheme == "booklet" else ""
        direction = words(language, self.request.curriculum).direction
        metadata = Metadata(document.title, document.language, document.author, document.subject, direction, edge)
        row = {
            "language": language,
            "kind": document.kind,
            "audience": document.audience,
            "profile": self.request.profile,
            "label": document.label,
            "code": document.code,
            "covers": list(document.covers),
            "pages": len(printed.sheet.pages),
            "sides": len(paper.pages),
            "sheets": paper_sheets(len(paper.pages)),
            "formulas": printed.formulas,
            "layout": printed.layout.name,
            "paper": self.request.paper,
            "binding": self.request.binding,
            "impose": scheme,
            "duplex": duplex,
            "curriculum": self.request.curriculum,
            "form": self.request.form,
            "draft": self.request.draft,
            "versions": versions(),
            **facts,
        }
        return Ready(paper, metadata, row, printed.sheet)

    def fields(self, topic: Topic, language: str, level: Level, kind: str, plan: Plan | None) -> dict[str, str]:
        """Return the digests of all fields and items of the topic that a document prints."""
        names = [str(name) for planned in plan.items() for name in (planned.name, planned.group)] if plan else []
        return self.field_digests.of(topic, language, level.text, kind, names)

    def inputs(self, assets: Assets, layout: Layout, kind: str, language: str, level: Level) -> dict[str, str]:
        """Return the digests of all that a document was made from, by name."""
        if language not in self.digests:
            self.digests[language] = digest(repr(words(language, self.request.curriculum)).encode("utf-8"))
        if kind not in self.digests:
            self.digests[kind] = layout_digest(layout)
        result = {
            "topic": self.topic,
            "layout": self.digests[kind],
            "words": self.digests[language],
            "level": digest(repr(level).encode("utf-8")),
        }
        if self.request.blueprint and kind in KINDS and KINDS[kind].sheet:
            result["blueprint"] = self.request.blueprint_digest
        for path in assets.used():
            result[f"picture {path}"] = assets.digest(path)
        return result


def placed(found: Diagnostic, document: Document, file: str) -> Diagnostic:
    """Return a finding of the typesetter with its place in the topic file: its label names the block that it is about."""
    return replace(found, span=found.span or document.origins.get(found.label, Span(file)), label="")


def told_of(row: Row) -> Built:
    """Return what a cover sheet tells of a finished document."""
    items, points = len(row["items"]), row["points"] if row["items"] else ""
    return Built(row["kind"], row["audience"], row["label"], row["code"], row["pages"], row["sheets"], items, points)


def faces(layout: Layout) -> str:
    """Return by what layouts are told apart that do not measure text alike: their fonts, and what is added between letters."""
    return repr((layout.tokens.fonts, layout.tokens.groups["text"]))
