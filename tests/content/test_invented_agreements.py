"""What the invented school agreed on, and the PLG that is in the middle of a purpose."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from plgwork.content import Library, load_all
from plgwork.content.checks import check
from plgwork.invented import agreements, school
from plgwork.models.agreements import Freedom, Kind, Marked, Party, State, Topics, Work
from plgwork.settings import shipped
from plgwork.store import Store, VisitorStore

NOVEMBER = datetime(2026, 11, 24, 20, tzinfo=UTC)
AUGUST = datetime(2026, 8, 5, 20, tzinfo=UTC)
ALL, SCIENCE = Party(school_id="quillander-ferry"), Party(plg_id="science-department")
ENGLISH = Party(plg_id="english-8-to-12")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all([shipped("content")])


def built(library: Library, now: datetime) -> Store:
    """The school with what it agreed on, and nothing else."""
    invented = library.invented_school
    years = school.Years(library.calendar(invented.school.calendar), now)
    store = Store.in_memory()
    store.found(invented.school, school.roster(invented, years), invented=True)
    agreements.agree(store, library, years, now, seed=7)
    return store


@pytest.fixture(scope="module")
def store(library: Library) -> Store:
    return built(library, NOVEMBER)


def seen_by(store: Store, person: str) -> VisitorStore:
    return store.for_visitor(person, lambda: NOVEMBER)


def test_the_school_has_a_purpose_in_its_second_edition(store: Store) -> None:
    purposes = [
        one
        for one in seen_by(store, "fiona-gallacher").agreements.of(ALL)
        if one.kind is Kind.PURPOSE
    ]

    assert [one.number for one in purposes] == [2, 1]
    assert all(one.adopted_at.weekday() < 5 for one in purposes)


def test_topics_are_marked_in_all_three_ways_and_are_to_be_looked_at_again(store: Store) -> None:
    standing = seen_by(store, "fiona-gallacher").agreements.standing()
    [topics] = [one for one in standing if one.kind is Kind.TOPICS]

    assert isinstance(topics.matter, Topics)
    assert {one.mark for one in topics.matter.topics} == {
        *("belongs", "ask-first", "does-not-belong")
    }
    assert topics.due(NOVEMBER.date())


def test_one_plg_is_in_the_middle_of_a_purpose_and_waits_for_whoever_comes_in_first(
    store: Store,
) -> None:
    imani = seen_by(store, "imani-okafor").proposals
    [proposal] = [one for one in imani.of(SCIENCE) if one.state is State.OPEN]

    assert (proposal.state, len(proposal.versions), len(proposal.comments)) == (State.OPEN, 2, 2)
    assert (proposal.show.answered, proposal.people) == (4, 6)
    assert [one.id for one in imani.waiting()] == [proposal.id]


def test_one_plg_said_how_free_it_is(store: Store) -> None:
    kinds = {one.kind for one in seen_by(store, "imani-okafor").agreements.of(ENGLISH)}

    assert kinds == {Kind.PURPOSE, Kind.FREEDOM}


def test_the_school_watches_one_measure(store: Store) -> None:
    [measure] = seen_by(store, "imani-okafor").measures.of(ALL)

    assert len(measure.values) == 5
    assert max(measure.values) < NOVEMBER.date()
    assert min(measure.values) > date(2025, 9, 1)


STRANGE = [
    ({"by": "nobody-here"}, "adopted: 'nobody-here' is not here"),
    ({"of": "no-such-plg"}, "adopted: 'no-such-plg' is not here"),
    ({"matter": Work(kinds=("no-such-work",))}, "matter: 'no-such-work' is unknown"),
    ({"matter": Freedom(degree="anarchy")}, "matter: 'anarchy' is unknown"),
    (
        {"matter": Topics(topics=(Marked(id="events", name="Parties", mark="sometimes"),))},
        "matter: 'sometimes' is unknown",
    ),
]


@pytest.mark.parametrize(("change", "said"), STRANGE)
def test_what_is_not_in_the_school_or_not_in_our_words_is_said(
    library: Library, change: dict[str, Any], said: str
) -> None:
    key = ("invented/agreements.yaml", "agreements")
    item = library.items[key]
    first, *others = item.model.adopted
    adopted = (first.model_copy(update=change), *others)
    strange = replace(item, model=item.model.model_copy(update={"adopted": adopted}))

    found = list(check(replace(library, items={**library.items, key: strange})))

    assert any(said in one for one in found), found


def test_as_a_year_begins_only_what_has_come_is_adopted(library: Library) -> None:
    store = built(library, AUGUST)

    numbers = {
        one.kind: one.number
        for one in store.for_visitor("imani-okafor", lambda: AUGUST).agreements.of(ALL)
    }
    assert numbers == {Kind.PURPOSE: 1, Kind.TOPICS: 1, Kind.WORK: 1}
