"""What was seen, in a sentence; who reads what, in another."""

from collections.abc import Mapping, Sequence
from datetime import date

from plgwork.models.content import Vocabulary
from plgwork.models.followups import Circle, FollowUp, History, Occasion, Sign
from plgwork.pages.wording import in_words, listed

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ANSWERED = {
    Sign.WORK_BROUGHT: "nobody brought work",
    Sign.EVERYONE_SPOKE: "somebody was not heard",
    Sign.PROTOCOL_FINISHED: "the protocol was not finished",
    Sign.DEBRIEFED: "there was no talk about how it went",
}
WHOM = (
    "Whom it is about never reads what you note, and should hear of it from you. From its day on, "
    "or once you end it, their Home says that it is there, and what it is about in your sentence."
)


def sentence(occasion: Occasion, history: History, takers: Vocabulary) -> str:
    """What was seen, exactly, and as help: of one's own PLG to whoever facilitates it."""
    sign = occasion.matter.sign
    if sign is Sign.NOT_MET:
        return _not_met(occasion, history, takers)
    if sign is Sign.NORM:
        return (
            f"“{occasion.norm}” was kept by fewer of you in each of your last "
            f"{number(len(occasion.days))} checks: {listed(occasion.shares)}."
        )
    if sign is Sign.ATTENDANCE:
        name = history.names[occasion.matter.person_id]
        many = f"{number(len(occasion.days))} times running"
        return f"{name} was away without notice {many}: {_days(occasion.days)}."
    many = f"last {number(len(occasion.days))} meetings"
    which = f"your {many}" if history.mine else f"the {many} of {history.plg}"
    return f"In {which} {ANSWERED[sign]}: {_days(occasion.days)}."


def _not_met(occasion: Occasion, history: History, takers: Vocabulary) -> str:
    names = [_small(takers.name(one)) for one in occasion.takers]
    what = f"gave way to {listed(names)}" if names else "did not take place"
    many = f"{number(len(occasion.days))} meetings"
    who = f"Your PLG, {history.plg}," if history.mine else history.plg
    if occasion.since:
        return f"{who} has not met since {in_words(occasion.since)}: {many} {what}."
    return f"{who} last met some time ago: {many} {what}, on {_days(occasion.days)}."


def _days(days: Sequence[date]) -> str:
    return listed([in_words(one) for one in days])


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def number(many: int) -> str:
    """``three``; figures above ten."""
    return NUMBERS[many] if many < len(NUMBERS) else str(many)


def short(occasion: Occasion, history: History) -> str:
    """Of what an occasion is, in a few words."""
    person = history.names.get(occasion.matter.person_id)
    return f"{person}, {history.plg}" if person else history.plg


def readers(circle: Circle, me: str, leader: str, person: str = "") -> str:
    """Who reads the note of a follow-up, said before one writes it."""
    coaches = [name for one, name in circle.coaches.items() if one not in (me, person)]
    others = [f"{one} (coach)" for one in coaches]
    others += [f"{leader} (the leader named for follow-ups)"] if leader else []
    if not others:
        return "Nobody but you reads what you note."
    return f"What you note, {listed(others)} can read as well, and nobody else."


def of_whom(followup: FollowUp) -> str:
    """``With Mia, Algebra``, or the PLG alone."""
    return f"With {followup.person}, {followup.plg}" if followup.person else followup.plg


def names(people: Mapping[str, str], nobody: str) -> str:
    """Names in a row, or what is said where there are none."""
    return listed(list(people.values())) or nobody
