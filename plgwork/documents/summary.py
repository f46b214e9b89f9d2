"""What a survey says, as plain values: for a program that reads on, or a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plgwork.models.exports import Found
from plgwork.models.figures import Fit, Row, SuppressedTable
from plgwork.models.instruments import Instrument, Item, Kind, Scale

DIGITS = 6


def summary(
    found: Found,
    instrument: Instrument,
    table: SuppressedTable,
    fits: Sequence[Fit] = (),
    withheld: Sequence[str] = (),
) -> dict[str, Any]:
    """Source, items, scales and groups. Shares are of 1; what is withheld holds no number."""
    everyone = {row.item: row for row in table.of(by=())}
    known = {one.item: one for one in fits}
    return {
        "source": _source(found),
        "exact": table.exact,
        "min_n": table.min_n,
        "items": [
            {**_asked(item), **_figures(item, everyone[item.id])} for item in instrument.items
        ],
        "scales": [_scale(one, everyone[one.id], known.get(one.id)) for one in instrument.scales],
        "groups": list(_groups(instrument, table)),
        "withheld": list(withheld),
    }


def _source(found: Found) -> dict[str, Any]:
    return {
        "format": found.format.value,
        "why": list(found.why),
        "rows": found.rows,
        "respondents": found.respondents,
        "dropped": [one.model_dump() for one in found.dropped],
        "personal_columns": list(found.personal),
        "warnings": list(found.cautions),
    }


def _asked(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "column": item.column,
        "stem": item.stem,
        "text": item.text,
        "kind": item.kind.value,
        "anchors" if item.kind is Kind.SCALE else "answers": list(item.labels),
        "reverse": item.reverse,
    }


def _figures(item: Item, row: Row) -> dict[str, Any]:
    if row.withheld:
        return {"withheld": True}
    told: dict[str, Any] = {"n": row.n, "missing": row.missing, "apart": row.apart}
    if row.counts is not None:
        told["counts"] = dict(zip(item.labels, row.counts, strict=True))
    if row.favourable is not None:
        told["favourable"] = _share(row)
    if row.mean is not None:
        told |= {"mean": _round(row.mean), "median": _round(row.median)}
    return told


def _share(row: Row) -> dict[str, Any]:
    share = row.favourable
    if share is None or share.p is None:
        return {"n": row.n, "p": None, "p_shown": share.shown if share else ""}
    interval = share.ci95 and [_round(one) for one in share.ci95]
    return {"k": share.k, "n": share.n, "p": _round(share.p), "ci95": interval}


def _scale(scale: Scale, row: Row, fit: Fit | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": scale.id, "name": scale.name, "items": list(scale.items)}
    if row.withheld:
        return told | {"withheld": True}
    told |= {"n": fit.n if fit else row.n, "scored": row.n}
    told |= {"mean": _round(row.mean), "sd": _round(row.sd)}
    if fit:
        interval = [_round(one) for one in fit.ci95]
        alpha = {"listwise": fit.listwise, "pairwise": fit.pairwise}
        told["alpha"] = {name: _round(one) for name, one in alpha.items()} | {"ci95": interval}
        told["omega"] = _round(fit.omega)
        told["fit"] = [
            {
                "id": one.item,
                "rest_r": _round(one.rest_r),
                "alpha_if_dropped": _round(one.alpha_if_dropped),
            }
            for one in fit.items
        ]
    return told


def _groups(instrument: Instrument, table: SuppressedTable) -> Iterator[dict[str, Any]]:
    rows: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Row]] = {}
    for row in table.rows:
        if row.by:
            rows.setdefault((row.by, row.group), []).append(row)
    for (by, group), held in rows.items():
        named = {"by": ",".join(by), "group": ", ".join(group)}
        shown = [row for row in held if not row.withheld]
        if not shown:
            yield {**named, "withheld": True}
            continue
        people = (shown[0].n or 0) + (shown[0].missing or 0) + (shown[0].apart or 0)
        yield {**named, "n": people, "withheld": False, **_of_group(instrument, held)}


def _of_group(instrument: Instrument, held: Sequence[Row]) -> Mapping[str, Any]:
    rows = {row.item: row for row in held}
    items = [
        {"id": item.id, **_figures(item, rows[item.id])}
        for item in instrument.items
        if item.id in rows
    ]
    scales = [_scale(one, rows[one.id], None) for one in instrument.scales if one.id in rows]
    return {"items": items, "scales": scales}


def _round(number: float | None) -> float | None:
    # What a figure cannot be is not a number, and JSON has no word for that.
    return None if number is None or number != number else round(float(number), DIGITS)


def lines(said: Mapping[str, Any]) -> str:
    """A summary as lines to read in a terminal."""
    source = said["source"]
    told = [f"{source['format']}: {source['respondents']} people in {_rows(source['rows'])}."]
    told += [f"Left out: {_rows(one['rows'])}. {one['reason']}" for one in source["dropped"]]
    if source["personal_columns"]:
        told.append(f"Left out, as they point to people: {', '.join(source['personal_columns'])}.")
    told += source["warnings"]
    told += ["", "Everyone", *(_line(one["text"], one) for one in said["items"])]
    told += [_scale_line(one) for one in said["scales"]]
    told += _unused(said["items"])
    texts = {one["id"]: one["text"] for one in said["items"]}
    for group in said["groups"]:
        told += ["", f"{group['by']}: {group['group']}"]
        told += [_line(texts[one["id"]], one) for one in group.get("items", ())]
        told += ["  withheld"] if group["withheld"] else []
    if said["withheld"]:
        told += ["", *said["withheld"]]
    return "\n".join(told)


def _unused(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Steps of a scale that nobody answered to any of its items, where all counts are shown."""
    scales: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for one in items:
        if "anchors" in one:
            scales.setdefault(tuple(one["anchors"]), []).append(one)
    for labels, asked in scales.items():
        known = all("counts" in one for one in asked)
        never = [one for one in labels if known and not any(x["counts"][one] for x in asked)]
        if never:
            names = ", ".join(f"“{one}”" for one in never)
            yield (
                f"Nobody answered {names}: counted as part of the scale all the same. If people "
                "could not choose it, say so with --instrument."
            )


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _line(text: str, figures: Mapping[str, Any]) -> str:
    if figures.get("withheld"):
        return f"  {text}: withheld"
    parts = [f"n {figures['n']}"]
    share = figures.get("favourable")
    if share and share["p"] is not None:
        low, high = (100 * one for one in share["ci95"])
        parts.append(f"{100 * share['p']:.0f} % favourable ({low:.0f} to {high:.0f})")
    elif share:
        parts.append(f"{share['p_shown']} favourable")
    else:
        counts = figures.get("counts", {"answers": "withheld"})
        parts += [f"{label} {count}" for label, count in counts.items()]
    if figures.get("mean") is not None:
        parts.append(f"mean {figures['mean']:.2f}")
    return f"  {text}: {'; '.join(parts)}"


def _scale_line(scale: Mapping[str, Any]) -> str:
    if scale.get("withheld"):
        return f"  {scale['name']}: withheld"
    parts = [f"n {scale['n']}"]
    for name in ("mean", "sd", "omega"):
        if scale.get(name) is not None:
            parts.append(f"{name} {scale[name]:.2f}")
    if "alpha" in scale and scale["alpha"]["listwise"] is not None:
        parts.append(f"alpha {scale['alpha']['listwise']:.2f}")
    return f"  {scale['name']}: {'; '.join(parts)}"
