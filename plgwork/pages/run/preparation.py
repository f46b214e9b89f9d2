"""What helps before a dilemma is brought: is it open, one's own, and partly in one's power?"""

from collections.abc import Callable

from plgwork.analysis.wording import hints
from plgwork.models.protocols import Protocol
from plgwork.models.runs import MOST_QUESTION
from plgwork.pages.guard import guarded
from plgwork.widgets import Preparation

TITLE = "Before you start: is it a question for this group?"
DILEMMAS = "dilemmas-of-practice"
BEFORE = (
    "For whoever presents. Your yes or no never leaves this browser and is kept nowhere, and a "
    "“no” holds up nothing."
)
KEPT = "The group sees it while this runs, and it is kept with what ran. Please name no student."
CHECKS = [
    {
        "asks": "Is it open: do you not know yet what you will do?",
        "no": "If you have decided already, the group can only agree or object. Ask about what is "
        "still open: how to go about it, or what you might be missing.",
    },
    {
        "asks": "Is it yours: would you be the one to act?",
        "no": "Nobody can act for somebody who is not here. Turn it round: what do you do when "
        "that happens, and what might you do?",
    },
    {
        "asks": "Is it at least partly in your power?",
        "no": "A timetable or a law will not change this afternoon. Look for the part that you "
        "can move: what could you do within it?",
    },
]


def belongs_to(protocol: Protocol) -> bool:
    """Whether somebody brings a dilemma to this protocol."""
    return DILEMMAS in protocol.kinds


def card(
    question: str,
    take: Callable[[str], None],
    say: Callable[[str], None],
    note: str = KEPT,
    title: str = TITLE,
) -> Preparation:
    """The card, which tells the page of the question as it is written."""
    made = Preparation(
        title=title,
        lines=[BEFORE],
        checks=CHECKS,
        label="Your question, in one sentence",
        note=note,
        most=MOST_QUESTION,
        question=question,
        hints=hints(question),
    )

    @guarded(say)
    def written(message: dict[str, object]) -> None:
        made.question = str(message.get("text", ""))[:MOST_QUESTION]
        made.hints = hints(made.question)
        take(made.question)

    made.listen("question", written)
    return made
