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
}
