"""Findings about how well a topic teaches: what is right, but could be better."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    # readability
    "hard-to-read": Entry(
        "warning",
        "in `{language}`, the {level} text of {passage} {has}; due: {due}",
        "shorten sentences and choose shorter words; `lembar check --report` shows all passages",
        "Pupils of a class read sentences and words up to a certain length. In Indonesian, classes 7 to 9 read at least 9"
        " sentences and at most 150 syllables (times 0.6) in 100 words on the easy sheet, 7.5 and 160 on the medium one; in"
        " English the school year of Flesch and Kincaid is at most 7 and 9. What the topic's own terms add to the syllables is"
        " forgiven. Passages of fewer than 100 words are taken together.",
    ),
    "levels-out-of-order": Entry(
        "warning",
        "in `{language}`, the {level} text of {passage} {has}, so it is harder than the {next} text, which {other}",
        "make the sentences or words of the one shorter, or of the other longer",
        "A text that is given for several levels gets harder from easy to medium to hard, in its sentences or its words.",
    ),
    # choices
    "longest-key": Entry(
        "warning",
        "the key has {key} signs, the next longest choice {next}",
        "shorten the key, or give the distractors as much to say",
        "Writers take care to make the key quite right, so it grows long; pupils know that and mark the longest choice.",
    ),
    "all-of-the-above": Entry(
        "warning",
        "`{text}` speaks of all the other choices",
        "write another distractor, or make it an item of the type multiple-response",
        "A pupil who knows that two choices are right need not look at the others; one who finds a wrong one may rule this out.",
    ),
    "unsorted-numbers": Entry(
        "warning",
        "the choices are numbers, and they are not printed in their order",
        "{how}",
        "Numbers and times are found sooner when they stand from small to large; `shuffle: false` prints them as written.",
    ),
    "repeated-phrase": Entry(
        "hint",
        "all choices {where} with `{phrase}`",
        "put these words into the stem",
        "What all choices say is read once in the stem instead of in every choice.",
    ),
    "odd-choice": Entry(
        "hint",
        "`{text}` {what} otherwise than all the other choices",
        "make the choices alike: all words, all names, all numbers or all sentences",
        "A choice that looks different from the others is taken or passed over for its looks.",
    ),
    # stems
    "unmarked-negative": Entry(
        "warning",
        "the stem asks for what is not so, but `{word}` is easily read over",
        "make it strong: `**{word}**`, or ask for what is so",
        "Pupils who know the answer mark a right statement where a wrong one is asked for, if the negative does not stand out.",
    ),
    "vague-word": Entry(
        "hint",
        "`{word}` can be understood in several ways",
        "say when, how often or how many, or leave the word out",
        "How often is often? Careful pupils find reasons for and against every statement with such a word.",
    ),
    "letter-mentioned": Entry(
        "warning",
        "`{words}` names a choice by its letter, but shuffling changes the letters",
        "name the choice by its words, or write `shuffle: false` in this item",
        "Choices are printed in a drawn order, so a letter that is right on one sheet is wrong on the next.",
    ),
    "verb-level": Entry(
        "hint",
        "`{verb}` belongs to {levels}, but `cognitive` is {cognitive}",
        "change `cognitive`, or ask for what this level means",
        "C1 remembers, C2 understands, C3 applies, C4 analyses, C5 evaluates, C6 creates. The verb that begins an objective or a"
        " question says which of these is wanted; neighbouring levels are let pass.",
    ),
    "gives-away": Entry(
        "hint",
        "this item tells the answer of `{other}`: `{answer}`",
        "word one of them differently",
        "A pupil who reads the whole sheet finds the answer without knowing it.",
    ),
    # endings
    "stem-ending": Entry(
        "warning",
        "a stem that a choice finishes ends with a space and four dots, this one with `{end}`",
        "write ` ....` at its end, or a question mark",
        "Three dots are the ellipsis, the fourth is the full stop (EYD V, III.J).",
    ),
    "choice-ending": Entry(
        "hint",
        "the choice ends with a full stop (`{text}`), and so does its stem",
        "leave out the full stop of the choices",
        "The fourth dot of the stem is the sentence's full stop; a choice that finishes the stem has none.",
    ),
    # spelling and signs
    "spelling": Entry(
        "warning",
        "`{found}` is spelled `{due}`",
        "write `{due}`",
        "Indonesian texts are spelled as the dictionary (KBBI) and the spelling rules (EYD V) have it, English ones as the"
        " British write. Quotations, titles of sources and the wrong words of a fact check are not looked at, nor a word alone in"
        " italics or quotation marks, where the word itself is meant.",
    ),
    "sign": Entry(
        "warning",
        "`{found}` is written `{due}`",
        "write `{due}`",
        "Indonesian writes 07.30, 12,5 and 1.250, 30% and Rp500; both languages write 23 November 2026, an en dash between two"
        " years, and spaces around three dots.",
    ),
    # coverage
    "objective-without-items": Entry(
        "warning",
        "no item serves the objective `{name}`",
        "write `objective: {name}` at items, or delete the objective",
        "An objective that nothing asks for is neither practised nor tested; `lembar check --report` shows who serves which.",
    ),
    "unused-term": Entry(
        "hint",
        "`{term}` is explained, but stands nowhere else in the topic",
        "use the term, or delete it",
        "A glossary explains the words of the handout and the items.",
    ),
    "thin-level": Entry(
        "hint",
        "{has} items are {difficulty}; a sheet of the level {level} wants {wanted}",
        "write more {difficulty} items",
        "A level mixes easy, medium and hard items; where one kind is short, others fill up, and the levels come out alike.",
    ),
    "one-type": Entry(
        "hint",
        "{count} of {total} items are of the type {type}",
        "write items of other types too",
        "Several ways of asking show more of what pupils know, and make a better sheet.",
    ),
    "same-elsewhere": Entry(
        "warning",
        "this item asks the same as `{other}` of the topic {topic}, line {line}",
        "delete one of them, or word it differently",
        "Pupils who work through several topics meet the item twice.",
    ),
    # sources
    "quotation-without-source": Entry(
        "warning",
        "this quotation names no source",
        'write it as a block: `- quotation: {{text: "...", reference: NAME}}`',
        "Words of others are quoted with their source; a block `quotation` prints it.",
    ),
    "incomplete-credit": Entry(
        "warning",
        "{licence} asks for credit, but this reference has no {lacking}",
        "write {lacking}",
        "The Creative Commons licences BY let material be used if its author, source and licence are named; the handout and the"
        " worksheet print what the reference says.",
    ),
    "share-alike": Entry(
        "warning",
        "material under {licence} is passed on under the same licence, but the topic's `licence` is another",
        "write `licence: {licence}` at the topic, or do not use the material",
        "ShareAlike licences ask that what is made of the material has the same licence.",
    ),
    "corrected-words": Entry(
        "warning",
        "`{words}` is what `corrections` calls wrong, but here pupils would take it for true",
        "write it rightly, or put it into a call-out `correction`, a fact check or a distractor",
        "Wrong words of a source stand where they are corrected or judged: in call-outs of the kind correction, fact checks,"
        " true or false statements, rows of a table and distractors.",
    ),
    "review-passed": Entry(
        "warning",
        "this was to be looked at again by {date}",
        "see whether it is still true, then set `as_of` and `review_by` anew",
        "`review_by` says until when a fact may be printed without another look.",
    ),
    "review-soon": Entry(
        "hint",
        "this is to be looked at again by {date}",
        "see whether it is still true, then set `as_of` and `review_by` anew",
        "`review_by` says until when a fact may be printed without another look; it is told two months ahead.",
    ),
}
