"""Published figures, what is computed for them, and which of them each test checks.

A test says with ``checks`` which figures it is about; the fixture ``figures`` then holds it to
having compared every one of them.
"""

import csv
import gzip
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml

VARIABLE = "PLGWORK_REFERENCE_DATA"
ROUNDED = 5.1e-7  # what six decimals leave open


def folder() -> Path:
    """Where the reference data lie; a test fails with a sentence where nobody said."""
    named = os.environ.get(VARIABLE)
    if not named or not (Path(named) / "expected").is_dir():
        pytest.fail(
            f"Set {VARIABLE} to the folder of the reference data (it holds expected/, ref/ "
            f"and raw/); it is {named or 'not set'}.",
            pytrace=False,
        )
    return Path(named)


def rows(name: str) -> list[dict[str, str]]:
    """A CSV file of the reference data, such as ref/psych-bfi.csv; gzip is undone."""
    data = (folder() / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def document(name: str) -> dict[str, Any]:
    """expected/NAME.yaml."""
    text = (folder() / "expected" / f"{name}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def leaves(of: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], float]]:
    """Every number in it, by the keys and places that lead there."""
    if isinstance(of, Mapping):
        for key, value in of.items():
            yield from leaves(value, (*path, str(key)))
    elif isinstance(of, list | tuple):
        for place, value in enumerate(of):
            yield from leaves(value, (*path, str(place)))
    elif isinstance(of, int | float) and not isinstance(of, bool):
        yield path, of


def matches(path: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the pattern names this figure or what it lies in; ``*`` stands for anything."""
    return len(pattern) <= len(path) and all(
        fnmatchcase(one, wanted) for one, wanted in zip(path, pattern, strict=False)
    )


def checks(name: str, *pattern: str) -> pytest.MarkDecorator:
    """Mark a test as the one of these figures of expected/NAME.yaml."""
    return pytest.mark.checks(name, pattern)


class Figures:
    """The expected figures of one file, and which of them were compared."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.all = document(name)
        self.compared: set[tuple[str, ...]] = set()

    def __getitem__(self, key: str) -> Any:
        return self.all[key]

    def hold(
        self, path: Sequence[str], computed: Any, near: float = ROUNDED, rel: float = 0
    ) -> None:
        """Every number computed is the published one at ``path``, within the tolerance.

        ``near`` is absolute: by default what six decimals leave open, and nothing where more
        were kept, as of small p-values; ``rel`` is a part of the figure.
        """
        of = {where: value for where, value in leaves(self.all) if matches(where, path)}
        wrong = []
        for where, value in leaves(computed, tuple(path)):
            if where not in of:
                wrong.append(f"{' / '.join(where)} is not among the figures")
            elif not abs(value - of[where]) <= max(_open(of[where], near), rel * abs(of[where])):
                wrong.append(f"{' / '.join(where)}: {value!r} instead of {of[where]!r}")
            self.compared.add(where)
        assert not wrong, "\n".join(wrong)

    def left(self, pattern: Sequence[str]) -> list[str]:
        """The figures of this pattern that nobody compared."""
        return [
            " / ".join(where)
            for where, _ in leaves(self.all)
            if matches(where, pattern) and where not in self.compared
        ]


def _open(expected: float, near: float) -> float:
    return near if near > ROUNDED or round(expected, 6) == expected else 1e-9 * abs(expected)
