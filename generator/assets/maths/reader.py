"""Reads the maths between two dollar signs: the part of LaTeX that schools use, and nothing that it does not know."""

from __future__ import annotations

import re
from collections.abc import Collection

from generator.assets.maths import symbols
from generator.assets.maths.nodes import Accent, Delimiter, Node, Row, Scripts, Sign, Space, Unreadable
from generator.assets.maths.structures import STRUCTURES
from generator.assets.maths.symbols import Kind
from generator.frozen import replace

DEEPEST = 24
"""Braces in braces."""

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:[.,][0-9]+)*|\s+|.", re.DOTALL)
BIG: dict[str, float] = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}
"""Heights in ems."""
SIDES: dict[str, Kind] = {"": "ord", "l": "open", "r": "close", "m": "rel"}


def read(text: str) -> Row:
    """Return the tree of a formula. Raises Unreadable."""
    reader = Reader(text)
    row = reader.row(())
    if not row.parts:
        raise Unreadable("there is nothing between the dollar signs")
    return row


class Reader:
    """One pass over a formula's text; `alphabet` is what letters are set in at the moment."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.alphabet = "italic"

    def peek(self) -> str:
        """Return the next token, white space passed over; empty at the end."""
        while match := _TOKEN.match(self.text, self.at):
            if not match[0].isspace():
                return match[0]
            self.at = match.end()
        return ""

    def take(self) -> str:
        """Return the next token and go on behind it."""
        token = self.peek()
        self.at += len(token)
        return token

    def due(self, token: str, owner: str) -> None:
        """Take a token that must come now. Raises Unreadable."""
        if self.peek() != token:
            raise Unreadable(f"`{token}` is missing after `{owner}`")
        self.take()

    def row(self, stops: Collection[str], kind: Kind = "ord") -> Row:
        """Return parts up to one of `stops`, which is left there, or to the end."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too many braces in braces")
        parts: list[Node] = []
        while (token := self.peek()) and token not in stops:
            parts.append(self.scripted())
        self.depth -= 1
        return Row(tuple(parts), kind)

    def scripted(self) -> Node:
        """Return the next part with what is raised and lowered at it."""
        base: Node = Sign("") if self.peek() in ("^", "_") else self.part()
        above: Node | None = None
        below: Node | None = None
        while (token := self.peek()) in ("^", "_", "'", r"\limits", r"\nolimits"):
            self.take()
            if token == "'":
                base = Row((base, Sign("′")))
            elif token in (r"\limits", r"\nolimits"):
                if not isinstance(base, Sign) or base.kind != "op":
                    raise Unreadable(f"`{token}` stands behind what is no operator")
                base = replace(base, limits="always" if token == r"\limits" else "never")
            elif token == "^" and above is None:
                above = self.argument(token)
            elif token == "_" and below is None:
                below = self.argument(token)
            else:
                raise Unreadable(f"two `{token}` follow one another; put the first into braces with what it belongs to")
        return base if above is None and below is None else Scripts(base, above, below)

    def argument(self, owner: str) -> Node:
        """Return what a command is about: a group in braces, or one sign. Raises Unreadable where there is none."""
        token = self.peek()
        if not token or token in ("}", "&", r"\\", r"\right", r"\end", "^", "_"):
            raise Unreadable(f"something is missing after `{owner}`")
        if token[0].isdigit():
            self.at += 1
            return Sign(symbols.lettered(token[0], self.alphabet))
        return self.part()

    def part(self) -> Node:
        """Return the next part without what is raised and lowered at it."""
        token = self.take()
        if token == "{":
            row = self.row("}")
            self.due("}", "{")
            return row
        if token[0] == "\\":
            return self.command(token)
        if token[0].isdigit():
            return Sign("".join(symbols.lettered(char, self.alphabet) for char in token))
        if token in ("}", "&", "#", "$"):
            raise Unreadable(f"`{token}` has no place here")
        kind = symbols.SIGNS.get(token)
        if kind is not None and token not in symbols.GREEK_ITALIC:
            return Sign(symbols.AS.get(token, token), kind)
        if token == "~":
            return Space(symbols.SPACES["~"])
        return Sign(symbols.lettered(token, self.alphabet))

    def command(self, token: str) -> Node:
        """Return what a command prints. Raises Unreadable for one that is not known."""
        name = token[1:]
        if not name.isalpha():
            return self.escaped(token)
        if name in symbols.COMMANDS:
            sign, kind = symbols.COMMANDS[name]
            sign = symbols.lettered(sign, self.alphabet) if name in symbols.GREEK else sign
            return Sign(sign, kind, "display" if kind == "op" and "int" not in name else "")
        if name in symbols.FUNCTIONS:
            return Sign(name, "op")
        if name in symbols.LIMITED:
            return Sign(name.replace("lim", "lim\u2009").rstrip("\u2009"), "op", "display")
        if name in symbols.SPACES:
            return Space(symbols.SPACES[name])
        made = self.structure(name)
        if made is None:
            raise Unreadable(f"there is no command `{token}` here", name)
        return made

    def escaped(self, token: str) -> Node:
        r"""Return what a backslash with a sign prints: `\%`, `\{`, `\,`."""
        sign = token[1:] if token[1:] != "\n" else " "
        if sign in symbols.SPACES:
            return Space(symbols.SPACES[sign])
        if sign in symbols.ESCAPED:
            braces: dict[str, Kind] = {"{": "open", "}": "close"}
            return Sign(symbols.ESCAPED[sign], braces.get(sign, "ord"))
        if sign == "\\":
            raise Unreadable("a line ends where there are no lines")
        raise Unreadable(f"there is no command `{token}` here")

    def structure(self, name: str) -> Node | None:
        """Return what a command makes of its arguments, None for a command that is not known."""
        if name in symbols.ALPHABETS:
            return self.lettered(name)
        if name in symbols.ACCENTS or name in symbols.WIDE:
            return Accent(self.argument(f"\\{name}"), {**symbols.ACCENTS, **symbols.WIDE}[name], wide=name in symbols.WIDE)
        if name in symbols.ARROWS or name in symbols.BRACES:
            sign = symbols.BRACES.get(name) or name.removeprefix("over").removeprefix("under")
            return Accent(self.argument(f"\\{name}"), sign, wide=True, under=name.startswith("under"))
        size = name if name in BIG else name[:-1]
        if size in BIG and name.removeprefix(size) in SIDES:
            return Delimiter(self.delimiter(f"\\{name}"), BIG[size], SIDES[name.removeprefix(size)])
        made = STRUCTURES.get(name)
        return made(self, name) if made else None

    def lettered(self, name: str) -> Node:
        r"""Return letters in an alphabet: `\mathbf{x}`, or words with their spaces: `\text{luas alas}`."""
        if name in symbols.TEXTS:
            return Sign("".join(symbols.lettered(char, symbols.ALPHABETS[name]) for char in self.words(name)))
        before, self.alphabet = self.alphabet, symbols.ALPHABETS[name]
        body = self.argument(f"\\{name}")
        self.alphabet = before
        if name == "operatorname":
            return Sign(
                "".join(part.text for part in body.parts if isinstance(part, Sign)) if isinstance(body, Row) else "", "op"
            )
        return body

    def words(self, name: str) -> str:
        """Return the words between the braces that come now, as they are."""
        self.due("{", f"\\{name}")
        end = self.text.find("}", self.at)
        words = self.text[self.at : end]
        if end < 0:
            raise Unreadable(f"`}}` is missing after `\\{name}{{`")
        words = re.sub(r"\\([%$&#_ ])", r"\1", words)
        if "\\" in words or "{" in words:
            raise Unreadable(f"a command or a brace in `\\{name}{{...}}`; end the words first")
        self.at = end + 1
        return " ".join(words.split(" ")).replace(" ", "\u00a0")

    def delimiter(self, owner: str) -> str:
        r"""Return the delimiter that comes now: `(`, `\{`, `\langle`; a full stop stands for none. Raises Unreadable."""
        token = self.take()
        if token in "()[]|/" and token:
            return token
        if token in ("<", ">"):
            return "⟨" if token == "<" else "⟩"
        if token == ".":
            return ""
        name = token[1:]
        known = {**symbols.OPENING, **symbols.CLOSING, **symbols.BARS, "{": "{", "}": "}", "|": "‖"}
        arrows = {one: symbols.RELATIONS[one] for one in ("uparrow", "downarrow", "updownarrow", "Uparrow", "Downarrow")}
        if token.startswith("\\") and name in {**known, **arrows}:
            return {**known, **arrows}[name]
        raise Unreadable(f"`{token}` is no delimiter for `{owner}`" if token else f"a delimiter is missing after `{owner}`")
