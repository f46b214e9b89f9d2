"""Setting up a school: what each step says, what it keeps, and what it will not keep."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plgwork.models.enrolling import Newcomer, PersonChange, PlgChange, SchoolChange
from plgwork.models.people import Group, Person, PlgKind, Role, Roster, School
from plgwork.pages.school import SetUp, build
from plgwork.settings import shipped
from plgwork.widgets import Form, Panels
from plgwork.workbook import Place, Workbook
from tests.store.world import OAK
from tests.unit.visiting import CONTENT, FOLDERS, Clock, Schools

ELM = School(id="elm", name="Elm", timezone="America/Chicago", calendar="august-start")
EVE = Person(
    id="eve",
    school_id="elm",
    name="Eve",
    work="",
    staff_kind="staff",
    roles=(Role.MEMBER, Role.STEWARD),
)
LIST = "Name\tE-mail\tRole\nAbel Ayo\tabel@elm.org\tfacilitator\nBea Brandt\t\t\n"


@pytest.fixture
def schools(schools: Schools) -> Schools:
    """The schools, and Elm School on its first day."""
    schools.store.found(ELM, Roster(people=(EVE,)), invented=True)
    return schools


@pytest.fixture
def page(schools: Schools) -> SetUp:
    """The page as Eve opens it on her school's first day."""
    return build(schools.workbook("eve", served=True, base_url="/plg/"))


def submit(form: Form, **values: Any) -> dict[str, Any]:
    """Send what the browser sends; what the page answers."""
    form.receive({"kind": "submit", "values": values, "ticket": 7})
    assert form.answer["ticket"] == 7
    return dict(form.answer)


def asked(form: Form) -> dict[str, Any]:
    """What a form shows, by its fields."""
    return {one["name"]: one.get("value") for one in form.fields}


def steps(page: SetUp) -> dict[str, tuple[str, bool]]:
    return {one["slug"]: (one["note"], one["done"]) for one in page.steps.items}


def staff(schools: Schools) -> dict[str, Person]:
    return {one.id: one for one in schools.as_seen_by("eve").people.staff()}


def groups(schools: Schools) -> dict[str, Group]:
    return {one.plg.id: one for one in schools.as_seen_by("eve").people.groups()}


def enter(page: SetUp, text: str = LIST) -> None:
    submit(page.people_step.paste, list=text)
    page.people_step.keep.receive({"kind": "ask", "text": "Keep this"})


def test_on_the_first_day_it_says_what_is_left(page: SetUp) -> None:
    assert steps(page) == {
        "calendar": ("August to June", False),
        "people": ("only you so far", False),
        "plgs": ("none yet", False),
        "invite": ("0 of 1 joined", False),
    }


def test_no_step_is_done_while_only_the_steward_is_here_and_has_joined(
    schools: Schools, page: SetUp, clock: Clock
) -> None:
    named = PersonChange(person_id="eve", account="eve@elm.org")
    schools.as_seen_by("eve").people.register(changes=[named])
    [link] = schools.store.links.invite(["eve"], clock())
    schools.store.links.use(link.code, "a tin whistle under the pier", clock())
    page.reread()
    before = {done for _, done in steps(page).values()}

    enter(page)

    assert (steps(page)["invite"][0], before) == ("1 of 3 joined", {False})
    assert steps(page)["calendar"] == ("August to June", True)


def test_it_hears_of_what_another_steward_does(schools: Schools, page: SetUp) -> None:
    schools.as_seen_by("eve").people.register([Newcomer(name="Abel")])

    page.live.receive({"kind": "changed", "topic": "school:elm"})

    assert page.live.topics == ["school:elm"]
    assert steps(page)["people"] == ("2 people", True)


# --- calendar ----------------------------------------------------------------------------------


def test_the_school_is_changed(schools: Schools, page: SetUp) -> None:
    form = page.calendar_step.form

    answer = submit(form, name="Elm  Street", timezone="America/Denver", calendar="july-start")

    assert answer["problems"] == {}
    kept = schools.as_seen_by("eve").people.school()
    assert (kept.name, kept.timezone, kept.calendar) == (
        "Elm Street",
        "America/Denver",
        "july-start",
    )
    assert steps(page)["calendar"][0] == "July to May"


def test_every_problem_of_the_school_comes_at_once(schools: Schools, page: SetUp) -> None:
    answer = submit(page.calendar_step.form, name=" ", timezone="Chicago", calendar="x")

    assert set(answer["problems"]) == {"name", "timezone", "calendar"}
    assert schools.as_seen_by("eve").people.school() == ELM


def test_what_another_steward_changed_meanwhile_stays(schools: Schools, page: SetUp) -> None:
    schools.as_seen_by("eve").people.change_school(SchoolChange(name="Elm Street"))

    submit(page.calendar_step.form, name="Elm", timezone="America/Denver", calendar=ELM.calendar)

    kept = schools.as_seen_by("eve").people.school()
    assert (kept.name, kept.timezone) == ("Elm Street", "America/Denver")
    assert asked(page.calendar_step.form)["name"] == "Elm Street"


# --- a list of people --------------------------------------------------------------------------


def panel(panels: Panels) -> dict[str, Any]:
    [found] = panels.panels
    return dict(found)


def test_nothing_is_kept_before_it_was_seen(schools: Schools, page: SetUp) -> None:
    step = page.people_step

    submit(step.paste, list=LIST)

    assert panel(step.meaning)["title"] == "Nothing is kept yet"
    assert [row["cells"][:3] for row in step.rows.rows] == [
        ["Abel Ayo", "2", "New"],
        ["Bea Brandt", "3", "New; has no name to sign in with yet"],
    ]
    assert set(staff(schools)) == {"eve"}


def test_what_was_seen_is_kept_and_the_list_is_put_away(schools: Schools, page: SetUp) -> None:
    enter(page)

    assert staff(schools)["abel-ayo"].roles == (Role.MEMBER, Role.FACILITATOR)
    assert page.notice.text == "People: 2 added. Next: put them into PLGs."
    assert (page.people_step.rows.rows, page.people_step.meaning.panels) == ([], [])
    assert asked(page.people_step.paste)["list"] == ""
    assert steps(page)["people"] == ("3 people", True)


def test_a_list_with_a_problem_is_not_kept_whatever_is_sent(schools: Schools, page: SetUp) -> None:
    enter(page, "Name,E-mail\nAbel,abel@elm.org\n,bea@elm.org")

    assert set(staff(schools)) == {"eve"}
    assert panel(page.people_step.meaning)["title"] == "One thing is to be put right first"
    assert panel(page.people_step.meaning)["items"][0]["title"] == "Row 3"
    assert [one["text"] for one in page.people_step.keep.items] == ["Clear the list"]


def test_a_file_has_one_way_in_which_this_step_leads_to(page: SetUp) -> None:
    [link] = page.people_step.file.items

    assert link["href"] == "/plg/structure#people-from-a-file"
    assert [one["name"] for one in page.people_step.paste.fields] == ["list"]


@pytest.mark.parametrize("heads", ["sourcedId,status,givenName,familyName,role", "SourcedId\tname"])
def test_what_is_pasted_from_oneroster_is_led_to_where_files_are_read(
    schools: Schools, page: SetUp, heads: str
) -> None:
    students = "\n".join(f"u{n},,Kid,Kidd,student" for n in range(3_000))

    submit(page.people_step.paste, list=f"\n{heads}\n{students}")

    told = panel(page.people_step.meaning)
    assert told["title"] == "This is a file of OneRoster"
    assert [one["href"] for one in told["links"]] == ["/plg/structure#people-from-a-file"]
    assert ("items" in told, len(told["lines"])) == (False, 1)
    assert set(staff(schools)) == {"eve"}


def test_of_many_problems_the_first_ten_are_told_and_how_many_more_there_are(page: SetUp) -> None:
    before = page.people_step.meaning.led

    submit(
        page.people_step.paste, list="Name,E-mail\n" + "".join(f",{n}@elm.org\n" for n in range(11))
    )

    told = panel(page.people_step.meaning)
    assert told["title"] == "11 things are to be put right first"
    assert [one["title"] for one in told["items"]][-2:] == ["Row 11", "And one more"]
    assert page.people_step.meaning.led == before + 1


def test_a_list_is_looked_at_anew_when_somebody_came_meanwhile(
    schools: Schools, page: SetUp
) -> None:
    submit(page.people_step.paste, list=LIST)
    schools.as_seen_by("eve").people.register([Newcomer(name="Bea Brandt")])

    page.people_step.keep.receive({"kind": "ask", "text": "Keep this"})

    assert "changed in the meantime" in page.notice.text
    assert page.people_step.rows.rows[1]["cells"][2] == "Here already; nothing changes"
    assert set(staff(schools)) == {"eve", "bea-brandt"}


# --- one person --------------------------------------------------------------------------------


def open_person(page: SetUp, person_id: str) -> Form:
    page.people_step.everybody.receive({"kind": "open", "id": person_id})
    return page.people_step.person


def test_a_person_is_changed_and_only_in_what_was_changed(schools: Schools, page: SetUp) -> None:
    enter(page)
    form = open_person(page, "abel-ayo")
    shown = asked(form)
    theirs = PersonChange(person_id="abel-ayo", work="Choir")
    schools.as_seen_by("eve").people.register(changes=[theirs])

    submit(form, **shown | {"name": "Abel Ayo-Ray", "roles": ["member", "coach"]})

    kept = staff(schools)["abel-ayo"]
    assert (kept.name, kept.work, kept.roles) == (
        "Abel Ayo-Ray",
        "Choir",
        (Role.MEMBER, Role.COACH),
    )
    assert not form.shown


def test_every_problem_of_a_person_stands_at_its_field(schools: Schools, page: SetUp) -> None:
    enter(page)
    before = staff(schools)

    answer = submit(open_person(page, "abel-ayo"), name="", account="a b", work="", roles=[])

    assert set(answer["problems"]) == {"name", "account", "roles"}
    assert page.people_step.person.shown
    assert staff(schools) == before


def test_signs_that_cannot_be_shown_are_kept_nowhere(schools: Schools, page: SetUp) -> None:
    page.people_step.more.receive({"kind": "ask", "text": "Add one person"})

    submit(
        page.people_step.person, name="C\x00y\ud800", account="", work="Sh\x07op", roles=["member"]
    )

    assert (staff(schools)["cy"].name, staff(schools)["cy"].work) == ("Cy", "Shop")


@pytest.mark.parametrize("name", ["=1+1", "x" * 200, "…"])
def test_what_is_no_name_is_refused(schools: Schools, page: SetUp, name: str) -> None:
    page.people_step.more.receive({"kind": "ask", "text": "Add one person"})

    answer = submit(page.people_step.person, name=name, account="", work="", roles=["member"])

    assert set(answer["problems"]) == {"name"}
    assert set(staff(schools)) == {"eve"}


@pytest.mark.parametrize("values", [None, [], "x", {"roles": 7, "name": {"a": 1}}])
def test_a_forged_form_does_no_harm(schools: Schools, page: SetUp, values: Any) -> None:
    page.people_step.more.receive({"kind": "ask", "text": "Add one person"})

    page.people_step.person.receive({"kind": "submit", "values": values, "ticket": "x"})

    assert page.people_step.person.answer["problems"]
    assert set(staff(schools)) == {"eve"}


def test_one_person_is_added(schools: Schools, page: SetUp) -> None:
    page.people_step.more.receive({"kind": "ask", "text": "Add one person"})

    submit(page.people_step.person, name="Cy", account="CY", work="Shop", roles=["member"])

    assert staff(schools)["cy"].work == "Shop"
    assert steps(page)["people"][0] == "2 people"


def test_somebody_leaves_after_one_was_asked(schools: Schools, page: SetUp, clock: Clock) -> None:
    enter(page)
    form = open_person(page, "abel-ayo")

    form.receive({"kind": "other"})
    assert form.danger
    assert "What they wrote stays theirs" in form.lines[0]
    submit(form, until="2026-10-20")
    clock.set("2026-10-21T09:00")

    assert staff(schools)["abel-ayo"].roles == ()
    again = build(schools.workbook("eve"))
    assert steps(again)["people"][0] == "2 people"


def test_the_only_steward_stays(page: SetUp) -> None:
    form = open_person(page, "eve")
    form.receive({"kind": "other"})

    answer = submit(form, until=f"{date(2026, 10, 20)}")

    assert "without a steward" in answer["problem"]
    assert form.shown


# --- PLGs --------------------------------------------------------------------------------------

NEW_PLG = {
    "name": "Grade 6",
    "kind": "school",
    "grouping": "grade-level",
    "facilitator": "abel-ayo",
    "second": "",
    "members": ["eve", "bea-brandt"],
}


def add_plg(page: SetUp, **values: Any) -> dict[str, Any]:
    page.plgs_step.more.receive({"kind": "ask", "text": "Add a PLG"})
    return submit(page.plgs_step.plg, **NEW_PLG | values)


def test_a_school_without_plgs_is_led_to_draft_them_all_and_may_add_one_by_hand(
    schools: Schools, page: SetUp
) -> None:
    alone = [one["text"] for one in page.plgs_step.more.items]
    enter(page)
    draft, by_hand, *_ = page.plgs_step.more.items
    add_plg(page)

    assert "Draft them by what people teach" not in alone
    assert draft == {"text": "Draft them by what people teach", "href": "/plg/groupings#drafts"}
    assert (by_hand["text"], by_hand["quiet"]) == ("Add a PLG", True)
    assert "Draft them" not in str(page.plgs_step.more.items)


def test_beside_each_person_stands_their_job_and_who_is_in_a_plg_already_comes_last(
    page: SetUp,
) -> None:
    enter(page, "Name\tJob\nAbel Ayo\tArt\nBea Brandt\tBiology\nCy Clay\tChoir\n")
    add_plg(page, facilitator="", members=["abel-ayo"])
    page.plgs_step.more.receive({"kind": "ask", "text": "Add a PLG"})
    new = page.plgs_step.plg.fields[-1]["options"]
    page.plgs_step.table.receive({"kind": "open", "id": "grade-6"})
    own = page.plgs_step.plg.fields[-1]["options"]

    assert [(one["name"], one["note"]) for one in new] == [
        ("Bea Brandt", "Biology"),
        ("Cy Clay", "Choir"),
        ("Eve", ""),
        ("Abel Ayo", "Art; now in Grade 6"),
    ]
    assert (own[0]["name"], own[0]["note"]) == ("Abel Ayo", "Art")
    assert page.plgs_step.plg.fields[3]["options"][1]["name"] == "Abel Ayo, Art"


def test_a_plg_is_added_with_its_people(schools: Schools, page: SetUp) -> None:
    enter(page)

    add_plg(page)

    [row] = page.plgs_step.table.rows
    assert row["cells"] == ["Grade 6", "Abel Ayo", "not set yet", "3"]
    assert groups(schools)["grade-6"].plg.grouping == "grade-level"
    assert steps(page)["plgs"] == ("1 PLG, none for facilitators", False)
    assert page.plgs_step.more.items[-1]["href"].endswith("structure#when-groups-meet")


def test_a_way_to_group_of_the_schools_own_is_offered(schools: Schools, tmp_path: Path) -> None:
    own = tmp_path / "configurations" / "house.yaml"
    own.parent.mkdir()
    words = (shipped("content") / "configurations" / "department.yaml").read_text("utf-8")
    words = words.replace("id: department", "id: house").replace("name: Department", "name: House")
    words = words.replace("order: 1", "order: 9")
    own.write_text(words, encoding="utf-8")
    place = Place(served=True, base_url="/plg/")
    workbook = Workbook(CONTENT, schools.store, "eve", schools.clock, place, [*FOLDERS, tmp_path])
    page = build(workbook)
    enter(page)

    add_plg(page, grouping="house")
    page.plgs_step.table.receive({"kind": "open", "id": "grade-6"})

    [options] = [one["options"] for one in page.plgs_step.plg.fields if one["name"] == "grouping"]
    assert {"id": "house", "name": "House"} in options
    assert groups(schools)["grade-6"].plg.grouping == "house"


def test_a_way_to_group_that_is_gone_stays_with_its_plg(schools: Schools, page: SetUp) -> None:
    enter(page)
    add_plg(page)
    eve = schools.as_seen_by("eve").people
    eve.arrange(PlgChange(id="grade-6", grouping="house"))
    page.reread()
    page.plgs_step.table.receive({"kind": "open", "id": "grade-6"})

    answer = submit(page.plgs_step.plg, **asked(page.plgs_step.plg) | {"name": "Six"})

    assert not answer.get("problems")
    assert groups(schools)["grade-6"].plg.grouping == "house"


def test_who_facilitates_can_wait(schools: Schools, page: SetUp) -> None:
    enter(page)

    answer = add_plg(page, facilitator="")

    assert answer["problems"] == {}
    assert groups(schools)["grade-6"].facilitators == ()
    assert panel(page.plgs_step.left)["title"] == "In no PLG yet: 1"


def test_every_problem_of_a_plg_stands_at_its_field(schools: Schools, page: SetUp) -> None:
    answer = add_plg(page, name="", kind="x", grouping="y", members=[], facilitator="")

    assert set(answer["problems"]) == {"name", "kind", "grouping", "members"}
    assert groups(schools) == {}


def test_nobody_of_another_school_can_be_put_in_by_a_forged_form(
    schools: Schools, page: SetUp
) -> None:
    answer = add_plg(page, members=["ana"], facilitator="eve")

    assert "not yours" in answer["problem"]
    assert groups(schools) == {}


def test_the_facilitators_plg_proposes_everyone_who_facilitates(
    schools: Schools, page: SetUp
) -> None:
    enter(page, LIST + "Cy Clay\t\tcoach\n")
    page.plgs_step.more.receive({"kind": "ask", "text": "Make the facilitators’ PLG"})
    proposed = asked(page.plgs_step.plg)

    submit(page.plgs_step.plg, **proposed)

    assert (proposed["members"], proposed["facilitator"]) == (["abel-ayo"], "cy-clay")
    [made] = groups(schools).values()
    assert made.plg.kind == "facilitators"
    assert {one.id for one in made.members} == {"abel-ayo", "cy-clay"}
    offered = [one["text"] for one in page.plgs_step.more.items]
    assert "Make the facilitators’ PLG" not in offered


def test_who_facilitates_later_is_offered_to_the_facilitators_plg(
    schools: Schools, page: SetUp
) -> None:
    enter(page)
    made = PlgChange(name="Elm cohort", kind=PlgKind.FACILITATORS, joins=("eve",))
    schools.as_seen_by("eve").people.arrange(made)

    add_plg(page)
    page.plgs_step.more.receive({"kind": "ask", "text": "Add them to Elm cohort"})

    assert {one.id for one in groups(schools)["elm-cohort"].members} == {"abel-ayo", "eve"}
    assert steps(page)["plgs"] == ("2 PLGs", True)


def test_another_steward_and_this_one_both_change_one_plg(schools: Schools, page: SetUp) -> None:
    enter(page)
    add_plg(page, members=["eve"])
    page.plgs_step.table.receive({"kind": "open", "id": "grade-6"})
    shown = asked(page.plgs_step.plg)
    theirs = PlgChange(id="grade-6", name="Six", joins=("bea-brandt",))
    schools.as_seen_by("eve").people.arrange(theirs)

    submit(page.plgs_step.plg, **shown | {"grouping": "department", "members": ["abel-ayo"]})

    kept = groups(schools)["grade-6"]
    assert kept.plg.name == "Six"
    assert kept.plg.grouping == "department"
    assert [one.id for one in kept.members] == ["abel-ayo", "bea-brandt"]


# --- invitations -------------------------------------------------------------------------------


def test_it_says_who_can_be_invited_and_leads_there(page: SetUp) -> None:
    enter(page)

    panels, links, *_ = page.invite.children
    assert ["To be invited", "Abel Ayo"] in panel(panels)["facts"]
    assert panel(panels)["more"]["summary"] == "No name to sign in with yet: 2"
    assert "/plg/invitations" in [one["href"] for one in links.items]


# --- who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["ana", "cora", "lee"])
def test_for_nobody_else_is_there_anything_to_see_or_to_keep(schools: Schools, person: str) -> None:
    page = build(schools.workbook(person))

    enter(page)

    assert "not yours" in page.notice.text
    assert page.people_step.everybody.rows == []
    assert "abel-ayo" not in {one.id for one in schools.as_seen_by("sam").people.staff()}
    assert schools.as_seen_by("sam").people.school() == OAK
