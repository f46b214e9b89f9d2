"""A month of the invented school’s two years."""

from typing import Literal

from plgwork.models.content import MonthCode
from plgwork.models.model import Model

SchoolYear = Literal[1, 2]  # 1 is the school year before the present one, 2 the present one


class When(Model):
    """A month of the first or the second invented year."""

    year: SchoolYear
    month: MonthCode
