"""The facilitators' PLG meets: forty write at once, and nobody reads before it is opened."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from plgwork.models.people import Membership, Role, Roster
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import Caller, sign_in, states, store_of, words
from tests.browser.reflecting import card, open_page, step
from tests.browser.serving import NOW, Served
from tests.browser.visiting import PHONE, axe, name_of, ready
from tests.browser.wiring import Wire, wired

COACH, FACILITATOR, OTHER, STEWARD = (
    *("naomi-feldstrom", "imani-okafor", "ruth-tsosie"),
    "tomas-reznicek",
)
QUESTION = "What will you try before we meet again?"
SECONDS = 2_000  # milliseconds in which everybody's page follows
MANY, AT_THE_WIRE = 40, 38


def at(page_for: PageFor, person: str, section: str, at: Served | None = None) -> Page:
    """Somebody's browser at a section of the page."""
    page = sign_in(page_for(None, at=at), person)
    return open_page(page, f"cohort#{section}")


def ask(page: Page, question: str = QUESTION) -> None:
    """As the coach, put a question to the cohort."""
    page.get_by_role("textbox", name="In your own words").fill(question)
    page.get_by_role("button", name="Ask it").click()
    expect(page.get_by_role("heading", name="The round", exact=True)).to_be_visible()


def open_round(page: Page) -> None:
    """As the coach, open what was written."""
    page.get_by_role("button", name="Open the round").click()
    dialog = page.get_by_role("dialog", name="Open the round now?")
    dialog.get_by_role("button", name="Open the round").click()
    expect(dialog).to_be_hidden()


def said(page: Page) -> set[str]:
    """Every text in every widget of the page, shown or not."""
    return {text for state in states(page).values() for text in words(state)}


def test_u2_facilitators_meet_on_one_page_from_the_first_question_to_the_plan(
    page_for: PageFor, serve: Serve
) -> None:
    served = serve()
    coach, imani = at(page_for, COACH, "round", served), at(page_for, FACILITATOR, "round", served)
    ask(coach)
    mine = card(imani, QUESTION)
    expect(mine).to_be_visible(timeout=SECONDS)
    expect(mine.get_by_text("read this under your name once the coach opens")).to_be_visible()
    mine.get_by_role("textbox").fill("I wait for ten seconds.")
    expect(mine.get_by_text("Saved 3:40 pm")).to_be_visible()
    expect(coach.get_by_text("1 of 10 wrote so far.")).to_be_visible(timeout=SECONDS)
    assert not any("ten seconds" in text for text in said(coach))
    open_round(coach)
    expect(imani.get_by_text("I wait for ten seconds.")).to_be_visible(timeout=SECONDS)
    expect(coach.get_by_text("I wait for ten seconds.")).to_be_visible(timeout=SECONDS)

    step(coach, "Shared")
    expect(coach.get_by_role("heading", name="Culture")).to_be_visible()
    step(coach, "Marks")
    expect(coach.get_by_role("heading", name="How you marked October")).to_be_visible()
    expect(coach.get_by_role("figure").get_by_role("img")).to_be_visible()

    step(imani, "Dilemmas")
    imani.get_by_role("textbox", name="Your question, in one sentence").fill("How do I stop?")
    imani.get_by_role("button", name="Offer it to the cohort").click()
    expect(imani.get_by_text("Your question is offered.")).to_be_visible()
    step(coach, "Dilemmas")
    coach.get_by_role("button", name="How do I stop?").click()
    expect(imani.get_by_role("heading", name="You present next")).to_be_visible(timeout=SECONDS)
    imani.get_by_role("button", name="Take it back").click()
    expect(coach.get_by_role("heading", name="Nobody presents next yet")).to_be_visible()

    step(imani, "Expertise")
    expect(imani.get_by_text("You and Odette Beaumarchand: you both work at")).to_be_visible()
    step(coach, "Plan")
    planned = card(coach, "What the cohort plans for December")
    planned.get_by_role("textbox").fill("We read the records of one other PLG.")
    expect(planned.get_by_text("Saved 3:40 pm")).to_be_visible()
    step(imani, "Plan")
    expect(imani.get_by_text("We read the records of one other PLG.")).to_be_visible(
        timeout=SECONDS
    )
    step(imani, "Meeting")
    expect(imani.get_by_role("link", name="3:50 pm: One dilemma")).to_be_visible()
    expect(imani.get_by_role("button", name="Choose the agenda")).to_have_count(0)
    step(coach, "Meeting")
    coach.get_by_role("button", name="Choose the agenda").click()
    form = coach.get_by_role("dialog", name="Choose the agenda")
    form.get_by_label("Agenda").select_option("Marks and a dilemma, in 90 minutes")
    axe(coach)
    form.get_by_role("button", name="Set it for all of us").click()
    expect(imani.get_by_text("4:50 pm: What we plan, and close")).to_be_visible(timeout=SECONDS)
    imani.get_by_role("link", name="Its plan and its record").click()
    expect(imani.get_by_role("heading", name="90 minutes, all of them planned")).to_be_visible()


def test_no_state_of_the_coachs_page_holds_a_word_that_was_not_shared(
    page_for: PageFor, serve: Serve
) -> None:
    served = serve()
    with store_of(served, COACH) as coach:
        asked = coach.rounds.begin("facilitators", QUESTION)
    private: set[str] = set()
    for person in (FACILITATOR, OTHER, "kwame-adusei"):
        with store_of(served, person) as store:
            store.rounds.write(asked, f"{person} writes Zugunruhe.")
            months = store.reflections.months_written()
            entries = store.reflections.entries_between(months[0], months[-1])
            private |= {one.text for one in entries if one.text.strip() and not one.shared}
    page = at(page_for, COACH, "round", served)
    for name in ("Meeting", "Shared", "Marks", "Dilemmas", "Expertise", "Plan"):
        step(page, name)

    held = said(page)

    assert private
    assert not [text for text in held if "Zugunruhe" in text]
    assert not [one for one in private for text in held if one in text]


def test_what_is_typed_while_the_round_opens_is_not_lost(page_for: PageFor, serve: Serve) -> None:
    served = serve()
    coach, imani = at(page_for, COACH, "round", served), at(page_for, FACILITATOR, "round", served)
    ask(coach)
    box = card(imani, QUESTION).get_by_role("textbox")
    box.fill("I wait.")
    expect(imani.get_by_text("Saved 3:40 pm")).to_be_visible()
    with store_of(served, COACH) as store:
        store.rounds.open(store.rounds.of("facilitators")[0].id)
    box.fill("I wait, and then I ask.", force=True)

    expect(imani.get_by_text("was opened before these words were saved")).to_be_visible()
    expect(box).to_have_value("I wait, and then I ask.")


def test_a_text_of_a_round_comes_back_after_a_reload(page_for: PageFor, serve: Serve) -> None:
    served = serve()
    with store_of(served, COACH) as coach:
        coach.rounds.begin("facilitators", QUESTION)
    page = at(page_for, FACILITATOR, "round", served)
    card(page, QUESTION).get_by_role("textbox").fill("I wait.")
    expect(page.get_by_text("Saved 3:40 pm")).to_be_visible()

    page.reload()
    ready(page)

    expect(card(page, QUESTION).get_by_role("textbox")).to_have_value("I wait.")


def test_the_round_can_be_written_and_read_on_a_phone(page_for: PageFor, serve: Serve) -> None:
    served = serve()
    with store_of(served, COACH) as coach:
        coach.rounds.begin("facilitators", QUESTION)
    page = sign_in(page_for(None, PHONE, at=served), FACILITATOR)
    open_page(page, "cohort#round")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


# --- forty at once -----------------------------------------------------------------------------


@pytest.fixture
def crowd(serve: Serve) -> tuple[Served, list[str]]:
    """A server whose cohort has forty people, and who they are."""
    served = serve()
    with store_of(served, STEWARD) as steward:
        cohort = next(one for one in steward.people.groups() if one.plg.id == "facilitators")
        members = [one.id for one in cohort.members]
        others = [one for one in steward.people.staff() if one.id not in members]
        joining = others[: MANY - len(members)]
        facilitators = [
            one.model_copy(update={"roles": (*one.roles, Role.FACILITATOR)}) for one in joining
        ]
        since = date.fromisoformat(NOW[:10])
        belong = [
            Membership(plg_id="facilitators", person_id=one.id, since=since) for one in joining
        ]
        steward.people.enrol(Roster(people=tuple(facilitators), memberships=tuple(belong)))
    return served, [*members, *(one.id for one in joining)]


async def write(wire: Wire, text: str) -> None:
    """Write to the round in three goes, none of which waits for the one before."""
    widget = wire.find(lambda state: state.get("title") == QUESTION)
    for ticket, part in enumerate((text[:4], text[:9], text), start=1):
        await wire.send(widget, {"kind": "write", "text": part, "ticket": ticket})
    await wire.until(lambda: wire.states[widget]["answer"].get("ticket") == ticket)
    assert wire.states[widget]["answer"]["problem"] == ""


async def all_write(served: Served, texts: dict[str, str]) -> None:
    """Let all of them come in, open the page, and write at the same moment."""
    a_few = asyncio.Semaphore(6)  # whose pages open at one time
    async with AsyncExitStack() as stack:

        async def come_in(person: str) -> Wire:
            async with a_few:
                caller = await asyncio.to_thread(Caller(served).come_in, person)
                return await stack.enter_async_context(wired(caller, "cohort"))

        wires = await asyncio.gather(*map(come_in, texts))
        await asyncio.gather(*map(write, wires, texts.values()))


def test_forty_people_write_at_once_nothing_is_lost_and_all_is_seen_within_two_seconds(
    page_for: PageFor, crowd: tuple[Served, list[str]]
) -> None:
    served, people = crowd
    at_the_wire = [one for one in people if one not in (COACH, FACILITATOR)]
    assert (len(people), len(at_the_wire)) == (MANY, AT_THE_WIRE)
    texts = {one: f"{name_of(one)} will try this." for one in people}
    coach, imani = at(page_for, COACH, "round", served), at(page_for, FACILITATOR, "round", served)
    ask(coach)
    for page, person in ((coach, COACH), (imani, FACILITATOR)):
        card(page, QUESTION).get_by_role("textbox").press_sequentially(texts[person])

    with ThreadPoolExecutor(1) as beside:  # the browsers' own loop runs in this thread
        written = all_write(served, {one: texts[one] for one in at_the_wire})
        beside.submit(asyncio.run, written).result()

    expect(coach.get_by_text(f"{MANY} of {MANY} wrote so far.")).to_be_visible()
    unread = set(texts.values()) - {texts[COACH]}
    assert not [text for text in said(coach) if any(one in text for one in unread)]
    open_round(coach)
    for page in (coach, imani):
        shown = page.get_by_text("will try this.", exact=False).filter(visible=True)
        expect(shown).to_have_count(MANY, timeout=SECONDS)
    with store_of(served, OTHER) as store:
        opened = store.rounds.of("facilitators")[0]
    assert {one.text for one in opened.told} == set(texts.values())
