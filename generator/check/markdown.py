"""Markdown into runs: CommonMark by markdown-it, loaded only for a text that holds one of its signs.

Beyond CommonMark: `x^2^`, `H~2~O`, `$...$` by pandoc's rule, tables in block texts. HTML and entities are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.check.gaps import PLACE, Problem, taken_out, unescaped
from generator.check.shortcuts import emphasis, signless
from generator.model.text import Break, Gap, Inline, Line, Run, Text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

SIGN = re.compile(r"[*_`\\^~$\]<\n](?:(?<=[*_`\\^~$])|(?<=\])\(|(?<=<)[^\s<>]*[:@]|(?<=  \n))")
"""What makes a text more than plain words. Anything else of CommonMark needs one of these.

That it begins with one set of signs, told apart afterwards, makes looking through plain words seven times as fast."""
MATHS = "maths"
"""The code of what is no problem yet: a formula."""
OUTSIDE = "maths-outside"
"""The code of what is a problem only if it is a command of maths."""
PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")

_COMMAND = re.compile(r"\\([A-Za-z]{2,})")
_FOLD = re.compile(r"[ \t\r\n]+")
_MATHS = re.compile(r"\$(?![\s$])((?:\\.|[^$\\\n]){0,300}(?:\\.|[^$\\\s]))\$(?![0-9$])")
_SCRIPT = re.compile(r"([\^~])((?:\\[!-/:-@\[-`{-~]|[^\s^~\\]|\\(?![!-/:-@\[-`{-~])){1,100})\1(?!\1)")
_ADDRESS = re.compile(r"(https?://[^/\s]|mailto:[^@\s]+@)", re.IGNORECASE)


def inline(text: str, problems: list[Problem], gaps: bool = False) -> Text:
    """Return an inline text: blank lines part paragraphs, signs of blocks at the start of a line are text."""
    text = text.strip(" \t\r\n")
    found: list[Gap] = []
    if gaps:
        text, found = taken_out(text, problems)
    if not text:
        return Text()
    left = iter(found)
    paragraphs = []
    for part in PARAGRAPHS.split(text) if "\n" in text else (text,):
        line = marked_line(part, problems, left) if SIGN.search(part) else plain_line(part, left)
        if line:
            paragraphs.append(line)
    return Text(tuple(paragraphs))


def marked_line(text: str, problems: list[Problem], gaps: Iterator[Gap] = iter(())) -> Line:
    """Return the line of one paragraph that holds signs of Markdown."""
    text = "\n".join([line.lstrip(" \t") for line in text.split("\n")]) if "\n" in text else text
    words = signless(text)
    if words is not None:
        return plain_line(words, gaps)
    simple = emphasis(text)
    if simple is None:
        return runs(parser().parseInline(text)[0].children or [], problems, gaps)
    line: list[Inline] = []
    for run in simple:
        folded = _styled(run, _folded(run.text))
        line += _with_gaps(folded, gaps) if PLACE in run.text else (folded,)
    return _joined(line)


def plain_line(text: str, gaps: Iterator[Gap] = iter(())) -> Line:
    """Return the line of a text without any sign of Markdown."""
    text = _folded(text).strip(" ")
    if PLACE not in text:
        return (Run(text),) if text else ()
    return tuple(_with_gaps(Run(text), gaps))


def _folded(text: str) -> str:
    """Return a text with one space for each stretch of white space; most have nothing else."""
    return _FOLD.sub(" ", text) if "  " in text or "\n" in text or "\t" in text or "\r" in text else text


def runs(tokens: Sequence[Token], problems: list[Problem], gaps: Iterator[Gap] = iter(())) -> Line:
    """Return the line that markdown-it's inline tokens say; adjacent runs of one style become one, white space is folded."""
    line: list[Inline] = []
    strong = emphasis = 0
    link = ""
    for token in _flat(tokens, problems):
        kind = token.type
        if kind == "strong_open" or kind == "strong_close":
            strong += token.nesting
        elif kind == "em_open" or kind == "em_close":
            emphasis += token.nesting
        elif kind == "link_open":
            link = _address(str(token.attrs.get("href", "")), problems)
        elif kind == "link_close":
            link = ""
        elif kind == "hardbreak":
            line.append(Break())
        else:
            run = _run(token, strong > 0, emphasis > 0, link)
            pieces = list(_with_gaps(run, gaps)) if PLACE in run.text else [run]
            if run.maths:
                problems += _maths_of(pieces)
            elif "\\" in run.text and not run.code:
                problems += [Problem(OUTSIDE, match[0], {"name": match[1]}) for match in _COMMAND.finditer(run.text)]
            line += pieces
    return _joined(line)


def _maths_of(pieces: Sequence[Inline]) -> Iterator[Problem]:
    """Yield what is still to be looked at by who can set formulas; a gap parts a formula in two."""
    for piece in pieces:
        if isinstance(piece, Run):
            yield Problem(MATHS, f"${piece.text}$" if len(pieces) == 1 else piece.text, {"latex": piece.text})


def _run(token: Token, strong: bool, emphasis: bool, link: str) -> Run:
    if token.type == "maths":
        return Run(token.content, strong, emphasis, maths=True, link=link)
    text = " " if token.type == "softbreak" else _folded(token.content)
    script: Any = {"superscript": "sup", "subscript": "sub"}.get(token.type, "")
    return Run(text, strong, emphasis, token.type == "code_inline", script, link=link)


def _flat(tokens: Sequence[Token], problems: list[Problem]) -> Iterator[Token]:
    """Yield the tokens; a picture gives its words, and a problem."""
    for token in tokens:
        if token.type == "image":
            problems.append(Problem("picture-in-text", f"![{token.content}]", {}))
            yield from _flat(token.children or [], problems)
        else:
            yield token


def _address(address: str, problems: list[Problem]) -> str:
    if _ADDRESS.match(address) and "%EF%97%B0" not in address:
        return address
    problems.append(Problem("link-address", address, {}))
    return ""


def _with_gaps(run: Run, gaps: Iterator[Gap]) -> Iterator[Inline]:
    for index, piece in enumerate(run.text.split(PLACE)):
        if index:
            yield next(gaps)
        if piece:
            yield _styled(run, piece)


def _styled(run: Run, text: str) -> Run:
    return Run(text, run.strong, run.emphasis, run.code, run.script, run.maths, run.link)


def _joined(line: list[Inline]) -> Line:
    """Join runs of one style, fold the white space where they meet, and strip the line's ends."""
    joined: list[Inline] = []
    for inline in line:
        before = joined[-1] if joined else None
        if not isinstance(inline, Run):
            if isinstance(inline, Break) and isinstance(before, Run) and not before.maths:
                joined[-1] = _styled(before, before.text.rstrip(" "))
            joined.append(inline)
            continue
        text = inline.text
        ends_in_space = before is None or isinstance(before, Break) or (isinstance(before, Run) and before.text.endswith(" "))
        if ends_in_space and not inline.maths:
            text = text.lstrip(" ")
        if not text:
            continue
        if isinstance(before, Run) and not before.maths and _styled(before, "") == _styled(inline, ""):
            joined[-1] = _styled(before, before.text + text)
        else:
            joined.append(_styled(inline, text))
    while joined and isinstance(joined[-1], Break):
        joined.pop()
    last = joined[-1] if joined else None
    if isinstance(last, Run) and last.text.endswith(" "):
        joined[-1] = _styled(last, last.text.rstrip(" "))
    return tuple(one for one in joined if not isinstance(one, Run) or one.text)


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the one Markdown parser; importing markdown-it costs a third of a small check, so it waits until it is needed."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["entity", "html_inline", "html_block"])
    made.inline.ruler.after("backticks", "maths", _maths)
    made.inline.ruler.after("maths", "script", _script)
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return made


def _maths(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$" or state.src[state.pos - 1 : state.pos] == "$":
        return False
    return _taken(state, silent, _MATHS, 1, "maths")


def _script(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos]
    if sign not in "^~" or state.src[state.pos - 1 : state.pos] == sign:
        return False
    return _taken(state, silent, _SCRIPT, 2, "superscript" if sign == "^" else "subscript")


def _taken(state: StateInline, silent: bool, pattern: re.Pattern[str], group: int, kind: str) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = match[group] if kind == "maths" else unescaped(match[group])
    state.pos = match.end()
    return True
