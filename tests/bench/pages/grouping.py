"""From a click on a grouping to its picture: 12 bars, 48, and one that was drawn before."""

from playwright.async_api import Page

from tests.bench.pages.asked import FEW, MANY, survey
from tests.bench.pages.browsing import opened, tab, timed, told
from tests.bench.pages.contestants import OURS, VOILA
from tests.bench.pages.figures import Row
from tests.bench.pages.running import Run
from tests.bench.pages.serving import Site

EVENTS = ["change", "input", "click"]
# Of whose answers, both pictures: shares with their intervals, and all bars.
OF_GROUP = """() => {{
  const of = bench.all("figure.plg-chart").filter((one) =>
    one.querySelector("figcaption p")?.textContent.startsWith("{group}. "));
  const pictures = of.map((one) => one.querySelector("img"));
  return pictures.length === 2 && pictures.every((one) => one && bench.drawn(one));
}}"""
OTHER = "() => bench.picture({height}) && bench.picture({height}).src !== bench.before"
HEIGHTS = {"none": 420, "role": 868}
FIRST = "Everyone"


async def measure(run: Run) -> None:
    """Each in turn; the first click of each is not counted."""
    with run.all_served() as sites:
        for site in sites:
            if site.of.name == OURS:
                for row, questions in ((Row.FEW, FEW), (Row.MANY, MANY)):
                    await _ours(run, site, row, questions)
            elif site.of.name != VOILA:  # nobody shows plain Voilà which survey is meant
                await _peer(run, site)


async def _ours(run: Run, site: Site, row: Row, questions: int) -> None:
    """A school whose answers nobody has looked at, and back to the one before."""
    address = f"{site.address('surveys')}?survey={survey(site.served.data, questions)}#results"
    async with tab(run.browser, site, "surveys") as page:
        await opened(page, address)
        await page.get_by_role("combobox", name="Whose answers").wait_for()
        for at, figures in enumerate(run.rounds(), start=1):
            figures.add(row, OURS, await _choose(run, page, at))
            if row is Row.FEW and at > 1:
                figures.add(Row.AGAIN, OURS, await _choose(run, page, at - 1))


async def _choose(run: Run, page: Page, at: int) -> float:
    async with run.sample():
        await timed(page, EVENTS, OF_GROUP.format(group=f"School {at - 1:02}"))
        await page.get_by_role("combobox", name="Whose answers").select_option(index=at)
        return float(await told(page, "bench.taken")) / 1000


async def _peer(run: Run, site: Site) -> None:
    async with tab(run.browser, site, site.page) as page:
        await opened(page, site.address(site.page))
        for figures in run.rounds():
            figures.add(Row.MANY, site.of.name, await _pick(run, page, site, "role"))
            figures.add(Row.FEW, site.of.name, await _pick(run, page, site, "none"))


async def _pick(run: Run, page: Page, site: Site, group: str) -> float:
    async with run.sample():
        await page.evaluate("() => { bench.before = bench.picture().src; }")
        done = OTHER.format(height=HEIGHTS[group])
        if not site.of.menu:
            await timed(page, EVENTS, done)
            await page.locator("select").first.select_option(label=group)
        else:
            await page.locator(site.of.menu).first.click()
            choice = page.locator(site.of.choice.format(group)).first
            await choice.click(trial=True)  # once the menu has come to rest
            await timed(page, EVENTS, done)
            await choice.click()
        return float(await told(page, "bench.taken")) / 1000
