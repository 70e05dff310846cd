"""Findings about what a topic says beside its questions: texts, blocks, names, and what holds together."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    "duplicate-name": Entry(
        "error",
        "the name `{name}` stands twice, first on line {line}",
        "give each {what} a name of its own",
        "A name says which thing is meant: in a plan, in a manifest, on the command line.",
    ),
    "empty-file": Entry(
        "error",
        "the file is empty",
        "`lembar new topic NAME` writes a file to start from",
        explain="There is nothing in the file but comments, if that.",
    ),
    "empty-gap": Entry(
        "error",
        "this gap accepts no word",
        "write the word between the brackets: `[[word]]`",
        "A gap is written with the word that belongs into it.",
    ),
    "error-allowed": Entry(
        "error",
        "`{name}` is an error, and only warnings can be allowed",
        "mend what is wrong instead",
        explain="`allow` silences rules of style in one item; what would print wrongly cannot be allowed.",
    ),
    "gap-here": Entry(
        "warning",
        "this text has no gaps, so its double brackets are printed",
        "write `\\[[` if they are meant, or take them out",
        "Gaps exist in the text of a cloze and in the cells of a table-completion.",
    ),
    "group-field": Entry(
        "error",
        "a group has no `{name}` of its own",
        "write `{name}` at its items",
        "A group only holds its items together; what they are worth and how hard they are is theirs.",
    ),
    "group-in-group": Entry(
        "error",
        "a group cannot stand in a group",
        "write its items directly into the outer one",
        explain="A group keeps items about one stimulus together; there is one level of it.",
    ),
    "languages-differ": Entry(
        "error",
        "`{own}` and `{language}` differ here: {due} and {found}",
        "make both alike: entry 3 of one language is entry 3 of the other",
        "Plans, keys and two-language pages count on every language having the same entries, gaps and right answers.",
    ),
    "later": Entry(
        "error",
        "`{name}` is reserved for a later version",
        "the types of this version: {types}",
        explain="The name is kept for a type that this version cannot print yet.",
    ),
    "levels-differ": Entry(
        "error",
        "the right answer at the level `{level}` is another than at `{other}`",
        "keep the right answer; choices may be more or fewer",
        "Where an item appears on several levels, its answer is the same, so that one key serves them all.",
    ),
    "link-address": Entry(
        "error",
        "a link leads to an address that begins with https, http or mailto",
        "write the whole address, or put a backslash before the bracket if no link is meant",
        "Other kinds of links can start programs or open files of the reader's computer.",
    ),
    "nothing-to-print": Entry(
        "error",
        "the topic has neither `handout` nor `items`",
        "write one of them, or both",
        explain="A handout is printed from `handout`, worksheets and keys from `items`.",
    ),
    "one-block": Entry(
        "error",
        "a block is one of {kinds}, this one is {found}",
        "begin each block with a dash of its own",
        "Each entry of `handout` and `stimulus` is one block.",
    ),
    "open-gap": Entry(
        "error",
        "this gap is never closed",
        "write `]]` after the word, or `\\[[` if no gap is meant",
        explain="A gap begins with two brackets and ends with two.",
    ),
    "picture-in-text": Entry(
        "error",
        "a picture cannot stand inside a text",
        "use a block `figure` in the handout, or the field `picture` of an item",
        explain="A picture is a block with a width and an alternative text of its own.",
    ),
    "reserved-name": Entry(
        "error",
        "`{name}` cannot be a file's name on Windows",
        "choose another name",
        explain="Windows keeps names such as `con` and `nul` for devices, in any folder.",
    ),
    "row-length": Entry(
        "error",
        "this row has {found} cells, the {above} has {due}",
        'give every row as many cells; an empty one is `""`',
        explain="Cells stand under the heads of their columns, so every row has as many.",
    ),
    "rule-in-text": Entry(
        "warning",
        "a horizontal rule is not printed",
        "delete it, or put a backslash before it if it is meant as text",
        "Blocks are parted by headings and space; the layout draws the rules.",
    ),
    "same-stem": Entry(
        "warning",
        "this item asks the same as `{other}` on line {line}",
        "delete one of them, or word it differently",
        "Two items with the same stem are one item pasted twice more often than not.",
    ),
    "too-many-items": Entry(
        "error",
        "the topic has {count} items, {most} are the most",
        "split it into several topics",
        explain="Limits keep a file from a stranger from taking the computer's memory.",
    ),
    "unknown-format": Entry(
        "error",
        "`{found}` is no format that this version reads",
        "write `format: 1`",
        explain="`format` says which version of these rules the file follows.",
    ),
    "unknown-objective": Entry(
        "error",
        "no objective has the name `{name}`",
        explain="`objective` names one of the topic's `objectives`.",
    ),
    "unknown-reference": Entry(
        "error",
        "no reference has the name `{name}`",
        explain="`reference` names one of the topic's `references`.",
    ),
    "unknown-rule": Entry(
        "error",
        "there is no finding `{name}` to allow",
        explain="`allow` names the code of the finding that it silences, and why.",
    ),
    "unknown-type": Entry(
        "error",
        "`{name}` is no type of item",
        explain="`type` says what kind of item it is; an item of an unknown kind cannot be printed.",
    ),
}
