"""What was agreed on, beside the agenda: topics, kinds of work, how free one is, the purpose."""

from typing import Any

from plgwork.models.agreements import Agreement, Kind, Party, Purpose, Topics
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.purpose.matters import NAMES, Matters

ORDER = (Kind.TOPICS, Kind.WORK, Kind.FREEDOM)


def standing(sitting: Sitting) -> dict[Kind, Agreement]:
    """What stands of each kind: for the group itself, or else for its school."""
    of = sitting.meeting.of if sitting.meeting else sitting.school
    found: dict[Kind, Agreement] = {}
    for party in (sitting.school, of):
        of_party = [one for one in sitting.workbook.store.agreements.standing() if one.of == party]
        found |= {one.kind: one for one in of_party}
    return found


def marks(found: dict[Kind, Agreement]) -> Topics | None:
    """Which topics belong, if that was agreed on."""
    agreed = found.get(Kind.TOPICS)
    return agreed.matter if agreed and isinstance(agreed.matter, Topics) else None


def panels(sitting: Sitting, found: dict[Kind, Agreement]) -> list[dict[str, Any]]:
    """The guardrails as one folds them out, and the purpose in a sentence."""
    matters = Matters(sitting.workbook.content)
    lines = [
        f"{NAMES[kind]}: {title}. {text}".replace(".. ", ". ")
        for kind in ORDER
        if kind in found
        for title, text in matters.parts(found[kind].matter)
    ]
    purpose = found.get(Kind.PURPOSE)
    why = purpose.matter.wording if purpose and isinstance(purpose.matter, Purpose) else ""
    if not (lines or why):
        return []
    return [
        {
            "kicker": f"Agreed by {_whose(sitting, purpose)}",
            "title": "Why you meet" if why else "Guardrails",
            "lines": [why] if why else [],
            **({"more": {"summary": "Guardrails", "lines": lines}} if lines else {}),
        }
    ]


def _whose(sitting: Sitting, purpose: Agreement | None) -> str:
    of = purpose.of if purpose else Party(school_id=sitting.workbook.school.id)
    group = sitting.group(of.plg_id)
    return group.plg.name if group else sitting.workbook.school.name
