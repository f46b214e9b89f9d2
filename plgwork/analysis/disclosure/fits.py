"""How well scales hang together, as it may be shown: of everybody, and of enough of them."""

from math import isnan

from plgwork.analysis.statistics.reliability import ItemFit as FoundItem
from plgwork.analysis.statistics.reliability import Reliability, reliability
from plgwork.models.answers import Tally
from plgwork.models.figures import Fit, ItemFit, SuppressedTable


def fits(tally: Tally, table: SuppressedTable) -> tuple[Fit, ...]:
    """Alpha, omega and each item's part, of the scales whose score the table shows of everybody.

    None of a scale of fewer than three items, and none where fewer than ``min_n`` people
    answered all of them.
    """
    shown = {row.item for row in table.of(by=(), wave=tally.wave) if not row.withheld}
    found = []
    for scale in tally.instrument.scales:
        of = tally.products.get(scale.id)
        held = reliability(of, scale.items) if of and scale.id in shown else None
        if held and held.n >= table.min_n:
            found.append(_fit(scale.id, held))
    return tuple(found)


def _fit(scale_id: str, held: Reliability) -> Fit:
    return Fit(
        item=scale_id,
        n=held.n,
        few=held.few,
        listwise=_number(held.listwise),
        pairwise=_number(held.pairwise),
        ci95=(_number(held.low), _number(held.high)),
        omega=_number(held.omega),
        items=tuple(_item(one) for one in held.items),
    )


def _item(one: FoundItem) -> ItemFit:
    return ItemFit(
        item=one.item,
        rest_r=_number(one.rest_r),
        alpha_if_dropped=_number(one.alpha_if_dropped),
    )


def _number(of: float) -> float | None:
    return None if isnan(of) else of
