"""A request: what one `lembar build` asks for, settled from flags, `lembar.yaml` and defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.build.caching.facts import digest
from generator.build.find import recorded
from generator.build.folders import layout_folders
from generator.build.settings import FILE, Settings
from generator.diagnostics import Diagnostic, Exit, Failed, finding
from generator.diagnostics.nearest import did_you_mean
from generator.frozen import frozen
from generator.model.blueprint import Blueprint
from generator.model.level import DIFFICULTIES
from generator.model.school import School

DEFAULT_KINDS = ("handout", "worksheet", "answer-key")
BOUNDS = {
    "spare": (0, 100),
    "items": (1, 2000),
    "variants": (2, 200),
    "seed": (0, 2**63),
    "jobs": (1, 256),
    "total": (1, 100_000),
}
LEAST_LEAF = 95 * 72 / 25.4
"""Points across that a leaf needs at least: on less, tables and strips to fill in have no room."""


@frozen
class BuildRequest:
    """All that a build depends on beside the files. `asked` says that the kinds came from a flag, so none may be skipped.

    had: the items of one topic that the class has had, out of the file `avoid`; settled where jobs are made. So is what the file
    `blueprint` asks for: `wanted`, with the digest of the file. ground: the digest of the program, its layouts and fonts, under
    which sheets are kept; empty where nothing is.
    Without a `layout` each kind of document has its own default. impose: for what pupils get, while the teacher's documents,
    of which one copy is needed, stand on whole paper.
    """

    kinds: tuple[str, ...] = DEFAULT_KINDS
    asked: bool = False
    languages: tuple[str, ...] = ()
    levels: tuple[str, ...] = ("mixed",)
    layout: str | None = None
    paper: str = "a4"
    profile: str = "standard"
    binding: bool = False
    impose: str = ""
    roster: str = ""
    split: bool = False
    spare: int = 0
    duplex: bool = False
    curriculum: str = "merdeka"
    form: str = ""
    items: int | None = None
    types: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    blueprint: str = ""
    wanted: Blueprint | None = None
    blueprint_digest: str = ""
    avoid: str = ""
    had: tuple[str, ...] = ()
    variants: int | None = None
    seed: int = 1
    total: int | None = None
    points: bool = True
    output: Path = Path("output")
    jobs: int | None = None
    strict: bool = False
    draft: bool = False
    verify: bool = True
    force: bool = False
    preview: bool = False
    bundle: bool = False
    cache: bool = True
    ground: str = ""
    kop: bool = False

    @property
    def made(self) -> tuple[str, ...]:
        """The kinds asked for, and what shows the versions of these together, in the order in which a build makes them."""
        from generator.compose import KINDS

        together = {name for name, kind in KINDS.items() if self.variants is not None and kind.versions_of in self.kinds}
        return tuple(name for name in KINDS if name in self.kinds or name in together)

    @property
    def on_sheet(self) -> bool:
        """Whether exams are answered on the answer sheet that this build makes too."""
        return "answer-sheet" in self.kinds


def settle(flags: Mapping[str, Any], settings: Settings) -> BuildRequest:
    """Return the request of the flags (None or empty where one was not given). Raises Failed for wrong usage."""

    def given(name: str, default: Any) -> Any:
        for value in (flags.get(name), getattr(settings.flags, name, None)):
            if value is not None and value != ():
                return value
        return default

    difficulty = given("difficulty", "mixed")
    by_blueprint = bool(flags.get("blueprint"))  # a flag goes before either in lembar.yaml
    request = BuildRequest(
        kinds=tuple(dict.fromkeys(given("kind", DEFAULT_KINDS))),
        asked=bool(flags.get("kind")),
        languages=tuple(dict.fromkeys(given("language", ()))),
        levels=tuple(DIFFICULTIES) if difficulty == "all" else (difficulty,),
        layout=given("layout", None),
        paper=given("paper", "a4"),
        profile=given("profile", "standard"),
        binding=given("binding", False),
        impose=given("impose", ""),
        roster=given("roster", ""),
        split=given("split", False),
        spare=given("spare", 0),
        duplex=given("duplex", False),
        curriculum=given("curriculum", "merdeka"),
        form=given("form", ""),
        items=flags.get("items") if by_blueprint else given("items", None),
        types=tuple(given("type", ())),
        only=tuple(given("only", ())),
        skip=tuple(given("skip", ())),
        blueprint=given("blueprint", "") if by_blueprint or flags.get("items") is None else "",
        avoid=given("avoid", ""),
        variants=given("variants", None),
        seed=given("seed", 1),
        total=given("total", None),
        points=given("points", True),
        output=Path(given("output", "output")),
        jobs=given("jobs", None),
        strict=given("strict", False),
        draft=given("draft", False),
        verify=given("verify", True),
        force=given("force", False),
        preview=given("preview", False),
        bundle=given("bundle", False),
        cache=given("cache", True),
        kop=given("kop", settings.school.headed),
    )
    findings = list(wrong(request))
    if request.kop and settings.school == School():
        findings.append(finding("no-school", None))
    if findings:
        raise Failed(findings, Exit.USAGE)
    return request


def given(request: BuildRequest, settings: Settings) -> dict[str, dict[str, str]]:
    """Return which files beside the topics a build was given, as the manifest has them: each for what, its path and digest."""
    school = settings.school.at() or settings.exam.at()
    lists = {"roster": request.roster, "blueprint": request.blueprint, "ledger": request.avoid}
    files = {"settings": str(FILE), "school": school.file if school else "", **lists}
    named = {what: file for what, file in files.items() if file and (what == "settings" or Path(file) != FILE)}
    return {
        what: {"file": recorded(Path(file), request.output), "sha256": sums}
        for what, file in named.items()
        if (sums := digest(file))
    }


def wrong(request: BuildRequest) -> Sequence[Diagnostic]:
    """Return what no build can be made of: kinds, types, looks that there are not, numbers out of bounds."""
    from generator import compose, items, languages, layout

    found: list[Diagnostic] = []
    types = [each.TYPE for each in items.REGISTRY] + ["group"]
    found += unknown("--kind", request.kinds, list(compose.KINDS))
    found += unknown("--type", request.types, types)
    found += unknown("--language", request.languages, languages.codes())
    found += unknown("--layout", (request.layout,) if request.layout else (), layout.names(layout_folders()))
    found += unknown("--paper", (request.paper,), list(layout.papers()))
    if request.profile != layout.STANDARD:
        found += unknown("--profile", (request.profile,), list(layout.profiles()))
    found += unknown("--curriculum", (request.curriculum,), languages.CURRICULA)
    found += unknown("--form", filter(None, (request.form,)), compose.FORMS)
    if request.bundle:
        from generator.compose.book import BOOKS

        chapters = [book.chapters for book in BOOKS]
        found += [finding("no-book-of-kind", None, kind=kind) for kind in request.kinds if kind not in chapters]
    if request.variants is None:
        together = [kind for kind in request.kinds if kind in compose.KINDS and compose.KINDS[kind].versions_of]
        found += [finding("one-version", None, kind=kind, key=compose.KINDS[kind].versions_of) for kind in together]
    if request.kinds == ("cover-sheet",):
        found.append(finding("nothing-to-cover", None))
    if request.impose and not found and layout.leaf(layout.papers()[request.paper], request.impose).width < LEAST_LEAF:
        found.append(finding("leaf-too-small", None, impose=request.impose, paper=request.paper))
    if request.items is not None and request.blueprint and request.wanted is None:
        found.append(finding("items-with-blueprint", None))
    if request.roster:
        others = {"--bundle": request.bundle, "--impose": request.impose, "--preview": request.preview}
        found += [finding("roster-not-with", None, flag=flag) for flag, given in others.items() if given]
    for name, (low, high) in BOUNDS.items():
        value = getattr(request, name)
        if value is not None and not low <= value <= high:
            found.append(finding("bad-number", None, flag=f"--{name}", value=value, needed=f"a number from {low} to {high}"))
    return found


def unknown(flag: str, values: Iterable[str], known: Sequence[str]) -> Sequence[Diagnostic]:
    """Return a finding for each value that is not known, with the nearest one."""
    result = []
    for value in values:
        if value not in known:
            hint = did_you_mean(value, known, "known are " + ", ".join(f"`{name}`" for name in known))
            result.append(finding("unknown-choice", None, value=value, flag=flag, hint=hint))
    return result
