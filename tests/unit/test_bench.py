"""The benchmark compares what counts the same; how long it takes is no matter here."""

import sys
from pathlib import Path

import pytest

from tests.bench.counting import race, table
from tests.bench.making import LABELS, make


@pytest.mark.parametrize("kind", LABELS)
def test_the_workbook_and_pandas_count_the_same(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"{kind}.csv"
    make(file, kind, people=500)

    taken = race(file, kind, times=1, names=["plgwork", "pandas"], peers=sys.executable)

    assert all(one.megabytes > 0 for one in taken.values())
    assert "| pandas: read and group |" in table({kind: taken}, people=500, times=1)
