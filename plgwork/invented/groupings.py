"""What the invented people said would serve them, and the draft that their principal began."""

from datetime import datetime, timedelta

from plgwork.analysis.groupings.starting import from_last_year
from plgwork.content import Library
from plgwork.invented.school import Years
from plgwork.models.groupings import Reason, RosterDraft, free_periods
from plgwork.models.invented.groupings import InventedDraft, InventedGroupings
from plgwork.store import Store, VisitorStore


def group(store: Store, library: Library, years: Years, now: datetime) -> None:
    """Let them say it last week, and the principal draft from it a few days later."""
    invented = library.invented_groupings
    for wish in invented.wishes:
        _at(store, wish.person, now - timedelta(days=9)).wishes.say(wish.text)
    mine = _at(store, invented.draft.by, now - timedelta(days=4))
    mine.wishes.set_free(_free(library, invented))
    _draft(mine, invented.draft, years, now)


def _free(library: Library, invented: InventedGroupings) -> dict[str, tuple[str, ...]]:
    members = {plg.id: plg.members for plg in library.invented_school.plgs}
    return {
        person: free_periods(one.periods) for one in invented.free for person in members[one.plg]
    }


def _draft(mine: VisitorStore, invented: InventedDraft, years: Years, now: datetime) -> None:
    known = mine.groupings.circumstances(now.date())
    draft = mine.groupings.begin(invented.name, years.second + 1, from_last_year(known))
    for move in invented.moves:
        to = next(one.id for one in draft.groups if one.plg_id == move.to)
        place = draft.place(move.person)
        changed = place.model_copy(update={"group_id": to, "facilitates": move.facilitates})
        mine.groupings.move(draft.id, changed)
    _give_reasons(mine, draft, invented)


def _give_reasons(mine: VisitorStore, draft: RosterDraft, invented: InventedDraft) -> None:
    for one in invented.reasons:
        mine.groupings.give_reason(draft.id, Reason(person_id=one.person, text=one.text))


def _at(store: Store, person: str, moment: datetime) -> VisitorStore:
    return store.for_visitor(person, lambda: moment)
