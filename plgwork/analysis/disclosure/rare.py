"""Answers in people's own words that only few gave: their words would tell who it was."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from plgwork.analysis.disclosure.shares import MIN_N
from plgwork.models.answers import Answers, Codes, Counts
from plgwork.models.instruments import Item, Kind

OTHER = "Other answers"
CHOSEN = 1  # of the two labels of an option
Coded = tuple[Item, Codes]
Kept = tuple[tuple[int, ...], ...]  # by item, the places of the labels that keep their name


def pooled(answers: Answers, min_n: int = MIN_N, kept: Kept | None = None) -> Answers:
    """The answers with what fewer than ``min_n`` people ticked or chose under one name.

    An export does not tell an option that was offered from one that somebody wrote in. Scales
    and groupings stay as they are. Of a part of the answers, ``kept`` says what the whole keeps.
    """
    items = answers.instrument.items
    kept = kept_names(items, often(answers), min_n) if kept is None else kept
    asked = groupby(
        zip(items, answers.codes.T, kept, strict=True),
        key=lambda one: (one[0].kind, one[0].stem or one[0].column),
    )
    found = [one for place, (_, same) in enumerate(asked) for one in _question(list(same), place)]
    instrument = answers.instrument.model_copy(update={"items": tuple(item for item, _ in found)})
    codes = np.stack([codes for _, codes in found]).T
    return replace(answers, instrument=instrument, codes=codes)


def often(answers: Answers) -> list[Counts]:
    """How often each label that may be rare was given. Of parts of the answers these add up."""
    told = zip(answers.instrument.items, answers.codes.T, strict=True)
    return [
        np.bincount([] if item.kind is Kind.SCALE else codes[codes >= 0],
                    minlength=len(item.labels)).astype(np.int64)
        for item, codes in told
    ]  # fmt: skip


def kept_names(items: Sequence[Item], often: Sequence[Counts], min_n: int = MIN_N) -> Kept:
    """What enough people gave to be told by its name."""
    least = max(min_n, MIN_N)
    return tuple(_kept(item, counts, least) for item, counts in zip(items, often, strict=True))


def _kept(item: Item, counts: Counts, least: int) -> tuple[int, ...]:
    if item.kind is Kind.OPTION:
        rare = counts[CHOSEN] < least or item.text == OTHER
        return () if rare else tuple(range(len(item.labels)))
    if item.kind is Kind.CHOICE:
        return tuple(at for at, n in enumerate(counts) if n >= least and item.labels[at] != OTHER)
    return tuple(range(len(item.labels)))


def _question(told: Sequence[tuple[Item, Codes, tuple[int, ...]]], place: int) -> Iterator[Coded]:
    """The items of one question, in their order; what is pooled stands last."""
    rare = []
    for item, codes, kept in told:
        if len(kept) == len(item.labels):
            yield item, codes
        elif item.kind is Kind.CHOICE:
            yield _choice(item, codes, kept)
        else:
            rare.append((item, codes))
    if rare:
        yield _one_option(rare, place)


def _one_option(rare: Sequence[Coded], place: int) -> Coded:
    item, codes = rare[0][0], np.stack([codes for _, codes in rare])
    # An id is made of the words, so that it would say them as well.
    name = item.model_copy(update={"id": f"other-answers-{place}", "text": OTHER})
    return name, codes.max(axis=0).astype(np.int8)


def _choice(item: Item, codes: Codes, kept: Sequence[int]) -> Coded:
    # Two labels at least, as of any item: nobody gave the second where all answers are rare.
    labels = (*(item.labels[at] for at in kept), OTHER) if kept else (OTHER, "No other answer")
    places = range(len(item.labels))
    place = np.array([kept.index(at) if at in kept else len(kept) for at in places])
    turned = np.where(codes >= 0, place[np.maximum(codes, 0)], codes).astype(np.int8)
    return item.model_copy(update={"labels": labels}), turned
