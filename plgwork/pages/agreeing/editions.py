"""Wordings one after the other, with what changed in each."""

from collections.abc import Sequence
from typing import Any

from plgwork.analysis.differing import differ
from plgwork.models.agreements import Agreement, Proposal, Version
from plgwork.pages.agreeing.matters import Matters
from plgwork.pages.wording import in_words
from plgwork.workbook import Workbook

Item = dict[str, Any]
FIRST = "As it was first worded"


def of_agreements(
    workbook: Workbook, matters: Matters, editions: Sequence[Agreement]
) -> list[Item]:
    """What each edition changed of the one before; nothing where there is one. The newest first."""
    if len(editions) < 2:
        return []
    before: Sequence[Agreement | None] = [*editions[1:], None]
    return [
        {
            "title": f"Edition {one.number}, {_day(workbook, one.adopted_at)}",
            "note": "What changed from the edition before." if earlier else FIRST,
            "parts": _parts(matters, earlier.matter if earlier else None, one.matter),
        }
        for one, earlier in zip(editions, before, strict=True)
    ]


def of_proposal(workbook: Workbook, matters: Matters, proposal: Proposal) -> list[Item]:
    """What each version changed of the one before. The newest first."""
    if len(proposal.versions) < 2:
        return []
    before: Sequence[Version | None] = [None, *proposal.versions[:-1]]
    made = [
        {
            "title": f"Version {one.number}, by {one.by or 'somebody who left'}",
            "note": _day(workbook, one.written_at)
            + (". What changed from the version before." if earlier else f". {FIRST}."),
            "parts": _parts(matters, earlier.matter if earlier else None, one.matter),
        }
        for one, earlier in zip(proposal.versions, before, strict=True)
    ]
    return made[::-1]


def of_sources(matters: Matters, proposal: Proposal, known: Sequence[Proposal]) -> list[Item]:
    """The proposals that one was made of, as they were worded."""
    by_id = {one.id: one for one in known}
    return [
        {
            "title": f"Made of a proposal by {by_id[source.proposal_id].by or 'somebody'}",
            "note": "As it was worded before both became one.",
            "parts": _parts(matters, None, _version(by_id[source.proposal_id], source.number)),
        }
        for source in proposal.versions[0].sources
        if source.proposal_id in by_id
    ]


def _version(proposal: Proposal, number: int) -> Any:
    return next(one.matter for one in proposal.versions if one.number == number)


def _parts(matters: Matters, before: Any, after: Any) -> list[Item]:
    old = dict(matters.parts(before)) if before else {}
    new = dict(matters.parts(after))
    names = dict.fromkeys((*new, *old))
    return [
        {
            "title": name,
            "words": [
                [change.value, text]
                for change, text in differ(old.get(name, ""), new.get(name, ""))
            ]
            if before
            else [["same", new[name]]],
        }
        for name in names
    ]


def _day(workbook: Workbook, moment: Any) -> str:
    day = moment.astimezone(workbook.zone).date()
    return f"{in_words(day)} {day.year}"
