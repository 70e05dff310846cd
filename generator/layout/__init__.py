"""Stage 6: a document and a layout become page markup. The only importer of Jinja2.

A layout decides looks and nothing else: it never numbers, shuffles, filters, or sees what the document does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.diagnostics import Failed, finding
from generator.frozen import frozen
from generator.layout.folder import Layer, Listed, chain, default, names
from generator.layout.profiles import STANDARD, profiles
from generator.layout.profiles import tokens as tokens_of
from generator.layout.settling import settle
from generator.layout.templates import Templates
from generator.layout.tokens import leaf, papers
from generator.model.document import Document
from generator.model.keep import Keep, forget
from generator.model.markup import Markup
from generator.model.tokens import Tokens
from generator.source.values import Fields

__all__ = ["STANDARD", "Layout", "Layouts", "default", "lay_out", "leaf", "load", "names", "papers", "profiles"]


@frozen
class Layout:
    """A layout on one paper, ready to print documents. Holds compiled templates: never sent between processes."""

    name: str
    tokens: Tokens
    templates: Templates


class Layouts:
    """The layouts of one build, on one paper in one profile. Each is read once; its templates serve all kinds of document.

    kinds: the names of those there are, to check what layouts say of them. binding: with a margin to bind at the left.
    impose: on leaves of the paper.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        paper: str = "a4",
        *,
        profile: str = STANDARD,
        binding: bool = False,
        impose: str = "",
        kinds: Sequence[str] = (),
        keep: Keep = forget,
    ) -> None:
        if profile != STANDARD and profile not in profiles():
            raise Failed([finding("unknown-profile", name=profile, known=", ".join(f"`{one}`" for one in profiles()))])
        self.profile = profile
        self.folders, self.paper, self.binding, self.known, self.keep = folders, paper, binding, kinds, keep
        self.impose = impose
        self._listed: dict[Path, Listed] = {}
        self._layers: dict[str, tuple[Layer, ...]] = {}
        self._templates: dict[str, Templates] = {}
        self._layouts: dict[tuple[str, str, bool], Layout] = {}

    def named(self, name: str | None, kind: str = "", *, landscape: bool = False) -> Layout:
        """Return a layout for one kind of document, on the paper upright or with its longer side below.

        Without a name it is the one that is the kind's default. Raises Failed with every finding: unknown names, tokens out of
        range, templates that may not be.
        """
        name = name or default(kind, self.folders, self._listed)
        if name not in self._layers:
            self._layers[name] = chain(name, self.folders)
        wanted = (name, kind if self._has_own(name, kind) else "", landscape)
        if wanted not in self._layouts:
            self._layouts[wanted] = self._load(*wanted)
        return self._layouts[wanted]

    def _has_own(self, name: str, kind: str) -> bool:
        """Say whether a kind has tokens of its own, so that those of the layout are not its tokens already."""
        listed = (tokens for layer in self._layers[name] for one, _, tokens in layer.kinds() if one == kind)
        return len(tokens_of(self.profile, kind)) > 1 or any(isinstance(one, Fields) and one.entries for one in listed)

    def _load(self, name: str, kind: str, landscape: bool) -> Layout:
        layers = self._layers[name]
        tokens = settle(
            layers,
            self.paper,
            kind=kind,
            known=self.known,
            profile=tokens_of(self.profile, kind),
            landscape=landscape,
            binding=self.binding,
            impose=self.impose,
        )
        if name not in self._templates:
            self._templates[name] = Templates(layers, self.keep)
        return Layout(name, tokens, self._templates[name])


def load(name: str, folders: Sequence[Path], paper: str = "a4", profile: str = STANDARD, keep: Keep = forget) -> Layout:
    """Return the layout `name` of the first folder that has it, its tokens settled, its templates checked and compiled.

    Raises Failed as `Layouts.named` does.
    """
    return Layouts(folders, paper, profile=profile, keep=keep).named(name)


def lay_out(document: Document, layout: Layout) -> Markup:
    """Return a document's page markup. Raises Failed with the template's file and line for a slip in a template."""
    return Markup(layout.templates.render(document, layout.tokens.groups), layout.tokens)
