"""Findings about questions: what each type asks of its item."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    # multiple-choice
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
        "change or remove one of them; if they are to differ only by capitals: `allow: {{look-alike-choices: genotypes}}`",
        "Two choices that read the same but for white space and capitals cannot be told apart; one might be the key.",
    ),
    "look-alike-choices": Entry(
        "warning",
        "choices {first} and {second} look alike on paper: `{text}`",
        "change one of them, or allow it: `allow: {{look-alike-choices: formulas}}`",
        "Where only 0 and O differ, or capitals, pupils may not tell two choices apart. What is meant so is allowed in its item.",
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
    # multiple-response
    "other-marks": Entry(
        "error",
        "{count} choices are right, but {marks} may be marked",
        "change `min` and `max`, or the keys",
        "`min` and `max` say how many choices a pupil may mark, so the number of right ones lies between them.",
    ),
    # true-false
    "correction-of-true": Entry(
        "error",
        "a true statement has nothing to correct, but this one has a `correction`",
        "write `answer: false`, or remove `correction`",
        "`correction` says how a false statement becomes true.",
    ),
    # statement-table
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
    # matching
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
    # cloze
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
    # labelling
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
    # essay
    "points-differ": Entry(
        "error",
        "`points` is {points}, but the rubric adds up to {sum}",
        "remove `points`, or change the rubric",
        "An essay is worth the sum of its rubric.",
    ),
    # fact-check
    "not-once": Entry(
        "error",
        "`{words}` stands {count} times in the claim, and once is needed",
        "copy the wrong words out of the claim, enough of them that they stand there once",
        "`error` are the wrong words of the claim, spelled as there; on easy sheets they are underlined.",
    ),
}
