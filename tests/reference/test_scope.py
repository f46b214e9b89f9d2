"""No published figure is forgotten: a test checks it, or scope.yaml says why none does."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.reference.figures import document, folder, leaves, matches

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@cache
def scope() -> dict[str, list[dict[str, Any]]]:
    return dict(yaml.safe_load((HERE / "scope.yaml").read_text(encoding="utf-8")))


@cache
def checked() -> list[tuple[str, tuple[str, ...]]]:
    """The figures that tests of this folder say they check."""
    return [mark.args for test in marked() for mark in test.pytestmark if mark.name == "checks"]


def marked() -> Iterator[Any]:
    for file in sorted(HERE.glob("test_*.py")):
        module = import_module(f"tests.reference.{file.stem}")
        yield from (one for one in vars(module).values() if hasattr(one, "pytestmark"))


def published(name: str) -> list[tuple[str, ...]]:
    """Every figure of a file; tolerances are none, but say how near one must come."""
    return [path for path, _ in leaves(document(name)) if path[0] != "tolerance"]


def files() -> list[str]:
    return sorted(one.stem for one in (folder() / "expected").glob("*.yaml"))


def patterns(name: str) -> list[tuple[str, ...]]:
    named = [one for part in scope().values() for one in part if one["file"] == name]
    return [pattern for file, pattern in checked() if file == name] + [
        tuple(one["figures"]) for one in named
    ]


def test_every_published_figure_is_checked_or_out_of_scope_for_a_reason() -> None:
    forgotten = [
        f"{name}: {' / '.join(path)}"
        for name in files()
        for known in [patterns(name)]
        for path in published(name)
        if not any(matches(path, pattern) for pattern in known)
    ]

    assert not forgotten, "\n".join(forgotten)


def test_whatever_is_out_of_scope_is_there_has_a_reason_and_is_not_checked_too() -> None:
    for one in scope()["not_claimed"]:
        named = [path for path in published(one["file"]) if matches(path, one["figures"])]
        assert named, one
        assert one["reason"].strip(), one
        of_tests = [pattern for file, pattern in checked() if file == one["file"]]
        assert not [path for path in named for other in of_tests if matches(path, other)], one


def test_a_test_that_says_what_it_checks_is_held_to_it() -> None:
    tests = list(marked())

    assert tests
    for test in tests:
        if any(mark.name == "checks" for mark in test.pytestmark):
            assert "figures" in inspect.signature(test).parameters, test.__name__
            assert len({m.args[0] for m in test.pytestmark if m.name == "checks"}) == 1


@pytest.mark.parametrize("place", range(len(scope()["elsewhere"])))
def test_what_is_checked_elsewhere_is_checked_there(place: int) -> None:
    one = scope()["elsewhere"][place]

    file = ROOT / one["test"]
    assert file.is_file(), f"{one['test']} is to check {one['file']}, and does not exist"
    assert re.search(rf'"{one["file"]}(\.yaml)?"', file.read_text(encoding="utf-8")), (
        f"{one['test']} is to check {one['file']}, and does not name it"
    )
