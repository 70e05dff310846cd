"""The check of a template before it is compiled, and findings for what goes wrong while it runs."""

from __future__ import annotations

import re
from types import TracebackType

from jinja2 import Environment, Template, TemplateError, nodes
from jinja2.exceptions import TemplateAssertionError, TemplateNotFound, UndefinedError

from generator.diagnostics import Diagnostic, Failed, Span, finding
from generator.layout import shape
from generator.layout.budget import OverBudget
from generator.layout.environment import Refused
from generator.layout.tags import unknown_tags

MISTAKES = (
    TemplateError,
    Refused,
    OverBudget,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,
    MemoryError,
    SyntaxError,
)
"""What a template's mistake can raise while it is compiled or runs; anything else is ours."""


def checked(environment: Environment, text: str, name: str, path: str, bundled: bool) -> nodes.Template:
    """Return a template's tree. One that is not bundled is checked against what templates may hold and what tags there are,
    and its loops are put on the budget; the bundled ones pass the same check among the tests. Raises Failed."""
    try:
        tree = environment.parse(text, name, path)
        if bundled:
            return tree
        shape.check(tree)
    except shape.Odd as odd:
        raise Failed([finding("template-refused", Span(path, odd.line), what=odd.what)]) from None
    except MISTAKES as error:
        raise Failed([mistake(error, path)]) from None
    findings = [
        finding("unknown-attribute", Span(path, found.line), tag=found.tag, name=found.attribute, meant=meant(found.meant))
        if found.attribute
        else finding("unknown-tag", Span(path, found.line), tag=found.tag, meant=meant(found.meant))
        for found in unknown_tags(shape.literal(tree))
    ]
    if findings:
        raise Failed(findings)
    return shape.metered(tree)


def meant(name: str) -> str:
    """Return the help that names what was probably meant, or where to look."""
    return f"did you mean `{name}`?" if name else "the layout documentation lists the tags there are"


def mistake(error: BaseException, path: str) -> Diagnostic:
    """Return the finding for what went wrong in a template, at the innermost template line that the error passed."""
    line = getattr(error, "lineno", None)
    span = Span(path, line if isinstance(error, TemplateError) and line else 1)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            span = Span(str(template.filename), template.get_corresponding_lineno(trace.tb_lineno))
        trace = trace.tb_next
    quoted = re.findall(r"'([^']{1,60})'", str(error))
    if isinstance(error, Refused):
        return finding("template-refused", span, what=error.args[0])
    if isinstance(error, (OverBudget, RecursionError, MemoryError)):
        return finding("template-endless", span)
    if isinstance(error, UndefinedError):
        return finding("template-undefined", span, name=quoted[-1] if quoted else "?")
    if isinstance(error, TemplateAssertionError) and quoted:
        return finding("template-refused", span, what=quoted[0])
    if isinstance(error, TemplateNotFound):
        return finding("template-missing", span, name=str(error.name).partition(":")[2])
    return finding("template-broken", span)
