"""What a document kind is, and what the build tells compose beside topic, plan and level."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from generator.frozen import frozen
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.topic import Topic


@frozen
class Setting:
    """What does not come from the topic.

    school: its name, printed over the title. draft: whether the pages say so. code: the sheet's code where the build has
    settled another than the one that its bodies give.
    """

    school: str = ""
    draft: bool = False
    code: str = ""


Compose = Callable[[Topic, "Plan | None", Level, Words, Setting], Document]


@frozen
class Kind:
    """A document kind. chance: made from a plan, so it can have a label. needs: what a topic must have for it."""

    name: str
    audience: Literal["pupil", "teacher"]
    chance: bool
    needs: Literal["handout", "terms", "items"]
    compose: Compose
