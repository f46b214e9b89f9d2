"""The codes that items get in survey tools, and words as they stand on one line there."""

import re

from plgwork.models.instruments import Instrument, Item

LONGEST = 20  # letters of a question's code in LimeSurvey


def codes(instrument: Instrument) -> dict[str, str]:
    """A code for each item's id: letters and figures alone, short, and no other's."""
    found: dict[str, str] = {}
    for item in instrument.items:
        bare = re.sub(r"[^a-zA-Z0-9]", "", item.id)
        code, number = f"q{bare}"[:LONGEST], 1
        while code in found.values():
            number += 1
            code = f"q{bare}"[: LONGEST - len(str(number))] + str(number)
        found[item.id] = code
    return found


def answers(item: Item) -> list[tuple[str, str]]:
    """Each answer with its value: numbers from the lowest, and 90 and up off the scale."""
    on = [(str(i), label) for i, label in enumerate(item.labels, item.lowest)]
    return [*on, *((str(i), label) for i, label in enumerate(item.apart, 90))]


def question(item: Item) -> str:
    """What is asked, on one line, with the words it shares with its neighbours."""
    return line(f"{item.stem} {item.text}" if item.stem else item.text)


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
