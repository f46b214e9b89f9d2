"""A survey counted and summed up from a terminal; what it prints has passed the gate."""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import binomtest
from typer.testing import CliRunner, Result

from plgwork.analysis.written import NOT_A_TALLY, read, write
from plgwork.cli import app
from plgwork.cli.counting import LARGE
from plgwork.cli.surveys import ALONE, Tool
from plgwork.errors import ContentError, IntakeError
from tests.unit.again import DAY, FALL, LETTER, NORMS, SPRING, STEP, TOWN, WORK, asked_again

SAMPLES = Path(__file__).parents[1] / "data" / "surveys"
AGREE = ("Strongly disagree", "Disagree", "Agree", "Strongly agree")
GOAL, VOICE = "Our group has a goal", "Everyone is heard"
INSTRUMENT = f"""
id: spring
title: Spring survey
items:
  - id: goal
    column: {GOAL}
    text: {GOAL}
    labels: [{", ".join(AGREE)}]
    favourable: 2
  - id: heard
    column: {VOICE}
    text: {VOICE}
    labels: [{", ".join(AGREE)}]
    favourable: 2
scales:
  - {{id: climate, name: Climate, items: [goal, heard]}}
"""
# Who answered, by group: so many of each answer, from the lowest.
STAFF = {
    "Mathematics": (1, 3, 6, 2),
    "Science": (2, 2, 3, 2),
    "Arts": (0, 1, 1, 1),
    "Office": (
        1,
        2,
        3,
        1,
    ),
}


def told(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["survey", *map(str, words)])


def said(*words: str | Path) -> dict[str, Any]:
    """What a summary prints, as JSON."""
    result = told("summary", *words)
    assert result.exception is None, result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(*words: str | Path) -> str:
    problem = told(*words).exception
    assert isinstance(problem, IntakeError | ContentError), problem
    return str(problem)


def export(path: Path, staff: Mapping[str, Sequence[int]]) -> Path:
    """A plain file with one row for each answer."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Email", "Department", GOAL, VOICE])
        for group, counts in staff.items():
            for level, many in enumerate(counts):
                for one in range(many):
                    address = f"{group}.{level}.{one}@elm.org".lower()
                    rows.writerow([address, group, AGREE[level], AGREE[min(level + 1, 3)]])
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return export(tmp_path / "spring.csv", STAFF)


@pytest.fixture
def instrument(tmp_path: Path) -> Path:
    path = tmp_path / "spring.yaml"
    path.write_text(INSTRUMENT, encoding="utf-8")
    return path


# --- what is said -----------------------------------------------------------------------------


@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_of_every_format_the_rows_add_up_and_figures_are_said(sample: Path) -> None:
    found = said(sample)

    source = found["source"]
    dropped = sum(one["rows"] for one in source["dropped"])
    assert sample.name.startswith(source["format"])
    assert source["rows"] == source["respondents"] + dropped
    assert found["items"]
    assert all(one["n"] + one["missing"] + one["apart"] == source["respondents"]
               for one in found["items"] if not one.get("withheld"))  # fmt: skip


def test_an_item_is_said_with_its_answers_its_share_and_its_interval(file: Path) -> None:
    [goal, _] = said(file)["items"]

    assert (goal["column"], goal["anchors"], goal["reverse"]) == (GOAL, list(AGREE), False)
    assert (goal["n"], goal["missing"]) == (31, 0)
    assert goal["counts"] == dict(zip(AGREE, (4, 8, 13, 6), strict=True))
    share = goal["favourable"]
    assert (share["k"], share["n"], share["p"]) == (19, 31, pytest.approx(0.612903))
    assert share["ci95"] == pytest.approx(
        binomtest(19, 31).proportion_ci(method="wilson"), abs=1e-6
    )
    assert (goal["mean"], goal["median"]) == (pytest.approx(83 / 31), 3)


def test_addresses_are_left_out_and_it_is_said(file: Path) -> None:
    result = told("summary", file)

    assert json.loads(result.stdout)["source"]["personal_columns"] == ["Email"]
    assert "@elm.org" not in result.stdout


def test_scales_of_an_instrument_are_scored(file: Path, instrument: Path) -> None:
    [scale] = said(file, "--instrument", instrument)["scales"]

    assert (scale["id"], scale["items"], scale["scored"]) == ("climate", ["goal", "heard"], 31)
    each = zip((1.5, 2.5, 3.5, 4), (4, 8, 13, 6), strict=True)
    assert scale["mean"] == pytest.approx(sum(score * people for score, people in each) / 31)
    assert "alpha" not in scale  # of two items there is none


def test_as_text_it_reads_like_a_list(file: Path) -> None:
    text = told("summary", file, "--format", "text", "--by", "Department").stdout

    assert text.startswith("plain: 31 people in 31 rows.")
    assert f"  {GOAL}: n 31; 61 % favourable (44 to 76); mean 2.68" in text
    assert "Department" in text or "department" in text
    assert "withheld" in text


def test_an_answer_of_the_scale_that_nobody_gave_is_told(tmp_path: Path) -> None:
    path = tmp_path / "four.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[GOAL], *([one] for one in ("1", "2", "3", "5") * 8)])

    text = told("summary", path, "--format", "text").stdout

    assert "Nobody answered “4”: counted as part of the scale all the same." in text
    path.write_text(path.read_text(encoding="utf-8") + "4\n" * 5, encoding="utf-8")
    assert "Nobody" not in told("summary", path, "--format", "text").stdout


def test_a_large_file_is_summed_up_as_a_small_one(tmp_path: Path) -> None:
    small = export(tmp_path / "small.csv", STAFF)
    heads, *rows = small.read_text(encoding="utf-8").splitlines(keepends=True)
    large = tmp_path / "large.csv"
    times = LARGE // len("".join(rows)) + 1
    large.write_text(heads + "".join(rows) * times, encoding="utf-8")

    [one, _], [many, _] = said(small)["items"], said(large)["items"]

    assert many["n"] == times * one["n"]
    assert many["counts"] == {label: times * n for label, n in one["counts"].items()}
    assert said(large)["source"]["personal_columns"] == ["Email"]


# --- the gate ---------------------------------------------------------------------------------


def groups(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["group"]: one for one in found["groups"]}


def test_a_small_group_and_one_that_covers_it_are_withheld(file: Path) -> None:
    found = groups(said(file, "--by", "Department"))

    withheld = {name for name, one in found.items() if one["withheld"]}
    assert "Arts" in withheld
    assert len(withheld) >= 2
    assert all(set(found[name]) == {"by", "group", "withheld"} for name in withheld)
    assert found["Mathematics"]["n"] == 12


def test_no_fewer_than_five_are_shown_whatever_is_asked(file: Path) -> None:
    found = said(file, "--by", "Department", "--min-n", "2")

    assert found["min_n"] == 5
    assert groups(found)["Arts"]["withheld"]


def test_a_school_may_ask_for_more(file: Path) -> None:
    found = groups(said(file, "--by", "Department", "--min-n", "10"))

    assert {name for name, one in found.items() if not one["withheld"]} <= {"Mathematics"}


def test_what_one_person_wrote_in_is_not_repeated(tmp_path: Path) -> None:
    answers = ["Time"] * 8 + ["Time, The nurse told me"] + ["A room"] * 7 + ["Time, A room"] * 6
    path = tmp_path / "helps.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["What helps?"], *([one] for one in answers)])

    assert "nurse" not in told("summary", path).stdout
    assert "nurse" in told("summary", path, "--exact").stdout


def test_exact_figures_say_what_they_are(file: Path) -> None:
    result = told("summary", file, "--by", "Department", "--exact")

    found = json.loads(result.stdout)
    assert result.stderr.strip() == ALONE
    assert found["exact"] is True
    assert groups(found)["Arts"]["items"][0]["counts"] == dict(
        zip(AGREE, (0, 1, 1, 1), strict=True)
    )


def test_what_points_to_people_tells_no_groups_apart(file: Path) -> None:
    assert "points to people" in refused("summary", file, "--by", "Email")


def test_what_people_wrote_becomes_no_name_of_a_group(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Anything else?", "Years here", GOAL])
        for one in range(40):
            rows.writerow(
                [f"My room is {one} degrees too cold in the winter", 100 + one, AGREE[one % 4]]
            )

    for column in ("Anything else?", "Years here"):
        said = refused("summary", path, "--by", column, "--exact")
        assert "too many to be groups" in said
        assert "degrees" not in said


# --- questionnaires ---------------------------------------------------------------------------


def test_questionnaires_are_listed_and_each_is_written_for_every_tool(tmp_path: Path) -> None:
    listed = [line.split(":")[0] for line in told("form").stdout.splitlines()]

    assert "trust-and-safety" in listed
    for name in listed:
        for tool in Tool:
            path = tmp_path / f"{name}.{tool}"
            result = told("form", name, "--for", tool, "-o", path)
            assert result.exception is None, result.exception
            assert path.stat().st_size > 500
    assert "trust-and-safety" in refused("form", "unheard-of")


# --- tallies ----------------------------------------------------------------------------------


def test_tallies_of_parts_add_up_to_the_tally_of_the_whole(
    file: Path, instrument: Path, tmp_path: Path
) -> None:
    first = export(tmp_path / "a.csv", {"Mathematics": (1, 1, 3, 1), "Science": (2, 0, 1, 1)})
    second = export(
        tmp_path / "b.csv",
        {"Mathematics": (0, 2, 3, 1), "Science": (0, 2, 2, 1), "Arts": STAFF["Arts"],
         "Office": STAFF["Office"]},
    )  # fmt: skip
    asked = ("--instrument", instrument, "--by", "Department")
    for name, files in (
        ("whole", [file]),
        ("a", [first]),
        ("b", [second]),
        ("ab", [first, second]),
    ):
        result = told("tally", *files, *asked, "-o", tmp_path / f"{name}.json")
        assert result.exception is None, result.exception
    added = told("add", tmp_path / "a.json", tmp_path / "b.json", "-o", tmp_path / "sum.json")

    assert "31 people" in added.stdout
    shown = {name: counts(tmp_path / f"{name}.json") for name in ("whole", "ab", "sum")}
    assert shown["sum"] == shown["ab"] == shown["whole"]


def counts(path: Path) -> dict[Any, list[list[int]]]:
    """What a tally holds, whatever the order of its groups."""
    found = read(path.read_bytes())
    return {
        (one.by, group): cell.tolist()
        for one in found.breakdowns
        for group, cell in zip(one.groups, one.counts, strict=True)
    }


def test_a_tally_is_read_as_it_was_written_and_holds_nobody(
    file: Path, instrument: Path, tmp_path: Path
) -> None:
    told("tally", file, "--instrument", instrument, "--by", "Department", "-o", tmp_path / "t.json")

    kept = (tmp_path / "t.json").read_bytes()
    assert write(read(kept)) == kept
    assert b"@" not in kept


# --- bad input --------------------------------------------------------------------------------


def test_what_is_wrong_is_said_in_a_sentence(file: Path, instrument: Path, tmp_path: Path) -> None:
    nothing, words = tmp_path / "none.csv", tmp_path / "words.json"
    words.write_text('{"kind": "letter"}', encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(INSTRUMENT.replace(GOAL, "Lunch is long enough"), encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: spring\n", encoding="utf-8")
    away = tmp_path / "sum.json"

    assert "cannot be read" in refused("summary", nothing)
    assert "“Wing”" in refused("summary", file, "--by", "Wing")
    assert "trust-and-safety" in refused("summary", file, "--instrument", "unheard-of")
    assert "Lunch is long enough" in refused("summary", file, "--instrument", other)
    assert re.search(r"broken\.yaml:1: title: this field is missing", refused(
        "summary", file, "--instrument", broken))  # fmt: skip
    assert refused("add", words, "-o", away) == NOT_A_TALLY
    assert not away.exists()


def test_tallies_of_different_surveys_do_not_add_up(
    file: Path, instrument: Path, tmp_path: Path
) -> None:
    told("tally", file, "-o", tmp_path / "a.json")
    told("tally", file, "--instrument", instrument, "-o", tmp_path / "b.json")

    said = refused("add", tmp_path / "a.json", tmp_path / "b.json", "-o", tmp_path / "sum.json")

    assert said.startswith("These do not add up")


# --- the same people ------------------------------------------------------------------------------


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """Two exports of one survey."""
    fall, spring = tmp_path / "fall.csv", tmp_path / "spring.csv"
    fall.write_bytes(asked_again(FALL))
    spring.write_bytes(asked_again(SPRING, higher=0.8))
    return fall, spring


def test_the_same_people_are_found_in_two_exports(both: tuple[Path, Path]) -> None:
    found = json.loads(told("waves", *both).stdout)

    assert (found["waves"], found["people"], found["matched"]) == (["fall", "spring"], [48, 51], 39)
    changes = {one["text"]: one for one in found["changes"]}
    assert set(changes) == {WORK, NORMS, STEP}
    assert changes[NORMS]["words"].startswith("Higher than before by ")
    low, high = changes[NORMS]["ci95"]
    assert low < changes[NORMS]["change"] < high


def test_the_columns_of_a_code_can_be_named(both: tuple[Path, Path]) -> None:
    of = [word for one in (LETTER, DAY, TOWN) for word in ("--code", one)]

    lines = told("waves", *both, *of, "--format", "text").stdout.splitlines()

    # Three pieces are too few for one of them to be mistaken.
    assert lines[0] == "From fall to spring"
    assert lines[1].startswith("35 people were found again: 73 % of the 48 who answered in fall")


def test_too_few_of_the_same_people_are_withheld(tmp_path: Path, both: tuple[Path, Path]) -> None:
    few = tmp_path / "summer.csv"
    few.write_bytes(asked_again(range(40, 60)))

    found = json.loads(told("waves", both[0], few).stdout)

    assert (found["withheld"], found["matched"], found["people"]) == (True, None, None)
    assert all(one["withheld"] for one in found["changes"])


def test_a_code_that_is_nowhere_is_asked_for(tmp_path: Path, both: tuple[Path, Path]) -> None:
    plain = SAMPLES / "google-forms-form.csv"

    for words, said_ in (
        ((both[0], plain), "No column holds a code that people made themselves"),
        ((*both, "--code", "Shoe size"), "There is no one column “Shoe size”. Codes stand in “"),
        ((both[0], both[0]), "Both files are called fall"),
    ):
        assert said_ in str(told("waves", *words).exception)
