"""What people hand in, read: text and files into models, with every problem and every decision."""

from plgwork.intake.called import read_called
from plgwork.intake.matching import enrolment
from plgwork.intake.measures import read_values
from plgwork.intake.people import misnamed, read, unusable
from plgwork.intake.periods import periods_of, read_periods
from plgwork.intake.text import decode

__all__ = [
    "decode",
    "enrolment",
    "misnamed",
    "periods_of",
    "read",
    "read_called",
    "read_periods",
    "read_values",
    "unusable",
]
