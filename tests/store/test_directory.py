"""Whom a school's own directory means by a name, and whom nobody can make it mean."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from plgwork.errors import AccessError, StoreError
from plgwork.models.accounts import AuditEvent
from plgwork.models.enrolling import PersonChange
from plgwork.store import Store, secrets
from plgwork.store.directory import LEFT, UNKNOWN
from tests.store.world import NOW, visit

ANA = "ana@oak.example"
PASSWORD = "five loud herons at noon"
IDLE = timedelta(minutes=60)
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords are hashed as ever, at a small part of the cost."""
    monkeypatch.setattr(
        secrets, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    )
    secrets._nobody.cache_clear()
    yield
    secrets._nobody.cache_clear()


def events(store: Store, person_id: str = "ana") -> list[AuditEvent]:
    """What the record holds of somebody's account."""
    return [line.event for line in visit(store, person_id, LATER).people.record_of_mine()]


def renamed(store: Store, person_id: str, name: str) -> None:
    """A steward changes what somebody signs in with."""
    change = PersonChange(person_id=person_id, account=name)
    visit(store, "sam", NOW).people.register(changes=[change])


@pytest.mark.parametrize("name", [ANA, "  Ana@OAK.example ", "ＡＮＡ@oak.example"])
def test_whoever_is_called_what_they_sign_in_with_comes_in_however_it_is_spelled(
    store: Store, name: str
) -> None:
    person_id, token = store.directory.come_in(name, NOW)

    session = store.sessions(IDLE).find(token, NOW)
    assert session
    assert session.person_id == person_id == "ana"
    assert store.directory.is_called("ana", name)


def test_the_first_time_they_join_and_later_they_sign_in(store: Store) -> None:
    store.directory.come_in(ANA, NOW)
    store.directory.come_in(ANA, LATER)

    assert sorted(events(store)) == ["joined", "signed-in", "signed-in"]
    assert store.accounts.standing("ana", LATER).joined


@pytest.mark.parametrize("name", ["", "nobody@oak.example", "ana", "\x00", "x" * 10_000, "%", "'"])
def test_whom_the_school_does_not_know_stays_out(store: Store, name: str) -> None:
    with pytest.raises(AccessError, match=UNKNOWN):
        store.directory.come_in(name, NOW)


def test_whoever_left_stays_out_and_their_session_is_over(store: Store) -> None:
    _, token = store.directory.come_in(ANA, NOW)

    visit(store, "sam").people.leave("ana", NOW.date() - timedelta(days=1))

    assert store.sessions(IDLE).find(token, NOW) is None
    with pytest.raises(AccessError, match=LEFT):
        store.directory.come_in(ANA, NOW)


def test_what_a_steward_changes_later_changes_nobody_who_comes_in(store: Store) -> None:
    store.directory.come_in(ANA, NOW)

    renamed(store, "ana", "sam@evil.example")

    assert store.directory.come_in(ANA, LATER)[0] == "ana"
    with pytest.raises(AccessError, match=UNKNOWN):
        store.directory.come_in("sam@evil.example", LATER)


def test_a_steward_lets_nobody_in_as_somebody_who_has_a_password_already(store: Store) -> None:
    [link] = store.links.invite(["ana"], NOW)
    store.links.use(link.code, PASSWORD, NOW)

    renamed(store, "ana", "sam@evil.example")

    with pytest.raises(AccessError, match=UNKNOWN):
        store.directory.come_in("sam@evil.example", LATER)


def test_a_name_that_a_steward_gives_again_does_not_lead_to_its_new_owner(store: Store) -> None:
    store.directory.come_in(ANA, NOW)
    renamed(store, "ana", "ana.ruiz@oak.example")
    renamed(store, "mia", ANA)

    assert store.directory.come_in(ANA, LATER)[0] == "ana"


def test_whoever_runs_the_server_says_otherwise_and_sessions_end(store: Store) -> None:
    _, token = store.directory.come_in(ANA, NOW)

    store.directory.name({"ana": " Ana.Ruiz@oak.example"}, NOW)

    assert store.sessions(IDLE).find(token, NOW) is None
    assert store.directory.names("oak") == {"ana": "ana.ruiz@oak.example"}
    assert store.directory.come_in("ana.ruiz@oak.example", LATER)[0] == "ana"
    assert AuditEvent.DIRECTORY_NAMED in events(store)
    with pytest.raises(AccessError, match=UNKNOWN):
        store.directory.come_in(ANA, LATER)


def test_two_may_swap_their_names_and_not_share_one(store: Store) -> None:
    renamed(store, "mia", "mia@oak.example")
    store.directory.name({"ana": "one", "mia": "two"}, NOW)

    store.directory.name({"ana": "two", "mia": "one"}, NOW)
    with pytest.raises(StoreError, match="“one” is what the directory calls somebody else"):
        store.directory.name({"ana": "one"}, NOW)

    assert store.directory.names("oak") == {"ana": "two", "mia": "one"}


def test_whoever_has_no_name_to_sign_in_with_gets_none(store: Store) -> None:
    with pytest.raises(StoreError, match="ben has no name to sign in with yet"):
        store.directory.name({"ben": "ben"}, NOW)


def test_where_they_never_had_a_password_no_steward_can_make_one(store: Store) -> None:
    store.directory.come_in(ANA, NOW)

    with pytest.raises(AccessError, match="has no recovery code"):
        store.links.reset("ana", LATER, by="sam")
    renamed(store, "ana", "sam@evil.example")

    assert store.links.asked("sam@evil.example", "10.0.0.7", LATER) is None
    assert store.links.reset("ana", LATER).person_id == "ana"  # whoever runs the server may
