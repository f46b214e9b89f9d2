"""What a cohort means to do in a month: kept by its coach, read by all who are in it."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, Engine, select

from plgwork.models.cohorts import CohortPlan, Jotted
from plgwork.models.months import Month
from plgwork.store.access import may, require
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.cohorts import cohort_plans
from plgwork.store.schema.people import plgs

Clock = Callable[[], datetime]


class Plans:
    """The plans of one's cohorts."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def write(self, plg_id: str, month: Month, words: str, upon: str = "") -> Jotted:
        """Keep a plan, written upon the version one saw; what is kept then.

        Where somebody else wrote meanwhile, their text stays and comes back.
        """
        with writing(self._engine) as connection:
            require(connection, self._visitor, plgs, "coached", plg_id)
            before = self._one(connection, plg_id, month)
            if before is None or before.version == upon or before.text == words:
                self._put(connection, (plg_id, month), words, before)
                announce(connection, [f"cohort:{plg_id}"])
            kept = self._one(connection, plg_id, month)
            assert kept is not None
            return kept

    def _put(
        self, connection: Connection, of: tuple[str, Month], words: str, seen: Jotted | None
    ) -> None:
        row = {"text": words, "version": uuid4().hex, "saved_at": self._clock()}
        row["saved_by"] = self._visitor.person_id
        unchanged = cohort_plans.c.version == (seen.version if seen else "")
        connection.execute(
            upsert(connection, cohort_plans)
            .values(plg_id=of[0], month=of[1].id, **row)
            .on_conflict_do_update(
                cohort_plans.primary_key,
                set_=row,
                where=may(self._visitor, cohort_plans, "written") & unchanged,
            )
        )

    def of(self, plg_id: str, month: Month) -> CohortPlan | None:
        """The plan of a month, if there is one."""
        with reading(self._engine) as connection:
            kept = self._one(connection, plg_id, month)
        return CohortPlan(plg_id=plg_id, month=month.id, kept=kept) if kept else None

    def _one(self, connection: Connection, plg_id: str, month: Month) -> Jotted | None:
        found = cohort_plans.c
        row = connection.execute(
            select(found.text, found.version, found.saved_at).where(
                found.plg_id == plg_id,
                found.month == month.id,
                may(self._visitor, cohort_plans, "read"),
            )
        ).one_or_none()
        return Jotted.model_validate(dict(row._mapping)) if row else None
