"""Texts that several people write at one time: a save replaces what it was written upon."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from sqlalchemy import Connection, Table, insert, select, update


class Draft(Protocol):
    """A text on its way, the versions it was written upon, and the sitting it is of."""

    @property
    def text(self) -> str:
        """What was written."""

    @property
    def bases(self) -> tuple[str, ...]:
        """The ids of what stood there then."""

    @property
    def sitting(self) -> str:
        """One opening of a page."""


def keep(
    connection: Connection,
    table: Table,
    place: Mapping[str, str],
    draft: Draft,
    by: str,
    at: datetime,
) -> None:
    """Keep a text in its place, by its columns; what somebody else wrote meanwhile stays current.

    A sitting goes on in its own version; another begins one, and what it was written upon stays
    as an earlier version.
    """
    here = [table.c[name] == value for name, value in place.items()]
    current = connection.execute(select(table).where(*here, table.c.current)).all()
    # What this sitting wrote, it has seen, even where the answer to its save was lost.
    bases = [one for one in current if one.id in draft.bases or one.sitting == draft.sitting]
    mine = [one for one in bases if one.sitting == draft.sitting]
    same = [one for one in current if one.text == draft.text]
    if same:
        kept = same[0].number
    elif mine:
        # A new id, so that whoever began from the old text is seen to be behind.
        kept = mine[0].number
        changed = {"id": uuid4().hex, "text": draft.text, "saved_at": at}
        connection.execute(update(table).where(table.c.number == kept).values(**changed))
    else:
        kept = _insert(connection, table, place, draft, by, at)
    behind = [one.number for one in bases if one.number != kept]
    connection.execute(update(table).where(table.c.number.in_(behind)).values(current=False))


def _insert(
    connection: Connection,
    table: Table,
    place: Mapping[str, str],
    draft: Draft,
    by: str,
    at: datetime,
) -> int:
    row = {"id": uuid4().hex, "sitting": draft.sitting, "text": draft.text, "written_by": by}
    added = insert(table).values(**place, **row, saved_at=at, current=True)
    number: int = connection.execute(added.returning(table.c.number)).scalar_one()
    return number
