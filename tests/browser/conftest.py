"""The workbook, served, and people who look at it in a real browser."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, Literal, Protocol

import psutil
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests import means
from tests.browser.browsers import Browsers
from tests.browser.servers import Servers
from tests.browser.serving import NOW, Served, copy_school, make_school, serving
from tests.browser.visiting import LAPTOP, OPENING, come_in
from tests.soak.line import Line, line_to

SAID = pytest.StashKey[list[Served]]()


class Serve(Protocol):
    """Starts another server: later, in a data folder, with other settings.

    Where nothing of that is asked for, it is one that was used before, with a copy of the school.
    """

    def __call__(
        self,
        data: Path | None = None,
        now: str = NOW,
        demo: bool = True,
        **settings: str | int,
    ) -> Served: ...


class PageFor(Protocol):
    """Opens a browser of their own for somebody; nobody signs in when no person is named."""

    def __call__(
        self,
        person_id: str | None,
        viewport: ViewportSize = LAPTOP,
        scheme: Literal["light", "dark"] = "light",
        at: Served | None = None,
        **options: Any,
    ) -> Page: ...


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the invented school as nobody has touched it; only to be copied."""
    folder = tmp_path_factory.mktemp("school")
    make_school(folder)
    return folder


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Servers that one test after another uses."""
    servers = Servers(tmp_path_factory.mktemp("servers"))
    yield servers
    servers.close()


@pytest.fixture(scope="module")
def served(servers: Servers, school: Path, pytestconfig: pytest.Config) -> Iterator[Served]:
    """The server that the tests of one file share, each as somebody or in a month of its own."""
    with servers.one(school, NOW) as server:
        pytestconfig.stash.setdefault(SAID, []).append(server)
        yield server


@pytest.fixture
def serve(
    servers: Servers, school: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> Iterator[Serve]:
    """Servers for one test, each on a fresh school unless it is given a data folder."""
    numbers = count(1)
    with ExitStack() as stack:

        def start(
            data: Path | None = None, now: str = NOW, demo: bool = True, **settings: str | int
        ) -> Served:
            if not data and demo and now == NOW and not settings:
                server = stack.enter_context(servers.one(school, now))
            else:
                data = data or copy_school(school, tmp_path / f"served-{next(numbers)}")
                server = stack.enter_context(serving(data, now, demo, **settings))
            pytestconfig.stash.setdefault(SAID, []).append(server)
            return server

        yield start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, without a window."""
    program = means.headless()
    expect.set_options(timeout=OPENING)  # how long a busy machine takes is not what is tested
    with sync_playwright() as playwright:
        options = list(means.CHROMIUM_OPTIONS)
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browsers(browser: Browser) -> Iterator[Browsers]:
    """The browsers of one file of tests."""
    browsers = Browsers(browser)
    yield browsers
    browsers.close()


@pytest.fixture
def page_for(browsers: Browsers, request: pytest.FixtureRequest) -> Iterator[PageFor]:
    """A page in a browser of their own for whom one names, signed in; no page may fail."""
    thrown: list[str] = []
    with ExitStack() as stack:

        def open_page(
            person_id: str | None,
            viewport: ViewportSize = LAPTOP,
            scheme: Literal["light", "dark"] = "light",
            at: Served | None = None,
            **options: Any,
        ) -> Page:
            server = at or request.getfixturevalue("served")
            context = stack.enter_context(
                browsers.one(
                    base_url=f"{server.url}/",
                    viewport=viewport,
                    color_scheme=scheme,
                    locale="en-US",
                    timezone_id="America/New_York",
                    **options,
                )
            )
            page = context.new_page()
            page.on("pageerror", lambda error: thrown.append(f"{page.url}: {error}"))
            if person_id is not None:
                come_in(page, person_id)
            return page

        yield open_page
    assert not thrown, "\n".join(thrown)


@pytest.fixture
def line(served: Served) -> Iterator[Line]:
    """A line to the server that can be cut."""
    with line_to(served) as line:
        yield line


@pytest.fixture
def stopped() -> Iterator[list[psutil.Process]]:
    """Processes put here go on at the end of the test, if they are still there."""
    processes: list[psutil.Process] = []
    yield processes
    for process in processes:
        if process.is_running():
            process.resume()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Beside a failure stands what the servers said."""
    report = yield
    if report.failed:
        asked: list[Served] = item.config.stash.get(SAID, [])
        for server in set(asked):
            if said := server.said()[-4000:]:
                report.sections.append((f"what the server at {server.url} said", said))
    return report
