"""Words that few people wrote are no answers of a survey: they stand under one name."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.disclosure import MIN_N, OTHER, pooled
from plgwork.models.answers import MISSING, Answers
from plgwork.models.instruments import Instrument, Item, Kind

TICKED = ("Not chosen", "Chosen")
SECRET = "the only nurse"
PEOPLE = 12


def option(text: str, place: int) -> Item:
    slug = text.lower().replace(" ", "-")
    return Item(
        id=f"helps-o{place}-{slug}", column="What helps?", stem="What helps?", text=text,
        kind=Kind.OPTION, labels=TICKED,
    )  # fmt: skip


def choice(*labels: str) -> Item:
    return Item(id="when", column="When?", text="When?", kind=Kind.CHOICE, labels=labels)


def answers(*told: tuple[Item, list[int]]) -> Answers:
    items, codes = zip(*told, strict=True)
    return Answers(
        instrument=Instrument(id="spring", title="Spring", items=items),
        codes=np.array(codes, np.int8).T,
    )


def first(many: int) -> list[int]:
    """Ticked by so many of all."""
    return [1] * many + [0] * (PEOPLE - many)


def test_options_that_few_ticked_stand_as_one_and_their_words_are_gone() -> None:
    found = pooled(
        answers((option("time", 1), first(8)), (option(SECRET, 2), first(1)),
                (option("a nap", 3), [0] * 10 + [1, 1]))
    )  # fmt: skip

    assert [one.text for one in found.instrument.items] == ["time", OTHER]
    assert found.codes.sum(axis=0).tolist() == [8, 3]
    assert "nurse" not in found.instrument.model_dump_json()


def test_whoever_ticked_two_of_them_counts_once() -> None:
    found = pooled(answers((option("a", 1), first(2)), (option("b", 2), first(3))))

    assert found.codes.sum(axis=0).tolist() == [3]


def test_who_left_the_question_empty_stays_missing() -> None:
    some = [MISSING] * 4 + [1] + [0] * 7
    found = pooled(answers((option("a", 1), some), (option("b", 2), some)))

    assert (found.codes[:4] == MISSING).all()


def test_what_was_pooled_before_joins_what_is_pooled_now() -> None:
    found = pooled(answers((option("a", 1), first(2)), (option(OTHER, 2), first(7))))

    assert [one.text for one in found.instrument.items] == [OTHER]


def test_a_rare_choice_loses_its_words_and_keeps_its_count() -> None:
    codes = [0] * 6 + [1] * 5 + [2]
    found = pooled(answers((choice("Mondays", "Tuesdays", SECRET), codes)))

    assert found.instrument.items[0].labels == ("Mondays", "Tuesdays", OTHER)
    assert found.codes[:, 0].tolist() == codes


def test_where_every_choice_is_rare_nothing_is_told_but_that_people_answered() -> None:
    found = pooled(answers((choice("Mondays", "Tuesdays", SECRET), [0, 1, 2, MISSING] * 3)))

    assert found.instrument.items[0].labels[0] == OTHER
    assert found.codes[:, 0].tolist() == [0, 0, 0, MISSING] * 3


def test_scales_stay_as_they_are() -> None:
    scale = Item(id="well", column="c", text="How well?", labels=("badly", "well"), favourable=1)
    before = answers((scale, first(1)))

    assert pooled(before).instrument == before.instrument


@given(st.lists(st.lists(st.sampled_from([0, 1, MISSING]), min_size=9, max_size=9), min_size=1))
def test_no_words_stay_that_fewer_than_five_people_ticked(ticked: list[list[int]]) -> None:
    told = [(option(f"words {at}", at + 1), codes) for at, codes in enumerate(ticked)]

    found = pooled(answers(*told))

    for item, codes in zip(found.instrument.items, found.codes.T, strict=True):
        assert item.text == OTHER or (codes == 1).sum() >= MIN_N
    assert (found.codes == 1).any(axis=1).tolist() == [
        1 in row for row in zip(*ticked, strict=True)
    ]
