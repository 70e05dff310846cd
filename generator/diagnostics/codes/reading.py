"""Findings of reading a file (YAML, limits) and of resolving languages and levels."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    "alias": Entry(
        "error",
        "YAML aliases are not used in these files, and this text begins with `*`",
        "a text that begins with `*` stands in quotes: `{line}`",
        "Every value is written where it is used, so anchors and aliases are refused; an unquoted `*` begins an alias.",
    ),
    "anchor": Entry(
        "error",
        "YAML anchors are not used in these files, and this text begins with `&`",
        "a text that begins with `&` stands in quotes: `{line}`",
        "Every value is written where it is used, so anchors and aliases are refused; an unquoted `&` begins an anchor.",
    ),
    "broken-yaml": Entry(
        "error",
        "this line does not fit into the file's YAML structure",
        "compare indentation, quotes, colons and brackets with the lines around it",
        "YAML cannot go on here, and nothing below this place was read.",
    ),
    "cannot-read": Entry("error", "the file cannot be read: {reason}", explain="The file is missing, a folder, or not readable."),
    "complex-field": Entry(
        "error",
        "a field's name must be plain text",
        "write `name: value`, the name without brackets or braces",
        "YAML allows lists and mappings as names of fields; these files do not.",
    ),
    "control-character": Entry(
        "error",
        "the character {character} may not stand in a file",
        "delete it; it cannot be seen and often comes along with pasted text",
        "Control characters, odd line separators and characters that turn the direction of text are refused.",
    ),
    "directive": Entry(
        "error",
        "YAML directives (`%`) are not used in these files",
        "delete the line",
        explain="Lines that begin with `%` before the document speak to YAML readers; topic files need none.",
    ),
    "duplicate-field": Entry(
        "error",
        "the field `{name}` stands twice, first on line {line}",
        "keep one of them",
        "YAML readers silently take one of two fields of the same name; which one depends on the reader.",
    ),
    "indentation": Entry(
        "error",
        "this line is not indented like the lines that it belongs to",
        "fields of one thing start in the same column; use two spaces for each step",
        "Indentation says what belongs to what; this line stands too far to the right or to the left.",
    ),
    "invisible-character": Entry(
        "note",
        "the invisible character {character} is left out",
        "delete it to be rid of this note",
        "Soft hyphens, zero-width spaces and byte order marks inside a text come from pasting and print as boxes.",
    ),
    "long-text": Entry(
        "error",
        "the text is longer than {limit} characters or {breaks} lines",
        "split it into several blocks",
        "Limits keep a file from a stranger from taking the computer's memory.",
    ),
    "long-word": Entry(
        "error",
        "the word `{word}...` is longer than {limit} characters without a space",
        "put spaces into it",
        "A line cannot be broken inside such a word.",
    ),
    "merge": Entry(
        "error",
        "YAML merge fields (`<<`) are not used in these files",
        "write the fields out",
        explain="Merging takes fields from an alias, and aliases are refused: every value is written where it is used.",
    ),
    "missing-colon": Entry(
        "error",
        "this line is no field: a colon is missing, or it belongs to the line above",
        "write `name: value`, with a space after the colon; the rest of a long text is indented deeper than its field",
        "Every line of a mapping is a name, a colon, a space and a value.",
    ),
    "missing-comma": Entry(
        "error",
        "a comma or the closing bracket is missing here",
        "put a comma between the entries, and texts in quotes",
        "Inside braces and brackets entries are parted by commas.",
    ),
    "missing-space": Entry(
        "error",
        "a space is missing after the colon",
        "write `name: value`",
        "YAML takes a colon without a space after it for a part of the text.",
    ),
    "no-text-file": Entry(
        "error",
        "this is no text file: another program wrote it (a PDF, Word file, picture ...)",
        "a topic is a plain text file; `lembar new topic NAME` writes one to start from",
        "Topic files are plain text in UTF-8, written with a text editor.",
    ),
    "not-utf8": Entry(
        "error",
        "the file is not encoded in UTF-8",
        "save it as UTF-8 in your editor",
        "Other encodings cannot be told from one another, so letters would be lost.",
    ),
    "open-bracket": Entry(
        "error",
        "this `{sign}` is never closed",
        "write `{closing}` where the list or the fields end",
        "What begins with a bracket or a brace ends with its partner.",
    ),
    "open-quote": Entry(
        "error",
        "this quote is never closed, or closes only lines below",
        "write the same quote at the end of the text",
        "A text that begins with a quote ends with the same quote.",
    ),
    "quote-this": Entry(
        "error",
        "this text needs quotes",
        "write `{line}`",
        "Unquoted, a comma inside braces ends the text, a question mark or a bracket breaks the file for some YAML readers, "
        "and `[[word]]` becomes a list.",
    ),
    "second-document": Entry(
        "error",
        "a file holds one document, and a second one begins here",
        "delete the `---`, or make two files of it",
        explain="YAML can hold several documents in one file; here one file is one thing.",
    ),
    "tab-indentation": Entry(
        "error",
        "this line is indented with a tab",
        "use spaces: two for each step",
        "YAML allows no tabs in indentation, because their width is nobody's agreement.",
    ),
    "tag": Entry(
        "error",
        "YAML tags are not used in these files, and this text begins with `!`",
        "a text that begins with `!` stands in quotes: `{line}`",
        explain="Tags tell YAML readers to build other things than texts; every text here stays a text.",
    ),
    "text-after-quote": Entry(
        "error",
        "text goes on after the closing quote",
        "write `{line}`",
        "A text that begins with a quote ends with it; put the whole text in quotes.",
    ),
    "too-deep": Entry(
        "error",
        "lists and fields stand more than {limit} deep in one another",
        "write it flatter",
        explain="Limits keep a file from a stranger from taking the computer's memory.",
    ),
    "too-many-findings": Entry(
        "error",
        "there are more than {limit} findings; this is the last one shown",
        "mend these first",
        explain="A file with so many findings is of another kind, or one mistake repeats all through it.",
    ),
    "too-large": Entry(
        "error",
        "the file has {size} bytes, more than {limit}",
        "split it into several files",
        explain="Limits keep a file from a stranger from taking the computer's memory.",
    ),
    "too-many-values": Entry(
        "error",
        "the file holds more than {limit} values",
        "split it into several files",
        explain="Limits keep a file from a stranger from taking the computer's memory.",
    ),
    "unknown-escape": Entry(
        "error",
        "this backslash begins no escape that these files know",
        "write `\\\\` for a backslash, or put the text in single quotes",
        "Inside double quotes a backslash begins an escape: only a line break, a quote, a backslash and characters by number "
        "(`x`, `u`, `U`) are known, so that no formula turns into a tab. Inside single quotes a backslash is a backslash.",
    ),
    # resolving languages and levels
    "missing-translation": Entry(
        "warning",
        "no `{language}` here, so `{other}` is printed",
        'add `{language}: "..."`',
        "A text that is given by language lacks one of the topic's languages; the topic's own language takes its place.",
    ),
    "mixed-map": Entry(
        "error",
        "`{first}` and `{second}` do not belong into one map",
        explain="A map holds languages only, or levels only, or the fields of a thing; what mixes them cannot be told apart.",
    ),
    "not-translatable": Entry(
        "error",
        "`{name}` is the same in every language and at every level",
        "write one value",
        "What an item is, who it is and what is right may not depend on language or level.",
    ),
    "unlisted-language": Entry(
        "error",
        "the topic does not list the language `{language}`",
        explain="Every language of a map is one of the topic's `languages`, so that no text is written in vain.",
    ),
    "untranslated": Entry(
        "warning",
        "this text is printed alike in every language",
        "give it by language: `{map}`",
        "A plain text of more than three words in a topic of several languages is a forgotten translation more often than not.",
    ),
}
