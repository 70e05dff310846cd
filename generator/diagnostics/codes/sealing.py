"""Findings of seals: making one, opening one, taking keys out of one, comparing one with today's sources."""

from generator.diagnostics.codes.entry import Entry

BACK = "put the file back as it was, or build again and hand out the new sheets"

CODES: dict[str, Entry] = {
    # making
    "changed-before-seal": Entry(
        "error",
        "{source} was changed after {path} was built, so it is not what was printed",
        "put it back as it was, or build again, hand out the new sheets and seal those",
        "A seal holds the topic and the pictures that the sheets were made from, so that they can be compared later.",
    ),
    "left-unsealed": Entry(
        "warning",
        "{what} is another than when {path} was built, or gone; the seal goes without it",
        "nothing, if the printed sheets are as they should be: sheets and keys are sealed as they were printed",
        "A seal also keeps layouts, words, levels and files such as the roster, if they are still those that were printed with.",
    ),
    "seal-too-large": Entry(
        "error",
        "{path} has {found}; a seal has at most {limit}",
        "seal fewer topics at a time with `--topic`",
        "Limits keep a hostile file from taking all memory; packs of ten thousand copies stay far below them.",
    ),
    "other-file-there": Entry(
        "error",
        "{path} is there already and holds something else; it was left as it is",
        "choose another place with `--output`, or use `--force`, which keeps the other as a `.bak` file",
        "Neither a seal nor a file of yours is ever overwritten.",
    ),
    "replaced-sealed": Entry(
        "note",
        "{count} of the sheets and keys that this build replaced or removed are sealed in {path}",
        "copies that were handed out are marked with the key in it: `lembar key --from {path} CODE`",
        "A build never touches a seal; its keys still belong to what was printed before.",
    ),
    # opening
    "not-a-seal": Entry(
        "error",
        "{path} is no seal: {reason}",
        "name the file that `lembar seal` wrote; if it was copied, copy it again",
        "A seal ends with a note that says so; a file that was cut off has lost it.",
    ),
    "other-seal-format": Entry(
        "error",
        "{path} is a seal of format {found}; this lembar knows format {known}",
        "use the lembar that made it, or a newer one; the keys also come out with any program that opens zip files",
        "The format of seals has a number, so that another one is never misread.",
    ),
    "unsafe-seal": Entry(
        "error",
        "{path} holds `{name}`, which {problem}; nothing of it was used",
        "ask whoever gave it to you for the file that `lembar seal` wrote",
        "Seals hold plain files with plain names, once each and not compressed; what differs was not written by lembar.",
    ),
    "altered-seal": Entry(
        "error",
        "{path} was altered after sealing: {what} is not what was sealed",
        "take another copy of the seal; this one is not to be trusted for what was altered",
        "A seal holds the digest of everything in it, so that not one byte changes unnoticed.",
    ),
    # comparing with today
    "changed-item": Entry(
        "error",
        "item `{item}` is no longer what was printed as {places}{how}",
        BACK,
        "`lembar verify` compares each item of a printed sheet with the topic file, in the sheet's language and at its level.",
    ),
    "gone-item": Entry(
        "error",
        "item `{item}`, printed as {places}, is no longer in the topic",
        BACK,
        "`lembar verify` looks for each item of a printed sheet in the topic file.",
    ),
    "changed-part": Entry(
        "error",
        "`{field}` is no longer what was printed in {places}{how}",
        BACK,
        "`lembar verify` also compares what sheets and handouts print beside items: titles, texts, summaries, corrections.",
    ),
    "changed-elsewhere": Entry(
        "note",
        "{names} changed since the sheets were printed; what they print is the same",
        "",
        "Items that no sheet holds, new ones, and texts in other languages or at other levels change nothing that was printed.",
    ),
    "changed-looks": Entry(
        "note",
        "{path} was made with others than there are now: {what}",
        "",
        "Pictures, layouts, fonts, words, settings and the program's version change what is built from now on, nothing printed.",
    ),
    # taking keys out
    "misread-code": Entry(
        "error",
        "`{code}` is no code: {problem}",
        "read it again from the sheet: codes have digits from 2 to 9 and letters without I, L and O",
        "The last sign of a code is reckoned from the others, so that a misread code never leads to another sheet's key.",
    ),
    "code-not-sealed": Entry(
        "error",
        "{path} holds no sheet and no copy with the code {code}",
        "take the seal of that print; this one holds what was printed of {topics}",
        "A code is looked for among the sheets and the named copies that were sealed.",
    ),
    "no-key-sealed": Entry(
        "error",
        "{path} holds the {kind} with the code {code}, but no key to it",
        "worksheets have theirs by `--kind answer-key`, exams by `--kind scoring-guide`, if they are built before sealing",
        "A seal holds what was in the output folder when it was made.",
    ),
}
