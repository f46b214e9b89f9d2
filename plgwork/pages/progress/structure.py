"""Structure: whether planned time was had, who came, and who knows who, when and where."""

from collections.abc import Iterator

from plgwork.analysis.clarity import unanswered
from plgwork.analysis.held import by_taker, given_away, minutes, months_held
from plgwork.analysis.schedules import year_plan
from plgwork.analysis.watching import by_month, minutes_held, there, time_held
from plgwork.models.counts import Attended
from plgwork.models.held import Given
from plgwork.pages.page import Page
from plgwork.pages.progress.reading import Reading
from plgwork.pages.progress.story import Story, share

HELD, THERE = "Time held", "People there"
MOST_TAKERS = 3
SOME, FEW = 0.05, 0.25
NOTE = (
    "From records of meetings: of the minutes of which a record says what came of them, those that "
    "were held; of the places of people who were expected, those that were taken."
)
NOTHING = "No record of this school year says yet what came of PLG time"
BEGIN = "A record takes a minute at the end of a meeting, and says what the time was had for."
UNSAID = "Ask what would make records easier: of many planned minutes none says what came of them."
KEEP_OUT = "Talk over with the staff what would keep “{taker}” out of PLG time."
UNCLEAR = "Help {many} who cannot say who is in their PLG, who facilitates it, when and where."
GOOD = "Tell the staff that their time was kept, and ask what would make it better used."


def tell(page: Page, now: Reading) -> Story:
    """Minutes planned, held and given away, and how many came."""
    given, held = given_away(now.met), minutes_held(now.met)
    planned, lost = _planned(now), minutes(given)
    unsaid = max(0, planned - held - lost)
    counts = now.workbook.store.counts
    attended = counts.attended(now.workbook.school.id, now.first, now.last)
    unclear = _unclear(now)
    onward, step = _onward(now, given, held, unsaid, unclear)
    return Story(
        says=_says(now, given, held),
        facts=tuple(_facts(now, attended, (planned, held, lost, unsaid), unclear)),
        items=tuple(_takers(now, given)),
        onward=onward,
        link=("Structure", page.address("structure", step=step)),
        names=(HELD, THERE),
        of="PLG minutes that were held, and of places that people took",
        trend=by_month(HELD, {HELD: time_held(now.met, now.people), THERE: there(attended)}),
        note=NOTE,
    )


def _planned(now: Reading) -> int:
    """Minutes of meetings whose day is over, as the schedule has them."""
    rule, today = now.workbook.store.schedules.rule(), now.workbook.today
    total = 0
    for group in now.plgs:
        plan = year_plan(group.plg, now.first, now.last, now.days, rule, group.since)
        if plan and group.plg.meets:
            past = months_held(group.plg, plan, (), today, now.days)
            total += sum(one.past for one in past) * group.plg.meets.minutes
    return total


def _unclear(now: Reading) -> int | None:
    """How many people lack an answer to one of three questions; None for a coach, who looks on."""
    if not now.edits:
        return None
    staff = now.workbook.store.schedules.everybody()
    found = unanswered(staff, now.groups, now.workbook.today, now.days)
    return len({one.person_id for one in found})


def _says(now: Reading, given: list[Given], held: int) -> str:
    lost = minutes(given)
    if not held + lost:
        return NOTHING
    kept = share(now.people, held + lost, held)
    if lost <= SOME * (held + lost):
        return f"{kept} of the time of recorded PLG meetings was held"
    taker = now.workbook.content.vocabulary("time-takers").name(by_taker(given)[0][0])
    return f"{kept} of recorded PLG time was held; “{taker}” took most of the rest"


def _facts(
    now: Reading, attended: list[Attended], counted: tuple[int, int, int, int], unclear: int | None
) -> Iterator[tuple[str, str]]:
    labels = ("Planned so far", "Held", "Gave way", "Not recorded")
    for label, many in zip(labels, counted, strict=True):
        yield label, f"{many:,} minutes"
    places, taken = (sum(getattr(one, name) for one in attended) for name in ("places", "taken"))
    if places:
        people = max(one.people for one in attended)
        yield "Of places taken", share(people, places, taken)
    if unclear is not None:
        clear = f"all but {unclear}" if unclear else "everybody"
        yield "Can say who, who, when and where", clear


def _takers(now: Reading, given: list[Given]) -> Iterator[dict[str, str]]:
    names = now.workbook.content.vocabulary("time-takers")
    told = [
        f"{names.name(taker)}: {minutes(its):,} minutes"
        for taker, its in by_taker(given)[:MOST_TAKERS]
    ]
    if told:
        yield {"title": "What it gave way to", "text": "\n".join(told)}


def _onward(
    now: Reading, given: list[Given], held: int, unsaid: int, unclear: int | None
) -> tuple[str, str]:
    """What to do next, and the step of Structure where one would."""
    lost = minutes(given)
    if not held + lost:
        return BEGIN, "when-groups-meet"
    if lost > SOME * (held + lost):
        taker = now.workbook.content.vocabulary("time-takers").name(by_taker(given)[0][0])
        return KEEP_OUT.format(taker=taker), "when-groups-meet"
    if unclear:
        many = "1 person" if unclear == 1 else f"{unclear} people"
        return UNCLEAR.format(many=many), "who-who-when-and-where"
    if unsaid > FEW * (held + lost + unsaid):
        return UNSAID, "when-groups-meet"
    return GOOD, "who-who-when-and-where"
