"""Configurations held against the kinds of work that a school wants of its PLGs."""

from collections.abc import Collection, Iterable

from plgwork.models.configurations import Configuration, Fit


def fit(configurations: Iterable[Configuration], wanted: Collection[str]) -> list[Fit]:
    """Which of the wanted kinds each serves; who serves the most comes first."""
    found = [
        Fit(
            configuration=one,
            serves=tuple(kind for kind in wanted if kind in one.serves),
            does_not=tuple(kind for kind in wanted if kind not in one.serves),
        )
        for one in configurations
    ]
    return sorted(found, key=lambda one: (-len(one.serves), one.configuration.order))
