"""The gate: no figure of fewer than five people, and none that would tell it of each of them."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plgwork
from plgwork.analysis.disclosure import MIN_N, shares
from plgwork.models.figures import Change, Matched, Row, SuppressedTable

SOURCE = Path(plgwork.__file__).parent
counts = st.integers(0, 400).flatmap(
    lambda people: st.tuples(st.just("Asking"), st.just(people), st.integers(0, people))
)


def one(people: int, those: int, min_n: int = MIN_N) -> Row:
    [figure] = shares("What was practised", [("Asking", people, those)], min_n).rows
    return figure


# --- what is withheld -------------------------------------------------------------------------


@given(st.lists(counts, max_size=8), st.integers(-5, 30))
def test_nothing_is_shown_of_fewer_than_five_people_whatever_is_asked(
    rows: list[tuple[str, int, int]], min_n: int
) -> None:
    table = shares("What was practised", rows, min_n)

    least = max(5, min_n)
    assert table.min_n == least
    assert [figure.withheld for figure in table.rows] == [row[1] < least for row in rows]


@given(st.integers(0, 4).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_a_withheld_figure_holds_no_number(group: tuple[int, int]) -> None:
    figure = one(*group)

    assert figure == Row(item="Asking")
    assert not re.search(r"\d", str(list(figure.model_dump().values())))


def test_a_school_may_ask_for_more_and_never_for_fewer() -> None:
    assert one(9, 3, min_n=10).withheld
    assert not one(10, 3, min_n=10).withheld
    assert one(4, 2, min_n=1).withheld


# --- what is shown ----------------------------------------------------------------------------


@given(st.integers(5, 2_000))
def test_all_and_none_read_like_nearly_all_and_nearly_none(people: int) -> None:
    end = 20 if people < 10 else 10 if people < 20 else 5 if people < 100 else 1

    assert one(people, people).share == f"{100 - end} % or more"
    assert one(people, 0).share == f"{end} % or fewer"


@given(st.integers(5, 2_000))
def test_an_end_of_the_scale_never_tells_that_it_was_all_of_them(people: int) -> None:
    number = int(one(people, people).share.split(" ")[0])

    assert 100 * (people - 1) >= number * people


@given(counts.filter(lambda row: row[1] >= 5))
def test_a_share_is_the_share_rounded_or_an_end_of_the_scale_that_holds_it(
    row: tuple[str, int, int],
) -> None:
    _, people, those = row
    percent = 100 * those / people

    shown = one(people, those)

    number = int(shown.share.split(" ")[0])
    assert shown.n == people
    if "or more" in shown.share:
        assert percent >= number
    elif "or fewer" in shown.share:
        assert percent <= number
    else:
        assert abs(percent - number) <= 0.5


@pytest.mark.parametrize(
    ("people", "those", "share"),
    [
        (5, 3, "60 %"),
        (5, 4, "80 % or more"),
        (5, 5, "80 % or more"),
        (9, 1, "20 % or fewer"),
        (9, 2, "22 %"),
        (10, 1, "10 % or fewer"),
        (19, 17, "89 %"),
        (20, 19, "95 % or more"),
        (20, 2, "10 %"),
        (99, 0, "5 % or fewer"),
        (100, 95, "95 %"),
        (100, 100, "99 % or more"),
        (1000, 996, "99 % or more"),
    ],
)
def test_the_ends_of_the_scale_are_coded_by_the_size_of_the_group(
    people: int, those: int, share: str
) -> None:
    assert one(people, those).share == share


def test_figures_stay_in_their_order_and_no_total_stands_beside_them() -> None:
    table = shares("Asked", [("B", 9, 3), ("A", 2, 1), ("C", 30, 15)])

    assert [(figure.item, figure.n) for figure in table.rows] == [
        ("B", 9),
        ("A", None),
        ("C", 30),
    ]
    told = {"title", "min_n", "rows", "exact", "response", "asked", "reworded", "headings"}
    assert set(SuppressedTable.model_fields) == told | {"matched", "merged"}
    assert (table.exact, table.response, table.asked, table.matched) == (False, (), None, ())
    assert table.merged == {}


# --- the only gate ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "by"),
    [(SuppressedTable, {"releasing", "shares"}), (Matched, {"matched"}), (Change, {"matched"})],
)
def test_only_the_gate_makes_what_may_be_shown(made: type, by: set[str]) -> None:
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(makes(node, made) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    }

    assert makers == {f"analysis/disclosure/{name}.py" for name in by}


def makes(node: ast.AST, made: type = SuppressedTable) -> bool:
    """Whether a table is made here: called by its name, or by a method of its class."""
    if not isinstance(node, ast.Call):
        return False
    called = [getattr(one, "id", getattr(one, "attr", "")) for one in ast.walk(node.func)]
    return made.__name__ in called


@pytest.mark.parametrize(
    "code",
    [
        "SuppressedTable(title='', min_n=0, rows=())",
        "figures.SuppressedTable(title='', min_n=0, rows=())",
        "SuppressedTable.model_construct(title='')",
        "models.figures.SuppressedTable.model_validate({})",
    ],
)
def test_a_table_made_past_the_gate_would_be_found(code: str) -> None:
    assert any(makes(node) for node in ast.walk(ast.parse(code)))
