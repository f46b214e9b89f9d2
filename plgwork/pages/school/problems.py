"""What is wrong in a list that was handed in: enough of it to begin with, and how much more."""

from collections.abc import Sequence

from plgwork.models.enrolling import Problem

FIRST = 10  # one who mends these knows by then what is wrong with the others


def problem_items(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """The first problems with their rows, as items of a panel; of the others, how many."""
    shown = [{"title": f"Row {one.row}", "text": one.says} for one in problems[:FIRST]]
    more = len(problems) - len(shown)
    words = "And one more" if more == 1 else f"And {more:,} more"
    return [*shown, *([{"title": words, "text": "Look again after these."}] if more else [])]
