"""The sandbox: Jinja2 with nothing in it but the document's public fields, a few filters and the layout's own macros.

The only importer of Jinja2. Layouts come from strangers (reliability D2): autoescape cannot be turned off, no attribute is
reachable but the public fields of frozen dataclasses, nothing is callable but macros, `blocks` and `range`, and every loop,
call and printed sign is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import StrictUndefined
from jinja2.loaders import BaseLoader
from jinja2.runtime import BlockReference, LoopContext, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from generator.frozen import fields, is_frozen
from generator.layout.budget import CALL, STEP, Budget
from generator.layout.inline import inline, plain

RANGE = 1000
NUMBER = 1e12
LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "previtem", "nextitem"})


class Refused(Exception):
    """A template asks for what no layout may have; the first argument is what."""


class Nearest:
    """What a template may call by a name: called from any layer of the chain, a macro is the nearest layer's."""

    __slots__ = ("macro", "settle")

    def __init__(self, macro: Callable[..., Any] | None = None, settle: Callable[[], Callable[..., Any]] | None = None) -> None:
        self.macro = macro
        self.settle = settle

    def __call__(self, *args: Any, **facts: Any) -> Any:
        """Call it, made for the document of this moment where it is not yet."""
        if self.macro is None and self.settle is not None:
            self.macro = self.settle()
        if self.macro is None:
            raise Refused("()")
        return self.macro(*args, **facts)


def public(kind: type) -> frozenset[str]:
    """Return what a template may read of a value of this type: the public fields of a frozen dataclass, and its `macro`."""
    if not is_frozen(kind):
        return frozenset()
    names = {field.name for field in fields(kind) if not field.name.startswith("_")}
    return frozenset(names | ({"macro"} if hasattr(kind, "macro") else set()))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's immutable sandbox, narrowed from what is known to be dangerous down to what layouts need."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            optimized=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self.printed,
            bytecode_cache=None,
            cache_size=100,
            auto_reload=False,
        )
        self.budget = Budget()
        self.known: dict[type, frozenset[str]] = {}
        self.globals = {"range": Nearest(self.capped)}
        self.filters = {**FILTERS, "counted": self.counted, "joined": self.joined, "join": self.join}
        self.tests = {**TESTS, "defined": self.tests["defined"]}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a public field, an entry of a mapping, or something undefined; never a method."""
        kind = type(obj)
        fields = self.known.get(kind)
        if fields is None:
            fields = self.known[kind] = public(kind)
        if attribute in fields:
            return getattr(obj, attribute)
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if kind is LoopContext and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, StrictUndefined):
            str(obj)
        raise Refused(f".{attribute}")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an entry of a list, a text or a mapping."""
        if isinstance(obj, Mapping) and isinstance(argument, (str, int)):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=str(argument))
        if isinstance(obj, (tuple, list, str)) and isinstance(argument, (int, slice)):
            try:
                return obj[argument]
            except (IndexError, TypeError, ValueError):
                return self.undefined(obj=obj, name=str(argument))
        if isinstance(obj, StrictUndefined):
            str(obj)
        raise Refused(f"[{str(argument)[:40]}]")

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro, `blocks` or `range`; nothing else can be called."""
        kind = type(__obj)
        kwargs.pop("_block_vars", None)  # what Jinja2 adds for functions that take the context; none here does
        kwargs.pop("_loop_vars", None)
        if kind is Nearest or kind is Macro or kind is BlockReference:
            value = __obj(*args, **kwargs)
        elif isinstance(__obj, StrictUndefined):
            value = str(__obj)
        else:
            raise Refused(f"{kind.__name__}()")
        __self.budget.spend(CALL + (len(value) if isinstance(value, str) else 0))
        return value

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon with two numbers; texts are joined by `~`, which is counted."""
        if operator == "**":
            raise Refused("**")
        value = self.binop_table[operator](number(left), number(right))
        if abs(value) > NUMBER:
            raise Refused(operator)
        return value

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """Turn a number's sign."""
        return self.unop_table[operator](number(arg))

    def capped(self, *bounds: int) -> range:
        """Return a range of at most 1,000 numbers."""
        try:
            numbers = range(*bounds)
            if len(numbers) <= RANGE:
                return numbers
        except (OverflowError, TypeError, ValueError):
            pass
        raise Refused("range")

    def counted(self, values: Any, weight: int) -> Any:
        """Return what a loop runs over, once its turns are paid for; `weight` is how much text each prints."""
        if isinstance(values, StrictUndefined):
            str(values)
        if not isinstance(values, (tuple, list, Mapping, range)):
            raise Refused(type(values).__name__)
        self.budget.spend(STEP + len(values) * (STEP + weight))
        return values

    def joined(self, values: Sequence[Any]) -> str:
        """Return what `~` joins."""
        text = markup_join(self.printed(value) for value in values)
        self.budget.spend(STEP + len(text))
        return text

    def join(self, values: Any, between: Any = "") -> Markup:
        """Return texts joined by another, each escaped once."""
        text = Markup(escape(self.printed(between))).join(escape(self.printed(value)) for value in sequence(values))
        self.budget.spend(STEP + len(text))
        return text

    def printed(self, value: Any) -> Any:
        """Let a text or a number be printed; anything else is a slip of the template that must not reach paper."""
        if isinstance(value, str):
            self.budget.spend(len(value))
            return value
        self.budget.spend(STEP)
        if isinstance(value, float):
            return f"{value:.2f}".rstrip("0").rstrip(".")
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, StrictUndefined):
            return str(value)
        raise Refused(type(value).__name__)


def number(value: Any) -> Any:
    """Return a number as it is; refuse anything else."""
    if isinstance(value, StrictUndefined):
        str(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise Refused(type(value).__name__)


def sequence(values: Any) -> Sequence[Any]:
    """Return a list as it is; refuse anything else."""
    if isinstance(values, StrictUndefined):
        str(values)
    if isinstance(values, (tuple, list, range)) and len(values):
        return values
    raise Refused(type(values).__name__)


def length(value: Any) -> int:
    """Return how many entries or signs a value has."""
    if isinstance(value, (tuple, list, Mapping, str, range)):
        return len(value)
    raise Refused(type(value).__name__)


def upper(value: Any) -> str:
    """Return a text in capitals."""
    if isinstance(value, Markup) or not isinstance(value, str):
        raise Refused("upper")
    return value.upper()


def default(value: Any, otherwise: Any = "") -> Any:
    """Return the value, or the other one where there is none."""
    return otherwise if isinstance(value, StrictUndefined) else value


def contained(value: Any, values: Any) -> bool:
    """Say whether a value is among others."""
    if isinstance(values, (tuple, list, Mapping, str, range)):
        return value in values
    raise Refused(type(values).__name__)


FILTERS: dict[str, Callable[..., Any]] = {
    "inline": inline,
    "plain": plain,
    "upper": upper,
    "escape": escape,
    "e": escape,
    "default": default,
    "length": length,
    "first": lambda values: sequence(values)[0],
    "last": lambda values: sequence(values)[-1],
    "max": lambda values: max(map(number, sequence(values))),
    "min": lambda values: min(map(number, sequence(values))),
}
"""What a template may pass values through, beside `join`."""

TESTS: dict[str, Callable[..., Any]] = {
    "none": lambda value: value is None,
    "odd": lambda value: number(value) % 2 == 1,
    "even": lambda value: number(value) % 2 == 0,
    "in": contained,
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, (int, float)),
}
"""What a template may ask of a value, beside whether it is defined."""
