"""A text is kept as it was written, and no text that was shown as saved is ever lost."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from pydantic import ValidationError

from plgwork.errors import AccessError
from plgwork.models.months import Month
from plgwork.models.reflections import MOST_CHARACTERS, Draft, Entry
from plgwork.store import Store, VisitorStore
from tests.store.world import OCTOBER, SEPTEMBER, asked, contents, texts, visit, write

WRITERS = 8
SAVES = 6
STRANGE = {
    "long": "So we went round the table. " * 3_600,
    "right-to-left": "كتبت هذا بعد الاجتماع. שלום לכולם.",
    "emoji": "We laughed 😂 and 👩🏽‍🏫 took notes 🎉",
    "markup": "<img src=x onerror=alert(1)>'; DROP TABLE entries; --",
    "newlines": "  One\r\n\r\n\ttwo\u2028three \n",
}


def test_a_first_save_begins_an_entry_with_one_current_version(ana: VisitorStore) -> None:
    entry = write(ana, "We agreed.")

    assert [(one.text, one.current) for one in entry.versions] == [("We agreed.", True)]


def test_saves_of_one_sitting_refine_one_version(ana: VisitorStore) -> None:
    first = write(ana, "We agr")
    second = write(ana, "We agreed.", upon=first)

    assert [one.text for one in second.versions] == ["We agreed."]


def test_another_sitting_makes_a_version_and_the_earlier_one_can_still_be_opened(
    ana: VisitorStore,
) -> None:
    first = write(ana, "We agreed.", sitting="monday")
    second = write(ana, "We agreed, and then we did not.", upon=first, sitting="friday")

    kept = ana.reflections.entry(second.id).versions
    assert [one.text for one in kept] == ["We agreed, and then we did not.", "We agreed."]
    assert [one.current for one in kept] == [True, False]


def test_an_older_version_is_never_refined_by_its_own_sitting(ana: VisitorStore) -> None:
    monday = write(ana, "Monday", sitting="monday")
    write(ana, "Friday", upon=monday, sitting="friday")

    entry = write(ana, "Monday, later", upon=monday, sitting="monday")

    assert texts(entry) == ["Friday", "Monday, later"]
    assert "Monday" in {one.text for one in entry.versions}


def test_a_stale_tab_never_replaces_what_another_tab_wrote(ana: VisitorStore) -> None:
    opened = write(ana, "Opened in both tabs")
    write(ana, "A whole page", upon=opened, sitting="first tab")

    entry = write(ana, "One key", upon=opened, sitting="second tab")

    assert texts(entry) == ["A whole page", "One key"]


def test_a_tab_is_behind_when_the_version_it_began_from_was_refined(ana: VisitorStore) -> None:
    opened = write(ana, "Begun", sitting="first tab")
    write(ana, "Begun and grown", upon=opened, sitting="first tab")

    entry = write(ana, "Something else", upon=opened, sitting="second tab")

    assert texts(entry) == ["Begun and grown", "Something else"]


def test_two_first_saves_are_both_kept(ana: VisitorStore) -> None:
    write(ana, "From the laptop", sitting="laptop")
    entry = write(ana, "From the phone", sitting="phone")

    assert texts(entry) == ["From the laptop", "From the phone"]


def test_settling_keeps_one_and_the_other_stays_as_an_earlier_version(ana: VisitorStore) -> None:
    write(ana, "From the laptop", sitting="laptop")
    both = write(ana, "From the phone", sitting="phone")

    settled = write(ana, "From the phone", upon=both, sitting="phone")

    assert texts(settled) == ["From the phone"]
    assert [one.text for one in settled.versions if not one.current] == ["From the laptop"]


def test_settling_with_a_third_text_keeps_both_as_earlier_versions(ana: VisitorStore) -> None:
    write(ana, "From the laptop", sitting="laptop")
    both = write(ana, "From the phone", sitting="phone")

    settled = write(ana, "From both", upon=both, sitting="desk")

    assert texts(settled) == ["From both"]
    assert len(settled.versions) == 3


def test_the_same_text_twice_is_one_version(ana: VisitorStore) -> None:
    write(ana, "We agreed.", sitting="laptop")
    entry = write(ana, "We agreed.", sitting="phone")

    assert [one.text for one in entry.versions] == ["We agreed."]


def test_a_version_of_another_entry_is_nothing_to_write_upon(ana: VisitorStore) -> None:
    other = write(ana, "About roles", asked("roles"))
    write(ana, "About norms", asked("norms"))

    entry = write(ana, "About norms, again", asked("norms"), upon=other, sitting="tuesday")

    assert texts(entry) == ["About norms", "About norms, again"]
    assert texts(ana.reflections.entry(other.id)) == ["About roles"]


def test_an_entry_keeps_the_wording_it_answered_first(ana: VisitorStore) -> None:
    first = write(ana, "We agreed.", asked(asked="What held?"))
    entry = write(ana, "We agreed!", asked(asked="What held up?"), upon=first)

    assert entry.subject.asked == "What held?"


def test_an_emptied_text_is_kept_empty(ana: VisitorStore) -> None:
    first = write(ana, "Never mind", sitting="monday")
    entry = write(ana, "", upon=first, sitting="friday")

    assert [one.text for one in entry.versions] == ["", "Never mind"]


def test_entries_of_a_month_hold_current_texts_alone(ana: VisitorStore) -> None:
    first = write(ana, "Early", sitting="monday")
    write(ana, "Late", upon=first, sitting="friday")
    write(ana, "In September", asked(month=SEPTEMBER))

    found = ana.reflections.entries_of(OCTOBER)

    assert [one.text for entry in found for one in entry.versions] == ["Late"]


def test_entries_between_months_come_in_order_of_time(ana: VisitorStore) -> None:
    for number in (11, 8, 10, 9):
        write(ana, f"Month {number}", asked(month=Month(2026, number)))

    found = ana.reflections.entries_between(SEPTEMBER, OCTOBER)

    assert [entry.text for entry in found] == ["Month 9", "Month 10"]


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_text_comes_back_as_it_was(ana: VisitorStore, name: str) -> None:
    entry = write(ana, STRANGE[name])

    assert ana.reflections.entry(entry.id).text == STRANGE[name]


@pytest.mark.parametrize("unkeepable", ["\x00", "\ud800", "\udfff"])
def test_a_character_no_database_keeps_is_left_out(ana: VisitorStore, unkeepable: str) -> None:
    entry = write(ana, f"Before{unkeepable} and after 🎉")

    assert ana.reflections.entry(entry.id).text == "Before and after 🎉"


def test_a_text_as_long_as_allowed_is_kept(ana: VisitorStore) -> None:
    entry = write(ana, "ö" * MOST_CHARACTERS)

    assert len(ana.reflections.entry(entry.id).text) == MOST_CHARACTERS


def test_a_text_over_the_limit_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="at most 200000 characters"):
        Draft(subject=asked(), text="o" * (MOST_CHARACTERS + 1), sitting="monday")


def test_eight_writers_of_one_entry_lose_nothing(store: Store, database: str) -> None:
    def sit(writer: int) -> Entry:
        return _sit(database, f"writer {writer}", ["norms"])[-1]

    with ThreadPoolExecutor(WRITERS) as writers:
        ended = list(writers.map(sit, range(WRITERS)))

    [entry] = visit(store, "ana").reflections.entries_of(OCTOBER)
    assert {one.id for one in ended} == {entry.id}
    assert texts(entry) == sorted(f"writer {one}, save {SAVES}" for one in range(WRITERS))


def test_eight_writers_of_different_entries_do_not_disturb_one_another(
    store: Store, database: str
) -> None:
    def sit(writer: int) -> list[Entry]:
        return _sit(database, f"writer {writer}", [f"prompt-{writer}"])

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(sit, range(WRITERS)))

    found = visit(store, "ana").reflections.entries_of(OCTOBER)
    assert sorted(entry.subject.about for entry in found) == [f"prompt-{n}" for n in range(WRITERS)]
    assert all(len(entry.versions) == 1 for entry in found)


def test_eight_writers_who_take_each_other_in_leave_every_text_among_the_versions(
    store: Store, database: str
) -> None:
    entry = write(visit(store, "ana"), "Begun")

    def add(writer: int) -> list[str]:
        return _take_in_and_write(database, entry.id, writer)

    with ThreadPoolExecutor(WRITERS) as writers:
        shown = {text for ended in writers.map(add, range(WRITERS)) for text in ended}

    kept = {one.text for one in visit(store, "ana").reflections.entry(entry.id).versions}
    assert shown <= kept


def test_deleting_while_others_write_disturbs_nobody(store: Store, database: str) -> None:
    def write_or_delete(writer: int) -> None:
        _delete_everything(database) if writer % 2 else _sit(database, f"{writer}", ["norms"])

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write_or_delete, range(WRITERS)))

    _delete_everything(database)
    assert contents(database)["versions"] == []


def _sit(url: str, sitting: str, abouts: list[str]) -> list[Entry]:
    """One sitting: each save stands upon what the one before it left."""
    store = Store.open(url)
    ana = visit(store, "ana")
    ended = []
    for about in abouts:
        bases: tuple[str, ...] = ()
        for number in range(1, SAVES + 1):
            words = f"{sitting}, save {number}"
            draft = Draft(subject=asked(about), text=words, bases=bases, sitting=sitting)
            entry = ana.reflections.save(draft)
            bases = tuple(one.id for one in entry.current if one.text == words)
            ended.append(entry)
    store.close()
    return ended


def _take_in_and_write(url: str, entry_id: str, writer: int) -> list[str]:
    """Read what is current, write upon all of it, each time in a new sitting."""
    store = Store.open(url)
    ana = visit(store, "ana")
    shown = [f"writer {writer}, sitting {number}" for number in range(SAVES)]
    for words in shown:
        write(ana, words, upon=ana.reflections.entry(entry_id), sitting=words)
    store.close()
    return shown


def _delete_everything(url: str) -> None:
    store = Store.open(url)
    ana = visit(store, "ana")
    for entry in ana.reflections.entries_of(OCTOBER):
        with suppress(AccessError):  # somebody was faster
            ana.reflections.delete(entry.id)
    store.close()
