"""Measures of an adopted purpose, and their values by day."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, exists, insert, select, update

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.agreements import Goal, Kind, Measure, Party
from plgwork.store.access import may, require
from plgwork.store.audit import note
from plgwork.store.deliberations import binds, party
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.agreements import agreements, measured, measures
from plgwork.store.schema.people import plgs, schools

Clock = Callable[[], datetime]
NO_PURPOSE = "A measure belongs to a purpose. Adopt a purpose first; nothing was changed."


class Measures:
    """Kept by whoever a purpose binds, read by all staff of the school."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def begin(self, of: Party, goal: Goal) -> Measure:
        """Begin to measure what a purpose is to reach; AccessError while there is no purpose."""
        with writing(self._engine) as connection:
            if of.plg_id is not None:
                require(connection, self._visitor, plgs, "bound", of.plg_id)
            else:
                require(connection, self._visitor, schools, "bound", of.school_id or "")
            purpose = exists().where(binds(agreements, of), agreements.c.kind == Kind.PURPOSE.value)
            if not connection.execute(select(purpose)).scalar():
                raise AccessError(NO_PURPOSE)
            measure = Measure(id=uuid4().hex, of=of, goal=goal)
            row = {"goal": goal.model_dump(mode="json"), "made_at": self._clock()}
            connection.execute(insert(measures).values(id=measure.id, **of.model_dump(), **row))
            self._note(connection, AuditEvent.MEASURE_BEGUN, measure.id)
            announce(connection, [of.topic])
            return measure

    def change(self, measure_id: str, goal: Goal) -> None:
        """Change its name, its unit, its direction or its target; values stay as they are."""
        with writing(self._engine) as connection:
            self._kept(connection, measure_id, AuditEvent.MEASURE_CHANGED)
            ours = may(self._visitor, measures, "kept")
            changed = update(measures).where(measures.c.id == measure_id, ours)
            connection.execute(changed.values(goal=goal.model_dump(mode="json")))

    def record(self, measure_id: str, values: Mapping[date, float]) -> None:
        """Keep values by their days; one of the same day takes the place of what was there."""
        with writing(self._engine) as connection:
            self._kept(connection, measure_id, AuditEvent.MEASURED)
            for day, value in values.items():
                connection.execute(
                    upsert(connection, measured)
                    .values(measure_id=measure_id, day=day, value=value)
                    .on_conflict_do_update(measured.primary_key, set_={"value": value})
                )

    def drop(self, measure_id: str) -> None:
        """Delete a measure and its values, for good."""
        with writing(self._engine) as connection:
            self._kept(connection, measure_id, AuditEvent.MEASURE_DROPPED)
            ours = may(self._visitor, measures, "kept")
            connection.execute(delete(measures).where(measures.c.id == measure_id, ours))

    def of(self, of: Party) -> list[Measure]:
        """What a school or a PLG measures, in the order in which it began."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(measures)
                .where(binds(measures, of), may(self._visitor, measures, "read"))
                .order_by(measures.c.made_at, measures.c.id)
            ).all()
            values: dict[str, dict[date, float]] = defaultdict(dict)
            taken = select(measured).where(measured.c.measure_id.in_([row.id for row in rows]))
            for one in connection.execute(taken.order_by(measured.c.day)):
                values[one.measure_id][one.day] = one.value
            return [
                Measure(id=row.id, of=party(row), goal=row.goal, values=values[row.id])
                for row in rows
            ]

    def _kept(self, connection: Connection, measure_id: str, event: AuditEvent) -> None:
        """Held until this is done, and noted; AccessError unless it binds the visitor."""
        require(connection, self._visitor, measures, "kept", measure_id)
        row = connection.execute(select(measures).where(measures.c.id == measure_id)).one()
        self._note(connection, event, measure_id)
        announce(connection, [party(row).topic])

    def _note(self, connection: Connection, event: AuditEvent, which: str) -> None:
        me = self._visitor.person_id
        note(connection, self._clock(), event, me, me, which)
