"""A follow-up that Ana owns, with Mia, whose day has come; Lee is the leader who reads it."""

from datetime import date, timedelta
from typing import Any

from plgwork.models.agreements import Expectations, Fist, Line, Response
from plgwork.models.followups import (
    FollowUp,
    FollowUpDraft,
    Matter,
    Opening,
    Part,
    Settled,
    Sign,
)
from plgwork.models.meetings import Presence
from plgwork.store import Store
from tests.store.convening import HELD, LOST, plan
from tests.store.deciding import ALGEBRA, REVIEW
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


def attended(store: Store) -> None:
    """Three meetings of Algebra from which Mia was away; the last two after one that was lost."""
    ana = visit(store, "ana")
    for number in range(4):
        meeting = ana.meetings.plan(plan(date(2026, 10, 6) + timedelta(days=14 * number)))
        if number == 1:
            ana.records.say(meeting.id, LOST)
            continue
        ana.records.say(meeting.id, HELD)
        ana.records.attend(meeting.id, {"mia": Presence.AWAY})
        ana.records.answer(meeting.id, "work-brought", "no")


def expecting(store: Store, *asks: str) -> None:
    """Algebra adopts that each comes, and what may ask for a conversation."""
    matter = Expectations(lines=(Line(id="come", text="Each of us comes."),), asks=asks)
    ana = visit(store, "ana")
    proposal = ana.proposals.propose(ALGEBRA, matter)
    for person in ("ana", "mia"):
        response = Response(number=1, fist=Fist.GOOD)
        visit(store, person).proposals.respond(proposal.id, response)
    ana.agreements.adopt(proposal.id, 1, REVIEW)
