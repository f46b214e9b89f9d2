"""Real exports hold what their publishers counted. They lie outside, where their licences allow."""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from plgwork.content import load_all
from plgwork.intake.surveys import code, find, open_export
from plgwork.models.answers import APART, MISSING, Answers, Codes
from plgwork.models.exports import Dropped, Format, Found, Use
from plgwork.models.instruments import Item, Kind
from plgwork.settings import shipped

NO_FOLDER = (
    "PLGWORK_REFERENCE_DATA does not name a folder. Set it to the folder that holds raw, ref and "
    "expected, the survey data with published figures."
)


def folder() -> Path:
    """Where the data lie; the test fails with a sentence where nobody says it."""
    named = os.environ.get("PLGWORK_REFERENCE_DATA", "")
    if not named or not Path(named).is_dir():
        pytest.fail(NO_FOLDER)
    return Path(named)


@cache
def expected(name: str) -> Any:
    return yaml.safe_load((folder() / "expected" / name).read_text(encoding="utf-8"))["expected"]


@cache
def read(name: str) -> tuple[Found, Answers]:
    families = load_all([shipped("content")]).anchors
    export = open_export((folder() / "raw" / name).read_bytes(), name)
    found = find(export, families)
    return found, code(export, found)


def items(answers: Answers) -> Iterator[tuple[Item, Codes]]:
    for at, item in enumerate(answers.instrument.items):
        yield item, answers.codes[:, at]


def counts(item: Item, codes: Codes) -> dict[str, int]:
    return {label: int((codes == at).sum()) for at, label in enumerate(item.labels)}


def holds(item: Item, codes: Codes, figures: Mapping[str, Any]) -> None:
    """Every figure of an item, the order of its answers with it."""
    assert list(counts(item, codes).items()) == list(figures["counts"].items()), item.column
    answered = codes[codes >= 0]
    assert len(answered) == figures["n"]
    assert int((codes < 0).sum()) == figures["missing"]
    favourable = int((answered >= len(item.labels) - item.favourable).sum())
    assert favourable == figures["favourable"]["k"]
    assert answered.mean() + item.lowest == pytest.approx(figures["mean"], abs=1e-6)


@pytest.mark.parametrize("year", ["2019", "2020"])
def test_a_grid_of_google_forms_is_counted(year: str) -> None:
    found, answers = read(f"googleforms-dask-{year}.csv")
    figures = expected("googleforms-dask-waves.yaml")[year]
    grid = {item.text: (item, codes) for item, codes in items(answers) if item.stem}

    assert found.format is Format.GOOGLE_FORMS
    assert (found.respondents, len(found.columns)) == (
        figures["n_respondents"],
        figures["n_columns"],
    )
    assert "Timestamp" in found.personal
    for text, one in figures["grid_items"].items():
        holds(*grid[text], one)


@pytest.mark.parametrize("year", ["2019", "2020"])
def test_single_questions_of_google_forms_are_counted(year: str) -> None:
    _, answers = read(f"googleforms-dask-{year}.csv")
    figures = expected("googleforms-dask-waves.yaml")[year]
    begins = {
        "upgrade_ease": "How easy is it for you to upgrade",
        "stable": "Is Dask stable",
        "frequency": "How often do you use Dask",
    }

    for name, beginning in begins.items():
        item, codes = next(one for one in items(answers) if one[0].text.startswith(beginning))
        assert counts(item, codes) == figures[name]


@pytest.mark.parametrize("year", ["2019", "2020"])
def test_several_answers_in_one_cell_are_counted(year: str) -> None:
    _, answers = read(f"googleforms-dask-{year}.csv")
    figures = expected("googleforms-dask-waves.yaml")[year]["multi_select_dask_apis"]
    options = {
        item.text: codes
        for item, codes in items(answers)
        if item.kind is Kind.OPTION and item.column == "Dask APIs"
    }

    for text, n in figures["selections"].items():
        assert int((options[text] == 1).sum()) == n, text
    assert int((options["DataFrame"] != MISSING).sum()) == figures["answered"]


WAVES = {
    "2016": "limesurvey-rse-uk-2016.csv",
    "2017": "limesurvey-rse-uk-2017.csv",
    "2018": "limesurvey-rse-intl-2018.csv",
}


@pytest.mark.parametrize("year", ["2016", "2017"])
def test_a_wave_of_limesurvey_is_counted(year: str) -> None:
    found, answers = read(WAVES[year])
    figures = expected("limesurvey-rse-waves.yaml")["waves"][year]
    by_heading = {" ".join(item.column.split()): (item, codes) for item, codes in items(answers)}

    assert found.format is Format.LIMESURVEY
    assert (found.rows, found.dropped) == (figures["n_rows"], ())
    assert len(found.columns) == figures["n_columns"]
    for one in figures["items"].values():
        holds(*by_heading[" ".join(one["heading"].split())], one)


def test_the_people_of_one_country_are_counted_in_the_third_wave() -> None:
    found, answers = read(WAVES["2018"])
    figures = expected("limesurvey-rse-waves.yaml")["waves"]["2018"]
    country = next(one for one in answers.groupings if "country" in one.heading)
    named = [label for label in country.labels if label.startswith("United Kingdom")]
    here = np.isin(country.codes, [country.labels.index(label) for label in named])
    by_heading = {" ".join(item.column.split()): (item, codes) for item, codes in items(answers)}

    assert (found.rows, len(found.columns)) == (figures["n_rows"], figures["n_columns"])
    assert int(here.sum()) == figures["n_uk"]
    for one in figures["items"].values():
        item, codes = by_heading[" ".join(one["heading"].split())]
        if "n" in one:
            holds(item, codes[here], one)
        else:
            assert counts(item, codes[here]) == one["counts"]


@pytest.mark.parametrize("year", ["2016", "2017"])
def test_a_blank_after_an_answer_loses_nobody_and_is_said(year: str) -> None:
    found, _ = read(WAVES[year])
    never = {cell for one in found.columns for cell, label in one.spellings.items()
             if label == "Never"}  # fmt: skip

    assert never <= {"Never "}
    assert any("was given by nobody" in one for one in found.warnings)


def test_films_seen_are_counted_among_those_who_saw_any() -> None:
    found, answers = read("surveymonkey-starwars.csv")
    figures = expected("surveymonkey.yaml")["starwars"]
    seen = {item.text: codes for item, codes in items(answers) if item.kind is Kind.OPTION}

    assert (found.format, found.respondents) == (Format.SURVEYMONKEY, figures["respondents"])
    assert found.rows == found.respondents
    for film, one in figures["seen"].items():
        assert int((seen[film] == 1).sum()) == one["n"]
        assert int((seen[film] != MISSING).sum()) == figures["seen_any"]
    assert int((np.stack(list(seen.values())) == 1).all(axis=0).sum()) == figures["seen_all_six"]


def test_first_places_are_counted_among_those_who_saw_all() -> None:
    _, answers = read("surveymonkey-starwars.csv")
    figures = expected("surveymonkey.yaml")["starwars"]
    seen = [codes for item, codes in items(answers) if item.kind is Kind.OPTION]
    all_six = (np.stack(seen) == 1).all(axis=0)
    ranked = {item.text: (item, codes) for item, codes in items(answers)
              if item.stem.startswith("Please rank")}  # fmt: skip

    for film, n in figures["first_rank_among_all_six"].items():
        item, codes = ranked[film]
        assert item.kind is Kind.CHOICE
        assert counts(item, codes[all_six])["1"] == n


def test_who_does_not_know_a_character_stands_beside_the_scale() -> None:
    _, answers = read("surveymonkey-starwars.csv")
    figures = expected("surveymonkey.yaml")["starwars"]
    by_text = {item.text: (item, codes) for item, codes in items(answers)}

    for name, one in figures["characters"].items():
        item, codes = by_text[name]
        *scale, unfamiliar = one["counts"].items()
        assert list(counts(item, codes).items()) == scale
        assert item.apart == (unfamiliar[0],)
        assert int((codes == APART).sum()) == unfamiliar[1]
        assert int((codes != MISSING).sum()) == one["answered"]
        favourable = (codes >= len(item.labels) - item.favourable).sum() / (codes >= 0).sum()
        assert 100 * favourable == pytest.approx(one["favourable_excl_unfamiliar"], abs=1e-6)
    item, codes = by_text["Which character shot first?"]
    assert counts(item, codes) == figures["shot_first"]


def test_answers_in_no_order_are_counted_all_the_same() -> None:
    found, answers = read("surveymonkey-steak.csv")
    figures = expected("surveymonkey.yaml")["steak"]
    item, codes = next(one for one in items(answers) if "steak prepared" in one[0].text)

    assert (found.format, found.respondents) == (Format.SURVEYMONKEY, figures["respondents"])
    assert counts(item, codes) == figures["doneness"]


def test_one_row_of_heads_costs_nobody() -> None:
    found, answers = read("surveymonkey-foodworldcup-1header.csv")
    liked = [item for item in answers.instrument.items if item.text.startswith("Please rate")]

    assert (found.format, found.respondents) == (Format.SURVEYMONKEY, 1373)
    assert {item.labels for item in liked} == {("1", "2", "3", "4", "5")}
    assert {item.apart for item in liked} == {("N/A",)}


@pytest.mark.parametrize(
    ("name", "which"),
    [
        ("qualtrics-qualtRics-sample.csv", "qualtRics_sample"),
        ("qualtrics-qualtRics-sample-legacy.csv", "qualtRics_sample"),
        ("qualtrics-QualtricsTools-sample.csv", "QualtricsTools_sample"),
    ],
)
def test_heads_of_qualtrics_are_no_respondents(name: str, which: str) -> None:
    found, _ = read(name)

    assert found.format is Format.QUALTRICS
    assert found.rows == expected("qualtrics.yaml")[which]["rows"]
    assert found.respondents + sum(one.rows for one in found.dropped) == found.rows
    assert all(isinstance(one, Dropped) for one in found.dropped)
    kept = {one.heading for one in found.columns if one.use not in (Use.PERSONAL, Use.LEFT_OUT)}
    assert not {one for one in kept if "Recipient" in one or "IP" in one or "Location" in one}
