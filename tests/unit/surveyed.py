"""Figures that may be shown, made by hand for tests: no gate made them, and no person answered."""

from plgwork.models.figures import Row, Share, SuppressedTable
from plgwork.models.instruments import Instrument, Item, Scale

CLEAR = ("Not at all clear", "A little clear", "Somewhat clear", "Mostly clear", "Completely clear")
OFTEN = ("Never", "Once or twice", "Some meetings", "Most meetings", "Every meeting")
SECRET = 7193  # a number that stands nowhere else, to be looked for in what was made


def item(item_id: str, text: str, labels: tuple[str, ...] = CLEAR) -> Item:
    return Item(id=item_id, column=text, text=text, labels=labels, favourable=2)


INSTRUMENT = Instrument(
    id="staff-survey",
    title="Staff survey",
    items=(
        item("purpose", "How clear is it to you why your group meets?"),
        item(
            "link",
            "When your group looks at student work, how clear is it afterwards what each of you "
            "will do differently with the students whose work you looked at together?",
        ),
        item("norms", "How clear are the norms your group keeps?"),
        item("time", "How clear is it when the group meets next?"),
        item("notes", "How clear is it to you where the records of past meetings are kept?"),
        item("voice", "How clear is it that everybody’s view is wanted?"),
    ),
    scales=(
        Scale(id="aims", name="Purpose", items=("purpose", "link")),
        Scale(id="ways", name="Ways of working together", items=("norms", "time", "notes")),
    ),
)
COUNTS = {
    "purpose": (1, 3, 8, 24, 20),
    "link": (6, 14, 17, 12, 4),
    "norms": (2, 6, 12, 22, 13),
    "voice": (2, 2, 10, 26, 15),
}


def full(of: str, counts: tuple[int, ...], **where: object) -> Row:
    """A row with everything that may be shown of an item."""
    n, k = sum(counts), sum(counts[-2:])
    p = k / n
    half = 1.96 * (p * (1 - p) / n) ** 0.5
    share = Share(
        shown=f"{100 * p:.0f} %", k=k, n=n, p=p, ci95=(max(p - half, 0), min(p + half, 1))
    )
    mean = sum(i * count for i, count in enumerate(counts, 1)) / n
    return Row.model_validate(
        {"item": of, "n": n, "missing": 2, "apart": 0, "counts": counts, "favourable": share}
        | {"mean": mean, "median": 4.0, "sd": 1.0}
        | where
    )


def coded(of: str, n: int, shown: str, **where: object) -> Row:
    """A row of which only the end of the share is shown."""
    return Row.model_validate({"item": of, "n": n, "favourable": Share(shown=shown)} | where)


def scored(of: str, n: int, mean: float, **where: object) -> Row:
    """A row of a scale."""
    interval = (mean - 0.3, mean + 0.3)
    return Row.model_validate(
        {"item": of, "n": n, "mean": mean, "mean_ci95": interval, "sd": 0.8} | where
    )


def school(name: str) -> dict[str, object]:
    return {"by": ("school",), "group": (name,)}


def table(*rows: Row) -> SuppressedTable:
    return SuppressedTable(title="Staff survey, spring", min_n=5, rows=rows)


WAVE = {"wave": "Spring 2026"}
WHOLE = table(
    full("purpose", (3, 8, 14, 20, 9), wave="Fall 2025"),
    full("link", (8, 14, 15, 9, 4), wave="Fall 2025"),
    scored("aims", 54, 3.1, wave="Fall 2025"),
    Row(item="ways", wave="Fall 2025"),
    *(full(of, counts, **WAVE) for of, counts in COUNTS.items()),
    coded("time", 55, "95 % or more", **WAVE),
    Row(item="notes", wave="Spring 2026"),
    scored("aims", 55, 3.6, **WAVE),
    scored("ways", 55, 4.1, **WAVE),
    full("purpose", (0, 1, 3, 9, 8), **school("Harbor Elementary"), **WAVE),
    full("purpose", (1, 2, 5, 7, 2), **school("Mill Street Middle School"), **WAVE),
    Row(item="purpose", by=("school",), group=("Annex",), wave="Spring 2026"),
    coded("purpose", 14, "90 % or more", **school("Quarry High"), **WAVE),
    scored("aims", 21, 3.9, **school("Harbor Elementary"), **WAVE),
    scored("aims", 17, 3.1, **school("Mill Street Middle School"), **WAVE),
    Row(item="aims", by=("school",), group=("Annex",), wave="Spring 2026"),
)
