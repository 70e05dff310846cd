"""The waist: blocks and interactions, with QTI's names (1EdTech Question and Test Interoperability 2.2/3.0).

A question type, a layout and an exchange format know this vocabulary and nothing of one another.
Adding a block or an interaction is a decision that the architecture page records.
"""

from __future__ import annotations

from typing import ClassVar, Literal, Union

from generator.frozen import field, frozen, replace
from generator.model.text import Line, Text


@frozen
class Paragraph:
    """A paragraph. `glosses` are the terms (name, term, meaning) that stand beside it; `as_of` is a date, as on all content."""

    macro: ClassVar[str] = "paragraph"
    text: Line
    role: str = "body"
    glosses: tuple[tuple[str, str, Text], ...] = ()
    as_of: str = ""


@frozen
class Heading:
    """A heading in running text, `level` 2 or 3."""

    macro: ClassVar[str] = "heading"
    level: int
    text: Line


@frozen
class Listing:
    """A list; `labels` are what hangs in front of each entry (empty for a dash drawn by the layout)."""

    macro: ClassVar[str] = "listing"
    entries: tuple[tuple[Block, ...], ...]
    labels: tuple[str, ...] = ()


@frozen
class Table:
    """A table to read. `caption` is printed as "Table n"; `number` is settled by compose (0: not numbered).

    With a `shape` it is an organiser: each row is a field, its title and its entries (a paragraph each), and the header is
    what stands in the middle. A layout draws it, and what cannot draw may print it as a table.
    """

    macro: ClassVar[str] = "table"
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: Text = Text()
    align: tuple[Literal["start", "center", "end"], ...] = ()
    number: int = 0
    look: Literal["reading", "pupil", "key"] = "reading"
    as_of: str = ""
    shape: Literal["", "venn", "t-chart", "kwl", "frayer", "fishbone", "concept-map", "five-w-one-h"] = ""


@frozen
class Figure:
    """A picture of the topic. `image` is its path from the topic's folder, `width` percent of the column.

    `hotspots` are places (x, y) in it, 0 to 1 from its top left, that are marked 1, 2, 3 ... (QTI associableHotspot).
    """

    macro: ClassVar[str] = "figure"
    image: str
    alt: Text = Text()
    caption: Text = Text()
    credit: Text = Text()
    width: float = 100
    number: int = 0
    as_of: str = ""
    hotspots: tuple[tuple[float, float], ...] = ()


@frozen
class Callout:
    """A boxed remark; `role` is did-you-know, important, example, caution, correction or summary."""

    macro: ClassVar[str] = "callout"
    role: str
    blocks: tuple[Block, ...]
    title: str = ""
    as_of: str = ""


@frozen
class Timeline:
    """Events in order, each a pair (when, what)."""

    macro: ClassVar[str] = "timeline"
    events: tuple[tuple[Text, Text], ...]
    as_of: str = ""


@frozen
class Quotation:
    """Words of another, with the source that they come from (already worded by compose)."""

    macro: ClassVar[str] = "quotation"
    text: Text
    source: Text = Text()
    as_of: str = ""


@frozen
class PageBreak:
    """The author's page break."""

    macro: ClassVar[str] = "page_break"


@frozen
class SimpleChoice:
    """One entry of an interaction (QTI simpleChoice, simpleAssociableChoice). `label` is settled by compose."""

    text: Text
    fixed: bool = False
    label: str = ""


@frozen
class ChoiceInteraction:
    """Choose from a list, in printed order. `style` names the letters: choice (A. B.), box (tick boxes), truth (B S).

    `max_choices` 1 or, where several may be right, how many marks may be made, 0 for no limit; `min_choices` how many must
    (QTI choiceInteraction). `stated` is how many are right where the level states it. Where several may be right, what of
    this is not 0 is printed.
    """

    macro: ClassVar[str] = "choice_interaction"
    choices: tuple[SimpleChoice, ...]
    max_choices: int = 1
    min_choices: int = 0
    style: Literal["choice", "box", "truth"] = "choice"
    stated: int = 0


@frozen
class MatchInteraction:
    """Pair sources with targets, both in printed order (QTI matchInteraction). Each source has one target.

    `look`: two lists to pair by `letters`, sources a b c and targets P Q R; a `grid` of tick boxes, with the sources a b c
    as its rows and the targets as its columns; or `groups`, where the sources are a list without letters and each target is
    a column to write into, with room for `room` lines. `heads` stand over the two lists (over the rows, on the list),
    settled by compose from `types.<type>.lefts` and `rights`.
    """

    macro: ClassVar[str] = "match_interaction"
    sources: tuple[SimpleChoice, ...]
    targets: tuple[SimpleChoice, ...]
    heads: tuple[str, ...] = ()
    look: Literal["letters", "grid", "groups"] = "letters"
    room: int = 0


@frozen
class OrderInteraction:
    """Put a list, printed in another order as A B C, into the right one (QTI orderInteraction).

    `label` stands before the places to write on, settled by compose from `types.<type>.order`.
    """

    macro: ClassVar[str] = "order_interaction"
    choices: tuple[SimpleChoice, ...]
    label: str = ""


@frozen
class GapMatchInteraction:
    """Fill numbered blanks in a text, from a bank where there is one (QTI gapMatchInteraction, else textEntryInteraction).

    `label` is the bank's, settled by compose from `types.<type>.bank`. Where there is a `table`, the blanks are in its cells
    and the text is empty. Where there is a `figure`, each paragraph of the text is the blank of one of its hotspots (QTI
    graphicGapMatchInteraction).
    """

    macro: ClassVar[str] = "gap_match_interaction"
    text: Text
    bank: tuple[str, ...] = ()
    label: str = ""
    table: Table | None = None
    figure: Figure | None = None


@frozen
class ExtendedTextInteraction:
    """Write freely (QTI extendedTextInteraction). `label` is a path in the language file, `starter` begins the first line.

    `space` is what is printed to write on: lines, a blank or squared area, nothing, or one gap for an `entry` (QTI
    textEntryInteraction) with its `unit` behind it. With a `table`, an organiser, each of its fields has so many lines.
    """

    macro: ClassVar[str] = "extended_text_interaction"
    expected_lines: int
    space: Literal["lines", "blank", "grid", "none", "entry", "table"] = "lines"
    label: str = ""
    starter: Text = Text()
    unit: Text = Text()
    table: Table | None = None


Interaction = Union[ChoiceInteraction, MatchInteraction, OrderInteraction, GapMatchInteraction, ExtendedTextInteraction]
Content = Union[Paragraph, Heading, Listing, Table, Figure, Callout, Timeline, Quotation, PageBreak]
Block = Union[Content, Interaction]
INTERACTIONS = (ChoiceInteraction, MatchInteraction, OrderInteraction, GapMatchInteraction, ExtendedTextInteraction)


@frozen
class Body:
    """What a candidate gets of an item: its stem and blocks. `form` picks the instruction among the type's words
    (`types.<type>.instruction` or `types.<type>.instruction-<form>`)."""

    stem: Text = Text()
    blocks: tuple[Block, ...] = field(default=())
    form: str = ""

    def interactions(self) -> tuple[Interaction, ...]:
        """Return the interactions in order; an item's key answers them in this order."""
        return tuple(block for block in self.blocks if isinstance(block, INTERACTIONS))

    def unlined(self) -> Body:
        """Return the body without the lines and boxes for free answers: an answer sheet has them."""
        return replace(self, blocks=tuple(_unlined(block) for block in self.blocks))


def _unlined(block: Block) -> Block:
    if isinstance(block, ExtendedTextInteraction) and block.table is None and block.space != "entry":
        return replace(block, expected_lines=0, label="", starter=Text())
    return block
