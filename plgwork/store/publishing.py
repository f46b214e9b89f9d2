"""A draft becomes the school's PLGs: what changes for whom, and all of it in one transaction."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Row, Table, delete, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.accounts import AuditEvent
from plgwork.models.groupings import DraftGroup, DraftState, Publication, RosterDraft, Transfer
from plgwork.models.people import Membership, Plg, PlgKind, Role
from plgwork.store.audit import note
from plgwork.store.registers import free_id
from plgwork.store.rosters import belong
from plgwork.store.schema.groupings import roster_drafts, roster_groups, roster_pairs
from plgwork.store.schema.people import memberships, people, plgs, roles

Target = tuple[DraftGroup, bool]


class Publishing:
    """One draft beside the memberships of its school, from a day on."""

    def __init__(
        self, connection: Connection, draft: RosterDraft, school_id: str, begins: date
    ) -> None:
        self._connection = connection
        self._draft = draft
        self._school_id = school_id
        self._begins = begins
        groups, here = {one.id: one for one in draft.groups}, self._staff()
        self._targets: dict[str, Target] = {
            one.person_id: (groups[one.group_id], one.facilitates)
            for one in draft.places
            if one.group_id is not None and one.person_id in here
        }
        self._held = self._memberships()
        self.topics = {f"school:{school_id}", f"groupings:{school_id}"}

    def _staff(self) -> set[str]:
        """Who works here on that day or later: nobody comes back by a place they once had."""
        rows = self._connection.execute(
            select(roles.c.person_id)
            .join(people, people.c.id == roles.c.person_id)
            .where(people.c.school_id == self._school_id, self._lasts(roles))
        )
        return set(rows.scalars())

    def _lasts(self, table: Table) -> ColumnElement[bool]:
        return or_(table.c.until.is_(None), table.c.until >= self._begins)

    def _memberships(self) -> dict[str, list[Row[tuple[object, ...]]]]:
        """Who is in one of the school's PLGs on that day or later."""
        of_school = plgs.c.school_id == self._school_id
        rows = self._connection.execute(
            select(memberships, plgs.c.name)
            .join(plgs, plgs.c.id == memberships.c.plg_id)
            .where(of_school, plgs.c.kind == PlgKind.SCHOOL.value, self._lasts(memberships))
            .order_by(memberships.c.person_id, plgs.c.name, memberships.c.since)
        )
        held: dict[str, list[Row[tuple[object, ...]]]] = defaultdict(list)
        for row in rows:
            held[row.person_id].append(row)
        return held

    # --- what would change ------------------------------------------------------------------

    @property
    def publication(self) -> Publication:
        """What would change for whom, in the order of ids; nothing is changed by asking."""
        everybody = sorted({*self._held, *self._targets})
        changes = [self._change(one) for one in everybody]
        goes_on = {group.plg_id for group, _ in self._targets.values()}
        met = {row.plg_id: row.name for rows in self._held.values() for row in rows}
        filled = {group.id for group, _ in self._targets.values()}
        return Publication(
            begins=self._begins,
            changes=tuple(one for one in changes if one is not None),
            begin=tuple(
                one.name for one in self._draft.groups if one.plg_id is None and one.id in filled
            ),
            rest=tuple(sorted(name for plg_id, name in met.items() if plg_id not in goes_on)),
            stay=sum(one is None for one in changes),
        )

    def _change(self, person_id: str) -> Transfer | None:
        held, target = self._held.get(person_id, []), self._targets.get(person_id)
        leaves = [row for row in held if target is None or row.plg_id != target[0].plg_id]
        stays = [row for row in held if row not in leaves]
        led = any(row.facilitates for row in held)
        leads = target is not None and target[1]
        if stays and not leaves and led == leads:
            return None
        return Transfer(
            person_id=person_id,
            leaves=tuple(dict.fromkeys(row.name for row in leaves)),
            joins="" if target is None or stays else target[0].name,
            facilitates=None if led == leads else leads,
        )

    # --- changing it ------------------------------------------------------------------------

    def publish(self, at: datetime, by: str) -> None:
        """Make it so. Whoever stays, and leads as before, stays enrolled as they were."""
        for group in self._draft.groups:
            if group.plg_id is None and any(one is group for one, _ in self._targets.values()):
                self._begin(group)
        gone = roster_pairs.c.draft_id == self._draft.id
        self._connection.execute(delete(roster_pairs).where(gone))
        self._connection.execute(
            update(roster_drafts)
            .where(roster_drafts.c.id == self._draft.id)
            .values(state=DraftState.PUBLISHED.value, published_at=at)
        )
        for person_id in sorted({*self._held, *self._targets}):
            self._place(person_id, at, by)
        for person_id, (_, facilitates) in sorted(self._targets.items()):
            if facilitates:
                self._give_role(person_id, at, by)

    def _begin(self, group: DraftGroup) -> None:
        """A PLG for a group that goes on from none; places find it by its group."""
        plg = Plg(
            id=free_id(self._connection, plgs, group.name),
            name=group.name,
            kind=PlgKind.SCHOOL,
            school_id=self._school_id,
            grouping=group.grouping,
        )
        row = plg.model_dump(exclude={"meets"}) | {"kind": plg.kind.value}
        self._connection.execute(insert(plgs).values(**row))
        self._connection.execute(
            update(roster_groups)
            .where(roster_groups.c.draft_id == self._draft.id, roster_groups.c.id == group.id)
            .values(plg_id=plg.id)
        )
        now = group.model_copy(update={"plg_id": plg.id})
        self._targets = {
            person_id: (now if one is group else one, facilitates)
            for person_id, (one, facilitates) in self._targets.items()
        }

    def _place(self, person_id: str, at: datetime, by: str) -> None:
        target = self._targets.get(person_id)
        kept = None
        for row in self._held.get(person_id, []):
            same = target is not None and row.plg_id == target[0].plg_id
            leads = target is not None and target[1]
            if same and row.facilitates == leads and row.until is None and kept is None:
                kept = row
            else:
                self._end(row, at, by, moves=not same)
        if target is not None and kept is None:
            self._join(person_id, target, at, by)

    def _end(self, row: Row[tuple[object, ...]], at: datetime, by: str, moves: bool) -> None:
        """Let a membership end the day before; one that would begin later never does."""
        this = (
            (memberships.c.plg_id == row.plg_id)
            & (memberships.c.person_id == row.person_id)
            & (memberships.c.since == row.since)
        )
        if row.since >= self._begins:
            self._connection.execute(delete(memberships).where(this))
        else:
            last = self._begins - timedelta(days=1)
            self._connection.execute(update(memberships).where(this).values(until=last))
        if moves:
            note(self._connection, at, AuditEvent.LEFT_PLG, row.person_id, by, row.plg_id)
        self.topics |= {f"plg:{row.plg_id}", f"person:{row.person_id}"}

    def _join(self, person_id: str, target: Target, at: datetime, by: str) -> None:
        group, facilitates = target
        before = [row for row in self._held.get(person_id, []) if row.plg_id == group.plg_id]
        one = Membership(
            plg_id=group.plg_id or "",
            person_id=person_id,
            facilitates=facilitates,
            since=self._begins,
        )
        if before:  # they were in the group: what was shared with them stays so
            row = one.model_dump() | {"enrolled_at": before[0].enrolled_at}
            self._connection.execute(insert(memberships).values(**row))
        else:
            belong(self._connection, one, at, by)
        self.topics |= {f"plg:{one.plg_id}", f"person:{person_id}"}

    def _give_role(self, person_id: str, at: datetime, by: str) -> None:
        """Whoever facilitates needs the pages for it, from today on; a coach has them already."""
        today = at.date()
        mine = roles.c.person_id == person_id
        rows = self._connection.execute(select(roles).where(mine)).all()
        held = {row.role for row in rows if row.since <= today and (row.until or today) >= today}
        if held & {Role.FACILITATOR.value, Role.COACH.value}:
            return
        row = {"person_id": person_id, "role": Role.FACILITATOR.value, "since": today}
        self._connection.execute(insert(roles).values(**row))
        note(self._connection, at, AuditEvent.ROLE_GIVEN, person_id, by, Role.FACILITATOR.value)
