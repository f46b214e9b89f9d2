"""What asks for a conversation: only what the record says, and never again once looked after."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.norm_checks import let_out
from plgwork.analysis.occasions import kept, occasions
from plgwork.models.agreements import Line
from plgwork.models.followups import History, Kept, Matter, Occasion, Past, Settled, Sign, Told
from plgwork.models.meetings import Became, Presence
from plgwork.models.norms import Asked, Mark, NormCheck
from tests.store.checking import MARKS, NORMS

OCTOBER = date(2026, 10, 6)
ALL = tuple(Sign)
YES, NO = {"work-brought": "yes"}, {"work-brought": "no"}


def met(number: int, **more: Any) -> Past:
    """The meeting of that fortnight, as it was held."""
    given = {"became": Became.HELD} | more
    return Past(day=OCTOBER + timedelta(days=14 * number), **given)


def lost(number: int, taken_by: str = "testing") -> Past:
    """One that gave way."""
    return met(number, became=Became.DISPLACED, taken_by=taken_by)


def away(number: int, how: Presence | None = Presence.AWAY) -> Past:
    """One in which Mia was not."""
    return met(number, came={"mia": how} if how else {})


def history(*meetings: Past) -> History:
    return History(
        plg_id="algebra",
        plg="Algebra",
        mine=True,
        meetings=meetings,
        names={"ana": "Ana", "mia": "Mia"},
    )


def found(
    *meetings: Past, asks: Any = ALL, kept: list[Kept] | None = None, **more: Any
) -> list[Occasion]:
    return occasions(history(*meetings), asks, kept or [], more.get("settled", []))


def test_two_meetings_that_gave_way_one_after_another_are_told_since_the_last_one() -> None:
    [seen] = found(met(0), lost(1), lost(2, "families"))

    assert seen.matter == Matter(plg_id="algebra", sign=Sign.NOT_MET)
    assert (seen.since, seen.takers) == (OCTOBER, ("testing", "families"))
    assert seen.through == OCTOBER + timedelta(days=28)


@pytest.mark.parametrize(
    "meetings",
    [(), (met(0), lost(1)), (lost(0), met(1), lost(2)), (lost(0), lost(1), met(2, became=None))],
)
def test_one_lost_meeting_or_one_nothing_is_known_of_is_no_occasion(
    meetings: tuple[Past, ...],
) -> None:
    assert found(*meetings) == []


def test_where_nothing_is_known_of_the_meeting_before_no_day_is_named() -> None:
    [seen] = found(met(0, became=None), lost(1), lost(2))

    assert seen.since is None


def test_three_times_running_without_notice_asks_for_care_where_the_group_agreed_to_it() -> None:
    meetings = away(0), lost(1), away(2), away(3)

    [seen] = found(*meetings, asks=[Sign.ATTENDANCE])

    assert (seen.matter.person_id, len(seen.days)) == ("mia", 3)
    assert found(*meetings, asks=[]) == []


@pytest.mark.parametrize(
    "between", [Presence.PRESENT, Presence.PART, Presence.NOTICE, None], ids=str
)
def test_notice_being_there_or_a_record_that_does_not_say_ends_it(
    between: Presence | None,
) -> None:
    assert found(away(0), away(1), away(2, between), away(3)) == []


def test_of_whom_is_not_in_the_group_any_more_nothing_is_told() -> None:
    gone = met(0).model_copy(update={"came": {"leo": Presence.AWAY}})

    assert found(*(gone.model_copy(update={"day": met(i).day}) for i in range(4))) == []


def test_what_the_record_asks_is_an_occasion_after_three_times_no() -> None:
    assert [one.matter.sign for one in found(*(met(i, answers=NO) for i in range(3)))] == [
        Sign.WORK_BROUGHT
    ]
    for last in (YES, {}, {"work-brought": "partly"}):
        assert found(met(0, answers=NO), met(1, answers=NO), met(2, answers=last)) == []


def told(*percents: int) -> Kept:
    days = [OCTOBER + timedelta(days=14 * i) for i in range(len(percents))]
    said = [
        Told(day=day, percent=one, words=f"{one} %")
        for day, one in zip(days, percents, strict=True)
    ]
    return Kept(norm=NORMS.lines[0], told=tuple(said))


def test_a_norm_that_falls_in_each_of_three_checks_is_an_occasion() -> None:
    [seen] = found(kept=[told(80, 67, 50, 33)])

    assert (seen.shares, seen.norm) == (("67 %", "50 %", "33 %"), NORMS.lines[0].text)
    for others in ((67, 50), (67, 50, 60), (60, 60, 33), (67, 60, 50)):
        assert found(kept=[told(*others)]) == []


def check(number: int, *counts: int) -> NormCheck:
    """A check as it was let out, in which the first norm was kept so often of six."""
    asked = Asked(norms=NORMS.lines, marks=MARKS)
    few, half, many = counts
    marks = {Mark.NOT_TODAY: few, Mark.PARTLY: half, Mark.KEPT: many}
    counted = {one.id: marks for one in NORMS.lines}
    return NormCheck(
        id=str(number),
        plg_id="algebra",
        code="7KQF-M2XA",
        number=1,
        asked=asked,
        opened_at=datetime(2026, 10, 6 + number, 21, 0, tzinfo=UTC),
        results=let_out(asked, counted, 6, str(number)),
    )


def test_shares_are_those_that_were_let_out_and_a_coded_end_is_its_end() -> None:
    checks = [check(1, 1, 1, 4), check(0, 0, 0, 6), check(2, 3, 2, 1)]

    [first, *_] = kept(checks, NORMS.lines, ZoneInfo("America/Chicago"))

    assert [(one.percent, one.words) for one in first.told] == [
        (80, "80 % or more"),
        (67, "67 %"),
        (20, "20 % or fewer"),
    ]


def test_of_a_norm_that_no_check_asked_nothing_is_told() -> None:
    checks = [check(1, 1, 1, 4)]

    assert kept(checks, [Line(id="new", text="New.")], ZoneInfo("UTC"))[0].told == ()


MEETINGS = st.lists(
    st.builds(
        lambda became, came, answers: Past(day=OCTOBER, became=became, came=came, answers=answers),
        st.sampled_from([*Became, None]),
        st.dictionaries(st.sampled_from(["ana", "mia"]), st.sampled_from(Presence)),
        st.dictionaries(
            st.sampled_from(["work-brought", "debriefed"]), st.sampled_from(["yes", "no", "partly"])
        ),
    ),
    max_size=12,
).map(
    lambda each: [
        one.model_copy(update={"day": OCTOBER + timedelta(days=14 * i)})
        for i, one in enumerate(each)
    ]
)


@given(MEETINGS, st.lists(st.integers(0, 100), max_size=6))
def test_once_looked_after_nothing_comes_back_until_something_new_is_seen(
    meetings: list[Past], percents: list[int]
) -> None:
    seen = found(*meetings, kept=[told(*percents)])
    settled = [Settled(matter=one.matter, through=one.through) for one in seen]

    assert found(*meetings, kept=[told(*percents)], settled=settled) == []


@given(MEETINGS)
def test_every_occasion_is_of_days_that_the_record_tells_of(meetings: list[Past]) -> None:
    days = {one.day for one in meetings}

    for seen in found(*meetings):
        assert set(seen.days) <= days
        assert list(seen.days) == sorted(set(seen.days))
        assert seen.since is None or seen.since < seen.days[0]


@given(MEETINGS, st.sets(st.sampled_from(ALL)))
def test_nothing_a_group_did_not_ask_for_is_found_but_that_it_has_not_met(
    meetings: list[Past], asks: set[Sign]
) -> None:
    for seen in found(*meetings, asks=asks):
        assert seen.matter.sign in asks | {Sign.NOT_MET}
