"""What the coach does with a live round: puts the question, and opens what was written."""

from collections.abc import Callable

from plgwork.errors import AccessError
from plgwork.models.cohorts import MOST_ASKED, LiveRound
from plgwork.pages.cohort.sitting import Sitting
from plgwork.pages.guard import guarded
from plgwork.pages.school.answers import Answers, Message, Problems, answering
from plgwork.widgets import Form, Links

OPEN = "Open the round"
OWN = "own"
OVER = "There is no round to open just now."
NO_QUESTION = "Write a question, or choose one of ours."


class Asking:
    """A form while nothing is asked; afterwards a button, and a dialog that asks once more."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._round: LiveRound | None = None
        self._asked = False
        self.form = Form(title="Ask the cohort", submit="Ask it")
        for look in ("plg-inside", "plg-noprint"):
            self.form.add_class(look)
        self.links, self.sure = Links(), Form(dialog=True)
        guard = guarded(sitting.say)
        self.form.listen("submit", answering(self.form, self._ask))
        self.links.listen("ask", guard(self._ask_whether))
        self.sure.listen("submit", answering(self.sure, self._open))
        self.changed: Callable[[], None] = lambda: None
        self.led: Callable[[], None] = lambda: None  # to the round: the form is gone

    def reread(self, waiting: LiveRound | None) -> None:
        """Offer what a coach can do just now; others are offered nothing."""
        self._round = waiting
        coach = self._sitting.coach
        self.links.items = [{"text": OPEN}] if coach and waiting else []
        self.form.hidden = not (coach and not waiting)
        if coach and not waiting and not self._asked:
            self._offer()
        self._asked = waiting is None

    def _offer(self) -> None:
        ours = self._sitting.workbook.content.openers.values()
        options = [{"id": one.id, "name": one.question} for one in ours]
        choice = {"name": "ours", "kind": "select", "label": "The question", "wide": True}
        own = {"name": "own", "kind": "text", "label": "In your own words", "wide": True}
        self.form.ask(
            [
                {**choice, "value": OWN, "options": [{"id": OWN, "name": "My own"}, *options]},
                {**own, "value": "", "note": "Only read where you chose “My own”."},
            ],
            lines=[
                f"{self._sitting.readers} then write one thing each, you too. Nobody, and not you "
                "either, sees another’s words until you open the round. Then all read all, with "
                "names, and nothing changes any more."
            ],
        )

    def _ask(self, message: Message) -> Problems:
        given = Answers(message, {})
        openers = self._sitting.workbook.content.openers
        ours = openers.get(given.text("ours"))
        question = ours.question if ours else given.text("own")
        if not question:
            return {"own": NO_QUESTION}
        if len(question) > MOST_ASKED:
            return {"own": f"At most {MOST_ASKED} letters; these are {len(question)}."}
        self._sitting.store.rounds.begin(self._sitting.plg_id, question)
        self.changed()
        self.led()
        return {}

    def _ask_whether(self, message: Message) -> None:
        if self._round is None or message.get("text") != OPEN:
            raise AccessError(OVER)
        wrote = f"{self._round.written} of {self._sitting.many} wrote."
        lines = [f"{wrote} Everybody then reads everything, with names. It cannot be closed again."]
        self.sure.ask([], title="Open the round now?", submit=OPEN, lines=lines)

    def _open(self, _message: Message) -> Problems:
        if self._round is None:
            raise AccessError(OVER)
        self._sitting.store.rounds.open(self._round.id)
        self.changed()
        return {}
