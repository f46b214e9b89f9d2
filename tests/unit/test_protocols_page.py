"""The library's page: it narrows down, helps to choose, fits, compares, and never leaves alone."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork import Workbook
from plgwork.content import load
from plgwork.pages.protocols import Protocols, build
from plgwork.pages.protocols.asked import Asked
from plgwork.settings import shipped
from plgwork.widgets import Catalogue, Fields
from plgwork.workbook import Place
from tests.content.test_protocols import LANTERN
from tests.unit.visiting import CONTENT, Clock, Schools

CASE = {"brings": "draft", "wants": "tuning-tasks", "people": "8", "minutes": "60", "trust": "some"}


@pytest.fixture
def page(schools: Schools) -> Protocols:
    """The library, as a member opens it."""
    return at(schools)


def at(schools: Schools, query: str = "", person: str = "mia") -> Protocols:
    return build(schools.workbook(person, served=True, base_url="/plg/", query=query))


def answer(fields: Fields, **values: str) -> None:
    """Send what the browser sends when something in the fields was changed."""
    fields.receive({"kind": "answer", "values": {**fields.values, **values}, "ticket": 1})


def rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [row for group in catalogue.groups for row in group["rows"]]


def ids(catalogue: Catalogue) -> list[str]:
    return [row["id"] for row in rows(catalogue)]


def titles(catalogue: Catalogue) -> list[str]:
    return [group["title"] for group in catalogue.groups]


# --- browse -------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["mia", "ana", "cora", "lee", "sam"])
def test_everybody_finds_every_protocol(schools: Schools, person: str) -> None:
    page = at(schools, person=person)

    assert set(ids(page.browsing.catalogue)) == set(CONTENT.protocols)
    assert page.browsing.fields.status == f"All {len(CONTENT.protocols)} protocols"


def test_a_row_says_what_it_is_for_how_many_and_how_long(page: Protocols) -> None:
    (row,) = [one for one in rows(page.browsing.catalogue) if one["id"] == "tuning-protocol"]

    assert row["name"] == "Tuning Protocol"
    assert row["text"].count(".") == 1
    assert row["facts"] == ["Tuning tasks and assessments", "6 to 12 people", "60 minutes"]
    assert row["href"] == "/plg/protocols?open=tuning-protocol#read"


def test_the_list_narrows_down_and_counts(page: Protocols) -> None:
    answer(page.browsing.fields, kind="tuning-tasks", people="8", minutes="45")

    shown = ids(page.browsing.catalogue)
    assert "tuning-protocol" in shown
    assert "consultancy" not in shown
    assert page.browsing.fields.status == f"{len(shown)} of {len(CONTENT.protocols)} protocols"


def test_with_people_a_row_says_how_they_split_up(page: Protocols) -> None:
    answer(page.browsing.fields, people="12", words="final word")

    facts = rows(page.browsing.catalogue)[0]["facts"]
    assert facts[1:] == ["12 people, in three groups of four", "40 minutes"]


def test_what_one_searches_for_stands_first(page: Protocols) -> None:
    answer(page.browsing.fields, words="onion")

    assert ids(page.browsing.catalogue)[0] == "peeling-the-onion"


def test_where_nothing_is_found_one_click_gives_up_a_wish(page: Protocols) -> None:
    answer(page.browsing.fields, kind="dilemmas-of-practice", words="rubric score")
    empty = page.browsing.catalogue.empty
    ways = {way["name"]: way["text"] for way in empty["ways"]}

    assert page.browsing.catalogue.groups == []
    assert "Give up one wish" in empty["text"]
    assert set(ways) == {"kind", "words", "all"}
    many = int(ways["words"].rpartition(" ")[2])
    page.browsing.catalogue.receive({"kind": "loosen", "name": "words"})
    assert len(ids(page.browsing.catalogue)) == many
    assert page.browsing.fields.values["words"] == ""
    assert page.browsing.fields.values["kind"] == "dilemmas-of-practice"


def test_all_can_be_shown_again(page: Protocols) -> None:
    answer(page.browsing.fields, words="xylophone", people="9")

    page.browsing.catalogue.receive({"kind": "loosen", "name": "all"})

    assert len(ids(page.browsing.catalogue)) == len(CONTENT.protocols)
    assert set(page.browsing.fields.values.values()) == {""}


# --- numbers that make no sense ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("people", "1", "at least two people"),
        ("people", "0", "at least two people"),
        ("people", "many", "in digits how many people"),
        ("people", "-3", "in digits"),
        ("people", "7.5", "in digits"),
        ("people", "9" * 40, "At most 999"),
        ("minutes", "0", "needs some time"),
        ("minutes", "an hour", "in digits, as in 45"),
        ("minutes", "²", "in digits"),
    ],
)
def test_a_number_that_makes_no_sense_gets_a_sentence_and_hides_nothing(
    page: Protocols, name: str, typed: str, said: str
) -> None:
    answer(page.browsing.fields, **{name: typed})

    for way in (page.browsing, page.choosing, page.reading, page.comparing):
        assert said in way.fields.problems[name]
        assert way.fields.values[name] == typed
    assert len(ids(page.browsing.catalogue)) == len(CONTENT.protocols)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"people": "200"}, "the largest room is 40"),
        ({"people": "200", "minutes": "1"}, "the largest room is 40"),
        ({"people": "8", "minutes": "1"}, "the shortest needs"),
        ({"people": "8", "minutes": "900"}, "Take two"),
    ],
)
def test_too_many_people_and_too_little_time_get_a_sentence_and_a_way_on(
    page: Protocols, values: dict[str, str], said: str
) -> None:
    answer(page.browsing.fields, **values)

    assert said in page.browsing.catalogue.empty["text"]
    assert page.browsing.catalogue.empty["ways"]


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_a_sentence(typed: str) -> None:
    asked = Asked({}).changed({"people": typed})

    usable = not asked["people"] or asked.number("people") is not None
    assert usable is not bool(asked.problem("people"))


# --- help me choose -------------------------------------------------------------------------


def test_the_list_waits_until_all_five_are_answered(page: Protocols) -> None:
    assert page.choosing.fields.status == "The list appears when all five are answered."

    answer(page.choosing.fields, brings="draft", wants="tuning-tasks", trust="some")
    assert page.choosing.fields.status == "Two answers are still to come."
    assert page.choosing.catalogue.groups == []
    answer(page.choosing.fields, people="8", minutes="x")
    assert page.choosing.fields.status == "One answer is still to come."


def test_five_answers_lead_to_a_ranked_list_with_reason_fit_and_caution(page: Protocols) -> None:
    answer(page.choosing.fields, **CASE)

    first, second = rows(page.choosing.catalogue)[:2]
    assert titles(page.choosing.catalogue)[0] == "Worth a try"
    assert page.choosing.catalogue.groups[0]["ranked"]
    assert [first["id"], second["id"]] == ["tuning-protocol", "feedback-carousel"]
    assert first["text"] == CONTENT.protocols["tuning-protocol"].choose_when
    assert first["notes"] == [["Rather not when:", CONTENT.protocols["tuning-protocol"].avoid_when]]
    assert second["facts"] == ["60 minutes with 8 people, in four groups of two"]
    assert parse_qs(urlsplit(first["href"]).query) == {
        "people": ["8"],
        "minutes": ["60"],
        "open": ["tuning-protocol"],
    }


def test_what_to_keep_away_from_stands_below_with_its_reason(page: Protocols) -> None:
    answer(page.choosing.fields, **CASE | {"people": "4"})

    warned = page.choosing.catalogue.groups[-1]
    assert warned["title"] == "Keep away from these, this time"
    assert {row["id"]: row["text"] for row in warned["rows"]}["tuning-protocol"] == (
        "It needs at least 6 people; you are 4."
    )


def test_the_chosen_words_say_what_they_mean(page: Protocols) -> None:
    answer(page.choosing.fields, brings="draft")

    assert "can still change" in page.choosing.fields.notes["brings"]
    assert page.choosing.fields.notes["wants"] == ""


def test_where_no_protocol_suits_it_says_so_and_leads_on(page: Protocols) -> None:
    new_group = {"brings": "dilemma", "wants": "dilemmas-of-practice", "trust": "new"}
    answer(page.choosing.fields, **CASE | new_group)

    catalogue = page.choosing.catalogue
    assert titles(catalogue) == ["Keep away from these, this time"]
    assert catalogue.empty["ways"][0]["href"] == "#browse"
    catalogue.receive({"kind": "loosen", "name": "answers"})
    assert set(page.choosing.fields.values.values()) == {""}


def test_people_and_minutes_are_said_once_for_all_steps(page: Protocols) -> None:
    answer(page.choosing.fields, **CASE)

    for way in (page.browsing, page.reading, page.comparing):
        assert (way.fields.values["people"], way.fields.values["minutes"]) == ("8", "60")


# --- read -----------------------------------------------------------------------------------


def test_a_protocol_opens_from_the_list_and_from_its_address(
    schools: Schools, page: Protocols
) -> None:
    page.browsing.catalogue.receive({"kind": "open", "id": "charrette"})
    sent = at(schools, "open=charrette")

    assert page.reading.sheet.sheet["title"] == "Charrette"
    assert page.reading.sheet.sheet == sent.reading.sheet.sheet
    assert page.reading.fields.values["open"] == "charrette"
    assert {one["slug"]: one["note"] for one in page.steps.items}["read"] == "Charrette"


@pytest.mark.parametrize("protocol_id", CONTENT.protocols)
def test_every_sheet_tells_all_that_the_file_does(schools: Schools, protocol_id: str) -> None:
    protocol = CONTENT.protocols[protocol_id]
    sheet = at(schools, f"open={protocol_id}").reading.sheet.sheet
    told = repr(sheet)

    assert [step["minutes"] for step in sheet["steps"]] == [
        f"{one.minutes_for(protocol.for_people, protocol.for_people)} min" for one in protocol.steps
    ]
    for step, shown in zip(protocol.steps, sheet["steps"], strict=True):
        assert (shown["happens"], shown["watch"]) == (step.happens, step.watch)
        assert bool(shown["ours"]) is step.ours
    for source in protocol.sources:
        assert {"name": source.name, "link": source.link} in sheet["more"][-2]["sources"]
    for text in (protocol.credit, protocol.rights, protocol.notes, protocol.avoid_when):
        assert (text or "") in sheet["more"][-2]["text"] + str(sheet["more"][0].get("text")) + str(
            [part["text"] for part in sheet["when"]]
        )
    assert sheet["more"][-1]["lines"] == list(protocol.unverified)
    assert ("Not all of it could be seen" in told) is not protocol.verified
    assert ("our own choice" in told) is (protocol.minutes_basis == "ours")
    assert [one["id"] for one in sheet["when"][1]["links"]] == list(protocol.instead)
    assert sheet["small"] == CONTENT.cover.not_affiliated
    assert sheet["plan"].startswith("As it is written: ")


def test_people_and_minutes_give_every_step_its_whole_minutes(page: Protocols) -> None:
    answer(page.reading.fields, open="tuning-protocol", people="8", minutes="45")

    minutes = [int(step["minutes"].split()[0]) for step in page.reading.sheet.sheet["steps"]]
    assert sum(minutes) == 45
    assert page.reading.fields.status == "45 minutes with 8 people, all together."
    assert page.reading.sheet.sheet["plan"].startswith("Fitted to 45 minutes")


def test_turns_are_told_and_what_is_left_of_them(page: Protocols) -> None:
    answer(page.reading.fields, open="final-word", people="9", minutes="42")

    (rounds,) = [one for one in page.reading.sheet.sheet["steps"] if one["turns"]]
    assert page.reading.fields.status == (
        "42 minutes with 9 people, in one group of five and one of four."
    )
    assert rounds["minutes"] == "35 min"
    assert rounds["turns"] == "5 turns of 7 min"


def test_what_does_not_fit_says_why_and_names_what_would(page: Protocols) -> None:
    answer(page.reading.fields, open="tuning-protocol", people="8", minutes="20")

    assert page.reading.fields.status == (
        "With 8 people it needs at least 29 minutes; you have 20. "
        "Below, it stands as it was written."
    )
    assert titles(page.reading.catalogue) == ["These would fit"]
    assert "tuning-protocol" not in ids(page.reading.catalogue)
    assert page.reading.sheet.sheet["plan"].startswith("As it is written")
    assert "Run it" not in repr(page.reading.sheet.sheet["actions"])


def test_where_nothing_would_fit_it_says_what_to_do(page: Protocols) -> None:
    answer(page.reading.fields, open="tuning-protocol", people="200")

    assert "It is for 12 people at most; you are 200." in page.reading.fields.status
    assert "Meet in several rooms" in page.reading.catalogue.empty["text"]


def test_a_plan_leads_to_running_it(page: Protocols) -> None:
    answer(page.reading.fields, open="tuning-protocol", people="8", minutes="45")

    run = page.reading.sheet.sheet["actions"][0]
    assert run["text"] == "Run it with your group"
    assert run["href"] == "/plg/run?protocol=tuning-protocol&people=8&minutes=45"


def test_in_jupyterlab_running_it_is_the_notebook_beside_this_one(schools: Schools) -> None:
    page = build(schools.workbook("ana", query="open=tuning-protocol"))

    assert page.reading.sheet.sheet["actions"][0]["href"] == "run.ipynb"


def test_what_is_not_open_yet_says_how_to_open_one(page: Protocols) -> None:
    assert page.reading.sheet.sheet == {}
    assert "Nothing is open yet" in page.reading.catalogue.empty["text"]


def test_an_address_of_a_protocol_that_is_not_here_says_so(schools: Schools) -> None:
    page = at(schools, "open=<b>lost</b>")

    assert "There is no protocol “<b>lost</b>” here" in page.reading.catalogue.empty["text"]


# --- side by side ---------------------------------------------------------------------------


def test_two_stand_side_by_side_for_the_same_meeting(page: Protocols) -> None:
    answer(page.comparing.fields, first="final-word", second="charrette", people="8", minutes="60")

    left, right = (page.comparing.sheets[side].sheet for side in ("first", "second"))
    assert (left["title"], right["title"]) == ("Final Word", "Charrette")
    for sheet in (left, right):
        assert sum(int(step["minutes"].split()[0]) for step in sheet["steps"]) == 60
        assert sheet["actions"] == []
    assert page.comparing.fields.status == (
        "Final Word: 60 minutes with 8 people, in two groups of four. "
        "Charrette: 60 minutes with 8 people, all together."
    )


def test_the_open_one_is_the_first_until_another_is_chosen(page: Protocols) -> None:
    page.browsing.catalogue.receive({"kind": "open", "id": "charrette"})
    assert page.comparing.sheets["first"].sheet["title"] == "Charrette"
    assert "Choose two protocols" in page.comparing.catalogue.empty["text"]

    answer(page.comparing.fields, first="slice", second="charrette")

    assert page.comparing.sheets["first"].sheet["title"] != "Charrette"
    assert page.comparing.catalogue.empty == {}


# --- the address, and what a browser may send -------------------------------------------------


def test_a_reload_comes_to_the_same(schools: Schools, page: Protocols) -> None:
    answer(page.choosing.fields, **CASE)
    answer(page.browsing.fields, kind="tuning-tasks", words="feed")
    again = at(schools, page.asked.query(*page.asked.values))

    for one, other in ((page.browsing, again.browsing), (page.choosing, again.choosing)):
        assert one.catalogue.groups == other.catalogue.groups
        assert one.fields.values == other.fields.values


@pytest.mark.parametrize(
    "query",
    [
        "kind=fishing",
        "brings=fish&wants=x&trust=blind&people=8&minutes=45",
        "first=a&second=b",
        "%%=&&",
    ],
)
def test_an_address_that_makes_no_sense_opens_the_library_all_the_same(
    schools: Schools, query: str
) -> None:
    page = at(schools, query)

    assert len(page.browsing.catalogue.groups) > 0
    assert page.choosing.catalogue.groups == []


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "answer"},
        {"kind": "answer", "values": 3, "ticket": "x"},
        {"kind": "answer", "values": {"people": None, "open": ["a"], "stray": "b"}, "ticket": 2},
    ],
)
def test_a_message_that_makes_no_sense_changes_nothing_else(
    page: Protocols, message: dict[str, Any]
) -> None:
    page.browsing.fields.receive(message)

    assert page.asked.values == {}
    assert page.notice.text == ""


def test_each_answer_says_which_it_answers(page: Protocols) -> None:
    page.browsing.fields.receive({"kind": "answer", "values": {"words": "onion"}, "ticket": 7})

    assert page.browsing.fields.heard == 7
    assert page.choosing.fields.heard == 0


# --- a school's own ---------------------------------------------------------------------------


def test_a_schools_own_protocol_is_in_every_step_and_no_file_of_ours_changed(
    schools: Schools, clock: Clock, tmp_path: Path
) -> None:
    own = tmp_path / "protocols" / "lantern.yaml"
    own.parent.mkdir()
    own.write_text(LANTERN, encoding="utf-8")
    content = load([shipped("content"), tmp_path])
    place = Place(served=True, query="open=lantern&people=11&minutes=25&words=lantern")
    page = build(Workbook(content, schools.store, "mia", clock, place))

    assert ids(page.browsing.catalogue) == ["lantern"]
    assert page.reading.sheet.sheet["title"] == "Lantern"
    assert page.reading.fields.status == (
        "25 minutes with 11 people, in two groups of four and one of three."
    )
    assert {"id": "lantern", "name": "Lantern"} in page.comparing.fields.fields[0]["options"]
    answer(page.choosing.fields, brings="student-work", wants="student-work", trust="new")
    assert "lantern" in ids(page.choosing.catalogue)
