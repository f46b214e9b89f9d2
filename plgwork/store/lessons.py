"""The training path: who began and finished which unit. Nothing of what they answered there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from plgwork.models.learning import Study
from plgwork.store.access import may, require
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.learning import studies
from plgwork.store.schema.people import people

Clock = Callable[[], datetime]


class Lessons:
    """How far somebody is on the path; a coach sees which units their school's people finished."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def begin(self, lesson_id: str) -> None:
        """Note that a unit was begun; once."""
        with writing(self._engine) as connection:
            self._add(connection, lesson_id)

    def finish(self, lesson_id: str) -> None:
        """Note that a unit is finished; the first time counts."""
        with writing(self._engine) as connection:
            self._add(connection, lesson_id)
            connection.execute(
                update(studies)
                .where(
                    may(self._visitor, studies, "written"),
                    studies.c.lesson_id == lesson_id,
                    studies.c.finished_at.is_(None),
                )
                .values(finished_at=self._clock())
            )
            mine = people.c.id == self._visitor.person_id
            school_id = connection.execute(select(people.c.school_id).where(mine)).scalar_one()
            announce(connection, [f"school:{school_id}"])

    def _add(self, connection: Connection, lesson_id: str) -> None:
        me = self._visitor.person_id
        require(connection, self._visitor, people, "read", me)
        begun = {"person_id": me, "lesson_id": lesson_id, "begun_at": self._clock()}
        connection.execute(upsert(connection, studies).values(begun).on_conflict_do_nothing())
        announce(connection, [f"person:{me}"])

    def mine(self) -> list[Study]:
        """The units the visitor began, in the order in which they did."""
        return self._studies(may(self._visitor, studies, "read"))

    def finished(self) -> list[Study]:
        """Finished units the visitor may know of: their own; a coach, all of their school."""
        return self._studies(
            may(self._visitor, studies, "finished") & studies.c.finished_at.is_not(None)
        )

    def _studies(self, which: Any) -> list[Study]:
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(studies).where(which).order_by(studies.c.begun_at, studies.c.lesson_id)
            )
            return [Study.model_validate(dict(row._mapping)) for row in rows]
