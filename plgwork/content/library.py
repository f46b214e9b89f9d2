"""All content, loaded once: ours, and a school's own laid over it. Never what people wrote."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from plgwork.content.reading import Source, read
from plgwork.errors import ContentError
from plgwork.models.cohorts import CohortAgenda, Opener
from plgwork.models.configurations import Configuration, Subject
from plgwork.models.content import (
    Area,
    Calendar,
    Cover,
    Indicators,
    MonthCode,
    Prompt,
    PromptSet,
    Starters,
    Vocabulary,
)
from plgwork.models.instruments import AnchorFamily, Questionnaire
from plgwork.models.invented.agreements import InventedAgreements
from plgwork.models.invented.checks import InventedChecks
from plgwork.models.invented.cohort import InventedCohort
from plgwork.models.invented.followups import InventedFollowUps
from plgwork.models.invented.groupings import InventedGroupings
from plgwork.models.invented.learning import InventedLearning
from plgwork.models.invented.meetings import InventedMeetings
from plgwork.models.invented.reflections import InventedReflections
from plgwork.models.invented.schedule import InventedSchedule
from plgwork.models.invented.school import InventedSchool
from plgwork.models.invented.survey import InventedSurvey
from plgwork.models.lessons import Lesson
from plgwork.models.meetings import Agenda, MeetingKind
from plgwork.models.model import Model
from plgwork.models.practice import Choosing, Exercise, Rewording, Scene, Sorting
from plgwork.models.protocols import Protocol
from plgwork.models.statement import Statement

State = tuple[int, ...]  # by which one knows whether a file is another than before
Standing = tuple[tuple[str, State], ...]
MOST_KNOWN = 1000  # files, of all folders, that one process keeps as they were read

# Which schema a file has follows from where it lies.
KINDS: Mapping[str, type[Model]] = {
    "workbook.yaml": Cover,
    "indicators.yaml": Indicators,
    "prompts/*.yaml": PromptSet,
    "vocabularies/*.yaml": Vocabulary,
    "starters/*.yaml": Starters,
    "protocols/*.yaml": Protocol,
    "lessons/*.md": Lesson,
    "openers/*.yaml": Opener,
    "cohort-agendas/*.yaml": CohortAgenda,
    "agendas/*.yaml": Agenda,
}
# What the server itself shows, and no page asks for.
SERVED: Mapping[str, type[Model]] = {
    "accessibility.yaml": Statement,
}
PRACTICE: Mapping[str, type[Model]] = {
    "practice/sorting/*.yaml": Sorting,
    "practice/rewording/*.yaml": Rewording,
    "practice/choosing/*.yaml": Choosing,
    "practice/scenes/*.yaml": Scene,
}
SURVEYS: Mapping[str, type[Model]] = {
    "anchors/*.yaml": AnchorFamily,
    "instruments/*.yaml": Questionnaire,
}
GROUPINGS: Mapping[str, type[Model]] = {
    "configurations/*.yaml": Configuration,
    "subjects/*.yaml": Subject,
}
INVENTED: Mapping[str, type[Model]] = {
    "invented/school.yaml": InventedSchool,
    "invented/entries/*.yaml": InventedReflections,
    "invented/learning.yaml": InventedLearning,
    "invented/schedule.yaml": InventedSchedule,
    "invented/survey.yaml": InventedSurvey,
    "invented/agreements.yaml": InventedAgreements,
    "invented/groupings.yaml": InventedGroupings,
    "invented/cohort.yaml": InventedCohort,
    "invented/meetings.yaml": InventedMeetings,
    "invented/norm-checks.yaml": InventedChecks,
    "invented/followups.yaml": InventedFollowUps,
}
ENDING = re.compile(r"\.(ya?ml|md)")
ALL = {**KINDS, **SERVED, **PRACTICE, **SURVEYS, **GROUPINGS, **INVENTED}


@dataclass(frozen=True)
class Item:
    """A usable content file: its model, and where each part of it stands."""

    kind: str
    model: Any
    source: Source


@dataclass(frozen=True)
class Library:
    """Every usable file, by kind and id; what comes from a later folder lies on top.

    ``kinds`` are those that were read, ``broken`` those of which a file could not be used.
    """

    items: Mapping[tuple[str, str], Item]
    kinds: frozenset[str]
    broken: frozenset[str] = frozenset()

    def of(self, kind: str) -> Iterator[Item]:
        """The files of one kind, in order of their ids."""
        return (item for (name, _), item in sorted(self.items.items()) if name == kind)

    @cached_property
    def cover(self) -> Cover:
        """Title, version, credits, calendars."""
        cover: Cover = next(item.model for item in self.of("workbook.yaml"))
        return cover

    @cached_property
    def statement(self) -> Statement:
        """What was done so that nobody is kept out; only where it was read."""
        statement: Statement = next(item.model for item in self.of("accessibility.yaml"))
        return statement

    @cached_property
    def indicators(self) -> Indicators:
        """The statements rated each month."""
        indicators: Indicators = next(item.model for item in self.of("indicators.yaml"))
        return indicators

    @cached_property
    def prompts(self) -> Mapping[str, Prompt]:
        """Every prompt by its id."""
        return {
            prompt.id: prompt for item in self.of("prompts/*.yaml") for prompt in item.model.prompts
        }

    def starters(self, of: str) -> list[Starters]:
        """Norms, or expectations, to begin from, in order of ids."""
        sets = (item.model for item in self.of("starters/*.yaml"))
        return [one for one in sets if one.of == of]

    @cached_property
    def protocols(self) -> Mapping[str, Protocol]:
        """Every protocol by its id."""
        return {item.model.id: item.model for item in self.of("protocols/*.yaml")}

    def agendas_for(self, kind: MeetingKind) -> list[Agenda]:
        """Agendas that a meeting of this kind may begin from, in order of their ids."""
        found: list[Agenda] = [item.model for item in self.of("agendas/*.yaml")]
        return [one for one in found if kind in one.serves]

    @cached_property
    def lessons(self) -> Mapping[str, Lesson]:
        """Every unit of the training path by its id, in their order."""
        lessons = sorted(
            (item.model for item in self.of("lessons/*.md")), key=lambda one: one.order
        )
        return {lesson.id: lesson for lesson in lessons}

    @cached_property
    def openers(self) -> Mapping[str, Opener]:
        """Every question to begin a live round with, by its id."""
        return {item.model.id: item.model for item in self.of("openers/*.yaml")}

    @cached_property
    def cohort_agendas(self) -> Mapping[str, CohortAgenda]:
        """Every agenda for a cohort's meeting, by its id."""
        return {item.model.id: item.model for item in self.of("cohort-agendas/*.yaml")}

    @cached_property
    def anchors(self) -> tuple[AnchorFamily, ...]:
        """The families of answers that questionnaires use, in order of their ids."""
        return tuple(item.model for item in self.of("anchors/*.yaml"))

    @cached_property
    def questionnaires(self) -> Mapping[str, Questionnaire]:
        """Every questionnaire to ask people with, by its id."""
        return {item.model.id: item.model for item in self.of("instruments/*.yaml")}

    @cached_property
    def configurations(self) -> Mapping[str, Configuration]:
        """Every way to group staff by its id, in their order."""
        found = sorted(
            (item.model for item in self.of("configurations/*.yaml")), key=lambda one: one.order
        )
        return {one.id: one for one in found}

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """What is taught, in order of ids."""
        return tuple(item.model for item in self.of("subjects/*.yaml"))

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Every exercise by its id; only where they were read."""
        return {item.model.id: item.model for kind in PRACTICE for item in self.of(kind)}

    def calendar(self, calendar_id: str) -> Calendar:
        """A calendar; ContentError names those there are."""
        if calendar_id not in self.cover.calendars:
            known = ", ".join(self.cover.calendars)
            raise ContentError([f"calendar: one of {known}; not {calendar_id!r}"])
        return self.cover.calendars[calendar_id]

    def prompts_for(self, month: MonthCode, area: Area) -> list[Prompt]:
        """The prompts of a month and area, from every set that has some."""
        return [
            prompt
            for item in self.of("prompts/*.yaml")
            if item.model.month == month
            for prompt in item.model.prompts
            if prompt.area == area
        ]

    def vocabulary(self, vocabulary_id: str) -> Vocabulary:
        """A closed list of words; KeyError when there is none of that id."""
        model: Vocabulary = self.items["vocabularies/*.yaml", vocabulary_id].model
        return model

    @cached_property
    def invented_school(self) -> InventedSchool:
        """The school that the demo opens on."""
        school: InventedSchool = next(item.model for item in self.of("invented/school.yaml"))
        return school

    @cached_property
    def invented_schedule(self) -> InventedSchedule:
        """The days of the invented school."""
        schedule: InventedSchedule = next(item.model for item in self.of("invented/schedule.yaml"))
        return schedule

    @cached_property
    def invented_learning(self) -> InventedLearning:
        """What the invented people practised and finished."""
        learning: InventedLearning = next(item.model for item in self.of("invented/learning.yaml"))
        return learning

    @cached_property
    def invented_survey(self) -> InventedSurvey:
        """What the invented school asked its staff."""
        survey: InventedSurvey = next(item.model for item in self.of("invented/survey.yaml"))
        return survey

    @cached_property
    def invented_agreements(self) -> InventedAgreements:
        """What the invented school agreed on."""
        agreed: InventedAgreements = next(i.model for i in self.of("invented/agreements.yaml"))
        return agreed

    @cached_property
    def invented_checks(self) -> InventedChecks:
        """How the invented PLGs looked back on their norms."""
        found: InventedChecks = next(item.model for item in self.of("invented/norm-checks.yaml"))
        return found

    @cached_property
    def invented_groupings(self) -> InventedGroupings:
        """What the invented school thinks about next year's PLGs."""
        found: InventedGroupings = next(item.model for item in self.of("invented/groupings.yaml"))
        return found

    @cached_property
    def invented_cohort(self) -> InventedCohort:
        """What the invented facilitators' PLG does together."""
        found: InventedCohort = next(item.model for item in self.of("invented/cohort.yaml"))
        return found

    @cached_property
    def invented_meetings(self) -> InventedMeetings:
        """What the invented school's meetings left."""
        found: InventedMeetings = next(item.model for item in self.of("invented/meetings.yaml"))
        return found

    @cached_property
    def invented_followups(self) -> InventedFollowUps:
        """Conversations that the invented school's people own."""
        found: InventedFollowUps = next(item.model for item in self.of("invented/followups.yaml"))
        return found

    @property
    def invented_reflections(self) -> list[InventedReflections]:
        """What the invented facilitators wrote."""
        return [item.model for item in self.of("invented/entries/*.yaml")]


def gather(
    folders: Iterable[Path], kinds: Mapping[str, type[Model]] = KINDS
) -> tuple[Library, list[str]]:
    """Read the files of these kinds in the folders; the usable ones, and all that is wrong."""
    items: dict[tuple[str, str], Item] = {}
    broken: set[str] = set()
    problems: list[str] = []
    for path, place in _files(folders, problems):
        kind = _kind(place)
        if kind is None:
            known = ", ".join(ALL)
            problems.append(f"{path}:1: no kind of content lies here; there are {known}")
        elif kind in kinds:
            item, wrong = _item(path, kind, kinds[kind])
            problems += wrong
            if item:
                items[kind, item.model.id] = item
            else:
                broken.add(kind)
    return Library(items, frozenset(kinds), frozenset(broken)), problems


def _files(folders: Iterable[Path], problems: list[str]) -> Iterator[tuple[Path, Path]]:
    """Each file, and its place within its folder."""
    for folder in folders:
        if not folder.is_dir():
            problems.append(f"{folder}: there is no such folder")
        for path in sorted(path for path in folder.rglob("*") if ENDING.fullmatch(path.suffix)):
            place = path.relative_to(folder)
            # What editors leave behind in hidden folders is not content.
            if not any(part.startswith(".") for part in place.parts):
                yield path, place


def _kind(place: Path) -> str | None:
    return next(
        (one for one in ALL if place.match(one) and len(place.parts) == one.count("/") + 1), None
    )


def _item(path: Path, kind: str, schema: type[Model]) -> tuple[Item | None, tuple[str, ...]]:
    """What a file holds, and what is wrong with it; read once, and again when it is another."""
    state = _state(path)
    # One that cannot be looked at is to be read now, which says why it cannot be.
    return _known(path, kind, schema, state) if state else _read(path, kind, schema)


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def standing(folders: Iterable[Path]) -> Standing:
    """What the folders hold now: equal again as long as nobody touched a file."""
    found: list[tuple[str, State]] = []
    for folder in folders:
        for place, _, names in os.walk(folder):
            found += [(path, _state(Path(path))) for path in (f"{place}/{one}" for one in names)]
    return tuple(sorted(found))


@lru_cache(MOST_KNOWN)
def _known(
    path: Path, kind: str, schema: type[Model], state: State
) -> tuple[Item | None, tuple[str, ...]]:
    return _read(path, kind, schema)


def _read(path: Path, kind: str, schema: type[Model]) -> tuple[Item | None, tuple[str, ...]]:
    source = Source(path)
    model: Any = read(source, schema)
    if model is None:
        return None, tuple(source.problems)
    if model.id != path.stem:
        sentence = f"id: must be the file's name, {path.stem!r}; not {model.id!r}"
        source.problems.append(source.at(("id",), sentence))
    return Item(kind, model, source), tuple(source.problems)
