"""How people sign in, and the record of who did what."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from plgwork.store.schema.columns import Moment, metadata, person

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
    # What the school's own directory calls them: since they first came in by it, or as whoever
    # runs the server said. Stewards change ``name``, and so never who comes in as whom.
    Column("directory", String(200), index=True, unique=True),
    Column("joined_at", Moment),
    Column("signed_in_at", Moment),
)

# Invitations and resets: only a digest is kept, so that nobody can read a link off the database.
links = Table(
    "links",
    metadata,
    Column("digest", String(64), primary_key=True),
    person("person_id"),
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
    person("person_id"),
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
