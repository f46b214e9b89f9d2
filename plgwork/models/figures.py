"""Figures about groups of people, as they may be shown."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from plgwork.models.instruments import Instrument
from plgwork.models.model import Model

WITHHELD = "withheld"
EVERYONE = "Everyone"


class Share(Model):
    """How many answered favourably. Where its end is coded, ``shown`` alone says it."""

    shown: str
    k: int | None = None
    n: int | None = None
    p: float | None = None
    ci95: tuple[float, float] | None = None


class Row(Model):
    """What may be shown of one item for one group in one wave.

    Where it is withheld, every number is gone and not only hidden. ``counts`` run from the
    lowest answer to the highest; with an end-coded share, counts, mean and median are gone.
    """

    item: str
    by: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    wave: str = ""
    n: int | None = None
    missing: int | None = None
    apart: int | None = None
    counts: tuple[int, ...] | None = None
    favourable: Share | None = None
    mean: float | None = None
    mean_ci95: tuple[float, float] | None = None
    median: float | None = None
    sd: float | None = None

    @property
    def withheld(self) -> bool:
        """Whether nothing of this may be shown."""
        return self.n is None

    @property
    def people(self) -> int | None:
        """How many answered anything: this item, in a way that is not on its scale, or not it."""
        return None if self.n is None else self.n + (self.apart or 0) + (self.missing or 0)

    @property
    def share(self) -> str:
        """The favourable share in words, or the word for what is withheld."""
        if self.withheld or self.favourable is None:
            return WITHHELD if self.withheld else ""
        return self.favourable.shown


class Change(Model):
    """By how much the same people answered an item otherwise, later less earlier, on average.

    ``n`` gave an answer on the scale both times; None, as every number, where it is withheld.
    ``sure``: chance does not explain it, of all changes that stand beside it.
    """

    item: str
    n: int | None = None
    change: float | None = None
    ci95: tuple[float, float] | None = None
    sure: bool = False
    words: str = WITHHELD

    @property
    def withheld(self) -> bool:
        """Whether nothing of this may be shown."""
        return self.n is None


class Matched(Model):
    """What is told of people who were found in two waves by their own codes.

    ``n`` were found again of ``people`` in each wave; both are None where that is withheld, and
    with it every change.
    """

    waves: tuple[str, str]
    n: int | None = None
    people: tuple[int, int] | None = None
    words: str
    rows: tuple[Change, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether nothing of this may be shown."""
        return self.n is None


class SuppressedTable(Model):
    """Figures that may be shown. Only ``analysis.disclosure`` makes one.

    With ``exact`` nothing is withheld: it is for the owner of the answers alone, and must say so.
    ``response`` says how many answered of those who could: its rows have the roster's number as
    n, who did not answer as missing. ``asked`` is all that any wave asked, in its latest words;
    ``reworded`` names an item or scale and the wave from which its words are others. ``headings``
    are of groupings, and so are ``merged``: the groups that were made one, by its name.
    ``matched`` is what is told of the same people in two waves.
    """

    title: str
    min_n: int
    rows: tuple[Row, ...]
    exact: bool = False
    response: tuple[Row, ...] = ()
    asked: Instrument | None = None
    reworded: tuple[tuple[str, str], ...] = ()
    headings: Mapping[str, str] = Field(default_factory=dict)
    merged: Mapping[str, Mapping[str, tuple[str, ...]]] = Field(default_factory=dict)
    matched: tuple[Matched, ...] = ()

    def of(
        self, item: str | None = None, by: tuple[str, ...] | None = None, wave: str | None = None
    ) -> Iterator[Row]:
        """The rows of an item, a breakdown, a wave; None stands for any."""
        for row in self.rows:
            if item in (None, row.item) and by in (None, row.by) and wave in (None, row.wave):
                yield row

    def told_of_merged(self, by: Sequence[str]) -> str:
        """Which groups of these groupings were made one, and why; "" where none were."""
        made = [one for grouping in by for one in self.merged.get(grouping, {}).values()]
        return " ".join(
            f"{' and '.join(f'“{group}”' for group in groups)} are shown as one group: by itself "
            "each of them would be withheld."
            for groups in made
        )


class Roster(Model):
    """Who could have answered: how many, and of each group where that is known."""

    people: int = Field(ge=0)
    groups: Mapping[str, Mapping[str, int]] = Field(default_factory=dict)  # by grouping

    def merged(self, by: str, groups: Sequence[str], name: str) -> "Roster":
        """The same people, with several groups of a grouping as one."""
        known = dict(self.groups.get(by, {}))
        one = sum(known.pop(group, 0) for group in groups)
        return Roster(people=self.people, groups={**self.groups, by: {**known, name: one}})


class Choice(Model):
    """What the owner of a survey lets out: picked once, for every reader.

    ``crossings`` let the breakdowns out that they add up to. ``items`` are ids; none stands for
    all. ``open`` are the open questions whose answers may be read.
    """

    breakdowns: tuple[str, ...] = ()
    crossings: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class Merging(Model):
    """Groups that could be shown as one, where each alone is withheld."""

    by: str
    groups: tuple[str, ...]
    words: str


class Proposal(Model):
    """What a choice would let out; in words, what is withheld and what would win it back."""

    table: SuppressedTable
    withheld: tuple[str, ...] = ()
    merging: tuple[Merging, ...] = ()


class ItemFit(Model):
    """How an item goes with its scale: r with the rest, and alpha without it."""

    item: str
    rest_r: float | None
    alpha_if_dropped: float | None


class Fit(Model):
    """How well the items of a scale hang together. ``few``: fewer than 50 people said it all."""

    item: str  # the scale's id
    n: int
    few: bool
    listwise: float | None
    pairwise: float | None
    ci95: tuple[float | None, float | None]
    omega: float | None
    items: tuple[ItemFit, ...] = ()
