"""How often in time an answer says that something happens: “Once a month or less”, “Daily”."""

import re

from plgwork.models.labels import plain

# Times a year. A school year has 36 weeks of 5 days, and no weekends.
YEARLY = {
    **{"day": 180.0, "week": 36.0, "fortnight": 18.0, "month": 9.0, "quarter": 4.0},
    **{"term": 3.0, "trimester": 3.0, "semester": 2.0, "year": 1.0, "school year": 1.0},
}
ADVERBS = {
    **{"daily": 180.0, "weekly": 36.0, "biweekly": 18.0, "bi-weekly": 18.0, "fortnightly": 18.0},
    **{"monthly": 9.0, "quarterly": 4.0, "yearly": 1.0, "annually": 1.0},
}
TIMES = {
    **{"once": 1.0, "twice": 2.0, "once or twice": 1.5, "one time": 1.0, "a couple of times": 2.0},
    **{"a few times": 3.0, "several times": 4.0, "many times": 8.0, "multiple times": 4.0},
}
UNIT = r"(?P<unit>day|week|fortnight|month|quarter|term|trimester|semester|school year|year)"
PER = re.compile(
    rf"^(?:about |around |at )?(?P<bound>less than |fewer than |more than |over |least |most )?"
    rf"(?P<times>[a-z ]+?|\d+(?:\s*(?:-|to|or)\s*\d+)?(?: times?| x)?) "
    rf"(?:a|an|per|each|every) {UNIT}(?P<after>,? or (?:more|less|fewer)(?: often)?)?$"
)
EVERY = re.compile(rf"^(?:nearly |almost )?(?:every|each) (?P<other>other |second )?{UNIT}$")
NEVER = re.compile(r"^(never|not at all|not yet|none)\b")
A_LITTLE = 0.05  # by which “or more” lies above its number, and “or less” below


def per_year(answer: str) -> float | None:
    """Times in a school year, good enough to put answers in order; None where none is named."""
    said = plain(answer)
    if NEVER.match(said):
        return 0.0
    if said in ADVERBS:
        return ADVERBS[said]
    if found := EVERY.match(said):
        return YEARLY[found["unit"]] / (2 if found["other"] else 1)
    found = PER.match(said)
    times = _times(found["times"]) if found else None
    if found is None or times is None:
        return None
    return times * YEARLY[found["unit"]] * _bound(f"{found['bound'] or ''}{found['after'] or ''}")


def _times(said: str) -> float | None:
    """The middle of “2-4 times”."""
    numbers = [float(one) for one in re.findall(r"\d+", said)]
    if numbers:
        return sum(numbers) / len(numbers)
    return TIMES.get(said)


def _bound(said: str) -> float:
    if re.search(r"less|fewer|most", said):
        return 1 - A_LITTLE
    return 1 + A_LITTLE if said else 1.0
