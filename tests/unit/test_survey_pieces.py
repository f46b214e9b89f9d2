"""A file counted in pieces gives the counts that it gives when it is read at once."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from distributed import LocalCluster
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from plgwork.analysis.disclosure import MIN_N
from plgwork.cli import app
from plgwork.cli.clusters import on_cluster
from plgwork.cli.counting import LARGE, Bys, Count, Reading, counted
from plgwork.errors import IntakeError
from plgwork.intake.surveys import Export, find, grouped, pieces
from plgwork.intake.surveys.beginning import begin
from plgwork.intake.surveys.pieces import read
from plgwork.intake.surveys.splitting import BLOCK
from plgwork.models.answers import Tally
from plgwork.models.exports import Found, Use
from tests.unit.surveys import SAMPLES, families

AGREE = ("Strongly disagree", "Disagree", "Agree", "Strongly agree")
TEXTS = [one for one in sorted(SAMPLES.iterdir()) if one.suffix == ".csv"]
FEW, SHORT = 8, 400  # rows that are looked at first, bytes of a piece


def reading(*by: str) -> Reading:
    def read(export: Export) -> tuple[Found, Bys]:
        found = find(export, families())
        named: Bys = []
        for one in by:
            found, ids = grouped(export, found, one.split(","))
            named.append(ids)
        return found, named

    return read


def at_once(path: Path, *by: str, min_n: int | None = MIN_N) -> Count:
    return counted(path, reading(*by), "fall", min_n, large=1 << 30)


def in_pieces(path: Path, *by: str, min_n: int | None = MIN_N) -> Count:
    return counted(path, reading(*by), "fall", min_n, large=0, rows=FEW, size=SHORT)


def same(one: Count, other: Count) -> None:
    """Both found the same in the file, dropped the same rows and counted the same."""
    assert one.found.rows == other.found.rows
    assert one.found.respondents == other.found.respondents
    assert set(one.found.dropped) == set(other.found.dropped)
    read = [(a.id, a.use, a.labels, a.apart, a.separator, a.spellings) for a in one.found.columns]
    assert read == [
        (a.id, a.use, a.labels, a.apart, a.separator, a.spellings) for a in other.found.columns
    ]
    same_tallies(one.tally, other.tally)


def same_tallies(one: Tally, other: Tally) -> None:
    assert (one.instrument, one.wave) == (other.instrument, other.wave)
    for a, b in zip(one.breakdowns, other.breakdowns, strict=True):
        assert (a.by, a.groups) == (b.by, b.groups)
        assert np.array_equal(a.people, b.people)
        assert np.array_equal(a.counts, b.counts)
        for scale, moments in a.scores.items():
            assert np.array_equal(moments.n, b.scores[scale].n)
            assert np.allclose(moments.total, b.scores[scale].total)
            assert np.allclose(moments.squares, b.scores[scale].squares)
    for scale, products in one.products.items():
        for of in fields(products):
            assert np.array_equal(
                getattr(products, of.name), getattr(other.products[scale], of.name)
            )


def written(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\n".join(rows).encode(encoding))
    return path


@pytest.mark.parametrize("sample", TEXTS, ids=lambda path: path.name)
def test_every_sample_gives_the_same_in_pieces(sample: Path) -> None:
    groups = [one.id for one in at_once(sample).found.columns if one.use is Use.GROUP]

    same(at_once(sample, *groups), in_pieces(sample, *groups))
    same(at_once(sample, min_n=None), in_pieces(sample, min_n=None))


# --- what only comes later ----------------------------------------------------------------------

LATER: dict[str, Callable[[], list[str]]] = {
    "a label of the scale": lambda: ["Disagree"] * 40 + ["Strongly disagree"] * 3,
    "a stray answer": lambda: ["Disagree", "Agree"] * 20 + ["Pineapple"],
    "a slip": lambda: [*AGREE] * 10 + ["Stronlgy agree"] * 2,
    "an answer apart": lambda: [*AGREE] * 10 + ["Not applicable"] * 2,
    "numbers after words": lambda: [*AGREE] * 10 + ["3"] * 2,
    "words after numbers": lambda: ["1", "2", "3"] * 20 + ["Don't know"],
    "a number no byte holds": lambda: ["1", "2", "5"] * 20 + ["999", "4.0", " 3 ", ""],
    "a choice": lambda: ["Bus", "Car"] * 20 + ["Bike"] * 9 + ["Boat"] * 2,
    "several in a cell": lambda: ["Bus;Car;"] * 30 + ["Bike;Car;"] * 9 + ["Boat;", ""],
    "a scale that words of people's own follow": lambda: (
        ["1", "2", "3"] * 4 + [f"{one} is what I say" for one in range(600)]
    ),
    "words of people's own": lambda: [f"{one} is what I say" for one in range(60)],
    "quotation marks": lambda: ['"Agree"', "Disagree"] * 20 + ['"Strongly ""agree"""'],
    "line breaks": lambda: ["Agree", "Disagree"] * 20 + ['"Strongly\nagree"'] * 3,
    "a stray quotation mark": lambda: ["Agree", "Disagree"] * 20 + ['5" more', '"Agree" so'],
    "a comma too many": lambda: ["Agree", "Disagree"] * 20 + ["Agree,Disagree,too"],
    "another separator": lambda: ["Agree", "Disagree"] * 20 + ["\nOak;3;Agree"],
    "signs nobody sees": lambda: ["Agree", "Disagree", ""] * 20 + ["\u200b", "\ufeffAgree "],
    "another spelling": lambda: ["Très bien", "Bien"] * 20 + ["Tre\u0301s bien", "BIEN"],
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("cells", LATER.values(), ids=LATER)
def test_what_comes_after_the_beginning_is_known(
    tmp_path: Path, cells: Callable[[], list[str]], encoding: str
) -> None:
    rows = [f"Oak,{one % 4 + 1},{cell}" for one, cell in enumerate(cells())]
    if encoding == "cp1252":
        rows = [one.encode(encoding, "ignore").decode(encoding) for one in rows]
    heads = "Your school,How clear is it?,What else?"
    path = written(tmp_path / "a.csv", heads, *rows, "Mill,2,", ",,", encoding=encoding)

    same(at_once(path, min_n=None), in_pieces(path, min_n=None))
    same(at_once(path), in_pieces(path))


def test_a_file_in_no_utf_8_may_show_it_late(tmp_path: Path) -> None:
    rows = ["Oak,Agree"] * 60 + ["Zoë,Agree", "Zoë,Disagree"]
    path = written(tmp_path / "a.csv", "Your school,Is it clear?", *rows, encoding="cp1252")

    one = in_pieces(path, "Your school", min_n=None)

    same(at_once(path, "Your school", min_n=None), one)
    assert ("Zoë",) in one.tally.breakdowns[1].groups


def test_a_file_that_was_cut_off_is_told_so(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "School,Clear?", *["Oak,Agree"] * 60, 'Oak,"Agr')

    for count in (at_once, in_pieces):
        with pytest.raises(IntakeError, match="never closed"):
            count(path)


def test_pieces_end_where_rows_do_whatever_stands_in_quotation_marks(tmp_path: Path) -> None:
    rows = [f'Oak,"line {one}\nand ""more""",Agree' for one in range(200)]
    path = written(tmp_path / "a.csv", "School,Why?,Clear?", *rows, *["Mill,,Disagree"] * 30)

    for size in (1, 7, 100, 1 << 20):
        cut = [read(begin(path).layout, one) for one in pieces.cut(begin(path).layout, size)]

        assert b"".join(cut) == path.read_bytes().split(b"\n", 1)[1]
        assert all(one.count(b'"') % 2 == 0 for one in cut)
        assert all(one.endswith(b"\n") for one in cut[:-1])


def test_a_row_longer_than_what_is_split_at_once_is_counted_too(tmp_path: Path) -> None:
    rows = [f"Oak,{AGREE[one % 4]},Short" for one in range(60)]
    path = written(
        tmp_path / "a.csv", "School,Clear?,Why?", *rows, f"Oak,Agree,{'so ' * (BLOCK // 2)}"
    )

    same(at_once(path), in_pieces(path))


# --- on a cluster -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two workers, each a process of its own."""
    made = LocalCluster(  # type: ignore[no-untyped-call]  # Dask comes without types
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with made:
        yield made.scheduler_address


def test_a_cluster_counts_the_same_to_the_last_answer(tmp_path: Path, cluster: str) -> None:
    chance = np.random.default_rng(5)
    cells = [*AGREE, "", "Not applicable"]
    rows = [
        f"School {chance.integers(5)},{chance.choice(cells)},{chance.choice(cells)},"
        for _ in range(3_000)
    ]
    path = written(tmp_path / "a.csv", "School,Is it clear?,Is it fair?,Which?", *rows, "Oak,,,Bus")

    one = counted(path, reading("School"), "fall", MIN_N, on_cluster(cluster),
                  large=0, rows=FEW, size=10_000)  # fmt: skip

    same(at_once(path, "School"), one)


def test_rules_of_a_tool_travel_to_the_workers(cluster: str) -> None:
    sample = SAMPLES / "qualtrics-three-heads.csv"

    one = counted(sample, reading(), "fall", MIN_N, on_cluster(cluster),
                  large=0, rows=FEW, size=SHORT)  # fmt: skip

    assert one.found.dropped
    same(at_once(sample), one)


def test_the_command_counts_on_a_cluster(tmp_path: Path, cluster: str) -> None:
    rows = [f"{AGREE[one % 4]},{AGREE[one % 3]}" for one in range(300_000)]
    path = written(tmp_path / "a.csv", "Is it clear?,Is it fair?", *rows)
    tallies = [tmp_path / "here.json", tmp_path / "there.json"]
    assert path.stat().st_size > LARGE

    for kept, words in zip(tallies, ([], ["--cluster", cluster]), strict=True):
        result = CliRunner().invoke(app, ["survey", "tally", str(path), "-o", str(kept), *words])
        assert result.exception is None, result.exception

    assert tallies[0].read_bytes() == tallies[1].read_bytes()


def test_where_no_scheduler_answers_it_is_said(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{closed.getsockname()[1]}"
        path = written(tmp_path / "a.csv", "Is it clear?", *AGREE * 4)

        with pytest.raises(IntakeError, match="No Dask scheduler answers"):
            counted(path, reading(), "", MIN_N, on_cluster(address, seconds=1), large=0)


# --- any file -----------------------------------------------------------------------------------

CELLS = st.one_of(
    st.sampled_from((*AGREE, "", "1", "2", "5", "Agree ", "N/A", "Bus;Car", "Bike;Bus;", "Oak")),
    st.text("abÄ;, \n\"'0", max_size=6),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_file_gives_the_same_in_pieces(tmp_path: Path, data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 4))
    pools = [data.draw(st.lists(CELLS, min_size=1, max_size=6)) for _ in range(width)]
    people = data.draw(st.integers(1, 60))
    rows = [[data.draw(st.sampled_from(pool)) for pool in pools] for _ in range(people)]
    heads = [f"Question {chr(65 + at)}" for at in range(width)]
    lines = [",".join(_cell(one) for one in row) for row in [heads, *rows]]
    path = written(tmp_path / "any.csv", *lines)

    least = data.draw(st.sampled_from((None, MIN_N)))
    try:
        whole = at_once(path, min_n=least)
    except IntakeError:
        with pytest.raises(IntakeError):
            in_pieces(path, min_n=least)
    else:
        same(whole, in_pieces(path, min_n=least))


def _cell(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if set(text) & set(',"\n') else text
