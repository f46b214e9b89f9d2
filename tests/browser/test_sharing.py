"""Who reads what: at first nobody, then the cohort a copy, then nobody again, as one chooses."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageFor
from tests.browser.looking import sign_in
from tests.browser.reflecting import (
    PLAN,
    at_write,
    card,
    everything_in,
    first_card,
    open_page,
    reload,
    share,
    step,
    title_of,
    write,
)

AUTHOR = "odette-beaumarchand"
FELLOWS = ("Naomi Feldstrom", "Hank Dombrowski", "Tessa Lindqvist", "Walter Brzezicki")


def coach_at_home(page_for: PageFor) -> Page:
    """Home as the coach has it open."""
    return open_page(sign_in(page_for(None), "naomi-feldstrom"), "home")


def shared_with(page: Page) -> Locator:
    """What a page shows of others' words."""
    return page.get_by_role("region", name="What others shared of November")


def test_before_one_shares_the_card_and_the_step_say_with_whom(page_for: PageFor) -> None:
    page = at_write(page_for(None), AUTHOR)
    write(first_card(page, "Purpose"), "Thanh brought the essay nobody had graded yet.")

    expect(first_card(page, "Purpose")).to_contain_text("9 people in Facilitators' PLG")
    for place in (first_card(page, "Purpose"), page.locator("#share")):
        if place.is_hidden():
            step(page, "Share")
        place.get_by_text("Who is my cohort? 9 people in Facilitators' PLG").click()

        for name in FELLOWS:
            expect(place.get_by_text(name)).to_be_visible()


def test_what_is_written_after_sharing_stays_private_until_one_updates_it(
    page_for: PageFor,
) -> None:
    page, coach = at_write(page_for(None), AUTHOR), coach_at_home(page_for)
    one = first_card(page, "Structure")
    write(one, "We moved the tables.")
    share(one)
    expect(shared_with(coach)).to_contain_text("We moved the tables.")

    write(one, "We moved the tables. I was against it until noon.")
    expect(one).to_contain_text("What you wrote since is private.")
    reload(coach)
    expect(shared_with(coach)).to_contain_text("We moved the tables.")
    assert "against it until noon" not in everything_in(coach)
    one.get_by_role("button", name="Update what they see").click()

    expect(shared_with(coach)).to_contain_text("I was against it until noon.")
    expect(one.get_by_role("button", name="Update what they see")).to_have_count(0)


def test_only_me_takes_the_copy_back_even_from_a_page_that_is_open(page_for: PageFor) -> None:
    page, coach = at_write(page_for(None), AUTHOR), coach_at_home(page_for)
    one = first_card(page, "Sustainability")
    write(one, "Jamal timed us with an egg.")
    share(one)
    expect(shared_with(coach)).to_contain_text("Jamal timed us with an egg.")

    one.get_by_role("radio", name="Only me").check()

    expect(shared_with(coach)).not_to_contain_text("Jamal timed us with an egg.")
    assert "Jamal timed us with an egg." not in everything_in(coach)


def test_the_step_share_and_the_cards_agree(page_for: PageFor) -> None:
    page = at_write(page_for(None), AUTHOR)
    one = first_card(page, "Culture")
    write(one, "Siobhan said what two others had thought.")
    title = title_of(one)
    row = page.get_by_role("listitem", name=title, exact=True)

    step(page, "Share")
    row.get_by_role("radio", name="My cohort").check()
    expect(row).to_contain_text("Shared with the")
    step(page, "Write")
    expect(one.get_by_role("radio", name="My cohort")).to_be_checked()
    one.get_by_role("radio", name="Only me").check()
    expect(one).to_contain_text("Nobody else can open this here.")
    step(page, "Share")

    expect(row.get_by_role("radio", name="Only me")).to_be_checked()
    expect(row).to_contain_text("Nobody else can open this here.")


def test_a_card_without_words_is_not_shared_and_says_so(page_for: PageFor) -> None:
    page = open_page(sign_in(page_for(None), AUTHOR), "reflection#plan")
    one = card(page, PLAN)

    # Nothing becomes checked, so that ``check`` would wait for what must not happen.
    one.get_by_role("radio", name="My cohort").click()

    expect(one.get_by_role("alert")).to_have_text("Write something first; then you can share it.")
    expect(one.get_by_role("radio", name="Only me")).to_be_checked()
