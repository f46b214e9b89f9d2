"""A run that goes on, and the player in front of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from plgwork.errors import UnavailableError
from plgwork.models.runs import MOST_REASON, Move, MoveKind, Run, as_seen, in_milliseconds
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.widgets import Player

NOT_YET = (
    "Not written down yet. {problem} The clock goes on; what you pressed stays in this tab and is "
    "sent again."
)
CLOSING = (
    "This is the closing step. Without it nobody hears how this way of working was for the others, "
    "and the next time begins where this one began."
)


class Playing:
    """Keeps a player and its run in step."""

    def __init__(self, page: Page, run: Run, changed: Callable[[Run], None]) -> None:
        self._page = page
        self._store = page.workbook.store.runs
        self._changed = changed
        self.player = Player(
            key=f"{page.workbook.me.id} run {run.id}",
            place=self._place(run) if page.workbook.place.served else {},
            closing=CLOSING,
            now=in_milliseconds(page.workbook.now()),
        )
        self.player.listen("moves", guarded(self._refuse)(self._moves))
        self.player.listen("now", guarded(page.notice.say)(self._now))
        self.take(run)

    def take(self, run: Run) -> None:
        """Show the run as it stands."""
        self.run = run
        with self.player.hold_sync():
            self.player.run = as_seen(run, str(self._page.workbook.zone))
            self.player.movable = run.movable

    def _place(self, run: Run) -> dict[str, str]:
        room = self._page.address(f"room/{run.room}")
        return {
            "own": self._page.address("run", f"id={run.id}"),
            "now": self._page.address("now"),
            "room": room,
            "picture": f"{room}/picture",
        }

    def _moves(self, message: dict[str, Any]) -> None:
        try:
            for move in map(_move, message.get("moves", [])):
                self.run = self._store.move(self.run.id, move)
                if not self.run.holds(move):  # what was made upon it came too late as well
                    break
        except UnavailableError as error:
            self.player.problem = NOT_YET.format(problem=error)
            return
        self.player.problem = ""
        self.take(self.run)
        self._changed(self.run)

    def _refuse(self, problem: str) -> None:
        self.player.problem = problem
        self.player.refused += 1

    def _now(self, _message: dict[str, Any]) -> None:
        self.player.now = in_milliseconds(self._page.workbook.now())


def _move(sent: dict[str, Any]) -> Move:
    return Move(
        number=sent["number"],
        kind=MoveKind(sent["kind"]),
        at=datetime.fromtimestamp(sent["at"] / 1000, UTC),
        reason=str(sent.get("reason", ""))[:MOST_REASON],
    )
