"""How a test walks through the page for surveys: what the browser sends, and what it is shown."""

from typing import Any

from plgwork.pages.surveys import SurveysPage, build
from plgwork.widgets import Chart, Form, Panels, Table
from tests.unit.surveys import SAMPLES, table
from tests.unit.visiting import Schools

# What a school asks in a form of its own: two kinds of answers, two groupings, 36 people.
AGREED = ["Strongly disagree", "Disagree", "Somewhat disagree"]
AGREED += ["Somewhat agree", "Agree", "Strongly agree"]
CHECK_IN = table(
    ("Timestamp", [f"11/{1 + at % 20}/2026 8:{at:02d}:11" for at in range(36)]),
    ("Which building do you work in?", ["Elm Hall", "Main Building"] * 16 + ["Annex", "Barn"] * 2),
    ("How long have you taught here?", ["Two years", "Ten years", "Ten years"] * 12),
    ("Our meetings start on time.", AGREED * 6),
    ("Everyone is heard.", [*AGREED[3:], *AGREED[:3]] * 6),
    ("Decisions are followed up.", [AGREED[at % 2 * 3 + at % 3] for at in range(36)]),
    (
        "My PLG time was taken for other things.",
        ["Never", "Once or twice", "About monthly", "Never", "At most meetings", "Never"] * 6,
    ),
).encode()
# Two buildings that differ on one of two questions by more than chance.
APART = table(
    ("Which building do you work in?", ["Elm Hall"] * 24 + ["Main Building"] * 24),
    ("How long have you been here?", ["New", "New", "Old", "Old"] * 12),
    (
        "I am heard.",
        ["Agree"] * 20 + ["Disagree"] * 4 + ["Agree"] * 15 + ["Disagree"] * 9,
    ),
    (
        "We start on time.",
        ["Agree"] * 8 + ["Disagree"] * 16 + ["Agree"] * 18 + ["Disagree"] * 6,
    ),
).encode()
CHECK_IN_NAME = "Fall PLG check-in (Responses) - Form Responses 1.csv"
GOOGLE, QUALTRICS = "google-forms-form.csv", "qualtrics-three-heads.csv"
SMALL = "with-an-annex.csv"


def with_an_annex() -> bytes:
    """The sample of Google Forms, two of whose people work at a school of their own."""
    return (SAMPLES / GOOGLE).read_bytes().replace(b"Oak Street School", b"Annex", 2)


def page_of(schools: Schools, person: str = "lee", **place: Any) -> SurveysPage:
    """The page as somebody opens it behind the server."""
    return build(schools.workbook(person, served=True, base_url="/plg/", **place))


def hand_in(page: SurveysPage, name: str, data: bytes | None = None) -> dict[str, Any]:
    """Hand in a sample in two pieces; what the page answers."""
    data = (SAMPLES / name).read_bytes() if data is None else data
    upload, half = page.handing_in.upload, len(data) // 2
    head = {"kind": "piece", "ticket": len(data), "name": name, "size": len(data)}
    upload.collect(head | {"at": 0}, [data[:half]])
    upload.collect(head | {"at": half}, [data[half:]])
    return dict(upload.answer)


def submit(form: Form, **values: Any) -> dict[str, Any]:
    """Send what the browser sends; what the page answers."""
    form.receive({"kind": "submit", "values": values, "ticket": 7})
    return dict(form.answer)


def asked(form: Form) -> dict[str, Any]:
    """What a form shows, by its fields."""
    return {one["name"]: one.get("value") for one in form.fields}


def cells(table: Table) -> dict[str, list[str]]:
    """The cells of each row, by its id."""
    return {one["id"]: one["cells"] for one in table.rows}


def panel(panels: Panels, title: str) -> dict[str, Any]:
    """The panel with this title."""
    return next(one for one in panels.panels if one["title"] == title)


def correct(page: SurveysPage, column: str, **values: Any) -> dict[str, Any]:
    """Open a column's dialog, and save it with these values."""
    page.finding.columns.receive({"kind": "open", "id": column})
    return submit(page.finding.column.form, **values)


def count(page: SurveysPage, **values: Any) -> dict[str, Any]:
    """Press Count."""
    return submit(
        page.finding.counting.form, **{"title": "Our groups", "wave": "Spring 2026"} | values
    )


def steps(page: SurveysPage) -> dict[str, tuple[str, bool]]:
    return {one["slug"]: (one["note"], one["done"]) for one in page.steps.items}


def look(page: SurveysPage, *breakdowns: str, crossings: tuple[str, ...] = ()) -> dict[str, Any]:
    """Have a choice weighed."""
    return submit(page.letting_out.form, breakdowns=list(breakdowns), crossings=list(crossings))


def let_out(page: SurveysPage, *breakdowns: str) -> None:
    """Have a choice weighed, and let it out."""
    look(page, *breakdowns)
    page.letting_out.links.receive({"kind": "ask", "text": "Let it out"})


def begun(
    page: SurveysPage, name: str = QUALTRICS, data: bytes | None = None, **values: Any
) -> None:
    """Hand in a file and count it."""
    hand_in(page, name, data)
    count(page, **values)


def charts(page: SurveysPage) -> list[Chart]:
    """The charts among the results, from top to bottom."""
    return [part for part in page.results.children if isinstance(part, Chart)]


def choose(page: SurveysPage, field: str, name: str, ticket: int = 1) -> None:
    """Choose by its name what a field of the results offers."""
    fields = page.looking.whose if field == "whose" else page.looking.compare
    [options] = [one["options"] for one in fields.fields if one["name"] == field]
    value = next(one["id"] for one in options if one["name"] == name)
    fields.receive({"kind": "answer", "values": {field: value}, "ticket": ticket})
