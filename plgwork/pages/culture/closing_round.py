"""The third step: a norm check closes a meeting, with one tap for each norm on every phone."""

from collections.abc import Callable
from typing import Any

from plgwork.errors import AccessError
from plgwork.models.norms import Mark, NormCheck
from plgwork.pages.culture.norms import GroupNorms
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.wording import at_time, in_words
from plgwork.widgets import Links, Panels, Phones, Section

MARKS = "norm-marks"
OPEN = "Open a norm check"
HOW = [
    "Each of you opens a short address on your own phone, signed in, and taps for every norm "
    "whether you kept it today.",
    "Taps are added to counts, apart from who has answered, so that nobody can tell whose they "
    "were. The counts open once, when the check is closed, and only where five or more answered.",
]
WHOSE = {
    "title": "A norm check is one PLG’s own",
    "lines": ["Choose a PLG of yours above. What a group’s checks tell is for that group."],
}
NO_NORMS = {
    "title": "First agree on norms",
    "lines": ["Once you have some, a check at the end of a meeting says how you kept them."],
    "links": [{"text": "Propose norms", "href": "#what-we-agreed"}],
}
ONLY_SERVED = "Answers are taken where the workbook is served; here in JupyterLab none can come."


class ClosingRound:
    """What one sees of the check that is open, or the button that opens one."""

    def __init__(self, page: Page, norms: GroupNorms, changed: Callable[[], None]) -> None:
        self._page, self._norms, self._changed = page, norms, changed
        self.panels, self.links, self.phones = Panels(), Links(), Phones()
        self.section = Section("check")
        self.links.listen("ask", guarded(page.notice.say)(lambda _message: self._open()))

    @property
    def note(self) -> str:
        """What the step says of itself in a word or two."""
        return "open now" if self._norms.open else "when you meet"

    def reread(self) -> None:
        """Show how it stands."""
        check = self._norms.open
        self.panels.panels = [self._panel(check)]
        ready = self._norms.mine and self._norms.norms and check is None
        offered = ready and self._norms.facilitates
        self.links.items = [{"text": OPEN}] if offered else []
        self._show_address(check)
        # The same parts at all times: what is drawn anew would lose keyboard focus.
        self.section.show(self.phones, self.panels, self.links)

    def _panel(self, check: NormCheck | None) -> dict[str, Any]:
        if not self._norms.mine:
            return WHOSE
        if check is None:
            return self._none()
        return self._facilitators(check) if check.mine else self._members(check)

    def _none(self) -> dict[str, Any]:
        if self._norms.norms is None:
            return NO_NORMS
        last = next((one for one in self._norms.checks), None)
        few = last is not None and last.results is None
        told = ["Fewer than five answered the last one, so nothing is kept of it."] if few else []
        who = [] if self._norms.facilitates else ["Whoever facilitates your PLG opens it."]
        title = "Look back on your norms together"
        return {"title": title, "lines": [*told, *HOW, *who]}

    def _facilitators(self, check: NormCheck) -> dict[str, Any]:
        many = check.answered or 0
        here = self._page.address(f"n/{check.code}")
        return {
            "kicker": f"Open since {self._when(check)}",
            "title": f"{many} {'has' if many == 1 else 'have'} answered",
            "lines": [
                "Show the address on the wall. You answer on a phone as well.",
                "Once you close it, all of you see how each norm was kept, if five or more "
                "answered. If fewer did, nothing is ever shown, and the counts are deleted.",
            ],
            "links": [
                {"text": "Close it", "href": f"{here}/close"},
                {"text": "Answer on this screen", "href": here, "quiet": True},
            ],
        }

    def _members(self, check: NormCheck) -> dict[str, Any]:
        here = self._page.address(f"n/{check.code}")
        title = "Your PLG looks back on its norms"
        link = {"text": "Answer, in one tap for each norm", "href": here}
        return {"kicker": f"Open since {self._when(check)}", "title": title, "links": [link]}

    def _when(self, check: NormCheck) -> str:
        opened = check.opened_at.astimezone(self._page.workbook.zone)
        return f"{in_words(opened.date())}, {at_time(opened)}"

    def _show_address(self, check: NormCheck | None) -> None:
        wall = check if check and check.mine and self._page.workbook.place.served else None
        here = self._page.address(f"n/{wall.code}") if wall else ""
        with self.phones.hold_sync():
            self.phones.title = "On your own phone"
            self.phones.picture = f"{here}/picture" if wall else ""
            self.phones.lines = ["Sign in as yourself. One tap for each norm, sent once."]
            self.phones.place = here

    def _open(self) -> None:
        if not self._page.workbook.place.served:
            raise AccessError(ONLY_SERVED)
        terms = {one.id: one.name for one in self._page.workbook.content.vocabulary(MARKS).terms}
        plg_id = self._norms.plg_id
        self._page.workbook.store.checks.open(plg_id, {mark: terms[mark] for mark in Mark})
        self._changed()


def panels(page: Page, names: dict[str, str]) -> list[dict[str, Any]]:
    """For Home: what one’s groups ask just now, on whatever screen one is."""
    return [
        {
            "kicker": f"Your PLG closes its meeting: {names.get(one.plg_id, one.plg_id)}",
            "title": "How did you keep your norms today?",
            "lines": ["One tap for each norm. Nobody can tell which taps were yours."],
            "links": [{"text": "Answer", "href": page.address(f"n/{one.code}")}],
        }
        for one in page.workbook.store.checks.waiting()
        if page.workbook.place.served
    ]
