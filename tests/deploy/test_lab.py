"""The same notebooks in JupyterLab, on the demo's school."""

import re
import shutil
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from plgwork.settings import shipped
from tests.browser.serving import make_school
from tests.deploy.notebooks import jupyter


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """JupyterLab on the notebooks, in a browser."""
    folder = tmp_path_factory.mktemp("lab")
    make_school(folder, "")
    # Lab saves what it has run.
    copied = shutil.copytree(shipped("notebooks"), folder / "notebooks")
    command = [
        *(sys.executable, "-m", "jupyter", "lab", f"--ServerApp.root_dir={copied}"),
        *("--LabApp.news_url=None",),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    with jupyter(command, folder, PLGWORK_DATA=str(folder)) as server:
        page = browser.new_context().new_page()
        page.goto(server.address("lab"))
        expect(page.get_by_role("menuitem", name="File", exact=True)).to_be_visible()
        yield page


def test_a_notebook_of_the_workbook_runs_in_jupyterlab(lab: Page) -> None:
    lab.goto(re.sub(r"/lab.*", "/lab/tree/home.ipynb", lab.url))
    notebook = lab.get_by_role("main").locator(".jp-NotebookPanel:visible")
    expect(notebook.get_by_role("heading", level=1)).to_be_visible()

    # Before that, cells are asked to run and are not.
    expect(lab.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible()
    lab.get_by_role("menuitem", name="Run", exact=True).click()
    lab.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    expect(notebook.locator(".plg-card:visible, .plg-panels:visible").first).to_be_visible()
    expect(notebook.locator(".jp-RenderedText[data-mime-type*=stderr]")).to_have_count(0)
