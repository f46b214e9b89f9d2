"""The tables, and the revision they stand at. No queries, no rules about who may read."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    false,
)

REVISION = "0010"


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its zone in Python on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Aware datetimes only; kept as UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone; everything here is UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _person(name: str) -> Column[str]:
    return Column(name, String(80), ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


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


def _party(name: str) -> tuple[Any, ...]:
    """Whom it binds: a school or a PLG."""
    return (
        Column("school_id", String(80), ForeignKey("schools.id", ondelete="CASCADE"), index=True),
        Column("plg_id", String(80), ForeignKey("plgs.id", ondelete="CASCADE"), index=True),
        CheckConstraint("(school_id IS NULL) <> (plg_id IS NULL)", name=name),
    )


def _whoever(name: str) -> Column[str]:
    return Column(name, String(80), ForeignKey("people.id", ondelete="SET NULL"), index=True)


def _of_a_draft() -> Column[str]:
    return Column("draft_id", ForeignKey("roster_drafts.id", ondelete="CASCADE"), primary_key=True)


def _plg() -> Column[str]:
    return Column("plg_id", String(80), ForeignKey("plgs.id", ondelete="CASCADE"), nullable=False)


# What this database is: whether its people are invented, when it was made.
about = Table(
    "about",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

schools = Table(
    "schools",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("name", Text, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("calendar", String(80), nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("work", Text, nullable=False),
    Column("staff_kind", String(80), nullable=False),
)

roles = Table(
    "roles",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(20), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
)

plgs = Table(
    "plgs",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("school_id", String(80), ForeignKey("schools.id"), index=True),
    Column("grouping", String(80)),
    CheckConstraint("kind <> 'school' OR school_id IS NOT NULL", name="school_plg_has_school"),
)

meeting_times = Table(
    "meeting_times",
    metadata,
    Column("plg_id", ForeignKey("plgs.id", ondelete="CASCADE"), primary_key=True),
    Column("pattern", JSON, nullable=False),
    Column("starts", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Text, nullable=False),
)

# A year of school, and the days of its cycle in their order.
school_years = Table(
    "school_years",
    metadata,
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date, nullable=False),
    Column("cycle", JSON, nullable=False),
)

special_days = Table(
    "special_days",
    metadata,
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("plgs_meet", Boolean, nullable=False),
)

other_work = Table(
    "other_work",
    metadata,
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("name", Text, nullable=False),
    Column("pattern", JSON, nullable=False),
    Column("starts", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Text, nullable=False),
)

# What a school asks of every PLG's time; without a row, what the framework asks.
meeting_rules = Table(
    "meeting_rules",
    metadata,
    Column("school_id", ForeignKey("schools.id"), primary_key=True),
    Column("minutes", Integer, nullable=False),
    Column("times", Integer, nullable=False),
)

# The address by which somebody's calendar is fetched: only a digest is kept of it.
calendar_links = Table(
    "calendar_links",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("plg_id", ForeignKey("plgs.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
    Column("facilitates", Boolean, nullable=False),
    # What was shared before somebody was enrolled was not shared with them.
    Column("enrolled_at", Moment, nullable=False),
)

substitutes = Table(
    "substitutes",
    metadata,
    Column("plg_id", ForeignKey("plgs.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    _person("person_id"),
)

trainings = Table(
    "trainings",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("by", Text, nullable=False),
)

# ``words`` holds each word of the current texts once, normalised, with a blank around it.
entries = Table(
    "entries",
    metadata,
    Column("id", String(32), primary_key=True),
    _person("author_id"),
    Column("month", String(7), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("about", String(80), nullable=False),
    Column("area", String(20)),
    Column("asked", Text, nullable=False),
    Column("outcome", String(10)),
    Column("words", Text, nullable=False, default=""),
    Column("begun_at", Moment, nullable=False),
    # Whether it goes on from one that a reset shut; what that held stays beside it.
    Column("resumed", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("author_id", "month", "kind", "about"),
)

# A version is current until one was written upon it. ``number`` is the order of saving.
versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("entry_id", String(32), ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("sitting", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("current", Boolean, nullable=False),
    Index(None, "entry_id", "current"),
)

shares = Table(
    "shares",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    _person("author_id"),
    _plg(),
    Column("month_begins", Date, nullable=False),
    Column("month_ends", Date, nullable=False),
    Column("asked", Text, nullable=False),
    Column("area", String(20)),
    Column("text", Text, nullable=False),
    Column("version_id", String(32), nullable=False),
    Column("shared_at", Moment, nullable=False),
    Index(None, "plg_id", "month_begins"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("author_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("indicator_id", String(80), primary_key=True),
    Column("value", Integer, nullable=False),
    Column("rated_at", Moment, nullable=False),
    CheckConstraint("value BETWEEN 1 AND 5", name="value_on_scale"),
)

# A run keeps the wording it ran with. ``room`` is the code of the room's screen; the last two
# tell of its moves what one asks of many runs at once.
runs = Table(
    "runs",
    metadata,
    Column("id", String(32), primary_key=True),
    _person("started_by"),
    Column("plg_id", String(80), ForeignKey("plgs.id", ondelete="CASCADE"), index=True),
    Column("protocol_id", String(80), nullable=False),
    Column("name", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("question", Text, nullable=False),
    Column("room", String(9), nullable=False, unique=True),
    Column("begun_at", Moment, nullable=False),
    Column("moved_at", Moment, nullable=False),
    Column("finished", Boolean, nullable=False),
    Index(None, "started_by", "begun_at"),
)

# What somebody did with the clock of a run; a row is never changed.
moves = Table(
    "moves",
    metadata,
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)

# How a person signs in; ``password`` and ``recovery`` are hashes, empty until they joined.
accounts = Table(
    "accounts",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("password", Text, nullable=False, default=""),
    Column("recovery", String(64), nullable=False, default=""),
    Column("made_at", Moment, nullable=False),
    # Who changed the name since its owner last showed their password: mail to it proves nothing.
    Column("named_by", String(80)),
    Column("joined_at", Moment),
    Column("signed_in_at", Moment),
)

# Invitations and resets: only a digest is kept, so that nobody can read a link off the database.
links = Table(
    "links",
    metadata,
    Column("digest", String(64), primary_key=True),
    _person("person_id"),
    Column("account", String(200), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("made_by", String(80)),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "person_id"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    _person("person_id"),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index(None, "person_id"),
)

# What its author wrote from ``since`` to ``until`` stays shut until they bring that recovery
# code: somebody else reset the password in between. The row is gone once they did.
shut = Table(
    "shut",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("until", Moment, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("code", String(64), nullable=False),
)

# Failed attempts to sign in, by a digest of the account and the address, or of the address.
attempts = Table(
    "attempts",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)

# Who did what when, and to whom; never a word that anybody wrote. No foreign keys: the
# record outlasts the people in it, by id alone.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("event", String(40), nullable=False),
    Column("school_id", String(80), nullable=False),
    Column("actor_id", String(80)),
    Column("person_id", String(80), nullable=False, index=True),
    Column("detail", String(80), nullable=False),
    Index(None, "school_id", "at"),
)

# What somebody answered when they practised, item by item.
answers = Table(
    "answers",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("exercise_id", String(80), nullable=False),
    Column("item_id", String(80), nullable=False),
    Column("skill", String(80), nullable=False),
    Column("grade", String(10), nullable=False),
    Column("given", JSON, nullable=False),
    Column("answered_at", Moment, nullable=False),
    Index(None, "person_id", "answered_at"),
)

# When an item comes back to somebody, and what its scheduler remembers.
recalls = Table(
    "recalls",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("exercise_id", String(80), primary_key=True),
    Column("item_id", String(80), primary_key=True),
    Column("skill", String(80), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
)

# Who began which unit of the training path, and finished it.
studies = Table(
    "studies",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("lesson_id", String(80), primary_key=True),
    Column("begun_at", Moment, nullable=False),
    Column("finished_at", Moment),
)

# A file somebody uploaded: theirs alone, until it expires.
drafts = Table(
    "drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    _person("owner_id"),
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
    _person("person_id"),
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

# What a school or a PLG may agree on; the group's, whoever proposed it.
proposals = Table(
    "proposals",
    metadata,
    Column("id", String(32), primary_key=True),
    *_party("one_party"),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    _whoever("proposed_by"),
    Column("proposed_at", Moment, nullable=False),
)

# A proposal in one wording; a row is never changed. ``sources`` are the versions it was merged of.
wordings = Table(
    "wordings",
    metadata,
    Column("proposal_id", ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("matter", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    _whoever("written_by"),
    Column("written_at", Moment, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("proposal_id", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    _person("person_id"),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["proposal_id", "number"], ["wordings.proposal_id", "wordings.number"], ondelete="CASCADE"
    ),
    Index(None, "proposal_id"),
    Index(None, "person_id"),
)

# How far somebody goes along with a version, from 0 to 5.
responses = Table(
    "responses",
    metadata,
    Column("proposal_id", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("fist", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("given_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["proposal_id", "number"], ["wordings.proposal_id", "wordings.number"], ondelete="CASCADE"
    ),
    CheckConstraint("fist BETWEEN 0 AND 5", name="fist_of_five"),
    CheckConstraint("fist > 0 OR reason <> ''", name="block_has_reason"),
)

# What was adopted, and by how many hands of each kind. Only the day to look at it again changes.
agreements = Table(
    "agreements",
    metadata,
    Column("id", String(32), ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True),
    *_party("one_party"),
    Column("kind", String(20), nullable=False),
    Column("number", Integer, nullable=False),
    Column("matter", JSON, nullable=False),
    Column("show", JSON, nullable=False),
    _whoever("adopted_by"),
    Column("adopted_at", Moment, nullable=False),
    Column("review_on", Date, nullable=False),
    UniqueConstraint("school_id", "kind", "number"),
    UniqueConstraint("plg_id", "kind", "number"),
)

# By when a school's groups have agreed.
deciding_rules = Table(
    "deciding_rules",
    metadata,
    Column("school_id", ForeignKey("schools.id", ondelete="CASCADE"), primary_key=True),
    Column("quorum", Integer, nullable=False),
    Column("least", Integer, nullable=False),
    Column("mean", Float, nullable=False),
)

# By what a school or a PLG would see that its purpose is reached.
measures = Table(
    "measures",
    metadata,
    Column("id", String(32), primary_key=True),
    *_party("one_party"),
    Column("goal", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
)

measured = Table(
    "measured",
    metadata,
    Column("measure_id", ForeignKey("measures.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("value", Float, nullable=False),
)

# What somebody said when asked what group would serve them.
group_wishes = Table(
    "group_wishes",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("said_at", Moment, nullable=False),
)

# When somebody teaches no class, in the school's own names of periods.
free_periods = Table(
    "free_periods",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("periods", JSON, nullable=False),
)

# A draft of who might meet with whom; once it is published nothing of it changes.
roster_drafts = Table(
    "roster_drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("school_id", String(80), ForeignKey("schools.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("published_at", Moment),
    CheckConstraint("state IN ('draft', 'published')", name="state_known"),
)

# ``plg_id`` is the PLG that a group goes on from, or became.
roster_groups = Table(
    "roster_groups",
    metadata,
    _of_a_draft(),
    Column("id", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("grouping", String(80)),
    Column("plg_id", String(80), ForeignKey("plgs.id", ondelete="SET NULL")),
)

# Where somebody stands in a draft; ``number`` counts the moves, so that a stale one is told.
roster_places = Table(
    "roster_places",
    metadata,
    _of_a_draft(),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("group_id", String(32)),
    Column("facilitates", Boolean, nullable=False),
    Column("number", Integer, nullable=False),
    ForeignKeyConstraint(["draft_id", "group_id"], ["roster_groups.draft_id", "roster_groups.id"]),
)

# Two people who are to be in one group, or who are not; gone once the draft is published.
roster_pairs = Table(
    "roster_pairs",
    metadata,
    _of_a_draft(),
    Column("one_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), nullable=False),
    CheckConstraint("one_id < other_id", name="once"),
)

# Why somebody whose role nobody in their group shares is in it.
roster_reasons = Table(
    "roster_reasons",
    metadata,
    _of_a_draft(),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("number", Integer, nullable=False),
)

# What the change feed of SQLite reads; PostgreSQL has channels of its own.
changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("topic", String(100), nullable=False),
    sqlite_autoincrement=True,
)
