"""A month of a PLG, from its plan to what leaders see of it, as its people walk through it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import sign_in, store_of
from tests.browser.reflecting import (
    card,
    everything_in,
    first_card,
    open_page,
    rate_all,
    see_saved,
    share,
    step,
    title_of,
    write,
)
from tests.browser.serving import Served
from tests.browser.test_cohort import ask, open_round
from tests.browser.test_culture import SCIENCE
from tests.browser.test_culture import answer as tap
from tests.browser.test_meetings import FEEDBACK, answer, dialog

FACILITATOR, COLLEAGUE, COACH, LEADER = (
    *("imani-okafor", "mei-lin-tsao", "naomi-feldstrom"),
    "vivian-adebanjo",
)
DECIDED = "We let the sheet lie for a night and read it again aloud."
TASK = "Read the sheet aloud to somebody who does not teach science"
QUESTION = "What will you do less of?"
PRIVATE, SHARED = "I talked over Noor twice today.", "I wait until three hands are up."
NOTED = "He has the ferry to catch on Tuesdays."


def at(page_for: PageFor, served: Served, person: str, address: str) -> Page:
    """Somebody's browser at a page of the school."""
    return open_page(sign_in(page_for(None, at=served), person), address)


def held(page: Page) -> int:
    """Minutes that were held, as Progress has them."""
    card = page.get_by_role("region", name="of recorded PLG time was held")
    fact = card.locator("dl.plg-facts > div").filter(has_text=re.compile("^Held"))
    return int(re.sub(r"\D", "", fact.inner_text()))


def test_a_whole_month_from_an_agenda_to_what_leaders_see(page_for: PageFor, serve: Serve) -> None:
    served = serve()
    leader = at(page_for, served, LEADER, "progress")
    before = held(leader)
    imani = at(page_for, served, FACILITATOR, "meetings")

    plan(imani)
    run(imani)
    record(imani)
    colleague = at(page_for, served, COLLEAGUE, "meetings#find")
    colleague.get_by_label("Words").fill("read it again aloud")
    expect(colleague.get_by_role("link", name="Thursday 19 November 2026")).to_be_visible()
    look_back(served, open_page(imani, "culture?of=science-department#close-a-meeting"))
    reflect(open_page(imani, "reflection#write"))
    coach = at(page_for, served, COACH, "cohort#round")
    meet_as_facilitators(coach, open_page(imani, "cohort#round"))
    follow_up(open_page(imani, "followups"), open_page(coach, "followups#follow-ups"))

    leader.reload()
    expect(leader.get_by_role("region", name="of recorded PLG time was held")).to_be_visible()
    assert held(leader) == before + 60
    for page in (leader, coach):
        assert PRIVATE not in everything_in(page)
    assert NOTED not in everything_in(leader)


def plan(imani: Page) -> None:
    """The science department meets today, beside its Tuesdays."""
    imani.get_by_role("button", name="A meeting at another time").click()
    form = dialog(imani, "A meeting at another time")
    form.get_by_label("Whose meeting").select_option("Science department")
    form.get_by_label("Day").fill("2026-11-19")
    form.get_by_label("Begins at").fill("14:30")
    form.get_by_label("Minutes").fill("60")
    form.get_by_role("button", name="Plan it").click()
    step(imani, "Plan")
    imani.get_by_role("button", name=FEEDBACK).click()
    expect(imani.get_by_role("heading", name="all of them planned")).to_be_visible()


def run(imani: Page) -> None:
    """Its protocol is begun, and finished early."""
    step(imani, "Run")
    imani.get_by_role("button", name=re.compile("^Start: ")).click()
    expect(imani.get_by_role("button", name="Pause")).to_be_visible()


def record(imani: Page) -> None:
    """What came of it, who came, what was decided, and what somebody does."""
    step(imani, "Record")
    imani.get_by_label("What became of it").select_option("It took place")
    expect(imani.get_by_label("How many minutes it had")).to_have_value("60")
    imani.get_by_role("button", name="Keep", exact=True).click()
    answer(imani, "Everyone spoke", "Yes")
    answer(imani, "Patrice Duquesne", "Away")
    write(card(imani, "What we decided or learned"), DECIDED)
    imani.get_by_role("textbox", name="What", exact=True).fill(TASK)
    imani.get_by_role("button", name="Add it").click()
    expect(imani.get_by_role("row").filter(has_text=TASK)).to_be_visible()


def look_back(served: Served, imani: Page) -> None:
    """Five tap on their phones how they kept their norms; it is closed, and shown."""
    imani.get_by_role("button", name="Open a norm check").click()
    expect(imani.get_by_role("region", name="On your own phone")).to_be_visible()
    with store_of(served, FACILITATOR) as store:
        [check] = [one for one in store.checks.of("science-department") if one.open]
    assert [tap(served, check, person) for person in SCIENCE] == [303] * len(SCIENCE)
    imani.get_by_role("link", name="Close it").click()
    imani.get_by_role("button", name="Close it for everybody").click()
    expect(imani.get_by_role("region", name="Your last check, norm by norm")).to_be_visible()


def reflect(imani: Page) -> None:
    """One text stays hers, and one is for her cohort."""
    culture = card(imani, title_of(first_card(imani, "Culture")))
    write(culture, PRIVATE)
    structure = card(imani, title_of(first_card(imani, "Structure")))
    write(structure, SHARED)
    share(structure)
    step(imani, "Rate")
    rate_all(imani, "Mostly")


def meet_as_facilitators(coach: Page, imani: Page) -> None:
    """The coach asks, Imani answers, and all read it once it is opened."""
    step(coach, "Shared")
    expect(coach.get_by_text(SHARED)).to_be_visible()
    step(coach, "Round")
    ask(coach, QUESTION)
    mine = card(imani, QUESTION)
    mine.get_by_role("textbox").fill("Talking while they read.")
    see_saved(mine)
    open_round(coach)
    expect(coach.get_by_text("Talking while they read.")).to_be_visible()


def follow_up(imani: Page, coach: Page) -> None:
    """Imani opens a conversation; the coach reads what she notes, and she ends it."""
    step(imani, "Follow-ups")
    imani.get_by_role("button", name="Open one by hand").click()
    form = imani.get_by_role("dialog", name="Open a follow-up")
    form.get_by_label("What it is about").fill("What would let you be there from the start?")
    form.get_by_label("With whom").select_option("Samir Haddadin (Science department)")
    form.get_by_role("button", name="Open it", exact=True).click()
    imani.get_by_role("row").filter(has_text="Samir Haddadin").get_by_role("button").click()
    write(card(imani, "Your note"), NOTED)
    row = coach.get_by_role("row").filter(has_text="Samir Haddadin")
    row.get_by_role("button").click()
    expect(coach.get_by_text(NOTED)).to_be_visible()
    write(card(imani, "What came of it"), "We start at 3:05 on Tuesdays.")
    imani.get_by_role("button", name="End it", exact=True).click()
    expect(row).to_contain_text("ended on Thursday 19 November")
