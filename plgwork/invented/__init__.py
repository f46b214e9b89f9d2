"""Builds the invented school through the store, as its people would; chance comes from a seed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from plgwork.content import Library
from plgwork.invented import (
    agreements,
    checks,
    cohort,
    followups,
    groupings,
    learning,
    meetings,
    schedule,
    school,
    survey,
)
from plgwork.store import Store

SEED = 20_260_824


def build(store: Store, library: Library, now: datetime, seed: int = SEED) -> None:
    """Found the school, and let its people write and learn up to the present month."""
    invented = library.invented_school
    now = now.astimezone(ZoneInfo(invented.school.timezone))
    years = school.Years(library.calendar(invented.school.calendar), now)
    store.found(invented.school, school.roster(invented, years), invented=True)
    store.begin_with(invented.begins_with)
    schedule.keep(store, library, years, now)
    school.write(store, library, years, now, seed)
    learning.learn(store, library, years, now)
    survey.ask(store, library, years, now, seed)
    agreements.agree(store, library, years, now, seed)
    checks.look_back(store, library, years, now, seed)
    groupings.group(store, library, years, now)
    cohort.gather(store, library, years, now)
    meetings.meet(store, library, now)
    followups.follow_up(store, library, now)
