"""When a school has days, when its groups meet, and what else has its time.

Read by everybody of the school; changed by its leaders and stewards.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.people import Person, Role
from plgwork.models.schedules import (
    Facilitated,
    MeetingRule,
    MeetingTime,
    OtherWork,
    SchoolDays,
    SchoolYear,
    SpecialDays,
)
from plgwork.store.access import may, require
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.people import persons
from plgwork.store.registers import slug
from plgwork.store.relations import Visitor, lasting
from plgwork.store.rosters import set_meeting
from plgwork.store.schema.people import meeting_times, memberships, people, plgs, roles, schools
from plgwork.store.schema.schedules import (
    calendar_links,
    meeting_rules,
    other_work,
    school_years,
    special_days,
)
from plgwork.store.secrets import digest, token

Clock = Callable[[], datetime]


class Schedules:
    """The time of the visitor's school."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    # --- what everybody reads -----------------------------------------------------------------

    def school_days(self) -> SchoolDays:
        """The years that were entered, and the days set apart, in order."""
        with reading(self._engine) as connection:
            years = self._rows(connection, school_years, school_years.c.first)
            special = self._rows(connection, special_days, special_days.c.first)
        return SchoolDays(
            years=tuple(SchoolYear.model_validate(row) for row in years),
            special=tuple(SpecialDays.model_validate(row) for row in special),
        )

    def other_work(self) -> list[OtherWork]:
        """The time that other work has, by name."""
        with reading(self._engine) as connection:
            rows = self._rows(connection, other_work, other_work.c.name)
        return [OtherWork(id=row.pop("id"), name=row.pop("name"), meets=row) for row in rows]

    def rule(self) -> MeetingRule:
        """What the school asks of every PLG's time."""
        with reading(self._engine) as connection:
            rows = self._rows(connection, meeting_rules, meeting_rules.c.times)
        return MeetingRule.model_validate(rows[0]) if rows else MeetingRule()

    def facilitated_last(self) -> dict[str, Facilitated]:
        """Of each group the visitor may see, by id: who facilitated it last and does no more."""
        then, them = memberships.alias(), people.alias()
        groups = select(plgs.c.id).where(may(self._visitor, plgs, "read"))
        known = select(people.c.id).where(may(self._visitor, people, "read"))
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(then.c.plg_id, them.c.name, then.c.until)
                .join(them, them.c.id == then.c.person_id)
                .where(then.c.facilitates, then.c.until < self._visitor.today)
                .where(then.c.plg_id.in_(groups), then.c.person_id.in_(known))
                .order_by(then.c.until, them.c.name)
            ).all()
        return {row.plg_id: Facilitated.model_validate(dict(row._mapping)) for row in rows}

    def everybody(self) -> list[Person]:
        """Who works at the school today, by name, for its leaders and stewards to ask after."""
        today = self._visitor.today
        here = people.c.id.in_(select(roles.c.person_id).where(lasting(roles, today, today)))
        with reading(self._engine) as connection:
            return persons(connection, today, may(self._visitor, people, "asked after"), here)

    def stewards(self) -> list[Person]:
        """Who can act for the visitor's school: its stewards of today, by name."""
        today = self._visitor.today
        held = roles.c.role == Role.STEWARD.value
        acts = select(roles.c.person_id).where(held, lasting(roles, today, today))
        with reading(self._engine) as connection:
            mine = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
            own = people.c.school_id == mine.scalar_subquery()
            return persons(
                connection, today, may(self._visitor, people, "read"), own, people.c.id.in_(acts)
            )

    def _rows(
        self, connection: Connection, table: Table, order: ColumnElement[Any]
    ) -> list[dict[str, Any]]:
        found = select(table).where(may(self._visitor, table, "read")).order_by(order)
        rows = connection.execute(found).all()
        return [{k: v for k, v in row._mapping.items() if k != "school_id"} for row in rows]

    # --- what leaders and stewards change -----------------------------------------------------

    def meet(self, plg_ids: Sequence[str], meets: MeetingTime | None) -> None:
        """Say when and where these groups meet, or that it is not settled; all of them or none."""
        with writing(self._engine) as connection:
            for plg_id in plg_ids:
                require(connection, self._visitor, plgs, "scheduled", plg_id)
            if meets is None:
                of_these = meeting_times.c.plg_id.in_(plg_ids)
                connection.execute(delete(meeting_times).where(of_these))
            else:
                for plg_id in plg_ids:
                    set_meeting(connection, plg_id, meets)
            topics = (f"plg:{plg_id}" for plg_id in plg_ids)
            announce(connection, [*topics, f"school:{self._school(connection)}"])

    def keep_year(self, year: SchoolYear, instead_of: date | None = None) -> None:
        """Enter a school year, or change the one that began on the day given."""
        with writing(self._engine) as connection:
            school_id = self._allowed(connection)
            if instead_of is not None and instead_of != year.first:
                self._delete(connection, school_years, school_years.c.first == instead_of)
            row = year.model_dump() | {"cycle": list(year.cycle)}
            self._put(connection, school_years, school_id, row, "first")

    def drop_year(self, first: date) -> None:
        """Take a school year out."""
        with writing(self._engine) as connection:
            self._allowed(connection)
            self._delete(connection, school_years, school_years.c.first == first)

    def keep_special(self, special: SpecialDays) -> None:
        """Set days apart, or change those of this id; without one, they are new."""
        with writing(self._engine) as connection:
            school_id = self._allowed(connection)
            row = special.model_dump() | {"kind": special.kind.value}
            row["id"] = special.id or self._free(connection, special_days, special.name)
            self._put(connection, special_days, school_id, row, "id")

    def drop_special(self, special_id: str) -> None:
        """Let these days be like others again."""
        with writing(self._engine) as connection:
            self._allowed(connection)
            self._delete(connection, special_days, special_days.c.id == special_id)

    def keep_other_work(self, work: OtherWork) -> None:
        """Give other work its time, or change what has this id; without one, it is new."""
        with writing(self._engine) as connection:
            school_id = self._allowed(connection)
            row = {"name": work.name} | work.meets.model_dump()
            row["pattern"] = work.meets.pattern.model_dump(mode="json")
            row["id"] = work.id or self._free(connection, other_work, work.name)
            self._put(connection, other_work, school_id, row, "id")

    def drop_other_work(self, work_id: str) -> None:
        """Take the time of other work away."""
        with writing(self._engine) as connection:
            self._allowed(connection)
            self._delete(connection, other_work, other_work.c.id == work_id)

    def keep_rule(self, rule: MeetingRule) -> None:
        """Say what the school asks of every PLG's time."""
        with writing(self._engine) as connection:
            school_id = self._allowed(connection)
            self._put(connection, meeting_rules, school_id, rule.model_dump())

    def _school(self, connection: Connection) -> str:
        mine = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
        return str(connection.execute(mine).scalar() or "")

    def _allowed(self, connection: Connection) -> str:
        """The visitor's school, which they may schedule; whoever listens hears of it."""
        school_id = self._school(connection)
        require(connection, self._visitor, schools, "scheduled", school_id)
        announce(connection, [f"school:{school_id}"])
        return school_id

    def _free(self, connection: Connection, table: Table, name: str) -> str:
        """An id made of a name, which nothing of this school has."""
        mine = select(table.c.id).where(may(self._visitor, table, "read"))
        taken = set(connection.execute(mine).scalars())
        wanted = slug(name) or "new"
        return next(
            free
            for number in range(1, len(taken) + 2)
            if (free := wanted if number == 1 else f"{wanted}-{number}") not in taken
        )

    def _put(
        self, connection: Connection, table: Table, school_id: str, row: dict[str, Any], *key: str
    ) -> None:
        statement = upsert(connection, table).values(school_id=school_id, **row)
        others = {name: statement.excluded[name] for name in row if name not in key}
        keys = ["school_id", *key]
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))

    def _delete(self, connection: Connection, table: Table, where: ColumnElement[bool]) -> None:
        connection.execute(delete(table).where(may(self._visitor, table, "scheduled"), where))

    # --- one's own calendar -------------------------------------------------------------------

    def calendar_since(self) -> date | None:
        """The day on which the visitor's address for a calendar was made; None without one."""
        with reading(self._engine) as connection:
            made = connection.execute(
                select(calendar_links.c.made_at).where(may(self._visitor, calendar_links, "read"))
            ).scalar()
        return made.date() if made else None

    def make_calendar(self) -> str:
        """A new key for the visitor's calendar; one made before opens nothing any more."""
        key = token()
        me = self._visitor.person_id
        row = {"person_id": me, "digest": digest(key), "made_at": self._clock()}
        with writing(self._engine) as connection:
            require(connection, self._visitor, people, "read", me)
            self._end_mine(connection)
            connection.execute(calendar_links.insert().values(**row))
        return key

    def end_calendar(self) -> None:
        """End the visitor's address: whoever has it sees nothing any more."""
        with writing(self._engine) as connection:
            self._end_mine(connection)

    def _end_mine(self, connection: Connection) -> None:
        own = may(self._visitor, calendar_links, "ended")
        connection.execute(delete(calendar_links).where(own))
