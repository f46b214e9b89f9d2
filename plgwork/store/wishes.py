"""What people said when asked what group would serve them, and when they are free."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, select

from plgwork.models.groupings import Wish
from plgwork.store.access import may, require
from plgwork.store.engine import forget, reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.groupings import free_periods, group_wishes
from plgwork.store.schema.people import people

Clock = Callable[[], datetime]


class Wishes:
    """A wish is its author's; leaders and stewards of the school read it, and write who is free."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def mine(self) -> Wish | None:
        """What the visitor said, if anything."""
        found = [one for one in self.wishes() if one.person_id == self._visitor.person_id]
        return found[0] if found else None

    def wishes(self) -> list[Wish]:
        """What people said: one's own; leaders and stewards, everybody's of the school."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(group_wishes)
                .where(may(self._visitor, group_wishes, "read"))
                .order_by(group_wishes.c.person_id)
            )
            return [Wish.model_validate(dict(row._mapping)) for row in rows]

    def say(self, text: str) -> Wish:
        """Say what group would serve one, in place of what one said before."""
        wish = Wish(person_id=self._visitor.person_id, text=text, said_at=self._clock())
        row = wish.model_dump(exclude={"person_id"})
        with writing(self._engine) as connection:
            require(connection, self._visitor, people, "read", wish.person_id)
            connection.execute(
                upsert(connection, group_wishes)
                .values(person_id=wish.person_id, **row)
                .on_conflict_do_update(
                    group_wishes.primary_key,
                    set_=row,
                    where=may(self._visitor, group_wishes, "written"),
                )
            )
            self._tell(connection)
        return wish

    def take_back(self) -> None:
        """Delete for good what one said."""
        with writing(self._engine) as connection:
            mine = may(self._visitor, group_wishes, "written")
            connection.execute(delete(group_wishes).where(mine))
            self._tell(connection)
        forget(self._engine)

    def set_free(self, free: Mapping[str, tuple[str, ...]]) -> None:
        """Say when people are free, all of them or nobody; nothing is known of an empty one."""
        with writing(self._engine) as connection:
            for person_id, periods in sorted(free.items()):
                require(connection, self._visitor, people, "grouped", person_id)
                this = free_periods.c.person_id == person_id
                if not periods:
                    connection.execute(delete(free_periods).where(this))
                    continue
                row = {"periods": list(periods)}
                connection.execute(
                    upsert(connection, free_periods)
                    .values(person_id=person_id, **row)
                    .on_conflict_do_update(free_periods.primary_key, set_=row)
                )
            self._tell(connection)

    def _tell(self, connection: Connection) -> None:
        me = self._visitor.person_id
        mine = select(people.c.school_id).where(people.c.id == me)
        school_id = connection.execute(mine).scalar() or ""
        announce(connection, [f"person:{me}", f"groupings:{school_id}"])
