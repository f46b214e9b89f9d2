"""The invented school's survey: asked twice, let out, answered; and a file to try it all with."""

from datetime import UTC, datetime

import pytest

from plgwork import invented
from plgwork.content import Library, invented_export, load_all
from plgwork.intake.surveys import code, find, open_export, recognised
from plgwork.models.exports import Format, Use
from plgwork.settings import shipped
from plgwork.store import Store, VisitorStore

FOLDERS = [shipped("content")]
NOVEMBER = datetime(2026, 11, 24, 20, tzinfo=UTC)
LEADER, COACH, MEMBER = "vivian-adebanjo", "naomi-feldstrom", "caleb-yoder"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all(FOLDERS)


@pytest.fixture(scope="module")
def store(library: Library) -> Store:
    """The school without what its facilitators wrote, as surveys need nothing of it."""
    items = {key: one for key, one in library.items.items() if "entries" not in key[0]}
    store = Store.in_memory()
    few = Library(items=items, kinds=library.kinds, broken=library.broken)
    invented.build(store, few, NOVEMBER)
    return store


def seen_by(store: Store, person: str) -> VisitorStore:
    return store.for_visitor(person, lambda: NOVEMBER)


def test_two_waves_are_let_out_to_every_leader_and_coach(store: Store) -> None:
    [survey] = seen_by(store, COACH).surveys.seen()
    first, second = seen_by(store, COACH).surveys.releases(survey.id)

    assert survey.title == "How is our PLG doing?"
    assert not survey.mine
    assert {row.wave for row in first.table.rows} == {"Fall 2025"}
    assert {row.wave for row in second.table.rows} == {"Fall 2025", "Spring 2026"}
    assert len(seen_by(store, LEADER).surveys.waves(survey.id)) == 2


def test_it_shows_a_group_that_is_withheld_and_who_did_not_answer(store: Store) -> None:
    [survey] = seen_by(store, COACH).surveys.seen()
    last = seen_by(store, COACH).surveys.releases(survey.id)[-1].table

    withheld = {row.group for row in last.rows if row.withheld}
    assert ("Classroom assistant",) in withheld
    assert ("Teacher",) not in withheld
    assert last.response[0].n == 63
    assert any(row.group and not row.withheld for row in last.response)


def test_the_same_people_were_found_in_both_waves(store: Store) -> None:
    [survey] = seen_by(store, COACH).surveys.seen()
    [found] = seen_by(store, COACH).surveys.releases(survey.id)[-1].table.matched

    assert found.waves == ("Fall 2025", "Spring 2026")
    assert not found.withheld
    assert any(not row.withheld for row in found.rows)


def test_what_was_promised_was_answered_to_each_wave(store: Store) -> None:
    said = seen_by(store, MEMBER).surveys.answers()

    assert [one.number for one in said] == [2, 1]
    assert all(one.published_at < NOVEMBER for one in said)


def test_the_file_to_try_is_one_that_google_forms_writes() -> None:
    name, data = invented_export(FOLDERS)
    export = open_export(data, name)
    library = load_all(FOLDERS)
    asked = [one.instrument for one in library.questionnaires.values()]
    found = recognised(find(export, library.anchors), asked)

    uses = [column.use for column in found.columns]
    assert export.format is Format.GOOGLE_FORMS
    assert uses.count(Use.SCALE) == 16
    assert uses.count(Use.GROUP) == 2
    assert [one.name for one in found.scales] == [
        "Purpose",
        "Structure",
        "Sustainability",
        "Culture",
    ]
    assert code(export, found).people == 41
