"""Who in a cohort offers what somebody seeks."""

from collections.abc import Sequence

from plgwork.models.cohorts import Expertise, Side


def matches(said: Sequence[Expertise]) -> list[tuple[Expertise, Expertise]]:
    """Pairs of what is sought and what somebody else offers of it, by the one who seeks."""
    offers = [one for one in said if one.saying.side is Side.OFFERS]
    return [
        (seeks, offer)
        for seeks in said
        if seeks.saying.side is Side.SEEKS
        for offer in offers
        if offer.saying.topic == seeks.saying.topic and offer.person_id != seeks.person_id
    ]


def alike(said: Sequence[Expertise]) -> list[tuple[Expertise, Expertise]]:
    """Pairs of people who seek the same while nobody offers it, each pair once."""
    offered = {one.saying.topic for one in said if one.saying.side is Side.OFFERS}
    seek = [
        one for one in said if one.saying.side is Side.SEEKS and one.saying.topic not in offered
    ]
    return [
        (one, other)
        for at, one in enumerate(seek)
        for other in seek[at + 1 :]
        if one.saying.topic == other.saying.topic
    ]
