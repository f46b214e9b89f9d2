"""Whose calendar a private address opens. For the server; no page can reach it."""

from datetime import date

from sqlalchemy import Engine, delete, select

from plgwork.store.engine import reading, writing
from plgwork.store.relations import lasting
from plgwork.store.schema.people import roles
from plgwork.store.schema.schedules import calendar_links
from plgwork.store.secrets import digest


class Calendars:
    """People by the key of their calendar: whoever has it may look, and nothing more."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def owner(self, key: str, on: date) -> str | None:
        """Whose calendar this is; None for a key that was made up, renewed, or whose owner left.

        The address of somebody who left is forgotten, and does not come back with them.
        """
        own = calendar_links.c.digest == digest(key)
        here = select(roles.c.person_id).where(lasting(roles, on, on))
        with reading(self._engine) as connection:
            found = select(calendar_links.c.person_id, calendar_links.c.person_id.in_(here))
            row = connection.execute(found.where(own)).one_or_none()
        if row is None:
            return None
        person_id, is_here = row
        if not is_here:
            with writing(self._engine) as connection:
                connection.execute(delete(calendar_links).where(own))
            return None
        return str(person_id)
