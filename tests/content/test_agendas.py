"""Every agenda adds up and every question for a round can be asked."""

from datetime import time

import pytest
from pydantic import ValidationError

from plgwork.analysis.starts import fitting, starts
from plgwork.models.agendas import Agenda, Block
from tests.unit.visiting import CONTENT

AGENDAS, OPENERS = CONTENT.agendas, CONTENT.openers


@pytest.mark.parametrize("name", AGENDAS)
def test_an_agenda_begins_with_the_meeting_and_ends_with_it(name: str) -> None:
    agenda = AGENDAS[name]
    begins = starts(agenda.blocks, time(15, 30))

    assert begins[0][0] == time(15, 30)
    at, last = begins[-1]
    assert (at.hour * 60 + at.minute + last.minutes) - (15 * 60 + 30) == agenda.minutes


@pytest.mark.parametrize("name", OPENERS)
def test_a_question_is_a_question(name: str) -> None:
    assert OPENERS[name].question.endswith("?")


def test_both_lengths_are_there_and_the_longest_that_fits_is_taken() -> None:
    assert {one.minutes for one in AGENDAS.values()} == {60, 90}
    found = {minutes: fitting(list(AGENDAS.values()), minutes) for minutes in (45, 75, 120)}
    assert [one.minutes for one in found.values()] == [60, 60, 90]


def test_blocks_that_do_not_add_up_are_no_agenda() -> None:
    block = Block(name="Talk", minutes=20, happens="We talk.")

    with pytest.raises(ValidationError, match="must be 60; not 40"):
        Agenda(id="short", name="Short", minutes=60, serves="Nobody.", blocks=(block, block))
