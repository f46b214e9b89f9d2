"""The page on follow-ups: what each sees and can do, as a browser would ask."""

from datetime import date, timedelta
from typing import Any

import pytest

from plgwork.models.followups import Part
from plgwork.pages.followups import FollowUpsPage, build
from plgwork.pages.followups.at_hand import AGAIN, CHANGE, END, HAND_OVER
from plgwork.pages.followups.listing import BY_HAND
from plgwork.pages.followups.opening import TO_COME
from plgwork.pages.followups.seen import ELSEWHERE, NOTHING, OPEN, TALKED
from plgwork.pages.home import build as build_home
from plgwork.widgets import Card, Form, Links
from tests.store.convening import LOST, plan
from tests.store.following import ABOUT, NOTE, attended, expecting, jotted, opening
from tests.unit.visiting import Clock, Schools, send

DAY = date(2026, 11, 20)
AWAY = (
    "Mia was away without notice three times running: Tuesday 6 October, Tuesday 3 November and "
    "Tuesday 17 November."
)


@pytest.fixture(autouse=True)
def before_it(clock: Clock) -> None:
    clock.set("2026-11-20T14:30")


def page(schools: Schools, person: str = "ana", query: str = "") -> FollowUpsPage:
    return build(schools.workbook(person, served=True, query=query))


def seen(opened: FollowUpsPage) -> list[str]:
    """What asks for a conversation, as sentences."""
    return [opened.sitting.sentence(one) for one in opened.sitting.occasions]


def press(links: Links, text: str) -> None:
    links.receive({"kind": "ask", "text": text})


def on_occasion(opened: FollowUpsPage, text: str, number: int = 0) -> None:
    """Press a button below what was seen."""
    press(list(opened.occasions._drawn.values())[number][1], text)


def submit(form: Form, **values: Any) -> dict[str, Any]:
    """Send a form as a browser does, with all that stands in it; what it answers."""
    stands = {one["name"]: one.get("value", "") for one in form.fields}
    form.receive({"kind": "submit", "values": stands | values, "ticket": 1})
    return form.answer


def cards(opened: FollowUpsPage) -> dict[str, Card]:
    parts = opened.listing.at_hand.place.children
    return {one.title: one for one in parts if isinstance(one, Card)}


def panel(opened: FollowUpsPage) -> dict[str, Any]:
    shown: dict[str, Any] = opened.listing.at_hand.panels.panels[0]
    return shown


def ways(opened: FollowUpsPage) -> list[str]:
    return [one["text"] for one in opened.listing.at_hand.links.items]


def begun(schools: Schools, **more: Any) -> str:
    """Ana's follow-up with Mia, with a note; its id."""
    given = {"person_id": "mia", "about": ABOUT, "due": DAY} | more
    ana = schools.as_seen_by("ana").followups
    followup = ana.open(opening(**given))
    ana.write(jotted(followup, NOTE))
    return followup.id


# --- what was seen --------------------------------------------------------------------------------


def test_without_an_expectation_nothing_is_looked_at_but_whether_a_plg_meets(
    schools: Schools,
) -> None:
    attended(schools.store)
    opened = page(schools)

    first, told = opened.occasions.below.panels
    assert (seen(opened), first) == ([], NOTHING)
    assert told["more"]["lines"] == ["Algebra: nothing so far"]
    assert told["links"][0]["href"] == "/culture"


def test_what_a_plg_adopted_is_seen_by_its_facilitator_with_a_question_to_begin_with(
    schools: Schools,
) -> None:
    attended(schools.store)
    expecting(schools.store, "attendance", "work-brought")
    opened = page(schools)

    work, away = seen(opened)
    assert away == AWAY
    assert work.startswith("In your last three meetings nobody brought work: Tuesday 6 October,")
    shown = list(opened.occasions._drawn.values())[1][0].panels[0]
    assert shown["kicker"] == "Mia, Algebra"
    assert shown["lines"] == [
        "You might ask first: How are you, and what would make it easier to be there?"
    ]


@pytest.mark.parametrize("person", ["cora", "lee"])
def test_a_coach_and_the_named_leader_see_a_plg_and_no_person(
    schools: Schools, person: str
) -> None:
    attended(schools.store)
    expecting(schools.store, "attendance", "work-brought")
    schools.as_seen_by("sam").circles.name_leader("lee")
    opened = page(schools, person)

    [work] = seen(opened)
    assert work.startswith("In the last three meetings of Algebra nobody brought work")
    assert "mia" not in repr(opened.sitting.histories)


@pytest.mark.parametrize("person", ["lou", "sam", "ben"])
def test_whoever_looks_after_no_plg_sees_nothing_of_any(schools: Schools, person: str) -> None:
    attended(schools.store)
    expecting(schools.store, "attendance", "work-brought")
    opened = page(schools, person)

    assert opened.occasions.below.panels == [ELSEWHERE]
    assert opened.sitting.histories == {}
    assert opened.listing.links.items == []


def test_a_plg_that_has_not_met_is_told_as_help(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    for number in (0, 1):
        meeting = ana.meetings.plan(plan(date(2026, 10, 20) + timedelta(days=14 * number)))
        ana.records.say(meeting.id, LOST)

    assert seen(page(schools)) == [
        "Your PLG, Algebra, last met some time ago: two meetings gave way to testing, on Tuesday "
        "20 October and Tuesday 3 November."
    ]
    assert seen(page(schools, "cora"))[0].startswith("Algebra last met some time ago")


def test_since_when_is_said_where_it_is_known(schools: Schools) -> None:
    attended(schools.store)
    ana = schools.as_seen_by("ana")
    for day in (date(2026, 11, 18), date(2026, 11, 19)):
        ana.records.say(ana.meetings.plan(plan(day)).id, LOST)

    assert seen(page(schools, "cora")) == [
        "Algebra has not met since Tuesday 17 November: two meetings gave way to testing."
    ]


def test_we_have_talked_takes_it_away_for_oneself_and_not_for_others(schools: Schools) -> None:
    attended(schools.store)
    expecting(schools.store, "work-brought")
    opened = page(schools, "cora")
    on_occasion(opened, TALKED)

    assert seen(opened) == []
    [said] = opened.occasions.section.children[0].panels
    assert said["lines"] == ["It does not come back to you, until something new is seen."]
    assert len(seen(page(schools, "cody"))) == 1


def test_whoever_sees_it_too_is_told_who_has_a_follow_up_already(schools: Schools) -> None:
    attended(schools.store)
    expecting(schools.store, "work-brought")
    schools.as_seen_by("cody").followups.open(opening(due=DAY))

    [lines] = [one.panels[0]["lines"] for one, _ in page(schools, "cora").occasions._drawn.values()]
    assert lines[1] == "Cody, a coach beside the cohort has a follow-up here already."
    [own] = [one.panels[0]["lines"] for one, _ in page(schools, "cody").occasions._drawn.values()]
    assert len(own) == 1


# --- one from its beginning to its end ------------------------------------------------------------


def test_one_begins_with_what_was_seen_and_says_who_reads_before_a_word_is_written(
    schools: Schools,
) -> None:
    attended(schools.store)
    expecting(schools.store, "attendance")
    schools.as_seen_by("sam").circles.name_leader("lee")
    opened = page(schools)
    on_occasion(opened, OPEN)

    form = opened.occasions.begins.form
    values = {one["name"]: one["value"] for one in form.fields}
    assert values == {"about": AWAY, "person": "mia", "due": "2026-12-04"}
    assert form.shown
    said = " ".join(form.lines)
    assert "Lee (the leader named for follow-ups) can read as well, and nobody else." in said
    assert "Whom it is about never reads what you note" in said

    submit(form, about="You were missed.\nThree times.")
    assert (seen(opened), form.shown) == ([], False)
    assert panel(opened)["title"] == "You were missed. Three times."
    assert "Mia never reads it." in cards(opened)["Your note"].sharing


def test_a_note_is_saved_as_one_types_and_read_by_a_coach(schools: Schools) -> None:
    followup_id = begun(schools)
    opened = page(schools, query=f"id={followup_id}")
    send(cards(opened)["Your note"], "We walk to the ferry together.")
    send(cards(opened)["What came of it"], "She starts on Tuesdays again.")

    [read] = schools.as_seen_by("cora").followups.seen()
    assert [one.text for one in read.of(Part.CAME)] == ["She starts on Tuesdays again."]
    coach = page(schools, "cora", f"id={followup_id}")
    assert [one["text"] for one in panel(coach)["items"]] == [
        "We walk to the ferry together.",
        "She starts on Tuesdays again.",
    ]
    assert (cards(coach), ways(coach)) == ({}, [HAND_OVER])


def test_what_another_window_wrote_is_offered(schools: Schools) -> None:
    followup_id = begun(schools)
    one, other = (page(schools, query=f"id={followup_id}") for _ in range(2))
    send(cards(one)["Your note"], "From the first window.")
    other.reread()

    assert cards(other)["Your note"].incoming["text"] == "From the first window."


def test_it_ends_stays_to_read_and_can_be_opened_again(schools: Schools) -> None:
    opened = page(schools, query=f"id={begun(schools)}")
    assert ways(opened) == [END, CHANGE, HAND_OVER]
    press(opened.listing.at_hand.links, END)

    assert (cards(opened), ways(opened)) == ({}, [AGAIN])
    assert opened.listing.table.rows[0]["cells"][3] == "ended on Friday 20 November"
    press(opened.listing.at_hand.links, AGAIN)
    assert list(cards(opened)) == ["Your note", "What came of it"]


def test_its_words_and_its_day_change(schools: Schools) -> None:
    opened = page(schools, query=f"id={begun(schools)}")
    press(opened.listing.at_hand.links, CHANGE)
    form = opened.listing.at_hand.changes.words

    assert submit(form, about=" ", due="2026-11-01")["problems"] == {
        "about": "Write in a sentence what it is about.",
        "due": TO_COME,
    }
    submit(form, about="We missed you.", due="2026-12-01")
    assert opened.listing.table.rows[0]["cells"] == [
        "With Mia, Algebra",
        "We missed you.",
        "you",
        "Tuesday 1 December",
    ]


def test_handed_over_one_sees_that_it_is_there(schools: Schools) -> None:
    opened = page(schools, query=f"id={begun(schools)}")
    press(opened.listing.at_hand.links, HAND_OVER)
    form = opened.listing.at_hand.changes.owner
    [field] = form.fields
    assert [one["id"] for one in field["options"]] == ["cody", "cora"]
    assert "reads all that is noted in it" in form.lines[0]

    submit(form, owner="cora")
    assert (cards(opened), ways(opened), panel(opened)["items"]) == ({}, [], [])
    assert opened.listing.table.rows[0]["cells"][2] == "Cora, the cohort's coach"
    assert NOTE not in repr(opened.sitting.followups)


def test_by_hand_one_is_about_a_plg_or_with_somebody_in_it(schools: Schools) -> None:
    opened = page(schools, "cora")
    press(opened.listing.links, BY_HAND)
    values = {one["name"]: one for one in opened.listing.begins.form.fields}
    assert list(values) == ["plg", "about", "person", "due"]
    people = [one["name"] for one in values["person"]["options"]]
    assert people == ["Nobody in particular", "Ana (Algebra)", "Mia (Algebra)"]

    assert submit(opened.listing.begins.form)["problems"] == {
        "about": "Write in a sentence what it is about."
    }
    submit(opened.listing.begins.form, about="What would help you just now?", person="ana")
    assert panel(opened)["kicker"] == "With Ana, Algebra"


def test_a_named_leader_begins_one_on_a_plg_and_is_offered_no_person(schools: Schools) -> None:
    schools.as_seen_by("sam").circles.name_leader("lee")
    opened = page(schools, "lee")
    press(opened.listing.links, BY_HAND)

    assert [one["name"] for one in opened.listing.begins.form.fields] == ["plg", "about", "due"]
    submit(opened.listing.begins.form, about="What would help?")
    assert panel(opened)["kicker"] == "Algebra"


@pytest.mark.parametrize("person", ["lou", "mia", "ben", "sam"])
def test_nobody_else_finds_a_word_of_it(schools: Schools, person: str) -> None:
    followup_id = begun(schools, due=DAY + timedelta(days=3))
    opened = page(schools, person, f"id={followup_id}")

    assert opened.listing.table.rows == []
    assert opened.listing.at_hand.panels.panels == []
    assert ABOUT not in repr(opened.sitting.followups)


# --- who reads ------------------------------------------------------------------------------------


def test_no_leader_named_is_said_with_who_can_name_one(schools: Schools) -> None:
    opened = page(schools)

    facts = dict(opened.naming.panels.panels[0]["facts"])
    assert "A leader or the steward can name one here" in facts["Leader named for follow-ups"]
    assert opened.naming.form not in opened.readers.children


@pytest.mark.parametrize("person", ["lou", "sam"])
def test_a_leader_or_the_steward_names_one_and_takes_it_back(schools: Schools, person: str) -> None:
    opened = page(schools, person)
    submit(opened.naming.form, leader="lee")
    assert opened.steps.items[2]["note"] == "Lee"

    submit(opened.naming.form, leader="")
    assert opened.steps.items[2]["note"] == "no leader named"


# --- Home -----------------------------------------------------------------------------------------


def home(schools: Schools, person: str) -> list[dict[str, Any]]:
    """What Home says of follow-ups."""
    panels = build_home(schools.workbook(person, served=True)).panels.panels
    return [one for one in panels if one.get("kicker") in ("Follow-ups", "For you")]


def test_home_reminds_the_owner_in_one_line_without_a_name(schools: Schools) -> None:
    begun(schools)

    [mine] = home(schools, "ana")
    assert mine["title"] == "A conversation you own is due"
    assert "Mia" not in repr(mine)
    assert home(schools, "cora") == home(schools, "lee") == []


def test_home_tells_whom_it_is_about_folded_away_and_without_a_note(schools: Schools) -> None:
    begun(schools)

    [told] = home(schools, "mia")
    assert told["title"] == "Somebody would like to talk with you"
    assert told["more"]["lines"][0] == (
        f"Algebra, by Friday 20 November: {ABOUT} Whoever facilitates it asks for it."
    )
    assert NOTE not in repr(told)
    assert "Ana" not in repr(told)


def test_before_its_day_and_long_after_its_end_home_says_nothing(
    schools: Schools, clock: Clock
) -> None:
    followup_id = begun(schools, due=DAY + timedelta(days=1))
    assert home(schools, "mia") == []

    schools.as_seen_by("ana").followups.end(followup_id)
    assert home(schools, "mia")[0]["title"] == "A conversation with you has ended"
    clock.later(days=31)
    assert home(schools, "mia") == []
