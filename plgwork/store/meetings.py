"""Meetings: planned, opened, found. What they leave is in ``records``."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.agreements import Party
from plgwork.models.meetings import (
    Action,
    ActionState,
    Became,
    Block,
    Brought,
    Listed,
    Meeting,
    Outside,
    Plan,
)
from plgwork.models.people import Substitute
from plgwork.store import words
from plgwork.store.access import may, require
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.met import actions_where, composed, index, listed, theirs, topics
from plgwork.store.relations import Visitor
from plgwork.store.schema.meetings import actions, asked, attendances, blocks, meetings, notes
from plgwork.store.schema.people import people, plgs, schools, substitutes

Clock = Callable[[], datetime]
Clause = Any
STALE = (
    "Somebody changed this plan since you opened it. It stands here as it is now; nothing of "
    "theirs was changed. Please look, and make your change again."
)
HELD = "There is a record of this meeting already, and so it stays."
TAKEN = "There is a meeting on that day already. Open that one, or choose another day."


class Meetings:
    """The meetings one may read, and those one may plan."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def plan(self, plan: Plan) -> Meeting:
        """Keep a plan. Where the same group meets that day already, that meeting as it stands."""
        with writing(self._engine) as connection:
            self._require_convened(connection, plan.of)
            meeting_id = uuid4().hex
            row = _row(plan) | {
                "id": meeting_id,
                "planned_by": self._visitor.person_id,
                "number": 1,
                "words": "",
            }
            kept = connection.execute(
                upsert(connection, meetings)
                .values(**row)
                .on_conflict_do_nothing()
                .returning(meetings.c.id)
            ).scalar()
            if kept is None:
                return self._one(connection, self._same(connection, plan))
            self._keep_blocks(connection, meeting_id, plan.blocks)
            return self._told(connection, meeting_id)

    def change(self, meeting_id: str, number: int, plan: Plan) -> Meeting:
        """Keep a plan in place of the one of this number; AccessError where that was changed."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, meetings, "recorded", meeting_id)
            same_day = self._same(connection, plan)
            if same_day not in (None, meeting_id):
                raise AccessError(TAKEN)
            fixed = {"school_id", "plg_id", "kind"}
            row = {name: value for name, value in _row(plan).items() if name not in fixed}
            here = update(meetings).where(meetings.c.id == meeting_id, meetings.c.number == number)
            if connection.execute(here.values(**row, number=number + 1)).rowcount == 0:
                raise AccessError(STALE)
            connection.execute(delete(blocks).where(blocks.c.meeting_id == meeting_id))
            self._keep_blocks(connection, meeting_id, plan.blocks)
            return self._told(connection, meeting_id)

    def call_off(self, meeting_id: str) -> None:
        """Take a plan away, as long as nothing was recorded of it."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, meetings, "recorded", meeting_id)
            left = [table.c.meeting_id for table in (attendances, asked, notes, actions)]
            some = or_(*(exists().where(column == meeting_id) for column in left))
            recorded = select(meetings.c.id).where(
                meetings.c.id == meeting_id, or_(meetings.c.became.is_not(None), some)
            )
            if connection.execute(recorded).first():
                raise AccessError(HELD)
            announce(connection, topics(connection, meeting_id))
            connection.execute(delete(meetings).where(meetings.c.id == meeting_id))

    def meeting(self, meeting_id: str) -> Meeting:
        """One meeting with its agenda and record."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, meetings, "read", meeting_id)
            return self._one(connection, meeting_id)

    def on(self, of: Party, day: date) -> Meeting | None:
        """The meeting of a group on one day; None where there is none."""
        with reading(self._engine) as connection:
            found = connection.execute(
                select(meetings.c.id).where(
                    theirs(of), meetings.c.day == day, may(self._visitor, meetings, "read")
                )
            ).scalar()
            return self._one(connection, found) if found else None

    def between(self, of: Iterable[Party], first: date, last: date) -> list[Listed]:
        """Meetings of these groups from one day to another, in the order of time."""
        any_of = or_(False, *(theirs(one) for one in of))
        with reading(self._engine) as connection:
            seen = self._seen().where(any_of, meetings.c.day.between(first, last))
            rows = connection.execute(seen.order_by(meetings.c.starts_at, meetings.c.id))
            return [listed(row) for row in rows]

    def before(self, of: Party, day: date, most: int = 1) -> list[Meeting]:
        """The last meetings of a group before a day, the newest first, whole."""
        with reading(self._engine) as connection:
            found = connection.execute(
                select(meetings.c.id)
                .where(theirs(of), meetings.c.day < day)
                .where(may(self._visitor, meetings, "read"))
                .order_by(meetings.c.day.desc(), meetings.c.id)
                .limit(most)
            ).scalars()
            return self._all(connection, list(found))

    def to_do(self, of: Party) -> list[Action]:
        """What a group agreed on and nobody has closed, the earliest date first."""
        return self._still_open(theirs(of))

    def mine_to_do(self) -> list[Action]:
        """What the visitor took on in any meeting they may read, and has not closed."""
        return self._still_open(actions.c.owner_id == self._visitor.person_id)

    def _still_open(self, whose: ColumnElement[bool]) -> list[Action]:
        still = actions.c.state == ActionState.OPEN.value
        with reading(self._engine) as connection:
            return actions_where(connection, whose, still, may(self._visitor, meetings, "read"))

    def find(self, query: str, of: Party | None = None, most: int = 50) -> list[Listed]:
        """Meetings up to today in which every word of a query is begun, the newest first."""
        where = [words.match(meetings.c.words, query), meetings.c.day <= self._visitor.today]
        where += [theirs(of)] if of else []
        with reading(self._engine) as connection:
            seen = self._seen().where(*where)
            newest = seen.order_by(meetings.c.day.desc(), meetings.c.starts_at, meetings.c.id)
            return [listed(row) for row in connection.execute(newest.limit(most))]

    def brought(self, of: Party, since: date) -> list[Brought]:
        """Who brought work to a group's meetings from a day until today, the latest first."""
        columns = (meetings.c.day, blocks.c.brings.label("person_id"), blocks.c.protocol_id)
        asked = (
            select(*columns)
            .join(blocks, blocks.c.meeting_id == meetings.c.id)
            .where(*self._took_place(of, since), blocks.c.brings.is_not(None))
            .order_by(meetings.c.day.desc(), blocks.c.place)
        )
        with reading(self._engine) as connection:
            return [Brought.model_validate(dict(row._mapping)) for row in connection.execute(asked)]

    def outside(self, of: Party, since: date) -> Outside:
        """How often a school used a protocol where no PLG met, from a day until today."""
        used = exists().where(blocks.c.meeting_id == meetings.c.id, blocks.c.protocol_id != "")
        asked = select(func.count(), func.count(case((used, 1)))).select_from(meetings)
        with reading(self._engine) as connection:
            rows = connection.execute(asked.where(*self._took_place(of, since)))
            many, with_protocol = rows.one()
            return Outside(meetings=many, with_protocol=with_protocol)

    def _took_place(self, of: Party, since: date) -> tuple[ColumnElement[bool], ...]:
        return (
            theirs(of),
            meetings.c.day.between(since, self._visitor.today),
            meetings.c.became.is_distinct_from(Became.DISPLACED.value),
            may(self._visitor, meetings, "read"),
        )

    def hand_over(self, given: Substitute) -> None:
        """Let somebody facilitate one meeting in one's place; their rights end with that day."""
        if given.day < self._visitor.today:
            raise AccessError("That day is over. Choose one that is still to come.")
        with writing(self._engine) as connection:
            require(connection, self._visitor, plgs, "handed over", given.plg_id)
            require(connection, self._visitor, people, "read", given.person_id)
            connection.execute(
                upsert(connection, substitutes)
                .values(**given.model_dump())
                .on_conflict_do_update(substitutes.primary_key, set_={"person_id": given.person_id})
            )
            announce(connection, [f"plg:{given.plg_id}", f"person:{given.person_id}"])

    # --- one and many -------------------------------------------------------------------

    def _require_convened(self, connection: Connection, of: Party) -> None:
        if of.plg_id is not None:
            require(connection, self._visitor, plgs, "convened", of.plg_id)
        else:
            require(connection, self._visitor, schools, "convened", of.school_id or "")

    def _same(self, connection: Connection, plan: Plan) -> Any:
        """The id of the meeting that a plan would be a second of."""
        alike = [theirs(plan.of), meetings.c.day == plan.day]
        alike += [] if plan.of.plg_id else [meetings.c.name == plan.name]
        return connection.execute(select(meetings.c.id).where(*alike)).scalar()

    def _keep_blocks(
        self, connection: Connection, meeting_id: str, agenda: Sequence[Block]
    ) -> None:
        rows = [
            block.model_dump()
            | {"meeting_id": meeting_id, "place": place, "brings": block.brings or None}
            for place, block in enumerate(agenda)
        ]
        if rows:
            connection.execute(insert(blocks), rows)

    def _told(self, connection: Connection, meeting_id: str) -> Meeting:
        index(connection, meeting_id)
        announce(connection, topics(connection, meeting_id))
        return self._one(connection, meeting_id)

    def _one(self, connection: Connection, meeting_id: str) -> Meeting:
        return self._all(connection, [meeting_id])[0]

    def _all(self, connection: Connection, ids: list[str]) -> list[Meeting]:
        return composed(connection, self._visitor, ids)

    def _seen(self) -> Select[Any]:
        leads, writes = people.alias(), people.alias()
        names = (
            plgs.c.name.label("group"),
            leads.c.name.label("leads"),
            writes.c.name.label("writes"),
        )
        return (
            select(meetings, *names)
            .outerjoin(plgs, plgs.c.id == meetings.c.plg_id)
            .outerjoin(leads, leads.c.id == meetings.c.facilitator)
            .outerjoin(writes, writes.c.id == meetings.c.note_taker)
            .where(may(self._visitor, meetings, "read"))
        )


def _row(plan: Plan) -> dict[str, Any]:
    row = plan.model_dump(exclude={"of", "blocks"}) | plan.of.model_dump()
    named = ("facilitator", "note_taker")
    return row | {"kind": plan.kind.value} | {name: row[name] or None for name in named}
