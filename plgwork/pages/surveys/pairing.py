"""The files of the last two waves, side by side for once: the same people are found by their codes.

Nothing of it is kept. Codes beside answers would be rows of people, so both files have to be here.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plgwork.errors import IntakeError
from plgwork.models.surveys import Draft, Wave
from plgwork.pages.school.answers import Answers, Problems
from plgwork.pages.surveys.opened import OpenFile, opened
from plgwork.pages.surveys.sitting import Sitting

if TYPE_CHECKING:
    from plgwork.analysis.pairing import Pairs
    from plgwork.models import answers
    from plgwork.models.answers import Tally

FIELDS = ("earlier-file", "later-file")
WHAT = (
    "Did people give a code of their own, in {one} and again in {other}? Then the same people can "
    "be found, and everybody sees what they changed by on average. The codes find the pairs and "
    "stay in your files alone: kept with the survey are how many pairs there are, and mean changes."
)
AWAY = (
    "For that both files must be here at once. Hand in the one that is gone under Your file, then "
    "open this survey again."
)
NOT_MATCHED = "Not matched"
BOTH = "Choose the files of both waves, or of neither."
ANOTHER = "This is not the file that was counted as {wave}, or it is read in another way now."
NO_CODE = (
    "No column of this file is read as a code that people made themselves. If one is, correct it "
    "under What was found."
)
PIECES = "The code stands in {one} of this file, and in {other} of the other. Correct the columns."
ALIKE = "These waves asked nothing alike, so there is no change to tell."


class Pairing:
    """Which files are matched, and the counts of the pairs."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    @property
    def files(self) -> list[str]:
        """The ids of the files to choose from; none where no two waves are left to match."""
        return [one.id for one in self._drafts] if self._waves else []

    @property
    def lines(self) -> list[str]:
        """What one has to know before one chooses."""
        if not self._waves:
            return []
        one, other = self._waves
        lines = [WHAT.format(one=one.name, other=other.name)]
        return [*lines, *([] if self.fields else [AWAY])]

    @property
    def fields(self) -> list[dict[str, Any]]:
        """A file for each wave; none where fewer than two are here."""
        waves, drafts = self._waves, self._drafts
        if not waves or len(drafts) < len(waves):
            return []
        options = [{"id": "", "name": NOT_MATCHED}, *({"id": x.id, "name": x.name} for x in drafts)]
        return [
            {
                "name": name,
                "label": f"The file of {wave.name}",
                "kind": "select",
                "options": options,
                "value": "",
            }
            for name, wave in zip(FIELDS, waves, strict=True)
        ]

    def pairs(self, told: Answers) -> "tuple[Pairs | None, Problems]":
        """The same people in the files that were chosen, or what is wrong with these."""
        chosen = [told.text(name) for name in FIELDS]
        drafts = {one.id: one for one in self._drafts}
        if not self._waves or not any(chosen):
            return None, {}
        if missing := {
            name: BOTH for name, x in zip(FIELDS, chosen, strict=True) if x not in drafts
        }:
            return None, missing
        files = [opened(self._sitting.workbook, drafts[one]) for one in chosen]
        return self._matched(files)

    def _matched(self, files: Sequence[OpenFile]) -> "tuple[Pairs | None, Problems]":
        from plgwork.analysis.pairing import pair

        survey = self._sitting.survey
        tallies = survey.tallies[-2:] if survey else []
        both = [_answers(file, tally) for file, tally in zip(files, tallies, strict=True)]
        if problems := _problems(both, tallies):
            return None, problems
        one, other = (each for each in both if each is not None)
        bys = dict.fromkeys(x.by for tally in tallies for x in tally.breakdowns if x.by)
        found = pair(one, other, list(bys))
        return (found, {}) if found.moved else (None, {FIELDS[1]: ALIKE})

    @property
    def _drafts(self) -> list[Draft]:
        return self._sitting.workbook.store.drafts.mine()

    @property
    def _waves(self) -> tuple[Wave, Wave] | None:
        """The last two waves of one's own survey, unless they were matched before."""
        survey = self._sitting.survey
        if survey is None or not survey.survey.mine or len(survey.waves) < 2:
            return None
        one, other = survey.waves[-2:]
        told = [found.waves for x in survey.releases for found in x.table.matched if found.n]
        return None if (one.name, other.name) in told else (one, other)


def _answers(file: OpenFile, counted: "Tally") -> "answers.Answers | None":
    """What people answered, under the ids of the survey; None where the file is not this wave."""
    from plgwork.analysis.written import write

    title = counted.instrument.title
    try:
        given = file.answers(title, counted.wave)
    except IntakeError:  # another file, in which nothing can be counted
        return None
    # Questions of other ids may have been joined to earlier ones.
    again = replace(file.tallied(given), instrument=counted.instrument)
    return replace(given, instrument=counted.instrument) if write(again) == write(counted) else None


def _problems(both: "Sequence[answers.Answers | None]", tallies: "Sequence[Tally]") -> Problems:
    found: Problems = {}
    for name, one, tally in zip(FIELDS, both, tallies, strict=True):
        if one is None:
            found[name] = ANOTHER.format(wave=tally.wave)
        elif not one.own_codes:
            found[name] = NO_CODE
    if not found:
        many = [len(one.own_codes[0]) for one in both if one]
        if many[0] != many[1]:
            found[FIELDS[1]] = PIECES.format(one=_columns(many[1]), other=_columns(many[0]))
    return found


def _columns(many: int) -> str:
    return "one column" if many == 1 else f"{many} columns"
