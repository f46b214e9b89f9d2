"""The monthly reflection: which month, which cards, and what is left to do."""

from typing import Any

import pytest

from plgwork.models.content import Area
from plgwork.models.months import Month
from plgwork.models.reflections import Draft, Entry, EntryKind, Outcome, Rating, Subject
from plgwork.pages.guard import STILL_THERE
from plgwork.widgets import Panels, Style
from tests.unit.visiting import (
    CONTENT,
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    Clock,
    Schools,
    card_of,
    cards,
    done,
    notes,
    plan,
    question,
    send,
)


def save(schools: Schools, person: str, subject: Subject, text: str) -> Entry:
    draft = Draft(subject=subject, text=text, sitting="before")
    return schools.as_seen_by(person).reflections.save(draft)


# --- which month -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-11-10T23:59", OCTOBER),
        ("2026-11-11T00:00", NOVEMBER),
        ("2026-10-31T23:59", OCTOBER),
        ("2027-01-10T09:00", Month(2026, 12)),
        ("2027-07-20T09:00", Month(2027, 6)),
        ("2027-08-05T09:00", Month(2027, 6)),
        ("2027-08-24T09:00", Month(2027, 8)),
    ],
)
def test_the_month_is_chosen_by_the_clock(
    schools: Schools, clock: Clock, moment: str, month: Month
) -> None:
    clock.set(moment)

    assert schools.reflection("ana").month == month


def test_a_school_that_starts_in_july_reflects_on_july(schools: Schools, clock: Clock) -> None:
    clock.set("2027-07-20T09:00")

    assert schools.reflection("finn").month == Month(2027, 7)


def test_this_years_months_can_be_chosen_newest_first(schools: Schools) -> None:
    offered = [one["name"] for one in schools.reflection("ana").picker.months]

    assert offered == ["October 2026", "September 2026", "August 2026"]


def test_a_month_of_last_year_with_words_in_it_can_be_chosen(schools: Schools) -> None:
    save(schools, "ana", question(month=Month(2026, 3)), "Long ago.")

    assert schools.reflection("ana").picker.months[-1]["name"] == "March 2026"


def test_early_in_a_month_the_new_one_can_be_begun(schools: Schools, clock: Clock) -> None:
    clock.set("2026-11-03T15:15")

    page = schools.reflection("ana")

    assert page.month == OCTOBER
    assert page.picker.months[0]["id"] == NOVEMBER.id


def test_choosing_a_month_lays_out_that_month(schools: Schools) -> None:
    save(schools, "ana", question(month=SEPTEMBER), "In September.")
    page = schools.reflection("ana")

    page.picker.month = SEPTEMBER.id

    assert [card.text for card in cards(page.write) if card.text] == ["In September."]


def test_the_address_may_name_a_month(schools: Schools) -> None:
    assert schools.reflection("ana", query="month=2026-09").month == SEPTEMBER


@pytest.mark.parametrize("asked", ["2030-01", "october", "2026-13", "<b>", "1999-12"])
def test_an_address_that_names_no_such_month_is_said(schools: Schools, asked: str) -> None:
    page = schools.reflection("ana", query=f"month={asked}")

    assert page.month == OCTOBER
    assert page.notice.text.startswith(f"There is no month {asked!r} to write in")


def test_a_month_that_makes_no_sense_is_not_shown(schools: Schools) -> None:
    page = schools.reflection("ana")

    page.picker.month = "yesterday"

    assert (page.month, page.notice.text) == (OCTOBER, STILL_THERE)


# --- writing -----------------------------------------------------------------------------


def test_each_area_opens_with_one_question_and_more_to_choose_from(schools: Schools) -> None:
    page = schools.reflection("ana")

    for area, part in zip(Area, page.write.children, strict=False):
        first, *others = CONTENT.prompts_for("oct", area)
        assert [card.title for card in cards(part)] == [first.text]
        assert [one["id"] for one in part.children[-1].items] == [one.id for one in others]


def test_a_chosen_question_becomes_a_card(schools: Schools) -> None:
    page = schools.reflection("ana")
    chooser = page.write.children[0].children[-1]
    wanted = chooser.items[1]

    chooser.receive({"kind": "choose", "id": wanted["id"]})

    assert card_of(page, Area.PURPOSE, 1).title == wanted["text"]
    assert wanted not in chooser.items


def test_a_question_that_is_not_offered_is_said(schools: Schools) -> None:
    page = schools.reflection("ana")

    page.write.children[0].children[-1].receive({"kind": "choose", "id": "nonsense"})

    assert page.notice.text == STILL_THERE


def test_what_is_written_is_kept_and_says_when(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    send(card, "Gus waited.", ticket=4)

    (entry,) = schools.as_seen_by("ana").reflections.entries_of(OCTOBER)
    assert (entry.text, entry.subject.asked) == ("Gus waited.", card.title)
    assert card.answer == {"ticket": 4, "problem": ""}
    assert card.status == "Saved 3:15 pm"
    assert card.bases == [entry.current[0].id]


def test_typing_on_refines_one_version(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    for ticket, text in enumerate(["G", "Gus", "Gus waited."], start=1):
        send(card, text, ticket=ticket)

    (entry,) = schools.as_seen_by("ana").reflections.entries_of(OCTOBER)
    assert [version.text for version in entry.versions] == ["Gus waited."]


def test_a_later_sitting_leaves_the_earlier_text_to_be_opened(
    schools: Schools, clock: Clock
) -> None:
    send(card_of(schools.reflection("ana"), Area.CULTURE), "Gus waited.")
    clock.later(days=1)
    again = card_of(schools.reflection("ana"), Area.CULTURE)

    send(again, "Gus waited, and Mia spoke.")

    mine = schools.as_seen_by("ana").reflections
    entry = mine.entry(mine.entries_of(OCTOBER)[0].id)
    assert [one.text for one in entry.versions] == ["Gus waited, and Mia spoke.", "Gus waited."]
    assert again.others == []


def test_a_card_comes_back_with_its_text_and_the_day_it_was_saved(
    schools: Schools, clock: Clock
) -> None:
    send(card_of(schools.reflection("ana"), Area.CULTURE), "Gus waited.")
    clock.later(days=1)

    card = card_of(schools.reflection("ana"), Area.CULTURE)

    assert (card.text, card.status) == ("Gus waited.", "Saved Tuesday 20 October, 3:15 pm")


def test_a_card_keeps_the_wording_it_answered(schools: Schools) -> None:
    asked = question().model_copy(update={"asked": "As it was asked then?"})
    save(schools, "ana", asked, "Nobody.")

    titles = [card.title for card in cards(schools.reflection("ana").write)]

    assert "As it was asked then?" in titles
    assert question().asked not in titles


def test_nothing_written_keeps_nothing(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    send(card, " \n")

    assert schools.as_seen_by("ana").reflections.entries_of(OCTOBER) == []
    assert card.answer == {"ticket": 1, "problem": ""}


def test_a_text_that_is_too_long_is_refused_in_words_and_the_last_stays(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)
    send(card, "Short.")

    send(card, "a" * 200_001, ticket=2)

    assert card.answer["problem"].startswith("This is longer than the workbook keeps")
    assert schools.as_seen_by("ana").reflections.entries_of(OCTOBER)[0].text == "Short."


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "سألتُ سؤالاً واحداً", "🙂🙃", "<img src=x onerror=alert(1)>", "one\n\n two\t"],
    ids=["long", "right to left", "emoji", "markup", "blanks"],
)
def test_whatever_is_written_comes_back_as_it_was(schools: Schools, text: str) -> None:
    send(card_of(schools.reflection("ana"), Area.CULTURE), text)

    assert card_of(schools.reflection("ana"), Area.CULTURE).text == text


def test_characters_that_cannot_be_kept_do_not_stop_anybody(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    send(card, "Gus\0 waited\ud83d.")

    assert card.answer["problem"] == ""
    assert schools.as_seen_by("ana").reflections.entries_of(OCTOBER)[0].text == "Gus waited."


def test_a_text_that_lay_in_the_tab_goes_on_where_it_was(schools: Schools) -> None:
    send(card_of(schools.reflection("ana"), Area.CULTURE), "Gus waited")
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    send(card, "Gus waited, then asked.", recovered=True, bases=[])

    assert card.others == []
    assert schools.as_seen_by("ana").reflections.entries_of(OCTOBER)[0].text.endswith("asked.")


def test_a_text_that_lay_in_the_tab_stands_beside_what_was_written_meanwhile(
    schools: Schools,
) -> None:
    send(card_of(schools.reflection("ana"), Area.CULTURE), "From the phone.")
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    send(card, "From the train.", recovered=True, bases=["long-gone"])

    assert [one["text"] for one in card.others] == ["From the phone."]


# --- two windows -------------------------------------------------------------------------


def two_windows(schools: Schools) -> tuple[Any, Any]:
    """The same question, open twice, with a text in each."""
    first, second = schools.reflection("ana"), schools.reflection("ana")
    send(card_of(first, Area.CULTURE), "At the desk.")
    schools.clock.later(minutes=1)
    send(card_of(second, Area.CULTURE), "On the phone.")
    first.live.receive({"kind": "changed", "topic": "person:ana"})
    return first, second


def test_two_windows_on_one_question_keep_both_texts_and_both_say_so(schools: Schools) -> None:
    first, second = two_windows(schools)

    (entry,) = schools.as_seen_by("ana").reflections.entries_of(OCTOBER)
    assert {version.text for version in entry.current} == {"At the desk.", "On the phone."}
    assert [one["text"] for one in card_of(first, Area.CULTURE).others] == ["On the phone."]
    assert [one["text"] for one in card_of(second, Area.CULTURE).others] == ["At the desk."]


def test_settling_keeps_one_and_leaves_the_other_as_an_earlier_version(schools: Schools) -> None:
    first, _ = two_windows(schools)
    card = card_of(first, Area.CULTURE)

    send(card, "At the desk.", kind="settle", id=card.others[0]["id"])

    mine = schools.as_seen_by("ana").reflections
    entry = mine.entry(mine.entries_of(OCTOBER)[0].id)
    assert [version.text for version in entry.current] == ["At the desk."]
    assert {version.text for version in entry.versions} == {"At the desk.", "On the phone."}
    assert card.others == []


def test_putting_both_together_keeps_one_text(schools: Schools) -> None:
    first, _ = two_windows(schools)
    card = card_of(first, Area.CULTURE)

    send(card, "At the desk.\n\nOn the phone.", kind="settle", id=card.others[0]["id"])

    (entry,) = schools.as_seen_by("ana").reflections.entries_of(OCTOBER)
    assert [one.text for one in entry.current] == ["At the desk.\n\nOn the phone."]


def test_a_window_shares_the_text_it_shows_and_not_the_other(schools: Schools) -> None:
    first, _ = two_windows(schools)

    send(card_of(first, Area.CULTURE), "At the desk.", kind="share")

    (copy,) = schools.as_seen_by("ben").reflections.shared_with_me(OCTOBER)
    assert copy.text == "At the desk."


def test_the_list_of_what_is_shared_shows_and_shares_this_windows_text(schools: Schools) -> None:
    first, _ = two_windows(schools)
    (row,) = first.sharing.rows

    first.sharing.receive({"kind": "share", "id": row["id"]})

    (copy,) = schools.as_seen_by("ben").reflections.shared_with_me(OCTOBER)
    assert row["text"] == copy.text == "At the desk."
    assert [one["text"] for one in card_of(first, Area.CULTURE).others] == ["On the phone."]


def test_a_window_that_wrote_nothing_is_offered_the_new_text(schools: Schools) -> None:
    idle, busy = schools.reflection("ana"), schools.reflection("ana")
    send(card_of(busy, Area.CULTURE), "Gus waited.")

    idle.live.receive({"kind": "changed", "topic": "person:ana"})

    assert card_of(idle, Area.CULTURE).incoming["text"] == "Gus waited."


def test_a_window_that_took_the_new_text_goes_on_with_it(schools: Schools) -> None:
    idle, busy = schools.reflection("ana"), schools.reflection("ana")
    send(card_of(busy, Area.CULTURE), "Gus waited.")
    idle.live.receive({"kind": "changed", "topic": "person:ana"})
    card = card_of(idle, Area.CULTURE)

    card.receive({"kind": "adopted", **card.incoming})
    send(card, "Gus waited. Mia spoke.")

    (entry,) = schools.as_seen_by("ana").reflections.entries_of(OCTOBER)
    assert [one.text for one in entry.current] == ["Gus waited. Mia spoke."]


def test_marks_made_in_another_window_appear(schools: Schools) -> None:
    one, other = schools.reflection("ana"), schools.reflection("ana")
    other.sheet.receive({"kind": "rate", "id": "everyone-spoke", "value": 4})

    one.live.receive({"kind": "changed", "topic": "person:ana"})

    assert one.sheet.marks == {"everyone-spoke": 4}
    assert notes(one)["rate"] == "1 of 16"


# --- sharing -----------------------------------------------------------------------------


def test_a_new_card_is_private_and_names_who_could_read_it(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    assert (card.shared, card.sharing) == (False, "Nobody else can open this here.")
    assert card.audience["name"] == "Cohort"
    assert "Ben" in card.audience["readers"]


def test_sharing_saves_what_stands_there_and_gives_a_copy(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    send(card, "Gus waited.", kind="share")

    (copy,) = schools.as_seen_by("ben").reflections.shared_with_me(OCTOBER)
    assert (copy.text, copy.author) == ("Gus waited.", "Ana")
    assert card.shared
    assert card.sharing.startswith("Shared with the ")


def test_later_words_stay_private_until_the_copy_is_renewed(schools: Schools) -> None:
    page = schools.reflection("ana")
    card, ben = card_of(page, Area.CULTURE), schools.as_seen_by("ben").reflections
    send(card, "Gus waited.", kind="share")

    send(card, "Gus waited. I was cross.")
    seen, stale = ben.shared_with_me(OCTOBER)[0].text, card.stale
    send(card, "Gus waited. I was cross.", kind="share")

    assert (seen, stale) == ("Gus waited.", True)
    assert ben.shared_with_me(OCTOBER)[0].text == "Gus waited. I was cross."
    assert not card.stale


def test_what_is_withdrawn_nobody_sees(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)
    send(card, "Gus waited.", kind="share")

    send(card, "Gus waited.", kind="withdraw")

    assert schools.as_seen_by("ben").reflections.shared_with_me(OCTOBER) == []
    assert not card.shared


def test_nothing_cannot_be_shared(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)

    send(card, "", kind="share", ticket=7)

    assert card.answer == {
        "ticket": 7,
        "problem": "Write something first; then you can share it.",
    }


def test_a_text_that_was_emptied_cannot_be_shared(schools: Schools) -> None:
    card = card_of(schools.reflection("ana"), Area.CULTURE)
    send(card, "Gus waited.")

    send(card, " ", kind="share", ticket=2)

    assert card.answer["problem"] == "Write something first; then you can share it."
    assert not card.shared


def test_somebody_in_no_cohort_has_no_choice_to_make(schools: Schools) -> None:
    card = card_of(schools.reflection("mia"), Area.CULTURE)

    assert card.audience is None
    assert card.sharing == "Nobody else can open this here."


def test_the_share_step_lists_what_is_written_and_lets_one_choose(schools: Schools) -> None:
    page = schools.reflection("ana")
    send(card_of(page, Area.CULTURE), "Gus waited.")
    (row,) = page.sharing.rows

    page.sharing.receive({"kind": "share", "id": row["id"]})

    assert (row["text"], row["shared"]) == ("Gus waited.", False)
    assert page.sharing.rows[0]["shared"]
    assert card_of(page, Area.CULTURE).shared


def test_the_share_step_takes_a_copy_back(schools: Schools) -> None:
    page = schools.reflection("ana")
    send(card_of(page, Area.CULTURE), "Gus waited.", kind="share")

    page.sharing.receive({"kind": "withdraw", "id": page.sharing.rows[0]["id"]})

    assert not card_of(page, Area.CULTURE).shared


def test_a_forged_id_is_refused_in_words(schools: Schools) -> None:
    secret = save(schools, "ben", question(), "Ben's own.")
    page = schools.reflection("ana")

    page.sharing.receive({"kind": "share", "id": secret.id})

    assert page.sharing.problem == "That text is no longer here. Reload the page to see what is."
    assert schools.as_seen_by("cora").reflections.shared_with_me(OCTOBER) == []


# --- looking back, rating, planning ------------------------------------------------------


def test_with_nothing_planned_the_first_step_says_so(schools: Schools) -> None:
    page = schools.reflection("ana")

    assert isinstance(page.look_back.children[0], Panels)
    assert notes(page)["look-back"] == "nothing planned"


def test_what_was_planned_waits_the_next_month(schools: Schools, clock: Clock) -> None:
    send(cards(schools.reflection("ana").plan)[0], "Ask Mia first.")
    clock.set("2026-11-20T15:15")

    (card,) = cards(schools.reflection("ana").look_back)

    assert (card.title, card.area) == ("Ask Mia first.", "Planned in October")
    assert [one["name"] for one in card.choices] == ["Done", "Went on", "Dropped"]


def test_what_came_of_it_is_kept_with_a_word_on_it(schools: Schools, clock: Clock) -> None:
    save(schools, "ana", plan(), "Ask Mia first.")
    clock.set("2026-11-20T15:15")
    page = schools.reflection("ana")
    (card,) = cards(page.look_back)

    send(card, "", kind="choose", choice="done")
    send(card, "She said plenty.", ticket=2)

    (told,) = schools.as_seen_by("ana").reflections.entries_of(NOVEMBER)
    assert (told.outcome, told.text) == (Outcome.DONE, "She said plenty.")
    assert (card.choice, notes(page)["look-back"]) == ("done", "1 of 1 told")


def test_a_choice_can_be_changed(schools: Schools, clock: Clock) -> None:
    save(schools, "ana", plan(), "Ask Mia first.")
    clock.set("2026-11-20T15:15")
    (card,) = cards(schools.reflection("ana").look_back)

    send(card, "Hm.", kind="choose", choice="done")
    send(card, "Hm.", kind="choose", choice="went-on", ticket=2)

    assert card.choice == "went-on"


def test_a_choice_that_is_not_offered_changes_nothing(schools: Schools, clock: Clock) -> None:
    save(schools, "ana", plan(), "Ask Mia first.")
    clock.set("2026-11-20T15:15")
    (card,) = cards(schools.reflection("ana").look_back)

    send(card, "", kind="choose", choice="perhaps", ticket=3)

    assert card.answer == {"ticket": 3, "problem": STILL_THERE}
    assert schools.as_seen_by("ana").reflections.entries_of(NOVEMBER) == []


def test_a_choice_without_words_leaves_no_empty_version(schools: Schools, clock: Clock) -> None:
    save(schools, "ana", plan(), "Ask Mia first.")
    clock.set("2026-11-20T15:15")
    send(cards(schools.reflection("ana").look_back)[0], "", kind="choose", choice="done")

    send(cards(schools.reflection("ana").look_back)[0], "Plenty.")

    mine = schools.as_seen_by("ana").reflections
    entry = mine.entry(mine.entries_of(NOVEMBER)[0].id)
    assert [version.text for version in entry.versions] == ["Plenty."]


def test_a_choice_without_words_says_when_it_was_saved_and_cannot_be_shared(
    schools: Schools, clock: Clock
) -> None:
    save(schools, "ana", plan(), "Ask Mia first.")
    clock.set("2026-11-20T15:15")
    (card,) = cards(schools.reflection("ana").look_back)

    send(card, "", kind="choose", choice="done")
    saved = card.status
    send(card, "", kind="share", ticket=2)

    assert saved == "Saved 3:15 pm"
    assert card.answer["problem"] == "Write something first; then you can share it."


def test_sixteen_statements_are_rated_and_counted(schools: Schools) -> None:
    page = schools.reflection("ana")

    for row in [row for group in page.sheet.groups for row in group["rows"]]:
        page.sheet.receive({"kind": "rate", "id": row["id"], "value": 3})

    assert notes(page)["rate"] == "16 of 16"
    assert "rate" in done(page)
    assert page.sheet.status == "Saved 3:15 pm"


def test_last_months_marks_stand_beside(schools: Schools, clock: Clock) -> None:
    mark = Rating(month=SEPTEMBER.id, indicator_id="everyone-spoke", value=2)
    schools.as_seen_by("ana").reflections.rate(mark)

    sheet = schools.reflection("ana").sheet

    assert (sheet.last, sheet.last_name) == ({"everyone-spoke": 2}, "September")
    assert sheet.marks == {}


@pytest.mark.parametrize("value", [0, 6, None, "many"])
def test_a_mark_off_the_scale_is_not_kept(schools: Schools, value: object) -> None:
    page = schools.reflection("ana")

    page.sheet.receive({"kind": "rate", "id": "everyone-spoke", "value": value})

    assert page.sheet.marks == {}
    assert page.sheet.status.endswith("This mark is not saved.")


def test_one_plan_is_open_and_more_can_be_added(schools: Schools) -> None:
    page = schools.reflection("ana")
    (plans, _) = page.plan.children

    plans.children[-1].receive({"kind": "ask"})
    for number, card in enumerate(cards(plans)):
        send(card, f"Plan {number}.")

    assert [card.title for card in cards(plans)] == [
        "What will you do next month?",
        "What else? (2)",
    ]
    assert notes(page)["plan"] == "2 planned"


def test_an_untouched_month_says_what_there_is_to_do(schools: Schools) -> None:
    page = schools.reflection("ana")

    assert notes(page) == {
        "look-back": "nothing planned",
        "rate": "0 of 16",
        "write": "0 of 4 areas",
        "plan": "nothing yet",
        "share": "all private",
    }
    assert done(page) == {"look-back"}


def test_every_step_is_done_when_nothing_is_left(schools: Schools) -> None:
    page = schools.reflection("ana")
    for area in Area:
        send(card_of(page, area), f"On {area}.")
    for one in CONTENT.indicators.indicators:
        page.sheet.receive({"kind": "rate", "id": one.id, "value": 4})
    send(cards(page.plan)[0], "Ask Mia first.")

    assert done(page) == {"look-back", "rate", "write", "plan", "share"}


def test_an_emptied_card_is_left_to_do_again(schools: Schools) -> None:
    page = schools.reflection("ana")
    send(card_of(page, Area.CULTURE), "Gus waited.")

    send(card_of(page, Area.CULTURE), "", ticket=2)

    assert notes(page)["write"] == "0 of 4 areas"


def test_shared_cards_are_counted(schools: Schools) -> None:
    page = schools.reflection("ana")

    send(card_of(page, Area.CULTURE), "Gus waited.", kind="share")

    assert notes(page)["share"] == "1 card shared"


# --- the page ----------------------------------------------------------------------------


def test_the_page_shows_its_name_alone() -> None:
    schools = Schools(Clock("2026-10-20T15:15"))
    page = schools.reflection("ana")

    assert [repr(page), repr(page.write)] == ["Page('reflection')", "Section('write')"]


def test_in_jupyterlab_the_page_brings_its_look_and_links_to_notebooks(schools: Schools) -> None:
    page = schools.reflection("ana")

    assert any(isinstance(part, Style) for part in page.top.children)
    assert page.address("home") == "home.ipynb"


def test_behind_the_server_the_frame_brings_the_look(schools: Schools) -> None:
    page = schools.reflection("ana", served=True, base_url="/plg/")

    assert not any(isinstance(part, Style) for part in page.top.children)
    assert page.address("home", "month=2026-10") == "/plg/home?month=2026-10"


def test_each_question_is_an_entry_of_its_own(schools: Schools) -> None:
    page = schools.reflection("ana")
    for area in Area:
        send(card_of(page, area), f"On {area}.")

    entries = schools.as_seen_by("ana").reflections.entries_of(OCTOBER)

    assert {entry.subject.area for entry in entries} == set(Area)
    assert {entry.subject.kind for entry in entries} == {EntryKind.ANSWER}
