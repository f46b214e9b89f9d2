"""Practice: a round by keyboard, what comes back and when, and what a coach can see of it."""

import re
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from plgwork.models.learning import Grade
from tests.browser.conftest import PageFor, Serve
from tests.browser.failing import AWAY, banner, hear, heard
from tests.browser.looking import sign_in, states, store_of, words
from tests.browser.reflecting import FOCUSED, open_page, step, tab_to
from tests.browser.serving import NOW, Served
from tests.browser.visiting import LAPTOP, PHONE, axe
from tests.soak.line import Line

LEARNER = "hank-dombrowski"  # who has not practised yet
MEMBER, COACH = "caleb-yoder", "naomi-feldstrom"
SKILLS = {
    "Telling questions apart": "radio",
    "Asking what opens": "textbox",
    "Warm and cool feedback": "radio",
    "Describing before judging": "radio",
    "Choosing a protocol": "radio",
    "Moves in the room": "radio",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Nothing but a table, in a frame of its own, may be wider than the screen.
OVERFLOWS = """
() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("main *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest(".plg-scroll"))
    .map((one) => one.outerHTML.slice(0, 120))
"""


def task(page: Page) -> Locator:
    """What is asked just now."""
    return page.locator("form.plg-task")


def on(page: Page) -> Locator:
    """The button that leads on from feedback."""
    return (
        task(page)
        .get_by_role("button", name="Go on")
        .or_(task(page).get_by_role("button", name="Finish"))
    )


def answer_by_keyboard(page: Page) -> None:
    """Answer what is asked with the first choice, from where the focus is, and go on."""
    keys = page.keyboard
    page.wait_for_function("() => document.activeElement.closest('form.plg-task')")
    field = task(page).get_by_role("textbox")
    if field.count():
        expect(field).to_be_focused()
        keys.type("What would they have to see for that?")
        keys.press("Tab")
        keys.press("Enter")
    else:
        for number in range(task(page).locator("[data-ask]").count()):
            if number:
                keys.press("Tab")
            keys.press("1")
        keys.press("Enter")
    expect(on(page)).to_be_visible()
    while not on(page).evaluate(FOCUSED):  # past the lines one holds one's own words against
        keys.press("Tab")
    before = task(page).inner_text()
    keys.press("Enter")
    page.wait_for_function(
        "(before) => document.querySelector('form.plg-task')?.innerText !== before", arg=before
    )


def answered(served: Served, person: str) -> list[Any]:
    with store_of(served, person) as store:
        return list(store.practice.answered())


def test_a_round_can_be_done_by_keyboard_alone(served: Served, page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), LEARNER), "practice")
    tab_to(page, page.get_by_role("button", name="Begin a round", exact=True))
    page.keyboard.press("Enter")
    expect(task(page)).to_be_visible()

    rounds = 0
    while task(page).count():
        rounds += 1
        answer_by_keyboard(page)

    expect(page.get_by_role("heading", name="The round is done")).to_be_visible()
    given = answered(served, LEARNER)
    assert 1 <= len(given) <= rounds
    assert len({(one.exercise_id, one.item_id) for one in given}) == len(given)


def test_what_is_missed_today_is_back_tomorrow_and_not_before(
    serve: Serve, page_for: PageFor
) -> None:
    today = serve(now=NOW)
    page = open_page(sign_in(page_for(None, at=today), MEMBER), "practice")
    page.get_by_role("button", name="Telling questions apart").click()
    expect(task(page)).to_be_visible()
    while task(page).count():
        answer_by_keyboard(page)
    missed = [one for one in answered(today, MEMBER) if one.grade is Grade.MISSED]
    expect(page.get_by_role("button", name="Begin a round", exact=True)).to_be_visible()

    moment = datetime.fromisoformat(NOW) + timedelta(days=1, hours=1)
    tomorrow = serve(data=today.data, now=moment.isoformat())
    later = open_page(sign_in(page_for(None, at=tomorrow), MEMBER), "practice")

    assert missed
    back = "1 is back" if len(missed) == 1 else f"{len(missed)} are back"
    expect(later.get_by_role("button", name=f"Begin a round: {back}")).to_be_visible()


def test_what_one_takes_for_what_is_shown_to_oneself(served: Served, page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), "kwame-adusei"), "practice")
    page.get_by_role("button", name="Telling questions apart").click()
    answer_by_keyboard(page)

    page = open_page(page, "practice#your-progress")

    table = page.get_by_role("region", name="Three kinds of question: What kind of question is it?")
    expect(table.get_by_role("columnheader")).to_contain_text(
        ["It was", "You said clarifying", "You said probing", "You said recommendation"]
    )
    expect(table.get_by_role("cell", name="1", exact=True)).to_have_count(1)


def test_a_coach_sees_figures_of_the_cohort_and_nobody_in_them(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), COACH), "practice#your-progress")
    table = page.get_by_role("region", name="What your cohort practised in October")

    asked = table.get_by_role("row", name="Telling questions apart")
    expect(asked.get_by_role("cell")).to_have_text(["8", "62 %"])
    withheld = table.get_by_role("row", name="Choosing a protocol")
    expect(withheld.get_by_role("cell")).to_have_text(["", "withheld"])
    met = {text for state in states(page).values() for text in words(state)}
    for name in ("Imani Okafor", "Ruth Tsosie", "imani-okafor", "ruth-tsosie"):
        assert not any(name in text for text in met)


def test_nobody_but_a_coach_is_shown_a_cohort(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), LEARNER), "practice#your-progress")

    expect(page.get_by_role("main")).not_to_contain_text("your cohort practised")


def ask_one(page: Page, skill: str) -> Locator:
    """Begin a round of one skill; its first task."""
    page.get_by_role("button", name=skill).click()
    expect(task(page)).to_be_visible()
    return task(page)


def answer(page: Page) -> None:
    """Answer what is asked by its first choice, and see the feedback."""
    field = task(page).get_by_role("textbox")
    if field.count():
        field.fill("What would they have to see?")
    for ask in task(page).locator("[data-ask]").all():
        ask.get_by_role("radio").first.check()
    task(page).get_by_role("button").first.click()
    expect(on(page)).to_be_visible()


@pytest.mark.parametrize("skill", SKILLS)
def test_every_kind_of_exercise_keeps_nobody_out(page_for: PageFor, skill: str) -> None:
    page = open_page(sign_in(page_for(None), "tessa-lindqvist"), "practice")
    asked = ask_one(page, skill)
    expect(asked.get_by_role(SKILLS[skill]).first).to_be_visible()  # type: ignore[arg-type]

    in_every_look(page)
    answer(page)
    in_every_look(page)


def in_every_look(page: Page) -> None:
    """Let axe look by day and by night, on a phone and on a laptop."""
    for scheme, viewport in product(SCHEMES, (PHONE, LAPTOP)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert page.evaluate(OVERFLOWS) == []
        axe(page)


# --- by keyboard and by ear ---------------------------------------------------------------------


def test_focus_goes_from_the_choice_to_what_leads_on_and_to_the_next_choice(
    page_for: PageFor,
) -> None:
    page = open_page(sign_in(page_for(None), "tessa-lindqvist"), "practice")
    asked = ask_one(page, "Telling questions apart")
    expect(asked.get_by_role("radio").first).to_be_focused()

    page.keyboard.press("2")
    expect(asked.get_by_role("radio").nth(1)).to_be_checked()
    expect(asked.get_by_role("radio").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(on(page)).to_be_focused()
    page.keyboard.press("Enter")

    expect(task(page)).to_contain_text("2 of ")
    expect(task(page).get_by_role("radio").first).to_be_focused()


def test_enter_without_a_choice_sends_nothing_and_shows_where_to_choose(
    page_for: PageFor,
) -> None:
    page = open_page(sign_in(page_for(None), "tessa-lindqvist"), "practice")
    asked = ask_one(page, "Telling questions apart")

    asked.get_by_role("button", name="Check").press("Enter")

    expect(asked.get_by_role("radio").first).to_be_focused()
    expect(asked.locator(".plg-feedback")).to_be_empty()


def test_digits_are_letters_where_one_writes(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), "tessa-lindqvist"), "practice")
    field = ask_one(page, "Asking what opens").get_by_role("textbox")
    expect(field).to_be_focused()

    page.keyboard.type("What do 3 of them see?")

    expect(field).to_have_value("What do 3 of them see?")


def test_the_result_is_said_once(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), "tessa-lindqvist"), "practice")
    ask_one(page, "Telling questions apart")
    said = page.locator(".plg-section", has=task(page)).get_by_role("status")
    hear(said)

    answer(page)

    feedback = task(page).locator(".plg-feedback")
    [told] = [text for text in heard(said) if text]
    assert told == " ".join(feedback.locator("h4, p").all_inner_texts())
    # What has focus now would be read out with all that describes it.
    expect(on(page)).to_be_focused()
    expect(on(page)).to_have_accessible_description("")


def test_at_the_end_of_a_round_one_is_where_it_says_how_it_went(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), "maribel-quintanar"), "practice")
    ask_one(page, "Moves in the room")

    while task(page).count():
        answer_by_keyboard(page)

    expect(page.get_by_role("heading", name="The round is done")).to_be_focused()


def test_what_one_writes_is_never_sent(served: Served, page_for: PageFor) -> None:
    before = {one.id for one in answered(served, "tessa-lindqvist")}
    page = open_page(sign_in(page_for(None), "tessa-lindqvist"), "practice")
    asked = ask_one(page, "Asking what opens")
    asked.get_by_role("textbox").fill("What would a heron do?")

    asked.get_by_role("button", name="Compare").click()
    asked.get_by_role("checkbox").first.check()
    expect(asked.get_by_role("textbox")).to_have_value("What would a heron do?")
    on(page).click()
    expect(task(page)).to_contain_text("2 of ")

    assert "a heron" not in "".join(words(states(page)))
    [new] = [one for one in answered(served, "tessa-lindqvist") if one.id not in before]
    assert (new.grade, new.given) == (Grade.NEARLY, ())


def test_without_a_connection_it_says_so_and_the_choice_stays(
    line: Line, page_for: PageFor
) -> None:
    page = open_page(sign_in(page_for(None, at=line.served), "tessa-lindqvist"), "practice")
    asked = ask_one(page, "Telling questions apart")
    answer(page)
    line.cut()
    expect(banner(page)).to_have_text(AWAY)

    on(page).click()
    said = page.locator("main").get_by_role("status").filter(has_text="There is no connection")
    expect(said).to_be_in_viewport()
    expect(said).not_to_have_class(re.compile("hidden"))
    line.mend()
    expect(banner(page)).to_be_empty()
    on(page).click()

    expect(asked).to_contain_text("2 of ")


# --- on paper -----------------------------------------------------------------------------------


def test_on_paper_there_is_what_was_asked_and_nothing_to_press(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), "tessa-lindqvist"), "practice")
    lead = ask_one(page, "Telling questions apart").get_by_role("heading").inner_text()

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name=lead)).to_be_visible()
    pressed = [one for one in page.locator("header, nav, button").all() if one.is_visible()]
    assert [one.inner_text() for one in pressed] == []
    expect(page.get_by_role("heading", level=2, name="Your progress", exact=True)).to_be_visible()


def test_the_steps_lead_to_ones_progress(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), "ruth-tsosie"), "practice")

    step(page, "Your progress")

    expect(page.get_by_role("main")).to_contain_text("were right at once")
