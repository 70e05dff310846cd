"""Flashcards: fronts and backs that lie behind each other, texts that fit their cards, and reading them back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from finished import Press, topic

from generator.assets import Assets
from generator.diagnostics import Failed
from generator.folders import bundled
from generator.layout import load, papers, profiles
from generator.model.markup import Markup
from generator.model.sheet import Place, Sheet
from generator.typeset import typeset
from generator.typeset.cards import Grid

MM = 72 / 25.4
LONG = "mempertanggungjawabkan"


def sheet(
    count: int,
    paper: str = "a4",
    layout: str = "cards",
    profile: str = "standard",
    *,
    term: str = "istilah",
    meaning: str = "arti",
) -> Sheet:
    """Cards as a layout's macros write them, in its tokens."""
    head = "<head><start>Kartu</start><end>Depan</end></head>"
    sides = f"<side>{term}</side><side>{meaning}</side>"
    cards = "".join(f'<card number="{number}" at="term.{number}">{sides}</card>' for number in range(1, count + 1))
    markup = f'<document language="id"><flow><cards code="ABCDEF">{head}{head}{cards}</cards></flow></document>'
    tokens = load(layout, [bundled("layouts")], paper, profile=profile).tokens
    return typeset(Markup(markup, tokens), Assets(bundled("sources"), [bundled("layouts") / "fonts"]))


def placed(made: Sheet, kind: str) -> list[Place]:
    return [place for place in made.places if place.kind == kind]


@pytest.mark.parametrize("layout", ["cards", "lkpd"])
@pytest.mark.parametrize("paper", papers())
def test_backs_lie_behind_their_fronts(paper: str, layout: str) -> None:
    made = sheet(19, paper, layout)
    fronts, backs = placed(made, "term"), placed(made, "meaning")
    assert [one.name for one in fronts] == [one.name for one in backs] == [str(number) for number in range(1, 20)]
    for front, back in zip(fronts, backs, strict=True):
        assert (front.page % 2, back.page) == (0, front.page + 1)
        assert front.x0 + back.x1 == pytest.approx(made.pages[0].width, abs=0.001)
        assert front.x1 + back.x0 == pytest.approx(made.pages[0].width, abs=0.001)
        assert (front.y0, front.y1) == (back.y0, back.y1)


@pytest.mark.parametrize(("paper", "many"), [("a4", 8), ("f4", 8), ("letter", 6), ("legal", 8), ("a5", 2)])
def test_as_many_cards_as_the_paper_holds_in_its_middle(paper: str, many: int) -> None:
    made = sheet(many + 1, paper)
    page = made.pages[0]
    assert len(made.pages) == 4
    cards = [one for one in placed(made, "term") if one.page == 0]
    assert len(cards) == many
    assert {(round((one.x1 - one.x0) / MM, 2), round((one.y1 - one.y0) / MM, 2)) for one in cards} == {(87, 62)}
    assert min(one.x0 for one in cards) == pytest.approx(page.width - max(one.x1 for one in cards), abs=0.001)
    assert min(one.y0 for one in cards) == pytest.approx(page.height - max(one.y1 for one in cards), abs=0.001)
    assert min(one.x0 for one in cards) > 6 * MM


@pytest.mark.parametrize("profile", profiles())
@pytest.mark.parametrize("paper", papers())
def test_no_card_is_larger_than_its_paper(paper: str, profile: str) -> None:
    made = sheet(3, paper, profile=profile)
    width, height = made.pages[0].width, made.pages[0].height
    for one in (*placed(made, "term"), *placed(made, "meaning")):
        assert one.x0 >= 6 * MM - 0.1 and one.x1 <= width - 6 * MM + 0.1
        assert one.y0 >= 10 * MM and one.y1 <= height - 10 * MM


def test_long_texts_get_smaller_and_none_runs_over_its_card() -> None:
    for words in (1, 3, 8):
        made = sheet(2, term=" ".join([LONG] * words), meaning="a" * 40)
        assert len(placed(made, "term")) == 2
    with pytest.raises(Failed) as failed:
        sheet(2, meaning=" ".join([LONG] * 60))
    assert {(found.code, found.label) for found in failed.value.diagnostics} == {
        ("full-card", "term.1"),
        ("full-card", "term.2"),
    }
    with pytest.raises(Failed):
        sheet(1, term="a" * 60)


TERMS = b"terms: [{name: a, term: ekspor, meaning: jual ke luar}, {name: b, term: impor, meaning: beli dari luar}]\nhandout:"


@pytest.fixture
def press() -> Press:
    return Press(topic().replace(b"handout:", TERMS, 1))


@pytest.mark.parametrize(
    "fault",
    [
        lambda text: text.replace("beli dari luar", "beli dari sana"),
        lambda text: text.replace("jual ke luar", "@").replace("beli dari luar", "jual ke luar").replace("@", "beli dari luar"),
        lambda text: text.replace("ekspor", ""),
        lambda text: text.replace('<card number="2"', '<card number="3"'),
    ],
    ids=["another meaning", "meanings exchanged", "a term lost", "another number"],
)
def test_cards_that_do_not_print_the_terms(press: Press, fault: Callable[[str], str]) -> None:
    assert press.judge(press.make("flashcards")) == []
    assert press.codes(press.make("flashcards", markup=fault)) == {"missing-text"}


def test_backs_that_do_not_lie_behind_their_fronts(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    corner = Grid.corner
    monkeypatch.setattr(Grid, "corner", lambda grid, index, side: corner(grid, index, 0))
    assert press.codes(press.make("flashcards")) == {"card-back"}
