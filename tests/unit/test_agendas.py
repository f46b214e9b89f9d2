"""Agendas add up whatever is asked of them, and turns go round."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from plgwork.analysis.agendas import fitted, moved, starts
from plgwork.analysis.rota import latest, turns
from plgwork.models.agreements import Party
from plgwork.models.meetings import Agenda, Became, Block, Course, MeetingKind, Plan, total

BEGINS = datetime(2026, 12, 1, 21, 15, tzinfo=UTC)
BLOCKS = st.lists(
    st.integers(1, 60).map(lambda many: Block(name=f"For {many}", minutes=many)),
    min_size=1,
    max_size=12,
)


def block(minutes: int, name: str = "Talk") -> Block:
    return Block(name=name, minutes=minutes)


@given(BLOCKS, st.integers(12, 300))
def test_fitted_blocks_add_up_and_none_is_lost(blocks: list[Block], minutes: int) -> None:
    found = fitted(blocks, minutes)

    assert total(found) == minutes
    assert [one.name for one in found] == [one.name for one in blocks]
    assert all(one.minutes >= 1 for one in found)


@given(BLOCKS)
def test_blocks_that_fit_stay_as_they_are(blocks: list[Block]) -> None:
    assert fitted(blocks, total(tuple(blocks))) == tuple(blocks)


def test_more_blocks_than_minutes_stay_as_they_are() -> None:
    blocks = (block(5), block(5), block(5))

    assert fitted(blocks, 2) == blocks
    assert fitted((), 60) == ()


def test_each_block_begins_when_the_one_before_it_ends() -> None:
    begins = starts((block(5), block(40), block(5)), BEGINS)

    assert [one.minute for one in begins] == [15, 20, 0]
    assert begins[-1].hour == 22


@pytest.mark.parametrize(
    ("number", "by", "order"),
    [(0, 1, "bac"), (2, -2, "cab"), (0, -1, "abc"), (2, 5, "abc"), (1, 0, "abc")],
)
def test_a_block_moves_and_at_the_ends_it_stays(number: int, by: int, order: str) -> None:
    blocks = [block(5, name) for name in "abc"]

    assert "".join(one.name for one in moved(blocks, number, by)) == order


def test_whoever_had_no_turn_is_first_and_then_whoever_had_one_longest_ago() -> None:
    october, september, before = date(2026, 10, 6), date(2026, 9, 8), date(2026, 9, 1)
    last = latest([("ana", october), ("ben", before), ("ana", september)])

    assert turns(["ana", "ben", "cora"], last) == ["cora", "ben", "ana"]


def test_an_agenda_to_begin_from_adds_up() -> None:
    with pytest.raises(ValidationError, match="its blocks take 45 minutes, and it has 50"):
        Agenda(
            id="short",
            name="Short",
            serves=(MeetingKind.PLG,),
            minutes=50,
            when="Seldom.",
            blocks=(block(40), block(5)),
        )


@pytest.mark.parametrize(
    ("became", "minutes", "taken_by"),
    [
        (Became.HELD, 50, "testing"),
        (Became.SHORTENED, 30, ""),
        (Became.DISPLACED, 0, ""),
        (Became.DISPLACED, 10, "testing"),
        (Became.HELD, 0, ""),
    ],
)
def test_what_became_of_a_meeting_makes_sense(became: Became, minutes: int, taken_by: str) -> None:
    with pytest.raises(ValidationError):
        Course(became=became, minutes=minutes, taken_by=taken_by)


def test_a_plgs_meeting_is_of_a_plg() -> None:
    with pytest.raises(ValidationError, match="a PLG's meeting is of a PLG"):
        Plan(
            of=Party(school_id="oak"),
            kind=MeetingKind.PLG,
            name="Algebra",
            starts_at=BEGINS,
            day=BEGINS.date(),
            minutes=50,
        )
