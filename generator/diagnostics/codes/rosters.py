"""Findings of what a school keeps beside its topics: rosters, ledgers."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    "no-roster": Entry(
        "error",
        "the roster {path} cannot be read: {reason}",
        "name a CSV or XLSX file with `--roster`",
        "A roster is a list of pupils, one to a line.",
    ),
    "nothing-to-hand-out": Entry(
        "error",
        "a roster is for sheets that pupils get, and none of them is built",
        "add `--kind worksheet` or `--kind exam`, or build without `--roster`",
        "Worksheets, exams and answer sheets are made in named copies; other documents are the same for everybody.",
    ),
    "roster-not-with": Entry(
        "error",
        "`--roster` cannot go with `{flag}`",
        "leave one of the two out",
        "Named copies stand on whole paper, one after the other; a leaf that is printed twice would be two copies of one pupil.",
    ),
    "roster-empty": Entry(
        "error",
        "the roster names nobody",
        "write a heading line with `name` (or `nama`), then one pupil to a line",
        "A roster has one line of headings and one line for each pupil.",
    ),
    "roster-no-name": Entry(
        "error",
        "no column of the roster is headed `name`; its headings are {found}",
        "head the column of the pupils' names with `name` or `nama`",
        "The first line that holds anything is the line of headings. Only `name` is needed.",
    ),
    "roster-unknown-column": Entry(
        "note",
        "lembar does not know the column `{name}` and leaves it alone",
        "known are name, number, class, level, variant, language, profile and copies",
        "A school's list may hold more than lembar needs. Headings are known in English and Indonesian.",
    ),
    "roster-odd-column": Entry(
        "warning",
        "lembar does not know the column `{name}`",
        "did you mean `{close}`?",
        "A heading that is almost a known one is left alone like every unknown one, so its column has no effect.",
    ),
    "roster-two-columns": Entry(
        "error",
        "a second column for `{column}`: `{name}`",
        "leave one of the two out, or give one another heading",
        "Each column stands once in a roster, whichever language it is headed in.",
    ),
    "roster-nameless": Entry(
        "error",
        "this row has no name",
        "write the pupil's name, or remove the row",
        "Every copy carries its pupil's name.",
    ),
    "roster-bad-value": Entry(
        "error",
        "`{value}` is no {column}",
        "{hint}",
        "Levels, languages and profiles are written by their names, in English or Indonesian; `copies` is a number.",
    ),
    "roster-long-row": Entry(
        "error",
        "this row has {found} cells under {wanted} headings",
        "put a cell that holds the delimiter between quotation marks, or remove what is too much",
        "A row with more cells than headings is often a name with a comma in it: it would be cut.",
    ),
    "roster-long-cell": Entry(
        "error",
        "the cell under `{column}` is longer than {limit} signs",
        "is a quotation mark missing further up?",
        "A quotation mark that is not closed makes one cell of many lines.",
    ),
    "roster-bad-character": Entry(
        "error",
        "the cell under `{column}` holds a hidden character, {number}",
        "write the cell anew",
        "Control characters and hidden marks come along with copied text and would be lost or print as boxes.",
    ),
    "roster-same-row": Entry(
        "warning",
        "`{name}` stands on line {line} already, with the same number and class",
        "remove one of the rows, or use `copies` for spare copies",
        "Each row is a pupil of its own; the same one twice gets two copies.",
    ),
    "roster-same-number": Entry(
        "warning",
        "number {number} stands on line {line} already, in the same class",
        "give one of the two pupils another number",
        "Two pupils with one number are easily taken for each other.",
    ),
    "roster-too-large": Entry(
        "error",
        "the roster is too large: {found}",
        "split it; the limit is {limit}",
        "A roster holds up to 20,000 pupils.",
    ),
    "roster-not-text": Entry(
        "error",
        "the roster is no text and no XLSX file",
        "save it as CSV (UTF-8) or as XLSX",
        "Rosters are CSV or XLSX files.",
    ),
    "roster-old-excel": Entry(
        "error",
        "this is a file of old Excel (XLS)",
        "open it and save it as XLSX or CSV",
        "Rosters are CSV or XLSX files.",
    ),
    "roster-broken": Entry(
        "error",
        "the roster cannot be read: {problem}",
        "mend this place, or save the roster anew as CSV (UTF-8) or XLSX",
        "Cells that hold a quotation mark, the delimiter or a new line stand between quotation marks, and a mark in them twice.",
    ),
    "roster-no-variant": Entry(
        "error",
        "the roster wants version {variant}, which this build does not make",
        "build with `--variants {count}` or more, or leave the cell empty",
        "Versions are lettered A, B, C ...; `--variants` says how many there are.",
    ),
    "bad-ledger": Entry(
        "error",
        "a ledger has the names of items under the name of each topic",
        "write it as `lembar ledger add` does: `topic-name:`, then a line `  - item-name` for each item",
        "A ledger says which items a class has had, so that `--avoid` leaves them out.",
    ),
}
