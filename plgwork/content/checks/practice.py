"""Exercises and units: every item has its key, every scene its ways, every reference its end."""

from collections import Counter
from collections.abc import Iterable, Iterator

from plgwork.content.checks.rules import Rules, terms
from plgwork.content.library import PRACTICE, Item, Library
from plgwork.content.prose import not_plain
from plgwork.content.reading import Place
from plgwork.models.practice import Scene, Sorting, Statement, Verdict, item_ids

LEAST_DECISIONS = 4  # on every way through a scene


def exercise_ids_are_unique(library: Library) -> Iterator[str]:
    """What somebody practised is known by its exercise and item alone."""
    first: dict[str, Item] = {}
    for item in _exercises(library):
        if item.model.id in first:
            other = first[item.model.id].source.path
            yield item.source.at(("id",), f"id: {item.model.id!r} is {other} too")
        first.setdefault(item.model.id, item)
        yield from _twice(item, ("items",), item_ids(item.model))


def names_within_an_exercise_are_unique(library: Library) -> Iterator[str]:
    """What may be chosen is told apart by its id: labels of an ask, moves of a beat."""
    for item in library.of("practice/sorting/*.yaml"):
        sorting: Sorting = item.model
        yield from _twice(item, ("asks",), (ask.id for ask in sorting.asks))
        yield from _twice(item, ("materials",), (one.id for one in sorting.materials))
        for i, ask in enumerate(sorting.asks):
            yield from _twice(item, ("asks", i), (label.id for label in ask.labels))
    for item in library.of("practice/scenes/*.yaml"):
        for i, beat in enumerate(item.model.beats):
            yield from _twice(item, ("beats", i), (move.id for move in beat.moves))


def exercises_train_known_skills(library: Library) -> Iterator[str]:
    """The skill is of its vocabulary."""
    skills = terms(library, "skills")
    for item in _exercises(library):
        if item.model.skill not in skills:
            sentence = f"skill: one of {', '.join(sorted(skills))}; not {item.model.skill!r}"
            yield item.source.at(("skill",), sentence)


def statements_have_their_keys(library: Library) -> Iterator[str]:
    """Each statement has one label for every ask, and another where guides differ."""
    for item in library.of("practice/sorting/*.yaml"):
        sorting: Sorting = item.model
        materials = {one.id for one in sorting.materials}
        for i, statement in enumerate(sorting.items):
            place: Place = ("items", i)
            if statement.material and statement.material not in materials:
                yield item.source.at(place, f"material: nothing here is {statement.material!r}")
            for problem in _key_problems(sorting, statement):
                yield item.source.at(place, problem)


def tables_have_no_cell_too_many(library: Library) -> Iterator[str]:
    """Every row has a cell under each heading; a comma too many makes two of one."""
    for item in library.of("practice/sorting/*.yaml"):
        for i, material in enumerate(item.model.materials):
            wide = len(material.table.head) if material.table else 0
            for j, row in enumerate(material.table.rows if material.table else ()):
                if len(row) != wide:
                    place: Place = ("materials", i, "table", "rows", j)
                    yield item.source.at(place, f"rows: {wide} cells each; not {len(row)}")


def _key_problems(sorting: Sorting, statement: Statement) -> Iterator[str]:
    labels = {ask.id: {label.id for label in ask.labels} for ask in sorting.asks}
    if statement.keys.keys() != labels.keys():
        yield f"keys: one for each of {', '.join(labels)}; not {', '.join(statement.keys)}"
    for name, given in (("keys", statement.keys), ("also", statement.also)):
        for ask, label in given.items():
            if label not in labels.get(ask, ()):
                known = ", ".join(sorted(labels.get(ask, ()))) or "none"
                yield f"{name}: for {ask!r} one of {known}; not {label!r}"
    if statement.disputed != bool(statement.also):
        yield "disputed: says true exactly where also holds what other guides say"
    if any(statement.keys.get(ask) == label for ask, label in statement.also.items()):
        yield "also: must differ from the key"


def cases_have_a_right_choice(library: Library) -> Iterator[str]:
    """Known protocols, each once; at least one is good and one is poor."""
    for item in library.of("practice/choosing/*.yaml"):
        for i, case in enumerate(item.model.items):
            for option in case.options:
                if option.protocol not in library.protocols:
                    sentence = f"options: there is no protocol {option.protocol!r}"
                    yield item.source.at(("items", i), sentence)
            yield from _twice(item, ("items", i), (one.protocol for one in case.options))
            verdicts = {option.verdict for option in case.options}
            for needed in {Verdict.GOOD, Verdict.POOR} - verdicts:
                yield item.source.at(("items", i), f"options: at least one must be {needed}")


def scenes_lead_somewhere(library: Library) -> Iterator[str]:
    """Every way decides four times and ends; different ways reach different ends."""
    for item in library.of("practice/scenes/*.yaml"):
        scene: Scene = item.model
        places = [*(one.id for one in scene.beats), *(one.id for one in scene.endings)]
        yield from _twice(item, (), places)
        ways = list(scene.paths())
        lost = {way[-1] for way in ways} - {one.id for one in scene.endings}
        if lost:
            sentence = f"leads: to an ending or a later beat; not {min(lost)!r}"
            yield item.source.at(("beats",), sentence)
            continue
        shortest = min(ways, key=len)
        if len(shortest) - 1 < LEAST_DECISIONS:
            sentence = f"beats: {' > '.join(shortest)} decides fewer than {LEAST_DECISIONS} times"
            yield item.source.at(("beats",), sentence)
        reached = {place for way in ways for place in way}
        for lone in sorted(set(places) - reached):
            yield item.source.at(("beats",), f"leads: no way leads to {lone!r}")


def scenes_play_in_a_known_step(library: Library) -> Iterator[str]:
    """A scene's protocol and step are there."""
    for item in library.of("practice/scenes/*.yaml"):
        scene: Scene = item.model
        if scene.protocol is None:
            if scene.step:
                yield item.source.at(("step",), "step: needs the protocol that it is a step of")
            continue
        protocol = library.protocols.get(scene.protocol)
        if protocol is None:
            yield item.source.at(("protocol",), f"protocol: there is no {scene.protocol!r}")
        elif scene.step and scene.step not in {step.id for step in protocol.steps}:
            sentence = f"step: {scene.protocol} has no step {scene.step!r}"
            yield item.source.at(("step",), sentence)


def lessons_stand_in_one_order(library: Library) -> Iterator[str]:
    """No two units have the same number."""
    numbers: dict[int, Item] = {}
    for item in library.of("lessons/*.md"):
        if item.model.order in numbers:
            other = numbers[item.model.order].source.path.name
            yield item.source.at(("order",), f"order: {item.model.order} is {other} too")
        numbers.setdefault(item.model.order, item)


def lessons_are_plain_text(library: Library) -> Iterator[str]:
    """A unit is made of what a page can show."""
    for item in library.of("lessons/*.md"):
        # As the file has it: the model's text has lost the empty lines above.
        found = not_plain(item.source.value["text"])
        if found:
            line, why = found
            yield f"{item.source.path}:{item.source.line(('text',)) + line}: text: {why}"


def lessons_take_exercises_that_are_there(library: Library) -> Iterator[str]:
    """A unit names items of the bank."""
    if not library.kinds.issuperset(PRACTICE):
        return
    for item in library.of("lessons/*.md"):
        for i, taken in enumerate(item.model.exercises):
            exercise = library.exercises.get(taken.exercise)
            known = item_ids(exercise) if exercise else ()
            for lost in [one for one in taken.items if one not in known]:
                sentence = f"exercises: {taken.exercise!r} has no item {lost!r}"
                yield item.source.at(("exercises", i), sentence)


def _exercises(library: Library) -> Iterator[Item]:
    for kind in PRACTICE:
        yield from library.of(kind)


def _twice(item: Item, place: Place, ids: Iterable[str]) -> Iterator[str]:
    for slug, times in Counter(ids).items():
        if times > 1:
            yield item.source.at(place, f"id: {slug!r} stands here {times} times")


RULES: Rules = {
    exercise_ids_are_unique: (),
    names_within_an_exercise_are_unique: (),
    exercises_train_known_skills: ("vocabularies/*.yaml",),
    statements_have_their_keys: (),
    tables_have_no_cell_too_many: (),
    cases_have_a_right_choice: ("protocols/*.yaml",),
    scenes_lead_somewhere: (),
    scenes_play_in_a_known_step: ("protocols/*.yaml",),
    lessons_stand_in_one_order: (),
    lessons_are_plain_text: (),
    lessons_take_exercises_that_are_there: tuple(PRACTICE),
}
