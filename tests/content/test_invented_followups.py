"""The conversations that the invented school's people own, and what still asks for one."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from plgwork.content import Library, load_all
from plgwork.content.checks import check
from plgwork.invented import agreements, checks, followups, meetings, schedule, school
from plgwork.pages.followups import FollowUpsPage
from plgwork.settings import shipped
from plgwork.store import Store
from plgwork.workbook import Workbook

NOVEMBER = datetime(2026, 11, 24, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all([shipped("content")])


def built(library: Library, now: datetime) -> Store:
    """The school with its meetings, norms and follow-ups, and nothing else."""
    invented = library.invented_school
    years = school.Years(library.calendar(invented.school.calendar), now)
    store = Store.in_memory()
    store.found(invented.school, school.roster(invented, years), invented=True)
    schedule.keep(store, library, years, now)
    agreements.agree(store, library, years, now, seed=7)
    checks.look_back(store, library, years, now, seed=7)
    meetings.meet(store, library, now)
    followups.follow_up(store, library, now)
    return store


@pytest.fixture(scope="module")
def store(library: Library) -> Store:
    return built(library, NOVEMBER)


def page(store: Store, library: Library, person: str) -> FollowUpsPage:
    return FollowUpsPage(Workbook(library, store, person, lambda: NOVEMBER))


def shown(opened: FollowUpsPage) -> list[str]:
    return [opened.sitting.sentence(one) for one in opened.sitting.occasions]


def rows(opened: FollowUpsPage) -> list[Any]:
    return [[row["cells"][0], row["cells"][2]] for row in opened.listing.table.rows]


def test_a_facilitator_finds_a_norm_that_falls_and_owns_a_conversation(
    store: Store, library: Library
) -> None:
    opened = page(store, library, "imani-okafor")

    assert shown(opened) == [
        "“We start and end on time, whoever is missing.” was kept by fewer of you in each of your "
        "last three checks: 67 %, 50 % and 33 %."
    ]
    assert rows(opened) == [["With Patrice Duquesne, Science department", "you"]]


def test_the_coach_reads_all_and_the_named_leader_sees_a_plg_and_no_list_of_people(
    store: Store, library: Library
) -> None:
    coach, leader = (page(store, library, one) for one in ("naomi-feldstrom", "stephen-kowalczyk"))

    assert [name for _, name in rows(coach)] == ["you", "Imani Okafor", "Odette Beaumarchand"]
    assert len(rows(leader)) == 3
    assert shown(coach) == []
    [eighth] = shown(leader)
    assert eighth.startswith("Grade 8 team has not met since Monday")
    assert eighth.endswith("two meetings gave way to testing and meetings with families.")
    assert rows(page(store, library, "vivian-adebanjo")) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"by": "caleb-yoder"}, "'caleb-yoder'"),
        ({"person": "fiona-gallacher"}, "'fiona-gallacher'"),
    ],
)
def test_whoever_has_no_part_in_a_plg_is_told_to_the_author(
    library: Library, wrong: dict[str, str], says: str
) -> None:
    [item] = library.of("invented/followups.yaml")
    first, *others = item.model.followups
    changed = (first.model_copy(update=wrong), *others)
    model = item.model.model_copy(update={"followups": changed})
    key = ("invented/followups.yaml", "followups")
    items = {**library.items, key: replace(item, model=model)}

    [problem] = check(replace(library, items=items))

    assert problem.endswith(f"followups: {says} has no part in 'science-department'")
