"""How an answer to an item went: what was given, held against the key."""

from collections.abc import Collection, Mapping, Sequence

from plgwork.models.learning import Given, Grade
from plgwork.models.practice import Ask, Effect, Move, Situation, Sorting, Statement, Verdict

CHOICE = "protocol"  # the one ask of a case
MOVE = "move"  # and of each beat of a scene


def statement(sorting: Sorting, item: Statement, labels: Mapping[str, str]) -> tuple[Given, ...]:
    """Each ask with its label and key; where guides differ, what either says is a key.

    KeyError when a label is missing, or is none of those to choose from.
    """
    return tuple(_given(item, ask, labels[ask.id]) for ask in sorting.asks)


def _given(item: Statement, ask: Ask, label: str) -> Given:
    if label not in {one.id for one in ask.labels}:
        raise KeyError(label)
    key = item.keys[ask.id]
    right = label in (key, item.also.get(ask.id))
    return Given(ask=ask.id, label=label, key=label if right else key, right=right)


def sorted_grade(given: Sequence[Given]) -> Grade:
    """Met when every label is right, nearly when some are."""
    right = sum(one.right for one in given)
    if right == len(given):
        return Grade.MET
    return Grade.NEARLY if right else Grade.MISSED


def case(item: Situation, protocol: str) -> tuple[Grade, tuple[Given, ...]]:
    """A good choice meets, a fine one nearly; both are right."""
    verdicts = {option.protocol: option.verdict for option in item.options}
    best = next(option.protocol for option in item.options if option.verdict is Verdict.GOOD)
    grade = {Verdict.GOOD: Grade.MET, Verdict.FINE: Grade.NEARLY, Verdict.POOR: Grade.MISSED}
    right = verdicts[protocol] is not Verdict.POOR
    key = protocol if right else best
    return grade[verdicts[protocol]], (Given(ask=CHOICE, label=protocol, key=key, right=right),)


def reworded(checklist: Sequence[str], ticked: Collection[int]) -> Grade:
    """By one's own check: every line holds, some do, or none."""
    held = len(set(ticked) & set(range(len(checklist))))
    if held == len(checklist):
        return Grade.MET
    return Grade.NEARLY if held else Grade.MISSED


def scene(moves: Sequence[Move]) -> Grade:
    """Met when every move helped; missed when half of them hurt somewhere."""
    if all(move.helps for move in moves):
        return Grade.MET
    hurt = sum(Effect.HURTS in (move.timing, move.tone, move.fidelity) for move in moves)
    return Grade.MISSED if 2 * hurt >= len(moves) else Grade.NEARLY
