"""Every agenda adds up and every question for a round can be asked."""

import pytest
from pydantic import ValidationError

from plgwork.models.cohorts import CohortAgenda, CohortBlock
from tests.unit.visiting import CONTENT

AGENDAS, OPENERS = CONTENT.cohort_agendas, CONTENT.openers


@pytest.mark.parametrize("name", AGENDAS)
def test_an_agenda_adds_up_and_begins_with_everybody(name: str) -> None:
    agenda = AGENDAS[name]

    assert sum(one.minutes for one in agenda.blocks) == agenda.minutes
    assert agenda.blocks[0].leads == "round"


@pytest.mark.parametrize("name", OPENERS)
def test_a_question_is_a_question(name: str) -> None:
    assert OPENERS[name].question.endswith("?")


def test_both_lengths_are_there() -> None:
    assert {one.minutes for one in AGENDAS.values()} == {60, 90}


def test_blocks_that_do_not_add_up_are_no_agenda() -> None:
    block = CohortBlock(name="Talk", minutes=20, happens="We talk.")

    with pytest.raises(ValidationError, match="take 40 minutes, and it has 60"):
        CohortAgenda(id="short", name="Short", minutes=60, serves="Nobody.", blocks=(block, block))
