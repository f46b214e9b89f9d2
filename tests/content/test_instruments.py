"""Every instrument can be asked, is plain to read, and tells beforehand what happens to answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textstat import textstat

from plgwork.content import Library, load_all, load_surveys
from plgwork.content.checks import instruments as checks
from plgwork.errors import ContentError
from plgwork.models.instruments import Questionnaire
from plgwork.settings import shipped

OURS = shipped("content")
QUESTIONNAIRES = load_all([OURS]).questionnaires
HARDEST = 9.0  # grade of American schools
each = pytest.mark.parametrize("questionnaire", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all([OURS])


def test_there_is_one_for_every_subject() -> None:
    assert {*QUESTIONNAIRES} == {
        "plg-health",
        "facilitator-support",
        "collective-efficacy",
        "trust-and-safety",
    }


def test_the_health_of_plgs_has_a_scale_for_each_of_the_four_areas() -> None:
    scales = QUESTIONNAIRES["plg-health"].instrument.scales

    assert [one.name for one in scales] == ["Purpose", "Structure", "Sustainability", "Culture"]
    assert {len(one.items) for one in scales} == {4}


@each
def test_every_item_is_a_question_with_labelled_answers(questionnaire: Questionnaire) -> None:
    for item in questionnaire.instrument.items:
        assert item.text.endswith("?")
        assert len(item.labels) == 5
        assert not any("agree" in label.lower() for label in item.labels)


@each
def test_one_question_is_asked_at_a_time(questionnaire: Questionnaire) -> None:
    assert not [one.text for one in questionnaire.instrument.items if " and/or " in one.text]
    assert max(len(one.text) for one in questionnaire.instrument.items) <= 110


@each
def test_it_is_told_beforehand_what_happens_to_answers(questionnaire: Questionnaire) -> None:
    assert "Your name is not asked" in questionnaire.intro
    assert "at least five people" in questionnaire.intro
    assert "You can leave out any question" in questionnaire.intro


@each
def test_it_is_plain_enough_to_be_read_in_passing(questionnaire: Questionnaire) -> None:
    texts = [
        questionnaire.intro,
        questionnaire.thanks,
        *(one.text for one in questionnaire.instrument.items),
    ]
    graded = {text: textstat.flesch_kincaid_grade(text) for text in texts}

    assert {text: grade for text, grade in graded.items() if grade > HARDEST} == {}


@each
def test_its_questions_can_be_read_in_the_minutes_it_names(questionnaire: Questionnaire) -> None:
    """Twelve seconds an item are slow; reading what happens to answers takes another minute."""
    five_a_minute = len(questionnaire.instrument.items) / 5

    assert five_a_minute + 1 <= questionnaire.minutes


@each
def test_the_highest_answer_is_the_best_one_everywhere(questionnaire: Questionnaire) -> None:
    """A reverse-keyed item is often misread, and its share of top answers tells the opposite."""
    assert not [one.id for one in questionnaire.instrument.items if one.reverse]


# --- What is wrong is said ---------------------------------------------------------------

Change = Callable[[str], str]
WRONG = {
    "a scale names an item that is not there": (
        lambda text: text.replace("items: [ask-openly, ", "items: [ask, "),
        "a scale names items that do not exist: ask",
    ),
    "an item is in no scale": (
        lambda text: text.replace("items: [ask-openly, ", "items: ["),
        "'ask-openly' must be in one scale; not 0",
    ),
    "all answers are favourable": (
        lambda text: text.replace("favourable: 2", "favourable: 5", 1),
        "favourable: at least one answer, and not all; not 5",
    ),
    "the instrument has another id": (
        lambda text: text.replace("\n  id: trust-and-safety", "\n  id: other", 1),
        "the instrument's id must be the file's; not 'other'",
    ),
}


@pytest.mark.parametrize(("change", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(tmp_path: Path, change: Change, sentence: str) -> None:
    place = tmp_path / "content" / "instruments" / "trust-and-safety.yaml"
    place.parent.mkdir(parents=True)
    text = (OURS / "instruments" / "trust-and-safety.yaml").read_text()
    place.write_text(change(text))

    assert change(text) != text
    with pytest.raises(ContentError, match="trust-and-safety") as caught:
        load_surveys([OURS, tmp_path / "content"])
    assert sentence in str(caught.value)


def test_a_school_s_own_instrument_may_not_take_our_items_ids(tmp_path: Path) -> None:
    place = tmp_path / "content" / "instruments" / "own.yaml"
    place.parent.mkdir(parents=True)
    text = (OURS / "instruments" / "trust-and-safety.yaml").read_text()
    place.write_text(text.replace("id: trust-and-safety", "id: own"))

    with pytest.raises(ContentError, match="'ask-openly' is an item of 'own' too"):
        load_surveys([OURS, tmp_path / "content"])


def test_an_instrument_is_neither_too_short_nor_too_long(library: Library) -> None:
    counts = [len(one.instrument.items) for one in library.questionnaires.values()]

    assert checks.FEWEST <= min(counts) <= max(counts) <= checks.MOST
