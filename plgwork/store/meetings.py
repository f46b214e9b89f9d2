"""Meetings: planned, opened, found. What they leave is in ``records``."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from plgwork.errors import AccessError
from plgwork.models.agreements import Party
from plgwork.models.meetings import (
    Action,
    ActionState,
    Block,
    Course,
    Listed,
    Meeting,
    MeetingKind,
    NoteVersion,
    Plan,
    Presence,
)
from plgwork.models.people import Substitute
from plgwork.store import words
from plgwork.store.access import may, require
from plgwork.store.deliberations import binds, party
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
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
                    binds(meetings, of), meetings.c.day == day, may(self._visitor, meetings, "read")
                )
            ).scalar()
            return self._one(connection, found) if found else None

    def between(self, of: Iterable[Party], first: date, last: date) -> list[Listed]:
        """Meetings of these groups from one day to another, in the order of time."""
        theirs = or_(False, *(binds(meetings, one) for one in of))
        with reading(self._engine) as connection:
            seen = self._seen().where(theirs, meetings.c.day.between(first, last))
            rows = connection.execute(seen.order_by(meetings.c.starts_at, meetings.c.id))
            return [_listed(row) for row in rows]

    def before(self, of: Party, day: date, most: int = 1) -> list[Meeting]:
        """The last meetings of a group before a day, the newest first, whole."""
        with reading(self._engine) as connection:
            found = connection.execute(
                select(meetings.c.id)
                .where(binds(meetings, of), meetings.c.day < day)
                .where(may(self._visitor, meetings, "read"))
                .order_by(meetings.c.day.desc(), meetings.c.id)
                .limit(most)
            ).scalars()
            return self._all(connection, list(found))

    def to_do(self, of: Party) -> list[Action]:
        """What a group agreed on and nobody has closed, the earliest date first."""
        with reading(self._engine) as connection:
            its = select(meetings.c.id).where(
                binds(meetings, of), may(self._visitor, meetings, "read")
            )
            here = and_(actions.c.meeting_id.in_(its), actions.c.state == ActionState.OPEN.value)
            return _actions(connection, here)

    def mine_to_do(self) -> list[Action]:
        """What the visitor took on in any meeting they may read, and has not closed."""
        with reading(self._engine) as connection:
            seen = select(meetings.c.id).where(may(self._visitor, meetings, "read"))
            mine = and_(
                actions.c.owner_id == self._visitor.person_id,
                actions.c.state == ActionState.OPEN.value,
                actions.c.meeting_id.in_(seen),
            )
            return _actions(connection, mine)

    def find(self, query: str, of: Party | None = None, most: int = 50) -> list[Listed]:
        """Meetings up to today in which every word of a query is begun, the newest first."""
        where = [words.match(meetings.c.words, query), meetings.c.day <= self._visitor.today]
        where += [binds(meetings, of)] if of else []
        with reading(self._engine) as connection:
            seen = self._seen().where(*where)
            newest = seen.order_by(meetings.c.day.desc(), meetings.c.starts_at, meetings.c.id)
            return [_listed(row) for row in connection.execute(newest.limit(most))]

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
        alike = [binds(meetings, plan.of), meetings.c.day == plan.day]
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


def composed(connection: Connection, visitor: Visitor, ids: list[str]) -> list[Meeting]:
    """Meetings of these ids that the visitor may read, in this order."""
    recordable = may(visitor, meetings, "recorded").label("recordable")
    rows = connection.execute(
        select(meetings, plgs.c.name.label("group"), recordable)
        .outerjoin(plgs, plgs.c.id == meetings.c.plg_id)
        .where(meetings.c.id.in_(ids), may(visitor, meetings, "read"))
    ).all()
    found = {row.id: _meeting(connection, row) for row in rows}
    return [found[one] for one in ids if one in found]


def index(connection: Connection, meeting_id: str) -> None:
    """Let search find a meeting by its name, its agenda, its notes and what was agreed on."""
    its = {
        table: select(column).where(table.c.meeting_id == meeting_id)
        for table, column in ((blocks, blocks.c.name), (actions, actions.c.text))
    }
    current = select(notes.c.text).where(notes.c.meeting_id == meeting_id, notes.c.current)
    name = select(meetings.c.name).where(meetings.c.id == meeting_id)
    texts = [
        text
        for statement in (name, *its.values(), current)
        for text in connection.execute(statement).scalars()
    ]
    here = update(meetings).where(meetings.c.id == meeting_id)
    connection.execute(here.values(words=words.column(texts)))


def topics(connection: Connection, meeting_id: str) -> list[str]:
    """Who hears of a change: whoever has it open, its group or school."""
    row = connection.execute(
        select(meetings.c.school_id, meetings.c.plg_id).where(meetings.c.id == meeting_id)
    ).one()
    return [f"meeting:{meeting_id}", party(row).home]


def _row(plan: Plan) -> dict[str, Any]:
    row = plan.model_dump(exclude={"of", "blocks"}) | plan.of.model_dump()
    named = ("facilitator", "note_taker")
    return row | {"kind": plan.kind.value} | {name: row[name] or None for name in named}


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        id=row.id,
        of=party(row),
        group=row.group or "",
        kind=MeetingKind(row.kind),
        name=row.name,
        starts_at=row.starts_at,
        day=row.day,
        minutes=row.minutes,
        course=_course(row),
        facilitator=row.leads or "",
        note_taker=row.writes or "",
    )


def _course(row: Row[Any]) -> Course | None:
    if row.became is None:
        return None
    return Course(became=row.became, minutes=row.held_minutes, taken_by=row.taken_by or "")


def _meeting(connection: Connection, row: Row[Any]) -> Meeting:
    return Meeting(
        id=row.id,
        number=row.number,
        of=party(row),
        group=row.group or "",
        kind=MeetingKind(row.kind),
        name=row.name,
        starts_at=row.starts_at,
        day=row.day,
        minutes=row.minutes,
        place=row.place,
        facilitator=row.facilitator or "",
        note_taker=row.note_taker or "",
        recordable=bool(row.recordable),
        course=_course(row),
        blocks=tuple(_blocks(connection, row.id)),
        came=_came(connection, row.id),
        answers=_answers(connection, row.id),
        notes=tuple(_notes(connection, row.id)),
        actions=tuple(_actions(connection, actions.c.meeting_id == row.id)),
    )


def _blocks(connection: Connection, meeting_id: str) -> list[Block]:
    rows = connection.execute(
        select(*(blocks.c[name] for name in Block.model_fields))
        .where(blocks.c.meeting_id == meeting_id)
        .order_by(blocks.c.place)
    )
    return [Block.model_validate(dict(row._mapping) | {"brings": row.brings or ""}) for row in rows]


def _came(connection: Connection, meeting_id: str) -> dict[str, Presence]:
    its = select(attendances.c.person_id, attendances.c.presence).where(
        attendances.c.meeting_id == meeting_id
    )
    return {row.person_id: Presence(row.presence) for row in connection.execute(its)}


def _answers(connection: Connection, meeting_id: str) -> dict[str, str]:
    its = select(asked.c.question, asked.c.answer).where(asked.c.meeting_id == meeting_id)
    return {row.question: row.answer for row in connection.execute(its)}


def _notes(connection: Connection, meeting_id: str) -> list[NoteVersion]:
    rows = connection.execute(
        select(notes, people.c.name.label("by"))
        .outerjoin(people, people.c.id == notes.c.written_by)
        .where(notes.c.meeting_id == meeting_id, notes.c.current)
        .order_by(notes.c.saved_at.desc(), notes.c.number.desc())
    )
    return [
        NoteVersion(
            id=row.id, about=row.about, text=row.text, by=row.by or "", saved_at=row.saved_at
        )
        for row in rows
    ]


def _actions(connection: Connection, where: Clause) -> list[Action]:
    rows = connection.execute(
        select(actions, people.c.name.label("owner_name"))
        .outerjoin(people, people.c.id == actions.c.owner_id)
        .where(where)
        .order_by(func.coalesce(actions.c.due, date.max), actions.c.made_at, actions.c.id)
    )
    return [
        Action(
            id=row.id,
            meeting_id=row.meeting_id,
            text=row.text,
            owner=row.owner_id or "",
            owner_name=row.owner_name or "",
            due=row.due,
            state=ActionState(row.state),
        )
        for row in rows
    ]
