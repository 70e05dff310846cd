"""What a template may be made of: its tree is checked node by node, and loops and joins are put on the budget."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from generator.layout.tags import HOLE

ALLOWED: frozenset[type[nodes.Node]] = frozenset(
    {
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Macro, nodes.CallBlock, nodes.Assign,
        nodes.AssignBlock, nodes.Block, nodes.Extends, nodes.FromImport, nodes.Include, nodes.With, nodes.Name, nodes.Const,
        nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair, nodes.Keyword, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call,
        nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos,
        nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Concat, nodes.CondExpr,
    }
)  # fmt: skip
"""No `autoescape`, `do`, `namespace`, import of a whole file, `**`, translation, or statement of an extension."""
DEEP = 60
OWN = "own_"
"""Before the name of a macro where it is defined, so that a call of the bare name goes to the nearest layer's."""


class Odd(Exception):
    """A template is made of what it may not hold: the line, and what it is."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(line, what)
        self.line, self.what = line, what


def check(tree: nodes.Template) -> None:
    """Raise Odd at the first node that a layout may not use. Walks without recursion, so depth itself can be judged."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        line = node.lineno or 1
        if type(node) not in ALLOWED:
            raise Odd(line, NAMES.get(type(node), type(node).__name__.lower()))
        if depth > DEEP:
            raise Odd(line, "nesting so deep")
        if isinstance(node, nodes.For) and node.recursive:
            raise Odd(line, "recursive")
        if isinstance(node, (nodes.Extends, nodes.FromImport, nodes.Include)) and not _plain(node.template):
            raise Odd(line, "extends / include / import")
        if isinstance(node, (nodes.Call, nodes.Filter, nodes.Test)) and (node.dyn_args or node.dyn_kwargs):
            raise Odd(line, "*")
        if isinstance(node, (nodes.Getattr, nodes.Name)) and _name(node).startswith("_"):
            raise Odd(line, _name(node))
        waiting.extend((child, depth + 1) for child in node.iter_child_nodes())


NAMES: dict[type[nodes.Node], str] = {
    nodes.Pow: "**",
    nodes.Import: "import",
    nodes.Scope: "autoescape",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.FilterBlock: "filter",
    nodes.NSRef: "namespace",
}


def _plain(template: nodes.Expr) -> bool:
    return isinstance(template, nodes.Const) and isinstance(template.value, str)


def _name(node: nodes.Getattr | nodes.Name) -> str:
    return node.attr if isinstance(node, nodes.Getattr) else node.name


def metered(tree: nodes.Template) -> nodes.Template:
    """Return the tree with every loop's list and every `~` passed through the filters that count them (in place).

    What is imported is made for the document of the moment, never kept from the one before.
    """
    for wanted in tree.find_all(nodes.FromImport):
        wanted.with_context = True
    for loop in tree.find_all(nodes.For):
        weight = sum(len(str(data.data)) for data in loop.find_all(nodes.TemplateData))
        loop.iter = nodes.Filter(loop.iter, "counted", [nodes.Const(weight)], [], None, None, lineno=loop.lineno)
    for node in reversed(list(_inner(tree))):
        for name, value in list(node.iter_fields()):
            if isinstance(value, nodes.Concat):
                setattr(node, name, _joined(value))
            elif isinstance(value, list):
                setattr(node, name, [_joined(entry) if isinstance(entry, nodes.Concat) else entry for entry in value])
    return tree


def _inner(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _inner(child)


def _joined(node: nodes.Concat) -> nodes.Filter:
    return nodes.Filter(nodes.List(node.nodes), "joined", [], [], None, None, lineno=node.lineno)


def macros(tree: nodes.Template) -> tuple[str, ...]:
    """Return the names of a template's macros."""
    return tuple(macro.name for macro in tree.body if isinstance(macro, nodes.Macro))


def disowned(tree: nodes.Template) -> nodes.Template:
    """Rename the template's macros where they are defined, and leave out what it prints outside them (in place)."""
    for macro in tree.body:
        if isinstance(macro, nodes.Macro):
            macro.name = OWN + macro.name
    tree.body = [node for node in tree.body if not isinstance(node, nodes.Output)]
    return tree


def literal(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield the literal text of a template in order, with its line, and a hole for each thing that is printed."""
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            yield node.lineno or 1, node.data if isinstance(node, nodes.TemplateData) else HOLE
