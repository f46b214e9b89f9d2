"""Surveys, from an upload to what was let out, and how open answers were coded."""

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from plgwork.store.schema.columns import Moment, metadata, person


def _open_question() -> tuple[Column[Any], ...]:
    return (
        Column("survey_id", String(32), primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("question", String(80), primary_key=True),
    )


def _of_a_release() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["survey_id", "number"], ["releases.survey_id", "releases.number"], ondelete="CASCADE"
    )


# A file somebody uploaded: theirs alone, until it expires.
drafts = Table(
    "drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    person("owner_id"),
    Column("digest", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Index(None, "owner_id", "digest"),
)

# How a file of this digest is read, as its owner corrected it; it outlasts the file.
corrections = Table(
    "corrections",
    metadata,
    Column("owner_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("found", JSON, nullable=False),
    Column("corrected_at", Moment, nullable=False),
)

# A survey is the school's: it outlasts whoever made it.
surveys = Table(
    "surveys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("owner_id", String(80), ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("title", Text, nullable=False),
    Column("instrument", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
)

waves = Table(
    "waves",
    metadata,
    Column("survey_id", ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("tally", LargeBinary, nullable=False),
    Column("respondents", Integer, nullable=False),
    Column("rostered", Integer),
    Column("counted_at", Moment, nullable=False),
    Column("rostered_by", JSON(none_as_null=True)),
)

# What was let out of a survey; a row is never changed.
releases = Table(
    "releases",
    metadata,
    Column("survey_id", ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("choice", JSON, nullable=False),
    Column("table", JSON, nullable=False),
    Column("quotes", JSON, nullable=False),
    Column("released_at", Moment, nullable=False),
)

# What a school says to a release, for every member; it keeps the title it answered.
school_answers = Table(
    "school_answers",
    metadata,
    Column("survey_id", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("heard", Text, nullable=False),
    Column("will_do", Text, nullable=False),
    Column("by_when", Date, nullable=False),
    Column("published_at", Moment, nullable=False),
    _of_a_release(),
)

# What an answer to an open question may be about, in the words of whoever codes it.
codes = Table(
    "codes",
    metadata,
    *_open_question(),
    Column("id", String(32), primary_key=True),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("does_not", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    _of_a_release(),
)

# Who codes the answers to an open question: two people at most, each in a seat.
coders = Table(
    "coders",
    metadata,
    *_open_question(),
    Column("seat", Integer, primary_key=True, autoincrement=False),
    person("person_id"),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("begun_at", Moment, nullable=False),
    Column("finished_at", Moment),
    _of_a_release(),
    CheckConstraint("seat IN (1, 2)", name="two_seats"),
    UniqueConstraint("survey_id", "number", "question", "person_id"),
    Index(None, "person_id"),
)

# The code that somebody gave to an answer; empty where none fits.
codings = Table(
    "codings",
    metadata,
    *_open_question(),
    Column("person_id", String(80), primary_key=True),
    Column("answer", Integer, primary_key=True, autoincrement=False),
    Column("code", String(32), nullable=False),
    ForeignKeyConstraint(
        ["survey_id", "number", "question", "person_id"],
        ["coders.survey_id", "coders.number", "coders.question", "coders.person_id"],
        ondelete="CASCADE",
    ),
)
