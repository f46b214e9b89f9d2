"""Each line of the threat model names the test that holds it, and that test exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
ROWS = [
    row
    for row in re.findall(r"^\| .* \|$", TEXT, re.MULTILINE)
    if not row.startswith("| they might")
]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda part: part.rpartition("/")[2])
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_bytes())

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS)
def test_every_line_names_its_wall_and_one_test(row: str) -> None:
    threat, wall, test = (cell.strip() for cell in row.strip("|").split("|"))

    assert threat
    assert wall
    assert re.fullmatch(r"`tests/[\w/]+\.py::test_\w+`", test)


def test_what_is_not_defended_is_said() -> None:
    undefended = TEXT.partition("## What is not defended")[2]

    assert "Whoever runs the server" in undefended
    assert "SQLite has no roles" in undefended
    assert len(ROWS) > 20
