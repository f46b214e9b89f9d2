"""Norms and expectations to begin from: short, seen or heard, each said once."""

from pathlib import Path
from textwrap import dedent

import pytest

from plgwork.content import load
from plgwork.errors import ContentError
from plgwork.models.agreements import MOST_EXPECTATIONS
from plgwork.models.content import Starters
from plgwork.models.followups import Sign
from plgwork.models.norms import Mark
from plgwork.settings import shipped

OURS = shipped("content")
LIBRARY = load([OURS])
NORMS, EXPECTATIONS = LIBRARY.starters("norms"), LIBRARY.starters("expectations")
each = pytest.mark.parametrize("starters", [*NORMS, *EXPECTATIONS], ids=lambda one: one.id)


def test_there_is_enough_to_choose_from() -> None:
    assert sum(len(one.lines) for one in NORMS) >= 10
    assert 2 <= sum(len(one.lines) for one in EXPECTATIONS) <= MOST_EXPECTATIONS


@each
def test_each_is_one_sentence_in_the_first_person_or_about_each(starters: Starters) -> None:
    for line in starters.lines:
        assert line.text.endswith(".")
        assert line.text.count(".") == 1
        assert line.why.endswith(".")


def test_every_mark_has_a_name_from_least_to_most() -> None:
    assert [one.id for one in LIBRARY.vocabulary("norm-marks").terms] == [one.value for one in Mark]


def test_every_sign_of_an_occasion_has_its_words_and_a_question_to_ask_first() -> None:
    terms = LIBRARY.vocabulary("occasions").terms

    assert [one.id for one in terms] == [one.value for one in Sign]
    assert all(one.meaning.endswith("?") for one in terms)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{id: let-each-other-finish, text: We wait., why: So.}", "'let-each-other-finish' stands"),
        ("{id: ours, text: We let each other finish., why: So.}", "text: 'we let each other"),
    ],
)
def test_what_is_said_twice_is_named_with_its_place(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "starters").mkdir()
    text = f"""
    id: ours
    title: Ours
    of: norms
    lines:
      - {line}
      - {{id: other, text: We thank each other., why: So.}}
    """
    (tmp_path / "starters" / "ours.yaml").write_text(dedent(text).lstrip())

    with pytest.raises(ContentError, match=says):
        load([OURS, tmp_path])
