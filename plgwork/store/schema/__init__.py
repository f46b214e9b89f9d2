"""The tables by subject, and the revision they stand at. No queries, no rules about who may read.

Importing it declares them all, also where nobody asks for one by name.
"""

from plgwork.store.schema import (
    about,
    accounts,
    agreements,
    cohorts,
    followups,
    groupings,
    learning,
    meetings,
    norms,
    people,
    reflections,
    runs,
    schedules,
    surveys,
)
from plgwork.store.schema.columns import metadata

__all__ = [
    "REVISION",
    "about",
    "accounts",
    "agreements",
    "cohorts",
    "followups",
    "groupings",
    "learning",
    "meetings",
    "metadata",
    "norms",
    "people",
    "reflections",
    "runs",
    "schedules",
    "surveys",
]

REVISION = "0016"
