"""Follow-ups: who is told of one, whose words stand in it, and how it passes on and ends."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from plgwork.errors import AccessError, StoreError
from plgwork.models.accounts import AuditEvent
from plgwork.models.followups import Matter, Part, Settled, Sign
from plgwork.models.meetings import Became, Presence
from plgwork.models.people import Role
from plgwork.store import Store
from plgwork.store.engine import connect, writing
from tests.store.convening import HELD_ON, LOST, PLANNED_ON, plan, recorded
from tests.store.following import ABOUT, AWAY, NOTE, followed_up, jotted, opening
from tests.store.world import NOW, contents, run, visit

TOMORROW = NOW.date() + timedelta(days=1)
LATER = NOW + timedelta(days=2)


def texts(followup_notes: tuple[object, ...]) -> list[str]:
    return [str(getattr(one, "text", "")) for one in followup_notes]


def test_an_owner_a_coach_and_the_named_leader_read_the_note_and_nobody_else_does(
    store: Store,
) -> None:
    followed_up(store)

    for reader in ("ana", "cora", "cody", "lee"):
        [seen] = visit(store, reader).followups.seen()
        assert (texts(seen.notes), seen.person, seen.leader) == ([NOTE], "Mia", "Lee")
    for other in ("mia", "ben", "lou", "sam", "finn", "zoe", "nobody"):
        assert visit(store, other).followups.seen() == []


def test_whom_it_is_about_sees_that_it_is_there_from_its_day_on_and_never_the_note(
    store: Store,
) -> None:
    visit(store, "ana").followups.open(opening(person_id="mia", about=ABOUT, due=TOMORROW))
    mia, then = visit(store, "mia").followups, visit(store, "mia", NOW + timedelta(days=1))

    assert mia.about_me() == []
    [known] = then.followups.about_me()
    assert (known.about, known.due, known.coached) == (ABOUT, TOMORROW, False)
    assert then.followups.seen() == []


def test_once_it_has_ended_they_see_it_before_its_day_as_well(store: Store) -> None:
    ana = visit(store, "ana").followups
    begun = ana.open(opening(person_id="mia", about=ABOUT, due=PLANNED_ON))
    ana.end(begun.id)

    assert [one.ended_at for one in visit(store, "mia").followups.about_me()] == [NOW]


def test_a_coach_whom_it_is_about_reads_no_note_of_it(store: Store, database: str) -> None:
    run(
        database,
        "INSERT INTO memberships (plg_id, person_id, since, facilitates, enrolled_at) VALUES "
        "('algebra', 'cody', '2026-08-03', FALSE, '2026-08-03 00:00:00')",
    )
    ana = visit(store, "ana").followups
    ana.write(jotted(ana.open(opening(person_id="cody", due=TOMORROW)), NOTE))

    assert visit(store, "cody").followups.seen() == []
    assert texts(visit(store, "cora").followups.seen()[0].notes) == [NOTE]


def test_a_leader_named_later_reads_nothing_that_was_opened_before(store: Store) -> None:
    followed_up(store)
    visit(store, "lee", LATER).circles.name_leader("lou")

    assert visit(store, "lou", LATER).followups.seen() == []
    assert visit(store, "lee", LATER).followups.seen() == []
    [old] = visit(store, "ana", LATER).followups.seen()
    new = visit(store, "ana", LATER).followups.open(opening(due=PLANNED_ON))
    assert (old.leader, new.leader) == ("", "Lou")
    assert [one.id for one in visit(store, "lou", LATER).followups.seen()] == [new.id]


def test_to_name_the_same_leader_again_takes_nothing_from_them(store: Store) -> None:
    followed_up(store)
    visit(store, "sam", LATER).circles.name_leader("lee")

    assert len(visit(store, "lee", LATER).followups.seen()) == 1


def test_whoever_leads_no_more_reads_nothing_more(store: Store) -> None:
    followed_up(store)
    visit(store, "sam").people.end_role("lee", Role.LEADER, NOW.date())

    assert visit(store, "lee", LATER).followups.seen() == []
    assert visit(store, "ana", LATER).circles.of("algebra").leader == {}


def test_nobody_is_named_but_a_leader_and_nobody_named_is_a_normal_state(store: Store) -> None:
    lee = visit(store, "lee").circles
    with pytest.raises(AccessError, match="Only a leader of your school"):
        lee.name_leader("mia")

    lee.name_leader("lou")
    lee.name_leader("")

    assert visit(store, "mia").circles.leader().leader == {}
    assert visit(store, "mia").circles.leader().coaches == {
        "cody": "Cody, a coach beside the cohort",
        "cora": "Cora, the cohort's coach",
    }


def test_handed_over_its_note_is_read_by_whoever_owns_it_and_no_more_by_whoever_did(
    store: Store,
) -> None:
    visit(store, "ana").followups.hand_over(followed_up(store).id, "cora")

    [mine] = visit(store, "cora").followups.seen()
    [given] = visit(store, "ana").followups.seen()
    assert (mine.mine, texts(mine.notes)) == (True, [NOTE])
    assert (given.owner_id, given.mine, given.noted, given.notes) == ("cora", False, False, ())
    with pytest.raises(AccessError):
        visit(store, "ana").followups.write(jotted(given, "Once more."))


def test_it_is_handed_only_to_those_who_look_after_the_plg(store: Store) -> None:
    begun = followed_up(store)

    for other in ("mia", "lou", "ben", "zoe", "nobody"):
        with pytest.raises(AccessError, match="Only whoever facilitates"):
            visit(store, "ana").followups.hand_over(begun.id, other)


def test_a_named_leader_opens_one_about_a_plg_and_about_no_person(store: Store) -> None:
    visit(store, "sam").circles.name_leader("lee")
    lee = visit(store, "lee").followups

    assert lee.open(opening()).owner == "Lee"
    with pytest.raises(AccessError):
        lee.open(opening(person_id="mia"))


@pytest.mark.parametrize("who", ["ana", "ben", "nobody"])
def test_one_is_opened_with_a_colleague_of_that_plg(store: Store, who: str) -> None:
    with pytest.raises(AccessError, match="not in this PLG"):
        visit(store, "ana").followups.open(opening(person_id=who))


def test_no_follow_up_begins_in_the_facilitators_own_plg(store: Store) -> None:
    for who in ("cora", "ana", "lee"):
        with pytest.raises(AccessError):
            visit(store, who).followups.open(opening(plg_id="cohort"))


def test_its_day_is_still_to_come(store: Store) -> None:
    with pytest.raises(AccessError, match="still to come"):
        visit(store, "ana").followups.open(opening(due=NOW.date() - timedelta(days=1)))


def test_once_it_has_ended_nothing_changes_until_it_is_opened_again(store: Store) -> None:
    ana, begun = visit(store, "ana").followups, followed_up(store)
    ana.end(begun.id)

    for change in (
        lambda: ana.write(jotted(begun, "More.")),
        lambda: ana.change(begun.id, opening()),
        lambda: ana.hand_over(begun.id, "cora"),
        lambda: ana.end(begun.id),
    ):
        with pytest.raises(AccessError, match="has ended"):
            change()
    ana.open_again(begun.id)
    assert len(ana.write(jotted(begun, "More.")).notes) == 2


def test_two_windows_lose_nothing_and_each_part_has_its_own_text(store: Store) -> None:
    ana, begun = visit(store, "ana").followups, followed_up(store)
    ana.write(jotted(begun, "From another window"))
    ana.write(jotted(begun, "We moved the day.", part=Part.CAME))

    [seen] = ana.seen()

    assert set(texts(seen.of(Part.NOTE))) == {NOTE, "From another window"}
    assert texts(seen.of(Part.CAME)) == ["We moved the day."]


def test_what_is_written_upon_stays_as_an_earlier_version(store: Store, database: str) -> None:
    begun = followed_up(store)
    visit(store, "ana").followups.write(jotted(begun, "Anew.", begun.notes[0].id))

    assert texts(visit(store, "cora").followups.seen()[0].notes) == ["Anew."]
    assert NOTE in repr(contents(database)["followup_notes"])


def test_what_was_looked_after_is_so_for_whoever_did(store: Store) -> None:
    lost = Settled(matter=Matter(plg_id="algebra", sign=Sign.NOT_MET), through=HELD_ON)
    visit(store, "cora").followups.settle(lost)

    assert visit(store, "cora").followups.settled() == [lost]
    assert visit(store, "cody").followups.settled() == []
    assert visit(store, "ana").followups.settled() == []


def test_the_record_holds_deeds_without_a_word_or_whom_it_is_about(
    store: Store, database: str
) -> None:
    begun = followed_up(store)
    ana = visit(store, "ana").followups
    ana.end(begun.id)
    ana.open_again(begun.id)
    ana.hand_over(begun.id, "cora")

    lines = visit(store, "sam").people.record()

    assert [(line.event, line.person) for line in lines] == [
        (AuditEvent.FOLLOWUP_HANDED_OVER, "Ana"),
        (AuditEvent.FOLLOWUP_OPENED_AGAIN, "Ana"),
        (AuditEvent.FOLLOWUP_ENDED, "Ana"),
        (AuditEvent.FOLLOWUP_OPENED, "Ana"),
        (AuditEvent.FOLLOWUP_LEADER_NAMED, "Sam, the steward"),
    ]
    kept = repr(contents(database)["audit"])
    assert "mia" not in kept
    assert ABOUT not in kept


def test_meetings_are_told_by_day_with_who_came_for_whoever_facilitates(store: Store) -> None:
    recorded(store)
    ana = visit(store, "ana")
    ana.records.say(ana.meetings.plan(plan(date(2026, 11, 3))).id, LOST)
    ana.meetings.plan(plan(PLANNED_ON))

    [history] = ana.circles.histories(date(2026, 11, 1))
    [seen] = visit(store, "cora").circles.histories(date(2026, 11, 1))

    assert [(one.day, one.became) for one in history.meetings] == [
        (date(2026, 11, 3), Became.DISPLACED),
        (HELD_ON, Became.HELD),
    ]
    assert history.meetings[0].taken_by == "testing"
    assert history.meetings[1].came == {"mia": Presence.PRESENT}
    assert history.meetings[1].answers == seen.meetings[1].answers == {"everyone-spoke": "yes"}
    assert list(history.names) == ["ana", "mia"]
    assert (seen.mine, seen.names, seen.meetings[1].came) == (False, {}, {})


def test_the_database_keeps_no_follow_up_with_oneself(store: Store, database: str) -> None:
    followed_up(store)

    engine = connect(database)

    with pytest.raises(StoreError, match="Nothing was changed"), writing(engine) as connection:
        connection.execute(text("UPDATE followups SET owner_id = person_id"))
    engine.dispose()


def test_settled_through_an_opening_the_occasion_is_looked_after(store: Store) -> None:
    followed_up(store)

    assert visit(store, "ana").followups.settled() == [AWAY]


def test_it_is_due_for_its_owner_from_its_day_until_it_has_ended(store: Store) -> None:
    ana = visit(store, "ana").followups
    begun = ana.open(opening(due=TOMORROW))

    assert ana.due() == 0
    assert visit(store, "ana", LATER).followups.due() == 1
    ana.end(begun.id)
    assert visit(store, "ana", LATER).followups.due() == 0
