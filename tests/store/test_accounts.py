"""Passwords, codes and sessions: who comes in, how often, and what a reset shuts."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import event

from plgwork.errors import AccessError, SlowedError, StoreError
from plgwork.models.accounts import Account, AuditEvent, Purpose
from plgwork.models.enrolling import PersonChange
from plgwork.models.people import Roster
from plgwork.models.reflections import Outcome, Rating
from plgwork.store import Store, secrets
from plgwork.store.attempts import FREE, FREE_ADDRESS, Attempt, count
from plgwork.store.engine import connect
from plgwork.store.sessions import LONGEST
from tests.store.world import (
    NOVEMBER,
    NOW,
    OCTOBER,
    asked,
    came_of,
    contents,
    planned,
    texts,
    visit,
    write,
)

PASSWORD = "five loud herons at noon"
NEW = "one more heron, and rain"
ANA, HERE = "ana@oak.example", "10.0.0.7"
IDLE = timedelta(minutes=60)
LATER = NOW + timedelta(hours=1)


def join(store: Store, person_id: str = "ana", now: datetime = NOW) -> str:
    """Let somebody join; their recovery code."""
    [link] = store.links.invite([person_id], now)
    return store.links.use(link.code, PASSWORD, now).recovery


def come(
    store: Store, name: str = ANA, password: str = PASSWORD, now: datetime = NOW, at: str = HERE
) -> str:
    """Sign in; the token."""
    return store.accounts.sign_in(name, password, at, now).token


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords are hashed as ever, at a small part of the cost: a thousand times in this file.

    What it costs whoever guesses is held in test_secrets.
    """
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(secrets, "_HASHER", cheap)
    secrets._nobody.cache_clear()
    yield
    secrets._nobody.cache_clear()


@pytest.fixture
def code(store: Store) -> str:
    """Ana joined; her recovery code."""
    return join(store)


def attack(store: Store, name: str = ANA, at: str = HERE, now: datetime = NOW) -> None:
    """Fail in somebody's name until whoever comes from there has to wait."""
    for _ in range(FREE):
        with pytest.raises(AccessError, match="do not belong together"):
            come(store, name, NEW, now, at)


# --- signing in ---------------------------------------------------------------------------


def test_whoever_joined_signs_in_by_name_and_password_and_is_known_by_the_session(
    store: Store, code: str
) -> None:
    token = come(store, name=" Ana@Oak.Example ")

    found = store.sessions(IDLE).find(token, NOW)
    assert found is not None
    assert found.person_id == "ana"
    assert token not in found.id


@pytest.mark.parametrize(
    ("name", "password"),
    [
        (ANA, NEW),
        (ANA, ""),
        (ANA, PASSWORD + " "),
        ("nobody@oak.example", PASSWORD),
        ("finn@pine.example", ""),  # has an account, and never joined
        ("finn@pine.example", PASSWORD),
        ("", ""),
        ("\x00", "\ud800"),
        ("x" * 10_000, "y" * 10_000),
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same_sentence(
    store: Store, code: str, name: str, password: str
) -> None:
    with pytest.raises(AccessError) as refusal:
        come(store, name, password)

    assert str(refusal.value) == (
        "This name and this password do not belong together. Check both, and try again."
    )


def test_after_a_few_failures_one_waits_twice_as_long_each_time(store: Store, code: str) -> None:
    now = NOW
    for _ in range(FREE):
        with pytest.raises(AccessError, match="do not belong together"):
            come(store, password=NEW, now=now)

    waits = []
    for _ in range(7):
        with pytest.raises(SlowedError) as slowed:
            come(store, password=NEW, now=now)
        waits.append(slowed.value.wait)
        now += slowed.value.wait
        with pytest.raises(AccessError, match="do not belong together"):
            come(store, password=NEW, now=now)

    seconds = [wait.total_seconds() for wait in waits]
    assert seconds == [30, 60, 120, 240, 480, 900, 900]


def test_the_right_password_is_not_looked_at_while_one_has_to_wait(store: Store, code: str) -> None:
    for _ in range(FREE):
        with pytest.raises(AccessError):
            come(store, password=NEW)

    with pytest.raises(SlowedError, match="try again in a minute"):
        come(store)
    assert come(store, now=NOW + timedelta(minutes=1))


def test_failures_of_somebody_else_slow_nobody_at_another_address(store: Store, code: str) -> None:
    for _ in range(FREE):
        with pytest.raises(AccessError):
            come(store, password=NEW, at="203.0.113.9")

    assert come(store)


def test_in_a_browser_that_one_came_in_by_one_does_not_wait_for_who_fails_in_ones_name(
    store: Store, code: str
) -> None:
    known = [store.accounts.sign_in(ANA, PASSWORD, HERE, NOW).known]
    attack(store)

    with pytest.raises(SlowedError):
        come(store)
    assert store.accounts.sign_in(ANA, PASSWORD, HERE, NOW, known).token
    with pytest.raises(SlowedError):  # whoever fails waits on
        come(store)


def test_such_a_browser_has_no_more_attempts_than_others(store: Store, code: str) -> None:
    known = [store.accounts.sign_in(ANA, PASSWORD, HERE, NOW).known]
    for at in ("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"):
        with pytest.raises(AccessError, match="do not belong together"):
            store.accounts.sign_in(ANA, NEW, at, NOW, known)

    with pytest.raises(SlowedError):
        store.accounts.sign_in(ANA, PASSWORD, "10.0.0.6", NOW, known)


def test_a_browser_is_known_for_one_account_and_for_one_password(store: Store, code: str) -> None:
    join(store, "finn")
    known = [store.accounts.sign_in(ANA, PASSWORD, HERE, NOW).known]
    attack(store, "finn@pine.example")
    with pytest.raises(SlowedError):
        store.accounts.sign_in("finn@pine.example", PASSWORD, HERE, NOW, known)

    session = store.sessions(IDLE).find(come(store), NOW)
    assert session
    changed = store.accounts.change_password("ana", PASSWORD, NEW, session.id, NOW)
    for number in range(FREE):
        with pytest.raises(AccessError, match="do not belong together"):
            come(store, password=f"{PASSWORD} {number}")
    with pytest.raises(SlowedError):
        store.accounts.sign_in(ANA, NEW, HERE, NOW, known)
    assert store.accounts.sign_in(ANA, NEW, HERE, NOW, [changed]).token


@pytest.mark.parametrize("way", ["sign in", "recover"])
def test_whoever_is_refused_cannot_tell_an_account_from_none_by_the_work_it_took(
    store: Store, code: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    ways = {
        "sign in": lambda name: store.accounts.sign_in(name, NEW, HERE, NOW),
        "recover": lambda name: store.accounts.recover(name, "0" * 20, NEW, HERE, NOW),
    }
    done: list[str] = []
    verify = PasswordHasher.verify

    def watched(*given: Any) -> bool:
        done.append("a hash")
        return verify(*given)

    monkeypatch.setattr(PasswordHasher, "verify", watched)

    def work(name: str) -> list[str]:
        done.clear()
        with pytest.raises(AccessError, match="do not belong together"):
            ways[way](name)
        return list(done)

    work("nobody@oak.example")  # the hash to compare with where there is none
    engine = store._engine
    event.listen(engine, "before_cursor_execute", asked := lambda *given: done.append(given[2]))
    an_account, joining, none = work(ANA), work("finn@pine.example"), work("no@oak.example")
    event.remove(engine, "before_cursor_execute", asked)

    assert an_account == joining == none
    assert an_account.count("a hash") == 1


def test_thirty_people_at_one_address_come_in_within_a_minute_two_typos_each(store: Store) -> None:
    staff = [f"teacher-{number}" for number in range(30)]
    _enrol(store, staff)
    for one in staff:
        join(store, one)

    for second, one in enumerate(staff):
        moment = NOW + timedelta(seconds=2 * second)
        for _ in range(2):
            with pytest.raises(AccessError, match="do not belong together"):
                come(store, f"{one}@oak.example", NEW, moment)
        assert come(store, f"{one}@oak.example", PASSWORD, moment)


def _enrol(store: Store, ids: list[str]) -> None:
    sam = visit(store, "sam")
    me = sam.people.me()
    sam.people.enrol(
        Roster(
            people=tuple(me.model_copy(update={"id": one, "name": one}) for one in ids),
            accounts=tuple(Account(person_id=one, name=f"{one}@oak.example") for one in ids),
        )
    )


def test_an_address_is_slowed_alone_only_far_above_a_schools_traffic(database: str) -> None:
    engine = connect(database)

    for number in range(FREE_ADDRESS):
        count(engine, Attempt(f"account-{number}", HERE), NOW)

    with pytest.raises(SlowedError):
        count(engine, Attempt("yet-another", HERE), NOW)
    count(engine, Attempt("yet-another", "10.0.0.8"), NOW)
    engine.dispose()
    assert FREE_ADDRESS >= 30 * 5


def test_many_attempts_at_one_moment_are_counted_one_after_the_other(
    store: Store, code: str
) -> None:
    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(lambda _: _refusal(lambda: come(store, password=NEW)), range(12)))

    assert said.count("SlowedError") == 12 - FREE
    assert said.count("AccessError") == FREE


def _refusal(ask: Callable[[], Any]) -> str:
    try:
        ask()
    except AccessError as error:
        return type(error).__name__
    return ""


# --- sessions -----------------------------------------------------------------------------


def test_a_session_lasts_while_one_is_here_and_ends_by_idling(store: Store, code: str) -> None:
    token, sessions = come(store), store.sessions(IDLE)
    found = sessions.find(token, NOW)
    assert found is not None

    sessions.seen(found.id, NOW + timedelta(minutes=50))
    assert sessions.find(token, NOW + timedelta(minutes=109))
    assert not sessions.find(token, NOW + timedelta(minutes=110))
    assert sessions.over({found.id}, NOW + timedelta(minutes=110)) == {found.id}


def test_a_session_that_is_over_is_not_brought_back_by_being_seen(store: Store, code: str) -> None:
    token, sessions = come(store), store.sessions(IDLE)
    found = sessions.find(token, NOW)
    assert found is not None

    sessions.seen(found.id, NOW + IDLE)

    assert not sessions.find(token, NOW + IDLE)


def test_no_session_is_longer_than_a_day_at_school(store: Store, code: str) -> None:
    token, sessions = come(store), store.sessions(IDLE)
    found = sessions.find(token, NOW)
    assert found is not None
    for minutes in range(30, int(LONGEST.total_seconds() // 60), 30):
        sessions.seen(found.id, NOW + timedelta(minutes=minutes))

    assert sessions.find(token, NOW + LONGEST - timedelta(seconds=1))
    assert not sessions.find(token, NOW + LONGEST)


@pytest.mark.parametrize("forged", ["", "x", "' OR ''='", "\x00", "\ud800", "0" * 64])
def test_a_token_that_was_made_up_is_nobodys(store: Store, code: str, forged: str) -> None:
    come(store)

    assert store.sessions(IDLE).find(forged, NOW) is None


def test_what_the_database_holds_of_a_session_or_code_opens_nothing(
    store: Store, database: str
) -> None:
    [link] = store.links.invite(["ana"], NOW)
    kept = {str(cell) for rows in contents(database).values() for row in rows for cell in row}

    for cell in kept:
        assert store.sessions(IDLE).find(cell, NOW) is None
        with pytest.raises(AccessError):
            store.links.opened(cell, NOW)
    assert not [cell for cell in kept if link.code in cell or link.code.replace("-", "") in cell]


def test_signing_out_ends_one_browser_and_everywhere_ends_all(store: Store, code: str) -> None:
    first, second, third = come(store), come(store), come(store)
    sessions = store.sessions(IDLE)
    found = sessions.find(first, NOW)
    assert found is not None

    sessions.end(found.id, NOW)
    assert [bool(sessions.find(one, NOW)) for one in (first, second, third)] == [False, True, True]
    sessions.end_all("ana", NOW)
    assert not any(sessions.find(one, NOW) for one in (first, second, third))


# --- links --------------------------------------------------------------------------------


def test_an_invitation_works_once_however_it_is_typed(store: Store) -> None:
    [link] = store.links.invite(["ana"], NOW)
    typed = link.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    signed = store.links.use(typed, PASSWORD, NOW)

    assert store.sessions(IDLE).find(signed.token, NOW)
    with pytest.raises(AccessError, match="used already"):
        store.links.use(link.code, NEW, NOW)
    with pytest.raises(AccessError, match="used already"):
        store.links.opened(link.code, NOW)
    assert come(store)


def test_looking_at_an_invitation_does_not_use_it_up(store: Store) -> None:
    [link] = store.links.invite(["ana"], NOW)

    store.links.opened(link.code, NOW)
    opened = store.links.opened(link.code, NOW)

    assert (opened.person, opened.account, opened.purpose) == ("Ana", ANA, Purpose.INVITATION)
    assert store.links.use(link.code, PASSWORD, NOW).person_id == "ana"


def test_of_two_who_use_one_code_at_the_same_moment_one_is_refused(store: Store) -> None:
    [link] = store.links.invite(["ana"], NOW)

    with ThreadPoolExecutor(4) as pool:
        said = list(
            pool.map(
                lambda _: _refusal(lambda: store.links.use(link.code, PASSWORD, NOW)), range(4)
            )
        )

    assert sorted(said) == ["", "AccessError", "AccessError", "AccessError"]


@pytest.mark.parametrize(
    ("purpose", "lasts"), [("invitation", timedelta(days=14)), ("reset", timedelta(days=1))]
)
def test_a_link_is_short_lived(store: Store, purpose: str, lasts: timedelta) -> None:
    if purpose == "reset":
        join(store)
        link = store.links.reset("ana", NOW)
    else:
        [link] = store.links.invite(["ana"], NOW)

    store.links.opened(link.code, NOW + lasts - timedelta(seconds=1))
    with pytest.raises(AccessError, match="too old"):
        store.links.use(link.code, PASSWORD, NOW + lasts)


def test_a_new_invitation_ends_the_one_before(store: Store) -> None:
    [first] = store.links.invite(["ana"], NOW)
    [second] = store.links.invite(["ana"], NOW)

    with pytest.raises(AccessError):
        store.links.opened(first.code, NOW)
    assert store.links.opened(second.code, NOW).person_id == "ana"


@pytest.mark.parametrize("forged", ["", "0000-0000-0000-0000", "' OR ''='", "\x00", "\ud800", "%"])
def test_a_code_that_was_made_up_opens_nothing(store: Store, forged: str) -> None:
    store.links.invite(["ana"], NOW)

    with pytest.raises(AccessError, match="mistyped"):
        store.links.opened(forged, NOW)


@pytest.mark.parametrize(
    ("password", "wanted"),
    [
        ("short", "at least 10"),
        ("", "at least 10"),
        ("x" * 201, "at most 200"),
        ("aaaaaaaaaaaa", "guessed first"),
        ("ana@oak.example", "guessed first"),
        ("ANA@OAK.EXAMPLE1", "guessed first"),
        ("Ana-2026-Ana-2027", "your school’s"),
        ("oakschool2026!", "your school’s"),
        ("Oak School, Ana!", "your school’s"),
        ("1q2w3e4r5t", "tried first"),
        ("Password2026!", "tried first"),
        ("..Summer 2026..", "tried first"),
        ("teacherteacher", "tried first"),
        ("QWERTY qwerty", "tried first"),
        ("ｐａｓｓｗｏｒｄ２０２６", "tried first"),
    ],
)
def test_a_weak_password_is_refused_in_words_and_uses_up_nothing(
    store: Store, password: str, wanted: str
) -> None:
    [link] = store.links.invite(["ana"], NOW)

    with pytest.raises(AccessError, match=wanted):
        store.links.use(link.code, password, NOW)

    assert store.links.use(link.code, "ŧħrée wörds 🦩", NOW).token


@pytest.mark.parametrize("who", ["ana", "cora", "lee", "zoe", "nobody"])
def test_only_a_steward_of_the_school_invites_and_resets(
    store: Store, database: str, who: str, code: str
) -> None:
    before = contents(database)

    with pytest.raises(AccessError):
        store.links.reset("ben", NOW, who)
    with pytest.raises(AccessError):
        store.links.invite(["mia"], NOW, who)

    assert contents(database) == before


def test_whoever_joined_is_not_invited_again_and_whoever_did_not_is_not_reset(
    store: Store, code: str
) -> None:
    with pytest.raises(AccessError, match="Ana has joined already"):
        store.links.invite(["ana"], NOW, "sam")
    with pytest.raises(AccessError, match="Ben has no name to sign in with"):
        store.links.invite(["ben"], NOW, "sam")


# --- a reset by somebody else -----------------------------------------------------------------


@pytest.fixture
def written(store: Store, code: str) -> str:
    """What Ana wrote before Sam reset her password; her recovery code of that time."""
    ana = visit(store, "ana")
    write(ana, "Before the reset", asked("norms"))
    write(ana, "A second text", asked("trust"))
    ana.reflections.rate(Rating(month="2026-10", indicator_id="listening", value=2))
    return code


def reset(store: Store, now: datetime = LATER, by: str | None = "sam") -> str:
    """Reset Ana's password, and use the link as whoever got it; the new recovery code."""
    link = store.links.reset("ana", now, by)
    return store.links.use(link.code, NEW, now).recovery


def at(store: Store, hours: int) -> Any:
    """Ana's reflections, so many hours after everything began."""
    return visit(store, "ana", NOW + timedelta(hours=hours)).reflections


def test_a_reset_ends_every_session_when_it_is_made_and_when_it_is_used(
    store: Store, code: str
) -> None:
    token, sessions = come(store), store.sessions(IDLE)
    link = store.links.reset("ana", NOW, "sam")
    assert not sessions.find(token, NOW)

    token = come(store)  # the old password still holds until another is chosen
    store.links.use(link.code, NEW, NOW)
    assert not sessions.find(token, NOW)
    with pytest.raises(AccessError):
        come(store)


def test_what_was_written_before_a_reset_stays_shut(store: Store, written: str) -> None:
    [entry, _] = at(store, 0).entries_of(OCTOBER)
    reset(store)
    mine = at(store, 2)

    assert mine.entries_of(OCTOBER) == []
    assert mine.search("before") == []
    assert mine.ratings_between(OCTOBER, NOVEMBER) == []
    assert mine.months_written() == []
    for ask in (mine.entry, mine.share, mine.delete):
        with pytest.raises(AccessError):
            ask(entry.id)


def test_the_recovery_code_of_that_time_opens_it_again(store: Store, written: str) -> None:
    newer = reset(store)
    accounts = store.accounts
    with pytest.raises(AccessError, match="not the recovery code"):
        accounts.open_shut("ana", newer, LATER)

    accounts.open_shut("ana", written.lower(), LATER)

    mine = at(store, 2)
    found = {entry.text for entry in mine.entries_of(OCTOBER)}
    assert found == {"Before the reset", "A second text"}
    assert [entry.text for entry in mine.search("before")] == ["Before the reset"]
    assert len(mine.ratings_between(OCTOBER, OCTOBER)) == 1
    assert accounts.standing("ana", LATER).shut == 0


def test_what_is_written_to_the_same_question_meanwhile_stands_beside_it_afterwards(
    store: Store, written: str
) -> None:
    reset(store)
    entry = write(visit(store, "ana", NOW + timedelta(hours=2)), "After the reset", asked("norms"))
    assert texts(entry) == ["After the reset"]
    assert at(store, 2).search("before") == []

    store.accounts.open_shut("ana", written, LATER)

    [one] = [e for e in at(store, 3).entries_of(OCTOBER) if e.subject.about == "norms"]
    assert texts(one) == ["After the reset", "Before the reset"]
    assert at(store, 3).search("before after")


def test_after_two_resets_each_time_has_a_code_of_its_own(store: Store, written: str) -> None:
    between = reset(store)
    write(visit(store, "ana", NOW + timedelta(hours=2)), "Between", asked("between"))
    reset(store, NOW + timedelta(hours=3))
    mine = at(store, 4)
    assert mine.entries_of(OCTOBER) == []
    assert store.accounts.standing("ana", NOW + timedelta(hours=4)).shut == 2

    store.accounts.open_shut("ana", between, NOW + timedelta(hours=4))
    assert [entry.text for entry in mine.entries_of(OCTOBER)] == ["Between"]
    store.accounts.open_shut("ana", written, NOW + timedelta(hours=4))
    assert len(mine.entries_of(OCTOBER)) == 3


def test_guessing_the_recovery_code_is_slowed(store: Store, written: str) -> None:
    reset(store)
    for _ in range(FREE):
        with pytest.raises(AccessError, match="not the recovery code"):
            store.accounts.open_shut("ana", "0000-0000-0000-0000-0000", LATER)

    with pytest.raises(SlowedError):
        store.accounts.open_shut("ana", written, LATER)


def test_the_owner_is_told_of_a_reset_when_they_come_next(store: Store, written: str) -> None:
    store.links.reset("ana", NOW + timedelta(hours=3), "sam")
    told = store.accounts.sign_in(ANA, PASSWORD, HERE, NOW + timedelta(hours=4)).news
    assert [(line.event, line.actor) for line in told] == [
        (AuditEvent.RESET_MADE, "Sam, the steward")
    ]
    assert store.accounts.sign_in(ANA, PASSWORD, HERE, NOW + timedelta(hours=5)).news == ()


def test_whoever_chose_a_password_by_the_link_does_not_silence_it_for_the_owner(
    store: Store, written: str
) -> None:
    reset(store)
    store.accounts.sign_in(ANA, NEW, HERE, NOW + timedelta(hours=2))

    signed = store.accounts.recover(ANA, written, PASSWORD, HERE, NOW + timedelta(hours=3))

    assert {line.event for line in signed.news} == {AuditEvent.RESET, AuditEvent.RESET_MADE}
    assert signed.recovery
    assert len(at(store, 4).entries_of(OCTOBER)) == 2
    with pytest.raises(AccessError):
        come(store, password=NEW, now=NOW + timedelta(hours=4))


@pytest.mark.parametrize("named_by", ["sam", None])
def test_mail_to_an_address_that_somebody_else_chose_is_a_reset_by_somebody_else(
    store: Store, written: str, named_by: str | None
) -> None:
    change = PersonChange(person_id="ana", account="sam@evil.example")
    if named_by:
        visit(store, named_by, LATER).people.register(changes=[change])
    else:
        store.office.register("oak", [], [change], LATER)
    link = store.links.asked("sam@evil.example", HERE, LATER)
    assert link is not None

    store.links.use(link.code, NEW, LATER)

    assert at(store, 2).entries_of(OCTOBER) == []
    events = [line.event for line in visit(store, "ana").people.record_of_mine()]
    assert AuditEvent.ACCOUNT_NAMED in events


def test_once_the_owner_signed_in_by_the_new_name_mail_to_it_is_theirs(
    store: Store, written: str
) -> None:
    change = PersonChange(person_id="ana", account="ana.ruiz@oak.example")
    visit(store, "sam", NOW + timedelta(minutes=5)).people.register(changes=[change])
    signed = store.accounts.sign_in("Ana.Ruiz@Oak.example", PASSWORD, HERE, LATER)
    assert [line.event for line in signed.news] == [AuditEvent.ACCOUNT_NAMED]
    link = store.links.asked("ana.ruiz@oak.example", HERE, LATER)
    assert link is not None

    store.links.use(link.code, NEW, LATER)

    assert len(at(store, 2).entries_of(OCTOBER)) == 2


def test_a_link_made_for_another_name_opens_nothing(store: Store) -> None:
    [link] = store.links.invite(["ana"], NOW)
    visit(store, "sam").people.register(
        changes=[PersonChange(person_id="ana", account="other@oak.example")]
    )

    with pytest.raises(AccessError):
        store.links.use(link.code, PASSWORD, NOW)


def test_a_link_ends_when_its_owner_chooses_a_password_in_another_way(
    store: Store, code: str
) -> None:
    link = store.links.asked(ANA, HERE, NOW)
    assert link is not None
    store.accounts.change_password("ana", PASSWORD, NEW, "", NOW)

    with pytest.raises(AccessError):
        store.links.use(link.code, "a third one, at last", NOW)


def test_nothing_that_is_shut_is_deleted_or_overwritten_unseen(
    store: Store, database: str, written: str
) -> None:
    ana = visit(store, "ana")
    plan = write(ana, "A plan nobody may guess", planned("plan-1"))
    ana.reflections.tell(came_of(plan), Outcome.DONE)
    ana.reflections.rate(Rating(month="2026-10", indicator_id="pace", value=5))
    reset(store)
    mine = at(store, 2)
    again = write(visit(store, "ana", NOW + timedelta(hours=2)), "Mine now", planned("plan-1"))

    assert (again.subject.asked, again.outcome) == ("", None)
    assert mine.search("guess") == []
    with pytest.raises(AccessError, match="recovery code"):
        mine.delete(again.id)
    with pytest.raises(AccessError, match="recovery code"):
        mine.rate(Rating(month="2026-10", indicator_id="pace", value=1))

    store.accounts.open_shut("ana", written, LATER)
    assert "A plan nobody may guess" in texts(at(store, 3).entry(again.id))
    assert at(store, 3).ratings_between(OCTOBER, OCTOBER)[-1].value == 5
    at(store, 3).delete(again.id)


def test_what_a_clock_ahead_of_its_time_dated_is_shut_as_well(store: Store, code: str) -> None:
    write(visit(store, "ana", NOW + timedelta(days=2)), "From the day after tomorrow")

    reset(store)
    reset(store)

    assert at(store, 72).entries_of(OCTOBER) == []
    assert store.accounts.standing("ana", LATER).shut == 2


def test_right_passwords_at_one_moment_are_let_in_whatever_the_order_of_their_clocks(
    store: Store, code: str
) -> None:
    for milliseconds in (5, 0, -1, 3, -3_600_000):
        assert come(store, now=NOW + timedelta(milliseconds=milliseconds))


def test_a_session_is_not_begun_by_a_password_that_was_just_replaced(
    store: Store, code: str
) -> None:
    with ThreadPoolExecutor(8) as pool:
        tokens = [pool.submit(come, store) for _ in range(6)]
        pool.submit(store.accounts.change_password, "ana", PASSWORD, NEW, "", NOW).result()
        begun = [one.result() for one in tokens if not one.exception()]

    sessions = store.sessions(IDLE)
    assert not [token for token in begun if sessions.find(token, NOW)]


def test_whoever_has_no_role_any_more_has_no_session(store: Store, code: str) -> None:
    token = come(store)
    visit(store, "sam").people.leave("ana", NOW.date())

    sessions = store.sessions(timedelta(days=3))
    assert sessions.find(token, NOW)
    assert not sessions.find(token, NOW + timedelta(hours=13))


def test_nights_of_failures_push_nothing_out_of_the_record(store: Store, code: str) -> None:
    for number in range(40):
        with pytest.raises(AccessError):
            come(store, password=NEW, at=f"10.0.0.{number}")

    events = [line.event for line in visit(store, "ana").people.record_of_mine()]
    assert events.count(AuditEvent.REFUSED) == 1


@pytest.mark.parametrize(
    ("kept", "typed"), [("José@Oak.example", "JOSÉ@oak.example"), ("Straße", "STRASSE")]
)
def test_a_name_is_the_same_from_every_keyboard(store: Store, kept: str, typed: str) -> None:
    visit(store, "sam").people.register(changes=[PersonChange(person_id="ben", account=kept)])
    join(store, "ben")

    assert come(store, name=typed)


@pytest.mark.parametrize(
    "name", ["a b", "a@", "@a", "a@b@c", "a,b@c.example", "x\u200by", "a<b>", "x" * 201]
)
def test_a_name_that_nobody_could_sign_in_with_is_not_given(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="nobody can sign in as"):
        visit(store, "sam").people.register(changes=[PersonChange(person_id="ben", account=name)])


def test_a_link_that_one_asked_for_oneself_shuts_nothing(store: Store, written: str) -> None:
    link = store.links.asked("ANA@oak.example", HERE, LATER)
    assert link is not None

    signed = store.links.use(link.code, NEW, LATER)

    assert signed.recovery == ""
    assert len(at(store, 2).entries_of(OCTOBER)) == 2


@pytest.mark.parametrize("name", ["nobody@oak.example", "finn@pine.example", "", "ana"])
def test_no_link_is_made_for_an_address_that_nobody_signs_in_with(
    store: Store, database: str, code: str, name: str
) -> None:
    assert store.links.asked(name, HERE, NOW) is None
    assert {row[3] for row in contents(database)["links"]} == {"invitation"}


# --- one's own account --------------------------------------------------------------------------


def test_with_the_recovery_code_one_chooses_a_password_and_nothing_is_shut(
    store: Store, written: str
) -> None:
    token = come(store)

    signed = store.accounts.recover(ANA, written, NEW, HERE, LATER)

    assert not store.sessions(IDLE).find(token, NOW)
    assert store.sessions(IDLE).find(signed.token, LATER)
    assert len(at(store, 2).entries_of(OCTOBER)) == 2
    assert come(store, password=NEW, now=LATER)


@pytest.mark.parametrize("name", [ANA, "nobody@oak.example", "finn@pine.example"])
def test_a_wrong_recovery_code_is_one_sentence_and_slowed(
    store: Store, code: str, name: str
) -> None:
    for _ in range(FREE):
        with pytest.raises(AccessError, match="this recovery code do not belong together"):
            store.accounts.recover(name, "", NEW, HERE, NOW)

    with pytest.raises(SlowedError):
        store.accounts.recover(name, code, NEW, HERE, NOW)


def test_a_changed_password_signs_out_every_other_browser(store: Store, code: str) -> None:
    here, there, sessions = come(store), come(store), store.sessions(IDLE)
    found = sessions.find(here, NOW)
    assert found is not None

    with pytest.raises(AccessError, match="not your password"):
        store.accounts.change_password("ana", NEW, NEW, found.id, NOW)
    store.accounts.change_password("ana", PASSWORD, NEW, found.id, NOW)

    assert sessions.find(here, NOW)
    assert not sessions.find(there, NOW)
    assert come(store, password=NEW)


def test_a_new_recovery_code_replaces_the_old(store: Store, code: str) -> None:
    newer = store.accounts.renew_code("ana", PASSWORD, NOW)

    with pytest.raises(AccessError):
        store.accounts.recover(ANA, code, NEW, HERE, NOW)
    assert store.accounts.recover(ANA, newer, NEW, HERE, NOW).token


# --- the record -----------------------------------------------------------------------------


@pytest.fixture
def busy(store: Store, written: str) -> Store:
    """A store in which everything happened that the record tells of."""
    ana = visit(store, "ana").reflections
    [entry, _] = ana.entries_of(OCTOBER)
    ana.share(entry.id)
    ana.withdraw(entry.id)
    ana.exported("word")
    come(store)
    with pytest.raises(AccessError):
        come(store, password=NEW)
    reset(store)
    store.accounts.open_shut("ana", written, LATER)
    return store


def test_the_record_tells_what_was_done_and_by_whom(busy: Store) -> None:
    told = [(line.event.value, line.actor) for line in visit(busy, "sam").people.record()]

    assert told == [
        ("opened", "Ana"),
        ("reset", "Sam, the steward"),
        ("reset-made", "Sam, the steward"),
        ("refused", "Ana"),
        ("signed-in", "Ana"),
        ("exported", "Ana"),
        ("withdrawn", "Ana"),
        ("shared", "Ana"),
        ("joined", "Ana"),
        ("invited", None),
    ]


def test_one_reads_the_lines_of_ones_own_account_and_of_no_other(busy: Store) -> None:
    assert len(visit(busy, "ana").people.record()) == 10
    assert len(visit(busy, "sam").people.record_of_mine()) == 2
    assert visit(busy, "ben").people.record() == []
    assert visit(busy, "zoe").people.record() == []


def test_the_record_holds_no_word_that_anybody_wrote(busy: Store, database: str) -> None:
    kept = repr(contents(database)["audit"])

    for words in ("Before the reset", "second text", "What held?", PASSWORD, NEW, ANA):
        assert words not in kept


def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own(store: Store, database: str) -> None:
    _enrol(store, ["twin-a", "twin-b"])
    join(store, "twin-a")
    join(store, "twin-b")

    kept = [row[2] for row in contents(database)["accounts"] if row[0].startswith("twin")]

    assert len(set(kept)) == 2
    assert all(one.startswith("$argon2id$") for one in kept)
    assert not [one for one in kept if PASSWORD in one]
