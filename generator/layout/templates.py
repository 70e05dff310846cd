"""The templates of one layout: page templates and macros by file, each compiled when it is first asked for.

Compiling is most of what a cold start costs here, so compiled code is kept by the digest of all that it depends on.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateNotFound
from jinja2.loaders import BaseLoader
from jinja2.runtime import Context
from markupsafe import Markup

from generator.diagnostics import Failed, Span, finding
from generator.layout import shape
from generator.layout.budget import CALL
from generator.layout.checking import MISTAKES, checked, mistake
from generator.layout.environment import Nearest, Refused, Sandbox
from generator.layout.folder import Layer
from generator.model.document import Document
from generator.model.keep import Keep

PAGE, BLOCKS = "page.xml.j2", "blocks.xml.j2"


def _compilers() -> bytes:
    """Return what compiled code depends on beside the template: Python, Jinja2, and this package's own code."""
    own = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        own.update(path.read_bytes())
    return f"{sys.implementation.cache_tag} {sys.version} {jinja2.__version__} ".encode() + own.digest()


class Chain(BaseLoader):
    """Finds a template by `layer/file` or, for a file of the layer that asks, by its bare name; compiles it once."""

    def __init__(self, layers: Sequence[Layer], keep: Keep) -> None:
        self.layers = layers
        self.keep = keep
        self.compilers = _compilers()

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:
        """Compile the template `index:file`. Raises Failed for what is wrong with it."""
        index, _, file = name.partition(":")
        layer = self.layers[int(index)] if index.isdecimal() and int(index) < len(self.layers) else None
        if layer is None or file not in layer.templates:
            raise TemplateNotFound(name)
        _, code = self.code(environment, name, layer, file, own=False)
        return environment.template_class.from_code(environment, code, environment.make_globals(globals))

    def code(self, environment: Environment, name: str, layer: Layer, file: str, own: bool) -> tuple[tuple[str, ...], CodeType]:
        """Return the names of a template's macros and its code, checked and compiled now or in an earlier run.

        own: its macros are renamed, so that a call of the bare name goes to the nearest layer's. Raises Failed for what is
        wrong with it.
        """
        path, text = layer.shown(file), layer.templates[file]

        def make() -> bytes:
            tree = checked(environment, text, name, path, layer.bundled)
            names = shape.macros(tree)
            code = environment.compile(shape.disowned(tree) if own else tree, name, path)
            return marshal.dumps((names, code))

        facts = "\0".join((name, path, str(layer.bundled), str(own), text)).encode("utf-8")
        found: tuple[tuple[str, ...], CodeType] = marshal.loads(self.keep("templates", self.compilers + facts, make))
        return found

    def find(self, wanted: str, parent: str) -> str:
        """Return the full name of what a template names: in the nearest layer of that name, itself left out."""
        start, _, own = parent.partition(":")
        folder, slash, file = wanted.rpartition("/")
        for index in range(int(start), len(self.layers)):
            named = self.layers[index].name == folder if slash else index == int(start)
            if named and file in self.layers[index].templates and (index, file) != (int(start), own):
                return f"{index}:{file}"
        return f"-:{wanted}"


class Paths(Sandbox):
    """The sandbox, finding what a template extends or imports along the chain."""

    def __init__(self, chain: Chain) -> None:
        super().__init__(chain)
        self.chain = chain

    def join_path(self, template: str, parent: str) -> str:
        """Return the full name of what `parent` names."""
        return self.chain.find(template, parent)


class Library:
    """The macros of one layer's `blocks.xml.j2`, and what it sets before them."""

    def __init__(self, sandbox: Paths, index: int, layer: Layer) -> None:
        self.names, code = sandbox.chain.code(sandbox, f"{index}:{BLOCKS}", layer, BLOCKS, own=True)
        self.template = sandbox.template_class.from_code(sandbox, code, {})


class Templates:
    """The templates of a chain of layers, nearest first. Prints one document at a time."""

    def __init__(self, layers: Sequence[Layer], keep: Keep) -> None:
        self.layers = layers
        self.sandbox = Paths(Chain(layers, keep))
        self.nearest: dict[str, Nearest] = {}
        self.context: dict[str, object] = {}
        self.modules: dict[Template, Any] = {}
        self.contexts: list[Context] = []
        page = next((index for index, layer in enumerate(layers) if PAGE in layer.templates), None)
        if page is None:
            raise Failed([finding("no-page-template", Span(layers[0].shown("")), layout=layers[0].name)])
        try:
            self.libraries = {
                index: Library(self.sandbox, index, layer) for index, layer in enumerate(layers) if BLOCKS in layer.templates
            }
            self.page = self.sandbox.get_template(f"{page}:{PAGE}")
        except MISTAKES as error:
            raise Failed([mistake(error, layers[page].shown(PAGE))]) from None
        for index, library in self.libraries.items():
            for name in library.names:
                self.nearest.setdefault(name, Nearest(settle=partial(self._macro, name, index)))
        self.sandbox.globals.update(self.nearest, blocks=Nearest(self.blocks), block=Nearest(self.block))

    def render(self, document: Document, tokens: Mapping[str, object]) -> str:
        """Return the page template's text for one document. Raises Failed with the template's line."""
        self.sandbox.budget.begin(len(document.blocks) + document.items)
        context = {"document": document, "running": document.running, "tokens": tokens}
        self.context = {**self.sandbox.globals, **context}
        try:
            return "".join(self.page.root_render_func(self._begun(self.page, context)))
        except MISTAKES as error:
            raise Failed([mistake(error, self.layers[0].shown(PAGE))]) from None
        finally:
            self._forget()

    def _begun(self, template: Template, variables: dict[str, object], *, shared: bool = False) -> Context:
        self.contexts.append(template.new_context(variables, shared))
        return self.contexts[-1]

    def _forget(self) -> None:
        """Let go of the document: contexts and the macros made in them hold one another, and the document with them."""
        for context in self.contexts:
            context.vars.clear()
            context.exported_vars.clear()
        self.context, self.modules, self.contexts = {}, {}, []
        for nearest in self.nearest.values():
            nearest.macro = None

    def _macro(self, name: str, index: int) -> Any:
        """Return a macro made for the document of this moment."""
        template = self.libraries[index].template
        if template not in self.modules:
            self.modules[template] = TemplateModule(template, self._begun(template, self.context, shared=True))
        return getattr(self.modules[template], shape.OWN + name)

    def blocks(self, values: Any) -> Markup:
        """Print blocks one after another, each with the macro that it names."""
        if not isinstance(values, (tuple, list)):
            raise Refused(f"blocks({type(values).__name__})")
        return Markup("".join([self.block(value) for value in values]))

    def block(self, value: Any, *args: Any, **facts: Any) -> str:
        """Print one block with the macro that it names."""
        name = getattr(type(value), "macro", None)
        nearest = self.nearest.get(name) if isinstance(name, str) else None
        if nearest is None:
            raise Refused(f"block({name or type(value).__name__})")
        printed: str = nearest(value, *args, **facts)
        self.sandbox.budget.spend(CALL + len(printed))
        return printed
