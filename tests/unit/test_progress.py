"""How far a month's reflection is."""

from datetime import UTC, datetime
from typing import Any

from plgwork.analysis.progress import progress
from plgwork.models.content import Area
from plgwork.models.progress import Progress
from plgwork.models.reflections import (
    Entry,
    EntryKind,
    Outcome,
    Rating,
    SharedCopy,
    Subject,
    Version,
)

NOON = datetime(2026, 10, 20, 12, tzinfo=UTC)
EVERY_AREA = [("p", Area.PURPOSE), ("s", Area.STRUCTURE), ("u", Area.SUSTAINABILITY)]


def entry(about: str, area: Area | None = None, text: str = "Words.", **more: Any) -> Entry:
    kind = more.pop("kind", EntryKind.ANSWER)
    return Entry(
        id=about,
        author_id="ana",
        subject=Subject(month="2026-10", kind=kind, about=about, asked="?", area=area),
        versions=(Version(id="v", text=text, saved_at=NOON, current=True),),
        **more,
    )


def plan(about: str = "plan", text: str = "Ask earlier.") -> Entry:
    return entry(about, text=text, kind=EntryKind.COMMITMENT)


def told(outcome: Outcome | None) -> Entry:
    return entry("told", kind=EntryKind.OUTCOME, outcome=outcome)


def copy() -> SharedCopy:
    return SharedCopy(
        entry_id="p", author_id="ana", author="Ana", plg_id="cohort", month="2026-10", asked="?",
        area=None, text="Words.", version_id="v", shared_at=NOON,
    )  # fmt: skip


def marks(many: int) -> list[Rating]:
    return [Rating(month="2026-10", indicator_id=f"i{i}", value=3) for i in range(many)]


def how_far(
    *entries: Entry,
    ratings: int = 0,
    planned: tuple[tuple[Entry, Entry | None], ...] = (),
) -> Progress:
    return progress(entries, marks(ratings), planned, 16)


def test_an_empty_month_is_not_begun() -> None:
    assert not how_far().begun


def test_areas_are_counted_once_however_many_answers_they_have() -> None:
    now = how_far(entry("a", Area.PURPOSE), entry("b", Area.PURPOSE), entry("c", Area.CULTURE))

    assert (now.areas, now.texts) == (2, 3)


def test_an_entry_whose_text_was_emptied_does_not_count() -> None:
    now = how_far(entry("a", Area.PURPOSE, text=" \n"), plan(text=""))

    assert (now.areas, now.texts, now.commitments) == (0, 0, 0)
    assert not now.begun


def test_what_came_of_a_plan_counts_once_it_is_said() -> None:
    now = how_far(planned=((plan("a"), told(Outcome.DONE)), (plan("b"), told(None))))

    assert (now.told, now.planned) == (1, 2)


def test_an_outcome_is_not_an_answer() -> None:
    assert how_far(told(Outcome.DONE)).areas == 0


def test_shared_cards_are_counted() -> None:
    assert how_far(entry("p", shared=copy()), entry("q")).shared == 1


def test_a_statement_marked_twice_counts_once() -> None:
    assert progress([], marks(3) + marks(2), [], 16).rated == 3


def test_a_month_is_finished_when_nothing_asked_for_is_left() -> None:
    answers = [entry(about, area) for about, area in [*EVERY_AREA, ("c", Area.CULTURE)]]

    done = how_far(*answers, plan(), ratings=16, planned=((plan("a"), told(Outcome.DROPPED)),))

    assert done.finished


def test_three_areas_are_not_enough() -> None:
    answers = [entry(about, area) for about, area in EVERY_AREA]

    assert not how_far(*answers, plan(), ratings=16).finished
