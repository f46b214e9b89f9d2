"""What staff teach, and to which grades: words of a job, from the classes of a OneRoster."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

CLASSES, COURSES, ENROLLMENTS = "classes.csv", "courses.csv", "enrollments.csv"
KEPT = {
    *("sourcedid", "status", "title", "grades", "subjects", "coursesourcedid"),
    *("classsourcedid", "usersourcedid", "role"),
}
MOST_SUBJECTS = 2  # whoever teaches more than these teaches a grade, and not a subject
EARLY = {"kg", "k", "00", "0"}
Row = Mapping[str, str]


def teaching(
    courses: Iterable[Row], classes: Iterable[Row], enrollments: Iterable[Row]
) -> dict[str, str]:
    """By the id of each who teaches a class: subjects, the most frequent first, and grades.

    A class without subjects or grades has those of its course; where that has no subject either,
    its title says what is taught. Rows of students are passed over.
    """
    by_course = {row.get("sourcedid", ""): row for row in courses}
    taught = {row.get("sourcedid", ""): row for row in classes if _active(row)}
    found: dict[str, list[Row]] = {}
    for row in enrollments:
        given = taught.get(row.get("classsourcedid", ""))
        if given is not None and row.get("role", "").lower() == "teacher" and _active(row):
            found.setdefault(row.get("usersourcedid", ""), []).append(given)
    return {one: _in_words(given, by_course) for one, given in found.items()}


def _in_words(given: Sequence[Row], by_course: Mapping[str, Row]) -> str:
    courses = [by_course.get(one.get("coursesourcedid", ""), {}) for one in given]
    both = list(zip(given, courses, strict=True))
    subjects = Counter(subject for one, course in both for subject in _subjects(one, course))
    grades = {
        grade
        for one, course in both
        for grade in _parts(one.get("grades") or course.get("grades", ""))
    }
    named = [one for one, _ in subjects.most_common()] if len(subjects) <= MOST_SUBJECTS else []
    return ", ".join(filter(None, [" and ".join(named), _grades(grades)]))


def _subjects(one: Row, course: Row) -> list[str]:
    told = _parts(one.get("subjects") or course.get("subjects", ""))
    return told or _parts((course.get("title") or one.get("title", "")).replace(",", " "))


def _parts(cell: str) -> list[str]:
    return [" ".join(one.split()) for one in cell.split(",") if one.strip()]


def _grades(found: Iterable[str]) -> str:
    """``grade 6``, ``grades 6 to 8`` or ``kindergarten``; what is no grade is passed over."""
    plain = {one.lower() for one in found}
    numbers = sorted({int(one) for one in plain if one.isascii() and one.isdecimal()} - {0})
    named = ["kindergarten"] if plain & EARLY else []
    if numbers:
        named.append(f"grade{'s' if len(numbers) > 1 else ''} {_listed(numbers)}")
    return " and ".join(named)


def _listed(numbers: Sequence[int]) -> str:
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 2 and len(numbers) == last - first + 1:
        return f"{first} to {last}"
    before = ", ".join(map(str, numbers[:-1]))
    return f"{before} and {last}" if before else f"{last}"


def _active(row: Row) -> bool:
    return row.get("status", "").lower() != "tobedeleted"
