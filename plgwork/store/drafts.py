"""Files somebody uploaded, for a week, and how they corrected what was found in them."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, Engine, and_, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.exports import Found
from plgwork.models.surveys import KEPT, Draft
from plgwork.store.access import may, require
from plgwork.store.audit import note
from plgwork.store.engine import forget, reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.people import people, schools
from plgwork.store.schema.surveys import corrections, drafts

Clock = Callable[[], datetime]


class Drafts:
    """One leader's or coach's own files. Nobody else reads one, nor that it is there."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def keep(self, name: str, data: bytes) -> Draft:
        """Keep a file for a week; one that is here already, for a week from now."""
        now = self._clock()
        digest = hashlib.sha256(data).hexdigest()
        with writing(self._engine) as connection:
            require(connection, self._visitor, schools, "surveyed", self._school(connection))
            draft = Draft(
                id=self._known(connection, digest) or uuid4().hex,
                name=name,
                digest=digest,
                size=len(data),
                uploaded_at=now,
                expires_at=now + KEPT,
            )
            self._put(connection, draft, data)
            announce(connection, [f"person:{self._visitor.person_id}"])
            return draft

    def mine(self) -> list[Draft]:
        """The visitor's own files that are still kept, newest first."""
        columns = [drafts.c[name] for name in Draft.model_fields]
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(*columns)
                .where(self._kept())
                .order_by(drafts.c.uploaded_at.desc(), drafts.c.id)
            )
            return [Draft.model_validate(dict(row._mapping)) for row in rows]

    def file(self, draft_id: str) -> bytes:
        """What is in one of them."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, drafts, "read", draft_id)
            asked = select(drafts.c.data).where(drafts.c.id == draft_id, self._kept())
            data: bytes | None = connection.execute(asked).scalar()
        if data is None:
            raise AccessError("This file was kept for a week, and is gone. Upload it once more.")
        return data

    def delete(self, draft_id: str) -> None:
        """Delete one of them for good, with what was corrected in it."""
        me = self._visitor.person_id
        with writing(self._engine) as connection:
            require(connection, self._visitor, drafts, "deleted", draft_id)
            its = select(drafts.c.digest).where(drafts.c.id == draft_id).scalar_subquery()
            mine = may(self._visitor, corrections, "written")
            connection.execute(delete(corrections).where(corrections.c.digest == its, mine))
            connection.execute(
                delete(drafts).where(drafts.c.id == draft_id, may(self._visitor, drafts, "deleted"))
            )
            note(connection, self._clock(), AuditEvent.DRAFT_DELETED, me, by=me)
            announce(connection, [f"person:{me}"])
        forget(self._engine)

    def correct(self, found: Found) -> None:
        """Remember how a file is read, by its digest; in place of what was remembered."""
        me = self._visitor.person_id
        row = {"found": found.model_dump(mode="json"), "corrected_at": self._clock()}
        with writing(self._engine) as connection:
            require(connection, self._visitor, schools, "surveyed", self._school(connection))
            key = {"owner_id": me, "digest": found.digest}
            connection.execute(
                upsert(connection, corrections)
                .values(**key, **row)
                .on_conflict_do_update(
                    corrections.primary_key,
                    set_=row,
                    where=may(self._visitor, corrections, "written"),
                )
            )
            announce(connection, [f"person:{me}"])

    def correction(self, digest: str) -> Found | None:
        """How the visitor said that a file of this digest is read."""
        if not digest.isprintable():
            return None
        with reading(self._engine) as connection:
            found = connection.execute(
                select(corrections.c.found).where(
                    may(self._visitor, corrections, "read"), corrections.c.digest == digest
                )
            ).scalar()
        return None if found is None else Found.model_validate(found)

    def _kept(self) -> ColumnElement[bool]:
        return and_(may(self._visitor, drafts, "read"), drafts.c.expires_at > self._clock())

    def _school(self, connection: Connection) -> str:
        mine = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
        return connection.execute(mine).scalar() or ""

    def _known(self, connection: Connection, digest: str) -> str | None:
        asked = select(drafts.c.id).where(self._kept(), drafts.c.digest == digest).limit(1)
        known: str | None = connection.execute(asked).scalar()
        return known

    def _put(self, connection: Connection, draft: Draft, data: bytes) -> None:
        again = draft.model_dump(include={"name", "uploaded_at", "expires_at"})
        renewed = (
            update(drafts)
            .where(drafts.c.id == draft.id, may(self._visitor, drafts, "written"))
            .values(**again)
            .returning(drafts.c.id)
        )
        if connection.execute(renewed).first() is None:
            row = draft.model_dump() | {"owner_id": self._visitor.person_id, "data": data}
            connection.execute(insert(drafts).values(**row))


def sweep(engine: Engine, now: datetime) -> int:
    """Delete the files whose week is over, and note it; how many they were."""
    over = delete(drafts).where(drafts.c.expires_at <= now).returning(drafts.c.owner_id)
    with writing(engine) as connection:
        owners = list(connection.execute(over).scalars())
        for owner in owners:
            note(connection, now, AuditEvent.DRAFT_DELETED, owner, by=None)
            announce(connection, [f"person:{owner}"])
    if owners:
        forget(engine)
    return len(owners)
