"""The page on purpose: what each sees and can do, as a browser would ask."""

import base64
from datetime import date, timedelta
from typing import Any

import pytest

from plgwork.models.agreements import Freedom, Kind, Party, Topics, Work
from plgwork.models.months import Month
from plgwork.pages.agreeing.closing import ADOPT, MERGE, REVISE, WITHDRAW
from plgwork.pages.home import build as build_home
from plgwork.pages.purpose import PurposePage, build
from plgwork.pages.school.answers import SEE
from plgwork.widgets import Form
from tests.store.deciding import ALGEBRA, MORE, OAKS_STAFF, REVIEW, WHY, WHY_ELSE, show
from tests.unit.visiting import Clock, Schools

ALGEBRAS, WORDS = "of=algebra", WHY.model_dump(include={"wording", "teachers", "students"})


def page(schools: Schools, person: str = "ana", query: str = ALGEBRAS) -> PurposePage:
    return build(schools.workbook(person, served=True, query=query))


def submit(form: Form, **values: Any) -> dict[str, Any]:
    """Send a form as a browser does, with all that stands in it; what it answers."""
    stands = {one["name"]: one["value"] for one in form.fields if one["kind"] != "file"}
    form.receive({"kind": "submit", "values": stands | values, "ticket": 1})
    return form.answer


def press(opened: PurposePage, text: str) -> None:
    opened.responding.closing.links.receive({"kind": "ask", "text": text})


def hand(opened: PurposePage, fist: Any, reason: str = "") -> str:
    """Show a hand; what is wrong with it."""
    message = {"kind": "show", "fist": fist, "reason": reason, "ticket": 7}
    opened.responding.hands.receive(message)
    return str(opened.responding.hands.answer["problem"])


def offered(opened: PurposePage) -> list[str]:
    return [one["text"] for one in opened.responding.closing.links.items]


def titles(panels: list[dict[str, Any]]) -> list[str]:
    return [one["title"] for one in panels]


def notes(opened: PurposePage) -> dict[str, str]:
    return {one["slug"]: one["note"] for one in opened.steps.items}


@pytest.fixture
def proposed(schools: Schools) -> PurposePage:
    """Ana proposed a purpose to Algebra on her page."""
    opened = page(schools)
    submit(opened.proposing.form, **WORDS)
    return opened


@pytest.fixture
def adopted(schools: Schools, proposed: PurposePage) -> PurposePage:
    """She and Mia went along, and she adopted it."""
    hand(proposed, 5)
    hand(page(schools, "mia"), 4)
    proposed.reread()
    press(proposed, ADOPT)
    submit(proposed.responding.closing.adopt)
    return proposed


# --- whose ----------------------------------------------------------------------------------------


def test_one_chooses_between_the_school_ones_plgs_and_those_to_read(schools: Schools) -> None:
    options = [(one["id"], one["name"]) for one in page(schools, "mia").fields.fields[0]["options"]]

    assert options == [("school", "Oak School"), ("algebra", "Algebra")]
    assert ("algebra", "Algebra (to read)") in [
        (one["id"], one["name"]) for one in page(schools, "lee").fields.fields[0]["options"]
    ]


@pytest.mark.parametrize(
    ("query", "chosen"), [("", "school"), ("of=algebra", "algebra"), ("of=no-such", "school")]
)
def test_the_address_says_whose_are_shown(schools: Schools, query: str, chosen: str) -> None:
    assert page(schools, query=query).fields.values == {"of": chosen}


def test_another_choice_shows_the_others(schools: Schools, proposed: PurposePage) -> None:
    proposed.fields.receive({"kind": "answer", "values": {"of": "school"}, "ticket": 3})

    assert (proposed.sitting.choice.of, proposed.fields.heard) == (OAKS_STAFF, 3)
    assert notes(proposed)["respond"] == "nothing open"


def test_an_empty_page_says_what_will_be_there(schools: Schools) -> None:
    opened = page(schools)

    assert titles(opened.agreeing.panels.panels) == ["No purpose is adopted yet"]
    assert titles(opened.responding.panels.panels) == ["Nothing is proposed just now"]


# --- proposing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["wording", "teachers", "students"])
def test_a_purpose_without_one_of_its_parts_is_not_proposed(schools: Schools, part: str) -> None:
    opened = page(schools)

    answer = submit(opened.proposing.form, **WORDS | {part: "  "})

    assert (answer["problem"], set(answer["problems"])) == (SEE, {part})
    assert opened.sitting.proposals == []


def test_a_wording_beyond_measure_is_refused(schools: Schools) -> None:
    answer = submit(page(schools).proposing.form, **WORDS | {"wording": "a" * 2_001})

    assert answer["problems"] == {"wording": "At most 2,000 letters; these are 2,001."}


def test_what_is_proposed_stands_where_one_responds(proposed: PurposePage) -> None:
    [panel] = proposed.responding.panels.panels

    assert [one["text"] for one in panel["items"]] == list(WORDS.values())
    assert notes(proposed)["respond"] == "1 for your hand"


def test_who_only_reads_is_told_who_decides_and_sees_nothing_of_it(
    schools: Schools, proposed: PurposePage
) -> None:
    opened = page(schools, "lee")

    assert titles(opened.responding.panels.panels) == ["Algebra decides this among themselves"]
    assert opened.responding.hands not in opened.respond.children
    assert WHY.wording not in repr([one.get_state() for one in opened.respond.children])


# --- hands ----------------------------------------------------------------------------------------


def test_it_is_said_who_sees_a_hand_before_one_shows_it(proposed: PurposePage) -> None:
    assert proposed.responding.hands.before[0].startswith(
        "Everybody in Algebra sees your hand and what you write to it, with your name."
    )


def test_a_hand_is_kept_and_counted(schools: Schools, proposed: PurposePage) -> None:
    problem = hand(proposed, 4, "I begin on Monday.")

    hands = proposed.responding.hands
    assert (problem, hands.mine) == ("", 4)
    assert hands.standing == "1 of 2 answered: 1 thinks it is good."
    assert hands.lines == ["You, with 4: I begin on Monday.", "1 more answer is needed."]


def test_who_has_not_answered_is_not_led_by_the_others(
    schools: Schools, proposed: PurposePage
) -> None:
    hand(proposed, 5)

    assert page(schools, "mia").responding.hands.standing == "1 of 2 answered."


@pytest.mark.parametrize(
    ("fist", "reason", "says"),
    [
        (0, " ", "Say why you block it"),
        (6, "", "Choose a hand"),
        (None, "", "Choose a hand"),
        (True, "", "Choose a hand"),
        ("5", "", "Choose a hand"),
        (3, "a" * 2_001, "At most 2,000 letters"),
    ],
)
def test_a_hand_that_cannot_be_is_refused_in_words(
    proposed: PurposePage, fist: Any, reason: str, says: str
) -> None:
    assert says in hand(proposed, fist, reason)
    assert proposed.sitting.open[0].now == ()


def test_a_hand_for_a_version_that_is_not_the_latest_is_not_taken(
    schools: Schools, proposed: PurposePage
) -> None:
    mias = page(schools, "mia")
    press(proposed, REVISE)
    submit(proposed.responding.closing.revise, wording=WHY_ELSE.wording)

    assert "worded it anew meanwhile" in hand(mias, 5)


def test_others_see_a_hand_as_soon_as_word_of_it_comes(
    schools: Schools, proposed: PurposePage
) -> None:
    hand(proposed, 5)
    hand(page(schools, "mia"), 3)

    proposed.live.receive({"kind": "changed", "topic": ALGEBRA.topic})

    assert proposed.responding.hands.standing.startswith("2 of 2 answered")
    assert ADOPT in offered(proposed)


def test_the_page_listens_to_what_its_visitor_decides(schools: Schools) -> None:
    assert {"deciding:plg:algebra", "deciding:school:oak"} <= set(page(schools).live.topics)
    assert "deciding:plg:algebra" not in page(schools, "lee").live.topics


# --- talking --------------------------------------------------------------------------------------


def test_what_is_said_is_taken_back_by_whoever_said_it(
    schools: Schools, proposed: PurposePage
) -> None:
    opened = page(schools, "mia")
    submit(opened.responding.words, text="Which two lessons?")
    [said] = opened.responding.talk.items
    opened.responding.talk.receive({"kind": "back", "id": said["id"]})

    assert (said["by"], said["text"], said["mine"]) == ("You", "Which two lessons?", True)
    assert opened.responding.talk.items == []


@pytest.mark.parametrize(("text", "says"), [(" ", "Write what"), ("a" * 2_001, "At most 2,000")])
def test_a_comment_that_cannot_be_is_refused_in_words(
    proposed: PurposePage, text: str, says: str
) -> None:
    assert says in submit(proposed.responding.words, text=text)["problems"]["text"]


def test_words_to_what_is_closed_meanwhile_stay_to_be_copied(
    schools: Schools, proposed: PurposePage
) -> None:
    mias = page(schools, "mia")
    mias.responding.words.receive({"kind": "change", "values": {"text": "Which two?"}})
    press(proposed, WITHDRAW)
    submit(proposed.responding.closing.withdraw)
    asked = mias.responding.words.asked
    mias.reread()

    assert titles(mias.responding.panels.panels) == ["This is no longer open"]
    assert (mias.responding.words.asked, mias.responding.words.hidden) == (asked, False)
    assert "no longer open" in submit(mias.responding.words, text="Which two?")["problem"]


def test_what_was_typed_for_one_group_is_there_again_when_one_comes_back(
    schools: Schools,
) -> None:
    opened = page(schools)
    opened.proposing.form.receive({"kind": "change", "values": {"wording": "We meet so"}})
    for where in ("school", "algebra"):
        opened.fields.receive({"kind": "answer", "values": {"of": where}, "ticket": 3})

    assert [one["value"] for one in opened.proposing.form.fields] == ["We meet so", "", ""]


def test_nothing_on_the_page_is_drawn_anew_while_others_act(
    schools: Schools, proposed: PurposePage
) -> None:
    sections = (proposed.agreed, proposed.propose, proposed.respond, proposed.guardrails)
    before = [one.children for one in sections]
    mias = page(schools, "mia")
    hand(mias, 3)
    press(mias, REVISE)
    submit(mias.responding.closing.revise, wording=WHY_ELSE.wording)
    proposed.reread()

    assert [one.children for one in sections] == before


# --- what becomes of it ---------------------------------------------------------------------------


def test_it_is_adopted_once_the_rule_is_met(adopted: PurposePage) -> None:
    [panel] = adopted.agreeing.panels.panels

    assert [one["text"] for one in panel["items"]] == list(WORDS.values())
    assert panel["facts"][0][1] == "2 of 2 answered: 1 will lead it, 1 thinks it is good."
    assert titles(adopted.responding.panels.panels) == ["Nothing is proposed just now"]


def test_before_that_it_cannot_even_be_asked_for(schools: Schools, proposed: PurposePage) -> None:
    assert offered(proposed) == [REVISE, WITHDRAW]
    assert offered(page(schools, "mia")) == [REVISE]


def test_whoever_adopts_is_told_when_somebody_changed_their_mind_meanwhile(
    schools: Schools, proposed: PurposePage
) -> None:
    hand(proposed, 5)
    mias = page(schools, "mia")
    hand(mias, 4)
    proposed.reread()
    press(proposed, ADOPT)
    hand(mias, 0, "Wait.")

    answer = submit(proposed.responding.closing.adopt)

    assert "cannot be adopted yet" in answer["problem"]
    assert proposed.sitting.agreements == []


@pytest.mark.parametrize("day", ["", "yesterday", "2026-10-20", "2099-01-01"])
def test_a_day_that_is_none_is_no_day_to_look_again(adopted: PurposePage, day: str) -> None:
    adopted.agreeing.links.receive({"kind": "ask", "text": "Look at it again on another day"})

    answer = submit(adopted.agreeing.reviewing.form, review_on=day)

    assert answer["problems"] == {"review_on": "Choose a day that is still to come."}


def test_the_day_to_look_again_is_moved(adopted: PurposePage) -> None:
    adopted.agreeing.links.receive({"kind": "ask", "text": "Look at it again on another day"})
    submit(adopted.agreeing.reviewing.form, review_on="2027-03-01")

    assert adopted.agreeing.panels.panels[0]["facts"][1][1] == "Monday 1 March 2027"


def test_a_new_wording_shows_what_changed(proposed: PurposePage) -> None:
    press(proposed, REVISE)
    submit(proposed.responding.closing.revise, wording=WHY_ELSE.wording)

    newest = proposed.responding.changes.items[0]
    assert newest["title"] == "Version 2, by Ana"
    assert ["added", "can say why"] in newest["parts"][0]["words"]
    assert newest["parts"][1]["words"] == [["same", WHY.teachers]]


def test_two_become_one_with_the_words_of_both(schools: Schools, proposed: PurposePage) -> None:
    submit(page(schools, "mia").proposing.form, **WORDS | {"wording": WHY_ELSE.wording})
    proposed.reread()
    press(proposed, MERGE)
    submit(proposed.responding.closing.choose)
    both = {one["name"]: one["value"] for one in proposed.responding.closing.merge.fields}
    submit(proposed.responding.closing.merge)

    assert both["wording"] in (
        f"{WHY.wording}\n\n{WHY_ELSE.wording}",
        f"{WHY_ELSE.wording}\n\n{WHY.wording}",
    )
    [merged] = proposed.sitting.open
    assert len(merged.latest.sources) == 2
    assert [one["title"] for one in proposed.responding.changes.items] == [
        "Made of a proposal by Ana",
        "Made of a proposal by Mia",
    ] or len(proposed.responding.changes.items) == 2


def test_what_is_withdrawn_is_told_among_earlier_ones(proposed: PurposePage) -> None:
    press(proposed, WITHDRAW)
    submit(proposed.responding.closing.withdraw)

    [earlier] = proposed.responding.before.panels
    assert earlier["more"]["lines"] == ["Our purpose, by you: withdrawn"]


# --- guardrails -----------------------------------------------------------------------------------


def propose(opened: PurposePage, kind: Kind, **values: Any) -> dict[str, Any]:
    block = opened.guarding.blocks[kind]
    block.links.receive({"kind": "ask", "text": block.links.items[0]["text"]})
    return submit(block.form, **values)


def test_topics_are_marked_and_ones_own_are_added(schools: Schools) -> None:
    opened = page(schools)
    propose(
        opened,
        Kind.TOPICS,
        **{"topic-student-work": "belongs", "own-does-not-belong": "Bus duty\n\nKeys "},
    )

    matter = opened.sitting.open[0].latest.matter
    assert isinstance(matter, Topics)
    marks = {one.name: one.mark for one in matter.topics}
    assert marks["Student work we bring"] == "belongs"
    assert marks["News, forms and deadlines"] == "ask-first"
    assert (marks["Bus duty"], marks["Keys"]) == ("does-not-belong", "does-not-belong")


def test_the_day_to_look_again_at_a_guardrail_is_moved(schools: Schools) -> None:
    ana = schools.as_seen_by("ana")
    proposal = ana.proposals.propose(ALGEBRA, Work(kinds=("student-work",)))
    for one in (ana, schools.as_seen_by("mia")):
        show(one, proposal, 4)
    ana.agreements.adopt(proposal.id, 1, REVIEW)
    opened = page(schools)
    block = opened.guarding.blocks[Kind.WORK]
    assert [len(one.links.items) for one in opened.guarding.blocks.values()] == [1, 2, 1]

    block.links.receive({"kind": "ask", "text": block.links.items[1]["text"]})
    submit(block.reviewing.form, review_on="2027-03-01")

    assert block.panels.panels[0]["facts"][1][1] == "Monday 1 March 2027"


def test_a_day_that_was_meant_for_an_edition_before_moves_no_other(
    schools: Schools, adopted: PurposePage
) -> None:
    adopted.agreeing.links.receive({"kind": "ask", "text": "Look at it again on another day"})
    ana = schools.as_seen_by("ana")
    proposal = ana.proposals.propose(ALGEBRA, WHY_ELSE)
    for one in (ana, schools.as_seen_by("mia")):
        show(one, proposal, 4)
    newer = ana.agreements.adopt(proposal.id, 1, REVIEW)
    adopted.reread()

    answer = submit(adopted.agreeing.reviewing.form, review_on="2027-03-01")

    assert "new edition" in answer["problems"]["review_on"]
    assert adopted.sitting.standing(Kind.PURPOSE) == newer


@pytest.mark.parametrize("text", ["Student work we bring", "Keys\nkeys", "a" * 121])
def test_a_topic_is_marked_once_and_is_short(schools: Schools, text: str) -> None:
    answer = propose(page(schools), Kind.TOPICS, **{"own-belongs": text})

    assert set(answer["problems"]) == {"own-belongs"}


def test_kinds_of_work_are_those_of_the_vocabulary(schools: Schools) -> None:
    opened = page(schools)
    nothing = propose(opened, Kind.WORK, kinds=["no-such-work"])
    propose(opened, Kind.WORK, kinds=["student-work", "no-such-work"])

    assert set(nothing["problems"]) == {"kinds"}
    assert opened.sitting.open[0].latest.matter == Work(kinds=("student-work",))


def test_a_degree_of_freedom_is_one_of_five(schools: Schools) -> None:
    opened = page(schools)
    wrong = propose(opened, Kind.FREEDOM, degree="anarchy")
    propose(opened, Kind.FREEDOM, degree="mostly-free", meaning="The first Tuesday is ours.")

    assert set(wrong["problems"]) == {"degree"}
    assert opened.sitting.open[0].latest.matter == Freedom(
        degree="mostly-free", meaning="The first Tuesday is ours."
    )


def test_a_plg_without_guardrails_of_its_own_sees_the_schools(schools: Schools) -> None:
    oaks = [schools.as_seen_by(one) for one in ("ana", "ben", "nia", "gus", "cora", "lee", "mia")]
    proposal = oaks[0].proposals.propose(OAKS_STAFF, Work(kinds=("student-work",)))
    for one in oaks:
        show(one, proposal, 4)
    oaks[1].agreements.adopt(proposal.id, 1, REVIEW)

    [panel] = page(schools).guarding.blocks[Kind.WORK].panels.panels
    assert panel["lines"] == ["Algebra adopted nothing of its own; this holds for all PLGs."]
    assert panel["items"][0]["text"] == "Looking at student work"


# --- measures -------------------------------------------------------------------------------------

GIVEN = {"name": "Students who fail", "unit": "students", "direction": "down", "target": "8"}


def begin(opened: PurposePage, **values: Any) -> dict[str, Any]:
    opened.agreeing.measuring.links.receive({"kind": "ask", "text": "Add a measure"})
    return submit(opened.agreeing.measuring.form, **GIVEN | values)


def test_a_measure_is_added_with_its_values_and_their_trend(adopted: PurposePage) -> None:
    begin(adopted, values="2026-09-30, 14\n2026-10-15, 11")

    measuring = adopted.agreeing.measuring
    assert measuring.table.rows[0]["cells"] == [
        *("Students who fail", "11 students", "at most 8", "not yet")
    ]
    [chart] = measuring.charts
    chart.receive({"kind": "look", "look": "light"})
    assert "<svg" in chart.light
    assert chart.title.endswith("students, closer to the target of 8 than at first")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"unit": "u" * 41}, "unit"),
        ({"target": "low"}, "target"),
        ({"target": "nan"}, "target"),
        ({"direction": "sideways"}, "direction"),
    ],
)
def test_a_measure_that_is_not_whole_is_refused_beside_its_field(
    adopted: PurposePage, given: dict[str, str], field: str
) -> None:
    assert set(begin(adopted, **given)["problems"]) == {field}
    assert adopted.sitting.measures == []


def test_values_that_cannot_be_read_are_told_with_their_rows_and_none_is_kept(
    adopted: PurposePage,
) -> None:
    answer = begin(adopted, values="2026-09-30, 14\n2026-10-45, 11\n2026-10-15, x")

    assert "Row 2" in answer["problem"]
    assert "Row 3" in answer["problem"]
    assert adopted.sitting.measures == []


def test_a_file_of_values_is_taken(adopted: PurposePage) -> None:
    begin(adopted)
    measuring = adopted.agreeing.measuring
    measuring.table.receive({"kind": "open", "id": adopted.sitting.measures[0].id})
    data = base64.b64encode(b"Date,Failing\n2026-09-30,14\n").decode()
    measuring.form.receive({"kind": "file", "name": "v.csv", "data": data, "ticket": 4})

    assert dict(adopted.sitting.measures[0].values) == {date(2026, 9, 30): 14}


def test_a_measure_is_deleted_for_good(adopted: PurposePage) -> None:
    begin(adopted)
    measuring = adopted.agreeing.measuring
    measuring.table.receive({"kind": "open", "id": adopted.sitting.measures[0].id})
    measuring.form.receive({"kind": "other"})

    assert adopted.sitting.measures == []


def test_a_colleague_reads_the_measures_and_changes_none(
    schools: Schools, adopted: PurposePage
) -> None:
    schools.as_seen_by("ana").measures.begin(ALGEBRA, MORE)
    opened = page(schools, "lee")

    assert len(opened.agreeing.measuring.table.rows) == 1
    assert (opened.agreeing.measuring.table.verb, opened.agreeing.measuring.links.items) == ("", [])
    assert opened.agreeing.links.items == []


# --- when the school adopts -----------------------------------------------------------------------


def test_a_leader_sets_when_their_school_adopts(schools: Schools, proposed: PurposePage) -> None:
    opened = page(schools, "lee", "")
    opened.agreeing.ruling.links.receive({"kind": "ask", "text": "When your school adopts"})
    submit(opened.agreeing.ruling.form, quorum="100", least="3", mean="3,5")

    rule = schools.as_seen_by("ana").agreements.rule(ALGEBRA)
    assert (rule.quorum, rule.least, rule.mean) == (100, 3, 3.5)


@pytest.mark.parametrize(
    ("field", "value"), [("quorum", "0"), ("quorum", "66.5"), ("least", "6"), ("mean", "high")]
)
def test_a_rule_that_cannot_be_is_refused(schools: Schools, field: str, value: str) -> None:
    opened = page(schools, "lee", "")
    opened.agreeing.ruling.links.receive({"kind": "ask", "text": "When your school adopts"})

    assert set(submit(opened.agreeing.ruling.form, **{field: value})["problems"]) == {field}


def test_nobody_else_is_offered_to_set_it(schools: Schools) -> None:
    assert page(schools, "ana", "").agreeing.ruling.links.items == []
    assert page(schools, "lee", ALGEBRAS).agreeing.ruling.links.items == []


# --- Home -----------------------------------------------------------------------------------------


def home(schools: Schools, person: str) -> list[dict[str, Any]]:
    return list(build_home(schools.workbook(person, served=True)).panels.panels)


def test_home_says_what_waits_for_ones_hand(schools: Schools, proposed: PurposePage) -> None:
    [waits] = [one for one in home(schools, "mia") if one.get("kicker") == "Waits for your hand"]

    assert waits["links"][0]["href"] == "/purpose?of=algebra#respond"
    assert "Waits for your hand" not in repr(home(schools, "lee"))


def test_home_shows_the_purpose_of_ones_groups_alone(
    schools: Schools, adopted: PurposePage
) -> None:
    assert WHY.wording in titles(home(schools, "mia"))
    assert WHY.wording not in titles(home(schools, "lee"))


def test_home_reminds_from_a_month_before_it_is_looked_at_again(
    schools: Schools, clock: Clock, adopted: PurposePage
) -> None:
    before = home(schools, "mia")
    clock.set("2027-10-01T10:00")

    [then] = [one for one in home(schools, "mia") if one["title"] == WHY.wording]
    assert "time to look at it again" not in repr(before)
    assert then["lines"][0].startswith("It is time to look at it again, by Wednesday 20 October")


def test_an_agreement_lasts_a_year_unless_one_chooses_another_day(adopted: PurposePage) -> None:
    [agreement] = adopted.sitting.agreements

    assert agreement.review_on - adopted.workbook.today == timedelta(days=365)
    assert Month.of(agreement.review_on) == Month(2027, 10)
    assert agreement.of == Party(plg_id="algebra")
