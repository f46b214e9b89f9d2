"""Rows into entries. Who may see them is asked by whoever found the rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, not_, select, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.content import Area
from plgwork.models.reflections import (
    Entry,
    EntryKind,
    Outcome,
    SharedCopy,
    Subject,
    Version,
)
from plgwork.store import words
from plgwork.store.schema.reflections import entries, shares, versions
from plgwork.store.sharing import copies

Clause = ColumnElement[bool]


def compose(
    connection: Connection, rows: Sequence[Row[Any]], seen: Clause, *where: Clause
) -> list[Entry]:
    """Entries of these rows, with those versions that may be seen and meet the conditions."""
    ids = [row.id for row in rows]
    kept = versions_of(connection, ids, seen, *where)
    found = copies(connection, shares.c.entry_id.in_(ids))
    shared = {copy.entry_id: copy for copy in found}
    earlier = _earlier(connection, ids, seen)
    return [_entry(row, kept[row.id], shared.get(row.id), earlier.get(row.id, 0)) for row in rows]


def versions_of(
    connection: Connection, entry_ids: list[str], *where: Clause
) -> dict[str, list[Row[Any]]]:
    """Version rows by entry, newest first."""
    rows = connection.execute(
        select(versions)
        .where(versions.c.entry_id.in_(entry_ids), *where)
        .order_by(versions.c.saved_at.desc(), versions.c.number.desc())
    ).all()
    kept: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        kept[row.entry_id].append(row)
    return kept


def index(connection: Connection, entry_id: str, seen: Clause) -> None:
    """Let search find an entry by what it was asked, and by its current texts."""
    texts = select(versions.c.text).where(versions.c.entry_id == entry_id, versions.c.current, seen)
    asked = connection.execute(select(entries.c.asked).where(entries.c.id == entry_id)).scalar_one()
    column = words.column([asked, *connection.execute(texts).scalars()])
    connection.execute(update(entries).where(entries.c.id == entry_id).values(words=column))


def _earlier(connection: Connection, entry_ids: list[str], seen: Clause) -> dict[str, int]:
    rows = connection.execute(
        select(versions.c.entry_id, func.count())
        .where(versions.c.entry_id.in_(entry_ids), not_(versions.c.current), seen)
        .group_by(versions.c.entry_id)
    ).all()
    return {row[0]: row[1] for row in rows}


def _entry(
    row: Row[Any], kept: Iterable[Row[Any]], shared: SharedCopy | None, earlier: int
) -> Entry:
    return Entry(
        id=row.id,
        author_id=row.author_id,
        earlier=earlier,
        subject=Subject(
            month=row.month,
            kind=EntryKind(row.kind),
            about=row.about,
            asked=row.asked,
            area=Area(row.area) if row.area else None,
        ),
        versions=tuple(
            Version(id=v.id, text=v.text, saved_at=v.saved_at, current=v.current) for v in kept
        ),
        shared=shared,
        outcome=Outcome(row.outcome) if row.outcome else None,
    )
