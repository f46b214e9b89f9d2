"""Erasing a person: what is kept of them, and all of it gone in one transaction. For operators."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Table, delete, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from plgwork.errors import StoreError
from plgwork.models.accounts import AuditEvent
from plgwork.models.keeping import Belongings
from plgwork.models.people import Role
from plgwork.store.audit import note
from plgwork.store.engine import (
    connect,
    forget,
    reading,
    require_revision,
    rewrite,
    writing,
)
from plgwork.store.feed import announce
from plgwork.store.relations import lasting
from plgwork.store.schema import metadata
from plgwork.store.schema.accounts import accounts, audit
from plgwork.store.schema.agreements import comments, responses, wordings
from plgwork.store.schema.cohorts import dilemmas, expertise, live_texts
from plgwork.store.schema.followups import followup_notes, followups, settled_occasions
from plgwork.store.schema.groupings import group_wishes, roster_places
from plgwork.store.schema.learning import answers, studies
from plgwork.store.schema.norms import norm_answered
from plgwork.store.schema.people import memberships, people, roles, schools, trainings
from plgwork.store.schema.reflections import entries, ratings, shares, versions
from plgwork.store.schema.runs import runs
from plgwork.store.schema.surveys import codings, corrections, drafts, surveys

Clock = Callable[[], datetime]
SAMPLES = "pg_catalog.pg_statistic"  # in which PostgreSQL keeps some of what stands in tables


class Erasing:
    """What an operator may see and take away of one person. Opened by the owner's address."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._engine: Engine = connect(url)
        self._clock = clock
        require_revision(self._engine)

    def belongings(self, name_or_id: str) -> Belongings:
        """What is kept of the one person who has this name or id; StoreError otherwise."""
        with reading(self._engine) as connection:
            person_id = _one(connection, name_or_id)
            _require_another_steward(connection, person_id, self._clock().date())
            return _belongings(connection, person_id)

    def erase(self, person_id: str) -> None:
        """Take away all that is theirs, for good."""
        with writing(self._engine) as connection:
            _require_another_steward(connection, person_id, self._clock().date())
            note(connection, self._clock(), AuditEvent.ERASED, person_id, by=None)
            groups = connection.execute(
                select(memberships.c.plg_id).where(memberships.c.person_id == person_id)
            ).scalars()
            announce(connection, {f"person:{person_id}", *(f"plg:{one}" for one in groups)})
            # All that is theirs goes with them, and a survey stays without an owner: so the
            # tables are made.
            connection.execute(delete(people).where(people.c.id == person_id))
        forget(self._engine)

    def clean_up(self) -> None:
        """Leave no byte of what was erased in the files of any table; takes its time."""
        rewrite(self._engine, [*metadata.tables, SAMPLES])

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def _one(connection: Connection, name_or_id: str) -> str:
    rows = connection.execute(
        select(people.c.id)
        .where(or_(people.c.id == name_or_id, people.c.name == name_or_id))
        .order_by(people.c.id)
    )
    found = list(rows.scalars())
    if name_or_id in found:
        return name_or_id
    if not found:
        raise StoreError(f"Nobody here has the name or the id {name_or_id!r}.")
    if len(found) > 1:
        raise StoreError(f"Several people have this name. Give an id: {', '.join(found)}.")
    return str(found[0])


def _require_another_steward(connection: Connection, person_id: str, today: date) -> None:
    stewards = (
        select(roles.c.person_id)
        .join(people, people.c.id == roles.c.person_id)
        .where(
            roles.c.role == Role.STEWARD.value,
            lasting(roles, today, today),
            people.c.school_id == _school_of(person_id),
        )
    )
    if set(connection.execute(stewards).scalars()) == {person_id}:
        name = select(schools.c.name).where(schools.c.id == _school_of(person_id))
        school = connection.execute(name).scalar_one()
        raise StoreError(
            f"{person_id} is the last steward of {school}: without one, nobody could be invited "
            "or helped to sign in. Let somebody else be steward first. Nothing was changed."
        )


def _school_of(person_id: str) -> ColumnElement[str]:
    return select(people.c.school_id).where(people.c.id == person_id).scalar_subquery()


def _belongings(connection: Connection, person_id: str) -> Belongings:
    name = connection.execute(select(people.c.name).where(people.c.id == person_id)).scalar_one()
    wrote = exists().where(entries.c.id == versions.c.entry_id, entries.c.author_id == person_id)

    def count(table: Table, where: ColumnElement[bool]) -> int:
        counted = select(func.count()).select_from(table).where(where)
        return int(connection.execute(counted).scalar_one())

    return Belongings(
        person_id=person_id,
        name=name,
        entries=count(entries, entries.c.author_id == person_id),
        versions=count(versions, wrote),
        shared=count(shares, shares.c.author_id == person_id),
        marks=count(ratings, ratings.c.author_id == person_id),
        memberships=count(memberships, memberships.c.person_id == person_id),
        roles=count(roles, roles.c.person_id == person_id),
        trainings=count(trainings, trainings.c.person_id == person_id),
        answers=count(answers, answers.c.person_id == person_id),
        studies=count(studies, studies.c.person_id == person_id),
        accounts=count(accounts, accounts.c.person_id == person_id),
        runs=count(runs, runs.c.started_by == person_id),
        drafts=count(drafts, drafts.c.owner_id == person_id),
        corrections=count(corrections, corrections.c.owner_id == person_id),
        surveys=count(surveys, surveys.c.owner_id == person_id),
        codings=count(codings, codings.c.person_id == person_id),
        comments=count(comments, comments.c.person_id == person_id),
        responses=count(responses, responses.c.person_id == person_id),
        wordings=count(wordings, wordings.c.written_by == person_id),
        checks=count(norm_answered, norm_answered.c.person_id == person_id),
        wishes=count(group_wishes, group_wishes.c.person_id == person_id),
        places=count(roster_places, roster_places.c.person_id == person_id),
        told=count(live_texts, live_texts.c.person_id == person_id),
        dilemmas=count(dilemmas, dilemmas.c.person_id == person_id),
        expertise=count(expertise, expertise.c.person_id == person_id),
        followups=count(followups, followups.c.person_id == person_id),
        owned=count(followups, followups.c.owner_id == person_id),
        followup_notes=count(followup_notes, followup_notes.c.written_by == person_id),
        settled=count(settled_occasions, settled_occasions.c.said_by == person_id),
        lines=count(audit, or_(audit.c.person_id == person_id, audit.c.actor_id == person_id)),
        trained_by=count(trainings, trainings.c.by == name),
    )
