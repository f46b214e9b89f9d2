"""Which item of a wave goes on from which of an earlier one, and where the line must break."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol
from unicodedata import normalize

from plgwork.models.answers import Tally
from plgwork.models.instruments import Instrument, Item, Scale

ALIKE = 0.8  # of the wording, from which an item is taken for another in new words


class Worded(Protocol):
    """Anything that was asked in one wave: a tally, or what was shown of one."""

    @property
    def instrument(self) -> Instrument:
        """What was asked."""

    @property
    def wave(self) -> str:
        """When."""


class Standing(StrEnum):
    """How an item stands to the wave before. Only ``SAME`` may be drawn as one line."""

    SAME = "same"
    CHANGED = "changed wording"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Continued:
    """An item of the later wave, the id of the earlier one it follows, and how it stands to it."""

    item: str
    earlier: str | None
    standing: Standing


def item_map(
    earlier: Instrument, later: Instrument, corrected: Mapping[str, str | None] | None = None
) -> tuple[Continued, ...]:
    """What each later item goes on from; ids and order may have moved between waves.

    First what a person ``corrected`` (later id to earlier id, or to None for new); then items
    of equal wording, then of the same id, then of wording at least 80 % alike (difflib's
    ratio). It is the same item when wording, answers and keying are equal but for case, blanks
    and punctuation.
    """
    chosen = dict(corrected or {})
    left = {one.id: one for one in earlier.items if one.id not in chosen.values()}
    for rule in (_worded_alike, _of_one_id, _closest):
        for item in later.items:
            if item.id not in chosen and (found := rule(item, left)):
                chosen[item.id] = found
                del left[found]
    return tuple(_continued(item, chosen.get(item.id), earlier) for item in later.items)


def dropped(earlier: Instrument, links: tuple[Continued, ...]) -> tuple[str, ...]:
    """The ids of earlier items that none goes on from."""
    kept = {one.earlier for one in links}
    return tuple(one.id for one in earlier.items if one.id not in kept)


def asked(waves: Sequence[Worded]) -> Instrument:
    """All that any of these waves asked and scored, in the words and the order of the latest."""
    items: dict[str, Item] = {}
    scales: dict[str, Scale] = {}
    for wave in reversed(waves):
        for item in wave.instrument.items:
            items.setdefault(item.id, item)
        for scale in wave.instrument.scales:
            scales.setdefault(scale.id, scale)
    last = waves[-1].instrument
    return Instrument(
        id=last.id, title=last.title, items=tuple(items.values()), scales=tuple(scales.values())
    )


def reworded(waves: Sequence[Worded]) -> tuple[tuple[str, str], ...]:
    """Items, and scales of other items than before, with the wave that asks them in other words."""
    before: dict[str, Item] = {}
    scored: dict[str, tuple[str, ...]] = {}
    found: list[tuple[str, str]] = []
    for wave in waves:
        items = wave.instrument.items
        now = {
            one.id for one in items if one.id in before and _asked(one) != _asked(before[one.id])
        }
        for scale in wave.instrument.scales:
            if now & set(scale.items) or set(scored.get(scale.id, scale.items)) != set(scale.items):
                now.add(scale.id)
        found += [(one, wave.wave) for one in sorted(now)]
        before |= {one.id: one for one in items}
        scored |= {one.id: one.items for one in wave.instrument.scales}
    return tuple(found)


def to_confirm(earlier: Instrument, later: Instrument) -> dict[str, str]:
    """Later items that seem to go on from one of another id, with the same answers."""
    both = {one.id for one in later.items} & {one.id for one in earlier.items}
    links = item_map(earlier, later, {one: one for one in both})
    return {
        one.item: one.earlier
        for one in links
        if one.earlier not in (None, one.item)
        and later.item(one.item).labels == earlier.item(one.earlier).labels
    }


def linked(tally: Tally, links: Mapping[str, str]) -> Tally:
    """The tally with items under the ids of those they go on from."""
    named = tally.instrument
    items = tuple(one.model_copy(update={"id": links.get(one.id, one.id)}) for one in named.items)
    scales = tuple(
        one.model_copy(update={"items": tuple(links.get(item, item) for item in one.items)})
        for one in named.scales
    )
    instrument = Instrument(id=named.id, title=named.title, items=items, scales=scales)
    return replace(tally, instrument=instrument)


def _continued(item: Item, before: str | None, earlier: Instrument) -> Continued:
    if before is None:
        return Continued(item.id, None, Standing.NEW)
    same = _asked(item) == _asked(earlier.item(before))
    return Continued(item.id, before, Standing.SAME if same else Standing.CHANGED)


def _asked(item: Item) -> tuple[object, ...]:
    labels = tuple(_plain(one) for one in item.labels)
    return _wording(item), item.kind, labels, item.lowest, item.reverse


def _worded_alike(item: Item, left: Mapping[str, Item]) -> str | None:
    return next((one for one, other in left.items() if _wording(other) == _wording(item)), None)


def _of_one_id(item: Item, left: Mapping[str, Item]) -> str | None:
    return item.id if item.id in left else None


def _closest(item: Item, left: Mapping[str, Item]) -> str | None:
    near = {one: _alike(_wording(item), _wording(other)) for one, other in left.items()}
    best = max(near, key=lambda one: near[one], default=None)
    return best if best is not None and near[best] >= ALIKE else None


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _wording(item: Item) -> str:
    return _plain(f"{item.stem} {item.text}")


def _plain(text: str) -> str:
    kept = (one if one.isalnum() else " " for one in normalize("NFKC", text).casefold())
    return " ".join("".join(kept).split())
