"""What is said of groups, of conditions and of changes, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from plgwork.models.groupings import (
    FEWEST,
    MOST,
    Brief,
    Condition,
    ConditionKind,
    GroupJudgement,
    Judgement,
    Transfer,
)

Names = Mapping[str, str]
SHOWN_PERIODS = 3


def people(many: int) -> str:
    """``1 person``, ``7 people``."""
    return "1 person" if many == 1 else f"{many} people"


def listed(ids: Iterable[str], names: Names) -> str:
    """Names, one after the other."""
    return ", ".join(names.get(one, "somebody who has left") for one in ids)


def group_lines(group: GroupJudgement, names: Names) -> list[dict[str, str]]:
    """What is said of a group, each line with its tone: good, look, or plain."""
    return [_size(group), _lead(group, names), *_free(group), *_alone(group, names)]


def _line(text: str, tone: str = "") -> dict[str, str]:
    return {"text": text, "tone": tone}


def _size(group: GroupJudgement) -> dict[str, str]:
    if group.fits:
        return _line(people(group.size), "good")
    return _line(f"{people(group.size)}; {FEWEST} to {MOST} work best", "look")


def _lead(group: GroupJudgement, names: Names) -> dict[str, str]:
    if not group.facilitators:
        able = f"; trained: {listed(group.trained, names)}"
        could = able if group.trained else ": choose a person below"
        return _line(f"Nobody facilitates yet{could}", "look")
    led = [names.get(one, "somebody who has left") for one in group.facilitators]
    verb = "facilitates" if len(led) == 1 else "facilitate"
    trained = set(group.facilitators) & set(group.trained)
    if not trained:
        return _line(f"{' and '.join(led)} {verb}, not trained yet", "look")
    all_of_them = len(trained) == len(led)
    which = "trained" if all_of_them else f"{listed(sorted(trained), names)} is trained"
    return _line(f"{' and '.join(led)} {verb}, {which}", "good")


def _free(group: GroupJudgement) -> list[dict[str, str]]:
    if group.shared is None:
        return []
    unknown = f"; not known of {people(len(group.unknown))}" if group.unknown else ""
    if not group.shared:
        return [_line(f"No time at which all are free{unknown}", "look")]
    shown = ", ".join(group.shared[:SHOWN_PERIODS])
    more = len(group.shared) - SHOWN_PERIODS
    rest = f" and {more} more" if more > 0 else ""
    return [_line(f"All are free: {shown}{rest}{unknown}", "good")]


def _alone(group: GroupJudgement, names: Names) -> list[dict[str, str]]:
    if not group.alone:
        return []
    return [_line(f"Nobody else in their role: {listed(group.alone, names)}", "look")]


def facts(judged: Judgement) -> list[tuple[str, str]]:
    """What is said of a draft as a whole."""
    fit = sum(group.fits for group in judged.groups)
    led = sum(bool(set(group.facilitators) & set(group.trained)) for group in judged.groups)
    many = len(judged.groups)
    return [
        ("In no group yet", str(len(judged.unplaced)) if judged.unplaced else "nobody"),
        (f"{FEWEST} to {MOST} people", f"{fit} of {many} groups"),
        ("Trained facilitator", f"{led} of {many} groups"),
        ("Last year’s pairs kept", stability(judged)),
        ("Alone in their role", str(len(judged.alone)) if judged.alone else "nobody"),
    ]


def stability(judged: Judgement) -> str:
    """The share of last year's pairs of colleagues who would still meet."""
    if judged.stability is None:
        return "nobody met"
    return f"{judged.stability:.0%} ({judged.kept} of {judged.pairs})"


def condition(one: Condition, names: Names) -> str:
    """A condition as a sentence."""
    if one.kind is ConditionKind.FEWEST:
        return f"Every group has at least {people(one.number or 0)}."
    if one.kind is ConditionKind.MOST:
        return f"No group has more than {people(one.number or 0)}."
    if one.kind in RULES:
        return f"{RULES[one.kind]}."
    first, second = (names.get(person, "somebody who has left") for person in one.people)
    if one.kind is ConditionKind.TOGETHER:
        return f"{first} and {second} are in one group."
    return f"{first} and {second} are not in one group."


RULES: Mapping[ConditionKind, str] = {
    ConditionKind.TRAINED: "Every group has a trained facilitator",
    ConditionKind.SHARED_PERIOD: "Every group has a time at which all are free",
    ConditionKind.COMPANY: "Nobody is the only one in their role, where others share it",
}


def alone_cannot(one: Condition, brief: Brief) -> str:
    """Why a condition cannot hold whatever else is asked for, where a count says so."""
    many, groups = len(brief.people), len(brief.groups)
    counted = {
        ConditionKind.FEWEST: f"{many} people do not fill {groups} groups of {one.number}.",
        ConditionKind.MOST: f"{groups} groups of {one.number} do not hold {many} people.",
        ConditionKind.TRAINED: f"There are {groups} groups, and {len(brief.trained)} people who "
        "are trained.",
    }
    return counted.get(one.kind, "")


def change(one: Transfer, names: Names) -> list[str]:
    """Who, from where, to where, as the cells of a row."""
    leads = {True: "begins to facilitate", False: "no longer facilitates", None: ""}
    stays = one.facilitates is not None and not one.leaves and not one.joins
    return [
        names.get(one.person_id, "Somebody who has left"),
        "stays" if stays else " and ".join(one.leaves) or "no PLG yet",
        "stays" if stays else one.joins or "no group",
        leads[one.facilitates],
    ]


def panel(title: str, lines: Iterable[str], **more: Any) -> dict[str, Any]:
    """A panel of a title and lines."""
    return {"title": title, "lines": list(lines), **more}
