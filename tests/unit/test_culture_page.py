"""The page on culture: what each sees and can do, as a browser would ask."""

from datetime import date, timedelta
from typing import Any

import pytest

from plgwork.models.agreements import Expectations, Kind, Line, Norms
from plgwork.models.norms import Mark
from plgwork.models.people import Membership, Plg, PlgKind, Roster
from plgwork.pages.agreeing.closing import MERGE
from plgwork.pages.culture import CulturePage, build
from plgwork.pages.culture.closing_round import ONLY_SERVED, OPEN
from plgwork.pages.home import build as build_home
from plgwork.pages.purpose import build as build_purpose
from plgwork.pages.school.answers import SEE
from plgwork.pages.surveys import build as build_surveys
from plgwork.widgets import Form
from tests.store.checking import KEPT, MARKS, NORMS
from tests.store.convening import TUNING
from tests.store.convening import plan as convened
from tests.store.deciding import ALGEBRA, OAKS_STAFF, REVIEW, WHY, show
from tests.store.world import TUESDAYS
from tests.unit.checked import adopt_all, closed, join
from tests.unit.visiting import CONTENT, Clock, Schools

TEXT = "\n".join(one.text for one in NORMS.lines)
BEFORE = "2026-10-06T15:50"


def page(schools: Schools, person: str = "ana", query: str = "of=algebra") -> CulturePage:
    return build(schools.workbook(person, served=True, query=query))


def submit(form: Form, **values: Any) -> dict[str, Any]:
    """Send a form as a browser does, with all that stands in it; what it answers."""
    stands = {one["name"]: one["value"] for one in form.fields}
    form.receive({"kind": "submit", "values": stands | values, "ticket": 1})
    return form.answer


def ask(opened: CulturePage, kind: Kind = Kind.NORMS) -> Form:
    """Press the button that proposes; the dialog."""
    block = opened.agreeing.blocks[kind]
    block.links.receive({"kind": "ask", "text": "Propose"})
    return block.form


def proposed(opened: CulturePage, text: str, **taken: list[str]) -> tuple[Line, ...]:
    """Propose norms; how they are kept."""
    named = {f"take-{name.replace('_', '-')}": ids for name, ids in taken.items()}
    submit(ask(opened), lines=text, **named)
    matter = opened.sitting.open[-1].latest.matter
    assert isinstance(matter, Norms)
    return matter.lines


def adopt(schools: Schools, matter: Norms | Expectations = NORMS) -> None:
    """Ana and Mia agree on it for Algebra."""
    ana = schools.as_seen_by("ana")
    proposal = ana.proposals.propose(ALGEBRA, matter)
    for person in ("ana", "mia"):
        show(schools.as_seen_by(person), proposal, 4)
    ana.agreements.adopt(proposal.id, 1, REVIEW)


def titles(panels: list[dict[str, Any]]) -> list[str]:
    return [one["title"] for one in panels]


def notes(opened: CulturePage) -> dict[str, str]:
    return {one["slug"]: one["note"] for one in opened.steps.items}


@pytest.fixture
def grown(schools: Schools, clock: Clock) -> Schools:
    """Algebra has norms, and six people."""
    clock.set(BEFORE)
    join(schools, "ben", "nia", "gus", "lee")
    adopt_all(schools)
    return schools


# --- what was agreed ------------------------------------------------------------------------------


def test_an_empty_page_says_what_norms_are_for_and_how_to_learn_of_them(schools: Schools) -> None:
    opened = page(schools)

    assert [titles(one.panels.panels) for one in opened.agreeing.blocks.values()] == [
        ["Our norms"],
        ["What we expect of one another"],
    ]
    [unit] = opened.agreeing.links.items
    assert unit["href"] == "/learn?unit=norms-that-hold#read"


def test_norms_are_proposed_line_by_line(schools: Schools) -> None:
    lines = proposed(page(schools), TEXT + "\n\n  ")

    assert [one.text for one in lines] == [one.text for one in NORMS.lines]


def test_norms_that_others_hold_can_be_taken_over_and_keep_their_id(schools: Schools) -> None:
    [listening, *_] = CONTENT.starters("norms")
    ids = [one.id for one in listening.lines]

    lines = proposed(page(schools), "We look at the clock.", listening=ids)

    assert [one.id for one in lines] == ["we-look-at-the-clock", *ids]


def test_what_may_ask_for_a_conversation_is_ticked_and_adopted_with_expectations(
    schools: Schools,
) -> None:
    opened = page(schools)
    submit(ask(opened, Kind.EXPECTATIONS), lines="We come.", asks=["attendance", "not-met"])

    matter = opened.sitting.open[-1].latest.matter
    assert isinstance(matter, Expectations)
    assert matter.asks == ("attendance",)
    assert opened.sitting.matters.parts(matter)[1] == (
        "What may ask for a conversation",
        "Somebody was away three times running, without notice",
    )
    again = {one["name"]: one for one in opened.sitting.matters.fields(Kind.EXPECTATIONS, matter)}
    assert again["asks"]["value"] == ["attendance"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write some."),
        ("One.\nTwo.", "At least 3 of them; these are 2."),
        ("One.\nTwo.\none", "At least 3 of them; these are 2."),
        ("\n".join(map(str, range(11))), "At most 10, so that all of you can name them"),
        (f"One.\nTwo.\n{'a' * 201}", "At most 200 letters on a line"),
    ],
)
def test_what_are_no_norms_is_refused_beside_its_field(
    schools: Schools, text: str, says: str
) -> None:
    opened = page(schools)

    answer = submit(ask(opened), lines=text)

    assert answer["problem"] == SEE
    assert answer["problems"]["lines"].startswith(says)
    assert opened.sitting.proposals == []


def test_a_norm_keeps_its_id_while_its_words_stay(schools: Schools) -> None:
    adopt(schools)
    opened = page(schools)

    lines = proposed(opened, TEXT.replace("start on time", "start and end on time"))

    assert [one.id for one in lines] == ["finish", "see-first", "we-start-and-end-on-time"]


def test_expectations_are_adopted_as_norms_are(schools: Schools) -> None:
    adopt(schools, Expectations(lines=(Line(id="come", text="We come."),)))

    opened = page(schools)

    [panel] = opened.agreeing.blocks[Kind.EXPECTATIONS].panels.panels
    assert panel["items"] == [{"title": "What each of us can count on", "text": "We come."}]
    assert ["Edition", "1"] in panel["facts"]
    assert notes(opened)["what-we-agreed"] == "1 of 2"


def test_two_proposals_become_one_of_all_that_either_says(schools: Schools) -> None:
    opened = page(schools)
    proposed(opened, TEXT)
    proposed(opened, "We bring work.\nWe start on time.\nWe thank whoever names a slip.")
    closing = opened.responding.closing

    closing.links.receive({"kind": "ask", "text": MERGE})
    submit(closing.choose)

    words = closing.merge.fields[0]["value"]
    assert words.splitlines()[:3] == TEXT.splitlines()
    assert len(words.splitlines()) == 5


def test_each_page_shows_its_own_kinds_alone(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    ana.proposals.propose(ALGEBRA, NORMS)
    ana.proposals.propose(ALGEBRA, WHY)

    purpose = build_purpose(schools.workbook("ana", served=True, query="of=algebra"))

    assert [one.kind for one in page(schools).sitting.open] == [Kind.NORMS]
    assert [one.kind for one in purpose.sitting.open] == [Kind.PURPOSE]


def test_home_leads_to_the_page_on_which_one_responds(schools: Schools) -> None:
    schools.as_seen_by("mia").proposals.propose(OAKS_STAFF, NORMS)

    home = build_home(schools.workbook("ana", served=True))

    [panel] = [one for one in home.panels.panels if one["title"] == "Something is proposed"]
    [link] = panel["links"]
    assert link == {
        "text": "Read and respond: Oak School, on how you work together",
        "href": "/culture?of=school#respond",
    }


# --- a check --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "query", "title"),
    [
        ("ana", "of=school", "A norm check is one PLG’s own"),
        ("lee", "of=algebra", "A norm check is one PLG’s own"),
        ("ana", "of=algebra", "First agree on norms"),
    ],
)
def test_without_a_group_or_norms_there_is_no_check(
    schools: Schools, person: str, query: str, title: str
) -> None:
    opened = page(schools, person, query)

    assert titles(opened.closing.panels.panels) == [title]
    assert opened.closing.links.items == []


def test_who_facilitates_opens_a_check_and_sees_where_phones_go(schools: Schools) -> None:
    adopt(schools)
    opened = page(schools)

    opened.closing.links.receive({"kind": "ask", "text": OPEN})

    [check] = schools.as_seen_by("ana").checks.of("algebra")
    assert opened.closing.phones.place == f"/n/{check.code}"
    assert opened.closing.phones.picture == f"/n/{check.code}/picture"
    assert titles(opened.closing.panels.panels) == ["0 have answered"]
    assert check.asked.marks[Mark.KEPT] == "We kept it"


def test_how_many_have_answered_moves_by_itself_and_says_no_more(schools: Schools) -> None:
    adopt(schools)
    opened = page(schools)
    opened.closing.links.receive({"kind": "ask", "text": OPEN})
    [check] = schools.as_seen_by("ana").checks.of("algebra")

    schools.store.taps.answer(check.code, "mia", schools.clock().date(), KEPT)
    assert "checking:plg:algebra" in opened.live.topics
    opened.live.receive({"kind": "changed", "topic": "checking:plg:algebra"})

    assert titles(opened.closing.panels.panels) == ["1 has answered"]
    assert opened.trends.charts == []


def test_a_member_is_led_to_answer_and_sees_no_number(schools: Schools) -> None:
    adopt(schools)
    check = schools.as_seen_by("ana").checks.open("algebra", MARKS)

    opened = page(schools, "mia")

    [panel] = opened.closing.panels.panels
    assert [one["href"] for one in panel["links"]] == [f"/n/{check.code}"]
    assert opened.closing.phones.place == ""
    assert not any("answered" in title for title in titles(opened.closing.panels.panels))
    home = build_home(schools.workbook("mia", served=True))
    assert home.panels.panels[0]["links"] == [{"text": "Answer", "href": f"/n/{check.code}"}]


def test_whoever_does_not_facilitate_opens_none(schools: Schools) -> None:
    adopt(schools)
    opened = page(schools, "mia")

    opened.closing.links.receive({"kind": "ask", "text": OPEN})

    assert schools.as_seen_by("mia").checks.of("algebra") == []
    assert "not yours" in opened.notice.text


def test_in_jupyterlab_no_check_is_opened(schools: Schools) -> None:
    adopt(schools)
    opened = build(schools.workbook("ana"))
    opened.sitting.choose("algebra")
    opened.show()

    opened.closing.links.receive({"kind": "ask", "text": OPEN})

    assert opened.notice.text == ONLY_SERVED


# --- how it goes ----------------------------------------------------------------------------------


def test_before_the_first_check_the_step_says_what_will_be_there(schools: Schools) -> None:
    opened = page(schools)

    assert titles(opened.trends.panels.panels) == ["No check can be shown yet"]
    assert notes(opened)["how-it-goes"] == "no check yet"


def test_one_check_is_a_table_of_what_was_let_out(grown: Schools) -> None:
    closed(grown, kept=3)

    opened = page(grown)

    [panel] = opened.trends.panels.panels
    assert panel["table"]["rows"][0] == [
        *("We let each other finish.", "50 %", "3 we kept it, 3 not today", "0")
    ]
    assert opened.trends.charts == []


def test_where_nearly_all_agree_no_count_is_shown(grown: Schools) -> None:
    closed(grown, kept=6)

    [panel] = page(grown).trends.panels.panels

    assert panel["table"]["rows"][0][1:] == ["80 % or more", "not shown, of 6", "0"]


def test_two_checks_are_a_trend_with_words_and_a_table(grown: Schools, clock: Clock) -> None:
    closed(grown, kept=2)
    clock.later(days=14)
    closed(grown, kept=4)

    opened = page(grown)

    [chart] = opened.trends.charts
    assert chart.title.endswith("is up since 6 Oct 2026: 33 % to 67 %")
    assert len(chart.table["rows"]) == 2 * len(NORMS.lines)
    chart.receive({"kind": "look", "look": "small_dark"})
    assert chart.small_dark.startswith("<?xml")


def test_after_too_few_answers_nothing_is_shown_and_it_is_said_why(grown: Schools) -> None:
    closed(grown, kept=4, of=4)

    opened = page(grown)

    assert titles(opened.trends.panels.panels) == ["No check can be shown yet"]
    [panel] = opened.closing.panels.panels
    assert panel["lines"][0].startswith("Fewer than five answered")


@pytest.mark.parametrize("person", ["cora", "cody", "lou", "sam"])
def test_what_a_groups_checks_tell_is_for_that_group(grown: Schools, person: str) -> None:
    closed(grown, kept=3)

    opened = page(grown, person)

    assert opened.norms.checks == []
    assert titles(opened.trends.panels.panels) == ["A norm check is one PLG’s own"]


# --- leaders and beliefs --------------------------------------------------------------------------


def leaders(schools: Schools) -> None:
    group = Plg(id="leaders", name="Leaders", kind=PlgKind.LEADERS, school_id="oak")
    rows = [
        Membership(
            plg_id="leaders", person_id=one, since=date(2026, 8, 3), facilitates=one == "lee"
        )
        for one in ("lee", "lou")
    ]
    schools.as_seen_by("sam").people.enrol(Roster(plgs=(group,), memberships=tuple(rows)))


def test_all_staff_read_that_leaders_meet_in_a_plg_too(schools: Schools) -> None:
    leaders(schools)

    [panel, *_] = page(schools, "mia").beliefs.panels.panels

    assert panel["title"] == "Your leaders meet in a PLG of their own: Leaders"
    assert panel["facts"] == [["How often", "not set yet"], ["Facilitated by", "Lee"]]


def test_all_staff_read_that_their_leaders_meet_with_leaders_of_other_schools(
    schools: Schools,
) -> None:
    heads = Plg(id="heads", name="Heads", kind=PlgKind.LEADERS, school_id=None)
    rows = tuple(
        Membership(plg_id="heads", person_id=one, since=date(2026, 8, 3)) for one in ("lee", "lou")
    )
    schools.as_seen_by("sam").people.enrol(Roster(plgs=(heads,), memberships=rows))
    schools.as_seen_by("sam").schedules.meet(["heads"], TUESDAYS)

    for person in ("mia", "lee"):
        [panel, after, *_] = page(schools, person).beliefs.panels.panels
        assert panel["title"] == "Your leaders meet in a PLG of their own: Heads"
        assert panel["facts"][0][1].startswith("First and third Tuesday, 3:15 pm")
        assert panel["lines"] == [
            "With leaders of other schools, Lee and Lou bring their own work to it, with norms and "
            "protocols like yours."
        ]
        assert after["kicker"] != "Leaders do it too"
    elsewhere = page(schools, "finn", "of=art").beliefs.panels.panels[0]
    assert elsewhere["title"] == "No PLG of your leaders is entered here yet"


def test_before_they_do_it_is_said_without_blame(schools: Schools) -> None:
    [panel, *_] = page(schools, "mia").beliefs.panels.panels

    assert panel["title"] == "No PLG of your leaders is entered here yet"


@pytest.mark.parametrize(("person", "many"), [("lee", 2), ("cora", 2), ("ana", 0), ("sam", 0)])
def test_questionnaires_on_beliefs_are_for_those_who_ask_with_them(
    schools: Schools, person: str, many: int
) -> None:
    *_, panel = page(schools, person, "").beliefs.panels.panels

    assert len(panel["items"]) == many
    assert panel["links"][0]["href"] == "/learn?unit=shared-efficacy-and-beliefs#read"


@pytest.mark.parametrize(("asked", "shown"), [("trust-and-safety", True), ("no-such", False)])
def test_a_questionnaire_opens_in_surveys(schools: Schools, asked: str, shown: bool) -> None:
    surveys = build_surveys(schools.workbook("lee", served=True, query=f"ask={asked}"))

    assert surveys.handing_in.asking.dialog.shown is shown


def test_an_agreement_that_is_due_is_on_home_and_leads_here(schools: Schools, clock: Clock) -> None:
    adopt(schools)
    clock.now += timedelta(days=170)

    home = build_home(schools.workbook("ana", served=True))

    [panel] = [one for one in home.panels.panels if one["title"] == "Our norms"]
    assert panel["links"][0]["href"] == "/culture?of=algebra#what-we-agreed"


# --- shared work ------------------------------------------------------------------------------


def test_whoever_facilitates_sees_turns_and_a_member_their_own(
    schools: Schools, clock: Clock
) -> None:
    clock.set("2026-11-20T16:00")
    schools.as_seen_by("ana").meetings.plan(convened())

    [turns] = page(schools, "ana").turns.panels.panels
    [own] = page(schools, "mia").turns.panels.panels

    assert turns["title"] == "Ana is next to bring work"
    assert turns["table"]["rows"] == [
        ["Ana", "not yet", ""],
        ["Mia", "Tuesday 17 November", "Tuning Protocol"],
    ]
    assert own["title"] == "Your turn comes soon"
    assert own["lines"][0] == "You brought work on Tuesday 17 November, by the Tuning Protocol."
    assert "table" not in own


def test_turns_of_another_group_are_theirs(schools: Schools) -> None:
    [panel] = page(schools, "lee").turns.panels.panels

    assert panel["title"] == "Turns are one PLG’s own"


def test_protocols_outside_plgs_are_counted_for_all_staff(schools: Schools, clock: Clock) -> None:
    clock.set("2026-11-20T16:00")
    schools.as_seen_by("lee").meetings.plan(convened(of=OAKS_STAFF, blocks=(TUNING,)))

    panels = page(schools, "mia").beliefs.panels.panels

    assert "A protocol in 1 of 1 meetings" in [one["title"] for one in panels]


def test_one_begins_with_ones_own_plg_of_the_school(schools: Schools) -> None:
    assert page(schools, "ana", "").sitting.choice.id == "algebra"
    assert page(schools, "ben", "").sitting.choice.id == "cohort"
