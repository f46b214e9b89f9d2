"""Two drafts beside each other: the same questions to both, and who stands elsewhere."""

from collections.abc import Callable, Iterable

from plgwork.models.groupings import Circumstances, GroupJudgement, Judgement, Outline
from plgwork.models.model import Model

NONE = "no group"


class Row(Model):
    """One question and what each draft answers."""

    asks: str
    answers: tuple[str, str]


class Moved(Model):
    """Somebody who stands in groups of different names."""

    person_id: str
    places: tuple[str, str]


def compare(
    outlines: tuple[Outline, Outline], judged: tuple[Judgement, Judgement], known: Circumstances
) -> tuple[tuple[Row, ...], tuple[Moved, ...]]:
    """The questions with both answers, and everybody who would stand in another group."""
    rows = tuple(Row(asks=asks, answers=_both(judged, answer)) for asks, answer in QUESTIONS)
    places = [_places(outline) for outline in outlines]
    moved = tuple(
        Moved(person_id=one.id, places=(here, there))
        for one in known.staff
        if (here := places[0].get(one.id, NONE)) != (there := places[1].get(one.id, NONE))
    )
    return rows, moved


def _both(
    judged: tuple[Judgement, Judgement], answer: Callable[[Judgement], str]
) -> tuple[str, str]:
    return answer(judged[0]), answer(judged[1])


def _places(outline: Outline) -> dict[str, str]:
    return {person: group.name for group in outline.groups for person in group.people}


def _sizes(judged: Judgement) -> str:
    sizes = [group.size for group in judged.groups]
    if not sizes:
        return "no groups yet"
    spread = f"{min(sizes)}" if min(sizes) == max(sizes) else f"{min(sizes)} to {max(sizes)}"
    outside = sum(not group.fits for group in judged.groups)
    return f"{spread} people; {outside or 'none'} of {len(sizes)} outside 6 to 12"


def _share(groups: Iterable[GroupJudgement], holds: Callable[[GroupJudgement], bool]) -> str:
    found = [holds(group) for group in groups]
    return f"{sum(found)} of {len(found)} groups"


def _period(judged: Judgement) -> str:
    known = [group for group in judged.groups if group.shared is not None]
    return _share(known, lambda group: bool(group.shared)) if known else "not known"


def _stability(judged: Judgement) -> str:
    if judged.stability is None:
        return "nobody met last year"
    return f"{judged.stability:.0%}: {judged.kept} of {judged.pairs} pairs"


QUESTIONS: tuple[tuple[str, Callable[[Judgement], str]], ...] = (
    ("Groups", lambda judged: str(len(judged.groups))),
    ("Sizes", _sizes),
    ("In no group yet", lambda judged: str(len(judged.unplaced))),
    (
        "Somebody facilitates",
        lambda judged: _share(judged.groups, lambda group: bool(group.facilitators)),
    ),
    (
        "Somebody in it is trained",
        lambda judged: _share(judged.groups, lambda group: bool(group.trained)),
    ),
    ("All are free at one time", _period),
    ("Role shared by nobody in the group", lambda judged: str(len(judged.alone))),
    ("Last year’s pairs still together", _stability),
)
