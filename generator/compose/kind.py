"""What a document kind is, and what the build tells compose beside topic, plan and level."""

from __future__ import annotations

from importlib import import_module
from typing import Literal

from generator.frozen import frozen
from generator.languages import Words
from generator.model.document import Document
from generator.model.level import Level
from generator.model.plan import Plan
from generator.model.school import Exam, School
from generator.model.topic import Topic


@frozen
class Built:
    """A document that was built, as a cover sheet tells it: pages with numbers, sheets of paper, items and points."""

    kind: str
    audience: Literal["pupil", "teacher"]
    label: str
    code: str
    pages: int
    sheets: int
    items: int = 0
    points: str = ""


@frozen
class Setting:
    """What does not come from the topic.

    school: whose sheets they are. draft: whether the pages say so. code: the sheet's code where the build has settled another
    than the one that its bodies give. kop: whether the school's letterhead stands over page one. form: whose
    columns a blueprint has, where they are not the curriculum's. built: what was built before of the same topic, language and
    level. exam: what an exam's head says. points: whether pupils' sheets say what items are worth.
    on_sheet: whether an exam is answered on an answer sheet of its own. versions: the plans of all versions of a sheet, for
    what shows these together.
    """

    school: School = School()
    draft: bool = False
    code: str = ""
    kop: bool = False
    form: str = ""
    built: tuple[Built, ...] = ()
    exam: Exam = Exam()
    points: bool = True
    on_sheet: bool = False
    versions: tuple[Plan, ...] = ()


FORMS = ("tka",)
"""The forms that a blueprint-table may have beside the curriculum's."""


@frozen
class Kind:
    """A document kind; the module of its name composes it, and is imported when the first one is.

    sheet: whose plan it is made from, so that it can have a label; empty without chance.
    needs: what a topic must have for it. kop: whether a letterhead may stand over it. tells: whether it tells of the other
    documents of a build, so that it is made when these are. versions_of: the kind of key whose versions it shows side by side:
    it is made once, without a plan of its own, and by itself wherever versions of these are.
    """

    name: str
    audience: Literal["pupil", "teacher"]
    sheet: Literal["", "worksheet", "exam"]
    needs: Literal["handout", "terms", "items", "title"]
    kop: bool = True
    tells: bool = False
    versions_of: str = ""

    def compose(self, topic: Topic, plan: Plan | None, level: Level, words: Words, setting: Setting) -> Document:
        """Return a document of this kind."""
        module = import_module(f"generator.compose.{self.name.replace('-', '_')}")
        made: Document = module.compose(topic, plan, level, words, setting)
        return made
