"""Culture: norms, shared work, protocols elsewhere, and leaders who do it too."""

from collections.abc import Iterator

from plgwork.analysis.watching import by_month, norms_kept, work_shown
from plgwork.models.agreements import Kind
from plgwork.models.counts import NormsKept, Shown
from plgwork.models.meetings import Outside
from plgwork.models.people import PlgKind
from plgwork.pages.page import Page
from plgwork.pages.progress.reading import Reading
from plgwork.pages.progress.story import Story, share

KEPT, SHOWN = "Norms kept", "Have brought work"
HALF = 0.5
NOTE = (
    "Norms: of all marks that PLGs gave in norm checks of a month that is over, those that say “we "
    "kept it”; three PLGs at the least, and never one of them by itself. Work: people who had "
    "brought some of their own by then, since the school year began."
)
NO_NORMS = "Your school has not adopted norms of its own yet"
NOT_YET = "Nothing is known yet of how norms are kept; work was brought by {share} of staff in PLGs"
SAYS = "Norms were kept in {kept} of marks, and {share} of staff in PLGs have brought work"
WRITE = "Write norms with the staff: three to ten sentences one could see somebody keep."
LOOK_BACK = "Ask PLGs to close one meeting this month with a norm check. It takes two minutes."
TURNS = "Ask facilitators to look at whose turn it is to bring work, and bring some of your own."
MODEL = "Use a protocol at the next faculty meeting, and say which one and why."
LEAD = "Begin a PLG of leaders, and say on which day it meets."
GOOD = "Bring a piece of your own work to a PLG, and say afterwards what it changed."


def tell(page: Page, now: Reading) -> Story:
    """How norms go, whose work came to the table, and what leaders model."""
    counts, school_id = now.workbook.store.counts, now.workbook.school.id
    norms = counts.norms(school_id, now.first, now.last)
    shown = counts.shown(school_id, now.first, now.last)
    outside = now.workbook.store.meetings.outside(now.school, now.first)
    onward, step = _onward(now, norms, shown, outside)
    return Story(
        says=_says(now, norms, shown),
        facts=tuple(_facts(now, norms, shown, outside)),
        onward=onward,
        link=("Culture", page.address("culture", step=step)),
        names=(KEPT, SHOWN),
        of="marks that say a norm was kept, and of people who have brought work",
        trend=by_month(KEPT, {KEPT: norms_kept(norms), SHOWN: work_shown(shown)}),
        note=NOTE,
    )


def _says(now: Reading, norms: list[NormsKept], shown: list[Shown]) -> str:
    brought = _brought(shown)
    if not norms:
        return NOT_YET.format(share=brought) if now.agreed(Kind.NORMS) else NO_NORMS
    last = norms[-1]
    return SAYS.format(kept=share(last.answered, last.marks, last.kept), share=brought)


def _brought(shown: list[Shown]) -> str:
    last = shown[-1] if shown else None
    return share(last.people, last.people, last.brought) if last else "none"


def _facts(
    now: Reading, norms: list[NormsKept], shown: list[Shown], outside: Outside
) -> Iterator[tuple[str, str]]:
    if norms:
        last = norms[-1]
        kept = share(last.answered, last.marks, last.kept)
        yield KEPT, f"{kept} in {last.month.name}, in {last.plgs} PLGs"
    if shown:
        yield SHOWN, _brought(shown)
    if outside.meetings:
        used = f"{outside.with_protocol} of {outside.meetings} meetings"
        yield "A protocol outside PLGs", used
    yield "Leaders’ own PLG", "meets" if _leaders_meet(now) else "none yet"


def _leaders_meet(now: Reading) -> bool:
    return any(one.plg.kind is PlgKind.LEADERS and one.members for one in now.groups)


def _onward(
    now: Reading, norms: list[NormsKept], shown: list[Shown], outside: Outside
) -> tuple[str, str]:
    """What to do next, and the step of Culture where one would."""
    if not now.agreed(Kind.NORMS):
        return WRITE, "what-we-agreed"
    if not norms:
        return LOOK_BACK, "close-a-meeting"
    if shown and shown[-1].brought < HALF * shown[-1].people:
        return TURNS, "shared-work"
    if outside.meetings and not outside.with_protocol:
        return MODEL, "leaders-and-beliefs"
    return (GOOD if _leaders_meet(now) else LEAD), "leaders-and-beliefs"
