"""Surveys of a school: counted and let out by their owner, read and answered in the open."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    delete,
    false,
    func,
    insert,
    literal,
    select,
)

from plgwork.errors import AccessError
from plgwork.models.accounts import AuditEvent
from plgwork.models.instruments import Instrument
from plgwork.models.surveys import Count, Offer, Release, Reply, SchoolAnswer, Survey, Wave
from plgwork.store.access import may, require
from plgwork.store.audit import note
from plgwork.store.engine import forget, reading, upsert, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.people import people, schools
from plgwork.store.schema.surveys import releases, school_answers, surveys, waves

Clock = Callable[[], datetime]


class Surveys:
    """Counts are their owner's; releases the leaders' and coaches'; answers every member's."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def begin(self, title: str, instrument: Instrument) -> Survey:
        """Begin a survey of one's own; nobody else sees it before its first release."""
        with writing(self._engine) as connection:
            school_id = self._school(connection)
            require(connection, self._visitor, schools, "surveyed", school_id)
            survey = Survey(
                id=uuid4().hex,
                title=title,
                instrument=instrument,
                owner_id=self._visitor.person_id,
                mine=True,
                created_at=self._clock(),
            )
            row = survey.model_dump(mode="json", exclude={"mine", "created_at"})
            row |= {"school_id": school_id, "created_at": survey.created_at}
            connection.execute(insert(surveys).values(**row))
            self._tell(connection)
            return survey

    def survey(self, survey_id: str) -> Survey:
        """One survey."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, surveys, "read", survey_id)
            row = connection.execute(self._seen().where(surveys.c.id == survey_id)).one()
            return Survey.model_validate(dict(row._mapping))

    def seen(self) -> list[Survey]:
        """The visitor's own surveys, and those of the school with a release; newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                self._seen().order_by(surveys.c.created_at.desc(), surveys.c.id)
            )
            return [Survey.model_validate(dict(row._mapping)) for row in rows]

    def delete(self, survey_id: str) -> None:
        """Delete a survey for good: its waves, its releases and what the school said to them."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, surveys, "deleted", survey_id)
            mine = may(self._visitor, surveys, "deleted")
            connection.execute(delete(surveys).where(surveys.c.id == survey_id, mine))
            self._tell(connection, f"school:{self._school(connection)}")
        forget(self._engine)

    def count(self, survey_id: str, count: Count) -> Wave:
        """Keep what was counted of a wave, in place of what was; not once a release followed it."""
        wave = Wave(**dict(count), counted_at=self._clock())
        with writing(self._engine) as connection:
            require(connection, self._visitor, surveys, "counted", survey_id)
            _require_free(connection, survey_id, wave.name)
            row = wave.model_dump()
            connection.execute(
                upsert(connection, waves)
                .values(survey_id=survey_id, **row)
                .on_conflict_do_update(waves.primary_key, set_=_without(row, "name"))
            )
            self._tell(connection)
            return wave

    def uncount(self, survey_id: str, name: str) -> None:
        """Delete what was counted of a wave, if any was; not once a release followed it."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, surveys, "counted", survey_id)
            _require_free(connection, survey_id, name)
            gone = (waves.c.survey_id == survey_id) & (waves.c.name == name)
            connection.execute(delete(waves).where(gone))
            self._tell(connection)

    def waves(self, survey_id: str) -> list[Wave]:
        """What was counted of a survey, for its owner; in the order of counting."""
        columns = [waves.c[name] for name in Wave.model_fields]
        with reading(self._engine) as connection:
            require(connection, self._visitor, surveys, "tallied", survey_id)
            rows = connection.execute(
                select(*columns)
                .where(waves.c.survey_id == survey_id)
                .order_by(waves.c.counted_at, waves.c.name)
            )
            return [Wave.model_validate(dict(row._mapping)) for row in rows]

    def release(self, survey_id: str, offer: Offer) -> Release:
        """Let out what passed the gate, for ever; AccessError where it was not the next release.

        Then somebody released in another window, and that was not part of the audit.
        """
        release = Release(**dict(offer), released_at=self._clock())
        me = self._visitor.person_id
        with writing(self._engine) as connection:
            require(connection, self._visitor, surveys, "released", survey_id)
            if release.number != _last(connection, survey_id) + 1:
                raise AccessError(
                    "Another release of this survey was made meanwhile. Look at it first: what "
                    "both show together has to be weighed. Nothing was let out."
                )
            school_id = self._school(connection)
            row = release.model_dump(mode="json") | {"released_at": release.released_at}
            connection.execute(
                insert(releases).values(survey_id=survey_id, school_id=school_id, **row)
            )
            note(connection, self._clock(), AuditEvent.RELEASED, me, by=me)
            self._tell(connection, f"school:{school_id}")
            return release

    def releases(self, survey_id: str) -> list[Release]:
        """What was let out of a survey, in its order."""
        columns = [releases.c[name] for name in Release.model_fields]
        with reading(self._engine) as connection:
            require(connection, self._visitor, surveys, "read", survey_id)
            rows = connection.execute(
                select(*columns)
                .where(releases.c.survey_id == survey_id, may(self._visitor, releases, "read"))
                .order_by(releases.c.number)
            )
            return [Release.model_validate(dict(row._mapping)) for row in rows]

    def answer(self, survey_id: str, reply: Reply) -> None:
        """Publish what the school says to a release, in place of what it said to that before."""
        said = reply.model_dump() | {"published_at": self._clock()}
        with writing(self._engine) as connection:
            require(connection, self._visitor, surveys, "answered", survey_id)
            of = select(surveys.c.school_id, surveys.c.title).where(surveys.c.id == survey_id)
            kept = connection.execute(of).one()._mapping
            connection.execute(
                upsert(connection, school_answers)
                .values(survey_id=survey_id, **kept, **said)
                .on_conflict_do_update(school_answers.primary_key, set_=_without(said, "number"))
            )
            self._tell(connection, f"school:{kept['school_id']}")

    def answers(self) -> list[SchoolAnswer]:
        """What the visitor's school said to its surveys, newest first."""
        columns = [school_answers.c[name] for name in SchoolAnswer.model_fields]
        newest = school_answers.c.published_at.desc()
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(*columns)
                .where(may(self._visitor, school_answers, "read"))
                .order_by(newest, school_answers.c.number.desc(), school_answers.c.survey_id)
            )
            return [SchoolAnswer.model_validate(dict(row._mapping)) for row in rows]

    def _seen(self) -> Select[Any]:
        # Of a survey without an owner a database says neither yes nor no.
        mine = func.coalesce(may(self._visitor, surveys, "counted"), false()).label("mine")
        columns = [surveys.c[name] for name in Survey.model_fields if name != "mine"]
        return select(*columns, mine).where(may(self._visitor, surveys, "read"))

    def _school(self, connection: Connection) -> str:
        mine = select(people.c.school_id).where(people.c.id == self._visitor.person_id)
        return connection.execute(mine).scalar() or ""

    def _tell(self, connection: Connection, *others: str) -> None:
        announce(connection, [f"person:{self._visitor.person_id}", *others])


def _last(connection: Connection, survey_id: str) -> int:
    newest = select(func.max(releases.c.number)).where(releases.c.survey_id == survey_id)
    return connection.execute(newest).scalar() or 0


def _require_free(connection: Connection, survey_id: str, name: str) -> None:
    """AccessError once a release followed a wave: both together could tell of single people."""
    shown = (
        select(literal(1))
        .select_from(waves.join(releases, releases.c.survey_id == waves.c.survey_id))
        .where(
            waves.c.survey_id == survey_id,
            waves.c.name == name,
            releases.c.released_at >= waves.c.counted_at,
        )
    )
    if connection.execute(shown).first():
        raise AccessError(
            "Figures were released since this wave was counted, so it stays as it is: what changed "
            "between two counts could tell of single people. Nothing was changed."
        )


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}
