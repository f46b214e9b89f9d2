"""What is asked in a survey: items, their ordered answers, and what is scored together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import Field, model_validator

from plgwork.models.model import Model, Slug, Words

MOST_NAMED = 4  # favourable answers; of more, the first and the last


def good_half(labels: int) -> int:
    """How many at the top of so many labelled answers count as favourable, unless content says.

    The half that says so: three of six, two of four; of an odd number those above the middle one,
    two of five, three of seven. So “Somewhat agree” counts wherever “Somewhat disagree” does not.
    Answers are divided there by R’s ``likert`` (Bryer and Speerschneider) and by diverging bars
    (Heiberger and Robbins 2014, Journal of Statistical Software 57(5),
    https://www.jstatsoft.org/v57/i05); top-two-box is the same on four and on five.
    """
    return max(labels // 2, 1)


class Kind(StrEnum):
    """How the answers to an item are read."""

    SCALE = "scale"  # ordered: shares, favourable, mean
    CHOICE = "choice"  # one of several, in no order: shares alone
    OPTION = "option"  # one option of a question that lets people tick several


class Anchors(Model):
    """Answers in order, from lowest to highest, and how many at the top count as favourable."""

    labels: tuple[Words, ...] = Field(min_length=2)
    favourable: int = Field(ge=1)
    lowest: int = 1  # the value of the first label; each next is one more

    @model_validator(mode="after")
    def _some_are_not(self) -> "Anchors":
        if self.favourable >= len(self.labels):
            raise ValueError("at least one answer must not count as favourable")
        return self


class AnchorFamily(Model):
    """Anchors found in many questionnaires, and other ways in which each is written.

    ``also`` names spellings by label; ``apart`` are answers that are not on the scale.
    """

    id: Slug
    name: Words
    scales: tuple[Anchors, ...] = Field(min_length=1)
    also: Mapping[Words, tuple[Words, ...]] = Field(default_factory=dict)
    apart: tuple[Words, ...] = ()


class Item(Model):
    """One statement or question, as it stood in the questionnaire.

    ``column`` is its heading in the export, "" before there is one; ``stem`` what it shares with
    its neighbours.
    ``labels`` are the answers, lowest first where they have an order. A reverse-keyed item is
    turned in scores alone: its own shares stay as people gave them.
    """

    id: Slug
    column: str = ""
    stem: str = ""
    text: Words
    kind: Kind = Kind.SCALE
    labels: tuple[Words, ...] = Field(min_length=2)
    favourable: int = Field(default=0, ge=0)  # so many labels at the top; 0 where none are
    lowest: int = 1
    reverse: bool = False
    apart: tuple[str, ...] = ()  # “Don’t know” and its like: answered, and not on the scale

    @property
    def favourable_answers(self) -> str:
        """The answers that count as favourable: “Agree or Strongly agree”; "" where none do."""
        top = self.labels[-self.favourable :] if self.favourable else ()
        if len(top) > MOST_NAMED:
            return f"{top[0]} to {top[-1]}"
        return " or ".join(filter(None, (", ".join(top[:-1]), *top[-1:])))

    @property
    def anchors(self) -> Anchors | None:
        """The ordered answers; None where they have no order."""
        if self.kind is not Kind.SCALE:
            return None
        return Anchors(labels=self.labels, favourable=self.favourable, lowest=self.lowest)


def favourable_of(items: Iterable[Item]) -> str:
    """Which answers to these count as favourable, in a sentence; "" where none do.

    Of questions with different answers each kind is named, with how many have it: shares of
    different kinds stand beside one another, and are not of one kind.
    """
    kinds = Counter(one.favourable_answers for one in items if one.favourable)
    if len(kinds) < 2:
        return "".join(f"Favourable: {answers}." for answers in kinds)
    told = (f"{answers} ({_questions(many)})" for answers, many in kinds.items())
    return f"Favourable: {'; '.join(told)}."


def _questions(many: int) -> str:
    return "1 question" if many == 1 else f"{many} questions"


class Scale(Model):
    """Items that are scored together: the mean of those answered, half of them at least."""

    id: Slug
    name: Words
    items: tuple[Slug, ...] = Field(min_length=2)


class Instrument(Model):
    """A questionnaire: what is asked, in its order, and what is scored together."""

    id: Slug
    title: Words
    items: tuple[Item, ...] = Field(min_length=1)
    scales: tuple[Scale, ...] = ()

    @model_validator(mode="after")
    def _hold_together(self) -> "Instrument":
        known = [item.id for item in self.items]
        if len(set(known)) != len(known):
            raise ValueError("two items have the same id")
        missing = {one for scale in self.scales for one in scale.items} - set(known)
        if missing:
            raise ValueError(f"a scale names items that do not exist: {', '.join(sorted(missing))}")
        return self

    def item(self, item_id: str) -> Item:
        """The item of this id; KeyError when there is none."""
        return {item.id: item for item in self.items}[item_id]


class Questionnaire(Model):
    """An instrument to ask people with: what it is for, and what they are told before it."""

    id: Slug
    instrument: Instrument
    purpose: Words = Field(max_length=400)  # what it tells, and when to use it
    minutes: int = Field(ge=1, le=30)
    intro: Words = Field(max_length=600)  # what happens to the answers
    thanks: Words = Field(max_length=240)

    @model_validator(mode="after")
    def _can_be_asked(self) -> "Questionnaire":
        if self.id != self.instrument.id:
            raise ValueError(f"the instrument's id must be the file's; not {self.instrument.id!r}")
        texts = [item.text for item in self.instrument.items]
        if len(set(texts)) != len(texts):
            raise ValueError("two items ask the same")
        return self
