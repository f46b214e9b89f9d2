"""A follow-up that Ana owns, with Mia, whose day has come; Lee is the leader who reads it."""

from datetime import date
from typing import Any

from plgwork.models.followups import (
    FollowUp,
    FollowUpDraft,
    Matter,
    Opening,
    Part,
    Settled,
    Sign,
)
from plgwork.store import Store
from tests.store.world import NOW, visit

ABOUT = "Mia was away three times running."
NOTE = "She drives her mother to the ferry on Tuesdays."
AWAY = Settled(
    matter=Matter(plg_id="algebra", sign=Sign.ATTENDANCE, person_id="mia"),
    through=date(2026, 11, 17),
)


def opening(**more: Any) -> Opening:
    """What a follow-up on Algebra begins with, about nobody and by today unless told otherwise."""
    given = {"plg_id": "algebra", "about": "Two meetings gave way.", "due": NOW.date()}
    return Opening(**(given | more))


def jotted(followup: FollowUp, text: str, *bases: str, **more: Any) -> FollowUpDraft:
    """A note of one sitting."""
    given = {"part": Part.NOTE, "sitting": "another"} | more
    return FollowUpDraft(followup_id=followup.id, text=text, bases=bases, **given)


def followed_up(store: Store) -> FollowUp:
    """Sam names Lee; Ana opens one with Mia from an occasion, and writes a note."""
    visit(store, "sam").circles.name_leader("lee")
    ana = visit(store, "ana").followups
    begun = ana.open(opening(person_id="mia", about=ABOUT, settles=AWAY))
    return ana.write(jotted(begun, NOTE, sitting="one"))
