"""What two people find when both have coded: how far they agree, in words first, and on what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plgwork.models.codebooks import NO_CODE, Codebook

if TYPE_CHECKING:
    from plgwork.analysis.statistics.kappa import Kappa

NONE = "None of these"
KAPPA = (
    "Kappa (Cohen’s) says how much more often the same code was given than by chance: 1 is always, "
    "0 no more often than by chance. It tells whether the codes are clear, and not who is right."
)


def agreed(book: Codebook) -> list[dict[str, Any]]:
    """Panels of how far two agree, and of how many answers carry each code."""
    if not book.done:
        return []
    from plgwork.analysis.themes import agreement, themes

    kappa = agreement(book)
    rows = [[one.name, f"{one.both:,}", f"{one.one:,}"] for one in themes(book)]
    head = ["Code", "Both of you", "One of you"]
    return [
        {
            "kicker": " and ".join(one.name for one in book.codings),
            "title": in_words(kappa),
            "facts": [["Coded alike", _alike(kappa)], ["Kappa", _number(kappa)]],
            "lines": [KAPPA],
        },
        {
            "kicker": f"{kappa.n:,} answers",
            "title": "How many answers carry each code",
            "table": {"label": "How many answers carry each code", "head": head, "rows": rows},
        },
    ]


def compared(book: Codebook, answers: Sequence[str]) -> list[dict[str, Any]]:
    """The answers that two coded differently, with what each gave."""
    if not book.done:
        return []
    from plgwork.analysis.themes import differing, given

    names = {one.id: one.name for one in book.codes} | {NO_CODE: NONE}
    pairs = given(book)
    return [
        {
            "id": str(at),
            "cells": [f"Answer {at + 1}", answers[at], *(names.get(one, "") for one in pairs[at])],
        }
        for at in differing(book)
    ]


def in_words(kappa: "Kappa") -> str:
    """How far two agree, as a title."""
    if kappa.words == "one code throughout":
        return "You gave every answer one and the same code"
    if kappa.words == "less than chance":
        return "You agree less often than by chance"
    return f"{kappa.words.capitalize()} agreement"


def in_short(kappa: "Kappa") -> str:
    """The same in a sentence, for those who were not there."""
    alike = f"Two people coded the answers on their own, {_alike(kappa)} of them alike"
    return f"{alike} (Cohen’s kappa {_number(kappa)}, {kappa.words})."


def _alike(kappa: "Kappa") -> str:
    return f"{round(kappa.agreed * kappa.n):,} of {kappa.n:,}"


def _number(kappa: "Kappa") -> str:
    return "cannot be told" if kappa.kappa != kappa.kappa else f"{kappa.kappa:.2f}"
