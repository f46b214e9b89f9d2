"""The clock in the browser counts as the analysis does, whatever the machine's own clock says."""

from typing import Any

import pytest
from hypothesis import given, settings
from playwright.sync_api import Browser, Page

from plgwork.analysis.running import stand
from plgwork.models.runs import Move, Standing, in_milliseconds
from plgwork.widgets.part import EXPORT, STATIC
from tests.unit.test_running import COUNT, any_moves

FOLD = "([count, moves]) => standing(count, moves)"


@pytest.fixture(scope="module")
def clock(browser: Browser) -> Page:
    """A blank page that has the clock, and nothing else."""
    page = browser.new_page()
    module = (STATIC / "clock.js").read_text(encoding="utf-8")
    page.add_script_tag(content=EXPORT.sub("", module))
    return page


def test_the_browser_and_the_analysis_agree_on_every_run(clock: Page) -> None:
    @settings(max_examples=150, deadline=None)
    @given(any_moves())
    def agree(made: tuple[Move, ...]) -> None:
        sent = [one.model_dump(mode="json") | {"at": in_milliseconds(one.at)} for one in made]
        assert clock.evaluate(FOLD, [COUNT, sent]) == as_in_browser(stand(COUNT, made))

    agree()


def as_in_browser(now: Standing) -> dict[str, Any]:
    """Moments and times in milliseconds."""
    return now.model_dump(mode="json") | {
        "since": now.since and in_milliseconds(now.since),
        "spent": [round(one.total_seconds() * 1000) for one in now.spent],
        "skipped": list(now.skipped),
        "extra": list(now.extra),
    }


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        *((480_000, "8:00"), (479_001, "8:00"), (1, "0:01"), (0, "0:00"), (-999, "0:00")),
        *((-80_000, "1:20"), (3_600_000, "60:00")),
    ],
)
def test_what_is_left_is_shown_until_it_is_gone(clock: Page, left: int, shown: str) -> None:
    assert clock.evaluate("(left) => figures(left)", left) == shown


def test_times_are_those_of_the_school(clock: Page) -> None:
    noon = "() => clockTime(Date.UTC(2026, 10, 19, 22, 12), 'America/Chicago')"

    assert clock.evaluate(noon) == "4:12 pm"


RECKON = """(minutes) => {
  const step = (minutes) => ({ name: "", minutes });
  const moves = [{ kind: "start", at: 0 }];
  const run = { steps: [step(5), step(10)], minutes: 15, begun_at: 0, moves };
  const { left, ends, late } = reckon(run, minutes * 60000);
  return [left / 60000, ends / 60000, late];
}"""


@pytest.mark.parametrize(
    ("minutes", "left", "ends", "late"), [(0, 5, 15, 0), (4, 1, 15, 0), (7, -2, 17, 2)]
)
def test_what_is_over_makes_the_end_later_and_says_by_how_much(
    clock: Page, minutes: int, left: int, ends: int, late: int
) -> None:
    assert clock.evaluate(RECKON, minutes) == [left, ends, late]


TIME = """async () => {
  const real = Date.now;
  let asked = 0, moment = 5_000_000;
  const server = serverTime(async () => { asked += 1; return moment; }, 0);
  const right = () => Math.abs(server.now() - moment) < 500;
  await server.sync();
  const before = [right(), asked];
  Date.now = () => real() + 3_600_000; // somebody sets the clock of the laptop
  server.now();
  const noticed = asked;
  await server.sync();
  const after = right();
  Date.now = real;
  return [...before, noticed, after];
}"""


def test_a_clock_that_is_set_meanwhile_is_noticed_and_the_server_asked_again(clock: Page) -> None:
    assert clock.evaluate(TIME) == [True, 1, 2, True]


WAKES = """async () => {
  const moments = [1_000_000, 5_000_000];
  const server = serverTime(async () => moments.shift(), 0);
  const slept = server.sync(), woke = server.sync();
  await Promise.all([slept, woke]);
  return [moments.length, Math.abs(server.now() - 5_000_000) < 500];
}"""


def test_a_tab_that_wakes_is_not_told_what_was_on_its_way_when_it_slept(clock: Page) -> None:
    assert clock.evaluate(WAKES) == [0, True]
