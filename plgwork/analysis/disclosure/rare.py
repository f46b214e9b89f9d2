"""Answers in people's own words that only few gave: their words would tell who it was."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from plgwork.analysis.disclosure.shares import MIN_N
from plgwork.models.answers import Answers, Codes
from plgwork.models.instruments import Item, Kind

OTHER = "Other answers"
CHOSEN = 1  # of the two labels of an option
Coded = tuple[Item, Codes]


def pooled(answers: Answers, min_n: int = MIN_N) -> Answers:
    """The answers with what fewer than ``min_n`` people ticked or chose under one name.

    An export does not tell an option that was offered from one that somebody wrote in. Scales
    and groupings stay as they are.
    """
    least = max(min_n, MIN_N)
    told = zip(answers.instrument.items, answers.codes.T, strict=True)
    asked = groupby(told, key=lambda one: (one[0].kind, one[0].stem or one[0].column))
    kept = [
        one for place, (_, same) in enumerate(asked) for one in _question(list(same), place, least)
    ]
    instrument = answers.instrument.model_copy(update={"items": tuple(item for item, _ in kept)})
    codes = np.stack([codes for _, codes in kept], axis=1)
    return replace(answers, instrument=instrument, codes=codes)


def _question(told: Sequence[Coded], place: int, least: int) -> Iterator[Coded]:
    """The items of one question, in their order; what is pooled stands last."""
    if told[0][0].kind is Kind.CHOICE:
        yield from (_choice(item, codes, least) for item, codes in told)
        return
    rare = [one for one in told if _is_rare(*one, least)]
    yield from (one for one in told if not _is_rare(*one, least))
    if rare:
        yield _one_option(rare, place)


def _is_rare(item: Item, codes: Codes, least: int) -> bool:
    few = int(np.count_nonzero(codes == CHOSEN)) < least
    return item.kind is Kind.OPTION and (few or item.text == OTHER)


def _one_option(rare: Sequence[Coded], place: int) -> Coded:
    item, codes = rare[0][0], np.stack([codes for _, codes in rare])
    # An id is made of the words, so that it would say them as well.
    name = item.model_copy(update={"id": f"other-answers-{place}", "text": OTHER})
    return name, codes.max(axis=0).astype(np.int8)


def _choice(item: Item, codes: Codes, least: int) -> Coded:
    counts = np.bincount(codes[codes >= 0], minlength=len(item.labels))
    kept = [at for at, many in enumerate(counts) if many >= least and item.labels[at] != OTHER]
    if len(kept) == len(item.labels):
        return item, codes
    # Two labels at least, as of any item: nobody gave the second where all answers are rare.
    labels = (*(item.labels[at] for at in kept), OTHER) if kept else (OTHER, "No other answer")
    place = np.array([kept.index(at) if at in kept else len(kept) for at in range(len(counts))])
    turned = np.where(codes >= 0, place[np.maximum(codes, 0)], codes).astype(np.int8)
    return item.model_copy(update={"labels": labels}), turned
