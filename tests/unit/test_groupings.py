"""What is said of a draft, two drafts beside each other, and what a draft begins with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.analysis.groupings.comparing import compare
from plgwork.analysis.groupings.fitting import fit
from plgwork.analysis.groupings.judging import judge
from plgwork.analysis.groupings.starting import from_configuration, from_last_year
from plgwork.analysis.groupings.traits import grade, role, subject
from plgwork.content import load_groupings
from plgwork.models.groupings import MOST, Outline, free_periods
from plgwork.models.people import Person
from plgwork.settings import shipped
from tests.unit.groupings import known, outline, person

LIBRARY = load_groupings([shipped("content")])
ANA, BEN, MIA = person("ana"), person("ben"), person("mia", kind="social-worker")
WORKS = {
    "Algebra 2, grades 10 and 11": ("mathematics", "10"),
    "Biology, grade 9, and anatomy": ("science", "9"),
    "Special education, grade 7, co-teaching in English": ("special-education", "7"),
    "English as a new language, grades 6 to 9": ("new-language", "6"),
    "English, grade 12, and journalism": ("english", "12"),
    "Kindergarten": ("", "k"),
    "Registrar": ("", ""),
    "": ("", ""),
}


# --- what people have in common -------------------------------------------------------------------


@pytest.mark.parametrize("work", WORKS)
def test_subject_and_grade_are_read_off_a_job(work: str) -> None:
    one = person("ana", work)

    assert (subject(one, LIBRARY.subjects), grade(one)) == WORKS[work]


@pytest.mark.parametrize(
    ("kind", "work", "expected"),
    [
        ("counselor", "School counselor, grades 6 to 8", "counselor"),
        ("staff", "Art, grade 6", "art"),
        ("staff", "", ""),
    ],
)
def test_a_role_is_the_kind_of_job_or_else_the_job(kind: str, work: str, expected: str) -> None:
    assert role(person("ana", work, kind)) == expected


# --- one draft ------------------------------------------------------------------------------------


def test_each_person_whose_role_nobody_in_the_group_shares_is_named() -> None:
    judged = judge(outline("ana ben mia"), known(ANA, BEN, MIA))

    assert judged.alone == ("mia",)


def test_of_whom_no_job_is_known_nobody_says_that_they_are_alone() -> None:
    unsaid = person("ana", kind="staff")

    assert judge(outline("ana ben"), known(unsaid, BEN)).alone == ("ben",)


def test_whoever_is_in_no_group_is_named_unless_their_plg_is_elsewhere() -> None:
    school = known(ANA, BEN, MIA, elsewhere=frozenset({"mia"}))

    assert judge(outline("ana"), school).unplaced == ("ben",)


@pytest.mark.parametrize(("many", "fits"), [(5, False), (6, True), (12, True), (13, False)])
def test_a_group_has_six_to_twelve_people(many: int, fits: bool) -> None:
    people = [person(f"p{n}") for n in range(many)]

    judged = judge(outline(" ".join(one.id for one in people)), known(*people))

    assert (judged.groups[0].size, judged.groups[0].fits) == (many, fits)


def test_who_facilitates_and_who_is_trained_is_told_apart() -> None:
    group = judge(outline("ana ben"), known(ANA, BEN, trained="ben")).groups[0]

    assert (group.facilitators, group.trained) == (("ana",), ("ben",))


def test_a_shared_period_is_one_in_which_all_are_free_of_whom_it_is_known() -> None:
    free = {"ana": ("Tuesday 3", "Friday 1"), "ben": ("Friday 1",)}

    group = judge(outline("ana ben mia"), known(ANA, BEN, MIA, free=free)).groups[0]

    assert (group.shared, group.unknown) == (("Friday 1",), ("mia",))


def test_where_nothing_is_known_of_free_periods_nothing_is_said() -> None:
    assert judge(outline("ana"), known(ANA)).groups[0].shared is None


def test_stability_is_the_share_of_last_years_pairs_that_are_still_together() -> None:
    school = known(ANA, BEN, MIA, last_year=outline("ana ben mia"))

    judged = judge(outline("ana ben", "mia"), school)

    assert (judged.kept, judged.pairs, judged.stability) == (1, 3, 1 / 3)


def test_pairs_of_whom_one_has_left_count_in_no_stability() -> None:
    school = known(ANA, BEN, last_year=outline("ana ben gone"))

    assert judge(outline("ana ben"), school).stability == 1.0


def test_without_a_last_year_there_is_no_stability() -> None:
    assert judge(outline("ana ben"), known(ANA, BEN)).stability is None


@given(st.permutations(range(9)))
def test_renaming_and_reordering_groups_changes_no_stability(order: list[int]) -> None:
    people = [f"p{n}" for n in order]
    mixed = outline(" ".join(people[:3]), " ".join(people[3:6]), " ".join(people[6:]))
    school = known(*(person(f"p{n}") for n in range(9)), last_year=mixed)
    turned = Outline(groups=tuple(reversed(mixed.groups)))

    assert judge(turned, school).stability == 1.0


# --- two drafts -----------------------------------------------------------------------------------


def test_two_drafts_answer_the_same_questions_side_by_side() -> None:
    school = known(ANA, BEN, MIA, trained="ana", last_year=outline("ana ben"))
    both = outline("ana ben mia"), outline("ana", "ben")

    rows, _ = compare(both, (judge(both[0], school), judge(both[1], school)), school)

    assert {row.asks: row.answers for row in rows} == {
        "Groups": ("1", "2"),
        "Sizes": (
            "3 people; 1 of 1 outside 6 to 12",
            "1 people; 2 of 2 outside 6 to 12",
        ),
        "In no group yet": ("0", "1"),
        "Somebody facilitates": ("1 of 1 groups", "2 of 2 groups"),
        "Somebody in it is trained": ("1 of 1 groups", "1 of 2 groups"),
        "All are free at one time": ("not known", "not known"),
        "Role shared by nobody in the group": ("1", "2"),
        "Last year’s pairs still together": ("100%: 1 of 1 pairs", "0%: 0 of 1 pairs"),
    }


def test_beside_two_drafts_stands_who_moves_between_groups_of_other_names() -> None:
    school = known(ANA, BEN, MIA)
    both = outline("ana ben", "mia"), outline("ana", "ben")

    _, moved = compare(both, (judge(both[0], school), judge(both[1], school)), school)

    assert [(one.person_id, one.places) for one in moved] == [
        ("ben", ("Group 1", "Group 2")),
        ("mia", ("Group 2", "no group")),
    ]


# --- what a draft begins with ---------------------------------------------------------------------


def test_from_last_year_whoever_has_left_is_left_out() -> None:
    school = known(ANA, BEN, last_year=outline("gone ana", "ben"))

    begun = from_last_year(school)

    assert [(one.people, one.facilitators) for one in begun.groups] == [
        (("ana",), ()),
        (("ben",), ("ben",)),
    ]


def staff(many: int, work: str, kind: str = "subject-teacher") -> list[Person]:
    return [person(f"{work[:3].lower()}{n}", work, kind) for n in range(many)]


def begun(configuration: str, *people: Person) -> Outline:
    return from_configuration(
        LIBRARY.configurations[configuration], known(*people), LIBRARY.subjects, {}
    )


def test_departments_are_those_who_teach_one_subject_and_few_stay_for_a_person_to_place() -> None:
    made = begun("department", *staff(7, "Algebra"), *staff(3, "Biology"), *staff(6, "English"))

    assert [(one.name, len(one.people), one.grouping) for one in made.groups] == [
        ("English", 6, "department"),
        ("Mathematics", 7, "department"),
    ]


def test_small_departments_are_gathered_and_so_is_whoever_teaches_nothing() -> None:
    made = begun(
        "department",
        *(*staff(7, "Algebra"), *staff(3, "Biology"), *staff(4, "English"), *staff(6, "Counselor")),
    )

    assert [(one.name, len(one.people), one.grouping) for one in made.groups] == [
        ("Mathematics", 7, "department"),
        ("English / Science", 7, None),
        ("Support and other roles", 6, None),
    ]


def test_too_many_for_one_group_are_several() -> None:
    made = begun("grade-level", *staff(14, "Algebra, grade 9"))

    assert [(one.name, len(one.people)) for one in made.groups] == [
        ("Grade 9 1", 7),
        ("Grade 9 2", 7),
    ]


def test_a_mix_of_one_too_many_for_a_group_is_two() -> None:
    made = begun("interdisciplinary", *staff(13, "Algebra"))

    assert [len(one.people) for one in made.groups] == [7, 6]


def test_a_mix_is_dealt_so_that_every_subject_is_everywhere() -> None:
    made = begun("interdisciplinary", *staff(9, "Algebra"), *staff(9, "Biology"))

    assert len(made.groups) == 2
    for group in made.groups:
        assert 4 <= len([one for one in group.people if one.startswith("alg")]) <= 5


@given(st.integers(0, 60), st.sampled_from(sorted(LIBRARY.configurations)))
def test_every_beginning_has_groups_that_fit_and_nobody_twice(many: int, which: str) -> None:
    works = ["Algebra, grade 9", "Biology, grade 10", "English, grade 11", "Registrar"]
    people = [person(f"p{n:02}", works[n % 4]) for n in range(many)]

    groups = [one.people for one in begun(which, *people).groups]

    placed = [one for group in groups for one in group]
    assert len(placed) == len(set(placed))
    assert all(len(group) <= MOST for group in groups)


# --- configurations and kinds of work -------------------------------------------------------------


def test_a_configuration_that_serves_more_of_what_is_wanted_comes_first() -> None:
    found = fit(LIBRARY.configurations.values(), ["tuning-tasks", "calibrating-expectations"])

    assert found[0].configuration.id == "department"
    assert [one.does_not for one in found[:2]] == [(), ("tuning-tasks",)]


def test_without_a_wish_configurations_stand_in_their_order() -> None:
    found = fit(LIBRARY.configurations.values(), [])

    assert [one.configuration.id for one in found] == list(LIBRARY.configurations)


# --- periods --------------------------------------------------------------------------------------


def test_periods_are_kept_once_however_they_are_typed() -> None:
    assert free_periods([" tuesday  3", "Tuesday 3", "", "friday 1\x00"]) == (
        "Tuesday 3",
        "Friday 1",
    )
