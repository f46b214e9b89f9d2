"""The norm check of a meeting: named in its record for the group, and offered at its end.

It says that there was one, and where the group reads what may be shown of it; never how many
answered, beside the names of those who came.
"""

from typing import Any

from plgwork.models.agreements import Agreement, Kind
from plgwork.models.norms import NormCheck
from plgwork.pages.meetings import guardrails
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.wording import at_time

Panel = dict[str, Any]
OFFER = "Close with a norm check"
APART = (
    "Each taps once for each norm, on their own phone. Nobody can tell whose taps were whose, and "
    "this record names nobody who answered."
)


def panels(sitting: Sitting) -> list[Panel]:
    """One panel for those in the group; nothing for anybody else, who reads the record."""
    checks = sitting.looked_back()
    if checks:
        return [_named(sitting, checks[0])]
    return [_offer(sitting)] if _can_open(sitting) else []


def _named(sitting: Sitting, check: NormCheck) -> Panel:
    title = "You looked back on your norms"
    if check.open:
        since = at_time(sitting.local(check.opened_at))
        links = [_link(sitting, "To the norm check", "close-a-meeting")]
        return {"kicker": f"Norm check, open since {since}", "title": "Your PLG looks back on its "
                "norms", "lines": [APART], "links": links}  # fmt: skip
    if check.results is None:
        return {"kicker": "Norm check", "title": title, "lines": ["Nothing of it can be shown."]}
    lines = ["What may be shown of it stands on Culture, for your PLG alone."]
    links = [_link(sitting, "How you kept them", "how-it-goes")]
    return {"kicker": "Norm check", "title": title, "lines": lines, "links": links}


def _offer(sitting: Sitting) -> Panel:
    return {
        "kicker": "Before you go",
        "title": "Look back on your norms together",
        "lines": [APART],
        "links": [_link(sitting, OFFER, "close-a-meeting")],
    }


def _can_open(sitting: Sitting) -> bool:
    """Whoever facilitates opens one, on the day of the meeting, once there are norms."""
    meeting = sitting.meeting
    today = meeting is not None and meeting.day == sitting.workbook.today
    return today and sitting.leads and _norms(sitting) is not None


def _norms(sitting: Sitting) -> Agreement | None:
    """The norms of the group, else of the school that it belongs to."""
    group = sitting.group(sitting.meeting.of.plg_id) if sitting.meeting else None
    found = guardrails.standing(sitting).get(Kind.NORMS)
    own = found is not None and (found.of.plg_id is not None or bool(group and group.plg.school_id))
    return found if own else None


def _link(sitting: Sitting, text: str, step: str) -> dict[str, Any]:
    plg_id = sitting.meeting.of.plg_id if sitting.meeting else ""
    href = sitting.page.address("culture", f"of={plg_id}")
    served = sitting.workbook.place.served
    return {"text": text, "href": f"{href}#{step}" if served else href, "quiet": True}
