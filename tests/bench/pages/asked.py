"""Two surveys of 20 schools in the invented one, let out: with 12 questions, and with 48."""

import tempfile
from datetime import datetime
from pathlib import Path

from plgwork.analysis import disclosure
from plgwork.analysis.written import write
from plgwork.cli.counting import counted
from plgwork.cli.surveys import _reading
from plgwork.models.figures import Choice
from plgwork.models.surveys import Count, Offer
from plgwork.store import Store, VisitorStore
from tests.bench.making import make
from tests.bench.pages.contestants import VISITOR
from tests.browser.serving import NOW

FEW, MANY = 12, 48  # questions, each of them a bar
PEOPLE, WAVE = 4_000, "Fall 2026"


def ask(school: Path) -> None:
    """Into the database of a school that no server has open."""
    store = Store.open(f"sqlite:///{school / 'workbook.sqlite'}")
    try:
        mine = store.for_visitor(VISITOR, lambda: datetime.fromisoformat(NOW))
        for questions in (FEW, MANY):
            _let_out(mine, questions)
    finally:
        store.close()


def survey(school: Path, questions: int) -> str:
    """The id of the survey with so many questions."""
    store = Store.open(f"sqlite:///{school / 'workbook.sqlite'}")
    try:
        mine = store.for_visitor(VISITOR, lambda: datetime.fromisoformat(NOW))
        return next(one.id for one in mine.surveys.seen() if one.title == _title(questions))
    finally:
        store.close()


def _let_out(mine: VisitorStore, questions: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.csv"
        make(file, "labels", PEOPLE, questions)
        tally = counted(file, _reading("", ["School"]), WAVE, min_n=5).tally
    survey = mine.surveys.begin(_title(questions), tally.instrument).id
    mine.surveys.count(survey, Count(name=WAVE, tally=write(tally), respondents=PEOPLE))
    choice = Choice(breakdowns=("school",))
    table = disclosure.release([tally], choice).table
    mine.surveys.release(survey, Offer(number=1, choice=choice, table=table))


def _title(questions: int) -> str:
    return f"{questions} questions"
