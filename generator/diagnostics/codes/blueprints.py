"""Findings of blueprints: what is wrong in their files, and what a topic lacks for them."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    "blueprint-empty": Entry(
        "error",
        "this asks for no items",
        "write `items: 20`, or `sections:` with a `count` for each, or with counts by difficulty, type, objective or cognitive",
        "A blueprint says how many items a sheet has: `items`, or section by section.",
    ),
    "blueprint-both": Entry(
        "error",
        "`items` and `sections` both say how many items there are",
        "leave out `items`: the sections add up",
        "A blueprint has a number of items, of which the level settles the mix, or sections that say what they want.",
    ),
    "blueprint-two-counts": Entry(
        "error",
        "`{first}` and `{second}` both say how many items there are of each",
        "let one of them count and write the other as a list, or write a section for each of its entries",
        "One of `type`, `difficulty`, `objective` and `cognitive` of a section may be a map of counts; a list means any of them.",
    ),
    "blueprint-sum": Entry(
        "error",
        "the counts by `{field}` add up to {sum}, but `count` says {count}",
        "write `count: {sum}`, or leave `count` out",
        "Where a field counts the items of a section, `count` is their sum and need not be written.",
    ),
    "items-with-blueprint": Entry(
        "error",
        "`--items` and `--blueprint` both say how many items there are",
        "leave one of the two out",
        "A blueprint says how many items a sheet holds.",
    ),
    "unknown-blueprint-objective": Entry(
        "error",
        "the topic `{topic}` has no objective of the name `{name}`",
        "{hint}",
        "`objective` in a section of a blueprint names objectives of the topic that the sheet is made of.",
    ),
    "unfilled-cell": Entry(
        "error",
        "`{topic}` lacks {lack} for section {section}: {wanted} wanted{what}, {there}",
        "{hint}",
        "A blueprint is kept to the letter: no other item takes the place of one that is asked for, and none is taken twice.",
    ),
    "thin-section": Entry(
        "warning",
        "for section {section} the level wants {wanted} items that are easy, medium and hard; it gets {given}",
        "write more items of the difficulty that is short, or say in the section which `difficulty` it takes",
        "A section that says nothing of difficulty takes the level's mix as far as there is; then the nearest fills up.",
    ),
}
