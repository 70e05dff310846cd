"""Findings of building: settings, plans, files, verification."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    # languages
    "unknown-language": Entry(
        "error",
        "there are no words for the language `{code}`, only for {known}",
        "choose one of these, or add a file to the folder of languages",
        "Every printed word comes from the language's file.",
    ),
    # the school
    "no-school": Entry(
        "error",
        "`kop` asks for a letterhead, but there is no school",
        "write the school under `school:` in lembar.yaml, or name its file with `--school`",
        "The letterhead is made of the fields of the school; `lembar new school` begins a file with them.",
    ),
    # which items
    "unknown-item": Entry(
        "error",
        "{flag} names the item `{name}`, which this topic does not have",
        "{hint}",
        "`--only` and `--skip` take names of the topic's items and groups.",
    ),
    "unknown-item-type": Entry(
        "error",
        "{flag} names the question type `{name}`, which there is not",
        "{hint}",
        "`--type` takes the question types that `lembar list types` prints.",
    ),
    "no-items-left": Entry(
        "error",
        "no item is left for the {kind}",
        "loosen `--only`, `--skip` and `--type`",
        "A sheet holds at least one item.",
    ),
    "thin-mix": Entry(
        "warning",
        "the level wants {wanted} items that are easy, medium and hard; the sheet has {given}",
        "write more items of the difficulty that is short, or ask for fewer",
        "Where a difficulty is short, the nearest one fills up.",
    ),
    "too-few-items": Entry(
        "warning",
        "asked for {wanted} items, but only {given} could be taken",
        "write more items, or ask for fewer",
        "The sheet holds what there is.",
    ),
    "total-too-small": Entry(
        "error",
        "{total} points cannot be shared among the {count} items of the {kind}: each needs a whole point",
        "ask for a `--total` of {count} or more, or for fewer items with `--items`",
        "`--total` shares its points in proportion to what the items are worth, in whole points, at least one for each.",
    ),
    # levels
    "mix-sum": Entry(
        "error",
        "the shares of a mix add up to 100, these to {sum}",
        "write for instance `mix: {{easy: 30, medium: 40, hard: 30}}`",
        "A level's mix says how many percent of the items are easy, medium and hard.",
    ),
    # which topics
    "nothing-to-explain": Entry(
        "error",
        "`{name}` is no topic, no built file, no code of a sheet in the output folder, and no finding",
        "{hint}",
        "`lembar explain` looks for a file, then for a finding's code, then for a sheet's, then for a topic.",
    ),
    "not-built-here": Entry(
        "error",
        "{path} is not in the manifest of the output folder, and no file there carries its code",
        "name the folder with `--output`, or build it again",
        "The manifest beside the outputs says what each was made of; `lembar explain` finds a file there by its place or code.",
    ),
    "unknown-page": Entry(
        "error",
        "the documentation has no page `{name}`",
        "{hint}",
        "`lembar docs` prints the pages that lie in the package; without a name the first one, which lists the others.",
    ),
    "unknown-topic": Entry(
        "error",
        "there is no topic, course, file or folder `{name}`",
        "{hint}",
        "A TOPIC is looked up by its name in `./sources`, then among the bundled topics; a path is taken as it is.",
    ),
    "two-of-a-name": Entry(
        "error",
        "two files have the name `{name}`: this one and {other}",
        "give one of them another `name`, or another file name",
        "A topic's name settles where its output goes, so no two topics of one build may share it.",
    ),
    "no-topics": Entry(
        "error",
        "there are no topic files in {path}",
        "begin with `lembar new topic NAME`",
        "A folder given as TOPIC holds at least one `*.yaml` file.",
    ),
    "no-course-topics": Entry(
        "error",
        "a course needs `topics`, a list of topic names; this one has none",
        "write `topics: [first-topic, second-topic]`",
        "A course is a file with `title`, `language` and `topics`.",
    ),
    # settings
    "unknown-choice": Entry(
        "error",
        "`{value}` is not known to {flag}",
        "{hint}",
        "The value of a flag is one of those that `lembar list` prints.",
    ),
    "no-course": Entry(
        "error",
        "`--bundle` binds the topics of a course, and `{name}` is none",
        "name a course",
        "A book is made of a course: a file with `title`, `language` and `topics`, the topics in order.",
    ),
    "no-book-of-kind": Entry(
        "error",
        "`--bundle` makes no book of `{kind}`",
        "leave `--kind` out, or choose among `handout`, `worksheet` and `answer-key`",
        "Handouts are bound as a handout book, worksheets as a workbook, answer keys as the teacher's key book.",
    ),
    "nothing-to-cover": Entry(
        "error",
        "a cover sheet lists what is built with it, and nothing else is",
        "name the documents too: `--kind worksheet --kind answer-key --kind cover-sheet`",
        "The cover sheet tells codes, pages and points of the documents of the same build.",
    ),
    "one-version": Entry(
        "error",
        "`{kind}` shows the keys of several versions side by side, and there is one",
        "ask for versions too, as in `--variants 2`, or for `--kind {key}`",
        "A build of versions makes it by itself wherever it makes their keys.",
    ),
    "leaf-too-small": Entry(
        "error",
        "`--impose {impose}` would cut {paper} into leaves that are too small to write on",
        "take larger paper, or `--impose 2up`",
        "A leaf is laid out at its own size and needs 95 mm across; nothing is ever scaled down to fit.",
    ),
    "bad-number": Entry(
        "error",
        "{flag} is {needed}, not `{value}`",
        "",
        "Flags that count take whole numbers within their bounds.",
    ),
    "not-a-time": Entry(
        "error",
        "`{found}` is no time of day",
        explain="A time is an hour from 0 to 23 and two digits of minutes, such as `07:30`.",
    ),
    "exam-ends-early": Entry(
        "error",
        "the exam ends at {end}, but begins at {start}",
        "write an `end` after its `start`",
        "The paper says how many minutes lie between `start` and `end`.",
    ),
    # which outputs
    "nothing-for-kind": Entry(
        "error",
        "`{topic}` has nothing for the kind `{kind}`",
        "write `{needs}`, or leave out `--kind {kind}`",
        "A handout needs `handout`, a term list `terms`, a worksheet and its key `items`. An empty default kind is skipped.",
    ),
    "skipped-kind": Entry(
        "note",
        "`{topic}` has nothing for the kind `{kind}`: skipped",
        "",
        "A default kind for which a topic has nothing is skipped.",
    ),
    "language-not-offered": Entry(
        "error",
        "this topic is not offered in `{language}`, only in {languages}",
        "build it in one of these, or translate it and list the language under `languages`",
        "`--language` asks for a language that the topic's `languages` lists.",
    ),
    "lost-job": Entry(
        "error",
        "building `{name}` ended its process twice ({how}); it was left out",
        "build it alone to see more; if it still fails, report it with the topic file",
        "What a process dies over is done once more, each version alone; what ends it again is named, and the rest is built.",
    ),
    "limit-time": Entry(
        "error",
        "building `{name}` took longer than {seconds} seconds over one document; it was stopped and left out",
        "shorten its longest texts and tables, or split the topic",
        "A topic that never comes to an end may not keep the others from being built.",
    ),
}
