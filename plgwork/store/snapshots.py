"""A cohort's ratings by month: counted where they lie, let out once, and kept as they were."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, Select, Text, case, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from plgwork.errors import AccessError
from plgwork.models.cohorts import Marked, Snapshot
from plgwork.models.figures import SuppressedTable
from plgwork.models.months import Month
from plgwork.store.access import may, require
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.cohorts import rating_snapshots
from plgwork.store.schema.people import memberships, plgs
from plgwork.store.schema.reflections import ratings

Clock = Callable[[], datetime]
Counting = Select[int, int]
HIGH = 3.5  # of one statement that is a 4 or a 5; of several, what rounds to it
# Figures of fewer people never even leave the database.
LEAST = 5
NOT_YET = "That month has not begun."


class Snapshots:
    """What a coach may count of a month once, and what then stands for the cohort."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def counted(
        self, plg_id: str, month: Month, figures: Mapping[str, Sequence[str]]
    ) -> dict[str, Marked]:
        """Of the cohort as it was that month: who marked all statements of a figure, and how.

        For its coach, while the month has no snapshot. Nobody's marks come here, and nothing of
        fewer than five people.
        """
        with reading(self._engine) as connection:
            require(connection, self._visitor, plgs, "coached", plg_id)
            if self._let_out(connection, plg_id, month):
                return {}
            count = _beyond_the_wall if connection.dialect.name == "postgresql" else _counted
            found = {
                name: connection.execute(count(plg_id, month, statements)).one_or_none()
                for name, statements in figures.items()
            }
        return {
            name: Marked(people=row.people, high=row.high) for name, row in found.items() if row
        }

    def let_out(self, plg_id: str, month: Month, table: SuppressedTable) -> Snapshot:
        """Let figures out to the cohort for good; where some are out already, those."""
        if month > Month.of(self._visitor.today):
            raise AccessError(NOT_YET)
        by = {"let_out_by": self._visitor.person_id, "let_out_at": self._clock()}
        figures = table.model_dump(mode="json")
        with writing(self._engine) as connection:
            require(connection, self._visitor, plgs, "coached", plg_id)
            row = upsert(connection, rating_snapshots).values(plg_id=plg_id, month=month.id, **by)
            connection.execute(row.values(figures=figures).on_conflict_do_nothing())
            announce(connection, [f"cohort:{plg_id}"])
            return self._let_out(connection, plg_id, month)[0]

    def of(self, plg_id: str) -> list[Snapshot]:
        """Every snapshot of a cohort, oldest first."""
        with reading(self._engine) as connection:
            return self._let_out(connection, plg_id)

    def _let_out(
        self, connection: Connection, plg_id: str, month: Month | None = None
    ) -> list[Snapshot]:
        found = select(rating_snapshots).where(
            rating_snapshots.c.plg_id == plg_id, may(self._visitor, rating_snapshots, "read")
        )
        if month:
            found = found.where(rating_snapshots.c.month == month.id)
        return [
            Snapshot(plg_id=plg_id, month=one.month, table=one.figures, let_out_at=one.let_out_at)
            for one in connection.execute(found.order_by(rating_snapshots.c.month))
        ]


def _counted(plg_id: str, month: Month, statements: Sequence[str]) -> Counting:
    cohort = select(memberships.c.person_id).where(
        memberships.c.plg_id == plg_id, lasting(memberships, month.first, month.last)
    )
    each = (
        select(func.avg(ratings.c.value).label("mean"))
        .where(
            ratings.c.month == month.id,
            ratings.c.indicator_id.in_(statements),
            ratings.c.author_id.in_(cohort),
        )
        .group_by(ratings.c.author_id)
        .having(func.count() == len(statements))
        .subquery()
    )
    high = func.sum(case((each.c.mean >= HIGH, 1), else_=0))
    many = func.count()
    return select(many.label("people"), high.label("high")).select_from(each).having(many >= LEAST)


def _beyond_the_wall(plg_id: str, month: Month, statements: Sequence[str]) -> Counting:
    """The same, counted by the database itself, which lets nobody read others' rows."""
    wanted = cast(list(statements), ARRAY(Text))
    called = func.plgwork_marked(plg_id, month.id, month.first, month.last, wanted)
    return select(called.table_valued("people", "high"))
