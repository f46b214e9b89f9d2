"""Progress: four areas, each with what it says and one thing to do next; nobody is named."""

import io
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from docx import Document

from plgwork.models.agreements import (
    Direction,
    Fist,
    Goal,
    Marked,
    Matter,
    Response,
    Topics,
    Work,
)
from plgwork.models.content import Area
from plgwork.models.enrolling import PlgChange
from plgwork.models.meetings import Became, Block, Course, Presence
from plgwork.models.people import Person, PlgKind, Role
from plgwork.pages.progress import ProgressPage, build
from tests.store.checking import NORMS
from tests.store.convening import OAKS_STAFF, OPENING, TUNING, plan
from tests.store.deciding import REVIEW, WHY
from tests.store.world import NOW, OAK, OAKS, belongs
from tests.unit.visiting import Clock, Schools

STAFF = 10
MORE = tuple(
    Person(
        id=f"p{number}",
        school_id="oak",
        name=f"Person {number}",
        work="",
        staff_kind="teacher",
        roles=(Role.MEMBER,),
    )
    for number in range(STAFF)
)


@pytest.fixture
def schools(clock: Clock) -> Schools:
    """Oak with ten more people in Algebra, late in November."""
    clock.now = NOW.astimezone(ZoneInfo(OAK.timezone))
    members = tuple(belongs("algebra", one.id) for one in MORE)
    larger = {"people": (*OAKS.people, *MORE), "memberships": (*OAKS.memberships, *members)}
    return Schools(clock, OAKS.model_copy(update=larger))


def opened(schools: Schools, person: str = "lee") -> ProgressPage:
    return build(schools.workbook(person, served=True, base_url="/plg/"))


def facts(page: ProgressPage, area: Area) -> dict[str, str]:
    return dict(page.stories[area].facts)


def said(page: ProgressPage) -> str:
    """Everything the page shows in words."""
    panels = [one.panels for one in page.panels.values()]
    charts = [
        (chart.title, chart.alt, chart.table)
        for section in page.areas.values()
        for chart in section.children
        if hasattr(chart, "alt")
    ]
    return str([panels, charts])


def adopt(schools: Schools, matter: Matter) -> None:
    """The whole staff of Oak agrees on something."""
    ana = schools.as_seen_by("ana")
    proposal = ana.proposals.propose(OAKS_STAFF, matter)
    for person in (*OAKS.people, *MORE):
        response = Response(number=1, fist=Fist.GOOD)
        schools.as_seen_by(person.id).proposals.respond(proposal.id, response)
    ana.agreements.adopt(proposal.id, 1, REVIEW)


def hold(schools: Schools, day: date, course: Course, *blocks: Block) -> None:
    """Algebra meets on a day, and Ana records what came of it; all but one of ten came."""
    ana = schools.as_seen_by("ana")
    meeting = ana.meetings.plan(plan(day, blocks=blocks or (OPENING, TUNING)))
    ana.records.say(meeting.id, course)
    if course.minutes:
        for person in MORE:
            how = Presence.AWAY if person.id == "p0" else Presence.PRESENT
            ana.records.attend(meeting.id, {person.id: how})


HELD = Course(became=Became.HELD, minutes=45)
GONE = Course(became=Became.DISPLACED, minutes=0, taken_by="testing")


def test_a_school_that_has_recorded_nothing_is_told_how_to_begin(schools: Schools) -> None:
    page = opened(schools)

    says = {area: story.says for area, story in page.stories.items()}
    assert says == {
        Area.PURPOSE: "No agenda of this school year says yet what PLG time goes to",
        Area.STRUCTURE: "No record of this school year says yet what came of PLG time",
        Area.SUSTAINABILITY: "No meeting of the facilitators’ own PLG is recorded yet",
        Area.CULTURE: "Your school has not adopted norms of its own yet",
    }
    assert all(story.onward for story in page.stories.values())


def test_purpose_says_what_time_went_to_and_what_does_not_belong(schools: Schools) -> None:
    adopt(schools, Work(kinds=("tuning-tasks", "building-the-group")))
    news = Marked(id="news-and-forms", name="News", mark="does-not-belong")
    adopt(schools, Topics(topics=(news,)))
    elsewhere = Block(name="News", minutes=10, topic="news-and-forms")
    hold(schools, date(2026, 11, 3), HELD, elsewhere, TUNING.model_copy(update={"minutes": 30}))
    hold(schools, date(2026, 11, 17), HELD)

    page = opened(schools)

    story = page.stories[Area.PURPOSE]
    assert story.says == "88 % of PLG time went to the work your PLGs are for"
    assert facts(page, Area.PURPOSE) == {
        "On purpose": "88 %",
        "Opening and closing": "5 % or fewer",
        "What does not belong": "12 %",
    }
    assert "took 10 minutes of PLG time" in story.onward
    assert story.link[1] == "/plg/purpose#guardrails"


def test_outcome_measures_stand_beside_their_purpose(schools: Schools) -> None:
    adopt(schools, WHY)
    measures = schools.as_seen_by("ana").measures
    goal = Goal(name="Fails in grade 9", unit="%", direction=Direction.DOWN, target=12)
    measure = measures.begin(OAKS_STAFF, goal)
    measures.record(measure.id, {date(2026, 9, 1): 24.0, date(2026, 10, 26): 19.0})

    items = {one["title"]: one["text"] for one in opened(schools).stories[Area.PURPOSE].items}

    assert items["Fails in grade 9"] == (
        "19 % on Monday 26 October, 24 in September 2026; the target is 12."
    )


def test_structure_says_what_was_held_and_what_took_the_rest(schools: Schools) -> None:
    hold(schools, date(2026, 10, 6), HELD)
    hold(schools, date(2026, 10, 20), GONE)

    page = opened(schools)

    story = page.stories[Area.STRUCTURE]
    assert story.says == "50 % of recorded PLG time was held; “Testing” took most of the rest"
    found = facts(page, Area.STRUCTURE)
    assert (found["Held"], found["Gave way"]) == ("45 minutes", "45 minutes")
    assert found["Of places taken"] == "90 % or more"
    assert found["Can say who, who, when and where"].startswith("all but ")
    assert "“Testing” out of PLG time" in story.onward


def test_a_coach_reads_all_but_who_cannot_say_where_they_belong(schools: Schools) -> None:
    hold(schools, date(2026, 10, 6), HELD)

    page = opened(schools, "cora")

    assert "Can say who, who, when and where" not in facts(page, Area.STRUCTURE)
    assert facts(page, Area.STRUCTURE)["Held"] == "45 minutes"


def test_sustainability_counts_facilitators_and_what_was_done(schools: Schools) -> None:
    hold(schools, date(2026, 11, 3), HELD)
    ana = schools.as_seen_by("ana")
    [meeting] = ana.meetings.before(plan().of, date(2026, 11, 10))
    for number in range(6):
        ana.records.agree(meeting.id, f"Thing {number}", "ana", date(2026, 11, 10))
    cora = schools.as_seen_by("cora")
    day = NOW.date() - timedelta(days=60)
    cora.meetings.plan(plan(day, plan().of.model_copy(update={"plg_id": "cohort"}), facilitator=""))

    page = opened(schools)

    assert page.stories[Area.SUSTAINABILITY].says == (
        "The facilitators’ own PLG has not met for 8 weeks"
    )
    found = facts(page, Area.SUSTAINABILITY)
    assert found["Facilitators trained"] == "1 of 1"
    assert found["Done as agreed"] == "20 % or fewer"


def test_culture_says_whose_work_came_to_the_table_and_never_whose(schools: Schools) -> None:
    adopt(schools, NORMS)
    hold(schools, date(2026, 11, 3), HELD)

    page = opened(schools)

    story = page.stories[Area.CULTURE]
    assert story.says == (
        "Nothing is known yet of how norms are kept; work was brought by 10 % or fewer of staff in "
        "PLGs"
    )
    assert story.onward.startswith("Ask PLGs to close one meeting")
    assert facts(page, Area.CULTURE)["Leaders’ own PLG"] == "none yet"


def test_nobody_is_named_on_it(schools: Schools) -> None:
    hold(schools, date(2026, 11, 3), HELD)
    hold(schools, date(2026, 11, 17), GONE)

    shown = said(opened(schools))

    names = [person.name for person in (*OAKS.people, *MORE)]
    assert not [name for name in names if f"{name} " in shown or f"{name}," in shown]


@pytest.mark.parametrize("person", ["ana", "mia", "sam"])
def test_everybody_else_is_told_whose_page_it_is(schools: Schools, person: str) -> None:
    hold(schools, date(2026, 11, 3), HELD)

    page = opened(schools, person)

    [panels] = page.purpose.children
    assert panels.panels[0]["title"] == "Leaders and coaches look at the whole here"
    assert [section.children for section in (page.structure, page.culture, page.brief)] == [()] * 3
    assert page.stories == {}


def test_a_change_elsewhere_is_shown_and_a_picture_that_did_not_change_stays(
    schools: Schools,
) -> None:
    hold(schools, date(2026, 11, 3), HELD)
    page = opened(schools)
    before = page.purpose.children
    leaders = PlgChange(name="Leaders", kind=PlgKind.LEADERS, joins=("lee",))

    schools.as_seen_by("sam").people.arrange(leaders)
    page.live.receive({"kind": "changed", "topic": "school:oak"})

    assert facts(page, Area.CULTURE)["Leaders’ own PLG"] == "meets"
    assert page.purpose.children == before


def test_a_picture_is_drawn_when_somebody_looks_at_it(schools: Schools) -> None:
    hold(schools, date(2026, 11, 3), HELD)
    _panels, chart = opened(schools).structure.children

    chart.receive({"kind": "look", "look": "light"})

    assert chart.light.startswith("<?xml")
    assert chart.dark == ""
    assert "People there: 90 % or more in November 2026" in chart.alt


def test_the_brief_for_a_board_says_the_same_on_paper(schools: Schools) -> None:
    adopt(schools, WHY)
    hold(schools, date(2026, 11, 3), HELD)

    name, _, data = opened(schools).file()

    document = Document(io.BytesIO(data))
    text = [one.text for one in document.paragraphs]
    assert name == "how-our-plgs-are-doing-2026-11-20.docx"
    assert [
        one.text for one in document.paragraphs if one.style and one.style.name == "Heading 2"
    ] == [
        "Purpose",
        "Structure",
        "Sustainability",
        "Culture",
    ]
    assert f"Why our PLGs meet: {WHY.wording}" in text
    assert any(one.startswith("Next: ") for one in text)
    assert document.tables[0].rows[0].cells[1].text == "November"
    assert "Oak School, Friday 20 November 2026" in text
