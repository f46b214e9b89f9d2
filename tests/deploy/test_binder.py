"""Binder: what it would build, its steps in a clean environment, and the demo at the link."""

import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import process_of
from tests.browser.reflecting import field, first_card
from tests.browser.visiting import ready
from tests.deploy.notebooks import PATIENCE, Jupyter, jupyter

ROOT = Path(__file__).parents[2]
BASE = "/user/somebody-abc123/"
WORDS = "A sentence that goes through two servers."
LENT = "nothing that you write here is kept"


def repository(folder: Path) -> Path:
    """The files of the repository alone, as Binder has them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("clone"))


@pytest.fixture(scope="module")
def built(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a clean environment in which the steps of ``binder/`` were done.

    A virtual environment stands for Binder's conda environment; the steps are the same.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    environment = yaml.safe_load((clone / "binder" / "environment.yml").read_text(encoding="utf-8"))
    [packages] = [one["pip"] for one in environment["dependencies"] if isinstance(one, dict)]
    asked = [part for line in packages for part in line.split()]
    # Paths in the file are meant from where it lies.
    run(programs, clone / "binder", "python", "-m", "pip", "install", "--quiet", *asked)
    run(programs, clone, "bash", "binder/postBuild")
    return programs


def run(programs: Path, folder: Path, *command: str) -> None:
    """Run a step with the programs of the clean environment."""
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def binder(built: Path, clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jupyter]:
    """The Jupyter server that Binder starts, under a prefix of its own."""
    folder = tmp_path_factory.mktemp("home")
    command = [str(built / "jupyter"), "lab", f"--ServerApp.root_dir={clone}"]
    settings = {
        "PATH": f"{built}{os.pathsep}{os.environ['PATH']}",
        "PLGWORK_DATA": str(folder / "plgwork"),
    }
    with jupyter(command, folder, BASE, **settings) as server:
        yield server


@pytest.fixture
def page(binder: Jupyter, browser: Browser) -> Iterator[Page]:
    """Somebody who opened the link, and stands at the demo's door."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_navigation_timeout(PATIENCE)  # the first visit makes the school
        page.goto(binder.address("lab"))  # Binder's link brings the token
        page.goto(f"{binder.url}{BASE}workbook/home")
        expect(page.get_by_role("heading", name="Who do you want to be?")).to_be_visible()
        yield page


def come_in(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Rate the month")).click()
    ready(page)


def test_repo2docker_prints_what_it_would_build(clone: Path) -> None:
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(clone)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    dockerfile = done.stdout + done.stderr
    assert "binder/environment.yml" in dockerfile, dockerfile
    assert "binder/postBuild" in dockerfile


def test_the_link_opens_the_demo_and_says_that_nothing_is_kept(page: Page) -> None:
    expect(page.get_by_text(LENT)).to_be_visible()

    come_in(page)

    expect(page).to_have_url(re.compile(rf"{BASE}workbook/home$"))
    expect(page.get_by_text(LENT)).to_be_visible()


def test_what_one_writes_is_saved_and_heard_of_in_another_tab(page: Page) -> None:
    come_in(page)
    page.goto(f"{page.url.rpartition('/')[0]}/reflection#write")
    ready(page)
    card = first_card(page, "Purpose")

    field(card).fill(WORDS)

    expect(card.get_by_role("status")).to_have_text(re.compile("^Saved "))
    page.reload()
    ready(page)
    expect(field(first_card(page, "Purpose"))).to_have_value(WORDS)


def test_changes_elsewhere_and_the_end_of_a_page_come_through(page: Page) -> None:
    come_in(page)
    said = page.evaluate(
        """() => new Promise((heard) => {
          const stream = new EventSource(document.body.dataset.baseUrl + "live?again");
          stream.onmessage = ({ data }) => { stream.close(); heard(JSON.parse(data)); };
        })"""
    )
    kernel = process_of(page)

    page.goto("about:blank")

    assert "topic" in said
    kernel.wait(timeout=60)
