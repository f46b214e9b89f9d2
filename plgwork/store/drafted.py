"""Rows of a draft of rosters into its model. Who may read them is asked before."""

from typing import Any

from sqlalchemy import Connection, Row, Table, select

from plgwork.models.groupings import (
    Condition,
    ConditionKind,
    DraftGroup,
    Place,
    Reason,
    RosterDraft,
)
from plgwork.store.schema.groupings import (
    roster_drafts,
    roster_groups,
    roster_pairs,
    roster_places,
    roster_reasons,
)


def said(row: Row[Any]) -> dict[str, Any]:
    """What a draft says of itself, without what stands in it."""
    return {key: value for key, value in row._mapping.items() if key in RosterDraft.model_fields}


def whole(connection: Connection, draft_id: str, weighed: bool) -> RosterDraft:
    """A draft with its groups and places; with ``weighed`` also who is to be with whom, and why."""
    this = select(roster_drafts).where(roster_drafts.c.id == draft_id)
    found = said(connection.execute(this).one())
    found |= {
        "groups": _rows(connection, roster_groups, draft_id, DraftGroup, "number"),
        "places": _rows(connection, roster_places, draft_id, Place, "person_id"),
    }
    if weighed:
        found["reasons"] = _rows(connection, roster_reasons, draft_id, Reason, "person_id")
        found["pairs"] = _pairs(connection, draft_id)
    return RosterDraft.model_validate(found)


def _rows(
    connection: Connection,
    table: Table,
    draft_id: str,
    kind: type[DraftGroup | Place | Reason],
    order: str,
) -> list[dict[str, Any]]:
    columns = [table.c[name] for name in kind.model_fields]
    of = table.c.draft_id == draft_id
    rows = connection.execute(select(*columns).where(of).order_by(table.c[order]))
    return [dict(row._mapping) for row in rows]


def _pairs(connection: Connection, draft_id: str) -> list[Condition]:
    rows = connection.execute(
        select(roster_pairs)
        .where(roster_pairs.c.draft_id == draft_id)
        .order_by(roster_pairs.c.one_id, roster_pairs.c.other_id)
    )
    return [
        Condition(kind=ConditionKind(row.kind), people=(row.one_id, row.other_id)) for row in rows
    ]
