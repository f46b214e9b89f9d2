"""What was agreed on, beside the agenda: the purpose, the guardrails, the norms."""

from typing import Any

from plgwork.models.agreements import Agreement, Kind, Norms, Party, Purpose, Topics
from plgwork.pages.agreeing.matters import NAMES
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.purpose.matters import matters

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


def why(found: dict[Kind, Agreement]) -> str:
    """Why they meet, in the words that were adopted; empty where none were."""
    purpose = found.get(Kind.PURPOSE)
    return purpose.matter.wording if purpose and isinstance(purpose.matter, Purpose) else ""


def panels(sitting: Sitting, found: dict[Kind, Agreement]) -> list[dict[str, Any]]:
    """The purpose in a sentence, and guardrails and norms as one folds them out."""
    words = matters(sitting.workbook.content)
    guardrails = [
        f"{NAMES[kind]}: {title}. {text}"
        for kind in ORDER
        if kind in found
        for title, text in words.parts(found[kind].matter)
    ]
    said = why(found)
    purpose = {"title": "Why you meet", "lines": [said]} if said else {"title": "Guardrails"}
    together = {"title": "How you work together"}
    return [
        {"kicker": f"Agreed by {_whose(sitting, found.get(kind))}", **shown, **_folded(name, lines)}
        for kind, shown, name, lines in (
            (Kind.PURPOSE, purpose, "Guardrails", guardrails),
            (Kind.NORMS, together, "Norms", _norms(found)),
        )
        if lines or "lines" in shown
    ]


def _norms(found: dict[Kind, Agreement]) -> list[str]:
    agreed = found.get(Kind.NORMS)
    lines = agreed.matter.lines if agreed and isinstance(agreed.matter, Norms) else ()
    return [line.text for line in lines]


def _folded(name: str, lines: list[str]) -> dict[str, Any]:
    return {"more": {"summary": name, "lines": lines}} if lines else {}


def _whose(sitting: Sitting, agreed: Agreement | None) -> str:
    of = agreed.of if agreed else Party(school_id=sitting.workbook.school.id)
    group = sitting.group(of.plg_id)
    return group.plg.name if group else sitting.workbook.school.name
