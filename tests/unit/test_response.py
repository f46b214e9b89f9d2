"""How many answered of the roster, and who did not."""

import pytest

from plgwork.analysis.statistics import response


@pytest.mark.parametrize(
    ("answered", "roster", "percent"),
    [(1, 8, 13), (25, 28, 89), (34, 33, 100), (0, 9, 0), (1, 3, 33)],
)
def test_a_rate_is_whole_rounded_half_up_and_at_most_100(
    answered: int, roster: int, percent: int
) -> None:
    assert response.rate(answered, roster).percent == percent


def test_more_answers_than_the_roster_has_are_warned_of() -> None:
    found = response.rate(34, 33)

    assert found.over
    assert "34 answered, and the roster has 33" in found.note
    assert response.rate(3, 0).percent is None
    assert response.rate(3, 0).over
    assert not response.rate(0, 0).over


def test_low_rates_are_to_be_read_with_care() -> None:
    assert "with care" in response.rate(49, 100).note
    assert "may see things differently" in response.rate(50, 100).note
    assert response.rate(85, 100).note == ""
    assert response.pooled(17, 20) == 0.85
    assert response.pooled(21, 20) == 1


def test_who_did_not_answer_is_said_by_role() -> None:
    found = response.silent({"Teachers": (30, 40), "Aides": (5, 20), "Office": (6, 5)})

    assert [(one.role, one.silent, one.asked) for one in found] == [
        ("Aides", 15, 20),
        ("Teachers", 10, 40),
        ("Office", 0, 5),
    ]
    assert found[0].points == pytest.approx(100 * (5 / 41 - 20 / 65))
    assert response.silent({"Aides": (0, 4)})[0].points == 0
