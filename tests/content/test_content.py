"""Content is usable, and whatever is not is said with file and line, all at once."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plgwork.content import Library, load, load_all
from plgwork.content.library import KINDS
from plgwork.content.reading import Source, read
from plgwork.errors import ContentError
from plgwork.models.content import Area, PromptSet
from plgwork.models.months import Month
from plgwork.settings import shipped

OURS = shipped("content")
FILES = sorted(
    path.relative_to(OURS).as_posix() for path in OURS.rglob("*") if path.suffix in (".yaml", ".md")
)
MONTHS = ["aug", "sep", "oct", "nov", "dec", "jan", "feb", "mar", "apr", "may", "jun"]
ROPES = """
id: ropes
month: oct
prompts:
  - id: who-holds-the-rope
    area: purpose
    text: Who holds the rope?
    why: Somebody does.
"""

Write = Callable[[str, str | bytes], Path]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_all([OURS])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "content"
    own.mkdir()
    return own


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a file of a school's own content; its path."""

    def write(place: str, text: str | bytes) -> Path:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).lstrip().encode())
        return path

    return write


def problems(*folders: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_all([OURS, *folders])
    return list(caught.value.problems)


def problem(folder: Path) -> str:
    (one,) = problems(folder)
    return one


# --- ours --------------------------------------------------------------------------------


def test_our_content_has_no_problem() -> None:
    assert load_all([OURS]).items


@pytest.mark.parametrize("place", FILES)
def test_each_file_is_usable_and_called_what_its_id_says(library: Library, place: str) -> None:
    found = {item.source.path.relative_to(OURS).as_posix(): item for item in library.items.values()}

    assert found[place].model.id == Path(place).stem
    assert found[place].source.problems == []


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("area", Area)
def test_each_month_has_three_prompts_in_each_area(
    library: Library, month: str, area: Area
) -> None:
    (asked,) = [one.model for one in library.of("prompts/*.yaml") if one.model.month == month]

    assert len([prompt for prompt in asked.prompts if prompt.area is area]) >= 3


def test_a_school_year_has_a_hundred_and_thirty_two_prompts(library: Library) -> None:
    assert len(library.prompts) >= 132
    assert len({prompt.text for prompt in library.prompts.values()}) == len(library.prompts)


def test_sixteen_statements_are_rated_four_in_each_area(library: Library) -> None:
    rated = library.indicators.indicators

    assert Counter(one.area for one in rated) == dict.fromkeys(Area, 4)
    assert len(library.indicators.anchors) == 5


@pytest.mark.parametrize("calendar", ["august-start", "september-start", "july-start", "all-year"])
def test_each_calendar_gives_prompts_to_every_month_in_session(
    library: Library, calendar: str
) -> None:
    year = library.calendar(calendar)
    codes = [code for code in map(year.prompts_month, months_of_a_year()) if code]

    assert len(codes) >= 10
    assert all(library.prompts_for(code, area) for code in codes for area in Area)


def months_of_a_year() -> list[Month]:
    return [Month(2026, number) for number in range(1, 13)]


def test_a_school_that_starts_in_july_begins_with_our_first_prompts(library: Library) -> None:
    assert library.calendar("july-start").prompts_month(Month(2026, 7)) == "aug"


def test_a_school_that_runs_all_year_has_prompts_in_each_month(library: Library) -> None:
    assert all(map(library.calendar("all-year").prompts_month, months_of_a_year()))


def test_an_unknown_calendar_is_told_which_there_are(library: Library) -> None:
    with pytest.raises(ContentError, match=r"one of august-start, .*; not 'lunar'"):
        library.calendar("lunar")


def test_a_page_is_spared_the_exercises_and_the_invented_school() -> None:
    assert load([OURS]).kinds == set(KINDS)


# --- a school's own ----------------------------------------------------------------------


def test_a_set_of_ones_own_is_offered_and_no_file_of_ours_changes(
    folder: Path, write: Write
) -> None:
    write("prompts/ropes.yaml", ROPES)

    offered = load([OURS, folder]).prompts_for("oct", Area.PURPOSE)

    assert [prompt.id for prompt in offered][-1] == "who-holds-the-rope"
    assert len(offered) == len(load([OURS]).prompts_for("oct", Area.PURPOSE)) + 1


def test_a_file_of_ones_own_lies_over_ours_by_its_id(folder: Path, write: Write) -> None:
    ours = (OURS / "prompts" / "october.yaml").read_text(encoding="utf-8")
    write("prompts/october.yaml", ours.replace("Whose voice do you hear least", "Who is silent"))

    asked = load([OURS, folder]).prompts["voice-heard-least"].text

    assert asked.startswith("Who is silent,")


def test_what_an_editor_hides_is_not_content(folder: Path, write: Write) -> None:
    write("prompts/.ipynb_checkpoints/ropes-checkpoint.yaml", "half a th: [ought")

    assert load([OURS, folder]).prompts


def test_a_mark_at_the_beginning_of_a_file_does_no_harm(folder: Path, write: Write) -> None:
    write("prompts/ropes.yaml", b"\xef\xbb\xbf" + ROPES.encode())

    assert "who-holds-the-rope" in load([OURS, folder]).prompts


# --- what can be wrong -------------------------------------------------------------------


def swapped(old: str, new: str) -> str:
    assert old in ROPES
    return ROPES.replace(old, new)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (ROPES + "  - [half", 9, "this is not YAML that can be read: "),
        (swapped("who-holds-the-rope", "3"), 4, "prompts.0.id: must be text, in quotes if"),
        (swapped("area: purpose", "area: purposes"), 5, "prompts.0.area: input should be"),
        (swapped("month: oct", "month: october"), 2, "month: input should be 'aug', 'sep'"),
        (swapped("why:", "wy:"), 4, "prompts.0.why: this field is missing"),
        (ROPES + "mood: good", 8, "mood: no field has this name here; not 'good'"),
        (ROPES + "month: oct", 8, "'month' stands here a second time"),
        (swapped("Somebody does.", "[a, b]"), 7, "prompts.0.why: must be text, in quotes if"),
        (swapped("Somebody does.", "''"), 7, "prompts.0.why: must not be empty; not ''"),
        (swapped("id: ropes", "id: Ropes and knots"), 1, "id: must be small letters and digits"),
        (swapped("id: ropes", "id: knots"), 1, "id: must be the file's name, 'ropes'; not 'knots'"),
        (swapped("who-holds-the-rope", "voice-heard-least"), 4, "'voice-heard-least' stands in"),
        ("id: ropes\nmonth: oct\nprompts: []\n", 3, "prompts: tuple should have at least 1 item"),
        ("", 1, "the file is empty"),
        ("# nothing but a remark\n", 1, "the file is empty"),
        ("just words", 1, "the file: must be fields, each with its name"),
        (b"id: r\xf6pes\n", 1, "the file must be saved as UTF-8 text"),
        ("id: ro\x07pes\n", 1, "this is not YAML that can be read: control characters"),
        ("id: &it [*it]\n", 1, "a part cannot be repeated by *name; write it out"),
        ("id: !!python/object:os.system x\n", 1, "a value is what it looks like"),
        ("{a: 1}: ropes\n", 1, "a name must be a word, not a list"),
        ("id: " + "[" * 100_000, 1, "parts lie within parts at most 20 deep"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(
    folder: Path, write: Write, text: str | bytes, line: int, said: str
) -> None:
    path = write("prompts/ropes.yaml", text)

    assert any(one.startswith(f"{path}:{line}: ") and said in one for one in problems(folder))


def test_one_slip_in_a_file_of_ours_is_one_problem(folder: Path, write: Write) -> None:
    write("prompts/october.yaml", "id: october\nmonth: oct\nprompts: 12\n")

    assert problem(folder).endswith("prompts: must be a list, each part after a dash; not 12")


@pytest.mark.parametrize("place", FILES)
def test_any_file_of_ours_when_broken_is_named_alone(
    folder: Path, write: Write, place: str
) -> None:
    path = write(place, "id: [")

    assert problem(folder).startswith(f"{path}:")


@pytest.mark.parametrize("slug", ["areas", "outcomes", "plg-kinds", "staff-kinds"])
def test_a_vocabulary_cut_short_leads_to_problems(folder: Path, write: Write, slug: str) -> None:
    term = "[{id: one, name: One, meaning: The only one.}]"
    write(f"vocabularies/{slug}.yaml", f"id: {slug}\ntitle: Little\nterms: {term}\n")

    assert all(".yaml:" in one for one in problems(folder))


def test_everything_wrong_is_said_at_once(folder: Path, write: Write) -> None:
    paths = {
        write("prompts/ropes.yaml", swapped("purpose", "purposes") + "month: oct\nmood: good\n"),
        write("prompts/knots.yaml", "id: [half\n"),
        write("indicators.yaml", "id: indicators\n"),
        write("elsewhere/ropes.yaml", ROPES),
        write("prompts/deeper/ropes.yaml", ROPES),
        write("prompts/ropes.yml", ROPES),
        write("vocabularies/areas.yaml", b"\xff\xfe\x00"),
    }

    said = problems(folder)

    assert {Path(one.split(":", 1)[0]) for one in said} == paths
    assert len([one for one in said if "/prompts/ropes.yaml:" in one]) == 3, said


def test_a_file_in_a_wrong_folder_is_told_where_files_go(folder: Path, write: Write) -> None:
    path = write("questions/ropes.yaml", ROPES)

    assert problem(folder).startswith(f"{path}:1: no kind of content lies here; there are workbook")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert problem(tmp_path / "nowhere") == f"{tmp_path / 'nowhere'}: there is no such folder"


def test_content_without_its_cover_says_what_is_missing(tmp_path: Path) -> None:
    shutil.copytree(OURS, tmp_path / "content")
    (tmp_path / "content" / "workbook.yaml").unlink()

    with pytest.raises(ContentError, match=r"^content: workbook\.yaml is missing$"):
        load([tmp_path / "content"])


def test_a_month_with_too_few_prompts_is_named(folder: Path, write: Write) -> None:
    write("prompts/october.yaml", ROPES.replace("id: ropes", "id: october"))

    said = [one for one in problems(folder) if "workbook.yaml:" in one]

    assert any(one.endswith("prompts: oct has 1 in purpose; at least 3 are needed") for one in said)
    assert len(said) == 4


def test_a_vocabulary_that_lacks_a_word_pages_use_is_told_which(folder: Path, write: Write) -> None:
    ours = (OURS / "vocabularies" / "outcomes.yaml").read_text(encoding="utf-8")
    path = write("vocabularies/outcomes.yaml", ours.replace("id: dropped", "id: let-go"))

    assert problem(folder) == f"{path}:4: terms: 'dropped' is needed and not here"


def test_whoever_is_named_in_the_invented_school_must_be_there(folder: Path, write: Write) -> None:
    ours = (OURS / "invented" / "school.yaml").read_text(encoding="utf-8")
    write("invented/school.yaml", ours.replace("person: leila-moshiri", "person: nobody-at-all"))

    assert problem(folder).endswith("substitutes: 'nobody-at-all' is not here")


# --- whatever bytes come -----------------------------------------------------------------

YAML_LIKE = st.text(alphabet="abc013-:[]{},&*!?|>'\"#%@`=<~.\n\t \0\x85\u2028é", max_size=200)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=200), YAML_LIKE.map(str.encode)))
@example(b"{{ month }}: x")
@example(b"? [a, b]\n: c")
@example(b"id: !!int x")
@example(b"id: 2001-13-45")
@example(b"id: 0b_")
@example(b"id: " + b"9" * 5_000)
@example(b"id: &a {b: *a}")
@example(b"=: <<\n<<: =")
@example(b"id: .nan\n.nan: .inf")
@example(b"--- a\n--- b")
@example(b"%YAML 9.9\n---\nid: x")
def test_any_bytes_lead_to_problems_and_nothing_else(write: Write, data: bytes) -> None:
    source = Source(write("prompts/ropes.yaml", data))

    assert read(source, PromptSet) is None
    assert source.problems
    assert all(one.startswith(f"{source.path}:") for one in source.problems)


# --- on the command line -----------------------------------------------------------------


def check(*folders: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("plgwork")), "check", *map(str, folders)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_check_says_that_nothing_is_wrong() -> None:
    done = check()

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing is wrong: ")


def test_check_says_all_that_is_wrong_and_fails(folder: Path, write: Write) -> None:
    ropes = write("prompts/ropes.yaml", "")
    knots = write("prompts/knots.yaml", "id: [half\n")

    done = check(folder)

    assert done.returncode == 1
    assert done.stderr.splitlines()[1] == f"{ropes}:1: the file is empty"
    assert done.stderr.startswith(f"{knots}:")
    assert done.stderr.endswith("2 things are wrong.\n")


def test_a_spelling_of_two_answers_is_named(folder: Path, write: Write) -> None:
    write(
        "anchors/pace.yaml",
        """
        id: pace
        name: pace
        scales:
          - labels: [Slow, Middling, Fast]
            favourable: 1
        also:
          Slow: [So so]
          Middling: [so  so.]
        """,
    )
    with pytest.raises(ContentError, match="cannot be 'Middling' too"):
        load_all([OURS, folder])
