"""Groupings, as a page: what leaders draft on it, and what everybody finds."""

from typing import Any

import pytest

from plgwork.models.agreements import Fist, Response, Rule, Work
from plgwork.models.groupings import Outline, OutlineGroup, Place
from plgwork.models.people import Person, Role, Roster
from plgwork.pages.groupings import GroupingsPage, build
from plgwork.pages.groupings.asked import TITLE
from plgwork.pages.home import build as build_home
from plgwork.widgets import Form
from tests.store.deciding import OAKS_STAFF, REVIEW
from tests.store.world import OAKS
from tests.unit.visiting import Clock, Schools

ART = Person(
    id="art",
    school_id="oak",
    name="Art",
    work="Art",
    staff_kind="arts-teacher",
    roles=(Role.MEMBER,),
)


def opened(schools: Schools, person: str = "lee", **place: Any) -> GroupingsPage:
    return build(schools.workbook(person, **place))


def submit(form: Form, **values: Any) -> dict[str, Any]:
    """Send a form with what it shows, and these values in place of some; what is answered."""
    shown = {one["name"]: one.get("value", "") for one in form.fields if one.get("kind") != "file"}
    form.receive({"kind": "submit", "values": shown | values, "ticket": 1})
    return dict(form.answer)


def begun(page: GroupingsPage, start: str = "last-year", name: str = "Next year") -> GroupingsPage:
    submit(page.starting.form, name=name, start=start)
    return page


def columns(page: GroupingsPage) -> dict[str, list[str]]:
    board = page.moving.board
    return {one["name"]: [each["id"] for each in one["people"]] for one in board.columns}


def column_id(page: GroupingsPage, name: str) -> str:
    return next(str(one["id"]) for one in page.moving.board.columns if one["name"] == name)


def move(page: GroupingsPage, person: str, to: str) -> None:
    to_id = column_id(page, to)
    page.moving.board.receive(
        {"kind": "move", "person": person, "seen": number(page, person), "to": to_id}
    )


def number(page: GroupingsPage, person: str) -> int:
    """How often somebody was moved, as the board shows it."""
    people = [each for one in page.moving.board.columns for each in one["people"]]
    return next(int(each["number"]) for each in people if each["id"] == person)


def lead(page: GroupingsPage, person: str) -> None:
    page.moving.board.receive({"kind": "lead", "person": person, "seen": number(page, person)})


def said_of(page: GroupingsPage, name: str) -> list[str]:
    (found,) = [one for one in page.moving.board.columns if one["name"] == name]
    return [line["text"] for line in found["lines"]]


def slugs(page: GroupingsPage) -> list[str]:
    return [one["slug"] for one in page.steps.items]


# --- for everybody --------------------------------------------------------------------------------


@pytest.mark.parametrize(("person", "many"), [("mia", 2), ("cora", 2), ("lee", 7), ("sam", 7)])
def test_everybody_has_two_steps_and_whoever_drafts_has_seven(
    schools: Schools, person: str, many: int
) -> None:
    page = opened(schools, person)

    assert len(page.steps.items) == many
    assert slugs(page)[:2] == ["ways-to-group", "what-would-serve-you"]


def test_ways_that_serve_what_one_ticks_come_first(schools: Schools) -> None:
    page = opened(schools, "mia")

    page.choosing.form.receive({"kind": "change", "values": {"kinds": ["student-data"]}})

    first = page.choosing.panels.panels[0]
    assert (first["title"], first["kicker"]) == ("Vertical team", "Serves 1 of the 1 you ticked")
    assert page.choosing.panels.panels[-1]["lines"][1] == (
        "Less made for: looking at student data."
    )


def test_the_kinds_of_work_that_the_school_agreed_on_are_ticked(schools: Schools) -> None:
    lee = schools.as_seen_by("lee")
    lee.agreements.set_rule(Rule(quorum=1, least=1, mean=1))
    proposal = lee.proposals.propose(OAKS_STAFF, Work(kinds=("student-data",)))
    lee.proposals.respond(proposal.id, Response(number=1, fist=Fist.LEAD))
    lee.agreements.adopt(proposal.id, 1, REVIEW)

    page = opened(schools, "mia")

    assert page.choosing.form.fields[0]["value"] == ["student-data"]
    assert page.choosing.panels.panels[0]["title"] == "Vertical team"
    assert page.choosing.form.lines[0].startswith("What your school agreed on is ticked")


def test_kinds_of_work_can_be_passed_in_the_address(schools: Schools) -> None:
    page = opened(schools, "mia", query="kinds=tuning-tasks")

    assert page.choosing.panels.panels[0]["title"] == "Department"


def test_what_one_says_can_be_read_by_a_leader_and_be_taken_back(schools: Schools) -> None:
    page, leader = opened(schools, "mia"), schools.as_seen_by("lee")

    submit(page.asked.form, wish="With the other artists.")
    assert [one.text for one in leader.wishes.wishes()] == ["With the other artists."]
    assert page.asked.form.other == "Take it back"

    page.asked.form.receive({"kind": "other"})
    assert leader.wishes.wishes() == []
    assert page.asked.form.fields[0]["value"] == ""


@pytest.mark.parametrize("wish", ["", "   ", "long " * 200])
def test_an_empty_or_endless_wish_is_told_beside_its_field(schools: Schools, wish: str) -> None:
    assert "wish" in submit(opened(schools, "mia").asked.form, wish=wish)["problems"]


def test_the_card_says_who_reads_it_before_one_writes(schools: Schools) -> None:
    (line,) = opened(schools, "mia").asked.form.lines

    assert line.startswith("The leaders and the steward of your school read what you write")


def with_art(schools: Schools) -> None:
    """Somebody whose role nobody in Algebra shares."""
    sam = schools.as_seen_by("sam")
    sam.people.enrol(Roster(people=(ART,)))
    lee = schools.as_seen_by("lee").groupings
    algebra = OutlineGroup(name="Algebra", plg_id="algebra", people=("ana", "art", "mia"))
    day = schools.clock.now.date()
    draft = lee.begin("With Art", 2026, Outline(groups=(algebra,)))
    lee.publish(draft.id, lee.publication(draft.id, day))


def test_home_asks_whoever_is_alone_in_their_role_until_they_say_it(schools: Schools) -> None:
    with_art(schools)

    def asked(person: str) -> bool:
        panels = build_home(schools.workbook(person)).panels.panels
        return TITLE in [one["title"] for one in panels]

    assert [asked(one) for one in ("art", "mia", "ana", "lee")] == [True, False, False, False]
    submit(opened(schools, "art").asked.form, wish="With artists.")
    assert not asked("art")


def test_everybody_finds_the_group_that_was_published_for_them(schools: Schools) -> None:
    with_art(schools)

    (panel,) = opened(schools, "mia").asked.published.panels

    assert (panel["title"], panel["lines"]) == ("PLGs of 2026–27", ["You are in Algebra."])


# --- drafts and people ----------------------------------------------------------------------------


def test_a_draft_from_last_year_is_open_at_once(schools: Schools) -> None:
    page = begun(opened(schools))

    assert columns(page)["Algebra"] == ["ana", "mia"]
    assert page.starting.table.rows[0]["cells"][:2] == ["Next year", "2027–28"]


def test_a_draft_without_a_name_is_not_begun(schools: Schools) -> None:
    page = opened(schools)

    assert "name" in submit(page.starting.form, name="  ")["problems"]
    assert page.starting.table.rows == []


def test_a_move_is_kept_and_said(schools: Schools) -> None:
    page = begun(opened(schools))

    move(page, "ben", "Algebra")

    assert columns(page)["Algebra"] == ["ana", "ben", "mia"]
    assert page.moving.board.status == "Ben is now in Algebra."
    assert columns(opened(schools, "lou")) == {}


def test_what_is_said_of_a_group_follows_each_move(schools: Schools) -> None:
    page = begun(opened(schools))
    before = said_of(page, "Algebra")

    for person in ("ben", "nia", "gus", "cora"):
        move(page, person, "Algebra")

    assert before == ["2 people; 6 to 12 work best", "Ana facilitates, trained"]
    assert said_of(page, "Algebra")[0] == "6 people"
    assert dict(page.moving.board.facts)["Last year’s pairs kept"] == "100% (1 of 1)"


def test_what_is_told_of_a_person_holds_what_they_said_and_where_they_can_go(
    schools: Schools,
) -> None:
    schools.as_seen_by("mia").wishes.say("With the other artists.")
    page = begun(opened(schools))

    page.moving.board.receive({"kind": "ask", "person": "mia"})

    shown = page.moving.board.shown
    assert shown["lines"][-1] == "Asked what group would serve them: “With the other artists.”"
    assert [one["name"] for one in shown["places"]] == ["No group yet"]
    assert shown["lead"] == "Let them facilitate this group"


def test_somebody_else_facilitates(schools: Schools) -> None:
    page = begun(opened(schools))

    lead(page, "ana")
    lead(page, "mia")

    assert said_of(page, "Algebra")[1] == "Mia facilitates, not trained yet"


def test_a_move_that_came_too_late_is_told_and_the_others_stays(schools: Schools) -> None:
    page = begun(opened(schools))
    draft = page.desk.opened if page.desk else None
    assert draft is not None
    lou = schools.as_seen_by("lou").groupings
    lou.move(draft.id, Place(person_id="ben", group_id=draft.groups[0].id))

    move(page, "ben", "Algebra")

    assert "Somebody else changed this in the meantime" in page.moving.board.status
    assert columns(page)["Algebra"] == ["ana", "ben", "mia"]


def test_what_another_leader_moved_is_there_after_word_of_it(schools: Schools) -> None:
    page = begun(opened(schools))
    draft = page.desk.opened if page.desk else None
    assert draft is not None
    lou = schools.as_seen_by("lou").groupings
    lou.move(draft.id, Place(person_id="ben", group_id=draft.groups[0].id))

    page.live.receive({"kind": "changed", "topic": "school:oak"})

    assert columns(page)["Algebra"] == ["ana", "ben", "mia"]


def test_a_group_is_added_named_and_taken_out(schools: Schools) -> None:
    page = begun(opened(schools))
    page.moving.more.receive({"kind": "ask", "text": "Add a group"})
    submit(page.moving.group, name="Robots", grouping="interdisciplinary")
    move(page, "mia", "Robots")
    page.moving.groups.receive({"kind": "open", "id": column_id(page, "Robots")})

    page.moving.group.receive({"kind": "other"})

    assert "mia" in columns(page)["In no group yet"]
    assert "Robots" not in columns(page)


def test_where_several_are_in_no_group_a_proposal_of_their_places_is_offered(
    schools: Schools,
) -> None:
    page = begun(opened(schools))
    many = len(columns(page).get("In no group yet", []))

    offered = {one["text"]: one["href"] for one in page.moving.more.items}
    assert many > 1
    assert offered == {
        "Add a group": "",
        f"Have places proposed for the {many} in no group": "#propose",
    }


def test_a_reason_is_asked_for_whoever_is_alone(schools: Schools) -> None:
    schools.as_seen_by("sam").people.enrol(Roster(people=(ART,)))
    page = begun(opened(schools))
    move(page, "art", "Algebra")
    page.moving.reasons.table.receive({"kind": "open", "id": "art"})

    submit(page.moving.reasons.form, reason="There is no other group for her yet.")

    (row,) = page.moving.reasons.table.rows
    assert row["cells"] == [
        *("Art", "Arts teacher", "Algebra", "not asked yet: Home asks them"),
        "There is no other group for her yet.",
    ]


def test_a_draft_is_deleted_after_one_was_asked(schools: Schools) -> None:
    page = begun(opened(schools))
    page.starting.more.receive({"kind": "ask", "text": "Delete this draft…"})
    assert page.starting.sure.title == "Delete “Next year”?"

    submit(page.starting.sure)

    assert (page.starting.table.rows, page.moving.board.columns) == ([], [])


# --- proposing ------------------------------------------------------------------------------------


def search(page: GroupingsPage) -> None:
    """Wait for the search, and look as the browser does."""
    assert page.proposing.running is not None
    page.proposing.running.wait()
    page.proposing.effort.receive({"kind": "look"})


def test_a_proposal_becomes_a_draft_of_its_own(schools: Schools) -> None:
    page = begun(opened(schools))
    submit(page.proposing.form, fewest="2", rules=["trained"])
    search(page)

    page.proposing.keep.receive({"kind": "ask", "text": "Keep it as a draft"})

    assert not page.proposing.effort.running
    assert len(columns(page)["Algebra"]) == 10
    names = sorted(row["cells"][0] for row in page.starting.table.rows)
    assert names == ["Next year", "Next year, proposed"]


def test_what_collides_is_said_in_words(schools: Schools) -> None:
    page = begun(opened(schools))
    submit(page.proposing.pairs.form, one="ana", other="mia", kind="together")
    submit(page.proposing.pairs.form, one="ben", other="ana", kind="apart")

    submit(page.proposing.form, fewest="2", rules=[])
    search(page)

    (panel,) = page.proposing.found.panels
    assert panel["title"] == "This cannot hold"
    assert [one["title"] for one in panel["items"]] == ["Ana and Ben are not in one group."]


def test_several_that_collide_are_named_together(schools: Schools) -> None:
    page = begun(opened(schools))
    page.moving.more.receive({"kind": "ask", "text": "Add a group"})
    submit(page.moving.group, name="Robots")
    for one, other, kind in (
        *(("ana", "mia", "together"), ("mia", "ben", "together"), ("ana", "ben", "apart")),
        ("gus", "nia", "apart"),
    ):
        submit(page.proposing.pairs.form, one=one, other=other, kind=kind)

    submit(page.proposing.form, fewest="2", rules=[])
    search(page)

    (panel,) = page.proposing.found.panels
    assert panel["title"] == "These cannot all hold"
    assert {one["title"] for one in panel["items"]} == {
        "Ana and Mia are in one group.",
        "Ben and Mia are in one group.",
        "Ana and Ben are not in one group.",
    }


def test_one_that_cannot_hold_says_why(schools: Schools) -> None:
    page = begun(opened(schools))

    submit(page.proposing.form, fewest="20", most="20", rules=[])
    search(page)

    (panel,) = page.proposing.found.panels
    assert panel["lines"] == ["10 people do not fill 1 groups of 20."]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"fewest": "0"}, "fewest"),
        ({"fewest": "x"}, "fewest"),
        ({"fewest": "9", "most": "8"}, "most"),
        ({"stability": "11"}, "stability"),
    ],
)
def test_numbers_that_make_no_sense_are_told_beside_their_field(
    schools: Schools, values: dict[str, str], wrong: str
) -> None:
    page = begun(opened(schools))

    assert wrong in submit(page.proposing.form, **values)["problems"]
    assert page.proposing.running is None


def test_without_a_draft_nothing_is_proposed(schools: Schools) -> None:
    assert "Open a draft first" in submit(opened(schools).proposing.form)["problem"]


def test_a_pair_is_taken_back(schools: Schools) -> None:
    page = begun(opened(schools))
    submit(page.proposing.pairs.form, one="mia", other="ana", kind="apart")
    (row,) = page.proposing.pairs.table.rows
    assert row["cells"] == ["Ana and Mia", "are not in one group"]

    page.proposing.pairs.table.receive({"kind": "open", "id": row["id"]})

    assert page.proposing.pairs.table.rows == []


def test_free_periods_are_kept_told_of_and_taken_back(schools: Schools) -> None:
    page = begun(opened(schools))

    submit(page.proposing.free.form, list="Ana, Friday 1; Tuesday 3\nMia, Friday 1")
    assert said_of(page, "Algebra")[2] == "All are free: Friday 1"

    submit(page.proposing.free.form, list="Ana, Friday 1")
    assert said_of(page, "Algebra")[2] == "All are free: Friday 1; not known of 1 person"


def test_a_list_with_a_stranger_is_not_kept(schools: Schools) -> None:
    page = begun(opened(schools))

    problems = submit(page.proposing.free.form, list="Zed, Friday 1")["problems"]

    assert problems["list"] == "Row 1: “Zed”: nobody here has this name."


# --- two drafts, and publishing -------------------------------------------------------------------


def test_two_drafts_stand_side_by_side(schools: Schools) -> None:
    page = begun(begun(opened(schools)), "nothing", "Anew")

    first, second = page.comparing.panels.panels

    assert first["table"]["head"] == ["Question", "Anew", "Next year"]
    assert first["table"]["rows"][0] == ["Groups", "0", "1"]
    assert [row[0] for row in second["table"]["rows"]] == ["Ana", "Mia"]


def test_fewer_than_two_drafts_say_so(schools: Schools) -> None:
    assert opened(schools).comparing.panels.panels[0]["title"] == "Fewer than two drafts"


def test_what_would_change_is_shown_and_then_is_so(schools: Schools) -> None:
    page = opened(schools)
    submit(page.starting.form, name="This year", year="2026")
    move(page, "ben", "Algebra")
    _, changes = page.publishing.panels.panels
    assert changes["table"]["rows"] == [["Ben", "no PLG yet", "Algebra", ""]]

    submit(page.publishing.form)

    (algebra,) = [g for g in schools.as_seen_by("mia").people.groups() if g.plg.id == "algebra"]
    assert [one.id for one in algebra.members] == ["ana", "ben", "mia"]
    assert page.publishing.panels.panels[0]["title"] == "This year is published"


def test_a_draft_that_another_leader_changed_is_not_published_unseen(schools: Schools) -> None:
    page = opened(schools)
    submit(page.starting.form, name="This year", year="2026")
    draft = page.desk.opened if page.desk else None
    assert draft is not None
    lou = schools.as_seen_by("lou").groupings
    lou.move(draft.id, Place(person_id="ben", group_id=draft.groups[0].id))

    answer = submit(page.publishing.form)

    assert "nothing was published" in answer["problem"]
    assert page.publishing.panels.panels[1]["table"]["rows"][0][0] == "Ben"


def test_a_school_without_plgs_drafts_this_years_from_what_serves_its_work(clock: Clock) -> None:
    bare = OAKS.model_copy(update={"plgs": (), "memberships": (), "trainings": ()})
    page = opened(Schools(clock, bare))
    shown = {one["name"]: one["value"] for one in page.starting.form.fields}

    submit(page.starting.form)
    asked = {one["name"]: one["value"] for one in page.proposing.form.fields}

    assert shown == {"name": "PLGs 2026–27", "year": "2026", "start": "department"}
    assert "last-year" not in {one["id"] for one in page.starting.form.fields[2]["options"]}
    assert page.desk
    assert page.desk.opened.year == 2026
    assert asked["rules"] == ["shared-period", "company"]


def test_where_nobody_was_in_a_plg_who_goes_where_is_folded(schools: Schools, clock: Clock) -> None:
    bare = OAKS.model_copy(update={"plgs": (), "memberships": (), "trainings": ()})
    first, other = opened(Schools(clock, bare)), opened(schools)

    for page in (first, other):
        begun(page, start="nothing", name="PLGs")
        page.moving.more.receive({"kind": "ask", "text": "Add a group"})
        submit(page.moving.group, name="Music")
        move(page, "mia", "Music")

    [*_, folded] = first.publishing.panels.panels
    [*_, open_] = other.publishing.panels.panels
    assert (folded["title"], "table" in folded) == ("What changes for whom", False)
    assert folded["more"]["table"]["rows"][0][0] == "Mia"
    assert open_["table"]["rows"]


def test_a_proposal_begins_with_the_way_in_which_the_open_draft_was_made(schools: Schools) -> None:
    page = opened(schools)

    begun(page, start="nothing")
    page.moving.more.receive({"kind": "ask", "text": "Add a group"})
    submit(page.moving.group, name="Grade 7", grouping="grade-level")
    begun(page, start="copy", name="Again")

    asked = {one["name"]: one["value"] for one in page.proposing.form.fields}
    assert asked["way"] == "grade-level"
    assert "trained" in asked["rules"]
