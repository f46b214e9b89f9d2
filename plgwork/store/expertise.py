"""What people of a cohort offer one another, and what they seek."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Engine, delete, select

from plgwork.errors import AccessError
from plgwork.models.cohorts import Expertise, Saying
from plgwork.store.access import may, require
from plgwork.store.dilemmas import GONE
from plgwork.store.engine import forget, reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.cohorts import expertise
from plgwork.store.schema.people import people, plgs

Clock = Callable[[], datetime]


class Offers:
    """One says and takes back one's own; the cohort reads it."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def say(self, plg_id: str, saying: Saying) -> None:
        """Say what one offers or seeks, in place of what one said of that kind before."""
        row = saying.model_dump(mode="json") | {"said_at": self._clock()}
        key = {"id": uuid4().hex, "plg_id": plg_id, "person_id": self._visitor.person_id}
        with writing(self._engine) as connection:
            require(connection, self._visitor, plgs, "gathered", plg_id)
            connection.execute(
                upsert(connection, expertise)
                .values(**key, **row)
                .on_conflict_do_update(
                    index_elements=["plg_id", "person_id", "side", "topic"],
                    set_={name: row[name] for name in ("words", "said_at")},
                    where=may(self._visitor, expertise, "said"),
                )
            )
            announce(connection, [f"cohort:{plg_id}"])

    def take_back(self, expertise_id: str) -> None:
        """Delete one's own for good."""
        mine = may(self._visitor, expertise, "said")
        with writing(self._engine) as connection:
            taken = delete(expertise).where(expertise.c.id == expertise_id, mine)
            plg_id = connection.execute(taken.returning(expertise.c.plg_id)).scalar()
            if plg_id is None:
                raise AccessError(GONE)
            announce(connection, [f"cohort:{plg_id}"])
        forget(self._engine)

    def of(self, plg_id: str) -> list[Expertise]:
        """What a cohort offers and seeks, by people's names."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(expertise, people.c.name)
                .join(people, people.c.id == expertise.c.person_id)
                .where(expertise.c.plg_id == plg_id, may(self._visitor, expertise, "read"))
                .order_by(people.c.name, expertise.c.said_at, expertise.c.id)
            ).all()
        return [
            Expertise(
                id=row.id,
                plg_id=row.plg_id,
                person_id=row.person_id,
                by=row.name,
                mine=row.person_id == self._visitor.person_id,
                saying=Saying(side=row.side, topic=row.topic, words=row.words),
            )
            for row in rows
        ]
