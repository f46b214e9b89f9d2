"""How far a month's reflection is."""

from collections.abc import Sequence

from plgwork.models.progress import Progress
from plgwork.models.reflections import Entry, EntryKind, Rating


def progress(
    entries: Sequence[Entry],
    ratings: Sequence[Rating],
    planned: Sequence[tuple[Entry, Entry | None]],
    indicators: int,
) -> Progress:
    """Count what is there; an entry whose text was emptied does not count."""
    written = [entry for entry in entries if entry.text.strip()]
    answers = [entry for entry in written if entry.subject.kind is EntryKind.ANSWER]
    return Progress(
        planned=len(planned),
        told=sum(told is not None and told.outcome is not None for _, told in planned),
        rated=len({rating.indicator_id for rating in ratings}),
        indicators=indicators,
        areas=len({entry.subject.area for entry in answers}),
        texts=len(written),
        commitments=sum(entry.subject.kind is EntryKind.COMMITMENT for entry in written),
        shared=sum(entry.shared is not None for entry in entries),
    )
