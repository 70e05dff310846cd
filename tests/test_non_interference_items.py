"""What answers may influence is a closed list (invariant I4): exchanging keys between equals changes no body and no order.

Each exchange keeps what the list allows: the texts that the task prints, the words of the model answer, the gap words, the
rubric's sum, whether any statement has a correction. Seeds at which a draw was made again as solved are left out.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import (
    LEVELS,
    cloze,
    essay,
    fact_check,
    labelling,
    matching,
    multiple_choice,
    multiple_response,
    numeric,
    ordering,
    organiser,
    short_answer,
    sorting,
    statement_table,
    table_completion,
    topic,
    true_false,
)

from generator.model.item import Group
from generator.model.key import ChoiceResponse, MatchResponse, TextResponse
from generator.model.text import said
from generator.select import select

WORDS = st.text("abcdefghijklmnopqrstuvwxyzé ", min_size=1, max_size=12).map(lambda text: "w" + text.strip())
SEEDS = st.integers(min_value=0, max_value=10**6)
LEVEL_NAMES = sorted(LEVELS)
few = settings(max_examples=60, deadline=None, derandomize=True)


def texts(least, most):
    return st.lists(WORDS, min_size=least, max_size=most, unique_by=lambda text: " ".join(text.split()))


def candidate(items, level, seed, variants=2):
    """All that a candidate can see of these items: sections, order, names, bodies; and the keys, to see that they differ."""
    own = topic(*items)
    graded = LEVELS[level].for_grade(own.lowest_grade())
    by_name = {item.name: item for item in own.every_item()}
    plans = select(own, LEVELS[level], variants=variants, seed=seed).plans
    assert plans
    seen, keys = [], []
    for plan in plans:
        for section in plan.sections:
            for planned in section.items:
                item = by_name[planned.name]
                seen.append((plan.label, section.name, planned.name, planned.group, item.body(planned.draw, graded)))
                keys.append(item.key(planned.draw, graded))
    return seen, keys


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_which_choice_is_the_key(level, data, seed):
    choices = data.draw(texts(2, 8))
    droppable = data.draw(st.sets(st.integers(0, len(choices) - 1), max_size=len(choices) - 2))
    stay = [i for i in range(len(choices)) if i not in droppable]
    one, other = data.draw(st.permutations(stay))[:2]
    drops = {i: 1 + n % 3 for n, i in enumerate(sorted(droppable))}
    first = multiple_choice("mc", *choices, key=one, drops=drops, whys={one: "because"})
    second = multiple_choice("mc", *choices, key=other, drops=drops, whys={other: "no", one: "why not", 0: "x"})
    seen, keys = candidate([first], level, seed)
    seen_after, keys_after = candidate([second], level, seed)
    assert seen == seen_after
    assert isinstance(keys[0].responses[0], ChoiceResponse)
    assert [key.responses for key in keys] != [key.responses for key in keys_after]


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_the_truth_of_a_statement_and_the_text_of_a_correction(level, data, seed):
    count = data.draw(st.integers(2, 5))
    truths = [data.draw(st.lists(st.booleans(), min_size=count, max_size=count)) for _ in range(2)]
    corrected = data.draw(st.booleans()) and not all(truths[0]) and not all(truths[1])

    def made(answers):
        owed = answers.index(False) if corrected else None
        items = [true_false(f"tf-{i}", answer, "Right." if i == owed else "") for i, answer in enumerate(answers)]
        return type(items[0]).settled(items)

    seen, _ = candidate(made(truths[0]), level, seed)
    assert seen == candidate(made(truths[1]), level, seed)[0]
    assert {body.form for *_, body in seen} == {"correction" if corrected else ""}


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_who_belongs_to_whom(level, data, seed):
    lefts, rights = data.draw(texts(2, 6)), data.draw(texts(2, 8))
    partners = [rights[data.draw(st.integers(0, min(len(rights), len(lefts)) - 1))] for _ in lefts]
    exchanged = data.draw(st.permutations(partners))
    extra = [right for right in rights if right not in partners]
    first = matching("m", *zip(lefts, partners, strict=True), extra=extra)
    second = matching("m", *zip(lefts, exchanged, strict=True), extra=extra)
    for item in (first, second):
        # a first draw that is printed is not solved and was not made again
        for label in "ab":
            assume(not item.solved(first_draw(item, level, seed, label)))
    seen, keys = candidate([first], level, seed)
    seen_after, keys_after = candidate([second], level, seed)
    assert seen == seen_after
    assert isinstance(keys[0].responses[0], MatchResponse)
    if partners != exchanged:
        assert [key.responses for key in keys] != [key.responses for key in keys_after]


def first_draw(item, level, seed, label):
    from generator.select.chance import DigestStream

    stream = DigestStream("draw", "worksheet", str(seed), label, item.name)
    return item.draw(stream, LEVELS[level].for_grade(9))


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_which_word_fills_which_gap_and_what_else_is_accepted(level, data, seed):
    words = data.draw(texts(1, 6))
    exchanged = data.draw(st.permutations(words))
    extra = ["xa", "xb"]

    def made(order, accepted):
        return cloze("c", " and ".join(f"[[{word}{accepted}]]" for word in order), extra=extra)

    first, second = made(words, ""), made(exchanged, "|yes")
    seen, keys = candidate([first], level, seed)
    seen_after, keys_after = candidate([second], level, seed)
    assert seen == seen_after
    assert max(map(len, first.written_words())) == max(map(len, second.written_words()))
    assert isinstance(keys[0].responses[0], TextResponse)
    assert [key.responses for key in keys] != [key.responses for key in keys_after]


@pytest.mark.parametrize("level", [name for name in LEVEL_NAMES if LEVELS[name].bank == "none"])
@few
@given(data=st.data(), seed=SEEDS)
def test_without_a_bank_no_word_of_a_gap_at_all(level, data, seed):
    one, other = data.draw(texts(3, 3)), data.draw(texts(3, 3))
    seen = [candidate([cloze("c", " ".join(f"[[{word}]]" for word in words))], level, seed)[0] for words in (one, other)]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(
    words=st.lists(WORDS.map(lambda word: word.replace(" ", "")), min_size=0, max_size=60), seed=SEEDS, points=st.integers(1, 9)
)
def test_the_model_answer_and_the_rubric(level, words, seed, points):
    first = essay("e", " ".join(words), ((Decimal(points), "all of it"), (Decimal(1), "more")))
    second = essay("e", " ".join(f"{word}k" for word in reversed(words)), ((Decimal(points + 1), "other"),))
    assert first.worth() == second.worth()
    assert candidate([first], level, seed)[0] == candidate([second], level, seed)[0]


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_which_choices_are_right_and_where_no_level_states_it_how_many(level, data, seed):
    choices = data.draw(texts(2, 8))
    droppable = data.draw(st.sets(st.integers(0, len(choices) - 1), max_size=len(choices) - 2))
    stay = [i for i in range(len(choices)) if i not in droppable]
    one, other = (data.draw(st.sets(st.sampled_from(stay), min_size=1)) for _ in range(2))
    if LEVELS[level].stated:
        assume(len(one) == len(other))
    drops = {i: 1 + n % 3 for n, i in enumerate(sorted(droppable))}
    first = multiple_response("mr", *choices, keys=one, drops=drops, whys=dict.fromkeys(one, "because"), min=1, max=len(choices))
    second = multiple_response("mr", *choices, keys=other, drops=drops, whys={0: "no"}, min=1, max=len(choices))
    assume(not list(first.findings(LEVELS["hard"])))  # such as a choice that names others by their letters
    seen, keys = candidate([first], level, seed)
    seen_after, keys_after = candidate([second], level, seed)
    assert seen == seen_after
    assert (one == other) == ([key.responses for key in keys] == [key.responses for key in keys_after])


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_the_column_of_a_row(level, data, seed):
    rows, columns = data.draw(texts(1, 6)), data.draw(st.one_of(st.just([]), texts(2, 5)))
    places = st.lists(st.integers(1, len(columns) or 2), min_size=len(rows), max_size=len(rows))
    one, other = data.draw(places), data.draw(places)
    first = statement_table("st", *zip(rows, one, strict=True), columns=columns, whys={rows[0]: "because"})
    second = statement_table("st", *zip(rows, other, strict=True), columns=columns)
    assert candidate([first], level, seed)[0] == candidate([second], level, seed)[0]


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_the_order_of_steps(level, data, seed):
    steps = data.draw(texts(3, 7))
    first, second = ordering("o", *steps), ordering("o", *data.draw(st.permutations(steps)))
    for item in (first, second):
        for label in "ab":
            assume(not item.solved(first_draw(item, level, seed, label)))
    seen, keys = candidate([first], level, seed)
    seen_after, keys_after = candidate([second], level, seed)
    assert seen == seen_after
    assert (first.steps == second.steps) == ([key.responses for key in keys] == [key.responses for key in keys_after])


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_who_belongs_into_which_group_and_how_many_do(level, data, seed):
    groups = data.draw(texts(2, 4))
    members = data.draw(texts(len(groups), 9))

    def made():
        order = data.draw(st.permutations(members))
        cuts = sorted(data.draw(st.sets(st.integers(1, len(members) - 1), min_size=len(groups) - 1, max_size=len(groups) - 1)))
        parts = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
        return sorting("s", *zip(groups, parts, strict=True))

    first, second = made(), made()
    for item in (first, second):
        for label in "ab":
            assume(not item.solved(first_draw(item, level, seed, label)))
    assert first.worth() == second.worth()
    assert candidate([first], level, seed)[0] == candidate([second], level, seed)[0]


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_accepted_answers_numbers_and_their_tolerance(level, data, seed):
    answers = [data.draw(texts(1, 4)) for _ in range(2)]
    numbers = [data.draw(st.decimals(-1000, 1000, places=2)) for _ in range(2)]
    tolerances = ["0", data.draw(st.sampled_from(["0.5", "5%", "12"]))]
    pairs = [
        (short_answer("sa", *answers[n], lines=2), numeric("n", numbers[n], "km", tolerance=tolerances[n])) for n in range(2)
    ]
    assert candidate(pairs[0], level, seed)[0] == candidate(pairs[1], level, seed)[0]


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_what_belongs_into_the_cells_that_are_not_given(level, data, seed):
    words = data.draw(texts(2, 8))

    def made(order):
        return table_completion(
            "tc", *((f"row {n}", f"[[{word}]]" if n % 2 else f"of [[{word}|or]] x") for n, word in enumerate(order))
        )

    first = made(words)
    draws = [first_draw(first, level, seed, label) for label in "ab"]
    still = [n for n in range(len(words)) if not any(n in draw["given"] for draw in draws)]
    other = list(words)
    for place, word in zip(still, data.draw(st.permutations([words[n] for n in still])), strict=True):
        other[place] = f"{word}k"
    seen, keys = candidate([first], level, seed)
    seen_after, keys_after = candidate([made(other)], level, seed)
    assert seen == seen_after
    assert (not still) == ([key.responses for key in keys] == [key.responses for key in keys_after])


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_which_text_stands_at_which_place(level, data, seed):
    words = data.draw(texts(2, 8))
    other = data.draw(st.permutations(words)) if LEVELS[level].bank != "none" else [f"{word}k" for word in words]

    def made(order):
        return labelling("l", *((n / 10, 0.5, word) for n, word in enumerate(order)), extra=("zz",))

    seen, keys = candidate([made(words)], level, seed)
    seen_after, keys_after = candidate([made(other)], level, seed)
    assert seen == seen_after
    assert (words == other) == ([key.responses for key in keys] == [key.responses for key in keys_after])


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_what_belongs_into_a_form_where_it_is_not_given(level, data, seed):
    words = data.draw(st.lists(st.text("abcdefgh", min_size=5, max_size=5), min_size=4, max_size=12, unique=True))
    cut = data.draw(st.integers(1, len(words) - 1))

    def made(order, where=cut):
        return organiser("o", "t-chart", ("left", order[:where]), ("right", order[where:]))

    first = made(words)
    draws = [first_draw(first, level, seed, label) for label in "ab"]
    given_away = {place for draw in draws for place in draw["given"]}
    other = [word if place in given_away else word[::-1] + "k" for place, word in enumerate(words)]
    seen, keys = candidate([first], level, seed)
    seen_after, keys_after = candidate([made([word[:5] if word in words else word[:4] + "k" for word in other])], level, seed)
    assert seen == seen_after
    assert (len(given_away) == len(words)) == ([key.model for key in keys] == [key.model for key in keys_after])
    if not given_away:
        moved = data.draw(st.integers(1, len(words) - 1))
        assert candidate([made(words, moved)], level, seed)[0] == seen


@pytest.mark.parametrize("level", LEVEL_NAMES)
@few
@given(data=st.data(), seed=SEEDS)
def test_what_is_wrong_in_a_claim_where_no_level_underlines_it_and_the_correction(level, data, seed):
    words = data.draw(st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=4, max_size=9, unique=True))
    one, other = (data.draw(st.integers(0, len(words) - 2)) for _ in range(2))
    if LEVELS[level].underlined:
        other = one
    first = fact_check("fc", " ".join(words), " ".join(words[one : one + 2]), "first")
    second = fact_check("fc", " ".join(words), " ".join(words[other : other + 2]), "another correction")
    seen, keys = candidate([first], level, seed)
    seen_after, keys_after = candidate([second], level, seed)
    assert seen == seen_after
    assert [key.responses for key in keys] != [key.responses for key in keys_after]


@pytest.mark.parametrize("level", LEVEL_NAMES)
@pytest.mark.parametrize("items", [None, 3, 5])
@few
@given(data=st.data(), seed=SEEDS)
def test_selection_and_order_of_a_whole_topic(level, items, data, seed):
    """A topic of all types with groups: other keys, rationales, notes and tags, the same sheet."""

    def made(secret):
        own = [
            *(multiple_choice(f"mc-{i}", "w", "x", "y", "z", key=secret[i], difficulty=grade) for i, grade in enumerate(grades)),
            *(true_false(f"tf-{i}", secret[i] % 2 == 0, difficulty=grade) for i, grade in enumerate(grades)),
            cloze("c", "[[one]] [[two]]" if secret[0] else "[[two]] [[one]]"),
            Group(
                name="g",
                stimulus=(),
                items=(essay("e", "a b" if secret[0] else "c d"), multiple_choice("mc-g", "w", "x", key=secret[0] % 2)),
            ),
        ]
        return [
            replace(item, rationale=said(f"because {secret}"), tags=(str(secret),)) if hasattr(item, "rationale") else item
            for item in own
        ]

    grades = data.draw(st.lists(st.sampled_from(["easy", "medium", "hard"]), min_size=3, max_size=5))
    secrets = [data.draw(st.lists(st.integers(0, 3), min_size=len(grades), max_size=len(grades))) for _ in range(2)]
    plans = [select(topic(*made(secret)), LEVELS[level], items=items, variants=2, seed=seed).plans for secret in secrets]
    assert plans[0] == plans[1]
