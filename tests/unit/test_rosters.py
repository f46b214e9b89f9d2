"""Staff lists from files: read whole, every problem at once, and only what the workbook needs."""

from typing import Any

import pytest

from plgwork import intake
from plgwork.errors import IntakeError
from plgwork.intake.rosters import compared, read
from plgwork.intake.rosters.teaching import teaching
from plgwork.models.accounts import Standing
from plgwork.models.enrolling import Listed
from plgwork.models.people import Group, Person, Plg, PlgKind, Role
from plgwork.models.rosters import StaffList, StaffMeaning, StaffRow
from tests.unit.rostering import (
    CLASSES,
    COURSES,
    ENROLLMENTS,
    ROLES,
    SECRET,
    USERS_1_1,
    one_roster,
    packed,
    workbook,
)

OAK = "Oak School"


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def people(found: StaffList) -> list[tuple[str, str, str]]:
    return [(one.name, one.account, one.work) for one in found.people]


def problems(found: StaffList | StaffMeaning) -> list[str]:
    return [str(one) for one in found.problems]


# --- plain lists ---------------------------------------------------------------------------------


def test_a_list_names_people_their_plgs_and_who_facilitates() -> None:
    found = read(
        text(
            "Name,E-mail,PLG,Facilitates", "Ana Ruiz,ana@oak.example,Algebra,yes", "Ben,,Art;Music,"
        ),
        "staff.csv",
        OAK,
    )

    assert found.problems == ()
    assert [(one.name, one.plgs, one.facilitates) for one in found.people] == [
        ("Ana Ruiz", ("Algebra",), True),
        ("Ben", ("Art", "Music"), False),
    ]


def test_excel_is_read_as_the_same_rows_would_be() -> None:
    rows = [
        ("Name", "E-mail", "PLG"),
        ("Ana Ruiz", "ana@oak.example", "Algebra"),
        ("Ben", None, "Art"),
    ]
    as_text = text(*(",".join(str(cell or "") for cell in row) for row in rows))

    assert read(workbook(*rows), "staff.xlsx", OAK).people == read(as_text, "staff.csv", OAK).people


def test_rows_of_other_schools_are_left_out_and_counted_by_name() -> None:
    found = read(text("Name,School", "Ana,Oak School", "Ben,Pine", "Cy,Pine"), "all.csv", OAK)

    assert [one.name for one in found.people] == ["Ana"]
    assert found.dropped == ("2 rows of other schools left out: Pine (2).",)


def test_a_list_of_unknown_schools_alone_is_a_problem() -> None:
    found = read(text("Name,School", "Ben,Pine", "Cy,Elm"), "all.csv", OAK)

    assert problems(found) == ["Row 1: no row is of Oak School. The file holds Pine (1), Elm (1)."]


def test_every_problem_is_told_at_once_with_its_row() -> None:
    found = read(
        text(
            "Name,E-mail,Job,PLG,Facilitates",
            "Ana,ana at oak,Math,Algebra,",
            ",ben@oak.example,,,",
            'Cy,cy@oak.example,"=HYPERLINK(""x"")",Art,',
            "Dee,dee@oak.example,,Art,maybe",
            "Eve,eve@oak.example,,,yes",
            "Dee,dee@oak.example,,Art,",
        ),
        "staff.csv",
        OAK,
    )

    assert [one.row for one in found.problems] == [2, 3, 4, 5, 6, 7]
    assert "formula" in problems(found)[2]
    assert "maybe" in problems(found)[3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_come_through_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    data = "Name;E-mail\nZoë Núñez;zoe@oak.example\n".encode(encoding)

    assert people(read(data, "staff.csv", OAK)) == [("Zoë Núñez", "zoe@oak.example", "")]


PASTED = {
    "names alone": "Ana Ruiz\nBen Iversen\n",
    "no headings": "Ana Ruiz\tana@oak.example\tcoach\tBiology\nBen Iversen\t\tmember\tArt\n",
    "turned": "“Ruiz, Ana”;ana@oak.example\n“Iversen, Ben”;ben@oak.example\n",
    "two columns": "Ruiz,Ana\nIversen,Ben\n",
    "from a mail": "Ana Ruiz <ana@oak.example>\nBen Iversen <ben@oak.example>\n",
    "headings": "Last name;First name;Role;Job title;Room\nRuiz;José;facilitator;Choir;4\n",
    "jobs": "Staff name,Role,Grade\nAna Ruiz,Librarian,07\n",
    "problems": "Name,E-mail\n,ana@oak.example\nBen,not an address\n",
}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("shape", PASTED)
def test_a_file_is_read_as_a_list_that_is_pasted_is(shape: str, encoding: str) -> None:
    data = PASTED[shape].encode(encoding)

    found, pasted = read(data, "staff.csv", OAK), intake.read(data)

    alike = [
        Listed.model_validate(one.model_dump(include=set(Listed.model_fields)))
        for one in found.people
    ]
    assert (tuple(alike), found.decided) == (pasted.people, pasted.decided)
    assert found.problems == pasted.problems


def test_twenty_thousand_rows_of_a_district_are_read_for_one_school() -> None:
    rows = [
        f"Person {n:05},p{n}@d.example,{'Oak School' if n % 400 == 0 else 'Pine'}"
        for n in range(20_000)
    ]

    found = read(text("Name,E-mail,School", *rows), "district.csv", OAK)

    assert len(found.people) == 50
    assert found.dropped == ("19,950 rows of other schools left out: Pine (19950).",)


def test_more_people_than_a_school_has_are_refused_in_words() -> None:
    rows = [f"Person {n:05},p{n}@d.example" for n in range(20_000)]

    with pytest.raises(IntakeError, match="20,000 people are too many for one school"):
        read(text("Name,E-mail", *rows), "district.csv", OAK)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xd0\xcf\x11\xe0old",
        b"PK\x03\x04cut off",
        packed({"a.txt": "x"}),
        b"\x00\x01\x02" * 99,
    ],
)
def test_what_is_no_list_is_told_in_words(data: bytes) -> None:
    with pytest.raises(IntakeError):
        read(data, "staff.csv", OAK)


# --- OneRoster -----------------------------------------------------------------------------------


def test_of_oneroster_1_1_the_schools_staff_is_taken_and_nobody_else() -> None:
    found = read(one_roster("1.1"), "roster.zip", OAK)

    assert found.problems == ()
    assert people(found) == [
        ("Ana Ruiz", "ana@oak.example", "Teacher"),
        ("Ben Iversen", "ben@oak.example", "Aide"),
        ("Lee Amadi", "lee@oak.example", "Administrator"),
    ]
    assert {one.roles for one in found.people} == {()}


def test_of_oneroster_1_2_roles_stand_in_a_file_of_their_own() -> None:
    found = read(one_roster("1.2"), "roster.zip", OAK)

    assert people(found) == [
        ("Ana Ruiz", "ana@oak.example", "Teacher"),
        ("Ben Iversen", "ben@oak.example", "Aide, Proctor"),
    ]


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_what_somebody_teaches_is_told_by_their_classes(version: str) -> None:
    classes = {"courses": COURSES, "classes": CLASSES, "enrollments": ENROLLMENTS}

    found = {
        one.name: one.work for one in read(one_roster(version, **classes), "o.zip", OAK).people
    }

    assert found["Ana Ruiz"] == "Teacher, Mathematics and Pottery, grades 8 and 9"
    assert found["Ben Iversen"].endswith(", Pottery")
    assert "Kidd" not in "".join(found)


@pytest.mark.parametrize(
    ("subjects", "grades", "told"),
    [
        ("Math", "06", "Math, grade 6"),
        ("Math", "06,07,08", "Math, grades 6 to 8"),
        ("Math", "06,08", "Math, grades 6 and 8"),
        ("Math,Science,Art", "KG", "kindergarten"),  # who teaches everything teaches a grade
        ("Math", "UG", "Math"),
        ("", "IT,03", "Room 3, grade 3"),
    ],
)
def test_of_a_class_subjects_and_grades_are_told_in_words(
    subjects: str, grades: str, told: str
) -> None:
    given = {"sourcedid": "k", "title": "Room 3", "subjects": subjects, "grades": grades}
    enrolled = {"classsourcedid": "k", "usersourcedid": "u", "role": "Teacher"}

    assert teaching([], [given], [enrolled]) == {"u": told}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_students_families_passwords_and_demographics_stay_behind(version: str) -> None:
    found = read(one_roster(version), "roster.zip", OAK)

    kept = found.model_dump_json()
    assert not [one for one in (SECRET, "Kidd", "Wilhelmina", "2012-05-04", "555") if one in kept]
    assert any(one.startswith("Students and families") for one in found.dropped)


def test_a_folder_within_the_packed_folder_is_found() -> None:
    inside = packed({"export/users.csv": USERS_1_1, "export/manifest.csv": ""})

    assert len(read(inside, "roster.zip", OAK).people) == 5


def test_users_of_1_1_can_be_handed_in_alone() -> None:
    assert people(read(USERS_1_1.encode(), "users.csv", OAK))[0][0] == "Ana Ruiz"


def test_users_of_1_2_alone_say_that_their_roles_are_missing() -> None:
    alone = USERS_1_1.replace(",role,", ",title,").encode()

    assert "roles.csv" in problems(read(alone, "users.csv", OAK))[0]


def test_a_school_that_is_not_in_it_is_told_with_those_that_are() -> None:
    found = read(one_roster("1.1"), "roster.zip", "Elm School")

    [problem] = problems(found)
    assert "no school in it is called Elm School. It holds Oak School, Pine School." in problem
    assert found.schools == ("Oak School", "Pine School")
    assert found.people == ()


def test_the_only_school_in_it_is_taken_for_ours() -> None:
    alone = "sourcedId,status,name,type\ns1,,Oak Sch.,school\n"

    found = read(one_roster("1.1", orgs=alone), "roster.zip", OAK)

    assert len(found.people) == 3
    assert "“Oak Sch.” is the only school in it, and is taken for yours." in found.decided


def test_every_problem_of_oneroster_is_told_with_its_row() -> None:
    wrong = USERS_1_1.replace('u2,,,true,"s1,s2",aide', "u2,,,true,s1,wizard").replace(
        "Ana,Ruiz", ","
    )

    found = read(one_roster("1.1", users=wrong), "roster.zip", OAK)

    assert problems(found) == [
        "Row 2: a name is missing.",
        "Row 3: “wizard” is no role of OneRoster’s.",
    ]


def test_somebody_who_stands_in_it_twice_is_told() -> None:
    twice = USERS_1_1 + USERS_1_1.splitlines()[1].replace("u1", "u11") + "\n"

    [problem] = problems(read(one_roster("1.1", users=twice), "roster.zip", OAK))

    assert "stands in row 2 already" in problem


def test_roles_of_nobody_and_users_without_a_role_do_no_harm() -> None:
    stray = ROLES + "r9,,,u99,primary,teacher,,,s1,\n"

    assert len(read(one_roster("1.2", roles=stray), "roster.zip", OAK).people) == 2


def test_a_file_with_no_staff_in_it_says_so() -> None:
    only = USERS_1_1
    for work in ("teacher", "aide", "administrator"):
        only = only.replace(f",{work},", ",student,")

    assert "nobody who works at a school" in problems(read(only.encode(), "users.csv", OAK))[0]


# --- beside who is here --------------------------------------------------------------------------


def person(name: str, *roles: Role) -> Person:
    told: dict[str, Any] = {"id": name.lower(), "school_id": "oak", "name": name, "work": ""}
    return Person(staff_kind="staff", roles=roles or (Role.MEMBER,), **told)


ANA, BEN, SAM = person("Ana"), person("Ben"), person("Sam", Role.STEWARD)
STAFF = [ANA, BEN, SAM]
STANDINGS = [Standing(person_id="ana", person="Ana", name="ana@oak.example", joined=True)]
ALGEBRA = Group(
    plg=Plg(id="algebra", name="Algebra", kind=PlgKind.SCHOOL, school_id="oak"),
    members=(ANA, BEN),
    facilitators=(ANA,),
)


def row(number: int, name: str, **more: Any) -> StaffRow:
    return StaffRow(row=number, name=name, **more)


def beside(*rows: StaffRow, missing_left: bool = False) -> StaffMeaning:
    listed = StaffList(people=rows)
    return compared(listed, STAFF, STANDINGS, [ALGEBRA], missing_left)


def told(found: StaffMeaning) -> list[tuple[str, str, str]]:
    return [(one.what, one.who, one.says) for one in found.news]


def test_who_is_new_and_what_changes_is_told() -> None:
    found = beside(
        row(2, "Ana"), row(3, "Ben", work="Math"), row(4, "Cy", account="cy@oak.example")
    )

    assert told(found) == [
        ("changed", "Ben", "Here already; job: Math"),
        ("added", "Cy", "New; signs in as cy@oak.example"),
    ]
    assert found.same == 1
    assert [one.name for one in found.plan.newcomers] == ["Cy"]


def test_a_new_plg_takes_in_who_is_new_and_who_is_here() -> None:
    found = beside(
        row(2, "Cy", account="cy@oak.example", plgs=("Music",), facilitates=True),
        row(3, "Sam", plgs=("music",)),
    )

    [placing] = found.plan.placings
    assert (placing.plg_id, placing.name) == (None, "Music")
    assert (placing.joins, placing.new_facilitates) == (("sam",), (0,))
    assert ("added", "Music", "A new PLG") in told(found)


def test_whoever_moves_leaves_the_plg_they_were_in() -> None:
    found = beside(row(2, "Ben", plgs=("Music",)))

    assert {one.name: (one.joins, one.leaves) for one in found.plan.placings} == {
        "Music": (("ben",), ()),
        "Algebra": ((), ("ben",)),
    }


def test_where_no_plg_is_named_people_stay_where_they_are() -> None:
    assert beside(row(2, "Ben"), row(3, "Ana", plgs=("ALGEBRA",))).plan.placings == ()


def test_whoever_is_missing_stays_unless_the_list_is_of_everybody() -> None:
    assert beside(row(2, "Sam")).plan.ended == ()
    assert beside(row(2, "Sam"), missing_left=True).plan.ended == ("ana", "ben")


def test_a_list_without_any_steward_ends_nobody() -> None:
    found = beside(row(2, "Ana"), missing_left=True)

    assert "no steward of the school is in this file" in problems(found)[0]


def test_two_rows_that_are_one_person_are_told() -> None:
    found = beside(row(2, "Ana"), row(3, "Anastasia", account="ana@oak.example"))

    assert "Row 3: this is the same person as in row 2." in problems(found)[0]
