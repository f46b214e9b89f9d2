"""Live rounds: one question to a cohort, one text of each, no word of others before it opens."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, func, insert, select, text, update

from plgwork.errors import AccessError
from plgwork.models.cohorts import Jotted, LiveRound, Told
from plgwork.store.access import may, require
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.cohorts import live_rounds, live_texts
from plgwork.store.schema.people import people, plgs

Clock = Callable[[], datetime]
ONE_AT_A_TIME = "A round is being written just now. Open it first; then you can ask anew."


class Rounds:
    """The live rounds of one's cohorts."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def begin(self, plg_id: str, question: str) -> str:
        """Put a question to a cohort; the round's id. AccessError while another is written."""
        round_id = uuid4().hex
        row = {"question": question, "asked_by": self._visitor.person_id}
        with writing(self._engine) as connection:
            require(connection, self._visitor, plgs, "coached", plg_id)
            _hold(connection, f"live rounds of {plg_id}")
            waits = live_rounds.c.plg_id == plg_id, live_rounds.c.opened_at.is_(None)
            if connection.execute(select(live_rounds.c.id).where(*waits)).first():
                raise AccessError(ONE_AT_A_TIME)
            asked = insert(live_rounds).values(id=round_id, plg_id=plg_id, **row)
            connection.execute(asked.values(asked_at=self._clock()))
            announce(connection, [f"round:{plg_id}"])
        return round_id

    def write(self, round_id: str, words: str, upon: str = "") -> Jotted:
        """Keep what the visitor writes, upon the version they saw; what is kept then.

        Where another window of theirs wrote meanwhile, that text stays and comes back. AccessError
        once the round is open.
        """
        with writing(self._engine) as connection:
            # Whoever opens it waits for all who write, and whoever comes later is refused.
            _hold(connection, f"live round {round_id}", shared=True)
            require(connection, self._visitor, live_rounds, "written to", round_id)
            before = self._mine(connection, round_id)
            if before is None or before.version == upon or before.text == words:
                self._put(connection, round_id, words, before)
            kept = self._mine(connection, round_id)
            assert kept is not None
            self._tell(connection, round_id, before, kept)
            return kept

    def _put(self, connection: Connection, round_id: str, words: str, seen: Jotted | None) -> None:
        row = {"text": words, "version": uuid4().hex, "saved_at": self._clock()}
        key = {"round_id": round_id, "person_id": self._visitor.person_id}
        unchanged = live_texts.c.version == (seen.version if seen else "")
        connection.execute(
            upsert(connection, live_texts)
            .values(**key, **row)
            .on_conflict_do_update(
                live_texts.primary_key,
                set_=row,
                where=may(self._visitor, live_texts, "written") & unchanged,
            )
        )

    def _tell(
        self, connection: Connection, round_id: str, before: Jotted | None, kept: Jotted
    ) -> None:
        """Other windows of theirs always; the coach, when somebody more or fewer wrote."""
        topics = [f"person:{self._visitor.person_id}"]
        if bool(before and before.text) != bool(kept.text):
            of = select(live_rounds.c.plg_id).where(live_rounds.c.id == round_id)
            topics.append(f"written:{connection.execute(of).scalar_one()}")
        announce(connection, topics)

    def open(self, round_id: str) -> None:
        """Let all who are in the cohort read what was written; it stays as it is from now on."""
        with writing(self._engine) as connection:
            _hold(connection, f"live round {round_id}")
            require(connection, self._visitor, live_rounds, "opened", round_id)
            opened = update(live_rounds).where(live_rounds.c.id == round_id)
            plg_id = connection.execute(
                opened.values(opened_at=self._clock()).returning(live_rounds.c.plg_id)
            ).scalar_one()
            announce(connection, [f"round:{plg_id}"])

    def of(self, plg_id: str, most: int = 6) -> list[LiveRound]:
        """The latest rounds of a cohort, newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(live_rounds)
                .where(live_rounds.c.plg_id == plg_id, may(self._visitor, live_rounds, "read"))
                .order_by(live_rounds.c.asked_at.desc(), live_rounds.c.id)
                .limit(most)
            ).all()
            return [self._round(connection, row) for row in rows]

    def _round(self, connection: Connection, row: Row[Any]) -> LiveRound:
        return LiveRound(
            id=row.id,
            plg_id=row.plg_id,
            question=row.question,
            asked_at=row.asked_at,
            opened_at=row.opened_at,
            written=_written(connection, row.id),
            mine=self._mine(connection, row.id),
            told=self._told(connection, row.id) if row.opened_at else (),
        )

    def _mine(self, connection: Connection, round_id: str) -> Jotted | None:
        row = connection.execute(
            select(live_texts.c.text, live_texts.c.version, live_texts.c.saved_at).where(
                live_texts.c.round_id == round_id,
                live_texts.c.person_id == self._visitor.person_id,
                may(self._visitor, live_texts, "read"),
            )
        ).one_or_none()
        return Jotted.model_validate(dict(row._mapping)) if row else None

    def _told(self, connection: Connection, round_id: str) -> tuple[Told, ...]:
        rows = connection.execute(
            select(people.c.name, live_texts.c.person_id, live_texts.c.text)
            .join(people, people.c.id == live_texts.c.person_id)
            .where(
                live_texts.c.round_id == round_id,
                live_texts.c.text != "",
                may(self._visitor, live_texts, "read"),
            )
            .order_by(people.c.name, people.c.id)
        )
        me = self._visitor.person_id
        return tuple(Told(by=one.name, text=one.text, mine=one.person_id == me) for one in rows)


def _written(connection: Connection, round_id: str) -> int:
    """How many wrote: PostgreSQL lets nobody read others' rows, and counts them itself."""
    if connection.dialect.name == "postgresql":
        counted = select(func.plgwork_written(round_id))
    else:
        some = live_texts.c.round_id == round_id, live_texts.c.text != ""
        counted = select(func.count()).select_from(live_texts).where(*some)
    return int(connection.execute(counted).scalar_one())


def _hold(connection: Connection, name: str, shared: bool = False) -> None:
    """Until this is done, keep others out of it; on SQLite whoever writes is alone anyway."""
    if connection.dialect.name == "postgresql":
        how = "_shared" if shared else ""
        lock = text(f"SELECT pg_advisory_xact_lock{how}(hashtext(:name))")
        connection.execute(lock, {"name": name.encode(errors="ignore").decode().replace("\0", "")})
