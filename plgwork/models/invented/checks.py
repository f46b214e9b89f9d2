"""How invented PLGs looked back on their norms."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from plgwork.models.invented.when import When
from plgwork.models.model import Model, Slug


class InventedCheck(When):
    """A norm check: how many answered, and how often each norm was kept, partly kept and not."""

    of: Slug
    answered: int = Field(ge=1)
    norms: Mapping[Slug, tuple[int, int, int]]


class InventedChecks(Model):
    """How the invented PLGs looked back on their norms."""

    id: Literal["norm-checks"]
    checks: tuple[InventedCheck, ...]
