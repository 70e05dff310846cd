"""Findings about what a topic says: fields, items, keys, texts."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    # items: multiple-choice
    "two-keys": Entry(
        "error",
        "a multiple-choice item has one key, this one has {count}",
        "remove one `key: true`, or write `type: multiple-response`",
        "Exactly one choice of a multiple-choice item is right.",
        "second key",
    ),
    "no-key": Entry(
        "error",
        "a {type} item needs a choice with `key: true`, this one has none",
        'write a right choice as `{{text: "...", key: true}}`',
        "Exactly one choice of a multiple-choice item is right, one or more of a multiple-response item.",
    ),
    "dropped-key": Entry(
        "error",
        "the key may not have a `drop` number: it would be left out of sheets with fewer choices",
        "remove `drop` here and give it to a weak distractor",
        "`drop` says which choice is left out first; the right one never is.",
    ),
    "equal-choices": Entry(
        "error",
        "choices {first} and {second} read the same: `{text}`",
        "change or remove one of them",
        "Two choices that read the same but for white space cannot be told apart; one might be the key.",
    ),
    "look-alike-choices": Entry(
        "warning",
        "choices {first} and {second} look alike on paper: `{text}`",
        "if they are to differ only by capitals, allow it: `allow: {{look-alike-choices: genotypes}}`; else change one of them",
        "Where only capitals, or 0 and O, differ, pupils may not tell two choices apart. Genotypes may be meant so.",
    ),
    "letter-reference": Entry(
        "error",
        "`{text}` names other choices by their letters, but shuffling changes the letters",
        "name the choices by their words, or write `shuffle: false` in this item",
        "Choices are printed in a drawn order, so `A and B` would point at other choices on every sheet.",
    ),
    "no-drop": Entry(
        "warning",
        "the level {level} prints {wanted} of {count} choices, but only {droppable} may be left out: it will print all",
        "give weak distractors `drop: 1`, `drop: 2` ...",
        "Only choices with a `drop` number are left out, the lowest number first; with too few of them all are printed.",
    ),
    # items: multiple-response
    "other-marks": Entry(
        "error",
        "{count} choices are right, but {marks} may be marked",
        "change `min` and `max`, or the keys",
        "`min` and `max` say how many choices a pupil may mark, so the number of right ones lies between them.",
    ),
    # items: true-false
    "correction-of-true": Entry(
        "error",
        "a true statement has nothing to correct, but this one has a `correction`",
        "write `answer: false`, or remove `correction`",
        "`correction` says how a false statement becomes true.",
    ),
    # items: statement-table
    "unknown-column": Entry(
        "error",
        "`{found}` is no column of this table",
        "write a number from 1 to {count}, or one of {columns}",
        "`column` says in which column a row's tick belongs: its number, or its text.",
    ),
    # items of several entries: statement-table, ordering, sorting
    "equal-entries": Entry(
        "error",
        "{what} {first} and {second} read the same: `{text}`",
        "change or remove one of them",
        "Entries that read the same but for white space cannot be told apart.",
    ),
    "look-alike-entries": Entry(
        "warning",
        "{what} {first} and {second} look alike on paper: `{text}`",
        "if they are to differ only by capitals, allow it: `allow: {{look-alike-entries: genotypes}}`; else change one of them",
        "Where only capitals, or 0 and O, differ, pupils may not tell two entries apart. Genotypes may be meant so.",
    ),
    # items: matching
    "equal-lefts": Entry(
        "error",
        "the lefts of pairs {first} and {second} read the same: `{text}`",
        "change one of them, or remove the pair",
        "A left has one right; two lefts that read the same cannot be told apart.",
    ),
    "extra-matches": Entry(
        "error",
        "the extra right `{text}` reads like another right",
        "write a right that matches nothing",
        "`extra` are rights that match no left; each reads differently from all the others.",
    ),
    "too-many-rights": Entry(
        "error",
        "a matching has at most {most} rights, this one has {count}",
        "remove some, or make two items of it",
        "Rights are lettered P to Z, then A to O: there are {most} letters.",
    ),
    "already-solved": Entry(
        "error",
        "without shuffling, what is printed is sorted by its text, and so it stands there solved",
        "remove `shuffle: false`",
        "A matching, an ordering or a sorting must not be printed already solved.",
    ),
    # items: cloze
    "no-gaps": Entry(
        "error",
        "a {type} item needs a gap, this one has none",
        "put double square brackets around a word: `[[word]]`",
        "A text or a table without gaps asks nothing.",
    ),
    "gap-numbers": Entry(
        "error",
        "{count} gaps are numbered 1 to {count}, each once; here they are {numbers}",
        "number the gaps as in the topic's own language: `[[2=word]]`",
        "A number before the word says which gap of the other languages this one is.",
    ),
    "extra-fills": Entry(
        "error",
        "the extra word `{word}` is accepted in a gap",
        "write a word that fills no gap",
        "`extra` are words of the bank that are wrong everywhere.",
    ),
    # items: labelling
    "same-place": Entry(
        "error",
        "labels {first} and {second} stand at the same place, or so near that their numbers would lie over each other",
        "move one of them: `x` and `y` run from 0 to 1",
        "The numbers in the picture are 5 mm wide.",
    ),
    "extra-labels": Entry(
        "error",
        "the extra word `{word}` is a label",
        "write a word that stands nowhere in the picture",
        "`extra` are words of the bank that are wrong everywhere.",
    ),
    # items: essay
    "points-differ": Entry(
        "error",
        "`points` is {points}, but the rubric adds up to {sum}",
        "remove `points`, or change the rubric",
        "An essay is worth the sum of its rubric.",
    ),
    # items: fact-check
    "not-once": Entry(
        "error",
        "`{words}` stands {count} times in the claim, and once is needed",
        "copy the wrong words out of the claim, enough of them that they stand there once",
        "`error` are the wrong words of the claim, spelled as there; on easy sheets they are underlined.",
    ),
    # texts, blocks, names, and what a topic holds together
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
