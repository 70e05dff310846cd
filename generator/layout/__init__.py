"""Stage 6: a document and a layout become page markup. The only importer of Jinja2.

A layout decides looks and nothing else: it never numbers, shuffles, filters, or sees what the document does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.diagnostics import Failed, finding
from generator.frozen import frozen
from generator.layout.folder import chain, names
from generator.layout.templates import Templates
from generator.layout.tokens import papers, settle
from generator.model.document import Document
from generator.model.keep import Keep, forget
from generator.model.markup import Markup
from generator.model.tokens import Tokens

__all__ = ["PROFILES", "Layout", "lay_out", "load", "names", "papers"]

PROFILES = ("standard",)
"""The profiles there are; a profile overrides tokens."""


@frozen
class Layout:
    """A layout on one paper, ready to print documents. Holds compiled templates: never sent between processes."""

    name: str
    tokens: Tokens
    templates: Templates


def load(name: str, folders: Sequence[Path], paper: str = "a4", profile: str = "standard", keep: Keep = forget) -> Layout:
    """Return the layout `name` of the first folder that has it, its tokens settled, its templates checked and compiled.

    Raises Failed with every finding: unknown names, tokens out of range, templates that may not be.
    """
    if profile not in PROFILES:
        raise Failed([finding("unknown-profile", name=profile, known=", ".join(f"`{one}`" for one in PROFILES))])
    layers = chain(name, folders)
    tokens = settle(layers, paper)
    return Layout(name, tokens, Templates(layers, keep))


def lay_out(document: Document, layout: Layout) -> Markup:
    """Return a document's page markup. Raises Failed with the template's file and line for a slip in a template."""
    return Markup(layout.templates.render(document, layout.tokens.groups), layout.tokens)
