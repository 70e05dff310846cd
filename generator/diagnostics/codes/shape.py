"""Findings about the shape of a field, in any file: what is missing, unknown, or no number."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    "bad-name": Entry(
        "error",
        "`{found}` is no name: a name has 1 to 60 of the signs a to z, 0 to 9 and hyphen",
        explain="Names become parts of file names and of codes, so they keep to signs that are the same everywhere.",
    ),
    "empty-entry": Entry(
        "error",
        "this entry of the list is empty",
        "write something after the dash, or delete it",
        explain='A dash without anything after it says nothing, and an empty text is written `""`.',
    ),
    "empty-text": Entry(
        "error",
        "`{name}` is empty, and something must be printed here",
        "write the text",
        explain="A title, a stem or a choice that prints nothing leaves a hole on paper.",
    ),
    "missing-field": Entry("error", "`{name}` is missing", "write `{name}: ...`", "A field without a default is needed."),
    "not-a-date": Entry(
        "error",
        "`{found}` is no date",
        explain="A date is a year, a year and month, or a full date, and the calendar has it.",
    ),
    "not-a-number": Entry(
        "error",
        "`{found}` is no number",
        explain="Numbers are written with a decimal point, whatever language they are printed in.",
    ),
    "not-one-of": Entry(
        "error",
        "`{found}` is none of {allowed}",
        explain="The field knows only these words.",
    ),
    "not-whole": Entry(
        "error",
        "`{found}` is no whole number",
        explain="The field counts something.",
    ),
    "not-yes-no": Entry(
        "error",
        "`{found}` is neither `true` nor `false`",
        explain="Only `true` and `false` are understood, so that `no` and `off` stay texts.",
    ),
    "out-of-range": Entry(
        "error",
        "`{found}` is not between {low} and {high}",
        "write a number from {low} to {high}",
        explain="The number is outside what the field can mean.",
    ),
    "too-few": Entry(
        "error",
        "{count} {what} here, at least {least} are needed",
        "add what is missing",
        explain="Fewer than this cannot be printed as the field means it.",
    ),
    "too-many": Entry(
        "error",
        "{count} {what} here, {most} are the most",
        "leave some out",
        explain="More than this cannot be lettered or printed.",
    ),
    "unknown-field": Entry(
        "error",
        "there is no field `{name}` here",
        explain="Every field has a meaning; one that nobody reads is a typing mistake more often than not.",
    ),
    "wrong-shape": Entry(
        "error", "{found} in the place of {needed}", explain="A text, a list and fields cannot stand for one another."
    ),
}
