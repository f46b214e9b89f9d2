"""Rows into entries. Who may see them is asked by whoever found the rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, not_, select
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
from plgwork.store.schema import shares, versions
from plgwork.store.sharing import copies


def compose(
    connection: Connection, rows: Sequence[Row[Any]], kept: dict[str, list[Row[Any]]]
) -> list[Entry]:
    """Entries of these rows, with the versions in ``kept`` by entry, and their shared copies."""
    found = copies(connection, shares.c.entry_id.in_([row.id for row in rows]))
    shared = {copy.entry_id: copy for copy in found}
    earlier = _earlier(connection, [row.id for row in rows])
    return [_entry(row, kept[row.id], shared.get(row.id), earlier.get(row.id, 0)) for row in rows]


def versions_of(
    connection: Connection, entry_ids: list[str], *where: ColumnElement[bool]
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


def _earlier(connection: Connection, entry_ids: list[str]) -> dict[str, int]:
    rows = connection.execute(
        select(versions.c.entry_id, func.count())
        .where(versions.c.entry_id.in_(entry_ids), not_(versions.c.current))
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
