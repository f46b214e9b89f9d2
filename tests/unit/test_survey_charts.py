"""Charts of what may be shown: title, words and picture tell of the same rows, and of no other."""

import io
import re
from collections.abc import Callable

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from plgwork.charts import bars, dots, groups, trend
from plgwork.charts.bars import Neutral
from plgwork.charts.colours import levels
from plgwork.charts.lettering import Numerals
from plgwork.charts.view import View
from plgwork.content import load_surveys
from plgwork.models.figures import Row, Share
from plgwork.models.instruments import Instrument
from plgwork.settings import shipped
from tests.unit.surveyed import COUNTS, INSTRUMENT, WAVE, WHOLE, coded, full, school, scored, table

SCHOOL = ("school",)
OF = ["purpose", "link", "aims", "ways"]
CHANGED = [("link", "Spring 2026")]
NO_SCALES = Instrument(id="items", title="Items", items=INSTRUMENT.items)
QUESTIONNAIRES = {
    one.id: one.instrument for one in load_surveys([shipped("content")]).questionnaires.values()
}
Draw = Callable[..., Figure]
EVERY: dict[str, Draw] = {
    "bars": lambda **how: bars.draw(WHOLE, INSTRUMENT, **how),
    "bars-apart": lambda **how: bars.draw(WHOLE, INSTRUMENT, neutral=Neutral.APART, **how),
    "dots": lambda **how: dots.draw(WHOLE, INSTRUMENT, **how),
    "dots-of-items": lambda **how: dots.draw(WHOLE, NO_SCALES, **how),
    "groups": lambda **how: groups.draw(WHOLE, INSTRUMENT, "purpose", SCHOOL, **how),
    "groups-of-a-scale": lambda **how: groups.draw(WHOLE, INSTRUMENT, "aims", SCHOOL, **how),
    "trend": lambda **how: trend.draw(WHOLE, INSTRUMENT, OF, CHANGED, **how),
}
every = pytest.mark.parametrize("draw", EVERY.values(), ids=EVERY)


def words(figure: Figure) -> list[str]:
    found = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    ticks = [one for axes in figure.axes if axes.axison for one in axes.get_xticklabels()]
    short = [one for many in numerals(figure) for one in many.words]
    return [*(one.get_text().strip() for one in (*found, *ticks)), *short]


def numerals(figure: Figure) -> list[Numerals]:
    return [one for axes in figure.axes for one in axes.patches if isinstance(one, Numerals)]


def shapes(many: Numerals) -> list[tuple[str, Bbox]]:
    """Where each figure stands, in inches."""
    return [
        (word, shape.get_extents()) for word, shape in zip(many.words, many.shapes, strict=True)
    ]


def boxes(figure: Figure) -> list[Bbox]:
    """The parts of the bars, from the lowest answer; of several rows those of a colour together."""
    parts = [one for one in figure.axes[0].patches if one.fill and not isinstance(one, Numerals)]
    shapes = (shape for one in parts for shape in one.get_path().to_polygons())
    return [Path(shape).get_extents() for shape in shapes]


def lettering(axes: Axes) -> list[Text]:
    return [*axes.texts, *([axes.title, *axes.get_xticklabels()] if axes.axison else [])]


def crossings(figure: Figure) -> list[tuple[str, str]]:
    """Words that lie over other words, or leave the page."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]  # it comes without types
    figure.draw(renderer)
    texts = [
        text
        for text in (*figure.texts, *(one for axes in figure.axes for one in lettering(axes)))
        if text.get_text().strip()
    ]
    placed = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
    dots = figure.dpi_scale_trans
    placed += [
        (word, box.transformed(dots)) for one in numerals(figure) for word, box in shapes(one)
    ]
    page = figure.bbox
    over = [
        (one, two)
        for i, (one, a) in enumerate(placed)
        for two, b in placed[i + 1 :]
        if a.padded(-1.5).overlaps(b.padded(-1.5))
    ]
    out = [(one, "the edge") for one, box in placed if box.x0 < -1 or box.x1 > page.x1 + 1]
    return over + out


@every
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_no_words_lie_over_others_or_leave_the_page(draw: Draw, narrow: bool) -> None:
    assert crossings(draw(narrow=narrow)) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("asked", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_our_own_instruments_have_room_over_four_waves(asked: Instrument, narrow: bool) -> None:
    waves = ("Fall 2024", "Spring 2025", "Fall 2025", "Spring 2026")
    wide = table(
        *(full(item.id, (9, 12, 20, 12, 7), wave=wave) for wave in waves for item in asked.items),
        *(scored(one.id, 60, 3.5, wave=wave) for wave in waves for one in asked.scales),
    )
    scales = [one.id for one in asked.scales]

    assert crossings(bars.draw(wide, asked, narrow=narrow)) == []
    assert crossings(dots.draw(wide, asked, narrow=narrow)) == []
    assert crossings(trend.draw(wide, asked, scales, narrow=narrow)) == []


@pytest.mark.parametrize("name", [name for name in EVERY if name != "dots"])
def test_a_withheld_row_keeps_its_place_and_says_the_word(name: str) -> None:
    assert "withheld" in words(EVERY[name]())


def test_a_withheld_scale_keeps_its_place_and_says_the_word() -> None:
    figure = dots.draw(table(scored("aims", 9, 3.0), Row(item="ways")), INSTRUMENT)

    assert "withheld" in words(figure)


@every
def test_a_narrow_picture_is_as_wide_as_a_phone(draw: Draw) -> None:
    assert draw(narrow=True).get_figwidth() * 94 == pytest.approx(320, abs=1)


@every
def test_a_picture_can_be_saved_for_a_light_and_for_a_dark_page(draw: Draw) -> None:
    pages = []
    for dark in (False, True):
        page = io.BytesIO()
        draw(dark=dark).savefig(page, format="png", transparent=True)
        pages.append(page.getvalue())

    assert pages[0] != pages[1]


# --- Bars --------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_shares_and_part_in_the_middle() -> None:
    parts = boxes(bars.draw(table(full("purpose", (1, 3, 8, 24, 20))), INSTRUMENT))

    assert [round(part.width * 56) for part in parts] == [1, 3, 8, 24, 20]
    assert parts[2].x0 == pytest.approx(-parts[2].width / 2)


def test_the_middle_answer_can_stand_apart() -> None:
    drawn = bars.draw(table(full("purpose", (1, 3, 8, 24, 20))), INSTRUMENT, neutral=Neutral.APART)
    parts = boxes(drawn)

    assert parts[2].x0 > parts[4].x1
    assert parts[1].x1 == pytest.approx(0)


def test_a_share_with_a_coded_end_is_drawn_as_words_alone() -> None:
    drawn = bars.draw(table(coded("time", 55, "95 % or more")), INSTRUMENT)

    assert boxes(drawn) == []
    assert "95 % or more favourable" in words(drawn)


def test_shares_under_five_percent_have_no_figure_in_their_bar() -> None:
    drawn = words(bars.draw(table(full("purpose", (1, 3, 8, 24, 64))), INSTRUMENT))

    assert {"8", "24", "64"} <= {*drawn}
    assert not {"1", "3"} & {*drawn}


def test_the_figure_of_a_share_stands_in_the_middle_of_its_bar() -> None:
    figure = bars.draw(table(full("purpose", (10, 15, 20, 25, 30))), INSTRUMENT)
    inches = figure.axes[0].transData - figure.dpi_scale_trans
    parts = {f"{100 * part.width:.0f}": part.transformed(inches) for part in boxes(figure)}
    drawn = {word: box for one in numerals(figure) for word, box in shapes(one)}

    assert {*drawn} == {*parts}
    for word, box in drawn.items():
        assert box.x0 + box.x1 == pytest.approx(parts[word].x0 + parts[word].x1, abs=1e-3)
        assert parts[word].ymin < box.ymin < box.ymax < parts[word].ymax


def test_money_in_a_question_is_no_formula() -> None:
    asked = INSTRUMENT.model_copy(
        update={"items": (INSTRUMENT.items[0].model_copy(update={"text": "Is $5 or $10 fair?"}),)}
    )
    figure = bars.draw(table(full(asked.items[0].id, (1, 3, 8, 24, 20))), asked)

    (text,) = [one for one in figure.axes[0].texts if "$5" in one.get_text()]
    assert not text.get_parse_math()


def test_every_row_says_how_many_answered() -> None:
    said = [one for one in words(bars.draw(WHOLE, INSTRUMENT)) if one.startswith("n =")]

    assert said == [f"n = {sum(c)}" for c in (*list(COUNTS.values())[:3], (55,), COUNTS["voice"])]


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_every_bar_says_its_favourable_share(narrow: bool) -> None:
    said = " ".join(words(bars.draw(WHOLE, INSTRUMENT, narrow=narrow)))

    for row in WHOLE.of(by=(), wave=WAVE["wave"]):
        assert not row.counts or row.share in said


def test_the_title_of_bars_names_the_most_and_the_least_favourable() -> None:
    said = bars.title(WHOLE, INSTRUMENT)

    assert said.startswith("Most favourable: “How clear is it when the group meets next?” (95 % or")
    assert said.endswith("(30 %)")


def test_items_that_were_answered_alike_are_called_so() -> None:
    alike = table(full("purpose", (0, 0, 4, 3, 3)), full("norms", (0, 0, 4, 4, 2)))

    assert bars.title(alike, INSTRUMENT) == "The 2 items were answered alike: 60 % favourable"


def test_bars_of_one_group_are_of_that_group_alone() -> None:
    view = View(SCHOOL, ("Harbor Elementary",))

    assert bars.describe(WHOLE, INSTRUMENT, view).startswith("Harbor Elementary: ")
    assert "81 % favourable (n = 21)" in bars.describe(WHOLE, INSTRUMENT, view)


@pytest.mark.parametrize("many", range(2, 12))
def test_every_answer_has_a_colour_and_an_odd_middle_is_grey(many: int) -> None:
    colours = levels(many)

    assert len(colours) == many
    assert (colours[many // 2] == "#d4d4d1") is (many % 2 == 1)


# --- Dots and groups ---------------------------------------------------------------------


def test_dots_show_scales_where_there_are_some_and_items_where_there_are_none() -> None:
    assert dots.title(WHOLE, INSTRUMENT) == (
        "Ways of working together (4.1) stands highest; Purpose (3.6) lowest"
    )
    assert "“How clear is it when the group meets next?” (95 % or more)" in dots.title(
        WHOLE, NO_SCALES
    )


def test_one_scale_alone_is_the_title_and_the_only_one_shown_is_called_so() -> None:
    alone = table(scored("aims", 54, 3.1))
    left = table(scored("aims", 54, 3.1), Row(item="ways"))

    assert dots.title(alone, INSTRUMENT) == "Purpose (3.1)"
    assert dots.title(left, INSTRUMENT) == "Only one can be shown: Purpose (3.1)"


def test_a_dot_stands_at_its_value_within_its_interval() -> None:
    row = full("purpose", (0, 1, 3, 9, 8))
    drawn = dots.draw(table(row), NO_SCALES).axes[0]
    share = row.favourable

    assert isinstance(share, Share)
    assert [*drawn.lines[-1].get_xdata()] == [share.p]  # type: ignore[misc]  # a list of numbers
    assert [*drawn.patches[-1].get_path().vertices[:, 0]] == [*(share.ci95 or ())]  # type: ignore[index,misc]  # an array


def test_the_title_of_groups_names_those_furthest_apart() -> None:
    assert groups.title(WHOLE, INSTRUMENT, "aims", SCHOOL) == (
        "Purpose: Harbor Elementary (3.9) highest, Mill Street Middle School (3.1) lowest"
    )


def test_a_title_says_where_chance_alone_could_make_what_it_names() -> None:
    said = groups.title(WHOLE, INSTRUMENT, "aims", SCHOOL, by_chance=True)

    assert said.endswith("(3.1) lowest; chance alone could make that")


def test_a_share_anywhere_in_the_middle_is_called_neither_highest_nor_lowest() -> None:
    rows = [
        full("purpose", (0, 1, 3, 9, 8), **school("Harbor Elementary"), **WAVE),
        coded("purpose", 7, "20 % or fewer", **school("Quarry High"), **WAVE),
        coded("purpose", 6, "between 20 % and 80 %", **school("Annex"), **WAVE),
    ]

    title = groups.title(table(*rows), INSTRUMENT, "purpose", SCHOOL)

    assert title.endswith(
        "Harbor Elementary (81 %), Quarry High (20 % or fewer); others may lie above or below"
    )


def test_a_scale_named_by_a_whole_sentence_keeps_one_sign_at_its_end() -> None:
    scales = [
        one.model_copy(update={"name": "How far do you agree?" if one.id != "aims" else "Say so."})
        for one in INSTRUMENT.scales
    ]
    asked = INSTRUMENT.model_copy(update={"scales": tuple(scales)})

    assert groups.title(WHOLE, asked, "aims", SCHOOL).startswith("Say so: Harbor")


def test_one_group_that_can_be_shown_is_compared_with_none() -> None:
    lone = table(full("purpose", (0, 1, 3, 9, 8), **school("Harbor Elementary"), **WAVE))

    assert groups.title(lone, INSTRUMENT, "purpose", SCHOOL).endswith(
        "too few groups can be shown to compare them"
    )


def test_groups_are_described_with_the_word_for_those_withheld() -> None:
    said = groups.describe(WHOLE, INSTRUMENT, "purpose", SCHOOL)

    assert "Annex withheld" in said
    assert "Quarry High 90 % or more favourable (n = 14)" in said


# --- Trend -------------------------------------------------------------------------------


def joined(figure: Figure, panel: int) -> int:
    """How many lines of a panel run from one wave to the next."""
    lines = (line.get_xdata() for line in figure.axes[panel].lines)
    return sum(len(xs) == 2 and xs[1] - xs[0] == 1 for xs in lines)  # type: ignore[arg-type,index,operator]  # numbers


def test_the_line_breaks_where_the_wording_changed_and_where_a_wave_is_withheld() -> None:
    drawn = trend.draw(WHOLE, INSTRUMENT, OF, CHANGED)

    assert [joined(drawn, panel) for panel in range(4)] == [1, 0, 1, 0]
    assert "new wording" in words(drawn)


def test_the_title_of_a_trend_compares_no_item_across_a_change_of_wording() -> None:
    assert trend.title(WHOLE, INSTRUMENT, ["link"]) == "Much as it was in Fall 2025"
    assert trend.title(WHOLE, INSTRUMENT, ["link"], CHANGED) == "No two waves can be compared yet"


def test_the_title_of_a_trend_names_what_moved_most() -> None:
    assert trend.title(WHOLE, INSTRUMENT, OF, CHANGED) == (
        "“How clear is it to you why your group meets?” is up since Fall 2025: 54 % to 79 %"
    )


def test_a_trend_is_described_wave_by_wave() -> None:
    said = trend.describe(WHOLE, INSTRUMENT, ["link", "ways"], CHANGED)

    assert "Fall 2025 26 %, Spring 2026 with new wording 30 %" in said
    assert "Ways of working together Fall 2025 withheld, Spring 2026 4.1" in said


# --- All ---------------------------------------------------------------------------------


def test_a_table_that_shows_nothing_is_drawn_and_told_without_a_number() -> None:
    none = table(Row(item="purpose"), Row(item="aims"))
    said = [
        bars.title(none, INSTRUMENT),
        bars.describe(none, INSTRUMENT),
        dots.title(none, INSTRUMENT),
        groups.title(none, INSTRUMENT, "purpose", SCHOOL),
        trend.title(none, INSTRUMENT, ["purpose"]),
        *words(bars.draw(none, INSTRUMENT)),
    ]

    assert not any(re.search(r"\d", one) for one in said)
    assert words(dots.draw(table(), INSTRUMENT)) != ["withheld"]
