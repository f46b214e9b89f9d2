"""Who is free when, however it is listed."""

import pytest

from plgwork.errors import IntakeError
from plgwork.intake import periods_of, read_periods
from plgwork.models.groupings import PeriodList
from tests.unit.groupings import person

STAFF = [person("ana").model_copy(update={"name": "Ana Ortiz"}), person("ben"), person("mia")]
TWICE = [*STAFF, person("ben-2").model_copy(update={"name": "Ben"})]


def problems(read: PeriodList) -> list[str]:
    return [str(one) for one in read.problems]


@pytest.mark.parametrize(
    "listed",
    [
        "Ana Ortiz, Tuesday 3; Friday 1\nBen, Friday 1",
        "Name\tFree\nana ortiz\tfriday 1, tuesday 3\nBEN\tFriday 1",
        "Name,Tuesday 3,Friday 1\nAna Ortiz,x,x\nBen,,yes",
        'Name;Tuesday 3;Friday 1\n"Ortiz, Ana";1;1\nBen;0;1',
        "\ufeffAna Ortiz,Tuesday 3,Friday 1\r\nBen,Friday 1\r\n",
    ],
)
def test_names_with_periods_and_tables_of_crosses_are_read_alike(listed: str) -> None:
    read = read_periods(listed, STAFF)

    assert read.free == {"ana": ("Tuesday 3", "Friday 1"), "ben": ("Friday 1",)}
    assert read.problems == ()


def test_whoever_is_unknown_is_told_with_the_row_and_the_rest_is_read() -> None:
    read = read_periods("Ana Ortiz, P1\nZed, P2\nBen, P1\nBen, P2", STAFF)

    assert read.free == {"ana": ("P1",), "ben": ("P1",)}
    assert problems(read) == [
        "Row 2: “Zed”: nobody here has this name.",
        "Row 4: Ben stands in an earlier row already.",
    ]


def test_a_name_that_two_people_bear_is_nobodys() -> None:
    assert problems(read_periods("Ben, P1", TWICE)) == [
        "Row 1: “Ben”: several people have this name."
    ]


def test_a_name_alone_says_that_nothing_is_known() -> None:
    assert read_periods("Ben\nMia,", STAFF).free == {"ben": (), "mia": ()}


@pytest.mark.parametrize("listed", ["", " \n ", b"PK\x03\x04", b"\x00\x00"])
def test_what_is_no_list_is_refused_in_words(listed: str | bytes) -> None:
    with pytest.raises(IntakeError):
        read_periods(listed, STAFF)


def test_what_was_read_can_be_written_down_and_read_again() -> None:
    free = {"ana": ("Tuesday 3", "Friday 1"), "mia": ("Friday 1",)}

    assert read_periods(periods_of(free, STAFF), STAFF).free == free
