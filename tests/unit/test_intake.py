"""Lists of people as they really come: whoever stands on them is read, or named as a problem."""

import csv
import io
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plgwork.errors import IntakeError
from plgwork.intake import decode, enrolment, read
from plgwork.models.accounts import Standing
from plgwork.models.enrolling import Enrolment, PeopleList, PersonChange
from plgwork.models.people import Person, Role

ANA = ("Ana Ortiz", "ana@oak.org", "Biology", ())
BEN = ("Ben Cole", "ben@oak.org", "Mathematics, grade 6", ())


def people(found: PeopleList) -> list[tuple[str, str, str, tuple[Role, ...]]]:
    return [(one.name, one.account, one.work, one.roles) for one in found.people]


def problems(found: PeopleList | Enrolment) -> list[str]:
    return [str(one) for one in found.problems]


LISTS = {
    "pasted from a spreadsheet": "Ana Ortiz\tana@oak.org\tBiology\n"
    "Ben Cole\tben@oak.org\tMathematics, grade 6",
    "with headings in another order": "Job Title,E-Mail Address:,Staff name\n"
    'Biology,ana@oak.org,Ana Ortiz\n"Mathematics, grade 6",BEN@oak.org,Ben Cole',
    "with first and last names": "Last Name;First Name;Email;Subject\n"
    "Ortiz;Ana;ana@oak.org;Biology\nCole;Ben;ben@oak.org;Mathematics, grade 6",
    "with last names first": '"Ortiz, Ana",ana@oak.org,Biology\n'
    '"Cole, Ben",ben@oak.org,"Mathematics, grade 6"',
    "typed on a phone": "“Ortiz, Ana”,ana@oak.org,“Biology”\n"
    "“Cole, Ben”,ben@oak.org,“Mathematics, grade 6”",
    "with blank lines, blanks and a mark at the beginning": "\ufeff\n\nName\tMail\tJob\n\n"
    "  Ana   Ortiz \tana@oak.org\tBiology\u00a0\n\t\t\n"
    "Ben Cole\tmailto:ben@oak.org\tMathematics,  grade 6\r\n",
    "with jobs in two columns": "Name,Email,Subject,Grade\nAna Ortiz,ana@oak.org,Biology,\n"
    "Ben Cole,ben@oak.org,Mathematics,grade 6",
    "with jobs under “Role”": "Name\tEmail\tRole\nAna Ortiz\tana@oak.org\tBiology\n"
    "Ben Cole\tben@oak.org\tMathematics, grade 6",
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_read(name: str, encoding: str) -> None:
    found = read(LISTS[name].encode(encoding))

    assert people(found) == [ANA, BEN]
    assert problems(found) == []
    assert found.decided


NAMES = {
    "one column": "Ana Ortiz\nMei-Lin Tsao\nJosé Muñoz Jr.",
    "last names first": "Ortiz, Ana\nTsao, Mei-Lin\nMuñoz Jr., José",
    "first and last": "Ana\tOrtiz\nMei-Lin\tTsao\nJosé\tMuñoz Jr.",
    "as a mail program has them": "Ana Ortiz <a@x.org>\nMei-Lin Tsao <b@x.org>\n"
    "José Muñoz Jr. <c@x.org>",
    "from Windows": "Name\nAna Ortiz\nMei-Lin Tsao\nJosé Muñoz Jr.",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_alone_are_enough(name: str) -> None:
    handed_in = NAMES[name].encode("cp1252")

    assert [one.name for one in read(handed_in).people] == [
        "Ana Ortiz",
        "Mei-Lin Tsao",
        "José Muñoz Jr.",
    ]


def test_a_degree_behind_a_name_is_no_first_name() -> None:
    assert read('Name;Role\n"Ortiz, PhD";member').people[0].name == "Ortiz, PhD"


def test_roles_are_read_and_one_that_is_none_is_named() -> None:
    found = read("Name,Role\nAna,Facilitator and coach\nBen,member; Stewards\nCy,chair")

    assert [one.roles for one in found.people] == [
        (Role.FACILITATOR, Role.COACH),
        (Role.MEMBER, Role.STEWARD),
        (),
    ]
    assert problems(found) == [
        "Row 4: “chair” is not a role here; there are member, facilitator, coach, leader, steward."
    ]


def test_every_problem_comes_at_once_with_the_row_of_the_sheet() -> None:
    rows = [
        *("Name,E-mail", "", "Ana,ana@oak.org", ",cy@oak.org", "Dee,dee at oak", "Eve,eve@"),
        *("Ana,", "Fay,ana@oak.org", "=1+1,", "Gus,gus@oak.org,Chess", "Ana,ana2@oak.org"),
    ]

    assert problems(read("\n".join(rows))) == [
        "Row 4: “cy@oak.org” is there, and no name. Write the name beside it.",
        "Row 5: “dee at oak” cannot be a name to sign in with. Write an e-mail address, or a "
        "name without blanks.",
        "Row 6: “eve@” is not an e-mail address.",
        "Row 7: Ana stands in row 3 already. Take one of the two rows out; if they are two "
        "people, give each the name they sign in with.",
        "Row 8: “ana@oak.org” stands in row 3 already. Two people cannot sign in with one name; "
        "take one of the two rows out, or change it.",
        "Row 9: “=1+1” is not a name.",
        "Row 10: “Chess” stands under no heading.",
    ]


def test_a_column_without_a_use_is_named() -> None:
    found = read("Name,Phone,Empty\nAna,12,")

    assert "The column “Phone” is left out: the workbook has no use for it." in found.decided
    assert "Empty" not in " ".join(found.decided)


def test_headings_without_a_name_are_a_problem() -> None:
    [first, *_] = problems(read("E-mail,Role\nana@oak.org,coach"))

    assert first == "Row 1: no column is headed Name. Which one holds it?"


def test_a_quotation_mark_that_is_never_closed_is_found() -> None:
    found = read('Name\tJob\n"Ana Ortiz\tBiology\nBen Cole\tArt')

    assert "Is a quotation mark not closed?" in problems(found)[0]


UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "nothing in this list"),
    "blanks": (" \n\t\n\u00a0", "nothing in this list"),
    "a spreadsheet": (b"PK\x03\x04 and so on", "Save it as CSV"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0 and so on", "Save it as CSV"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text"),
    "a book": ("Ana\n" * 3_000, "too many at once"),
    "a film": (b"a" * 2_000_001, "larger than 2 MB"),
    "an endless cell": ('"' + "a" * 140_000, "cannot be split into cells"),
}


def test_an_endless_cell_is_refused_after_a_survey_was_read() -> None:
    before = csv.field_size_limit(10_000_000)  # as reading a survey leaves it
    try:
        with pytest.raises(IntakeError, match="cannot be split into cells"):
            read('"' + "a" * 140_000)
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_list_is_refused_in_words(name: str) -> None:
    handed_in, says = UNREADABLE[name]

    with pytest.raises(IntakeError, match=says):
        read(handed_in)


def test_five_hundred_people_are_read() -> None:
    sheet = "Name\tE-mail\n" + "\n".join(f"Ana N{n}\tn{n}@oak.org" for n in range(500))

    found = read(sheet)

    assert len(found.people) == 500
    assert not found.problems


LETTERS = st.text(string.ascii_letters + "éüñß’-", min_size=1, max_size=12).filter(
    lambda word: (
        word[0].isalpha() and word.lower() not in ("jr", "sr", "ii", "iii", "iv", "ma", "ms")
    )
)
WORDS = st.lists(LETTERS, min_size=2, max_size=3).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=30, unique_by=str.casefold), st.sampled_from("\t;,"))
def test_whatever_a_spreadsheet_writes_comes_back(names: list[str], separator: str) -> None:
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=separator)
    writer.writerow(["Job", "Name", "E-mail"])
    for number, name in enumerate(names):
        writer.writerow([f"Grade {number}, {number + 1}; all", name, f"n{number}@oak.org"])

    found = read(sheet.getvalue())

    assert problems(found) == []
    assert [one.name for one in found.people] == names
    assert [one.work for one in found.people] == [
        f"Grade {n}, {n + 1}; all" for n in range(len(names))
    ]


@given(st.one_of(st.text(max_size=400), st.binary(max_size=400)))
def test_nothing_is_dropped_silently(handed_in: str | bytes) -> None:
    """Every row that holds something is a person, a heading, or a problem."""
    try:
        found = read(handed_in)
    except IntakeError:
        return
    named = {one.row for one in found.people if one.name} | {one.row for one in found.problems}
    assert {one.row for one in found.people} <= named
    assert all(one.says.endswith((".", "?")) for one in found.problems)


@given(st.text(max_size=200))
def test_a_file_and_a_paste_of_one_text_are_read_alike(text: str) -> None:
    def result(handed_in: str | bytes) -> object:
        try:
            return read(handed_in)
        except IntakeError as error:
            return error.problems

    text = text.encode("utf-8", "ignore").decode().lstrip("\ufeff")
    if not text.startswith(("PK\x03\x04",)):
        assert result(text) == result(text.encode("utf-8"))


def test_a_letter_windows_does_not_have_shows_as_such() -> None:
    assert decode(b"Ana \x81") == "Ana �"


# --- beside who is here ------------------------------------------------------------------------


def staff(*named: str, roles: tuple[Role, ...] = (Role.MEMBER,)) -> list[Person]:
    return [
        Person(
            id=name.split()[0].lower(),
            school_id="oak",
            name=name,
            work="Art",
            staff_kind="staff",
            roles=roles,
        )
        for name in named
    ]


HERE = staff("Ana Ortiz", "Ben Cole")
STANDINGS = [Standing(person_id="ana", person="Ana", name="ana@oak.org", joined=True)]


def meant(text: str, here: list[Person] = HERE) -> Enrolment:
    return enrolment(read(text), here, STANDINGS)


def test_who_is_new_is_a_member_and_whatever_else_the_list_says() -> None:
    found = meant("Name,Role\nCy,coach\nDee,")

    assert [(one.name, one.roles) for one in found.newcomers] == [
        ("Cy", (Role.MEMBER, Role.COACH)),
        ("Dee", (Role.MEMBER,)),
    ]
    assert [one.what for one in found.meanings] == ["new", "new"]


def test_a_list_handed_in_again_changes_nothing() -> None:
    found = meant("Name,E-mail,Job\nAna Ortiz,ANA@oak.org,Art\nben cole,,")

    assert [one.what for one in found.meanings] == ["same", "same"]
    assert (found.changes, found.newcomers) == ((), ())


def test_a_list_adds_and_takes_nothing_away() -> None:
    found = meant("Name,E-mail,Job,Role\nAna Ortiz-Lee,ana@oak.org,,coach\nBen Cole,b@x.org,Shop,")

    assert found.changes == (
        PersonChange(person_id="ana", name="Ana Ortiz-Lee", given=(Role.COACH,)),
        PersonChange(person_id="ben", work="Shop", account="b@x.org"),
    )
    assert found.meanings[0].says == (
        "Here already; name: Ana Ortiz becomes Ana Ortiz-Lee; also coach"
    )


def test_who_left_comes_back() -> None:
    found = meant("Ben Cole", staff("Ben Cole", roles=()))

    assert found.meanings[0].what == "back"
    assert found.changes == (PersonChange(person_id="ben", given=(Role.MEMBER,)),)


@pytest.mark.parametrize(
    ("text", "here", "says"),
    [
        ("Name,Mail\nAna Ortiz,other@oak.org", HERE, "signs in as ana@oak.org"),
        ("Ana Ortiz", staff("Ana Ortiz", "Ana Ortiz"), "2 people here are called Ana Ortiz"),
    ],
)
def test_where_one_cannot_tell_who_is_meant_the_steward_is_asked(
    text: str, here: list[Person], says: str
) -> None:
    found = meant(text, here)

    assert says in problems(found)[0]
    assert (found.newcomers, found.changes) == ((), ())
