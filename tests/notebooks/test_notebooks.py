"""Every notebook is a storyboard: words, places and nothing that decides."""

import ast
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from plgwork.models.people import Role

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = ROOT / "plgwork" / "pages"
TOO_CLEVER = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.Try,
    ast.TryStar,
    ast.With,
    ast.AsyncWith,
    ast.Match,
    ast.Lambda,
    ast.comprehension,
)

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def notebook(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code(path: Path) -> list[str]:
    return [source(cell) for cell in notebook(path)["cells"] if cell["cell_type"] == "code"]


def pages_opened(path: Path) -> set[str]:
    """The modules of ``plgwork.pages`` that a notebook imports."""
    nodes = [node for cell in code(path) for node in ast.walk(ast.parse(cell))]
    return {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == "plgwork.pages"
        for alias in node.names
    }


def builders() -> set[str]:
    """The modules and packages of ``plgwork.pages`` that offer ``build``."""
    files = {path.stem: path for path in PAGES.glob("*.py") if path.stem != "__init__"}
    folders = {path.parent.name: path for path in PAGES.glob("*/__init__.py")}
    return {
        name
        for name, path in (files | folders).items()
        if re.search(r"^def build\(|^from .*\bbuild\b", path.read_text(), re.MULTILINE)
    }


def sections(path: Path) -> dict[str, int]:
    """How many cells of code stand under each second heading."""
    counted: Counter[str] = Counter()
    heading = ""
    for cell in notebook(path)["cells"]:
        if cell["cell_type"] == "markdown":
            for title in re.findall(r"^## +(.+)$", source(cell), re.MULTILINE):
                heading = title
                counted[heading] = 0
        elif heading:
            counted[heading] += 1
    return dict(counted)


def test_there_are_notebooks() -> None:
    assert {"home", "reflection", "year"} <= {path.stem for path in NOTEBOOKS}


@every_notebook
def test_a_notebook_decides_nothing(path: Path) -> None:
    nodes = [node for cell in code(path) for node in ast.walk(ast.parse(cell))]

    assert not [ast.unparse(node) for node in nodes if isinstance(node, TOO_CLEVER)]


@every_notebook
def test_a_notebook_begins_with_its_title_and_a_welcome(path: Path) -> None:
    first = notebook(path)["cells"][0]
    title, _, welcome = source(first).partition("\n")

    assert first["cell_type"] == "markdown"
    assert title.startswith("# ")
    assert welcome.strip()


@every_notebook
def test_what_a_notebook_keeps_of_its_last_run_is_text(path: Path) -> None:
    outputs = [output for cell in notebook(path)["cells"] for output in cell.get("outputs", ())]

    assert all(output["output_type"] == "execute_result" for output in outputs)
    assert all(set(output["data"]) == {"text/plain"} for output in outputs)


@every_notebook
def test_a_notebook_says_where_it_stands_and_for_whom(path: Path) -> None:
    said = notebook(path)["metadata"]["plgwork"]

    assert said["title"].strip()
    assert said.get("nav", "other pages lead to it").strip()
    assert isinstance(said["order"], int)
    assert set(said["roles"]) <= {role.value for role in Role}
    assert said["roles"]


@every_notebook
def test_under_every_heading_stands_something(path: Path) -> None:
    assert not [heading for heading, cells in sections(path).items() if not cells]


@every_notebook
def test_no_two_headings_share_an_address(path: Path) -> None:
    cells = notebook(path)["cells"]
    headings = [
        title
        for cell in cells
        if cell["cell_type"] == "markdown"
        for title in re.findall(r"^## +(.+)$", source(cell), re.MULTILINE)
    ]

    assert len(headings) == len(set(headings))


@every_notebook
def test_a_notebook_opens_one_page(path: Path) -> None:
    assert len(pages_opened(path)) == 1


def test_every_page_has_a_notebook_and_every_notebook_a_page() -> None:
    opened = [name for path in NOTEBOOKS for name in pages_opened(path)]

    assert sorted(opened) == sorted(builders())


def test_no_two_pages_stand_at_the_same_place() -> None:
    orders = [notebook(path)["metadata"]["plgwork"]["order"] for path in NOTEBOOKS]

    assert len(orders) == len(set(orders))
