"""Which item of a wave goes on from which of an earlier one, and where the line must break."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from unicodedata import normalize

from plgwork.models.instruments import Instrument, Item

ALIKE = 0.8  # of the wording, from which an item is taken for another in new words


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
