"""One of two servers dies while sixty people write: all go on at the other, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageFor
from tests.browser.looking import kernels, process_of
from tests.browser.reflecting import field, first_card, open_page, see_saved, title_of
from tests.browser.visiting import ready
from tests.deploy.conftest import MANY
from tests.deploy.crowd import Crowd, crowd
from tests.deploy.replicas import SEATS, Fleet, fleet, kept, seat_of, somebody
from tests.postgresql import PostgreSQL

IN_BROWSERS = {"ana": "a", "ben": "a", "facilitator-60": "b"}
AREA = "Structure"


@pytest.fixture
def roomy(school: str, postgresql: PostgreSQL, tmp_path: Path) -> Iterator[Fleet]:
    """Two servers, either of which has room for everybody."""
    with (
        postgresql.database(postgresql.name_of(school)) as url,
        fleet(tmp_path, url, most_kernels=MANY + 5) as two,
    ):
        yield two


def test_one_server_is_killed_while_sixty_write_and_all_go_on_with_everything_there(
    roomy: Fleet, page_for: PageFor
) -> None:
    at_the_wire = crowd(MANY - len(IN_BROWSERS))
    seats = {one: SEATS[number % 2] for number, one in enumerate(at_the_wire)}
    people = Crowd(roomy.front, seats)
    with people.writing():
        browsers = {
            one: open_page(somebody(page_for, roomy, one, seat), "reflection#write")
            for one, seat in IN_BROWSERS.items()
        }
        for page in browsers.values():
            field(first_card(page, AREA)).fill("Before.")
            see_saved(first_card(page, AREA))
        people.wait_until(lambda: written(people, 2) == MANY - len(IN_BROWSERS))
        assert len(kernels(roomy.servers["a"].served)) > MANY // 3

        roomy.servers["a"].kill()
        for page in browsers.values():
            field(first_card(page, AREA)).press_sequentially(" And after it was killed.")
        struck = [one for one, seat in IN_BROWSERS.items() if seat == "a"]
        for one in struck:
            reload(browsers[one])
        moved = [one for one in people.writers if seats[one.person] == "a"]
        people.all_write_again()

    assert {one.reloads for one in moved} == {1}
    assert {one.reloads for one in people.writers if one not in moved} == {0}
    assert lost(roomy, people) == {}
    for one, page in browsers.items():
        see_saved(first_card(page, AREA))
        assert seat_of(page) == "b"
        assert process_of(page) in kernels(roomy.servers["b"].served)
        assert kept(roomy, one, title_of(first_card(page, AREA))) == [
            "Before. And after it was killed."
        ]


def written(people: Crowd, times: int) -> int:
    """How many have written so often."""
    return sum(one.saves >= times for one in people.writers)


def reload(page: Page) -> None:
    """What was typed is still there after the click that the page asks for."""
    expect(page.locator("#banner")).to_contain_text("This page was stopped.")
    before = field(first_card(page, AREA)).input_value()
    page.get_by_role("button", name="Reload").click()
    expect(page.locator("#banner button")).to_have_count(0)
    ready(page)
    expect(field(first_card(page, AREA))).to_have_value(before)


def lost(two: Fleet, people: Crowd) -> dict[str, tuple[str, list[str]]]:
    """Whose last text that was called saved is not what the database holds, and what it does."""
    found = {one.person: (one.saved, kept(two, one.person, one.title)) for one in people.writers}
    return {one: (saved, texts) for one, (saved, texts) in found.items() if texts != [saved]}
