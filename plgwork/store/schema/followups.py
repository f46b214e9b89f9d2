"""Follow-ups, their notes, what was looked after without one, and the leader who reads them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from plgwork.store.schema.columns import Moment, metadata, person, plg, whoever


def _about() -> Column[str]:
    """Whom it is about, if anybody; it is gone with them."""
    return Column("person_id", String(80), ForeignKey("people.id", ondelete="CASCADE"), index=True)


# The one leader of a school who reads what is opened from ``named_at`` on.
followup_leaders = Table(
    "followup_leaders",
    metadata,
    Column("school_id", ForeignKey("schools.id", ondelete="CASCADE"), primary_key=True),
    person("person_id"),
    whoever("named_by"),
    Column("named_at", Moment, nullable=False),
    Index(None, "person_id"),
)

# ``handed_by`` is whoever gave it to its owner of today.
followups = Table(
    "followups",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("school_id", String(80), ForeignKey("schools.id", ondelete="CASCADE"), nullable=False),
    plg(),
    _about(),
    Column("about", Text, nullable=False),
    whoever("owner_id"),
    whoever("opened_by"),
    whoever("handed_by"),
    Column("opened_at", Moment, nullable=False),
    Column("due", Date, nullable=False),
    Column("ended_at", Moment),
    CheckConstraint("owner_id <> person_id", name="not_with_oneself"),
    Index(None, "school_id"),
    Index(None, "plg_id"),
)

# As the versions of an entry; gone with whoever wrote them.
followup_notes = Table(
    "followup_notes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column(
        "followup_id", String(32), ForeignKey("followups.id", ondelete="CASCADE"), nullable=False
    ),
    Column("part", String(20), nullable=False),
    Column("sitting", String(80), nullable=False),
    Column("text", Text, nullable=False),
    person("written_by"),
    Column("saved_at", Moment, nullable=False),
    Column("current", Boolean, nullable=False),
    Index(None, "followup_id", "current"),
    Index(None, "written_by"),
)

settled_occasions = Table(
    "settled_occasions",
    metadata,
    Column("id", String(32), primary_key=True),
    person("said_by"),
    plg(),
    _about(),
    Column("sign", String(20), nullable=False),
    Column("norm_id", String(80), nullable=False),
    Column("through", Date, nullable=False),
    Column("said_at", Moment, nullable=False),
    Index(None, "said_by"),
    Index(None, "plg_id"),
)
