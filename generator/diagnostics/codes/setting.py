"""Findings of layouts, pictures, fonts and typesetting."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    "missing-picture": Entry(
        "error",
        "there is no picture `{path}`",
        "put it into the folder of the file that names it and write its path from there, with `/` between folders",
        "A picture that a topic names is not in the topic file's folder, or a logo not in that of the school's file.",
    ),
    "picture-outside": Entry(
        "error",
        "the picture `{path}` does not lie in the folder of the file that names it",
        "copy it there and write its path from there; addresses, absolute paths and links out of the folder are not opened",
        "Pictures are read only from the folder of the file that names them and folders in it, never from the network.",
    ),
    "unsupported-picture": Entry(
        "error",
        "`{path}` is no PNG, JPEG or SVG picture",
        "open it in a picture program and export it as PNG or JPEG; the ending of its name alone does not count",
        "A picture's kind is told from its content: PNG, JPEG, or the small part of SVG that the documentation lists.",
    ),
    "picture-too-large": Entry(
        "error",
        "the picture `{path}` is too large: {found}, at most {limit}",
        "make it smaller in a picture program: 2,000 pixels across fill the width of a page",
        "A picture has at most 12.5 million pixels, a document 100 million and 50 MiB of files, an SVG 1 MiB and 5,000 elements.",
    ),
    "broken-picture": Entry(
        "error",
        "the picture `{path}` is damaged: {problem}",
        "open it in the program that it comes from and export it again",
        "A picture's file is cut off, damaged, or holds numbers that cannot be drawn.",
    ),
    "unsupported-svg": Entry(
        "error",
        "an SVG picture cannot have {part}",
        "draw it with plain shapes and texts, or export the picture as PNG",
        "SVG is read by a small reader of its own: shapes, paths, texts and groups, plain colours, no reference of any kind.",
    ),
    # maths
    "maths-unsupported": Entry(
        "error",
        "these maths cannot be printed: {problem}",
        "{hint}",
        "Maths between dollar signs are the part of LaTeX that schools use; what is not known is never printed as code.",
    ),
    "maths-outside": Entry(
        "error",
        "`\\{name}` stands outside of maths, and would be printed as code",
        "write `$` right before the first and right after the last sign of the formula, without a space inside: `$x + 1$`",
        "A formula begins with `$` and ends with `$` on the same line, no space inside the dollars, no digit after the last one.",
    ),
    "maths-words": Entry(
        "warning",
        "words stand in this formula, and would be printed without spaces",
        "put words into `\\text{{...}}`; where the dollar sign is money, write `\\$`",
        "Letters in a formula are quantities, set side by side: two amounts of money in one sentence may look like a formula.",
    ),
    "maths-too-wide": Entry(
        "error",
        "a formula is {width} mm wide, but there are only {room} mm",
        "write it as two formulas, or put what stands after `=` on a line of its own",
        "A formula breaks before its relations, and is printed smaller down to two thirds where it is still too wide.",
    ),
    # layouts
    "unknown-layout": Entry(
        "error",
        "there is no layout `{name}`",
        "{hint}",
        "A layout is a folder with a `layout.yaml` in `./layouts` or among the bundled ones.",
    ),
    "layout-circle": Entry(
        "error",
        "layouts that extend one another in a circle, or more than eight of them: {names}",
        "let each layout extend one that does not come back to it",
        "The chain of `extends` ends at `base`.",
    ),
    "layout-link": Entry(
        "error",
        "a layout may not hold a symbolic link",
        "put the file itself there",
        "Links could lead out of the layout's folder, so none is followed.",
    ),
    "layout-not-plain": Entry(
        "error",
        "this is no plain file that can be read",
        "put a plain file there",
        "A layout's folder holds plain files: `layout.yaml` and templates.",
    ),
    "layout-not-text": Entry(
        "error",
        "this template is not UTF-8 text",
        "save it as UTF-8",
        "Templates are UTF-8, with or without BOM.",
    ),
    "layout-too-large": Entry(
        "error",
        "this is too large for a layout: {found}, at most {limit}",
        "split the template, or take out what no document needs",
        "A layout has at most 40 files of at most 64 KiB.",
    ),
    "no-page-template": Entry(
        "error",
        "neither the layout `{layout}` nor what it extends has a `page.xml.j2`",
        "let it extend `base`",
        "`page.xml.j2` says what stands on every page and in which order.",
    ),
    "two-default-layouts": Entry(
        "error",
        "the layout `{name}` beside this one is already the default for `{kind}`",
        "take `{kind}` out of one of them, or say `--layout` which one to use",
        "Each kind of document has one layout that is taken where none is asked for.",
    ),
    "unknown-token": Entry(
        "error",
        "there is no token `{name}`",
        "{hint}",
        "`layout.yaml` sets design tokens, each of which has a name.",
    ),
    "bad-token": Entry(
        "error",
        "`{name}` needs {wanted}, found `{found}`",
        "lengths are points, or have a unit: `12`, `5mm`, `0.5cm`",
        "Each token has a kind and a range: font sizes 4 to 72 points, leading 1 to 3 times the size.",
    ),
    "missing-token": Entry(
        "error",
        "tokens that no layout of the chain sets: {names}",
        "set them in the layout `base` of your own folder, or remove that folder",
        "The bundled layout `base` sets every token.",
    ),
    "pale-accent": Entry(
        "error",
        "the accent `{colour}` has a contrast of {ratio} to white, at least 7 is needed",
        "take a darker colour, such as `#0B4A5E`",
        "A pale accent vanishes in a photocopy.",
    ),
    "unknown-paper": Entry(
        "error",
        "there is no paper `{name}`",
        "there are {known}",
        "Papers are listed in `papers.yaml`.",
    ),
    "unknown-profile": Entry(
        "error",
        "there is no profile `{name}`",
        "there are {known}",
        "A profile changes a layout's tokens for readers with special needs.",
    ),
    "template-broken": Entry(
        "error",
        "the template cannot be followed here",
        "look for a missing `%}}`, `}}}}`, quote, bracket or end, too many or few facts for a macro, or a text for a number",
        "A template's line is no Jinja, or asks for something that cannot be done.",
    ),
    "template-refused": Entry(
        "error",
        "a template may not use `{what}` here",
        "use the document's fields, the macros of the layout, `for`, `if`, `set` and the filters that the documentation lists",
        "Layouts come from strangers: what could reach outside the document is closed.",
    ),
    "template-undefined": Entry(
        "error",
        "the template names `{name}`, which there is not",
        "the documentation lists the fields of each block; a macro's name is that of its block",
        "A slip in a template is never printed as an empty place.",
    ),
    "template-missing": Entry(
        "error",
        "there is no template `{name}` in the layouts that this one extends",
        "write the layout's name before the file's: `base/page.xml.j2`",
        "A template may use files of its own layout and of those that it extends.",
    ),
    "template-endless": Entry(
        "error",
        "the template takes more steps than any document needs",
        "look for loops in loops and for macros that call themselves",
        "What a layout may do for one document is counted.",
    ),
    "unknown-tag": Entry(
        "error",
        "the page markup has no tag `{tag}`",
        "{meant}",
        "Templates write a small vocabulary of tags, listed in the layout documentation.",
    ),
    "unknown-attribute": Entry(
        "error",
        "the tag `{tag}` has no attribute `{name}`",
        "{meant}",
        "Each tag of the page markup has its own attributes.",
    ),
    # typesetting
    "broken-markup": Entry(
        "error",
        "the layout wrote page markup that cannot be set: {problem}",
        "look into the layout's templates for the tag or attribute; `layouts/base/blocks.xml.j2` shows how they are used",
        "A layout's templates may only write the tags and attributes of the page markup.",
    ),
    "does-not-fit": Entry(
        "error",
        "this is {height} mm high and cannot be broken over pages: no page holds it",
        "make the text or the picture smaller, or split it",
        "A block that may not be broken is higher than a page.",
    ),
    "full-card": Entry(
        "error",
        "a text of card {number} does not fit on {size} mm",
        "make the term or its meaning shorter, or make the token `cards` of the layout larger",
        "Texts on flashcards are set smaller down to 10 points; what is longer would run over the edge.",
    ),
    "marks-overlap": Entry(
        "error",
        "the numbers {first} and {second} lie over each other in the picture, which is {width} mm wide",
        "move one of the labels, or print the picture larger",
        "The numbers in a picture are 5 mm wide; on a small paper or in a narrow picture, places come nearer to each other.",
    ),
    "unsupported-character": Entry(
        "error",
        "no font of the layout has the character `{character}` ({number})",
        "write it otherwise, or use a layout whose fonts have it",
        "Every character must be in the embedded fonts; a lost one would print as a box.",
    ),
    "missing-font": Entry(
        "error",
        "the font family `{name}` has no file `{file}` in `layouts/fonts`",
        "put the font's static TrueType files there, or name another family in the layout's `fonts`",
        "Fonts are looked up in the project's and the bundled `layouts/fonts` only.",
    ),
    "broken-font": Entry(
        "error",
        "the font `{name}` cannot be read: {problem}",
        "use a static TrueType font (`.ttf`) that is not damaged",
        "Fonts are TrueType files with outlines; others are refused.",
    ),
}
