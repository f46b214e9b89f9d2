"""Codebooks: written together, applied by two people on their own, compared when both are done."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, delete, exists, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import AccessError
from plgwork.models.codebooks import CODERS, NO_CODE, Code, Codebook, Coding, OpenQuestion
from plgwork.store.access import may, require
from plgwork.store.engine import reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.people import people
from plgwork.store.schema.surveys import coders, codes, codings, releases, surveys

Clock = Callable[[], datetime]
GONE = "This question is not among what was let out, or it is no longer there."
BEGUN = (
    "Somebody codes with these codes already, so they stay as they are: both have to code with the "
    "same ones. Nothing was changed."
)
TAKEN = "Two people code these answers already. You see what they found when both are done."
NOT_YET = "You have not coded every answer yet. What you coded is kept."
NOT_YOURS = "Begin first, and code before you are done: then what you code is kept."


class Codebooks:
    """Codes are the leaders' and coaches'; a coding its coder's alone until both are done."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def codebook(self, of: OpenQuestion) -> Codebook:
        """The codes of a question, who codes, and what each gave as far as one may see it."""
        with reading(self._engine) as connection:
            self._answers(connection, of)
            return Codebook(
                codes=tuple(self._codes(connection, of)), codings=self._codings(connection, of)
            )

    def keep(self, of: OpenQuestion, code: Code) -> None:
        """Add a code, or better it; not once somebody codes."""
        row = code.model_dump(exclude={"id"})
        with writing(self._engine) as connection:
            self._answers(connection, of)
            _require_uncoded(connection, of)
            key = of.model_dump() | {"id": code.id}
            made = {"school_id": self._school(connection), "made_at": self._clock()}
            connection.execute(
                upsert(connection, codes)
                .values(**key, **row, **made)
                .on_conflict_do_update(
                    codes.primary_key, set_=row, where=may(self._visitor, codes, "written")
                )
            )
            self._tell(connection)

    def drop(self, of: OpenQuestion, code_id: str) -> None:
        """Take a code out; not once somebody codes."""
        with writing(self._engine) as connection:
            self._answers(connection, of)
            _require_uncoded(connection, of)
            mine = may(self._visitor, codes, "written")
            connection.execute(delete(codes).where(_of(codes, of), codes.c.id == code_id, mine))
            self._tell(connection)

    def begin(self, of: OpenQuestion) -> None:
        """Begin to code, as one of two; AccessError where two do already."""
        with writing(self._engine) as connection:
            self._answers(connection, of)
            if self._standing(connection, of) is None and not self._sat(connection, of):
                raise AccessError(TAKEN)
            self._tell(connection)

    def give(self, of: OpenQuestion, answer: int, code_id: str) -> None:
        """Give an answer a code, or NO_CODE, in place of what one gave it before."""
        with writing(self._engine) as connection:
            many = self._answers(connection, of)
            if self._standing(connection, of) is not False:
                raise AccessError(NOT_YOURS)
            known = {NO_CODE, *(one.id for one in self._codes(connection, of))}
            if code_id not in known or not 0 <= answer < many:
                raise AccessError("This code or this answer is no longer there.")
            key = of.model_dump() | {"person_id": self._visitor.person_id, "answer": answer}
            row, mine = {"code": code_id}, may(self._visitor, codings, "written")
            connection.execute(
                upsert(connection, codings)
                .values(**key, **row)
                .on_conflict_do_update(codings.primary_key, set_=row, where=mine)
            )
            announce(connection, [f"person:{self._visitor.person_id}"])

    def finish(self, of: OpenQuestion) -> None:
        """Say that one is done; AccessError while an answer has no code."""
        with writing(self._engine) as connection:
            many = self._answers(connection, of)
            mine = codings.c.person_id == self._visitor.person_id
            given = select(func.count()).select_from(codings).where(_of(codings, of), mine)
            if connection.execute(given).scalar_one() < many:
                raise AccessError(NOT_YET)
            own = may(self._visitor, coders, "finished")
            done = update(coders).where(_of(coders, of), own)
            connection.execute(done.values(finished_at=self._clock()))
            self._tell(connection)

    def begin_anew(self, of: OpenQuestion) -> None:
        """Delete what one coded; once both are done, what both coded."""
        with writing(self._engine) as connection:
            self._answers(connection, of)
            gone = may(self._visitor, coders, "deleted")
            connection.execute(delete(coders).where(_of(coders, of), gone))
            self._tell(connection)

    def _answers(self, connection: Connection, of: OpenQuestion) -> int:
        """How many answers there are; AccessError unless the visitor may read them."""
        require(connection, self._visitor, surveys, "coded", of.survey_id)
        kept = select(releases.c.quotes).where(
            releases.c.survey_id == of.survey_id,
            releases.c.number == of.number,
            may(self._visitor, releases, "read"),
        )
        quotes: Mapping[str, Any] = connection.execute(kept).scalar() or {}
        if of.question not in quotes:
            raise AccessError(GONE)
        return len(quotes[of.question]["answers"])

    def _codes(self, connection: Connection, of: OpenQuestion) -> list[Code]:
        rows = connection.execute(
            select(*(codes.c[name] for name in Code.model_fields))
            .where(_of(codes, of), may(self._visitor, codes, "read"))
            .order_by(codes.c.made_at, codes.c.id)
        )
        return [Code.model_validate(dict(row._mapping)) for row in rows]

    def _codings(self, connection: Connection, of: OpenQuestion) -> tuple[Coding, ...]:
        given: dict[str, dict[int, str]] = {}
        seen = select(codings).where(_of(codings, of), may(self._visitor, codings, "read"))
        for row in connection.execute(seen):
            given.setdefault(row.person_id, {})[row.answer] = row.code
        rows = connection.execute(
            select(coders.c.person_id, people.c.name, coders.c.begun_at, coders.c.finished_at)
            .join(people, people.c.id == coders.c.person_id)
            .where(_of(coders, of), may(self._visitor, coders, "read"))
            .order_by(coders.c.seat)
        ).all()
        me = self._visitor.person_id
        return tuple(
            Coding(
                **row._mapping,
                mine=row.person_id == me,
                given=given.get(row.person_id, {} if row.person_id == me else None),
            )
            for row in rows
        )

    def _standing(self, connection: Connection, of: OpenQuestion) -> bool | None:
        """Whether the visitor is done with coding; None where they have not begun."""
        mine = coders.c.person_id == self._visitor.person_id
        asked = select(coders.c.finished_at.is_not(None)).where(_of(coders, of), mine)
        done: bool | None = connection.execute(asked).scalar()
        return None if done is None else bool(done)

    def _sat(self, connection: Connection, of: OpenQuestion) -> bool:
        """Whether there was a seat to take; of two people who take one at once each gets one."""
        row = of.model_dump() | {
            "person_id": self._visitor.person_id,
            "school_id": self._school(connection),
            "begun_at": self._clock(),
        }
        for seat in range(1, CODERS + 1):
            taken = upsert(connection, coders).values(seat=seat, **row).on_conflict_do_nothing()
            if connection.execute(taken.returning(coders.c.seat)).first():
                return True
        return False

    def _school(self, connection: Connection) -> str:
        mine = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
        return connection.execute(mine).scalar() or ""

    def _tell(self, connection: Connection) -> None:
        announce(connection, [f"school:{self._school(connection)}"])


def _of(table: Table, of: OpenQuestion) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in of.model_dump().items()))


def _require_uncoded(connection: Connection, of: OpenQuestion) -> None:
    if connection.execute(select(exists().where(_of(coders, of)))).scalar():
        raise AccessError(BEGUN)
