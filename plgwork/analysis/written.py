"""A tally written down as JSON, and read again: what is kept of a wave, and what files add up."""

import json
from typing import Any

import numpy as np

from plgwork.errors import IntakeError
from plgwork.models.answers import Breakdown, Moments, Products, Tally
from plgwork.models.instruments import Instrument

KIND = "plgwork-tally-1"
NOT_A_TALLY = (
    "This is not a tally of the workbook. `plgwork survey tally` writes one from an export."
)


def write(tally: Tally) -> bytes:
    """The tally as JSON: counts alone, nobody's answers."""
    kept = {
        "kind": KIND,
        "instrument": tally.instrument.model_dump(mode="json"),
        "wave": tally.wave,
        "breakdowns": [_breakdown(one) for one in tally.breakdowns],
        "products": {name: _numbers(one) for name, one in tally.products.items()},
        "headings": tally.headings,
        "merged": {by: dict(one) for by, one in tally.merged.items()},
    }
    return json.dumps(kept, separators=(",", ":")).encode()


def read(kept: bytes) -> Tally:
    """The tally that was written; IntakeError when it is something else."""
    try:
        found = json.loads(kept)
        if found["kind"] != KIND:
            raise IntakeError([NOT_A_TALLY])
        return Tally(
            instrument=Instrument.model_validate(found["instrument"]),
            wave=found["wave"],
            breakdowns=tuple(_broken_down(one) for one in found["breakdowns"]),
            products={name: _products(one) for name, one in found["products"].items()},
            headings=dict(found.get("headings", {})),
            merged={by: _merged(one) for by, one in found.get("merged", {}).items()},
        )
    except (ValueError, KeyError, TypeError) as error:
        raise IntakeError([NOT_A_TALLY]) from error


def _merged(one: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(groups) for name, groups in one.items()}


def _breakdown(one: Breakdown) -> dict[str, Any]:
    return {
        "by": one.by,
        "groups": one.groups,
        "people": one.people.tolist(),
        "counts": one.counts.tolist(),
        "scores": {name: _numbers(moments) for name, moments in one.scores.items()},
    }


def _numbers(of: Moments | Products) -> dict[str, Any]:
    values = {name: getattr(of, name) for name in of.__slots__}
    return {
        name: getattr(value, "tolist", lambda one=value: one)() for name, value in values.items()
    }


def _broken_down(kept: dict[str, Any]) -> Breakdown:
    groups = tuple(tuple(one) for one in kept["groups"])
    counts = np.array(kept["counts"], np.int64)
    return Breakdown(
        by=tuple(kept["by"]),
        groups=groups,
        people=np.array(kept["people"], np.int64),
        counts=counts if groups else counts.reshape(0, 0, 0),
        scores={name: _moments(one) for name, one in kept["scores"].items()},
    )


def _moments(kept: dict[str, Any]) -> Moments:
    return Moments(
        n=np.array(kept["n"], np.int64),
        total=np.array(kept["total"], float),
        squares=np.array(kept["squares"], float),
    )


def _products(kept: dict[str, Any]) -> Products:
    return Products(
        n=np.array(kept["n"], np.int64),
        sums=np.array(kept["sums"], float),
        products=np.array(kept["products"], float),
        whole_n=int(kept["whole_n"]),
        whole_sums=np.array(kept["whole_sums"], float),
        whole_products=np.array(kept["whole_products"], float),
    )
