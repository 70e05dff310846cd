"""What shows the versions of a class side by side: printed beside the sheets of its packs, and read back by these."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from generator.build.handing import Versions, versions
from generator.compose import compose
from generator.frozen import replace
from generator.languages import words

if TYPE_CHECKING:
    from generator.build.packs import Packer
    from generator.build.press import Ready


def together(packer: Packer) -> dict[tuple[str, Versions], Ready]:
    """Return each set of versions that a class has, by kind, printed once; what is wrong goes to the packer's findings."""
    maker, kinds = packer.maker, [kind for kind in packer.kinds if kind.versions_of]
    classes = groupby(packer.copies, key=lambda one: one.pupil.group)
    wanted = dict.fromkeys(one for _, members in classes for one in versions(tuple(members)))
    every: dict[tuple[str, Versions], Ready] = {}
    for one in wanted if kinds else ():
        level = packer.levels[one.level].for_grade(packer.own.lowest_grade())
        topic = packer.read.topic(one.language, level.text)
        for kind in kinds:
            plans = tuple(plan for plan in packer.plans[one.level][kind.sheet] if plan.label in one.labels)
            told = replace(maker.setting(), versions=plans)
            document = compose(kind, topic, None, level, words(one.language, maker.request.curriculum), told)
            every[kind.name, one] = maker.press.ready(document, topic, one.language, level, None)
        sheets = {kind.sheet for kind in kinds} if maker.request.verify else set()
        made = [
            ready.artifact()
            for (name, sheet), ready in packer.printed.items()
            if name in sheets and (sheet.language, sheet.level) == (one.language, one.level) and sheet.label in one.labels
        ]
        made += [every[kind.name, one].artifact() for kind in kinds]
        packer.wrong += maker.read_back(made, one.language, level)
    return every
