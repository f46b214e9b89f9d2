"""Runs of protocols: begun, moved and looked at, as one visitor may."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, and_, insert, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from plgwork.models.runs import MOST_MOVES, OPEN, Move, MoveKind, Run, RunPlan
from plgwork.store.access import may, require
from plgwork.store.engine import reading, writing
from plgwork.store.feed import announce
from plgwork.store.relations import Visitor
from plgwork.store.schema.people import people, plgs
from plgwork.store.schema.runs import moves, runs
from plgwork.store.secrets import code

Clock = Callable[[], datetime]
ROOM = 2  # groups of letters in the code of a room's screen: 40 bits, good for hours


class Runs:
    """The runs one started, and those of one's groups."""

    def __init__(self, engine: Engine, visitor: Visitor, clock: Clock) -> None:
        self._engine = engine
        self._visitor = visitor
        self._clock = clock

    def begin(self, plan: RunPlan) -> Run:
        """Begin a run, and its clock; where it has begun already, that run."""
        with writing(self._engine) as connection:
            require(connection, self._visitor, people, "read", self._visitor.person_id)
            if plan.plg_id is not None:
                require(connection, self._visitor, plgs, "convened", plan.plg_id)
            self._in_turn(connection, plan)
            run_id = self._open(connection, plan) or self._insert(connection, plan)
            return self._one(connection, run_id)

    def move(self, run_id: str, move: Move) -> Run:
        """Keep a move made upon the last one there is; the run as it then stands.

        One made upon an earlier one changes nothing: somebody else was quicker, or it came twice.
        Its moment lies between that of the last move and now.
        """
        with writing(self._engine) as connection:
            require(connection, self._visitor, runs, "moved", run_id)
            run = self._one(connection, run_id)
            if move.number == len(run.moves) + 1 <= MOST_MOVES and not run.finished:
                at = max(run.moved_at, min(move.at, self._clock()))
                self._add(connection, run_id, move.model_copy(update={"at": at}))
                announce(connection, _topics(run))
            return self._one(connection, run_id)

    def run(self, run_id: str) -> Run:
        """One run."""
        with reading(self._engine) as connection:
            require(connection, self._visitor, runs, "read", run_id)
            return self._one(connection, run_id)

    def recent(self, most: int = 12) -> list[Run]:
        """The latest runs of the visitor and their groups, newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                self._seen().order_by(runs.c.begun_at.desc(), runs.c.id).limit(most)
            ).all()
            return compose(connection, rows)

    def between(self, plg_id: str | None, first: datetime, last: datetime) -> list[Run]:
        """Runs for a group, or for none, begun from one moment until before another; in order."""
        begun = (runs.c.plg_id == plg_id, runs.c.begun_at >= first, runs.c.begun_at < last)
        with reading(self._engine) as connection:
            found = self._seen(*begun).order_by(runs.c.begun_at, runs.c.id)
            return compose(connection, connection.execute(found).all())

    def _in_turn(self, connection: Connection, plan: RunPlan) -> None:
        """Whoever begins the same at the same time waits, and then finds it begun."""
        if connection.dialect.name == "postgresql":
            whose = plan.plg_id or f"person:{self._visitor.person_id}"
            lock = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
            connection.execute(lock, {"name": f"run {plan.protocol_id} {whose}"})

    def _open(self, connection: Connection, plan: RunPlan) -> str | None:
        mine = and_(runs.c.plg_id.is_(None), runs.c.started_by == self._visitor.person_id)
        whose = mine if plan.plg_id is None else runs.c.plg_id == plan.plg_id
        found: str | None = connection.execute(
            select(runs.c.id)
            .where(
                may(self._visitor, runs, "read"),
                whose,
                runs.c.protocol_id == plan.protocol_id,
                runs.c.finished.is_(False),
                runs.c.moved_at > self._clock() - OPEN,
            )
            .order_by(runs.c.begun_at.desc())
            .limit(1)
        ).scalar()
        return found

    def _insert(self, connection: Connection, plan: RunPlan) -> str:
        begun = Move(number=1, kind=MoveKind.START, at=self._clock())
        row = plan.model_dump(mode="json") | {
            "id": uuid4().hex,
            "started_by": self._visitor.person_id,
            "room": code(ROOM),
            "begun_at": begun.at,
            "moved_at": begun.at,
            "finished": False,
        }
        connection.execute(insert(runs).values(**row))
        self._add(connection, row["id"], begun)
        run = self._one(connection, row["id"])
        announce(connection, _topics(run))
        return run.id

    def _add(self, connection: Connection, run_id: str, move: Move) -> None:
        row = move.model_dump() | {"run_id": run_id, "kind": move.kind.value}
        connection.execute(insert(moves).values(**row))
        told = {"moved_at": move.at, "finished": move.kind is MoveKind.FINISH}
        connection.execute(update(runs).where(runs.c.id == run_id).values(**told))

    def _one(self, connection: Connection, run_id: str) -> Run:
        rows = connection.execute(self._seen(runs.c.id == run_id)).all()
        return compose(connection, rows)[0]

    def _seen(self, *where: ColumnElement[bool]) -> Any:
        movable = may(self._visitor, runs, "moved").label("movable")
        return select(runs, movable).where(may(self._visitor, runs, "read"), *where)


def compose(connection: Connection, rows: Sequence[Row[Any]]) -> list[Run]:
    """Runs of these rows. Who may see them is asked by whoever found the rows."""
    made = _moves_of(connection, [row.id for row in rows])
    known = set(Run.model_fields) - {"moves"}
    return [
        Run.model_validate(
            {name: value for name, value in row._mapping.items() if name in known}
            | {"moves": made[row.id]}
        )
        for row in rows
    ]


def _moves_of(connection: Connection, run_ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    columns = (moves.c.number, moves.c.kind, moves.c.at, moves.c.reason)
    rows = connection.execute(
        select(moves.c.run_id, *columns)
        .where(moves.c.run_id.in_(run_ids))
        .order_by(moves.c.run_id, moves.c.number)
    ).all()
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        made[row.run_id].append({one.name: getattr(row, one.name) for one in columns})
    return made


def _topics(run: Run) -> list[str]:
    group = [f"plg:{run.plg_id}"] if run.plg_id else []
    return [f"run:{run.id}", f"person:{run.started_by}", *group]
