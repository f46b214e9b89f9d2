"""What each kind of exercise asks, and what it says of an answer: words around the grading."""

from collections.abc import Mapping
from typing import Any, Protocol

from plgwork.analysis import grading
from plgwork.content import Library
from plgwork.models.learning import Given, Grade, Place
from plgwork.models.practice import (
    Advice,
    Effect,
    Exercise,
    Move,
    Rewording,
    Scene,
    Situation,
    Sorting,
    Statement,
    Verdict,
)

Shown = dict[str, Any]
TITLES = {
    Grade.MET: "Yes.",
    Grade.NEARLY: "Partly.",
    Grade.MISSED: "Look again.",
}
WAYS = {2: "Two", 3: "Three"}
VERDICTS = {
    Verdict.GOOD: "A good choice.",
    Verdict.FINE: "That can work as well.",
    Verdict.POOR: "This one would not serve them.",
}
KNOWN = {
    "new": "are new to each other",
    "some": "know each other a little",
    "much": "trust each other",
}
EFFECTS = {Effect.HELPS: "helps", Effect.MIXED: "so-so", Effect.HURTS: "hurts"}


class Asked(Protocol):
    """One item as it is practised: shown, answered, perhaps in several turns, and graded."""

    grade: Grade | None
    given: tuple[Given, ...]

    @property
    def last(self) -> bool:
        """Whether nothing more is asked after this turn."""

    def show(self) -> Shown:
        """What is asked now."""

    def check(self, labels: Mapping[str, str]) -> Shown:
        """What is said of these labels; KeyError when they are not what was asked."""

    def go_on(self, ticks: list[int]) -> bool:
        """Whether the item asks something more; if not, it is graded."""


class SortingItem:
    """A statement to sort."""

    last = True

    def __init__(self, exercise: Sorting, item: Statement) -> None:
        self._exercise, self._item = exercise, item
        self.grade: Grade | None = None
        self.given: tuple[Given, ...] = ()

    def show(self) -> Shown:
        """The statement, what it is about, and the labels."""
        about = {one.id: one for one in self._exercise.materials}.get(self._item.material or "")
        return {
            "setting": self._item.setting or "",
            "material": about.model_dump(mode="json") if about else None,
            "lead": self._item.text,
            "quote": True,
            "asks": [
                {"id": ask.id, "legend": ask.question, "options": _options(ask.labels)}
                for ask in self._exercise.asks
            ],
            "submit": "Check",
        }

    def check(self, labels: Mapping[str, str]) -> Shown:
        """Whether each label is right, and what decides it."""
        self.given = grading.statement(self._exercise, self._item, labels)
        self.grade = grading.sorted_grade(self.given)
        lines = [self._item.reason]
        lines += [self._guides_differ(ask, other) for ask, other in self._item.also.items()]
        return {
            "tone": self.grade.value,
            "title": f"{TITLES[self.grade]} {self._keys()}",
            "lines": lines,
            "keys": [f"{one.ask} {one.key}" for one in self.given],
        }

    def _guides_differ(self, ask: str, other: str) -> str:
        some, others = (self._names[ask, label].lower() for label in (self._item.keys[ask], other))
        return f"Published guides differ here: some say {some}, others {others}. Either counts."

    def _keys(self) -> str:
        return ", ".join(self._names[one.ask, one.key] for one in self.given) + "."

    @property
    def _names(self) -> dict[tuple[str, str], str]:
        asks = self._exercise.asks
        return {(ask.id, label.id): label.name for ask in asks for label in ask.labels}

    def go_on(self, ticks: list[int]) -> bool:
        """One answer is all."""
        return False


class RewordingItem:
    """Advice to reword; one checks one's own words."""

    last = True

    def __init__(self, exercise: Rewording, item: Advice) -> None:
        self._exercise, self._item = exercise, item
        self.grade: Grade | None = None
        self.given: tuple[Given, ...] = ()

    def show(self) -> Shown:
        """The advice, and a place to write."""
        return {
            "setting": self._item.setting,
            "lead": self._item.text,
            "quote": True,
            "words": "Your question in its place. It stays in this tab and is not kept.",
            "submit": "Compare",
        }

    def check(self, labels: Mapping[str, str]) -> Shown:
        """Samples beside what was written, and lines to hold it against."""
        return {
            "tone": "",
            "title": f"{WAYS[len(self._item.samples)]} ways others might ask it",
            "lines": [self._item.reason],
            "samples": list(self._item.samples),
            "checklist": {
                "legend": "Your own question: what holds of it?",
                "lines": list(self._exercise.checklist),
            },
        }

    def go_on(self, ticks: list[int]) -> bool:
        """What was ticked is the grade."""
        self.grade = grading.reworded(self._exercise.checklist, ticks)
        return False


class ChoosingItem:
    """A case to choose a protocol for."""

    last = True

    def __init__(self, item: Situation, names: Mapping[str, str]) -> None:
        self._item, self._names = item, names
        self.grade: Grade | None = None
        self.given: tuple[Given, ...] = ()

    def show(self) -> Shown:
        """The case, and the protocols."""
        known = KNOWN[self._item.trust.value]
        options = [
            {"id": one.protocol, "name": self._names[one.protocol], "note": ""}
            for one in self._item.options
        ]
        return {
            "setting": f"{self._item.people} people who {known}; {self._item.minutes} minutes.",
            "told": [self._item.text],
            "asks": [
                {"id": grading.CHOICE, "legend": "Which protocol do you take?", "options": options}
            ],
            "submit": "Choose",
        }

    def check(self, labels: Mapping[str, str]) -> Shown:
        """How each protocol would serve them, the chosen one first."""
        chosen = labels[grading.CHOICE]
        self.grade, self.given = grading.case(self._item, chosen)
        options = {one.protocol: one for one in self._item.options}
        others = [one for one in self._item.options if one.protocol != chosen]
        good = [one.protocol for one in self._item.options if one.verdict is Verdict.GOOD]
        return {
            "tone": self.grade.value,
            "title": VERDICTS[options[chosen].verdict],
            "lines": [options[chosen].reason, self._item.reason],
            "samples": [f"{self._names[one.protocol]}: {one.reason}" for one in others],
            "keys": [f"{grading.CHOICE} {one}" for one in good],
        }

    def go_on(self, ticks: list[int]) -> bool:
        """One choice is all."""
        return False


class SceneItem:
    """A scene: one decision after another, until it ends."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._beat, self._moves = scene.beats[0], list[Move]()
        self._ending = False
        self.grade: Grade | None = None
        self.given: tuple[Given, ...] = ()

    @property
    def last(self) -> bool:
        """Whether its ending is shown."""
        return self._ending

    def show(self) -> Shown:
        """This moment, and what one may do; or how it ended."""
        if self._ending:
            ending = next(one for one in self._scene.endings if one.id == self._moves[-1].leads)
            return {"lead": ending.title, "told": [ending.told], "submit": "Look back"}
        options = [{"id": move.id, "name": move.does} for move in self._beat.moves]
        before = [] if self._moves else [self._scene.setting]
        return {
            "told": [*before, self._beat.told],
            "asks": [{"id": grading.MOVE, "legend": "What do you do?", "options": options}],
            "submit": "Do it",
        }

    def check(self, labels: Mapping[str, str]) -> Shown:
        """What happens then, and why."""
        if self._ending:
            return self._looked_back()
        move = {one.id: one for one in self._beat.moves}[labels[grading.MOVE]]
        best = next((one for one in self._beat.moves if one.helps), move)
        self._moves.append(move)
        key = move.id if move.helps else best.id
        one = Given(ask=self._beat.id, label=move.id, key=key, right=move.helps)
        self.given = (*self.given, one)
        return {
            "tone": Grade.MET.value if move.helps else Grade.NEARLY.value,
            "title": move.then,
            "lines": [move.why],
            "marks": [
                (name, EFFECTS[effect], effect.value)
                for name, effect in (
                    ("Timing", move.timing),
                    ("Tone", move.tone),
                    ("Keeps to the step", move.fidelity),
                )
            ],
        }

    def _looked_back(self) -> Shown:
        helped = sum(move.helps for move in self._moves)
        return {
            "tone": grading.scene(self._moves).value,
            "title": f"{helped} of your {len(self._moves)} moves helped the group.",
            "lines": [f"You said or did: {move.does}" for move in self._moves if not move.helps],
        }

    def go_on(self, ticks: list[int]) -> bool:
        """The next moment; the scene is graded once its ending was seen."""
        if self._ending:
            self.grade = grading.scene(self._moves)
            return False
        beats = {beat.id: beat for beat in self._scene.beats}
        leads = self._moves[-1].leads
        self._ending = leads not in beats
        self._beat = beats.get(leads, self._beat)
        return True


def asked(library: Library, place: Place) -> Asked:
    """An item of the bank, ready to be practised."""
    exercise = library.exercises[place.exercise_id]
    if isinstance(exercise, Scene):
        return SceneItem(exercise)
    if isinstance(exercise, Sorting):
        return SortingItem(exercise, _item(exercise, place))
    if isinstance(exercise, Rewording):
        return RewordingItem(exercise, _item(exercise, place))
    names = {protocol.id: protocol.name for protocol in library.protocols.values()}
    return ChoosingItem(_item(exercise, place), names)


def _item(exercise: Exercise, place: Place) -> Any:
    assert not isinstance(exercise, Scene)
    return next(item for item in exercise.items if item.id == place.item_id)


def _options(labels: Any) -> list[dict[str, str]]:
    return [{"id": one.id, "name": one.name, "note": one.meaning} for one in labels]
