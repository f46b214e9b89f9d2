"""Dilemmas that people of a cohort offer to bring, and who presents next."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Engine, delete, insert, select, update

from plgwork.errors import AccessError
from plgwork.models.cohorts import Dilemma
from plgwork.store.access import may, require
from plgwork.store.engine import forget, reading, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.cohorts import dilemmas
from plgwork.store.schema.people import people, plgs

Clock = Callable[[], datetime]
GONE = "This is not yours to take back, or it is no longer there."


class Dilemmas:
    """One offers one's own and takes it back; a coach says who is next."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def offer(self, plg_id: str, question: str) -> str:
        """Offer a question to the cohort; its id."""
        dilemma_id = uuid4().hex
        row = {"plg_id": plg_id, "person_id": self._visitor.person_id, "question": question}
        with writing(self._engine) as connection:
            require(connection, self._visitor, plgs, "gathered", plg_id)
            offered = insert(dilemmas).values(id=dilemma_id, **row, presents=False)
            connection.execute(offered.values(offered_at=self._clock()))
            announce(connection, [f"cohort:{plg_id}"])
        return dilemma_id

    def take_back(self, dilemma_id: str) -> None:
        """Delete one's own for good."""
        mine = may(self._visitor, dilemmas, "taken back")
        with writing(self._engine) as connection:
            taken = delete(dilemmas).where(dilemmas.c.id == dilemma_id, mine)
            plg_id = connection.execute(taken.returning(dilemmas.c.plg_id)).scalar()
            if plg_id is None:
                raise AccessError(GONE)
            announce(connection, [f"cohort:{plg_id}"])
        forget(self._engine)

    def choose(self, dilemma_id: str, presents: bool = True) -> None:
        """Say that this one is presented next, in place of any other; or that it is not."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, dilemmas, "chosen", dilemma_id)
            of = select(dilemmas.c.plg_id).where(dilemmas.c.id == dilemma_id)
            plg_id = connection.execute(of).scalar_one()
            this = dilemmas.c.id == dilemma_id
            changed = update(dilemmas).where(
                dilemmas.c.plg_id == plg_id, may(self._visitor, dilemmas, "chosen")
            )
            connection.execute(changed.where(this).values(presents=presents))
            connection.execute(changed.where(~this).values(presents=False))
            announce(connection, [f"cohort:{plg_id}"])

    def of(self, plg_id: str) -> list[Dilemma]:
        """What is offered to a cohort, in the order of offering."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(dilemmas, people.c.name)
                .join(people, people.c.id == dilemmas.c.person_id)
                .where(dilemmas.c.plg_id == plg_id, may(self._visitor, dilemmas, "read"))
                .order_by(dilemmas.c.offered_at, dilemmas.c.id)
            ).all()
        return [
            Dilemma(
                id=row.id,
                plg_id=row.plg_id,
                by=row.name,
                mine=row.person_id == self._visitor.person_id,
                question=row.question,
                offered_at=row.offered_at,
                presents=row.presents,
            )
            for row in rows
        ]
