"""A server is ready when its database answers, and says in a sentence when it does not."""

import asyncio
import threading

from plgwork.errors import UnavailableError
from plgwork.server.readiness import SILENT, Readiness

GONE = "The database does not answer just now."


def test_where_the_database_answers_nothing_is_the_matter() -> None:
    assert asyncio.run(Readiness(lambda: False).problem()) == ""


def test_what_can_be_explained_is_said_in_its_own_words_and_all_else_without_any() -> None:
    def gone() -> None:
        raise UnavailableError(GONE)

    def broken() -> None:
        raise ValueError("Ben cried after the meeting")

    assert asyncio.run(Readiness(gone).problem()) == GONE
    assert asyncio.run(Readiness(broken).problem()) == SILENT


def test_a_database_that_hangs_is_asked_one_question_until_it_answers() -> None:
    asked, answer = 0, threading.Event()

    def hang() -> None:
        nonlocal asked
        asked += 1
        answer.wait()

    async def ask() -> list[str]:
        readiness = Readiness(hang, patience=0.01)
        silent = [await readiness.problem() for _ in range(3)]
        answer.set()
        while problem := await readiness.problem():
            silent.append(problem)
        return silent

    silent = asyncio.run(ask())

    assert set(silent) == {SILENT}
    assert len(silent) >= 3
    assert asked == 1
