"""Every item to practise has its key and its reason; what is wrong is said with file and line."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from plgwork.analysis.fit import fit
from plgwork.content import Library, load, load_practice
from plgwork.content.checks import practice as checks
from plgwork.content.library import PRACTICE
from plgwork.content.prose import blocks
from plgwork.content.reading import Source, read
from plgwork.errors import ContentError
from plgwork.models.lessons import Lesson
from plgwork.models.practice import (
    Choosing,
    Effect,
    Exercise,
    Item,
    Rewording,
    Scene,
    Situation,
    Sorting,
    Verdict,
    item_ids,
)
from plgwork.models.protocols import Fitted
from plgwork.settings import shipped

OURS = shipped("content")
FILES = sorted(path.relative_to(OURS).as_posix() for path in (OURS / "practice").rglob("*.yaml"))
UNITS = sorted(path.relative_to(OURS).as_posix() for path in (OURS / "lessons").glob("*.md"))

Write = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_practice([OURS])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of a school's own; its path."""

    def write(place: str, text: str) -> Path:
        path = tmp_path / "content" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def exercise(place: str) -> Exercise:
    """The exercise that a file of ours holds."""
    kind = next(schema for kind, schema in PRACTICE.items() if Path(place).match(kind))
    found = read(Source(OURS / place), kind)
    assert isinstance(found, Sorting | Rewording | Choosing | Scene)
    return found


def unit(place: str) -> Lesson:
    """The unit that a file of ours holds."""
    found = read(Source(OURS / place), Lesson)
    assert found is not None
    return found


def problems(path: Path) -> list[str]:
    """What is wrong once this file lies over ours."""
    folder = next(one for one in path.parents if one.name == "content")
    with pytest.raises(ContentError) as caught:
        load_practice([OURS, folder])
    return list(caught.value.problems)


# --- ours: exercises ---------------------------------------------------------------------


@pytest.mark.parametrize("place", FILES)
def test_every_item_has_its_key_and_its_reason(place: str) -> None:
    one = exercise(place)

    assert item_ids(one)
    assert [item for item in keyed(one) if not (item[1] and item[2].strip())] == []


def keyed(one: Exercise) -> list[tuple[str, bool, str]]:
    """Each item, or each move of a scene: whether there is a key, and the reason for it."""
    match one:
        case Sorting():
            return [
                (item.id, all(item.keys.get(ask.id) for ask in one.asks), item.reason)
                for item in one.items
            ]
        case Rewording():
            return [(item.id, len(item.samples) >= 2, item.reason) for item in one.items]
        case Choosing():
            return [(item.id, bool(chosen(item, Verdict.GOOD)), item.reason) for item in one.items]
        case Scene():
            return [
                (f"{beat.id} {move.id}", any(other.helps for other in beat.moves), move.why)
                for beat in one.beats
                for move in beat.moves
            ]


def chosen(item: Situation, verdict: Verdict) -> list[str]:
    return [option.protocol for option in item.options if option.verdict is verdict]


@pytest.mark.parametrize("place", FILES)
def test_no_two_items_ask_or_explain_in_the_same_words(place: str) -> None:
    one = exercise(place)
    items: list[Item] = [] if isinstance(one, Scene) else list(one.items)
    asked = [(item.text, getattr(item, "setting", "")) for item in items]
    reasons = [item.reason for item in items]

    assert [words for words, times in Counter(asked).items() if times > 1] == []
    assert [words for words, times in Counter(reasons).items() if times > 1] == []


@pytest.mark.parametrize("place", [one for one in FILES if "/sorting/" in one])
def test_every_label_is_the_key_of_some_items_and_every_material_is_used(place: str) -> None:
    one = exercise(place)
    assert isinstance(one, Sorting)

    keys = Counter((ask, label) for item in one.items for ask, label in item.keys.items())
    labels = {(ask.id, label.id) for ask in one.asks for label in ask.labels}
    assert set(keys) == labels
    # One who always says the same must not get far.
    assert max(keys.values()) <= 0.7 * len(one.items)
    assert {item.material for item in one.items if item.material} == {m.id for m in one.materials}


@pytest.mark.parametrize("place", [one for one in FILES if "/choosing/" in one])
def test_what_is_called_good_or_fine_fits_the_people_the_minutes_and_the_trust(
    library: Library, place: str
) -> None:
    one = exercise(place)
    assert isinstance(one, Choosing)

    misfits = [
        f"{case.id}: {slug}"
        for case in one.items
        for slug in chosen(case, Verdict.GOOD) + chosen(case, Verdict.FINE)
        if not serves(library, case, slug)
    ]
    assert misfits == []


def serves(library: Library, case: Situation, slug: str) -> bool:
    protocol = library.protocols[slug]
    fits = isinstance(fit(protocol, case.people, case.minutes), Fitted)
    return fits and protocol.trust.rank <= case.trust.rank


@pytest.mark.parametrize("place", [one for one in FILES if "/scenes/" in one])
def test_a_scene_ends_well_for_who_helps_and_otherwise_for_who_hurts(place: str) -> None:
    scene = exercise(place)
    assert isinstance(scene, Scene)

    well, badly = ending(scene, best=True), ending(scene, best=False)

    assert well != badly
    assert {well, badly} <= {one.id for one in scene.endings}


def ending(scene: Scene, best: bool) -> str:
    """How it ends for somebody who always makes the best move of a moment, or the worst."""
    beats = {beat.id: beat for beat in scene.beats}
    at = scene.beats[0].id
    choose = max if best else min
    while at in beats:
        moves = beats[at].moves
        at = choose(moves, key=lambda move: worth(move.timing, move.tone, move.fidelity)).leads
    return at


def worth(*effects: Effect) -> int:
    return sum({Effect.HELPS: 2, Effect.MIXED: 1, Effect.HURTS: 0}[one] for one in effects)


def test_every_skill_is_trained_by_some_exercise(library: Library) -> None:
    trained = {one.skill for one in library.exercises.values()}

    assert trained == {term.id for term in library.vocabulary("skills").terms}


# --- ours: units -------------------------------------------------------------------------


@pytest.mark.parametrize("place", UNITS)
def test_a_unit_is_plain_text_with_notes_beside_a_conversation(place: str) -> None:
    one = unit(place)

    assert blocks(one.text)
    assert len([line for line in one.conversation.lines if line.note]) >= 2
    assert len({line.who for line in one.conversation.lines}) >= 2


@pytest.mark.parametrize("place", UNITS)
def test_a_unit_practises_what_is_there_and_nothing_twice(library: Library, place: str) -> None:
    taken = [(one.exercise, item) for one in unit(place).exercises for item in one.items]

    assert len(set(taken)) == len(taken)
    assert [pair for pair in taken if pair[1] not in item_ids(library.exercises[pair[0]])] == []


# --- a school's own ----------------------------------------------------------------------

ROPES = dedent(
    """\
    id: ropes
    title: Ropes
    skill: questions
    about: You tell one rope from another.
    asks:
      - id: kind
        question: Which rope is it?
        labels:
          - {id: hemp, name: Hemp, meaning: It smells of tar.}
          - {id: silk, name: Silk, meaning: It does not.}
      - id: use
        question: What is it for?
        labels:
          - {id: holding, name: Holding, meaning: It holds.}
          - {id: show, name: Show, meaning: It shines.}
    materials:
      - {id: harbor, title: The harbor, text: Tar and gulls.}
      - {id: parlor, title: The parlor, text: Velvet.}
    items:
      - id: mooring
        material: harbor
        text: It holds a ship.
        keys: {kind: hemp, use: holding}
        reason: A ship wants hemp.
      - id: tassel
        material: parlor
        text: It hangs beside a curtain.
        keys: {kind: silk, use: show}
        reason: Some tassels are of hemp.
        disputed: true
        also: {kind: hemp}
    """
)
KNOTS = dedent(
    """\
    id: knots
    title: Knots
    skill: probing
    about: You ask in place of pulling.
    checklist: [It opens., It is one question., It is short.]
    items:
      - id: pull-harder
        setting: Somebody holds a tangle.
        text: Pull harder.
        samples: [Where does it begin?, What holds it?]
        reason: Pulling settles it.
    """
)
BOATS = dedent(
    """\
    id: boats
    title: Boats
    skill: choosing
    about: You choose for a crew.
    items:
      - id: leak
        text: The boat leaks, and nobody says so.
        people: 8
        minutes: 60
        trust: some
        options:
          - {protocol: consultancy, verdict: good, reason: It asks.}
          - {protocol: tuning-protocol, verdict: fine, reason: It may.}
          - {protocol: charrette, verdict: poor, reason: It builds.}
        reason: Ask before you bail.
    """
)


def beat(slug: str, *leads: str) -> str:
    """A moment of a scene, whose moves lead to these places."""
    moves = "".join(
        f"      - {{id: to-{lead}-{i}, does: Go., then: One goes., why: It is time., "
        f"timing: helps, tone: helps, fidelity: helps, leads: {lead}}}\n"
        for i, lead in enumerate(leads)
    )
    return f"  - id: {slug}\n    told: It goes on.\n    moves:\n{moves}"


def scene(beats: str, head: str = "protocol: consultancy\nstep: probing\n") -> str:
    """A scene of these moments, with two endings."""
    return (
        "id: ferry\ntitle: The last ferry\nskill: moves\nabout: You wait with a group.\n"
        f"{head}setting: Six people stand on a pier.\nbeats:\n{beats}endings:\n"
        "  - {id: aboard, title: Aboard, told: You sail.}\n"
        "  - {id: ashore, title: Ashore, told: You stay.}\n"
    )


FOUR = (
    beat("bell", "rope", "rope")
    + beat("rope", "plank", "plank")
    + beat("plank", "rail", "rail")
    + beat("rail", "aboard", "ashore")
)
FERRY = scene(FOUR)
TIDES = dedent(
    """\
    id: tides
    order: 900
    title: Tides
    aim: You know when to wait.
    minutes: 10
    conversation:
      setting: Two people on a pier.
      lines:
        - {who: Ida, says: It is late.}
        - {who: Ida, says: The last one left., note: Nobody asked.}
        - {who: Bo, says: There is another.}
        - {who: Ida, says: When?}
        - {who: Bo, says: At nine.}
        - {who: Ida, says: We wait., note: Both know now.}
    exercises:
      - {exercise: kinds-of-question, items: [same-length-passage]}
      - {exercise: advice-to-question, items: [move-one-talker]}
    to_try: Wait once.
    asked_together: When did you wait last?
    ---

    ### What waits

    Water *waits*, and **boats** do.

    - One is early.
    - One is late.
    """
)
OWN = {
    "practice/sorting/ropes.yaml": ROPES,
    "practice/rewording/knots.yaml": KNOTS,
    "practice/choosing/boats.yaml": BOATS,
    "practice/scenes/ferry.yaml": FERRY,
    "lessons/tides.md": TIDES,
}


def test_what_a_school_adds_is_used_and_no_file_of_ours_changes(write: Write) -> None:
    before = {path: path.read_bytes() for path in OURS.rglob("*") if path.is_file()}
    [folder, *_] = [write(place, text).parents[2] for place, text in OWN.items()]

    ours, library = load_practice([OURS]), load_practice([OURS, folder])

    assert set(library.exercises) - set(ours.exercises) == {"ropes", "knots", "boats", "ferry"}
    assert list(library.lessons)[-1] == "tides"
    assert [block.kind for block in blocks(library.lessons["tides"].text)] == [
        *("heading", "paragraph", "list")
    ]
    assert before == {path: path.read_bytes() for path in OURS.rglob("*") if path.is_file()}


def test_an_exercise_of_a_schools_own_replaces_ours_of_the_same_id(write: Write) -> None:
    place = "practice/sorting/kinds-of-question.yaml"
    text = (OURS / place).read_text(encoding="utf-8")
    title = exercise(place).title
    path = write(place, swapped(text, f"title: {title}", "title: Questions at our school"))

    library = load_practice([OURS, path.parents[2]])

    assert library.exercises["kinds-of-question"].title == "Questions at our school"


# --- what can be wrong -------------------------------------------------------------------


def swapped(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


WRONG = [
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "skill: questions", "skill: sailing"),
        3,
        "skill: one of agenda, choosing, describing, feedback, moves, probing, questions; "
        "not 'sailing'",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "id: tassel", "id: mooring"),
        20,
        "id: 'mooring' stands here 2 times",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "id: use", "id: kind"),
        6,
        "id: 'kind' stands here 2 times",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "id: show", "id: holding"),
        11,
        "id: 'holding' stands here 2 times",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "id: parlor", "id: harbor"),
        17,
        "id: 'harbor' stands here 2 times",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(
            ROPES,
            "text: Velvet.",
            "table: {head: [Thing, Made of], rows: [[Curtain, Velvet], [Cord, hemp, silk]]}",
        ),
        18,
        "rows: 2 cells each; not 3",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "material: harbor", "material: ocean"),
        20,
        "material: nothing here is 'ocean'",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "keys: {kind: hemp, use: holding}", "keys: {kind: hemp}"),
        20,
        "keys: one for each of kind, use; not kind",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "keys: {kind: silk", "keys: {kind: wool"),
        25,
        "keys: for 'kind' one of hemp, silk; not 'wool'",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "also: {kind: hemp}", "also: {age: old}"),
        25,
        "also: for 'age' one of none; not 'old'",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "also: {kind: hemp}", "also: {kind: silk}"),
        25,
        "also: must differ from the key",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "    also: {kind: hemp}\n", ""),
        25,
        "disputed: says true exactly where also holds what other guides say",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "    disputed: true\n", ""),
        25,
        "disputed: says true exactly where also holds what other guides say",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "    reason: A ship wants hemp.\n", ""),
        20,
        "items.0.reason: this field is missing",
    ),
    (
        "practice/sorting/ropes.yaml",
        swapped(ROPES, "    keys: {kind: hemp, use: holding}\n", ""),
        20,
        "items.0.keys: this field is missing",
    ),
    (
        "practice/rewording/knots.yaml",
        swapped(KNOTS, "[Where does it begin?, What holds it?]", "[Where does it begin?]"),
        10,
        "items.0.samples: tuple should have at least 2 items",
    ),
    (
        "practice/rewording/knots.yaml",
        swapped(KNOTS, "reason: Pulling settles it.", "reason: ''"),
        11,
        "items.0.reason: must not be empty",
    ),
    (
        "practice/choosing/boats.yaml",
        swapped(BOATS, "protocol: consultancy", "protocol: bailing"),
        6,
        "options: there is no protocol 'bailing'",
    ),
    (
        "practice/choosing/boats.yaml",
        swapped(BOATS, "protocol: charrette", "protocol: consultancy"),
        6,
        "id: 'consultancy' stands here 2 times",
    ),
    (
        "practice/choosing/boats.yaml",
        swapped(BOATS, "verdict: good", "verdict: fine"),
        6,
        "options: at least one must be good",
    ),
    (
        "practice/choosing/boats.yaml",
        swapped(BOATS, "verdict: poor", "verdict: fine"),
        6,
        "options: at least one must be poor",
    ),
    (
        "practice/choosing/boats.yaml",
        swapped(BOATS, "verdict: good", "verdict: best"),
        12,
        "items.0.options.0.verdict: input should be 'good', 'fine' or 'poor'",
    ),
    (
        "practice/scenes/ferry.yaml",
        scene(FOUR + beat("rail", "aboard", "ashore")),
        1,
        "id: 'rail' stands here 2 times",
    ),
    (
        "practice/scenes/ferry.yaml",
        scene(FOUR).replace("id: to-ashore-1", "id: to-aboard-0"),
        24,
        "id: 'to-aboard-0' stands here 2 times",
    ),
    (
        "practice/scenes/ferry.yaml",
        swapped(FERRY, "leads: ashore", "leads: overboard"),
        9,
        "leads: to an ending or a later beat; not 'overboard'",
    ),
    (
        "practice/scenes/ferry.yaml",
        swapped(FERRY, "leads: ashore", "leads: rope"),
        9,
        "leads: to an ending or a later beat; not 'rope'",
    ),
    (
        "practice/scenes/ferry.yaml",
        swapped(FERRY, "leads: rail", "leads: aboard"),
        9,
        "beats: bell > rope > plank > aboard decides fewer than 4 times",
    ),
    (
        "practice/scenes/ferry.yaml",
        swapped(FERRY, "leads: ashore", "leads: aboard"),
        9,
        "leads: no way leads to 'ashore'",
    ),
    (
        "practice/scenes/ferry.yaml",
        scene(FOUR + beat("hold", "aboard", "ashore")),
        9,
        "leads: no way leads to 'hold'",
    ),
    (
        "practice/scenes/ferry.yaml",
        swapped(FERRY, "protocol: consultancy", "protocol: sailing"),
        5,
        "protocol: there is no 'sailing'",
    ),
    (
        "practice/scenes/ferry.yaml",
        swapped(FERRY, "step: probing", "step: boarding"),
        6,
        "step: consultancy has no step 'boarding'",
    ),
    (
        "practice/scenes/ferry.yaml",
        scene(FOUR, head="step: probing\n"),
        5,
        "step: needs the protocol that it is a step of",
    ),
    (
        "practice/scenes/ferry.yaml",
        swapped(FERRY, "tone: helps", "tone: shouts"),
        12,
        "beats.0.moves.0.tone: input should be 'helps', 'mixed' or 'hurts'",
    ),
    (
        "lessons/tides.md",
        swapped(TIDES, "items: [same-length-passage]", "items: [low-water]"),
        16,
        "exercises: 'kinds-of-question' has no item 'low-water'",
    ),
    (
        "lessons/tides.md",
        swapped(TIDES, "exercise: advice-to-question", "exercise: sailing"),
        17,
        "exercises: 'sailing' has no item 'move-one-talker'",
    ),
    ("lessons/tides.md", swapped(TIDES, "minutes: 10", "minutes: 45"), 5, "minutes: input should"),
    ("lessons/tides.md", swapped(TIDES, "aim: You", "aim: [You"), 5, "this is not YAML that can"),
    ("lessons/tides.md", swapped(TIDES, "order: 900\n", ""), 1, "order: this field is missing"),
    ("lessons/tides.md", swapped(TIDES, "id: tides", "id: ebb"), 1, "id: must be the file's name"),
    ("lessons/tides.md", TIDES.partition("---\n")[0] + "---\n", 21, "text: must not be empty"),
    ("lessons/tides.md", TIDES.partition("---\n")[0], 1, "above the text stand its fields"),
    ("lessons/tides.md", TIDES.partition("---\n")[2], 1, "above the text stand its fields"),
    ("lessons/tides.md", "", 1, "the file is empty"),
]


@pytest.mark.parametrize(("place", "text", "line", "said"), WRONG)
def test_what_is_wrong_with_an_exercise_or_a_unit_is_said_with_its_line(
    write: Write, place: str, text: str, line: int, said: str
) -> None:
    path = write(place, text)

    found = problems(path)

    assert any(one.startswith(f"{path}:{line}: {said}") for one in found), found


NOT_PLAIN = [
    ("a `rope`", "code"),
    ("[a rope](https://rope.example)", "a link"),
    ("![a rope](rope.png)", "a picture"),
    ("<b>rope</b>", "HTML"),
    ("<script>rope()</script>", "HTML"),
    ("> A rope, they say.", "a quotation"),
    ("***", "a line across"),
    ("## Ropes", "a heading of another level"),
    ("    rope = hemp", "code"),
    ("| rope | use |\n|---|---|\n| hemp | ship |", "a table"),
    ("- hemp\n    - tarred", "a list in a list"),
    ("- Hemp.\n\n  It is tarred.", "two paragraphs in one item"),
]


@pytest.mark.parametrize(("text", "named"), NOT_PLAIN)
def test_text_that_is_more_than_plain_is_refused_where_it_stands(
    write: Write, text: str, named: str
) -> None:
    path = write("lessons/tides.md", f"{TIDES}\nAll is well.\n\n{text}\n\nAll is well again.\n")
    begins = path.read_text().split("\n").index(text.split("\n")[0]) + 1
    lines = range(begins, begins + text.count("\n") + 1)

    (found,) = problems(path)

    assert found.endswith(
        f"text: only headings (###), paragraphs, lists, *emphasis* and **strong**; not {named}"
    )
    assert any(found.startswith(f"{path}:{line}: ") for line in lines), found


def test_two_exercises_may_not_share_an_id(write: Write) -> None:
    first = write("practice/rewording/knots.yaml", swapped(KNOTS, "id: knots", "id: ropes"))
    first = first.rename(first.with_name("ropes.yaml"))
    second = write("practice/sorting/ropes.yaml", ROPES)

    found = problems(second)

    assert [one for one in found if one.startswith(f"{first}:1: id: 'ropes' is {second} too")]


def test_two_units_may_not_stand_at_one_number(write: Write) -> None:
    write("lessons/ebb.md", swapped(TIDES, "id: tides", "id: ebb"))
    path = write("lessons/tides.md", TIDES)

    assert problems(path) == [f"{path}:2: order: 900 is ebb.md too"]


def test_every_rule_is_among_those_that_are_checked() -> None:
    rules = {
        name
        for name, rule in vars(checks).items()
        if callable(rule) and getattr(rule, "__module__", "") == checks.__name__
    }

    assert {name for name in rules if not name.startswith("_")} == {
        rule.__name__ for rule in checks.RULES
    }


def test_a_file_that_lies_nowhere_is_said(write: Write) -> None:
    path = write("practice/ropes.yaml", ROPES)

    assert [one for one in problems(path) if one.startswith(f"{path}:1: no kind of content")]


def test_a_page_that_practises_nothing_reads_no_exercise() -> None:
    assert load([OURS]).exercises == {}


# --- how much there is -------------------------------------------------------------------


def test_there_is_enough_to_practise(library: Library) -> None:
    by_skill: Counter[str] = Counter()
    for one in library.exercises.values():
        by_skill[one.skill] += len(item_ids(one))

    least = {
        "questions": 80,
        "probing": 30,
        "feedback": 40,
        "describing": 40,
        "choosing": 30,
        "moves": 12,
    }
    assert {skill: number for skill, number in least.items() if by_skill[skill] < number} == {}


def test_there_are_eleven_units_in_order(library: Library) -> None:
    assert [one.order for one in library.lessons.values()] == list(range(1, 12))
