"""How the invented science department looked back on its norms."""

from datetime import UTC, datetime

import pytest

from plgwork.content import Library, load_all
from plgwork.invented import agreements, checks, school
from plgwork.models.norms import NormCheck
from plgwork.settings import shipped
from plgwork.store import Store

NOVEMBER = datetime(2026, 11, 24, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all([shipped("content")])


def built(library: Library, now: datetime) -> list[NormCheck]:
    """The checks of a school that agreed, looked back, and did nothing else."""
    invented = library.invented_school
    years = school.Years(library.calendar(invented.school.calendar), now)
    store = Store.in_memory()
    store.found(invented.school, school.roster(invented, years), invented=True)
    agreements.agree(store, library, years, now, seed=7)
    checks.look_back(store, library, years, now, seed=7)
    found = store.for_visitor("imani-okafor", lambda: now).checks.of("science-department")
    store.close()
    return found[::-1]


def test_the_checks_show_a_trend_and_what_may_not_be_shown(library: Library) -> None:
    found = built(library, NOVEMBER)

    assert [one.number for one in found] == [1, 2, 2, 2]
    shares = [
        [row.share for row in one.results.rows if row.item == "let-each-other-finish"]
        for one in found
        if one.results
    ]
    assert shares == [["40 %"], ["50 %"], ["67 %"], ["80 % or more"]]
    withheld = [row.item for one in found if one.results for row in one.results.rows if not row.n]
    assert withheld == ["say-what-we-were-after-before-we-show-the-lab"]


def test_nobody_has_looked_back_on_what_is_still_to_come(library: Library) -> None:
    assert len(built(library, datetime(2026, 9, 20, 20, tzinfo=UTC))) == 2


def test_the_school_is_the_same_whenever_it_is_made_anew(library: Library) -> None:
    first, second = built(library, NOVEMBER), built(library, NOVEMBER)

    assert [one.results for one in first] == [one.results for one in second]
