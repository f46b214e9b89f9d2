"""What somebody practised: their answers, what comes back when, and figures of a whole cohort."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, case, func, select

from plgwork.models.learning import Answer, Answered, Grade, Recall, SkillTally
from plgwork.store.access import may, require
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.learning import answers, recalls
from plgwork.store.schema.people import memberships, people, plgs

Clock = Callable[[], datetime]
# Whoever is counted as sure of a skill answered so often in the month, and met so many of it.
ANSWERS = 5
SHARE = 0.75
# Figures of fewer people never even leave the database.
LEAST = 5


class Practice:
    """One person's practice. Nobody else reads a row of it."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def answer(self, answer: Answer, recall: Callable[[Recall | None, datetime], Recall]) -> Recall:
        """Keep an answer, and when its item comes back, which ``recall`` says.

        An answer that is there already changes nothing: it was sent twice.
        """
        now = self._clock()
        me = self._visitor.person_id
        with writing(self._engine) as connection:
            require(connection, self._visitor, people, "read", me)
            row = {"person_id": me, **answer.model_dump(mode="json"), "answered_at": now}
            # Not by a count of rows, of which PostgreSQL's driver says nothing here.
            statement = upsert(connection, answers).values(row).on_conflict_do_nothing()
            added = connection.execute(statement.returning(answers.c.id)).first()
            before = self._recall(connection, answer)
            if before and not added:
                return before
            after = recall(before, now)
            self._keep(connection, after)
            announce(connection, [f"person:{me}"])
            return after

    def _recall(self, connection: Connection, answer: Answer) -> Recall | None:
        row = connection.execute(
            select(recalls).where(
                may(self._visitor, recalls, "read"),
                recalls.c.exercise_id == answer.exercise_id,
                recalls.c.item_id == answer.item_id,
            )
        ).one_or_none()
        return _recall(row) if row else None

    def _keep(self, connection: Connection, recall: Recall) -> None:
        statement = upsert(connection, recalls).values(
            person_id=self._visitor.person_id, **recall.model_dump()
        )
        new = statement.excluded
        connection.execute(
            statement.on_conflict_do_update(
                recalls.primary_key,
                set_={"skill": new.skill, "due_at": new.due_at, "state": new.state},
                where=may(self._visitor, recalls, "written"),
            )
        )

    def recalls(self) -> list[Recall]:
        """Everything that comes back some day, what is due first."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(recalls)
                .where(may(self._visitor, recalls, "read"))
                .order_by(recalls.c.due_at, recalls.c.exercise_id, recalls.c.item_id)
            )
            return [_recall(row) for row in rows]

    def due(self, by: datetime) -> int:
        """How many items are due by a moment."""
        with reading(self._engine) as connection:
            waiting = recalls.c.due_at <= by
            counted = select(func.count()).where(may(self._visitor, recalls, "read"), waiting)
            return int(connection.execute(counted).scalar_one())

    def answered(self) -> list[Answered]:
        """Every answer, in the order in which they were given."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(answers)
                .where(may(self._visitor, answers, "read"))
                .order_by(answers.c.answered_at, answers.c.id)
            )
            return [Answered.model_validate(_without_person(row)) for row in rows]

    def practised(self, plg_id: str, first: datetime, after: datetime) -> list[SkillTally]:
        """Of a cohort's people of today, who practised from one moment to another, by skill.

        For its coach. Counted in the database: nobody's answers come here.
        """
        with reading(self._engine) as connection:
            require(connection, self._visitor, plgs, "coached", plg_id)
            counted = _beyond_the_wall if connection.dialect.name == "postgresql" else self._counted
            rows = connection.execute(counted(plg_id, first, after))
            found = [SkillTally.model_validate(dict(row._mapping)) for row in rows]
        return sorted(found, key=lambda one: one.skill)

    def _counted(self, plg_id: str, first: datetime, after: datetime) -> Select[Any]:
        today = self._visitor.today
        cohort = select(memberships.c.person_id).where(
            memberships.c.plg_id == plg_id, lasting(memberships, today, today)
        )
        met = func.sum(case((answers.c.grade == Grade.MET.value, 1), else_=0))
        each = (
            select(answers.c.skill, (met >= SHARE * func.count()).label("sure"))
            .where(
                answers.c.answered_at >= first,
                answers.c.answered_at < after,
                answers.c.person_id.in_(cohort),
            )
            .group_by(answers.c.skill, answers.c.person_id)
            .having(func.count() >= ANSWERS)
            .subquery()
        )
        people_of = func.count()
        sure = func.sum(case((each.c.sure, 1), else_=0))
        return (
            select(each.c.skill, people_of.label("people"), sure.label("sure"))
            .group_by(each.c.skill)
            .having(people_of >= LEAST)
        )


def _beyond_the_wall(plg_id: str, first: datetime, after: datetime) -> Select[Any]:
    """The same, counted by the database itself, which lets nobody read others' rows."""
    called = func.plgwork_practised(plg_id, first, after, ANSWERS, SHARE)
    return select(called.table_valued("skill", "people", "sure"))


def _recall(row: Any) -> Recall:
    return Recall.model_validate(_without_person(row))


def _without_person(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name != "person_id"}
