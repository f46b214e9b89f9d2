"""A survey that is open: what was counted of it, what was let out, and what may be let out."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from plgwork.models import figures
from plgwork.models.codebooks import OpenQuestion
from plgwork.models.figures import Choice, Roster
from plgwork.models.instruments import Instrument
from plgwork.models.surveys import Count, Offer, Quoted, Release, Wave
from plgwork.workbook import Workbook

if TYPE_CHECKING:
    from plgwork.analysis.pairing import Pairs
    from plgwork.models.answers import Tally

By = tuple[str, ...]


class OpenSurvey:
    """One survey, as whoever is here may see it: counts only where it is theirs."""

    def __init__(self, workbook: Workbook, survey_id: str) -> None:
        self._store = workbook.store.surveys
        self._known: dict[bytes, Tally] = {}
        self.id = survey_id
        self.reread()

    def reread(self) -> None:
        """Take in what changed meanwhile."""
        self.survey = self._store.survey(self.id)
        self.waves: Sequence[Wave] = self._store.waves(self.id) if self.survey.mine else []
        self.releases: Sequence[Release] = self._store.releases(self.id)

    @property
    def instrument(self) -> Instrument:
        """What was asked, under the survey's title."""
        return self.survey.instrument.model_copy(update={"title": self.survey.title})

    def asked(self, table: figures.SuppressedTable) -> Instrument:
        """What was asked in all waves of a release, under the survey's title."""
        if table.asked is None:
            return self.instrument
        return table.asked.model_copy(update={"title": self.survey.title})

    @property
    def read(self) -> dict[OpenQuestion, Quoted]:
        """The open answers that were let out, the newest first."""
        return {
            OpenQuestion(survey_id=self.id, number=release.number, question=one): quoted
            for release in reversed(self.releases)
            for one, quoted in release.quotes.items()
        }

    @property
    def tallies(self) -> "list[Tally]":
        """The counts of each wave."""
        from plgwork.analysis.written import read  # numpy, only where counts are read

        for wave in self.waves:
            if wave.tally not in self._known:
                self._known[wave.tally] = read(wave.tally)
        return [self._known[wave.tally] for wave in self.waves]

    @property
    def breakdowns(self) -> list[By]:
        """By what people can be told apart in every wave, singly and crossed."""
        from plgwork.analysis.disclosure import may_cross

        held = [{one.by for one in tally.breakdowns} for tally in self.tallies]
        before = [one.table for one in self.releases]
        return [
            one.by
            for tally in self.tallies[:1]
            for one in tally.breakdowns
            if one.by and all(one.by in each for each in held) and may_cross(one.by, before)
        ]

    @property
    def headings(self) -> dict[str, str]:
        """What each grouping is called in the file."""
        return {by: name for tally in self.tallies for by, name in tally.headings.items()}

    @property
    def open_wave(self) -> Wave | None:
        """The last wave, as long as nothing of it is let out: it may still be put right."""
        last = self.waves[-1] if self.waves else None
        let_out = last and any(one.released_at >= last.counted_at for one in self.releases)
        return None if let_out else last

    def could_answer(self, roster: Roster | None) -> None:
        """Keep who could have answered the last wave."""
        if wave := self.open_wave:
            said = {
                "rostered": roster and roster.people,
                "rostered_by": roster and dict(roster.groups),
            }
            count = Count(**{**wave.model_dump(include=set(Count.model_fields)), **said})
            self._store.count(self.id, count)
            self.reread()

    def to_confirm(self, counted: "Tally") -> dict[str, str]:
        """Items of a further wave that seem to go on from earlier ones, under other ids."""
        from plgwork.analysis.statistics.continuity import asked, to_confirm

        return to_confirm(asked(self.tallies), counted.instrument) if self.waves else {}

    def clashes(self, counted: "Tally") -> str:
        """Why a file cannot be a further wave; nothing where it can."""
        known = {item.id: item for tally in self.tallies for item in tally.instrument.items}
        items = counted.instrument.items
        if not any(item.id in known for item in items):
            return "This file asks nothing that this survey asked. Count it as a new survey."
        for item in items:
            before = known.get(item.id, item)
            if (item.labels, item.kind) != (before.labels, before.kind):
                return (
                    f"“{item.text}” has other answers than before. Correct its column so that they "
                    f"are: {', '.join(before.labels)}. Or count this as a new survey."
                )
        return ""

    def weigh(self, choice: Choice, pairs: "Pairs | None" = None) -> figures.Proposal:
        """What the gate says of a choice, beside all that was let out before.

        ``pairs`` are the same people in the last two waves.
        """
        from plgwork.analysis.disclosure import release

        earlier = [one.table for one in self.releases]
        rosters = {one.name: one.roster for one in self.waves if one.roster}
        return release(self.tallies, choice, earlier, rosters=rosters, pairs=pairs)

    def let_out(
        self, choice: Choice, weighed: figures.Proposal, quotes: Mapping[str, Quoted]
    ) -> None:
        """Let it out as it was weighed: the store refuses where something came between."""
        number = len(self.releases) + 1
        offer = Offer(number=number, choice=choice, table=weighed.table, quotes=quotes)
        self._store.release(self.id, offer)
        self.reread()


def begun(workbook: Workbook, title: str, counted: "Tally") -> OpenSurvey:
    """A survey of one's own, with its first wave."""
    survey = workbook.store.surveys.begin(title, counted.instrument)
    add_wave(workbook, survey.id, counted)
    return OpenSurvey(workbook, survey.id)


def add_wave(workbook: Workbook, survey_id: str, counted: "Tally") -> None:
    """Keep the counts of a wave, in place of what was counted of it before."""
    from plgwork.analysis.written import write

    before = {one.name: one for one in workbook.store.surveys.waves(survey_id)}
    kept = before.get(counted.wave)
    count = Count(
        name=counted.wave,
        tally=write(counted),
        respondents=int(counted.breakdowns[0].people.sum()),
        rostered=kept and kept.rostered,
        rostered_by=kept and kept.rostered_by,
    )
    workbook.store.surveys.count(survey_id, count)
