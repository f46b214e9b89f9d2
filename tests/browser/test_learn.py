"""The training path: read, listen in, practise, try; alone or together on a projector."""

from playwright.sync_api import Page, expect

from plgwork.models.months import Month
from plgwork.models.reflections import Draft, EntryKind, Subject
from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in, store_of
from tests.browser.reflecting import everything_in, open_page, step, tab_to
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, PHONE, PROJECTOR, axe

LEARNER, MEMBER, COACH = "hank-dombrowski", "caleb-yoder", "naomi-feldstrom"
NOVEMBER = Month(2026, 11)


def test_u1_from_home_through_a_unit_to_a_plan_of_ones_own(
    served: Served, page_for: PageFor
) -> None:
    page = page_for(LEARNER)
    page.get_by_role("link", name="Open this unit").click()
    expect(page.get_by_role("heading", name="Norms that hold")).to_be_visible()

    step(page, "A conversation")
    notes = page.locator("details.plg-margin")
    expect(notes.locator("p").first).to_be_hidden()
    notes.first.locator("summary").click()
    expect(notes.locator("p").first).to_be_visible()
    expect(notes.locator("p").nth(1)).to_be_hidden()

    step(page, "Exercises")
    expect(page.locator("form.plg-task")).to_contain_text("1 of 5")

    step(page, "Try it")
    plan = page.get_by_label("What you will try, in your own words")
    plan.fill("We watch one norm on Thursday.")
    page.get_by_role("button", name="Put it in my plan").click()
    expect(page.get_by_role("main")).to_contain_text("It is in your plan for November.")
    page.get_by_role("button", name="I am done with this unit").click()

    expect(page.get_by_role("heading", name="We watch one norm on Thursday.")).to_be_visible()
    with store_of(served, LEARNER) as store:
        texts = [one.text for one in store.reflections.entries_of(NOVEMBER)]
    assert "We watch one norm on Thursday." in texts
    step(page, "The path")
    row = page.get_by_role("row", name="Norms that hold")
    expect(row.get_by_role("cell").last).to_have_text("finished")


def open_unit(page: Page, who: str, unit: str) -> Page:
    """A unit, as somebody opens it by its address."""
    return open_page(sign_in(page, who), f"learn?unit={unit}#read")


def test_what_a_group_answers_together_is_kept_for_nobody(
    served: Served, page_for: PageFor
) -> None:
    page = open_unit(page_for(None, viewport=PROJECTOR), COACH, "three-kinds-of-question")
    page.get_by_role("button", name="Take it together, on a projector").click()
    step(page, "A conversation")
    expect(page.get_by_role("main")).to_contain_text("For all of you")
    step(page, "Exercises")
    form = page.locator("form.plg-task")
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="Check").click()
    expect(form.get_by_role("button", name="Go on")).to_be_visible()

    with store_of(served, COACH) as store:
        assert store.practice.answered() == []


def test_a_coach_sees_who_finished_which_unit_and_says_so_before(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), COACH), "learn")

    expect(page.get_by_role("main")).to_contain_text("Your coach can see which units you finished")
    table = page.get_by_role("region", name="Units your cohort finished")
    row = table.get_by_role("row", name="Ruth Tsosie")
    expect(row.get_by_role("cell").first).to_have_text("6 of 11")


def test_nobody_else_sees_what_others_finished(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), LEARNER), "learn")

    expect(page.get_by_role("region", name="Units your cohort finished")).to_have_count(0)


def test_a_member_who_keeps_no_reflection_takes_the_suggestion_along(page_for: PageFor) -> None:
    page = open_unit(page_for(None), MEMBER, "warm-and-cool")

    step(page, "Try it")

    expect(page.get_by_role("heading", name="One thing to try in your PLG")).to_be_visible()
    expect(page.get_by_role("button", name="Put it in my plan")).to_have_count(0)


def test_a_unit_that_is_not_there_leads_to_the_path(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), MEMBER), "learn?unit=no-such-unit")

    expect(page.get_by_role("main")).to_contain_text("There is no unit 'no-such-unit'")


def test_a_unit_keeps_nobody_out(page_for: PageFor) -> None:
    page = open_unit(page_for(None), "esteban-zaldivar", "data-without-blame")

    for name in ("The path", "Read", "A conversation", "Exercises", "Try it"):
        step(page, name)
        page.evaluate("() => document.querySelectorAll('details').forEach((d) => (d.open = true))")
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        axe(page)
        page.set_viewport_size(LAPTOP)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        axe(page)


def test_a_unit_can_be_taken_by_keyboard_alone(served: Served, page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), "odette-beaumarchand"), "learn")
    keys = page.keyboard
    tab_to(page, page.get_by_role("link", name="Open Three kinds of question"))
    keys.press("Enter")
    expect(page.get_by_role("heading", level=3, name="Three kinds of question")).to_be_visible()

    tab_to(page, page.get_by_role("link", name="Go on to the conversation"))
    keys.press("Enter")
    notes = page.locator("details.plg-margin")
    for number in (0, 1):
        tab_to(page, notes.nth(number).locator("summary"))
        keys.press("Enter")
        expect(notes.nth(number).locator("p")).to_be_visible()
        expect(notes.nth(number).locator("summary")).to_be_focused()

    tab_to(page, page.get_by_role("link", name="Go on to the exercises"))
    keys.press("Enter")
    form = page.locator("form.plg-task")
    tab_to(page, form.get_by_role("radio").first)
    keys.press("1")
    keys.press("Enter")
    expect(form.get_by_role("button", name="Go on")).to_be_focused()
    with store_of(served, "odette-beaumarchand") as store:
        last = store.practice.answered()[-1]
    assert (last.exercise_id, last.skill) == ("kinds-of-question", "questions")


def test_what_opens_takes_no_focus_from_where_one_is(page_for: PageFor) -> None:
    page = open_unit(page_for(None), "odette-beaumarchand", "norms-that-hold")

    expect(page.locator("form.plg-task")).to_be_attached()
    assert page.evaluate("() => document.activeElement.closest('form')") is None


def test_on_paper_a_unit_is_whole_with_every_note(page_for: PageFor) -> None:
    page = open_unit(page_for(None), "odette-beaumarchand", "norms-that-hold")

    page.emulate_media(media="print")

    for name in ("Read", "A conversation", "Exercises", "Try it"):
        expect(page.get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()
    units = [one.inner_text() for one in page.get_by_role("rowheader").all()]
    assert len(units) >= 11
    assert all(units)
    notes = page.locator("details.plg-margin p").all()
    assert notes
    assert [one.inner_text() for one in notes if not one.is_visible()] == []
    pressed = [
        one for one in page.locator("header, nav, button:not(th button)").all() if one.is_visible()
    ]
    assert [one.inner_text() for one in pressed] == []


def test_nothing_a_coach_has_open_holds_what_others_answered_or_planned(
    served: Served, page_for: PageFor
) -> None:
    planned = Subject(
        month=NOVEMBER.id, kind=EntryKind.COMMITMENT, about="try-norms-that-hold", asked=""
    )
    with store_of(served, "ruth-tsosie") as store:
        store.reflections.save(
            Draft(subject=planned, text="A heron at the first meeting.", sitting="one")
        )
        mine = {one.id for one in store.practice.answered()}

    page = open_page(sign_in(page_for(None), COACH), "learn")

    expect(page.get_by_role("row", name="Ruth Tsosie")).to_be_visible()
    told = everything_in(page)
    assert mine
    assert "heron" not in told
    assert [one for one in mine if one in told] == []
