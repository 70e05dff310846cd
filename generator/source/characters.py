"""From bytes to characters: encoding, line ends, what may not stand in a file, and signs put out of YAML's sight.

The signs that mean something to YAML only where an author forgot quotes (`? * & ! % @` and the backquote) are hidden from
the parser, each behind one private character, so columns stay true; both parsers of PyYAML then read the same, and no
anchor, alias, tag or directive can ever reach them.
"""

from __future__ import annotations

import re
from itertools import islice

from generator.diagnostics import Diagnostic, Failed, Span, finding

MAX_BYTES = 2 << 20
PROGRAMS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")
"""How files of other programs begin: PDF, Word and Excel (new and old), pictures, rich text."""
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SHOWN = 20  # of one kind of character a file shows so many findings

HIDDEN = dict(zip("?*&!%@`:-,[]{}#|>'\"\\\ufeff", map(chr, range(0xF5D0, 0xF5F0)), strict=False))
SHOW = {ord(private): sign for sign, private in HIDDEN.items()}
HIDING = re.compile("[\uf5d0-\uf5ef]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\uf5d0-\uf5ff\ufffe\uffff]")
INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")
TAB = re.compile(r"^[ ]*(\t[ \t]*)(?=\S)", re.MULTILINE)
TIGHT = re.compile(r""":(?<!["']:)(?=[,\[\]{}])""")
HEADER = re.compile(r"([|>][0-9+-]{0,2})#")
BACKSLASHES = re.compile(r"(\\+)(?=(.{0,9}))")
ESCAPE = re.compile(
    r"""[n "/]|\Z|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"""
    r"""|U0000(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U00(?:0[1-9a-fA-F]|10)[0-9a-fA-F]{4}"""
)
"""What may follow a backslash between double quotes; `\\t` and its kin are left out, so that no formula becomes a tab."""


def decoded(data: bytes, file: str) -> str:
    """Return the text of a file with `\\n` as line end and without byte order mark.

    Raises Failed `too-large`, `no-text-file`, `not-utf8`.
    """
    if len(data) > MAX_BYTES:
        raise Failed([finding("too-large", Span(file), size=f"{len(data):,}", limit=f"{MAX_BYTES:,}")])
    if data.startswith(PROGRAMS) or (b"\0" in data[:1000] and not data.startswith(UTF16)):
        raise Failed([finding("no-text-file", Span(file))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        before = _lines(data[bom : bom + error.start].decode("utf-8", "replace"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Failed([finding("not-utf8", Span(file, line, column, line, column + 1))]) from None
    return _lines(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def prepared(text: str, file: str, findings: list[Diagnostic]) -> str | None:
    """Return the text as the parser gets it, character for character; None where tabs leave the indentation open."""
    hidden = text
    if CONTROL.search(text):
        for match in islice(CONTROL.finditer(text), SHOWN):
            findings.append(finding("control-character", _span(text, file, *match.span()), character=named(match.group())))
        hidden = CONTROL.sub(" ", hidden)
    if "\t" in hidden:
        tabs = list(islice(TAB.finditer(text), SHOWN))
        findings.extend(finding("tab-indentation", _span(text, file, *match.span(1))) for match in tabs)
        if tabs:
            return None
        hidden = hidden.replace("\t", " ")
    if "%" in hidden:
        hidden = _without_directives(hidden, file, findings)
    if "\\" in hidden:
        hidden = BACKSLASHES.sub(_escape, hidden)
    hidden = HEADER.sub(lambda match: match[1] + HIDDEN["#"], TIGHT.sub(HIDDEN[":"], hidden))
    for sign in "?*&!%@`\ufeff":
        hidden = hidden.replace(sign, HIDDEN[sign])
    return hidden if hidden.endswith("\n") else hidden + "\n"


def _without_directives(hidden: str, file: str, findings: list[Diagnostic]) -> str:
    """Blank the lines before the document that begin with `%`."""
    lines = hidden.split("\n")
    first = True
    for number, line in enumerate(lines):
        if line.startswith("%"):
            if first:
                width = len(line.partition(" #")[0].rstrip())
                findings.append(finding("directive", Span(file, number + 1, 1, number + 1, width + 1)))
            first = False
            lines[number] = " " * len(line)
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return hidden if first else "\n".join(lines)


def _escape(match: re.Match[str]) -> str:
    """Hide the last of an odd run of backslashes where no escape follows: between double quotes it would be an error."""
    run, after = match[1], match[2]
    if len(run) % 2 == 0 or ESCAPE.match(after):
        return match.group()
    return run[:-1] + HIDDEN["\\"]


def named(character: str) -> str:
    """Return how a message names a character: `U+200B`."""
    return f"U+{ord(character):04X}"


def _span(text: str, file: str, start: int, end: int) -> Span:
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return Span(file, line, column, line, column + end - start)
