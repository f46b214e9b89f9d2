"""A protocol is run in a room: moved on, paused, followed on a second screen, and kept."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from plgwork.models.runs import SHOWN, MoveKind
from tests.browser.conftest import PageFor
from tests.browser.everywhere import is_for_everybody
from tests.browser.looking import Caller, process_of, sign_in, store_of
from tests.browser.servers import Servers
from tests.browser.serving import NOW, Served
from tests.browser.visiting import PROJECTOR, ready
from tests.soak.databases import Locked

WALTER, HOUR = "walter-brzezicki", 3600
TUNING = "run?protocol=tuning-protocol&people=8&minutes=45"
# What is not written yet lies in the tab.
WRITTEN = "() => !Object.keys(sessionStorage).some((key) => / run [0-9a-f]+$/.test(key))"
FITS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


class Time:
    """The clock of a server, and those of the browsers that look at it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.pages: list[Page] = []
        self._set(datetime.fromisoformat(NOW))

    def _set(self, moment: datetime) -> None:
        self.now = moment
        # In one go: somebody may be looking at it.
        draft = self._file.with_suffix(".part")
        draft.write_text(moment.isoformat(), encoding="utf-8")
        draft.replace(self._file)

    def watched_by(self, page: Page, ahead: int = 0) -> Page:
        """A page whose machine's clock is ahead by so many seconds."""
        page.clock.install(time=self.now + timedelta(seconds=ahead))
        self.pages.append(page)
        return page

    def passes(self, minutes: float) -> None:
        """So many minutes later, for everybody."""
        self._set(self.now + timedelta(minutes=minutes))
        for page in self.pages:
            page.clock.fast_forward(round(minutes * 60_000))


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that says what time it is."""
    return tmp_path_factory.mktemp("clock") / "now"


@pytest.fixture
def time(hands: Path) -> Time:
    """A quarter to four, until a test lets time pass."""
    return Time(hands)


@pytest.fixture
def timed(servers: Servers, school: Path, time: Time, hands: Path) -> Iterator[Served]:
    """A server that goes by that clock."""
    with servers.one(school, str(hands)) as server:
        yield server


def open_run(page: Page, address: str = TUNING) -> Page:
    page.goto(address)
    ready(page)
    return page


def start(page: Page, **typed: str) -> Page:
    """Start the Tuning Protocol from the set-up form."""
    open_run(page)
    for label, text in typed.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(text)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("timer")).to_be_visible()
    return page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def press(page: Page, *names: str) -> None:
    """Press these buttons, and wait until the last move is written."""
    for name in names:
        button(page, name).click()
    page.wait_for_function(WRITTEN)


def figures(page: Page) -> Locator:
    return page.get_by_role("timer").locator("span")


def heading(page: Page) -> Locator:
    return page.locator(".plg-stage h2")


def room_of(page: Page) -> str:
    """The address that the projector's machine opens."""
    return str(page.locator(".plg-showing a").get_attribute("href"))


def rows(page: Page) -> list[list[str]]:
    """What the record says of each step."""
    found = page.get_by_role("region", name="step by step").locator("tbody tr").all()
    return [one.locator("th, td").all_inner_texts() for one in found]


def same_second(*pages: Page) -> bool:
    """Whether all of them show the same, looked at together."""
    return len({figures(page).inner_text() for page in pages}) == 1


@pytest.fixture
def going(timed: Served, time: Time, page_for: PageFor) -> Page:
    """The Tuning Protocol, begun a moment ago."""
    return start(time.watched_by(sign_in(page_for(None, at=timed), WALTER)), Who_presents="Priya")


# --- 45 minutes ---------------------------------------------------------------------------------


def test_c2_forty_five_minutes_from_home_to_what_ran(
    timed: Served, time: Time, page_for: PageFor
) -> None:
    page = time.watched_by(page_for(WALTER, at=timed))
    page.get_by_role("link", name="Run a protocol").first.click()
    ready(page)
    page.get_by_label("Protocol", exact=True).select_option("tuning-protocol")
    page.get_by_label("How many people").fill("8")
    page.get_by_label("How many minutes").fill("45")
    button(page, "Start").click()
    expect(heading(page)).to_have_text("Introduction")
    screen = time.watched_by(page_for(None, viewport=PROJECTOR, at=timed))
    screen.goto(room_of(page))
    expect(heading(screen)).to_have_text("Introduction")

    time.passes(minutes=2.5)
    expect(figures(page)).to_have_text(re.compile(r"^[01]:\d\d$"))
    expect(page.locator(".plg-stage [role=status]")).to_have_text("Two minutes left.")
    time.passes(minutes=2.5)
    expect(page.get_by_text("Time for this step is up").first).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("over")
    expect(heading(page)).to_have_text("Introduction")  # it never goes on by itself
    expect(heading(screen)).to_have_text("Introduction")

    press(page, "Next step")
    expect(heading(screen)).to_have_text("Presentation")
    time.passes(minutes=4)
    press(page, "Pause")
    expect(screen.get_by_text("Paused. The clock waits.")).to_be_visible()
    time.passes(minutes=10)
    press(page, "Go on", "Two more minutes")
    expect(page.get_by_text(re.compile("1[34] minutes later than planned"))).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("of 11 minutes")
    press(page, "Back")
    time.passes(minutes=1)
    press(page, "Next step")
    expect(heading(page)).to_have_text("Presentation")
    expect(heading(screen)).to_have_text("Presentation")

    process_of(page).kill()
    expect(page.get_by_role("button", name="Reload")).to_be_visible()
    time.passes(minutes=2)
    expect(figures(page)).to_have_text(re.compile(r"^[345]:\d\d$"))  # it counts on
    button(page, "Next step").click()  # into a page that nobody hears
    expect(heading(page)).to_have_text("Clarifying questions")
    expect(heading(screen)).to_have_text("Presentation")
    page.reload()
    ready(page)
    expect(heading(page)).to_have_text("Clarifying questions")
    expect(heading(screen)).to_have_text("Clarifying questions")
    page.wait_for_function(WRITTEN)

    time.passes(minutes=1)
    button(page, "Skip…").click()
    page.get_by_label("Why?").fill("Nobody had one")
    press(page, "Skip it")
    expect(heading(screen)).to_have_text("Reading the work")
    time.passes(minutes=7)
    button(page, "Finish early…").click()
    expect(page.get_by_role("dialog")).to_contain_text("Still to come: Warm and cool feedback")
    button(page, "Finish now").click()

    expect(page.get_by_text("What ran", exact=True)).to_be_visible()
    expect(screen.get_by_text("Finished", exact=True)).to_be_visible()
    assert rows(page) == [
        ["Introduction", "4 min", "6 min", ""],
        ["Presentation", "9 min", "6 min", "2 more minutes were given"],
        ["Clarifying questions", "4 min", "1 min", "Skipped: Nobody had one"],
        ["Reading the work", "7 min", "7 min", ""],
        ["Warm and cool feedback", "11 min", "", "Not reached"],
        ["Presenter's reflection", "5 min", "", "Not reached"],
        ["Debrief", "5 min", "", "Not reached"],
        ["In all", "45 min", "20 min", ""],
    ]


def test_from_home_it_takes_four_clicks(timed: Served, time: Time, page_for: PageFor) -> None:
    page = page_for(WALTER, at=timed)

    page.get_by_role("link", name="Run a protocol").first.click()
    ready(page)
    page.get_by_label("Protocol", exact=True).select_option("tuning-protocol")
    button(page, "Start").click()

    expect(page.get_by_role("timer")).to_be_in_viewport()
    expect(heading(page)).to_be_focused()
    page.goto("home")
    ready(page)
    expect(page.get_by_role("heading", name="Tuning Protocol is running")).to_be_visible()
    page.get_by_role("link", name="Go on with Tuning Protocol").click()
    expect(page.get_by_role("timer")).to_be_visible()


# --- the clocks of machines ---------------------------------------------------------------------


@pytest.mark.parametrize("ahead", [HOUR, -HOUR])
def test_a_laptop_whose_clock_is_wrong_shows_the_servers_time(
    timed: Served, time: Time, page_for: PageFor, going: Page, ahead: int
) -> None:
    wrong = time.watched_by(sign_in(page_for(None, at=timed), WALTER), ahead)
    open_run(wrong, going.url)
    screen = time.watched_by(page_for(None, at=timed), ahead)
    screen.goto(room_of(going))

    for page in (wrong, screen):
        expect(figures(page)).to_have_text(re.compile(r"^[234]:\d\d$"))
    time.passes(minutes=2)
    button(wrong, "Next step").click()
    expect(heading(screen)).to_have_text("Presentation")

    with store_of(timed_now(timed, time), WALTER) as store:
        [run] = store.runs.recent()
    assert run.moves[-1].at == time.now


def timed_now(served: Served, time: Time) -> Served:
    """The server, for whoever looks past it at its own moment."""
    return Served(served.url, served.data, time.now.isoformat(), served.log)


def test_a_tab_that_slept_is_right_when_it_wakes(timed: Served, time: Time, going: Page) -> None:
    expect(figures(going)).to_have_text(re.compile(r"^[34]:\d\d$"))
    time.pages.clear()  # this tab's clock stood still
    time.passes(minutes=3)

    going.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")

    expect(figures(going)).to_have_text(re.compile(r"^[01]:\d\d$"))


def test_every_screen_shows_the_same_second(
    timed: Served, time: Time, page_for: PageFor, going: Page
) -> None:
    screen = page_for(None, at=timed)
    screen.goto(room_of(going))
    other = open_run(sign_in(page_for(None, at=timed), WALTER), going.url)
    button(going, "Pause").click()
    for page in (screen, other):
        expect(page.get_by_text("Paused. The clock waits.")).to_be_visible()

    assert same_second(going, screen, other)


# --- two tabs, and a database that does not answer ----------------------------------------------


def test_started_in_two_tabs_it_is_one_run_and_both_follow(
    timed: Served, time: Time, page_for: PageFor, going: Page
) -> None:
    other = start(sign_in(page_for(None, at=timed), WALTER))

    button(other, "Next step").click()

    expect(heading(going)).to_have_text("Presentation")
    assert other.url == going.url
    with store_of(timed_now(timed, time), WALTER) as store:
        assert len(store.runs.recent()) == 1


def test_while_the_database_is_busy_the_clock_goes_on_and_the_moves_are_written_later(
    timed: Served, time: Time, going: Page
) -> None:
    database = Locked(timed.data / "workbook.sqlite")
    database.strike()
    time.passes(minutes=3)
    button(going, "Next step").click()
    expect(heading(going)).to_have_text("Presentation")
    expect(going.get_by_text("Not written down yet")).to_be_visible()
    pressed = time.now
    time.passes(minutes=2)
    expect(figures(going)).to_have_text(re.compile(r"^[67]:\d\d$"))
    database.mend()

    expect(going.get_by_text("Not written down yet")).to_have_count(0)
    with store_of(timed_now(timed, time), WALTER) as store:
        [run] = store.runs.recent()
    assert [move.kind for move in run.moves] == [MoveKind.START, MoveKind.NEXT]
    assert pressed <= run.moves[-1].at < time.now


# --- sound --------------------------------------------------------------------------------------

COUNT_TONES = """() => {
  window.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    window.tones += 1;
    return start.call(this, at);
  };
}"""


def test_a_step_ends_with_two_tones_unless_they_are_switched_off(
    timed: Served, time: Time, page_for: PageFor
) -> None:
    page = sign_in(page_for(None, at=timed), WALTER)
    page.add_init_script(f"({COUNT_TONES})()")
    start(page)
    button(page, "Pause").click()
    button(page, "Go on").click()
    page.wait_for_function("() => window.tones > 0")
    page.get_by_label("Sound at the end of a step").uncheck()
    laid = page.evaluate("() => window.tones")

    button(page, "Next step").click()
    expect(heading(page)).to_have_text("Presentation")
    assert (laid % 2, page.evaluate("() => window.tones")) == (0, laid)
    page.reload()
    ready(page)
    expect(page.get_by_label("Sound at the end of a step")).not_to_be_checked()


def test_a_second_screen_asks_for_one_tap_before_it_sounds(
    timed: Served, page_for: PageFor, going: Page
) -> None:
    screen = page_for(None, at=timed)
    screen.add_init_script(f"({COUNT_TONES})()")
    screen.goto(room_of(going))
    tap = button(screen, "Tap once to let this screen sound")

    tap.click()

    expect(tap).to_be_hidden()
    screen.wait_for_function("() => window.tones === 2")


# --- the room -----------------------------------------------------------------------------------


def test_the_room_never_holds_what_to_watch_for_and_starts_no_page(
    timed: Served, going: Page
) -> None:
    going.get_by_text("What to watch for", exact=True).click()
    watch = going.locator(".plg-watching p").inner_text()
    assert watch.startswith("The question may still be foggy.")
    caller, address = Caller(timed), room_of(going).strip("/")

    for path in (address, f"{address}/state"):
        answer = caller.get(path)
        assert answer.status == 200
        assert "Priya" in answer.text
        for hidden in (watch[:20], "foggy", WALTER, "Walter"):
            assert hidden not in answer.text
    assert caller.get(f"{address}/picture").headers["content-type"].startswith("image/svg")


@pytest.mark.parametrize("path", ["", "/state", "/live", "/picture"])
def test_a_code_that_was_made_up_or_is_over_opens_nothing(
    timed: Served, time: Time, going: Page, path: str
) -> None:
    address = room_of(going).strip("/")
    time.pages.clear()
    time.passes(minutes=SHOWN.total_seconds() / 60)

    for room in ("room/0000-0000", address):
        assert Caller(timed).get(room + path).status == 404
    assert "nothing to see here" in Caller(timed).get(address).text.lower()


NO_LOOK = """() => {
  const every = window.setInterval;
  window.setInterval = (act, wait) => (wait < 20_000 ? every(act, wait) : 0);
}"""


def test_a_screen_follows_by_the_word_it_is_sent(
    timed: Served, page_for: PageFor, going: Page
) -> None:
    screen = page_for(None, at=timed)
    screen.add_init_script(f"({NO_LOOK})()")
    screen.goto(room_of(going))
    expect(heading(screen)).to_have_text("Introduction")

    button(going, "Next step").click()

    expect(heading(screen)).to_have_text("Presentation")


def test_a_screen_that_missed_the_word_asks_by_itself(
    timed: Served, time: Time, page_for: PageFor, going: Page
) -> None:
    screen = page_for(None, at=timed)
    screen.route("**/live", lambda route: route.abort())
    screen.clock.install(time=time.now)
    screen.goto(room_of(going))
    expect(heading(screen)).to_have_text("Introduction")
    press(going, "Next step")

    screen.clock.fast_forward(20_000)

    expect(heading(screen)).to_have_text("Presentation")


# --- everybody ----------------------------------------------------------------------------------


def test_a_member_follows_and_has_nothing_to_press(
    timed: Served, time: Time, page_for: PageFor, going: Page
) -> None:
    with store_of(timed_now(timed, time), WALTER) as store:
        group = store.people.my_groups()[0]
    leads = {one.id for one in group.facilitators}
    member = next(one.id for one in group.members if one.id not in leads)
    page = open_run(sign_in(page_for(None, at=timed), member), going.url)

    expect(page.get_by_text("You follow along here.")).to_be_visible()
    expect(button(page, "Next step")).to_be_hidden()
    button(going, "Next step").click()
    expect(heading(page)).to_have_text("Presentation")


def test_by_keyboard_alone_it_is_paused_skipped_and_finished(going: Page) -> None:
    def tab_to(name: str) -> None:
        for _ in range(40):
            if going.evaluate("() => document.activeElement.textContent") == name:
                return
            going.keyboard.press("Tab")
        raise AssertionError(f"{name} was not reached")

    going.evaluate("() => document.getElementById('content').focus()")
    tab_to("Pause")
    going.keyboard.press("Space")
    expect(button(going, "Go on")).to_be_focused()
    tab_to("Skip…")
    going.keyboard.press("Enter")
    expect(going.get_by_label("Why?")).to_be_focused()
    going.keyboard.press("Escape")
    expect(button(going, "Skip…")).to_be_focused()
    tab_to("Finish early…")
    going.keyboard.press("Enter")
    tab_to("Finish now")
    going.keyboard.press("Enter")
    expect(going.get_by_text("What ran", exact=True)).to_be_visible()


def test_nothing_keeps_anybody_out(served: Served, page_for: PageFor) -> None:
    page = sign_in(page_for(None), WALTER)
    open_run(page, "run?protocol=consultancy&people=8&minutes=50")
    page.get_by_label("No", exact=True).first.check()
    page.get_by_label("Your question").fill("Should I stop? It is hard.")
    expect(page.get_by_text("more than one sentence")).to_be_visible()
    is_for_everybody(page)

    button(page, "Start").click()
    expect(page.get_by_role("timer")).to_be_visible()
    is_for_everybody(page)
    button(page, "Skip…").click()
    is_for_everybody(page)
    button(page, "Not now").click()

    screen = page_for(None)
    screen.goto(room_of(page))
    expect(screen.get_by_role("timer")).to_be_visible()
    is_for_everybody(screen)
    button(page, "Finish early…").click()
    button(page, "Finish now").click()
    expect(page.get_by_text("What ran", exact=True)).to_be_visible()
    is_for_everybody(page)


def test_on_paper_there_is_the_plan_and_later_what_ran(served: Served, page_for: PageFor) -> None:
    page = open_run(sign_in(page_for(None), "naomi-feldstrom"))
    plan = page.get_by_role("table")
    expect(plan).to_contain_text("Warm and cool feedback")
    page.emulate_media(media="print")
    expect(plan).to_be_visible()
    page.emulate_media(media="screen")
    button(page, "Start").click()
    expect(page.get_by_role("timer")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Debrief, ")).to_be_visible()
    expect(button(page, "Pause")).to_be_hidden()
    page.emulate_media(media="screen")
    button(page, "Finish early…").click()
    button(page, "Finish now").click()

    page.emulate_media(media="print")

    expect(page.get_by_role("table")).to_contain_text("Not reached")
    expect(page.get_by_role("link", name="Find another protocol")).to_be_hidden()


def test_the_room_on_a_projector_is_filled(timed: Served, page_for: PageFor, going: Page) -> None:
    screen = page_for(None, viewport=PROJECTOR, at=timed)
    screen.goto(room_of(going))
    expect(screen.get_by_role("timer")).to_be_visible()

    box = screen.locator(".plg-stage").bounding_box()
    type_size = figures(screen).evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")

    assert box
    assert box["width"] > PROJECTOR["width"] * 0.9
    assert type_size > 100
