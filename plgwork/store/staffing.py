"""A staff list taken in: people, their PLGs and who left, all of it or nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from plgwork.models.accounts import AuditEvent
from plgwork.models.enrolling import PlgChange
from plgwork.models.rosters import Placing, StaffPlan
from plgwork.store.access import require
from plgwork.store.audit import note
from plgwork.store.engine import writing
from plgwork.store.feed import announce
from plgwork.store.people import persons
from plgwork.store.registers import Register, require_steward
from plgwork.store.relations import Visitor
from plgwork.store.rosters import end
from plgwork.store.schema.people import people, plgs, schools

Clock = Callable[[], datetime]


class Staffing:
    """Changes to who works at the visitor's school, many at a time."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def take_in(self, plan: StaffPlan) -> list[str]:
        """Do all that a staff list asks for; the ids of who is new.

        Whoever left keeps what they wrote: their roles and places in PLGs end with yesterday.
        StoreError, and nothing is done, when the school would be left without a steward.
        """
        with writing(self._engine) as connection:
            school_id = self._allowed(connection, plan)
            register = Register(connection, school_id, self._clock(), self._visitor.person_id)
            new = register.people(plan.newcomers, plan.changes)
            for placing in plan.placings:
                register.plg(_change(placing, new))
            topics = self._end(connection, plan.ended)
            require_steward(connection, school_id, self._clock().date())
            announce(connection, register.topics | topics)
            return new

    def _allowed(self, connection: Connection, plan: StaffPlan) -> str:
        me = persons(connection, self._visitor.today, people.c.id == self._visitor.person_id)
        school_id = me[0].school_id if me else ""
        require(connection, self._visitor, schools, "enrolled", school_id)
        for person_id in sorted(_named(plan)):
            require(connection, self._visitor, people, "enrolled", person_id)
        for placing in plan.placings:
            if placing.plg_id is not None:
                require(connection, self._visitor, plgs, "enrolled", placing.plg_id)
        return school_id

    def _end(self, connection: Connection, ended: Sequence[str]) -> set[str]:
        yesterday = self._clock().date() - timedelta(days=1)
        topics: set[str] = set()
        for person_id in ended:
            left = end(connection, person_id, yesterday)
            me, day = self._visitor.person_id, f"{yesterday:%Y-%m-%d}"
            note(connection, self._clock(), AuditEvent.LEFT, person_id, me, day)
            topics |= {f"person:{person_id}", *(f"plg:{one}" for one in left)}
        return topics


def _change(placing: Placing, new: Sequence[str]) -> PlgChange:
    told = {"name": placing.name} if placing.plg_id is None else {}
    return PlgChange(
        id=placing.plg_id,
        joins=(*placing.joins, *(new[number] for number in placing.new_joins)),
        leaves=placing.leaves,
        facilitates=(*placing.facilitates, *(new[number] for number in placing.new_facilitates)),
        **told,
    )


def _named(plan: StaffPlan) -> set[str]:
    placed = [
        person
        for placing in plan.placings
        for person in (*placing.joins, *placing.leaves, *placing.facilitates)
    ]
    return {*(change.person_id for change in plan.changes), *placed, *plan.ended}
