"""What people wrote, kept and never lost: entries, versions, shared copies, ratings."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, case, delete, insert, not_, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError, StoreError
from plgwork.models.accounts import AuditEvent
from plgwork.models.months import Month
from plgwork.models.reflections import (
    Audience,
    Draft,
    Entry,
    EntryKind,
    Outcome,
    Rating,
    SharedCopy,
    Subject,
    Version,
)
from plgwork.store import words
from plgwork.store.access import may, require
from plgwork.store.audit import note
from plgwork.store.engine import forget, reading, upsert, writing
from plgwork.store.entries import compose, index, versions_of
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.relations.reflections import still_open
from plgwork.store.schema.accounts import shut
from plgwork.store.schema.people import people
from plgwork.store.schema.reflections import entries, ratings, shares, versions
from plgwork.store.sharing import audience, copies

Clock = Callable[[], datetime]
SHUT = (
    "Nothing was changed: something you wrote here before is shut since your password was reset. "
    "Open it with your recovery code, on your account page; then you can."
)
CLOSED = (Outcome.DONE.value, Outcome.DROPPED.value)


class Reflections:
    """One person's reflections, and what others shared with them."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    # --- writing ---------------------------------------------------------------------

    def save(self, draft: Draft) -> Entry:
        """Keep a text. It replaces the versions it was written upon and no others.

        Whatever another tab wrote meanwhile stays current beside it: the entry then has
        more than one current version, and its author chooses.
        """
        with writing(self._engine) as connection:
            entry_id = self._entry_row(connection, draft.subject)
            self._add_version(connection, entry_id, draft)
            index(connection, entry_id, may(self._visitor, versions, "read"))
            announce(connection, [f"person:{self._visitor.person_id}"])
            return self._one(connection, entry_id)

    def _entry_row(self, connection: Connection, subject: Subject) -> str:
        """The entry's id; its row is held until the save is done, so that saves take turns."""
        require(connection, self._visitor, people, "read", self._visitor.person_id)
        if subject.kind is EntryKind.OUTCOME:
            require(connection, self._visitor, entries, "written", subject.about)
        row = {
            "id": uuid4().hex,
            "author_id": self._visitor.person_id,
            "month": subject.month,
            "kind": subject.kind.value,
            "about": subject.about,
            "area": subject.area.value if subject.area else None,
            "asked": subject.asked,
            "words": "",
            "begun_at": self._clock(),
            "resumed": False,
        }
        # An update that changes nothing holds the row; it may not be deleted meanwhile. One
        # that a reset shut begins anew: its older versions stay shut, and stay.
        kept = still_open(self._visitor, entries.c.begun_at)
        entry_id: str = connection.execute(
            upsert(connection, entries)
            .values(**row)
            .on_conflict_do_update(
                index_elements=["author_id", "month", "kind", "about"],
                set_={
                    name: case((kept, entries.c[name]), else_=row.get(name))
                    for name in ("begun_at", "asked", "area", "outcome", "words")
                }
                | {"resumed": or_(entries.c.resumed, not_(kept))},
                where=may(self._visitor, entries, "continued"),
            )
            .returning(entries.c.id)
        ).scalar_one()
        return entry_id

    def _add_version(self, connection: Connection, entry_id: str, draft: Draft) -> None:
        seen = may(self._visitor, versions, "read")
        current = versions_of(connection, [entry_id], versions.c.current, seen)[entry_id]
        # What this sitting wrote, it has seen, even where the answer to its save was lost.
        known = [row for row in current if row.sitting == draft.sitting]
        bases = [row for row in current if row.id in draft.bases or row in known]
        same = [row for row in current if row.text == draft.text]
        mine = [row for row in bases if row.sitting == draft.sitting]
        if same:
            kept = same[0].number
        elif mine:
            # A new id, so that whoever began from the old text is seen to be behind.
            kept = mine[0].number
            changed = {"id": uuid4().hex, "text": draft.text, "saved_at": self._clock()}
            connection.execute(update(versions).where(versions.c.number == kept).values(changed))
        else:
            kept = self._insert_version(connection, entry_id, draft)
        behind = [row.number for row in bases if row.number != kept]
        if behind:
            connection.execute(
                update(versions).where(versions.c.number.in_(behind)).values(current=False)
            )

    def _insert_version(self, connection: Connection, entry_id: str, draft: Draft) -> int:
        number: int = connection.execute(
            insert(versions)
            .values(
                id=uuid4().hex,
                entry_id=entry_id,
                sitting=draft.sitting,
                text=draft.text,
                saved_at=self._clock(),
                current=True,
            )
            .returning(versions.c.number)
        ).scalar_one()
        return number

    def tell(self, subject: Subject, outcome: Outcome) -> Entry:
        """Say what came of a commitment, this month."""
        if subject.kind is not EntryKind.OUTCOME:
            raise StoreError("Only of something planned can one say what came of it.")
        with writing(self._engine) as connection:
            entry_id = self._entry_row(connection, subject)
            connection.execute(
                update(entries).where(entries.c.id == entry_id).values(outcome=outcome.value)
            )
            index(connection, entry_id, may(self._visitor, versions, "read"))
            announce(connection, [f"person:{self._visitor.person_id}"])
            return self._one(connection, entry_id)

    def delete(self, entry_id: str) -> None:
        """Delete an entry for good: its versions, words and shared copy, and what came of it."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, entries, "deleted", entry_id)
            self._require_open(connection, entry_id)
            plg_id = connection.execute(
                select(shares.c.plg_id).where(shares.c.entry_id == entry_id)
            ).scalar()
            told = (entries.c.about == entry_id) & (entries.c.kind == EntryKind.OUTCOME.value)
            connection.execute(
                delete(entries).where(
                    or_(entries.c.id == entry_id, told), may(self._visitor, entries, "deleted")
                )
            )
            announce(connection, [f"person:{self._visitor.person_id}", *_plg_topic(plg_id)])
        forget(self._engine)

    def _require_open(self, connection: Connection, entry_id: str) -> None:
        """Nothing that a reset shut is deleted unseen, by whoever it may be."""
        still = select(shut.c.until).where(shut.c.person_id == self._visitor.person_id)
        hides = select(entries.c.id).where(
            entries.c.id == entry_id, entries.c.resumed, still.exists()
        )
        if connection.execute(hides).first():
            raise AccessError(SHUT)

    def rate(self, *marks: Rating) -> None:
        """Keep marks; a later one for the same month and statement replaces it."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, people, "read", self._visitor.person_id)
            new = upsert(connection, ratings)
            keep = new.on_conflict_do_update(
                index_elements=["author_id", "month", "indicator_id"],
                set_={"value": new.excluded.value, "rated_at": new.excluded.rated_at},
                where=may(self._visitor, ratings, "read"),
            ).returning(ratings.c.value)
            its = {"author_id": self._visitor.person_id, "rated_at": self._clock()}
            # In one order, so that two tabs never wait for each other.
            for mark in sorted(marks, key=lambda mark: (mark.month, mark.indicator_id)):
                if connection.execute(keep, mark.model_dump() | its).first() is None:
                    raise AccessError(SHUT)
            announce(connection, [f"person:{self._visitor.person_id}"])

    # --- sharing ---------------------------------------------------------------------

    def audience(self, month: Month) -> Audience | None:
        """The cohort of that month, by name; None for someone who was in none."""
        with reading(self._engine) as connection:
            return audience(connection, self._visitor, month)

    def share(self, entry_id: str, version_id: str | None = None) -> Entry:
        """Publish a copy of a current text to the cohort of its month, or renew it.

        The newest, unless one is named: where two tabs disagree, its author sees only one.
        """
        with writing(self._engine) as connection:
            require(connection, self._visitor, entries, "shared", entry_id)
            entry = self._one(connection, entry_id)
            month = Month.parse(entry.subject.month)
            cohort = audience(connection, self._visitor, month)
            if cohort is None:
                raise AccessError("You were in no facilitators' PLG that month.")
            row = self._copy(entry, _chosen(entry, version_id), cohort.plg_id, month)
            connection.execute(
                upsert(connection, shares)
                .values(**row)
                .on_conflict_do_update(index_elements=["entry_id"], set_=row)
            )
            self._note(connection, AuditEvent.SHARED, cohort.plg_id)
            announce(connection, [f"person:{entry.author_id}", f"plg:{cohort.plg_id}"])
            return self._one(connection, entry_id)

    def _copy(self, entry: Entry, version: Version, plg_id: str, month: Month) -> dict[str, Any]:
        return {
            "entry_id": entry.id,
            "author_id": entry.author_id,
            "plg_id": plg_id,
            "month_begins": month.first,
            "month_ends": month.last,
            "asked": entry.subject.asked,
            "area": entry.subject.area.value if entry.subject.area else None,
            "text": version.text,
            "version_id": version.id,
            "shared_at": self._clock(),
        }

    def withdraw(self, entry_id: str) -> Entry:
        """Take a shared copy back; nobody else can open it from now on."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, entries, "shared", entry_id)
            plg_id = connection.execute(
                delete(shares)
                .where(shares.c.entry_id == entry_id, may(self._visitor, shares, "withdrawn"))
                .returning(shares.c.plg_id)
            ).scalar()
            if plg_id:
                self._note(connection, AuditEvent.WITHDRAWN, plg_id)
            announce(connection, [f"person:{self._visitor.person_id}", *_plg_topic(plg_id)])
            return self._one(connection, entry_id)

    def exported(self, kind: str) -> None:
        """Note that the visitor took what they wrote away, as a file of this kind."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, people, "read", self._visitor.person_id)
            self._note(connection, AuditEvent.EXPORTED, kind)

    def _note(self, connection: Connection, event: AuditEvent, detail: str) -> None:
        me = self._visitor.person_id
        note(connection, self._clock(), event, me, by=me, detail=detail)

    def shared_with_me(self, month: Month) -> list[SharedCopy]:
        """What others of the cohort shared for that month."""
        with reading(self._engine) as connection:
            return copies(
                connection,
                may(self._visitor, shares, "read"),
                shares.c.author_id != self._visitor.person_id,
                shares.c.month_begins == month.first,
            )

    def shared_in(self, plg_id: str, month: Month) -> list[SharedCopy]:
        """What the people of a cohort shared with it for that month, the visitor's too."""
        with reading(self._engine) as connection:
            return copies(
                connection,
                may(self._visitor, shares, "read"),
                shares.c.plg_id == plg_id,
                shares.c.month_begins == month.first,
            )

    # --- reading ---------------------------------------------------------------------

    def entry(self, entry_id: str) -> Entry:
        """One entry of the visitor's own, with every version, newest first."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, entries, "read", entry_id)
            return self._one(connection, entry_id)

    def entries_of(self, month: Month) -> list[Entry]:
        """Everything the visitor wrote for a month, in the order it was begun."""
        with reading(self._engine) as connection:
            return self._many(connection, entries.c.month == month.id)

    def entries_between(self, first: Month, last: Month) -> list[Entry]:
        """Everything the visitor wrote from one month to another, in order of time."""
        with reading(self._engine) as connection:
            return self._many(connection, entries.c.month.between(first.id, last.id))

    def months_written(self) -> list[Month]:
        """The months for which the visitor wrote or rated anything, oldest first."""
        wrote = select(entries.c.month).where(may(self._visitor, entries, "read"))
        rated = select(ratings.c.month).where(may(self._visitor, ratings, "read"))
        with reading(self._engine) as connection:
            return [
                Month.parse(one) for one in sorted(connection.execute(wrote.union(rated)).scalars())
            ]

    def search(self, query: str) -> list[Entry]:
        """The visitor's entries that hold, for each word, one beginning with it; newest first."""
        with reading(self._engine) as connection:
            found = self._many(connection, words.match(entries.c.words, query))
        return sorted(found, key=lambda entry: entry.subject.month, reverse=True)

    def planned_before(self, month: Month, since: Month) -> list[tuple[Entry, Entry | None]]:
        """What the visitor planned since then and has not closed, newest first.

        With each commitment goes what the visitor said of it this month, if anything.
        """
        with reading(self._engine) as connection:
            commitments = self._many(
                connection,
                entries.c.kind == EntryKind.COMMITMENT.value,
                entries.c.month >= since.id,
                entries.c.month < month.id,
                entries.c.id.not_in(self._closed_before(month)),
            )
            told = self._many(
                connection,
                entries.c.kind == EntryKind.OUTCOME.value,
                entries.c.month == month.id,
            )
        of = {entry.subject.about: entry for entry in told}
        return [(one, of.get(one.id)) for one in reversed(commitments) if one.text.strip()]

    def _closed_before(self, month: Month) -> Any:
        return select(entries.c.about).where(
            may(self._visitor, entries, "read"),
            entries.c.kind == EntryKind.OUTCOME.value,
            entries.c.month < month.id,
            entries.c.outcome.in_(CLOSED),
        )

    def ratings_between(self, first: Month, last: Month) -> list[Rating]:
        """The visitor's own marks from one month to another."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(ratings.c.month, ratings.c.indicator_id, ratings.c.value)
                .where(
                    may(self._visitor, ratings, "read"),
                    ratings.c.month.between(first.id, last.id),
                )
                .order_by(ratings.c.month, ratings.c.indicator_id)
            ).all()
        return [Rating.model_validate(dict(row._mapping)) for row in rows]

    def _one(self, connection: Connection, entry_id: str) -> Entry:
        found = connection.execute(
            select(entries).where(entries.c.id == entry_id, may(self._visitor, entries, "read"))
        ).all()
        return compose(connection, found, may(self._visitor, versions, "read"))[0]

    def _many(self, connection: Connection, *where: ColumnElement[bool]) -> list[Entry]:
        found = connection.execute(
            select(entries)
            .where(may(self._visitor, entries, "read"), *where)
            .order_by(entries.c.month, entries.c.begun_at, entries.c.id)
        ).all()
        seen = may(self._visitor, versions, "read")
        return compose(connection, found, seen, versions.c.current)


def _chosen(entry: Entry, version_id: str | None) -> Version:
    """The current version to share."""
    for version in entry.current:
        if version_id in (None, version.id) and version.text.strip():
            return version
    raise AccessError("Write something first; then you can share it.")


def _plg_topic(plg_id: str | None) -> list[str]:
    return [f"plg:{plg_id}"] if plg_id else []
