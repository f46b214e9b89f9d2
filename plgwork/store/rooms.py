"""What the screen in the room shows of a run. For the server; no page can reach it."""

from datetime import datetime

from sqlalchemy import Engine, select

from plgwork.models.runs import SHOWN, Screen
from plgwork.store.engine import reading
from plgwork.store.runs import compose
from plgwork.store.schema.people import people, schools
from plgwork.store.schema.runs import runs
from plgwork.store.secrets import spelled


class Rooms:
    """Runs by the code of their room: whoever has it may look, and nothing more."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def screen(self, room: str, now: datetime) -> Screen | None:
        """What the room may see; None for a code that was made up, or whose time is over."""
        code = spelled(room)
        if not code.isascii() or not code.isprintable():
            return None
        with reading(self._engine) as connection:
            row = connection.execute(
                select(runs, schools.c.timezone)
                .join(people, people.c.id == runs.c.started_by)
                .join(schools, schools.c.id == people.c.school_id)
                .where(runs.c.room == code, runs.c.moved_at > now - SHOWN)
            ).one_or_none()
            if row is None:
                return None
            [run] = compose(connection, [row])
        shown = run.model_dump(
            include=set(Screen.model_fields), exclude={"steps": {"__all__": {"watch"}}}
        )
        return Screen(run_id=run.id, timezone=row.timezone, **shown)
