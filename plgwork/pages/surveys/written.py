"""The open answers in the file that is open: what may be let out of them, and as what."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plgwork.errors import AccessError, IntakeError
from plgwork.models.exports import Redaction
from plgwork.models.surveys import MIN_QUOTES, Quoted
from plgwork.pages.surveys.opened import OpenFile
from plgwork.pages.surveys.shelf import OpenSurvey

if TYPE_CHECKING:
    from plgwork.models.answers import OpenAnswers

TOO_FEW = (
    "“{asked}” has fewer than {least} answers left. So few are not let out, because who wrote them "
    "is easily known. Leave fewer out, or do not tick the question. Nothing was let out."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was written, and as others will read it."""

    written: str
    shown: str
    struck: int
    left_out: bool
    proposed: bool  # nobody has looked at it yet


class Written:
    """The open answers of one wave, with what was taken out of them so far."""

    def __init__(self, file: OpenFile, wave: str, names: Collection[str]) -> None:
        from plgwork.analysis.disclosure import named

        self._file, self._wave = file, wave
        # A number in the file is nobody's name, and stands in many an answer.
        self._names = named({one for one in (*names, *file.personal) if _is_name(one)})
        self._known: dict[tuple[str, Redaction | None], Answer] = {}

    @property
    def questions(self) -> "dict[str, OpenAnswers]":
        """The open questions of the file."""
        return self._file.open

    def offered(self, survey: OpenSurvey) -> list[str]:
        """The questions that may be let out: answered by enough, and not let out before."""
        out = {(of.question, quoted.wave) for of, quoted in survey.read.items()}
        return [
            one
            for one, of in self.questions.items()
            if len(of.texts) >= MIN_QUOTES and (one, self._wave) not in out
        ]

    def answers(self, question: str) -> list[Answer]:
        """The answers to a question, in their alphabet."""
        kept = self._file.found.redactions.get(question, {})
        return [
            self._answer(text, kept.get(at))
            for at, text in enumerate(self.questions[question].texts)
        ]

    def redact(self, question: str, at: int, edited: str, left_out: bool) -> bool:
        """Keep what is to be taken out of an answer; whether words were only taken away."""
        from plgwork.analysis.disclosure import struck

        places = struck(self.questions[question].texts[at], edited)
        if places is None:
            return False
        self._file.redact(question, at, Redaction(struck=places, left_out=left_out))
        return True

    def quoted(self, question: str) -> Quoted:
        """The answers as they are let out; AccessError where too few are left."""
        from plgwork.analysis.disclosure import quotes

        asked = self.questions[question].heading
        left = quotes(one.shown for one in self.answers(question) if not one.left_out)
        if len(left) < MIN_QUOTES:
            raise AccessError(TOO_FEW.format(asked=asked, least=MIN_QUOTES))
        return Quoted(asked=asked, wave=self._wave, answers=left)

    def _answer(self, text: str, kept: Redaction | None) -> Answer:
        if (text, kept) not in self._known:
            self._known[text, kept] = self._as_shown(text, kept)
        return self._known[text, kept]

    def _as_shown(self, text: str, kept: Redaction | None) -> Answer:
        from plgwork.analysis.disclosure import proposed, redacted

        places = kept.struck if kept else proposed(text, self._names)
        shown = redacted(text, places)
        return Answer(text, shown, len(places), bool(kept and kept.left_out), kept is None)


def _is_name(text: str) -> bool:
    return any(map(str.isalpha, text))


def wave_of(file: OpenFile, survey: OpenSurvey) -> str | None:
    """The newest wave of a survey, where this file is what was counted of it; None otherwise."""
    from plgwork.analysis.written import write

    if not survey.survey.mine or not survey.waves:
        return None
    newest = survey.waves[-1]
    try:
        counted = file.count(survey.survey.title, newest.name)
    except IntakeError:  # another file, in which nothing can be counted
        return None
    return newest.name if write(counted) == newest.tally else None
