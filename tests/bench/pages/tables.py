"""What the README says of it: pages beside others, and the load that a server bears."""

from collections.abc import Callable, Sequence
from statistics import median

from tests.bench.pages.contestants import DRAWN, OURS, Contestant
from tests.bench.pages.figures import Figures, Row
from tests.bench.pages.running import Sizes

Format = Callable[[float], str]
MANY = 10  # from which a ratio is told in whole numbers
NOTHING = "–"
PAGES = " · ".join(name.capitalize() for name in DRAWN)


def seconds(value: float) -> str:
    """A time that one notices."""
    return f"{value:.2f} s"


def milliseconds(value: float) -> str:
    """A short time."""
    return f"{1000 * value:.0f} ms"


def megabytes(value: float) -> str:
    """What is sent or held."""
    return f"{value:.2f} MB" if value < 1 else f"{value:.1f} MB"


def whole(value: float) -> str:
    """A number of things."""
    return f"{value:.0f}"


def per_cent(value: float) -> str:
    """A part of all."""
    return f"{round(100 * value)} %"


Line = tuple[str, Row, Format, str]  # what is said of it, what it is, how it is written, the goal


def opening(sizes: Sizes) -> list[Line]:
    """What one person notices."""
    return [
        (
            "open to usable, warm browser cache",
            Row.WARM,
            seconds,
            "at most 0.25 of plain Voilà, ahead of all four",
        ),
        (
            "open to usable, cold browser cache",
            Row.COLD,
            seconds,
            "at most 0.40 of plain Voilà, ahead of Streamlit",
        ),
        ("requests of a cold browser", Row.REQUESTS, whole, "at most 30"),
        ("sent to it", Row.BYTES, megabytes, "at most 1.5 MB"),
        ("server CPU of an opening", Row.OPENING, seconds, ""),
        ("a choice of group to new pixels, 12 bars", Row.FEW, seconds, "at most 0.15 s"),
        ("the same, 48 bars", Row.MANY, seconds, "at most 0.25 s"),
        ("the same, drawn before", Row.AGAIN, seconds, "at most 0.05 s"),
        ("Save to “Saved”", Row.SAVED, milliseconds, "at most 45 ms"),
        (
            f"the same while {sizes.among} others are there",
            Row.AMONG,
            milliseconds,
            "at most 100 ms",
        ),
    ]


def load(sizes: Sizes) -> list[Line]:
    """What a server bears."""
    visitors = f"{sizes.visitors} visitors at the websocket"
    return [
        ("memory of each further open page", Row.FURTHER, megabytes, "at most 35 MB"),
        ("of it given back once they are closed", Row.BACK, per_cent, "all, within seconds"),
        (f"{visitors}: median", Row.LINES, seconds, "at most 2.5 s"),
        (f"{visitors}: 95 of 100 within", Row.LAST, seconds, ""),
        (f"{visitors}: server CPU of each", Row.EACH, seconds, "at most 0.25 s"),
        (f"bursts of {sizes.burst} in which a page failed", Row.BURSTS, whole, "none of 20"),
        (f"{sizes.visitors} real browsers: median", Row.BROWSERS, seconds, ""),
        (
            f"{sizes.visitors} real browsers: server CPU",
            Row.SERVING,
            seconds,
            "at most 7 s",
        ),
    ]


def tables(figures: Figures, of: Sequence[Contestant], sizes: Sizes) -> str:
    """Both, and how they are to be read."""
    small = ", ".join(one.said for one in of if one.small)
    said = [
        f"Medians of {sizes.times} in turn. The workbook and plain Voilà serve the same notebooks "
        f"({PAGES}) from the same database; “×” is how many times ours it takes."
    ]
    if small:
        said.append(
            f"{small}: one small page, with a survey’s answers as bars by groups and a note. Where "
            "they draw one picture, the workbook draws two; it saves by itself, and is timed from "
            "where a text is left."
        )
    both = (_table(lines, figures, of) for lines in (opening(sizes), load(sizes)))
    return "\n\n".join([" ".join(said), *filter(None, both)])


def _table(lines: Sequence[Line], figures: Figures, of: Sequence[Contestant]) -> str:
    head = ["", *(one.said for one in of), "goal"]
    rows = [
        [said, *(_cell(figures, row, one.name, form) for one in of), goal]
        for said, row, form, goal in lines
        if any(figures.middle(row, one.name) for one in of)
    ]
    if not rows:
        return ""
    cells = [head, ["---", *("--:" for _ in of), "---"], *rows]
    return "\n".join(f"| {' | '.join(one)} |" for one in cells)


def _cell(figures: Figures, row: Row, who: str, form: Format) -> str:
    if row is Row.BURSTS:  # they are counted
        failed = figures.samples.get((row, who, ""), [])
        return f"{sum(failed):.0f} of {len(failed)}" if failed else NOTHING
    values = figures.middle(row, who)
    if not values:
        return NOTHING
    told = _together([form(one) for one in values])
    ratio = figures.ratio(row, who, OURS)
    if who == OURS or ratio is None or row is Row.BACK:
        return told
    return f"{told}, × {ratio:.0f}" if ratio >= MANY else f"{told}, × {ratio:.2g}"


def _together(told: list[str]) -> str:
    """One unit for several values."""
    *others, last = told
    return " · ".join([*(one.partition(" ")[0] for one in others), last])


def busy(figures: Figures) -> str:
    """How many cores others used meanwhile."""
    middle, most = median(figures.others or [0.0]), max(figures.others, default=0.0)
    return f"others using {middle:.1f} cores in the middle of all samples, {most:.1f} at most"
