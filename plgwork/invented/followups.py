"""Conversations that the invented school's people own, and the leader who reads them."""

from datetime import datetime, time, timedelta

from plgwork.content import Library
from plgwork.errors import AccessError
from plgwork.models.followups import FollowUpDraft, Matter, Opening, Part, Settled
from plgwork.models.invented.followups import InventedFollowUp
from plgwork.store import Store, VisitorStore

SITTING = "invented"


def follow_up(store: Store, library: Library, now: datetime) -> None:
    """Name the leader a while ago; then open, note, and end what has ended."""
    invented = library.invented_followups
    named = store.for_visitor(invented.named_by, lambda: now - timedelta(days=60))
    named.circles.name_leader(invented.leader)
    for one in invented.followups:
        _open(store, one, now)


def _open(store: Store, one: InventedFollowUp, now: datetime) -> None:
    moment = _moment(now, one.days_ago)
    then = store.for_visitor(one.by, lambda: moment)
    try:
        begun = then.followups.open(_opening(one, moment))
    except AccessError:
        return  # so early in a year that one of the two was not in the PLG yet
    _write(then, begun.id, Part.NOTE, one.note)
    if one.ended_after:
        ended = moment + timedelta(days=one.ended_after)
        after = store.for_visitor(one.by, lambda: ended)
        _write(after, begun.id, Part.CAME, one.came)
        after.followups.end(begun.id)


def _opening(one: InventedFollowUp, moment: datetime) -> Opening:
    day = moment.date()
    settles = None
    if one.sign:
        person = one.person if one.sign == "attendance" else ""
        matter = Matter(plg_id=one.plg, sign=one.sign, person_id=person)
        settles = Settled(matter=matter, through=day)
    return Opening(
        plg_id=one.plg,
        person_id=one.person,
        about=one.about,
        due=day + timedelta(days=one.talk_in),
        settles=settles,
    )


def _write(mine: VisitorStore, followup_id: str, part: Part, text: str) -> None:
    if text:
        draft = FollowUpDraft(followup_id=followup_id, part=part, text=text, sitting=SITTING)
        mine.followups.write(draft)


def _moment(now: datetime, days_ago: int) -> datetime:
    day = (now - timedelta(days=days_ago)).date()
    day -= timedelta(days=max(0, day.weekday() - 4))  # nobody talks on a Saturday
    return datetime.combine(day, time(16, 20), now.tzinfo)
