"""An order for answers of no known family: from words of degree, or from how often in time."""

import re
from collections.abc import Collection, Mapping

from plgwork.intake.surveys.recurring import per_year
from plgwork.models.labels import plain

# The first that an answer begins with, or holds, says how much; longer ones stand before shorter.
DEGREES: tuple[tuple[str, float], ...] = (
    *(("not at all", 0.0), ("not in the least", 0.0), ("not very much", 0.2), ("not very", 0.2)),
    *(("not so", 0.2), ("not too", 0.2), ("not really", 0.15), ("not particularly", 0.2)),
    *(
        ("not much", 0.2),
        ("never", 0.0),
        ("none", 0.0),
        ("almost never", 0.08),
        ("hardly ever", 0.1),
    ),
    *(("hardly", 0.1), ("barely", 0.1), ("rarely", 0.15), ("seldom", 0.15), ("not", 0.05)),
    *(("very little", 0.15), ("very slightly", 0.2), ("slightly", 0.25), ("a little", 0.25)),
    *(("a bit", 0.25), ("minimally", 0.2), ("once in a while", 0.3), ("occasionally", 0.3)),
    *(("very often", 0.85), ("often", 0.7), ("frequently", 0.72), ("sometimes", 0.45)),
    *(("somewhat", 0.45), ("to some extent", 0.45), ("partly", 0.45), ("partially", 0.45)),
    *(("moderately", 0.5), ("fairly", 0.55), ("reasonably", 0.55), ("adequately", 0.5)),
    *(("quite a bit", 0.75), ("quite a lot", 0.8), ("quite", 0.65), ("rather", 0.6)),
    *(("mostly", 0.8), ("mainly", 0.8), ("largely", 0.8), ("generally", 0.75), ("usually", 0.75)),
    *(("considerably", 0.8), ("a lot", 0.85), ("a great deal", 0.95), ("very much", 0.9)),
    *(("very", 0.85), ("highly", 0.9), ("strongly", 0.95), ("extremely", 1.0), ("always", 1.0)),
    *(
        ("completely", 1.0),
        ("totally", 1.0),
        ("fully", 1.0),
        ("entirely", 1.0),
        ("absolutely", 1.0),
    ),
    *(("critical", 1.0), ("essential", 1.0), ("exceptionally", 1.0), ("all the time", 1.0)),
    *(("about half the time", 0.5), ("half of the time", 0.5), ("half the time", 0.5)),
    *(("some of the time", 0.4), ("most of the time", 0.78), ("all of the time", 1.0)),
    *(("extreme", 1.0), ("some", 0.45)),
)
PLAIN = 0.7  # “satisfied”, between “somewhat” and “very”
MIDDLE = re.compile(
    r"^(neither\b.*|neutral.*|undecided|in between|about the same|no change|unchanged|mixed"
    r"|average|neither .*|no difference|in the middle|.*\(neutral\))$"
)
LOW = re.compile(
    r"\b(disagree|dissatisf\w*|unsatisf\w*|unfavou?rabl\w*|unlikely|difficult|hard|unimportant"
    r"|unclear|bad|badly|poor|poorly|weak|worse|ineffective\w*|unhelpful\w*|uncomfortable|unsafe"
    r"|negativ\w*|oppose\w*|inadequate\w*|unhappy|unpleasant|decreas\w*|unacceptable|unprepared"
    r"|unsupported|unfamiliar|unwilling|dislike\w*|discouraged|unnecessary|untrue|false)\b"
)
HIGH = re.compile(
    r"\b(agree|satisf\w*|favou?rabl\w*|likely|easy|easily|important|clear|clearly|good|well|strong"
    r"|better|effective\w*|helpful\w*|comfortable|safe|positiv\w*|support\w*|adequate\w*|happy"
    r"|pleasant|increas\w*|useful\w*|relevant|acceptable|prepared|familiar|willing|likes?|confident"
    r"|interested|concerned|worried|aware|ready|true|engaged|involved|valued|encouraged|necessary"
    r"|motivated|impressive|valuable|challenging|stressful|frequent\w*|serious)\b"
)


def ordered(answers: Collection[str]) -> tuple[str, ...] | None:
    """The answers from lowest to highest; None where one of them says nothing of degree."""
    if not 3 <= len(answers) <= 7:
        return None
    return _in_time(answers) or _by_degree(answers)


def _in_time(answers: Collection[str]) -> tuple[str, ...] | None:
    return _sorted({one: per_year(one) for one in answers})


def _by_degree(answers: Collection[str]) -> tuple[str, ...] | None:
    both = any(LOW.search(plain(one)) for one in answers) and any(
        HIGH.search(plain(one)) for one in answers
    )
    return _sorted({one: _worth(plain(one), both) for one in answers})


def _sorted(worth: Mapping[str, float | None]) -> tuple[str, ...] | None:
    known = {one: value for one, value in worth.items() if value is not None}
    if len(known) < len(worth) or len(set(known.values())) < len(worth):
        return None
    return tuple(sorted(known, key=lambda one: known[one]))


def _worth(answer: str, both: bool) -> float | None:
    """From −1 to 1 where both sides are named, from 0 to 1 where one is."""
    if MIDDLE.match(answer):
        return 0.0 if both else 0.4
    degree = next((value for word, value in DEGREES if _begins(answer, word)), None)
    low, high = LOW.search(answer), HIGH.search(answer)
    if degree is None and not low and not high:
        return None
    if both and low:
        return -(PLAIN if degree is None else degree)
    return PLAIN if degree is None else degree


def _begins(answer: str, word: str) -> bool:
    return bool(re.match(rf"((yes|no), )?(it's |i am |i'm |i |to )?{word}\b", answer))
