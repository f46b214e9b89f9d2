"""Statements of somebody's own, sent past the store by the role of the pages."""

from collections.abc import Iterable

from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from plgwork.store.engine import asked_by
from tests.store.world import NOW

TODAY = NOW.date()
REFUSED = ("nothing touched", "InsufficientPrivilege")


def seen(pages: Engine, person: str, tables: Iterable[str]) -> dict[str, int]:
    """Of which of these tables somebody sees how many rows, whatever they ask."""
    with asked_by(pages, person, TODAY).connect() as connection:
        counted = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in tables
        }
    return {name: many for name, many in counted.items() if many}


def attempt(pages: Engine, person: str, statement: str) -> str:
    """What comes of a statement: how it was refused, or whether it touched anything."""
    with asked_by(pages, person, TODAY).connect() as connection:
        try:
            touched = connection.execute(text(statement)).rowcount
            connection.commit()
        except ProgrammingError as refused:
            return type(refused.orig).__name__
    return "touched" if touched else "nothing touched"
