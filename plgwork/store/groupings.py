"""Drafts of who might meet with whom: each place a row of its own, so that nothing is lost."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Table, and_, delete, func, insert, select, update

from plgwork.errors import AccessError
from plgwork.models.groupings import (
    MOST_GROUPS,
    Circumstances,
    Condition,
    DraftGroup,
    DraftState,
    Outline,
    Place,
    Publication,
    Reason,
    RosterDraft,
)
from plgwork.store.access import may, require
from plgwork.store.drafted import said, whole
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.publishing import Publishing
from plgwork.store.relations import Visitor
from plgwork.store.schema.groupings import (
    roster_drafts,
    roster_groups,
    roster_pairs,
    roster_places,
    roster_reasons,
)
from plgwork.store.schema.people import people, schools
from plgwork.store.standings import circumstances

Clock = Callable[[], datetime]
STALE = (
    "Somebody else changed this in the meantime, so nothing of yours replaced it. This is how it "
    "stands now; choose once more if it should be otherwise."
)
GONE = "This group is no longer in the draft. Nothing was changed."
OTHERWISE = (
    "The draft or your PLGs changed since you looked, so nothing was published. Look once more at "
    "what would change."
)


class Groupings:
    """Drafts are the leaders' and stewards' of a school; once published, everybody's to read."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def circumstances(self, last_year: date) -> Circumstances:
        """What drafts are judged by; the groups of last year as they were on that day."""
        with reading(self._engine) as connection:
            school_id = self._school(connection)
            require(connection, self._visitor, schools, "grouped", school_id)
            return circumstances(connection, self._visitor, school_id, last_year)

    # --- drafts -----------------------------------------------------------------------------

    def drafts(self) -> list[RosterDraft]:
        """The drafts of the school, newest first, without what stands in them."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(roster_drafts)
                .where(may(self._visitor, roster_drafts, "weighed"))
                .order_by(roster_drafts.c.made_at.desc(), roster_drafts.c.id)
            ).all()
        return [RosterDraft.model_validate(said(row)) for row in rows]

    def draft(self, draft_id: str) -> RosterDraft:
        """A draft with all that stands in it."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, roster_drafts, "weighed", draft_id)
            return whole(connection, draft_id, weighed=True)

    def published(self) -> list[RosterDraft]:
        """What was published, newest first: groups and people, for everybody of the school."""
        with reading(self._engine) as connection:
            ids = connection.execute(
                select(roster_drafts.c.id)
                .where(
                    may(self._visitor, roster_drafts, "read"),
                    roster_drafts.c.state == DraftState.PUBLISHED.value,
                )
                .order_by(roster_drafts.c.published_at.desc(), roster_drafts.c.id)
            ).scalars()
            return [whole(connection, one, weighed=False) for one in ids.all()]

    def begin(self, name: str, year: int, outline: Outline) -> RosterDraft:
        """Begin a draft for the school year that starts in this year, with these groups."""
        draft_id = uuid4().hex
        with writing(self._engine) as connection:
            school_id = self._school(connection)
            require(connection, self._visitor, schools, "grouped", school_id)
            kept = {"id": draft_id, "school_id": school_id, "made_at": self._clock()}
            given = {"name": name, "year": year, "state": DraftState.DRAFT.value}
            connection.execute(insert(roster_drafts).values(**kept, **given))
            for number, group in enumerate(outline.groups):
                one = DraftGroup(
                    id=uuid4().hex, **group.model_dump(include={"name", "grouping", "plg_id"})
                )
                _add(connection, draft_id, number, one)
                for person_id in group.people:
                    require(connection, self._visitor, people, "grouped", person_id)
                    row = {"group_id": one.id, "facilitates": person_id in group.facilitators}
                    key = {"draft_id": draft_id, "person_id": person_id, "number": 1}
                    connection.execute(insert(roster_places).values(**key, **row))
            self._tell(connection)
            return whole(connection, draft_id, weighed=True)

    def rename(self, draft_id: str, name: str) -> None:
        """Call a draft something else."""
        with writing(self._engine) as connection:
            self._mine(connection, draft_id)
            this = roster_drafts.c.id == draft_id
            connection.execute(update(roster_drafts).where(this).values(name=name))
            self._tell(connection)

    def delete(self, draft_id: str) -> None:
        """Delete a draft for good; not once it is published."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, roster_drafts, "deleted", draft_id)
            connection.execute(delete(roster_drafts).where(roster_drafts.c.id == draft_id))
            self._tell(connection)

    # --- groups -----------------------------------------------------------------------------

    def add_group(self, draft_id: str, name: str, grouping: str | None = None) -> str:
        """Add an empty group to a draft; its id."""
        group = DraftGroup(id=uuid4().hex, name=name, grouping=grouping)
        of = roster_groups.c.draft_id == draft_id
        with writing(self._engine) as connection:
            self._mine(connection, draft_id)
            counted = select(func.count(), func.max(roster_groups.c.number)).where(of)
            many, last = connection.execute(counted).one()
            if many >= MOST_GROUPS:
                raise AccessError(f"A draft has at most {MOST_GROUPS} groups. Nothing was added.")
            _add(connection, draft_id, 0 if last is None else last + 1, group)
            self._tell(connection)
        return group.id

    def change_group(
        self, draft_id: str, group_id: str, name: str, grouping: str | None = None
    ) -> None:
        """Give a group another name or configuration; a PLG that goes on keeps its name."""
        this = and_(roster_groups.c.draft_id == draft_id, roster_groups.c.id == group_id)
        with writing(self._engine) as connection:
            self._mine(connection, draft_id)
            goes_on = connection.execute(select(roster_groups.c.plg_id).where(this)).first()
            if goes_on is None:
                raise AccessError(GONE)
            row = {"grouping": grouping} | ({} if goes_on.plg_id else {"name": name})
            connection.execute(update(roster_groups).where(this).values(**row))
            self._tell(connection)

    def remove_group(self, draft_id: str, group_id: str) -> None:
        """Take a group out of a draft; its people are in no group then."""
        of = roster_places.c.draft_id == draft_id
        with writing(self._engine) as connection:
            self._mine(connection, draft_id)
            connection.execute(
                update(roster_places)
                .where(of, roster_places.c.group_id == group_id)
                .values(group_id=None, facilitates=False, number=roster_places.c.number + 1)
            )
            connection.execute(
                delete(roster_groups).where(
                    roster_groups.c.draft_id == draft_id, roster_groups.c.id == group_id
                )
            )
            self._tell(connection)

    # --- people -----------------------------------------------------------------------------

    def move(self, draft_id: str, place: Place) -> Place:
        """Place somebody, upon the place that was seen; AccessError where that was another one."""
        with writing(self._engine) as connection:
            self._mine(connection, draft_id)
            require(connection, self._visitor, people, "grouped", place.person_id)
            if place.group_id is not None:
                of = roster_groups.c.draft_id == draft_id
                here = select(roster_groups.c.id).where(of, roster_groups.c.id == place.group_id)
                if connection.execute(here).first() is None:
                    raise AccessError(GONE)
            row = place.model_dump(include={"group_id", "facilitates"})
            self._upon(connection, roster_places, draft_id, place, row)
            self._tell(connection)
        return place.model_copy(update={"number": place.number + 1})

    def give_reason(self, draft_id: str, reason: Reason) -> Reason:
        """Say why somebody is in their group, upon what was seen; AccessError as for a move."""
        with writing(self._engine) as connection:
            self._mine(connection, draft_id)
            require(connection, self._visitor, people, "grouped", reason.person_id)
            self._upon(connection, roster_reasons, draft_id, reason, {"text": reason.text})
            self._tell(connection)
        return reason.model_copy(update={"number": reason.number + 1})

    def _upon(
        self,
        connection: Connection,
        table: Table,
        draft_id: str,
        seen: Place | Reason,
        row: dict[str, Any],
    ) -> None:
        """Replace what was seen and nothing else, whoever else writes at this moment."""
        row = {**row, "number": seen.number + 1}
        statement = upsert(connection, table).values(
            draft_id=draft_id, person_id=seen.person_id, **row
        )
        written = statement.on_conflict_do_update(
            table.primary_key, set_=row, where=table.c.number == seen.number
        )
        # What was seen and is gone was not the first of its row.
        known = select(table.c.number).where(
            table.c.draft_id == draft_id, table.c.person_id == seen.person_id
        )
        if seen.number and connection.execute(known).first() is None:
            raise AccessError(STALE)
        if connection.execute(written.returning(table.c.number)).first() is None:
            raise AccessError(STALE)

    def pair(self, draft_id: str, condition: Condition) -> None:
        """Say that two people are to be in one group, or are not; in place of what was said."""
        one, other = sorted(condition.people)
        with writing(self._engine) as connection:
            self._mine(connection, draft_id)
            for person_id in (one, other):
                require(connection, self._visitor, people, "grouped", person_id)
            row = {"kind": condition.kind.value}
            connection.execute(
                upsert(connection, roster_pairs)
                .values(draft_id=draft_id, one_id=one, other_id=other, **row)
                .on_conflict_do_update(roster_pairs.primary_key, set_=row)
            )
            self._tell(connection)

    def unpair(self, draft_id: str, condition: Condition) -> None:
        """Take back what was said of two people."""
        one, other = sorted(condition.people)
        with writing(self._engine) as connection:
            self._mine(connection, draft_id)
            connection.execute(
                delete(roster_pairs).where(
                    roster_pairs.c.draft_id == draft_id,
                    roster_pairs.c.one_id == one,
                    roster_pairs.c.other_id == other,
                )
            )
            self._tell(connection)

    # --- publishing -------------------------------------------------------------------------

    def publication(self, draft_id: str, begins: date) -> Publication:
        """What publishing a draft would change, with effect from that day."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, roster_drafts, "weighed", draft_id)
            return self._publishing(connection, draft_id, begins).publication

    def publish(self, draft_id: str, seen: Publication) -> None:
        """Make the draft the school's PLGs, all of it or nothing; AccessError if it changed.

        Whoever stays in a group stays as they are; records stay with the groups.
        """
        with writing(self._engine) as connection:
            require(connection, self._visitor, roster_drafts, "published", draft_id)
            publishing = self._publishing(connection, draft_id, seen.begins, lock=True)
            if publishing.publication != seen:
                raise AccessError(OTHERWISE)
            publishing.publish(self._clock(), self._visitor.person_id)
            announce(connection, publishing.topics)

    def _publishing(
        self, connection: Connection, draft_id: str, begins: date, lock: bool = False
    ) -> Publishing:
        school_id = self._school(connection)
        if lock:  # two who publish, or a steward who enrols, come one after the other
            this = select(schools.c.id).where(schools.c.id == school_id)
            connection.execute(this.with_for_update(key_share=True))
        return Publishing(connection, whole(connection, draft_id, weighed=False), school_id, begins)

    # --- what all of it needs ---------------------------------------------------------------

    def _mine(self, connection: Connection, draft_id: str) -> None:
        require(connection, self._visitor, roster_drafts, "changed", draft_id)

    def _school(self, connection: Connection) -> str:
        mine = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
        return connection.execute(mine).scalar() or ""

    def _tell(self, connection: Connection) -> None:
        announce(connection, [f"groupings:{self._school(connection)}"])


def _add(connection: Connection, draft_id: str, number: int, group: DraftGroup) -> None:
    row = group.model_dump() | {"draft_id": draft_id, "number": number}
    connection.execute(insert(roster_groups).values(**row))
