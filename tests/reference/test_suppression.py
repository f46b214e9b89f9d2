"""The gate withholds what cases solved by hand say must be withheld, and no more than it must."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.suppressing import withheld_in

NAMED = "PLGWORK_REFERENCE_DATA"


def test_what_cases_solved_by_hand_must_hide_is_hidden() -> None:
    cases = known()["cases"]

    found = {case["id"]: withheld_in(case["groups"], case.get("item_n")) for case in cases}

    assert cases
    for case in cases:
        hidden = found[case["id"]]
        assert set(case["must_hide"]) <= hidden, case["id"]
        for some in case.get("must_hide_at_least_one_of", []):
            assert hidden & set(some), case["id"]
        # Everybody's number is part of every release, so that it is always as if it was shown.
        if case["total_shown"] and "cheapest" in case:
            assert hidden == set(case["cheapest"]), case["id"]


def known() -> dict[str, Any]:
    """The cases, in the folder that the environment names."""
    folder = os.environ.get(NAMED)
    if not folder:
        pytest.fail(f"Set {NAMED} to the folder that holds expected/suppression-cases.yaml.")
    path = Path(folder) / "expected" / "suppression-cases.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
