"""One's meetings in one's own calendar: as a file, or at a private address."""

from typing import Any

from plgwork.analysis.planned import horizon, planned
from plgwork.documents.calendars import MEDIA, calendar
from plgwork.errors import AccessError
from plgwork.pages.guard import guarded
from plgwork.pages.page import Page
from plgwork.pages.structure.reading import Reading
from plgwork.pages.wording import in_words
from plgwork.widgets import Address, Downloads, Links, Panels, Section

MINE, ALL = "mine", "all"
FILES = {MINE: "My meetings (.ics)", ALL: "Every PLG’s meetings (.ics)"}
MAKE, RENEW, END = "Make my address", "Make a new address", "End my address"
KEEP_IT = (
    "Paste it where your calendar says “Subscribe” or “From URL”. It is shown once: whoever has it "
    "sees when and where you meet, and nothing else."
)
WHAT = [
    "The meetings of your PLGs and the time of other work, without the days on which nobody meets. "
    "Names of people and what anybody wrote are never in it.",
]
FOLLOWS = (
    "A calendar that subscribes follows every change by itself. Its address is private: it opens "
    "without a password, until you make a new one or leave the school."
)


class OwnCalendar:
    """Files to take away, and an address to subscribe to."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._schedules = page.workbook.store.schedules
        self.what, self.subscribed = Panels(), Panels()
        self.downloads = Downloads(items=[{"id": one, "text": name} for one, name in FILES.items()])
        self.address = Address(label="Your private address", note=KEEP_IT)
        self.more = Links()
        self.section = Section(
            "calendar", self.subscribed, self.address, self.more, self.what, self.downloads
        )
        guard = guarded(page.notice.say)
        self.downloads.listen("ask", guard(self._deliver))
        self.more.listen("ask", guard(self._ask))

    def show(self, now: Reading) -> None:
        """Show whether there is an address."""
        self._now = now
        since = self._schedules.calendar_since()
        title = f"You subscribe since {in_words(since)}" if since else "Subscribe to your meetings"
        self.what.panels = [{"title": "Or take them as a file", "lines": WHAT}]
        self.subscribed.panels = [{"title": title, "lines": [FOLLOWS]}]
        again = [{"text": END, "quiet": True}, {"text": RENEW, "quiet": True}]
        served = self._page.workbook.place.served
        self.more.items = (again if since else [{"text": MAKE}]) if served else []

    @property
    def note(self) -> str:
        """How it stands, for the steps."""
        return "you subscribe" if self._schedules.calendar_since() else ""

    def _deliver(self, message: dict[str, Any]) -> None:
        self.downloads.deliver(*self.file(str(message.get("id", ""))))

    def file(self, which: str) -> tuple[str, str, bytes]:
        """A calendar file: its name, its media type, its bytes."""
        if which not in FILES:
            raise AccessError("There is no such file.")
        now, workbook = self._now, self._page.workbook
        groups = now.mine if which == MINE else now.groups
        between = horizon(now.today, now.days)
        meetings = planned(groups, now.other_work, now.days, between, workbook.zone)
        name = f"PLGs of {workbook.school.name}"
        data = calendar(name, meetings, workbook.zone, workbook.now(), workbook.school.id)
        return f"plg-meetings-{which}.ics", MEDIA, data

    def _ask(self, message: dict[str, Any]) -> None:
        asked = message.get("text")
        if asked == END:
            self._schedules.end_calendar()
            self.address.path = ""
            self._page.notice.say("Your address is ended: whoever has it sees nothing any more.")
        elif asked in (MAKE, RENEW):
            key = self._schedules.make_calendar()
            self.address.path = self._page.address("calendar.ics", f"key={key}")
            before = " The one before opens nothing any more." if asked == RENEW else ""
            self._page.notice.say(f"Your address is made.{before} Copy it now: it is shown once.")
        self.show(self._now)
