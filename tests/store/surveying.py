"""What the leaders of the two schools ask, count and let out, in the tests of the store."""

from datetime import date
from typing import Any

from plgwork.models.codebooks import Code, OpenQuestion
from plgwork.models.exports import Column, Dropped, Format, Found, Redaction, Use
from plgwork.models.figures import Row, Share, SuppressedTable
from plgwork.models.instruments import Instrument, Item, Scale
from plgwork.models.surveys import Count, Offer, Quoted, Release, Reply, Survey
from plgwork.store import VisitorStore

FILE = "How often?,Where do you work?\nOften,Grade 4 – ö\n".encode()
TALLY = bytes(range(256))
LABELS = ("Never", "Sometimes", "Often")
INSTRUMENT = Instrument(
    id="health",
    title="How our PLGs are",
    items=tuple(
        Item(id=name, column=name, text=f"How often: {name}?", labels=LABELS, favourable=1)
        for name in ("listening", "planning")
    ),
    scales=(Scale(id="talk", name="Talk", items=("listening", "planning")),),
)
TABLE = SuppressedTable(
    title="How our PLGs are",
    min_n=5,
    rows=(
        Row(
            item="listening",
            wave="Fall",
            n=12,
            missing=1,
            apart=0,
            counts=(2, 3, 7),
            favourable=Share(shown="58 %", k=7, n=12, p=7 / 12, ci95=(0.32, 0.81)),
            mean=2.4166,
            median=3,
        ),
        Row(item="listening", by=("role",), group=("Aide",), wave="Fall"),
    ),
)
MORE = Quoted(
    asked="What would help?",
    wave="Fall",
    answers=tuple(sorted(f"More time for {one}" for one in "abcdefghijk")),
)
TIME = Code(id="time", name="Time", counts="Minutes, the schedule.", does_not="Rooms.")
ROOM = Code(id="room", name="Room")


def corrected(digest: str = "d" * 64, **more: Any) -> Found:
    """What a file holds, as its owner corrected it."""
    column = Column(id="listening", heading="How often?", use=Use.SCALE, labels=LABELS)
    given = {"rows": 3, "respondents": 2, "dropped": (Dropped(reason="Empty", rows=1),)} | more
    given |= {"redactions": {"more": {7: Redaction(struck=(1, 2)), 9: Redaction(left_out=True)}}}
    return Found(
        format=Format.PLAIN, why=("One heading",), columns=(column,), digest=digest, **given
    )


def begin(visitor: VisitorStore, title: str = "How our PLGs are") -> Survey:
    """A survey without a wave."""
    return visitor.surveys.begin(title, INSTRUMENT)


def counted(name: str = "Fall", **more: Any) -> Count:
    """What was counted of a wave."""
    return Count(**{"name": name, "tally": TALLY, "respondents": 13, "rostered": 20} | more)


def offered(number: int = 1, **more: Any) -> Offer:
    """Figures that passed the gate."""
    given = {"choice": {"breakdowns": ["role"]}, "table": TABLE, "quotes": {"more": MORE}} | more
    return Offer(number=number, **given)


def let_out(visitor: VisitorStore, survey: Survey, number: int = 1, **more: Any) -> Release:
    """Let out the figures of a survey."""
    return visitor.surveys.release(survey.id, offered(number, **more))


def reply(number: int = 1, **more: Any) -> Reply:
    """What a school says to a release."""
    given = {"heard": "You are short of time.", "will_do": "Meet less often, and longer."} | more
    return Reply(number=number, by_when=date(2027, 1, 15), **given)


def released(visitor: VisitorStore, title: str = "How our PLGs are") -> Survey:
    """A survey with a wave, a release and an answer."""
    survey = begin(visitor, title)
    visitor.surveys.count(survey.id, counted())
    let_out(visitor, survey)
    visitor.surveys.answer(survey.id, reply())
    return survey


def asked_in(survey: Survey, number: int = 1) -> OpenQuestion:
    """The open question that was let out."""
    return OpenQuestion(survey_id=survey.id, number=number, question="more")


def code_all(visitor: VisitorStore, of: OpenQuestion, *rooms: int) -> None:
    """Code every answer: these as a matter of rooms, the others of time."""
    visitor.codebooks.begin(of)
    for answer in range(len(MORE.answers)):
        visitor.codebooks.give(of, answer, (ROOM if answer in rooms else TIME).id)


def coded(visitor: VisitorStore, of: OpenQuestion, *rooms: int) -> None:
    """Code every answer, and be done."""
    code_all(visitor, of, *rooms)
    visitor.codebooks.finish(of)


def with_codes(visitor: VisitorStore, of: OpenQuestion) -> None:
    """Two codes."""
    visitor.codebooks.keep(of, TIME)
    visitor.codebooks.keep(of, ROOM)
