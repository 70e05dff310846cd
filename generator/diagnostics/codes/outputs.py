"""Findings of outputs: writing files, and reading them back."""

from generator.diagnostics.codes.entry import Entry

CODES: dict[str, Entry] = {
    # files
    "unsafe-name": Entry(
        "error",
        "`{name}` cannot be part of a file name: {path}",
        "use small letters, digits and `-`, and none of the device names of Windows (con, nul, aux, com1 ...)",
        "Outputs have names that every system reads alike.",
    ),
    "two-outputs": Entry(
        "error",
        "two outputs would be the same file: {path} and {other}",
        "give one of the topics another `name`",
        "No two outputs of a build may have one name, not even where a system ignores upper and lower case.",
    ),
    "bad-manifest": Entry(
        "error",
        "{path} is not a manifest of lembar's",
        "move it away, or build with `--force`, which keeps it as `manifest.json.bak`",
        "The manifest says which files lembar wrote; without it nothing is overwritten.",
    ),
    "no-manifest": Entry(
        "error",
        "there is no manifest in {path}",
        "name the folder that `lembar build` wrote into",
        "`lembar verify` reads what `manifest.json` lists.",
    ),
    "in-use": Entry(
        "error",
        "another build is writing into {path}",
        "wait until it is done, or choose another folder with `--output`",
        "Two builds never write into one folder at the same time.",
    ),
    "disk-full": Entry(
        "error",
        "disk full at {path}: {done} of {total} files written",
        "make room and build again; old files are intact",
        "Files appear whole or not at all.",
    ),
    "no-permission": Entry(
        "error",
        "may not write {path}: {done} of {total} files written",
        "close the program that shows the file, or check who may write there, and build again; old files are intact",
        "Files appear whole or not at all.",
    ),
    "disk-error": Entry(
        "error",
        "cannot write {path} ({reason}): {done} of {total} files written",
        "check the disk and the path and build again; old files are intact",
        "Files appear whole or not at all.",
    ),
    "bad-topic-name": Entry(
        "error",
        "`{name}` is no name of a topic: small letters, digits and `-`, at most 60 signs",
        "",
        "Names of topics become names of files and folders.",
    ),
    "exists-already": Entry(
        "error",
        "{path} exists already",
        "choose another name; nothing was written",
        "`lembar new` never overwrites a file.",
    ),
    "changed-output": Entry(
        "error",
        "{path} was changed after it was built, or is not lembar's; it was left as it is",
        "move it away, or build with `--force`, which keeps it as a `.bak` file",
        "Work of the user is never overwritten.",
    ),
    "kept-aside": Entry(
        "note",
        "{path} had been changed; it is kept as {copy}",
        "",
        "What `--force` does with a changed output.",
    ),
    "removed-output": Entry(
        "note",
        "{path} was removed: this build no longer makes it",
        "",
        "Outputs of an earlier build that nobody changed do not stay beside newer ones that they do not belong to.",
    ),
    "left-over": Entry(
        "warning",
        "{path} is of an earlier build, and was changed since; it was left",
        "remove it yourself if it is of no more use",
        "Outputs that this build no longer makes are removed only if nobody changed them.",
    ),
    "stale-key": Entry(
        "warning",
        "{path} is the key of a sheet that is no more; it was changed, so it was left",
        "do not mark with it; remove it, or build the key again",
        "A key whose code no sheet carries any more would be taken for the new sheet's.",
    ),
    # reading back
    "unreadable-pdf": Entry(
        "error",
        "{path} cannot be read back",
        "build it again",
        "Verification reads every finished file with an independent PDF reader.",
    ),
    "wrong-pages": Entry(
        "error",
        "{path} has {found} pages, {wanted} were built",
        "build it again",
        "The manifest says how many pages were built.",
    ),
    "lost-sign": Entry(
        "error",
        "page {page} of {path} shows `{sign}` in place of a sign that was lost",
        "use a sign that the layout's fonts have, or another layout",
        "■ or U+FFFD in a file's text stands for a character that no font had.",
    ),
    "missing-code": Entry(
        "error",
        "page {page} of {path} does not carry its code `{code}`",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "Each page of a sheet and of its key carries the same code, so that no key is taken for another sheet's.",
    ),
    "other-code": Entry(
        "error",
        "{path} has the code `{code}`, its key `{other}`",
        "build both together",
        "A sheet and its key carry the same code.",
    ),
    "lone-key": Entry(
        "warning",
        "{path} could not be compared: its sheet, with the code `{code}`, is not there",
        "build the worksheet too",
        "A key is judged by what its marks lead to on the sheet of the same code.",
    ),
    "missing-item": Entry(
        "error",
        "{path} does not print item `{item}` as number {number}",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "Numbers are 1 to n, and each is followed by the stem of its item.",
    ),
    "extra-item": Entry(
        "error",
        "{path} prints item `{item}` at number {number}, where it does not belong",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "No item is printed twice, and none that was not planned.",
    ),
    "missing-text": Entry(
        "error",
        "{path} does not print {what} as the topic has it: `{text}`",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "Each text of a topic that belongs on the page is printed whole and unaltered.",
    ),
    "misplaced-mark": Entry(
        "error",
        "{path} has the numbers {first} and {second} of item `{item}` at other places of the picture than the topic",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "Each number in a picture stands where its label does.",
    ),
    "card-back": Entry(
        "error",
        "{path} does not have the back of card {number} behind its front",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "Printed on both sides and turned on its long edge, a sheet has each card's meaning behind its term.",
    ),
    "outside-page": Entry(
        "error",
        "page {page} of {path} has text beyond the edge of the paper",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "What is printed lies inside the page.",
    ),
    "split-item": Entry(
        "error",
        "{path} breaks item `{item}` (number {number}) across two pages",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "An item of at most half a frame stands on one page.",
    ),
    "missing-answer": Entry(
        "error",
        "{path} has no answer for number {number} (`{item}`)",
        "this is a defect of the layout; with the bundled ones, of lembar",
        "The key's grid holds one answer for each number.",
    ),
    "wrong-answer": Entry(
        "error",
        "the key's answer to number {number}, `{mark}`, leads to `{found}` on the sheet; `{item}` marks `{right}` as right",
        "nothing was written; report this with the topic file",
        "For every response, the text that the key's mark leads to on the sheet is the text that the topic file marks as right.",
    ),
    "withheld": Entry(
        "note",
        "no file of `{topic}` in `{language}` at level `{level}` was written",
        "",
        "A verification that fails withholds all files of that topic, language and level.",
    ),
    "missing-output": Entry(
        "error",
        "{path} is listed in the manifest but is not there",
        "build it again",
        "`lembar verify` reads every file that the manifest lists.",
    ),
    "altered-output": Entry(
        "error",
        "{path} was changed after it was built",
        "build it again, or keep it and do not trust its key",
        "`lembar verify` compares every file with the digest in the manifest.",
    ),
    "missing-source": Entry(
        "error",
        "the topic file of {path} is no more at {source}",
        "put it back, or build again",
        "Verification judges by the topic file.",
    ),
    "missing-language": Entry(
        "error",
        "{source} has no language `{language}` any more, in which {path} was built",
        "put the language back, or build again",
        "Verification judges by the topic file.",
    ),
    "changed-source": Entry(
        "warning",
        "{source} was changed after {path} was built",
        "build again",
        "What was printed is compared with the topic file as it is now.",
    ),
}
