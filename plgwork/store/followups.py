"""Follow-ups: who opens one, who owns it, what they write in it, and how it ends.

Its note is read by its owner, the coaches of the school and the one leader named for follow-ups,
if it was opened since they were named; never by whom it is about.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Select, func, insert, select, update

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.followups import (
    FollowUp,
    FollowUpDraft,
    FollowUpNote,
    Known,
    Matter,
    Opening,
    Settled,
)
from plgwork.store.access import may, require
from plgwork.store.audit import note
from plgwork.store.circles import circle, leader_since
from plgwork.store.engine import reading, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor, lasting
from plgwork.store.schema.followups import followup_notes, followups, settled_occasions
from plgwork.store.schema.people import memberships, people, plgs
from plgwork.store.texts import keep

Clock = Callable[[], datetime]
PASSED = "Choose a day that is still to come. Nothing was changed."
NOT_IN_IT = "They are not in this PLG today. Nothing was changed."
NOT_THEIRS = (
    "Only whoever facilitates this PLG, a coach, or the leader named for follow-ups can own this, "
    "and nobody whom it is about. Nothing was changed."
)
OVER = "This follow-up has ended. Open it again to change it."


class FollowUps:
    """The follow-ups one may read, and what one does with those one owns."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def open(self, opening: Opening) -> FollowUp:
        """Begin one of one's own; the occasion it came of is looked after with it."""
        self._require_to_come(opening)
        followup_id = uuid4().hex
        with writing(self._engine) as connection:
            asked = "talked with" if opening.person_id else "followed up"
            require(connection, self._visitor, plgs, asked, opening.plg_id)
            self._require_member(connection, opening)
            connection.execute(insert(followups).values(id=followup_id, **self._row(opening)))
            if opening.settles:
                self._settle(connection, opening.settles)
            return self._told(connection, followup_id, AuditEvent.FOLLOWUP_OPENED)

    def change(self, followup_id: str, opening: Opening) -> FollowUp:
        """Say it in other words, or move its day. Of which PLG and with whom stays."""
        self._require_to_come(opening)
        with writing(self._engine) as connection:
            self._require(connection, followup_id)
            new = {"about": opening.about, "due": opening.due}
            connection.execute(update(followups).where(followups.c.id == followup_id).values(**new))
            return self._told(connection, followup_id)

    def hand_over(self, followup_id: str, person_id: str) -> None:
        """Let somebody else own it; whoever handed it over sees that it is there, and no note."""
        me = self._visitor.person_id
        with writing(self._engine) as connection:
            require(connection, self._visitor, followups, "given on", followup_id)
            self._require_open(connection, followup_id)
            row = connection.execute(
                select(followups.c.plg_id, followups.c.person_id, followups.c.owner_id).where(
                    followups.c.id == followup_id
                )
            ).one()
            known = circle(connection, self._visitor, row.plg_id).everybody
            if person_id not in known or person_id == row.person_id:
                raise AccessError(NOT_THEIRS)
            handed = update(followups).where(followups.c.id == followup_id)
            connection.execute(handed.values(owner_id=person_id, handed_by=me))
            self._note(connection, AuditEvent.FOLLOWUP_HANDED_OVER, followup_id)
            self._announce(connection, followup_id, also=[row.owner_id or me])

    def write(self, draft: FollowUpDraft) -> FollowUp:
        """Keep a text. It replaces the versions it was written upon and no others."""
        with writing(self._engine) as connection:
            self._require(connection, draft.followup_id)
            place = {"followup_id": draft.followup_id, "part": draft.part.value}
            me = self._visitor.person_id
            keep(connection, followup_notes, place, draft, me, self._clock())
            return self._told(connection, draft.followup_id)

    def end(self, followup_id: str) -> FollowUp:
        """Say that it is over; what was written stays as it is."""
        with writing(self._engine) as connection:
            self._require(connection, followup_id)
            over = update(followups).where(followups.c.id == followup_id)
            connection.execute(over.values(ended_at=self._clock()))
            return self._told(connection, followup_id, AuditEvent.FOLLOWUP_ENDED)

    def open_again(self, followup_id: str) -> FollowUp:
        """Go on with one that had ended."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, followups, "changed", followup_id)
            again = update(followups).where(followups.c.id == followup_id)
            connection.execute(again.values(ended_at=None))
            return self._told(connection, followup_id, AuditEvent.FOLLOWUP_OPENED_AGAIN)

    def seen(self) -> list[FollowUp]:
        """All one may read: what is open by its day, then what has ended, the newest first."""
        with reading(self._engine) as connection:
            found = self._composed(connection)
        still = [one for one in found if one.ended_at is None]
        ended = [one for one in found if one.ended_at is not None]
        return [
            *sorted(still, key=lambda one: (one.due, one.opened_at, one.id)),
            *sorted(ended, key=lambda one: one.ended_at or one.opened_at, reverse=True),
        ]

    def due(self) -> int:
        """How many of one's own are open, and their day has come."""
        counted = select(func.count()).select_from(followups)
        with reading(self._engine) as connection:
            mine = counted.where(
                may(self._visitor, followups, "changed"),
                followups.c.ended_at.is_(None),
                followups.c.due <= self._visitor.today,
            )
            return int(connection.execute(mine).scalar_one())

    def about_me(self) -> list[Known]:
        """Those that are about oneself, from their day on, or once they have ended."""
        led = select(memberships.c.person_id).where(
            memberships.c.plg_id == followups.c.plg_id,
            memberships.c.facilitates,
            lasting(memberships, self._visitor.today, self._visitor.today),
        )
        coached = followups.c.owner_id.not_in(led).label("coached")
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(followups, plgs.c.name.label("plg"), coached)
                .join(plgs, plgs.c.id == followups.c.plg_id)
                .where(may(self._visitor, followups, "known"))
                .order_by(followups.c.opened_at.desc(), followups.c.id)
            ).all()
        return [
            Known(
                id=row.id,
                plg=row.plg,
                about=row.about,
                due=row.due,
                ended_at=row.ended_at,
                coached=bool(row.coached),
            )
            for row in rows
        ]

    def settle(self, settled: Settled) -> None:
        """Say that what was seen up to a day is looked after; it comes back to others."""
        with writing(self._engine) as connection:
            asked = "talked with" if settled.matter.person_id else "watched"
            require(connection, self._visitor, plgs, asked, settled.matter.plg_id)
            self._settle(connection, settled)
            announce(connection, [f"person:{self._visitor.person_id}"])

    def settled(self) -> list[Settled]:
        """What one looked after oneself."""
        columns = (settled_occasions.c[name] for name in Matter.model_fields)
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(*columns, settled_occasions.c.through).where(
                    may(self._visitor, settled_occasions, "read")
                )
            ).all()
        return [
            Settled(
                matter=Matter(
                    plg_id=row.plg_id,
                    sign=row.sign,
                    person_id=row.person_id or "",
                    norm_id=row.norm_id,
                ),
                through=row.through,
            )
            for row in rows
        ]

    # --- one and many -------------------------------------------------------------------

    def _row(self, opening: Opening) -> dict[str, Any]:
        me = self._visitor.person_id
        its = select(plgs.c.school_id).where(plgs.c.id == opening.plg_id).scalar_subquery()
        row = opening.model_dump(exclude={"settles"}) | {"person_id": opening.person_id or None}
        return row | {
            "school_id": its,
            "owner_id": me,
            "opened_by": me,
            "opened_at": self._clock(),
        }

    def _settle(self, connection: Connection, settled: Settled) -> None:
        row = settled.matter.model_dump(mode="json")
        row |= {"person_id": settled.matter.person_id or None, "through": settled.through}
        row |= {"id": uuid4().hex, "said_by": self._visitor.person_id, "said_at": self._clock()}
        connection.execute(insert(settled_occasions).values(**row))

    def _require(self, connection: Connection, followup_id: str) -> None:
        """Whoever writes holds it, so that two windows take turns."""
        require(connection, self._visitor, followups, "changed", followup_id)
        self._require_open(connection, followup_id)

    def _require_open(self, connection: Connection, followup_id: str) -> None:
        ended = select(followups.c.ended_at).where(followups.c.id == followup_id)
        if connection.execute(ended).scalar() is not None:
            raise AccessError(OVER)

    def _require_to_come(self, opening: Opening) -> None:
        if opening.due < self._visitor.today:
            raise AccessError(PASSED)

    def _require_member(self, connection: Connection, opening: Opening) -> None:
        if not opening.person_id:
            return
        member = select(memberships.c.person_id).where(
            memberships.c.plg_id == opening.plg_id,
            memberships.c.person_id == opening.person_id,
            lasting(memberships, self._visitor.today, self._visitor.today),
        )
        mine = opening.person_id == self._visitor.person_id
        if mine or connection.execute(member).first() is None:
            raise AccessError(NOT_IN_IT)

    def _told(
        self, connection: Connection, followup_id: str, event: AuditEvent | None = None
    ) -> FollowUp:
        if event:
            self._note(connection, event, followup_id)
        self._announce(connection, followup_id)
        return self._composed(connection, followups.c.id == followup_id)[0]

    def _note(self, connection: Connection, event: AuditEvent, followup_id: str) -> None:
        # Of whoever does it, and of nobody else: the record is read by stewards.
        me = self._visitor.person_id
        note(connection, self._clock(), event, me, me, followup_id)

    def _announce(
        self, connection: Connection, followup_id: str, also: list[str] | None = None
    ) -> None:
        """Tell those who read it, each on a line of their own."""
        row = connection.execute(select(followups).where(followups.c.id == followup_id)).one()
        known = circle(connection, self._visitor, row.plg_id)
        readers = {*known.coaches, *known.leader, row.owner_id, *(also or [])}
        if row.ended_at or row.due <= self._visitor.today:
            readers.add(row.person_id)
        announce(connection, [f"person:{one}" for one in readers if one])

    def _composed(self, connection: Connection, *where: Any) -> list[FollowUp]:
        rows = connection.execute(self._selected().where(*where)).all()
        named = leader_since(connection, self._visitor)
        notes = self._notes(connection, [row.id for row in rows if row.noted])
        return [
            FollowUp(
                **{name: getattr(row, name) for name in ("id", "plg_id", "plg", "about", "due")},
                person_id=row.person_id or "",
                person=row.person or "",
                owner_id=row.owner_id or "",
                owner=row.owner or "",
                mine=row.owner_id == self._visitor.person_id,
                noted=bool(row.noted),
                leader=named[0] if named and row.opened_at >= named[1] else "",
                opened_at=row.opened_at,
                ended_at=row.ended_at,
                notes=tuple(notes.get(row.id, ())),
            )
            for row in rows
        ]

    def _selected(self) -> Select[Any]:
        owners, others = people.alias(), people.alias()
        noted = may(self._visitor, followups, "noted").label("noted")
        return (
            select(
                followups,
                plgs.c.name.label("plg"),
                owners.c.name.label("owner"),
                others.c.name.label("person"),
                noted,
            )
            .join(plgs, plgs.c.id == followups.c.plg_id)
            .outerjoin(owners, owners.c.id == followups.c.owner_id)
            .outerjoin(others, others.c.id == followups.c.person_id)
            .where(may(self._visitor, followups, "read"))
        )

    def _notes(self, connection: Connection, ids: list[str]) -> dict[str, list[FollowUpNote]]:
        """The current texts of follow-ups, the newest first, for each of them."""
        rows = connection.execute(
            select(followup_notes, people.c.name.label("by"))
            .outerjoin(people, people.c.id == followup_notes.c.written_by)
            .where(
                followup_notes.c.followup_id.in_(ids),
                followup_notes.c.current,
                may(self._visitor, followup_notes, "read"),
            )
            .order_by(followup_notes.c.saved_at.desc(), followup_notes.c.number.desc())
        )
        found: dict[str, list[FollowUpNote]] = {}
        for row in rows:
            note = FollowUpNote(
                id=row.id, part=row.part, text=row.text, by=row.by or "", saved_at=row.saved_at
            )
            found.setdefault(row.followup_id, []).append(note)
        return found
