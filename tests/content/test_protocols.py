"""Every protocol is whole, credited and plain; whatever is wrong with one is said with its line."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from textstat import textstat

from plgwork.analysis.chooser import choose
from plgwork.analysis.fit import fit
from plgwork.content import Library, load
from plgwork.errors import ContentError
from plgwork.models.protocols import Case, Fitted, Protocol, Trust
from plgwork.settings import shipped

OURS = shipped("content")
PROTOCOLS = load([OURS]).protocols
HARDEST = 9  # the school grade that what a group hears may ask for
LANTERN = dedent(
    """\
    id: lantern
    name: Lantern
    tier: extra
    kinds: [student-work]
    purpose: You hold a lantern to one corner of a piece of work.
    group:
      min: 3
      max: 12
      split: {into: fours, min: 3, max: 5}
    for_people: 4
    minutes: 20
    minutes_basis: ours
    trust: new
    brings: [student-work]
    presenter_brings: One piece of work.
    roles: [facilitator, presenter]
    choose_when: A corner is dark.
    avoid_when: All is bright.
    instead: [slice]
    steps:
      - id: rounds
        name: Round by round
        minutes: 4
        min_minutes: 2
        per: person
        speaker: in-turn
        happens: Say what you see in your corner.
        watch: Some corners are hard to see.
      - id: debrief
        name: Debrief
        minutes: 4
        min_minutes: 2
        speaker: everyone
        happens: How was it?
        watch: Keep it short.
        closing: true
    credit: Nobody, 2026.
    sources:
      - name: Nowhere
        link: https://example.org/lantern
    verified: false
    """
)

Write = Callable[[str], Path]

each = pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)


@pytest.fixture(scope="module")
def library() -> Library:
    return load([OURS])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a protocol of a school's own; its path."""

    def write(text: str) -> Path:
        path = tmp_path / "content" / "protocols" / "lantern.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def swapped(old: str, new: str) -> str:
    assert LANTERN.count(old) >= 1
    return LANTERN.replace(old, new, 1)


# --- ours --------------------------------------------------------------------------------


def test_there_are_thirty_six_protocols_for_every_kind_of_work(library: Library) -> None:
    kinds = {term.id for term in library.vocabulary("kinds-of-work").terms}

    assert len(PROTOCOLS) >= 36
    assert {kind for one in PROTOCOLS.values() for kind in one.kinds} == kinds


@each
def test_the_steps_of_a_protocol_take_its_total(protocol: Protocol) -> None:
    people = protocol.for_people

    assert sum(one.minutes_for(people, people) for one in protocol.steps) == protocol.minutes
    assert sum(one.least_for(people, people) for one in protocol.steps) < protocol.minutes


@each
def test_a_protocol_ends_with_its_only_closing_step(protocol: Protocol) -> None:
    assert [step.closing for step in protocol.steps] == [False] * (len(protocol.steps) - 1) + [True]


@each
def test_speakers_and_roles_are_of_their_vocabularies(library: Library, protocol: Protocol) -> None:
    speakers = {term.id for term in library.vocabulary("speakers").terms}
    roles = {term.id for term in library.vocabulary("protocol-roles").terms}

    assert {step.speaker for step in protocol.steps} <= speakers
    assert set(protocol.roles) <= roles


@pytest.mark.parametrize("slug", ["speakers", "protocol-roles", "brings"])
def test_no_word_of_a_vocabulary_is_idle(library: Library, slug: str) -> None:
    used = {
        "speakers": {step.speaker for one in PROTOCOLS.values() for step in one.steps},
        "protocol-roles": {role for one in PROTOCOLS.values() for role in one.roles},
        "brings": {word for one in PROTOCOLS.values() for word in one.brings},
    }

    assert {term.id for term in library.vocabulary(slug).terms} == used[slug]


@each
def test_a_protocol_says_whose_it_is_and_where_it_is_told(protocol: Protocol) -> None:
    links = [source.link for source in protocol.sources]

    assert protocol.credit.endswith(".")
    assert len(links) == len(set(links)) >= 1


@each
def test_what_is_ours_or_was_not_seen_is_said(protocol: Protocol) -> None:
    told = " ".join(protocol.unverified)

    if not protocol.verified:
        assert protocol.unverified
    if protocol.minutes_basis == "ours":
        assert "minutes" in told
    if protocol.minutes_basis == "ours" or any(step.ours for step in protocol.steps):
        assert "ours" in told


@pytest.mark.parametrize("protocol_id", ["consultancy", "peeling-the-onion", "issaquah"])
def test_what_its_publisher_advises_stands_with_a_protocol_for_dilemmas(protocol_id: str) -> None:
    assert "NSRF" in (PROTOCOLS[protocol_id].rights or "")


@each
def test_what_a_group_hears_is_plain_enough_to_be_read_aloud(protocol: Protocol) -> None:
    """A name alone is too short to measure, so it is taken with what follows it."""
    graded = {
        text: textstat.flesch_kincaid_grade(text)
        for step in protocol.steps
        for text in (f"{step.name}. {step.happens}", step.note)
        if text
    }

    assert {text: grade for text, grade in graded.items() if grade > HARDEST} == {}


def test_who_speaks_is_plain_enough_to_be_read_aloud(library: Library) -> None:
    """The names of protocols alone go unmeasured: they are their developers', not ours."""
    graded = {
        term.id: textstat.flesch_kincaid_grade(f"{term.name}. {term.meaning}")
        for term in library.vocabulary("speakers").terms
    }

    assert {term: grade for term, grade in graded.items() if grade > HARDEST} == {}


def test_no_two_steps_warn_in_the_same_words() -> None:
    said = [step.watch for one in PROTOCOLS.values() for step in one.steps]

    assert len(set(said)) == len(said)


# --- a school's own ----------------------------------------------------------------------


def test_a_protocol_of_ones_own_is_found_fitted_and_chosen_and_no_file_of_ours_changes(
    write: Write,
) -> None:
    before = {path: path.read_bytes() for path in OURS.rglob("*.yaml")}
    folder = write(LANTERN).parents[1]

    library = load([OURS, folder])
    plan = fit(library.protocols["lantern"], 11, 25)
    advice = choose(
        library.protocols.values(),
        Case(brings="student-work", wants="student-work", people=11, minutes=25, trust=Trust.NEW),
        library.vocabulary("kinds-of-work"),
        library.vocabulary("brings"),
    )

    assert isinstance(plan, Fitted)
    assert plan.groups == (4, 4, 3)
    assert [one.minutes for one in plan.steps] == [20, 5]
    assert [choice.plan.protocol.id for choice in advice.choices] == ["lantern"]
    assert before == {path: path.read_bytes() for path in OURS.rglob("*.yaml")}


# --- what can be wrong -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            swapped("minutes: 20", "minutes: 25"),
            11,
            "minutes: the steps add up to 20 with 4 people; not 25",
        ),
        (
            swapped("min_minutes: 2", "min_minutes: 5"),
            24,
            "min_minutes: at most the 4 minutes of the step; not 5",
        ),
        (swapped("minutes: 4", "minutes: 0"), 23, "steps.0.minutes: input should be greater"),
        (swapped("minutes: 4", "minutes: 4.5"), 23, "steps.0.minutes: input should be a valid"),
        (
            swapped("roles: [facilitator, presenter]", "roles: [facilitator, captain]"),
            16,
            "roles: one of equity-listener, facilitator, host, observer, participant, presenter, "
            "recorder, spokesperson, timekeeper; not 'captain'",
        ),
        (swapped("speaker: in-turn", "speaker: choir"), 26, "not 'choir'"),
        (
            swapped("speaker: everyone", "speaker: recorder"),
            33,
            "speaker: 'recorder' is not among the roles",
        ),
        (swapped("kinds: [student-work]", "kinds: [fishing]"), 4, "not 'fishing'"),
        (swapped("brings: [student-work]", "brings: [fish]"), 14, "not 'fish'"),
        (swapped("instead: [slice]", "instead: [lantern]"), 19, "not 'lantern'"),
        (swapped("    closing: true\n", ""), 29, "closing: the last step closes; 'debrief'"),
        (
            swapped("    speaker: in-turn", "    speaker: in-turn\n    closing: true"),
            21,
            "closing: only the last step closes; 'rounds' does not fit",
        ),
        (swapped("id: debrief", "id: rounds"), 29, "id: 'rounds' stands here twice"),
        (swapped("min: 3", "min: 30"), 7, "group: from 30 to 12 is nobody"),
        (swapped("min: 3, max: 5", "min: 5, max: 6"), 9, "split: fours are not 5 to 6 people"),
        (
            swapped("min: 3\n", "min: 2\n"),
            9,
            "split: from 3 people, and a room may have 2",
        ),
        (swapped("for_people: 4", "for_people: 7"), 10, "for_people: 3 to 5; not 7"),
        (swapped("into: fours", "into: crowds"), 9, "group.split.into: input should be 'pairs'"),
        (
            swapped("https://example.org", "ftp://example.org"),
            40,
            "sources.0.link: must begin with",
        ),
        (swapped("happens: How was it?", "happens: ''"), 34, "steps.1.happens: must not be empty"),
        (swapped("tier: extra", "tier: best"), 3, "tier: input should be 'core' or 'extra'"),
        (swapped("verified: false", "verified: perhaps"), 41, "verified: input should be a valid"),
        (LANTERN + "mood: good\n", 42, "mood: no field has this name here"),
        ("id: lantern\nsteps:\n  -\n", 3, "steps.0: must be fields, each with its name"),
        ("id: lantern\nsteps: []\n", 2, "steps: tuple should have at least 2 items"),
    ],
)
def test_what_is_wrong_with_a_protocol_is_said_with_its_line(
    write: Write, text: str, line: int, said: str
) -> None:
    path = write(text)

    with pytest.raises(ContentError) as caught:
        load([OURS, path.parents[1]])

    problems = caught.value.problems
    assert any(one.startswith(f"{path}:{line}: ") and said in one for one in problems), problems


@pytest.mark.parametrize("slug", ["speakers", "protocol-roles", "brings", "kinds-of-work"])
def test_a_vocabulary_that_lacks_a_word_of_a_protocol_leads_to_problems_with_their_lines(
    tmp_path: Path, slug: str
) -> None:
    own = tmp_path / "vocabularies" / f"{slug}.yaml"
    own.parent.mkdir()
    own.write_text(f"id: {slug}\ntitle: Little\nterms: [{{id: one, name: One, meaning: One.}}]\n")

    with pytest.raises(ContentError) as caught:
        load([OURS, tmp_path])

    users = [f"{OURS}/{folder}/" for folder in ("protocols", "agendas", "cohort-agendas")]
    assert all(any(user in one for user in users) for one in caught.value.problems)
    assert any(users[0] in one for one in caught.value.problems)
    assert all("one of one; not " in one for one in caught.value.problems)
