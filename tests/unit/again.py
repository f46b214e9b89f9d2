"""Exports of one survey that was asked twice; people gave a code of their own, piece by piece."""

import csv
import io
from collections.abc import Iterable
from random import Random

LETTER = "First letter of your mother’s first name"
DAY = "Day of the month you were born"
TOWN = "First letter of the town you were born in"
SIBLINGS = "How many older siblings do you have?"
PHONE = "Last two digits of your phone number"
SCHOOL = "Which school do you work at?"
WORK = "How often does somebody bring student work?"
NORMS = "How often do your norms help you?"
STEP = "How often do you leave with a next step?"
OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")
FALL, SPRING = range(48), range(9, 60)  # who answered


def asked_again(people: Iterable[int], higher: float = 0.0) -> bytes:
    """What these people answered, as Google Forms writes it; some mistake a piece of their code."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(["Timestamp", LETTER, DAY, TOWN, SIBLINGS, PHONE, SCHOOL, WORK, NORMS, STEP])
    for one in people:
        moment = f"2026/03/{one % 27 + 1:02d} 3:10:07 PM EST"
        school = ("Oak Street School", "Harbor School")[one % 2]
        writer.writerow([moment, *_code(one, higher), school, *_answers(one, higher)])
    return page.getvalue().encode()


def _code(one: int, higher: float) -> list[str]:
    own = Random(f"{one} code")
    letter, town = (chr(65 + own.randrange(20)) for _ in range(2))
    mistaken = higher > 0 and one % 8 == 0
    day, siblings, phone = own.randrange(1, 29), own.randrange(4), own.randrange(100)
    return ["Z" if mistaken else letter, str(day), town, str(siblings), f"{phone:02d}"]


def _answers(one: int, higher: float) -> list[str]:
    mood, now = Random(f"{one} mood").gauss(2, 1), Random(f"{one} {higher}")
    levels = [round(mood + by * higher + now.gauss(0, 0.8)) for by in (0, 1, 0.6)]
    return [OFTEN[max(0, min(4, level))] for level in levels]
