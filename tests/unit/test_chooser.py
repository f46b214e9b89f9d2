"""What one brings and wants leads to a short list, with reasons, and to what to keep from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plgwork.analysis.chooser import MOST, choose, concern
from plgwork.content import load
from plgwork.models.protocols import Advice, Case, Trust
from plgwork.settings import shipped

LIBRARY = load([shipped("content")])
PROTOCOLS = LIBRARY.protocols
KINDS = LIBRARY.vocabulary("kinds-of-work")
BRINGS = LIBRARY.vocabulary("brings")


def case(brings: str, wants: str, people: int, minutes: int, trust: str = "some") -> Case:
    return Case(brings=brings, wants=wants, people=people, minutes=minutes, trust=Trust(trust))


def advise(given_case: Case) -> Advice:
    return choose(PROTOCOLS.values(), given_case, KINDS, BRINGS)


def chosen(given_case: Case) -> list[str]:
    return [choice.plan.protocol.id for choice in advise(given_case).choices]


NEW_GROUP = case("nothing", "building-the-group", 10, 50, "new")
ARTICLE = case("text", "texts-and-research", 12, 30)
cases = st.builds(
    Case,
    brings=st.sampled_from([term.id for term in BRINGS.terms]),
    wants=st.sampled_from([term.id for term in KINDS.terms]),
    people=st.integers(1, 60),
    minutes=st.integers(0, 180),
    trust=st.sampled_from(Trust),
)


# --- cases that facilitators meet: a good first choice, what is also fine, a poor fit ----


@pytest.mark.parametrize(
    ("given_case", "first", "fine", "poor"),
    [
        pytest.param(
            case("draft", "tuning-tasks", 8, 60),
            ["tuning-protocol"],
            ["feedback-carousel"],
            "peeling-the-onion",
            id="a draft of a common assessment, due next week",
        ),
        pytest.param(
            case("stuck-work", "tuning-tasks", 8, 45),
            ["charrette"],
            ["tuning-protocol"],
            "collaborative-assessment-conference",
            id="stuck halfway through a project design",
        ),
        pytest.param(
            case("dilemma", "dilemmas-of-practice", 8, 50),
            ["consultancy"],
            ["peeling-the-onion"],
            "tuning-protocol",
            id="a team that has stopped talking in meetings",
        ),
        pytest.param(
            case("unseen-data", "student-data", 10, 60),
            ["data-driven-dialogue"],
            ["atlas-data"],
            "consultancy",
            id="new interim results and strong opinions",
        ),
        pytest.param(
            case("scored-work", "calibrating-expectations", 6, 45),
            ["scoring-calibration"],
            ["atlas-student-work"],
            "text-rendering",
            id="two teachers whose scores differ",
        ),
        pytest.param(
            ARTICLE,
            ["text-rendering"],
            ["save-the-last-word"],
            "four-as",
            id="an article for everyone, and half an hour",
        ),
        pytest.param(
            NEW_GROUP,
            ["compass-points", "norms-construction"],
            ["microlabs"],
            "consultancy",
            id="a new group that meets for the first time",
        ),
        pytest.param(
            case("experience", "learning-from-practice", 9, 45),
            ["success-analysis"],
            ["chalk-talk"],
            "fishbone",
            id="the end of a semester and low morale",
        ),
    ],
)
def test_the_first_choice_leads_the_others_follow_and_the_poor_fit_is_told_why(
    given_case: Case, first: list[str], fine: list[str], poor: str
) -> None:
    listed = chosen(given_case)

    assert listed[: len(first)] == first
    assert set(fine) <= set(listed)
    assert poor not in listed
    assert concern(PROTOCOLS[poor], given_case, KINDS, BRINGS).endswith(".")


# --- the order ---------------------------------------------------------------------------


def test_what_is_taught_first_comes_first_even_if_another_is_closer_in_time() -> None:
    listed = chosen(case("dilemma", "dilemmas-of-practice", 8, 60))

    assert listed[:3] == ["consultancy", "peeling-the-onion", "issaquah"]


def test_what_comes_closest_to_the_time_there_is_comes_first() -> None:
    short = chosen(case("nothing", "building-the-group", 10, 30, "new"))
    longer = chosen(case("nothing", "building-the-group", 10, 50, "new"))

    assert short[0] == "zones-comfort-risk-danger"
    assert longer[0] == "compass-points"


def test_of_two_that_take_the_same_time_the_one_that_keeps_all_together_comes_first() -> None:
    split_up = PROTOCOLS["three-levels-of-text"].model_copy(update={"id": "a"})
    together = PROTOCOLS["text-rendering"].model_copy(update={"id": "b"})

    choices = choose([split_up, together], ARTICLE, KINDS, BRINGS).choices

    assert [choice.plan.protocol.id for choice in choices] == ["b", "a"]


def test_of_many_that_suit_a_few_are_listed() -> None:
    texts = case("text", "texts-and-research", 5, 40)

    assert len(chosen(texts)) == MOST
    assert len([one for one in PROTOCOLS.values() if not concern(one, texts, KINDS, BRINGS)]) > MOST


# --- what stands beside a choice ---------------------------------------------------------


@settings(deadline=None)
@given(cases)
def test_each_choice_serves_what_is_wanted_and_no_more_trust_is_asked_than_there_is(
    given_case: Case,
) -> None:
    advice = advise(given_case)

    assert len(advice.choices) <= MOST
    for choice in advice.choices:
        assert given_case.wants in choice.plan.protocol.kinds
        assert choice.plan.protocol.trust.rank <= given_case.trust.rank
        assert sum(one.minutes for one in choice.plan.steps) == given_case.minutes
        assert choice.reason.endswith(choice.plan.protocol.choose_when)
        assert choice.caution == choice.plan.protocol.avoid_when


@settings(deadline=None)
@given(cases)
def test_nothing_is_both_chosen_and_warned_of(given_case: Case) -> None:
    advice = advise(given_case)
    chosen_ids = {choice.plan.protocol.id for choice in advice.choices}

    assert chosen_ids.isdisjoint(one.protocol.id for one in advice.warned)
    assert all(one.reason.endswith(".") for one in advice.warned)


@pytest.mark.parametrize("wants", [term.id for term in KINDS.terms])
def test_every_kind_of_work_has_a_protocol_for_a_group_with_an_hour(wants: str) -> None:
    assert any(chosen(case(brings.id, wants, 8, 60, "much")) for brings in BRINGS.terms)


@pytest.mark.parametrize("brought", [term.id for term in BRINGS.terms])
def test_everything_one_may_bring_is_taken_up_by_a_protocol(brought: str) -> None:
    assert any(brought in one.brings for one in PROTOCOLS.values())


def test_one_that_would_suit_and_does_not_fit_is_named_with_the_reason() -> None:
    warned = {one.protocol.id: one.reason for one in advise(ARTICLE).warned}

    assert warned == {"four-as": "With 12 people it needs at least 39 minutes; you have 30."}


def test_a_protocol_that_asks_for_trust_is_kept_from_a_new_group() -> None:
    new = case("dilemma", "dilemmas-of-practice", 8, 50, "new")

    warned = {one.protocol.id: one.reason for one in advise(new).warned}

    assert chosen(new) == []
    assert warned["consultancy"] == "It asks for some trust, and you are new to each other."


def test_where_nothing_takes_what_one_brings_the_reason_says_what_to_bring() -> None:
    (choice,) = advise(case("draft", "calibrating-expectations", 4, 30)).choices[:1]

    assert choice.plan.protocol.id == "scoring-calibration"
    assert choice.reason.startswith("For this, bring work to be scored. ")


@pytest.mark.parametrize(
    ("protocol_id", "said"),
    [
        ("consultancy", "It is for something else: dilemmas of practice."),
        ("four-as", "It is for something else: texts and research."),
        ("microlabs", ""),
        ("probing-questions-exercise", "It asks for some trust, and you are new to each other."),
        ("plus-delta", "With 10 people it fills 16 minutes at most; you have 50."),
    ],
)
def test_a_concern_is_one_plain_sentence_or_none(protocol_id: str, said: str) -> None:
    assert concern(PROTOCOLS[protocol_id], NEW_GROUP, KINDS, BRINGS) == said
