"""What a school's meetings add up to, counted where they lie: by month, and of nobody by name."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    and_,
    case,
    distinct,
    exists,
    extract,
    func,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.counts import Attended, Kept, NormsKept, Shown, Support, WorkMinutes
from plgwork.models.meetings import ActionState, Became, Presence
from plgwork.models.months import Month
from plgwork.models.people import PlgKind, TrainingState
from plgwork.store.access import may, require
from plgwork.store.engine import reading
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.cohorts import live_rounds
from plgwork.store.schema.meetings import actions, attendances, blocks, meetings
from plgwork.store.schema.norms import norm_months
from plgwork.store.schema.people import memberships, people, plgs, schools, trainings

Clock = Callable[[], datetime]
SOME_PLGS = 3  # whose norms are told together; of fewer, one could be taken from another
THERE = (Presence.PRESENT.value, Presence.PART.value)


class Counts:
    """The sums that leaders and coaches watch, from one day to another and never past today."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def work(self, school_id: str, first: date, last: date) -> list[WorkMinutes]:
        """Minutes of what PLGs met for, by month, kind of work and topic."""
        month = _month(meetings.c.day)
        asked = (
            select(*month, blocks.c.work, blocks.c.topic, func.sum(blocks.c.minutes))
            .select_from(_met_in_plgs().join(blocks, blocks.c.meeting_id == meetings.c.id))
            .where(*self._took_place(school_id, first, last))
            .group_by(*month, blocks.c.work, blocks.c.topic)
            .order_by(*month, blocks.c.work, blocks.c.topic)
        )
        if self._behind_a_wall:
            counted = func.plgwork_worked(first, last)
            asked = select(counted.table_valued("year", "month", "work", "topic", "minutes"))
        return [
            WorkMinutes(month=Month(year, number), work=work, topic=topic, minutes=minutes)
            for year, number, work, topic, minutes in self._rows(school_id, asked)
        ]

    def attended(self, school_id: str, first: date, last: date) -> list[Attended]:
        """Places in PLG meetings of which a record says whether somebody took them."""
        month = _month(meetings.c.day)
        taken = func.count(case((attendances.c.presence.in_(THERE), 1)))
        of = func.count(distinct(attendances.c.person_id))
        recorded = attendances.c.meeting_id == meetings.c.id
        asked = (
            select(*month, func.count(), taken, of)
            .select_from(_met_in_plgs().join(attendances, recorded))
            .where(*self._took_place(school_id, first, last))
            .group_by(*month)
            .order_by(*month)
        )
        if self._behind_a_wall:
            counted = func.plgwork_attended(first, last)
            asked = select(counted.table_valued("year", "month", "places", "taken", "people"))
        return [
            Attended(month=Month(year, number), places=places, taken=taken, people=of)
            for year, number, places, taken, of in self._rows(school_id, asked)
        ]

    def kept(self, school_id: str, first: date, last: date) -> list[Kept]:
        """What PLGs agreed to do by a day that is over; what they gave up is not counted."""
        until = func.coalesce(actions.c.due, meetings.c.day)
        month = _month(until)
        asked = (
            select(*month, func.count(), func.count(case((_is(ActionState.DONE), 1))))
            .select_from(_met_in_plgs().join(actions, actions.c.meeting_id == meetings.c.id))
            .where(
                *self._of_school(school_id),
                until.between(first, min(last, self._visitor.today)),
                ~_is(ActionState.DROPPED),
            )
            .group_by(*month)
            .order_by(*month)
        )
        if self._behind_a_wall:
            counted = func.plgwork_kept(first, last)
            asked = select(counted.table_valued("year", "month", "agreed", "done"))
        return [
            Kept(month=Month(year, number), agreed=agreed, done=done)
            for year, number, agreed, done in self._rows(school_id, asked)
        ]

    def shown(self, school_id: str, first: date, last: date) -> list[Shown]:
        """Of those in PLGs today, how many had brought work by the end of each month."""
        inside = _in_plgs(school_id, self._visitor.today)
        earliest = (
            select(func.min(meetings.c.day))
            .select_from(_met_in_plgs().join(blocks, blocks.c.meeting_id == meetings.c.id))
            .where(
                *self._took_place(school_id, first, last),
                blocks.c.brings.in_(select(inside.c.person_id)),
            )
            .group_by(blocks.c.brings)
        )
        if self._behind_a_wall:
            earliest = select(func.plgwork_shown(first, last).column_valued("day"))
        with reading(self._engine) as connection:
            require(connection, self._visitor, schools, "watched", school_id)
            many = connection.execute(select(func.count()).select_from(inside)).scalar_one()
            new = Counter(map(Month.of, connection.execute(earliest).scalars()))
        upto = min(last, self._visitor.today)
        months = list(_months(Month.of(first), Month.of(upto)))
        return [
            Shown(month=at, people=many, brought=sum(new[one] for one in months if one <= at))
            for at in months
        ]

    def norms(self, school_id: str, first: date, last: date) -> list[NormsKept]:
        """How PLGs kept their norms, several together, in months that are over."""
        this = Month.of(min(last, self._visitor.today)).id
        asked = (
            select(norm_months)
            .where(
                norm_months.c.school_id == school_id,
                norm_months.c.month >= Month.of(first).id,
                norm_months.c.month < this,
                norm_months.c.plgs >= SOME_PLGS,
                may(self._visitor, norm_months, "read"),
            )
            .order_by(norm_months.c.month)
        )
        return [
            NormsKept(
                month=Month.parse(row.month),
                plgs=row.plgs,
                answered=row.answered,
                marks=row.marks,
                kept=row.kept,
            )
            for row in self._rows(school_id, asked)
        ]

    def support(self, school_id: str) -> Support:
        """Facilitators today, how many are trained, and when their own PLG last met."""
        leads = _in_plgs(school_id, self._visitor.today, memberships.c.facilitates)
        learned = exists().where(
            trainings.c.person_id == leads.c.person_id,
            trainings.c.state == TrainingState.TRAINED.value,
            trainings.c.day <= self._visitor.today,
        )
        asked = select(func.count(), func.count(case((learned, 1)))).select_from(leads)
        with reading(self._engine) as connection:
            require(connection, self._visitor, schools, "watched", school_id)
            many, trained = connection.execute(asked).one()
            met = self._cohort_met(connection, school_id)
        return Support(facilitators=many, trained=trained, met=met)

    def _cohort_met(self, connection: Connection, school_id: str) -> date | None:
        """When the facilitators met. Leaders read nothing of it, so there the database tells."""
        if self._behind_a_wall:
            found: date | None = connection.execute(select(func.plgwork_cohort_met())).scalar()
            return found
        today = self._visitor.today
        theirs = select(plgs.c.id).where(
            plgs.c.kind == PlgKind.FACILITATORS.value,
            exists().where(
                memberships.c.plg_id == plgs.c.id,
                lasting(memberships, today, today),
                people.c.id == memberships.c.person_id,
                people.c.school_id == school_id,
            ),
        )
        held = select(func.max(meetings.c.day)).where(
            meetings.c.plg_id.in_(theirs), meetings.c.day <= today, _not_displaced()
        )
        opened = select(func.max(live_rounds.c.opened_at)).where(live_rounds.c.plg_id.in_(theirs))
        moment = connection.execute(opened).scalar()
        days = [connection.execute(held).scalar(), moment.date() if moment else None]
        return max(filter(None, days), default=None)

    @property
    def _behind_a_wall(self) -> bool:
        """Whether the database counts by itself what it would else ask of row by row."""
        return self._engine.dialect.name == "postgresql"

    # --- what all of them ask ----------------------------------------------------------------

    def _rows(self, school_id: str, asked: Any) -> list[Any]:
        with reading(self._engine) as connection:
            require(connection, self._visitor, schools, "watched", school_id)
            return list(connection.execute(asked).all())

    def _of_school(self, school_id: str) -> tuple[ColumnElement[bool], ...]:
        return (
            plgs.c.school_id == school_id,
            plgs.c.kind == PlgKind.SCHOOL.value,
            may(self._visitor, meetings, "read"),
        )

    def _took_place(
        self, school_id: str, first: date, last: date
    ) -> tuple[ColumnElement[bool], ...]:
        between = meetings.c.day.between(first, min(last, self._visitor.today))
        return (*self._of_school(school_id), between, _not_displaced())


def _met_in_plgs() -> Any:
    return meetings.join(plgs, plgs.c.id == meetings.c.plg_id)


def _in_plgs(school_id: str, today: date, *where: ColumnElement[bool]) -> Any:
    """Those who are in a PLG of a school today, each once."""
    inside = and_(plgs.c.school_id == school_id, plgs.c.kind == PlgKind.SCHOOL.value, *where)
    return (
        select(memberships.c.person_id)
        .distinct()
        .join(plgs, plgs.c.id == memberships.c.plg_id)
        .where(inside, lasting(memberships, today, today))
        .subquery()
    )


def _not_displaced() -> ColumnElement[bool]:
    return meetings.c.became.is_distinct_from(Became.DISPLACED.value)


def _is(state: ActionState) -> ColumnElement[bool]:
    return actions.c.state == state.value


def _month(day: ColumnElement[date]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return extract("year", day), extract("month", day)


def _months(first: Month, last: Month) -> Iterator[Month]:
    while first <= last:
        yield first
        first = first.plus(1)
