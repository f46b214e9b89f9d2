"""The statement on accessibility says what is so: each line by the tests that hold it."""

import ast
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from plgwork.content import load_served
from plgwork.models.statement import Looked, Statement
from plgwork.settings import shipped
from tests.browser.everywhere import WIDTHS, ZOOMS

BROWSER = Path(__file__).parents[1] / "browser"
VERSION = re.compile(r"axe v(\d+\.\d+)")


def statement() -> Statement:
    return load_served([shipped("content")]).statement


def there_are() -> set[str]:
    """The names of all tests in a browser."""
    trees = [ast.parse(path.read_bytes()) for path in BROWSER.glob("test_*.py")]
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("line", statement().tested, ids=lambda line: line.what)
def test_every_line_of_what_was_tested_has_the_tests_that_hold_it(line: Looked) -> None:
    assert set(line.tests) <= there_are()


def test_every_way_that_is_walked_by_keyboard_is_told() -> None:
    told = {name for line in statement().tested for name in line.tests}

    assert {name for name in there_are() if name.endswith("_by_keyboard_alone")} <= told


def test_widths_and_zooms_are_those_that_are_looked_at() -> None:
    said = " ".join(line.how for line in statement().tested)

    assert "widths of {}, {} and {} pixels".format(*(one["width"] for one in WIDTHS)) in said
    assert "a zoom of {} and of {} percent".format(*(100 * zoom for zoom in ZOOMS)) in said


def test_the_version_of_axe_is_the_one_that_looks() -> None:
    found = VERSION.search(Axe().axe_script)

    assert found
    assert f"axe-core {found[1]} " in statement().tested_with


def test_a_school_says_in_its_own_words_whom_to_tell(tmp_path: Path) -> None:
    ours = (shipped("content") / "accessibility.yaml").read_text(encoding="utf-8")
    own = ours[: ours.index("tell:")] + "tell: [Ring the office.]\n"
    (tmp_path / "accessibility.yaml").write_text(own, encoding="utf-8")

    assert load_served([shipped("content"), tmp_path]).statement.tell == ("Ring the office.",)
