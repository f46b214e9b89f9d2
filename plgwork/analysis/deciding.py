"""Whether hands are enough to adopt, and in words why not yet. Pure: counts in, sentences out."""

from collections.abc import Mapping

from plgwork.models.agreements import Fist, Missing, Rule, Show

NOBODY = "Nobody has answered yet."
HANDS: Mapping[Fist, str] = {
    Fist.BLOCK: "block",
    Fist.TALK_MORE: "want to talk more",
    Fist.DOUBTS: "have doubts",
    Fist.FINE: "are fine with it",
    Fist.GOOD: "think it is good",
    Fist.LEAD: "will lead it",
}


def why_not(show: Show, rule: Rule) -> list[str]:
    """What stands in the way of adopting, a sentence for each; empty once it may be adopted."""
    return [_sentence(one, show, rule) for one in rule.missing(show)]


def standing(show: Show) -> str:
    """How it stands, in one sentence: how many answered, and what they showed."""
    if not show.answered:
        return NOBODY
    told = [
        f"{many} {_verb(fist, many)}"
        for fist, many in sorted(zip(Fist, show.hands, strict=True), reverse=True)
        if many
    ]
    return f"{show.answered} of {show.people} answered: {', '.join(told)}."


def in_words(rule: Rule, people: int | None = None) -> str:
    """The rule, as one says it before anybody answers; for so many people, where it is known."""
    share = (
        f"{rule.quorum} % of you"
        if people is None
        else f"{rule.needed(people)} of the {people} of you"
    )
    least = f"nobody shows less than {rule.least}" if rule.least > 1 else "nobody blocks"
    return (
        f"It can be adopted once {share} have answered, {least}, and the mean of all hands is "
        f"{rule.mean:g} or higher."
    )


def _sentence(one: Missing, show: Show, rule: Rule) -> str:
    if one is Missing.ANSWERS:
        left = rule.needed(show.people) - show.answered
        return f"{left} more {'answer is' if left == 1 else 'answers are'} needed."
    if one is Missing.BLOCK:
        many = show.hands[Fist.BLOCK]
        who = "Somebody blocks" if many == 1 else f"{many} people block"
        return f"{who} it. Read why, and word it anew."
    if one is Missing.LEAST:
        low = sum(show.hands[1 : rule.least])
        who = "One hand is" if low == 1 else f"{low} hands are"
        return f"{who} below {rule.least}. Ask what would have to be different."
    return f"The mean is {show.mean:.1f}, and {rule.mean:g} is needed."


def _verb(fist: Fist, many: int) -> str:
    if many > 1:
        return HANDS[fist]
    first, _, rest = HANDS[fist].partition(" ")
    one = {"are": "is", "have": "has", "will": "will"}.get(first, f"{first}s")
    return f"{one} {rest}".strip()
